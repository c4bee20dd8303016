"""What follows on the sheet Results of ``notes_and_warrants.xlsx``."""

from xl_udfs.core.agreement.closings import EXHIBIT_A
from xl_udfs.templates.notes_and_warrants.inputs import FMV
from xl_udfs.templates.notes_and_warrants.notes_sheets import EXHIBIT
from xl_udfs.templates.notes_and_warrants.warrant_sheets import (
    EVENT_ROWS,
    HISTORY,
    REPLAYED,
    WARRANTS,
)
from xl_udfs.templates.sheets.forms import Result, yes
from xl_udfs.templates.sheets.layout import FIRST_ROW, HEADER_ROW
from xl_udfs.templates.sheets.needs import needs
from xl_udfs.templates.sheets.styles import (
    DATE,
    DOLLARS,
    GENERAL,
    INTEGER,
    PRICE_2,
    PRICE_4,
    PRICE_8,
    UNROUNDED_SHARES,
)

NOTE = "out_detail_principal,out_detail_start,out_interest_to,in_rate,in_convention,in_quarters"
PREPAYMENT = "in_prepay_notice,in_prepay_date,in_prepay_amount,in_deposit"


REFUSAL = REPLAYED.replace("WARRANT_HISTORY(", 'WHY("WARRANT_HISTORY",')
LAST_PURCHASER = HEADER_ROW + len(EXHIBIT_A)
LAST_STEP = FIRST_ROW + len(EVENT_ROWS)


def detail(sheet: str, letter: str) -> str:
    """Return the formula of a column's cell for the purchaser shown in detail."""
    cells = f"'{sheet}'!${letter}${FIRST_ROW}:${letter}${LAST_PURCHASER}"
    return f"=INDEX({cells},MATCH(in_purchaser,in_purchasers,0))"


def last_step(letter: str) -> str:
    """Return the formula of a column's cell in the last line of the history."""
    # not SUMIFS, which the calculation library lets skip an error
    cells = f"'{HISTORY}'!${letter}${FIRST_ROW}:${letter}${LAST_STEP}"
    return f"=INDEX({cells},MAX(1,COUNT(tblHistory[Step])))"


RESULTS: tuple[str | Result, ...] = (
    "⟨Exhibit A|Purchasers⟩",
    Result("principal", "Principal of all notes, $", DOLLARS, needs("=SUM(tblPurchasers[Principal])"),
        "⟨Exhibit A prints no total; 2,939,196 is the sum of its lines|The sum of the lines⟩.",
        quoted=True),
    Result("warrants", "Shares under all warrants, 5 for each dollar", INTEGER, needs("=SUM(tblPurchasers[Five to one])"), "Agreement 1.1(ii), note by note.",
        quoted=True),
    Result("lines_off", "Lines of ⟨Exhibit A|Purchasers⟩ that are not 5 to 1", "0", needs('=COUNTIF(tblPurchasers[Agreement],"differs")'),
        "0: every line of the document is exact."),
    Result("warrants_gap", "Shares that the certificate ⟨of 2002 states|states⟩, less these", INTEGER, "=in_warrants_stated-out_warrants",
        "⟨-4: as 5 times the principal before each note was rounded to whole dollars|0 where it states what follows⟩."),
    "Interest",
    Result("interest_to", "Interest counted to", DATE, '=IF(in_after_maturity="stops",MIN(in_as_of,in_maturity),in_as_of)',
        "The date asked for, or the Maturity Date where interest stops there."),
    Result("note_amount", "Note Amount of all notes, $", DOLLARS, needs("=SUM(tblAccrual[Note Amount])"), "Principal and accrued interest, to the cent, note by note.",
        quoted=True),
    Result("interest", "Interest on all notes, $", DOLLARS, needs("=SUM(tblAccrual[Interest])"),
        "Due on the Maturity Date unless the note is repaid or exchanged before.", quoted=True),
    Result("overdue", "Are the notes overdue on the date asked for?", GENERAL, yes("in_as_of>in_maturity"),
        "Non-payment is no Event of Default of 7.1; 7.2 keeps the right to sue."),
    Result("detail_principal", "Principal of the purchaser shown in detail, $", DOLLARS, detail(EXHIBIT, "B"), "⟨Exhibit A|Sheet Purchasers⟩."),
    Result("detail_start", "Its interest runs from", DATE, detail(EXHIBIT, "J"), "Agreement 1.5."),
    Result("detail_amount", "Its Note Amount, $", DOLLARS, f"=NOTE_AMOUNT({NOTE})", "As on the sheet Accrual."),
    "Voluntary exchange",
    Result("exchange_date", "Date of the exchange", DATE, "=MAX(in_election_date,in_surrender_date)",
        "Deemed made immediately before the close of business (note 3(b))."),
    Result("exchange_open", "May an unpaid note be exchanged on that day?", GENERAL, yes("NOTE_EXCHANGE_ALLOWED(out_exchange_date,FALSE,in_opens_after)"),
        "⟨From August 16, 2002 on|From the next day on⟩; the Maturity Date does not end the right (note 3(a)).", quoted=True),
    Result("delivery_due", "⟨Series A Notes|New notes⟩ to be delivered by", DATE, "=NOTE_DELIVERY_DUE(in_surrender_date,in_election_date,tblDaysOff[Day off],in_delivery_days)",
        "Within three business days (note 3(b)).", quoted=True),
    Result("series_a", "Principal of the ⟨Series A Notes|new notes⟩ issued, $", DOLLARS, needs("=SUM(tblExchange[⟨Series A|New⟩ principal])"),
        "Principal and accrued interest of what is exchanged, to the cent, note by note.", quoted=True),
    Result("common", "Common shares that these reach⟨ (inferred terms)|⟩", INTEGER, needs("=SUM(tblExchange[Common shares])"),
        "Through ⟨Series 3-A at $60 and 600|the preferred stock⟩, note by note rounded down."),
    "The chain ⟨of 2002|to common stock⟩⟨ (inferred terms)|⟩",
    Result("chain_3a", "⟨Series 3-A|Preferred⟩ shares, unrounded", "#,##0.0000", "=in_series_a_stated/in_price_3a", "At ⟨$60 (inferred)|the price of a preferred share⟩."),
    Result("chain_3a_follows", "How the stated ⟨75,960 follows|preferred shares follow⟩", GENERAL,
        '=IF(ROUND(out_chain_3a,0)=in_series_3a_stated,"rounded","differs")',
        "To whole shares, half up."),
    Result("chain_common", "Common shares, whole", INTEGER, "=NOTE_COMMON_SHARES(in_series_a_stated,in_price_3a,in_common_per_3a)",
        "⟨Series 3-A shares, unrounded, times 600 (inferred)|Preferred shares, unrounded, times the common shares for one⟩.", quoted=True),
    Result("chain_gap", "Stated common shares less these", INTEGER, "=in_common_stated-out_chain_common",
        "⟨-9: as if each note were converted by itself and rounded down|0 where they state what follows⟩."),
    Result("chain_price", "Price that the chain implies, $ per common share", PRICE_4, "=in_price_3a/in_common_per_3a",
        "Ten cents: the Initial Purchase Price of the warrants too."),
    "Prepayment by the Company",
    Result("cent", "Smallest amount that is paid, $", PRICE_2, "=10^-in_decimals", "A prepayment is shared in these."),
    Result("notice_latest", "Latest day for its notice", DATE, "=in_prepay_date-in_notice_days", "At least 30 days before; exactly 30 are enough (note 2(i))."),
    Result("notice_given", "Days of notice given", "0", "=in_prepay_date-in_prepay_notice", "Calendar days."),
    Result("deposit_missing", "Deposit still missing, $", DOLLARS, "=IF(in_prepay_date>in_segregated_after,MAX(in_prepay_amount-in_deposit,0),0)",
        "After ⟨August 15, 2002|the last day without one⟩ the whole amount must be deposited (note 2(i))."),
    Result("prepay_allowed", "May the Company prepay?", GENERAL, yes(f"NOTE_PREPAYMENT_ALLOWED({PREPAYMENT},FALSE,in_segregated_after,in_notice_days)"),
        "Notice and deposit in order, as to notes that were not exchanged before that day.", quoted=True),
    Result("prepaid", "Paid on all notes, $", DOLLARS, needs("=SUM(tblPrepayment[Paid])"),
        "Pro rata among the notes outstanding (note 2(iii)); adds up to the amount."),
    "Taxes withheld from the interest",
    Result("gross", "Interest grossed up, unrounded, $", '"$"#,##0.0000', "=GROSS_UP(out_interest,in_withholding)",
        "So that the Purchasers receive the interest in full (agreement 2.7(b), 6.1(m))."),
    Result("gross_paid", "Interest to be paid, $", DOLLARS, "=WITHHOLDING_PAYMENT(out_interest,in_withholding,FALSE,TRUE)",
        "A part of a cent goes up: the Purchasers must not net less.", quoted=True),
    Result("withheld", "Withheld of it, $", DOLLARS, "=ROUND(out_gross_paid*in_withholding,in_decimals)", "Half up."),
    Result("taxes_borne", "Borne by the Company beside the interest, $", DOLLARS, "=out_gross_paid-out_interest+in_stamp_taxes",
        "The increase and the stamp taxes (agreement 6.1(a), (m))."),
    "The warrants",
    Result("price_now", "Purchase Price after all events, $ per share", PRICE_8, last_step("D"), f"The last line of the sheet {HISTORY} (warrant 3).",
        quoted=True),
    Result("why_not", "What stands in the way of the history", GENERAL,
        f'=IF(COUNTA(tblEvents[date])=0,"nothing",IF({REFUSAL}="","nothing",{REFUSAL}))',
        "The reason where an event cannot be read, with its row."),
    Result("shares_now", "Shares under all warrants after all events, unrounded", UNROUNDED_SHARES, last_step("E"),
        "Price times shares stays the same (warrant 3(a)).", quoted=True),
    Result("expiration", "Expiration Date of the warrants of the First Closing", DATE, "=WARRANT_EXPIRATION(in_first_closing,in_years)",
        "Five years after issue; the last day of exercise (warrant, head).", quoted=True),
    Result("exercisable", "Is the moment of exercise in time?", GENERAL, yes("WARRANT_EXERCISABLE(in_exercise_moment,out_expiration)"),
        "To 5:00 p.m. Pacific Standard time, UTC less eight hours all year."),
    Result("exercisable_prevailing", "The same by the clock that prevails there", GENERAL,
        yes('WARRANT_EXERCISABLE(in_exercise_moment,out_expiration,"prevailing")'), "Differs only while daylight saving time is in force."),
    "Exercise of the warrant in detail",
    Result("detail_shares", "Whole shares under its warrant after all events", INTEGER, detail(WARRANTS, "F"), "Sheet Warrants."),
    Result("exercise_payment", "For cash: the Holder pays, $", DOLLARS, "=WARRANT_PAYMENT(in_designated,MAX(in_designated,out_detail_shares),out_price_now)",
        "Shares designated times the Purchase Price (warrant 1(a)).", quoted=True),
    Result("exercise_left", "Whole shares under the new warrant", INTEGER, "=out_detail_shares-in_designated",
        "What was not exercised, or given up (warrant 1(a))."),
    Result("fmv_first", "The thirty days begin (calendar days)", DATE, "=out_fmv_last-in_fmv_days+1", "Both ends count."),
    Result("fmv_last", "The thirty days end (calendar days)", DATE, "=in_exercise_election-in_fmv_lag", "Three days before the election."),
    Result("market_value", "Mean of the closing prices, $ per share", PRICE_8,
        needs(f'=IF(in_active_market="yes",WARRANT_FMV({FMV}),IFERROR(WARRANT_FMV({FMV}),"no price"))', "tblPrices[Close]"),
        "Sheet Prices; a day without a trade is passed over."),
    Result("board_less", "Value of the Board less this mean, $ per share", '"$"0.0000;-"$"0.0000', '=IF(ISNUMBER(out_market_value),in_board_value-out_market_value,"no price")', "To compare."),
    Result("fmv", "Fair market value that counts, $ per share", PRICE_8, '=IF(in_active_market="yes",out_market_value,in_board_value)',
        "Warrant 1(b)(i) to (iii)."),
    Result("net_shares", "Net exercise: whole shares received", INTEGER, "=NET_EXERCISE(in_designated,out_fmv,out_price_now)",
        "Y (A - B) / A; nothing where A is not above B (warrant 1(b)).", quoted=True),
    Result("net_cash", "Net exercise: cash for the fraction of a share, $", DOLLARS, "=NET_EXERCISE_CASH(in_designated,out_fmv,out_price_now)",
        "To the cent (warrant 2).", quoted=True),
)  # fmt: skip
