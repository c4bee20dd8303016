"""A package as its files: a folder, a zip, or the folder of a manifest; nothing leads out of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from xl_udfs.documents.ocf.json_text import JsonError, parsed
from xl_udfs.documents.ocf.refusals import PackageError
from xl_udfs.engine.api import MIB, Limits, check_size, members
from xl_udfs.engine.refusals import UnreadableError

MANIFEST = "OCF_MANIFEST_FILE"
NO_ZIP = frozenset({"E_EMPTY", "E_ENCRYPTED", "E_HTML", "E_NOT_ZIP", "E_XLS"})  # of a workbook


@dataclass(frozen=True, slots=True)
class Files:
    """The JSON files of a package by their paths below its manifest, and which it is."""

    manifest: str
    contents: Mapping[str, bytes]
    outside: frozenset[str] = frozenset()  # links that lead out of the folder; not read


def files_of(path: Path, limits: Limits) -> Files:
    """Read the files of a package.

    Args:
        path: a folder, a zip, or a manifest in a folder.
        limits: what a file may at most be, as of workbooks.

    Raises:
        UnreadableError: where it cannot be opened, or is not a sound zip within the limits.
        PackageError: where it is not a zip at all, or has no manifest, or several.
    """
    try:
        if path.is_dir():
            return _of_folder(path, limits)
        if path.suffix.casefold() == ".json":
            found = _of_folder(path.parent, limits, only=path.name)
            return Files(path.name, found.contents, found.outside)
        check_size(path.stat().st_size, limits)
        content = path.read_bytes()
    except OSError as fault:
        raise UnreadableError("E_UNREADABLE", fault=fault.strerror) from fault
    try:
        return _of_zip(content, limits)
    except UnreadableError as fault:
        if fault.code not in NO_ZIP:
            raise
        raise PackageError("not_a_package") from fault


def _of_folder(folder: Path, limits: Limits, only: str | None = None) -> Files:
    root = folder.resolve()
    contents: dict[str, bytes] = {}
    outside = set()
    size = 0
    for count, path in enumerate(sorted(folder.rglob("*.json"))):
        if count >= limits.members:
            raise UnreadableError("E_ZIP_MEMBERS", allowed=limits.members, limit="members")
        name = path.relative_to(folder).as_posix()
        if not path.resolve().is_relative_to(root):
            outside.add(name)
            continue
        if not path.is_file():
            continue
        size += path.stat().st_size
        if size > limits.unpacked_mib * MIB:
            raise UnreadableError(
                "E_ZIP_UNPACKED",
                found=size / MIB,
                allowed=limits.unpacked_mib,
                limit="unpacked_mib",
            )
        contents[name] = path.read_bytes()
    return Files(only or _manifest(contents), contents, frozenset(outside))


def _of_zip(content: bytes, limits: Limits) -> Files:
    everything = {
        entry.filename: data
        for entry, data in members(content, limits)
        if entry.filename.casefold().endswith(".json")
    }
    manifest = _manifest(everything)
    top = PurePosixPath(manifest).parent
    below = {
        PurePosixPath(name).relative_to(top).as_posix(): data
        for name, data in everything.items()
        if PurePosixPath(name).is_relative_to(top)
    }
    return Files(PurePosixPath(manifest).name, below)


def _manifest(contents: Mapping[str, bytes]) -> str:
    found = list(_manifests(contents))
    if not found:
        raise PackageError("no_manifest", found="it holds no OCF manifest")
    if len(found) > 1:
        raise PackageError("two_manifests", count=len(found), names=", ".join(found))
    return found[0]


def _manifests(contents: Mapping[str, bytes]) -> Iterator[str]:
    for name, content in contents.items():
        if MANIFEST.encode() not in content:
            continue
        try:
            document = parsed(content)
        except JsonError as fault:
            raise PackageError("file_unreadable", file=name, fault=fault) from fault
        if isinstance(document, dict) and document.get("file_type") == MANIFEST:
            yield name
