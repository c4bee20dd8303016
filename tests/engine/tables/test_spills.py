"""Dynamic arrays whose results have another size than their stored ranges."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tests.engine.made import NOW, SHEET, changed, made, validated
from xl_udfs.cells import CellValue
from xl_udfs.engine.calculation.library import ResizedArray, Unsupported
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.container.package import Package, package_bytes, read_package
from xl_udfs.engine.references import address, position_of
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.tables.spills import FittedBook, fitted
from xl_udfs.engine.workbook.book import Book, Place, read_book
from xl_udfs.engine.writing.patch import patched
from xl_udfs.hosts.headless import function_table

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WAY = "so that Excel shows #SPILL!; make room for it; nothing was written"


def anchor(formula: str, reference: str, at: str = "A1") -> str:
    """Return a cell with a dynamic array that was never calculated."""
    return f'<c r="{at}" cm="1"><f t="array" ref="{reference}">{formula}</f></c>'


def sheet(*rows: str, before: str = "", after: str = "") -> str:
    """Return a sheet of these rows, each with the cells in it, from row 1 on."""
    numbered = "".join(f'<row r="{number}">{row}</row>' for number, row in enumerate(rows, 1))
    return framed(numbered, before, after)


def framed(rows: str, before: str = "", after: str = "") -> str:
    """Return a sheet of these rows."""
    return f'<worksheet xmlns="{SPACE}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def book_of(xml: str) -> Book:
    """Return a workbook of this sheet."""
    return read_book(made(lambda _: None).with_parts({SHEET: xml.encode()}))


def calculated(book: Book) -> Recalculation:
    """Compute a workbook."""
    return recalculate(book, function_table(), NOW)


def fit(book: Book) -> tuple[FittedBook, Package]:
    """Return a workbook's arrays in their new sizes, and what would be written."""
    found = fitted(book, calculated(book), calculated)
    return found, patched(found.book, found.values)[0]


def after(xml: str) -> str:
    """Return a sheet once it is refreshed; refreshed again, it must stay as it is."""
    _, package = fit(book_of(xml))
    again = read_book(package)
    values = calculated(again)
    assert not any(isinstance(value, Unsupported) for value in values.values())
    assert fitted(again, values, calculated).book is again
    assert patched(again, values) == (package, 0)
    return package[SHEET].decode()


def refused(xml: str) -> str:
    """Return the sentence with which a sheet is refused."""
    with pytest.raises(UnreadableError) as fault:
        fit(book_of(xml))
    assert fault.value.code == "E_SPILL"
    return str(fault.value)


def test_a_spill_grows_into_cells_and_rows_that_are_not_there() -> None:
    """Its range and values change, the cells stand in order, and nothing else is touched."""
    before = framed(
        '<row r="1" spans="1:3"><c r="A1" s="0"/>'
        '<c r="B1" cm="1"><f t="array" aca="0" ref="B1" ca="1">_xlfn.SEQUENCE(4)</f><v>1</v></c>'
        '<c r="C1"><v>7</v></c></row>'
        '<row r="2" ht="20" customHeight="1"><c r="A2"><v>5</v></c><c r="C2"><v>6</v></c></row>'
        '<row r="4"/>'
        '<row r="9"><c r="D9"><v>8</v></c></row>',
        before='<dimension ref="A1:C2"/>',
        after='<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75"/>',
    )
    assert after(before) == framed(
        '<row r="1" spans="1:3"><c r="A1" s="0"/>'
        '<c r="B1" cm="1"><f t="array" aca="0" ref="B1:B4" ca="1">_xlfn.SEQUENCE(4)</f><v>1</v></c>'
        '<c r="C1"><v>7</v></c></row>'
        '<row r="2" ht="20" customHeight="1"><c r="A2"><v>5</v></c><c r="B2"><v>2</v></c>'
        '<c r="C2"><v>6</v></c></row>'
        '<row r="3"><c r="B3"><v>3</v></c></row>'
        '<row r="4"><c r="B4"><v>4</v></c></row>'
        '<row r="9"><c r="D9"><v>8</v></c></row>',
        before='<dimension ref="A1:C4"/>',
        after='<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75"/>',
    )


def test_a_spill_grows_over_columns_and_below_the_last_row() -> None:
    """Several new cells in one place keep their order."""
    before = sheet(anchor("_xlfn.SEQUENCE(3,3)", "A1"), '<c r="E2"><v>9</v></c>')
    assert after(before) == sheet(
        '<c r="A1" cm="1"><f t="array" ref="A1:C3">_xlfn.SEQUENCE(3,3)</f><v>1</v></c>'
        '<c r="B1"><v>2</v></c><c r="C1"><v>3</v></c>',
        '<c r="A2"><v>4</v></c><c r="B2"><v>5</v></c><c r="C2"><v>6</v></c><c r="E2"><v>9</v></c>',
        '<c r="A3"><v>7</v></c><c r="B3"><v>8</v></c><c r="C3"><v>9</v></c>',
    )


def test_a_spill_shrinks_and_what_is_left_over_keeps_its_style_only() -> None:
    """As in Excel; a text in the cell itself goes with its type and the mark of its value."""
    before = sheet(
        anchor("_xlfn.SEQUENCE(2)", "A1:B5"),
        '<c r="A2"><v>5</v></c><c r="B2" s="0" t="str"><v>old</v></c><c r="C2"><v>1</v></c>',
        '<c r="A3" t="e" vm="1"><v>#VALUE!</v></c>',
        '<c r="A4" t="inlineStr"><is><t>old</t></is></c><c r="B4" s="0"/>',
        "<c r='A5' s='0'><v/></c>",
        before='<dimension ref="A1:C5"/>',
    )
    assert after(before) == sheet(
        '<c r="A1" cm="1"><f t="array" ref="A1:A2">_xlfn.SEQUENCE(2)</f><v>1</v></c>',
        '<c r="A2"><v>2</v></c><c r="B2" s="0"></c><c r="C2"><v>1</v></c>',
        '<c r="A3"></c>',
        '<c r="A4"></c><c r="B4" s="0"/>',
        "<c r='A5' s='0'></c>",
        before='<dimension ref="A1:C5"/>',
    )


def test_a_spill_that_gives_an_error_shrinks_to_its_first_cell() -> None:
    """A list in which nothing is left."""
    formula = "_xlfn._xlws.FILTER(D1:D2,D1:D2&gt;5)"
    before = sheet(anchor(formula, "A1:A2"), '<c r="A2"><v>5</v></c><c r="D2"><v>1</v></c>')
    assert after(before) == sheet(
        f'<c r="A1" cm="1" t="e"><f t="array" ref="A1">{formula}</f><v>#CALC!</v></c>',
        '<c r="A2"></c><c r="D2"><v>1</v></c>',
    )


def test_a_cell_that_showed_a_spill_error_loses_its_mark() -> None:
    """Excel stores `#SPILL!` as another error with a mark of what it shows."""
    before = sheet(
        '<c r="A1" t="e" cm="1" vm="2"><f t="array" ref="A1">_xlfn.SEQUENCE(2)</f>'
        "<v>#VALUE!</v></c>"
    )
    assert after(before) == sheet(
        '<c r="A1" cm="1"><f t="array" ref="A1:A2">_xlfn.SEQUENCE(2)</f><v>1</v></c>',
        '<c r="A2"><v>2</v></c>',
    )


def test_each_kind_of_value_spills() -> None:
    """Texts, errors, booleans, numbers, and a blank, which shows as 0."""
    cells = '<c r="D1" t="str"><v>a &amp; b</v></c><c r="E1" t="e"><v>#N/A</v></c>'
    cells += '<c r="F1" t="b"><v>1</v></c><c r="G1"><v>2.5</v></c>'
    assert after(
        framed(f'<row r="1">{cells}</row><row r="2">{anchor("D1:H1", "A2", "A2")}</row>')
    ) == framed(
        f'<row r="1">{cells}</row><row r="2">'
        '<c r="A2" cm="1" t="str"><f t="array" ref="A2:E2">D1:H1</f><v>a &amp; b</v></c>'
        '<c r="B2" t="e"><v>#N/A</v></c><c r="C2" t="b"><v>1</v></c><c r="D2"><v>2.5</v></c>'
        '<c r="E2"><v>0</v></c></row>'
    )


def test_new_cells_have_the_style_that_their_place_has() -> None:
    """That of an empty cell, else of the row, else of the column, as Excel shows them."""
    before = framed(
        f'<row r="1">{anchor("_xlfn.SEQUENCE(4)", "A1")}</row>'
        '<row r="2"><c r="A2" s="3"/></row><row r="3" s="2" customFormat="1"/>',
        before='<cols><col min="1" max="2" width="9" style="1"/><col min="3" max="3"/></cols>',
    )
    assert after(before).endswith(
        '<row r="2"><c r="A2" s="3"><v>2</v></c></row>'
        '<row r="3" s="2" customFormat="1"><c r="A3" s="2"><v>3</v></c></row>'
        '<row r="4"><c r="A4" s="1"><v>4</v></c></row></sheetData></worksheet>'
    )


def test_a_prefixed_sheet_gets_prefixed_rows_and_cells() -> None:
    """Some programs write every tag with a prefix."""
    before = sheet(
        anchor("_xlfn.SEQUENCE(3)", "A1"),
        "",
        '<c r="B3"><v>1</v></c>',
        before='<dimension ref="A1"/>',
    )
    assert after(prefixed(before)) == prefixed(
        sheet(
            '<c r="A1" cm="1"><f t="array" ref="A1:A3">_xlfn.SEQUENCE(3)</f><v>1</v></c>',
            '<c r="A2"><v>2</v></c>',
            '<c r="A3"><v>3</v></c><c r="B3"><v>1</v></c>',
            before='<dimension ref="A1:A3"/>',
        )
    )


def prefixed(xml: str) -> str:
    """Return a sheet with each tag prefixed."""
    return re.sub(r"(</?)(?=\w)", r"\1x:", xml).replace("xmlns=", "xmlns:x=")


@pytest.mark.parametrize("place", [' r="1"', ' r="A1"'])
def test_cells_that_do_not_say_where_they_stand_are_refused(place: str) -> None:
    """Nothing can be put beside them for certain."""
    before = sheet(anchor("_xlfn.SEQUENCE(2)", "A1")).replace(place, "")
    assert "do not say where they stand; open the workbook in Excel" in refused(before)


@pytest.mark.parametrize(
    ("taken", "found"),
    [
        ('<c r="A3"><v>0</v></c>', f"A3 holds a value, {WAY}"),
        ('<c r="A3" t="inlineStr"><is><t/></is></c>', f"A3 holds a value, {WAY}"),
        ('<c r="A3"><f>1+1</f></c>', f"A3 holds a formula, {WAY}"),
        (anchor("_xlfn.SEQUENCE(1,1)", "A3", "A3"), f"A3 is filled by the array in A3, {WAY}"),
        (
            '<c r="A3"><f t="array" ref="A3:B4">{1,2;3,4}</f></c>',
            f"A3 is filled by the array in A3, {WAY}",
        ),
    ],
)
def test_a_cell_in_the_way_is_named(taken: str, found: str) -> None:
    """Excel shows `#SPILL!` there, so there is no value that could be written."""
    before = sheet(anchor("_xlfn.SEQUENCE(4)", "A1:A2"), "", taken)
    assert refused(before) == f"Sheet!A1 spills over A1:A4 now, and {found}"


@pytest.mark.parametrize("reference", ["A3:B3", "A1:B1"])
def test_nothing_spills_into_merged_cells(reference: str) -> None:
    """Nor out of them."""
    merges = f'<mergeCells><mergeCell ref="{reference}"/></mergeCells>'
    before = sheet(anchor("_xlfn.SEQUENCE(4)", "A1"), after=merges)
    assert f"and {reference[:2]} is merged, {WAY}" in refused(before)
    assert 'ref="A1:A2"' in after(before.replace(reference, "A3:B3").replace("(4)", "(2)"))


@pytest.mark.parametrize(
    ("formula", "at", "found"),
    [
        ("_xlfn.SEQUENCE(2,3)", "A5", "C5 belongs to the table tab"),
        ("_xlfn.SEQUENCE(2)", "C5", "C5 belongs to the table tab"),
        ("_xlfn.SEQUENCE(2,2)", "A5", None),
    ],
)
def test_nothing_spills_into_a_table_or_out_of_one(
    formula: str, at: str, found: str | None
) -> None:
    """Be its cells empty or not."""

    def fill(page: Worksheet) -> None:
        page["C4"], page["D4"] = "a", "b"
        page.add_table(Table(displayName="tab", ref="C4:D6"))

    row = f'<row r="5">{anchor(formula, at, at)}</row></sheetData>'
    book = read_book(changed(made(fill), "</sheetData>", row))
    if found is None:
        assert [*fit(book)[0].ranges.values()] == [("A5", "A5:B6")]
        return
    with pytest.raises(UnreadableError, match=f"and {found}, {WAY}"):
        fit(book)


def test_two_spills_that_grow_into_each_other_are_refused() -> None:
    """The first cell that both would fill is named."""
    before = sheet(anchor("_xlfn.SEQUENCE(3)", "A1"), "", anchor("_xlfn.SEQUENCE(1)", "A3", "A3"))
    assert "A3 is filled by the array in A3" in refused(before)
    before = sheet(
        anchor("_xlfn.SEQUENCE(3)", "B1", "B1"), anchor("_xlfn.SEQUENCE(1,3)", "A2", "A2")
    )
    assert "Sheet!B1 spills over B1:B3 now, and B2 is filled by the array in A2" in refused(before)


def test_a_spill_grows_where_another_one_shrinks() -> None:
    """What is left of the other's values is in nobody's way."""
    assert after(
        sheet(
            anchor("_xlfn.SEQUENCE(3)", "B1", "B1"),
            anchor("_xlfn.SEQUENCE(2)*10", "A2:B3", "A2") + '<c r="B2"><v>8</v></c>',
            '<c r="A3"/><c r="B3" t="str"><v>old</v></c><c r="C3"><v>7</v></c>',
        )
    ) == sheet(
        '<c r="B1" cm="1"><f t="array" ref="B1:B3">_xlfn.SEQUENCE(3)</f><v>1</v></c>',
        '<c r="A2" cm="1"><f t="array" ref="A2:A3">_xlfn.SEQUENCE(2)*10</f><v>10</v></c>'
        '<c r="B2"><v>2</v></c>',
        '<c r="A3"><v>20</v></c><c r="B3"><v>3</v></c><c r="C3"><v>7</v></c>',
    )


@pytest.mark.parametrize(
    ("row", "at", "formula", "size"),
    [
        (1_048_575, "A1048575", "_xlfn.SEQUENCE(3)", "3 by 1"),
        (1, "XFC1", "_xlfn.SEQUENCE(1,3)", "1 by 3"),
        (1, "XFC1", "_xlfn.SEQUENCE(1,16384)", "1 by 16,384"),
    ],
)
def test_nothing_spills_off_the_sheet(row: int, at: str, formula: str, size: str) -> None:
    """Excel shows `#SPILL!` then."""
    assert refused(framed(f'<row r="{row}">{anchor(formula, at, at)}</row>')) == (
        f"Sheet!{at} spills over {size} cells now, and the sheet ends before, "
        "so that Excel shows #SPILL!; move it; nothing was written"
    )


def test_a_spill_beyond_the_limit_is_refused_before_it_is_written() -> None:
    """What is written could not be read again."""
    book = book_of(sheet(anchor("_xlfn.SEQUENCE(11)", "A1")))
    limits = replace(book.package.limits, array_cells=10)
    book = replace(book, package=replace(book.package, limits=limits))
    with pytest.raises(UnreadableError) as fault:
        fit(book)
    assert fault.value.code == "E_ARRAY"


def test_all_arrays_together_stay_within_the_limit() -> None:
    """Each of them alone does."""
    row = anchor("_xlfn.SEQUENCE(6)", "A1") + anchor("_xlfn.SEQUENCE(6)", "B1", "B1")
    book = book_of(sheet(row))
    limits = replace(book.package.limits, array_cells=10)
    book = replace(book, package=replace(book.package, limits=limits))
    with pytest.raises(UnreadableError, match="12 cells") as fault:
        fit(book)
    assert fault.value.code == "E_ARRAY"


def test_no_spill_that_excel_saved_changes_its_size(corpus: Path) -> None:
    """Excel and we agree on all of them; a clock or an unsupported cell moves none."""
    seen = 0
    for path in sorted(corpus.glob("*.xlsx")):
        book = read_book(read_package(path))
        assert fitted(book, calculated(book), calculated).ranges == {}, path.name
        seen += sum(
            cell.formula is not None and cell.formula.dynamic for _, cell in book.formulas()
        )
    assert seen > 20


def test_what_reads_a_spill_is_computed_with_its_new_values() -> None:
    """By its name, by a range over its cells, and by another spill, of any length of chain."""
    before = sheet(
        anchor("_xlfn.SEQUENCE(C1)", "A1") + '<c r="C1"><v>4</v></c>',
        '<c r="C2"><f>SUM(_xlfn.ANCHORARRAY(A1))</f></c>',
        '<c r="C3"><f>SUM(A1:A9)+COUNT(F1:F9)</f></c>'
        + anchor("10*_xlfn.ANCHORARRAY(E3)", "D3:D5", "D3")
        + anchor("2*_xlfn.ANCHORARRAY(A1)", "E3", "E3"),
        anchor("_xlfn.SEQUENCE(SUM(_xlfn.ANCHORARRAY(D3))/100)", "F4", "F4"),
    )
    found, package = fit(book_of(before))
    assert {place.position: ranges[1] for place, ranges in found.ranges.items()} == {
        (1, 1): "A1:A4", (3, 5): "E3:E6", (3, 4): "D3:D6", (4, 6): "F4:F5",
    }  # fmt: skip
    book = read_book(package)
    expected = {"C2": 10.0, "C3": 12.0, "A4": 4.0, "E6": 8.0, "D6": 80.0, "F5": 2.0}
    assert {name: value_of(book, name) for name in expected} == expected
    assert validated(package).sound


def value_of(book: Book, name: str) -> CellValue:
    """Return the stored value of a cell."""
    cell = book.sheets[0].cells[position_of(name)]
    return cell.value


def test_a_range_that_is_not_known_before_it_is_computed_spills_too() -> None:
    """OFFSET is how lists grew before there were spills."""
    cells = [f'<c r="C{row}"><v>{row * row}</v></c>' for row in (1, 2, 3)]
    cells[0] = anchor("OFFSET(C1,0,0,COUNT(C1:C9),1)", "A1:A2") + cells[0]
    cells[1] = '<c r="A2"><v>9</v></c>' + cells[1] + anchor("OFFSET(C1,0,0,1,1)", "D2:E2", "D2")
    found, package = fit(book_of(sheet(*cells)))
    assert sorted(found.ranges.values()) == [("A1:A2", "A1:A3"), ("D2:E2", "D2")]
    assert value_of(read_book(package), "A3") == 9


def test_a_size_that_comes_of_an_unsupported_cell_is_no_size() -> None:
    """IFERROR would hide it; the range stays, and what is wrong is named."""
    for formula in ("_xlfn.SEQUENCE(C1)", "_xlfn.SEQUENCE(IFERROR(C1,5))", "OFFSET(D1,0,0,C1,1)"):
        cells = anchor(formula, "A1:A2") + '<c r="C1"><f>NOSUCH()</f></c>'
        book = book_of(sheet(cells, '<c r="A2"><v>9</v></c>'))
        found, package = fit(book)
        assert (found.book, package) == (book, book.package)
        value = found.values[Place("Sheet", (1, 1))]
        assert isinstance(value, Unsupported)
        assert "C1, which is not supported" in value.reason


@pytest.mark.parametrize("formula", ["TEXT(1.5,C1)", "TEXT({1.5;2.5;3.5},C1)"])
def test_a_result_that_is_not_computed_has_no_size(formula: str) -> None:
    """A format that is known only when the formula runs, and is not computed, is no `#VALUE!`."""
    cells = anchor(formula, "A1:A2") + '<c r="C1" t="inlineStr"><is><t>0k</t></is></c>'
    book = book_of(sheet(cells, '<c r="A2"><v>9</v></c>'))
    found, package = fit(book)
    assert (found.ranges, package) == ({}, book.package)
    assert all(isinstance(value, Unsupported) for value in found.values.values())


def test_a_legacy_array_keeps_its_size() -> None:
    """Excel cuts what is too much, and fills with `#N/A` what is missing."""
    before = sheet(
        '<c r="A1"><f t="array" ref="A1:A2">{1;2;3}</f></c>'
        '<c r="B1"><f t="array" ref="B1:B3">{1;2}</f></c>',
        '<c r="A2"/><c r="B2"/>',
        '<c r="B3"/>',
    )
    assert after(before) == sheet(
        '<c r="A1"><f t="array" ref="A1:A2">{1;2;3}</f><v>1</v></c>'
        '<c r="B1"><f t="array" ref="B1:B3">{1;2}</f><v>1</v></c>',
        '<c r="A2"><v>2</v></c><c r="B2"><v>2</v></c>',
        '<c r="B3" t="e"><v>#N/A</v></c>',
    )


def test_a_spill_that_would_read_itself_is_refused() -> None:
    """Once it fills A3, the cell that says its size depends on it."""
    before = sheet(anchor("_xlfn.SEQUENCE(C1)", "A1") + '<c r="C1"><f>3+SUM(A3:A9)</f></c>')
    assert "Sheet!A1 spills over A1:A3 now, and it cannot be computed there" in refused(before)


def test_a_spill_without_a_size_of_its_own_is_refused() -> None:
    """Each size makes another one, without end."""
    book = book_of(sheet(anchor("_xlfn.SEQUENCE(4)", "A1")))
    sizes = iter(range(2, 9))

    def restless(book: Book) -> Recalculation:
        values = calculated(book)
        another = {Place("Sheet", (1, 1)): ResizedArray("", next(sizes), 1)}
        return replace(values, cells={**values, **another})

    with pytest.raises(UnreadableError, match="it has another size whenever it is calculated"):
        fitted(book, restless(book), restless)


def test_only_the_sheet_of_a_spill_changes() -> None:
    """Every other part of the workbook stays as it was."""
    book = book_of(sheet(anchor("_xlfn.SEQUENCE(3)", "A1")))
    _, package = fit(book)
    differing = [
        old.name
        for old, new in zip(book.package.parts, package.parts, strict=True)
        if old.data != new.data
    ]
    assert differing == [SHEET]


def test_openpyxl_reads_a_spill_that_grew() -> None:
    """A second reader agrees on its range and values."""
    _, package = fit(book_of(sheet(anchor("_xlfn.SEQUENCE(2,2)", "A1"))))
    file = BytesIO(package_bytes(package))
    page = load_workbook(file).worksheets[0]
    stored = page["A1"].value
    assert isinstance(stored, ArrayFormula)
    assert stored.ref == "A1:B2"
    values = load_workbook(file, data_only=True).worksheets[0].values
    assert [*values] == [(1, 2), (3, 4)]


@given(
    stored=st.tuples(st.integers(1, 5), st.integers(1, 5)),
    size=st.tuples(st.integers(1, 5), st.integers(1, 5)),
    there=st.sets(st.tuples(st.integers(1, 6), st.integers(1, 6))),
    rows=st.sets(st.integers(2, 7)),
)
def test_any_size_fits_and_each_cell_has_its_value(
    stored: tuple[int, int],
    size: tuple[int, int],
    there: set[tuple[int, int]],
    rows: set[int],
) -> None:
    """Whichever cells and rows are stored before; those of the old range hold values."""
    first = anchor(f"_xlfn.SEQUENCE({size[0]},{size[1]})", f"A1:{address(stored)}")
    lines = []
    for row in sorted({1, *rows, *(row for row, _ in there)}):
        cells = first if row == 1 else ""
        for column in sorted(column for at, column in there - {(1, 1)} if at == row):
            old = "<v>99</v>" if row <= stored[0] and column <= stored[1] else ""
            cells += f'<c r="{address((row, column))}">{old}</c>'
        lines.append(f'<row r="{row}">{cells}</row>')
    found, package = fit(book_of(framed("".join(lines))))
    book = read_book(package)
    shown = {at: cell.value for at, cell in book.sheets[0].cells.items() if cell.value is not None}
    assert [*book.sheets[0].cells] == sorted(book.sheets[0].cells)
    assert len(found.ranges) == int(stored != size)
    if stored != size:
        assert shown == {
            (row, column): (row - 1) * size[1] + column
            for row in range(1, size[0] + 1)
            for column in range(1, size[1] + 1)
        }
