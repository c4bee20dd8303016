"""What a user types in for a new adjustment, and what follows from it."""

from datetime import date

from xl_udfs.templates.sheets import styles
from xl_udfs.templates.sheets.forms import Input, Result, day_input, price_input, text_input

METHODS = (
    ("weighted", "Weighted average"),
    ("ratchet", "Full ratchet"),
    ("by_date", "Series 5-A, by date and size"),
)


INPUTS: tuple[str | Input, ...] = (
    "The certificate",
    text_input("company", "Company", "Vsource, Inc.", "Name of the company."),
    text_input(
        "series",
        "Series",
        "Series 2-A Convertible Preferred Stock",
        "Name of the series whose conversion price is adjusted.",
    ),
    text_input(
        "instrument",
        "Instrument",
        "Certificate of Designation",
        "Title of the document that has the terms of the series.",
    ),
    day_input(
        "instrument_date", "Date of the instrument", date(2000, 11, 8), "As the letters state it."
    ),
    text_input("section", "Section", "7d(6)", "Where it has the rule of the adjustment."),
    day_input(
        "certificate_date", "Date of the certificate", date(2005, 7, 19), "Date of the letter."
    ),
    text_input(
        "facts",
        "Facts",
        "On July 18, 2005 the company sold 1,478 shares of Series 5-A preferred stock and "
        "warrants for 886,800 shares of common stock for $1,478,000. If all are exercised at $0.50 "
        "a share, it receives $443,400.",
        "The issue in one sentence, as the certificate shall tell it.",
    ),
    text_input("signatory", "Signed by", "James G. Higham", "Name of the officer who signs."),
    text_input(
        "office",
        "Office",
        "Vice President and General Counsel",
        "Office of the person who signs.",
    ),
    text_input(
        "company_address",
        "Address of the company",
        "7855 Ivanhoe Avenue, Suite 200, La Jolla, CA 92037",
        "For the foot of the letter.",
    ),
    "The issue",
    Input(
        name="method",
        label="Method",
        value=METHODS[0][1],
        prompt="One of the three methods listed at the foot of this sheet.",
        kind="list",
        operator=None,
        bound="in_methods",
    ),
    day_input(
        "effective_date",
        "Effective Date: closing of the issue",
        date(2005, 7, 18),
        "Day on which the issue closes and the new price takes effect.",
    ),
    price_input(
        "price_before",
        "Conversion price before, $ per share",
        14.20,
        "Conversion price immediately before the issue, unrounded, above 0.",
    ),
    price_input(
        "original_issue_price",
        "Original Issue Price, $ per preferred share",
        6.41,
        "Original Issue Price of the series, above 0.",
    ),
    Input(
        name="consideration",
        label="Consideration, received and deemed received, $",
        value=1_921_400,
        prompt="Purchase price plus the exercise money of warrants and options, 0 or more.",
        shown=styles.DOLLARS,
    ),
    Input(
        name="additional_shares",
        label="Additional shares",
        value=5_616_400,
        prompt="Shares issued or deemed issued, as if all were converted and exercised; above 0.",
        shown=styles.INTEGER,
        operator="greaterThan",
    ),
    Input(
        name="shares_outstanding",
        label="(A) Shares outstanding the day before",
        value=2_101_345,
        prompt="At close of business on the day before the Effective Date; fully diluted for the "
        "Series 5-A.",
        shown=styles.INTEGER,
    ),
    Input(
        name="other_securities",
        label="(C) Shares underlying Other Securities",
        value=317_596,
        prompt="Counted on both lines of the fraction (Series 2-A); blank for none.",
        shown=styles.INTEGER,
    ),
    Input(
        name="before_closing",
        label="(X) Shares outstanding immediately before, if not (A)",
        value=None,
        prompt="Blank where it is the same as (A).",
        shown=styles.INTEGER,
    ),
    "Only for the Series 5-A by date and size",
    day_input(
        "closing_date",
        "Closing Date of the series",
        date(2005, 7, 18),
        "Only what closes after it adjusts the price (Series 5-A II.B).",
    ),
    Input(
        name="gross_proceeds",
        label="Gross proceeds, $",
        value=1_478_000,
        prompt="Money received at the closing, without future exercise money.",
        shown=styles.DOLLARS,
    ),
    Input(
        name="threshold",
        label="Threshold, $",
        value=1_000_000,
        prompt="Smallest gross proceeds that adjust the price (Series 5-A VII.E(6)(a)).",
        shown=styles.DOLLARS,
    ),
    Input(
        name="ratchet_months",
        label="Months of full ratchet",
        value=12,
        prompt="Whole months after the Closing Date, the last day included (VII.E(6)(a)(i)).",
        shown="0",
        kind="whole",
        operator="between",
        upper="1200",
    ),
    "How the figures are stated",
    Input(
        name="price_decimals",
        label="Decimals of the stated price",
        value=2,
        prompt="0 to 8; the certificates of the Series 2-A state 2.",
        shown="0",
        kind="whole",
        operator="between",
        upper="8",
    ),
    Input(
        name="rate_decimals",
        label="Decimals of the stated rate",
        value=2,
        prompt="0 to 8; the certificates of the Series 2-A state 2.",
        shown="0",
        kind="whole",
        operator="between",
        upper="8",
    ),
    "One holder, as an example",
    Input(
        name="held",
        label="Preferred shares that the holder converts",
        value=1_000,
        prompt="Not in the documents: any number, 0 or more.",
        shown=styles.INTEGER,
    ),
    price_input(
        "market_value",
        "Fair market value of a common share, $",
        1.00,
        "Not in the documents: pays for the fraction of a share; above 0.",
    ),
)

KEPT = (  # a blank copy keeps them: the documents' terms, and settings
    "threshold",
    "ratchet_months",
    "price_decimals",
    "rate_decimals",
)

AVERAGE = (
    "in_price_before,in_shares_outstanding,in_consideration,in_additional_shares,"
    "in_other_securities,in_before_closing"
)
RATCHET = "in_price_before,in_consideration,in_additional_shares"
BY_DATE = (
    "in_price_before,in_closing_date,in_effective_date,in_gross_proceeds,in_consideration,"
    "in_additional_shares,in_shares_outstanding,in_before_closing,in_threshold,in_ratchet_months"
)


def _by_method(average: str, ratchet: str, by_date: str) -> str:
    return f"=IF(in_method=in_weighted,{average},IF(in_method=in_ratchet,{ratchet},{by_date}))"


RESULTS = (
    Result(
        name="price",
        label="Conversion price after, unrounded, $ per share",
        formula=_by_method(
            f"CONVPRICE_WEIGHTED({AVERAGE})",
            f"CONVPRICE_RATCHET({RATCHET})",
            f"CONVPRICE_FINANCING({BY_DATE})",
        ),
        note="Never rounded between events: start the next adjustment from this figure.",
        shown=styles.PRICE_8,
    ),
    Result(
        name="why_not",
        label="What stands in the way",
        formula="=IF(ISNUMBER(out_price),in_nothing,"
        + _by_method(
            f'WHY("CONVPRICE_WEIGHTED",{AVERAGE})',
            f'WHY("CONVPRICE_RATCHET",{RATCHET})',
            f'WHY("CONVPRICE_FINANCING",{BY_DATE})',
        ).removeprefix("=")
        + ")",
        note="The reason where the price cannot be computed.",
    ),
    Result(
        name="stated_price",
        quoted=True,
        label="Conversion price as stated, $ per share",
        formula="=ROUND(out_price,in_price_decimals)",
        note="Half up.",
        shown='"$"#,##0.00######',
    ),
    Result(
        name="rate",
        label="Common shares for one preferred share, unrounded",
        formula="=CONVERSION_RATE(in_original_issue_price,out_price)",
        note="From the unrounded price, as both certificates do.",
        shown=styles.RATE_8,
    ),
    Result(
        name="stated_rate",
        quoted=True,
        label="Common shares for one preferred share, as stated",
        formula="=ROUND(out_rate,in_rate_decimals)",
        note="Half up.",
        shown="#,##0.00######",
    ),
    Result(
        name="effective_price",
        label="Effective Price of the issue, $ per share",
        formula="=EFFECTIVE_PRICE(in_consideration,in_additional_shares)",
        note="The price is adjusted only where this is below the price before.",
        shown=styles.PRICE_8,
    ),
    Result(
        name="regime",
        label="Rule of the Series 5-A for this date",
        formula="=CONVPRICE_REGIME(in_closing_date,in_effective_date,in_ratchet_months)",
        note="Only for the Series 5-A: none, full ratchet or weighted average.",
    ),
    Result(
        name="ratchet_until",
        label="Last day of the full ratchet of the Series 5-A",
        formula="=EDATE(in_closing_date,in_ratchet_months)",
        note="Only for the Series 5-A: the anniversary itself still belongs to it.",
        shown=styles.DATE,
    ),
    Result(
        name="threshold_reached",
        label="Gross proceeds reach the threshold of the Series 5-A",
        formula="=IF(in_gross_proceeds>=in_threshold,in_yes,in_no)",
        note="Only for the Series 5-A: at least that much.",
    ),
    Result(
        name="whole_shares",
        label="Whole common shares for the holder of the example",
        formula="=CONVERSION_SHARES(in_held,in_original_issue_price,out_price)",
        note="All of a holder's shares together, rounded down.",
        shown=styles.INTEGER,
    ),
    Result(
        name="cash",
        label="Cash for the fraction of a share, $",
        formula="=CONVERSION_CASH(in_held,in_original_issue_price,out_price,in_market_value)",
        note="To the cent.",
        shown=styles.DOLLARS,
    ),
)
