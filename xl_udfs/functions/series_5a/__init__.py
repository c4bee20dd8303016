"""Worksheet functions on the Series 5-A certificate, beside its conversion price."""
