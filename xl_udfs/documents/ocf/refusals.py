"""Why a package is not read or not written: one code for each cause, and the sentence of each."""

from types import MappingProxyType

PACKAGE_REFUSALS = MappingProxyType(
    {
        # what is read
        "not_a_package": "it is not a folder, a zip (.ocf.zip) or a manifest (.json); name one of "
        "these",
        "no_manifest": "{found}; an OCF manifest is a .json file whose file_type is "
        "OCF_MANIFEST_FILE",
        "two_manifests": "it holds {count} manifests, {names}, and which one counts is not said; "
        "name the file that does",
        "file_unreadable": "{file} cannot be read: {fault}",
        # what is written
        "not_a_cap_table": "it is not made from the template cap_table, the only one that has a "
        "package's facts",
        "incomplete": "the cap table {lacks}, which a package must have",
    }
)


class PackageError(Exception):
    """A package that cannot be read, or a workbook of which none can be made."""

    def __init__(self, code: str, **facts: object) -> None:
        """Take the stable code, and what its sentence says was found."""
        super().__init__(PACKAGE_REFUSALS[code].format(**facts))
        self.code = code
