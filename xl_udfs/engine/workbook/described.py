"""What the small parts of a workbook describe: relationships, tables, defined names, formats.

Read here and not by openpyxl, which takes a fifth of a second to load, more than most workbooks
take as a whole. A part is read by its local names, so that every dialect is read alike.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element

from xl_udfs.engine.workbook.stored_cells import unescaped

TRUE = frozenset({"1", "true", "t"})
TABLE_TYPES = (None, "worksheet", "xml", "queryTable")
BUILT_IN = dict.fromkeys((*range(14, 23), *range(45, 48)), "d/m/yyyy h:mm:ss") | {
    **dict.fromkeys((1, 3, 5, 6, 37, 38, 41, 42), "0"),
    **dict.fromkeys((2, 4, 7, 8, 39, 40, 43, 44), "0.00"),
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((11, 48), "0.00E+00"),
    **dict.fromkeys((12, 13), "# ?/?"),
}  # of the formats that a workbook names by number only, those that matter here, as what they show
PERCENT = re.compile(r'^(?:[^"%\\]|"[^"]*"|\\.)*%')  # a sign outside quoted text
NOT_SHOWN = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]', re.IGNORECASE)
OF_A_DATE = re.compile(r"(?<![_\\])[dmhys]", re.IGNORECASE)


class Relation(NamedTuple):
    """What a part is related to."""

    id: str
    kind: str
    target: str
    outside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEntry:
    """A sheet as the workbook lists it."""

    name: str
    relation: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedName:
    """A defined name."""

    name: str
    attr_text: str | None
    sheet: int | None  # the place of the sheet on which alone it is known
    function: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """A column of a table."""

    name: str
    calculated: bool  # whether the table says that a formula fills it


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a sheet; what the file names is named so here."""

    displayName: str  # noqa: N815 - as the file spells it, and all below
    ref: str
    tableColumns: tuple[TableColumn, ...]  # noqa: N815
    headerRowCount: int  # noqa: N815
    totalsRowCount: int  # noqa: N815
    tableType: str | None  # noqa: N815
    insertRow: bool  # noqa: N815
    filtered: bool
    comment: str = ""


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def children(element: Element, *path: str) -> Iterator[Element]:
    """Yield the elements at the end of a path of names."""
    for child in element:
        if local(child) == path[0]:
            if len(path) == 1:
                yield child
            else:
                yield from children(child, *path[1:])


def is_true(element: Element, attribute: str) -> bool:
    """Whether a switch is on."""
    return element.get(attribute) in TRUE


def relations(root: Element) -> Iterator[Relation]:
    """Yield the relationships of a part."""
    for child in children(root, "Relationship"):
        outside = child.get("TargetMode") == "External"
        yield Relation(child.attrib["Id"], child.attrib["Type"], child.attrib["Target"], outside)


def sheet_entries(workbook: Element) -> Iterator[SheetEntry]:
    """Yield the sheets of a workbook, in their order."""
    for child in children(workbook, "sheets", "sheet"):
        related = (value for name, value in child.items() if name.endswith("}id"))
        yield SheetEntry(
            name=child.attrib["name"],
            relation=next(related, ""),
            state=child.get("state", "visible"),
        )


def defined_names(workbook: Element) -> Iterator[DefinedName]:
    """Yield the defined names of a workbook."""
    for child in children(workbook, "definedNames", "definedName"):
        sheet = child.get("localSheetId")
        yield DefinedName(
            name=child.attrib["name"],
            attr_text=child.text,
            sheet=None if sheet is None else int(sheet),
            function=is_true(child, "function"),
        )


def described_table(root: Element) -> Table:
    """Read the part of a table.

    Raises:
        KeyError: where it lacks what it must have.
        ValueError: where a number is none, or its type is unknown.
    """
    if root.get("tableType") not in TABLE_TYPES:
        raise ValueError(f"a table has no type {root.get('tableType')!r}")
    return Table(
        displayName=root.attrib["displayName"],
        ref=root.attrib["ref"],
        tableColumns=tuple(
            TableColumn(
                name=unescaped(child.attrib["name"]),
                calculated=any(True for _ in children(child, "calculatedColumnFormula")),
            )
            for child in children(root, "tableColumns", "tableColumn")
        ),
        headerRowCount=int(root.get("headerRowCount", "1")),
        totalsRowCount=int(root.get("totalsRowCount", "0")),
        tableType=root.get("tableType"),
        insertRow=is_true(root, "insertRow"),
        filtered=any(True for _ in children(root, "autoFilter", "filterColumn")),
        comment=unescaped(root.get("comment", "")),
    )


def formats(root: Element) -> Iterator[str]:
    """Yield the number format of each cell style."""
    codes = BUILT_IN | {
        int(child.attrib["numFmtId"]): child.attrib["formatCode"]
        for child in children(root, "numFmts", "numFmt")
    }
    for child in children(root, "cellXfs", "xf"):
        yield codes.get(int(child.get("numFmtId", "0")), "General")


def shows_date(format_code: str) -> bool:
    """Whether the first part of a number format has a day, month, year or time in it."""
    return OF_A_DATE.search(NOT_SHOWN.sub("", format_code.partition(";")[0])) is not None


def shows_percent(format_code: str) -> bool:
    """Whether a number format shows per cents."""
    return PERCENT.search(format_code) is not None
