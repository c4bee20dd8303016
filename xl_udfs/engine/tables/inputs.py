"""Inputs of a workbook set by name, each typed by what its cell holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from xl_udfs.cells import SHIFT, CellValue, cell_text, moment_of
from xl_udfs.engine.container.elements import spliced
from xl_udfs.engine.formula.areas import Area, area_of
from xl_udfs.engine.references import Position, column_letters
from xl_udfs.engine.references import area as ends_of
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.tables.columns import kind_ruled, value_kind
from xl_udfs.engine.tables.entries import (
    EntryOptions,
    MisfitError,
    ValueKind,
    cell_value,
    guessed,
)
from xl_udfs.engine.tables.moving import BlockedError
from xl_udfs.engine.tables.placement import grid_of, with_constants
from xl_udfs.engine.tables.spill_ranges import arrays_of, positions, with_empty_cells
from xl_udfs.engine.workbook.book import Book, Place, Sheet, read_book
from xl_udfs.engine.workbook.origin import origin_of
from xl_udfs.engine.workbook.sheet import Cell
from xl_udfs.engine.workbook.validations import validations_of
from xl_udfs.nearest import nearest


@dataclass(frozen=True, slots=True)
class InputChange:
    """One input that was set: its name as it was given, its cell, and what stands there."""

    name: str
    place: Place
    before: CellValue
    after: CellValue
    said: str  # both, as the cell shows them

    @property
    def is_new(self) -> bool:
        """Whether another value stands there now."""
        return type(self.before) is not type(self.after) or self.before != self.after


def with_inputs(
    book: Book, inputs: Mapping[str, object], entry: EntryOptions
) -> tuple[Book, tuple[InputChange, ...]]:
    """Return the workbook with other values in some cells without formulas.

    Args:
        book: the workbook.
        inputs: the values by defined name, or by cell as `Sheet!B2`; None or "" blanks the cell.
        entry: how texts are read.

    Raises:
        UnreadableError: `E_INPUT`, with all that is wrong with them.
    """
    found: dict[Place, InputChange] = {}
    problems = []
    for name, raw in inputs.items():
        try:
            new = _input(book, name, raw, entry)
        except (MisfitError, BlockedError) as fault:
            problems.append(f"{name}: {fault}")
            continue
        if new.place in found:
            problems.append(f"{name} and {found[new.place].name} are one cell; set it once")
        found[new.place] = new
    if problems:
        raise UnreadableError("E_INPUT", found="; ".join(problems))
    changed = {}
    for sheet in book.sheets:
        here = {
            place.position: new.after
            for place, new in found.items()
            if place.sheet == sheet.name and new.is_new
        }
        if here:
            try:
                changed[sheet.part] = _with_values(sheet, book.package[sheet.part], here)
            except BlockedError as fault:
                raise UnreadableError("E_INPUT", found=str(fault)) from fault
    after = read_book(book.package.with_parts(changed)) if changed else book
    return after, tuple(found.values())


def _with_values(sheet: Sheet, data: bytes, values: Mapping[Position, CellValue]) -> bytes:
    grid = grid_of(sheet, data)
    missing = sorted(values.keys() - grid.cells.keys())
    if missing:
        data = with_empty_cells(sheet, grid, missing)
        grid = grid_of(sheet, data)
    return spliced(data, with_constants(grid, values))


@dataclass(frozen=True, slots=True)
class InputCell:
    """A cell without a formula, and the kind of its values."""

    book: Book
    name: str
    place: Place
    cell: Cell | None
    kind: ValueKind
    takes_words: bool = False  # its data validation is of texts, where (3) is no number

    def kind_of(self, raw: object, entry: EntryOptions) -> ValueKind:
        """Return what the cell holds, or what a value for a blank one plainly is."""
        entry = replace(entry, clean=entry.clean and not self.takes_words)
        return guessed([raw], entry) if self.kind is ValueKind.BLANK else self.kind

    def value(self, raw: object, entry: EntryOptions) -> CellValue:
        """Return a value as the cell would hold it; None or "" is a blank.

        Raises:
            MisfitError: where it is of another kind.
        """
        kind = self.kind_of(raw, entry)
        value = cell_value(kind, raw, entry, epoch_1904=self.book.epoch_1904)
        _refuse_percent(self.book, self.cell, raw, value)
        return value


def slot_of(book: Book, name: str) -> InputCell:
    """Return the input of a name or an address.

    Raises:
        MisfitError: where there is none, or a formula computes it.
        BlockedError: where it holds an error value.
    """
    place = input_place(book, name)
    sheet = next(sheet for sheet in book.sheets if sheet.name == place.sheet)
    cell = sheet.cells.get(place.position)
    if cell is not None and cell.formula is not None:
        raise MisfitError("it is calculated by a formula; set what that formula reads")
    if any(place.position in {*positions(filled)} for filled in arrays_of(sheet).values()):
        raise MisfitError("it is filled by an array formula; set what that formula reads")
    _refuse_label(book, sheet, place.position)
    kind = ValueKind.BLANK if cell is None else value_kind(book, cell)
    if kind is ValueKind.BLANK and cell is not None and cell.style in book.date_styles:
        kind = ValueKind.DATE
    kind, takes_words = kind_ruled(kind, book, sheet, place.position)
    return InputCell(book, name, place, cell, kind, takes_words=takes_words)


def _input(book: Book, name: str, raw: object, entry: EntryOptions) -> InputChange:
    slot = slot_of(book, name)
    entry = replace(entry, clean=True)
    value = slot.value(raw, entry)
    before = None if slot.cell is None else slot.cell.value
    kind = slot.kind_of(raw, entry)
    said = [_as_typed(book, kind, value) for value in (value, before)]
    return InputChange(name, slot.place, before, value, "{}, where it was {}".format(*said))


def _as_typed(book: Book, kind: ValueKind, value: CellValue) -> str:
    moment = None
    if type(value) is float and kind is ValueKind.DATE:
        moment = moment_of(value + (SHIFT if book.epoch_1904 else 0))
    return cell_text(value) if moment is None else str(moment).removesuffix(" 00:00:00")


def _refuse_label(book: Book, sheet: Sheet, at: Position) -> None:
    """Refuse a title of a table, and in a template all that has no data validation: it is no input.

    Whose workbook it is else, a cell without one may well be an input.
    """
    for table in sheet.tables:
        (top, left), (_, right) = ends_of(table.ref)
        if table.headerRowCount != 0 and at[0] == top and left <= at[1] <= right:
            raise MisfitError(f"it is a title of the table {table.displayName}, not an input")
    if origin_of(book.package) is None:
        return
    rules = [(one, validations_of(book.package, one)) for one in book.sheets]
    if any(found for _, found in rules) and not any(
        rule.holds(at) for one, found in rules if one is sheet for rule in found
    ):
        raise MisfitError("it is not an input; those are the blue cells on pale yellow")


def _refuse_percent(book: Book, cell: Cell | None, raw: object, value: CellValue) -> None:
    """Refuse 15 where percentages stand: Excel would take it for 15%, a program for 1,500%."""
    if cell is None or cell.style not in book.percent_styles or not isinstance(raw, str):
        return
    if isinstance(value, float) and abs(value) > 1 and "%" not in raw:
        raise MisfitError(f"{raw!r} may mean {value:g}% or {value:.0%}; write the percent sign")


def input_place(book: Book, name: str) -> Place:
    """Return the cell that a name or an address means.

    Raises:
        MisfitError: where there is none; the nearest is named.
    """
    key = name.strip().casefold()
    named = {known.casefold(): area for known, area in _names(book)}
    sheet, _, cell = name.strip().rpartition("!")
    area = named.get(key) or area_of(cell, sheet.strip("'").replace("''", "'"))
    sheets = {sheet.name.casefold(): sheet.name for sheet in book.sheets}
    if area is None or not area.sheet:
        known = [known for known, found in _names(book) if found.is_cell]
        raise MisfitError(
            f"there is no such name{nearest(name, known)}; use a defined name or "
            "an address as Sheet!B2"
        )
    if area.sheet not in sheets:
        raise MisfitError(f"there is no such sheet{nearest(area.sheet, sheets.values())}")
    if not area.is_cell:
        raise MisfitError(
            f"it is {column_letters(area.left)}{area.top}:"
            f"{column_letters(area.right)}{area.bottom}, more than one cell"
        )
    return Place(sheets[area.sheet], (area.top, area.left))


def named_cells(book: Book) -> Iterator[tuple[str, Place]]:
    """Yield the defined names of one cell each; those of one sheet with its name before."""
    sheets = {sheet.name.casefold(): sheet.name for sheet in book.sheets}
    for name, area in _names(book):
        if area.is_cell and area.sheet in sheets:
            yield name, Place(sheets[area.sheet], (area.top, area.left))


def _names(book: Book) -> Iterator[tuple[str, Area]]:
    """Yield the defined names of cells; those of one sheet with its name before."""
    for scope, name in book.names:
        area = area_of(name.attr_text or "", "")
        if area is not None and area.sheet:
            yield (name.name if scope is None else f"{scope}!{name.name}"), area
