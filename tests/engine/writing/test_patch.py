"""New values in a workbook: nothing but values and their types changes."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.calculation.library import Unsupported
from xl_udfs.engine.container.package import package_bytes, read_package, unpacked
from xl_udfs.engine.workbook.book import Book, Place, read_book
from xl_udfs.engine.workbook.columns import Cells
from xl_udfs.engine.writing import patch as writing
from xl_udfs.engine.writing.patch import patched

VALUE = re.compile(rb"<v[^>]*>[^<]*</v>|<v\s*/>")
TYPE = re.compile(rb'(<c[^>]*?)\s+t="[^"]*"')


def book_of(sheet_xml: str) -> Book:
    """Return a workbook whose only sheet is this XML between its sheetData tags."""
    file = BytesIO()
    book = Workbook()
    book.save(file)
    package = unpacked(file.getvalue())
    name = "xl/worksheets/sheet1.xml"
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    if sheet_xml.startswith("<?xml"):
        data = sheet_xml
    else:
        data = f'<worksheet xmlns="{space}"><sheetData>{sheet_xml}</sheetData></worksheet>'
    return read_book(package.with_parts({name: data.encode()}))


def sheet_after(book: Book, value: CellValue | Unsupported, row: int = 1, column: int = 1) -> str:
    """Return the sheet's XML once a value was put."""
    package, _ = patched(book, {Place("Sheet", (row, column)): value})
    return package["xl/worksheets/sheet1.xml"].decode()


@pytest.mark.parametrize(
    ("cell", "value", "expected"),
    [
        ('<c r="A1"><f>1+1</f><v>3</v></c>', 2.0, '<c r="A1"><f>1+1</f><v>2</v></c>'),
        ('<c r="A1"><f>1+1</f></c>', 2.5, '<c r="A1"><f>1+1</f><v>2.5</v></c>'),
        ('<c r="A1"><f>1+1</f><v/></c>', 2.5, '<c r="A1"><f>1+1</f><v>2.5</v></c>'),
        ('<c r="A1"><f>1+1</f><v></v></c>', 2.5, '<c r="A1"><f>1+1</f><v>2.5</v></c>'),
        (
            '<c r="A1" s="3" t="e"><f>A2</f><v>#N/A</v></c>',
            "x & <y>",
            '<c r="A1" s="3" t="str"><f>A2</f><v>x &amp; &lt;y&gt;</v></c>',
        ),
        (
            "<c r='A1' t='str' s='3'><f>A2</f><v>x</v></c>",
            True,
            "<c r='A1' s='3' t=\"b\"><f>A2</f><v>1</v></c>",
        ),
        (
            '<c r="A1"><f>A2</f><v>1</v></c>',
            ExcelError.DIV0,
            '<c r="A1" t="e"><f>A2</f><v>#DIV/0!</v></c>',
        ),
        (
            '<c r="A1" t="str"><f>A2</f><v>x</v></c>',
            None,
            '<c r="A1"><f>A2</f><v>0</v></c>',
        ),
        (
            '<c r="A1"><f t="shared" si="0" ref="A1:A2">B1</f><v>1</v></c>',
            "\x01 edge ",
            '<c r="A1" t="str"><f t="shared" si="0" ref="A1:A2">B1</f>'
            '<v xml:space="preserve">_x0001_ edge </v></c>',
        ),
    ],
)
def test_a_cell_keeps_all_but_its_value_and_type(
    cell: str, value: CellValue, expected: str
) -> None:
    """Every form in which a formula cell is stored."""
    before = f'<row r="1" spans="1:2">{cell}<c r="B1"><v>7</v></c></row>'
    after = sheet_after(book_of(before), value)
    assert after.replace(expected, cell).endswith(f"<sheetData>{before}</sheetData></worksheet>")


def test_a_prefixed_sheet_is_patched_with_its_prefix() -> None:
    """Some programs write every tag with a prefix."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    data = (
        f'<?xml version="1.0"?><x:worksheet xmlns:x="{space}"><x:sheetData>'
        "<x:row><x:c><x:f>1+1</x:f></x:c><x:c><x:f>2+2</x:f><x:v>5</x:v></x:c></x:row>"
        "</x:sheetData></x:worksheet>"
    )
    book = book_of(data)
    package, changed = patched(book, {Place("Sheet", (1, 1)): 2.0, Place("Sheet", (1, 2)): 4.0})
    assert changed == 2
    assert package["xl/worksheets/sheet1.xml"].decode() == data.replace(
        "<x:f>1+1</x:f>", "<x:f>1+1</x:f><x:v>2</x:v>"
    ).replace("<x:v>5</x:v>", "<x:v>4</x:v>")


def test_a_cell_that_an_array_fills_is_patched_even_without_a_value() -> None:
    """The cells below an array formula hold values only, or nothing yet."""
    rows = (
        '<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2</f></c></row>'
        '<row r="2"><c r="A2" s="1"/></row>'
    )
    assert '<c r="A2" s="1"><v>8</v></c>' in sheet_after(book_of(rows), 8.0, row=2)


def test_what_is_not_supported_is_left_as_it_was() -> None:
    """No value is better than a wrong one; the stored one stays."""
    book = book_of('<row r="1"><c r="A1"><f>1+1</f><v>3</v></c></row>')
    assert patched(book, {Place("Sheet", (1, 1)): Unsupported("")}) == (book.package, 0)


def test_a_value_that_is_nearly_the_same_keeps_its_bytes() -> None:
    """Excel's last digit is as good as ours."""
    book = book_of('<row r="1"><c r="A1"><f>1/3</f><v>0.33333333333333331</v></c></row>')
    assert patched(book, {Place("Sheet", (1, 1)): 1 / 3}) == (book.package, 0)


values = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.text(),
    st.sampled_from(list(ExcelError)),
)


@given(value=values)
def test_what_is_patched_is_read_back(value: CellValue) -> None:
    """Any value that a cell can hold; patching twice is patching once."""
    book = book_of('<row r="1"><c r="A1"><f>1+1</f></c></row>')
    package, changed = patched(book, {Place("Sheet", (1, 1)): value})
    again = read_book(package)
    cell = again.cell(Place("Sheet", (1, 1)))
    assert changed == 1
    assert cell is not None
    assert cell.value == value
    assert type(cell.value) is type(value)
    assert patched(again, {Place("Sheet", (1, 1)): value}) == (package, 0)


def test_openpyxl_reads_what_was_patched(corpus: Path) -> None:
    """A second reader agrees, on a workbook that Excel saved."""
    path = corpus / "IronCalc__calc_tests__FINANCIAL__PV.xlsx"
    book = read_book(read_package(path))
    new = {place: float(number) for number, (place, _) in enumerate(book.formulas())}
    package, changed = patched(book, new)
    assert changed > len(new) / 2
    read = load_workbook(BytesIO(package_bytes(package)), data_only=True)
    for place, value in new.items():
        sheet = read[place.sheet]
        assert isinstance(sheet, Worksheet)
        assert sheet.cell(*place.position).value == value


def test_only_values_and_types_of_the_patched_sheets_change(corpus: Path) -> None:
    """Every file of the corpus, with a new number in each formula cell."""
    for path in sorted(corpus.glob("*.xlsx")):
        book = read_book(read_package(path))
        package, _ = patched(book, {place: 123_456.789 for place, _ in book.formulas()})
        sheets = {sheet.part for sheet in book.sheets}
        for old, new in zip(book.package.parts, package.parts, strict=True):
            if old.name in sheets:
                assert bare(old.data) == bare(new.data), (path.name, old.name)
            else:
                assert old.data == new.data


def bare(sheet: bytes) -> bytes:
    """Return a sheet without the values and types of its cells."""
    return TYPE.sub(rb"\1", VALUE.sub(b"", sheet)).replace(b" >", b">")


def test_a_package_keeps_its_order_names_and_dates(corpus: Path) -> None:
    """Packing again changes nothing that a zip tells."""
    path = corpus / "xlcalculator__tests__resources__IRR.xlsx"
    with ZipFile(path) as old, ZipFile(BytesIO(package_bytes(read_package(path)))) as new:
        told = [
            [(entry.filename, entry.date_time, entry.CRC, entry.compress_type) for entry in zipped]
            for zipped in (old.infolist(), new.infolist())
        ]
    assert told[0] == told[1]


RICH = "http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RICH_PARTS = {  # as Excel writes them: a spill that ran into a cell, and a list of nothing
    "xl/metadata.xml": f"""<metadata xmlns="{MAIN}" xmlns:xlrd="{RICH}"><metadataTypes count="1">
<metadataType name="XLRICHVALUE"/></metadataTypes><futureMetadata name="XLRICHVALUE" count="2">
<bk><extLst><ext><xlrd:rvb i="0"/></ext></extLst></bk>
<bk><extLst><ext><xlrd:rvb i="1"/></ext></extLst></bk></futureMetadata>
<valueMetadata count="2"><bk><rc t="1" v="0"/></bk><bk><rc t="1" v="1"/></bk></valueMetadata>
</metadata>""",
    "xl/richData/rdrichvalue.xml": f"""<rvData xmlns="{RICH}" count="2">
<rv s="0"><v>2</v><v>8</v><v>13</v><v>1</v></rv><rv s="1"><v>13</v><v>3</v></rv></rvData>""",
    "xl/richData/rdrichvaluestructure.xml": f"""<rvStructures xmlns="{RICH}" count="2">
<s t="_error"><k n="colOffset" t="i"/><k n="errorType" t="i"/><k n="rwOffset" t="i"/>
<k n="subType" t="i"/></s>
<s t="_error"><k n="errorType" t="i"/><k n="subType" t="i"/></s></rvStructures>""",
}
RELATED = {
    "sheetMetadata": "metadata.xml",
    "rdRichValue": "richData/rdrichvalue.xml",
    "rdRichValueStructure": "richData/rdrichvaluestructure.xml",
}


def test_a_newer_error_is_read_and_written_as_excel_stores_it() -> None:
    """It is `#VALUE!` with a rich value; where a spill ran into a cell comes before what it is."""
    cells = '<row r="1"><c r="A1" t="e" vm="1"><f>B1</f><v>#VALUE!</v></c>'
    cells += (
        '<c r="B1" t="e" vm="2"><f>C1</f><v>#VALUE!</v></c><c r="C1"><f>1</f><v>1</v></c></row>'
    )
    plain = book_of(cells).package
    rels = plain["xl/_rels/workbook.xml.rels"].decode()
    for number, (kind, target) in enumerate(RELATED.items()):
        relation = f'<Relationship Id="rich{number}" Type="http://x/{kind}" Target="{target}"/>'
        rels = rels.replace("</Relationships>", f"{relation}</Relationships>")
    file = BytesIO(package_bytes(plain.with_parts({"xl/_rels/workbook.xml.rels": rels.encode()})))
    with ZipFile(file, "a") as archive:
        for name, text in RICH_PARTS.items():
            archive.writestr(name, text)
    book = read_book(unpacked(file.getvalue()))
    assert book.value(Place("Sheet", (1, 1))) is ExcelError.SPILL
    assert book.value(Place("Sheet", (1, 2))) is ExcelError.CALC
    calc = '<c r="C1" t="e" vm="2"><f>1</f><v>#VALUE!</v></c>'
    assert calc in sheet_after(book, ExcelError.CALC, column=3)
    assert '<c r="C1" t="e"><f>1</f><v>#N/A</v></c>' in sheet_after(book, ExcelError.NA, column=3)


def test_usual_cells_are_written_as_when_each_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """One pattern finds them all; where it does not, each is looked at."""
    usual = (
        '<c r="A1"><f>1</f></c>',
        '<c r="B1" s="7" t="str"><f>1</f><v>a</v></c>',
        '<c r="C1" t="e" cm="1" vm="2"><f t="array" ref="C1:D1">1</f><v>#VALUE!</v></c>',
        '<c r="D1"><v/></c>',
        '<c r="E1" s="2"><f t="shared" si="0" ref="E1:E2">A1</f><v>1</v></c>',
        '<c r="F1"><f t="shared" si="0" /><v>1</v></c>',
        '<c r="G1" t="b"><f ca="1"/><v>0</v></c>',
        '<c r="H1" s="4"><v>1</v></c>',
    )
    unusual = ('<c r="I1" s="3"/>', '<c r="J1" t="inlineStr"><is><t>x</t></is></c>')
    values: list[CellValue] = [2.5, "<&>", ExcelError.NUM, True, " x", "", 1e300, None, 3.0, 4.0]
    for cells in (usual, usual + unusual):
        book = book_of(f'<row r="1">{"".join(cells)}</row>')
        wanted = {
            Place("Sheet", (1, column)): value
            for column, value in enumerate(values[: len(cells)], start=1)
        }
        assert book.sheets[0].cells.are_plain
        at_once = patched(book, wanted)
        with monkeypatch.context() as patch:
            patch.setattr(Cells, "are_plain", False)
            assert patched(book, wanted) == at_once


def test_a_large_sheet_is_written_some_rows_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one piece of it ends, a cell neither goes nor is written twice."""
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><f>1</f><v>0</v></c><c r="B{row}"><v>{row}</v></c></row>'
        for row in range(1, 41)
    )
    book = book_of(rows)
    wanted: dict[Place, CellValue] = {Place("Sheet", (row, 1)): row / 2 for row in range(1, 41)}
    whole, count = patched(book, wanted)
    assert count == 40
    for size in (1, 100, 777):
        monkeypatch.setattr(writing, "AT_ONCE", size)
        assert patched(book, wanted) == (whole, 40)
    written = whole[book.sheets[0].part].decode()
    assert '<row r="40"><c r="A40"><f>1</f><v>20</v></c><c r="B40"><v>40</v></c></row>' in written
