"""Parts under other names, ways of writing a target, and what only looks like an attack.

What a part is, its relationships, its declared type and its content say; never its name.
"""

from tests.hostile.case import Case, one
from tests.hostile.packages import (
    CELLS,
    MAIN,
    OFFICE,
    SHEET,
    STORED,
    archive,
    content_types,
    member,
    parts,
    relation,
    relations,
    sheet,
    sheet_at,
    workbook,
)

RELATED = "xl/_rels/workbook.xml.rels"
FIRST = relation("worksheet", "worksheets/sheet1.xml")
PROJECT_TYPE = "application/vnd.ms-office.vbaProject"
MACRO_SHEET = "application/vnd.ms-excel.macrosheet+xml"
VBA = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + "_VBA_PROJECT\0".encode("utf-16-le")
)  # the beginning of a compound file, and an entry of its directory
STRICT = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
STRICT_MAIN = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
WIDE = "<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"
ARRAY = '<row r="1"><c r="A1"><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c></row>'
DDE = "<row r='1'><c r='A1'><f>cmd|'/c calc'!A0</f><v>1</v></c></row>"


def elsewhere(name: str, code: str, data: bytes, target: str = "/other/page.bin") -> Case:
    """Return a case of a workbook whose only sheet is a part under another name."""
    return Case(name, code, lambda: sheet_at("other/page.bin", target, data))


def strict() -> bytes:
    """Return a workbook as Excel saves a "Strict Open XML Spreadsheet"."""
    return archive(
        [
            member(name, data.replace(MAIN.encode(), STRICT_MAIN).replace(OFFICE.encode(), STRICT))
            for name, data in parts().items()
        ]
    )


SHEETS = [
    elsewhere("a sound sheet under another name", "ok", sheet()),
    elsewhere("a merge under another name", "E_MERGE", sheet(CELLS, WIDE)),
    elsewhere("an array under another name", "E_ARRAY", sheet(ARRAY)),
    elsewhere("DDE under another name", "E_DDE", sheet(DDE)),
    elsewhere("a cell off the grid under another name", "E_OFF_GRID", sheet(
        '<row r="1"><c r="XFE1"><f ref="A1:XFE1">1</f><v>1</v></c></row>')),
    elsewhere("a DTD under another name", "E_DTD", b"<!DOCTYPE w>" + sheet()),
    elsewhere("300 elements deep under another name", "E_XML_DEPTH", sheet("<a>" * 300 + "</a>"
              * 300)),
    Case("1,000,001 cells under another name", "E_CELLS", lambda: sheet_at(
        "other/page.bin", "/other/page.bin", sheet("<row>" + "<c/>" * 1_000_001 + "</row>"),
        STORED)),
    elsewhere("a sheet behind space", "E_MERGE", b" " * 500 + sheet(CELLS, WIDE)),
    elsewhere("a relative target", "E_MERGE", sheet(CELLS, WIDE), "../other/page.bin"),
    elsewhere("a target of another case", "E_MERGE", sheet(CELLS, WIDE), "/OTHER/Page.BIN"),
    elsewhere("an encoded target", "E_MERGE", sheet(CELLS, WIDE), "/other/p%61ge.bin"),
    elsewhere("a target with dots", "E_MERGE", sheet(CELLS, WIDE), "./../x/../other/./page.bin"),
    elsewhere("a target with backslashes", "E_MERGE", sheet(CELLS, WIDE), "..\\other\\page.bin"),
    elsewhere("a sound sheet and an encoded target", "ok", sheet(), "/Other/p%61ge.bin"),
    one("a sheet among the properties", "E_MERGE", {
        "docProps/app.xml": sheet(CELLS, WIDE),
        RELATED: relations(relation("worksheet", "../docProps/app.xml")),
        "_rels/.rels": relations(
            relation("officeDocument", "xl/workbook.xml"),
            relation("extended-properties", "docProps/app.xml", key="r2"))}),
    one("a chain of formulas", "ok", {
        "xl/calcChain.xml": f'<calcChain xmlns="{MAIN}"><c r="B1" i="1"/></calcChain>'.encode(),
        RELATED: relations(FIRST, relation("calcChain", "calcChain.xml", key="r2"))}),
    one("a sheet that stands twice, once encoded", "E_ZIP_DUPLICATE", {
        "xl/worksheets/sheet%31.xml": sheet()}),
    one("an encoded way out", "E_ZIP_NAME", {"xl/%2e%2e/%2E./evil.xml": b"<x/>"}),
    one("an encoded slash", "E_ZIP_NAME", {"xl/a%2fb.xml": b"<x/>"}),
    Case("a workbook under another name", "ok", lambda: archive(
        [member("_rels/.rels", relations(relation("officeDocument", "main.part"))),
         member("main.part", workbook()),
         member("_rels/main.part.rels", relations(relation("worksheet", "page.part"))),
         member("page.part", sheet()), member("[Content_Types].xml", content_types())])),
    Case("the strict dialect", "ok", strict),
    one("a table of another namespace", "ok", {
        "customXml/item1.xml": b'<t><table ref="none"/><c r="none"/><f ref="?">a|b</f></t>',
        RELATED: relations(FIRST, relation("customXml", "../customXml/item1.xml", key="r2"))}),
    one("a sheet that is called data", "E_MERGE", {
        "customXml/item1.xml": sheet(CELLS, WIDE),
        RELATED: relations(relation("worksheet", "../customXml/item1.xml"),
                           relation("customXml", "../customXml/item1.xml", key="r2"))}),
]  # fmt: skip
MACROS = [
    one("macros by their relation", "E_MACROS", {"xl/a.dat": b"x", RELATED: relations(
        FIRST, relation("vbaProject", "a.dat", key="r2"))}),
    one("macros by Microsoft's relation", "E_MACROS", {"a b.dat": b"x", RELATED: relations(
        FIRST, '<Relationship Id="r2" Target="/A%20B.dat" '
        'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/>')}),
    one("macros by their type", "E_MACROS", {"xl/x.bin": b"x", "[Content_Types].xml": content_types(
        f'<Override PartName="/XL/x.bin" ContentType="{PROJECT_TYPE}"/>')}),
    one("macros by what they hold", "E_MACROS", {"xl/media/image1.png": VBA}),
    one("macros under .xlsm", "ok", {"xl/a.dat": VBA, RELATED: relations(
        FIRST, relation("vbaProject", "a.dat", key="r2"))}, ".xlsm"),
    one("a type that is declared for an ending", "ok", {
        "xl/printerSettings/printerSettings1.bin": b"x", "[Content_Types].xml": content_types(
            f'<Default Extension="bin" ContentType="{PROJECT_TYPE}"/>')}),
    one("a type of a part that is not there", "ok", {"[Content_Types].xml": content_types(
        f'<Override PartName="/xl/vbaProject.bin" ContentType="{PROJECT_TYPE}"/>')}),
    one("a picture that is named as macros", "ok", {"xl/vbaProject.bin": b"\x89PNG"}),
    one("a document with macros, embedded", "ok", {
        "xl/embeddings/oleObject1.bin": VBA,
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            relation("oleObject", "../embeddings/oleObject1.bin"))}),
    one("an Excel 4 sheet by its type", "E_XL4", {"x/y.xml": b"<x/>",
        "[Content_Types].xml": content_types(
            f'<Override PartName="/x/y.xml" ContentType="{MACRO_SHEET}"/>')}, ".xlsm"),
    one("an Excel 4 sheet by the type of its ending", "E_XL4", {"x/y.sheet": b"<x/>",
        "[Content_Types].xml": content_types(
            f'<Default Extension="Sheet" ContentType="{MACRO_SHEET}"/>')}, ".xlsm"),
    one("an Excel 4 sheet by its relation", "E_XL4", {"x/y.xml": b"<x/>", RELATED: relations(
        FIRST, relation("xlMacrosheet", "/x/y.xml", key="r2"))}, ".xlsm"),
    one("an international Excel 4 sheet", "E_XL4", {"x/y.xml": b"<x/>", RELATED: relations(
        FIRST, relation("xlIntlMacrosheet", "../X/%79.xml", key="r2"))}, ".xlsm"),
    one("an Excel 4 sheet by what it holds", "E_XL4", {
        "x/y.png": b'<xm:macrosheet xmlns:xm="m"/>'}, ".xlsm"),
    one("a folder that is named as Excel 4", "ok", {"xl/macrosheets/notes.txt": b"x"}, ".xlsm"),
]  # fmt: skip


def of_formula(name: str, code: str, text: str) -> Case:
    """Return a case of a workbook with a table, and this formula beside it."""
    table = (
        f'<table xmlns="{MAIN}" id="1" name="T" displayName="T" ref="D1:D2"><tableColumns '
        'count="1"><tableColumn id="1" name="Price|USD"/></tableColumns></table>'
    )
    cells = (
        f'<row r="1"><c r="A1"><f>{text}</f><v>5</v></c>'
        '<c r="D1" t="str"><v>Price|USD</v></c></row><row r="2"><c r="D2"><v>5</v></c></row>'
    )
    return one(name, code, {
        SHEET: sheet(cells, '<tableParts count="1"><tablePart r:id="r1"/></tableParts>'),
        "xl/worksheets/_rels/sheet1.xml.rels": relations(relation("table", "../tables/t.xml")),
        "xl/tables/t.xml": table.encode(),
    })  # fmt: skip


BARS = [
    of_formula("a bar in a column's name", "ok", "SUM(T[Price|USD])"),
    of_formula("a bar in a column among columns", "ok", "SUM(T[[#Data],[Price|USD]])"),
    of_formula("a bar in a column of another table", "findings", "SUM(U[a'#b|c])"),
    of_formula("DDE behind a column", "E_DDE", "T[Price|USD]+cmd|'/c calc'!A1"),
    of_formula("DDE behind a kept apostrophe", "E_DDE", "T[a'#b]+cmd|'/c calc'!A1"),
    of_formula("DDE behind a bracket without an end", "E_DDE", "T[a+cmd|'/c calc'!A1"),
    of_formula("DDE behind an apostrophe without an end", "E_DDE", "cmd|/c calc!A1'"),
    of_formula("DDE to a program in apostrophes", "E_DDE", "'cmd'|'/c calc'!A1"),
    of_formula("DDE around an element", "E_DDE", "cmd<x/>|'/c calc'!A1"),
    of_formula("DDE around a formula", "E_DDE", "cmd<f>1</f>|'/c calc'!A1"),
    one("DDE in the totals of a table", "E_DDE", {"xl/tables/t.xml": (
        b"<table><tableColumns><tableColumn><totalsRowFormula>cmd|'/c calc'!A1</totalsRowFormula>"
        b"</tableColumn></tableColumns></table>")}),
    one("a DDE link under another name", "E_DDE", {
        "links/a.xml": f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" '
        'ddeTopic="/c calc"/></externalLink>'.encode(),
        RELATED: relations(FIRST, relation("externalLink", "/links/a.xml", key="r2"))}),
    one("a fraction in a drawing", "ok", {
        "xl/drawings/drawing1.xml": b'<d xmlns:m="m"><m:f><m:num><m:f><m:t>|x|</m:t></m:f>'
        b"</m:num></m:f></d>"}),
]  # fmt: skip
NUMBERS = [
    one(f"the number {text}", "E_NUMBER", {
        SHEET: sheet(f'<row r="3"><c r="C3"><v>{text}</v></c></row>')})
    for text in ("NaN", "nan", "INF", "-INF", "Infinity", "1e400", "-1E309", "1_000", "0x10",
                 "1,5", "\u0661", "five")
] + [
    one("the number NaN in a part with comments", "E_NUMBER", {
        SHEET: sheet('<!-- --><row r="3"><c r="C3"><v>NaN</v></c></row>')}),
    one("the number NaN as a formula's value", "E_NUMBER", {
        SHEET: sheet('<row r="3"><c r="C3"><f>1</f><v>NaN</v></c></row>')}),
    one("the largest number", "ok", {
        SHEET: sheet('<row r="3"><c r="C3"><v>1.7976931348623157E308</v></c></row>')}),
]  # fmt: skip
NAMES = [
    one("a name that is itself", "findings", {"xl/workbook.xml": workbook(
        after="<definedNames><definedName name='x'>x+1</definedName></definedNames>")}),
    one("a ring of names", "findings", {"xl/workbook.xml": workbook(
        after="<definedNames><definedName name='x'>y</definedName>"
        "<definedName name='y'>x</definedName></definedNames>")}),
]  # fmt: skip
DISGUISES = [*SHEETS, *MACROS, *BARS, *NUMBERS, *NAMES]
