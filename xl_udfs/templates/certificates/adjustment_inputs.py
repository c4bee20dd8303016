"""What a user types in for a new adjustment, and what follows from it."""

from datetime import date

from xl_udfs.templates.sheets import source
from xl_udfs.templates.sheets.entries import (
    DAY,
    MONEY,
    PRICE,
    RATE,
    SHARES,
    SHARES_ABOVE_0,
    TEXT,
    choice,
    whole_number,
)
from xl_udfs.templates.sheets.forms import Input, Result, Term
from xl_udfs.templates.sheets.styles import DATE, DOLLARS, GENERAL, INTEGER, PRICE_8, RATE_8

METHODS = (
    ("weighted", "Weighted average"),
    ("ratchet", "Full ratchet"),
    ("by_date", "⟨Series 5-A, by|By⟩ date and size"),
)


INPUTS: tuple[str | Input, ...] = (
    "The certificate",
    Input("company", "Company", TEXT, "Vsource, Inc.", "Name of the company."),
    Input("series", "Series", TEXT, "Series 2-A Convertible Preferred Stock", "Name of the series whose conversion price is adjusted."),
    Input("instrument", "Instrument", TEXT, "Certificate of Designation", "Title of the document that has the terms of the series."),
    Input("instrument_date", "Date of the instrument", DAY, date(2000, 11, 8), "As the letters state it."),
    Input("section", "Section", TEXT, "7d(6)", "Where it has the rule of the adjustment."),
    Input("clause", "What it provides there", TEXT, "7d(6): the weighted average over the common stock (A) and Other Securities (C).",
        "In the company's own words, as the certificate and the working print it; blank for none."),
    Input("certificate_date", "Date of the certificate", DAY, date(2005, 7, 19), "Date of the letter."),
    Input("facts", "Facts", TEXT,
        "On July 18, 2005 the company sold 1,478 shares of Series 5-A preferred stock and warrants for 886,800 shares of common stock for $1,478,000. "
        "If all are exercised at $0.50 a share, it receives $443,400.",
        "The issue in one sentence, as the certificate shall tell it."),
    Input("signatory", "Signed by", TEXT, "James G. Higham", "Name of the officer who signs."),
    Input("office", "Office", TEXT, "Vice President and General Counsel", "Office of the person who signs."),
    Input("company_address", "Address of the company", TEXT, "7855 Ivanhoe Avenue, Suite 200, La Jolla, CA 92037", "For the foot of the letter."),
    "The issue",
    Input("method", "Method", choice("in_methods"), METHODS[0][1], "One of the three methods listed at the foot of this sheet."),
    Input("effective_date", "Effective Date: closing of the issue", DAY, date(2005, 7, 18), "Day on which the issue closes and the new price takes effect."),
    Input("price_before", "Conversion price before, $ per share", PRICE, 14.20, "Conversion price immediately before the issue, unrounded, above 0."),
    Input("original_issue_price", "Original Issue Price, $ per preferred share", PRICE, 6.41, "Original Issue Price of the series, above 0."),
    Input("consideration", "Consideration, received and deemed received, $", MONEY, 1_921_400,
        "Purchase price plus the exercise money of warrants and options, 0 or more."),
    Input("additional_shares", "Additional shares", SHARES_ABOVE_0, 5_616_400,
        "Shares issued or deemed issued, as if all were converted and exercised; above 0."),
    Input("shares_outstanding", "(A) Shares outstanding the day before", SHARES, 2_101_345,
        "At close of business on the day before the Effective Date, as the charter counts them; 0 for a full ratchet, which counts none."),
    Input("counted", "What (A) counts", TEXT, None,
        "To follow the number, as: shares of Common Stock issuable on conversion of preferred stock. Blank: shares of Common Stock outstanding, or by date fully diluted."),
    Input("other_securities", "(C) Shares underlying Other Securities", SHARES, 317_596, "Counted on both lines of the fraction⟨ (Series 2-A)|⟩; blank for none."),
    Input("before_closing", "(X) Shares outstanding immediately before, if not (A)", SHARES, None, "Blank where it is the same as (A)."),
    "Only by date and size⟨, as the Series 5-A|⟩",
    Input("closing_date", "Closing Date of the series", DAY, date(2005, 7, 18), "Only what closes after it adjusts the price (Series 5-A II.B)."),
    Input("gross_proceeds", "Gross proceeds, $", MONEY, 1_478_000, "Money received at the closing, without future exercise money."),
    Term("threshold", "Threshold, $", MONEY, 1_000_000, "Smallest gross proceeds that adjust the price (Series 5-A VII.E(6)(a))."),
    Term("ratchet_months", "Months of full ratchet", whole_number(0, 1200), 12, "Whole months after the Closing Date, the last day included (VII.E(6)(a)(i))."),
    "What else the charter says of the price",
    Input("decimals", "Decimals to which the price is rounded", whole_number(0, 15), None, "Half up after the issue; blank where it stays unrounded."),
    Input("floor", "Floor, $ per share", PRICE, None, "No issue reduces the price below it; blank for none."),
    Input("least", "Smallest change, part of the price", RATE, None, "A smaller change is carried forward; blank for none."),
    "How the figures are stated",
    Term("price_decimals", "Decimals of the stated price", whole_number(0, 8), 2, "0 to 8⟨; the certificates of the Series 2-A state 2|⟩."),
    Term("rate_decimals", "Decimals of the stated rate", whole_number(0, 8), 2, "0 to 8⟨; the certificates of the Series 2-A state 2|⟩."),
    "One ⟨holder, as an example|holder⟩",
    Input("held", "Preferred shares that the holder converts", SHARES, 1_000, "⟨Not in the documents: any|Any⟩ number, 0 or more; blank for no example."),
    Input("market_value", "Fair market value of a common share, $", PRICE, 1.00, "⟨Not in the documents: pays|Pays⟩ for the fraction of a share; above 0. Blank for no example."),
    *source.OF_STEP,
)  # fmt: skip


AVERAGE = (
    "in_price_before,in_shares_outstanding,in_consideration,in_additional_shares,"
    "in_other_securities,in_before_closing"
)
RATCHET = "in_price_before,in_consideration,in_additional_shares"
BY_DATE = (
    "in_price_before,in_closing_date,in_effective_date,in_gross_proceeds,in_consideration,"
    "in_additional_shares,in_shares_outstanding,in_before_closing,in_threshold,in_ratchet_months"
)
BOUNDS = "in_decimals,in_floor,in_least"
WORKING = f'{AVERAGE},,,,,,in_clause&""'
BOUNDED = f"CONVPRICE_WEIGHTED({AVERAGE},,,{BOUNDS})"
REASONS = (
    f'WHY("CONVPRICE_WEIGHTED",{AVERAGE},,,{BOUNDS})',
    f'WHY("CONVPRICE_RATCHET",{RATCHET},{BOUNDS})',
    f'WHY("CONVPRICE_FINANCING",{BY_DATE},,,,{BOUNDS})',
)


def _by_method(average: str, ratchet: str, by_date: str) -> str:
    return f"IF(in_method=in_weighted,{average},IF(in_method=in_ratchet,{ratchet},{by_date}))"


BY_DATE_ALONE = "AND(in_method=in_by_date,COUNT(in_closing_date,in_effective_date,in_gross_proceeds)<COLUMNS($A$1:$C$1))"
REFUSED = (  # by the function of the method, once all is there that it needs
    f'IF(OR(in_method="",COUNT({RATCHET},in_shares_outstanding)<COLUMNS($A$1:$D$1),{BY_DATE_ALONE}),FALSE,'
    f'{_by_method(*REASONS)}<>"")'
)
RESULTS = (
    Result("price", "Conversion price after, unrounded, $ per share", PRICE_8,
        "=" + _by_method(BOUNDED, f"CONVPRICE_RATCHET({RATCHET},{BOUNDS})", f"CONVPRICE_FINANCING({BY_DATE},,,,{BOUNDS})"),
        "Rounded between events only where the charter says so: start the next adjustment from this figure."),
    Result("why_not", "What stands in the way", GENERAL,
        "=" + _by_method(*(f'IF({reason}="",in_nothing,{reason})' for reason in REASONS)), "The reason where the price cannot be computed."),
    Result("stated_price", "Conversion price as stated, $ per share", '"$"#,##0.00######', "=ROUND(out_price,in_price_decimals)", "Half up.", quoted=True),
    Result("rate", "Common shares for one preferred share, unrounded", RATE_8, "=CONVERSION_RATE(in_original_issue_price,out_price)",
        "From the unrounded price, as both certificates do."),
    Result("stated_rate", "Common shares for one preferred share, as stated", "#,##0.00######", "=ROUND(out_rate,in_rate_decimals)", "Half up.", quoted=True),
    Result("effective_price", "Effective Price of the issue, $ per share", PRICE_8, "=EFFECTIVE_PRICE(in_consideration,in_additional_shares)",
        "The price is adjusted only where this is below the price before."),
    Result("regime", "Rule for this date", GENERAL, "=CONVPRICE_REGIME(in_closing_date,in_effective_date,in_ratchet_months)",
        "Only by date and size: none, full ratchet or weighted average."),
    Result("ratchet_until", "Last day of the full ratchet", DATE, "=EDATE(in_closing_date,in_ratchet_months)",
        "Only by date and size: the anniversary itself still belongs to it."),
    Result("threshold_reached", "Gross proceeds reach the threshold", GENERAL, "=IF(in_gross_proceeds>=in_threshold,in_yes,in_no)",
        "Only by date and size: at least that much."),
    Result("whole_shares", "Whole common shares for the holder⟨ of the example|⟩", INTEGER, '=IF(in_held="","",CONVERSION_SHARES(in_held,in_original_issue_price,out_price))',
        "All of a holder's shares together, rounded down."),
    Result("cash", "Cash for the fraction of a share, $", DOLLARS, '=IF(OR(in_held="",in_market_value=""),"",CONVERSION_CASH(in_held,in_original_issue_price,out_price,in_market_value))',
        "To the cent."),
)  # fmt: skip
