"""What a part is: by the relationships that lead to it, its declared type, and its content.

Its name proves nothing, as any part may have any name. Only what a program would run or read is
refused: a type that is declared for an ending does not mean that such parts are there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from xml.parsers.expat import ExpatError, ParserCreate

from xl_udfs.engine.container.part_names import TYPES, key_of, source_of, target_of
from xl_udfs.engine.container.preflight import OLE_SIGNATURE
from xl_udfs.engine.refusals import UnreadableError

PROJECT = "_VBA_PROJECT\0".encode("utf-16-le")  # in the directory of a VBA project's file
MACRO_SHEETS = frozenset({"xlmacrosheet", "xlintlmacrosheet", "macrosheet"})
EMBEDDED = frozenset({"oleobject", "package"})  # documents of other programs
FOREIGN = frozenset(
    {"customxml", "customxmlprops", "core-properties", "extended-properties", "custom-properties"}
)
"""Kinds of parts in which no program looks for cells, formulas or links."""
CHAIN = "calcchain"  # which names every formula cell once more

Attributes: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Roles:
    """What the relationships and the content types of a package say of its parts."""

    kinds: Mapping[str, frozenset[str]]  # of the relationships that lead to a part, by its key
    types: Mapping[str, str]  # declared for a part, by its key
    endings: Mapping[str, str]  # declared for an ending, as "xml"

    def of(self, part: str) -> frozenset[str]:
        """Return the kinds of the relationships that lead to a part, in small letters."""
        return self.kinds.get(key_of(part), frozenset())

    def foreign(self, part: str) -> bool:
        """Whether a part is surely none that a spreadsheet program reads as its own."""
        return bool(self.of(part)) and self.of(part) <= FOREIGN

    def chain(self, part: str, root: str) -> bool:
        """Whether a part is surely the list of formula cells, and no sheet."""
        return root.casefold() == CHAIN and self.of(part) <= {CHAIN}

    def macros(self, part: str, data: bytes) -> bool:
        """Whether a part is a VBA project."""
        if "vbaproject" in self.of(part) or "vbaproject" in self.types.get(key_of(part), ""):
            return True
        embedded = bool(self.of(part)) and self.of(part) <= EMBEDDED
        return data.startswith(OLE_SIGNATURE) and PROJECT in data and not embedded

    def macro_sheet(self, part: str) -> bool:
        """Whether a part is a sheet of Excel 4 macros."""
        key = key_of(part)
        declared = self.types.get(key, self.endings.get(key.rpartition(".")[2], ""))
        return "macrosheet" in declared or not self.of(part).isdisjoint(MACRO_SHEETS)


def macro_parts(parts: Mapping[str, bytes], roles: Roles) -> Iterator[str]:
    """Yield the names of the parts that are VBA projects."""
    return (name for name, data in parts.items() if roles.macros(name, data))


def kind_of(attributes: Attributes) -> str:
    """Return the kind of a relationship, the end of its type, in small letters."""
    return attributes.get("Type", "").rstrip("/").rpartition("/")[2].casefold()


def roles_of(parts: Mapping[str, bytes]) -> Roles:
    """Read the relationships and the content types of a package.

    Raises:
        UnreadableError: `E_DTD`, `E_XML`.
    """
    kinds: dict[str, set[str]] = {}
    types: dict[str, str] = {}
    endings: dict[str, str] = {}
    for name, data in parts.items():
        source = source_of(name)
        if source is not None:
            for attributes in relationships(name, data):
                target = target_of(source, attributes.get("Target", ""))
                kinds.setdefault(target, set()).add(kind_of(attributes))
        elif key_of(name) == TYPES.casefold():
            for attributes in _elements(name, data, ("Override", "Default")):
                declared = attributes.get("ContentType", "").casefold()
                if "PartName" in attributes:
                    types[key_of(attributes["PartName"])] = declared
                else:
                    endings[attributes.get("Extension", "").casefold()] = declared
    return Roles({key: frozenset(found) for key, found in kinds.items()}, types, endings)


def relationships(part: str, data: bytes) -> list[Attributes]:
    """Return the attributes of the relationships that a part holds.

    Raises:
        UnreadableError: `E_DTD`, `E_XML`.
    """
    return _elements(part, data, ("Relationship",))


def _elements(part: str, data: bytes, wanted: Iterable[str]) -> list[Attributes]:
    found: list[Attributes] = []
    parser = ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] in wanted:
            found.append(attributes)

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = no_document_type(part)
    try:
        parser.Parse(data, True)
    except (ExpatError, ValueError, LookupError, TypeError) as fault:
        raise UnreadableError("E_XML", part=part, fault=fault) from fault
    return found


def no_document_type(part: str) -> Callable[..., None]:
    """Return what refuses a document type as the parser meets one."""

    def refuse(*_: object) -> None:
        raise UnreadableError("E_DTD", part=part)

    return refuse
