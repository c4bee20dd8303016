"""A workbook with what it takes over of a cap table."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, repeat
from pathlib import Path
from types import MappingProxyType

from xl_udfs.cells import CellValue
from xl_udfs.engine.api import Book, TableRows, UnreadableError, package_bytes, read_book, unpacked
from xl_udfs.engine.tables.refreshed import refreshed
from xl_udfs.engine.workbook.book import data_of
from xl_udfs.engine.workbook.sheet import address
from xl_udfs.hosts.headless import function_table
from xl_udfs.templates.catalogue import BLANKS
from xl_udfs.templates.taken_over import liquidation
from xl_udfs.templates.taken_over.position import Line, Position, read_position

TAKERS = ("liquidation",)
SUBJECT = re.compile(rb"<dc:subject[^>]*>(\w+), version")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a workbook takes over."""

    inputs: Mapping[str, CellValue]
    tables: tuple[TableRows, ...]


def new_book(template: str, cap_table: Path, now: datetime) -> bytes:
    """Return a blank copy of a template that has the classes and holders of a cap table.

    Args:
        template: its name.
        cap_table: the workbook from which it takes them.
        now: what the clocks of both show.

    Raises:
        UnreadableError: where the cap table does not fit.
    """
    position = read_position(cap_table, now)
    book = read_book(unpacked(BLANKS[template]()))
    taken = taken_over(book, position, template)
    result = refreshed(book, function_table(), now=now, tables=taken.tables, inputs=taken.inputs)
    return package_bytes(result.package)


def taken_over(book: Book, position: Position, name: str) -> Taken:
    """Return what a workbook takes over of a cap table.

    Args:
        book: the workbook.
        position: of the cap table.
        name: of the workbook's file, for sentences.

    Raises:
        UnreadableError: where it is made of a template that takes nothing over.
    """
    template = template_of(book)
    if template not in TAKERS:
        found = f"{name} is not a workbook that takes classes over; {', '.join(TAKERS)} does"
        raise UnreadableError("E_TABLE", found=found)
    terms, dividends = liquidation.classes(position)
    cells = chain(
        _cells(book, "tblTerms", liquidation.TERMS, terms),
        _cells(book, "tblDividends", liquidation.DIVIDENDS, dividends),
        liquidation.inputs(position),
    )
    rows = TableRows("tblHolders", liquidation.holders(position))
    return Taken(MappingProxyType(dict(cells)), (rows,))


def template_of(book: Book) -> str:
    """Return the name of the template of which a workbook is made, "" where there is none."""
    names = {part.name for part in book.package.parts}
    core = "docProps/core.xml"
    found = SUBJECT.search(book.package[core]) if core in names else None
    return found[1].decode() if found else ""


def _cells(
    book: Book, name: str, titles: Sequence[str], lines: Sequence[Line]
) -> Iterator[tuple[str, CellValue]]:
    """Yield the cells of some columns of a table by address, blank below the lines."""
    for sheet in book.sheets:
        for table in sheet.tables:
            if table.displayName != name:
                continue
            (first, left), (last, _) = data_of(table)
            columns = [str(column.name) for column in table.tableColumns]
            for row, line in zip(range(first, last + 1), chain(lines, repeat({})), strict=False):
                for title in titles:
                    position = (row, left + columns.index(title))
                    yield f"{sheet.name}!{address(position)}", line.get(title)
