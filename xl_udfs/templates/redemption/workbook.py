"""``redemption.xlsx``: redemption of the Series 5-A by the Company or at the holders' request."""

from functools import partial

from xl_udfs.templates.redemption import events, holders, payments, price, results
from xl_udfs.templates.redemption.checks import CHECK_LINES
from xl_udfs.templates.redemption.inputs import INPUTS, SHEET
from xl_udfs.templates.sheets import days_off
from xl_udfs.templates.sheets.forms import PURPOSE_OF_INPUTS, FormSheet
from xl_udfs.templates.sheets.plan import Page, Plan
from xl_udfs.templates.sheets.to_fill import Parts

TITLE = "Redemption of the ⟨Series 5-A|series⟩"
PURPOSE = (
    "What it costs to redeem ⟨the Series 5-A preferred stock of Vsource, Inc.|a series of preferred stock⟩, who is "
    "paid how much and when, and what waits."
)


PLAN = Plan(
    id="redemption",
    title=TITLE,
    purpose=PURPOSE,
    pages=(
        Page(SHEET, "Terms, readings, the two cases, the Board's findings and the dates of events.",
            FormSheet(SHEET, "Inputs", PURPOSE_OF_INPUTS, "Whole preferred shares, $ and days.", INPUTS)),
        Page(results.SHEET, "Both cases on one sheet: prices, amounts, deadlines, rights.", results.FORM),
        Page(price.SHEET, "The Redemption Price by date, as a table and as a step chart.", price.add_sheet),
        Page(holders.HOLDERS, "One row for each holder: shares, and notices with dates.", holders.add_holders),
        Page(holders.COMPANY, "Case 1 by holder: who converts within 24 hours, shares redeemed pro rata, amounts.", holders.add_company),
        Page(holders.REQUEST, "Case 2 by holder: shares under notice, due dates, first payment, carry-forward.",
            partial(holders.add_request, redeemed=payments.find("tblRedeemed", "B"), paid=payments.find("tblPaid", "B"))),
        Page(payments.SHEET, "Four payments in turn: surplus, cash and going concern; what is carried forward.", payments.add_sheet),
        Page(events.DAYS, "Daily data: statement effective, black-out, holders' doing, listing, closing price.", events.add_days),
        Page(events.NOTICES, "Notices of Conversion and breaches, II.N(iv) and (v).", events.add_notices),
        Page(days_off.SHEET, "Days that are no business days.", days_off.sheet_of(2007, 2008)),
    ),
    checks=CHECK_LINES,
    parts=Parts(alone=frozenset({events.NOTICES})),
    steps=(
        ("1", "Inputs: set the day, the shares, the dividend and the Board's findings."),
        ("2", "Holders: a row for each holder; rows of the other sheets follow in the same order. For a further holder add a row to each table by holder."),
        ("3", "Trading days and Notices: the facts behind the Triggering Events."),
        ("4", "Results: read them, and look at the master check."),
    ),
    readings=(
        ("Price at the request of holders",
            "II.I speaks of the Redemption Price for a Redemption Notice too, V.B of the Original Issue Price: V.B is taken, as the special clause."),
        ("Whose shares", "V.B: those of the holders who ask, not all of the series."),
        ("Whole shares", "Pro rata parts are rounded by the largest remainder, a tie going to the holder listed first; the total is kept."),
        ("Section 160", "The text leaves the measure of capital to the statute: surplus, cash and going concern are findings of the Board, typed in."),
        ("Other readings", "Four more are choices on the sheet Inputs."),
    ),
    lists="The two cases are separate: each starts from all the shares on the sheet Holders.",
    sources=(
        ("Terms", "⟨|The sections cited are those of the ⟩Series 5-A certificate of designation, II, V and VII.A, as each line says."),
        ("Shares outstanding", "⟨Certificate of July 19, 2005 (Exhibit 20.2): 1,478 shares sold|Your own records⟩."),
        ("All else", "⟨Not in the documents: examples, plainly named so|What is yours to fill in⟩."),
    ),
)  # fmt: skip
