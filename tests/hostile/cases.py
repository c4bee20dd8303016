"""Broken and malicious files, each with the code that it must get."""

from dataclasses import replace

from tests.hostile.case import Case, one
from tests.hostile.disguises import DISGUISES
from tests.hostile.packages import (
    CELLS,
    MAIN,
    SHEET,
    STORED,
    archive,
    book,
    formula,
    member,
    members,
    relation,
    relations,
    sheet,
    with_last,
    workbook,
)

LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
STRANGER = '<!DOCTYPE w SYSTEM "file:///etc/passwd">'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def in_sheet(name: str, code: str, cells: str, after: str = "") -> Case:
    """Return a case of a workbook with these rows."""
    return one(name, code, {SHEET: sheet(cells, after)})


def in_formula(name: str, code: str, text: str, cached: str = "<v>1</v>") -> Case:
    """Return a case of a workbook with this formula."""
    return one(name, code, {SHEET: formula(text, cached)})


def at(reference: str) -> str:
    """Return a row with one cell that says where it is."""
    return f'<row r="1"><c r="{reference}"><v>1</v></c></row>'


def merges(*ranges: str) -> str:
    """Return merged ranges."""
    return "<mergeCells>" + "".join(f'<mergeCell ref="{r}"/>' for r in ranges) + "</mergeCells>"


def overlapping() -> bytes:
    """Return a zip whose last two members are the same bytes: CVE-2024-0450."""
    *others, last = members()
    start = archive(others).index(b"PK\x01\x02")  # where the last one lies
    return archive([*others, last, replace(last, name=b"xl/other.xml", offset=start)])


def quoting() -> bytes:
    """Return a zip whose first member reaches over the second."""
    first, second, *others = members()
    stream = first.stream + b"PK\x03\x04"
    reach = len(stream) + 40
    return archive([replace(first, stream=stream, packed=reach, method=STORED), second, *others])


def cut() -> bytes:
    """Return a zip that ends within its first half."""
    return book()[:300]


def long_directory() -> bytes:
    """Return a zip with a directory of 100,000 entries, for which zipfile makes as many objects."""
    last = replace(member("x", b""), offset=0)
    return archive([*members(), *[last] * 100_000])


def stored(changed: dict[str, bytes]) -> bytes:
    """Return a workbook with some parts changed or added, which are not packed."""
    kept = [one for one in members() if one.name.decode() not in changed]
    return archive([*kept, *[member(name, data, STORED) for name, data in changed.items()]])


def squeezed(changed: dict[str, bytes]) -> bytes:
    """Return the same, packed; larger than what may be packed otherwise."""
    kept = [one for one in members() if one.name.decode() not in changed]
    return archive([*kept, *[member(name, data) for name, data in changed.items()]])


def many(name: str, child: str, count: int) -> str:
    """Return an element with many equal children."""
    return f"<{name}>{child * count}</{name}>"


def attributes(count: int) -> bytes:
    """Return a tag of many attributes."""
    return b"<a" + b"".join(b" a%x=''" % number for number in range(count)) + b"/>"


def shared_strings(count: int) -> bytes:
    """Return a part of shared texts."""
    return f'<sst xmlns="{MAIN}">{"<si><t>x</t></si>" * count}</sst>'.encode()


CONTROL = [one("a sound workbook", "ok", {})]

NO_ZIP = [
    Case("an empty file", "E_EMPTY", lambda: b""),
    Case("a file of zeros", "E_EMPTY", lambda: bytes(4096)),
    Case("a web page", "E_HTML", lambda: b"\xef\xbb\xbf\n<!DOCTYPE HTML><html></html>"),
    Case("a table of HTML", "E_HTML", lambda: b"<table><tr><td>1</td></tr></table>", ".xls"),
    Case("an old .xls", "E_XLS", lambda: OLE + "Workbook".encode("utf-16-le")),
    Case("a file of Excel 4", "E_XLS", lambda: b"\x09\x04\x06\x00\x00\x00\x10\x00"),
    Case("a password to open", "E_ENCRYPTED", lambda: OLE + "EncryptedPackage".encode("utf-16-le")),
    Case("a CSV", "E_NOT_ZIP", lambda: b"Holder,Shares\r\nA,1\r\n"),
    Case("noise", "E_NOT_ZIP", lambda: bytes(range(256)) * 64),
]
CONTAINER = [
    Case("cut in the middle", "E_ZIP_TRUNCATED", cut),
    Case("cut in its last record", "E_ZIP_TRUNCATED", lambda: book()[:-10]),
    Case("a member beyond the end", "E_ZIP_TRUNCATED", lambda: with_last(packed=10**6)),
    Case("a member that starts beyond the end", "E_ZIP_TRUNCATED", lambda: with_last(offset=10**6)),
    Case("a flipped byte", "E_ZIP_CRC", lambda: with_last(crc=1)),
    Case("a stream that is no deflate", "E_ZIP_DAMAGED", lambda: with_last(stream=b"\xff" * 90)),
    Case("a member that is not in its place", "E_ZIP_DAMAGED", lambda: with_last(offset=5)),
    Case("more in a member than it says", "E_ZIP_CRC", lambda: with_last(size=5)),
    Case("less in a member than it says", "E_ZIP_TRUNCATED", lambda: with_last(size=10**5)),
    Case("the same bytes twice", "E_ZIP_OVERLAP", overlapping),
    Case("a member over another", "E_ZIP_OVERLAP", quoting),
    Case("a program before the zip", "E_ZIP_PREFIX", lambda: archive(members(), b"MZ" + bytes(99))),
    Case("one name twice", "E_ZIP_DUPLICATE", lambda: archive([*members(), members()[-1]])),
    one("one name in two cases", "E_ZIP_DUPLICATE", {SHEET.upper(): sheet()}),
    one("a way out", "E_ZIP_NAME", {"xl/../../evil.xml": b"<x/>"}),
    one("an absolute name", "E_ZIP_NAME", {"/etc/cron.d/x": b"x"}),
    one("a name with backslashes", "E_ZIP_NAME", {"..\\evil.exe": b"x"}),
    one("a drive", "E_ZIP_NAME", {"C:/evil.exe": b"x"}),
    one("a NUL in a name", "E_ZIP_NAME", {"xl/a.xml\0.png": b"<x/>"}),
    one("a control character in a name", "E_ZIP_NAME", {"xl/\x1b[2J.xml": b"<x/>"}),
    Case("an encrypted member", "E_ZIP_ENCRYPTED", lambda: with_last(flags=1)),
    Case("a rare way of packing", "E_ZIP_METHOD", lambda: with_last(method=14)),
    one("2,001 parts", "E_ZIP_MEMBERS", {f"x/{number}.bin": b"" for number in range(1996)}),
    Case("100,000 entries", "E_ZIP_MEMBERS", long_directory),
    Case("51 MiB", "E_ZIP_PACKED", lambda: bytes(51 * 2**20)),
    Case("500 MiB unpacked", "E_ZIP_UNPACKED", lambda: with_last(size=500 * 2**20)),
    one("a bomb", "E_ZIP_RATIO", {"xl/media/zeros.png": bytes(20 * 2**20)}),
    one("no sheet part", "E_PART_MISSING", {"xl/_rels/workbook.xml.rels": relations(
        relation("worksheet", "worksheets/none.xml"))}),
    one("a zip of notes", "E_NOT_WORKBOOK", {"_rels/.rels": relations(
        relation("officeDocument", "notes.xml")), "notes.xml": b"<notes/>"}),
    one("no relation to a workbook", "E_NOT_WORKBOOK", {"_rels/.rels": relations()}),
    one("a workbook that is not there", "E_NOT_WORKBOOK", {"_rels/.rels": relations(
        relation("officeDocument", "xl/none.xml"))}),
    one("a document", "E_NOT_WORKBOOK", {
        "_rels/.rels": relations(relation("officeDocument", "xl/document.xml")),
        "xl/document.xml": b'<w:document xmlns:w="w"/>'}),
    one("a binary workbook", "E_NOT_WORKBOOK", {
        "_rels/.rels": relations(relation("officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": b"\x83\x01\x00"}),
]  # fmt: skip
XML = [
    one("a billion laughs", "E_DTD", {"xl/workbook.xml": LAUGHS.encode() + workbook()}),
    one("an outside entity", "E_DTD", {"docProps/core.xml": f"{STRANGER}<w/>".encode()}),
    one("a DTD in UTF-16", "E_DTD", {"customXml/item1.xml": f"{STRANGER}<w/>".encode("utf-16")}),
    one("a DTD in UTF-16 without a mark", "E_DTD", {
        "xl/x.xml": f'<?xml version="1.0"?>{STRANGER}<w/>'.encode("utf-16-be")}),
    one("a DTD under another ending", "E_DTD", {"xl/media/x.png": f" {STRANGER}<w/>".encode()}),
    one("300 elements deep", "E_XML_DEPTH", {SHEET: sheet("<a>" * 300 + "</a>" * 300)}),
    one("100,000 elements deep", "E_XML_DEPTH", {"docProps/app.xml": b"<a>" * 100_000}),
    Case("11,000,000 tags", "E_XML_TAGS", lambda: archive(
        [*members(), member("xl/x.xml", b"<a>" + b"<a/>" * 11_000_000 + b"</a>", STORED)])),
    Case("11,000,000 attributes", "E_XML_TAGS", lambda: archive(
        [*members(), member("xl/x.xml", b"<a" + b" a=''" * 10_000_000 + b"/>", STORED)])),
    Case("3,500,000 attributes of one tag", "E_XML_ATTRIBUTES", lambda: archive(
        [*members(), member("xl/x.xml", attributes(3_500_000), STORED)])),
    Case("11,000 attributes in UTF-16", "E_XML_ATTRIBUTES", lambda: archive(
        [*members(), member("xl/x.xml", attributes(11_000).decode().encode("utf-16"), STORED)])),
    Case("250,001 names", "E_XML_TREE", lambda: stored({"xl/workbook.xml": workbook(after=many(
        "definedNames", "<definedName name='n'>1</definedName>", 250_001))})),
    Case("500,000 relations", "E_XML_TREE", lambda: stored({
        "xl/_rels/workbook.xml.rels": relations(*["<Relationship/>"] * 500_000)})),
    one("a sheet cut short", "E_XML", {SHEET: sheet()[:-20]}),
    one("no XML at all", "E_XML", {"docProps/app.xml": b"\x00\x01\x02"}),
    one("an encoding that no one knows", "E_XML", {
        SHEET: b'<?xml version="1.0" encoding="x-none"?>' + sheet()}),
    one("bytes that are no UTF-8", "E_XML", {SHEET: sheet(CELLS.replace("A1*2", "\x00"))}),
    one("a sheet in UTF-16", "E_XML", {SHEET: sheet().decode().encode("utf-16")}),
    one("an unknown entity", "E_XML", {SHEET: formula("&file;")}),
]  # fmt: skip
GEOMETRY = [
    in_sheet("a column too far", "E_OFF_GRID", at("XFE1")),
    in_sheet("a row too far", "E_OFF_GRID", at("A1048577")),
    in_sheet("row 0", "E_OFF_GRID", at("A0")),
    in_sheet("no reference", "E_OFF_GRID", at("=A1")),
    in_sheet("rows beyond the end", "E_OFF_GRID", '<row r="99999999"><c><v>1</v></c></row>'),
    in_sheet("row -1", "E_OFF_GRID", '<row r="-1"><c><v>1</v></c></row>'),
    in_sheet("the whole sheet merged", "E_MERGE", CELLS, merges("A1:XFD1048576")),
    in_sheet("many large merges", "E_MERGE", CELLS, merges(*["A1:A99999"] * 11)),
    in_sheet("a merge backwards", "E_OFF_GRID", CELLS, merges("B9:A1")),
    one("a sheet name that Excel forbids", "E_SHEET_NAME", {"xl/workbook.xml": workbook("a[1]")}),
    one("no sheet name", "E_SHEET_NAME", {"xl/workbook.xml": workbook("")}),
    one("one sheet name twice", "E_SHEET_NAME", {
        "xl/workbook.xml": workbook().replace(
            b"</sheets>", b'<sheet name="SHEET1" sheetId="2" r:id="r1"/></sheets>')}),
    one("no sheets", "E_NOT_WORKBOOK", {
        "xl/_rels/workbook.xml.rels": relations(relation("chartsheet", "worksheets/sheet1.xml"))}),
    in_sheet("a merge of nothing", "E_OFF_GRID", CELLS, merges("")),
    in_sheet("an array over the sheet", "E_ARRAY",
             '<row r="1"><c r="A1"><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c></row>'),
    one("a table off the grid", "E_OFF_GRID",
        {"xl/tables/table1.xml": b'<table ref="A1:ZZZ9" displayName="T"/>'}),
    in_sheet("a shared text that is not there", "E_XML",
             '<row r="1"><c r="A1" t="s"><v>7</v></c></row>'),
    in_sheet("a shared text from the end", "E_XML",
             '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'),
    in_sheet("a shared formula without its first", "E_XML",
             '<row r="1"><c r="A1"><f t="shared" si="3"/><v>1</v></c></row>'),
]  # fmt: skip
CELLS_IN_ALL = [
    Case("1,000,001 cells", "E_CELLS", lambda: stored({
        SHEET: sheet("<row>" + "<c/>" * 15_000 + "</row>" + ("<row>" + "<c/>" * 1000 + "</row>")
                     * 986)})),
    Case("cells under another part's name", "E_CELLS", lambda: stored({
        "xl/calcChain.xml": sheet("<c/>" * 1_000_001)})),
    Case("170 MiB of texts in cells", "E_CELLS_SIZE", lambda: squeezed({
        SHEET: sheet('<row r="1"><c t="inlineStr"><is><t>' + "".join(
            str(number) * 20 for number in range(1_400_000)) + "</t></is></c></row>")})),
    Case("1,000,001 shared texts", "E_STRINGS", lambda: stored({
        "xl/sharedStrings.xml": shared_strings(1_000_001),
        "xl/_rels/workbook.xml.rels": relations(relation("worksheet", "worksheets/sheet1.xml"),
            relation("sharedStrings", "sharedStrings.xml", key="r2"))})),
    in_formula("a text of a megabyte", "E_FORMULA", f'"{"a" * 10**6}"'),
    in_formula("200,000 sums", "E_FORMULA", "+".join(["1"] * 200_000)),
    Case("one formula shared by 12,000 cells", "E_FORMULAS", lambda: stored({SHEET: sheet(
        '<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A9">' + "1+" * 3000
        + "1</f></c></row><row>" + '<c><f t="shared" si="0"/></c>' * 12_000 + "</row>")})),
]  # fmt: skip
FORMULAS = [
    in_formula("20,000 brackets", "findings", "(" * 20_000 + "1" + ")" * 20_000),
    in_formula("3,000 functions deep", "findings", "IF(1," * 3000 + "1" + ")" * 3000),
    in_formula("50,000 signs", "findings", "-" * 50_000 + "1"),
    in_formula("30,000 sums", "findings", "+".join(["1"] * 30_000)),
    in_formula("a text of 60,000 letters", "findings", f'"{"a" * 60_000}"'),
    in_formula("itself", "findings", "A1+1"),
    in_formula("a function that no one knows", "findings", "NOSUCH(1)"),
    in_formula("17 thousand million cells", "findings", "SUM(SEQUENCE(1048576,16384))"),
    in_formula("a thousand million letters", "findings", 'LEN(REPT("x",1E9))'),
    in_formula("code of another language", "findings", "__import__(&quot;os&quot;)"),
    in_formula("half a formula", "findings", "SUM(1,"),
]
ACTIVE = [
    in_formula("DDE in a cell", "E_DDE", "cmd|'/c calc'!A0"),
    in_formula("DDE in disguise", "E_DDE", "cmd&#124;'/c calc'!A0"),
    in_formula("DDE in CDATA", "E_DDE", "<![CDATA[cmd|'/c calc'!A0]]>"),
    in_sheet("DDE in a validation", "E_DDE", CELLS, "<dataValidations><dataValidation>"
             "<formula1>cmd|'/c calc'!A0</formula1></dataValidation></dataValidations>"),
    one("DDE in a name", "E_DDE", {"xl/workbook.xml": workbook(
        after="<definedNames><definedName name='x'>cmd|'/c c'!A0</definedName></definedNames>")}),
    one("a DDE link", "E_DDE", {"xl/externalLinks/externalLink1.xml":
        b'<x:externalLink xmlns:x="m"><x:ddeLink ddeService="cmd" ddeTopic="/c calc"/>'
        b"</x:externalLink>"}),
    in_sheet("a stroke in a text", "ok",
             '<row r="1"><c r="A1" t="str"><f>"a|b"</f><v>a|b</v></c></row>'),
    in_formula("a web service", "findings", 'WEBSERVICE("http://example.invalid/")'),
    in_formula("a real-time server", "findings", 'RTD("x.y",,"z")'),
]  # fmt: skip
TEXT = [
    in_sheet("half a surrogate pair", "ok",
             '<row r="1"><c r="A1" t="str"><v>_xD800_</v></c></row>'),
    in_sheet("half a pair from a formula", "findings",
             '<row r="1"><c r="A1" t="str"><f>"a"</f><v>_xDC00_</v></c></row>'),
    in_sheet("a sequence that colours", "findings",
             '<row r="1"><c r="A1" t="str"><f>"a"</f><v>_x001B_[31m_x0007_</v></c></row>'),
    in_sheet("a turn from right to left", "findings",
             '<row r="1"><c r="A1" t="str"><f>"a"</f><v>\u202e1000</v></c></row>'),
    one("a sheet named as a command", "findings", {
        "xl/workbook.xml": workbook("{0} $(x) %s"), SHEET: formula("1+1", "<v>9</v>")}),
    in_sheet("a text that is markup", "findings",
             '<row r="1"><c r="A1" t="str"><f>"a"</f><v>[/red]</v></c></row>'),
    in_sheet("a text that looks like a formula", "ok",
             '<row r="1"><c r="A1" t="str"><v>=1+cmd|x</v></c></row>'),
]  # fmt: skip

CASES = (
    CONTROL + NO_ZIP + CONTAINER + XML + GEOMETRY + CELLS_IN_ALL + FORMULAS + ACTIVE + TEXT
) + DISGUISES
