"""What speaks for a value that differs: another engine, a trial, a probe."""
