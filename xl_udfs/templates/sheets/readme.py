"""The first sheet of a workbook, which says how to read and recalculate the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.engine.formula.stored import function_names
from xl_udfs.engine.formula.tokens import tokens_of
from xl_udfs.engine.references import area
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.entries import choice
from xl_udfs.templates.sheets.layout import put

WIDTHS = (30, 100)
WITHOUT_DIGITS = dict.fromkeys(map(ord, "0123456789"))
Line = tuple[str, str]  # label, text


@dataclass(frozen=True, slots=True)
class Readme:
    """What the first sheet tells, beside what it tells in every workbook."""

    sheets: tuple[Line, ...]  # name and what is on it; each name becomes a link
    steps: tuple[Line, ...]  # what to do, in order
    readings: tuple[Line, ...]  # where the text is open, and what the workbook takes
    lists: str  # what is to be known of the lists
    sources: tuple[Line, ...]


def add_readme(book: Workbook, title: str, purpose: str) -> Worksheet:
    """Add the first sheet with its head; `write_readme` fills it."""
    units = "Nothing here is legal advice."
    return layout.add_sheet(book, layout.README, title, WIDTHS, purpose, units, landscape=False)


def write_readme(book: Workbook, sheet: Worksheet, text: Readme) -> None:
    """Write it below its head; names, lists and functions are those of the finished workbook."""
    row = layout.HEADER_ROW
    row = _section(sheet, row, "The sheets", text.sheets, links=True)
    if text.steps:
        row = _section(sheet, row, "How to use it", text.steps)
    layout.section(sheet, row, "How to read a sheet", len(WIDTHS))
    for label, meaning, style in (
        *LEGEND,
        ("Names", f"{_names(book)} {text.lists}".strip(), styles.TEXT),
    ):
        row += 1
        _line(sheet, row, label, meaning, style)
    row += 2
    if text.readings:
        row = _section(sheet, row, "Where the text is open", text.readings)
    recalculation = (
        (
            "In Excel",
            f"The functions {_listed(functions_of(book))} come from the package xl-udfs. Without it the workbook opens and "
            "shows its stored values; a cell that is recalculated then shows #NAME?.",
        ),
        (
            "Without Excel",
            "xl-udfs check recomputes every formula and says what differs; xl-udfs refresh "
            "writes the values.",
        ),
    )
    row = _section(sheet, row, "To recalculate", recalculation)
    _section(sheet, row, "Sources", text.sources)
    layout.close_sheet(sheet, "B", header=False)


def functions_of(book: Workbook) -> list[str]:
    """Return our functions that the formulas of a workbook call, in the catalogue's order."""
    formulas = {
        cell.value.translate(WITHOUT_DIGITS): cell.value  # one of those that differ in cells only
        for cell in _written_once(book)
        if isinstance(cell.value, str) and cell.value.startswith("=")
    }
    called = {name for formula in formulas.values() for name in function_names(tokens_of(formula))}
    return [name for name in FUNCTIONS if name in called]


def _written_once(book: Workbook) -> Iterator[Any]:
    """Yield the cells of a workbook, but of rows with the same formulas the first alone."""
    for sheet in book.worksheets:
        last_row, last_column = sheet.max_row, sheet.max_column
        for number in range(1, last_row + 1):
            if not _is_copied(sheet, number):
                for row in sheet.iter_rows(number, number, 1, last_column):
                    yield from row


def _is_copied(sheet: Worksheet, row: int) -> bool:
    """Return whether a row is of a table whose first row has the same formulas."""
    for table in sheet.tables.values():
        (top, _), (bottom, _) = area(table.ref)
        if top + 1 < row <= bottom:
            return str(table.displayName) != "tblChecks"
    return False


def _names(book: Workbook) -> str:
    tables = [table for sheet in book.worksheets for table in sheet.tables]
    are = "The list is the table" if len(tables) == 1 else "Lists are the tables"
    lists = f"{are} {_listed(tables)}."
    if not book.defined_names:
        return f"{lists} There are no ⟨names|names. The inputs to fill are the table tblToFill⟩."
    return f"Single inputs are named in_…, results out_…. {lists} ⟨There are no other names|The inputs to fill are the table tblToFill⟩."


def _listed(words: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def _section(
    sheet: Worksheet, row: int, heading: str, lines: Sequence[Line], *, links: bool = False
) -> int:
    """Write a heading and its lines; return the row of the next heading."""
    layout.section(sheet, row, heading, len(WIDTHS))
    for label, text in lines:
        row += 1
        _line(sheet, row, label, text, styles.TEXT)
        if links:
            layout.link(sheet, f"A{row}", label, label)
    return row + 2


def _line(sheet: Worksheet, row: int, label: str, text: str, style: str) -> None:
    put(sheet, f"A{row}", label, style)
    put(sheet, f"B{row}", text, styles.NOTE)
    if style == styles.INPUT:  # as it looks; nothing is typed here
        layout.validate(sheet, f"A{row}", choice(f'"{label}"'), label, text, kept=True)


LEGEND = (
    ("Input", "Typed in, from the document named beside it; yours to change.", styles.INPUT),
    ("Calculation", "A formula on values of the same sheet.", styles.CALCULATION),
    ("Link", "A value that comes from another sheet.", styles.LINK),
    ("Total", "A result to quote.", styles.TOTAL),
    ("Check", "Says in words whether all is well.", styles.CHECK),
)
