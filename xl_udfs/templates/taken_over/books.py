"""A workbook with what it takes over of a cap table.

A module a template says what that is (`taking.TakenOver`), as a pure function; here it becomes
inputs and rows of a workbook, new or made before.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, repeat
from types import MappingProxyType

from xl_udfs.cells import SHIFT, serial_of
from xl_udfs.engine.api import (
    Book,
    TableRows,
    origin_of,
    package_bytes,
    read_book,
    refuse_other_version,
    unpacked,
)
from xl_udfs.engine.tables.followers import followers
from xl_udfs.engine.tables.inputs import named_cells
from xl_udfs.engine.tables.refreshed import refreshed
from xl_udfs.engine.workbook.sheet import address
from xl_udfs.hosts.headless import function_table
from xl_udfs.templates.all_templates import BLANKS
from xl_udfs.templates.taken_over import (
    adjustment_certificate,
    compliance,
    liquidation,
    notes_and_warrants,
    redemption,
)
from xl_udfs.templates.taken_over.position import Taken, TakenPosition, known, refused
from xl_udfs.templates.taken_over.table_in import TableIn
from xl_udfs.templates.taken_over.taking import CapTableRequest, Height, Lines, TakenOver
from xl_udfs.versions import VERSIONS

OF_STEP = "adjustment_certificate"  # the one that is about a step of a price's history
WHOLE = {"liquidation", "notes_and_warrants"}  # those that are about every class
TAKERS: Mapping[str, Callable[[TakenPosition, CapTableRequest], TakenOver]] = {
    OF_STEP: adjustment_certificate.taken,
    "redemption": redemption.taken,
    "liquidation": liquidation.taken,
    "notes_and_warrants": notes_and_warrants.taken,
    "compliance": compliance.taken,
}


@dataclass(frozen=True, slots=True)
class Changes:
    """What becomes of a workbook: values by name or cell, and rows of tables."""

    inputs: Mapping[str, Taken]
    tables: tuple[TableRows, ...]


def new_book(
    template: str, position: TakenPosition, wanted: CapTableRequest, now: datetime
) -> bytes:
    """Return a blank copy of a template that has what it takes over of a cap table.

    Args:
        template: its name.
        position: of the cap table.
        wanted: what of it the workbook is about.
        now: what its clock shows.

    Raises:
        UnreadableError: where the cap table does not fit.
    """
    book = read_book(unpacked(BLANKS[template]()))
    changes = taken_over(book, template, position, wanted)
    result = refreshed(
        book, function_table(), now=now, tables=changes.tables, inputs=changes.inputs
    )
    return package_bytes(result.package)


def taker_of(book: Book, name: str) -> str:
    """Return the template of which a workbook is made.

    Args:
        book: the workbook.
        name: of its file, for a sentence.

    Raises:
        UnreadableError: where it takes nothing over, or was made before it did.
    """
    origin = origin_of(book.package)
    if origin is None or origin.template not in TAKERS:
        raise refused(f"{name} is not a workbook that takes something over; {', '.join(TAKERS)} do")
    refuse_other_version(book.package, VERSIONS, name)
    return origin.template


def about(book: Book) -> tuple[str | None, int | None]:
    """Return the class and the step of its history that a workbook has taken over before."""
    places = dict(named_cells(book))
    found = {name: book.cell(places[name]) for name in CHOICES if name in places}
    name, step = (None if cell is None else cell.value for cell in map(found.get, CHOICES))
    return (
        name if isinstance(name, str) and name else None,
        int(step) if isinstance(step, float) else None,
    )


CHOICES = ("in_source_class", "in_source_step")


def taken_over(
    book: Book, template: str, position: TakenPosition, wanted: CapTableRequest
) -> Changes:
    """Return what a workbook takes over of a cap table.

    Args:
        book: the workbook.
        template: of which it is made.
        position: of the cap table.
        wanted: what of it the workbook is about.

    Raises:
        UnreadableError: where the cap table does not fit.
    """
    found = TAKERS[template](position, wanted)
    fixed = [lines for lines in found.tables if lines.height is not Height.GROWS]
    growing = [lines for lines in found.tables if lines.height is Height.GROWS]
    inputs = chain(_named(book, found), *(_cells(book, lines) for lines in fixed))
    rows = chain.from_iterable(_rows(book, lines) for lines in growing)
    return Changes(MappingProxyType(dict(inputs)), tuple(rows))


def _named(book: Book, found: TakenOver) -> Iterator[tuple[str, Taken]]:
    """Yield the named inputs that hold something else.

    What a letter says stays as it was typed where the cap table has nothing for the same class.
    """
    places = dict(named_cells(book))
    same = about(book)[0] == found.inputs.get(CHOICES[0])
    for name, value in found.inputs.items():
        if same and name in found.words and not known(value):
            continue
        cell = book.cell(places[name]) if name in places else None
        if not _is_same(book, None if cell is None else cell.value, value):
            yield name, value


def _is_same(book: Book, there: Taken, value: Taken) -> bool:
    """Whether a cell shows what it would take."""
    if isinstance(value, date):
        value = serial_of(value) - (SHIFT if book.epoch_1904 else 0)
    return there == value if known(there) else not known(value)


def _cells(book: Book, lines: Lines) -> Iterator[tuple[str, Taken]]:
    """Yield the cells of some columns of a table that hold something else, by address."""
    there = TableIn(book, lines.table)
    if lines.height is Height.SLOTS:
        found = dict(zip(there.numbers, chain(lines.lines, repeat({})), strict=False))
    else:
        by_key = {line[lines.key]: line for line in lines.lines}
        keys = {row: there.value(row, lines.key) for row in there.numbers}
        found = {row: by_key[key] for row, key in keys.items() if key in by_key}
    for row, line in found.items():
        for title in lines.titles:
            if not _is_same(book, there.value(row, title), line.get(title)):
                yield f"{there.sheet}!{address((row, there.columns[title]))}", line.get(title)


def _rows(book: Book, lines: Lines) -> Iterator[TableRows]:
    """Yield the rows of a table, and of those that have a row for each of its rows.

    What was typed in other columns stays with its key.
    """
    there = TableIn(book, lines.table)
    asked = lines.lines or [{}] * len(there.numbers)
    yield there.rows(lines.key, asked, lines.titles)
    for name in followers(book, lines.table):
        other = TableIn(book, name)
        if any(known(other.value(row, title)) for row in other.numbers for title in other.typed):
            first = next(iter(other.columns))
            keyed = [{first: line.get(lines.key)} for line in asked]
            yield other.rows(first, keyed, ())
