"""Every formula computed: the library behind one class, precedents, and what follows from a fault.

The calculation library is imported in `library` only.
"""
