"""The calendar of ``compliance.xlsx``: dates, what falls due from them, and notices."""

from datetime import date

from openpyxl import Workbook

from xl_udfs.core.agreement.defaults import MATURITY
from xl_udfs.templates.sheets import layout
from xl_udfs.templates.sheets.entries import DAY, LABEL, LABEL_WORD, choice, whole_number
from xl_udfs.templates.sheets.forms import add_name
from xl_udfs.templates.sheets.layout import EXAMPLE, area_of
from xl_udfs.templates.sheets.needs import needs
from xl_udfs.templates.sheets.styles import DATE, INTEGER, WORDS
from xl_udfs.templates.sheets.tables import (
    Column,
    Formula,
    add_table,
)

DATES, CALENDAR, NOTICES = "Dates", "Calendar", "Notices"
LATEST, WITHIN = "business days before", "business days after"
NOTHING = '""'
BEFORE, AFTER, MONTHS = "days before", "days after", "months after"
# name, day, source
DATE_ROWS: tuple[tuple[str, date, str], ...] = (
    ("First Closing", date(2002, 1, 31), "Agreement 1.3(a)"),
    ("Maturity Date", MATURITY, "Note, head"),
    ("Last day without exchange", date(2002, 8, 15), "Note 3(a)"),
    ("Exchange of a note", date(2002, 8, 30), "example"),
    ("Prepayment of the notes", date(2002, 9, 30), "example"),
    ("Record date, noteholders", date(2002, 11, 15), "example"),
    ("Closing of a merger or sale", date(2002, 12, 16), "example"),
    ("Record date, warrants", date(2002, 11, 15), "example"),
    ("Warrant notice received", date(2002, 10, 24), "example"),
    ("Involuntary bankruptcy", date(2002, 10, 1), "example"),
    ("Closing Date of the ⟨Series 5-A|series⟩", date(2005, 7, 18), "Series 5-A II.B"),
    ("Registration effective", date(2006, 3, 1), "example"),
    ("Company redemption", date(2006, 5, 31), "example"),
    ("Automatic conversion", date(2006, 6, 30), "example"),
    ("Election Notice received", date(2006, 6, 12), "example"),
    ("Company conversion", date(2006, 9, 15), "example"),
    ("Notice of Conversion received", date(2006, 2, 6), "example"),
    ("Board's determination", date(2005, 8, 29), "example"),
    ("Determination received", date(2005, 9, 1), "example"),
    ("Objection received", date(2005, 9, 12), "example"),
    ("Appraiser appointed", date(2005, 10, 4), "example"),
)
# deadline, section, from which date, count, unit
CALENDAR_ROWS: tuple[tuple[str, str, str, int, str], ...] = (
    ("Last Additional Closing", "Agreement 1.3(b)", "First Closing", 120, AFTER),
    ("Notes unpaid are overdue from", "Note, head", "Maturity Date", 1, AFTER),
    ("First day to exchange a note", "Note 3(a)", "Last day without exchange", 1, AFTER),
    ("⟨Series A Note|New note⟩ delivered", "Note 3(b)", "Exchange of a note", 3, WITHIN),
    ("Notice of prepayment given", "Note 2(i)", "Prepayment of the notes", 30, BEFORE),
    ("Notice to noteholders", "Note 4", "Record date, noteholders", 10, LATEST),
    ("Notice of a transaction", "Warrant 4", "Closing of a merger or sale", 15, LATEST),
    ("Notice of a record date mailed", "Warrant 6", "Record date, warrants", 15, LATEST),
    ("Holder decides on its warrant", "Warrant 6", "Warrant notice received", 10, AFTER),
    ("Last day to exercise a warrant", "Warrant, head", "First Closing", 60, MONTHS),
    ("Stay of the proceeding", "Agreement 7.1(a)", "Involuntary bankruptcy", 60, AFTER),
    ("Full ratchet ends", "Series 5-A VII.E(6)(a)(i)", "Closing Date of the ⟨Series 5-A|series⟩", 12, MONTHS),
    ("⟨Redemption at 120%|First redemption tier⟩ ends", "Series 5-A II.I(i)", "Closing Date of the ⟨Series 5-A|series⟩", 12, MONTHS),
    ("⟨Redemption at 110%|Second redemption tier⟩ ends", "Series 5-A II.I(ii)", "Closing Date of the ⟨Series 5-A|series⟩", 24, MONTHS),
    ("⟨Redemption at 105%|Third redemption tier⟩ ends", "Series 5-A II.I(iii)", "Closing Date of the ⟨Series 5-A|series⟩", 48, MONTHS),
    ("Registration effective", "Series 5-A II.N(i)", "Closing Date of the ⟨Series 5-A|series⟩", 15, MONTHS),
    ("Effectiveness Period ends", "Series 5-A II.F", "Registration effective", 24, MONTHS),
    ("Notice of Company redemption", "Series 5-A V.A", "Company redemption", 5, LATEST),
    ("Automatic Election Notice", "Series 5-A VII.B", "Automatic conversion", 10, LATEST),
    ("Holders told of the election", "Series 5-A VII.B", "Election Notice received", 3, WITHIN),
    ("Notice of Company conversion", "Series 5-A VII.C", "Company conversion", 10, LATEST),
    ("Conversion performed", "Series 5-A II.N(iv)", "Notice of Conversion received", 10, WITHIN),
    ("Holders told of the value", "Series 5-A IV.B", "Board's determination", 5, AFTER),
    ("Objection to the value", "Series 5-A IV.B", "Determination received", 15, AFTER),
    ("Joint appraiser agreed", "Series 5-A IV.B", "Objection received", 20, AFTER),
    ("Own appraisers appointed", "Series 5-A IV.B", "Objection received", 21, AFTER),
    ("Report of the appraiser", "Series 5-A IV.B", "Appraiser appointed", 60, AFTER),
)  # fmt: skip
# notice, document, method, sent, delivered, deadline
NOTICE_ROWS: tuple[tuple[str, str, str, date, date | None, str], ...] = (
    ("Prepayment", "Agreement", "courier", date(2002, 8, 28), None, "Notice of prepayment given"),
    ("Record date", "Agreement", "mail", date(2002, 10, 28), None, "Notice to noteholders"),
    ("Merger", "Warrant", "telecopier", date(2002, 11, 18), date(2002, 11, 18), "Notice of a transaction"),
    ("Redemption", "Series 5-A other", "courier", date(2006, 5, 19), date(2006, 5, 22), "Notice of Company redemption"),
    ("Company conversion", "Series 5-A", "mail", date(2006, 8, 30), None, "Notice of Company conversion"),
)  # fmt: skip


def add_dates(book: Workbook) -> None:
    """Add the few dates from which the calendar is computed."""
    sheet = layout.add_sheet(book, DATES, "Dates", (36, 22, 26, 40),
        "The few dates from which the calendar is computed⟨; those marked example are not in the documents|⟩.",
        "Days.", landscape=False)  # fmt: skip
    columns = (
        Column("name", "Event", LABEL, "The calendar finds the date by this name."),
        Column("day", "Day", DAY, "⟨Not in the documents where it is marked as an example|The day of the event⟩."),
        Column("source", "Source", LABEL_WORD, "Memo: where the day ⟨stands; example: in no document|stands⟩."),
        Formula("due", "Deadlines that rest on it", "0", "COUNTIF(tblCalendar[From],{name}{row})", linked=True),
    )  # fmt: skip
    rows = [{"name": name, "day": day, "source": source} for name, day, source in DATE_ROWS]
    numbers = add_table(sheet, "tblDates", columns, rows, kept=("name",), begun_by=columns[1].name)
    add_name(book, "in_events", sheet, f"$A${numbers[0]}:$A${numbers[-1]}")
    layout.close_sheet(sheet, "D")


def _known(name: str, formula: str) -> str:
    """Return a formula that stays empty while a day of its row is not known."""
    return f'IF({name}{{row}}="",{NOTHING},{formula})'


def add_calendar(book: Workbook) -> None:
    """Add every deadline, each from one of the dates."""
    sheet = layout.add_sheet(book, CALENDAR, "Calendar of notices and deadlines", (34, 22, 32, 8, 20, 18.5, 18.5, 10, 9),
        "Every deadline of the agreement, the note, the warrant and the ⟨Series 5-A|series⟩, each from one date of the sheet Dates.",
        "Days; business days are Monday to Friday without the sheet Days off. A notice of so many business days has them after its day, up to and with "
            "the day of the event.")  # fmt: skip
    day = area_of(DATES, "B", "B", len(DATE_ROWS))
    found = f"INDEX({day},MATCH({{start}}{{row}},in_events,0))"
    columns = (
        Column("deadline", "Deadline", LABEL, "Memo, but the sheet Notices finds it by this name."),
        Column("section", "Section", LABEL, "Memo: where it stands."),
        Column("start", "From", choice("in_events", WORDS), "A date of the sheet Dates."),
        Column("count", "Count", whole_number(0, 1000), "Days, business days or months, as the section says."),
        Column("unit", "Unit", choice(f'"{LATEST},{WITHIN},{BEFORE},{AFTER},{MONTHS}"', WORDS),
            "Business days before: the latest day that still leaves so many."),
        Formula("base", "Counted from", DATE, needs(_known("{start}", f"IF(N({found})>0,{found},{NOTHING})"), day), linked=True),
        Formula("due", "Falls on", DATE, _known("{base}", f'IF({{unit}}{{row}}="{LATEST}",LATEST_NOTICE({{base}}{{row}},{{count}}{{row}},tblDaysOff[Day off]),'
            f'IF({{unit}}{{row}}="{WITHIN}",WORKDAY({{base}}{{row}},{{count}}{{row}},tblDaysOff[Day off]),IF({{unit}}{{row}}="{BEFORE}",'
            f'{{base}}{{row}}-{{count}}{{row}},IF({{unit}}{{row}}="{AFTER}",{{base}}{{row}}+{{count}}{{row}},EDATE({{base}}{{row}},{{count}}{{row}})))))')),
        Formula("left", "Days left", INTEGER, _known("{due}", "{due}{row}-in_today")),
        Formula("status", "Status", WORDS, _known("{left}", 'IF({left}{row}<0,"past",IF({left}{row}<=in_soon,"soon","later"))')),
    )  # fmt: skip
    rows = [
        {"deadline": deadline, "section": section, "start": start, "count": count, "unit": unit}
        for deadline, section, start, count, unit in CALENDAR_ROWS
    ]
    terms = ("deadline", "section", "start", "count", "unit")
    numbers = add_table(sheet, "tblCalendar", columns, rows, kept=terms)
    add_name(book, "in_deadlines", sheet, f"$A${numbers[0]}:$A${numbers[-1]}")
    layout.close_sheet(sheet, "I")


def add_notices(book: Workbook) -> None:
    """Add notices that were sent, when they take effect, and whether that is in time."""
    sheet = layout.add_sheet(book, NOTICES, "Notices sent", (26, 16, 13, 18.5, 18.5, 30, 18.5, 18.5, 10),
        "When a notice takes effect under the document that requires it (agreement 8.8; warrant 10; Series 5-A VII.H), and whether that is in time.",
        "Days.⟨ All lines are examples, none is in the documents.|⟩")  # fmt: skip
    due = area_of(CALENDAR, "G", "G", len(CALENDAR_ROWS))
    columns = (
        Column("notice", "Notice", LABEL, "Memo.⟨ Not in the documents: an example.|⟩"),
        Column("document", "Document", choice('"Agreement,Warrant,Series 5-A,Series 5-A other"', WORDS),
            EXAMPLE + " The one that requires it; a note goes by the agreement. Series 5-A for a notice that its Section VII requires; other for V.A, "
                "IV.B or to the Company."),
        Column("method", "Method", choice('"personal,telecopier,courier,mail"', WORDS),
            EXAMPLE + " personal: same day; telecopier 1, courier 2, mail 3 business days (agreement 8.8)."),
        Column("sent", "Sent", DAY, EXAMPLE + " Sent, or handed over in person."),
        Column("delivered", "Delivered", DAY,
            EXAMPLE + " Day of receipt. Needed for a warrant, and for the ⟨Series 5-A|series⟩ but by mail under its Section VII; not before it was sent."),
        Column("deadline", "Deadline", choice("in_deadlines", WORDS), "One of the sheet Calendar."),
        Formula("effective", "Effective", DATE, "NOTICE_EFFECTIVE({method}{row},{sent}{row},tblDaysOff[Day off],{document}{row},{delivered}{row})"),
        Formula("due", "Last day", DATE, f"INDEX({due},MATCH({{deadline}}{{row}},in_deadlines,0))", linked=True),
        Formula("status", "In time", WORDS, _known("{due}", 'IF({effective}{row}<={due}{row},"yes","too late")')),
    )  # fmt: skip
    rows = [
        {
            "notice": notice,
            "document": document,
            "method": method,
            "sent": sent,
            "delivered": delivered,
            "deadline": deadline,
        }
        for notice, document, method, sent, delivered, deadline in NOTICE_ROWS
    ]
    add_table(sheet, "tblNotices", columns, rows)
    layout.close_sheet(sheet, "I")
