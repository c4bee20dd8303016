"""Texts of a workbook that show a number which the calculation library does not read.

A cell with the text ``$1,000`` or ``(5)`` counts as that number in a sum with +, not in SUM. Only
formulas that refer to such a cell are written so that ours reads it.
"""

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from xl_udfs.engine.excel.functions.coercion import LEAP_YEAR
from xl_udfs.engine.excel.functions.text.numerals import MAY_SHOW, in_year, read_number
from xl_udfs.engine.formula.areas import Area

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xl_udfs.engine.workbook.book import Place, Sheet


class NumberTexts:
    """Where such texts stand; a formula's own is the one that the workbook holds for it."""

    def __init__(self, sheets: "Iterable[Sheet]" = (), computed: "Iterable[Place]" = ()) -> None:
        """Look at every text, and add the cells that were found to compute one."""
        self._rows: dict[tuple[str, int], list[int]] = defaultdict(list)
        for place in computed:
            self._rows[place.sheet.casefold(), place.position[1]].append(place.position[0])
        for sheet in sheets:
            name = sheet.name.casefold()
            for number, column in sheet.cells.columns.items():
                self._rows[name, number] += [
                    row
                    for row, value in zip(column.rows, column.values, strict=True)
                    if isinstance(value, str) and is_read_by_us(value)
                ]
        for rows in self._rows.values():
            rows.sort()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return any(self._rows.values())

    def within(self, area: Area | None) -> bool:
        """Whether one stands within an area."""
        if area is None:
            return False
        if area.left == area.right:
            columns: Iterable[int] = (area.left,)
        else:
            columns = (column for sheet, column in self._rows if sheet == area.sheet)
        return any(
            _between(self._rows.get((area.sheet, column), ()), area.top, area.bottom)
            for column in columns
            if area.left <= column <= area.right
        )


def _between(rows: list[int] | tuple[()], top: int, bottom: int) -> bool:
    place = bisect_left(rows, top)
    return place < len(rows) and rows[place] <= bottom


def is_read_by_us(shown: str) -> bool:
    """Whether the library does not read a text as the number that it shows, or as none."""
    if MAY_SHOW.match(shown) is None:
        return False
    if read_number(shown.strip()) is None:
        return in_year(shown, LEAP_YEAR) is not None
    try:
        float(shown)
    except ValueError:
        return True
    return False
