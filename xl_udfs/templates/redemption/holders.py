"""The sheets by holder: what was sent, what the Company redeems, what the holders ask for."""

from datetime import date, datetime

from openpyxl import Workbook

from xl_udfs.templates.redemption.price import SCHEDULE
from xl_udfs.templates.sheets import days_off, layout, styles
from xl_udfs.templates.sheets.tables import Column, add_table

HOLDERS, COMPANY, REQUEST = "Holders", "Company", "Request"
FIRST = layout.HEADER_ROW + 1
MOMENT = "mmm d, yyyy hh:mm"
MOMENT_OR_WORDS = MOMENT + ';;;"  "@'
NAME_WIDTH = 24
NUMBERED = f"$M${FIRST}:$M{{row}}"  # of an empty column: as many rows as there are up to this one
EXAMPLES: tuple[dict[str, object], ...] = (
    {
        "holder": "Holder A (example)",
        "shares": 600,
        "received": datetime(2007, 7, 10, 17, 0),  # noqa: DTZ001 - as cells have it
        "asked": date(2007, 5, 25),
    },
    {
        "holder": "Holder B (example)",
        "shares": 450,
        "received": datetime(2007, 7, 10, 17, 30),  # noqa: DTZ001
        "delivered": datetime(2007, 7, 11, 17, 30),  # noqa: DTZ001 - the last moment in time
        "named": 100,
    },
    {
        "holder": "Holder C (example)",
        "shares": 278,
        "received": datetime(2007, 7, 10, 17, 0),  # noqa: DTZ001
        "asked": date(2007, 5, 24),
    },
    {
        "holder": "Holder D (example)",
        "shares": 150,
        "received": datetime(2007, 7, 10, 18, 0),  # noqa: DTZ001
        "delivered": datetime(2007, 7, 12, 9, 0),  # noqa: DTZ001 - too late
        "named": 150,
    },
)


def add_sheets(book: Workbook, redeemed: str, paid: str) -> None:
    """Add the three sheets, a row for each holder on each of them.

    Args:
        book: that takes them.
        redeemed: formula for the shares of the first payment to a holder.
        paid: formula for that payment.
    """
    sheet = layout.add_sheet(
        book,
        HOLDERS,
        title="Holders and what they sent or received",
        purpose="One row for each holder. The documents name no holder of the Series 5-A: these "
        "are examples that add up to the 1,478 shares.",
        units="Whole preferred shares; moments of one clock without summer time, as UTC.",
        widths=(NAME_WIDTH, 14, 22, 22, 16, 22, 16, 14, 44),
    )
    layout.header(sheet, ())
    add_table(sheet, "tblHolders", _holders(), EXAMPLES)
    layout.close_sheet(sheet, "I")
    sheet = layout.add_sheet(
        book,
        COMPANY,
        title="Case 1: the Company redeems, by holder",
        purpose="Who converts within the 24 hours, and how many shares of each holder are "
        "redeemed, pro rata (Series 5-A V.A).",
        units="Whole preferred shares and $; the totals stand above the header.",
        widths=(NAME_WIDTH, 12, 22, 12, 12, 14, 14, 12, 16, 12, 18, 16),
    )
    layout.header(sheet, ())
    add_table(sheet, "tblCompany", _company(), [{}] * len(EXAMPLES))
    layout.close_sheet(sheet, "L")
    sheet = layout.add_sheet(
        book,
        REQUEST,
        title="Case 2: the holders ask for redemption, by holder",
        purpose="Shares under the Redemption Notices, the first payment of what the Company's "
        "means allow, pro rata, and what is left (Series 5-A V.B to V.D).",
        units="Whole preferred shares and $; the totals stand above the header.",
        widths=(NAME_WIDTH, 14, 16, 24, 18, 16, 18, 16),
    )
    layout.header(sheet, ())
    add_table(sheet, "tblRequest", _request(redeemed, paid), [{}] * len(EXAMPLES))
    layout.close_sheet(sheet, "H")


def _moment(name: str, title: str, prompt: str) -> Column:
    return Column(name=name, title=title, shown=MOMENT, prompt=prompt, kind="date", bound="61")


def _count(name: str, title: str, prompt: str) -> Column:
    return Column(name=name, title=title, shown=styles.INTEGER, prompt=prompt, kind="whole")


def _holders() -> tuple[Column, ...]:
    return (
        Column(
            name="holder",
            title="Holder",
            prompt="Name of the holder, each a different one. Not in the documents.",
            kind="textLength",
            operator="between",
            bound="1",
            upper="100",
        ),
        _count("shares", "Shares held", "Not in the documents; together those outstanding."),
        _moment(
            "received",
            "Company notice received",
            "When the holder received the Company Redemption Notice: date and time.",
        ),
        _moment(
            "delivered",
            "Conversion notice delivered",
            "When it delivered a Notice of Conversion: date and time; blank for none.",
        ),
        _count("named", "Shares to convert", "Shares in that Notice of Conversion."),
        Column(
            name="asked",
            title="Redemption Notice received",
            shown=styles.DATE,
            prompt="Day on which the Company received its Redemption Notice; blank for none.",
            kind="date",
            bound="61",
        ),
        _count("requested", "Shares in it", "Blank for all shares of the holder (V.B)."),
        Column(
            name="rows",
            title="Rows of that name",
            shown="0",
            formula="COUNTIF(tblHolders[Holder],{holder}{row})",
        ),
        Column(
            name="address",
            title="Address for notices",
            prompt="Memo: on the books of the Company (VII.H).",
            kind="textLength",
            operator="between",
            bound="1",
            upper="250",
        ),
    )


def _from(source: str) -> str:
    """Return a holder's own cell in a column of the sheet Holders."""
    return f"INDEX(tblHolders[{source}],ROWS({NUMBERED}))"


def _of_holder(name: str, title: str, source: str, *, total: bool = False) -> Column:
    return Column(
        name=name,
        title=title,
        shown=styles.INTEGER if total else styles.GENERAL,
        formula=_from(source),
        linked=True,
        total=total,
    )


def _company() -> tuple[Column, ...]:
    received, delivered = _from("Company notice received"), _from("Conversion notice delivered")
    return (
        _of_holder("holder", "Holder", "Holder"),
        _of_holder("held", "Held", "Shares held", total=True),
        Column(
            name="until",
            title="Can convert until",
            shown=MOMENT_OR_WORDS,
            formula=f'IF(ISBLANK({received}),"no notice yet",{received}+in_window_hours/24)',
        ),
        Column(
            name="window",
            title="Notice of Conversion",
            shown=styles.WORDS,
            formula=f'IF(ISBLANK({delivered}),"none",IF(ISBLANK({received}),"in time",'
            f"IF(CONVERSION_WINDOW_OPEN({received},{delivered},in_window_hours),"
            '"in time","too late")))',
        ),
        Column(
            name="converts",
            title="Converts",
            shown=styles.INTEGER,
            formula='IF({window}{row}="in time",MIN({held}{row},'
            + _from("Shares to convert")
            + "),0)",
            total=True,
        ),
        Column(
            name="common",
            title="Common shares",
            shown=styles.INTEGER,
            formula="CONVERSION_SHARES({converts}{row},in_original_issue_price,"
            "in_conversion_price,in_company_dividend)",
            total=True,
        ),
        Column(
            name="entitled",
            title="Entitled",
            shown=styles.INTEGER,
            formula="{held}{row}-{converts}{row}",
            total=True,
        ),
        Column(
            name="redeemed",
            title="Redeemed",
            shown=styles.INTEGER,
            formula="IF(SUM(tblCompany[Entitled]),INDEX(REDEMPTION_ALLOCATION(out_to_redeem,"
            f"tblCompany[Entitled]),ROWS({NUMBERED})),out_to_redeem)",
            total=True,
        ),
        Column(
            name="amount",
            title="Redemption Amount",
            shown=styles.DOLLARS,
            formula="IF({redeemed}{row},REDEMPTION_AMOUNT({redeemed}{row},"
            "in_original_issue_price,in_closing_date,in_redemption_date,in_company_dividend,"
            f"{SCHEDULE},in_tier_reading),{{redeemed}}{{row}})",
            total=True,
        ),
        Column(
            name="left",
            title="Keeps",
            shown=styles.INTEGER,
            formula="{entitled}{row}-{redeemed}{row}",
            total=True,
        ),
        Column(
            name="value",
            title="Worth if converted",
            shown=styles.DOLLARS,
            formula="IF(ISNUMBER(out_last_close),CONVERSION_SHARES({redeemed}{row},"
            "in_original_issue_price,in_conversion_price,in_company_dividend)*out_last_close,"
            '"no price")',
            total=True,
        ),
        Column(
            name="better",
            title="Worth more",
            shown=styles.WORDS,
            formula='IF(OR({redeemed}{row}=0,ISTEXT({value}{row})),"not known",'
            'IF({value}{row}>{amount}{row},"conversion","redemption"))',
        ),
    )


def _request(redeemed: str, paid: str) -> tuple[Column, ...]:
    asked, requested = _from("Redemption Notice received"), _from("Shares in it")
    return (
        _of_holder("holder", "Holder", "Holder"),
        _of_holder("held", "Held", "Shares held", total=True),
        Column(
            name="notice",
            title="Under notice",
            shown=styles.INTEGER,
            formula=f"IF(OR(ISBLANK({asked}),{asked}>in_as_of),0,IF(ISBLANK({requested}),"
            f"{{held}}{{row}},{requested}))",
            total=True,
        ),
        Column(
            name="due",
            title="Payment due by",
            shown=styles.DATE_OR_WORDS,
            formula=f'IF(NOT({{notice}}{{row}}),"no notice",REDEMPTION_PAYMENT_DUE({asked},'
            f"{days_off.RANGE},in_payment_days))",
        ),
        Column(
            name="claim",
            title="Holder Redemption Amount",
            shown=styles.DOLLARS,
            formula="HOLDER_REDEMPTION_AMOUNT({notice}{row},in_original_issue_price,"
            "in_holder_dividend)",
            total=True,
        ),
        Column(
            name="redeemed",
            title="Redeemed first",
            shown=styles.INTEGER,
            formula=redeemed,
            linked=True,
            total=True,
        ),
        Column(
            name="paid",
            title="Paid first",
            shown=styles.DOLLARS,
            formula=paid,
            linked=True,
            total=True,
        ),
        Column(
            name="left",
            title="Carried forward",
            shown=styles.INTEGER,
            formula="{notice}{row}-{redeemed}{row}",
            total=True,
        ),
    )
