"""Packages of the site that are fetched only when something imports them; runs in Pyodide.

A function that needs one cannot wait for the network. The import ends the whole batch instead, the
page fetches the package and puts the same batch again. It ends it with an exception that no
function takes for a fault of its own.
"""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

ARCHIVES = {"holidays": "calendars"}
"""Archives of the site by the module that is found in them."""


class MissingPackage(BaseException):
    """A batch cannot go on before an archive is unpacked; `archive` is its name."""

    def __init__(self, archive: str) -> None:
        """Keep the name."""
        super().__init__(archive)
        self.archive = archive


class SiteFinder:
    """The last finder of modules: it asks for those that the site could still fetch."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Refuse to find; the signature is that of any finder.

        Raises:
            PackageWanted: for a module of an archive.
        """
        del path, target
        if name in ARCHIVES:
            raise MissingPackage(ARCHIVES[name])
        return None


def ask_for_packages() -> None:
    """Have imports ask for archives; they are found like other modules once unpacked."""
    if not any(finder is SiteFinder for finder in sys.meta_path):
        sys.meta_path.append(SiteFinder)
