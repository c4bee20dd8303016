"""Pure Python that a host takes along: our own modules, and installed packages."""

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import xl_udfs
from xl_udfs.hosts.refusals import HostError

CALENDARS = ("holidays", "python-dateutil", "six")
"""What the functions need beside the standard library, with what that needs."""
COMPILED = (".so", ".pyd", ".dll", ".dylib")
NOTICES = ("license", "licence", "copying", "metadata")  # holidays asks for its own metadata


class CompiledPackageError(HostError):
    """A package that should be taken along holds compiled code."""


def own_modules(*patterns: str) -> Iterator[tuple[str, bytes]]:
    """Yield the modules of ours that the patterns name, each by its path in the package."""
    package = Path(xl_udfs.__file__).parent
    for pattern in patterns:
        for file in package.glob(pattern):
            yield f"xl_udfs/{file.relative_to(package).as_posix()}", file.read_bytes()


def installed_package(name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the modules of an installed package, with its licence; nothing where it is absent.

    Raises:
        CompiledPackageError: where it is not pure Python.
    """
    try:
        files = distribution(name).files or []
    except PackageNotFoundError:
        return  # its functions answer #VALUE!; all others do not need it
    for file in files:
        path = file.as_posix()
        if path.endswith(COMPILED):
            found = f"{name} holds {path}; the add-in takes pure Python only"
            raise CompiledPackageError("E_COMPILED", found)
        notice = ".dist-info/" in path and file.stem.lower().startswith(NOTICES)
        if not path.startswith("..") and (file.suffix == ".py" or notice):
            yield path, file.read_binary()
