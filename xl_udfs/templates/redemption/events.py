"""The sheets behind the Triggering Events: trading days, conversions and breaches."""

from datetime import date

from openpyxl import Workbook

from xl_udfs.templates.sheets import days_off, layout
from xl_udfs.templates.sheets.entries import DAY, PRICE_4_PLACES, SPAN, YES_NO_WORD, text
from xl_udfs.templates.sheets.layout import EXAMPLE
from xl_udfs.templates.sheets.misfits.contradictions import look_for, without_gaps
from xl_udfs.templates.sheets.styles import DOLLARS, GENERAL, WORDS
from xl_udfs.templates.sheets.tables import (
    AnyColumn,
    Column,
    Formula,
    add_table,
    order_column,
)

DAYS, NOTICES = "Trading days", "Notices"
FIRST = layout.FIRST_ROW
START = date(2007, 4, 16).toordinal()
TRADING_DAYS = [  # six weeks without a holiday
    date.fromordinal(START + 7 * week + weekday) for week in range(6) for weekday in range(5)
]
STOP_ORDER, BLACK_OUT_ENDS = date(2007, 4, 23), date(2007, 4, 24)
UNLISTED = TRADING_DAYS[10:15]  # five days: an event, over by the end
CLOSES = (0.30, 0.31, 0.30, 0.29, 0.31, 0.30, 0.28, 0.29, 0.28, 0.27)  # in turn


def add_days(book: Workbook) -> None:
    """Add the sheet of trading days."""
    sheet = layout.add_sheet(book, DAYS, "Trading days", (17, 12, 10, 10, 8, 11, 10, 11, 10, 9, 9, 11, 9, 11, 13, 10, 11, 11, 11),
        "One row for each trading day, oldest first, without weekends and holidays: runs of bad days are Triggering Events (Series 5-A II.N(i) and (ii)).",
        "yes or no, 1 or 0; $ per common share.⟨ Not in the documents: all examples.|⟩")  # fmt: skip
    layout.header(sheet, ())
    rows: list[dict[str, object]] = [
        {
            "day": day,
            "effective": _word(yes=day < STOP_ORDER),
            "black_out": _word(yes=STOP_ORDER <= day <= BLACK_OUT_ENDS),
            "holders": _word(yes=False),
            "listed": _word(yes=day not in UNLISTED),
            "close": None if day in UNLISTED else CLOSES[place % len(CLOSES)],
        }
        for place, day in enumerate(TRADING_DAYS)
    ]
    listed = add_table(sheet, "tblDays", _days(), rows, begun_by="day")
    gaps = without_gaps(sheet, "A", listed)
    look_for(sheet, f"A{listed[0]}:F{listed[-1]}", "Trading day", gaps)
    layout.close_sheet(sheet, "P")


def _word(*, yes: bool) -> str:
    return "yes" if yes else "no"


def _one(name: str, title: str, condition: str) -> Formula:
    """Return a column of 1 where a condition holds, else 0."""
    return Formula(name, title, "0", f"IF({condition},1,0)")


def _span(name: str) -> str:
    """Return a column from its first day up to the row."""
    return f"{{{name}}}${FIRST}:{{{name}}}{{row}}"


def _run(counts: str, breaks: str) -> str:
    """Return how many days have counted since the last one for which `breaks` is 1."""
    last = f"SUMPRODUCT(MAX({breaks}*({_span('day')})))"
    return f'COUNTIFS({_span(counts)},1,{_span("day")},">"&{last})'


def _days() -> tuple[AnyColumn, ...]:
    return (
        Column("day", "Trading day", DAY, f"{EXAMPLE} A day on which the market is open; rising."),
        Column("effective", "Statement effective", YES_NO_WORD, "yes where a statement was on file that day."),
        Column("black_out", "Black-out", YES_NO_WORD, "yes in a Permitted Black-Out Period (II.H)."),
        Column("holders", "By the holders", YES_NO_WORD, "yes where the holders account for it, as without a demand for registration (II.N(i)(x))."),
        Column("listed", "Listed", YES_NO_WORD, "yes where listed or quoted on one of the five markets."),
        Column("close", "Closing Price", PRICE_4_PLACES, f"{EXAMPLE} $ per common share (II.C); blank where there is none."),
        Formula("period", "In the period", GENERAL,
            "IF(ISBLANK(in_declared_effective),0,IF(AND({day}{row}<=in_as_of,{day}{row}>=in_declared_effective,{day}{row}<=out_effectiveness_end),1,0))"),
        _one("bad", "No statement", 'AND({period}{row}=1,{effective}{row}="no")'),
        _one("excused", "Excused", 'OR({black_out}{row}="yes",{holders}{row}="yes")'),
        _one("counts", "Counts", "AND({bad}{row}=1,{excused}{row}=0)"),
        _one("breaks", "Breaks", 'IF(in_excused_reading="break",{counts}{row}=0,AND({bad}{row}=0,{excused}{row}=0))'),
        Formula("run", "Run without statement", "0", _run("counts", f"({_span('breaks')})")),
        _one("unlisted", "Not listed", 'AND({day}{row}<=in_as_of,{listed}{row}="no")'),
        Formula("unlisted_run", "Run without listing", "0", _run("unlisted", f"(1-({_span('unlisted')}))")),
        Formula("value", "Preferred share if converted", DOLLARS + ';0;"  "@',
            'IF(ISBLANK({close}{row}),"no price",{close}{row}*CONVERSION_RATE(in_original_issue_price,in_conversion_price))'),
        order_column("day"),
        # 0 in the rows without a day, for what reads the whole column
        Formula("bad_number", "Working: no statement", "0", "N({bad}{row})"),
        Formula("excused_number", "Working: excused", "0", "N({excused}{row})"),
        Formula("unlisted_number", "Working: not listed", "0", "N({unlisted}{row})"),
    )  # fmt: skip


def add_notices(book: Workbook) -> None:
    """Add the sheet of Notices of Conversion and breaches."""
    sheet = layout.add_sheet(book, NOTICES, "Notices of Conversion, and breaches", (38, 17, 16, 17, 16, 17, 12, 18, 18),
        "What can be a Triggering Event under II.N(iv) and (v), by the day on which the Redemption Notices are delivered.",
        "Days; yes or no.⟨ Not in the documents: all rows are examples.|⟩")  # fmt: skip
    layout.header(sheet, ())
    conversions = add_table(
        sheet,
        "tblConversions",
        _conversions(),
        (
            {
                "label": "Example: not honored, then settled",
                "received": date(2007, 3, 5),
                "ended": date(2007, 4, 10),
            },
            {},
            {},
        ),
        begun_by="received",
    )
    breaches = conversions[-1] + 4
    layout.section(sheet, breaches - 1, "Breaches of the certificate, II.N(v)", 9)
    add_table(
        sheet,
        "tblBreaches",
        _breaches(),
        (
            {
                "label": "Example: not cured, then settled",
                "noticed": date(2007, 4, 2),
                "ended": date(2007, 5, 10),
                "days": 30,
                "adverse": _word(yes=True),
            },
            {},
            {},
        ),
        begun_by="noticed",
        header_row=breaches,
    )
    layout.close_sheet(sheet, "I")


def _label(title: str) -> Column:
    return Column("label", title, text(200), "Memo: in a few words, which one it is.")


STATUS = (
    'IF({incomplete},"incomplete",IF(ISBLANK({start}),"none",IF({{effect}}{{row}}="yes",'
    '"in effect",IF({{event}}{{row}}="yes","no longer in effect","no event"))))'
)
NOT_ENDED = '{event}{row}="yes",OR(ISBLANK({ended}{row}),in_as_of<{ended}{row})'
FAILURE = (
    "TRIGGER_CONVERSION_FAILURE({received}{row},in_as_of,{performed}{row},"
    f"{days_off.RANGE},in_conversion_days,"
)
BREACH = (
    'TRIGGER_BREACH({noticed}{row},in_as_of,{cured}{row},{days}{row},LATE,{adverse}{row}="yes")'
)
ENDED = "First day on which the event no longer is, by agreement; blank for none."


def _conversions() -> tuple[AnyColumn, ...]:
    return (
        _label("Notice of Conversion"),
        Column("received", "Received", DAY, "Day on which the Company received a proper notice."),
        Column("performed", "Performed", DAY, "Day on which the Company complied; blank if not yet."),
        Column("ended", "Not in effect from", DAY, ENDED),
        Formula("deadline", "Last day in time", "mmm d, yyyy",
            f'IF(ISBLANK({{received}}{{row}}),"",WORKDAY({{received}}{{row}},in_conversion_days,{days_off.RANGE}))'),
        Formula("event", "Failure", WORDS, f'IF(OR(ISBLANK({{received}}{{row}}),{{received}}{{row}}>in_as_of),"no",IF({FAILURE}"stays"),"yes","no"))'),
        Formula("effect", "In effect", WORDS, f'IF(AND({NOT_ENDED}),IF({FAILURE}in_late_reading),"yes","no"),"no")'),
        Formula("status", "Status", WORDS,
            STATUS.format(start="{received}{row}", incomplete="AND(ISBLANK({received}{row}),COUNT({performed}{row},{ended}{row})>0)")),
    )  # fmt: skip


def _breaches() -> tuple[AnyColumn, ...]:
    return (
        _label("Breach"),
        Column("noticed", "Noticed", DAY, "Day of the notice of the breach."),
        Column("cured", "Cured", DAY, "Day on which it was cured; blank if not yet."),
        Column("ended", "Not in effect from", DAY, ENDED),
        Column("days", "Reasonable days", SPAN, "Calendar days that are a reasonable period to cure: a judgement. The text names no number."),
        Column("adverse", "Materially adverse", YES_NO_WORD, "yes where it is, to any holder: a judgement."),
        Formula("event", "Event", WORDS, 'IF(OR(ISBLANK({noticed}{row}),{noticed}{row}>in_as_of,ISBLANK({days}{row}),ISBLANK({adverse}{row})),"no",'
             "IF(" + BREACH.replace("LATE", '"stays"') + ',"yes","no"))'),
        Formula("effect", "In effect", WORDS,
            f"IF(AND({NOT_ENDED}),IF(" + BREACH.replace("LATE", "in_late_reading") + ',"yes","no"),"no")'),
        Formula("status", "Status", WORDS,
            STATUS.format(start="{noticed}{row}",
                incomplete="IF(ISBLANK({noticed}{row}),COUNTA({cured}{row},{ended}{row},{days}{row},{adverse}{row})>0,COUNTA({days}{row},{adverse}{row})<2)")),
    )  # fmt: skip
