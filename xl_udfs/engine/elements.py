"""The elements of a part and where they stand in its bytes, so that one can be changed alone."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from typing import TypeAlias
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.sheet import TAG

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
    wanted: Callable[[str], bool]
    found: list[Element] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    open: list[Element | None] = field(default_factory=list)
    parser: XMLParserType = field(default_factory=ParserCreate)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        element = None
        if self.wanted(local):
            at = self.parser.CurrentByteIndex
            tag = TAG.match(self.data, at)
            if tag is None:
                raise ValueError("it is not UTF-8")
            parent = self.names[-1] if self.names else ""
            element = Element(local, parent, attributes, at, tag.end())
            self.found.append(element)
        self.names.append(local)
        self.open.append(element)

    def end(self, _: str) -> None:
        self.names.pop()
        element = self.open.pop()
        if element is None:
            return
        if self.data.endswith(b"/>", element.start, element.tag_stop):
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
