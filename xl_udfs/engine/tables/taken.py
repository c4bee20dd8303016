"""New rows as the values of a table's columns, or all that is wrong with them."""

from collections.abc import Iterable, Iterator, Sequence

from xl_udfs.cells import CellValue
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.tables.columns import DataColumn, with_kind
from xl_udfs.engine.tables.entries import EntryOptions, MisfitError, ValueKind, cell_value
from xl_udfs.engine.tables.rows import Rows
from xl_udfs.engine.workbook.book import Book
from xl_udfs.nearest import nearest

NAMED = 20  # problems that a sentence lists


def taken_values(
    book: Book,
    table: str,
    columns: Sequence[DataColumn],
    rows: Rows,
    keys: Iterable[str],
    entry: EntryOptions,
) -> list[dict[int, CellValue]]:
    """Return the new values by the sheet's columns, a row each.

    A column may be left out while it holds nothing, unless it is the first, which tells rows apart.

    Raises:
        UnreadableError: `E_TABLE_COLUMNS` or `E_TABLE_ROWS`, with all that is wrong.
    """
    places = _places(table, columns, rows, entry)
    problems: list[str] = []
    values: list[dict[int, CellValue]] = []
    for row in rows.rows:
        here: dict[int, CellValue] = {}
        for column, place in places:
            try:
                here[column.number] = cell_value(
                    column.kind, row.fields[place], entry, epoch_1904=book.epoch_1904
                )
            except MisfitError as fault:
                problems.append(f"{row.where} {row.number} {column.name}: {fault}")
        values.append(here)
    for key in keys:
        problems += _duplicates(key, [column for column, _ in places], rows, values)
    if problems:
        raise refused_rows(table, problems)
    return values


def refused_rows(table: str, problems: Sequence[str]) -> UnreadableError:
    """Return the refusal of new rows, with what is wrong with them."""
    listed = "; ".join(problems[:NAMED])
    more = f"; and {len(problems) - NAMED:,} more" if len(problems) > NAMED else ""
    return UnreadableError("E_TABLE_ROWS", table=table, count=len(problems), found=listed + more)


def _places(
    table: str, columns: Sequence[DataColumn], rows: Rows, entry: EntryOptions
) -> list[tuple[DataColumn, int]]:
    """Return each column that takes values, with its place in the data."""
    given = {name.strip().casefold(): place for place, name in enumerate(rows.columns)}
    problems = []
    places = []
    calculated = []
    for column in columns:
        place = given.pop(column.name.strip().casefold(), None)
        if column.kind is ValueKind.CALCULATED:
            if place is not None:
                calculated.append(ascii(column.name))
        elif place is None and not column.optional:
            problems.append(f"{column.name!a} is missing")
        elif place is not None:
            raw = [row.fields[place] for row in rows.rows]
            places.append((with_kind(column, raw, entry), place))
    if calculated:
        them = "are calculated by the workbook; leave them out"
        one = "is calculated by the workbook; leave it out"
        problems.append(f"{', '.join(calculated)} {them if len(calculated) > 1 else one}")
    there = [column.name for column in columns if column.kind is not ValueKind.CALCULATED]
    for place in given.values():
        name = rows.columns[place]
        problems.append(f"{name!a} is unknown{nearest(name, there)}")
    if problems:
        takes = f"it takes {', '.join(map(ascii, there))}; xl-udfs table BOOK {table} prints them"
        found = f"{'; '.join(problems)} ({takes})"
        raise UnreadableError("E_TABLE_COLUMNS", table=table, found=found)
    return places


def _duplicates(
    key: str, columns: Sequence[DataColumn], rows: Rows, values: Sequence[dict[int, CellValue]]
) -> Iterator[str]:
    column = next((c for c in columns if c.name.casefold() == key.casefold()), None)
    if column is None:
        raise UnreadableError("E_TABLE", found=f"the key {key!a} is not a column of the data")
    seen: dict[CellValue, str] = {}
    for row, here in zip(rows.rows, values, strict=True):
        if column.number not in here:
            continue  # it could not be read, which is reported already
        value = here[column.number]
        folded = value.casefold() if isinstance(value, str) else value  # Excel tells no case apart
        if value is None:
            yield f"{row.where} {row.number} {column.name}: the key is blank"
        elif folded in seen:
            yield f"{row.where} {row.number} {column.name}: the same key as in {seen[folded]}"
        else:
            seen[folded] = f"{row.where} {row.number}"
