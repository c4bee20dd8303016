"""What SUBTOTAL passes over: rows that are hidden or filtered, and other subtotals."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from xl_udfs.engine.container.elements import elements
from xl_udfs.engine.formula.areas import Area
from xl_udfs.engine.formula.stored import function_names
from xl_udfs.engine.formula.tokens import tokens_of
from xl_udfs.engine.references import LAST_COLUMN, LAST_ROW, Position, address, area

if TYPE_CHECKING:
    from xl_udfs.engine.workbook.book import Book, Sheet

FILTERED, HIDDEN = "filtered", "hidden"  # what a subtotal of numbers to 11, and beyond, leaves out
CALLED = ("SUBTOTAL", "AGGREGATE")


class PassedOver:
    """The cells of a workbook that no subtotal counts."""

    def __init__(self, book: "Book | None" = None) -> None:
        """Look for hidden rows and subtotals, where there is a subtotal at all."""
        self._rows: dict[tuple[str, str], Sequence[int]] = {}
        self._cells: dict[str, list[Position]] = {}
        self._ends: dict[str, Position] = {}
        if book is None:
            return
        subtotals: dict[str, list[Position]] = defaultdict(list)
        for place, _ in book.texts(calls_subtotal):
            subtotals[place.sheet].append(place.position)
        if not subtotals:
            return
        for sheet in book.sheets:
            name = sheet.name.casefold()
            self._cells[name] = sorted(subtotals[sheet.name])
            for kind, rows in _rows_of(book, sheet).items():
                self._rows[name, kind] = sorted(rows)
            self._ends[name] = sheet.cells.extent

    def __bool__(self) -> bool:
        """Whether there is anything to pass over."""
        return any(self._rows.values()) or any(self._cells.values())

    @property
    def hides(self) -> bool:
        """Whether there are hidden rows."""
        return any(self._rows.values())

    def counts(self, sheet: str, position: Position, *, visible: bool) -> bool:
        """Whether a subtotal counts a cell: one of what is visible no hidden row."""
        rows = self._rows.get((sheet, HIDDEN if visible else FILTERED), ())
        cells = self._cells.get(sheet, [])
        at = bisect_left(cells, position)
        return not _within(rows, position[0], position[0]) and cells[at : at + 1] != [position]

    def without(self, reference: str, counted: Area, kind: str) -> str:
        """Return a reference without what is passed over, as several with commas between them.

        Where nothing is left it is a cell that is blank.
        """
        rows = _within(self._rows.get((counted.sheet, kind), ()), counted.top, counted.bottom)
        cells = [
            (row, column)
            for row, column in self._cells.get(counted.sheet, ())
            if counted.top <= row <= counted.bottom and counted.left <= column <= counted.right
        ]
        if not (rows or cells):
            return reference
        sheet, mark, _ = reference.rpartition("!")
        parts = [*_parts(counted, set(rows), cells)] or [self._blank(counted.sheet)]
        return ",".join(
            f"{sheet}{mark}{address((top, left))}:{address((bottom, right))}"
            for _, top, left, bottom, right in parts
        )

    def _blank(self, sheet: str) -> Area:
        """Return a cell beyond all that are in use."""
        row, column = self._ends.get(sheet, (0, 0))
        row, column = (row + 1, 1) if row < LAST_ROW else (1, min(column + 1, LAST_COLUMN))
        return Area(sheet, row, column, row, column)


def calls_subtotal(formula: str) -> bool:
    """Whether a formula calls SUBTOTAL or AGGREGATE."""
    written = formula.upper()
    if not any(name in written for name in CALLED):
        return False  # as in nearly all formulas, which need not be taken apart for it
    return any(name in CALLED for name in function_names(tokens_of(formula)))


def _within(rows: Sequence[int], top: int, bottom: int) -> Sequence[int]:
    return rows[bisect_left(rows, top) : bisect_right(rows, bottom)]


def _parts(counted: Area, rows: set[int], cells: list[Position]) -> Iterator[Area]:
    """Yield what is left of an area without whole rows and single cells."""
    sheet, top, left, bottom, right = counted
    by_row: dict[int, list[int]] = {}
    for row, column in cells:
        by_row.setdefault(row, []).append(column)
    start = top
    for row in (*sorted(rows | by_row.keys()), bottom + 1):
        if row > start:
            yield Area(sheet, start, left, row - 1, right)
        start = row + 1
        if row in rows:
            continue
        first = left
        for column in (*sorted(by_row.get(row, ())), right + 1) if row in by_row else ():
            if column > first:
                yield Area(sheet, row, first, row, column - 1)
            first = column + 1


def _rows_of(book: "Book", sheet: "Sheet") -> Mapping[str, set[int]]:
    """Return the rows that are hidden for whatever reason, and those of them by a filter."""
    data = book.package[sheet.part]
    if b"hidden" not in data and b'ht="0"' not in data:
        return {}
    wanted = {"row", "autoFilter", "filterColumn"}.__contains__
    hidden: set[int] = set()
    filters, number, ref = [], 0, "A1"
    for element in elements(data, wanted, sheet.part):
        what = element.attributes
        if element.name == "row":
            number = int(what.get("r", number + 1))
            if what.get("hidden") in ("1", "true") or what.get("ht") == "0":
                hidden.add(number)
        elif element.name == "filterColumn" and element.parent == "autoFilter":
            filters.append(area(ref, sheet.part))
        elif element.name == "autoFilter":
            ref = what.get("ref", "A1")
    filters += [area(table.ref, sheet.part) for table in sheet.tables if table.filtered]
    filtered = {
        row for row in hidden if any(top < row <= bottom for (top, _), (bottom, _) in filters)
    }
    return {HIDDEN: hidden, FILTERED: filtered}
