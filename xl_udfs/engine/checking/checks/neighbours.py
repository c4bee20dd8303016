"""Formulas that differ from their neighbours."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from xl_udfs.engine.checking.checks.check import Check, Subject
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.workbook.book import Place, Sheet, data_of
from xl_udfs.engine.workbook.sheet import Position, address

FEWEST = 3  # equal formulas, for each that differs from them; more are a pattern of two kinds
SIDES = (((-1, 0), (1, 0)), ((0, -1), (0, 1)))  # above and below, left and right


def find(check: Check, subject: Subject) -> Iterator[Finding]:
    """Yield formulas between two that equal each other, but not them.

    A row of totals between rows of details is none: its formula goes on to one of the sides. Nor
    is a text between numbers, a label, nor formulas in turn with others, whatever these are.
    """
    for sheet in subject.book.sheets:
        shapes = {
            position: subject.shapes[Place(sheet.name, position)]
            for position, cell in sheet.cells.items()
            if cell.formula is not None and cell.formula.array is None
        }
        for position, beside in _in_tables(sheet, shapes).items():
            message = f"the table's column has the formula of {address(beside)}; this differs"
            yield check.at(subject, Place(sheet.name, position), message)
        counts: Counter[tuple[int, int, str]] = Counter()
        between = _between(shapes)
        for position, shape in shapes.items():
            for axis, (before, after) in enumerate(SIDES):
                model = _at(shapes, position, before)
                if model is None or model == shape or model != _at(shapes, position, after):
                    continue
                counts = counts or _counts(shapes)
                across = [_at(shapes, position, side) for side in SIDES[1 - axis]]
                line = position[1 - axis]
                neighbour = (position[0] + before[0], position[1] + before[1])
                odd = max(counts[axis, line, shape], between[axis, line, model])
                if (
                    shape not in across
                    and counts[axis, line, model] >= FEWEST * odd
                    and not _is_label(subject, sheet, position, neighbour)
                ):
                    where = ("above and below", "left and right")[axis]
                    named = address(neighbour)
                    message = f"the cells {where} share the formula of {named}; this differs"
                    yield check.at(subject, Place(sheet.name, position), message)
                    break


def _between(shapes: Mapping[Position, str]) -> Counter[tuple[int, int, str]]:
    """Return how many formulas of a column or row stand between two of one other shape."""
    found: Counter[tuple[int, int, str]] = Counter()
    for position, shape in shapes.items():
        for axis, (before, after) in enumerate(SIDES):
            model = _at(shapes, position, before)
            if model is not None and model != shape and model == _at(shapes, position, after):
                found[axis, position[1 - axis], model] += 1
    return found


def _is_label(subject: Subject, sheet: Sheet, position: Position, beside: Position) -> bool:
    """Whether a formula gives a text where the one beside it gives none."""
    here, there = (
        subject.value(Place(sheet.name, at), sheet.cells[at]) for at in (position, beside)
    )
    return isinstance(here, str) and not isinstance(there, str)


def _counts(shapes: Mapping[Position, str]) -> Counter[tuple[int, int, str]]:
    """Return how many formulas of a column (axis 0) or of a row (axis 1) have one shape."""
    return Counter(
        (axis, position[1 - axis], shape) for position, shape in shapes.items() for axis in (0, 1)
    )


def _in_tables(sheet: Sheet, shapes: Mapping[Position, str]) -> dict[Position, Position]:
    """Return formulas at an end of a column that its table calls calculated, unlike the others.

    Those between two others are found as everywhere.
    """
    found = {}
    for table in sheet.tables:
        (first, left), (last, _) = data_of(table)
        for column, described in enumerate(table.tableColumns, start=left):
            if not described.calculated:
                continue
            rows = [row for row in range(first, last + 1) if (row, column) in shapes]
            counts = Counter(shapes[row, column] for row in rows)
            for end, beside in ((first, first + 1), (last, last - 1)):
                shape, model = shapes.get((end, column)), shapes.get((beside, column))
                if shape and model and counts[model] >= FEWEST * counts[shape]:
                    found[end, column] = (beside, column)
    return found


def _at(shapes: Mapping[Position, str], position: Position, side: tuple[int, int]) -> str | None:
    return shapes.get((position[0] + side[0], position[1] + side[1]))


def columns(sheet: Sheet) -> Mapping[int, list[int]]:
    """Return the rows with a cell in each column, in order."""
    found: dict[int, list[int]] = defaultdict(list)
    for (row, column), cell in sheet.cells.items():
        if cell.formula is not None or cell.value is not None:
            found[column].append(row)
    return {column: sorted(rows) for column, rows in found.items()}


CHECK = Check(
    "differs-from-neighbours",
    Severity.WARNING,
    "A formula differs from the equal formulas on both sides of it, or from those of its table's "
    "calculated column.",
    why="One cell of a row or column was edited and its neighbours were not, or the other way "
    "round.",
    remedy="Copy the neighbour's formula over it. Where the exception is meant, say "
    "so in a reason.",
    find=find,
)
