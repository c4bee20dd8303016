"""Why a host does not do what was asked: one code for each cause.

The codes are public and stable, as those of `engine.refusals`. The sentence of each is written
where it is raised, as it names what was found there.
"""

from types import MappingProxyType

HOST_REFUSALS = MappingProxyType(
    {
        # LibreOffice
        "E_SOFFICE_ABSENT": "LibreOffice is not found",
        "E_SOFFICE_OLD": "LibreOffice is older than what the add-in needs",
        "E_SOFFICE_FAILED": "LibreOffice does not start, or did not write what it was to write",
        "E_SOFFICE_TIMEOUT": "LibreOffice was not done in time and was stopped",
        "E_POPPLER_ABSENT": "a program of poppler-utils, which makes the pictures, is not found",
        "E_ADDIN_OTHER": "another build of the add-in is installed for all users",
        "E_ADDIN_NOT_LOADED": "the add-in did not load in LibreOffice",
        "E_UNFENCED": "LibreOffice cannot be kept from the network on this machine",
        # what the add-ins carry
        "E_COMPILED": "a package that an add-in carries holds compiled code",
        # the Office add-in
        "E_NAMESPACE": "a namespace is not a word that Excel takes before a function",
        "E_ADDRESS": "an address is not one that Office loads add-ins from",
        "E_OUTPUT_EXISTS": "the folder of the site exists",
        "E_PYODIDE_ABSENT": "the folder of Pyodide lacks a file",
        "E_PYODIDE_VERSION": "the folder holds another version of Pyodide",
        "E_CERTIFICATE": "a certificate and its key are not one, or cannot be made",
        "E_PORT": "a port cannot be used",
        "E_NO_SITE": "a folder holds no site of the add-in",
        "E_OTHER_ADDRESS": "a site was built for another address",
        "E_NAME_TAKEN": "a workbook defines a name that a function has too",
        "E_ADDIN_FORMULA": "a formula cannot call the add-in's functions where it stands",
        "E_METADATA": "a workbook's metadata cannot be added to",
        # Excel with macros
        "E_WRONG_KIND": "a file is not a workbook that takes macros",
        "E_SHEET_PRESENT": "a workbook has a sheet of the name that is needed",
        "E_FORM": "a part has a form that cannot be added to",
        "E_VBA_NAME": "a name of the VBA project is needed, taken or not to be written",
        "E_VBA_SIZE": "the VBA project would be too large for its format",
        "E_VBA_DAMAGED": "the VBA project cannot be read",
        "E_VBA_SIGNED": "the VBA project is signed",
        "E_VBA_PROTECTED": "the VBA project is protected by a password",
    }
)


class HostError(Exception):
    """A host cannot do it; `code` is stable, the text says what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        """Keep the code apart from the sentence."""
        super().__init__(sentence)
        self.code = code
