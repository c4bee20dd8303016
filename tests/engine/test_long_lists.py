"""Lookups and criteria over lists of every length, against the rules written out here.

The calculation library searches long lists otherwise than short ones.
"""

import json
import re
from collections.abc import Callable
from functools import partial
from random import Random

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.engine.made import NOW, made
from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.workbook.book import Place, read_book

Key = str | int | float | bool
Cell = Key | None
WORDS: tuple[Cell, ...] = ("a", "b", "A", "ab", "a*", "x?", "5", "1", "TRUE", "zed", None)
NUMBERS: tuple[Cell, ...] = (1, 2, 3, 20, 30, 0, -5, 1.5, True, False, *range(100, 400))
KEYS: tuple[Key, ...] = (1, 0, -5, 1.5, 150, 399, 1000, True, False, "a", "AB", "a*", "5", "1")
OTHER_KEYS: tuple[Key, ...] = ("TRUE", "zz", "*b", "?", "~*", "a~*")
LENGTHS = (5, 31, 60, 300, 3000)


def pattern(key: str) -> re.Pattern[str]:
    """Return a key with ? and * as Excel reads it."""
    parts = re.split(r"(~[*?~]|[*?])", key)
    signs = {"*": ".*", "?": "."}
    written = (signs.get(part) or re.escape(part.removeprefix("~")) for part in parts)
    return re.compile("".join(written), re.IGNORECASE)


def is_number(cell: Cell) -> bool:
    """Whether a cell holds a number, which TRUE is none."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def equal(key: Key, cell: Cell, *, wild: bool) -> bool:
    """Whether a lookup finds the key in a cell."""
    if isinstance(key, bool) or isinstance(cell, bool):
        return key is cell
    if isinstance(key, str):
        if not isinstance(cell, str):
            return False
        if wild:
            return pattern(key).fullmatch(cell) is not None
        return key.casefold() == cell.casefold()
    return is_number(cell) and cell == key


def meets(key: Key, cell: Cell) -> bool:
    """Whether a cell meets a criterion, for which texts that show numbers are numbers."""
    if isinstance(key, bool):
        return cell is key
    if key == "TRUE":
        return cell is True
    number = float(key) if not isinstance(key, str) or key.isdigit() else None
    if number is not None:
        return (is_number(cell) and cell == number) or str(cell) == f"{number:g}"
    return isinstance(cell, str) and pattern(str(key)).fullmatch(cell) is not None


def place_of(key: Key, cells: list[Cell], *, wild: bool) -> int | None:
    """Return the first place, from 1, at which a key is found."""
    return next((n for n, cell in enumerate(cells, 1) if equal(key, cell, wild=wild)), None)


def below(key: Key, cells: list[Cell]) -> int | None:
    """Return the place of the key among the numbers from 1 on, in which no text is found."""
    found = not isinstance(key, bool | str) and key >= 1
    return min(int(key), len(cells)) if found else None


def tens(place: int | None) -> int | None:
    """Return what stands beside a place."""
    return None if place is None else place * 10


def total(key: Key, cells: list[Cell]) -> int:
    """Return the sum of what stands beside the cells that meet a criterion."""
    return sum(n * 10 for n, cell in enumerate(cells, 1) if meets(key, cell))


def count(key: Key, cells: list[Cell], above: int = 0) -> int:
    """Return how many cells meet a criterion, beside more than so much."""
    return sum(meets(key, cell) and n * 10 > above for n, cell in enumerate(cells, 1))


with_wildcards, plain = partial(place_of, wild=True), partial(place_of, wild=False)
FORMS: dict[str, Callable[[Key, list[Cell]], int | None]] = {
    "MATCH({key},$A$1:$A${last},0)": with_wildcards,
    "MATCH({key},$A$1:$A${last},FALSE)": with_wildcards,
    "VLOOKUP({key},$A$1:$B${last},2,FALSE)": lambda key, cells: tens(with_wildcards(key, cells)),
    "XLOOKUP({key},$A$1:$A${last},$B$1:$B${last})": lambda key, cells: tens(plain(key, cells)),
    "XMATCH({key},$A$1:$A${last},0)": plain,
    "COUNTIF($A$1:$A${last},{key})": count,
    'COUNTIFS($A$1:$A${last},{key},$B$1:$B${last},">50")': partial(count, above=50),
    "SUMIF($A$1:$A${last},{key},$B$1:$B${last})": total,
    "SUMIFS($B$1:$B${last},$A$1:$A${last},{key})": total,
    "MATCH({key},$C$1:$C${last},1)": below,
    "MATCH({key},$C$1:$C${last})": below,
    "VLOOKUP({key},$C$1:$C${last},1,TRUE)": below,
    "LOOKUP({key},$C$1:$C${last})": below,
}


@pytest.mark.parametrize("length", LENGTHS)
def test_a_list_of_any_length_is_searched_alike(length: int) -> None:
    """Numbers, texts that show numbers, TRUE, blanks and wildcards; sorted numbers in column C."""
    random = Random(length)  # noqa: S311 - any mixture will do
    cells = [random.choice(WORDS + NUMBERS) for _ in range(length)]
    asked = [(key, form) for key in KEYS + OTHER_KEYS for form in FORMS]

    def fill(sheet: Worksheet) -> None:
        for row, cell in enumerate(cells, 1):
            sheet[f"A{row}"], sheet[f"B{row}"], sheet[f"C{row}"] = cell, row * 10, row
        for row, (key, form) in enumerate(asked, 1):
            written = json.dumps(key) if isinstance(key, str) else str(key).upper()
            sheet[f"E{row}"] = "=" + form.format(key=written, last=length)

    book = read_book(made(fill))
    values = recalculate(book, {}, NOW)
    for row, (key, form) in enumerate(asked, 1):
        expected = FORMS[form](key, cells)
        wanted: CellValue = ExcelError.NA if expected is None else float(expected)
        assert values[Place("Sheet", (row, 5))] == wanted, (key, form)
