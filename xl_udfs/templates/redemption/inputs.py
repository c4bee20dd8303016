"""What a user types in for a redemption of the Series 5-A."""

from datetime import date

from xl_udfs.templates.sheets.entries import ANY_MONEY, COUNT, DAY, MONEY, PRICE, choice
from xl_udfs.templates.sheets.forms import (
    Input,
    Term,
)
from xl_udfs.templates.sheets.layout import EXAMPLE

SHEET = "Inputs"


INPUTS: tuple[str | Input, ...] = (
    "Terms of the Series 5-A",
    Input("closing_date", "Closing Date", DAY, date(2005, 7, 18), "Series 5-A II.B."),
    Term("original_issue_price", "Original Issue Price, $ per preferred share", PRICE, 1_000,
        "Series 5-A II.G; the tiers of the Redemption Price stand on the sheet Price."),
    Input("conversion_price", "Conversion price, $ per common share", PRICE, 0.3125,
        "Series 5-A II.E, as it stands on the day: adjusted under VII.E where that applies."),
    Input("shares_outstanding", "Series 5-A shares outstanding", COUNT, 1_478,
        "⟨Certificate of July 19, 2005, second paragraph; before|Before⟩ any redemption or conversion."),
    Term("notice_days", "Business days of a Company Redemption Notice", COUNT, 5, "V.A."),
    Term("window_hours", "Hours in which a holder can still convert", COUNT, 24, "V.A."),
    Term("payment_days", "Business days to pay", COUNT, 10, "V.C(i) and (ii)."),
    Term("registration_months", "Months to an effective Registration Statement", COUNT, 15, "II.N(i)."),
    Term("statement_run", "Trading days without a statement", COUNT, 20, "II.N(i)."),
    Term("listing_run", "Trading days without a listing", COUNT, 5, "II.N(ii)."),
    Term("conversion_days", "Business days to honor a conversion", COUNT, 10, "II.N(iv)."),
    "Readings, where the text is open",
    Term("tier_reading", "An anniversary of the Closing Date belongs to the", choice('"ending tier,starting tier"'), "ending tier",
        "Ending tier: ⟨July 18, 2006|the anniversary itself⟩ still pays 120%, as VII.E(6) counts; or starting tier."),
    Term("day_reading", "Business days of notice are counted up to the", choice('"event day,clear days"'), "event day",
        "Event day: the day of the redemption is the last of them; clear days: it is none."),
    Term("late_reading", "When its cause is gone, a Triggering Event", choice('"ends,stays"'), "ends",
        "II.N(i), (ii), (iv), (v). V.B needs an event that occurred and remains in effect: ends; or stays."),
    Term("excused_reading", "What an excused day does to a run of bad days", choice('"break,pause"'), "break",
        "II.N(i) proviso: break, what follows is a new run; or pause, the day does not count."),
    "Case 1: the Company redeems (V.A)",
    Input("company_notice", "Company Redemption Notice delivered", DAY, date(2007, 7, 10), f"{EXAMPLE} Starts the days of notice and the days to pay."),
    Input("redemption_date", "Redemption date in the notice", DAY, date(2007, 7, 18),
        f"{EXAMPLE} It fixes the Redemption Price; here an anniversary of the Closing Date."),
    Input("shares_to_redeem", "Shares that the Company elects to redeem", COUNT, 1_000, f"{EXAMPLE} Fewer where conversions leave fewer."),
    Input("company_dividend", "Declared but unpaid dividend, $ per preferred share", MONEY, 10,
        f"{EXAMPLE} V.A(ii): added to the price, whatever the retained earnings."),
    Input("company_as_of", "Day asked about", DAY, date(2007, 7, 20), f"{EXAMPLE} For the status of the payment."),
    Input("company_means", "Most that the Company may pay for it, $", ANY_MONEY, 1_500_000,
        f"{EXAMPLE} The least of surplus, cash and what leaves a going concern on that day, as the Board finds."),
    Input("company_paid", "Paid on", DAY, None, "Blank while unpaid."),
    "Case 2: the holders ask for redemption (V.B)",
    Input("as_of", "Redemption Notices delivered by", DAY, date(2007, 5, 25),
        f"{EXAMPLE} The Triggering Event must be in effect that day; later notices do not count."),
    Input("holder_dividend", "Declared but unpaid dividend, $ per preferred share", MONEY, 10, f"{EXAMPLE} V.B: added to the Original Issue Price."),
    "Findings of the Board on the Company's means (V.C, V.D; section 160 of the DGCL)",
    Input("surplus", "Surplus, $", ANY_MONEY, 400_000, f"{EXAMPLE} Net assets less capital, as the Board finds it; may be below 0."),
    Input("cash", "Cash that can be paid out, $", ANY_MONEY, 350_000, f"{EXAMPLE} What the Company is able to pay on the day (V.C)."),
    Input("going_concern", "Most that leaves the Company a going concern, $", ANY_MONEY, 300_000,
        f"{EXAMPLE} What can be paid without endangering it, as the Board finds."),
    "Dates of Triggering Events (II.N)",
    Input("declared_effective", "Registration Statement declared effective", DAY, date(2006, 3, 1),
        f"{EXAMPLE} Blank where it was not. In time until 15 months after the Closing Date."),
    Input("all_sold", "All Registrable Securities sold", DAY, None, "II.F(a); blank if not yet."),
    Input("freely_saleable", "All may be sold under Rule 144(k)", DAY, None,
        "II.F(b); blank if not yet. Two years after (c) the Effectiveness Period ends anyway."),
    Input("refusal_date", "Company's notice that it will not convert", DAY, date(2007, 3, 1),
        f"{EXAMPLE} II.N(iii), a public announcement included; an event at once. Blank for none."),
    Input("refusal_ended", "That event is no longer in effect from", DAY, date(2007, 4, 2),
        f"{EXAMPLE} The text knows no cure; blank unless the holders agreed to one."),
)  # fmt: skip
