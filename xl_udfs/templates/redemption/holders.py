"""The sheets by holder: what was sent, what the Company redeems, what the holders ask for."""

from datetime import date, datetime

from openpyxl import Workbook

from xl_udfs.templates.redemption.price import IN_FORCE, SCHEDULE
from xl_udfs.templates.sheets import days_off, layout, styles
from xl_udfs.templates.sheets.entries import COUNT, DAY, day, text
from xl_udfs.templates.sheets.misfits.contradictions import (
    look_for,
    names_once,
    without_gaps,
)
from xl_udfs.templates.sheets.needs import needs
from xl_udfs.templates.sheets.styles import DATE, DOLLARS, INTEGER, WORDS
from xl_udfs.templates.sheets.tables import AnyColumn, Column, Formula, add_table, rows_of

HOLDERS, COMPANY, REQUEST = "Holders", "Company", "Request"
FIRST = layout.FIRST_ROW
MOMENT = "mmm d, yyyy hh:mm"
MOMENT_OR_WORDS = MOMENT + ';;;"  "@'
NAME_WIDTH = 24
NUMBERED = f"$O${FIRST}:$O{{row}}"  # of an empty column: as many rows as there are up to this one
EXAMPLES = rows_of(
    "holder shares received delivered named asked",
    ("Holder A (example)", 600, datetime(2007, 7, 10, 17, 0),  None,                          None, date(2007, 5, 25)),
    ("Holder B (example)", 450, datetime(2007, 7, 10, 17, 30), datetime(2007, 7, 11, 17, 30), 100,  None),  # the last moment in time
    ("Holder C (example)", 278, datetime(2007, 7, 10, 17, 0),  None,                          None, date(2007, 5, 24)),
    ("Holder D (example)", 150, datetime(2007, 7, 10, 18, 0),  datetime(2007, 7, 12, 9, 0),   150,  None),  # too late
)  # fmt: skip


def add_holders(book: Workbook) -> None:
    """Add the sheet of what was sent and received, a row for each holder."""
    sheet = layout.add_sheet(book, HOLDERS, "Holders and what they sent or received", (NAME_WIDTH, 12, 18, 18, 12, 18, 12, 10, 40),
        "One row for each ⟨holder. The documents name no holder of the Series 5-A: these are examples that add up to the 1,478 shares|holder; together the "
        "shares outstanding⟩.",
        "Whole preferred shares; moments of one clock without summer time, as UTC.")  # fmt: skip
    layout.header(sheet, ())
    rows = add_table(sheet, "tblHolders", _holders(), EXAMPLES, begun_by="holder")
    look_for(sheet, f"A{rows[0]}:A{rows[-1]}", "Holder", names_once(sheet, "A", rows))
    look_for(sheet, f"A{rows[0]}:G{rows[-1]}", "Holder", without_gaps(sheet, "A", rows))
    layout.close_sheet(sheet, "I")


def add_company(book: Workbook) -> None:
    """Add the sheet of the first case by holder."""
    sheet = layout.add_sheet(book, COMPANY, "Case 1: the Company redeems, by holder", (NAME_WIDTH, 12, 18, 12, 10, 13, 12, 11, 15, 9, 16, 13, 12, 12),
        "Who converts within the 24 hours, and how many shares of each holder are redeemed, pro rata (Series 5-A V.A).",
        "Whole preferred shares and $; the totals stand above the header.")  # fmt: skip
    layout.header(sheet, ())
    add_table(sheet, "tblCompany", _company(), [{}] * len(EXAMPLES))
    layout.close_sheet(sheet, "L")


def add_request(book: Workbook, *, redeemed: str, paid: str) -> None:
    """Add the sheet of the second case by holder.

    Args:
        book: that takes it.
        redeemed: formula for the shares of the first payment to a holder.
        paid: formula for that payment.
    """
    sheet = layout.add_sheet(book, REQUEST, "Case 2: the holders ask for redemption, by holder", (NAME_WIDTH, 14, 16, 24, 18, 16, 18, 16),
        "Shares under the Redemption Notices, the first payment of what the Company's means allow, pro rata, and what is left (Series 5-A V.B to V.D).",
        "Whole preferred shares and $; the totals stand above the header.")  # fmt: skip
    layout.header(sheet, ())
    add_table(sheet, "tblRequest", _request(redeemed, paid), [{}] * len(EXAMPLES))
    layout.close_sheet(sheet, "H")


def _moment(name: str, title: str, prompt: str, needed_where: str = "") -> Column:
    return Column(name, title, day(MOMENT), prompt, needed_where=needed_where)


def _count(name: str, title: str, prompt: str) -> Column:
    return Column(name, title, COUNT, prompt)


def _holders() -> tuple[AnyColumn, ...]:
    return (
        Column("holder", "Holder", text(100), "Name of the holder, each a different one.⟨ Not in the documents.|⟩"),
        _count("shares", "Shares held", "⟨Not in the documents; together|Together⟩ those outstanding."),
        _moment("received", "Company notice received", "When the holder received the Company Redemption Notice: date and time.",
            '({shares}<>"")*(in_company_notice<>"")'),
        _moment("delivered", "Conversion notice delivered", "When it delivered a Notice of Conversion: date and time; blank for none."),
        _count("named", "Shares to convert", "Shares in that Notice of Conversion."),
        Column("asked", "Redemption Notice received", DAY, "Day on which the Company received its Redemption Notice; blank for none."),
        _count("requested", "Shares in it", "Blank for all shares of the holder (V.B)."),
        Formula("rows", "Rows of that name", "0", "COUNTIF(tblHolders[Holder],{holder}{row})"),
        Column("address", "Address for notices", text(250), "Memo: on the books of the Company (VII.H)."),
    )  # fmt: skip


def _from(source: str) -> str:
    """Return a holder's own cell in a column of the sheet Holders."""
    return f"INDEX(tblHolders[{source}],ROWS({NUMBERED}))"


def _of_holder(name: str, title: str, source: str, *, total: bool = False) -> Formula:
    return Formula(name, title, styles.INTEGER if total else styles.GENERAL, _from(source), linked=True, total=total)  # fmt: skip


def _company() -> tuple[AnyColumn, ...]:
    received, delivered = _from("Company notice received"), _from("Conversion notice delivered")
    return (
        _of_holder("holder", "Holder", "Holder"),
        _of_holder("held", "Held", "Shares held", total=True),
        Formula("until", "Can convert until", MOMENT_OR_WORDS, f'IF({{holder}}{{row}}="","",IF(ISBLANK({received}),"no notice yet",{received}+in_window_hours/24))'),
        Formula("window", "Notice of Conversion", WORDS, f'IF({{holder}}{{row}}="","",IF(ISBLANK({delivered}),"none",IF(ISBLANK({received}),"in time",'
            f'IF(CONVERSION_WINDOW_OPEN({received},{delivered},in_window_hours),"in time","too late"))))'),
        Formula("converts", "Converts", INTEGER, 'IF({window}{row}="","",IF({window}{row}="in time",MIN({held}{row},' + _from("Shares to convert") + "),0))", total=True),
        Formula("common", "Common shares", INTEGER,
            'IF({converts}{row}="","",CONVERSION_SHARES({converts}{row},in_original_issue_price,in_conversion_price,in_company_dividend))',
            total=True),
        Formula("entitled", "Entitled", INTEGER, "{held}{row}-{converts}{row}", total=True),
        Formula("redeemed", "Redeemed", INTEGER,
            f'IF({{entitled}}{{row}}="","",IF(SUM(tblCompany[Entitled]),INDEX(REDEMPTION_ALLOCATION(out_to_redeem,tblCompany[Working: entitled]),'
            f"ROWS({NUMBERED})),out_to_redeem))", total=True),
        Formula("amount", "Redemption Amount", DOLLARS, needs("IF(N({redeemed}{row})=0,{redeemed}{row},REDEMPTION_AMOUNT({redeemed}{row},in_original_issue_price,"
            f"in_closing_date,in_redemption_date,in_company_dividend,{SCHEDULE},in_tier_reading))", IN_FORCE), total=True),
        Formula("left", "Keeps", INTEGER, 'IF({redeemed}{row}="","",{entitled}{row}-{redeemed}{row})', total=True),
        Formula("value", "Worth if converted", DOLLARS, 'IF({redeemed}{row}="","",IF(ISNUMBER(out_last_close),CONVERSION_SHARES({redeemed}{row},in_original_issue_price,'
            'in_conversion_price,in_company_dividend)*out_last_close,"no price"))', total=True),
        Formula("better", "Worth more", WORDS,
            'IF({holder}{row}="","",IF(OR({redeemed}{row}=0,ISTEXT({value}{row})),"not known",IF({value}{row}>{amount}{row},"conversion","redemption")))'),
        # 0 in the rows without a holder, for what reads the whole column
        Formula("entitled_number", "Working: entitled", INTEGER, "N({entitled}{row})"),
        Formula("redeemed_number", "Working: redeemed", INTEGER, "N({redeemed}{row})"),
    )  # fmt: skip


def _request(redeemed: str, paid: str) -> tuple[AnyColumn, ...]:
    asked, requested = _from("Redemption Notice received"), _from("Shares in it")
    return (
        _of_holder("holder", "Holder", "Holder"),
        _of_holder("held", "Held", "Shares held", total=True),
        Formula("notice", "Under notice", INTEGER, f"IF(OR(ISBLANK({asked}),{asked}>in_as_of),0,IF(ISBLANK({requested}),{{held}}{{row}},{requested}))",
            total=True),
        Formula("due", "Payment due by", DATE,
            f'IF(NOT({{notice}}{{row}}),"no notice",REDEMPTION_PAYMENT_DUE({asked},{days_off.RANGE},in_payment_days))'),
        Formula("claim", "Holder Redemption Amount", DOLLARS, "HOLDER_REDEMPTION_AMOUNT({notice}{row},in_original_issue_price,in_holder_dividend)", total=True),
        Formula("redeemed", "Redeemed first", INTEGER, redeemed, linked=True, total=True),
        Formula("paid", "Paid first", DOLLARS, paid, linked=True, total=True),
        Formula("left", "Carried forward", INTEGER, "SUM(REDEMPTION_DEFERRED({notice}{row},{redeemed}{row}))", total=True),
    )  # fmt: skip
