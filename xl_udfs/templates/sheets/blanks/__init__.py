"""A template without data: what stays empty, and what is to be filled in."""
