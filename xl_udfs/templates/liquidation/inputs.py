"""What a user types in for a liquidation of the Company."""

from datetime import date

from xl_udfs.templates.sheets import styles
from xl_udfs.templates.sheets.forms import (
    Input,
    choice_input,
    count_input,
    day_input,
    money_input,
    price_input,
    signed_input,
    text_input,
)
from xl_udfs.templates.sheets.layout import EXAMPLE, YES_NO

SHEET = "Inputs"

INPUTS: tuple[str | Input, ...] = (
    "Terms of the Series 5-A",
    text_input(
        "series",
        "Name of the series, as on the sheet Classes",
        "Series 5-A",
        "Its preference and its shares as converted are computed; those of others are typed.",
    ),
    count_input(
        "shares",
        "Series 5-A shares outstanding",
        1_478,
        "Certificate of July 19, 2005, second paragraph.",
    ),
    price_input(
        "original_issue_price",
        "Original Issue Price, $ per preferred share",
        1_000,
        "Series 5-A II.G.",
    ),
    price_input(
        "conversion_price",
        "Conversion price, $ per common share",
        0.3125,
        "Series 5-A II.E, as it stands on the day: adjusted under VII.E where that applies.",
    ),
    money_input(
        "annual_dividend", "Dividend rate, $ per preferred share annually", 40, "Series 5-A III."
    ),
    count_input("market_days", "Trading days of the market price", 20, "IV.B."),
    Input(
        name="close",
        label="Appraised values are averaged from",
        value=0.9,
        prompt="IV.B: the lower not less than 90% of the higher; the function keeps to that.",
        shown="0%",
        operator="between",
        upper="1",
    ),
    "Readings, where the text is open",
    choice_input(
        "limit_reading",
        "Retained earnings limit the",
        "dividends",
        "IV.A: dividends, the words stand with limb (ii); or whole preference.",
        '"dividends,whole preference"',
    ),
    choice_input(
        "price_reading",
        "A day without sale and quotes is",
        "refused",
        "IV.B: refused, such a day gives an error; or previous day, the price before stands in.",
        '"refused,previous day"',
    ),
    choice_input(
        "objection_reading",
        "The 15 days to object run from the",
        "own receipt",
        "IV.B: own receipt of each holder; or latest receipt of all.",
        '"own receipt,latest receipt"',
    ),
    "The transaction",
    choice_input(
        "kind",
        "Kind",
        "acquisition",
        f"{EXAMPLE} IV.B(i) acquisition of the Company, or (ii) asset sale.",
        '"acquisition,asset sale"',
    ),
    Input(
        name="voting_share",
        label="Part of the votes that the holders keep",
        value=0.2,
        prompt=f"{EXAMPLE} Of the survivor or acquirer, 0% to 100%; more than half is no "
        "liquidation.",
        shown="0.00%",
        operator="between",
        upper="1",
    ),
    choice_input(
        "domicile",
        "Merger solely to change the domicile",
        "no",
        f"{EXAMPLE} IV.B(i): yes excludes an acquisition.",
        YES_NO,
    ),
    money_input("cash", "Cash received, $", 4_000_000, EXAMPLE),
    count_input(
        "stock", "Shares of listed stock received", 1_000_000, f"{EXAMPLE} Valued by the prices."
    ),
    day_input(
        "receipt",
        "Day on which the stock is received",
        date(2007, 5, 2),
        f"{EXAMPLE} It does not count: the 20 trading days end before it.",
    ),
    money_input(
        "board_value",
        "Value of all other consideration, as the Board determines, $",
        400_000,
        f"{EXAMPLE} Stock that is not listed belongs here too; above 0 where there is any.",
    ),
    money_input(
        "creditors", "Creditors and costs, paid first, $", 250_000, f"{EXAMPLE} Without appraisals."
    ),
    "Dividends and retained earnings",
    Input(
        name="dividend_now",
        label="Dividend declared last, $ per preferred share",
        value=40,
        prompt=f"{EXAMPLE} For the test of III.",
        shown=styles.DOLLARS,
    ),
    money_input(
        "dividend_before",
        "Declared before it in that fiscal year, $ per share",
        0,
        f"{EXAMPLE} Together no more than the rate.",
    ),
    choice_input(
        "seniors_paid",
        "Series 1-A and 2-A had their dividends of the year",
        "yes",
        f"{EXAMPLE} III: paid, or declared and set aside, before the Series 5-A.",
        YES_NO,
    ),
    money_input(
        "declared",
        "Dividends declared on all Series 5-A shares, $",
        59_120,
        f"{EXAMPLE} $40 on each of 1,478 shares.",
    ),
    money_input("paid", "Of these, paid, $", 0, EXAMPLE),
    signed_input(
        "retained_earnings",
        "Retained earnings of the Company, $",
        20_000,
        f"{EXAMPLE} A deficit is negative; dividends count up to it only (IV.A(ii)).",
    ),
    "The valuation (IV.B)",
    day_input("determined", "Board's determination", date(2007, 5, 2), EXAMPLE),
    day_input("noticed", "Given to the holders in writing", date(2007, 5, 4), EXAMPLE),
    day_input(
        "objected", "Board received the objection", date(2007, 5, 18), f"{EXAMPLE} Of two thirds."
    ),
    Input(
        name="joint_value",
        label="Value of the joint appraiser, $",
        value=None,
        prompt="Blank where the holders and the Company agreed on none within 20 days.",
        shown=styles.DOLLARS,
    ),
    day_input("first_appointed", "First appraiser appointed", date(2007, 6, 8), EXAMPLE),
    day_input("first_reported", "First report completed", date(2007, 7, 20), EXAMPLE),
    money_input("first", "Value of the first appraiser, $", 420_000, EXAMPLE),
    day_input("second_appointed", "Second appraiser appointed", date(2007, 6, 8), EXAMPLE),
    day_input("second_reported", "Second report completed", date(2007, 8, 7), EXAMPLE),
    money_input("second", "Value of the second appraiser, $", 480_000, EXAMPLE),
    day_input("final_appointed", "Final appraiser appointed", date(2007, 8, 10), EXAMPLE),
    day_input("final_reported", "Final report completed", date(2007, 9, 14), EXAMPLE),
    Input(
        name="chosen",
        label="Value that the final appraiser picks, $",
        value=420_000,
        prompt=f"{EXAMPLE} One of the two; needed where the lower is below 90% of the higher.",
        shown=styles.DOLLARS,
    ),
    money_input(
        "fees",
        "Appraisal fees and costs, $",
        60_000,
        f"{EXAMPLE} Out of the preference where the final value is at most 10% above the Board's.",
    ),
    "The chart and the cents",
    Input(
        name="step",
        label="Step of the exit values, $",
        value=200_000,
        prompt="The sheet Payouts goes up from 0 in 40 such steps.",
        shown=styles.WHOLE_DOLLARS,
        operator="greaterThan",
    ),
    Input(
        name="cent",
        label="Smallest amount paid to a holder, $",
        value=0.01,
        prompt="Pro rata parts of a class are rounded to it, by the largest remainder.",
        shown=styles.DOLLARS,
        operator="greaterThan",
    ),
)

KEPT = (  # a blank copy keeps them: the documents' terms, and settings
    "original_issue_price",
    "annual_dividend",
    "market_days",
    "close",
    "limit_reading",
    "price_reading",
    "objection_reading",
    "cent",
)
