"""The sheet of checks, whose master check every other sheet shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.worksheet.table import Table, TableStyleInfo

from xl_udfs.engine.checking.finding import NO_DATA
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.entries import MOST_TEXT, any_number, from_0, text
from xl_udfs.templates.sheets.layout import CHECKS, put
from xl_udfs.templates.sheets.words import is_filled

COLUMNS = ("Check", "Found", "Expected", "Tolerance", "Status", "Why it matters")
VERDICTS = {"truncated": "rounded", "differs": "agrees exactly"}  # of the company's documents
WIDTHS = (54, 20, 20, 12, 13, 55, 13)  # the last parts them from what is worked out
FIRST = layout.FIRST_ROW
EXPECTED = ("Expected", "What is found must be this, or as near to it as the tolerance.")
TOLERANCE = ("Tolerance", "How far apart found and expected may be; 0 or more.")
TOLERANCE_ENTRY = from_0(styles.WORDS)


@dataclass(frozen=True, slots=True)
class Measure:
    """How found and expected are shown, and how far apart they may be."""

    tolerance: float | None = None  # None: compared as they stand
    shown: str = styles.WORDS


# fmt: off
SAME         = Measure()
WHOLE        = Measure(0, styles.INTEGER)
SAME_DAY     = Measure(0, styles.DATE)
SAME_DOLLARS = Measure(0, styles.DOLLARS)
CENT         = Measure(0.005, styles.DOLLARS)
# fmt: on


@dataclass(frozen=True, slots=True)
class Check:
    """One line: what is found must be what is expected, within the tolerance."""

    name: str
    measure: Measure
    found: str  # a formula
    expected: str | float  # a formula, or a constant that is an input of the sheet
    why: str  # or a formula that gives it


def add_checks(book: Workbook, checks: Sequence[Check]) -> None:
    """Add the sheet, with a table of the checks and the master check on top."""
    sheet = layout.add_sheet(book, CHECKS, "Checks", WIDTHS,
        "Every check of this workbook; the master check is shown on each sheet.",
        "A check is OK where found and expected differ by no more than the tolerance.")  # fmt: skip
    layout.header(sheet, COLUMNS)
    last = FIRST + len(checks) - 1
    statuses = f"$E${FIRST}:$E${last}"
    # what waits for something else is told only where there is nothing else to look at
    looks = f'(ROWS({statuses})-COUNTIF({statuses},"OK")-COUNTIF({statuses},"{NO_DATA}"))'
    put(
        sheet,
        "B4",
        f'=IF(COUNTIF({statuses},"OK")=ROWS({statuses}),"ALL CHECKS OK",'
        f'IF({looks}>0,{looks},COUNTIF({statuses},"{NO_DATA}"))&" TO LOOK AT")',
        styles.STATUS,
    )
    for row, check in enumerate(checks, start=FIRST):
        put(sheet, f"A{row}", check.name, styles.TEXT)
        put(sheet, f"B{row}", check.found, styles.LINK, check.measure.shown)
        shown = check.measure.shown
        if str(check.expected).startswith("="):
            put(sheet, f"C{row}", check.expected, styles.LINK, shown)
        else:
            value = check.expected if is_filled(sheet) else _of_sound_documents(check.expected)
            entry = text(MOST_TEXT, shown) if isinstance(value, str) else any_number(shown)
            layout.put_input(sheet, f"C{row}", value, entry, *EXPECTED, kept=True)
        if check.measure.tolerance is None:
            put(sheet, f"D{row}", None, styles.TEXT)
        else:
            tolerance = check.measure.tolerance
            layout.put_input(sheet, f"D{row}", tolerance, TOLERANCE_ENTRY, *TOLERANCE, kept=True)
        as_they_stand = f"OR(ISBLANK(D{row}),COUNT(B{row}:C{row})<COLUMNS(B{row}:C{row}))"
        within = f"IF({as_they_stand},B{row}=C{row},ABS(B{row}-C{row})<=N(D{row}))"
        status = f'IF(OR(B{row}="",C{row}=""),"{NO_DATA}",IF({within},"OK","LOOK"))'
        put(sheet, f"E{row}", f"={status}", styles.CHECK)
        put(sheet, f"F{row}", check.why, styles.NOTE)
    table = Table(displayName="tblChecks", ref=f"A{layout.HEADER_ROW}:F{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)
    layout.close_sheet(sheet, "F")


def no_errors(book: Workbook) -> Check:
    """Return the check that no list and no result of a workbook with all its sheets is an error."""
    lists = [
        f"{table.displayName}[{column.name}]"
        for sheet in book.worksheets
        for table in sheet.tables.values()
        for column in table.tableColumns
        if column.calculatedColumnFormula is not None
    ]
    results: dict[str, list[int]] = {}
    for name, defined in book.defined_names.items():
        if name.startswith("out_"):
            sheet, _, cell = str(defined.attr_text).rpartition("!")
            results.setdefault(sheet, []).append(int(cell.rpartition("$")[2]))
    columns = [f"{sheet}!$B${min(rows)}:$B${max(rows)}" for sheet, rows in results.items()]
    found = "=" + "+".join(f"SUMPRODUCT(ISERROR({cells})*1)" for cells in (*lists, *columns))
    return Check("No cell of a list or a result is an error", WHOLE, found, 0,
        "An error value anywhere would else pass unseen.")  # fmt: skip


def _of_sound_documents(expected: str | float) -> str | float:
    """Return what a check expects of documents that agree with themselves."""
    if isinstance(expected, str):
        return VERDICTS.get(expected.partition(" by ")[0], expected)
    return 0
