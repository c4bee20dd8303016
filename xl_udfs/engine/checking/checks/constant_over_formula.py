"""Constants typed over a formula in a column of equal formulas."""

from collections import Counter
from collections.abc import Iterator

from xl_udfs.cells import shown
from xl_udfs.engine.checking.checks.check import Check, Subject
from xl_udfs.engine.checking.checks.neighbours import columns
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.workbook.book import Place, Sheet, data_of
from xl_udfs.engine.workbook.sheet import Position, address

FEWEST = 3  # equal formulas that make a column of them
LONGEST = 3  # constants in a row that still look like a slip


def find(check: Check, subject: Subject) -> Iterator[Finding]:
    """Yield constants between equal formulas, and those in a calculated column of a table."""
    for sheet in subject.book.sheets:
        over = {**_in_tables(subject, sheet), **_between(subject, sheet)}
        for (row, column), model in over.items():
            place = Place(sheet.name, (row, column))
            typed = sheet.cells[row, column].value
            message = (
                f"{shown(typed)} is typed where the column has the formula of {address(model)}"
            )
            yield check.at(subject, place, message, shape=f"column {column}")


def _is_remark(subject: Subject, sheet: Sheet, position: Position, model: Position) -> bool:
    """Whether a constant is a text where the formula gives none."""
    computed = subject.value(Place(sheet.name, model), sheet.cells[model])
    return isinstance(sheet.cells[position].value, str) and not isinstance(computed, str)


def _between(subject: Subject, sheet: Sheet) -> dict[Position, Position]:
    found = {}
    for column, rows in columns(sheet).items():
        shapes = [subject.shapes.get(Place(sheet.name, (row, column))) for row in rows]
        counts = Counter(shapes)
        last: int | None = None  # place of the last formula
        for here, shape in enumerate(shapes):
            if shape is None:
                continue
            if (
                last is not None
                and 1 < here - last <= LONGEST + 1
                and rows[here] - rows[last] == here - last
                and shapes[last] == shape
                and counts[shape] >= FEWEST
            ):
                for row in rows[last + 1 : here]:
                    found[row, column] = (rows[last], column)
            last = here
    return {
        position: model
        for position, model in found.items()
        if Place(sheet.name, position) not in subject.values
        and not _is_remark(subject, sheet, position, model)
    }


def _in_tables(subject: Subject, sheet: Sheet) -> dict[Position, Position]:
    """Return constants in calculated columns of tables.

    Calculated is a column of which the table says so, or where most rows have one formula; there
    the first row may begin what each later row continues.
    """
    found = {}
    for table in sheet.tables:
        (first, left), (last, _) = data_of(table)
        for column, described in enumerate(table.tableColumns, start=left):
            rows = [row for row in range(first, last + 1) if (row, column) in sheet.cells]
            shapes = {row: subject.shapes.get(Place(sheet.name, (row, column))) for row in rows}
            common = Counter(shape for shape in shapes.values() if shape).most_common(1)
            declared = described.calculated
            if not common or (not declared and common[0][1] < max(FEWEST, 2 * len(rows) / 3)):
                continue
            model = next(row for row in rows if shapes[row] == common[0][0])
            for row in rows if declared else rows[1:]:
                typed = Place(sheet.name, (row, column)) not in subject.values
                if not typed or sheet.cells[row, column].value is None:
                    continue
                if declared or not _is_remark(subject, sheet, (row, column), (model, column)):
                    found[row, column] = (model, column)
    return found


CHECK = Check(
    "constant-over-formula",
    Severity.ERROR,
    "A constant stands in a column of equal formulas, where it was typed over one.",
    why="A value was typed or pasted where the column computes one: it stays when the inputs "
    "change, and no total shows it. It is the commonest way in which a cap table goes wrong.",
    remedy="Copy the formula of the cell above over it, or move the value to an input that the "
    "formula reads.",
    find=find,
)
