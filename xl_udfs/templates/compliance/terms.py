"""What stands on the sheets Terms and Inputs of ``compliance.xlsx``."""

from datetime import date

from xl_udfs.core.agreement import closings, transfers
from xl_udfs.core.price.terms import SERIES_5A, SERIES_5A_AUTHORIZED
from xl_udfs.templates.sheets import source
from xl_udfs.templates.sheets.entries import (
    DAY,
    MONEY,
    NUMBER,
    PART_ABOVE_0,
    PRICE,
    SHARES,
    SPAN,
    YES_NO,
    choice,
)
from xl_udfs.templates.sheets.forms import (
    Input,
    Term,
)
from xl_udfs.templates.sheets.layout import EXAMPLE

CHANGES = (
    "any other term",
    "fewer notes needed for a consent",
    "interest; maturity; pro rata or exchange",
)


TERMS: tuple[str | Input, ...] = (
    "Closings and caps of the agreement",
    Input("most_sold", "Most that may be sold, all Purchasers combined, $", MONEY, float(closings.MOST_SOLD),
        "Agreement 1.1: not more than ⟨$4,450,000|this⟩; to equal it is allowed."),
    Input("least_first", "Least at the First Closing, $", MONEY, float(closings.LEAST_AT_FIRST_CLOSING), "Agreement 1.3(a), 5.1(d): not less than ⟨$1,500,000|this⟩."),
    Input("first_day", "First day for the First Closing", DAY, closings.FIRST_CLOSING,
        "Agreement 1.3(a)⟨: 10:00 a.m. in Hong Kong on January 31, 2002, or later|⟩."),
    Input("last_day", "Last day for the First Closing", DAY, closings.LATEST_FIRST_CLOSING, "Agreement 1.3(a)⟨: not beyond February 7, 2002|⟩."),
    Term("closing_days", "Days for Additional Closings", SPAN, closings.ADDITIONAL_CLOSING_DAYS, "Agreement 1.3(b)⟨: 120 days following the First Closing|; yours may have other days following the First Closing⟩."),
    Input("effective_date", "Effective Date", DAY, closings.EFFECTIVE_DATE, "Agreement 1.5: notes for ⟨Series B Notes|earlier notes⟩ bear interest from this day."),
    "Covenants, consents and transfers",
    Term("in_force_part", "Part of the notes that keeps the covenants of 6.1 in force", PART_ABOVE_0, 0.5,
        "Agreement 6.1⟨: at least 50% of the principal issued is outstanding|; of the principal issued, yours may differ⟩."),
    Term("amend_part", "Part of the notes that can amend or waive", PART_ABOVE_0, 0.75, "Agreement 8.6⟨: the Company and the holders of 75%; exactly 75% is enough|, with the Company; yours may differ⟩."),
    Input("least_transfer", "Least amount of a transfer, $", MONEY, float(transfers.LEAST_TRANSFERRED), "Agreement 8.3(3): not less than ⟨$500,000|this⟩."),
    "⟨Series 5-A|The series of preferred stock⟩",
    Input("authorized", "Shares authorized", SHARES, SERIES_5A_AUTHORIZED, "⟨Series 5-A I; as|As⟩ the charter now stands."),
    Input("shares_stated", "Shares outstanding, as stated", SHARES, 1_478, "⟨Certificate of July 19, 2005: 1,478 shares issued and sold|As last certified⟩."),
    Term("protected_part", "Part of the authorized shares that keeps the protection", PART_ABOVE_0, 0.25,
        "Series 5-A IX⟨: at least 25% remain outstanding, 938 of 3,752|; yours may differ⟩."),
    Term("objection_part", "Part of the shares that can ask for an appraisal", PART_ABOVE_0, 2 / 3,
        "Series 5-A IV.B⟨: at least two thirds object in writing; read as the plain fraction|; yours may differ⟩."),
    Term("objection_days", "Days to object", SPAN, 15, "Series 5-A IV.B: within fifteen days of their receipt of the determination."),
    Input("original_issue_price", "Original Issue Price, $ per share", PRICE, 1_000, "⟨Series 5-A II.G|As its charter has it⟩."),
    Input("conversion_price", "Conversion Price, $ per share", PRICE, float(SERIES_5A.conversion_price),
        "⟨Series 5-A II.E: initially $0.3125; as|As⟩ last adjusted."),
)  # fmt: skip


INPUTS: tuple[str | Input, ...] = (
    "The calendar",
    Input("today", "Deadlines as seen on", DAY, date(2005, 7, 19), EXAMPLE + " No clock is read: type the day."),
    Term("soon", "Days that count as soon", SPAN, 60, "A deadline so near is shown as soon."),
    "The First Closing",
    Input("first_closing", "Day of the First Closing", DAY, closings.FIRST_CLOSING, "Agreement 1.3(a)⟨: January 31, 2002, or later as the Company specified|⟩."),
    Input("minimum_waived", "Minimum of the First Closing waived by the Purchasers?", YES_NO, "no", "Each Purchaser can waive 5.1(d) for itself."),
    "Covenants",
    Input("issued", "Principal issued at all Closings so far, $", MONEY, 2_939_196,
        "Agreement⟨, Exhibit A|⟩; add Additional Closings. Who reads the Closing as the First one enters its principal."),
    Input("year", "Year of yearly caps", NUMBER, 2003, EXAMPLE + " Calendar year of the payments."),
    "An amendment or waiver under 8.6",
    Input("change", "What it changes", choice(f'"{",".join(CHANGES)}"'), CHANGES[0],
        EXAMPLE + " The last needs the consent of every Purchaser that it shall bind."),
    Input("company", "Does the Company consent in writing?", YES_NO, "yes", EXAMPLE + " 8.6."),
    *source.OF_CLASS,
)  # fmt: skip
