"""What the columns of a table hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from xl_udfs.cells import ExcelError
from xl_udfs.engine.references import Position, address
from xl_udfs.engine.tables.entries import EntryOptions, ValueKind, guessed
from xl_udfs.engine.tables.moving import BlockedError, Move
from xl_udfs.engine.tables.placement import copied
from xl_udfs.engine.workbook.book import Book, Sheet
from xl_udfs.engine.workbook.described import Table
from xl_udfs.engine.workbook.sheet import Cell
from xl_udfs.engine.workbook.validations import validations_of

RULED: Mapping[str, ValueKind] = MappingProxyType(
    {
        "whole": ValueKind.NUMBER,
        "decimal": ValueKind.NUMBER,
        "date": ValueKind.DATE,
        "textLength": ValueKind.TEXT,
        "list": ValueKind.TEXT,
    }
)
"""What a cell holds by the kind of its data validation."""


@dataclass(frozen=True, slots=True)
class DataColumn:
    """One column of a table."""

    name: str
    number: int  # on the sheet, from 1
    kind: ValueKind
    optional: bool = False  # it holds nothing yet, and is not the first that takes values
    takes_words: bool = False  # its data validation is of texts, where (3) is no number


def columns_of(book: Book, sheet: Sheet, table: Table, move: Move) -> list[DataColumn]:
    """Return the columns of a table with what they hold now.

    Raises:
        BlockedError: where a column holds more than one kind, or its formulas differ.
    """
    found: list[DataColumn] = []
    for place, column in enumerate(table.tableColumns):
        number, name = move.left + place, column.name
        cells = {
            row: cell
            for row in range(move.first, move.last + 1)
            if (cell := sheet.cells.get((row, number))) is not None
        }
        try:
            kind = _kind(book, cells, move, number)
        except BlockedError as fault:
            raise BlockedError(f"the column {name}: {fault}") from fault
        holds = any(cell.value not in (None, "") for cell in cells.values())
        first = all(column.kind is ValueKind.CALCULATED for column in found)
        kind, takes_words = kind_ruled(kind, book, sheet, (move.first, number))
        optional = not (holds or first)
        found.append(DataColumn(name, number, kind, optional, takes_words=takes_words))
    return found


def _kind(book: Book, cells: Mapping[int, Cell], move: Move, number: int) -> ValueKind:
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
        return ValueKind.CALCULATED
    seen: dict[ValueKind, int] = {}
    for row, cell in cells.items():
        kind = value_kind(book, cell)
        if kind is not ValueKind.BLANK:
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
    return ValueKind.DATE if dates else ValueKind.BLANK


def kind_ruled(kind: ValueKind, book: Book, sheet: Sheet, at: Position) -> tuple[ValueKind, bool]:
    """Return what a cell holds, a blank one what its data validation says; and whether of words.

    Excel refuses all else there. Of a list or a limit of length that is a text, as a rule: a number
    is no misfit, so that the kind stays open.
    """
    if kind is not ValueKind.BLANK:
        return kind, False
    for rule in validations_of(book.package, sheet):
        if rule.refuses and rule.kind in RULED and rule.holds(at):
            ruled = RULED[rule.kind]
            return (kind, True) if ruled is ValueKind.TEXT else (ruled, False)
    return kind, False


def value_kind(book: Book, cell: Cell) -> ValueKind:
    """Return what a cell without a formula holds.

    Raises:
        BlockedError: where it is an error.
    """
    value = cell.value
    if value is None or value == "":
        return ValueKind.BLANK
    if isinstance(value, ExcelError):
        raise BlockedError(f"it holds the error {value.value}")
    if isinstance(value, bool):
        return ValueKind.FLAG
    if isinstance(value, str):
        return ValueKind.TEXT
    return ValueKind.DATE if cell.style in book.date_styles else ValueKind.NUMBER


def _check_copies(cells: Mapping[int, Cell], move: Move, number: int) -> None:
    """Refuse a column whose formulas are not copies of each other; the first row may differ."""
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


def with_kind(column: DataColumn, raw: Sequence[object], entry: EntryOptions) -> DataColumn:
    """Return a column; one that holds nothing yet takes what all of its new values plainly are."""
    if column.kind is not ValueKind.BLANK:
        return column
    entry = replace(entry, clean=entry.clean and not column.takes_words)
    return replace(column, kind=guessed(raw, entry))
