"""The form of warrant: exercise, value, and its last moment."""
