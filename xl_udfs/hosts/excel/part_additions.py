"""Small additions to the parts of a workbook that leave every other byte as it was."""

import re
from collections.abc import Iterator
from html import unescape
from zipfile import ZIP_DEFLATED, ZipInfo

from xl_udfs.engine.container.elements import TAG
from xl_udfs.engine.container.package import EARLIEST, Part
from xl_udfs.hosts.refusals import HostError

CODE_NAME = re.compile(rb"""\scodeName\s*=\s*(["'])(.+?)\1""")
BEFORE_PROPERTIES = (b"fileVersion", b"fileSharing")  # in the order of the schema


class MacrosRefusedError(HostError):
    """A workbook that takes no macros from us."""


def code_name_of(data: bytes) -> str:
    """Return the code name in a part; nothing where it has none."""
    found = CODE_NAME.search(data)
    return "" if found is None else unescape(found[2].decode("utf-8"))


def with_code_name(
    part: str, data: bytes, root: str, properties: str, names: Iterator[str], *, any_letters: bool
) -> tuple[bytes, str]:
    """Return a part with a code name in the element of its properties, and that name.

    Args:
        part: its name.
        data: its XML.
        root: the element that holds all: "workbook".
        properties: the element that bears the code name, made where it is absent: "workbookPr".
        names: code names that are free.
        any_letters: whether a code name that it has stays where it is not ASCII.

    Raises:
        MacrosRefusedError: `E_FORM`, where the part has an unusual form.
    """
    place = None
    for found in TAG.finditer(data):
        tag = found[0]
        prefix, _, name = re.split(rb"[\s/>]", tag[1:])[0].rpartition(b":")
        space = prefix + b":" if prefix else b""
        if name == properties.encode():
            own = CODE_NAME.search(tag)
            if own is not None and (any_letters or code_name_of(tag).isascii()):
                return data, code_name_of(tag)
            new = next(names)
            if own is not None:
                start, end = (found.start() + at for at in own.span(2))
                return data[:start] + new.encode() + data[end:], new
            at = found.start() + len(b"<" + space + name)
            return data[:at] + f' codeName="{new}"'.encode() + data[at:], new
        if name not in {root.encode(), *BEFORE_PROPERTIES}:
            break
        closed = tag.endswith(b"/>")
        place = None if closed is (name == root.encode()) else (found.end(), space)
    if place is None:
        raise _unknown_form(part)
    (at, space), new = place, next(names)
    element = b"<" + space + f'{properties} codeName="{new}"/>'.encode()
    return data[:at] + element + data[at:], new


def with_elements(part: str, data: bytes, parent: bytes, *elements: str) -> bytes:
    """Return a part with empty elements added behind the last child of an element.

    Raises:
        MacrosRefusedError: `E_FORM`, where there is no such element.
    """
    ends = list(re.finditer(rb"</((?:[\w.-]+:)?)" + parent + rb"\s*>", data))
    if not ends:
        raise _unknown_form(part)
    added = b"".join(b"<" + ends[-1][1] + element.encode() + b"/>" for element in elements)
    at = ends[-1].start()
    return data[:at] + added + data[at:]


def new_part(name: str, data: bytes) -> Part:
    """Return a part that was not there, without the clock's trace in its entry."""
    entry = ZipInfo(name, EARLIEST)
    entry.compress_type = ZIP_DEFLATED
    return Part(entry, data)


def _unknown_form(part: str) -> MacrosRefusedError:
    return MacrosRefusedError(
        "E_FORM", f"the part {part} has a form that cannot be added to; save it from Excel once"
    )
