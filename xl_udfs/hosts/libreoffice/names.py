"""What the add-in is called; the parts of the package, the component and formulas must agree."""

MODULES = ("org", "xludfs")
INTERFACE = "XFunctions"
SERVICE = "org.xludfs.Functions"
IMPLEMENTATION = "org.xludfs.FunctionsInPython"
CANARY = "XL_UDFS_ADDIN"
"""A function of the add-in alone: which build of it answers, or why it cannot."""
FINGERPRINT = "fingerprint.txt"  # the file that holds what the canary answers
RECOMPUTES = "XL_UDFS_RECOMPUTES"  # the variable of a LibreOffice that nobody works with
PURE_PYTHON = "pythonpath"  # the folder that LibreOffice adds to the path of a component


def qualified(name: str) -> str:
    """Return the name of a function that every LibreOffice knows, in every file format."""
    return f"{SERVICE}.{name}".upper()
