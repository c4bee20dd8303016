"""A copy of a workbook from which everything is taken that lies outside of it.

LibreOffice is not a sandbox: it follows a linked picture, a web query and a formula that names a
file. In the copy what reaches outside is not there: its relationships are gone, its cells hold
their stored values, and its names and conditions are `#REF!`.
"""

import re
from collections.abc import Callable, Collection, Iterator
from html import escape, unescape

from xl_udfs.engine.container.elements import (
    Element,
    Splice,
    elements,
    spliced,
    text_splice,
    with_attribute,
)
from xl_udfs.engine.container.markup import FORMULAS, START
from xl_udfs.engine.container.package import Package, Part
from xl_udfs.engine.container.part_names import is_address, source_of
from xl_udfs.engine.container.roles import Roles, kind_of, relationships, roles_of
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.hosts.libreoffice.outside import reaches_outside

NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
CUT = frozenset(
    {"externallink", "connections", "querytable", "oleobject", "package", "control", "vbaproject"}
    | {"activexcontrolbinary", "xmlmaps", "attachedtoolbars", "webextension"}
)
"""Kinds of relationships that lead to other files, servers and programs."""
PICTURES = frozenset({"vmldrawing", "image"})  # hold no formulas, and need not be well-formed
LOST = "#REF!"
VALUE = re.compile(rb"\s*<(?:\w+:)?v[\s/>]")
SCALE = "cfvo"  # the end of a scale of colours, a formula in an attribute
WANTED = FORMULAS | {SCALE, "sheet"}
UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
ENCODING = re.compile(r"""(<\?xml[^>]*?)\s+encoding\s*=\s*(?:"[^"]*"|'[^']*')""")
LINK = re.compile(rb"""\s(?:[\w.-]+:)?(?:src|href|althref)\s*=\s*("[^"]*"|'[^']*')""")
INSIDE = ("#", "data:")  # how a link within a picture begins


def severed(package: Package, *, valued: bool = False) -> Package:
    """Return the copy; a part in which nothing reaches outside is as it was.

    Args:
        package: the workbook.
        valued: whether every cell with a stored value holds that alone. LibreOffice computes
            formulas whose stored text is empty, or an error, and knows none of our functions.

    Raises:
        UnreadableError: where a part cannot be read.
    """
    data = {part.name: _utf_8(part) for part in package.parts}
    roles = roles_of(data)
    found = {
        name: _elements(name, content, roles)
        for name, content in data.items()
        if START.match(content) and source_of(name) is None
    }
    every = [element for part in found.values() for element in part]
    sheets = {
        element.attributes.get("name", "").casefold()
        for element in every
        if element.name == "sheet"
    }
    names = _outside_names(every, sheets)

    def outside(text: str) -> bool:
        return reaches_outside(text, sheets, names)

    for name, part in found.items():
        held = [element for element in part if valued and _has_value(element, data[name])]
        data[name] = spliced(data[name], _splices(part, data[name], outside, held))
    return package.with_parts({name: _unlinked(name, content) for name, content in data.items()})


def _elements(name: str, data: bytes, roles: Roles) -> list[Element]:
    """Return what may reach outside in a part; nothing of a drawing that only Excel can read."""
    try:
        return elements(data, WANTED.__contains__, name)
    except (UnreadableError, LookupError, TypeError) as fault:
        if roles.of(name) <= PICTURES:
            return []
        raise UnreadableError("E_XML", part=name, fault=fault) from fault


def _utf_8(part: Part) -> bytes:
    """Return the data of a part, in which tags can be found as bytes."""
    if not part.data.startswith(UTF_16) or START.match(part.data) is None:
        return part.data
    big = part.data.startswith((b"\xfe\xff", b"\0<"))
    text = part.data.decode("utf-16-be" if big else "utf-16-le", "replace").removeprefix("\ufeff")
    return ENCODING.sub(r"\1", text, count=1).encode()


def _outside_names(every: Collection[Element], sheets: Collection[str]) -> frozenset[str]:
    """Return the defined names that reach outside, also by way of each other."""
    texts = {
        element.attributes.get("name", "").casefold(): element.text
        for element in every
        if element.name == "definedName"
    }
    outside: frozenset[str] = frozenset()
    while True:
        more = frozenset(
            name for name, text in texts.items() if reaches_outside(text, sheets, outside)
        )
        if more == outside:
            return outside
        outside = more


def _has_value(element: Element, data: bytes) -> bool:
    return element.parent == "c" and VALUE.match(data, element.stop) is not None


def _splices(
    part: list[Element], data: bytes, outside: Callable[[str], bool], held: list[Element]
) -> Iterator[Splice]:
    """Yield what is changed in a part's formulas; those that are held as values go too."""
    reaching = [element for element in part if _reaches(element, data, outside)] + held
    groups = {element.attributes.get("si") for element in reaching} - {None}
    chosen = {element.start for element in reaching}
    end = 0
    for element in part:
        shared = element.name == "f" and element.attributes.get("si") in groups
        if element.start < end or not (shared or element.start in chosen):
            continue
        end = element.stop  # what stands in an element that is taken out goes with it
        if element.name == SCALE:
            tag = data[element.start : element.tag_stop]
            yield element.start, element.tag_stop, with_attribute(tag, "val", "0")
        elif element.parent == "c":
            yield element.start, element.stop, b""
        elif element.tag_stop < element.stop:
            yield text_splice(element, LOST)


def _reaches(element: Element, data: bytes, outside: Callable[[str], bool]) -> bool:
    if element.name == "sheet":
        return False
    if element.name == SCALE:
        return outside(element.attributes.get("val", ""))
    # a formula that is written in pieces is read in one way here and in another there
    pieces = b"<" in data[element.tag_stop : element.end_tag] and element.text.strip() != ""
    return pieces or outside(element.text)


def _unlinked(name: str, data: bytes) -> bytes:
    """Return a part without relationships and links that leave the package."""
    if source_of(name) is not None:
        return _kept_relationships(name, data)
    if START.match(data) is None:
        return data

    def kept(found: re.Match[bytes]) -> bytes:
        target = unescape(found[1][1:-1].decode("utf-8", "replace")).strip().casefold()
        return found[0] if target.startswith(INSIDE) else b""

    return LINK.sub(kept, data)


def _kept_relationships(name: str, data: bytes) -> bytes:
    found = relationships(name, data)
    kept = [
        attributes
        for attributes in found
        if attributes.get("TargetMode", "Internal") == "Internal"
        and kind_of(attributes) not in CUT
        and not is_address(attributes.get("Target", ""))
    ]
    if len(kept) == len(found):
        return data
    entries = "".join(
        f'<Relationship Id="{escape(attributes.get("Id", ""))}" '
        f'Type="{escape(attributes.get("Type", ""))}" '
        f'Target="{escape(attributes.get("Target", ""))}"/>'
        for attributes in kept
    )
    return f'<Relationships xmlns="{NAMESPACE}">{entries}</Relationships>'.encode()
