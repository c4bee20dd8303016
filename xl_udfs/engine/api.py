"""The front door: what is done with a workbook file, and what comes of it.

A function takes a path, the functions that formulas may call besides Excel's own, and what the
result depends on: the clock, the limits. It prints nothing, writes no file unless its name says
so, and gives frozen results. A file that cannot or must not be read is an `UnreadableError` with
a code and a sentence; what is wrong in one that can is a finding, never raised.
"""

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from xl_udfs.engine.areas import Area, area_of
from xl_udfs.engine.calculation.evaluate import Evaluation, evaluate
from xl_udfs.engine.calculation.library import Library, Recalculated, Unsupported
from xl_udfs.engine.calculation.plan import table_areas
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.checking.checked import Checked, Unread
from xl_udfs.engine.checking.checks.catalogue import CHECKS
from xl_udfs.engine.checking.ignoring import Rule, RuleError, rule_of_text, rules_of_file
from xl_udfs.engine.checking.validate import checked
from xl_udfs.engine.comparing.alignment import KeyFault
from xl_udfs.engine.comparing.as_text import lines as text_lines
from xl_udfs.engine.comparing.audit import Audit, Tried, audit_of, audited
from xl_udfs.engine.comparing.difference import Difference, differences
from xl_udfs.engine.container.elements import CannotAddError
from xl_udfs.engine.container.package import (
    EARLIEST,
    Package,
    members,
    package_bytes,
    read_package,
    unpacked,
)
from xl_udfs.engine.container.preflight import MIB, check_size
from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.engine.limits import DEFAULT_LIMITS, Limits
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.reports.annotated import annotated
from xl_udfs.engine.running.limited import undisturbed
from xl_udfs.engine.tables.entries import USUAL, EntryOptions, nearest
from xl_udfs.engine.tables.listed import listed
from xl_udfs.engine.tables.refreshed import Refreshed, TableRows, refreshed
from xl_udfs.engine.tables.rows import UTF_8, Row, Rows, is_encoding, read_rows, renamed
from xl_udfs.engine.workbook.book import Book, Place, Sheet, read_book
from xl_udfs.engine.writing.file_names import stems
from xl_udfs.engine.writing.outputs import Output, OutputRefusedError, Replaces, refuse_if_open
from xl_udfs.engine.writing.outputs import prepare as prepare_outputs
from xl_udfs.engine.writing.replacing import digest, write_file

__all__ = [
    "CHECKS",
    "DEFAULT_LIMITS",
    "EARLIEST",
    "MIB",
    "UTF_8",
    "Area",
    "Audit",
    "Book",
    "CannotAddError",
    "Checked",
    "Computed",
    "Difference",
    "EntryOptions",
    "Evaluation",
    "KeyFault",
    "Limits",
    "Output",
    "OutputRefusedError",
    "Package",
    "Place",
    "Recalculated",
    "Recalculation",
    "Refreshed",
    "Replaces",
    "Row",
    "Rows",
    "Rule",
    "RuleError",
    "Sheet",
    "TableRows",
    "Tried",
    "Unread",
    "UnreadableError",
    "Unsupported",
    "annotate_file",
    "area_of",
    "audit_of",
    "audited",
    "check_file",
    "check_size",
    "compute_file",
    "differences",
    "digest",
    "evaluator",
    "is_encoding",
    "members",
    "nearest",
    "package_bytes",
    "prepare_outputs",
    "read_book",
    "read_file",
    "read_package",
    "read_rows",
    "read_table",
    "refresh_file",
    "refuse_if_open",
    "renamed",
    "rule_of_text",
    "rules_of_file",
    "stems",
    "table_areas",
    "text_lines",
    "unpacked",
    "write_file",
    "write_refreshed",
]

OtherEngine = Callable[[Book], Mapping[Place, Recalculated]]


@dataclass(frozen=True, slots=True)
class Computed:
    """A workbook, and the values of its formulas with what is known of them."""

    book: Book
    values: Recalculation


def read_file(path: Path, limits: Limits = DEFAULT_LIMITS) -> Book:
    """Read a workbook.

    Raises:
        UnreadableError: where it cannot or must not be read.
    """
    try:
        if path.exists() and not path.is_file():
            raise UnreadableError("E_UNREADABLE", fault="it is not a regular file")
        return read_book(read_package(path, limits))
    except OSError as fault:
        raise UnreadableError("E_UNREADABLE", fault=fault.strerror) from fault


def compute_file(
    path: Path,
    functions: Mapping[str, HostFunction],
    *,
    now: datetime,
    limits: Limits = DEFAULT_LIMITS,
    engine: OtherEngine | None = None,
) -> Computed:
    """Read a workbook and compute its formulas.

    Args:
        path: the workbook.
        functions: what its formulas may call besides Excel's own, by name in capitals.
        now: what its clock shows.
        limits: what the file may at most be.
        engine: another engine, which gives the values in place of ours; what is known of the
            formulas does not depend on who computes them.

    Raises:
        UnreadableError: where it cannot or must not be read.
    """
    book = read_file(path, limits)
    theirs = None if engine is None else engine(book)
    ours = recalculate(book, functions, now)
    return Computed(book, ours if theirs is None else replace(ours, cells=theirs))


def check_file(
    path: Path,
    functions: Mapping[str, HostFunction],
    *,
    now: datetime,
    limits: Limits = DEFAULT_LIMITS,
    rules: Iterable[Rule] = (),
    engine: OtherEngine | None = None,
) -> Checked:
    """Recompute a workbook and say what differs from what it shows, and what else is wrong in it.

    Args:
        path: the workbook.
        functions: as `compute_file` takes them; `now`, `limits` and `engine` too.
        now: as there.
        limits: as there.
        rules: findings that are ignored, each with a reason.
        engine: as there.

    Raises:
        UnreadableError: where it cannot or must not be read.
    """
    computed = compute_file(path, functions, now=now, limits=limits, engine=engine)
    return checked(computed.book, computed.values, functions, rules)


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


def annotate_file(path: Path, result: Checked, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return a copy of a workbook with its findings on its cells and on a sheet of their own.

    Raises:
        CannotAddError: where a part has no place for them.
        UnreadableError: where it cannot be read.
        OSError: likewise.
    """
    return package_bytes(annotated(read_package(path, limits), result))


def evaluator(functions: Mapping[str, HostFunction], now: datetime) -> Callable[[str], Evaluation]:
    """Return what evaluates formulas outside any workbook."""
    library = Library(functions, now)
    return lambda formula: evaluate(library, formula)
