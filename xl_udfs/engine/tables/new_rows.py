"""New rows for a table of a workbook, in place: nothing that is not of the rows changes.

The table grows or shrinks with what refers to it: its range and filter, formulas, names,
validations, conditional formats, charts, print areas, and tables that have a row for each of its
rows. Rows of the sheet below it move as a whole.
Refused, with nothing written: more rows than the table's comment has room for; a table that a
query or XML fills, that is empty, filtered or has hidden rows; a column that holds more than one
kind, or new rows where its formulas are not copies; notes and links on rows that change, and notes
below rows that move; cells, tables, merged cells, arrays, sparklines or pivots beside the rows
put in or taken out; lists that take the rows one by one; references to rows that are gone, over
several sheets or relative across the end of the data; form controls, scenarios, embedded objects,
and any part that names the sheet in an unknown way.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from xl_udfs.cells import CellValue
from xl_udfs.engine.container.elements import elements, spliced
from xl_udfs.engine.container.package import Package
from xl_udfs.engine.formula.relative import OffGridError
from xl_udfs.engine.references import address, area
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.tables.columns import DataColumn, columns_of
from xl_udfs.engine.tables.entries import USUAL, EntryOptions, ValueKind
from xl_udfs.engine.tables.followers import followers
from xl_udfs.engine.tables.given_rows import given_rows
from xl_udfs.engine.tables.moved_parts import moved_parts
from xl_udfs.engine.tables.moving import BlockedError, Move
from xl_udfs.engine.tables.placement import Grid, RowWriter, grid_of, moved_formulas, with_formulas
from xl_udfs.engine.tables.room import refuse_beyond_room
from xl_udfs.engine.tables.rows import Row, Rows
from xl_udfs.engine.tables.taken import taken_values
from xl_udfs.engine.workbook.book import Book, Sheet, data_of, read_book, related_parts
from xl_udfs.engine.workbook.described import Table
from xl_udfs.nearest import nearest

HALF_MILLISECOND = 0.0005 / 86_400  # in days
CHAIN = "xl/calcChain.xml"
NONE = Rows((), ())


@dataclass(frozen=True, slots=True)
class TableReplacement:
    """A workbook with new rows in a table, and how many rows it had and has."""

    book: Book
    table: str
    before: int
    after: int
    followers: tuple[str, ...] = ()  # tables that grew or shrank with it
    moves: tuple[Move, ...] = ()  # of rows, in their order
    absent: tuple[str, ...] = ()  # columns without new values, which stay empty
    spaced: tuple[str, ...] = ()  # new texts with blanks at an end, by column and row
    new: Rows = NONE  # what was taken of the data
    notes: tuple[str, ...] = ()  # of what was not


def with_rows(
    book: Book,
    table_name: str,
    rows: Rows,
    keys: Iterable[str] = (),
    entry: EntryOptions = USUAL,
    *,
    appends: bool = False,
) -> TableReplacement:
    """Return the workbook with these rows in a table, in place of those that it has.

    Tables that have a row for each of its rows follow it, with blanks where nothing is calculated.

    Args:
        book: the workbook.
        table_name: the table, whatever its case.
        rows: the new rows; at least one.
        keys: columns in which no value may stand twice, or be missing.
        entry: how its values are read.
        appends: whether the rows that it has stay, before the new ones.

    Raises:
        UnreadableError: one of the codes E_TABLE to E_TABLE_BLOCKED, with what is in the way.
    """
    sheet, table = table_named(book, table_name)
    (first, _), (last, _) = data_of(table)
    there = _move(sheet, table, last - first + 1)
    given = given_rows(book, sheet, table, there, rows, appends=appends)
    names = followers(book, str(table.displayName))
    result = _with_rows(book, table_name, given.rows, keys, entry)
    result = replace(result, new=given.new, notes=given.notes)
    if result.before == result.after:
        return result
    for name in names:
        same = _rows_of(result.book, name, result.after)
        following = _with_rows(result.book, name, same)
        result = replace(result, book=following.book, moves=(*result.moves, *following.moves))
    return replace(result, followers=tuple(names))


def _rows_of(book: Book, name: str, count: int) -> Rows:
    """Return what users typed into a follower, row by row; further rows hold nothing.

    Raises:
        UnreadableError: where a row holds something that the table would no longer have.
    """
    sheet, table = table_named(book, name)
    move = _move(sheet, table, count)
    calculated = [
        column
        for column in columns_of(book, sheet, table, move)
        if column.kind is ValueKind.CALCULATED
    ]
    left = {column.number for column in calculated}
    numbers = [place for place in range(move.left, move.right + 1) if place not in left]
    found: list[Row] = []
    for row in range(move.first, max(move.last, move.first + count - 1) + 1):
        cells = [sheet.cells.get((row, number)) if row <= move.last else None for number in numbers]
        values = tuple(None if cell is None else cell.value for cell in cells)
        if row < move.first + count:
            found.append(Row(row, values))
        elif any(value not in (None, "") for value in values):
            raise UnreadableError(
                "E_TABLE_BLOCKED",
                table=name,
                found=f"it has a row for each row, and what row {row} holds would be lost; "
                "clear it first, or give the table its rows first",
            )
    names = [str(column.name) for column in table.tableColumns]
    return Rows(tuple(names[number - move.left] for number in numbers), tuple(found))


def _with_rows(
    book: Book, table_name: str, rows: Rows, keys: Iterable[str] = (), entry: EntryOptions = USUAL
) -> TableReplacement:
    sheet, table = table_named(book, table_name)
    name = table.displayName
    move = _move(sheet, table, len(rows.rows))
    try:
        refuse_beyond_room(table, len(rows.rows))
        _refuse_kind(sheet, table, move)
        columns = columns_of(book, sheet, table, move)
        values = taken_values(book, name, columns, rows, keys, entry)
        package = _replaced(book, sheet, move, columns, values)
    except BlockedError as fault:
        raise UnreadableError("E_TABLE_BLOCKED", table=name, found=fault) from fault
    except OffGridError as fault:
        found = "a formula of its rows would refer to cells off the sheet; fix it with $ signs"
        raise UnreadableError("E_TABLE_BLOCKED", table=name, found=found) from fault
    given = {column.strip().casefold() for column in rows.columns}
    absent = tuple(
        column.name
        for column in columns
        if column.kind is not ValueKind.CALCULATED and column.name.strip().casefold() not in given
    )
    before = move.last - move.first + 1
    result = TableReplacement(
        book, name, before, move.count, absent=absent, spaced=tuple(_spaced(columns, rows, values))
    )
    if package is book.package:
        return result
    return replace(result, book=read_book(package), moves=(move,) if move.delta else ())


def _spaced(
    columns: Sequence[DataColumn], rows: Rows, values: Sequence[dict[int, CellValue]]
) -> Iterator[str]:
    """Yield the texts that begin or end with a blank, which tells them from those without."""
    names = {column.number: column.name for column in columns}
    for row, here in zip(rows.rows, values, strict=True):
        for number, value in here.items():
            if isinstance(value, str) and value != value.strip():
                yield f"{row.where} {row.number} {names[number]}: {value!r}"


def table_named(book: Book, name: str) -> tuple[Sheet, Table]:
    """Return a table with the sheet on which it stands.

    Raises:
        UnreadableError: `E_TABLE`, where there is none of that name.
    """
    tables = [(sheet, table) for sheet in book.sheets for table in sheet.tables]
    for sheet, table in tables:
        if table.displayName.casefold() == name.casefold():
            return sheet, table
    there = [str(table.displayName) for _, table in tables]
    raise UnreadableError(
        "E_TABLE",
        found=f"there is no table {name!a}{nearest(name, there)}; there are "
        f"{', '.join(there) or 'none'}",
    )


def _move(sheet: Sheet, table: Table, count: int) -> Move:
    (first, left), (last, right) = data_of(table)
    return Move(
        sheet=sheet.name,
        first=first,
        last=last,
        left=left,
        right=right,
        count=count,
    )


def _refuse_kind(sheet: Sheet, table: Table, move: Move) -> None:
    kind = table.tableType
    if kind not in (None, "worksheet"):
        raise BlockedError(f"it is filled by {'a query' if kind == 'queryTable' else 'XML'}")
    if table.insertRow or move.last < move.first:
        raise BlockedError("it is empty; type one row in Excel, so that its columns have formats")
    if table.filtered:
        raise BlockedError("it is filtered; clear the filter in Excel")
    for other in sheet.tables:
        (top, _), (bottom, _) = area(other.ref)
        torn = top <= move.last and bottom > move.kept
        if other is not table and move.delta and torn:
            raise BlockedError(f"the table {other.displayName} stands beside its last rows")
    if move.delta:
        _refuse_beside(sheet, move)


def _refuse_beside(sheet: Sheet, move: Move) -> None:
    """Refuse cells beside rows that are taken out, or beside the row after which some go in."""
    rows = range(move.kept + 1, move.last + 1) if move.delta < 0 else (move.last,)
    for (row, column), cell in sorted(sheet.cells.items()):
        held = cell.value is not None or cell.formula is not None
        if held and row in rows and move.beside(column, column):
            raise BlockedError(
                f"{address((row, column))} stands beside its last rows; "
                "move it above or below the table"
            )


def _replaced(
    book: Book,
    sheet: Sheet,
    move: Move,
    columns: Sequence[DataColumn],
    values: Sequence[dict[int, CellValue]],
) -> Package:
    data = book.package[sheet.part]
    grid = grid_of(sheet, data)
    _refuse_hidden(grid, move)
    formulas = moved_formulas(sheet, grid, move) if move.delta else {}
    inputs = {
        column.number: column for column in columns if column.kind is not ValueKind.CALCULATED
    }
    writer = RowWriter(sheet=sheet, grid=grid, move=move, inputs=tuple(inputs), formulas=formulas)
    splices = writer.splices([*_as_they_stand(sheet, move, inputs, values)])
    if not splices:
        return book.package
    _refuse_attached(book, sheet, move, writer.changed)
    changed = {sheet.part: spliced(data, splices)}
    if not move.delta:
        return book.package.with_parts(changed)
    for other in book.sheets:
        if other is not sheet:
            changed[other.part] = with_formulas(other, book.package[other.part], move)
    package = book.package.with_parts(changed)
    moved = moved_parts(replace(book, package=package), move)
    return _without_chain(package.with_parts(moved))


def _as_they_stand(
    sheet: Sheet, move: Move, inputs: dict[int, DataColumn], values: Sequence[dict[int, CellValue]]
) -> Iterator[dict[int, CellValue]]:
    """Yield the rows, with a value that a cell holds already, but for rounding, as it holds it."""
    for row, here in enumerate(values, start=move.first):
        found = dict(here)
        for column, value in here.items():
            cell = sheet.cells.get((row, column)) if row <= move.last else None
            old = None if cell is None else cell.value
            blank = value is None and old == ""
            day = inputs[column].kind is ValueKind.DATE and isinstance(old, float)
            if blank or (
                day and isinstance(value, float) and abs(old - value) < HALF_MILLISECOND  # type: ignore[operator]
            ):
                found[column] = old
        yield found


def _refuse_hidden(grid: Grid, move: Move) -> None:
    for number in range(move.first, move.last + 1):
        element = grid.rows.get(number)
        if element is not None and element.attributes.get("hidden") in ("1", "true"):
            raise BlockedError(f"its row {number} is hidden; show all rows in Excel")


def _refuse_attached(book: Book, sheet: Sheet, move: Move, changed: set[int]) -> None:
    """Refuse notes and links on rows that change, and notes below one that moves."""
    targets = [
        target
        for kind, target in related_parts(book.package, sheet.part).values()
        if kind.rpartition("/")[2] in ("comments", "threadedComment")
    ]
    noted = {"comment", "threadedComment", "hyperlink"}.__contains__
    for part in [sheet.part, *targets]:
        for element in elements(book.package[part], noted, part):
            reference = element.attributes.get("ref", "A1")
            (top, _), (bottom, _) = area(reference)
            is_link = element.name == "hyperlink"
            what = "link" if is_link else "note"
            if changed.intersection(range(top, bottom + 1)):
                raise BlockedError(f"a {what} at {reference} belongs to a row that is replaced")
            if move.delta and not is_link and bottom > move.last:
                raise BlockedError(f"a note at {reference} stands below it, and is not moved here")


def _without_chain(package: Package) -> Package:
    """Return the package without the order of calculation, which Excel makes anew."""
    if CHAIN not in package:
        return package
    kept = replace(package, parts=tuple(part for part in package.parts if part.name != CHAIN))
    changed = {}
    for part in kept.parts:
        if part.name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
            gone = [
                (element.start, element.stop, b"")
                for element in elements(
                    part.data, {"Override", "Relationship"}.__contains__, part.name
                )
                if "calcChain.xml"
                in element.attributes.get("PartName", "") + element.attributes.get("Target", "")
            ]
            changed[part.name] = spliced(part.data, gone)
    return kept.with_parts(changed)
