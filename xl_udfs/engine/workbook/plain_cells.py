"""The cells of a worksheet part by one pattern, where all of them are as most programs write them.

In a part that is well-formed, and holds neither comments nor CDATA, a less-than sign begins a tag
and nothing else. So where the pattern matches at each tag of a cell, it has read them all.
"""

import re

from xl_udfs.engine.references import Position, position_of
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.workbook.stored_cells import (
    MAIN,
    STRICT,
    USUAL,
    Cell,
    Cells,
    Conventions,
    StoredFormulas,
    stored_value,
    unescaped,
)

BEGINNING = re.compile(
    rb'(?:<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?(?: standalone="yes")?\s*\?>\s*)?'
    rb'<worksheet xmlns="%b"' % re.escape(MAIN.encode())
)
OTHERWISE = re.compile(rb"<[!?]|&#|\r|xmlns\s*=|%b|%b" % (MAIN.encode(), STRICT.encode()))
ROW, PLAIN_ROW = re.compile(rb"<row[\s/>]"), re.compile(rb'<row r="[1-9][0-9]{0,6}"[ />]')
CELL = re.compile(rb"<c[\s/>]")
PLAIN_CELL = re.compile(
    rb"""(?x)
    <c[ ]r="(?P<reference>[A-Z]{1,3}[1-9][0-9]{0,6})"
      (?:[ ]s="(?P<style>[0-9]{1,6})")?(?:[ ]t="(?P<kind>[a-zA-Z]+)")?(?P<dynamic>[ ]cm="[0-9]+")?
      (?:[ ]vm="(?P<rich>[0-9]+)")?
    (?:[ ]?/>
      |>(?:(?P<inline><is>)<t(?:[ ]xml:space="preserve")?>(?P<text>[^<]*)</t></is>
          |(?:<f(?P<attributes>(?:[ ][a-zA-Z0-9]+="[^"<>&\t\n]*")*)
              (?:[ ]?/>|>(?P<formula>[^<]*)</f>))?
           (?P<element><v>(?P<value>[^<]*)</v>|<v[ ]?/>)?
        )</c>)"""
)
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
ATTRIBUTE = re.compile(rb' ([a-zA-Z0-9]+)="([^"]*)"')


def plain_cells(
    data: bytes, shared_strings: list[str], part: str, conventions: Conventions = USUAL
) -> Cells | None:
    """Return the cells of a well-formed part; None where it must be read element by element.

    That is so too where a cell holds what it cannot: the other reader says what is wrong.
    """
    beginning = BEGINNING.match(data)
    if beginning is None or OTHERWISE.search(data, beginning.end()):
        return None
    if len(ROW.findall(data)) != len(PLAIN_ROW.findall(data)):
        return None
    formulas = StoredFormulas()
    cells: Cells = {}
    try:
        for begun in CELL.finditer(data):
            found = PLAIN_CELL.match(data, begun.start())
            if found is None:
                return None
            here = position_of(found["reference"].decode(), part)
            cells[here] = _cell(data, found, here, shared_strings, formulas, conventions)
        formulas.settle(cells)
    except (ValueError, KeyError, IndexError, UnreadableError):
        return None
    return cells


def _cell(
    data: bytes,
    found: re.Match[bytes],
    here: Position,
    shared_strings: list[str],
    formulas: StoredFormulas,
    conventions: Conventions,
) -> Cell:
    _, style, kind, dynamic, rich, inline, text, attributes, formula, element, value = (
        found.groups()
    )
    after = found.end()  # of the formula, or of the start tag
    if inline is not None:
        after = found.start("inline")
    elif element is not None:
        after = found.start("element")
    elif not data.endswith(b"/>", found.start(), after):
        after -= len(b"</c>")
    written = None
    if attributes is not None:
        named = {name.decode(): text.decode() for name, text in ATTRIBUTE.findall(attributes)}
        written = formulas.formula(named, _text(formula or b""), here, dynamic=bool(dynamic))
    kind = "n" if kind is None else kind.decode()
    stored = None if element is None else _text(value or b"")
    start = found.start()
    tag_stop = after if attributes is None else found.start("attributes") - len(b"<f")
    return Cell(
        value=unescaped(_text(text))
        if inline
        else stored_value(
            kind, stored, shared_strings, conventions, rich.decode() if rich else None
        ),
        style=int(style or 0),
        formula=written,
        start=start,
        tag_size=tag_stop - start,
        before=after - start,
        size=0 if element is None else len(element),
    )


def _text(content: bytes) -> str:
    text = content.decode()
    if "&" in text:
        for name, character in ENTITIES:
            text = text.replace(name, character)
    return text
