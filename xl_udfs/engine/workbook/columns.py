"""The cells of a sheet as columns: values as lists, formulas that were copied down as runs.

Nothing is kept of a single cell. One appears where it is asked for, with its place in the bytes.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import lt

from xl_udfs.cells import CellValue
from xl_udfs.engine.formula.relative import OffGridError, RelativeFormula, RelativeFormulas
from xl_udfs.engine.references import LAST_ROW, Position
from xl_udfs.engine.workbook.stored_cells import Cell, StoredFormula


class DisorderError(ValueError):
    """Cells of a column that do not stand below each other, each once."""


@dataclass(slots=True)
class Run:
    """A formula and its copies below it, without a gap."""

    column: int
    first: int  # row
    last: int
    form: RelativeFormula
    _template: str  # the text of its copies, a mark for each row that moves
    _offsets: tuple[int, ...]  # of those rows
    _copied: bool = True  # whether its copies are known by their texts

    @classmethod
    def begun(cls, text: str, position: Position, forms: RelativeFormulas) -> "Run":
        """Return a run of one cell."""
        row, column = position
        form = forms.of(text, position)
        alone = cls(column, row, row, form, text.replace("%", "%%"), (), _copied=False)
        try:
            run = cls(column, row, row, form, *_template_of(form, column))
        except OffGridError:  # it refers to columns that no sheet has
            return alone
        # else it may spell a reference as no copy of it would
        return run if run.text(row) == text else alone

    def text(self, row: int) -> str:
        """Return the formula in a row, without its equals sign."""
        return self._template % tuple([row + offset for offset in self._offsets])

    def takes(self, text: str, row: int) -> bool:
        """Take the formula of the next row, where it is a copy."""
        if row != self.last + 1 or not self._copied or self.text(row) != text:
            return False
        self.last = row
        return True

    def takes_all(self, texts: Sequence[str], rows: Sequence[int]) -> bool:
        """Take the formulas of the next rows, where all of them are copies."""
        following = range(self.last + 1, self.last + 1 + len(rows))
        if not self._copied or rows[-1] != following[-1] or self._texts(following) != [*texts]:
            return False
        self.last = rows[-1]
        return True

    def texts(self) -> list[str]:
        """Return all its formulas."""
        return self._texts(self.rows)

    def _texts(self, rows: range) -> list[str]:
        template, offsets = self._template, self._offsets
        if len(set(offsets)) == 1:
            count, first = len(offsets), rows.start + offsets[0]
            return [template % ((row,) * count) for row in range(first, first + len(rows))]
        return [self.text(row) for row in rows]

    @property
    def rows(self) -> range:
        """The rows in which it stands."""
        return range(self.first, self.last + 1)

    def __len__(self) -> int:
        """How many cells it has."""
        return self.last - self.first + 1


def _template_of(form: RelativeFormula, column: int) -> tuple[str, tuple[int, ...]]:
    """Return a formula as all rows of a column share it."""
    pieces: list[str] = []
    offsets: list[int] = []
    for part in form.parts:
        if isinstance(part, str):
            pieces.append(part.replace("%", "%%"))
            continue
        pieces.append(part.prefix.replace("%", "%%"))
        for place, corner in enumerate(part.corners):
            row = corner.row
            moves = row is not None and not row.fixed
            if moves and row is not None:
                offsets.append(row.number)
            across = corner._replace(row=None) if moves else corner
            pieces += (":" * (place > 0), across.at((1, column)), "%d" * moves)
    return "".join(pieces), tuple(offsets)


@dataclass(slots=True)
class SheetColumn:
    """The cells of one column, from top to bottom."""

    number: int
    rows: list[int] | range = field(default_factory=list)
    values: list[CellValue] = field(default_factory=list)
    styles: list[int] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    def add(self, rows: list[int], values: Sequence[CellValue], styles: Sequence[int]) -> None:
        """Add cells at the end.

        Raises:
            DisorderError: where one does not stand below the one before, or off the grid.
        """
        assert isinstance(self.rows, list)  # noqa: S101 - until all are there
        before = self.rows[-1] if self.rows else 0
        if rows[0] <= before or rows[-1] > LAST_ROW or not all(map(lt, rows, rows[1:])):
            raise DisorderError
        self.rows += rows
        self.values += values
        self.styles += styles

    def add_formula(self, text: str, row: int, forms: RelativeFormulas) -> None:
        """Add the formula of a cell below all others that have one."""
        if not (self.runs and self.runs[-1].takes(text, row)):
            self.runs.append(Run.begun(text, (row, self.number), forms))

    def finish(self) -> None:
        """Say that no more come."""
        rows = self.rows
        if rows and rows[-1] - rows[0] + 1 == len(rows):
            self.rows = range(rows[0], rows[-1] + 1)

    def place(self, row: int) -> int:
        """Return where a row stands in the lists; -1 where it has no cell."""
        rows = self.rows
        if isinstance(rows, range):
            return row - rows.start if row in rows else -1
        found = bisect_left(rows, row)
        return found if found < len(rows) and rows[found] == row else -1

    def run(self, row: int) -> Run | None:
        """Return the run through a row."""
        found = bisect_left(self.runs, row, key=lambda run: run.last)
        run = self.runs[found] if found < len(self.runs) else None
        return run if run is not None and run.first <= row else None

    def between(self, first: int, last: int) -> tuple[int, int]:
        """Return from where to where the cells of some rows stand in the lists."""
        return bisect_left(self.rows, first), bisect_left(self.rows, last + 1)

    def values_of(self, rows: range) -> list[CellValue]:
        """Return what the cells of some rows hold, None where one is missing."""
        start, stop = self.between(rows.start, rows.stop - 1)
        found = dict(zip(self.rows[start:stop], self.values[start:stop], strict=True))
        return [found.get(row) for row in rows]


class Cells(Mapping[Position, Cell]):
    """The cells of a sheet, by position, in the order of the file."""

    def __init__(
        self,
        columns: dict[int, SheetColumn] | None,
        special: dict[Position, StoredFormula],
        every: Callable[["Cells"], dict[Position, Cell]],
        one: Callable[["Cells", Position], Cell] | None = None,
        some: Callable[[Collection[Position]], Iterator[tuple[Position, Cell]]] | None = None,
    ) -> None:
        """Take what is known of the cells.

        Args:
            columns: the columns, by number; None where they are made of the cells.
            special: formulas of arrays and data tables, which are in no run.
            every: gives all cells.
            one: gives a cell that is there.
            some: gives of some cells those that are there, without their formulas.
        """
        self._columns, self._special = columns, special
        self._every, self._one, self._some = every, one, some
        self._made: dict[Position, Cell] | None = None

    @classmethod
    def of(cls, cells: dict[Position, Cell]) -> "Cells":
        """Return the cells that were read one by one."""
        special = {
            at: cell.formula
            for at, cell in cells.items()
            if cell.formula is not None and not cell.formula.plain
        }
        return cls(None, special, lambda _: cells)

    @property
    def are_plain(self) -> bool:
        """Whether they are written as most programs write them, with nothing rare between."""
        return self._some is not None

    @property
    def special(self) -> Mapping[Position, StoredFormula]:
        """The formulas that are in no run, by the cell that has them."""
        return self._special

    @property
    def columns(self) -> Mapping[int, SheetColumn]:
        """The columns, by number."""
        if self._columns is None:
            self._columns = _columns_of(self._all())
        return self._columns

    def runs(self) -> Iterator[Run]:
        """Yield all runs of formulas."""
        for column in self.columns.values():
            yield from column.runs

    def run(self, position: Position) -> Run | None:
        """Return the run through a cell."""
        column = self.columns.get(position[1])
        return column.run(position[0]) if column is not None else None

    def value(self, position: Position) -> CellValue:
        """Return what is stored in a cell; None where nothing is."""
        column = self.columns.get(position[1])
        place = -1 if column is None else column.place(position[0])
        return column.values[place] if column is not None and place >= 0 else None

    def stored(self, number: int, first: int, last: int) -> list[CellValue]:
        """Return what is stored in cells of a column of which none is missing."""
        start, stop = self.columns[number].between(first, last)
        return self.columns[number].values[start:stop]

    def style(self, position: Position) -> int | None:
        """Return the style of a cell; None where there is none."""
        column = self.columns.get(position[1])
        place = -1 if column is None else column.place(position[0])
        return column.styles[place] if column is not None and place >= 0 else None

    def formula(self, position: Position) -> StoredFormula | None:
        """Return the formula of a cell."""
        run = self.run(position)
        return self._special.get(position) if run is None else StoredFormula(run.text(position[0]))

    @property
    def extent(self) -> Position:
        """The last row and column in use; 0 where there is none."""
        columns = self.columns
        return (
            max((column.rows[-1] for column in columns.values() if column.rows), default=0),
            max(columns, default=0),
        )

    def places(self, wanted: Collection[Position]) -> Iterator[tuple[Position, Cell]]:
        """Yield of some cells those that are there, in their order in the part.

        What is asked of them is not their formula.
        """
        if self._made is None and self._some is not None:
            yield from self._some(wanted)
            return
        found = [(position, cell) for position in wanted if (cell := self.get(position))]
        yield from sorted(found, key=lambda pair: pair[1].start)

    def _all(self) -> dict[Position, Cell]:
        if self._made is None:
            self._made = self._every(self)
        return self._made

    def __getitem__(self, position: Position) -> Cell:
        """Return a cell."""
        if self._made is not None or self._one is None:
            return self._all()[position]
        if position not in self:
            raise KeyError(position)
        return self._one(self, position)

    def __contains__(self, position: object) -> bool:
        """Whether there is a cell."""
        if self._columns is None or self._made is not None:
            return position in self._all()
        at: Position = position  # type: ignore[assignment]
        column = self._columns.get(at[1])
        return column is not None and column.place(at[0]) >= 0

    def __iter__(self) -> Iterator[Position]:
        """Yield the positions, in the order of the file."""
        return iter(self._all())

    def __len__(self) -> int:
        """How many cells there are."""
        if self._columns is None or self._made is not None:
            return len(self._all())
        return sum(len(column.rows) for column in self._columns.values())


def _columns_of(cells: Mapping[Position, Cell]) -> dict[int, SheetColumn]:
    forms = RelativeFormulas()
    columns: dict[int, SheetColumn] = {}
    for row, number in sorted(cells):
        cell = cells[row, number]
        column = columns.get(number)
        if column is None:
            column = columns[number] = SheetColumn(number)
        column.add([row], [cell.value], [cell.style])
        if cell.formula is not None and cell.formula.plain:
            column.add_formula(cell.formula.text, row, forms)
    return finished(columns.values())


def finished(columns: Iterable[SheetColumn]) -> dict[int, SheetColumn]:
    """Return columns to which no more is added, from left to right."""
    for column in columns:
        column.finish()
    return {column.number: column for column in sorted(columns, key=lambda column: column.number)}
