"""Worksheet functions on the agreement, and on its notes and warrants."""
