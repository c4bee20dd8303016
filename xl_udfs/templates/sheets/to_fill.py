"""The inputs that are to be filled in, listed below the checks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.engine.checking.finding import NO_DATA
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.checks import FIRST
from xl_udfs.templates.sheets.layout import CHECKS, MASTER_CHECK, put
from xl_udfs.templates.sheets.words import TemplateWorkbook, ToFill, said_on

COLUMNS = ("Sheet", "Inputs, or table", "Still empty", "Filled in", "Open")
AT_ONCE, ONCE_BEGUN = "while something is empty", "once it is begun"
NEVER = "never: it may stay empty"
ONCE_PART_BEGUN = "once its part is begun"


@dataclass(frozen=True, slots=True)
class Parts:
    """What of a workbook may stay untouched."""

    together: tuple[frozenset[str], ...] = ()  # sheets that are filled together, or not at all
    alone: frozenset[str] = frozenset()  # sheets on which each list may stay empty by itself


NO_PARTS = Parts()


@dataclass(frozen=True, slots=True, kw_only=True)
class _OpenLine:
    """One line of the list of inputs to fill."""

    sheet: str
    what: str
    empty: str | None  # formulas
    filled: str


def add_inputs_to_fill(book: TemplateWorkbook, parts: Parts) -> None:
    """List the inputs that are to be filled in, and let the master check tell of them.

    Args:
        book: with all its sheets.
        parts: of the workbook, each of which may stay untouched.
    """
    sheet = book[CHECKS]
    last = CellRange(sheet.tables["tblChecks"].ref).max_row or 0
    statuses = f"$E${FIRST}:$E${last}"
    rows = _list(sheet, last + 2, list(_open(book)), parts)
    names, empty, filled, marks = (f"${letter}${rows[0]}:${letter}${rows[-1]}" for letter in "ACDE")
    to_fill = f"SUMIF({marks},1,{empty})"
    # what is neither: a status that is an error needs a look too
    looks = f'ROWS({statuses})-COUNTIF({statuses},"OK")-COUNTIF({statuses},"{NO_DATA}")'
    sheet[MASTER_CHECK.replace("$", "")].value = (
        f'=IF({looks}>0,({looks})&" TO LOOK AT",IF({to_fill}>0,{to_fill}&IF({to_fill}=1," INPUT"," INPUTS")&" TO FILL, FIRST ON '
        f'"&INDEX({names},MATCH(1,{marks},0)),IF(COUNTIF({statuses},"OK")=ROWS({statuses}),'
        f'"ALL CHECKS OK",IF(SUM({filled})=0,"EMPTY: FILL THE SHEETS LISTED ON '
        f'{CHECKS}","ALL CHECKS WITH DATA OK"))))'
    )


def _open(book: TemplateWorkbook) -> Iterator[_OpenLine]:
    """Yield a line for the single inputs of each sheet and for each of its lists.

    What may stay empty counts as filled in, so that a part is begun with it.
    """
    for sheet in book.worksheets:
        here = [one for one in book.to_fill if one.sheet == sheet.title]
        for table in sorted({one.table for one in here}):
            listed = [one for one in here if one.table == table]
            needed = _runs(sheet, (one for one in listed if one.needed))
            if table:
                empty = f"IF(COUNTA({','.join(needed)})=0,1,0)"
            else:
                empty = "+".join(f"COUNTBLANK({run})" for run in needed)
            yield _OpenLine(
                sheet=sheet.title,
                what=table or "single inputs",
                empty=f"={empty}" if needed else None,
                filled=f"=COUNTA({','.join(_runs(sheet, listed))})",
            )


def _list(sheet: Worksheet, row: int, lines: Sequence[_OpenLine], parts: Parts) -> range:
    """Write the list of what is still empty; return the numbers of its rows."""
    layout.section(sheet, row, "Inputs to fill", 6)
    for column, title in zip("ABCDE", COLUMNS, strict=True):
        put(sheet, f"{column}{row + 1}", title, styles.HEADER)
    put(sheet, f"F{row + 1}", "Counts as open", styles.HEADER)
    rows = range(row + 2, row + 2 + len(lines))
    layout.wait_for(sheet, f"C{rows[0]}:F{rows[-1]}", needed=False)
    alone = {said_on(sheet, name) for name in parts.alone}
    joined = [{said_on(sheet, name) for name in part} for part in parts.together]
    for here, line in zip(rows, lines, strict=True):
        put(sheet, f"A{here}", line.sheet, styles.TEXT)
        put(sheet, f"B{here}", line.what, styles.TEXT)
        put(sheet, f"C{here}", line.empty, styles.LINK, "0")
        put(sheet, f"D{here}", line.filled, styles.LINK, "0")
        together = next((part for part in joined if line.sheet in part), None)
        begun = "+".join(
            f"D{there}"
            for there, other in zip(rows, lines, strict=True)
            if other is line or (together is not None and other.sheet in together)
        )
        counts = f'OR(F{here}="{AT_ONCE}",{begun}>0)'
        put(sheet, f"E{here}", f"=IF(AND(C{here}>0,{counts}),1,0)", styles.CALCULATION, "0")
        if line.empty is None:
            open_as = NEVER
        elif together is not None:
            open_as = ONCE_PART_BEGUN
        else:
            open_as = ONCE_BEGUN if line.sheet in alone else AT_ONCE
        put(sheet, f"F{here}", open_as, styles.NOTE)
    table = Table(displayName="tblToFill", ref=f"A{row + 1}:F{rows[-1]}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)
    sheet.print_area = f"A1:F{rows[-1]}"
    return rows


def _runs(sheet: Worksheet, inputs: Iterable[ToFill]) -> list[str]:
    """Return the cells of inputs as ranges of those below one another."""
    cells = {(column, row) for one in inputs for row, column in CellRange(one.cells).cells}
    runs: list[tuple[int, int, int]] = []
    for column, row in sorted(cells):
        if runs and runs[-1][0] == column and runs[-1][2] == row - 1:
            runs[-1] = (column, runs[-1][1], row)
        else:
            runs.append((column, row, row))
    return [
        f"{quote_sheetname(sheet.title)}!"
        f"${get_column_letter(column)}${top}:${get_column_letter(column)}${bottom}"
        for column, top, bottom in runs
    ]
