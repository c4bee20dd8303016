"""Preferred-stock cap table functions for Excel."""

__version__ = "0.1.0"
