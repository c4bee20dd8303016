"""What is taken out of the copy that LibreOffice gets, and what stays as it was."""

import re

import pytest

from tests.hostile.packages import SHEET, book, relation, relations, sheet, workbook
from tests.hosts.libreoffice.strangers import EXTERNAL, linked
from xl_udfs.cells import ExcelError
from xl_udfs.engine.container.package import unpacked
from xl_udfs.engine.container.roles import relationships
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.workbook.book import read_book
from xl_udfs.hosts.libreoffice.outside import reaches_outside
from xl_udfs.hosts.libreoffice.severed import severed

SHEETS = {"sheet1", "jan", "dec", "it's #1"}


@pytest.mark.parametrize(
    "formula",
    [
        "[1]Sheet1!A1", "SUM([1]Sheet1!A1:B2)", "'[1]A b'!A1", "[1]!price", "[1]!NOSUCH(A1)",
        "'C:\\x\\[b.xlsx]S'!A1", "[b.xlsx]S!A1", "'file:///x.ods'#$S.A1", "'x.ods'#$S.A1",
        "'x.ods' #$S.A1", "file:///x.ods#$S.A1", "x.ods#$S.A1", "'http://x/y'#$S.A1",
        "'file:x'!A1", "'Jan:Nosuch'!A1", "\\\\server\\x!A1",
        "INDIRECT(A1)", 'INDIRECT("A"&1)', 'indirect ("\'file:///x\'#$S.A1")',
        'INDIRECT("[1]S!A1")', 'INDIRECT("x.ods#$S.A1")', 'INDIRECT(IF(1,"A1","A2"))',
        'INDIRECT("A1")+INDIRECT(B1)', "_xlfn.ANYTHING(INDIRECT(B1))",
        '_xlfn.WEBSERVICE("http://x")', "WEBSERVICE (A1)", "_xlfn.IMAGE(A1)", 'RTD("x",,"y")',
        'HYPERLINK("http://x","y")', 'DDE("soffice","x","y")', "COM.MICROSOFT.WEBSERVICE(A1)",
        'CALL("x","y")', "REGISTER.ID(A1)", "_xlfn.STOCKHISTORY(A1)", "'cmd'|'/c x'!A1",
        "T[Col]+[1]S!A1", "T[a'[b]+WEBSERVICE(A1)", "outside", "Sheet1!Outside+1",
    ],
)  # fmt: skip
def test_a_formula_that_may_lead_out_is_known(formula: str) -> None:
    """In Excel's way or in LibreOffice's, written or computed."""
    assert reaches_outside(formula, SHEETS, {"outside"})


@pytest.mark.parametrize(
    "formula",
    [
        "SUM(A1:B2)", "Sheet1!A1", "'It''s #1'!A1", "'Jan:Dec'!A1", "T[Col]", "T[[#All],[a/b]]",
        "T[@[Price '[USD']]]", "T[a|b]", '"http://x"', '"INDIRECT(A1)"', '"[1]S!A1"', '"it\'s"',
        'INDIRECT("A1")', 'INDIRECT("$A$1:B2",TRUE)', "INDIRECT(\"'It s'!A1\")", 'INDIRECT("rate")',
        "[1]!CONVERSION_RATE(A1,B1)", "[1]!Conversion_Rate(A1,B1)", "A1#", "A1/B1/C1",
        "MYINDIRECT(A1)", "a\\b_1+1", "SUM([0]!name)", "[0]Sheet1!A1", 'INDIRECT("Tab[#Totals]")',
        "HYPERLINKS", "ADDRESS(1,1)", "{1,2;3,4}",
    ],
)  # fmt: skip
def test_a_formula_that_stays_in_is_left_alone(formula: str) -> None:
    """So that LibreOffice computes it; a text, a column and an add-in's function are no links."""
    assert not reaches_outside(formula, SHEETS, {"outside"})


def test_nothing_outside_is_left_in_the_copy() -> None:
    """No address, no connection, no query; what was there inside is there."""
    address = "file:///tmp/secret.xlsx"
    package = severed(unpacked(linked(address)))
    assert "externalLinkPath" in str(unpacked(linked(address)).parts)
    for part in package.parts:
        if part.name != "xl/connections.xml":  # which nothing relates to any longer
            assert address.encode() not in part.data, part.name
    kinds = [
        attributes["Type"].rpartition("/")[2]
        for part in package.parts
        if part.name.endswith(".rels")
        for attributes in relationships(part.name, part.data)
    ]
    assert kinds == ["officeDocument", "worksheet"]
    copy = read_book(package)
    (cells,) = [one.cells for one in copy.sheets]
    formulas = {at: cell.formula.text for at, cell in cells.items() if cell.formula is not None}
    assert formulas == {(9, 1): "SUM(A1:A8)+1", (10, 1): 'INDIRECT("Sheet1!B1")'}
    assert [cells[row, 1].value for row in range(1, 11)] == [*range(1, 11)]
    assert {name.name: name.attr_text for _, name in copy.names} == {
        "outside": "#REF!", "inside": "Sheet1!$B$1",
    }  # fmt: skip
    assert b"<formula>#REF!</formula>" in package[SHEET]
    assert b"<use href='#a'/>" in package["xl/media/image1.svg"]


def test_a_workbook_without_links_is_copied_byte_for_byte() -> None:
    """Also where a relationship has a query, a fragment or another case."""
    content = book(
        {
            "xl/worksheets/_rels/sheet1.xml.rels": relations(relation("image", "../A%20b.png#x")),
            "xl/A b.png": b"\x89PNG",
        }
    )
    package = unpacked(content)
    assert severed(package).parts == package.parts


def test_copies_of_a_shared_formula_go_with_their_first() -> None:
    """Without its first LibreOffice could make anything of them."""
    cells = (
        '<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A2">INDIRECT(B1)</f><v>1</v></c>'
        '<c r="C1"><f t="shared" si="1" ref="C1:C2">B1</f><v>3</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c>'
        '<c r="C2"><f t="shared" si="1"/><v>4</v></c></row>'
    )
    (copy,) = read_book(severed(unpacked(book({SHEET: sheet(cells)})))).sheets
    assert [at for at, cell in copy.cells.items() if cell.formula] == [(1, 3), (2, 3)]
    assert [cell.value for cell in copy.cells.values()] == [1, 3, 2, 4]


def test_a_picture_is_made_of_the_stored_values() -> None:
    """LibreOffice computed what has an empty text: #NAME? stood where nothing is to be seen."""
    cells = (
        '<row r="1"><c r="A1" t="str"><f>WHY("X")</f><v></v></c><c r="B1"><f>NOSUCH()</f></c>'
        '<c r="C1"><f t="shared" si="0" ref="C1:C2">B1</f><v>3</v></c></row>'
        '<row r="2"><c r="A2" t="e"><f>NOSUCH()</f><v>#VALUE!</v></c>'
        '<c r="C2"><f t="shared" si="0"/><v>4</v></c></row>'
    )
    package = unpacked(book({SHEET: sheet(cells)}))
    assert severed(package).parts == package.parts
    (copy,) = read_book(severed(package, valued=True)).sheets
    assert [at for at, cell in copy.cells.items() if cell.formula] == [(1, 2)]  # it has no value
    values = {at: cell.value for at, cell in copy.cells.items() if not cell.formula}
    assert values == {(1, 1): "", (1, 3): 3, (2, 1): ExcelError.VALUE, (2, 3): 4}


def test_names_that_lead_out_by_way_of_each_other_go_too() -> None:
    """The last of them is the one that says where."""
    names = (
        "<definedNames><definedName name='a'>B+1</definedName><definedName name='b'>c</definedName>"
        "<definedName name='c'>[1]S!A1</definedName><definedName name='d'>1</definedName>"
        "</definedNames>"
    )
    cells = '<row r="1"><c r="A1"><f>a</f><v>1</v></c><c r="B1"><f>d</f><v>1</v></c></row>'
    content = book({"xl/workbook.xml": workbook(after=names), SHEET: sheet(cells)})
    copy = read_book(severed(unpacked(content)))
    assert [name.attr_text for _, name in copy.names] == ["#REF!", "#REF!", "#REF!", "1"]
    assert [cell.formula is None for cell in copy.sheets[0].cells.values()] == [True, False]


@pytest.mark.parametrize(
    "cells",
    [
        "<f>INDI<![CDATA[RECT(B1)]]></f>", "<f>INDI<!-- -->RECT(B1)</f>", "<f>INDI<x/>RECT(B1)</f>",
        "<f>1<!-- --></f>", "<f>INDIRECT&#40;B1)</f>",
    ],
)  # fmt: skip
def test_a_formula_in_pieces_is_not_trusted(cells: str) -> None:
    """One reader may put them together otherwise than another."""
    content = book({SHEET: sheet(f'<row r="1"><c r="A1">{cells}<v>5</v></c></row>')})
    ((cell,),) = [one.cells.values() for one in read_book(severed(unpacked(content))).sheets]
    assert (cell.formula, cell.value) == (None, 5)


@pytest.mark.parametrize(
    "target",
    [
        "http://x/y",
        "FILE:///etc/passwd",
        "//server/share",
        "\\\\server\\share",
        " https://x",
        "C:/x",
    ],
)
def test_a_target_is_taken_out_though_it_says_that_it_is_inside(target: str) -> None:
    """The mode is only what the file says of itself."""
    content = book({"xl/worksheets/_rels/sheet1.xml.rels": relations(relation("image", target))})
    package = severed(unpacked(content))
    assert relationships("x", package["xl/worksheets/_rels/sheet1.xml.rels"]) == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_part_in_utf_16_is_read_as_any_other(encoding: str) -> None:
    """A drawing may be; a link in it is found all the same."""
    drawing = (
        '<?xml version="1.0" encoding="UTF-16"?><d><f>[1]S!A1</f><image href="http://x/"/></d>'
    )
    package = unpacked(book({"xl/drawings/d.xml": drawing.encode(encoding)}))
    assert severed(package)["xl/drawings/d.xml"] == (
        b'<?xml version="1.0"?><d><f>#REF!</f><image/></d>'
    )


def test_the_end_of_a_scale_of_colours_is_a_formula_too() -> None:
    """It stands in an attribute."""
    rule = (
        "<conditionalFormatting sqref='A1'><cfRule type='colorScale' priority='1'><colorScale>"
        "<cfvo type='formula' val='INDIRECT(B1)'/><cfvo type='formula' val='B1'/></colorScale>"
        "</cfRule></conditionalFormatting>"
    )
    data = severed(unpacked(book({SHEET: sheet(after=rule)})))[SHEET]
    assert re.findall(rb"<cfvo[^>]*>", data) == [
        b"<cfvo type='formula' val=\"0\"/>", b"<cfvo type='formula' val='B1'/>",
    ]  # fmt: skip


def test_a_drawing_that_is_not_well_formed_is_copied_without_its_links() -> None:
    """Excel reads its own old drawings so; a sheet that is not well-formed is refused."""
    drawing = b'<xml><v:shape style="a" style="b"/><v:imagedata src="http://x/y.png"/></xml>'
    rels = relations(relation("vmlDrawing", "../drawings/v.vml"))
    parts = {"xl/drawings/v.vml": drawing, "xl/worksheets/_rels/sheet1.xml.rels": rels}
    assert severed(unpacked(book(parts)))["xl/drawings/v.vml"] == (
        b'<xml><v:shape style="a" style="b"/><v:imagedata/></xml>'
    )
    rels = relations(relation("worksheet", "../drawings/v.vml"))
    with pytest.raises(UnreadableError) as caught:
        severed(unpacked(book({**parts, "xl/worksheets/_rels/sheet1.xml.rels": rels})))
    assert caught.value.code == "E_XML"


def test_an_external_relationship_of_any_kind_is_taken_out() -> None:
    """Those inside stay, in their order."""
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    content = book(
        {
            rels: relations(
                relation("image", "../media/a.png", key="a"),
                relation("image", "b.png", EXTERNAL, key="b"),
                relation("oleObject", "../embeddings/c.bin", key="c"),
                relation("drawing", "../drawings/d.xml", key="d"),
            ),
            "xl/media/a.png": b"x",
        }
    )
    kept = relationships(rels, severed(unpacked(content))[rels])
    assert [(one["Id"], one["Target"]) for one in kept] == [
        ("a", "../media/a.png"), ("d", "../drawings/d.xml"),
    ]  # fmt: skip
