"""The checks of a redemption: sums, native twins of our functions, and sound inputs."""

from itertools import pairwise

from xl_udfs.templates.redemption.payments import (
    CAPACITY,
    DAY,
    LETTERS,
    LIMIT,
    PAYMENTS,
    PRICE,
    SHEET,
    TWIN,
    of_payments,
)
from xl_udfs.templates.sheets import days_off, layout
from xl_udfs.templates.sheets.checks import CENT, SAME, SAME_DOLLARS, WHOLE, Check, Measure
from xl_udfs.templates.sheets.needs import needs
from xl_udfs.templates.sheets.source import IN_ORDER
from xl_udfs.templates.sheets.styles import DOLLARS

NO_ROW = "Rows for which it is not so."


APART = (
    "tblCompany[Working: redeemed]*SUM(tblCompany[Entitled])"
    "-SUM(tblCompany[Redeemed])*tblCompany[Working: entitled]"
)


def _above_findings(letter: str) -> str:
    shares, price, limit = (layout.cell_of(SHEET, letter, row) for row in (CAPACITY, PRICE, LIMIT))
    return (
        f"IF(COUNT({shares},{price},{limit})=3,IF(({shares}>0)*({shares}*{price}>{limit}),1,0),0)"
    )


ABOVE_FINDINGS = "+".join(map(_above_findings, LETTERS))


def _count(name: str, condition: str, why: str, *needed: str) -> Check:
    """Return the check that no row of a range is in a condition."""
    return Check(name, WHOLE, needs(f"=SUMPRODUCT(--({condition}))", *needed), 0, why)


def _shares(name: str, found: str, expected: str | int, why: str) -> Check:
    return Check(name, WHOLE, f"={found}", f"={expected}" if isinstance(expected, str) else expected, why)  # fmt: skip


def _same(name: str, found: str, twin: str, why: str) -> Check:
    return Check(name, SAME, f"={found}", f"={twin}", why)


def _money(name: str, found: str, expected: str, why: str) -> Check:
    return Check(name, CENT, f"={found}", f"={expected}", why)


CHECK_LINES = (
    _shares("Holders: shares held are those outstanding", needs("SUM(tblHolders[Shares held])"), "in_shares_outstanding",
        "Pro rata and majority are taken of all outstanding shares."),
    IN_ORDER,
    _shares("Holders: every name is another", needs("SUM(tblHolders[Rows of that name])"), "COUNTA(tblHolders[Holder])",
        "The payments find a holder by its name."),
    _count("Holders: every Notice of Conversion names its shares", "(tblHolders[Conversion notice delivered]>0)*(tblHolders[Shares to convert]=0)", NO_ROW),
    _count("Holders: no one converts or asks for more than it holds",
        "(tblHolders[Shares to convert]>tblHolders[Shares held])+(tblHolders[Shares in it]>tblHolders[Shares held])>0", NO_ROW,
        "tblHolders[Shares to convert]", "tblHolders[Shares held]"),
    Check("Price: native twin of the Redemption Price", SAME_DOLLARS,
        needs("=SUMXMY2(tblDates[Price by our function],tblDates[Price by native formula])"), 0,
        "The function and the tier found by its dates must agree on every day of the list."),
    _same("Case 1: native twin of the notice", "out_notice_valid", 'IF(out_notice_days>=in_notice_days,"yes","no")',
        "NETWORKDAYS counts the business days that the function counts."),
    _same("Case 1: the notice is given in time", "out_notice_valid", '"yes"',
        "Else the redemption date must be moved: see the first day on which it could redeem."),
    _shares("Case 1: native twin of the window", 'COUNTIF(tblCompany[Notice of Conversion],"in time")',
        "SUMPRODUCT((tblHolders[Conversion notice delivered]>0)*(tblHolders[Conversion notice delivered]-tblHolders[Company notice "
            "received]<in_window_hours/24+1/172800))", "Notices of Conversion within the hours, to half a second."),
    _shares("Case 1: as many shares redeemed as the Company elects", needs("SUM(tblCompany[Redeemed])"), "out_to_redeem", "The parts of the holders add up."),
    _shares("Case 1: converted, redeemed and kept are all", needs("SUM(tblCompany[Converts])+SUM(tblCompany[Redeemed])+SUM(tblCompany[Keeps])"),
        "in_shares_outstanding", "No share is lost."),
    _count("Case 1: every part is within one share of the exact one", f"({APART}>=SUM(tblCompany[Entitled]))+({APART}<=-SUM(tblCompany[Entitled]))>0",
        "Native twin of the pro rata: the exact part, rounded up or down."),
    Check("Case 1: amount is shares times price", Measure(0.05, DOLLARS), "=out_company_amount", "=out_company_redeemed*out_company_price",
        "But for each holder's rounding to the cent."),
    _same("Case 1: the Board's findings allow the payment", "out_company_allowed", '"yes"', "Else the Company must redeem fewer shares."),
    _same("Case 1: native twin of the status", "out_company_status", 'IF(AND(NOT(ISBLANK(in_company_paid)),in_company_paid<=in_company_as_of),"paid",'
        'IF(in_company_as_of<in_redemption_date,"not yet redeemed",IF(in_company_as_of>out_company_due,"overdue","redeemed, unpaid")))',
        "The function and the rule written out must agree."),
    _same("Events: native twin of (i), first limb", "out_event_registration", 'IF(AND(in_as_of>out_registration_due,out_excused_today="no",'
        'OR(ISBLANK(in_declared_effective),in_declared_effective>in_as_of,AND(in_declared_effective>out_registration_due,in_late_reading="stays"))),"yes",'
        '"no")', "The function and the rule written out must agree."),
    _same("Events: native twin of (i), second limb",
        needs('IF(TRIGGER_RUN(tblDays[Working: no statement],in_statement_run,tblDays[Working: excused],in_excused_reading,"stays"),"yes","no")'),
        'IF(MAX(tblDays[Run without statement])>=in_statement_run,"yes","no")', "The longest run on the sheet Trading days."),
    _same("Events: native twin of (ii)", needs('IF(TRIGGER_RUN(tblDays[Working: not listed],in_listing_run,,,"stays"),"yes","no")'),
        'IF(MAX(tblDays[Run without listing])>=in_listing_run,"yes","no")', "The longest run on the sheet Trading days."),
    _shares("Events: native twin of (iv)", 'COUNTIF(tblConversions[Failure],"yes")',
        needs(
            "SUMPRODUCT((tblConversions[Received]>0)*(tblConversions[Received]<=in_as_of)*((tblConversions[Performed]=0)*in_as_of+"
            "(tblConversions[Performed]>0)*((tblConversions[Performed]<in_as_of)*tblConversions[Performed]+"
            "(tblConversions[Performed]>=in_as_of)*in_as_of)>tblConversions[Last day in time]))",
            "tblConversions[Received]"),
        "Performed, or the day asked about, after the last day in time."),
    _shares("Events: native twin of (v)", 'COUNTIF(tblBreaches[Event],"yes")',
        needs(
            'SUMPRODUCT((tblBreaches[Noticed]>0)*(tblBreaches[Noticed]<=in_as_of)*(tblBreaches[Materially adverse]="yes")*((tblBreaches[Cured]=0)*in_as_of+'
            "(tblBreaches[Cured]>0)*((tblBreaches[Cured]<in_as_of)*tblBreaches[Cured]+(tblBreaches[Cured]>=in_as_of)*in_as_of)>"
            "tblBreaches[Noticed]+tblBreaches[Reasonable days]))",
            "tblBreaches[Noticed]"),
        "Cured, or the day asked about, after the reasonable days."),
    _shares("Trading days: each is later than the one before", 'COUNTIF(tblDays[Order],"not rising")', 0, NO_ROW),
    _count("Trading days: every flag is yes or no",
        "+".join(f'(tblDays[{flag}]<>"yes")*(tblDays[{flag}]<>"no")' for flag in ("Statement effective", "Black-out", "By the holders", "Listed")),
        "An unknown day is neither a good nor a bad one."),
    _shares("Notices: no row is incomplete", 'COUNTIF(tblConversions[Status],"incomplete")+COUNTIF(tblBreaches[Status],"incomplete")', 0,
        "Rows that are, and so give no event."),
    _same("Case 2: native twin of the right", "out_right", 'IF(AND(out_shares_asked>=out_majority,out_event="yes"),"yes","no")',
        "More than half of the shares, and an event in effect."),
    _shares("Case 2: no one asks later for more than is left",
        needs(
            "+".join(f"SUMPRODUCT(--(tblAsked[{later}]>tblLeft[{before}]))" for before, later in pairwise(PAYMENTS)),
            *(f"tblLeft[{payment}]" for payment in PAYMENTS[:-1])),
        0, "What is above it is not redeemed."),
    Check("Case 2: native twin of the capacity of every payment", WHOLE, needs(f"=SUMXMY2({of_payments(CAPACITY)},{of_payments(TWIN)})"), 0,
        "Whole shares that the limit pays for, no more than are asked for."),
    _shares("Case 2: shares redeemed are those allotted to the holders", needs(f"SUM({of_payments(CAPACITY)})"),
        "SUM(tblRedeemed[First])+SUM(tblRedeemed[Second])+SUM(tblRedeemed[Third])+SUM(tblRedeemed[Fourth])", "The parts of the holders add up."),
    _shares("Case 2: redeemed and carried forward are the shares under notice",
        needs("SUM(tblRedeemed[First])+SUM(tblRedeemed[Second])+SUM(tblRedeemed[Third])+SUM(tblRedeemed[Fourth])+SUM(tblLeft[Fourth])"),
        "SUM(tblCounted[First])", "No share is lost between two payments."),
    _shares("Case 2: native twin of what the first payment leaves", needs("SUM(tblRequest[Carried forward])"),
        needs("SUM(tblRequest[Under notice])-SUM(tblRequest[Redeemed first])"), "Holder by holder on the sheet Request."),
    _money("Case 2: paid is shares times the price of each day", "out_paid", f"SUMPRODUCT({of_payments(CAPACITY)},{of_payments(PRICE)})",
        "The Original Issue Price plus the dividend declared by then."),
    Check("Case 2: no payment is above the findings of the Board", WHOLE, needs(f"={ABOVE_FINDINGS}", of_payments(CAPACITY)), 0, "Payments that are."),
    _count("Case 2: each request is later than the one before", f"{of_payments(DAY, slice(1, None))}<={of_payments(DAY, slice(None, -1))}", "Payments for which it is not so."),
    *days_off.checks(
        "in_company_notice,in_redemption_date,out_company_due,in_as_of,tblConversions[Received],tblConversions[Last day in time],tblRequest[Payment due by]"),
)  # fmt: skip
