"""Every part of a workbook that refers to the rows of a sheet, after a table's size has changed.

What refers to cells is known by element and attribute; the formulas of cells are in `table_rows`.
Where a part names the sheet in a way that is not known, or is tied to rows in a way that cannot be
moved, the change is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from xl_udfs.engine.container.elements import (
    Element,
    Splice,
    elements,
    spliced,
    text_splice,
    with_attribute,
)
from xl_udfs.engine.references import area
from xl_udfs.engine.tables.moving import BlockedError, Home, Move
from xl_udfs.engine.workbook.book import Book, related_parts

RANGES = {
    "dimension": "ref",
    "mergeCell": "ref",
    "conditionalFormatting": "sqref",
    "dataValidation": "sqref",
    "autoFilter": "ref",
    "sortState": "ref",
    "sortCondition": "ref",
    "hyperlink": "ref",
    "protectedRange": "sqref",
    "ignoredError": "sqref",
    "cellWatch": "r",
    "table": "ref",
}
FORMULA_ATTRIBUTES = {
    "hyperlink": "location",
    "sp": "textlink",
    "pic": "cellRange",
    "cameraTool": "cellRange",
}
ROW_WISE = {"formula", "formula1", "formula2", "calculatedColumnFormula"}
FORMULAS = ROW_WISE | {"f", "definedName", "totalsRowFormula"}
TIED = {
    "scenarios": "scenarios",
    "controls": "form controls",
    "oleObjects": "embedded objects",
    "customSheetViews": "custom views",
    "smartTags": "smart tags",
    "singleXmlCell": "cells mapped to XML",
}
OTHERS = {"brk", "cfvo", "sqref", "worksheetSource", "location", "row"}
WANTED = FORMULAS | OTHERS | RANGES.keys() | FORMULA_ATTRIBUTES.keys() | TIED.keys()
KNOWN = re.compile(
    r"xl/(?:workbook\.xml|worksheets/|chartsheets/|tables/|charts/|drawings/drawing|pivotCache/)"
)
WITHOUT_CELLS = re.compile(
    r"xl/(?:theme/|styles|sharedStrings|calcChain|externalLinks/|comments|threadedComments/|"
    r"persons/|printerSettings/|media/|metadata|richData/)|docProps/|_|\[|customXml/"
)


def moved_parts(book: Book, move: Move) -> dict[str, bytes]:
    """Return the parts that refer to the sheet, but for the cells, as they are afterwards.

    Raises:
        BlockedError: where something is in the way.
    """
    homes = homes_of(book)
    changed = {}
    for part in book.package.parts:
        if KNOWN.match(part.name) and part.name.endswith(".xml"):
            home = homes.get(part.name, "")
            data = spliced(part.data, _Part(part.name, part.data, home, move).splices())
            if data != part.data:
                changed[part.name] = data
        elif not WITHOUT_CELLS.match(part.name):
            _refuse_unknown(part.name, part.data, home=homes.get(part.name, ""), move=move)
    return changed


def homes_of(book: Book) -> dict[str, str]:
    """Return the sheet of each part that belongs to one: itself, its tables, its drawings."""
    homes: dict[str, str] = {}
    for sheet in book.sheets:
        pending = [sheet.part]
        while pending:
            part = pending.pop()
            if part in homes or part not in book.package:
                continue
            homes[part] = sheet.name
            pending += [
                target
                for kind, target in related_parts(book.package, part).values()
                if not kind.endswith("/pivotCacheDefinition")
            ]
    return homes


def _refuse_unknown(name: str, data: bytes, home: str, move: Move) -> None:
    sheet = move.sheet.replace("'", "''").encode()
    named = re.search(re.escape(sheet) + rb"(?:'|&apos;|&#39;)?!", data, re.IGNORECASE)
    if named or (home == move.sheet and b"FmlaLink" in data):
        raise BlockedError(
            f"the part {name} refers to {move.sheet} in a way that is not moved here"
        )
    if home == move.sheet and name.startswith("xl/pivotTables/"):
        for element in elements(data, {"location"}.__contains__, name):
            if area(element.attributes["ref"])[1][0] > move.kept:
                raise BlockedError(f"a pivot table stands at {element.attributes['ref']}")


@dataclass(slots=True)
class _Part:
    """One part, as its elements are gone through."""

    name: str
    data: bytes
    sheet: str
    move: Move
    home: Home | None = None  # of the rule or the column whose formulas come next
    pending: list[Element] = field(default_factory=list)  # formulas before their ranges
    anchor_moves: bool = False

    @property
    def here(self) -> bool:
        """Whether the part belongs to the sheet whose rows move."""
        return self.sheet == self.move.sheet

    def splices(self) -> list[Splice]:
        found: list[Splice] = []
        for element in elements(self.data, WANTED.__contains__, self.name):
            found += self._element(element)
        for formula in self.pending:
            found += self._formula(formula, None)
        return found

    def _element(self, element: Element) -> Iterator[Splice]:
        name, attributes = element.name, element.attributes
        if name in TIED and self.here:
            raise BlockedError(f"{self.sheet} has {TIED[name]}, which are not moved here")
        if name == "row":
            if element.parent in ("from", "to") and self.here:
                yield from self._anchor(element)
        elif name == "sqref":
            yield from self._extension(element)
        elif name == "f":
            if element.parent == "c":
                return
            if "/worksheets/" in self.name:
                self.pending.append(element)
            else:
                yield from self._formula(element, None)
        elif name in FORMULAS:
            yield from self._formula(element, self.home if name in ROW_WISE else None)
        else:
            yield from self._attributes(element)
            reference = attributes.get("sqref") or (name == "table" and attributes.get("ref"))
            if reference:
                row = area(reference.split()[0])[0][0]
                headers = int(name == "table" and attributes.get("headerRowCount") != "0")
                self.home = Home(self.sheet, row + headers)

    def _anchor(self, element: Element) -> Iterator[Splice]:
        """Move a drawing that begins below the table; one that begins beside it stays."""
        row = int(element.text) + 1
        if element.parent == "from":
            self.anchor_moves = row > self.move.last
        if self.anchor_moves:
            yield text_splice(element, str((self.move.row(row) or row) - 1))

    def _extension(self, element: Element) -> Iterator[Splice]:
        """Move formulas of an extension and the range, written after them, that they are for."""
        row = area(element.text.split()[0])[0][0]
        sparkline = element.parent == "sparkline"
        if sparkline and self.here and self.move.in_data(row):
            raise BlockedError(f"the sparkline at {element.text} stands in the table's rows")
        for formula in self.pending:
            yield from self._formula(formula, None if sparkline else Home(self.sheet, row))
        self.pending = []
        if self.here:
            yield text_splice(element, self._ranges(element.text))

    def _formula(self, element: Element, home: Home | None) -> Iterator[Splice]:
        text = self._moved(element.text, element.name, element.attributes.get("name", ""), home)
        if text != element.text:
            yield text_splice(element, text)

    def _moved(self, text: str, kind: str, named: str, home: Home | None) -> str:
        try:
            return self.move.formula(text, self.sheet, home)
        except BlockedError as fault:
            what = f"the name {named}" if kind == "definedName" else f"a formula of {self.name}"
            raise BlockedError(f"{what} ({text}) stays in the way: {fault}") from fault

    def _ranges(self, references: str) -> str:
        moved = self.move.ranges(references)
        if moved is None:
            raise BlockedError(f"what holds for {references} would have no cells left")
        return moved

    def _attributes(self, element: Element) -> Iterator[Splice]:
        name, attributes = element.name, element.attributes
        changed: dict[str, str] = {}
        if name in RANGES and RANGES[name] in attributes and self.here:
            changed[RANGES[name]] = self._ranges(attributes[RANGES[name]])
        if name == "mergeCell" and self.here:
            self._refuse_torn(attributes["ref"])
        if name in FORMULA_ATTRIBUTES and FORMULA_ATTRIBUTES[name] in attributes:
            key = FORMULA_ATTRIBUTES[name]
            changed[key] = self._moved(attributes[key], name, "", None)
        if name == "cfvo" and "val" in attributes:
            changed["val"] = self._moved(attributes["val"], name, "", self.home)
        if name == "brk" and element.parent == "rowBreaks" and self.here:
            changed["id"] = str(self._break(int(attributes["id"])))
        if name == "worksheetSource" and attributes.get("sheet") == self.move.sheet:
            changed["ref"] = self._ranges(attributes.get("ref", ""))
        tag = before = self.data[element.start : element.tag_stop]
        for key, value in changed.items():
            if value != attributes[key]:
                tag = with_attribute(tag, key, value)
        if tag != before:
            yield element.start, element.tag_stop, tag

    def _break(self, row: int) -> int:
        if row == self.move.last:  # a page that ends with the table
            return row + self.move.delta
        moved = self.move.row(row)
        if moved is None:
            raise BlockedError(f"a page break stands below row {row}")
        return moved

    def _refuse_torn(self, reference: str) -> None:
        (top, _), (bottom, _) = area(reference)
        if top <= self.move.last and bottom > self.move.kept and bottom >= self.move.first:
            raise BlockedError(f"the merged cells {reference} stand beside or across its rows")
