"""Constants typed over a formula in a column of equal formulas."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from xl_udfs.cells import cell_text
from xl_udfs.engine.checking.checks.check import Subject, WorkbookCheck
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.workbook.book import Place, Sheet, data_of
from xl_udfs.engine.workbook.sheet import Position, address

FEWEST = 3  # equal formulas that make a column of them
LONGEST = 3  # constants in a row that still look like a slip


def find(check: WorkbookCheck, subject: Subject) -> Iterator[Finding]:
    """Yield constants between equal formulas, and those in a calculated column of a table.

    A label is none, nor a row of constants across several columns, nor blocks of both in turn.
    """
    for sheet in subject.book.sheets:
        between = _without_rows(_between(subject, sheet))
        for (row, column), model in {**_in_tables(subject, sheet), **between}.items():
            place = Place(sheet.name, (row, column))
            typed = sheet.cells[row, column].value
            message = (
                f"{cell_text(typed)} is typed where the column has the formula of {address(model)}"
            )
            yield check.at(subject, place, message, shape=f"column {column}")


def _is_remark(subject: Subject, sheet: Sheet, position: Position, model: Position) -> bool:
    """Whether a constant is a text where the formula gives none."""
    computed = subject.value(Place(sheet.name, model), sheet.cells[model])
    return isinstance(sheet.cells[position].value, str) and not isinstance(computed, str)


def _is_label(subject: Subject, sheet: Sheet, position: Position, models: list[Position]) -> bool:
    """Whether a constant is a text that none of the formulas gives: a remark, a head, a dash."""
    typed = sheet.cells[position].value
    if not isinstance(typed, str):
        return False
    given = (subject.value(Place(sheet.name, at), sheet.cells[at]) for at in models)
    return all(value != typed for value in given)


def _between(subject: Subject, sheet: Sheet) -> dict[Position, Position]:
    """Return the constants between equal formulas of a column, each with the formula above."""
    found: dict[Position, Position] = {}
    for column, rows in _mixed(sheet):
        shapes = [subject.shapes.get(Place(sheet.name, (row, column))) for row in rows]
        counts = Counter(shapes)
        gaps = [
            (start, stop)
            for start, stop in _gaps(shapes)
            if stop - start <= LONGEST
            and rows[stop] - rows[start - 1] == stop - start + 1
            and shapes[start - 1] == shapes[stop]
            and counts[shapes[stop]] >= FEWEST
        ]
        if _in_turn(gaps):
            continue
        for start, stop in gaps:
            alike = [
                (row, column)
                for row, shape in zip(rows, shapes, strict=True)
                if shape == shapes[stop]
            ]
            for row in rows[start:stop]:
                filled = Place(sheet.name, (row, column)) in subject.values
                if not filled and not _is_label(subject, sheet, (row, column), alike):
                    found[row, column] = (rows[start - 1], column)
    return found


def _mixed(sheet: Sheet) -> Iterator[tuple[int, list[int]]]:
    """Yield the columns that hold formulas and, between them, constants, with the rows in use."""
    arrays = {column for _, column in sheet.cells.special}
    for number, column in sheet.cells.columns.items():
        formulas = {row for run in column.runs for row in run.rows}
        if number in arrays:
            formulas.update(row for row, across in sheet.cells.special if across == number)
        if len(formulas) > 1:
            start, end = column.between(min(formulas), max(formulas))
            if end - start > len(formulas):
                yield (
                    number,
                    [
                        row
                        for row, value in zip(column.rows, column.values, strict=True)
                        if value is not None or row in formulas
                    ],
                )


def _gaps(shapes: Sequence[str | None]) -> Iterator[tuple[int, int]]:
    """Yield where constants stand between formulas: the first, and the formula after them."""
    last: int | None = None  # place of the last formula
    for here, shape in enumerate(shapes):
        if shape is not None:
            if last is not None and here - last > 1:
                yield last + 1, here
            last = here


def _in_turn(gaps: list[tuple[int, int]]) -> bool:
    """Whether most gaps of a column follow after no more formulas than they have constants."""
    turns = [
        start - before <= max(stop - start, before - first)
        for (first, before), (start, stop) in pairwise(gaps)
    ]
    return len(gaps) >= FEWEST and 2 * sum(turns) >= len(turns)


def _without_rows(found: dict[Position, Position]) -> dict[Position, Position]:
    """Leave out constants that have two others in their row beside them: a row of inputs."""

    def run(row: int, column: int, step: int) -> int:
        count = 0
        while (row, column + step * (count + 1)) in found:
            count += 1
        return count

    return {
        (row, column): model
        for (row, column), model in found.items()
        if run(row, column, -1) + run(row, column, 1) < FEWEST - 1
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
            rows = _rows(sheet, column, first, last)
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


def _rows(sheet: Sheet, number: int, first: int, last: int) -> Sequence[int]:
    """Return the rows with a cell; none where all are formulas, or none is."""
    column = sheet.cells.columns.get(number)
    if column is None:
        return ()
    start, end = column.between(first, last)
    formulas = sum(
        len(range(max(run.first, first), min(run.last, last) + 1)) for run in column.runs
    )
    arrays = any(across == number for _, across in sheet.cells.special)
    return column.rows[start:end] if arrays or 0 < formulas < end - start else ()


CHECK = WorkbookCheck(
    "constant-over-formula",
    Severity.ERROR,
    "A constant stands in a column of equal formulas, where it was typed over one.",
    why="A value was typed or pasted where the column computes one: it stays when the inputs "
    "change, and no total shows it. It is the commonest way in which a cap table goes wrong.",
    remedy="Copy the formula of the cell above over it, or move the value to an input that the "
    "formula reads.",
    find=find,
)
