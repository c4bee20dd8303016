"""Adapters that hand the worksheet functions to the programs that calculate cells."""
