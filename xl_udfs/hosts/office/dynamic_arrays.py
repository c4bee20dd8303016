"""The metadata part of a workbook, whose entry for dynamic arrays cells name as ``cm="1"``."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count

from xl_udfs.engine.container.elements import elements
from xl_udfs.engine.container.package import Package
from xl_udfs.engine.workbook.book import related_parts
from xl_udfs.hosts.excel.part_additions import MacrosRefusedError, new_part, with_elements

PART = "xl/metadata.xml"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sheetMetadata"
KIND = "XLDAPR"  # as Excel names what it keeps of dynamic arrays
CONTENT = f"""\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<metadata xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
xmlns:xda="http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray">\
<metadataTypes count="1"><metadataType name="{KIND}" minSupportedVersion="120000" copy="1" \
pasteAll="1" pasteValues="1" merge="1" splitFirst="1" rowColShift="1" clearFormats="1" \
clearComments="1" assign="1" coerce="1" cellMeta="1"/></metadataTypes>\
<futureMetadata name="{KIND}" count="1"><bk><extLst>\
<ext uri="{{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}}">\
<xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata>\
<cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>
"""


def with_dynamic_arrays(package: Package, main: str) -> tuple[Package, int]:
    """Return a workbook that has the entry, and the number by which cells name it.

    Args:
        package: the workbook.
        main: the name of its main part.

    Raises:
        MacrosRefusedError: `E_METADATA`, where there are other metadata; `E_FORM`.
        UnreadableError: where a part cannot be read.
    """
    present = next(related(package, [main], "/sheetMetadata"), None)
    if present is not None:
        return package, _number(package, present)
    folder, _, file = main.rpartition("/")
    rels, types = f"{folder}/_rels/{file}.rels", "[Content_Types].xml"
    taken = set(re.findall(rb"""\sId\s*=\s*["']([^"']+)""", package[rels]))
    free = next(name for name in map("rId{}".format, count(1)) if name.encode() not in taken)
    relation = f'Relationship Id="{free}" Type="{RELATION}" Target="/{PART}"'
    override = f'Override PartName="/{PART}" ContentType="{TYPE}"'
    announced = package.with_parts(
        {
            rels: with_elements(rels, package[rels], b"Relationships", relation),
            types: with_elements(types, package[types], b"Types", override),
        }
    )
    return replace(announced, parts=(*announced.parts, new_part(PART, CONTENT.encode()))), 1


def related(package: Package, parts: Iterable[str], kind: str) -> Iterator[str]:
    """Yield the parts of a kind that some parts relate to."""
    for part in parts:
        for found, target in related_parts(package, part).values():
            if found.endswith(kind):
                yield target


def _number(package: Package, part: str) -> int:
    """Return the number of the entry in metadata that are there already."""
    wanted = {"metadataType", "cellMetadata", "valueMetadata", "rc"}
    found = elements(package[part], wanted.__contains__, part)
    kinds = [element.attributes.get("name") for element in found if element.name == "metadataType"]
    cells = next((element for element in found if element.name == "cellMetadata"), None)
    if cells is not None and KIND in kinds:
        own = str(kinds.index(KIND) + 1)
        entries = [e for e in found if e.name == "rc" and cells.start < e.start < cells.stop]
        for number, entry in enumerate(entries, start=1):  # one to a <bk>, as Excel writes them
            if entry.attributes.get("t") == own:
                return number
    raise MacrosRefusedError(
        "E_METADATA",
        "its metadata have no entry for dynamic arrays; enter =SEQUENCE(2) into an empty cell of "
        "it in Excel, save it, and try again",
    )
