"""``notes_and_warrants.xlsx``: the Series B-1 Notes and their warrants."""

from xl_udfs.templates.notes_and_warrants import (
    convertibles,
    notes_sheets,
    payments,
    rounds,
    warrant_sheets,
)
from xl_udfs.templates.notes_and_warrants.inputs import INFERRED, INPUTS, TERMS
from xl_udfs.templates.notes_and_warrants.results import RESULTS
from xl_udfs.templates.sheets import days_off
from xl_udfs.templates.sheets.checks import (
    SAME,
    SAME_DAY,
    WHOLE,
    Check,
    Measure,
)
from xl_udfs.templates.sheets.figures.whole_shares import whole
from xl_udfs.templates.sheets.forms import PURPOSE_OF_RESULTS, RESULT_COLUMNS, FormSheet
from xl_udfs.templates.sheets.needs import needs
from xl_udfs.templates.sheets.plan import Page, Plan
from xl_udfs.templates.sheets.styles import DOLLARS, PRICE_8, UNROUNDED_SHARES
from xl_udfs.templates.sheets.to_fill import Parts

TITLE = "⟨Series B-1 Notes|Notes⟩ and their warrants"
PURPOSE = (
    "Computes ⟨the notes and warrants that Vsource, Inc. sold under the agreement of January 28, "
    "2002|notes sold with warrants; and convertible notes and SAFEs, with the round that converts "
    "them⟩."
)
FIRST_YEAR, LAST_YEAR = 2002, 2003  # of the exchange and its delivery
UNITS = "$ and $ per share, shares, days and parts (10% is 0.10)."
TERMS_FORM = FormSheet("Terms", "Terms of the agreement, the note and the warrant",
    "What the documents fix, each with its section, and how we read what they leave open.", UNITS, TERMS, breaks=(INFERRED,))  # fmt: skip
INPUTS_FORM = FormSheet("Inputs", "Your dates, amounts and choices", "⟨Replace the blue inputs, which are examples|Fill in the blue cells⟩.", UNITS, INPUTS)  # fmt: skip
RESULTS_FORM = FormSheet("Results", "Results", PURPOSE_OF_RESULTS, UNITS, RESULTS, RESULT_COLUMNS)


CENT = 0.000001
WORKBOOK_CHECKS = (
    Check("⟨Exhibit A|Purchasers⟩: lines that are not 5 to 1", WHOLE, "=out_lines_off", 0, "Every line of the document is exact."),
    Check("⟨Exhibit A|Purchasers⟩: native twin of the warrant coverage", WHOLE, "=out_warrants",
        needs(f"=SUMPRODUCT({whole('tblPurchasers[Principal]*in_shares_per_dollar')})"),
        "The function and the formula written out must agree."),
    Check("⟨Exhibit A|Purchasers⟩: the certificate ⟨of 2002 differs|differs⟩ by", WHOLE, "=out_warrants_gap", -4,
        "⟨The known difference, shown and not hidden: 14,695,976 stated, 14,695,980 here|A difference that you know of belongs under Expected⟩."),
    Check("Interest: no note bears it from later than the date asked for", SAME_DAY, "=MAX(out_interest_to,MAX(tblPurchasers[Interest from]))",
        "=out_interest_to", "Before that day there is no such note."),
    Check("Interest: native twin of the Note Amount shown in detail", Measure(CENT, DOLLARS), "=out_detail_amount",
        '=IF(AND(in_convention="actual/365",in_quarters="from start"),ROUND(out_detail_principal*(1+in_rate/4)^INT(DATEDIF(out_detail_start,'
            'out_interest_to,"m")/3)*(1+in_rate*(out_interest_to-EDATE(out_detail_start,3*INT(DATEDIF(out_detail_start,out_interest_to,"m")/3)))/365),2),'
            "out_detail_amount)",
        "Whole quarters compound, the days after them bear simple interest; the twin knows our own reading only, and passes for the others."),
    Check("Interest: Note Amounts less interest are the principal", Measure(CENT, DOLLARS), "=out_note_amount-out_interest", "=out_principal",
        "The lists of ⟨Exhibit A|Purchasers⟩ and Accrual must belong together."),
    Check("Interest: the schedule reaches the Maturity Date", SAME,
        needs('=IF(MAX(tblSchedule[Date])>=in_maturity,"in order","too short")'), "in order",
        "Else it needs more rows."),
    Check("Exchange: it is open, or nothing is exchanged", SAME, '=IF(OR(out_exchange_open="yes",out_series_a=0),"in order","too early")', "in order",
        "Only after ⟨August 15, 2002|the last day without it⟩ (note 3(a))."),
    Check("Exchange: what is exchanged and what is left are the notes outstanding", Measure(CENT, DOLLARS),
        needs("=out_series_a+SUM(tblExchange[Left of the note])"), needs('=SUMIFS(tblExchange[Note Amount],tblExchange[Paid in full],"<>yes")'),
        "No dollar comes into being or is lost."),
    Check("Exchange: native twin of the last day to deliver", SAME_DAY, "=out_delivery_due", "=WORKDAY(out_exchange_date,in_delivery_days,tblDaysOff[Day off])",
        "The function and Excel's own WORKDAY must agree."),
    Check("Exchange: native twin of the ⟨Series A|New⟩ principal", Measure(CENT, DOLLARS), "=out_series_a",
        needs('=SUMPRODUCT((tblExchange[May exchange]="yes")*ROUND(tblExchange[Working: note amount]*tblExchange[Part exchanged],in_decimals))'), "Half a cent goes up."),
    Check("Chain⟨ of 2002|⟩: stated less recomputed common shares", WHOLE, "=out_chain_gap", -9,
        "The known difference, shown and not hidden: rounding note by note."),
    Check("Chain⟨ of 2002|⟩: how the ⟨75,960 Series 3-A|preferred⟩ shares follow", SAME, "=out_chain_3a_follows", "rounded",
        "At ⟨$60 for one share, which is inferred from this very figure|the price of a preferred share⟩."),
    Check("Chain⟨ of 2002|⟩: native twin of the common shares", WHOLE, "=out_chain_common", "=" + whole("in_series_a_stated/in_price_3a*in_common_per_3a"),
        "The function and the formula written out must agree."),
    Check("Prepayment: allowed as the notice and the deposit stand", SAME, "=out_prepay_allowed",
        '=IF(AND(out_notice_given>=in_notice_days,out_deposit_missing=0),"yes","no")', "The function and the two tests written out must agree."),
    Check("Prepayment: it is allowed", SAME, "=out_prepay_allowed", "yes", "Else the notice comes too late or the deposit is too small: see Results."),
    Check("Prepayment: the parts add up to the amount", Measure(CENT, DOLLARS), "=out_prepaid", "=in_prepay_amount", "Pro rata in whole cents."),
    Check("Prepayment: no note gets more than its Note Amount", SAME,
        needs('=IF(MIN(tblPrepayment[Note Amount left])<0,"too much","in order")'), "in order",
        "The amount must not exceed all notes together."),
    Check("Gross-up: what is left after withholding", Measure(CENT, DOLLARS), "=ROUND(out_gross*(1-in_withholding),6)", "=out_interest",
        "The Purchasers net the interest in full."),
    Check("Gross-up: native twin of what is paid", Measure(CENT, DOLLARS), "=out_gross_paid", "=ROUNDUP(ROUND(out_gross,3*in_decimals),in_decimals)",
        "A part of a cent goes up."),
    Check("Warrants: nothing stands in the way of the history", SAME, '=IF(ISNUMBER(out_price_now),"nothing",out_why_not)', "nothing", "What keeps the prices from being computed, and why."),
    Check("Warrants: price times shares is the same in every step", Measure(0.01, DOLLARS),
        "=ROUND(MAX(tblHistory[Price times shares])-MIN(tblHistory[Price times shares]),4)", 0, "Warrant 3(a)."),
    Check("Warrants: the holders' shares are those of the history", Measure(0.001, UNROUNDED_SHARES), needs("=SUM(tblWarrants[Shares after events])"),
        "=out_shares_now", "Warrant by warrant, or all together."),
    Check("Warrants: native twin of the whole shares", WHOLE,
        needs("=SUM(tblWarrants[Whole shares])"), needs(f"=SUMPRODUCT({whole('tblWarrants[Working: shares after events]')})"),
        "Warrant by warrant, rounded down."),
    Check("Warrants: native twin of the Expiration Date", SAME_DAY, "=out_expiration", "=EDATE(in_first_closing,12*in_years)",
        "The function and Excel's own EDATE must agree."),
    Check("Warrants: the moment of exercise is in time", SAME, "=out_exercisable", "yes",
        "After 5:00 p.m. Pacific Standard time of the Expiration Date the warrant is void."),
    Check("Exercise: no more shares than the warrant covers", SAME, '=IF(out_exercise_left<0,"too many","in order")', "in order", "Warrant 1(a)."),
    Check("Exercise: native twin of the payment", Measure(CENT, DOLLARS), "=out_exercise_payment", "=ROUND(in_designated*out_price_now,in_decimals)", "For cash, half a cent going up."),
    Check("Warrants: native twin of the payments", Measure(CENT, DOLLARS),
        needs("=SUM(tblWarrants[Cash to exercise all])"), needs("=SUMPRODUCT(ROUND(tblWarrants[Working: whole shares]*out_price_now,in_decimals))"), "Warrant by warrant."),
    Check("Exercise: native twin of the thirty day mean", Measure(0.000000001, PRICE_8), "=out_market_value",
        needs(
            '=IF(AND(in_fmv_reading="calendar days",ISNUMBER(out_market_value)),AVERAGEIFS(tblPrices[Close],tblPrices[Date],">="&out_fmv_first,tblPrices[Date],"<="&out_fmv_last),'
            "out_market_value)"),
        "For calendar days; the twin passes for trading days."),
    Check("Exercise: native twin of the net exercise", WHOLE, "=out_net_shares", "=" + whole("in_designated*MAX(out_fmv-out_price_now,0)/out_fmv"),
        "Y (A - B) / A, rounded down."),
    *convertibles.CHECKS,
    *days_off.checks("out_exchange_date,out_delivery_due"),
)  # fmt: skip
NOTES_OF_2002 = frozenset(
    {
        *(
            "Terms",
            "Inputs",
            "⟨Exhibit A|Purchasers⟩",
            "Exchange",
            "Prepayment",
            "Prices",
            "Events",
        ),
        days_off.SHEET,
    }
)
PLAN = Plan(
    id="notes_and_warrants",
    title=TITLE,
    purpose=PURPOSE,
    pages=(
        Page("Terms", "What the agreement, the note and the warrant fix; how we read the rest.", TERMS_FORM),
        Page("Inputs", "Your dates, amounts and choices.", INPUTS_FORM),
        Page("Results", "Every result by its name, with the section that it rests on.", RESULTS_FORM),
        Page("⟨Exhibit A|Purchasers⟩", "The Purchasers: principal, warrants, 5 to 1, when interest starts.", notes_sheets.add_exhibit),
        Page("Accrual", "Note Amount and interest of each note on one date.", notes_sheets.add_accrual),
        Page("Schedule", "One note month by month, charts, and what other conventions would give.", notes_sheets.add_schedule),
        Page("Exchange", "Voluntary exchange⟨ after August 15, 2002|⟩, and on to common stock.", payments.add_exchange),
        Page("Prepayment", "An amount shared pro rata among the notes outstanding.", payments.add_prepayment),
        Page("Warrants", "Each warrant after all events, exercised for cash or net.", warrant_sheets.add_warrants),
        Page("Prices", "The price sheet behind the thirty day value.", warrant_sheets.add_prices),
        Page("Events", "The log of what adjusts the warrants.", warrant_sheets.add_events),
        Page(warrant_sheets.HISTORY, "Price and shares after every event, with charts.", warrant_sheets.add_history),
        Page(rounds.ROUND, "A priced round for convertible notes and SAFEs, and their balances on a day.", rounds.ROUND_FORM),
        Page(convertibles.CONVERTIBLES, "Notes and SAFEs with cap, discount and interest, a line each.", convertibles.add_convertibles),
        Page(convertibles.CONVERSION, "Balance, price by cap and by discount, and shares of each.", convertibles.add_conversion),
        Page(rounds.OWNERSHIP, "The shares there are; who owns what before and after, with a chart.", rounds.add_ownership),
        Page(days_off.SHEET, "The days that business days leave out.", days_off.sheet_of(FIRST_YEAR, LAST_YEAR)),
    ),
    checks=WORKBOOK_CHECKS,
    parts=Parts(together=(NOTES_OF_2002, convertibles.PART_OF_BOOK)),
    steps=(
        ("Only SAFEs",
            "A company that has convertible notes or SAFEs alone fills in Convertibles, Ownership and Round, and leaves the other sheets as they are; those "
            "need nothing of these three."),
        ("First", "Compare Terms and ⟨Exhibit A|Purchasers⟩ with the notes and warrants that were issued."),
        ("Then", "Fill in Inputs, the blue columns of Exchange and Prepayment, Prices and Events."),
        ("Last", "Read Results and Checks; every other sheet shows the working line by line."),
        ("To add a Purchaser",
            "Type below the last line of ⟨Exhibit A|Purchasers⟩, then fill the lists of Accrual, Exchange, Prepayment and Warrants down by one line. Prices, Events "
            "and Days off grow alone."),
    ),
    readings=(
        ("Interest",
            '"10% per annum (compounded quarterly)" leaves open where quarters end and how days count: three-month periods from the start date, simple '
            "interest on the rest by actual/365. Terms offers the others."),
        ("Pro rata", "Measured by the Note Amount, in whole cents, the largest remainders first."),
        ("Thirty days", "Calendar days, both ends included; a day without a trade is passed over."),
        ("Inferred",
            "⟨$60 and 600 common shares for a Series 3-A share are inferred from the certificate of February 5, 2002|Price and common shares of a preferred "
            "share are inputs⟩⟨; the Series A agreement is not among the documents|⟩."),
        ("Examples",
            "⟨What a prompt calls an example is in no document|Yours to fill in⟩: dates of exchange, prepayment and exercise, prices, events, and how each "
            "Purchaser paid."),
    ),
    sources=(
        ("Agreement",
            "⟨|Its sections are cited as in the ⟩Exchangeable Note and Warrant Purchase Agreement⟨ of January 28, 2002 among Vsource, Inc., the Guarantors and the Purchasers,|⟩ with "
            "⟨Exhibit A (Purchasers), B (form of note) and C (form of warrant)|the list of Purchasers and the forms of note and warrant⟩."),
        ("Certificate",
            "⟨Vsource, Inc.: letter to the holders of Series 2-A preferred stock of February 5, 2002 (Exhibit 4.3)|Your certificate⟩, for the chain and the "
            "number of warrants."),
    ),
)  # fmt: skip
