"""The checks of a blank copy: what has no data yet is no fault, and what is to be filled in."""

from collections.abc import Iterable, Mapping

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname, range_boundaries
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.engine.areas import Area
from xl_udfs.templates import layout, styles
from xl_udfs.templates.checks import FIRST
from xl_udfs.templates.layout import CHECKS, MASTER_CHECK, put

NO_DATA = "NO DATA YET"
COLUMNS = ("Sheet", "Inputs, or table", "Still empty", "Open")
VERDICTS = {"truncated": "rounded", "differs": "agrees exactly"}  # of the company's documents
LONGEST = "99 INPUTS TO FILL, FIRST ON 1234567890123"


def say_what_is_missing(book: Workbook, asked: Iterable[Area]) -> None:
    """Let checks without data say so, and the master check which inputs are to be filled.

    Args:
        book: the blank copy.
        asked: the inputs without which something stays empty.
    """
    sheet = book[CHECKS]
    last = range_boundaries(sheet.tables["tblChecks"].ref)[3]
    for row in range(FIRST, last + 1):
        status = sheet[f"E{row}"]
        within = str(status.value).removeprefix("=")
        status.value = f'=IF(OR(B{row}="",C{row}=""),"{NO_DATA}",{within})'
        expected = sheet[f"C{row}"]
        if expected.style == styles.INPUT:
            expected.value = _unsurprising(expected.value)
    rows = _list(sheet, last + 2, _counts(book, asked))
    statuses = f"$E${FIRST}:$E${last}"
    empty = f"$C${rows[0]}:$C${rows[-1]}"
    first = f"INDEX($A${rows[0]}:$A${rows[-1]},MATCH(1,$D${rows[0]}:$D${rows[-1]},0))"
    looks = f'COUNTIF({statuses},"LOOK")'
    sheet[MASTER_CHECK.replace("$", "")].value = (
        f'=IF({looks}>0,{looks}&" TO LOOK AT",'
        f'IF(SUM({empty})>0,SUM({empty})&" INPUTS TO FILL, FIRST ON "&{first},'
        f'IF(COUNTIF({statuses},"OK")=ROWS({statuses}),"ALL CHECKS OK",'
        f'"ALL CHECKS WITH DATA OK")))'
    )
    for other in book.worksheets:
        layout.fit_height(other, 4, LONGEST, other.column_dimensions["B"].width)


def _unsurprising(expected: object) -> object:
    """Return what a check expects of documents that agree with themselves."""
    if isinstance(expected, str):
        return VERDICTS.get(expected.partition(" by ")[0], expected)
    return 0


def _counts(book: Workbook, asked: Iterable[Area]) -> Mapping[tuple[str, str], str]:
    """Return a formula for each sheet and table: how many inputs of it are still empty."""
    sheets = {sheet.title.casefold(): sheet for sheet in book.worksheets}
    cells: dict[str, set[tuple[int, int]]] = {}
    columns: dict[tuple[str, str], int] = {}
    for area in asked:
        sheet = sheets[area.sheet]
        table = _table_at(sheet, area)
        if table is None:
            cells.setdefault(sheet.title, set()).update(
                (column, row)
                for row in range(area.top, area.bottom + 1)
                for column in range(area.left, area.right + 1)
            )
        else:
            key = (sheet.title, str(table.displayName))
            columns[key] = min(area.left, columns.get(key, area.left))
    found: dict[tuple[str, str], str] = {}
    for sheet in book.worksheets:
        runs = [
            f"{get_column_letter(column)}{top}:{get_column_letter(column)}{bottom}"
            for column, top, bottom in _runs(cells.get(sheet.title, ()))
        ]
        if runs:
            quoted = quote_sheetname(sheet.title)
            counted = "+".join(f"COUNTBLANK({quoted}!{_absolute(run)})" for run in runs)
            found[sheet.title, "single inputs"] = f"={counted}"
        for table in sheet.tables.values():
            column = columns.get((sheet.title, str(table.displayName)))
            if column is not None:
                _, top, _, bottom = range_boundaries(table.ref)
                letter = get_column_letter(column)
                listed = f"{quote_sheetname(sheet.title)}!${letter}${top + 1}:${letter}${bottom}"
                found[sheet.title, str(table.displayName)] = f"=IF(COUNTA({listed})=0,1,0)"
    return found


def _list(sheet: Worksheet, row: int, counts: Mapping[tuple[str, str], str]) -> range:
    """Write the list of what is still empty; return the numbers of its rows."""
    layout.section(sheet, row, "Inputs still to fill; a table counts until it has a row", 6)
    for column, title in zip("ABCD", COLUMNS, strict=True):
        put(sheet, f"{column}{row + 1}", title, styles.HEADER)
    rows = range(row + 2, row + 2 + len(counts))
    for here, ((name, what), formula) in zip(rows, counts.items(), strict=True):
        put(sheet, f"A{here}", name, styles.TEXT)
        put(sheet, f"B{here}", what, styles.TEXT)
        put(sheet, f"C{here}", formula, styles.LINK, "0")
        put(sheet, f"D{here}", f"=IF(C{here}>0,1,0)", styles.CALCULATION, "0")
    table = Table(displayName="tblToFill", ref=f"A{row + 1}:D{rows[-1]}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)
    sheet.print_area = f"A1:F{rows[-1]}"
    return rows


def _table_at(sheet: Worksheet, area: Area) -> Table | None:
    for table in sheet.tables.values():
        left, top, right, bottom = range_boundaries(table.ref)
        if left <= area.left <= right and top <= area.top <= bottom:
            return table
    return None


def _runs(cells: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int, int]]:
    """Return column, first and last row of the cells that stand one below another."""
    runs: list[tuple[int, int, int]] = []
    for column, row in sorted(cells):
        if runs and runs[-1][0] == column and runs[-1][2] == row - 1:
            runs[-1] = (column, runs[-1][1], row)
        else:
            runs.append((column, row, row))
    return runs


def _absolute(run: str) -> str:
    return ":".join(f"${cell[:1]}${cell[1:]}" for cell in run.split(":"))
