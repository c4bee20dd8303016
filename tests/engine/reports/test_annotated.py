"""The annotated copy: additions only."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tests.engine.made import NOW, SHEET, changed, made, result
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.checking.finding import Severity
from xl_udfs.engine.container.package import Package, package_bytes, read_package, unpacked
from xl_udfs.engine.reports.annotated import SHEET as FINDINGS
from xl_udfs.engine.reports.annotated import annotated
from xl_udfs.engine.reports.marked import COLOURS
from xl_udfs.engine.workbook.book import read_book
from xl_udfs.hosts.headless import function_table

HOSTILE = '=B5+LEN("<script>[/red]&_x0041_")'


def copy_of(package: Package) -> Package:
    """Return the annotated copy, read again as the file that it becomes."""
    return unpacked(package_bytes(annotated(package, result(package))))


def opened(package: Package) -> Workbook:
    """Return a package as openpyxl reads it."""
    return load_workbook(BytesIO(package_bytes(package)))


def faults(sheet: Worksheet) -> None:
    """Fill in three copies of an error, one in bold, and a text that looks like a formula."""
    for row in (1, 2, 3):
        sheet[f"A{row}"] = f"=B{row}/0"
    sheet["A2"].font = Font(bold=True)
    sheet["B5"], sheet["A5"] = "text", HOSTILE


def test_cells_with_findings_are_filled_and_commented() -> None:
    """The fill on every cell, the comment on the first; the rest of the style stays."""
    sheet = opened(copy_of(made(faults)))["Sheet"]
    fills = [sheet[f"A{row}"].fill.fgColor.rgb for row in (1, 2, 3)]
    assert fills == [COLOURS[Severity.ERROR]] * 3
    assert sheet["B1"].fill.fill_type is None
    assert [bool(sheet[f"A{row}"].font.b) for row in (1, 2, 3)] == [False, True, False]
    comment = sheet["A1"].comment
    assert comment is not None
    assert comment.author == "xl-udfs"
    assert comment.text.startswith("error-value (A1:A3): #DIV/0!")
    assert sheet["A2"].comment is None


def test_the_findings_stand_on_a_sheet_as_texts() -> None:
    """What a stranger wrote there is no formula and no markup, and is spelled as it was."""
    book = opened(copy_of(made(faults)))
    sheet = book[FINDINGS]
    assert book.sheetnames == ["Sheet", FINDINGS]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[:4] for row in rows] == [
        ["error", "error-value", "Sheet", "A1:A3"],
        ["error", "error-value", "Sheet", "A5"],
    ]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    cells = read_book(copy_of(made(faults))).sheets[-1].cells
    assert [cells[row, 6].value for row in (2, 3)] == ["=B1/0", HOSTILE]


def test_values_formulas_and_untouched_parts_are_the_originals() -> None:
    """Only the parts that hold additions differ."""
    package = made(faults)
    copy = copy_of(package)
    before, after = read_book(package), read_book(copy)
    assert [(place, cell.value, cell.formula) for place, cell in before.formulas()] == [
        (place, cell.value, cell.formula) for place, cell in after.formulas()
    ]
    touched = {part.name for part in package.parts if copy[part.name] != part.data}
    assert touched == {
        SHEET,
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
    }


def test_a_comment_that_is_there_stays_and_new_ones_join_it() -> None:
    """The auditor's own remark is not overwritten."""

    def fill(sheet: Worksheet) -> None:
        faults(sheet)
        sheet["A1"].comment = Comment("mine", "Ada")
        sheet["D9"].comment = Comment("also mine", "Ada")

    sheet = opened(copy_of(made(fill)))["Sheet"]
    texts = {
        cell.coordinate: cell.comment.text
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }
    assert (texts.pop("A1"), texts.pop("D9")) == ("mine", "also mine")
    assert [*texts] == ["A5"]


def test_the_sheets_table_and_a_sheet_of_the_same_name_stay() -> None:
    """The drawing goes before the table, where the schema wants it."""

    def fill(sheet: Worksheet) -> None:
        faults(sheet)
        sheet["D1"], sheet["D2"] = "Head", 1
        sheet.add_table(Table(displayName="tbl", ref="D1:D2"))
        book = sheet.parent
        assert book is not None
        book.create_sheet(FINDINGS)

    copy = copy_of(made(fill))
    data = copy[SHEET]
    assert data.index(b"<legacyDrawing ") < data.index(b"<tableParts")
    book = opened(copy)
    assert book.sheetnames == ["Sheet", FINDINGS, f"{FINDINGS} 2"]
    assert [*book["Sheet"].tables] == ["tbl"]


def test_a_copy_of_a_sound_workbook_says_so_with_an_empty_sheet() -> None:
    """Headers only."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "=1+1"

    assert opened(copy_of(made(fill)))[FINDINGS].max_row == 1


def test_a_stale_value_stays_as_it_was_found() -> None:
    """The copy shows what was found, it mends nothing."""
    package = changed(made(lambda sheet: sheet.cell(1, 1, "=1+1")), "<v>2</v>", "<v>3</v>")
    copy = copy_of(package)
    assert [cell.value for _, cell in read_book(copy).formulas()] == [3]


@pytest.mark.parametrize("count", [7])
def test_workbooks_saved_by_excel_take_annotations(corpus: Path, count: int) -> None:
    """Real files: prefixes, comments, drawings and all; the copy is read by both readers."""
    done = 0
    for path in sorted(corpus.glob("*.xlsx")):
        package = read_package(path)
        found = result(package)
        if not found.findings:
            continue
        copy = unpacked(package_bytes(annotated(package, found)))
        values = recalculate(read_book(copy), function_table(), NOW)
        assert len(values) == found.counts.formulas
        assert opened(copy).sheetnames[-1] == FINDINGS
        done += 1
    assert done >= count
