"""Worksheet functions on the conversion price."""
