"""Single cells of a workbook by what people call them, and new values for them.

A cell is named as in a formula: by a defined name, ``in_as_of``, or by its place, ``Terms!B2``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from xl_udfs.cells import CellValue
from xl_udfs.engine.areas import Area, area_of
from xl_udfs.engine.references import area
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.tables.columns import Column, Kind, MisfitError, cell_value, kind_of, settled
from xl_udfs.engine.tables.moving import BlockedError
from xl_udfs.engine.workbook.book import Book, Place


def named_cells(book: Book) -> Iterator[tuple[str, Place]]:
    """Yield every defined name of one cell, those of the workbook and not of a sheet, in order."""
    for scope, name in book.names:
        if scope is None and name.attr_text and not name.function:
            place = _place(book, area_of(name.attr_text.strip(), ""))
            if place is not None:
                yield str(name.name), place


def place_of(book: Book, name: str) -> Place:
    """Return the cell that a name or a reference means.

    Raises:
        UnreadableError: E_INPUT, where there is none; the nearest name is in the sentence.
    """
    known = {each.casefold(): (each, place) for each, place in named_cells(book)}
    if name.casefold() in known:
        return known[name.casefold()][1]
    if "!" in name:
        place = _place(book, area_of(name.strip(), ""))
        if place is not None:
            return place
        sheets = ", ".join(sheet.name for sheet in book.sheets)
        found = f"{name!a} is not a cell of this workbook, whose sheets are {sheets}"
        raise UnreadableError("E_INPUT", found=found)
    several = next((n for _, n in book.names if n.name.casefold() == name.casefold()), None)
    if several is not None:
        found = f"{name} names {several.attr_text}, which is not a single cell of this workbook"
        raise UnreadableError("E_INPUT", found=found)
    near = get_close_matches(name.casefold(), known, n=1, cutoff=0.4)
    nearest = f" (the nearest is {known[near[0]][0]})" if near else ""
    found = f"no cell is named {name!a}{nearest}; name it as in a formula: in_price, or Sheet!B2"
    raise UnreadableError("E_INPUT", found=found)


@dataclass(frozen=True, slots=True)
class Input:
    """A cell that takes values of one kind."""

    place: Place
    column: Column
    epoch_1904: bool

    def value(self, raw: object) -> CellValue:
        """Return a new value as the cell holds it; None is a blank.

        Raises:
            UnreadableError: E_INPUT, where it does not fit.
        """
        column = settled(self.column, [raw])
        try:
            return cell_value(column, raw, epoch_1904=self.epoch_1904)
        except MisfitError as fault:
            raise UnreadableError("E_INPUT", found=f"{column.name}: {fault}") from fault


def input_of(book: Book, name: str) -> Input:
    """Return the input of a name or a reference.

    Raises:
        UnreadableError: E_INPUT, where there is none, or a formula computes it.
    """
    place = place_of(book, name)
    cell = book.cell(place)
    kind = Kind.BLANK
    if (cell is not None and cell.formula is not None) or _filled(book, place):
        found = f"{name} is computed by a formula; change what the formula reads"
        raise UnreadableError("E_INPUT", found=found)
    if cell is not None:
        try:
            kind = kind_of(book, cell)
        except BlockedError:  # an error value that someone typed: any kind is better
            kind = Kind.BLANK
        if kind is Kind.BLANK and cell.style in book.date_styles:
            kind = Kind.DATE
    return Input(place, Column(name, place.position[1], kind), book.epoch_1904)


def new_inputs(book: Book, inputs: Mapping[str, object]) -> dict[Place, CellValue]:
    """Return new values by their cells, each as the kind that its cell holds.

    Args:
        book: the workbook.
        inputs: values by the names of their cells; texts are read as the cell's kind.

    Raises:
        UnreadableError: E_INPUT, with all that is wrong: a name that is not there, a cell with a
            formula, a value that does not fit.
    """
    problems: list[str] = []
    values: dict[Place, CellValue] = {}
    for name, raw in inputs.items():
        try:
            cell = input_of(book, name)
            value = cell.value(raw)
        except UnreadableError as fault:
            problems.append(fault.found)
            continue
        if cell.place in values:
            problems.append(f"{name} is given twice, under another name too")
        values[cell.place] = value
    if problems:
        raise UnreadableError("E_INPUT", found="; ".join(problems))
    return values


def _filled(book: Book, place: Place) -> bool:
    """Whether an array formula fills a cell."""
    sheet = next(sheet for sheet in book.sheets if sheet.name == place.sheet)
    return any(
        cell.formula is not None
        and cell.formula.array is not None
        and _holds(cell.formula.array, place)
        for cell in sheet.cells.values()
    )


def _holds(reference: str, place: Place) -> bool:
    (top, left), (bottom, right) = area(reference)
    row, column = place.position
    return top <= row <= bottom and left <= column <= right


def _place(book: Book, found: Area | None) -> Place | None:
    if found is None or not found.is_cell:
        return None
    sheet = next((s for s in book.sheets if s.name.casefold() == found.sheet), None)
    return None if sheet is None else Place(sheet.name, (found.top, found.left))
