"""Named inputs and results on a sheet, a line each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.entries import Entry
from xl_udfs.templates.sheets.layout import put
from xl_udfs.templates.sheets.misfits.contradictions import look_for, so_far

COLUMNS = ("Input or result", "Value", "Name", "What belongs there")
PURPOSE_OF_INPUTS = (
    "Terms with their section; ⟨facts that the documents do not give are examples to replace|"
    "the blue cells without a value are yours to fill⟩."
)
PURPOSE_OF_RESULTS = "What follows from the terms, the inputs and the lists; nothing is typed here."
RESULT_COLUMNS = ("Result", "Value", "Name", "How it follows")
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
    against: str = ""  # a condition: it contradicts another input
    unless: str = ""  # what would not


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


def add_lines(
    book: Workbook, sheet: Worksheet, row: int, lines: Sequence[str | Input | Result]
) -> int:
    """Write inputs and results from a row on, a text being a heading; return the next row."""
    for line in lines:
        if isinstance(line, str):
            layout.section(sheet, row, line, len(WIDTHS))
        elif isinstance(line, Input):
            _input(book, sheet, row, line)
        else:
            _result(book, sheet, row, line)
        row += 1
    return row


def _input(book: Workbook, sheet: Worksheet, row: int, line: Input) -> None:
    _named(book, sheet, row, line.label, f"in_{line.name}", line.prompt)
    kept = isinstance(line, Term)
    layout.put_input(sheet, f"B{row}", line.value, line.entry, line.label, line.prompt, kept=kept)
    if line.against:
        look_for(sheet, f"B{row}", line.label, so_far(f"in_{line.name}", line.against, line.unless))


def _result(book: Workbook, sheet: Worksheet, row: int, line: Result) -> None:
    _named(book, sheet, row, line.label, f"out_{line.name}", line.note)
    style = styles.TOTAL if line.quoted else styles.CALCULATION
    put(sheet, f"B{row}", line.formula, style, line.shown)


def _named(book: Workbook, sheet: Worksheet, row: int, label: str, name: str, note: str) -> None:
    put(sheet, f"A{row}", label, styles.TEXT)
    put(sheet, f"C{row}", name, styles.SIDE_NOTE)
    put(sheet, f"D{row}", note, styles.NOTE)
    add_name(book, name, sheet, f"$B${row}")


def no_zeros_where(sheet: Worksheet, cells: str, condition: str) -> None:
    """Show nothing for a zero, which only says that nothing is typed yet, while a condition holds.

    Args:
        sheet: where they are.
        cells: results, below one another.
        condition: on cells that are the same for all of them.
    """
    first = cells.partition(":")[0]
    nothing = DifferentialStyle(
        numFmt=NumberFormat(numFmtId=styles.NO_NUMBER[0], formatCode=styles.NO_NUMBER[1])
    )
    rule = Rule(type="expression", dxf=nothing, formula=[f"AND(N({first})=0,{condition})"])
    sheet.conditional_formatting.add(cells, rule)


def yes(condition: str) -> str:
    """Return the formula of a result that is yes or no."""
    return f'=IF({condition},"yes","no")'


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet of inputs or of results, a line each."""

    name: str
    title: str
    purpose: str
    units: str
    lines: Sequence[str | Input | Result]
    columns: tuple[str, ...] = COLUMNS
    breaks: Collection[str] = ()  # headings that begin a page in print

    def __call__(self, book: Workbook) -> None:
        """Add the sheet."""
        sheet = layout.add_sheet(book, self.name, self.title, WIDTHS, self.purpose, self.units)
        layout.header(sheet, self.columns)
        first = layout.FIRST_ROW
        add_lines(book, sheet, first, self.lines)
        for place, line in enumerate(self.lines):
            if line in self.breaks:
                layout.new_page(sheet, first + place)
        layout.close_sheet(sheet, "D")
