"""``redemption.xlsx``: redemption of the Series 5-A by the Company or at the holders' request."""

from xl_udfs.templates.redemption import events, holders, payments, price, results
from xl_udfs.templates.redemption.checks import CHECK_LINES
from xl_udfs.templates.redemption.inputs import INPUTS, SHEET
from xl_udfs.templates.sheets import days_off, styles
from xl_udfs.templates.sheets.checks import add_checks
from xl_udfs.templates.sheets.finish import Template
from xl_udfs.templates.sheets.forms import add_form
from xl_udfs.templates.sheets.layout import CHECKS
from xl_udfs.templates.sheets.readme import Readme, add_readme, write_readme

TITLE = "Redemption of the Series 5-A"
PURPOSE = (
    "What it costs to redeem the Series 5-A preferred stock of Vsource, Inc., who is "
    "paid how much and when, and what waits."
)


def template() -> Template:
    """Return the workbook as it is before its formulas have values."""
    book = styles.new_book()
    readme = add_readme(book, TITLE, PURPOSE)
    add_form(
        book,
        SHEET,
        title="Inputs",
        purpose="Terms with their section; facts that the documents do not give are examples to "
        "replace.",
        units="Whole preferred shares, $ and days.",
        inputs=INPUTS,
    )
    results.add_sheet(book)
    price.add_sheet(book)
    holders.add_sheets(book, payments.find("tblRedeemed", "B"), payments.find("tblPaid", "B"))
    payments.add_sheet(book)
    events.add_days(book)
    events.add_notices(book)
    days_off.add_sheet(book, 2007, 2008)
    add_checks(book, CHECK_LINES)
    write_readme(readme, README_TEXT)
    return Template(book, title=TITLE, subject="redemption, version 1")


README_TEXT = Readme(
    sheets=(
        (SHEET, "Terms, readings, the two cases, the Board's findings and the dates of events."),
        (results.SHEET, "Both cases on one sheet: prices, amounts, deadlines, rights."),
        (price.SHEET, "The Redemption Price by date, as a table and as a step chart."),
        (holders.HOLDERS, "One row for each holder: shares, and notices with dates."),
        (
            holders.COMPANY,
            "Case 1 by holder: who converts within 24 hours, shares redeemed pro rata, amounts.",
        ),
        (
            holders.REQUEST,
            "Case 2 by holder: shares under notice, due dates, first payment, carry-forward.",
        ),
        (
            payments.SHEET,
            "Four payments in turn: surplus, cash and going concern; what is carried forward.",
        ),
        (
            events.DAYS,
            "Daily data: statement effective, black-out, holders' doing, listing, closing price.",
        ),
        (events.NOTICES, "Notices of Conversion and breaches, II.N(iv) and (v)."),
        (days_off.SHEET, "Days that are no business days."),
        (CHECKS, "Every check, and the master check that all sheets show."),
    ),
    steps=(
        ("1", "Inputs: set the day, the shares, the dividend and the Board's findings."),
        (
            "2",
            "Holders: a row for each holder; rows of the other sheets follow in the same order. "
            "For a further holder add a row to each table by holder.",
        ),
        ("3", "Trading days and Notices: the facts behind the Triggering Events."),
        ("4", "Results: read them, and look at the master check."),
    ),
    names="Inputs are named in_…, results out_…; lists are the tables tblHolders, tblCompany, "
    "tblRequest, tblDays, tblDaysOff, tblTiers and others, the checks tblChecks. The two cases "
    "are separate: each starts from all the shares on the sheet Holders.",
    functions="The functions REDEMPTION_PRICE, REDEMPTION_ALLOCATION, TRIGGER_RUN and the others",
    readings=(
        (
            "Price at the request of holders",
            "II.I speaks of the Redemption Price for a Redemption "
            "Notice too, V.B of the Original Issue Price: V.B is taken, as the special clause.",
        ),
        ("Whose shares", "V.B: those of the holders who ask, not all of the series."),
        (
            "Whole shares",
            "Pro rata parts are rounded by the largest remainder, a tie going to the "
            "holder listed first; the total is kept.",
        ),
        (
            "Section 160",
            "The text leaves the measure of capital to the statute: surplus, cash "
            "and going concern are findings of the Board, typed in.",
        ),
        ("Other readings", "Four more are choices on the sheet Inputs."),
    ),
    sources=(
        ("Terms", "Series 5-A certificate of designation, II, V and VII.A, as each line says."),
        ("Shares outstanding", "Certificate of July 19, 2005 (Exhibit 20.2): 1,478 shares sold."),
        ("All else", "Not in the documents: examples, plainly named so."),
    ),
)
