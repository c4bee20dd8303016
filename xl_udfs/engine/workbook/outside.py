"""What a workbook keeps of the workbooks that it is linked to: the values when it was saved.

The linked files themselves are never opened.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, fromstring

from xl_udfs.cells import CellValue
from xl_udfs.engine.container.package import Package
from xl_udfs.engine.references import Position, position_of
from xl_udfs.engine.workbook.book import related_parts, workbook_part
from xl_udfs.engine.workbook.described import children, is_true, local
from xl_udfs.engine.workbook.stored_cells import stored_value

MARK = "\ufdd4"  # begins the names that these sheets have here; no sheet of Excel's has it


@dataclass(frozen=True, slots=True)
class OutsideSheet:
    """One sheet of a linked workbook, as far as its cells are kept."""

    book: str  # its number in formulas, as in [1]Sheet1!A1
    name: str
    cells: Mapping[Position, CellValue]

    @property
    def known_as(self) -> str:
        """The name that it has beside the sheets of the workbook."""
        return f"{MARK}{self.book} {self.name}"


def outside_sheets(package: Package) -> tuple[OutsideSheet, ...]:
    """Return the sheets of linked workbooks; those are missing whose values are not kept."""
    main = workbook_part(package)
    if b"externalReference" not in package[main]:
        return ()
    related = related_parts(package, main)
    found: list[OutsideSheet] = []
    links = children(fromstring(package[main]), "externalReferences", "externalReference")  # noqa: S314 - preflight refuses any DTD
    for number, link in enumerate(links, 1):
        identifier = next((value for name, value in link.items() if name.endswith("}id")), "")
        _, part = related.get(identifier, ("", ""))
        if part in package and package[part].count(b"<") <= package.limits.tree_tags:
            try:
                found += _sheets(str(number), fromstring(package[part]))  # noqa: S314 - as above
            except (ParseError, ValueError, KeyError, IndexError):
                continue  # what cannot be read is not kept
    return tuple(found)


def _sheets(book: str, root: Element) -> Iterator[OutsideSheet]:
    names = [
        child.attrib["val"] for child in children(root, "externalBook", "sheetNames", "sheetName")
    ]
    for data in children(root, "externalBook", "sheetDataSet", "sheetData"):
        if not is_true(data, "refreshError"):
            yield OutsideSheet(book, names[int(data.attrib["sheetId"])], dict(_cells(data)))


def _cells(data: Element) -> Iterator[tuple[Position, CellValue]]:
    for cell in children(data, "row", "cell"):
        value = next((child.text or "" for child in cell if local(child) == "v"), None)
        yield position_of(cell.attrib["r"]), stored_value(cell.get("t", "n"), value, [])
