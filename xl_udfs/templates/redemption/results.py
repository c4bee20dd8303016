"""What follows from the inputs of a redemption, on one sheet."""

from xl_udfs.templates.redemption.payments import CAPACITY, LEFT, PAID, of_payment, of_payments
from xl_udfs.templates.redemption.payments import PRICE as PAYMENT_PRICE
from xl_udfs.templates.redemption.price import IN_FORCE, PRICE_SHOWN, SCHEDULE
from xl_udfs.templates.sheets import days_off
from xl_udfs.templates.sheets.forms import RESULT_COLUMNS, FormSheet, Result
from xl_udfs.templates.sheets.needs import needs
from xl_udfs.templates.sheets.styles import DATE, DOLLARS, GENERAL, INTEGER, PRICE_4

SHEET = "Results"
EVENTS = ("registration", "statement", "listing", "refusal", "conversion", "breach")
COUNTED_TO = 'in_redemption_date-IF(in_day_reading="clear days",1,0)'
GONE = 'OR(in_late_reading="stays",{}>={})'
PRIOR = "SUMPRODUCT(MAX((tblDays[Trading day]<=in_company_notice)*(tblDays[Closing Price]>0)*"


def _run_event(name: str, label: str, bad: str, run: str, days: str, note: str) -> list[Result]:
    """Return the results of an event that comes of consecutive trading days."""
    excused = "tblDays[Working: excused],in_excused_reading" if name == "statement" else ","
    return [
        Result(f"{name}_days", f"{label}: bad days in a row on that day", INTEGER, f"=IFERROR(INDEX(tblDays[{run}],MATCH(in_as_of,tblDays[Trading day],1)),0)",
            "As of the last trading day up to the delivery of the Redemption Notices."),
        Result(f"{name}_since", f"{label}: occurred on", DATE, f'=IFERROR(INDEX(tblDays[Trading day],MATCH({days},tblDays[{run}],0)),"never")',
            f"{note} The event comes with the last of these days."),
        # days after the delivery stand in the list, too: whether it ended is seen on that day
        Result(f"event_{name}", f"{label}: in effect", GENERAL,
            f'=IF(COUNT(tblDays[Trading day])=0,"no",IF(AND(TRIGGER_RUN(tblDays[Working: {bad.lower()}],{days},{excused},"stays"),' + GONE.format(f"out_{name}_days", days) + '),"yes","no"))', note),
    ]  # fmt: skip


RESULTS: tuple[str | Result, ...] = (
    "Case 1: the Company redeems⟨ (V.A)|⟩",
    Result("notice_days", "Business days of notice", INTEGER, f"=MAX(0,NETWORKDAYS(in_company_notice+1,{COUNTED_TO},{days_off.RANGE}))",
        "The day of the notice does not count."),
    Result("notice_valid", "Company Redemption Notice given in time", GENERAL,
        f'=IF(REDEMPTION_NOTICE_VALID(in_company_notice,in_redemption_date,{days_off.RANGE},in_notice_days,in_day_reading),"yes","no")',
        "V.A: five business days' prior written notice.", quoted=True),
    Result("earliest_redemption", "First day on which it could redeem", DATE,
        f'=WORKDAY(in_company_notice,in_notice_days+IF(in_day_reading="clear days",1,0),{days_off.RANGE})', "From the day of the notice."),
    Result("redemption_price", "Redemption Price, $ per share", PRICE_SHOWN,
        needs(f"=REDEMPTION_PRICE(in_original_issue_price,in_closing_date,in_redemption_date,{SCHEDULE},in_tier_reading)", IN_FORCE),
        "II.I, by the redemption date; the tiers are on the sheet Price.", quoted=True),
    Result("price_until", "Last day of that price", DATE, needs("=INDEX(tblTiers[To],MATCH(in_redemption_date,tblTiers[From],1))", IN_FORCE, "in_closing_date"),
        "From the next day on the price of the next tier applies."),
    Result("company_price", "Redemption Amount, $ per share", PRICE_SHOWN, "=out_redemption_price+in_company_dividend",
        "V.A: (i) the Redemption Price plus (ii) declared but unpaid dividends."),
    Result("last_window", "Last moment in which a holder could convert", "mmm d, yyyy hh:mm",
        '=IF(COUNT(tblCompany[Can convert until])=0,"no notice yet",MAX(tblCompany[Can convert until]))',
        "24 hours after its own receipt; each holder's moment is on the sheet Company."),
    Result("converted", "Shares converted within the window", INTEGER, needs("=SUM(tblCompany[Converts])"), "They are gone before the rest is redeemed pro rata."),
    Result("to_redeem", "Shares to redeem", INTEGER, "=MIN(in_shares_to_redeem,SUM(tblCompany[Entitled]))",
        "As the Company elects, but no more than the conversions leave."),
    Result("company_redeemed", "Shares redeemed, pro rata", INTEGER, needs("=SUM(tblCompany[Redeemed])"),
        "V.A: by shares held to shares outstanding; whole shares by largest remainder."),
    Result("company_amount", "To pay, $", DOLLARS, needs("=SUM(tblCompany[Redemption Amount])"), "Each holder's amount to the cent, by holder on the sheet Company.",
        quoted=True),
    Result("company_due", "Payment due by", DATE, f"=REDEMPTION_PAYMENT_DUE(in_company_notice,{days_off.RANGE},in_payment_days)",
        "V.C(ii): ten business days of delivery of the notice, also where that is after or before the redemption date; the function has another reading.",
        quoted=True),
    Result("company_status", "Status on the day asked about", GENERAL, "=REDEMPTION_STATUS(in_redemption_date,out_company_due,in_company_as_of,in_company_paid)",
        "Between redemption and payment a share is redeemed and unpaid."),
    Result("company_allowed", "The Board's findings allow it", GENERAL, '=IF(OR(out_company_amount=0,out_company_amount<=in_company_means),"yes","no")',
        "V.D speaks of V.B only, but section 160 binds every redemption."),
    Result("last_close", "Last Closing Price before the notice, $ per common share", PRICE_4,
        f'=IFERROR(INDEX(tblDays[Closing Price],MATCH({PRIOR}tblDays[Trading day])),tblDays[Trading day],0)),"no price")',
        "From the sheet Trading days, the day of the notice included; for what the shares are worth if converted."),
    "Triggering Events on the day of the Redemption Notices⟨ (II.N)|⟩",
    Result("registration_due", "Registration Statement due by", DATE, "=EDATE(in_closing_date,in_registration_months)", "II.N(i): that day is in time."),
    Result("excused_today", "A missing statement is excused on that day", GENERAL,
        '=IF(IFERROR(INDEX(tblDays[Excused],MATCH(in_as_of,tblDays[Trading day],1)),0)=1,"yes","no")',
        "II.N(i) proviso: a Permitted Black-Out Period, or the holders' own doing."),
    Result("event_registration", "(i) No statement in time: in effect", GENERAL,
        '=IF(TRIGGER_REGISTRATION(in_closing_date,in_as_of,in_declared_effective,out_excused_today="yes",in_registration_months,in_late_reading),"yes","no")',
        "II.N(i), first limb: not declared effective within 15 months."),
    Result("effectiveness_end", "End of the Effectiveness Period", DATE,
        '=IF(ISBLANK(in_declared_effective),"no period",EFFECTIVENESS_END(in_declared_effective,in_all_sold,in_freely_saleable))',
        "II.F: all sold, all freely saleable, or two years, whichever comes first."),
    *_run_event("statement", "(i) No statement on file", "No statement", "Run without statement", "in_statement_run",
        "II.N(i), second limb: 20 consecutive trading days within the Effectiveness Period."),
    *_run_event("listing", "(ii) Not listed", "Not listed", "Run without listing", "in_listing_run", "II.N(ii): five consecutive trading days."),
    Result("refusal_since", "(iii) Notice that it will not convert: occurred on", DATE,
        '=IF(AND(NOT(ISBLANK(in_refusal_date)),in_refusal_date<=in_as_of),in_refusal_date,"never")', "II.N(iii): the issuance of the notice."),
    Result("event_refusal", "(iii) Notice that it will not convert: in effect", GENERAL,
        '=IF(AND(NOT(ISBLANK(in_refusal_date)),in_refusal_date<=in_as_of,OR(ISBLANK(in_refusal_ended),in_as_of<in_refusal_ended)),"yes","no")',
        "II.N(iii): at once, without cure."),
    Result("event_conversion", "(iv) Conversion not honored: in effect", GENERAL, '=IF(COUNTIF(tblConversions[In effect],"yes")>0,"yes","no")',
        "II.N(iv): within ten business days after receipt; see the sheet Notices."),
    Result("event_breach", "(v) Breach not cured: in effect", GENERAL, '=IF(COUNTIF(tblBreaches[In effect],"yes")>0,"yes","no")',
        "II.N(v): not cured within a reasonable period; see the sheet Notices."),
    Result("event", "A Triggering Event is in effect", GENERAL, "=IF(OR(" + ",".join(f'out_event_{name}="yes"' for name in EVENTS) + '),"yes","no")',
        "Any of the six; tested on the day on which the Redemption Notices are delivered.", quoted=True),
    "Case 2: the holders ask for redemption⟨ (V.B to V.D)|⟩",
    Result("shares_asked", "Shares of the holders who ask", INTEGER, needs('=SUMIFS(tblRequest[Held],tblRequest[Under notice],">"&0)'),
        "All the shares that those holders hold count towards the majority."),
    Result("majority", "Shares needed for a majority", INTEGER, "=INT(in_shares_outstanding/2)+1", "More than half of those outstanding; half is not enough."),
    Result("right", "The holders may require redemption", GENERAL,
        '=IF(HOLDER_REDEMPTION_RIGHT(out_shares_asked,in_shares_outstanding,out_event="yes"),"yes","no")',
        "V.B: a majority asks while a Triggering Event is in effect.", quoted=True),
    Result("claim", "Holder Redemption Amount of the shares under notice, $", DOLLARS, needs("=SUM(tblRequest[Holder Redemption Amount])"),
        "V.B: the Original Issue Price plus declared but unpaid dividends."),
    Result("holder_due", "First payment due by", DATE, '=IF(COUNT(tblRequest[Payment due by])=0,"no notice",MIN(tblRequest[Payment due by]))',
        "V.C(i): ten business days of the receipt of each Redemption Notice."),
    Result("surplus_shares", "Shares that the surplus pays for", INTEGER,
        f"=REDEMPTION_CAPACITY(in_surplus,{of_payment(PAYMENT_PRICE)},SUM(tblRequest[Under notice]))",
        "V.D(i): no more without a violation of section 160."),
    Result("cash_shares", "Shares that the cash pays for", INTEGER,
        f"=REDEMPTION_CAPACITY(in_cash,{of_payment(PAYMENT_PRICE)},SUM(tblRequest[Under notice]))", "V.C: not able to redeem all."),
    Result("going_concern_shares", "Shares that leave a going concern", INTEGER,
        f"=REDEMPTION_CAPACITY(in_going_concern,{of_payment(PAYMENT_PRICE)},SUM(tblRequest[Under notice]))", "As the Board finds."),
    Result("first_redeemed", "Shares redeemed by the first payment", INTEGER, f"={of_payment(CAPACITY)}",
        "The least of the three; 0 without the right.", quoted=True),
    Result("first_paid", "First payment, $", DOLLARS, f"={of_payment(PAID)}", "By holder on the sheet Request.", quoted=True),
    Result("carried", "Shares carried forward", INTEGER, f"={of_payment(LEFT)}",
        "V.D(iii): redeemed from time to time thereafter, on the sheet Payments."),
    Result("left", "Shares left after the last payment", INTEGER, f"={of_payment(LEFT, -1)}", "Of the fourth payment."),
    Result("paid", "Paid in all four payments, $", DOLLARS, needs(f"=SUM({of_payments(PAID)})"), "Each at the price of its day."),
)  # fmt: skip

FORM = FormSheet(SHEET, "Results",
    "Both cases on one sheet: the Company redeems, or the holders ask for it. Nothing is typed here.",
    "Whole preferred shares, $ and days.", RESULTS, RESULT_COLUMNS, tuple(line for line in RESULTS[1:] if isinstance(line, str)))  # fmt: skip
