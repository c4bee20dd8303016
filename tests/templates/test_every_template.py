"""The common standard, which every shipped workbook keeps."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from importlib.util import find_spec
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tests.hostile.conftest import COMMAND
from tests.templates.conftest import (
    WORKBOOKS,
    library,
    read_file,
    recalculated,
    shipped_file,
)
from tests.templates.filling import fits
from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.calculation.recalculate import result_places
from xl_udfs.engine.checking.validate import validate
from xl_udfs.engine.container.package import unpacked
from xl_udfs.engine.formula.relative import relative
from xl_udfs.engine.formula.tokens import tokens_of
from xl_udfs.engine.tables.inputs import named_cells
from xl_udfs.engine.workbook.book import Book, Place
from xl_udfs.engine.workbook.sheet import position_of
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts.headless import function_table
from xl_udfs.templates.all_templates import TEMPLATES
from xl_udfs.templates.sheets import styles

OURS = re.compile(r"\b(" + "|".join(FUNCTIONS) + r")\(")
NUMBER = re.compile(r"(?<![A-Za-z_$.\d])\d+(\.\d+)?(?![\d:A-Za-z_(])")
TYPED = re.compile(r"(?<![\w.$])\d+(?:\.\d+)?(?![\w.(:!])")
STRUCTURE = {  # numbers of Excel's own formulas that are no terms
    "0", "1",
    "2",  # half of all; both of two cells
    "3",  # times the decimals of a cent: what a double holds of an amount
    "0.000001", "100000000", "14",  # how near a whole number a number of shares is whole
    "10",  # to the power of the decimals
    "12", "24",  # months of a year, hours of a day
    "60",  # events that the chart of a price shows at most
    "0.005",  # half a cent
}  # fmt: skip
WITHOUT_TITLES = {  # texts, a letter, charts
    *("README", "New certificate", "Payouts", "Schedule", "Warrant History")
}
MEMO = "Memo"  # how a prompt marks an input that moves no result


@pytest.fixture(scope="module", params=sorted(TEMPLATES))
def name(request: pytest.FixtureRequest) -> str:
    """Return the name of each template in turn."""
    return str(request.param)


@pytest.fixture(scope="module")
def shipped(name: str) -> bytes:
    """Return a template as it is in the repository."""
    return shipped_file(name)


@pytest.fixture(scope="module")
def book(shipped: bytes) -> Workbook:
    """Return it with its formulas."""
    return load_workbook(BytesIO(shipped))


def test_the_workbooks_folder_holds_what_the_modules_make() -> None:
    """No workbook without a module, no module without its workbook."""
    assert {path.stem for path in WORKBOOKS.glob("*.xlsx")} == set(TEMPLATES)


def test_the_shipped_workbooks_are_those_of_their_modules() -> None:
    """Nobody edits one by hand, and another process with another hash seed makes the same."""
    built = subprocess.run(  # noqa: S603
        [*COMMAND, "build", "--check"],
        capture_output=True,
        check=False,
        cwd=WORKBOOKS.parent,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    assert (built.returncode, built.stdout, built.stderr) == (0, b"", b"")


def test_building_does_not_depend_on_lxml() -> None:
    """With it openpyxl writes other bytes; it comes with openxml-audit, so it is there."""
    assert find_spec("lxml") is not None
    told = subprocess.run(
        [sys.executable, "-c", "import xl_udfs.cli.main, openpyxl; print(openpyxl.LXML)"],
        capture_output=True,
        check=True,
        text=True,
        env={name: value for name, value in os.environ.items() if name != "OPENPYXL_LXML"},
    )
    assert told.stdout.strip() == "False"


def test_every_stored_value_is_the_recomputed_one(shipped: bytes) -> None:
    """And no check of a workbook finds anything in it, its own checks among them."""
    read, values = read_file(shipped), recalculated(shipped)
    assert validate(read, values, function_table()).findings == ()
    assert not [place for place, value in values.items() if isinstance(value, ExcelError)]
    assert values[Place("README", (4, 2))] == "ALL CHECKS OK"


def test_it_opens_on_its_readme_and_does_not_recalculate(name: str, book: Workbook) -> None:
    """Without the add-in the stored values stay readable."""
    assert book.sheetnames[0] == "README"
    assert book.active is book.worksheets[0]
    assert (book.calculation.calcId, book.calculation.fullCalcOnLoad) == (191_029, False)
    assert book.properties.modified == datetime(2005, 7, 19)  # noqa: DTZ001 - as openpyxl reads it
    assert book.properties.title
    assert re.fullmatch(rf"{name}, version \d+", str(book.properties.subject))
    for sheet in book.worksheets:
        view: Any = sheet.sheet_view
        assert view.selection[-1].activeCell == "A1", sheet.title
        assert bool(view.tabSelected) == (sheet.title == "README")


def test_every_sheet_has_the_common_head(book: Workbook) -> None:
    """Title, purpose, units, master check, a way back, and a page that fits."""
    for sheet in book.worksheets:
        assert sheet["A1"].style == styles.TITLE, sheet.title
        assert str(sheet["A2"].value).endswith("."), sheet.title  # a sentence of purpose
        assert str(sheet["A3"].value).endswith("."), sheet.title  # units and signs
        assert (sheet["B4"].style, sheet["B4"].value) == (
            styles.STATUS,
            sheet["B4"].value if sheet.title == "Checks" else "=Checks!$B$4",
        )
        assert sheet.title == "README" or sheet["A5"].hyperlink.location == "'README'!A1"
        assert sheet.print_area, sheet.title
        assert sheet.freeze_panes, sheet.title
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        footer: Any = sheet.oddFooter
        assert (footer.left.text, footer.center.text) == ("&F", "&A")
        assert footer.right.text == "Page &P of &N"
        assert sheet.page_setup.orientation in {"landscape", "portrait"}
        page: Any = sheet.sheet_properties.pageSetUpPr
        assert page.fitToPage
        titles = [cell for cell in sheet["A"] if cell.style == styles.HEADER]
        has_none = sheet.title in WITHOUT_TITLES or len(titles) > 1  # lists on their own pages
        assert sheet.print_title_rows or has_none, sheet.title
        assert not sheet.merged_cells.ranges, sheet.title
        assert sheet.sheet_state == "visible"
        assert not re.fullmatch(r"Sheet\d*", sheet.title)


def cells(sheet: Worksheet) -> Iterator[SheetCell]:
    """Yield the cells of a sheet that hold something."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, SheetCell):
                yield cell


def test_styles_tell_inputs_from_formulas_and_every_formula_has_one(book: Workbook) -> None:
    """Blue cells are typed, the others are not; nothing is formatted by hand."""
    typed = {styles.INPUT}
    computed = {
        styles.CALCULATION,
        styles.LINK,
        styles.CHECK,
        styles.STATUS,
        styles.TOTAL,
        styles.SIDE_NOTE,
    }
    computed |= {styles.HEADER}  # names of classes above the titles
    computed |= set(styles.QUIET.values())
    words = {styles.TEXT, styles.NOTE, styles.LETTER, styles.LETTER_HEAD, styles.LETTER_LINE}
    for sheet in book.worksheets:
        for cell in cells(sheet):
            where = (sheet.title, cell.coordinate, cell.style)
            if isinstance(cell.value, str) and cell.value.startswith("="):
                assert cell.style in computed | words, where
            elif isinstance(cell.value, int | float | datetime):
                assert cell.style in typed, where
            if cell.value is not None:
                assert cell.style != "Normal", where


def test_every_input_has_a_prompt_and_a_refusal(book: Workbook) -> None:
    """On every sheet, the constants of the checks among them."""
    for sheet in book.worksheets:
        rules = sheet.data_validations.dataValidation
        for cell in cells(sheet):
            if cell.style == styles.INPUT:
                rule = next((rule for rule in rules if cell.coordinate in rule.sqref), None)
                assert rule is not None, (sheet.title, cell.coordinate)
                assert rule.prompt
                assert rule.error


def test_no_number_is_typed_inside_a_formula_of_ours(book: Workbook) -> None:
    """Terms stand on a sheet, with their section; 0 is nothing, and 1 a single one."""
    for sheet in book.worksheets:
        for cell in cells(sheet):
            if isinstance(cell.value, str) and OURS.search(cell.value):
                bare = re.sub(r'"[^"]*"|\'[^\']*\'!|\[[^\]]*\]', "", cell.value)
                numbers = {found[0] for found in NUMBER.finditer(bare)}
                assert numbers <= {"0", "1"}, (sheet.title, cell.coordinate, cell.value)


def test_no_term_is_typed_inside_any_formula(book: Workbook) -> None:
    """Also not in Excel's own; only on Checks a native twin writes the law out again."""
    for sheet in book.worksheets:
        if sheet.title == "Checks":
            continue
        for cell in cells(sheet):
            if isinstance(cell.value, str) and cell.value.startswith("="):
                bare = re.sub(r'"[^"]*"|\'[^\']*\'!|\$?[A-Z]{1,3}\$?\d+', "", cell.value)
                typed = set(TYPED.findall(bare)) - STRUCTURE
                assert not typed, (sheet.title, cell.coordinate, typed)


def test_the_readme_names_and_links_every_sheet(book: Workbook) -> None:
    """Each sheet in its place, and nothing outside the workbook."""
    linked = {
        cell.value: cell.hyperlink.location
        for cell in cells(book["README"])
        if cell.hyperlink is not None
    }
    assert linked == {title: f"'{title}'!A1" for title in book.sheetnames[1:]}
    words = " ".join(str(cell.value) for cell in cells(book["README"]))
    for prefix in ("in_", "out_"):
        named = any(name.startswith(prefix) for name in book.defined_names)
        assert not named or f"{prefix}…" in words
    for needed in ("xl-udfs", "xl-udfs check", "Excel"):
        assert needed in words


def test_nothing_leads_out_of_the_workbook(shipped: bytes, book: Workbook) -> None:
    """No external link, no connection, no hidden name."""
    names = [part.name for part in unpacked(shipped).parts]
    assert not [name for name in names if "external" in name.lower() or "connection" in name]
    assert not any(part.data.count(b'TargetMode="External"') for part in unpacked(shipped).parts)
    assert not any(name.hidden for name in book.defined_names.values())


def test_the_names_are_inputs_and_results_and_the_lists_are_tables(book: Workbook) -> None:
    """in_… and out_… for single values, tbl… for lists, as the README sheet says."""
    assert all(name.startswith(("in_", "out_")) for name in book.defined_names)
    tables = [table for sheet in book.worksheets for table in sheet.tables]
    assert "tblChecks" in tables
    assert all(table.startswith("tbl") for table in tables)


def test_a_formula_is_the_same_down_a_column_of_a_table(book: Workbook) -> None:
    """One formula per column."""
    for sheet in book.worksheets:
        for table in sheet.tables.values():
            if table.displayName == "tblChecks":
                continue
            columns = zip(*sheet[table.ref], strict=True)
            for column in columns:
                shapes = {shape(cell) for cell in column[1:] if shape(cell)}
                assert len(shapes) <= 1, (sheet.title, table.displayName, shapes)


def shape(cell: SheetCell) -> str:
    """Return a formula as its copies have it, "" for a constant."""
    if isinstance(cell.value, str) and cell.value.startswith("="):
        return str(relative(cell.value.removeprefix("="), (cell.row, cell.column)))
    return ""


def test_every_chart_says_in_words_what_it_shows(shipped: bytes) -> None:
    """For those who cannot see it."""
    for part in unpacked(shipped).parts:
        if re.fullmatch(r"xl/drawings/drawing\d+\.xml", part.name):
            frames = re.findall(rb"<(?:\w+:)?cNvPr [^>]*>", part.data)
            assert frames
            assert all(b'descr="' in frame for frame in frames)


def test_every_chart_has_a_title_and_names_both_axes(shipped: bytes) -> None:
    """With the unit where an axis has one."""
    for part in unpacked(shipped).parts:
        if re.fullmatch(r"xl/charts/chart\d+\.xml", part.name):
            axes = re.findall(rb"<(?:catAx|valAx|dateAx)>.*?</(?:catAx|valAx|dateAx)>", part.data)
            assert len(axes) == 2, part.name
            for axis in (part.data[: part.data.index(b"<plotArea>")], *axes):
                assert re.search(rb"<title>.*<a:t>[^<]+</a:t>", axis), part.name
            assert all(b'<delete val="0"' in axis for axis in axes), part.name


def test_every_input_moves_a_result_or_is_marked_memo(shipped: bytes, book: Workbook) -> None:
    """The audit probe: an input that nothing reads is a trap.

    Of a list it is enough that one cell of a column moves something; and some threshold moves
    nothing within its bounds, as the example is far from it.
    """
    read, held = read_file(shipped), library(shipped)
    held.calculate()
    results = list(result_places(read))
    before = [held.value(place.sheet, *place.position) for place in results]

    def moves(place: Place, value: CellValue) -> bool:
        """Whether some formula gives something else when an input is another value."""
        held.put_values(place.sheet, *place.position, [[value]])
        held.calculate()
        after = (held.value(here.sheet, *here.position) for here in results)
        return any(old != new for old, new in zip(before, after, strict=True))

    moved: dict[tuple[str, str], bool] = {}  # by sheet and column, or cell
    for sheet in book.worksheets:
        if sheet.title == "README":
            continue
        rules = sheet.data_validations.dataValidation
        for cell in cells(sheet):
            if cell.style != styles.INPUT:
                continue
            rule = next((rule for rule in rules if cell.coordinate in rule.sqref), None)
            if rule is not None and MEMO in str(rule.prompt):
                continue
            place = Place(sheet.title, position_of(cell.coordinate))
            others = other_values(read, place, cell, rule, book)
            free = sheet.title == "Checks"  # where a wider tolerance moves nothing
            tried = [value for value in others if free or rule is None or fits(rule, value)]
            column = sheet.title, str(cell.coordinate if rule is None else rule.sqref)
            moved[column] = (
                moved.get(column, False)
                or any(moves(place, value) for value in tried)
                or read_by_name(read, place)
            )
            stored = read.cell(place)
            put_back = None if stored is None else stored.value
            held.put_values(place.sheet, *place.position, [[put_back]])
    assert [column for column, found in moved.items() if not found] == []
    held.calculate()
    assert before == [held.value(place.sheet, *place.position) for place in results]


def read_by_name(read: Book, place: Place) -> bool:
    """Whether a formula asks for an input by its name."""
    names = {name for name, at in named_cells(read) if at == place}
    runs = (run.text(run.first) for _, run in read.runs())
    return any(token.text in names for text in runs for token in tokens_of(text))


def other_values(
    read: Book,
    place: Place,
    cell: SheetCell,
    rule: DataValidation | None,
    book: Workbook,
) -> Iterator[CellValue]:
    """Yield other values for an input: of its kind, and blank."""
    stored = read.cell(place)
    value = stored.value if stored is not None else None
    if isinstance(value, float):
        yield from (value + 1, value * 2 + 1, value / 2, value - 1, 0.0, -value - 1)
    elif rule is not None and rule.type == "list":
        yield from choices(rule, cell, book, value)
    elif isinstance(value, str):
        yield value + " changed"
    elif isinstance(value, bool):
        yield not value
    else:
        yield from (38_600.0, 1.0, "text", True)
    if rule is not None and rule.type in {"date", "decimal", "whole"}:
        yield from (float(bound) for bound in (rule.formula1, rule.formula2) if bound)
    yield None


def choices(
    rule: DataValidation, cell: SheetCell, book: Workbook, value: CellValue
) -> Iterator[CellValue]:
    """Yield what a list offers instead."""
    source = str(rule.formula1)
    if source.startswith('"'):
        yield from (text for text in source.strip('"').split(",") if text != value)
        return
    if source in book.defined_names:
        source = str(book.defined_names[source].attr_text)
    title, _, area = source.rpartition("!")
    sheet: Any = book[title.strip("'").lstrip("=")] if title else cell.parent
    for row in sheet[area.replace("$", "").lstrip("=")]:
        for other in row if isinstance(row, tuple) else (row,):
            if other.value not in {None, value}:
                yield other.value
