"""New values spliced into the sheets of a workbook; every other byte stays as it was."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from html import escape
from itertools import chain
from typing import NamedTuple

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.calculation.library import Recalculated
from xl_udfs.engine.calculation.recalculation import by_sheet
from xl_udfs.engine.checking.compare import same
from xl_udfs.engine.container.elements import Splice, spliced
from xl_udfs.engine.container.package import Package
from xl_udfs.engine.references import Position, column_letters
from xl_udfs.engine.workbook.book import Book, Place
from xl_udfs.engine.workbook.columns import Cells
from xl_udfs.engine.workbook.sheet import Cell

TYPE = re.compile(rb"""\s+(?:t|vm)\s*=\s*(?:"[^"]*"|'[^']*')""")
WRITTEN_CELL = re.compile(
    rb"""(?x)
    <c[ ]r="([A-Z]{1,3}[1-9][0-9]{0,6})"((?:[ ]s="[0-9]{1,6}")?)(?:[ ]t="[a-zA-Z]+")?
      ((?:[ ]cm="[0-9]+")?)(?:[ ]vm="[0-9]+")?>
    (<f(?:[ ][^<>]*?)?(?:/>|>[^<]*</f>))?(?:<v>[^<]*</v>|<v[ ]?/>)?</c>"""
)
ROW_END = b"</row>"
AT_ONCE = 4 << 20  # bytes of a sheet
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def patched(book: Book, values: Mapping[Place, Recalculated]) -> tuple[Package, int]:
    """Return the package with the recomputed values in it, and how many cells changed.

    A cell keeps its bytes where the stored value is the same, or nearly the same number, or where
    there is no recomputed value.
    """
    changed: dict[str, bytes] = {}
    count = 0
    rich = {error: _RichError(number) for number, error in book.rich_errors.items()}
    new = by_sheet(values)
    for sheet in book.sheets:
        if sheet.name not in new or sheet.part in changed:
            continue  # two sheets of one part have the same cells
        data, stored = book.package[sheet.part], sheet.cells.value
        wanted = {
            at: rich.get(value, value) if isinstance(value, ExcelError) else value
            for at, value in new[sheet.name].items()
            if at in sheet.cells and ((old := stored(at)) is None or not same(old, value))
        }
        if not wanted:
            continue
        usual = _usually_written(data, wanted) if sheet.cells.are_plain else None
        changed[sheet.part] = usual or _closely_written(data, sheet.cells, wanted)
        count += len(wanted)
    return book.package.with_parts(changed), count


class _RichError(NamedTuple):
    """An error that Excel stores as `#VALUE!` with the number of a rich value."""

    number: int


def _usually_written(
    data: bytes, wanted: Mapping[Position, CellValue | _RichError]
) -> bytes | None:
    """Return the sheet with cells changed that stand in it as most programs write them.

    None where one of them is written otherwise.
    """
    values = {
        f"{column_letters(column)}{row}".encode(): value for (row, column), value in wanted.items()
    }

    def rewritten(found: re.Match[bytes]) -> bytes:
        name, head, middle, formula = found.groups(b"")
        if name not in values:
            return found[0]
        kind, element = type_and_element(values.pop(name))
        return b'<c r="%b"%b%b%b>%b%b</c>' % (name, head, middle, kind, formula, element)

    # Some rows at a time: what stands between the changes of a large sheet fills the memory.
    pieces = [WRITTEN_CELL.sub(rewritten, rows) for rows in _some_rows(data)]
    return None if values else b"".join(pieces)


def _some_rows(data: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(data):
        end = data.find(ROW_END, start + AT_ONCE)
        stop = len(data) if end < 0 else end + len(ROW_END)
        yield data[start:stop]
        start = stop


def _closely_written(
    data: bytes, cells: Cells, wanted: Mapping[Position, CellValue | _RichError]
) -> bytes:
    """Return the sheet with cells changed, each as it is written."""
    places = cells.places(wanted)
    return spliced(
        data,
        chain.from_iterable(_splices(data, cell, wanted[position]) for position, cell in places),
    )


def _splices(data: bytes, cell: Cell, value: CellValue | _RichError) -> list[Splice]:
    """Return the two changes of a cell: its type in the start tag, and its <v>.

    The number of a rich value goes, for that is what the cell showed before.
    """
    start, end = cell.tag
    tag = data[start:end]
    bare = TYPE.sub(b"", tag) if b"t" in tag or b"vm" in tag else tag
    closed = bare.endswith(b"/>")
    prefix = None if tag.startswith(b"<c ") else re.match(rb"<(?:([^\s:/>]+):)?", tag)
    space = prefix[1] + b":" if prefix is not None and prefix[1] else b""
    kind, new_value = type_and_element(value, space)
    head = bare[: -2 if closed else -1].rstrip() + kind
    if closed:
        return [(start, end, head + b">" + new_value + b"</" + space + b"c>")]
    return [(start, end, head + b">"), (*cell.cached, new_value)]


def type_and_element(value: CellValue | _RichError, space: bytes = b"") -> tuple[bytes, bytes]:
    """Return the attributes for the type of a cell with a value, and its <v>.

    Args:
        value: of the cell.
        space: the prefix of the sheet's elements with its colon, where they have one.
    """
    if isinstance(value, _RichError):
        tag, shown = type_and_element(ExcelError.VALUE, space)
        return b'%b vm="%d"' % (tag, value.number), shown
    kind, content = type_and_text(value)
    edges = b' xml:space="preserve"' if kind == "str" and content != content.strip() else b""
    element = b"<%bv%b>%b</%bv>" % (space, edges, content.encode(), space)
    return b' t="%b"' % kind.encode() if kind else b"", element


def type_and_text(value: CellValue) -> tuple[str, str]:
    """Return the type of a cell and the text of its value, as Excel stores them."""
    if type(value) is float:  # nearly always
        return "", repr(value).removesuffix(".0")
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, ExcelError):
        return "e", value.value
    if isinstance(value, str):
        text = CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", value)
        return "str", escape(text, quote=False)
    assert not isinstance(value, datetime)  # noqa: S101 - the library gives dates as serial numbers
    return "", repr(float(value or 0)).removesuffix(".0")  # a blank result shows as 0
