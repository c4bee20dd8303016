"""What follows from the inputs of a redemption, on one sheet."""

from openpyxl import Workbook

from xl_udfs.templates.redemption import payments
from xl_udfs.templates.redemption.price import SCHEDULE
from xl_udfs.templates.sheets import days_off, layout, styles
from xl_udfs.templates.sheets.forms import COLUMNS, WIDTHS, Result, add_results

SHEET = "Results"
EVENTS = ("registration", "statement", "listing", "refusal", "conversion", "breach")
COUNTED_TO = 'in_redemption_date-IF(in_day_reading="clear days",1,0)'
GONE = 'OR(in_late_reading="stays",{}>={})'
PRIOR = "SUMPRODUCT(MAX((tblDays[Trading day]<=in_company_notice)*(tblDays[Closing Price]>0)*"


def add_sheet(book: Workbook) -> None:
    """Add the sheet."""
    sheet = layout.add_sheet(
        book,
        SHEET,
        title="Results",
        purpose="Both cases on one sheet: the Company redeems, or the holders ask for it. Nothing "
        "is typed here.",
        units="Whole preferred shares, $ and days.",
        widths=WIDTHS,
    )
    layout.header(sheet, ("Result", *COLUMNS[1:3], "How it follows"))
    first = layout.HEADER_ROW + 1
    add_results(book, sheet, first, RESULTS)
    for place, line in enumerate(RESULTS):
        if isinstance(line, str) and place:
            layout.new_page(sheet, first + place)
    layout.close_sheet(sheet, "D")


def _run_event(name: str, label: str, bad: str, run: str, days: str, note: str) -> list[Result]:
    """Return the results of an event that comes of consecutive trading days."""
    excused = "tblDays[Excused],in_excused_reading" if name == "statement" else ","
    return [
        Result(
            name=f"{name}_days",
            label=f"{label}: bad days in a row on that day",
            formula=f"=IFERROR(INDEX(tblDays[{run}],MATCH(in_as_of,tblDays[Trading day],1)),0)",
            note="As of the last trading day up to the delivery of the Redemption Notices.",
            shown=styles.INTEGER,
        ),
        Result(
            name=f"{name}_since",
            label=f"{label}: occurred on",
            formula=f'=IFERROR(INDEX(tblDays[Trading day],MATCH({days},tblDays[{run}],0)),"never")',
            note=f"{note} The event comes with the last of these days.",
            shown=styles.DATE,
        ),
        Result(
            name=f"event_{name}",
            label=f"{label}: in effect",
            # days after the delivery stand in the list, too: whether it ended is seen on that day
            formula=f'=IF(AND(TRIGGER_RUN(tblDays[{bad}],{days},{excused},"stays"),'
            + GONE.format(f"out_{name}_days", days)
            + '),"yes","no")',
            note=note,
        ),
    ]


RESULTS: tuple[str | Result, ...] = (
    "Case 1: the Company redeems (V.A)",
    Result(
        name="notice_days",
        label="Business days of notice",
        formula=f"=MAX(0,NETWORKDAYS(in_company_notice+1,{COUNTED_TO},{days_off.RANGE}))",
        note="The day of the notice does not count.",
        shown=styles.INTEGER,
    ),
    Result(
        name="notice_valid",
        label="Company Redemption Notice given in time",
        formula="=IF(REDEMPTION_NOTICE_VALID(in_company_notice,in_redemption_date,"
        f'{days_off.RANGE},in_notice_days,in_day_reading),"yes","no")',
        note="V.A: five business days' prior written notice.",
        quoted=True,
    ),
    Result(
        name="earliest_redemption",
        label="First day on which it could redeem",
        formula="=WORKDAY(in_company_notice,in_notice_days+"
        f'IF(in_day_reading="clear days",1,0),{days_off.RANGE})',
        note="From the day of the notice.",
        shown=styles.DATE,
    ),
    Result(
        name="redemption_price",
        label="Redemption Price, $ per share",
        formula="=REDEMPTION_PRICE(in_original_issue_price,in_closing_date,in_redemption_date,"
        f"{SCHEDULE},in_tier_reading)",
        note="II.I, by the redemption date; the tiers are on the sheet Price.",
        shown=styles.DOLLARS,
        quoted=True,
    ),
    Result(
        name="price_until",
        label="Last day of that price",
        formula="=INDEX(tblTiers[To],MATCH(in_redemption_date,tblTiers[From],1))",
        note="From the next day on the price of the next tier applies.",
        shown=styles.DATE,
    ),
    Result(
        name="company_price",
        label="Redemption Amount, $ per share",
        formula="=out_redemption_price+in_company_dividend",
        note="V.A: (i) the Redemption Price plus (ii) declared but unpaid dividends.",
        shown=styles.DOLLARS,
    ),
    Result(
        name="last_window",
        label="Last moment in which a holder could convert",
        formula='=IF(COUNT(tblCompany[Can convert until])=0,"no notice yet",'
        "MAX(tblCompany[Can convert until]))",
        note="24 hours after its own receipt; each holder's moment is on the sheet Company.",
        shown="mmm d, yyyy hh:mm",
    ),
    Result(
        name="converted",
        label="Shares converted within the window",
        formula="=SUM(tblCompany[Converts])",
        note="They are gone before the rest is redeemed pro rata.",
        shown=styles.INTEGER,
    ),
    Result(
        name="to_redeem",
        label="Shares to redeem",
        formula="=MIN(in_shares_to_redeem,SUM(tblCompany[Entitled]))",
        note="As the Company elects, but no more than the conversions leave.",
        shown=styles.INTEGER,
    ),
    Result(
        name="company_redeemed",
        label="Shares redeemed, pro rata",
        formula="=SUM(tblCompany[Redeemed])",
        note="V.A: by shares held to shares outstanding; whole shares by largest remainder.",
        shown=styles.INTEGER,
    ),
    Result(
        name="company_amount",
        label="To pay, $",
        formula="=SUM(tblCompany[Redemption Amount])",
        note="Each holder's amount to the cent, by holder on the sheet Company.",
        shown=styles.DOLLARS,
        quoted=True,
    ),
    Result(
        name="company_due",
        label="Payment due by",
        formula=f"=REDEMPTION_PAYMENT_DUE(in_company_notice,{days_off.RANGE},in_payment_days)",
        note="V.C(ii): ten business days of delivery of the notice, also where that is after or "
        "before the redemption date; the function has another reading.",
        shown=styles.DATE,
        quoted=True,
    ),
    Result(
        name="company_status",
        label="Status on the day asked about",
        formula='=IF(AND(NOT(ISBLANK(in_company_paid)),in_company_paid<=in_company_as_of),"paid",'
        'IF(in_company_as_of<in_redemption_date,"not yet redeemed",'
        'IF(in_company_as_of>out_company_due,"overdue","redeemed, unpaid")))',
        note="Between redemption and payment a share is redeemed and unpaid.",
    ),
    Result(
        name="company_allowed",
        label="The Board's findings allow it",
        formula='=IF(OR(out_company_amount=0,out_company_amount<=in_company_means),"yes","no")',
        note="V.D speaks of V.B only, but section 160 binds every redemption.",
    ),
    Result(
        name="last_close",
        label="Last Closing Price before the notice, $ per common share",
        formula=f"=IFERROR(INDEX(tblDays[Closing Price],MATCH({PRIOR}tblDays[Trading day])),"
        'tblDays[Trading day],0)),"no price")',
        note="From the sheet Trading days, the day of the notice included; for what the shares "
        "are worth if converted.",
        shown=styles.PRICE_4,
    ),
    "Triggering Events on the day of the Redemption Notices (II.N)",
    Result(
        name="registration_due",
        label="Registration Statement due by",
        formula="=EDATE(in_closing_date,in_registration_months)",
        note="II.N(i): that day is in time.",
        shown=styles.DATE,
    ),
    Result(
        name="excused_today",
        label="The want of a statement is excused on that day",
        formula="=IF(IFERROR(INDEX(tblDays[Excused],MATCH(in_as_of,tblDays[Trading day],1)),0)=1,"
        '"yes","no")',
        note="II.N(i) proviso: a Permitted Black-Out Period, or the holders' own doing.",
    ),
    Result(
        name="event_registration",
        label="(i) No statement in time: in effect",
        formula="=IF(TRIGGER_REGISTRATION(in_closing_date,in_as_of,in_declared_effective,"
        'out_excused_today="yes",in_registration_months,in_late_reading),"yes","no")',
        note="II.N(i), first limb: not declared effective within 15 months.",
    ),
    Result(
        name="effectiveness_end",
        label="End of the Effectiveness Period",
        formula='=IF(ISBLANK(in_declared_effective),"no period",'
        "EFFECTIVENESS_END(in_declared_effective,in_all_sold,in_freely_saleable))",
        note="II.F: all sold, all freely saleable, or two years, whichever comes first.",
        shown=styles.DATE,
    ),
    *_run_event(
        "statement",
        "(i) No statement on file",
        "No statement",
        "Run without statement",
        "in_statement_run",
        "II.N(i), second limb: 20 consecutive trading days within the Effectiveness Period.",
    ),
    *_run_event(
        "listing",
        "(ii) Not listed",
        "Not listed",
        "Run without listing",
        "in_listing_run",
        "II.N(ii): five consecutive trading days.",
    ),
    Result(
        name="refusal_since",
        label="(iii) Notice that it will not convert: occurred on",
        formula="=IF(AND(NOT(ISBLANK(in_refusal_date)),in_refusal_date<=in_as_of),"
        'in_refusal_date,"never")',
        note="II.N(iii): the issuance of the notice.",
        shown=styles.DATE,
    ),
    Result(
        name="event_refusal",
        label="(iii) Notice that it will not convert: in effect",
        formula="=IF(AND(NOT(ISBLANK(in_refusal_date)),in_refusal_date<=in_as_of,"
        'OR(ISBLANK(in_refusal_ended),in_as_of<in_refusal_ended)),"yes","no")',
        note="II.N(iii): at once, without cure.",
    ),
    Result(
        name="event_conversion",
        label="(iv) Conversion not honored: in effect",
        formula='=IF(COUNTIF(tblConversions[In effect],"yes")>0,"yes","no")',
        note="II.N(iv): within ten business days after receipt; see the sheet Notices.",
    ),
    Result(
        name="event_breach",
        label="(v) Breach not cured: in effect",
        formula='=IF(COUNTIF(tblBreaches[In effect],"yes")>0,"yes","no")',
        note="II.N(v): not cured within a reasonable period; see the sheet Notices.",
    ),
    Result(
        name="event",
        label="A Triggering Event is in effect",
        formula="=IF(OR("
        + ",".join(f'out_event_{name}="yes"' for name in EVENTS)
        + '),"yes","no")',
        note="Any of the six; tested on the day on which the Redemption Notices are delivered.",
        quoted=True,
    ),
    "Case 2: the holders ask for redemption (V.B to V.D)",
    Result(
        name="shares_asked",
        label="Shares of the holders who ask",
        formula='=SUMIFS(tblRequest[Held],tblRequest[Under notice],">"&0)',
        note="All the shares that those holders hold count towards the majority.",
        shown=styles.INTEGER,
    ),
    Result(
        name="majority",
        label="Shares needed for a majority",
        formula="=INT(in_shares_outstanding/2)+1",
        note="More than half of those outstanding; half is not enough.",
        shown=styles.INTEGER,
    ),
    Result(
        name="right",
        label="The holders may require redemption",
        formula="=IF(HOLDER_REDEMPTION_RIGHT(out_shares_asked,in_shares_outstanding,"
        'out_event="yes"),"yes","no")',
        note="V.B: a majority asks while a Triggering Event is in effect.",
        quoted=True,
    ),
    Result(
        name="claim",
        label="Holder Redemption Amount of the shares under notice, $",
        formula="=SUM(tblRequest[Holder Redemption Amount])",
        note="V.B: the Original Issue Price plus declared but unpaid dividends.",
        shown=styles.DOLLARS,
    ),
    Result(
        name="holder_due",
        label="First payment due by",
        formula='=IF(COUNT(tblRequest[Payment due by])=0,"no notice",'
        "MIN(tblRequest[Payment due by]))",
        note="V.C(i): ten business days of the receipt of each Redemption Notice.",
        shown=styles.DATE,
    ),
    Result(
        name="surplus_shares",
        label="Shares that the surplus pays for",
        formula=f"=REDEMPTION_CAPACITY(in_surplus,{payments.SHEET}!"
        f"$B${payments.PRICE},SUM(tblRequest[Under notice]))",
        note="V.D(i): no more without a violation of section 160.",
        shown=styles.INTEGER,
    ),
    Result(
        name="cash_shares",
        label="Shares that the cash pays for",
        formula=f"=REDEMPTION_CAPACITY(in_cash,{payments.SHEET}!"
        f"$B${payments.PRICE},SUM(tblRequest[Under notice]))",
        note="V.C: not able to redeem all.",
        shown=styles.INTEGER,
    ),
    Result(
        name="going_concern_shares",
        label="Shares that leave a going concern",
        formula=f"=REDEMPTION_CAPACITY(in_going_concern,{payments.SHEET}!"
        f"$B${payments.PRICE},SUM(tblRequest[Under notice]))",
        note="As the Board finds.",
        shown=styles.INTEGER,
    ),
    Result(
        name="first_redeemed",
        label="Shares redeemed by the first payment",
        formula=f"={payments.SHEET}!$B${payments.CAPACITY}",
        note="The least of the three; 0 without the right.",
        shown=styles.INTEGER,
        quoted=True,
    ),
    Result(
        name="first_paid",
        label="First payment, $",
        formula=f"={payments.SHEET}!$B${payments.PAID}",
        note="By holder on the sheet Request.",
        shown=styles.DOLLARS,
        quoted=True,
    ),
    Result(
        name="carried",
        label="Shares carried forward",
        formula=f"={payments.SHEET}!$B${payments.LEFT}",
        note="V.D(iii): redeemed from time to time thereafter, on the sheet Payments.",
        shown=styles.INTEGER,
    ),
    Result(
        name="left",
        label="Shares left after the last payment",
        formula=f"={payments.SHEET}!$E${payments.LEFT}",
        note="Of the fourth payment.",
        shown=styles.INTEGER,
    ),
    Result(
        name="paid",
        label="Paid in all four payments, $",
        formula=f"=SUM({payments.SHEET}!$B${payments.PAID}:$E${payments.PAID})",
        note="Each at the price of its day.",
        shown=styles.DOLLARS,
    ),
)
