"""The formulas of a blank copy: each stays empty while what it needs is empty."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles.numbers import is_date_format
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.areas import Area, area_of
from xl_udfs.engine.calculation.library import Unsupported
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.container.package import unpacked
from xl_udfs.engine.workbook.book import Place, read_book
from xl_udfs.engine.workbook.sheet import area as ends_of
from xl_udfs.hosts.headless import function_table
from xl_udfs.templates.sheets.blank_checks import Asked
from xl_udfs.templates.sheets.finish import BUILT, TemplateError
from xl_udfs.templates.sheets.guards import Guarded, empty_cell, empty_range, listed_in
from xl_udfs.templates.sheets.layout import CHECKS

Key: TypeAlias = tuple[str, int, int]  # sheet in lower case, row, column
Found: TypeAlias = Mapping[Key, CellValue | Unsupported]
ROUNDS = 12
STATUS, FOUND, EXPECTED = 5, 2, 3  # columns of the checks
GROWING = re.compile(r"(?P<sheet>.+!)?\$?[A-Z]+\$\d+:(?P<last>\$?[A-Z]+(?P<row>\d+))")
OPTIONAL = re.compile(r"\bblank\b", re.IGNORECASE)  # a prompt that says what a blank means


@dataclass(slots=True)
class _Line:
    """One formula of the workbook on its way to the blank copy."""

    place: Place
    cell: Cell
    group: str  # formulas of one column of a table are guarded alike
    table: tuple[str, str] | None  # its sheet and name, if the formula stands in one
    guarded: Guarded
    areas: dict[str, Area]
    conditions: dict[str, str] = field(default_factory=dict)  # by the reference that they ask

    @property
    def key(self) -> Key:
        """Return its place."""
        return _key(self.place)


def guard_formulas(
    book: Workbook, stored: Mapping[Place, CellValue], emptied: Mapping[Place, tuple[str, str]]
) -> list[Asked]:
    """Guard the formulas of a workbook whose inputs were emptied.

    Args:
        book: the workbook, whose formulas are replaced.
        stored: the values of all its cells when it was filled.
        emptied: the inputs, each with the cells of its rule and with its prompt.

    Returns:
        The inputs that the guards ask for.

    Raises:
        TemplateError: where a formula gives an error in spite of its guards.
    """
    return _Guards(book, stored, emptied).settled()


class _Guards:
    def __init__(
        self,
        book: Workbook,
        stored: Mapping[Place, CellValue],
        emptied: Mapping[Place, tuple[str, str]],
    ) -> None:
        self.book = book
        self.stored = {_key(place): value for place, value in stored.items()}
        self.groups = {_key(place): cells for place, (cells, _) in emptied.items()}
        self.inputs = {_key(place) for place in emptied}
        self.lines = {line.key: line for line in self._lines()}
        self.groups |= {key: line.group for key, line in self.lines.items()}
        self.optional = {cells for cells, prompt in emptied.values() if OPTIONAL.search(prompt)}
        self.optional |= {
            group for key, group in self.groups.items() if self.stored.get(key) in (None, "")
        }
        self.empty: set[str] = {self.groups[key] for key in self.inputs} - self.optional

    def _lines(self) -> Iterator[_Line]:
        names = {name: defined.attr_text for name, defined in self.book.defined_names.items()}
        for sheet in self.book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if not (isinstance(cell.value, str) and cell.value.startswith("=")):
                        continue
                    if cell.coordinate == "B4" or (sheet.title == CHECKS and cell.column == STATUS):
                        continue
                    place = Place(sheet.title, (cell.row, cell.column))
                    table = _table_of(sheet, cell.row, cell.column)
                    own = str(cell.coordinate) if table is None else cell.column_letter
                    guarded = Guarded(cell.value)
                    yield _Line(
                        place=place,
                        cell=cell,
                        group=f"{sheet.title}!{'' if table is None else table[1]}!{own}",
                        table=table,
                        guarded=guarded,
                        areas={
                            ref: found
                            for ref in guarded.references
                            if (found := _area_of(names.get(ref, ref), sheet.title)) is not None
                        },
                    )

    def settled(self) -> list[Asked]:
        """Guard until no formula gives an error, a date of 0 or a false alarm.

        A template whose formulas deal with blanks by themselves is left as it is.
        """
        values = self._computed()
        self._empty_now(values)
        troubled = self._troubled_lines(values)
        for _ in range(ROUNDS if troubled else 0):
            self._follow()
            self._write()
            values = self._computed()
            self._empty_now(values)
            troubled = self._troubled_lines(values)
            if not any(
                attempt(troubled, values)
                for attempt in (self._guard_ranges, self._guard_cells, self._guard_sources)
            ):
                break
        faults = [
            f"{line.place.sheet}!{line.cell.coordinate} gives {value}: {line.cell.value}"
            for key, line in self.lines.items()
            if isinstance(value := values.get(key), ExcelError | Unsupported)
        ]
        if faults:
            raise TemplateError("; ".join(faults))
        return self._asked_for()

    def _needed(self, line: _Line, ref: str) -> bool:
        area = line.areas.get(ref)
        if area is None or not area.is_cell or _is_range(ref):
            return False
        return _corner(area) in self.groups and self.groups[_corner(area)] in self.empty

    def _follow(self) -> None:
        """Take each formula that needs an empty cell for empty, until none is left."""
        more = True
        while more:
            more = False
            for line in self.lines.values():
                if line.group in self.empty or line.group in self.optional:
                    continue
                if line.conditions or any(self._needed(line, ref) for ref in line.areas):
                    self.empty.add(line.group)
                    more = True

    def _write(self) -> None:
        for line in self.lines.values():
            needed = {ref for ref in line.areas if self._needed(line, ref)}
            line.cell.value = line.guarded.guarded(needed, line.conditions.values())
        for sheet in self.book.worksheets:
            for table in sheet.tables.values():
                (top, left), (_, _) = ends_of(table.ref)
                for place, column in enumerate(table.tableColumns):
                    if column.calculatedColumnFormula is not None:
                        first = sheet.cell(top + 1, left + place).value
                        column.calculatedColumnFormula.attr_text = str(first).removeprefix("=")

    def _computed(self) -> Found:
        file = BytesIO()
        self.book.save(file)
        read = read_book(unpacked(file.getvalue()))
        found = recalculate(read, function_table(), BUILT)
        return {_key(place): value for place, value in found.items()}

    def _empty_now(self, values: Found) -> None:
        self.empty |= {
            line.group for key, line in self.lines.items() if values.get(key) == ""
        } - self.optional

    def _troubled_lines(self, values: Found) -> list[_Line]:
        return [line for line in self.lines.values() if self._troubled(line, values)]

    def _troubled(self, line: _Line, values: Found) -> bool:
        key = line.key
        value = values.get(key)
        if isinstance(value, ExcelError):
            return not any(
                isinstance(values.get(cell), ExcelError)
                for area in line.areas.values()
                for cell in _cells(area)
                if cell != key
            )
        if line.place.sheet == CHECKS and line.place.position[1] in {FOUND, EXPECTED}:
            row = [values.get((*key[:2], column)) for column in (FOUND, EXPECTED, STATUS)]
            return row[2] == "LOOK" and "" not in row
        if value == 0 and not isinstance(value, bool):
            return is_date_format(line.cell.number_format) or isinstance(self.stored.get(key), str)
        return False

    def _guard_ranges(self, troubled: Iterable[_Line], values: Found) -> bool:
        """Guard what formulas take from ranges that show nothing; whether that changed any."""
        changed = False
        for line in self._alike(troubled):
            for ref, area in line.areas.items():
                cells = _cells(area)
                if not _is_range(ref) or ref in line.conditions or line.key in cells:
                    continue
                if not any(self.stored.get(cell) not in (None, "") for cell in cells):
                    continue  # it was empty in the filled workbook, too
                if all(self._shows_nothing(cell, values) for cell in cells):
                    line.conditions[ref] = _nothing_in(ref, line.cell.row)
                    changed = True
        return changed

    def _guard_cells(self, troubled: Iterable[_Line], values: Found) -> bool:
        """Guard cells that may be empty as a rule but leave these formulas nothing to compute."""
        changed = False
        for line in self._alike(troubled):
            for ref, area in line.areas.items():
                if _is_range(ref) or ref in line.conditions or self._needed(line, ref):
                    continue
                if self._shows_nothing(_corner(area), values):
                    line.conditions[ref] = empty_cell(ref)
                    changed = True
        return changed

    def _guard_sources(self, troubled: Iterable[_Line], values: Found) -> bool:
        """Guard the sums over nothing that a formula takes."""
        sources = [
            self.lines[_corner(area)]
            for line in troubled
            for area in line.areas.values()
            if area.is_cell and values.get(_corner(area)) == 0 and _corner(area) in self.lines
        ]
        return bool(sources) and (
            self._guard_ranges(sources, values) or self._guard_sources(sources, values)
        )

    def _alike(self, lines: Iterable[_Line]) -> list[_Line]:
        """Return the lines with all others of their columns."""
        groups = {line.group for line in lines}
        return [line for line in self.lines.values() if line.group in groups]

    def _shows_nothing(self, cell: Key, values: Found) -> bool:
        if cell in self.lines:
            return values.get(cell) == ""
        return cell in self.inputs or self.stored.get(cell) is None

    def _asked_for(self) -> list[Asked]:
        """Return the inputs that a guard asks for, but not those of a row for itself."""
        found: dict[Area, None] = {}
        feeding: set[str] = set()  # sheets from which other sheets take something
        for line in self.lines.values():
            for ref, area in line.areas.items():
                own, checks = self._table(area), line.place.sheet == CHECKS
                if not checks and area.sheet != line.key[0]:
                    feeding.add(area.sheet)
                if not self._typed(area):
                    continue
                asks = self._needed(line, ref) or (_is_range(ref) and ref in line.conditions)
                feeds = own is not None and _is_range(ref) and area == self._first_column(area)
                if (asks or (feeds and not checks)) and (line.table is None or line.table != own):
                    found[area] = None
            if line.place.sheet != CHECKS:
                looked_up = list(self._looked_up(line))
                found |= dict.fromkeys(looked_up)
                feeding |= {area.sheet for area in looked_up if area.sheet != line.key[0]}
        return [Asked(area, area.sheet in feeding) for area in found]

    def _looked_up(self, line: _Line) -> Iterator[Area]:
        """Yield the names of lists in which a formula outside of them looks a cell up."""
        for cells in line.guarded.lists:
            area = area_of(cells, line.place.sheet)
            if area is None or not self._typed(area) or area != self._first_column(area):
                continue
            if line.table is None or line.table != self._table(area):
                yield area

    def _typed(self, area: Area) -> bool:
        return all(cell in self.inputs for cell in _cells(area))

    def _first_column(self, area: Area) -> Area | None:
        """Return the cells of the first column of the table that an area is in."""
        for table in self._sheet(area).tables.values():
            (top, left), (bottom, right) = ends_of(table.ref)
            if left <= area.left <= right and top < area.top <= bottom:
                return Area(area.sheet, top + 1, left, bottom, left)
        return None

    def _sheet(self, area: Area) -> Worksheet:
        return next(one for one in self.book.worksheets if one.title.casefold() == area.sheet)

    def _table(self, area: Area) -> tuple[str, str] | None:
        return _table_of(self._sheet(area), area.top, area.left)


def _key(place: Place) -> Key:
    return (place.sheet.casefold(), *place.position)


def _area_of(reference: str, home: str) -> Area | None:
    """Return the cells of a reference; of a looked up cell, the first of its list."""
    listed = listed_in(reference)
    found = area_of(listed or reference, home)
    if found is None or listed is None:
        return found
    return Area(found.sheet, found.top, found.left, found.top, found.left)


def _is_range(reference: str) -> bool:
    return ":" in reference and listed_in(reference) is None


def _nothing_in(cells: str, row: int) -> str:
    """Return a condition: a range shows nothing, or of one that grows downwards its last cell."""
    growing = GROWING.fullmatch(cells)
    if growing is not None and int(growing["row"]) == row:
        return empty_cell(f"{growing['sheet'] or ''}{growing['last']}")
    return empty_range(cells)


def _corner(area: Area) -> Key:
    return (area.sheet, area.top, area.left)


def _cells(area: Area) -> list[Key]:
    return [
        (area.sheet, row, column)
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    ]


def _table_of(sheet: Worksheet, row: int, column: int) -> tuple[str, str] | None:
    """Return the sheet and name of the table that a cell is in, below its header."""
    for table in sheet.tables.values():
        (top, left), (bottom, right) = ends_of(table.ref)
        if left <= column <= right and top < row <= bottom:
            return (sheet.title, str(table.displayName))
    return None
