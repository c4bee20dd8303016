"""A sheet of days that are no business days: the federal holidays, and the user's own."""

from openpyxl import Workbook

from xl_udfs.templates import layout, styles
from xl_udfs.templates.checks import Check
from xl_udfs.templates.forms import Input
from xl_udfs.templates.layout import put
from xl_udfs.templates.tables import Column, add_table

SHEET = "Days off"
RANGE = "tblDaysOff[Day off]"
ROWS = 30  # two years of federal holidays, those observed on another day twice, and to spare
COUNT = "$B$6"  # of the federal holidays, above the header
FEDERAL = "FEDERAL_HOLIDAYS(in_first_year,in_last_year)"


def year_inputs(first: int, last: int) -> tuple[Input, Input]:
    """Return the inputs of the years whose holidays count."""
    prompt = (
        "The documents define no business day: Monday to Friday but the federal holidays of these "
        "years, and the days that the sheet Days off adds."
    )
    return (
        _year("first_year", "First year of the holidays", first, prompt),
        _year("last_year", "Last year of the holidays", last, prompt),
    )


def _year(name: str, label: str, value: int, prompt: str) -> Input:
    return Input(
        name=name,
        label=label,
        value=value,
        prompt=prompt,
        shown="0",
        kind="whole",
        operator="between",
        bound="1900",
        upper="2199",
    )


def add_sheet(book: Workbook) -> None:
    """Add the sheet; it needs the inputs `year_inputs`."""
    sheet = layout.add_sheet(
        book,
        SHEET,
        title="Days off",
        purpose="Days that are no business days, besides Saturdays and Sundays.",
        units="Federal holidays of the years on Inputs; add your own in any "
        "blue cell; rows left over repeat the last holiday.",
        widths=(28, 28, 20),
        landscape=False,
    )
    put(sheet, "A6", "Federal holidays of these years", styles.TEXT)
    put(sheet, "B6", f"=COUNT({FEDERAL})", styles.TOTAL, styles.INTEGER)
    add_table(
        sheet,
        "tblDaysOff",
        (
            Column(
                name="own",
                title="Own day off",
                shown=styles.DATE,
                prompt="A day that is no business day for you, or blank.",
                kind="date",
                bound="61",
            ),
            Column(
                name="day",
                title="Day off",
                shown=styles.DATE,
                # an own day moves the holidays one row down; the last one fills what is left
                formula="IF(ISBLANK({own}{row}),INDEX(" + FEDERAL + ",MIN(ROWS({own}$8:{own}{row})"
                "-COUNT({own}$8:{own}{row})," + COUNT + ")),{own}{row})",
            ),
            Column(
                name="weekday",
                title="Weekday",
                shown=styles.WORDS,
                formula='TEXT({day}{row},"dddd")',
            ),
        ),
        [{} for _ in range(ROWS)],
    )
    layout.close_sheet(sheet, "C")


def checks(dates: str) -> tuple[Check, Check]:
    """Return the checks that the days off are all there; `dates` are those that count on them."""
    return (
        Check(
            name="Days off: every holiday of the years has its row",
            found=f"=IF('{SHEET}'!{COUNT}+COUNT(tblDaysOff[Own day off])<=ROWS({RANGE}),"
            '"all of them","not all of them")',
            expected="all of them",
            why="Else add rows to the table.",
        ),
        Check(
            name="Days off: the years hold every day that is counted",
            found=f"=IF(AND(YEAR(MIN({dates}))>=in_first_year,YEAR(MAX({dates}))<=in_last_year),"
            '"all of them","not all of them")',
            expected="all of them",
            why="Outside the years a holiday would count as a business day.",
        ),
    )
