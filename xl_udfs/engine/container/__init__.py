"""A stranger's file as its parts, byte for byte: examined before any library reads it.

Imports nothing of the engine but references and refusals. `leftovers` has the temporary files and
folders that only a killed run leaves behind, and `locks` says which runs live.
"""
