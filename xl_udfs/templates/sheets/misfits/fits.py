"""Whether what is typed, or pasted past the validation, fits its cell: a line of the checks.

It names the first entry that does not fit; what it looks at stands at its right.
"""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.engine.formula.areas import Area
from xl_udfs.engine.printing.row_heights import LINE_HEIGHT, SPARE
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.checks import FIRST, SAME, Check
from xl_udfs.templates.sheets.entries import row_of_blank, row_of_misfit, what_fits
from xl_udfs.templates.sheets.layout import CHECKS, MISFITS, WAITS, put
from xl_udfs.templates.sheets.misfits.stops import lines_of
from xl_udfs.templates.sheets.words import TemplateWorkbook

ABOVE = layout.HEADER_ROW - 1
COUNT, SENTENCE = f"${MISFITS}${ABOVE}", f"$K${ABOVE}"
COLUMNS = (
    ("H", "Sheet", 20),
    ("I", "Input", 58),
    (MISFITS, "Row that does not fit", 16),
    ("K", "What fits", 100),
    (WAITS, "Rows of all that a formula follows from", 32),
)
LINES = 3  # that the sentence of the check may take
ALL = f"{CHECKS}!{COUNT}"
ALL_FIT = "Each is of the kind, and within the bounds, that its cell asks for."
CHECK = Check("Every entry fits its cell", SAME, f"={COUNT}", 0, f"={SENTENCE}")


def add_misfits(book: TemplateWorkbook, counted: Sequence[str]) -> None:
    """Look on the sheet of checks at each input of a workbook with all its sheets.

    Args:
        book: with all its sheets.
        counted: formulas of the cells that others ask, from the first.
    """
    sheet = book[CHECKS]
    own = CellRange(sheet.tables["tblChecks"].ref).max_row  # in Excel a row grows with no formula
    sheet.row_dimensions[own or 0].height = LINES * LINE_HEIGHT + SPARE
    put(sheet, f"H{ABOVE}", "Working", styles.SECTION)
    for letter, title, width in COLUMNS:
        put(sheet, f"{letter}{layout.HEADER_ROW}", title, styles.HEADER)
        sheet.column_dimensions[letter].width = width
        sheet.column_dimensions[letter].outlineLevel = 1
    for row, typed in enumerate(book.typed, start=FIRST):
        cells = f"{quote_sheetname(typed.sheet)}!{_range(typed.area)}"
        put(sheet, f"H{row}", typed.sheet, styles.TEXT)
        put(sheet, f"I{row}", typed.title, styles.TEXT)
        misfit, fitting = row_of_misfit(typed.entry, cells), what_fits(typed.entry)
        if typed.contradiction is not None:
            misfit, fitting = typed.contradiction.row, typed.contradiction.fits
        if typed.needed is not None:
            blank = row_of_blank(cells, typed.needed.begun_by, typed.needed.where)
            misfit = blank if misfit == "0" else f"MAX({misfit},{blank})"
            fitting += " (not blank)"
        _put_formula(sheet, f"{MISFITS}{row}", misfit, "0;;")
        put(sheet, f"K{row}", fitting, styles.APART)
    for row, formula in enumerate(counted, start=FIRST):
        _put_formula(sheet, f"{WAITS}{row}", formula, "0;;")
    sheets, inputs, rows, fits = (
        f"${letter}${FIRST}:${letter}${FIRST + len(book.typed) - 1}"
        for letter, _, _ in COLUMNS[:-1]
    )
    at = f"MATCH(TRUE,INDEX({rows}>0,0),0)"
    found = "&".join(
        (f"INDEX({sheets},{at})", '": "', f"INDEX({inputs},{at})", '", row "', f"INDEX({rows},{at})",
         '" does not fit; "', f"INDEX({fits},{at})", '" does."')
    )  # fmt: skip
    _put_formula(sheet, COUNT, f'COUNTIF({rows},">0")', "0")
    _put_formula(sheet, SENTENCE, f'IF({COUNT}=0,"{ALL_FIT}",{found})', styles.GENERAL)


def gate(number: int) -> str:
    """Return the cell that counts what does not fit on the sheets of a gate of the plan."""
    return f"{CHECKS}!${WAITS}${FIRST + number}"


def misfits_on(book: TemplateWorkbook, sheets: Sequence[str]) -> str:
    """Return a formula, without its equals sign: how many inputs of some sheets do not fit.

    It reads their lines alone, so that an entry elsewhere moves nothing that asks it.
    """
    there = [place for place, typed in enumerate(book.typed) if typed.sheet in sheets]
    return "+".join(f'COUNTIF({cells},">0")' for cells in lines_of(there))


def _range(area: Area) -> str:
    first, last = get_column_letter(area.left), get_column_letter(area.right)
    top = f"${first}${area.top}"
    return top if area.is_cell else f"{top}:${last}${area.bottom}"


def _put_formula(sheet: Worksheet, cell: str, formula: str, shown: str) -> None:
    """Write a formula without guards: it is what they ask."""
    put(sheet, cell, None, styles.CALCULATION, shown)
    sheet[cell].value = f"={formula}"
