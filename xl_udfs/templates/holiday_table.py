"""The sheet of holidays that a workbook's business days leave out."""

from datetime import date, timedelta

from openpyxl import Workbook

from xl_udfs.cells import EXCEL_EPOCH
from xl_udfs.functions.calendars import federal_holidays
from xl_udfs.templates import layout, styles
from xl_udfs.templates.checks import Check
from xl_udfs.templates.forms import add_name
from xl_udfs.templates.layout import put
from xl_udfs.templates.tables import Column, add_table

SHEET = "Holidays"
DATES = "tblHolidays[Date]"  # for WORKDAY, and for our functions
FEDERAL, OTHER = "federal", "other"
TITLE_ROW = 11

COLUMNS = (
    Column(
        name="date",
        title="Date",
        shown=styles.DATE,
        kind="date",
        bound="61",
        prompt="A day that is no business day although it falls on Monday to Friday.",
    ),
    Column(
        name="kind",
        title="Kind",
        shown=styles.WORDS,
        kind="list",
        operator=None,
        bound=f'"{FEDERAL},{OTHER}"',
        prompt="federal: a holiday of the United States, held to FEDERAL_HOLIDAYS by a check; "
        "other: a day that you add, as a bank holiday of Hong Kong.",
    ),
    Column(name="weekday", title="Weekday", shown=styles.WORDS, formula='TEXT({date}{row},"dddd")'),
)


def add_sheet(book: Workbook, first_year: int, last_year: int) -> list[Check]:
    """Add the federal holidays of some years as a table, tblHolidays; return the check of it."""
    sheet = layout.add_sheet(
        book,
        SHEET,
        title="Holidays",
        purpose="No document defines a business day; we take Monday to Friday without these days.",
        units="Days. The federal holidays of the years below; add days of your own below them.",
        widths=(32, 18, 18, 50),
        landscape=False,
    )
    for row, label, name, year, prompt in (
        (8, "First year", "first_year", first_year, "First year of the federal holidays below."),
        (9, "Last year", "last_year", last_year, "Last year of the federal holidays below."),
    ):
        put(sheet, f"A{row}", label, styles.TEXT)
        put(sheet, f"B{row}", year, styles.INPUT, "0")
        put(sheet, f"C{row}", f"in_{name}", styles.SIDE_NOTE)
        put(sheet, f"D{row}", prompt, styles.NOTE)
        layout.validate(
            sheet,
            f"B{row}",
            kind="whole",
            operator="between",
            bound="1971",
            upper="2099",
            prompt=prompt,
        )
        add_name(book, f"in_{name}", sheet, f"$B${row}")
    rows = [{"date": day, "kind": FEDERAL} for day in holidays_of(first_year, last_year)]
    add_table(sheet, "tblHolidays", COLUMNS, rows, header_row=TITLE_ROW)
    layout.close_sheet(sheet, "D")
    sheet.print_title_rows = f"{TITLE_ROW}:{TITLE_ROW}"
    sheet.freeze_panes = f"B{TITLE_ROW + 1}"
    return [
        Check(
            name="Holidays: the federal ones are those of the years",
            found=f'=SUMIFS({DATES},tblHolidays[Kind],"{FEDERAL}")',
            expected="=SUM(FEDERAL_HOLIDAYS(in_first_year,in_last_year))",
            tolerance=0,
            shown=styles.INTEGER,
            why="The sum of their serial numbers: a day that is missing or wrong moves deadlines.",
        )
    ]


def holidays_of(first_year: int, last_year: int) -> list[date]:
    """Return the federal holidays of some years, oldest first."""
    column = federal_holidays(float(first_year), float(last_year))
    rows = column if isinstance(column, tuple) else ()
    serials = (serial for (serial,) in rows if isinstance(serial, float))
    return [EXCEL_EPOCH + timedelta(days=serial) for serial in serials]
