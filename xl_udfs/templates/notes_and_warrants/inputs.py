"""What stands on the sheets Terms and Inputs of ``notes_and_warrants.xlsx``."""

from datetime import date, datetime

from xl_udfs.core.agreement import closings, defaults
from xl_udfs.core.notes import exchange, interest
from xl_udfs.core.warrants import expiry, value
from xl_udfs.core.warrants.exercise import INITIAL_PURCHASE_PRICE
from xl_udfs.templates.sheets.entries import (
    COUNT_ABOVE_0,
    DAY,
    MONEY,
    MONEY_ABOVE_0,
    PRICE,
    RATE,
    RUN,
    SHARES,
    SHARES_ABOVE_0,
    SPAN,
    YES_NO,
    Entry,
    choice,
    day,
    whole_number,
)
from xl_udfs.templates.sheets.forms import (
    Input,
    Term,
)
from xl_udfs.templates.sheets.layout import EXAMPLE

DATE_TIME = "mmmm d, yyyy hh:mm"


FMV = "tblPrices[Date],tblPrices[Close],in_exercise_election,in_fmv_days,in_fmv_lag,in_fmv_reading"
STARTS = "tblPurchasers[Interest from]"
AWAY = f"AND(COUNT({STARTS})>0,OR({{day}}<MAX({STARTS}),{{day}}>EDATE(MIN({STARTS}),1200)))"
WITHIN = "a day on which the interest of every note runs, for 100 years at most,"
INFERRED = "From ⟨Series A|the new notes⟩ to common⟨ (inferred)|⟩"
TERMS: tuple[str | Input, ...] = (
    "The agreement⟨ of January 28, 2002|⟩",
    Input("effective_date", "Effective Date", DAY, closings.EFFECTIVE_DATE, "Agreement 1.5: notes issued for ⟨Series B Notes|earlier notes⟩ bear interest from this day."),
    Input("first_closing", "First Closing, and date of its warrants", DAY, closings.FIRST_CLOSING,
        "Agreement 1.3(a)⟨: January 31, 2002, or later as the Company specifies, not beyond February 7, 2002|⟩."),
    Term("shares_per_dollar", "Shares under warrants for each $1.00 of principal", SHARES_ABOVE_0, float(closings.SHARES_PER_DOLLAR), "Agreement 1.1(ii): 5."),
    "The form of note",
    Term("rate", "Interest a year", RATE, float(interest.RATE), "Note, head: 10% per annum, compounded quarterly."),
    Input("maturity", "Maturity Date", DAY, defaults.MATURITY, "Note, head: or when sooner declared due.",
        against=f'AND(in_after_maturity="stops",{AWAY.format(day="in_maturity")})', unless=WITHIN),
    Input("opens_after", "Last day without the right to exchange", DAY, exchange.EXCHANGE_OPENS_AFTER,
        "Note 3(a): exchange at any time after ⟨August 15, 2002|this day⟩ while the note is unpaid."),
    Term("delivery_days", "Business days to deliver the ⟨Series A Note|new note⟩", SPAN, exchange.DELIVERY_DAYS,
        "Note 3(b): as soon as practicable, but within three business days."),
    Term("notice_days", "Days of notice before a prepayment", SPAN, exchange.PREPAYMENT_NOTICE_DAYS,
        "Note 2(i): an irrevocable written notice at least 30 days before."),
    Input("segregated_after", "Last day on which a prepayment needs no deposit", DAY, exchange.SEGREGATED_AFTER,
        "Note 2(i): after ⟨August 15, 2002|this day⟩ the amount must lie in a segregated account."),
    Term("decimals", "Decimals of a dollar that is paid", whole_number(0, 8), 2,
        "The documents are silent: whole cents, a half going up; pro rata (note 2(iii)) the largest remainders first."),
    "The form of warrant",
    Term("purchase_price", "Initial Purchase Price, $ per share", PRICE, float(INITIAL_PURCHASE_PRICE), "Warrant, head: ten cents."),
    Term("years", "Years from issue to the Expiration Date", whole_number(0, 100), expiry.YEARS, "Warrant, head: on or before 5:00 p.m. Pacific Standard time of that day."),
    Term("fmv_days", "Days of closing prices for a net exercise", RUN, value.DAYS, "Warrant 1(b)(i), (ii): the thirty day period."),
    Term("fmv_lag", "Days from the last of them to the election", SPAN, value.LAG,
        "Warrant 1(b)(i), (ii): ending three days prior to the net exercise election."),
    INFERRED,
    Input("price_3a", "Principal for one ⟨Series 3-A|preferred⟩ share, $⟨ (inferred)|⟩", PRICE, float(exchange.PRICE_PER_PREFERRED),
        "⟨Inferred from the certificate of February 5, 2002: $4,557,596 for 75,960 shares|As your agreement or certificate gives it⟩."),
    Input("common_per_3a", "Common shares for one ⟨Series 3-A|preferred⟩ share⟨ (inferred)|⟩", SHARES_ABOVE_0, float(exchange.COMMON_PER_PREFERRED),
        "⟨Inferred from the same certificate: 45,575,951 for 75,960 shares|As your agreement or certificate gives it⟩."),
    "As the certificate ⟨of 2002 states|states⟩ it",
    Input("series_a_stated", "Principal of the ⟨Series A Notes|new notes⟩, $", MONEY, 4_557_596,
        "⟨Certificate of February 5, 2002, first item of its list|As your certificate lists it⟩."),
    Input("series_3a_stated", "⟨Series 3-A|Preferred⟩ shares for them", SHARES, 75_960, "The same item of its list."),
    Input("common_stated", "Common shares for these", SHARES, 45_575_951, "The same item of its list."),
    Input("warrants_stated", "Shares under the warrants of this agreement", SHARES, 14_695_976,
        "⟨Certificate of February 5, 2002, last item of its list|As your certificate lists it⟩."),
    "Where the text is open",
    Term("convention", "Interest in a period that is not complete", choice('"actual/365,actual/360,stub period,exponent,30/360,actual/actual"'), "actual/365",
        "Note, head, is silent: days/365 (ours), days/360, days of the period, compounding by the day, months of 30 days, or days of their year."),
    Term("quarters", "Where the quarters end", choice('"from start,calendar"'), "from start",
        "Note, head, is silent: every three months from the start (ours), or calendar quarters."),
    Term("after_maturity", "Interest after the Maturity Date", choice('"continues,stops"'), "continues",
        "Note, head, is silent: it continues at the same rate (ours), or stops."),
    Term("measure", "Measure of a pro rata prepayment", choice('"Note Amount,principal"'), "Note Amount",
        "Note 2(iii) is silent: the Note Amount with its interest (ours), or the principal."),
    Term("fmv_reading", "The thirty days, and the three", choice('"calendar days,trading days"'), "calendar days",
        "Warrant 1(b) says days: calendar days (ours), or trading days, those with a price."),
)  # fmt: skip


INPUTS: tuple[str | Input, ...] = (
    "Interest",
    Input("as_of", "Note Amounts as of", DAY, date(2002, 8, 16), EXAMPLE + " First day of the right to exchange; not before interest starts.",
        against=AWAY.format(day="in_as_of"), unless=WITHIN),
    Input("purchaser", "Purchaser shown in detail", choice("in_purchasers"), closings.EXHIBIT_A[4].purchaser,
        "One of those on ⟨Exhibit A|Purchasers⟩: for the schedule, and for the exercise of its warrant."),
    "Voluntary exchange",
    Input("election_date", "Notice of Election delivered", DAY, date(2002, 8, 29),
        EXAMPLE + " The exchange is made on the later of this day and the surrender (note 3(b))."),
    Input("surrender_date", "Note surrendered", DAY, date(2002, 8, 30), EXAMPLE + " See the line before.",
        against=AWAY.format(day="MAX(in_election_date,in_surrender_date)"), unless=WITHIN),
    "Prepayment by the Company",
    Input("prepay_notice", "Irrevocable notice of prepayment", DAY, date(2002, 7, 31), EXAMPLE + " The day on which the Holders have it.",
        against="AND(N(in_prepay_date)>0,in_prepay_notice>in_prepay_date)", unless="a day not after the prepayment"),
    Input("prepay_date", "Prepayment, as the notice sets it", DAY, date(2002, 8, 30), EXAMPLE + " Not before the notice.",
        against=AWAY.format(day="in_prepay_date"), unless=WITHIN),
    Input("prepay_amount", "Amount to be prepaid on all notes, $", MONEY_ABOVE_0, 1_000_000, EXAMPLE + " Whole cents, above 0 and at most all notes together.",
        against="ROUND(in_prepay_amount,in_decimals)<>in_prepay_amount", unless="an amount without parts of a cent"),
    Input("deposit", "Good funds in the segregated account, $", MONEY, 1_000_000,
        EXAMPLE + " By the day of the notice; needed for a prepayment after ⟨August 15, 2002|the last day without one⟩."),
    "Taxes withheld from interest",
    Input("withholding", "Part withheld by law", Entry("0.00%", "decimal", "between", "0", "0.9999"), 0.1, EXAMPLE + " 0 or more and below 1, as 10%."),
    Input("stamp_taxes", "Stamp, issue and registration taxes, $", MONEY, 1_000, EXAMPLE + " The Company bears them (agreement 6.1(a))."),
    "Exercise of the warrant in detail",
    Input("designated", "Whole shares designated in the subscription form", COUNT_ABOVE_0, 100_000,
        EXAMPLE + " At most the shares under the warrant; for cash, or given up for a net exercise."),
    Input("exercise_election", "Net exercise election", DAY, date(2005, 2, 1), EXAMPLE + " The thirty days end three days before it.",
        against=f'AND(in_active_market="yes",COUNT(tblPrices[Close])>0,WHY("WARRANT_FMV",{FMV})<>"")', unless="a day with closing prices before it"),
    Input("active_market", "Is there an active public market?", YES_NO, "yes", EXAMPLE + " no: the Board's value counts (warrant 1(b)(iii))."),
    Input("board_value", "Fair market value as the Board determines it, $ per share", PRICE, 2.50,
        EXAMPLE + " In good faith; it counts only without an active market."),
    Input("exercise_moment", "Moment of exercise, date and time in UTC", day(DATE_TIME), datetime(2007, 2, 1, 0, 59),
        EXAMPLE + " ⟨One minute before 5:00 p.m. Pacific Standard time of January 31, 2007|Until 5:00 p.m. Pacific Standard time of the last day⟩; that time "
            "is UTC less eight hours."),
)  # fmt: skip
