"""The checks of a blank copy: what has no data yet is no fault, and what is to be filled in."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.engine.areas import Area
from xl_udfs.engine.checking.checks.checks_sheet import NO_DATA
from xl_udfs.engine.workbook.sheet import area as ends_of
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.checks import FIRST
from xl_udfs.templates.sheets.layout import CHECKS, MASTER_CHECK, put

COLUMNS = ("Sheet", "Inputs, or table", "Still empty", "Filled in", "Open")
VERDICTS = {"truncated": "rounded", "differs": "agrees exactly"}  # of the company's documents
AT_ONCE, ONCE_BEGUN = "while something is empty", "once it is begun"
ONCE_PART_BEGUN = "once its part is begun"
Parts: TypeAlias = Sequence[Collection[str]]  # sheets that are filled together, or not at all


@dataclass(frozen=True, slots=True)
class NeededInput:
    """An input without which something stays empty."""

    area: Area
    elsewhere: bool  # whether other sheets than the checks take something from its sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """One line of the list of inputs to fill."""

    sheet: str
    what: str
    empty: str  # formulas
    filled: str
    alone: bool  # nothing on other sheets rests on it, so that it may stay untouched


def say_what_is_missing(book: Workbook, asked: Sequence[NeededInput], parts: Parts = ()) -> None:
    """Let checks without data say so, and the master check which inputs are to be filled.

    Args:
        book: the blank copy.
        asked: the inputs without which something stays empty.
        parts: of the workbook, each of which may stay untouched.
    """
    sheet = book[CHECKS]
    last = ends_of(sheet.tables["tblChecks"].ref)[1][0]
    for row in range(FIRST, last + 1):
        status = sheet[f"E{row}"]
        within = str(status.value).removeprefix("=")
        status.value = f'=IF(OR(B{row}="",C{row}=""),"{NO_DATA}",{within})'
        expected = sheet[f"C{row}"]
        if expected.style == styles.INPUT:
            expected.value = _unsurprising(expected.value)
    rows = _list(sheet, last + 2, list(_open(book, asked)), parts)
    statuses = f"$E${FIRST}:$E${last}"
    names, empty, filled, marks = (f"${letter}${rows[0]}:${letter}${rows[-1]}" for letter in "ACDE")
    to_fill = f"SUMIF({marks},1,{empty})"
    # what is neither: a status that is an error needs a look too
    looks = f'ROWS({statuses})-COUNTIF({statuses},"OK")-COUNTIF({statuses},"{NO_DATA}")'
    master = MASTER_CHECK.replace("$", "")
    sheet[master].value = (
        f'=IF({looks}>0,({looks})&" TO LOOK AT",IF({to_fill}>0,{to_fill}&IF({to_fill}=1," INPUT"," INPUTS")&" TO FILL, FIRST ON '
        f'"&INDEX({names},MATCH(1,{marks},0)),IF(COUNTIF({statuses},"OK")=ROWS({statuses}),'
        f'"ALL CHECKS OK",IF(SUM({filled})=0,"EMPTY: FILL THE SHEETS LISTED ON '
        f'{CHECKS}","ALL CHECKS WITH DATA OK"))))'
    )


def _unsurprising(expected: object) -> object:
    """Return what a check expects of documents that agree with themselves."""
    if isinstance(expected, str):
        return VERDICTS.get(expected.partition(" by ")[0], expected)
    return 0


def _open(book: Workbook, asked: Sequence[NeededInput]) -> Iterator[_Open]:
    """Yield a line for the single inputs of each sheet and for each of its tables."""
    for sheet in book.worksheets:
        here = [one for one in asked if one.area.sheet == sheet.title.casefold()]
        alone = not any(one.elsewhere for one in here)
        quoted = quote_sheetname(sheet.title)
        tables = [_table_at(sheet, one.area) for one in here]
        cells = {
            (column, row)
            for one, table in zip(here, tables, strict=True)
            if table is None
            for column in range(one.area.left, one.area.right + 1)
            for row in range(one.area.top, one.area.bottom + 1)
        }
        runs = [f"{quoted}!{run}" for run in _runs(cells)]
        if runs:
            yield _Open(
                sheet=sheet.title,
                what="single inputs",
                empty="=" + "+".join(f"COUNTBLANK({run})" for run in runs),
                filled=f"=COUNTA({','.join(runs)})",
                alone=alone,
            )
        for table in sheet.tables.values():
            columns = [one.area.left for one, at in zip(here, tables, strict=True) if at is table]
            if columns:
                (top, _), (bottom, _) = ends_of(table.ref)
                letter = get_column_letter(min(columns))
                listed = f"{quoted}!${letter}${top + 1}:${letter}${bottom}"
                yield _Open(
                    sheet=sheet.title,
                    what=str(table.displayName),
                    empty=f"=IF(COUNTA({listed})=0,1,0)",
                    filled=f"=COUNTA({listed})",
                    alone=alone,
                )


def _list(sheet: Worksheet, row: int, lines: Sequence[_Open], parts: Parts) -> range:
    """Write the list of what is still empty; return the numbers of its rows."""
    layout.section(sheet, row, "Inputs to fill", 6)
    for column, title in zip("ABCDE", COLUMNS, strict=True):
        put(sheet, f"{column}{row + 1}", title, styles.HEADER)
    put(sheet, f"F{row + 1}", "Counts as open", styles.HEADER)
    rows = range(row + 2, row + 2 + len(lines))
    for here, line in zip(rows, lines, strict=True):
        put(sheet, f"A{here}", line.sheet, styles.TEXT)
        put(sheet, f"B{here}", line.what, styles.TEXT)
        put(sheet, f"C{here}", line.empty, styles.LINK, "0")
        put(sheet, f"D{here}", line.filled, styles.LINK, "0")
        together = next((part for part in parts if line.sheet in part), None)
        begun = "+".join(
            f"D{there}"
            for there, other in zip(rows, lines, strict=True)
            if other is line or (together is not None and other.sheet in together)
        )
        counts = f'OR(F{here}="{AT_ONCE}",{begun}>0)'
        put(sheet, f"E{here}", f"=IF(AND(C{here}>0,{counts}),1,0)", styles.CALCULATION, "0")
        alone = ONCE_BEGUN if line.alone else AT_ONCE
        put(sheet, f"F{here}", alone if together is None else ONCE_PART_BEGUN, styles.TEXT)
    table = Table(displayName="tblToFill", ref=f"A{row + 1}:F{rows[-1]}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)
    sheet.print_area = f"A1:F{rows[-1]}"
    return rows


def _table_at(sheet: Worksheet, area: Area) -> Table | None:
    tables: list[Table] = list(sheet.tables.values())
    for table in tables:
        (top, left), (bottom, right) = ends_of(table.ref)
        if left <= area.left <= right and top <= area.top <= bottom:
            return table
    return None


def _runs(cells: Iterable[tuple[int, int]]) -> list[str]:
    """Return the cells, given by column and row, as ranges of those below one another."""
    runs: list[tuple[int, int, int]] = []
    for column, row in sorted(cells):
        if runs and runs[-1][0] == column and runs[-1][2] == row - 1:
            runs[-1] = (column, runs[-1][1], row)
        else:
            runs.append((column, row, row))
    return [
        f"${get_column_letter(column)}${top}:${get_column_letter(column)}${bottom}"
        for column, top, bottom in runs
    ]
