"""New values spliced into the sheets of a workbook; every other byte stays as it was."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from html import escape

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.calculation.library import Recalculated, Unsupported
from xl_udfs.engine.checking.compare import same
from xl_udfs.engine.container.elements import Splice, spliced
from xl_udfs.engine.container.package import Package
from xl_udfs.engine.workbook.book import Book, Place
from xl_udfs.engine.workbook.sheet import Cell, Position

TYPE = re.compile(rb"""\s+(?:t|vm)\s*=\s*(?:"[^"]*"|'[^']*')""")
AT_ONCE = 20_000  # changes that are kept until they are made
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def patched(book: Book, values: Mapping[Place, Recalculated]) -> tuple[Package, int]:
    """Return the package with the recomputed values in it, and how many cells changed.

    A cell keeps its bytes where the stored value is the same, or nearly the same number, or where
    there is no recomputed value.
    """
    changed: dict[str, bytes] = {}
    count = 0
    new: dict[str, dict[Position, CellValue]] = defaultdict(dict)
    for place, value in values.items():
        if not isinstance(value, Unsupported):
            new[place.sheet][place.position] = value
    for sheet in book.sheets:
        wanted = new.get(sheet.name)
        if not wanted or sheet.part in changed:  # two sheets of one part have the same cells
            continue
        data = book.package[sheet.part]
        splices: list[Splice] = []
        pieces: list[bytes] = []
        done = 0
        for position, cell in sheet.cells.places(wanted):
            value = wanted[position]
            if cell.calculated and same(cell.value, value):
                continue
            splices += _splices(data, cell, value, book.rich_errors)
            count += 1
            if len(splices) >= AT_ONCE:
                stop = splices[-1][1]
                pieces.append(spliced(data[done:stop], _moved(splices, done)))
                splices, done = [], stop
        if splices:
            pieces.append(spliced(data[done:], _moved(splices, done)))
            done = len(data)
        if pieces:
            changed[sheet.part] = b"".join([*pieces, data[done:]])
    return book.package.with_parts(changed), count


def _moved(splices: list[Splice], start: int) -> Iterator[Splice]:
    """Yield changes of a part as those of a piece that begins further down."""
    return ((first - start, last - start, new) for first, last, new in splices)


def _splices(
    data: bytes, cell: Cell, value: CellValue, rich_errors: Mapping[int, ExcelError]
) -> list[Splice]:
    """Return the two changes of a cell: its type in the start tag, and its <v>.

    The number of a rich value goes, for that is what the cell showed before. An error that a rich
    value of the workbook shows is stored as Excel stores it, as `#VALUE!` with that number.
    """
    rich = next((number for number, error in rich_errors.items() if error is value), None)
    value = value if rich is None else ExcelError.VALUE
    start, end = cell.tag
    tag = data[start:end]
    bare = TYPE.sub(b"", tag) if b"t" in tag or b"vm" in tag else tag
    closed = bare.endswith(b"/>")
    prefix = None if tag.startswith(b"<c ") else re.match(rb"<(?:([^\s:/>]+):)?", tag)
    space = prefix[1] + b":" if prefix is not None and prefix[1] else b""
    kind, new_value = type_and_element(value, space)
    kind += b"" if rich is None else b' vm="%d"' % rich
    head = bare[: -2 if closed else -1].rstrip() + kind
    if closed:
        return [(start, end, head + b">" + new_value + b"</" + space + b"c>")]
    return [(start, end, head + b">"), (*cell.cached, new_value)]


def type_and_element(value: CellValue, space: bytes = b"") -> tuple[bytes, bytes]:
    """Return the attribute for the type of a cell with a value, and its <v>.

    Args:
        value: of the cell.
        space: the prefix of the sheet's elements with its colon, where they have one.
    """
    kind, content = type_and_text(value)
    edges = b' xml:space="preserve"' if content != content.strip() else b""
    element = b"<" + space + b"v" + edges + b">" + content.encode() + b"</" + space + b"v>"
    return f' t="{kind}"'.encode() if kind else b"", element


def type_and_text(value: CellValue) -> tuple[str, str]:
    """Return the type of a cell and the text of its value, as Excel stores them."""
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, ExcelError):
        return "e", value.value
    if isinstance(value, str):
        text = CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", value)
        return "str", escape(text, quote=False)
    assert not isinstance(value, datetime)  # noqa: S101 - the library gives dates as serial numbers
    return "", repr(float(value or 0)).removesuffix(".0")  # a blank result shows as 0
