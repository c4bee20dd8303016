"""The sheet of days that are no business days: the federal holidays, and the user's own."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from openpyxl import Workbook

from xl_udfs.cells import EXCEL_EPOCH
from xl_udfs.functions.calendars import federal_holidays
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.checks import SAME, WHOLE, Check
from xl_udfs.templates.sheets.entries import DAY, whole_number
from xl_udfs.templates.sheets.forms import add_name
from xl_udfs.templates.sheets.layout import put
from xl_udfs.templates.sheets.needs import needs
from xl_udfs.templates.sheets.styles import DATE, WORDS
from xl_udfs.templates.sheets.tables import Column, Formula, add_table

SHEET = "Days off"
RANGE = "tblDaysOff[Day off]"  # for WORKDAY, and for our functions
ADDED = "tblDaysOff[Own day off]"
COUNT_ROW, TITLE_ROW = 9, 11
COUNT = f"$B${COUNT_ROW}"  # of the federal holidays, above the header
SPARE_ROWS = 8  # for days of one's own
YEARS = "in_first_year,in_last_year"
FEDERAL = f"FEDERAL_HOLIDAYS(MIN({YEARS}),MAX({YEARS}))"  # whichever is typed first
OWN = f"{{own}}${TITLE_ROW + 1}:{{own}}{{row}}"  # the user's own days, down to the row
COLUMNS = (
    # first, so that it tells how far the list is printed: nothing need be typed in a row;
    # an own day moves the holidays one row down; the last one fills what is left
    Formula("day", "Day off", DATE, f"IF(ISBLANK({{own}}{{row}}),INDEX({FEDERAL},MIN(ROWS({OWN})-COUNT({OWN}),{COUNT})),{{own}}{{row}})"),
    Formula("weekday", "Weekday", WORDS, 'TEXT({day}{row},"dddd")'),
    Column("own", "Own day off", DAY, "A day on which you do no business, as a bank holiday of Hong Kong; or blank."),
)  # fmt: skip


def sheet_of(first_year: int, last_year: int) -> Callable[[Workbook], None]:
    """Return what adds the sheet, with the federal holidays of some years."""
    return partial(_add_sheet, first_year=first_year, last_year=last_year)


def _add_sheet(book: Workbook, first_year: int, last_year: int) -> None:
    sheet = layout.add_sheet(book, SHEET, "Days off", (32, 22, 18, 50),
        "No document defines a business day; we take Monday to Friday without these days.",
        "Days. Federal holidays of the years below, and your own days in the blue cells.", landscape=False)  # fmt: skip
    for row, label, name, year in (
        (7, "First year", "first_year", first_year),
        (8, "Last year", "last_year", last_year),
    ):
        prompt = f"{label} whose federal holidays are no business days."
        put(sheet, f"A{row}", label, styles.TEXT)
        put(sheet, f"C{row}", f"in_{name}", styles.SIDE_NOTE)
        put(sheet, f"D{row}", prompt, styles.NOTE)
        layout.put_input(sheet, f"B{row}", year, whole_number(1971, 2099), label, prompt)
        add_name(book, f"in_{name}", sheet, f"$B${row}")
    put(sheet, f"A{COUNT_ROW}", "Federal holidays of these years", styles.TEXT)
    put(sheet, f"B{COUNT_ROW}", f"=COUNT({FEDERAL})", styles.TOTAL, styles.INTEGER)
    rows = len(holidays_of(first_year, last_year)) + SPARE_ROWS
    first, last = TITLE_ROW + 1, TITLE_ROW + rows
    layout.hide_where(sheet, f"C{first}:C{last}", f"COUNTA($C{first - 1}:$C{first})=0")
    repeated = f'AND($C{first}="",$A{first}=$A{first - 1})'
    layout.hide_where(sheet, f"A{first}:B{last}", repeated)
    add_table(sheet, "tblDaysOff", COLUMNS, [{}] * rows, header_row=TITLE_ROW)
    layout.close_sheet(sheet, "D", header_row=TITLE_ROW)


def holidays_of(first_year: int, last_year: int) -> list[date]:
    """Return the federal holidays of some years, oldest first."""
    column = federal_holidays(float(first_year), float(last_year))
    rows = column if isinstance(column, tuple) else ()
    serials = (serial for (serial,) in rows if isinstance(serial, float))
    return [EXCEL_EPOCH + timedelta(days=serial) for serial in serials]


def checks(dates: str) -> tuple[Check, ...]:
    """Return the checks that the days off are all there; `dates` are those that count on them."""
    return (
        Check("Days off: every holiday of the years has its row", SAME,
            f"=IF('{SHEET}'!{COUNT}+COUNT({ADDED})<=ROWS({RANGE}),"
            '"all of them","not all of them")', "all of them", "Else add rows to the table."),
        Check("Days off: they are the federal holidays and your own days", WHOLE, needs(f"=SUM({RANGE})"),
            f"=SUM({FEDERAL})+SUM({ADDED})+MAX({FEDERAL})*(ROWS({RANGE})-COUNT({ADDED})-'{SHEET}'!{COUNT})",
            "The sum of their serial numbers: a day that is wrong would move deadlines."),
        Check("Days off: the years hold every day that is counted", SAME,
            f'=IF(AND(YEAR(MIN({dates}))>=in_first_year,YEAR(MAX({dates}))<=in_last_year),"all of them","not all of them")', "all of them",
            "Outside the years a holiday would count as a business day."),
    )  # fmt: skip
