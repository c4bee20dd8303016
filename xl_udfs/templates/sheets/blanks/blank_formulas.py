"""The formulas of a blank copy: each stays empty while a cell that it takes is empty.

Which cells those are is told where they are written: an input that is empty and not optional, and
every formula, as it is then empty itself, but one that may be empty though every input is there:
what takes it knows what to do. A range does not count unless its formula `needs` it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.engine.areas import Area, area_of
from xl_udfs.engine.references import position_of
from xl_udfs.engine.workbook.sheet import area as ends_of
from xl_udfs.templates.sheets.blanks.blank_checks import NeededInput
from xl_udfs.templates.sheets.blanks.guards import Guarded, listed_in
from xl_udfs.templates.sheets.checks import STATUS
from xl_udfs.templates.sheets.layout import CHECKS, MASTER_CHECK
from xl_udfs.templates.sheets.words import TemplateWorkbook

Key: TypeAlias = tuple[str, int, int]  # sheet in lower case, row, column
OwnTable: TypeAlias = tuple[str, str] | None  # sheet and name of the table that a cell is in


@dataclass(frozen=True, slots=True)
class _Line:
    """One formula of the workbook."""

    sheet: Worksheet
    cell: Cell
    table: OwnTable
    guarded: Guarded
    areas: dict[str, Area]  # by reference
    may_be_empty: bool  # so that what takes it knows what to do

    @property
    def key(self) -> Key:
        """Return its place."""
        return (self.sheet.title.casefold(), self.cell.row, self.cell.column)

    @property
    def is_check(self) -> bool:
        """Return whether it stands on the sheet of checks."""
        return self.sheet.title == CHECKS


def guard_formulas(book: TemplateWorkbook, *, know_blanks: bool) -> list[NeededInput]:
    """Guard the formulas of a blank copy, and return the inputs that they ask for.

    Args:
        book: the blank copy.
        know_blanks: whether its formulas know what to do with blanks, and stay as they are.
    """
    guards = _Guards(book, copies=not know_blanks)
    asked = guards.asked()
    if not know_blanks:
        guards.write()
    return asked


class _Guards:
    def __init__(self, book: TemplateWorkbook, *, copies: bool) -> None:
        self.book, self.copies = book, copies
        self.sheets = {sheet.title.casefold(): sheet for sheet in book.worksheets}
        self.inputs = dict(self._inputs())
        self.may_be_blank = {
            (title.casefold(), *_first_cell(cells)) for title, cells in book.may_be_blank
        }
        self._all_typed: dict[Area, bool] = {}
        self.lines = {line.key: line for line in self._lines()}

    def _inputs(self) -> Iterator[tuple[Key, bool]]:
        """Yield the place of each empty input, and whether a formula cannot do without it."""
        for (title, cells), needed in self.book.empty.items():
            for row in self.book[title][f"{cells}:{cells}" if ":" not in cells else cells]:
                for cell in row:
                    yield (title.casefold(), cell.row, cell.column), needed

    def _lines(self) -> Iterator[_Line]:
        """Yield the formulas; of copies in a table, which ask for the same, all only to be guarded.

        Neither is more than the first asked for of copies on a sheet where nothing is typed.
        """
        typed = {sheet for sheet, _, _ in self.inputs}
        names = {name: defined.attr_text for name, defined in self.book.defined_names.items()}
        for sheet in self.book.worksheets:
            above: dict[int, str] = {}  # by column
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                if not (isinstance(cell.value, str) and cell.value.startswith("=")):
                    continue
                status = sheet.title == CHECKS and cell.column_letter == STATUS
                if status or cell.coordinate == MASTER_CHECK.replace("$", ""):
                    continue
                form = cell.value.replace(str(cell.row), "\0")
                if above.get(cell.column) == form:
                    continue
                own = _table_of(sheet, cell.row, cell.column)
                if not self.copies and (own is not None or sheet.title.casefold() not in typed):
                    above[cell.column] = form
                guarded = Guarded(cell.value)
                areas = {
                    ref: found
                    for ref in guarded.references
                    if (found := _area_of(names.get(ref, ref), sheet.title)) is not None
                }
                blanks = (sheet.title, cell.coordinate) in self.book.may_be_empty
                yield _Line(sheet, cell, own, guarded, areas, blanks)

    def write(self) -> None:
        """Write each formula with its guards, in the cells and as the formulas of columns."""
        for line in self.lines.values():
            needed = {ref for ref in line.areas if self._needed(line, ref)}
            line.cell.value = line.guarded.guarded(needed)
        for sheet in self.book.worksheets:
            for table in sheet.tables.values():
                (top, left), (_, _) = ends_of(table.ref)
                for place, column in enumerate(table.tableColumns):
                    if column.calculatedColumnFormula is not None:
                        first = sheet.cell(top + 1, left + place).value
                        column.calculatedColumnFormula.attr_text = str(first).removeprefix("=")

    def _needed(self, line: _Line, ref: str) -> bool:
        area = line.areas[ref]
        if not area.is_cell or _is_range(ref):
            return False
        corner = _corner(area)
        if corner in self.lines:
            return corner != line.key and not self.lines[corner].may_be_empty
        return self.inputs.get(corner, False)

    def asked(self) -> list[NeededInput]:
        """Return the inputs that a guard asks for, but not those of a row for itself."""
        found: dict[Area, None] = {}
        feeding: set[str] = set()  # sheets from which other sheets take something
        for line in self.lines.values():
            asks = {area: self._needed(line, ref) for ref, area in line.areas.items()}
            asks |= dict.fromkeys(self._needed_ranges(line), True)
            for area, needed in asks.items():
                own = self._table(area)
                if not line.is_check and area.sheet != line.key[0]:
                    feeding.add(area.sheet)
                if not self._typed(area):
                    continue
                feeds = own is not None and not area.is_cell and area == self._first_column(area)
                if (needed or (feeds and not line.is_check)) and (
                    line.table is None or line.table != own
                ):
                    found[area] = None
            if not line.is_check:
                looked_up = list(self._looked_up(line))
                found |= dict.fromkeys(looked_up)
                feeding |= {area.sheet for area in looked_up if area.sheet != line.key[0]}
        return [NeededInput(area, area.sheet in feeding) for area in found]

    def _needed_ranges(self, line: _Line) -> Iterator[Area]:
        for cells in line.guarded.needed_ranges:
            area = area_of(cells, line.sheet.title)
            if area is not None:
                yield area

    def _looked_up(self, line: _Line) -> Iterator[Area]:
        """Yield the names of lists in which a formula outside of them looks a cell up."""
        for cells in line.guarded.lists:
            area = area_of(cells, line.sheet.title)
            if area is None or not self._typed(area) or area != self._first_column(area):
                continue
            if _corner(area) in self.may_be_blank:
                continue  # formulas know what to do without the names of this list
            if line.table is None or line.table != self._table(area):
                yield area

    def _typed(self, area: Area) -> bool:
        if area not in self._all_typed:
            self._all_typed[area] = all(cell in self.inputs for cell in _cells(area))
        return self._all_typed[area]

    def _first_column(self, area: Area) -> Area | None:
        """Return the cells of the first column of the table that an area is in."""
        for table in self.sheets[area.sheet].tables.values():
            (top, left), (bottom, right) = ends_of(table.ref)
            if left <= area.left <= right and top < area.top <= bottom:
                return Area(area.sheet, top + 1, left, bottom, left)
        return None

    def _table(self, area: Area) -> OwnTable:
        return _table_of(self.sheets[area.sheet], area.top, area.left)


def _area_of(reference: str, home: str) -> Area | None:
    """Return the cells of a reference; of a looked up cell, the first of its list."""
    listed = listed_in(reference)
    found = area_of(listed or reference, home)
    if found is None or listed is None:
        return found
    return Area(found.sheet, found.top, found.left, found.top, found.left)


def _is_range(reference: str) -> bool:
    return ":" in reference and listed_in(reference) is None


def _first_cell(cells: str) -> tuple[int, int]:
    return position_of(cells.partition(":")[0])


def _corner(area: Area) -> Key:
    return (area.sheet, area.top, area.left)


def _cells(area: Area) -> Iterator[Key]:
    for row in range(area.top, area.bottom + 1):
        for column in range(area.left, area.right + 1):
            yield (area.sheet, row, column)


def _table_of(sheet: Worksheet, row: int, column: int) -> OwnTable:
    """Return the sheet and name of the table that a cell is in, below its header."""
    for table in sheet.tables.values():
        (top, left), (bottom, right) = ends_of(table.ref)
        if left <= column <= right and top < row <= bottom:
            return (sheet.title, str(table.displayName))
    return None
