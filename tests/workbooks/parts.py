"""The parts of a workbook's file, as the rules on files look at them."""

import re
from dataclasses import dataclass
from functools import cached_property
from posixpath import dirname, join, normpath
from xml.etree.ElementTree import Element, fromstring

from openpyxl.utils.cell import range_boundaries

from xl_udfs.engine.container.package import Package

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SHEET_OF = re.compile(r"(?:'((?:[^']|'')+)'|([^'!(,:]+))!")

Rectangle = tuple[int, int, int, int]  # first column and row, last column and row


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part."""

    id: str
    kind: str  # the last word of its type
    target: str  # the name of the part meant
    external: bool


@dataclass(frozen=True)
class Parts:
    """A file by its parts, with the sheets in their order."""

    package: Package

    def root(self, name: str) -> Element:
        """Return the root element of a part."""
        return fromstring(self.package[name])  # noqa: S314 - our own files, and the corpus

    def relations(self, name: str) -> list[Relation]:
        """Return the relationships of a part, "" for those of the package."""
        rels = join(dirname(name), "_rels", f"{name.rpartition('/')[2]}.rels")
        if rels not in self.package:
            return []
        return [
            Relation(
                id=one.attrib["Id"],
                kind=one.attrib["Type"].rpartition("/")[2],
                target=normpath(join("/", dirname(name), one.attrib["Target"])).lstrip("/"),
                external=one.get("TargetMode") == "External",
            )
            for one in self.root(rels)
        ]

    @cached_property
    def workbook(self) -> str:
        """Return the name of the workbook's part."""
        return next(one.target for one in self.relations("") if one.kind == "officeDocument")

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Return the names of the sheets, each with its part."""
        targets = {one.id: one.target for one in self.relations(self.workbook)}
        found = self.root(self.workbook).iter(f"{MAIN}sheet")
        return {one.attrib["name"]: targets[one.attrib[RELATED]] for one in found}

    @cached_property
    def worksheets(self) -> list[tuple[str, Element]]:
        """Return the name and the root element of each sheet that has cells."""
        roots = [(name, self.root(part)) for name, part in self.sheets.items()]
        return [(name, root) for name, root in roots if root.tag == f"{MAIN}worksheet"]

    def of_kind(self, name: str, kind: str) -> list[str]:
        """Return the parts of one kind that a part is related to."""
        return [one.target for one in self.relations(name) if one.kind == kind]

    def strings(self) -> list[str]:
        """Return the shared strings."""
        return [
            "".join(text.text or "" for text in item.iter(f"{MAIN}t"))
            for part in self.of_kind(self.workbook, "sharedStrings")
            for item in self.root(part)
        ]

    def unknown_sheets(self, reference: str) -> list[str]:
        """Return the sheets that a reference names and that are not there."""
        known = {name.casefold() for name in self.sheets}
        named = [
            (quoted or bare).replace("''", "'") for quoted, bare in SHEET_OF.findall(reference)
        ]
        return [name for name in named if "[" not in name and name.casefold() not in known]


def rectangle(reference: str) -> Rectangle:
    """Return the cells of a reference without a sheet."""
    left, top, right, bottom = range_boundaries(reference)
    assert left is not None
    assert top is not None
    assert right is not None
    assert bottom is not None
    return left, top, right, bottom


def overlap(one: Rectangle, other: Rectangle) -> bool:
    """Whether two rectangles share a cell."""
    return not (one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1])


def text_of(cell: Element, strings: list[str]) -> str:
    """Return the text that a cell holds."""
    value = cell.findtext(f"{MAIN}v") or ""
    if cell.get("t") == "s":
        return strings[int(value)]
    if cell.get("t") == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{MAIN}t"))
    return value
