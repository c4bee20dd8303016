"""Copies down a column are taken apart once, and come out as if each had been on its own."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from xl_udfs.engine.excel.formulas import Formulas
from xl_udfs.engine.excel.plain_terms import PlainTerms
from xl_udfs.engine.excel.prepared import areas
from xl_udfs.engine.formula.areas import Area, area_of
from xl_udfs.engine.formula.relative import OWN, relative
from xl_udfs.engine.formula.stored import HostFunction, SyntaxFault
from xl_udfs.engine.references import address
from xl_udfs.engine.workbook.own_row import BESIDE, SharedReference, form_of, written
from xl_udfs.engine.workbook.stored_cells import StoredFormulas

SHEET = "Sheet"
HOSTS = {"OURS": HostFunction(lambda *cells: cells[0], lambda place: place > 0)}
FORMULAS = Formulas(HOSTS, lambda _: True, PlainTerms(names={("", "rate5"): "Sheet!$B$15"}))
PARTS = (
    "B{row}", "$B{row}", "B$7", "$B$12", "AA{row}", "Sheet!B{row}", "'My 5'!$C{row}",
    "SUM(B{row}:E{row})", "SUM(B$2:B{row})", "SUM($3:$9)", "SUM(A:B)", "B{above}", "Rate5",
    '"text 5"', "5", "12.5", "1E5", "TRUE", "LOG10(B{row})", "OURS(B{row},C{row})", "b{row}",
    "A2:A90", "IF(B{above}>B{row},1,D{row})", "SUM(H$1:H{above})",
    "IF(B{row}>C{row},1,D{row})", "#N/A", "ABC{row}", "OURS($B$1)", "b$7", "a:b",
)  # fmt: skip
FORMULA = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map("+".join)
ROWS = st.lists(st.integers(2, 130), min_size=2, max_size=4)


def in_row(formula: str, row: int) -> str:
    """Return the copy of a formula in a row."""
    return formula.format(row=row, above=row - 1)


def shows_date(area: Area) -> bool:
    """Say that every fifth row is shown as dates."""
    return area.top % 5 == 0


@given(FORMULA, ROWS)
def test_a_copy_is_prepared_as_a_formula_on_its_own(formula: str, rows: list[int]) -> None:
    """What is remembered of one row must hold for the next, its dates included."""
    shared = replace(FORMULAS, shapes={}, copies={})
    for row in rows:
        text, position = in_row(formula, row), (row, 8)
        alone = replace(FORMULAS, shapes={}, copies={})
        first = alone.prepared(text, SHEET, position, shows_date=shows_date)
        form = relative(text, position)
        again = shared.prepared(
            text, SHEET, position, shows_date=shows_date, form=form, copies=True
        )
        assert (again.text, again.references) == (first.text, first.references)
        assert [*areas(again, SHEET, position)] == [*areas(first, SHEET, position)]


@given(FORMULA, ROWS, st.integers(8, 9))
def test_a_shared_formula_is_written_out_as_openpyxl_does(
    formula: str, rows: list[int], column: int
) -> None:
    """Excel stores one text for a whole column; a second writer must not read it otherwise."""
    first, *others = sorted(rows)
    stored, text = StoredFormulas(), in_row(formula, first)
    stored.formula({"t": "shared", "si": "0"}, text, (first, 8), dynamic=False)
    theirs = Translator(f"={text}", address((first, 8)))
    for row in others:
        found = stored.formula({"t": "shared", "si": "0"}, "", (row, column), dynamic=False)
        assert found is not None
        assert f"={found.text}" == theirs.translate_formula(address((row, column)))


def shared_of(formula: str) -> str | None:
    """Return what the copies of a formula in H5 share; None where each is prepared apart."""
    formulas = replace(FORMULAS, shapes={}, copies={})
    formulas.prepared(formula, SHEET, (5, 8), form=relative(formula, (5, 8)), copies=True)
    return next((copied.form for copied in formulas.copies.values()), None)


@pytest.mark.parametrize(
    "formula",
    ["B5*5", "B5+B$5", "B5+$B$15", "B5+B55", '"row 5"&B5', "B5+Rate5", "B5+B6", "SUM(B$5:B4)",
     "'Q 5'!B5", "Q5!B5", "B5+1E5", "B5+0.5", "SUM(5:5)", "SUM(A:A)*B5", "SUM(H$1:H4)", "7"],
)  # fmt: skip
def test_a_form_is_the_copy_of_its_formula_in_each_row(formula: str) -> None:
    """Also where a 5 stays that is not the row, or a row beside is read."""
    form = shared_of(formula)
    assert form is not None
    copy = Translator(f"={formula}", "H5").translate_formula("H87")[1:]
    alone = replace(FORMULAS, shapes={}, copies={}).prepared(copy, SHEET, (87, 8))
    assert written(form, 87) == alone.text


def test_a_formula_with_a_mark_of_its_own_is_prepared_alone() -> None:
    """A file may hold what no keyboard has, and the mark must not become a row."""
    assert shared_of(f'B5&"{OWN}"') is None
    assert shared_of(f'B5&"{BESIDE}+1{OWN}"') is None


def test_a_mark_that_someone_typed_is_no_row() -> None:
    """No keyboard has it, but a file may; it must not pass for the copy of a sound formula."""
    shared = replace(FORMULAS, shapes={}, copies={})
    assert shared.prepared("B2*2", SHEET, (2, 8)).text == "=B2*2"
    with pytest.raises(SyntaxFault, match="this belongs to nothing at character 2"):
        shared.prepared(f"B{OWN}*2", SHEET, (3, 8))


@pytest.mark.parametrize(
    "reference",
    ["B5", "'My 5'!B5:$C5", "$B$7", "B$20:C5", "A:A", "B4", "B3:B$500000", "B4:B5", "5:6", "$7:9"],
)
def test_a_shared_reference_means_what_it_says_in_each_row(reference: str) -> None:
    """Also where its ends change places."""
    (found,) = relative(reference, (5, 8)).references
    shared = SharedReference(form_of(found, 8), SHEET)
    for row in (5, 50, 700_000):
        assert shared.at(row) == area_of(found.at((row, 8)), SHEET)
