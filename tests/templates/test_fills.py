"""What is pasted past the validation of an input: named by the checks, and felt nowhere else."""

from collections.abc import Iterator
from io import BytesIO
from itertools import count

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.datavalidation import DataValidation

from tests.templates.conftest import library, read_file, shipped_file
from tests.templates.filling import wrong_values
from tests.templates.test_taken_over import northwind_file
from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.calculation.recalculate import result_places
from xl_udfs.engine.workbook.book import Place
from xl_udfs.engine.workbook.sheet import position_of
from xl_udfs.templates.all_templates import TEMPLATES
from xl_udfs.templates.sheets.misfits.fits import SENTENCE

MASTER, NAMED = Place("Checks", (4, 2)), Place("Checks", position_of(SENTENCE.replace("$", "")))


def wrong_fills(file: bytes) -> Iterator[tuple[Place, DataValidation, CellValue]]:
    """Yield for every validation one of the values that it refuses, each kind of them in turn.

    In the first of its cells or the last, so that the row which is named is seen to follow.
    """
    turn = count()
    for sheet in load_workbook(BytesIO(file)).worksheets:
        for rule in sheet.data_validations.dataValidation:
            wrong = list(wrong_values(rule))
            if wrong:
                number = next(turn)
                cells = str(rule.sqref).replace(":", " ").split()
                place = Place(sheet.title, position_of(cells[-(number % 2)]))
                yield place, rule, wrong[number % len(wrong)]


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_what_does_not_fit_is_named_and_floods_nothing(name: str) -> None:
    """A text for a number, a number below or beyond, a year as a day, an unknown word."""
    file = shipped_file(name)
    read, held = read_file(file), library(file)
    results = list(result_places(read))
    for place, rule, value in wrong_fills(file):
        stored = read.cell(place)
        held.put_values(place.sheet, *place.position, [[value]])
        held.calculate()
        found = {one: held.value(one.sheet, *one.position) for one in results}
        held.put_values(place.sheet, *place.position, [[None if stored is None else stored.value]])
        assert not str(found[MASTER]).endswith("OK"), (place, value)
        sheet, _, rest = str(found[NAMED]).partition(": ")
        title, _, rest = rest.partition(f", row {place.position[0]} does not fit; ")
        assert sheet == place.sheet, (place, value, found[NAMED])
        assert rest, (place, value, found[NAMED])
        assert str(rule.prompt).startswith(f"{title}. "), (place, title)
        errors = [one for one, what in found.items() if isinstance(what, ExcelError)]
        assert not errors, (place, value, errors)
    held.calculate()


def test_more_out_than_in_is_named_and_makes_no_error() -> None:
    """The first position without its number: what was taken from it later was never there."""
    file = shipped_file("cap_table")
    held = library(file)
    held.put_values("Ledger", 8, 6, [[None]])
    held.calculate()
    found = {one: held.value(one.sheet, *one.position) for one in result_places(read_file(file))}
    assert found[MASTER] == "1 TO LOOK AT"  # the line of the ledger; what follows from it waits
    assert not [one for one, what in found.items() if isinstance(what, ExcelError)]


def test_a_text_for_a_preference_multiple_makes_no_error() -> None:
    """In a company that is typed in: Northwind's first preference, of its second class."""
    file = northwind_file()
    held = library(file)
    held.put_values("Classes", 9, 24, [["twice"]])
    held.calculate()
    found = {one: held.value(one.sheet, *one.position) for one in result_places(read_file(file))}
    assert str(found[NAMED]).startswith("Classes: Preference multiple, row 9 does not fit; ")
    assert not [one for one, what in found.items() if isinstance(what, ExcelError)]
