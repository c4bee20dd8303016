"""The pattern that reads plain parts agrees with the parser, or leaves the part to it."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.reader.strings import read_string_table

from xl_udfs.engine.container.package import read_package
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.workbook.book import read_book
from xl_udfs.engine.workbook.plain_cells import plain_cells
from xl_udfs.engine.workbook.sheet import MAIN, STRICT, Cells, read_cells

PART = "xl/worksheets/sheet1.xml"
UNCHECKED = "xl/worksheets/sheet1.dat"  # a name under which the parser always reads
STRINGS = ["first", "second"]
STRING_PART = "xl/sharedStrings.xml"
WORKBOOKS = sorted((Path(__file__).parents[3] / "workbooks").glob("*.xlsx"))

CELLS = st.lists(
    st.sampled_from(
        [
            '<c r="{at}"/>', '<c r="{at}" s="3" />', '<c r="{at}"></c>',
            '<c r="{at}"><v>1.5</v></c>',
            '<c r="{at}" s="1" t="n"><v>-2E-3</v></c>', '<c r="{at}" t="s"><v>1</v></c>',
            '<c r="{at}" t="str"><f>A&amp;"&lt;"</f><v>a&amp;amp;&gt;</v></c>',
            '<c r="{at}" t="b"><v>1</v></c>', '<c r="{at}" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
            '<c r="{at}" t="inlineStr"><is><t>x_x0041_ é</t></is></c>',
            '<c r="{at}" t="inlineStr"><is><t xml:space="preserve"> x </t></is></c>',
            '<c r="{at}"><f>SUM(B1:B2)</f></c>', '<c r="{at}"><f>1</f><v/></c>',
            '<c r="{at}"><f aca="false">1</f><v></v></c>', '<c r="{at}"><f/><v>1</v></c>',
            '<c r="{at}" cm="1"><f t="array" ref="{at}:{at}">B1</f><v>1</v></c>',
            '<c r="{at}"><f t="dataTable" ref="{at}" dt2D="1"/><v>1</v></c>',
        ]
    ),
    max_size=6,
)  # fmt: skip


def part_of(rows: str, beginning: str = f'<worksheet xmlns="{MAIN}">') -> bytes:
    """Return a worksheet part."""
    return f"{beginning}<sheetData>{rows}</sheetData></worksheet>".encode()


def by_parser(data: bytes) -> Cells:
    """Return the cells as the parser reads them."""
    return read_cells(data, STRINGS, UNCHECKED)


@given(CELLS)
def test_a_cell_of_any_plain_kind_is_read_as_by_the_parser(cells: list[str]) -> None:
    """Values, formulas and places in the bytes: new values are spliced in by them."""
    texts = [cell.format(at=f"{'ABCDEF'[place]}7") for place, cell in enumerate(cells)]
    data = part_of(f'<row r="7" spans="1:6">{"".join(texts)}</row>')
    found = plain_cells(data, STRINGS, PART)
    assert found is not None
    assert [*found.items()] == [*by_parser(data).items()]


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_both_readers_read_the_shipped_workbooks_alike(path: Path) -> None:
    """Real sheets have more than made ones; nearly all of them must be plain, to be worth it."""
    package = read_package(path)
    strings = read_string_table(BytesIO(package[STRING_PART])) if STRING_PART in package else []
    plain = 0
    for sheet in read_book(package).sheets:
        data = package[sheet.part]
        found = plain_cells(data, strings, sheet.part)
        if found is not None:
            plain += 1
            assert [*found.items()] == [*read_cells(data, strings, UNCHECKED).items()]
    assert plain >= len(read_book(package).sheets) - 1


def test_shared_formulas_are_written_out_by_both() -> None:
    """Excel stores most copied formulas so."""
    data = part_of(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1*2</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>1</v></c></row>'
    )
    found = plain_cells(data, STRINGS, PART)
    assert found is not None
    assert [cell.formula.text for cell in found.values() if cell.formula] == ["B1*2", "B2*2"]
    assert found == by_parser(data)


PLAIN = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "data",
    [
        part_of(PLAIN + "<!-- <c r='A2'/> -->"),
        part_of(PLAIN + "<row r='2'><c r='A2'><v><![CDATA[2]]></v></c></row>"),
        part_of(PLAIN + '<row r="2"><c r="A2" t="str"><v>&#66;</v></c></row>'),
        part_of(PLAIN + '<row r="2"><c r="A2" t="str"><v>a\r\nb</v></c></row>'),
        part_of(PLAIN + '<row r="2"><c r="A2" foo="1"><v>2</v></c></row>'),
        part_of(PLAIN + '<row r="2"><c><v>2</v></c></row>'),
        part_of(PLAIN + '<row r="2"><c t="n" r="A2"><v>2</v></c></row>'),
        part_of(PLAIN + '<row r="2"><c r="A2"><f xml:space="preserve"> B1</f></c></row>'),
        part_of(PLAIN + '<row r="2"><c r="A2"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>'),
        part_of(PLAIN + '<row r="2"><c r="A2" xmlns=""><v>2</v></c></row>'),
        part_of(PLAIN, f'<worksheet xmlns="{MAIN}" xmlns:x="{MAIN}">'),
        part_of(PLAIN, f'<worksheet xmlns="{STRICT}">'),
        part_of(PLAIN, f'<worksheet xmlns:r="urn:r" xmlns="{MAIN}">'),
        part_of(PLAIN, f'<?xml version="1.0" encoding="ISO-8859-1"?><worksheet xmlns="{MAIN}">'),
        part_of(PLAIN + '<row><c r="A2"><v>2</v></c></row>'),
    ],
)
def test_what_is_not_plain_is_left_to_the_parser(data: bytes) -> None:
    """A pattern knows no namespaces, comments or counted rows."""
    assert plain_cells(data, STRINGS, PART) is None
    assert read_cells(data, STRINGS, PART) == by_parser(data)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"><v>nan</v></c>',
        '<c r="A1"><v>1_000</v></c>',
        '<c r="A1" t="s"><v>2</v></c>',
        '<c r="A1" t="s"><v>-1</v></c>',
        '<c r="A1" t="e"><v>#NOPE</v></c>',
        '<c r="ZZZ1"><v>1</v></c>',
        '<c r="A1"><f t="shared" si="9"/></c>',
        '<c r="B1"><f t="shared" si="0">A1</f></c><c r="A1"><f t="shared" si="0"/></c>',
    ],
)
def test_a_cell_that_holds_what_it_cannot_is_refused_as_before(cell: str) -> None:
    """The parser is the one that names the fault."""
    data = part_of(f'<row r="1">{cell}</row>')
    with pytest.raises(UnreadableError) as plain:
        read_cells(data, STRINGS, PART)
    with pytest.raises(UnreadableError) as full:
        by_parser(data)
    assert plain.value.code == full.value.code


def test_a_part_that_preflight_has_not_parsed_is_not_read_by_the_pattern() -> None:
    """It might not be well-formed at all: only parts named .xml are sure to be."""
    with pytest.raises(UnreadableError):
        read_cells(part_of(PLAIN) + b"<", STRINGS, UNCHECKED)
