"""What stands on the sheets Terms and Inputs of ``compliance.xlsx``."""

from datetime import date

from xl_udfs.core.agreement import closings, transfers
from xl_udfs.core.price.terms import SERIES_5A, SERIES_5A_AUTHORIZED
from xl_udfs.templates.sheets.forms import (
    Input,
    choice_input,
    count_input,
    day_input,
    money_input,
    part_input,
    price_input,
    shares_input,
)
from xl_udfs.templates.sheets.layout import EXAMPLE, YES_NO

CHANGES = (
    "any other term",
    "fewer notes needed for a consent",
    "interest; maturity; pro rata or exchange",
)


TERMS: tuple[str | Input, ...] = (
    "Closings and caps of the agreement",
    money_input(
        "most_sold",
        "Most that may be sold, all Purchasers combined, $",
        float(closings.MOST_SOLD),
        "Agreement 1.1: not more than $4,450,000; to equal it is allowed.",
    ),
    money_input(
        "least_first",
        "Least at the First Closing, $",
        float(closings.LEAST_AT_FIRST_CLOSING),
        "Agreement 1.3(a), 5.1(d): not less than $1,500,000.",
    ),
    day_input(
        "first_day",
        "First day for the First Closing",
        closings.FIRST_CLOSING,
        "Agreement 1.3(a): 10:00 a.m. in Hong Kong on January 31, 2002, or later.",
    ),
    day_input(
        "last_day",
        "Last day for the First Closing",
        closings.LATEST_FIRST_CLOSING,
        "Agreement 1.3(a): not beyond February 7, 2002.",
    ),
    count_input(
        "closing_days",
        "Days for Additional Closings",
        closings.ADDITIONAL_CLOSING_DAYS,
        "Agreement 1.3(b): 120 days following the First Closing.",
    ),
    day_input(
        "effective_date",
        "Effective Date",
        closings.EFFECTIVE_DATE,
        "Agreement 1.5: notes for Series B Notes bear interest from this day.",
    ),
    "Covenants, consents and transfers",
    part_input(
        "in_force_part",
        "Part of the notes that keeps the covenants of 6.1 in force",
        0.5,
        "Agreement 6.1: at least 50% of the principal issued is outstanding.",
    ),
    part_input(
        "amend_part",
        "Part of the notes that can amend or waive",
        0.75,
        "Agreement 8.6: the Company and the holders of 75%; exactly 75% is enough.",
    ),
    money_input(
        "least_transfer",
        "Least amount of a transfer, $",
        float(transfers.LEAST_TRANSFERRED),
        "Agreement 8.3(3): not less than $500,000.",
    ),
    "Series 5-A",
    shares_input(
        "authorized",
        "Shares authorized",
        SERIES_5A_AUTHORIZED,
        "Series 5-A I; as the charter now stands.",
    ),
    shares_input(
        "shares_stated",
        "Shares outstanding, as stated",
        1_478,
        "Certificate of July 19, 2005: 1,478 shares issued and sold.",
    ),
    part_input(
        "protected_part",
        "Part of the authorized shares that keeps the protection",
        0.25,
        "Series 5-A IX: at least 25% remain outstanding, 938 of 3,752.",
    ),
    part_input(
        "objection_part",
        "Part of the shares that can ask for an appraisal",
        2 / 3,
        "Series 5-A IV.B: at least two thirds object in writing; read as the plain fraction.",
    ),
    count_input(
        "objection_days",
        "Days to object",
        15,
        "Series 5-A IV.B: within fifteen days of their receipt of the determination.",
    ),
    price_input(
        "original_issue_price",
        "Original Issue Price, $ per share",
        1_000,
        "Series 5-A II.G.",
    ),
    price_input(
        "conversion_price",
        "Conversion Price, $ per share",
        float(SERIES_5A.conversion_price),
        "Series 5-A II.E: initially $0.3125; as last adjusted.",
    ),
)

KEPT_TERMS = (  # a blank copy keeps them: the documents' terms, and settings
    "most_sold",
    "least_first",
    "first_day",
    "last_day",
    "closing_days",
    "effective_date",
    "in_force_part",
    "amend_part",
    "least_transfer",
    "authorized",
    "protected_part",
    "objection_part",
    "objection_days",
    "original_issue_price",
)

KEPT_INPUTS = (  # a blank copy keeps them: the documents' terms, and settings
    "soon",
)

INPUTS: tuple[str | Input, ...] = (
    "The calendar",
    day_input(
        "today",
        "Deadlines as seen on",
        date(2005, 7, 19),
        EXAMPLE + " No clock is read: type the day.",
    ),
    count_input("soon", "Days that count as soon", 60, "A deadline so near is shown as soon."),
    "The First Closing",
    day_input(
        "first_closing",
        "Day of the First Closing",
        closings.FIRST_CLOSING,
        "Agreement 1.3(a): January 31, 2002, or later as the Company specified.",
    ),
    choice_input(
        "minimum_waived",
        "Minimum of the First Closing waived by the Purchasers?",
        "no",
        "Each Purchaser can waive 5.1(d) for itself.",
        YES_NO,
    ),
    "Covenants",
    money_input(
        "issued",
        "Principal issued at all Closings so far, $",
        2_939_196,
        "Agreement, Exhibit A; add Additional Closings. Who reads the Closing as the First one "
        "enters its principal.",
    ),
    Input(
        name="year",
        label="Year of yearly caps",
        value=2003,
        prompt=EXAMPLE + " Calendar year of the payments.",
        shown="0",
        kind="whole",
    ),
    "An amendment or waiver under 8.6",
    choice_input(
        "change",
        "What it changes",
        CHANGES[0],
        EXAMPLE + " The last needs the consent of every Purchaser that it shall bind.",
        f'"{",".join(CHANGES)}"',
    ),
    choice_input(
        "company", "Does the Company consent in writing?", "yes", EXAMPLE + " 8.6.", YES_NO
    ),
)
