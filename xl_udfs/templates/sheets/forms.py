"""Named inputs and results on a sheet, a line each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.layout import put

MOST_TEXT = 250  # characters that a text input takes
COLUMNS = ("Input or result", "Value", "Name", "What belongs there")
WIDTHS = (48, 36, 24, 62)


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One input: its name without ``in_``, and what may stand there.

    A memo moves no result; its prompt must say so.
    """

    name: str
    label: str
    value: object
    prompt: str
    shown: str = styles.GENERAL
    kind: layout.Kind = "decimal"
    operator: layout.Operator | None = "greaterThanOrEqual"
    bound: str | None = "0"
    upper: str | None = None
    kept: bool = False  # in a blank copy: a term or setting, no fact of the company


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One result: its name without ``out_``, and the formula for it."""

    name: str
    label: str
    formula: str
    note: str
    shown: str = styles.GENERAL
    quoted: bool = False  # a result that people quote


def text_input(name: str, label: str, value: str, prompt: str) -> Input:
    """Return an input of a short text."""
    return Input(
        name=name,
        label=label,
        value=value,
        prompt=prompt,
        kind="textLength",
        operator="between",
        bound="1",
        upper=str(MOST_TEXT),
    )


def day_input(name: str, label: str, value: date | None, prompt: str) -> Input:
    """Return an input of a date."""
    return Input(
        name=name,
        label=label,
        value=value,
        prompt=prompt,
        shown=styles.DATE,
        kind="date",
        bound="61",
    )


def price_input(name: str, label: str, value: float | None, prompt: str) -> Input:
    """Return an input of a price above 0."""
    return Input(
        name=name,
        label=label,
        value=value,
        prompt=prompt,
        shown='"$"#,##0.00##',
        operator="greaterThan",
    )


def count_input(name: str, label: str, value: int, prompt: str) -> Input:
    """Return an input of a whole number, 0 or more."""
    return Input(
        name=name, label=label, value=value, prompt=prompt, shown=styles.INTEGER, kind="whole"
    )


def shares_input(name: str, label: str, value: float, prompt: str) -> Input:
    """Return an input of a number of shares, 0 or more, perhaps with a fraction."""
    return Input(name=name, label=label, value=value, prompt=prompt, shown=styles.INTEGER)


def money_input(name: str, label: str, value: float | None, prompt: str) -> Input:
    """Return an input of dollars, 0 or more."""
    return Input(name=name, label=label, value=value, prompt=prompt, shown=styles.DOLLARS)


def signed_input(name: str, label: str, value: float, prompt: str) -> Input:
    """Return an input of dollars of any sign."""
    return Input(
        name=name,
        label=label,
        value=value,
        prompt=prompt,
        shown=styles.DOLLARS,
        operator="between",
        bound="-1000000000000",
        upper="1000000000000",
    )


def part_input(name: str, label: str, value: float, prompt: str, shown: str = "0.0000%") -> Input:
    """Return an input of a part of a whole, 0 to 1."""
    return Input(
        name=name,
        label=label,
        value=value,
        prompt=prompt,
        shown=shown,
        operator="between",
        upper="1",
    )


def choice_input(name: str, label: str, value: str, prompt: str, choices: str) -> Input:
    """Return an input of one text among `choices`: a range, a name, or texts in quotes."""
    return Input(
        name=name,
        label=label,
        value=value,
        prompt=prompt,
        kind="list",
        operator=None,
        bound=choices,
    )


def keeping(lines: Sequence[str | Input], names: Collection[str]) -> tuple[str | Input, ...]:
    """Return lines of inputs of which a blank copy keeps those with the names: the terms."""
    known = {line.name for line in lines if isinstance(line, Input)}
    assert known.issuperset(names), sorted(set(names) - known)  # noqa: S101 - a slip of ours
    return tuple(
        replace(line, kept=True) if isinstance(line, Input) and line.name in names else line
        for line in lines
    )


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
            put(sheet, f"B{row}", line.value, styles.INPUT, line.shown)
            put(sheet, f"C{row}", name, styles.SIDE_NOTE)
            put(sheet, f"D{row}", line.prompt, styles.NOTE)
            wide = isinstance(line.value, str) and len(line.value) > len(line.prompt)
            longest = (str(line.value), WIDTHS[1]) if wide else (line.prompt, WIDTHS[3])
            layout.fit_height(sheet, row, *longest)
            layout.validate(
                sheet,
                f"B{row}",
                kind=line.kind,
                operator=line.operator,
                bound=line.bound,
                upper=line.upper,
                kept=line.kept,
                prompt=f"{line.label}. {line.prompt}",
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
