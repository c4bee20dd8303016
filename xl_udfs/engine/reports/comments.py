"""Comments on the cells with findings; a comment that is there already stays alone."""

import re
from collections.abc import Mapping
from html import escape

from xl_udfs.engine.container.elements import parent, put_in
from xl_udfs.engine.reports.draft import SPREADSHEET, TYPES, Draft
from xl_udfs.engine.workbook.book import Sheet
from xl_udfs.engine.workbook.sheet import Position, address
from xl_udfs.engine.writing.patch import CONTROL

AUTHOR = "xl-udfs"
LONGEST = 30_000  # characters; a cell takes 32,767
AFTER = frozenset({  # the elements of a sheet that stand behind its legacyDrawing
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "AlternateContent",
    "webPublishItems", "tableParts", "extLst",
})  # fmt: skip
VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
SHAPE_ID = re.compile(rb"_x0000_s(\d+)")
REFERENCE = re.compile(rb"""\sref\s*=\s*["']([A-Z]+\d+)["']""")
FIRST_SHAPE = 1025  # Excel numbers the shapes of a first drawing from here


def comment(draft: Draft, sheet: Sheet, texts: Mapping[Position, str]) -> None:
    """Put comments on the cells of one sheet."""
    related = {kind.rpartition("/")[2]: part for kind, part in draft.related(sheet.part).values()}
    comments, drawing = related.get("comments"), related.get("vmlDrawing")
    if comments is None:
        comments = _new_comments(draft, sheet)
    taken = {found.decode() for found in REFERENCE.findall(draft[comments])}
    free = {place: text for place, text in texts.items() if address(place) not in taken}
    if not free:
        return
    _write(draft, comments, free)
    if drawing is None:
        drawing = _new_drawing(draft, sheet)
    last = max((int(number) for number in SHAPE_ID.findall(draft[drawing])), default=0)
    first = max(last + 1, FIRST_SHAPE)
    shapes = "".join(_shape(first + count, place) for count, place in enumerate(sorted(free)))
    data = draft[drawing]
    if b"_x0000_t202" not in data:
        shapes = SHAPE_TYPE.replace("<v:shapetype", f"<v:shapetype {SPACES}", 1) + shapes
    end = parent(drawing, data, "xml").end
    draft.put(drawing, data[:end] + shapes.encode() + data[end:])


def as_xstring(text: str) -> str:
    """Write a text for a string of a workbook, in which nothing of it is markup."""
    safe = CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text[:LONGEST])
    return escape(safe.encode("utf-8", "replace").decode())


def _new_comments(draft: Draft, sheet: Sheet) -> str:
    part = draft.free_name("xl/comments{}.xml")
    text = (
        f'<comments xmlns="{draft.space}"><authors><author>{AUTHOR}</author></authors>'
        "<commentList></commentList></comments>"
    )
    draft.add(part, text, f"{SPREADSHEET}.comments+xml")
    draft.relate(sheet.part, "comments", part)
    return part


def _write(draft: Draft, part: str, texts: Mapping[Position, str]) -> None:
    authors = parent(part, draft[part], "authors")
    number = len(authors.children)
    if draft[part].count(f">{AUTHOR}</".encode()) == number == 1:
        number = 0  # our own
    else:
        author = f"author>{AUTHOR}</{authors.prefix}author>"
        draft.put(part, put_in(part, draft[part], "authors", author))
    space = authors.prefix
    elements = [
        f'comment ref="{address(place)}" authorId="{number}"><{space}text><{space}r>'
        f'<{space}t xml:space="preserve">{as_xstring(text)}</{space}t></{space}r></{space}text>'
        f"</{space}comment>"
        for place, text in sorted(texts.items())
    ]
    draft.put(part, put_in(part, draft[part], "commentList", *elements))


def _new_drawing(draft: Draft, sheet: Sheet) -> str:
    part = draft.free_name("xl/drawings/vmlDrawing{}.vml")
    layout = '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    draft.add(part, f"<xml {SPACES}>{layout}{SHAPE_TYPE}</xml>")
    types = draft[TYPES]
    if not re.search(rb"""Extension\s*=\s*["']vml["']""", types, re.IGNORECASE):
        default = f'Default Extension="vml" ContentType="{VML}"/>'
        draft.put(TYPES, put_in(TYPES, types, "Types", default))
    relation = draft.relate(sheet.part, "vmlDrawing", part)
    data = draft[sheet.part]
    place = parent(sheet.part, data, "worksheet")
    at = next((child.start for child in place.children if child.name in AFTER), place.end)
    element = f'<{place.prefix}legacyDrawing xmlns:r="{draft.kinds}" r:id="{relation}"/>'
    draft.put(sheet.part, data[:at] + element.encode() + data[at:])
    return part


def _shape(number: int, place: Position) -> str:
    row, column = place[0] - 1, place[1] - 1
    anchor = f"{column + 1}, 15, {max(row - 1, 0)}, 10, {column + 5}, 15, {row + 6}, 4"
    return (
        f'<v:shape {SPACES} id="_x0000_s{number}" type="#_x0000_t202" '
        'style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
        '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
        f"<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
        "</x:ClientData></v:shape>"
    )
