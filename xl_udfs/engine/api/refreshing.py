"""New rows, new inputs and what follows from them."""

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from xl_udfs.engine.api.reading import read_file
from xl_udfs.engine.container.package import package_bytes
from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.engine.limits import DEFAULT_LIMITS, Limits
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.running.limited import undisturbed
from xl_udfs.engine.tables.entries import USUAL, EntryOptions
from xl_udfs.engine.tables.listed import listed
from xl_udfs.engine.tables.refreshed import Refreshed, TableRows, refreshed
from xl_udfs.engine.tables.rows import UTF_8, Row, Rows, is_encoding, read_rows, renamed
from xl_udfs.engine.writing.outputs import refuse_if_open
from xl_udfs.engine.writing.replacing import digest, write_file

__all__ = [
    "UTF_8",
    "EntryOptions",
    "Refreshed",
    "Row",
    "Rows",
    "TableRows",
    "is_encoding",
    "read_rows",
    "read_table",
    "refresh_file",
    "renamed",
    "write_refreshed",
]


def read_table(
    path: Path, name: str, *, calculated: bool = False, limits: Limits = DEFAULT_LIMITS
) -> Rows:
    """Return the rows of a table as texts that `refresh_file` takes again, as they are stored.

    Args:
        path: the workbook.
        name: of the table, in any case.
        calculated: whether the columns with formulas are among them.
        limits: what the file may at most be.

    Raises:
        UnreadableError: where it cannot or must not be read, or has no such table.
    """
    return listed(read_file(path, limits), name, calculated=calculated)


def refresh_file(
    path: Path,
    functions: Mapping[str, HostFunction],
    *,
    now: datetime,
    tables: Sequence[TableRows] = (),
    inputs: Mapping[str, object] = MappingProxyType({}),
    limits: Limits = DEFAULT_LIMITS,
    entry: EntryOptions = USUAL,
    everything: bool = False,
    trusted: Collection[str] = (),
) -> Refreshed:
    """Read a workbook, change it, and compute what follows; `write_refreshed` puts it somewhere.

    Args:
        path: the workbook, which stays as it is.
        functions: what its formulas may call besides Excel's own, by name in capitals.
        now: what its clock shows.
        tables: new rows for tables.
        inputs: values by defined name or by cell, as `Sheet!B2`, typed by what the cell holds.
        limits: what the file may at most be.
        entry: how texts among the inputs are read.
        everything: whether values are written too that differ though nothing upstream changed.
        trusted: functions that are not verified and whose values are written all the same.

    Raises:
        UnreadableError: where it cannot or must not be read, or does not take the change.
    """
    sha256 = digest(path)
    result = refreshed(
        read_file(path, limits),
        functions,
        now=now,
        tables=tables,
        inputs=inputs,
        entry=entry,
        everything=everything,
        trusted=trusted,
    )
    return replace(result, sha256=sha256)


def write_refreshed(
    result: Refreshed,
    path: Path,
    target: Path,
    *,
    backup: Path | None = None,
    overwrite: bool = True,
    break_signature: bool = False,
) -> list[str]:
    """Write a refreshed workbook, whole or not at all; where nothing is new, only to another file.

    Args:
        result: what `refresh_file` made of it.
        path: the workbook that was refreshed.
        target: where it goes; `path` itself to replace it.
        backup: what takes the file that is replaced.
        overwrite: whether another file may be replaced.
        break_signature: whether a digital signature may be broken.

    Returns:
        What of the old file could not be kept, in words.

    Raises:
        UnreadableError: where it must not or cannot be written; all files are then as they were.
        OSError: where the workbook itself can no longer be read.
    """
    if result.touched and result.package.signed and not break_signature:
        raise UnreadableError("E_SIGNED")
    if not result.touched and os.path.realpath(target) == os.path.realpath(path):
        return []
    content = package_bytes(result.package) if result.touched else path.read_bytes()
    if digest(path) != result.sha256:
        raise UnreadableError("E_CHANGED")
    refuse_if_open(target)
    place = target
    try:
        with undisturbed():
            target.parent.mkdir(parents=True, exist_ok=True)
            if backup is not None and target.exists():
                place = backup
                write_file(target.read_bytes(), backup, like=target)
                place = target
            return write_file(content, target, mode_of=path, fresh=not overwrite)
    except OSError as fault:
        found = os.fsencode(place).decode("utf-8", "backslashreplace")
        raise UnreadableError("E_UNWRITABLE", found=found, fault=fault.strerror) from fault
