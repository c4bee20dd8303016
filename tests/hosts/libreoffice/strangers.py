"""Workbooks that try to lead LibreOffice out of them, as it opens them."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from xml.sax.saxutils import escape

from openpyxl import Workbook

from tests.hostile.packages import (
    MAIN,
    OFFICE,
    SHEET,
    book,
    content_types,
    relation,
    relations,
    workbook,
)
from tests.hostile.packages import sheet as worksheet

ELSEWHERE = "ELSEWH5"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
EXTERNAL = ' TargetMode="External"'
TYPES = content_types(
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    f'<Override PartName="/xl/workbook.xml" ContentType="{SPREADSHEET}.sheet.main+xml"/>',
    f'<Override PartName="/{SHEET}" ContentType="{SPREADSHEET}.worksheet+xml"/>',
    '<Override PartName="/xl/drawings/drawing1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>',
)
DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006"
CORNERS = (
    "<x:from><x:col>3</x:col><x:colOff>0</x:colOff><x:row>1</x:row><x:rowOff>0</x:rowOff></x:from>"
    "<x:to><x:col>6</x:col><x:colOff>0</x:colOff><x:row>9</x:row><x:rowOff>0</x:rowOff></x:to>"
)
LINKED_PICTURE = (
    f'<x:wsDr xmlns:x="{DRAWINGML}/spreadsheetDrawing" xmlns:a="{DRAWINGML}/main" '
    f'xmlns:r="{OFFICE}"><x:twoCellAnchor>{CORNERS}<x:pic><x:nvPicPr><x:cNvPr id="2" name="P"/>'
    '<x:cNvPicPr/></x:nvPicPr><x:blipFill><a:blip r:link="r1"/><a:stretch><a:fillRect/>'
    '</a:stretch></x:blipFill><x:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></x:spPr>'
    "</x:pic><x:clientData/></x:twoCellAnchor></x:wsDr>"
)


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """Yield the address of a server on this machine, and the requests that it gets."""
    heard: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def answer(self) -> None:
            heard.append(f"{self.command} {self.path}")
            self.send_response(404)
            self.end_headers()

        do_GET = do_HEAD = do_OPTIONS = do_PROPFIND = answer  # noqa: N815 - as the server calls

        def log_message(self, *_: object) -> None:
            """Leave the screen alone."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def secret(folder: Path) -> str:
    """Write another workbook and return its address."""
    made = Workbook()
    made.worksheets[0].title = "Secret"
    made.worksheets[0]["A1"] = ELSEWHERE
    path = folder / "secret.xlsx"
    made.save(path)
    return path.as_uri()


def reading(formula: str) -> bytes:
    """Return a workbook with one formula, which has no stored value."""
    cells = f'<row r="5"><c r="A5"><f>{escape(formula)}</f></c></row>'
    return book({"[Content_Types].xml": TYPES, SHEET: worksheet(cells)})


def picturing(address: str) -> bytes:
    """Return a workbook with a picture that lies elsewhere."""
    return book(
        {
            "[Content_Types].xml": TYPES,
            SHEET: worksheet(after='<drawing r:id="r1"/>'),
            "xl/worksheets/_rels/sheet1.xml.rels": relations(
                relation("drawing", "../drawings/drawing1.xml")
            ),
            "xl/drawings/drawing1.xml": LINKED_PICTURE.encode(),
            "xl/drawings/_rels/drawing1.xml.rels": relations(
                relation("image", f"{address}/picture.png", EXTERNAL)
            ),
        }
    )


def linked(address: str) -> bytes:
    """Return a workbook with links of every kind to an address, each with a stored value."""
    formulas = (
        "[1]Secret!A1",
        f"'{address}'#$Secret.A1",
        f"INDIRECT(\"'{address}'#$Secret.A1\")",
        'INDIRECT("A"&1)',
        f'_xlfn.WEBSERVICE("{address}")',
        f'_xlfn.IMAGE("{address}")',
        f'HYPERLINK("{address}","here")',
        "outside+1",
        "SUM(A1:A8)+1",
        'INDIRECT("Sheet1!B1")',
    )
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><f>{escape(formula)}</f><v>{row}</v></c>'
        f'<c r="B{row}"><v>{row}</v></c></row>'
        for row, formula in enumerate(formulas, start=1)
    )
    conditions = (
        '<conditionalFormatting sqref="B1"><cfRule type="expression" priority="1"><formula>'
        f"INDIRECT(\"'{address}'#$Secret.A1\")=1</formula></cfRule></conditionalFormatting>"
    )
    outside = (
        f'<externalLink xmlns="{MAIN}" xmlns:r="{OFFICE}"><externalBook r:id="e1"><sheetNames>'
        '<sheetName val="Secret"/></sheetNames></externalBook></externalLink>'
    )
    connection = (
        f'<connections xmlns="{MAIN}"><connection id="1" name="q" type="4" refreshOnLoad="1">'
        f'<webPr sourceData="1" url="{address}"/></connection></connections>'
    )
    names = (
        f"<definedNames><definedName name='outside'>'{address}'#$Secret.A1</definedName>"
        "<definedName name='inside'>Sheet1!$B$1</definedName></definedNames>"
    )
    return book(
        {
            "[Content_Types].xml": TYPES,
            SHEET: worksheet(rows, conditions),
            "xl/worksheets/_rels/sheet1.xml.rels": relations(
                relation("hyperlink", address, EXTERNAL),
                relation("queryTable", "../q.xml", key="r2"),
            ),
            "xl/workbook.xml": workbook(
                after=f'<externalReferences><externalReference r:id="r2"/></externalReferences>'
                f"{names}"
            ),
            "xl/_rels/workbook.xml.rels": relations(
                relation("worksheet", "worksheets/sheet1.xml"),
                relation("externalLink", "links/link1.xml", key="r2"),
                relation("connections", "connections.xml", key="r3"),
                relation("image", "file:///etc/hostname", key="r4"),
            ),
            "xl/links/link1.xml": outside.encode(),
            "xl/links/_rels/link1.xml.rels": relations(
                relation("externalLinkPath", address, EXTERNAL, key="e1")
            ),
            "xl/connections.xml": connection.encode(),
            "xl/q.xml": b"<queryTable/>",
            "xl/drawings/v.vml": f'<xml><v:imagedata src="{address}"/></xml>'.encode(),
            "xl/media/image1.svg": f"<svg><image xlink:href='{address}'/>"
            "<use href='#a'/></svg>".encode(),
        }
    )
