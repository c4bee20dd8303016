"""New inputs and rows held against the data validations of their cells, once all are in place.

Lists are read as the workbook has them then: a new holder may stand in the ledger that names it.
"""

from collections.abc import Iterable, Iterator

from xl_udfs.cells import CellValue
from xl_udfs.engine.checking.fitting import EntryRules, Misfit
from xl_udfs.engine.formula.areas import Area
from xl_udfs.engine.references import address
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.tables.inputs import InputChange
from xl_udfs.engine.tables.new_rows import table_named
from xl_udfs.engine.tables.rows import Rows
from xl_udfs.engine.tables.taken import refused_rows
from xl_udfs.engine.workbook.book import Place, Sheet, data_of

NAMED = 20  # notes that are given; those beyond are counted


def judged(
    fitting: EntryRules,
    inputs: Iterable[tuple[InputChange, Place]],
    tables: Iterable[tuple[str, Rows]],
    *,
    refuses: bool = True,
) -> tuple[str, ...]:
    """Refuse new values that break the data validations of their cells.

    Args:
        fitting: of the workbook with all new values in it.
        inputs: what was set, and where it stands now.
        tables: the new rows by table; they are its last ones.
        refuses: whether what Excel refuses is refused here; else it is noted.

    Returns:
        What is to be said of values that Excel would warn of, and of rules that cannot be told.

    Raises:
        UnreadableError: `E_INPUT` or `E_TABLE_ROWS`, with all that is wrong.
    """
    notes: list[str] = []
    found = [
        (change.name, misfit)
        for change, place in inputs
        for misfit in fitting.of_cell(place, change.after)
    ]
    refused = [f"{name}: {misfit}" for name, misfit in found if misfit.rule.refuses]
    if refused and refuses:
        raise UnreadableError("E_INPUT", found="; ".join(refused))
    notes += [f"{name}: {misfit}" for name, misfit in found]
    for table, rows in tables:
        misfits = [*_of_rows(fitting, table, rows)]
        refused = [said for said, misfit in misfits if misfit.rule.refuses]
        if refused and refuses:
            raise refused_rows(table, refused)
        notes += [said for said, _ in misfits]
    notes += [_untold(rule.sheet, rule.areas[0]) for rule in fitting.untold]
    more = [f"and {len(notes) - NAMED:,} more values like these"] if len(notes) > NAMED else []
    return (*notes[:NAMED], *more)


def _untold(sheet: str, area: Area) -> str:
    _, top, left, bottom, right = area
    cells = f"{address((top, left))}:{address((bottom, right))}"
    return f"whether values fit the data validation of {sheet}!{cells} is not computed here"


def _of_rows(fitting: EntryRules, table: str, rows: Rows) -> Iterator[tuple[str, Misfit]]:
    """Yield what is wrong with the rows of a table, row by row."""
    sheet, there = table_named(fitting.values.book, table)
    (_, left), (last, _) = data_of(there)
    first = last + 1 - len(rows.rows)
    given = {name.strip().casefold() for name in rows.columns}
    found = []
    for number, column in enumerate(there.tableColumns, start=left):
        if column.name.strip().casefold() in given:
            held = _held(sheet, number, first, last)
            for misfit in fitting.of_column(sheet.name, number, first, held):
                row = rows.rows[misfit.place.position[0] - first]
                where = f"{row.where} {row.number} {column.name}"
                cell = f"{sheet.name}!{address(misfit.place.position)}"
                found.append((misfit.place.position, f"{where} ({cell}): {misfit}", misfit))
    return ((said, misfit) for _, said, misfit in sorted(found, key=lambda one: one[0]))


def _held(sheet: Sheet, number: int, first: int, last: int) -> list[CellValue]:
    """Return what the cells of a column hold, None where one is missing."""
    column = sheet.cells.columns.get(number)
    if column is None:
        return [None] * (last - first + 1)
    return column.values_of(range(first, last + 1))
