"""Where Excel and the calculation library differ: conformance, rewriting, functions of our own."""
