"""Small additions to the parts of a workbook that leave every other byte as it was."""

import re
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZipInfo

from xl_udfs.engine.package import EARLIEST, Part
from xl_udfs.engine.sheet import TAG

CODE_NAME = re.compile(rb"""\scodeName\s*=\s*["']([^"']+)""")
BEFORE_PROPERTIES = (b"fileVersion", b"fileSharing")  # in the order of the schema


class CannotAddError(Exception):
    """A workbook that takes no macros from us; `code` is stable, the text says what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        """Keep the code apart from the sentence."""
        super().__init__(sentence)
        self.code = code


def with_code_name(
    part: str, data: bytes, root: bytes, properties: bytes, names: Iterator[str]
) -> bytes:
    """Return a part with the next code name in the element of its properties, or its own kept.

    Args:
        part: its name.
        data: its XML.
        root: the element that holds all: "workbook".
        properties: the element that bears the code name, made where it is absent: "workbookPr".
        names: code names that are free.

    Raises:
        CannotAddError: `E_FORM`, where the part has an unusual form.
    """
    place = None
    for found in TAG.finditer(data):
        tag = found[0]
        prefix, _, name = re.split(rb"[\s/>]", tag[1:])[0].rpartition(b":")
        space = prefix + b":" if prefix else b""
        if name == properties:
            if CODE_NAME.search(tag):
                return data
            at = found.start() + len(b"<" + space + name)
            return data[:at] + f' codeName="{next(names)}"'.encode() + data[at:]
        if name not in {root, *BEFORE_PROPERTIES}:
            break
        closed = tag.endswith(b"/>")
        place = None if closed is (name == root) else (found.end(), space)
    if place is None:
        raise _unknown_form(part)
    at, space = place
    element = b"<" + space + properties + f' codeName="{next(names)}"/>'.encode()
    return data[:at] + element + data[at:]


def with_elements(part: str, data: bytes, parent: bytes, *elements: str) -> bytes:
    """Return a part with empty elements added behind the last child of an element.

    Raises:
        CannotAddError: `E_FORM`, where there is no such element.
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


def _unknown_form(part: str) -> CannotAddError:
    return CannotAddError(
        "E_FORM", f"the part {part} has a form that cannot be added to; save it from Excel once"
    )
