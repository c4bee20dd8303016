"""The cells of sheets once the rows of a table are replaced; what does not change stays."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from xl_udfs.cells import CellValue
from xl_udfs.engine.container.elements import (
    Element,
    Splice,
    elements,
    spliced,
    text_splice,
    with_attribute,
    without_attributes,
)
from xl_udfs.engine.formula.relative import OWN, RelativeFormula, relative
from xl_udfs.engine.references import address, area, column_letters, position_of
from xl_udfs.engine.tables.moving import BlockedError, Home, Move
from xl_udfs.engine.workbook.book import Sheet
from xl_udfs.engine.workbook.own_row import form_in, written
from xl_udfs.engine.workbook.sheet import Position
from xl_udfs.engine.writing.patch import type_and_text

PREFIX = re.compile(rb"<([^\s/>:]+:)?")


@dataclass(slots=True)
class Grid:
    """The rows and cells of a sheet and where they stand in its bytes."""

    data: bytes
    rows: dict[int, Element] = field(default_factory=dict)
    cells: dict[Position, Element] = field(default_factory=dict)
    formulas: dict[Position, Element] = field(default_factory=dict)
    columns: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """The columns of each row that have a cell."""
    end: int = 0  # where the last row may stand


def grid_of(sheet: Sheet, data: bytes) -> Grid:
    """Find the rows, cells and formulas of a sheet.

    Raises:
        BlockedError: where they do not say where they stand.
    """
    grid = Grid(data)
    here = (0, 0)
    for element in elements(data, {"row", "c", "f", "sheetData"}.__contains__, sheet.part):
        reference = element.attributes.get("r")
        if element.name == "sheetData":
            grid.end = element.end_tag
        elif element.name == "f":
            if element.parent == "c":
                grid.formulas[here] = element
        elif element.parent in ("sheetData", "row"):
            if reference is None:
                raise BlockedError(
                    f"the cells of {sheet.name} do not say where they stand; "
                    "open the workbook in Excel and save it there first"
                )
            if element.name == "row":
                grid.rows[int(reference)] = element
            else:
                here = position_of(reference, sheet.part)
                grid.cells[here] = element
                grid.columns[here[0]].append(here[1])
    return grid


def moved_formulas(sheet: Sheet, grid: Grid, move: Move) -> dict[Position, Splice]:
    """Return the change of each formula of a sheet that refers to what moves.

    Formulas of one text that Excel stores once are written out where they change.

    Raises:
        BlockedError: where one cannot follow.
    """
    here = sheet.name == move.sheet
    texts: dict[Position, str] = {}
    stirred: set[str] = set()  # groups of formulas with one text that is no longer one
    for position, element in grid.formulas.items():
        formula = sheet.cells.formula(position)
        assert formula is not None  # noqa: S101 - the same elements, read twice
        gone = here and move.row(position[0]) is None
        if gone:
            stirred.add(element.attributes.get("si", ""))
            continue
        in_table = here and move.in_data(position[0]) and not move.beside(position[1], position[1])
        home = Home(sheet.name, position[0]) if in_table else None
        if formula.data_table and here:
            raise BlockedError(f"the what-if data table at {address(position)} is not moved here")
        try:
            texts[position] = move.formula(formula.text, sheet.name, home)
        except BlockedError as fault:
            raise BlockedError(f"{sheet.name}!{address(position)}: {fault}") from fault
        if move.delta > 0 and home is None:
            _refuse_follower(sheet, position, formula.text, move)
        if texts[position] != formula.text or (here and position[0] > move.last):
            stirred.add(element.attributes.get("si", ""))
    return {
        position: splice
        for position, text in texts.items()
        if (splice := _formula_splice(grid, sheet, position, text, stirred, move)) is not None
    }


def _refuse_follower(sheet: Sheet, position: Position, text: str, move: Move) -> None:
    """Refuse new rows where a list takes the table's rows one by one and ends with its last."""
    if not move.takes_last_row(text, sheet.name):
        return
    above = (position[0] - 1, position[1])
    formula = sheet.cells.formula(above)
    if formula is not None and copied(text, position, above) == formula.text:
        raise BlockedError(
            f"{sheet.name}!{address(position)} ends a list that takes its rows one by one, "
            "which would lack the new ones; add rows to both in Excel"
        )


def _formula_splice(
    grid: Grid, sheet: Sheet, position: Position, text: str, stirred: set[str], move: Move
) -> Splice | None:
    element = grid.formulas[position]
    formula = sheet.cells.formula(position)
    assert formula is not None  # noqa: S101 - as above
    tag = grid.data[element.start : element.tag_stop]
    shared = element.attributes.get("t") == "shared" and element.attributes["si"] in stirred
    reference = formula.array
    moved = reference
    if reference is not None and sheet.name == move.sheet:
        (top, _), (bottom, _) = area(reference)
        if top != bottom and top <= move.last and bottom >= move.first:
            raise BlockedError(f"the array {reference} stands beside or across its rows")
        moved = move.range(reference) if top > move.last else reference
    if not shared and text == formula.text and moved == reference:
        return None
    if shared:
        tag = without_attributes(tag, "t", "si", "ref")
    elif moved is not None and moved != reference:
        tag = with_attribute(tag, "ref", moved)
    if tag.endswith(b"/>"):
        tag = tag[:-2].rstrip() + b">"
    opening = PREFIX.match(tag)
    prefix = (opening[1] if opening else None) or b""
    content = text_splice(element, text)[2]
    return element.start, element.stop, tag + content + b"</" + prefix + b"f>"


def with_formulas(sheet: Sheet, data: bytes, move: Move) -> bytes:
    """Return another sheet with its formulas as they are afterwards."""
    return spliced(data, moved_formulas(sheet, grid_of(sheet, data), move).values())


def prefix_of(grid: Grid) -> bytes:
    """Return the prefix of a sheet's names, with its colon; mostly there is none."""
    found = PREFIX.match(grid.data, next(iter(grid.rows.values())).start) if grid.rows else None
    return (found[1] if found else None) or b""


def with_constants(grid: Grid, values: Mapping[Position, CellValue]) -> list[Splice]:
    """Return the changes that put values into cells that are there and hold no formula."""
    prefix = prefix_of(grid)
    found = []
    for position, value in values.items():
        element = grid.cells[position]
        tag = grid.data[element.start : element.tag_stop]
        found.append((element.start, element.stop, _constant(position, value, tag, prefix)))
    return found


@lru_cache(maxsize=1_000)  # most cells of a column have one tag but for their address
def _around_address(tag: bytes) -> tuple[bytes, bytes]:
    """Return what stands in a start tag before and after the address, but for the kind of value."""
    tag = with_attribute(without_attributes(tag, "t", "cm", "vm"), "r", OWN)
    before, _, after = tag.rstrip(b">").rstrip(b"/").rstrip().partition(OWN.encode())
    return before, after


def _constant(position: Position, value: CellValue, tag: bytes, prefix: bytes) -> bytes:
    """Return a cell with a value, in the style that a start tag says."""
    before, after = _around_address(tag)
    head = before + address(position).encode() + after
    end = b"</" + prefix + b"c>"
    if value is None:
        return head + b"/>"
    kind, text = type_and_text(value)
    content = text.encode()
    if isinstance(value, str):
        edges = b' xml:space="preserve"' if text != text.strip() or "\n" in text else b""
        inside = b"<%bis><%bt%b>%b</%bt></%bis>" % (prefix, prefix, edges, content, prefix, prefix)
        return head + b' t="inlineStr">' + inside + end
    mark = f' t="{kind}"'.encode() if kind else b""
    return head + mark + b"><%bv>%b</%bv>" % (prefix, content, prefix) + end


@dataclass(slots=True, kw_only=True)
class RowWriter:
    """Writes the rows of a table."""

    sheet: Sheet
    grid: Grid
    move: Move
    inputs: Sequence[int]  # columns that take values; the others of the table are calculated
    formulas: Mapping[Position, Splice]
    changed: set[int] = field(default_factory=set)  # rows that were there and hold other values
    _copies: dict[int, str] = field(default_factory=dict)
    """By column, what its new cells have in common."""

    def splices(self, rows: Sequence[Mapping[int, CellValue]]) -> list[Splice]:
        """Return the changes of the sheet's rows.

        Args:
            rows: the new values by column, a row of the table each; a value that stands there
                already is given as it stands.
        """
        move = self.move
        found = [
            splice for position, splice in self.formulas.items() if not move.in_data(position[0])
        ]
        for number in range(move.first, move.last + 1):
            if number > move.kept:
                element = self.grid.rows.get(number)
                if element is not None:
                    found.append((element.start, element.stop, b""))
                    self.changed.add(number)
            else:
                found += self._kept(number, rows[number - move.first])
        if move.delta > 0:
            at = self._place(move.last + 1)
            new = b"".join(
                self._new(number, rows[number - move.first])
                for number in range(move.last + 1, move.first + move.count)
            )
            found.append((at, at, new))
        if move.delta:
            found += self._moved()
        return found

    def _place(self, row: int) -> int:
        """Return where a row that is not there belongs."""
        after = [number for number in self.grid.rows if number >= row]
        return self.grid.rows[min(after)].start if after else self.grid.end

    def _moved(self) -> list[Splice]:
        found = []
        for number, element in self.grid.rows.items():
            moved = self.move.row(number) if number > self.move.last else None
            if moved is not None:
                tag = self.grid.data[element.start : element.tag_stop]
                new = with_attribute(tag, "r", str(moved))
                found.append((element.start, element.tag_stop, new))
        for (row, column), element in self.grid.cells.items():
            moved = self.move.row(row) if row > self.move.last else None
            if moved is not None:
                tag = self.grid.data[element.start : element.tag_stop]
                new = with_attribute(tag, "r", address((moved, column)))
                found.append((element.start, element.tag_stop, new))
        return found

    def _kept(self, number: int, values: Mapping[int, CellValue]) -> list[Splice]:
        new = {
            column: value
            for column, value in values.items()
            if value != self._value((number, column))
            or type(value) is not type(self._value((number, column)))
        }
        if not new:
            return [splice for position, splice in self.formulas.items() if position[0] == number]
        self.changed.add(number)
        cells = {column: self._as_it_was((number, column)) for column in self.grid.columns[number]}
        for column, value in new.items():
            cells[column] = self._cell((number, column), value, self._tag(number, column))
        element = self.grid.rows.get(number)
        if element is None:
            at = self._place(number)
            return [(at, at, self._row(number, None, cells))]
        return [(element.start, element.stop, self._row(number, element, cells))]

    def _value(self, position: Position) -> CellValue:
        cell = self.sheet.cells.get(position)
        return None if cell is None else cell.value

    def _as_it_was(self, position: Position) -> bytes:
        """Return a cell of a row that changes with the value that it has."""
        element = self.grid.cells[position]
        inside = [self.formulas[position]] if position in self.formulas else []
        start = element.start
        moved = [(first - start, last - start, new) for first, last, new in inside]
        return spliced(self.grid.data[start : element.stop], moved)

    def _row(self, number: int, like: Element | None, cells: Mapping[int, bytes]) -> bytes:
        prefix = self._prefix()
        if like is None:
            tag = b"<" + prefix + f'row r="{number}">'.encode()
        else:
            tag = with_attribute(self.grid.data[like.start : like.tag_stop], "r", str(number))
        if tag.endswith(b"/>"):
            tag = tag[:-2].rstrip() + b">"
        content = b"".join(cells[column] for column in sorted(cells))
        return tag + content + b"</" + prefix + b"row>"

    def _prefix(self) -> bytes:
        return prefix_of(self.grid)

    def _tag(self, row: int, column: int) -> bytes:
        """Return the start tag of a cell, or of the nearest above it in the table."""
        for number in range(row, self.move.first - 1, -1):
            element = self.grid.cells.get((number, column))
            if element is not None:
                return self.grid.data[element.start : element.tag_stop]
        return b"<" + self._prefix() + b'c r="A1"/>'

    def _cell(self, position: Position, value: CellValue, tag: bytes) -> bytes:
        return _constant(position, value, tag, self._prefix())

    def _new(self, number: int, values: Mapping[int, CellValue]) -> bytes:
        last, move = self.move.last, self.move
        columns = {*self.grid.columns[last], *range(move.left, move.right + 1)}
        cells = {}
        for column in columns:
            inside = move.left <= column <= move.right
            if inside and column not in self.inputs:
                cells[column] = self._calculated((number, column))
            else:
                tag = self._tag(last, column)
                cells[column] = self._cell((number, column), values.get(column), tag)
        return self._row(number, self.grid.rows.get(last), cells)

    def _calculated(self, position: Position) -> bytes:
        """Return a cell with the formula of the last row, copied down."""
        row, column = position
        if column not in self._copies:
            self._copies[column] = self._copy_of(column)
        return written(self._copies[column], row).encode()

    def _copy_of(self, column: int) -> str:
        """Return the cells of a column with its formula, their row marked.

        Raises:
            OffGridError: where the lowest would refer to cells off the sheet.
        """
        above, prefix = (self.move.last, column), self._prefix()
        copied_down = self._last(above)
        copied_down.at((self.move.first + self.move.count - 1, column))
        cell = f"{column_letters(column)}{OWN}"
        head = without_attributes(self._tag(*above), "t", "vm")
        here = with_attribute(head, "r", cell).rstrip(b">").rstrip(b"/").rstrip()
        formula = self.sheet.cells[above].formula
        is_array = formula is not None and formula.array
        array = f' t="array" ref="{cell}"'.encode() if is_array else b""
        content = text_splice(self.grid.formulas[above], form_in(copied_down, column))[2]
        inside = b"<%bf%b>%b</%bf>" % (prefix, array, content, prefix)
        return (here + b">" + inside + b"</" + prefix + b"c>").decode()

    def _last(self, above: Position) -> RelativeFormula:
        """Return the formula of a cell of the last row, as all its copies share it."""
        formula = self.sheet.cells[above].formula
        assert formula is not None  # noqa: S101 - the column is calculated
        home = Home(self.sheet.name, above[0])
        return relative(self.move.formula(formula.text, self.sheet.name, home), above)


def copied(text: str, origin: Position, target: Position) -> str:
    """Return a formula, without its equals sign, as Excel copies it to another cell."""
    return relative(text, origin).at(target)
