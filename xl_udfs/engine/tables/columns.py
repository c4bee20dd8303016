"""What the columns of a table hold, and new values read as that."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from math import inf, isfinite

from openpyxl.worksheet.table import Table

from xl_udfs.cells import CellValue, ExcelError, serial_of
from xl_udfs.engine.references import address
from xl_udfs.engine.tables.moving import BlockedError, Move
from xl_udfs.engine.tables.placement import copied
from xl_udfs.engine.workbook.book import Book, Sheet
from xl_udfs.engine.workbook.sheet import Cell, unescaped

NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?", re.ASCII)
LEADING_ZERO = re.compile(r"-?0\d")
LONGEST = 32_767  # characters of a cell
DAYS_1904 = 1462  # between the two date systems


class MisfitError(Exception):
    """A value that its column cannot take; the text says what would be right."""


class Kind(Enum):
    """What a column holds, as sentences name it."""

    NUMBER = "numbers"
    DATE = "dates"
    FLAG = "TRUE or FALSE"
    TEXT = "texts"
    BLANK = "blanks only"
    CALCULATED = "formulas"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    number: int  # on the sheet, from 1
    kind: Kind


def columns_of(book: Book, sheet: Sheet, table: Table, move: Move) -> list[Column]:
    """Return the columns of a table with what they hold now.

    Raises:
        BlockedError: where a column holds more than one kind, or its formulas differ.
    """
    found = []
    for place, column in enumerate(table.tableColumns):
        number, name = move.left + place, unescaped(str(column.name))
        cells = {
            row: cell
            for row in range(move.first, move.last + 1)
            if (cell := sheet.cells.get((row, number))) is not None
        }
        try:
            kind = _kind(book, cells, move, number)
        except BlockedError as fault:
            raise BlockedError(f"the column {name}: {fault}") from fault
        found.append(Column(name, number, kind))
    return found


def _kind(book: Book, cells: Mapping[int, Cell], move: Move, number: int) -> Kind:
    formulas = [row for row, cell in cells.items() if cell.formula is not None]
    if formulas:
        if len(formulas) < move.last - move.first + 1:
            odd = min({*range(move.first, move.last + 1)} - {*formulas})
            raise BlockedError(
                f"{address((formulas[0], number))} holds a formula and {address((odd, number))} "
                "none; make them alike first"
            )
        if move.delta > 0:
            _check_copies(cells, move, number)
        return Kind.CALCULATED
    seen: dict[Kind, int] = {}
    for row, cell in cells.items():
        kind = kind_of(book, cell)
        if kind is not Kind.BLANK:
            seen.setdefault(kind, row)
    if len(seen) > 1:
        (one, first), (other, second) = list(seen.items())[:2]
        raise BlockedError(
            f"{address((first, number))} holds {one.value} and {address((second, number))} "
            f"{other.value}, so what new values are is not known; make them alike first"
        )
    if seen:
        return next(iter(seen))
    dates = any(cell.style in book.date_styles for cell in cells.values())
    return Kind.DATE if dates else Kind.BLANK


def kind_of(book: Book, cell: Cell) -> Kind:
    """Return what a cell holds.

    Raises:
        BlockedError: where it holds an error value.
    """
    value = cell.value
    if value is None or value == "":
        return Kind.BLANK
    if isinstance(value, ExcelError):
        raise BlockedError(f"it holds the error {value.value}")
    if isinstance(value, bool):
        return Kind.FLAG
    if isinstance(value, str):
        return Kind.TEXT
    return Kind.DATE if cell.style in book.date_styles else Kind.NUMBER


def _check_copies(cells: Mapping[int, Cell], move: Move, number: int) -> None:
    """Refuse a column whose formulas are no copies of each other; the first row may differ."""
    texts = {row: cell.formula.text for row, cell in cells.items() if cell.formula is not None}
    last = texts[move.last]
    if any(
        cell.formula is not None and cell.formula.array not in (None, address((row, number)))
        for row, cell in cells.items()
    ):
        raise BlockedError("an array formula fills more than one row")
    start = move.first + (1 if move.last - move.first >= 2 else 0)
    for row in range(start, move.last):
        if copied(last, (move.last, number), (row, number)) != texts[row]:
            raise BlockedError(
                f"the formulas of {address((row, number))} and {address((move.last, number))} "
                "differ, so that those of new rows are not known"
            )


def cell_value(column: Column, raw: object, *, epoch_1904: bool) -> CellValue:
    """Return a new value as its column holds it.

    Raises:
        MisfitError: where it is none; the text says what would be right.
    """
    if raw is None or raw == "":
        return None
    if isinstance(raw, float) and not isfinite(raw):
        raise MisfitError(f"{raw} is no number that a cell can hold")
    match column.kind:
        case Kind.NUMBER:
            return _number(raw)
        case Kind.DATE:
            return _day(raw, epoch_1904=epoch_1904)
        case Kind.FLAG:
            return _flag(raw)
    return _text(raw)


def settled(column: Column, raw: Sequence[object]) -> Column:
    """Return a column; one that holds nothing yet takes what all of its new values plainly are."""
    if column.kind is not Kind.BLANK:
        return column
    kinds = {_guessed(value) for value in raw if value is not None and value != ""}
    return replace(column, kind=kinds.pop() if len(kinds) == 1 else Kind.TEXT)


def _guessed(raw: object) -> Kind:
    """Return what a value is in a column without any; only what is plainly so is no text."""
    if isinstance(raw, bool):
        return Kind.FLAG
    if isinstance(raw, int | float):
        return Kind.NUMBER
    if isinstance(raw, date):
        return Kind.DATE
    plain = isinstance(raw, str) and NUMBER.fullmatch(raw) and not LEADING_ZERO.match(raw)
    return Kind.NUMBER if plain else Kind.TEXT


def _number(raw: object) -> float:
    if isinstance(raw, str):
        text = raw.strip()
        if not NUMBER.fullmatch(text):
            raise MisfitError(f"{_quoted(raw)} is no number; write it as 1234.5")
        whole = re.fullmatch(r"-?\d+", text)
        if len(text) > 400:
            raise MisfitError(f"{_quoted(raw)} is no number of a length that a cell can hold")
        raw = int(text) if whole else float(text)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise MisfitError(f"{_quoted(raw)} is no number")
    try:
        value = float(raw)
    except OverflowError:
        value = inf
    if not isfinite(value):
        raise MisfitError(f"{_quoted(raw)} is larger than a cell can hold")
    if isinstance(raw, int) and int(value) != raw:
        raise MisfitError(f"{_quoted(raw)} has more digits than a number of a cell keeps")
    return value


def _day(raw: object, *, epoch_1904: bool) -> float:
    if isinstance(raw, str):
        text = raw.strip()
        try:
            raw = datetime.fromisoformat(text) if DAY.fullmatch(text) else None
        except ValueError:
            raw = None
        if raw is None:
            raise MisfitError(f"{_quoted(text)} is no date; write it as 2002-07-18")
    if isinstance(raw, float):
        return raw  # the serial number of a cell
    if not isinstance(raw, date):
        raise MisfitError(f"{_quoted(raw)} is no date")
    if isinstance(raw, datetime) and raw.tzinfo is not None:
        raise MisfitError(f"{raw} has a time zone, which a cell cannot hold")
    serial = serial_of(raw) - (DAYS_1904 if epoch_1904 else 0)
    earliest = 0 if epoch_1904 else 1
    if serial < earliest:
        raise MisfitError(
            f"{raw:%Y-%m-%d} lies before {'1904-01-01' if epoch_1904 else '1900-01-01'}, "
            "the first date that this workbook can hold"
        )
    return serial


def _flag(raw: object) -> bool:
    if isinstance(raw, str) and raw.strip().upper() in ("TRUE", "FALSE"):
        return raw.strip().upper() == "TRUE"
    if not isinstance(raw, bool):
        raise MisfitError(f"{_quoted(raw)} is neither TRUE nor FALSE")
    return raw


def _text(raw: object) -> str:
    if not isinstance(raw, str):
        raise MisfitError(f"{_quoted(raw)} is no text, which the column holds; put it in quotes")
    if len(raw) > LONGEST:
        raise MisfitError(f"a text of {len(raw):,} characters; a cell holds {LONGEST:,}")
    return raw


def _quoted(raw: object) -> str:
    text = str(raw)
    return repr(text if len(text) <= 40 else f"{text[:37]}...")
