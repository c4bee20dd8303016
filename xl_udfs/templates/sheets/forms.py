"""Named inputs and results on a sheet, a line each."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.entries import Entry
from xl_udfs.templates.sheets.layout import put

COLUMNS = ("Input or result", "Value", "Name", "What belongs there")
WIDTHS = (48, 36, 24, 62)


@dataclass(frozen=True, slots=True)
class Input:
    """One input: its name without ``in_``, and what may stand there.

    A memo moves no result; its prompt must say so.
    """

    name: str
    label: str
    entry: Entry
    value: object
    prompt: str


class Term(Input):
    """An input that a blank copy keeps: a term or setting, no fact of the company."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Result:
    """One result: its name without ``out_``, and the formula for it."""

    name: str
    label: str
    shown: str
    formula: str
    note: str
    quoted: bool = False  # a result that people quote


def add_name(book: Workbook, name: str, sheet: Worksheet, cells: str) -> None:
    """Give cells of a sheet, as ``$B$4``, a name of the workbook."""
    book.defined_names[name] = DefinedName(name, attr_text=f"'{sheet.title}'!{cells}")


def add_inputs(book: Workbook, sheet: Worksheet, row: int, lines: Sequence[str | Input]) -> int:
    """Write inputs from a row on, a text being a heading; return the row after the last."""
    for line in lines:
        if isinstance(line, str):
            layout.section(sheet, row, line, len(WIDTHS))
        else:
            name = f"in_{line.name}"
            put(sheet, f"A{row}", line.label, styles.TEXT)
            put(sheet, f"B{row}", line.value, styles.INPUT, line.entry.shown)
            put(sheet, f"C{row}", name, styles.SIDE_NOTE)
            put(sheet, f"D{row}", line.prompt, styles.NOTE)
            wide = isinstance(line.value, str) and len(line.value) > len(line.prompt)
            longest = (str(line.value), WIDTHS[1]) if wide else (line.prompt, WIDTHS[3])
            layout.fit_height(sheet, row, *longest)
            layout.validate(
                sheet,
                f"B{row}",
                line.entry,
                f"{line.label}. {line.prompt}",
                kept=isinstance(line, Term),
            )
            add_name(book, name, sheet, f"$B${row}")
        row += 1
    return row


def add_results(book: Workbook, sheet: Worksheet, row: int, lines: Sequence[str | Result]) -> int:
    """Write results from a row on, a text being a heading; return the row after the last."""
    for line in lines:
        if isinstance(line, str):
            layout.section(sheet, row, line, len(WIDTHS))
        else:
            name = f"out_{line.name}"
            put(sheet, f"A{row}", line.label, styles.TEXT)
            style = styles.TOTAL if line.quoted else styles.CALCULATION
            put(sheet, f"B{row}", line.formula, style, line.shown)
            put(sheet, f"C{row}", name, styles.SIDE_NOTE)
            put(sheet, f"D{row}", line.note, styles.NOTE)
            layout.fit_height(sheet, row, line.note, WIDTHS[3])
            add_name(book, name, sheet, f"$B${row}")
        row += 1
    return row


def add_form(
    book: Workbook,
    name: str,
    *,
    title: str,
    purpose: str,
    units: str,
    inputs: Sequence[str | Input],
) -> Worksheet:
    """Add a sheet of inputs, a line each; without inputs its rows are still to be written."""
    sheet = layout.add_sheet(book, name, title=title, purpose=purpose, units=units, widths=WIDTHS)
    layout.header(sheet, COLUMNS)
    if inputs:
        add_inputs(book, sheet, layout.HEADER_ROW + 1, inputs)
        layout.close_sheet(sheet, "D")
    return sheet
