"""Blank copies of every template."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from html import unescape
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import fromstring, tostring

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles.numbers import is_date_format
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from tests.templates.conftest import (
    blank_file,
    read_file,
    recalculated,
    recomputed,
    shipped_file,
)
from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.core.agreement.closings import EXHIBIT_A
from xl_udfs.engine.calculation.library import Unsupported
from xl_udfs.engine.checking.validate import validate
from xl_udfs.engine.container.package import unpacked
from xl_udfs.engine.excel.functions.text.number_format import text_function
from xl_udfs.engine.formula.relative import relative
from xl_udfs.hosts.headless import function_table
from xl_udfs.templates.all_templates import TEMPLATES
from xl_udfs.templates.sheets import styles
from xl_udfs.templates.sheets.layout import CHECKS, KEPT_PROMPT, README

Computed = Mapping[tuple[int, tuple[int, int]], CellValue | Unsupported]
PEOPLE = ("Vsource", "James G. Higham", *(line.purchaser for line in EXHIBIT_A))
SIGNIFICANT = 100_000  # a number of so many is nobody's but the company's
RENAMED = {  # what names the company's documents or its series
    "Feb 2002": "Certificate 1",
    "Jul 2005": "Certificate 2",
    "Closing Date of the Series 5-A": "Closing Date of the series",
    "Exhibit A": "Purchasers",
    "Series A Note delivered": "New note delivered",
    "Redemption at 120% ends": "First redemption tier ends",
    "Redemption at 110% ends": "Second redemption tier ends",
    "Redemption at 105% ends": "Third redemption tier ends",
}
OTHERS = re.compile(
    r"Vsource|Exhibit A|Series (?:\d-A|A Note|B\b|B-1)|\b200\d\b"
)  # words of the exhibits
CITED = re.compile(r"Series 5-A(?= (?:[IVX]+\b|certificate of designation))")  # where it stands
# of what fits
CHOICES = re.compile(
    r'(?:MAX\()?IF\(COUNTA\(.+|"?Agreement, Warrant, .+|one of Agreement, .+'
)  # that fit
NAMED = re.compile(  # presets, what they rest on, and the documents that NOTICE_EFFECTIVE knows
    r"Series [25]-A|Warrant of 2002|(?:Preset|The preset) .+|The form of 2002: .+|.*003, 004.*"
    r"|The Series 5-A certificate; the agreement .+|Series 5-A \(all amounts\)"
    r'|"?Agreement,Warrant,Series 5-A,Series 5-A other"?|Document\. .+'
)
TITLE = re.compile("<dc:title>[^<]*")  # it may name the series, too
STATUS = re.compile(r"OK|NO DATA YET")
FURNITURE = {
    "sheetPr",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "conditionalFormatting",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "colBreaks",
}
PROPERTIES = ("docProps/core.xml", "docProps/app.xml")
MASTER = re.compile(r"\d+ INPUTS? TO FILL, FIRST ON .+|EMPTY: FILL THE SHEETS LISTED ON Checks")


@pytest.fixture(scope="module", params=sorted(TEMPLATES))
def name(request: pytest.FixtureRequest) -> str:
    """Return the name of each template in turn."""
    return str(request.param)


@pytest.fixture(scope="module")
def filled_file(name: str) -> bytes:
    """Return a template as shipped."""
    return shipped_file(name)


@pytest.fixture(scope="module")
def empty_file(name: str) -> bytes:
    """Return its blank copy."""
    return blank_file(name)


@pytest.fixture(scope="module")
def filled(filled_file: bytes) -> Workbook:
    """Return the template with its formulas."""
    return load_workbook(BytesIO(filled_file))


@pytest.fixture(scope="module")
def empty(empty_file: bytes) -> Workbook:
    """Return the blank copy with its formulas."""
    return load_workbook(BytesIO(empty_file))


@cache
def computed(file: bytes) -> Computed:
    """Return the value of every formula, by the number of its sheet and its position."""
    numbers = {sheet.name: number for number, sheet in enumerate(read_file(file).sheets)}
    return {
        (numbers[place.sheet], place.position): value for place, value in recalculated(file).items()
    }


def inputs(book: Workbook) -> Iterator[tuple[tuple[int, str], object, str]]:
    """Yield each input of a workbook: where, what, and the title of its prompt."""
    for number, sheet in enumerate(book.worksheets):
        if sheet.title in {README, CHECKS}:
            continue
        titles = {
            place: str(rule.promptTitle)
            for rule in reversed(sheet.data_validations.dataValidation)  # the first of two counts
            for covered in rule.sqref.ranges
            for row in covered.rows
            for place in row
        }
        for row in sheet.iter_rows():
            for cell in row:
                if cell.style == styles.INPUT:
                    yield (number, cell.coordinate), cell.value, titles[cell.row, cell.column]


def texts(book: Workbook) -> Iterator[tuple[str, str]]:
    """Yield every text that a reader of a workbook meets, and where."""
    yield "properties", f"{book.properties.title} {book.properties.subject}"
    for sheet in book.worksheets:
        yield "sheet", sheet.title
        for rule in sheet.data_validations.dataValidation:
            yield f"{sheet.title} {rule.sqref}", f"{rule.prompt} {rule.error}"
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    yield f"{sheet.title}!{cell.coordinate}", cell.value


def test_a_blank_copy_keeps_its_terms_and_nothing_of_the_company(
    filled: Workbook, empty: Workbook
) -> None:
    """The inputs are empty, but for the terms and settings that the documents give."""
    shipped = {place: value for place, value, _ in inputs(filled)}
    kept = 0
    for place, value, title in inputs(empty):
        kept += value is not None
        if empty.worksheets[place[0]].title not in {"Terms", "Votes"}:  # they have what is usual
            term = RENAMED.get(str(shipped.get(place)), shipped.get(place))
            assert value == (term if title == KEPT_PROMPT else None), place
    assert kept < len(shipped)


def test_a_blank_copy_keeps_its_structure(filled: Workbook, empty: Workbook) -> None:
    """Rules, formats, tables, names and charts are those of the filled one."""
    for one, other in zip(filled.worksheets, empty.worksheets, strict=True):
        assert other.title == RENAMED.get(one.title, one.title)
        rules = [
            [
                (str(rule.sqref), rule.type, rule.operator, rule.formula1, rule.formula2)
                for rule in sheet.data_validations.dataValidation
            ]
            for sheet in (one, other)
        ]
        assert rules[1][: len(rules[0])] == rules[0]
        shapes = [
            {table.displayName: table.ref for table in sheet.tables.values()}
            for sheet in (one, other)
        ]
        assert shapes[0].items() <= shapes[1].items()
        charts = [len(sheet._charts) for sheet in (one, other)]  # type: ignore[attr-defined]  # noqa: SLF001
        assert charts[0] == charts[1]
        assert one.freeze_panes == other.freeze_panes
        for row in one.iter_rows():
            for cell in row:
                if cell.has_style:  # the list of what is to fill stands where a filled one ends
                    assert other[cell.coordinate].number_format == cell.number_format
    assert filled.defined_names.keys() == empty.defined_names.keys()


def charts_of(file: bytes) -> dict[str, bytes]:
    """Return the charts of a workbook and where they stand, without words and references.

    The legend of a shipped one leaves out series that have no name.
    """
    nameless = re.compile(rb"<legendEntry>.*?</legendEntry>")
    return {
        part.name: re.sub(rb">[^<]+<", b"><", nameless.sub(b"", part.data))
        for part in unpacked(file).parts
        if part.name.startswith(("xl/charts/", "xl/drawings/"))
    }


def test_a_blank_copy_has_its_charts_as_they_were_built(
    filled_file: bytes, empty_file: bytes
) -> None:
    """Titles of axes, their formats, styles and sizes: openpyxl loses them in what it reads.

    A copy has one series where nothing is filled in, and the years and decimals of its own data;
    neither is compared.
    """
    filled, empty = charts_of(filled_file), charts_of(empty_file)
    assert empty.keys() == filled.keys()
    for name, chart in filled.items():
        # words, and the rows that hold something, may be others
        described = re.compile(
            rb' descr="[^"]*"|(?<=\$)\d+(?=</f>)|<ser>.*</ser>'
            rb'|<m(?:ax|in|ajorUnit) val="[^"]*" ?/>| formatCode="[^"]*"'
        )
        assert described.sub(b"", empty[name]) == described.sub(b"", chart), name


def furniture_of(file: bytes) -> dict[str, list[str]]:
    """Return what a sheet is beside its cells and rules, and the properties of the document."""
    package = unpacked(file)
    found = {
        part.name: [
            # openpyxl writes this default when it saves a workbook the second time
            tostring(element, encoding="unicode").replace(' outlineLevelCol="0"', "")
            for element in fromstring(part.data)  # noqa: S314 - our own file
            if element.tag.rpartition("}")[2] in FURNITURE
        ]
        for part in package.parts
        if part.name.startswith("xl/worksheets/sheet")
    }
    return found | {name: [TITLE.sub("", package[name].decode())] for name in PROPERTIES}


def test_a_blank_copy_prints_and_looks_as_the_filled_one(
    filled_file: bytes, empty_file: bytes
) -> None:
    """Panes, widths, conditional formats, page set-up, header and footer, properties."""
    filled, empty = furniture_of(filled_file), furniture_of(empty_file)
    assert empty == filled
    assert any("pageSetup" in element for elements in filled.values() for element in elements)


def test_a_blank_copy_shows_no_error_and_no_day_of_0(empty: Workbook, empty_file: bytes) -> None:
    """A blank is never an error, and never January 0, 1900."""
    for (number, position), value in computed(empty_file).items():
        sheet = empty.worksheets[number]
        where = (sheet.title, position, value)
        assert not isinstance(value, ExcelError | Unsupported), where
        cell = sheet.cell(*position)
        assert not (value == 0 and is_date_format(cell.number_format)), where


def test_a_blank_copy_shows_no_zero(empty: Workbook, empty_file: bytes) -> None:
    """Where nothing is entered nothing is counted, but for what the checks found.

    What a condition hides is covered by it; the totals of a list, the results of an empty ledger.
    """
    for (number, position), value in computed(empty_file).items():
        sheet = empty.worksheets[number]
        cell = sheet.cell(*position)
        is_zero = value == 0 and not isinstance(value, bool)
        if not is_zero or sheet.title == CHECKS or not is_printed(sheet, cell.coordinate):
            continue
        hidden = any(
            cell.coordinate in one.sqref and any(map(hides, one.rules))
            for one in sheet.conditional_formatting
        )
        assert hidden or not text_function(0.0, cell.number_format), (sheet.title, cell.coordinate)


def is_printed(sheet: Worksheet, cell: str) -> bool:
    """Return whether a cell is in one of the print areas of a sheet."""
    found = (area.rpartition("!")[2].replace("$", "") for area in sheet.print_area.split(","))
    return any(cell in CellRange(area) for area in found)


def hides(rule: Rule) -> bool:
    """Return whether a condition shows cells as empty paper, or no number."""
    shown: Any = rule.dxf
    white = shown.font is not None and shown.font.color.rgb == "00FFFFFF"
    return white or (shown.numFmt is not None and shown.numFmt.formatCode == ";;;@")


def test_the_checks_of_a_blank_copy_raise_no_alarm(empty: Workbook, empty_file: bytes) -> None:
    """Each is OK or says that there are no data yet; the master check says what to fill in."""
    values = computed(empty_file)
    number = empty.sheetnames.index(CHECKS)
    table = empty[CHECKS].tables["tblChecks"]
    for row in empty[CHECKS][table.ref][1:]:
        status = values[number, (row[4].row, row[4].column)]
        assert STATUS.fullmatch(str(status)), (row[0].value, status)
    masters = {values[place, (4, 2)] for place in range(len(empty.worksheets))}
    assert len(masters) == 1
    assert MASTER.fullmatch(str(masters.pop()))
    found = validate(read_file(empty_file), recalculated(empty_file), function_table()).findings
    assert [(finding.id, finding.sheet) for finding in found] == [("checks-sheet", CHECKS)]


def test_no_name_and_no_figure_of_the_company_is_left(filled: Workbook, empty: Workbook) -> None:
    """Not in titles, notes, prompts, formulas or properties; amounts of the terms may be."""
    terms = {value for _, value, title in inputs(filled) if title == KEPT_PROMPT}
    figures = {
        f"{value:,}"
        for _, value, title in inputs(filled)
        if title != KEPT_PROMPT
        and isinstance(value, int)
        and value >= SIGNIFICANT
        and value not in terms
    }
    for where, text in texts(empty):
        for person in PEOPLE:
            assert person not in text, (where, text)
        for figure in figures:
            assert not re.search(rf"(?<![\d,]){figure}(?![\d,])", text), (where, text)
        assert "Not in the documents, an example" not in text, where
        assert "Not in the documents: an example" not in text, where


def test_a_blank_copy_speaks_of_no_series_and_no_year_of_the_exhibits(
    empty: Workbook, empty_file: bytes
) -> None:
    """In no cell, prompt, title, chart, name or property; what a section rests on is cited.

    A copy of another company's cap table has the same words.
    """
    for part in unpacked(empty_file).parts:
        if not part.name.endswith((".xml", ".vml")):
            continue
        # formats have names with years, and all our workbooks are made on one day
        text = re.sub(r'"http://[^"]*"|>[-\d]+T00:00:00Z<', "", part.data.decode())
        for found in re.findall(r'>([^<]+)<|="([^"]*)"', text):
            words = unescape("".join(found))
            known = NAMED.fullmatch(words) or CHOICES.fullmatch(words)
            assert known or not OTHERS.search(CITED.sub("", words)), words
    kept = [value for _, value, _ in inputs(empty) if isinstance(value, date)]
    assert kept == []


def test_filled_again_a_blank_copy_gives_what_was_shipped(
    filled: Workbook, filled_file: bytes, empty_file: bytes
) -> None:
    """Cell by cell, the checks with what was expected of the company's documents."""
    empty = load_workbook(BytesIO(empty_file))  # which changes
    for one, other in zip(filled.worksheets, empty.worksheets, strict=True):
        for row in one.iter_rows():
            for cell in row:
                if cell.style == styles.INPUT:
                    other[cell.coordinate].value = cell.value
    file = BytesIO()
    empty.save(file)
    refilled = computed(file.getvalue())
    for place, value in computed(filled_file).items():
        assert refilled[place] == value, (filled.sheetnames[place[0]], place[1])


def test_a_formula_is_the_same_down_a_column_of_a_blank_copy(empty: Workbook) -> None:
    """So that its tables can grow."""
    for sheet in empty.worksheets:
        for table in sheet.tables.values():
            if table.displayName in {"tblChecks", "tblToFill"}:
                continue
            for column in zip(*sheet[table.ref], strict=True):
                shapes = {shape(cell) for cell in column[1:]}
                assert len(shapes) == 1, (sheet.title, table.displayName, shapes)


def shape(cell: Any) -> str:  # noqa: ANN401 - openpyxl has no type for it
    """Return a formula as its copies have it, "" for a constant."""
    if isinstance(cell.value, str) and cell.value.startswith("="):
        return str(relative(cell.value.removeprefix("="), (cell.row, cell.column)))
    return ""


@pytest.mark.parametrize(
    ("template", "typed", "checks"),
    [
        ("cap_table", {"in_as_of": "soon"}, 2),  # no line of the ledger would count, unseen
        ("compliance", {"in_shares_stated": "many", "Shareholders!B8": 5}, 1),  # 5 - "many"
    ],
)
def test_a_text_in_place_of_a_number_needs_a_look(
    template: str, typed: dict[str, Any], checks: int
) -> None:
    """The master check says so before it says what is still to fill, also where a check fails."""
    assert recomputed(blank_file(template), typed)["Checks!B4"] == f"{checks} TO LOOK AT"
