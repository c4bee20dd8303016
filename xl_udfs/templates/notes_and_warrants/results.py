"""What follows on the sheet Results of ``notes_and_warrants.xlsx``."""

from xl_udfs.core.agreement.closings import EXHIBIT_A
from xl_udfs.templates.notes_and_warrants.notes_sheets import EXHIBIT
from xl_udfs.templates.notes_and_warrants.warrant_sheets import EVENT_ROWS, HISTORY, WARRANTS
from xl_udfs.templates.sheets import styles
from xl_udfs.templates.sheets.forms import Result
from xl_udfs.templates.sheets.layout import HEADER_ROW

NOTE = "out_detail_principal,out_detail_start,out_interest_to,in_rate,in_convention,in_quarters"
PREPAYMENT = "in_prepay_notice,in_prepay_date,in_prepay_amount,in_deposit"


LAST_PURCHASER = HEADER_ROW + len(EXHIBIT_A)
LAST_STEP = HEADER_ROW + 1 + len(EVENT_ROWS)


def detail(sheet: str, letter: str) -> str:
    """Return the formula of a column's cell for the purchaser shown in detail."""
    cells = f"'{sheet}'!${letter}${HEADER_ROW + 1}:${letter}${LAST_PURCHASER}"
    return f"=INDEX({cells},MATCH(in_purchaser,in_purchasers,0))"


def last_step(letter: str) -> str:
    """Return the formula of a column's cell in the last line of the history."""
    # not SUMIFS, which the calculation library lets skip an error
    cells = f"'{HISTORY}'!${letter}${HEADER_ROW + 1}:${letter}${LAST_STEP}"
    return f"=INDEX({cells},COUNT(tblHistory[Step]))"


def yes(condition: str) -> str:
    """Return a formula that says yes or no."""
    return f'=IF({condition},"yes","no")'


RESULTS: tuple[str | Result, ...] = (
    "Exhibit A",
    Result(
        name="principal",
        quoted=True,
        label="Principal of all notes, $",
        formula="=SUM(tblPurchasers[Principal])",
        note="Exhibit A prints no total; 2,939,196 is the sum of its lines.",
        shown=styles.DOLLARS,
    ),
    Result(
        name="warrants",
        quoted=True,
        label="Shares under all warrants, 5 for each dollar",
        formula="=SUM(tblPurchasers[Five to one])",
        note="Agreement 1.1(ii), note by note.",
        shown=styles.INTEGER,
    ),
    Result(
        name="lines_off",
        label="Lines of Exhibit A that are not 5 to 1",
        formula='=COUNTIF(tblPurchasers[Agreement],"differs")',
        note="0: every line of the document is exact.",
        shown="0",
    ),
    Result(
        name="warrants_gap",
        label="Shares that the certificate of 2002 states, less these",
        formula="=in_warrants_stated-out_warrants",
        note="-4: as 5 times the principal before each note was rounded to whole dollars.",
        shown=styles.INTEGER,
    ),
    "Interest",
    Result(
        name="interest_to",
        label="Interest counted to",
        formula='=IF(in_after_maturity="stops",MIN(in_as_of,in_maturity),in_as_of)',
        note="The date asked for, or the Maturity Date where interest stops there.",
        shown=styles.DATE,
    ),
    Result(
        name="note_amount",
        quoted=True,
        label="Note Amount of all notes, $",
        formula="=SUM(tblAccrual[Note Amount])",
        note="Principal and accrued interest, to the cent, note by note.",
        shown=styles.DOLLARS,
    ),
    Result(
        name="interest",
        quoted=True,
        label="Interest on all notes, $",
        formula="=SUM(tblAccrual[Interest])",
        note="Due on the Maturity Date unless the note is repaid or exchanged before.",
        shown=styles.DOLLARS,
    ),
    Result(
        name="overdue",
        label="Are the notes overdue on the date asked for?",
        formula=yes("in_as_of>in_maturity"),
        note="Non-payment is no Event of Default of 7.1; 7.2 keeps the right to sue.",
    ),
    Result(
        name="detail_principal",
        label="Principal of the purchaser shown in detail, $",
        formula=detail(EXHIBIT, "B"),
        note="Exhibit A.",
        shown=styles.DOLLARS,
    ),
    Result(
        name="detail_start",
        label="Its interest runs from",
        formula=detail(EXHIBIT, "J"),
        note="Agreement 1.5.",
        shown=styles.DATE,
    ),
    Result(
        name="detail_amount",
        label="Its Note Amount, $",
        formula=f"=NOTE_AMOUNT({NOTE})",
        note="As on the sheet Accrual.",
        shown=styles.DOLLARS,
    ),
    "Voluntary exchange",
    Result(
        name="exchange_date",
        label="Date of the exchange",
        formula="=MAX(in_election_date,in_surrender_date)",
        note="Deemed made immediately before the close of business (note 3(b)).",
        shown=styles.DATE,
    ),
    Result(
        name="exchange_open",
        quoted=True,
        label="May an unpaid note be exchanged on that day?",
        formula=yes("NOTE_EXCHANGE_ALLOWED(out_exchange_date,FALSE,in_opens_after)"),
        note="From August 16, 2002 on; the Maturity Date does not end the right (note 3(a)).",
    ),
    Result(
        name="delivery_due",
        quoted=True,
        label="Series A Notes to be delivered by",
        formula="=WORKDAY(out_exchange_date,in_delivery_days,tblDaysOff[Day off])",
        note="Within three business days (note 3(b)).",
        shown=styles.DATE,
    ),
    Result(
        name="series_a",
        quoted=True,
        label="Principal of the Series A Notes issued, $",
        formula="=SUM(tblExchange[Series A principal])",
        note="Principal and accrued interest of what is exchanged, to the cent, note by note.",
        shown=styles.DOLLARS,
    ),
    Result(
        name="common",
        label="Common shares that these reach (inferred terms)",
        formula="=SUM(tblExchange[Common shares])",
        note="Through Series 3-A at $60 and 600, note by note rounded down.",
        shown=styles.INTEGER,
    ),
    "The chain of 2002 (inferred terms)",
    Result(
        name="chain_3a",
        label="Series 3-A shares, unrounded",
        formula="=in_series_a_stated/in_price_3a",
        note="At $60 (inferred).",
        shown="#,##0.0000",
    ),
    Result(
        name="chain_3a_follows",
        label="How the stated 75,960 follows",
        formula='=IF(ROUND(out_chain_3a,0)=in_series_3a_stated,"rounded","differs")',
        note="To whole shares, half up.",
    ),
    Result(
        name="chain_common",
        quoted=True,
        label="Common shares, whole",
        formula="=NOTE_COMMON_SHARES(in_series_a_stated,in_price_3a,in_common_per_3a)",
        note="Series 3-A shares, unrounded, times 600 (inferred).",
        shown=styles.INTEGER,
    ),
    Result(
        name="chain_gap",
        label="Stated common shares less these",
        formula="=in_common_stated-out_chain_common",
        note="-9: as if each note were converted by itself and rounded down.",
        shown=styles.INTEGER,
    ),
    Result(
        name="chain_price",
        label="Price that the chain implies, $ per common share",
        formula="=in_price_3a/in_common_per_3a",
        note="Ten cents: the Initial Purchase Price of the warrants too.",
        shown=styles.PRICE_4,
    ),
    "Prepayment by the Company",
    Result(
        name="cent",
        label="Smallest amount that is paid, $",
        formula="=10^-in_decimals",
        note="A prepayment is shared in these.",
        shown=styles.PRICE_2,
    ),
    Result(
        name="notice_latest",
        label="Latest day for its notice",
        formula="=in_prepay_date-in_notice_days",
        note="At least 30 days before; exactly 30 are enough (note 2(i)).",
        shown=styles.DATE,
    ),
    Result(
        name="notice_given",
        label="Days of notice given",
        formula="=in_prepay_date-in_prepay_notice",
        note="Calendar days.",
        shown="0",
    ),
    Result(
        name="deposit_missing",
        label="Deposit still missing, $",
        formula="=IF(in_prepay_date>in_segregated_after,MAX(in_prepay_amount-in_deposit,0),0)",
        note="After August 15, 2002 the whole amount must be deposited (note 2(i)).",
        shown=styles.DOLLARS,
    ),
    Result(
        name="prepay_allowed",
        quoted=True,
        label="May the Company prepay?",
        formula=yes(
            f"NOTE_PREPAYMENT_ALLOWED({PREPAYMENT},FALSE,in_segregated_after,in_notice_days)"
        ),
        note="Notice and deposit in order, as to notes that were not exchanged before that day.",
    ),
    Result(
        name="prepaid",
        label="Paid on all notes, $",
        formula="=SUM(tblPrepayment[Paid])",
        note="Pro rata among the notes outstanding (note 2(iii)); adds up to the amount.",
        shown=styles.DOLLARS,
    ),
    "Taxes withheld from the interest",
    Result(
        name="gross",
        label="Interest grossed up, unrounded, $",
        formula="=GROSS_UP(out_interest,in_withholding)",
        note="So that the Purchasers receive the interest in full (agreement 2.7(b), 6.1(m)).",
        shown='"$"#,##0.0000',
    ),
    Result(
        name="gross_paid",
        quoted=True,
        label="Interest to be paid, $",
        formula="=ROUNDUP(ROUND(out_gross,3*in_decimals),in_decimals)",
        note="A part of a cent goes up: the Purchasers must not net less.",
        shown=styles.DOLLARS,
    ),
    Result(
        name="withheld",
        label="Withheld of it, $",
        formula="=ROUND(out_gross_paid*in_withholding,in_decimals)",
        note="Half up.",
        shown=styles.DOLLARS,
    ),
    Result(
        name="taxes_borne",
        label="Borne by the Company beside the interest, $",
        formula="=out_gross_paid-out_interest+in_stamp_taxes",
        note="The increase and the stamp taxes (agreement 6.1(a), (m)).",
        shown=styles.DOLLARS,
    ),
    "The warrants",
    Result(
        name="price_now",
        quoted=True,
        label="Purchase Price after all events, $ per share",
        formula=last_step("D"),
        note=f"The last line of the sheet {HISTORY} (warrant 3).",
        shown=styles.PRICE_8,
    ),
    Result(
        name="why_not",
        label="What stands in the way of the history",
        formula='=IF(ISNUMBER(out_price_now),"nothing",WHY("WARRANT_HISTORY",in_purchase_price,'
        "out_warrants,in_first_closing,tblEvents[#All]))",
        note="The reason where an event cannot be read, with its row.",
    ),
    Result(
        name="shares_now",
        quoted=True,
        label="Shares under all warrants after all events, unrounded",
        formula=last_step("E"),
        note="Price times shares stays the same (warrant 3(a)).",
        shown=styles.UNROUNDED_SHARES,
    ),
    Result(
        name="expiration",
        quoted=True,
        label="Expiration Date of the warrants of the First Closing",
        formula="=WARRANT_EXPIRATION(in_first_closing,in_years)",
        note="Five years after issue; the last day of exercise (warrant, head).",
        shown=styles.DATE,
    ),
    Result(
        name="exercisable",
        label="Is the moment of exercise in time?",
        formula=yes("WARRANT_EXERCISABLE(in_exercise_moment,out_expiration)"),
        note="To 5:00 p.m. Pacific Standard time, UTC less eight hours all year.",
    ),
    Result(
        name="exercisable_prevailing",
        label="The same by the clock that prevails there",
        formula=yes('WARRANT_EXERCISABLE(in_exercise_moment,out_expiration,"prevailing")'),
        note="Differs only while daylight saving time is in force.",
    ),
    "Exercise of the warrant in detail",
    Result(
        name="detail_shares",
        label="Whole shares under its warrant after all events",
        formula=detail(WARRANTS, "F"),
        note="Sheet Warrants.",
        shown=styles.INTEGER,
    ),
    Result(
        name="exercise_payment",
        quoted=True,
        label="For cash: the Holder pays, $",
        formula="=ROUND(in_designated*out_price_now,in_decimals)",
        note="Shares designated times the Purchase Price (warrant 1(a)).",
        shown=styles.DOLLARS,
    ),
    Result(
        name="exercise_left",
        label="Whole shares under the new warrant",
        formula="=out_detail_shares-in_designated",
        note="What was not exercised, or given up (warrant 1(a)).",
        shown=styles.INTEGER,
    ),
    Result(
        name="fmv_first",
        label="The thirty days begin (calendar days)",
        formula="=out_fmv_last-in_fmv_days+1",
        note="Both ends count.",
        shown=styles.DATE,
    ),
    Result(
        name="fmv_last",
        label="The thirty days end (calendar days)",
        formula="=in_exercise_election-in_fmv_lag",
        note="Three days before the election.",
        shown=styles.DATE,
    ),
    Result(
        name="market_value",
        label="Mean of the closing prices, $ per share",
        formula="=WARRANT_FMV(tblPrices[Date],tblPrices[Close],in_exercise_election,in_fmv_days,"
        "in_fmv_lag,in_fmv_reading)",
        note="Sheet Prices; a day without a trade is passed over.",
        shown=styles.PRICE_8,
    ),
    Result(
        name="board_less",
        label="Value of the Board less this mean, $ per share",
        formula="=in_board_value-out_market_value",
        note="To compare.",
        shown='"$"0.0000;-"$"0.0000',
    ),
    Result(
        name="fmv",
        label="Fair market value that counts, $ per share",
        formula='=IF(in_active_market="yes",out_market_value,in_board_value)',
        note="Warrant 1(b)(i) to (iii).",
        shown=styles.PRICE_8,
    ),
    Result(
        name="net_shares",
        quoted=True,
        label="Net exercise: whole shares received",
        formula="=NET_EXERCISE(in_designated,out_fmv,out_price_now)",
        note="Y (A - B) / A; nothing where A is not above B (warrant 1(b)).",
        shown=styles.INTEGER,
    ),
    Result(
        name="net_cash",
        quoted=True,
        label="Net exercise: cash for the fraction of a share, $",
        formula="=NET_EXERCISE_CASH(in_designated,out_fmv,out_price_now)",
        note="To the cent (warrant 2).",
        shown=styles.DOLLARS,
    ),
)
