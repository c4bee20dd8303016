"""Commands that put new inputs, rows and values into workbooks, or try them."""
