"""Where the elements of a part stand in its bytes, so that others can be put beside them."""

from dataclasses import dataclass
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZIP_DEFLATED, ZipInfo

from xl_udfs.engine.package import EARLIEST, Part
from xl_udfs.engine.sheet import TAG


class CannotAnnotateError(Exception):
    """A workbook that takes no annotations; the text says why."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its name without prefix, and where it begins and ends."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Parent:
    """An element and its children."""

    prefix: str  # "x:" in <x:sheets>, "" in <sheets>
    children: tuple[Element, ...]
    end: int  # where its end tag begins, so behind its last child


def parent(part: str, data: bytes, name: str) -> Parent:
    """Find the first element of a name, at any depth.

    Raises:
        CannotAnnotateError: where there is none to put anything into.
    """
    reader = _Reader(data, name)
    try:
        reader.parser.Parse(data, True)
    except (ExpatError, ValueError) as fault:
        raise CannotAnnotateError(f"the part {part} cannot be read: {fault}") from fault
    if reader.found is None:
        raise CannotAnnotateError(
            f"the part {part} has no place for more in <{name}>; save the workbook from Excel once"
        )
    return reader.found


class _Reader:
    """State of one pass over a part."""

    def __init__(self, data: bytes, name: str) -> None:
        self.data, self.name = data, name
        self.found: Parent | None = None
        self.inside = 0  # the depth within the element, 1 for the element itself
        self.prefix = ""
        self.start = 0  # of the child that is being read
        self.children: list[Element] = []
        self.parser = ParserCreate()
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.finish

    def begin(self, name: str, _: dict[str, str]) -> None:
        prefix, colon, local = name.rpartition(":")
        if self.inside:
            self.inside += 1
            if self.inside == 2:
                self.start = self.parser.CurrentByteIndex
        elif self.found is None and local == self.name and not self._closed():
            self.inside, self.prefix = 1, prefix + colon

    def finish(self, name: str) -> None:
        if not self.inside:
            return
        here = self.parser.CurrentByteIndex
        if self.inside == 2:
            end = self._tag_end(self.start)
            if not self.data.endswith(b"/>", self.start, end):
                end = self.data.index(b">", here) + 1
            self.children.append(Element(name.rpartition(":")[2], self.start, end))
        self.inside -= 1
        if not self.inside:
            self.found = Parent(self.prefix, tuple(self.children), here)

    def _closed(self) -> bool:
        start = self.parser.CurrentByteIndex
        return self.data.endswith(b"/>", start, self._tag_end(start))

    def _tag_end(self, start: int) -> int:
        tag = TAG.match(self.data, start)
        if tag is None:
            raise ValueError("it is not UTF-8")
        return tag.end()


def put_in(part: str, data: bytes, name: str, *elements: str) -> bytes:
    """Return a part with elements added behind the last child of an element.

    Each is written with its parent's prefix, so it begins with its name: ``sheet name="A"/>``.

    Raises:
        CannotAnnotateError: where there is no such element.
    """
    place = parent(part, data, name)
    added = "".join(f"<{place.prefix}{element}" for element in elements).encode()
    return data[: place.end] + added + data[place.end :]


def new_part(name: str, text: str) -> Part:
    """Return a part that was not there, without the clock's trace in its entry."""
    entry = ZipInfo(name, EARLIEST)
    entry.compress_type = ZIP_DEFLATED
    return Part(entry, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode())
