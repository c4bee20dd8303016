"""New values spliced into the sheets of a workbook; every other byte stays as it was."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from html import escape
from itertools import islice
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
AT_ONCE = 20_000  # changes that are kept until they are made
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
        try:
            changed[sheet.part] = _with_splices(data, _usual_splices(data, sheet.cells, wanted))
        except _UnusualCellError:
            changed[sheet.part] = _with_splices(data, _cell_splices(data, sheet.cells, wanted))
        count += len(wanted)
    return book.package.with_parts(changed), count


def _with_splices(data: bytes, splices: Iterable[Splice]) -> bytes:
    """Return the bytes with changes that come in their order."""
    pieces: list[bytes] = []
    done = 0
    coming = iter(splices)
    while some := [*islice(coming, AT_ONCE)]:
        stop = some[-1][1]
        pieces.append(spliced(data[done:stop], _moved(some, done)))
        done = stop
    return b"".join([*pieces, data[done:]])


class _RichError(NamedTuple):
    """An error that Excel stores as `#VALUE!` with the number of a rich value."""

    number: int


class _UnusualCellError(ValueError):
    """A cell that must be looked at more closely."""


def _usual_splices(
    data: bytes, cells: Cells, wanted: Mapping[Position, CellValue | _RichError]
) -> Iterator[Splice]:
    """Yield a change for each cell, as most programs write it.

    Raises:
        _UnusualCellError: at the end, where one of them is written otherwise.
    """
    if not cells.are_plain:
        raise _UnusualCellError
    values = {
        f"{column_letters(column)}{row}".encode(): value for (row, column), value in wanted.items()
    }
    for found in WRITTEN_CELL.finditer(data):
        name, head, middle, formula = found.groups(b"")
        if name in values:
            kind, element = type_and_element(values.pop(name))
            cell = b'<c r="%b"%b%b%b>%b%b</c>' % (name, head, middle, kind, formula, element)
            yield found.start(), found.end(), cell
    if values:
        raise _UnusualCellError


def _cell_splices(
    data: bytes, cells: Cells, wanted: Mapping[Position, CellValue | _RichError]
) -> Iterator[Splice]:
    """Yield the changes of each cell, however it is written."""
    for position, cell in cells.places(wanted):
        yield from _splices(data, cell, wanted[position])


def _moved(splices: Iterable[Splice], start: int) -> Iterator[Splice]:
    """Yield changes of a part as those of a piece that begins further down."""
    return ((first - start, last - start, new) for first, last, new in splices)


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
