"""The elements of a part and where they stand in its bytes.

So one can be changed alone, and others can be put beside it, with every other byte as it was.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from typing import TypeAlias
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from xl_udfs.engine.refusals import UnreadableError

TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")

PREFIX = re.compile(rb"<([^\s/>:]+:)?")
Splice: TypeAlias = tuple[int, int, bytes]
"""Where bytes are replaced, from and to, and by what."""


@dataclass(slots=True)
class Element:
    """One element: its local name, its attributes, its own text, and its place in the bytes."""

    name: str
    parent: str  # the local name of the element around it
    attributes: dict[str, str]
    start: int
    tag_stop: int  # the byte after its start tag
    end_tag: int = 0  # where its end tag begins; `tag_stop` of one that closes itself
    stop: int = 0  # the byte after all of it
    text: str = ""


@dataclass(slots=True)
class _Pass:
    """State of one pass over a part."""

    data: bytes
    wanted: Callable[[str, str], bool]  # by its local name and that of the element around it
    found: list[Element] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    open: list[Element | None] = field(default_factory=list)
    parser: XMLParserType = field(default_factory=ParserCreate)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        around = self.names[-1] if self.names else ""
        element = None
        if self.wanted(local, around):
            at = self.parser.CurrentByteIndex
            tag = TAG.match(self.data, at)
            if tag is None:
                raise ValueError("it is not UTF-8")
            element = Element(local, around, attributes, at, tag.end())
            self.found.append(element)
        self.names.append(local)
        self.open.append(element)

    def end(self, _: str) -> None:
        self.names.pop()
        element = self.open.pop()
        if element is None:
            return
        if _closed(self.data, element):
            element.end_tag = element.stop = element.tag_stop
        else:
            element.end_tag = self.parser.CurrentByteIndex
            element.stop = self.data.index(b">", element.end_tag) + 1

    def text(self, text: str) -> None:
        if self.open and self.open[-1] is not None:
            self.open[-1].text += text


def elements(data: bytes, wanted: Callable[[str], bool], part: str) -> list[Element]:
    """Return the elements with a wanted local name, in the order in which they begin.

    Raises:
        UnreadableError: `E_XML`, where the part is not well-formed or not UTF-8.
    """
    return _found(data, lambda name, _: wanted(name), part)


def _found(data: bytes, wanted: Callable[[str, str], bool], part: str) -> list[Element]:
    state = _Pass(data, wanted)
    state.parser.buffer_text = True
    state.parser.StartElementHandler = state.start
    state.parser.EndElementHandler = state.end
    state.parser.CharacterDataHandler = state.text
    try:
        state.parser.Parse(data, True)
    except (ExpatError, ValueError) as fault:
        raise UnreadableError("E_XML", part=part, fault=fault) from fault
    return state.found


class CannotAddError(Exception):
    """A part that takes no more elements; the text says why."""


@dataclass(frozen=True, slots=True)
class Parent:
    """An element and its children."""

    prefix: str  # "x:" in <x:sheets>, "" in <sheets>
    children: tuple[Element, ...]
    end: int  # where its end tag begins, so behind its last child


def parent(part: str, data: bytes, name: str) -> Parent:
    """Find the first element of a name that is not empty, at any depth.

    Raises:
        CannotAddError: where there is none to put anything into.
        UnreadableError: `E_XML`, where the part is not well-formed or not UTF-8.
    """
    found = _found(data, lambda local, around: name in (local, around), part)
    for place, element in enumerate(found):
        if element.name == name and not _closed(data, element):
            children: list[Element] = []
            for child in found[place + 1 :]:
                last = children[-1].stop if children else element.tag_stop
                if child.parent == name and last <= child.start < element.end_tag:
                    children.append(child)
            prefix = PREFIX.match(data, element.start)
            shown = (prefix[1] or b"").decode() if prefix is not None else ""
            return Parent(shown, tuple(children), element.end_tag)
    raise CannotAddError(
        f"the part {part} has no place for more in <{name}>; save the workbook from Excel once"
    )


def _closed(data: bytes, element: Element) -> bool:
    return data.endswith(b"/>", element.start, element.tag_stop)


def put_in(part: str, data: bytes, name: str, *added: str) -> bytes:
    """Return a part with elements added behind the last child of an element.

    Each is written with its parent's prefix, so it begins with its name: ``sheet name="A"/>``.

    Raises:
        CannotAddError: where there is no such element.
    """
    place = parent(part, data, name)
    text = "".join(f"<{place.prefix}{element}" for element in added).encode()
    return spliced(data, [(place.end, place.end, text)])


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """Return the bytes with the changes in them; every other byte as it was."""
    pieces, last = [], 0
    for start, end, new in sorted(splices, key=lambda splice: splice[:2]):
        pieces += [data[last:start], new]
        last = end
    return b"".join([*pieces, data[last:]])


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """Return a start tag with another value in an attribute that it has."""
    pattern = rb"""(\s%s\s*=\s*)(?:"[^"]*"|'[^']*')""" % re.escape(name.encode())
    quoted = b'"' + escape(value).encode() + b'"'
    return re.sub(pattern, lambda found: found[1] + quoted, tag, count=1)


def without_attributes(tag: bytes, *names: str) -> bytes:
    """Return a start tag without some attributes."""
    for name in names:
        pattern = rb"""\s+%s\s*=\s*(?:"[^"]*"|'[^']*')""" % re.escape(name.encode())
        tag = re.sub(pattern, b"", tag, count=1)
    return tag


def text_splice(element: Element, text: str) -> Splice:
    """Return the change that gives an element another text."""
    return element.tag_stop, element.end_tag, escape(text, quote=False).encode()
