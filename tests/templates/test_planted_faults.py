"""Faults planted in every shipped workbook, each found by ``xl-udfs check`` in its cell."""

import re
from collections.abc import Iterator, Mapping

import pytest

from tests.templates.conftest import place_of, read_file, recalculated, shipped_file, with_cells
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.checking.finding import Finding
from xl_udfs.engine.checking.validate import validate
from xl_udfs.engine.excel.plain_terms import masked
from xl_udfs.engine.formula.areas import Area, area_of
from xl_udfs.engine.formula.relative import relative
from xl_udfs.engine.workbook.book import Book, Place
from xl_udfs.engine.workbook.sheet import Cell, area
from xl_udfs.hosts.headless import function_table
from xl_udfs.templates.all_templates import TEMPLATES
from xl_udfs.templates.sheets.finish import BUILT

ADDED_UP = re.compile(r"\b(?:SUM|SUMIFS|SUMPRODUCT|COUNTIF|COUNTIFS|COUNT|AVERAGEIFS)\(")


@pytest.fixture(scope="module", params=sorted(TEMPLATES))
def name(request: pytest.FixtureRequest) -> str:
    """Return the name of each template in turn."""
    return str(request.param)


@pytest.fixture(scope="module")
def book(name: str) -> Book:
    """Return the workbook as it is shipped, which has no findings."""
    return read_file(shipped_file(name))


def saved(book: Book, faults: Mapping[Place, Cell]) -> tuple[Finding, ...]:
    """Return what the check finds once a spreadsheet has recalculated and saved the faults."""
    faulty = with_cells(book, faults)
    values = recalculate(faulty, function_table(), BUILT)
    fresh = {
        place: cell._replace(value=values[place])  # type: ignore[arg-type]  # none is unsupported
        for place, cell in faulty.formulas()
    }
    return validate(with_cells(faulty, fresh), values, function_table()).findings


def found(findings: tuple[Finding, ...], check: str) -> set[Place]:
    """Return the cells in which a check found something."""
    return {
        Place(finding.sheet, position)
        for finding in findings
        if finding.id == check
        for position in finding.cells
    }


def first_of_each_shape(book: Book) -> Iterator[tuple[Place, Cell, str]]:
    """Yield one cell of each formula that a sheet repeats, with its text."""
    seen = set()
    for place, cell in book.formulas():
        text = cell.formula.text if cell.formula is not None else ""
        key = (place.sheet, relative(text, place.position))
        if key not in seen:
            seen.add(key)
            yield place, cell, text


SUBTOTALS = {  # a cell, what is taken from its formula or put for it, and who finds it
    "adjustment_certificate": (
        "Feb 2002!D18", "+$B$16", "", "Feb 2002: (X) Outstanding after the issue",
    ),
    "cap_table": (
        "Cap Table!F8", "F9:F20", "F12:F20", "Cap Table: the totals by class hold every class",
    ),
    "compliance": ("Caps!G8", ",'Register'!$D$8:$D$14,\"no\"", "", None),
    "liquidation": ("Holders!Z10", "N10:Y10", "N10:X10", None),
    "notes_and_warrants": ("Exchange!H13", "B13-G13", "B13", None),
    "reconciliation": (
        "Agreement!D27", "+$B$24", "",
        "Agreement: warrants in all are five for each dollar in all",
    ),
    "redemption": (
        "Results!B53", "$B$17:$E$17", "$B$17:$D$17",
        "Case 2: paid is shares times the price of each day",
    ),
}  # fmt: skip


def test_a_wrong_stored_value_is_found_on_every_sheet(book: Book, name: str) -> None:
    """A value pasted or left over: the formula is there, and gives something else."""
    faults: dict[Place, Cell] = {}
    for sheet in book.sheets:
        numbers = [
            (position, cell)
            for position, cell in sheet.cells.items()
            if cell.formula is not None and isinstance(cell.value, float)
        ]
        for position, cell in numbers[len(numbers) // 2 :][:1]:
            assert isinstance(cell.value, float)
            faults[Place(sheet.name, position)] = cell._replace(value=cell.value + 1)
    assert faults
    values = recalculated(shipped_file(name))
    findings = validate(with_cells(book, faults), values, function_table()).findings
    assert found(findings, "different") == set(faults)
    assert {finding.id for finding in findings} == {"different"}


def lists(book: Book) -> set[Area]:
    """Return the data of every table."""
    areas = set()
    for sheet in book.sheets:
        for table in sheet.tables:
            (top, left), (bottom, right) = area(table.ref)
            areas.add(Area(sheet.name.casefold(), top + 1, left, bottom, right))
    return areas


def a_row_short(text: str, place: Place, tables: set[Area]) -> str | None:
    """Return a formula whose first range over a whole table lacks the last row."""
    for reference in masked(text)[1]:
        covered = area_of(reference, place.sheet)
        if covered is not None and any(
            (table.sheet, table.top, table.bottom) == (covered.sheet, covered.top, covered.bottom)
            and table.left <= covered.left <= table.right
            and table.bottom > table.top
            for table in tables
        ):
            short = re.sub(r"\d+$", str(covered.bottom - 1), reference)
            return text.replace(reference, short, 1)
    return None


def test_a_sum_that_stops_a_row_short_of_its_list_is_found(book: Book, name: str) -> None:
    """Each total of each list, with the last line no longer counted, saved as it then is."""
    tables, faults = lists(book), {}
    for place, cell, text in first_of_each_shape(book):
        short = a_row_short(text, place, tables) if ADDED_UP.search(text) else None
        if short is not None and cell.formula is not None:
            faults[place] = cell._replace(formula=cell.formula._replace(text=short))
    assert faults or name == "adjustment_certificate", "which has no list but its checks"
    findings = saved(book, faults)
    assert found(findings, "range-cut-short") == set(faults)


def test_a_subtotal_that_misses_a_class_is_found(book: Book, name: str) -> None:
    """By the workbook's own check of the sum, or because its neighbours have another formula."""
    cell_text, old, new, check_name = SUBTOTALS[name]
    place = place_of(cell_text)
    cell = book.cell(place)
    assert cell is not None
    assert cell.formula is not None
    assert old in cell.formula.text, cell.formula.text
    short = cell.formula._replace(text=cell.formula.text.replace(old, new))
    findings = saved(book, {place: cell._replace(formula=short)})
    if check_name is None:
        assert found(findings, "differs-from-neighbours") == {place}
    else:
        assert status_of(book, check_name) in found(findings, "checks-sheet")
        assert Place("Checks", (4, 2)) in found(findings, "checks-sheet")


def status_of(book: Book, check_name: str) -> Place:
    """Return the cell that says whether a check of the workbook is OK."""
    sheet = next(sheet for sheet in book.sheets if sheet.name == "Checks")
    row = next(row for (row, _), cell in sheet.cells.items() if cell.value == check_name)
    return Place(sheet.name, (row, 5))


def calculated(book: Book) -> Iterator[tuple[Place, Cell]]:
    """Yield a cell of each column of a list that has one formula: the middle one."""
    for sheet in book.sheets:
        for table in sheet.tables:
            (top, left), (bottom, right) = area(table.ref)
            for column in range(left, right + 1):
                rows = range(top + 1, bottom + 1)
                run = [sheet.cells.get((row, column)) for row in rows]
                shapes = {
                    relative(cell.formula.text, (row, column)) if cell and cell.formula else None
                    for row, cell in zip(rows, run, strict=True)
                }
                if len(run) > 1 and len(shapes) == 1 and None not in shapes:
                    middle = (top + bottom + 1) // 2
                    yield Place(sheet.name, (middle, column)), sheet.cells[middle, column]


def test_a_formula_overwritten_by_a_constant_is_found_in_every_list(book: Book) -> None:
    """One row of each calculated column holds what somebody typed."""
    faults = {
        place: cell._replace(
            value=cell.value + 1 if isinstance(cell.value, float) else "typed",
            formula=None,
        )
        for place, cell in calculated(book)
    }
    assert faults
    assert not set(faults) - found(saved(book, faults), "constant-over-formula")
