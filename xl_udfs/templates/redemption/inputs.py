"""What a user types in for a redemption of the Series 5-A."""

from datetime import date

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
from xl_udfs.templates.sheets.layout import EXAMPLE

SHEET = "Inputs"


INPUTS: tuple[str | Input, ...] = (
    "Terms of the Series 5-A",
    day_input("closing_date", "Closing Date", date(2005, 7, 18), "Series 5-A II.B."),
    price_input(
        "original_issue_price",
        "Original Issue Price, $ per preferred share",
        1_000,
        "Series 5-A II.G; the tiers of the Redemption Price stand on the sheet Price.",
    ),
    price_input(
        "conversion_price",
        "Conversion price, $ per common share",
        0.3125,
        "Series 5-A II.E, as it stands on the day: adjusted under VII.E where that applies.",
    ),
    count_input(
        "shares_outstanding",
        "Series 5-A shares outstanding",
        1_478,
        "Certificate of July 19, 2005, second paragraph; before any redemption or conversion.",
    ),
    count_input("notice_days", "Business days of a Company Redemption Notice", 5, "V.A."),
    count_input("window_hours", "Hours in which a holder can still convert", 24, "V.A."),
    count_input("payment_days", "Business days to pay", 10, "V.C(i) and (ii)."),
    count_input(
        "registration_months", "Months to an effective Registration Statement", 15, "II.N(i)."
    ),
    count_input("statement_run", "Trading days without a statement", 20, "II.N(i)."),
    count_input("listing_run", "Trading days without a listing", 5, "II.N(ii)."),
    count_input("conversion_days", "Business days to honor a conversion", 10, "II.N(iv)."),
    "Letters (the command xl-udfs letter)",
    text_input("company", "Company", "Vsource, Inc.", "Memo: name of the company."),
    text_input(
        "company_address",
        "Address of the company",
        "7855 Ivanhoe Avenue, Suite 200, La Jolla, CA 92037",
        "Memo: at the foot of a notice (certificate of July 19, 2005).",
    ),
    text_input(
        "series",
        "Series",
        "Series 5-A Convertible Preferred Stock",
        "Memo: as a notice calls it (I).",
    ),
    text_input(
        "instrument",
        "Instrument",
        "Certificate of Designation",
        "Memo: title of the document with its terms.",
    ),
    day_input(
        "instrument_date",
        "Date of the instrument",
        date(2005, 6, 29),
        "Memo: when it was executed.",
    ),
    text_input(
        "signatory", "Signed by", "Dennis M. Smith", "Memo: officer who signs; as it was executed."
    ),
    text_input("office", "Office", "Chief Executive Officer", "Memo: of that officer."),
    "Readings, where the text is open",
    choice_input(
        "tier_reading",
        "An anniversary of the Closing Date belongs to the",
        "ending tier",
        "Ending tier: July 18, 2006 still pays 120%, as VII.E(6) counts; or starting tier.",
        '"ending tier,starting tier"',
    ),
    choice_input(
        "day_reading",
        "Business days of notice are counted up to the",
        "event day",
        "Event day: the day of the redemption is the last of them; clear days: it is none.",
        '"event day,clear days"',
    ),
    choice_input(
        "late_reading",
        "When its cause is gone, a Triggering Event",
        "ends",
        "II.N(i), (ii), (iv), (v). V.B needs an event that occurred and remains in effect: ends; "
        "or stays.",
        '"ends,stays"',
    ),
    choice_input(
        "excused_reading",
        "What an excused day does to a run of bad days",
        "break",
        "II.N(i) proviso: break, what follows is a new run; or pause, the day does not count.",
        '"break,pause"',
    ),
    "Case 1: the Company redeems (V.A)",
    day_input(
        "company_notice",
        "Company Redemption Notice delivered",
        date(2007, 7, 10),
        f"{EXAMPLE} Starts the days of notice and the days to pay.",
    ),
    day_input(
        "redemption_date",
        "Redemption date in the notice",
        date(2007, 7, 18),
        f"{EXAMPLE} It fixes the Redemption Price; here an anniversary of the Closing Date.",
    ),
    count_input(
        "shares_to_redeem",
        "Shares that the Company elects to redeem",
        1_000,
        f"{EXAMPLE} Fewer where conversions leave fewer.",
    ),
    money_input(
        "company_dividend",
        "Declared but unpaid dividend, $ per preferred share",
        10,
        f"{EXAMPLE} V.A(ii): added to the price, whatever the retained earnings.",
    ),
    day_input(
        "company_as_of",
        "Day asked about",
        date(2007, 7, 20),
        f"{EXAMPLE} For the status of the payment.",
    ),
    signed_input(
        "company_means",
        "Most that the Company may pay for it, $",
        1_500_000,
        f"{EXAMPLE} The least of surplus, cash and what leaves a going concern on that day, as the "
        "Board finds.",
    ),
    day_input("company_paid", "Paid on", None, "Blank while unpaid."),
    "Case 2: the holders ask for redemption (V.B)",
    day_input(
        "as_of",
        "Redemption Notices delivered by",
        date(2007, 5, 25),
        f"{EXAMPLE} The Triggering Event must be in effect that day; later notices do not count.",
    ),
    money_input(
        "holder_dividend",
        "Declared but unpaid dividend, $ per preferred share",
        10,
        f"{EXAMPLE} V.B: added to the Original Issue Price.",
    ),
    "Findings of the Board on the Company's means (V.C, V.D; section 160 of the DGCL)",
    signed_input(
        "surplus",
        "Surplus, $",
        400_000,
        f"{EXAMPLE} Net assets less capital, as the Board finds it; may be below 0.",
    ),
    signed_input(
        "cash",
        "Cash that can be paid out, $",
        350_000,
        f"{EXAMPLE} What the Company is able to pay on the day (V.C).",
    ),
    signed_input(
        "going_concern",
        "Most that leaves the Company a going concern, $",
        300_000,
        f"{EXAMPLE} What can be paid without endangering it, as the Board finds.",
    ),
    "Dates of Triggering Events (II.N)",
    day_input(
        "declared_effective",
        "Registration Statement declared effective",
        date(2006, 3, 1),
        f"{EXAMPLE} Blank where it was not. In time until 15 months after the Closing Date.",
    ),
    day_input("all_sold", "All Registrable Securities sold", None, "II.F(a); blank if not yet."),
    day_input(
        "freely_saleable",
        "All may be sold under Rule 144(k)",
        None,
        "II.F(b); blank if not yet. Two years after (c) the Effectiveness Period ends anyway.",
    ),
    day_input(
        "refusal_date",
        "Company's notice that it will not convert",
        date(2007, 3, 1),
        f"{EXAMPLE} II.N(iii), a public announcement included; an event at once. Blank for none.",
    ),
    day_input(
        "refusal_ended",
        "That event is no longer in effect from",
        date(2007, 4, 2),
        f"{EXAMPLE} The text knows no cure; blank unless the holders agreed to one.",
    ),
)

KEPT = (  # a blank copy keeps them: the documents' terms, and settings
    "original_issue_price",
    "notice_days",
    "window_hours",
    "payment_days",
    "registration_months",
    "statement_run",
    "listing_run",
    "conversion_days",
    "tier_reading",
    "day_reading",
    "late_reading",
    "excused_reading",
)
