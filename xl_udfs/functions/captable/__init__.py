"""Worksheet functions on what is not one document's: the cap table, a priced round."""
