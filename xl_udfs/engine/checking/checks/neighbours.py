"""Formulas that differ from their neighbours."""

from collections import Counter
from collections.abc import Iterator

from xl_udfs.engine.checking.checks.check import Subject, WorkbookCheck
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.workbook.book import Place, Sheet, data_of
from xl_udfs.engine.workbook.columns import Cells
from xl_udfs.engine.workbook.sheet import Position, address

FEWEST = 3  # equal formulas, for each that differs from them; more are a pattern of two kinds
SIDES = (((-1, 0), (1, 0)), ((0, -1), (0, 1)))  # above and below, left and right


def find(check: WorkbookCheck, subject: Subject) -> Iterator[Finding]:
    """Yield formulas between two that equal each other, but not them.

    A row of totals between rows of details is none: its formula goes on to one of the sides. Nor
    is a text between numbers, a label, nor formulas in turn with others, whatever these are.
    """
    for sheet in subject.book.sheets:
        for position, beside in _in_tables(sheet).items():
            message = f"the table's column has the formula of {address(beside)}; this differs"
            yield check.at(subject, Place(sheet.name, position), message)
        lines = _Lines(sheet.cells)
        alone = [(run.first, run.column) for run in sheet.cells.runs() if len(run) == 1]
        for position in sorted(alone):  # where a copy stands above or below, nothing differs
            shape = lines.shape(position)
            for axis, sides in enumerate(SIDES):
                model = lines.between(position, axis)
                if model is None or shape is None:
                    continue
                across = [lines.shape(_beside(position, side)) for side in SIDES[1 - axis]]
                line = position[1 - axis]
                neighbour = _beside(position, sides[0])
                odd = max(lines.count(axis, line, shape), lines.count_between(axis, line, model))
                if (
                    shape not in across
                    and lines.count(axis, line, model) >= FEWEST * odd
                    and not _is_label(subject, sheet, position, neighbour)
                ):
                    where = ("above and below", "left and right")[axis]
                    named = address(neighbour)
                    message = f"the cells {where} share the formula of {named}; this differs"
                    yield check.at(subject, Place(sheet.name, position), message)
                    break


class _Lines:
    """The formulas of a sheet by columns (axis 0) and rows (axis 1); not those of arrays."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._counts: dict[tuple[int, int], Counter[str]] = {}
        self._between: dict[tuple[int, int], Counter[str]] = {}

    def shape(self, position: Position) -> str | None:
        """Return the formula of a cell as its copies have it."""
        run = self._cells.run(position)
        return None if run is None else run.form.shape

    def between(self, position: Position, axis: int) -> str | None:
        """Return the shape on both sides of a formula, where that is one, and another."""
        before, after = (self.shape(_beside(position, side)) for side in SIDES[axis])
        return before if before == after and before != self.shape(position) else None

    def count(self, axis: int, line: int, shape: str) -> int:
        """Return how many formulas of a line have a shape."""
        if (axis, line) not in self._counts:
            counts = self._counts[axis, line] = Counter()
            for position, cells in self._formulas(axis, line):
                counts[self.shape(position) or ""] += cells
        return self._counts[axis, line][shape]

    def count_between(self, axis: int, line: int, model: str) -> int:
        """Return how many formulas of a line stand between two of a shape that they have not."""
        if (axis, line) not in self._between:
            self._between[axis, line] = Counter(
                found
                for position, _ in self._formulas(axis, line)
                if (found := self.between(position, axis)) is not None
            )
        return self._between[axis, line][model]

    def _formulas(self, axis: int, line: int) -> Iterator[tuple[Position, int]]:
        """Yield the formulas of a line, each with how many copies of it follow in a column."""
        columns = self._cells.columns
        if axis == 0:
            for run in columns[line].runs:
                yield (run.first, line), len(run)
            return
        for number, column in columns.items():
            if column.run(line) is not None:
                yield (line, number), 1


def _beside(position: Position, side: tuple[int, int]) -> Position:
    return position[0] + side[0], position[1] + side[1]


def _is_label(subject: Subject, sheet: Sheet, position: Position, beside: Position) -> bool:
    """Whether a formula gives a text where the one beside it gives none."""
    here, there = (
        subject.value(Place(sheet.name, at), sheet.cells[at]) for at in (position, beside)
    )
    return isinstance(here, str) and not isinstance(there, str)


def _in_tables(sheet: Sheet) -> dict[Position, Position]:
    """Return formulas at an end of a column that its table calls calculated, unlike the others.

    Those between two others are found as everywhere.
    """
    found = {}
    lines = _Lines(sheet.cells)
    for table in sheet.tables:
        (first, left), (last, _) = data_of(table)
        for number, described in enumerate(table.tableColumns, start=left):
            column = sheet.cells.columns.get(number)
            if not described.calculated or column is None:
                continue
            counts: Counter[str] = Counter()
            for run in column.runs:
                counts[run.form.shape] += len(range(max(run.first, first), min(run.last, last) + 1))
            for end, beside in ((first, first + 1), (last, last - 1)):
                shape, model = lines.shape((end, number)), lines.shape((beside, number))
                if shape and model and counts[model] >= FEWEST * counts[shape]:
                    found[end, number] = (beside, number)
    return found


CHECK = WorkbookCheck(
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
