"""What stands on the sheets Terms and Inputs of ``notes_and_warrants.xlsx``."""

from datetime import date, datetime

from xl_udfs.core.agreement import closings, defaults
from xl_udfs.core.notes import exchange, interest
from xl_udfs.core.warrants import expiry, value
from xl_udfs.core.warrants.exercise import INITIAL_PURCHASE_PRICE
from xl_udfs.templates.sheets import styles
from xl_udfs.templates.sheets.forms import (
    Input,
    choice_input,
    count_input,
    day_input,
    money_input,
    price_input,
    shares_input,
)
from xl_udfs.templates.sheets.layout import EXAMPLE, YES_NO

DATE_TIME = "mmmm d, yyyy hh:mm"


INFERRED = "From Series A to common (inferred)"
TERMS: tuple[str | Input, ...] = (
    "The agreement of January 28, 2002",
    day_input(
        "effective_date",
        "Effective Date",
        closings.EFFECTIVE_DATE,
        "Agreement 1.5: notes issued for Series B Notes bear interest from this day.",
    ),
    day_input(
        "first_closing",
        "First Closing, and date of its warrants",
        closings.FIRST_CLOSING,
        "Agreement 1.3(a): January 31, 2002, or later as the Company specifies, not beyond "
        "February 7, 2002.",
    ),
    shares_input(
        "shares_per_dollar",
        "Shares under warrants for each $1.00 of principal",
        float(closings.SHARES_PER_DOLLAR),
        "Agreement 1.1(ii): 5.",
    ),
    "The form of note",
    Input(
        name="rate",
        label="Interest a year",
        value=float(interest.RATE),
        prompt="Note, head: 10% per annum, compounded quarterly.",
        shown="0.00%",
        operator="between",
        upper="1",
    ),
    day_input(
        "maturity", "Maturity Date", defaults.MATURITY, "Note, head: or when sooner declared due."
    ),
    day_input(
        "opens_after",
        "Last day without the right to exchange",
        exchange.EXCHANGE_OPENS_AFTER,
        "Note 3(a): exchange at any time after August 15, 2002 while the note is unpaid.",
    ),
    count_input(
        "delivery_days",
        "Business days to deliver the Series A Note",
        exchange.DELIVERY_DAYS,
        "Note 3(b): as soon as practicable, but within three business days.",
    ),
    count_input(
        "notice_days",
        "Days of notice before a prepayment",
        exchange.PREPAYMENT_NOTICE_DAYS,
        "Note 2(i): an irrevocable written notice at least 30 days before.",
    ),
    day_input(
        "segregated_after",
        "Last day on which a prepayment needs no deposit",
        exchange.SEGREGATED_AFTER,
        "Note 2(i): after August 15, 2002 the amount must lie in a segregated account.",
    ),
    count_input(
        "decimals",
        "Decimals of a dollar that is paid",
        2,
        "The documents are silent: whole cents, a half going up; pro rata (note 2(iii)) the "
        "largest remainders first.",
    ),
    "The form of warrant",
    price_input(
        "purchase_price",
        "Initial Purchase Price, $ per share",
        float(INITIAL_PURCHASE_PRICE),
        "Warrant, head: ten cents.",
    ),
    count_input(
        "years",
        "Years from issue to the Expiration Date",
        expiry.YEARS,
        "Warrant, head: on or before 5:00 p.m. Pacific Standard time of that day.",
    ),
    count_input(
        "fmv_days",
        "Days of closing prices for a net exercise",
        value.DAYS,
        "Warrant 1(b)(i), (ii): the thirty day period.",
    ),
    count_input(
        "fmv_lag",
        "Days from the last of them to the election",
        value.LAG,
        "Warrant 1(b)(i), (ii): ending three days prior to the net exercise election.",
    ),
    INFERRED,
    price_input(
        "price_3a",
        "Principal for one Series 3-A share, $ (inferred)",
        float(exchange.PRICE_PER_PREFERRED),
        "Inferred from the certificate of February 5, 2002: $4,557,596 for 75,960 shares.",
    ),
    shares_input(
        "common_per_3a",
        "Common shares for one Series 3-A share (inferred)",
        float(exchange.COMMON_PER_PREFERRED),
        "Inferred from the same certificate: 45,575,951 for 75,960 shares.",
    ),
    "As the certificate of 2002 states it",
    money_input(
        "series_a_stated",
        "Principal of the Series A Notes, $",
        4_557_596,
        "Certificate of February 5, 2002, first item of its list.",
    ),
    shares_input(
        "series_3a_stated", "Series 3-A shares for them", 75_960, "The same item of its list."
    ),
    shares_input(
        "common_stated", "Common shares for these", 45_575_951, "The same item of its list."
    ),
    shares_input(
        "warrants_stated",
        "Shares under the warrants of this agreement",
        14_695_976,
        "Certificate of February 5, 2002, last item of its list.",
    ),
    "Where the text is open",
    choice_input(
        "convention",
        "Interest in a period that is not complete",
        "actual/365",
        "Note, head, is silent: days/365 (ours), days/360, days of the period, compounding by the "
        "day, or months of 30 days.",
        '"actual/365,actual/360,stub period,exponent,30/360"',
    ),
    choice_input(
        "quarters",
        "Where the quarters end",
        "from start",
        "Note, head, is silent: every three months from the start (ours), or calendar quarters.",
        '"from start,calendar"',
    ),
    choice_input(
        "after_maturity",
        "Interest after the Maturity Date",
        "continues",
        "Note, head, is silent: it continues at the same rate (ours), or stops.",
        '"continues,stops"',
    ),
    choice_input(
        "measure",
        "Measure of a pro rata prepayment",
        "Note Amount",
        "Note 2(iii) is silent: the Note Amount with its interest (ours), or the principal.",
        '"Note Amount,principal"',
    ),
    choice_input(
        "fmv_reading",
        "The thirty days, and the three",
        "calendar days",
        "Warrant 1(b) says days: calendar days (ours), or trading days, those with a price.",
        '"calendar days,trading days"',
    ),
)

KEPT_TERMS = (  # a blank copy keeps them: the documents' terms, and settings
    "effective_date",
    "shares_per_dollar",
    "rate",
    "maturity",
    "opens_after",
    "delivery_days",
    "notice_days",
    "segregated_after",
    "decimals",
    "purchase_price",
    "years",
    "fmv_days",
    "fmv_lag",
    "convention",
    "quarters",
    "after_maturity",
    "measure",
    "fmv_reading",
)

INPUTS: tuple[str | Input, ...] = (
    "Interest",
    day_input(
        "as_of",
        "Note Amounts as of",
        date(2002, 8, 16),
        EXAMPLE + " First day of the right to exchange; not before interest starts.",
    ),
    choice_input(
        "purchaser",
        "Purchaser shown in detail",
        closings.EXHIBIT_A[4].purchaser,
        "One of those on Exhibit A: for the schedule, and for the exercise of its warrant.",
        "in_purchasers",
    ),
    "Voluntary exchange",
    day_input(
        "election_date",
        "Notice of Election delivered",
        date(2002, 8, 29),
        EXAMPLE + " The exchange is made on the later of this day and the surrender (note 3(b)).",
    ),
    day_input(
        "surrender_date", "Note surrendered", date(2002, 8, 30), EXAMPLE + " See the line before."
    ),
    "Prepayment by the Company",
    day_input(
        "prepay_notice",
        "Irrevocable notice of prepayment",
        date(2002, 7, 31),
        EXAMPLE + " The day on which the Holders have it.",
    ),
    day_input(
        "prepay_date",
        "Prepayment, as the notice sets it",
        date(2002, 8, 30),
        EXAMPLE + " Not before the notice.",
    ),
    Input(
        name="prepay_amount",
        label="Amount to be prepaid on all notes, $",
        value=1_000_000,
        prompt=EXAMPLE + " Whole cents, above 0 and at most all notes together.",
        shown=styles.DOLLARS,
        operator="greaterThan",
    ),
    money_input(
        "deposit",
        "Good funds in the segregated account, $",
        1_000_000,
        EXAMPLE + " By the day of the notice; needed for a prepayment after August 15, 2002.",
    ),
    "Taxes withheld from interest",
    Input(
        name="withholding",
        label="Part withheld by law",
        value=0.1,
        prompt=EXAMPLE + " 0 or more and below 1, as 10%.",
        shown="0.00%",
        operator="between",
        upper="0.9999",
    ),
    money_input(
        "stamp_taxes",
        "Stamp, issue and registration taxes, $",
        1_000,
        EXAMPLE + " The Company bears them (agreement 6.1(a)).",
    ),
    "Exercise of the warrant in detail",
    Input(
        name="designated",
        label="Whole shares designated in the subscription form",
        value=100_000,
        prompt=EXAMPLE + " At most the shares under the warrant; for cash, or given up for a net "
        "exercise.",
        shown=styles.INTEGER,
        kind="whole",
        operator="greaterThan",
    ),
    day_input(
        "exercise_election",
        "Net exercise election",
        date(2005, 2, 1),
        EXAMPLE + " The thirty days end three days before it.",
    ),
    choice_input(
        "active_market",
        "Is there an active public market?",
        "yes",
        EXAMPLE + " no: the Board's value counts (warrant 1(b)(iii)).",
        YES_NO,
    ),
    price_input(
        "board_value",
        "Fair market value as the Board determines it, $ per share",
        2.50,
        EXAMPLE + " In good faith; it counts only without an active market.",
    ),
    Input(
        name="exercise_moment",
        label="Moment of exercise, date and time in UTC",
        value=datetime(2007, 2, 1, 0, 59),  # noqa: DTZ001 - a cell has no zone
        prompt=EXAMPLE + " One minute before 5:00 p.m. Pacific Standard time of January 31, 2007; "
        "that time is UTC less eight hours.",
        shown=DATE_TIME,
        kind="date",
        bound="61",
    ),
)
