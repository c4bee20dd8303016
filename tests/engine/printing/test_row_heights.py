"""Rows of a workbook that xl-udfs made are as high as their wrapped texts need."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font

from tests.engine.printing.test_pages import packed
from xl_udfs.engine.container.package import Package, package_bytes
from xl_udfs.engine.printing.pages import with_pages
from xl_udfs.engine.workbook.book import Place, read_book

WORD = "mmmmmm"  # six of 7.99 points: 47.94
TWO, THREE, FIVE = (" ".join([WORD] * count) for count in (2, 3, 5))
"""A column of 20 has 20 x 5.25 - 5 = 100 points: two words on a line, 98.14 with a blank."""


def made(text: str, *, height: float | None = None, wraps: bool = True) -> Package:
    """Return a workbook with a text of 10 points in B3, a column of 20."""
    book = Workbook()
    book.properties.creator = "xl-udfs"
    sheet: Any = book.active
    sheet["B3"] = text
    sheet["B3"].font = Font(name="Calibri", size=10)
    sheet["B3"].alignment = Alignment(wrap_text=wraps)
    sheet.column_dimensions["B"].width = 20
    if height is not None:
        sheet.row_dimensions[3].height = height
    return packed(book)


def height(package: Package, changed: str | None = None) -> float | None:
    """Return how high the row is in print, with another value in the cell."""
    values: dict[Place, Any] = {} if changed is None else {Place("Sheet", (3, 2)): changed}
    after = with_pages(package, read_book(package), values)
    found: float | None = load_workbook(BytesIO(package_bytes(after)))["Sheet"].row_dimensions[3].ht
    return found


@pytest.mark.parametrize(("text", "points"), [(TWO, None), (THREE, 30), (FIVE, 43.5)])
def test_a_row_is_as_high_as_the_lines_of_its_text(text: str, points: float | None) -> None:
    """13.5 points a line and 3 more; what fits on one line needs no height of its own."""
    assert height(made(text)) == points
    assert height(made(text, wraps=False)) is None
    assert height(made(""), text) == points  # a result, or what was put in by a refresh


def test_a_height_that_someone_set_is_the_least() -> None:
    """A letter's lines stand apart, whatever is in them."""
    assert height(made(THREE, height=40)) == 40
    assert height(made(FIVE, height=40)) == 43.5


def test_a_row_is_low_again_once_its_text_is_short() -> None:
    """A height that followed from a text is no height that someone set."""
    package = made(FIVE)
    high = with_pages(package, read_book(package))
    assert height(high) == 43.5
    assert height(high, THREE) == 30
    assert height(high, TWO) is None
