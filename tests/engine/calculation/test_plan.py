"""Copies of a formula are prepared once wherever they all mean the same."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from openpyxl.worksheet.worksheet import Worksheet

from tests.engine.made import made
from xl_udfs.engine.calculation.plan import plan_of
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.workbook.book import Place, read_book

NOW = datetime(2026, 1, 15)  # noqa: DTZ001 - as a worksheet has it
FIRST, LAST = 8, 30  # whose digits stand in the formulas as well
Column: TypeAlias = tuple[str, Callable[[int], int]]
SHARED: dict[str, Column] = {
    "B": ("=ROW()-ROW(A$7)", lambda row: row - 7),
    "C": ("=ROWS($A$8:$A$30)*100+COLUMNS($A{row}:$B{row})", lambda _: 2302),
    "D": ("=ROW(A{row})", lambda row: row),
    "E": ('=SUMIF($A$8:$A$30,"<="&A{row})', lambda row: sum(range(FIRST, row + 1))),
}
APART: dict[str, Column] = {  # another range in each row
    "F": ("=ROWS(A$8:A{row})", lambda row: row - 7)
}


def fill(sheet: Worksheet) -> None:
    """Number the rows, and copy each formula down."""
    for row in range(FIRST, LAST + 1):
        sheet[f"A{row}"] = row
        for letter, (formula, _) in {**SHARED, **APART}.items():
            sheet[f"{letter}{row}"] = formula.format(row=row)


def test_copies_are_prepared_once_though_they_measure_ranges_or_hold_the_digits_of_their_row() -> (
    None
):
    """A row number was looked for as a text: 8 in $A$8 made every copy a formula of its own."""
    book = read_book(made(fill))
    stretches = {stretch.column: stretch for stretch in plan_of(book, {}, ()).stretches}
    assert {(s.first, s.last) for s in stretches.values()} == {(FIRST, LAST)}
    assert {*stretches} == {2, 3, 4, 5}
    values = recalculate(book, {}, NOW)
    for place, (_, expected) in enumerate({**SHARED, **APART}.values(), start=2):
        for row in range(FIRST, LAST + 1):
            assert values[Place("Sheet", (row, place))] == expected(row), (place, row)
