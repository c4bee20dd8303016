"""Why a package is not read or not written; the text is for the user."""


class PackageError(Exception):
    """A package that cannot be read, or a workbook of which none can be made."""

    def __init__(self, code: str, sentence: str) -> None:
        """Take the stable code and the sentence."""
        super().__init__(sentence)
        self.code = code
