"""``liquidation.xlsx``: what a sale or winding up of the Company pays to each class and holder."""

from xl_udfs.templates.liquidation import classes, holders, payouts, results, valuation
from xl_udfs.templates.liquidation.checks import CHECK_LINES
from xl_udfs.templates.liquidation.inputs import INPUTS, SHEET
from xl_udfs.templates.sheets import styles
from xl_udfs.templates.sheets.checks import add_checks
from xl_udfs.templates.sheets.finish import Template
from xl_udfs.templates.sheets.forms import add_form
from xl_udfs.templates.sheets.layout import CHECKS
from xl_udfs.templates.sheets.readme import Readme, add_readme, write_readme

TITLE = "Liquidation and sale of the Company"
PURPOSE = (
    "What a sale or winding up of Vsource, Inc. pays to each class and holder, with "
    "the preference of the Series 5-A."
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
        units="Shares, $ and days.",
        inputs=INPUTS,
    )
    results.add_sheet(book)
    classes.add_classes(book)
    holders.add_holders(book)
    payouts.add_breakpoints(book)
    payouts.add_payouts(book)
    valuation.add_prices(book)
    valuation.add_objections(book)
    add_checks(book, CHECK_LINES)
    write_readme(readme, README_TEXT)
    return Template(book, title=TITLE, subject="liquidation, version 1")


README_TEXT = Readme(
    sheets=(
        (SHEET, "Terms, readings, the transaction, dividends and retained earnings, appraisals."),
        (results.SHEET, "From the transaction to what each class is paid."),
        (
            classes.CLASSES,
            "Terms of up to eight classes, and the waterfall by class.",
        ),
        (
            holders.HOLDERS,
            "Shares of each holder by class, and the waterfall by holder.",
        ),
        (payouts.BREAKPOINTS, "Where the sharing changes, why, and who is paid what."),
        (payouts.PAYOUTS, "Charts of the payouts over a range of exit values."),
        (valuation.PRICES, "Daily prices of listed stock: the 20-day average."),
        (valuation.OBJECTIONS, "Who objected to the Board's value, and in time."),
        (CHECKS, "Every check, and the master check that all sheets show."),
    ),
    steps=(
        (
            "1",
            "Classes: type the terms of Series 1-A and 2-A, which the documents lack; four "
            "more rows wait for further classes.",
        ),
        ("2", "Inputs: the consideration, the dividends, the retained earnings, the appraisals."),
        ("3", "Prices and Objections: the daily data; Holders: the shares of each."),
        ("4", "Results: read them, and look at the master check."),
    ),
    names="Inputs are named in_…, results out_…; lists are the tables tblTerms, tblClasses, "
    "tblHolders, tblBreakpoints, tblPayouts, tblPrices, tblObjections, the checks tblChecks.",
    functions="The functions WATERFALL, BREAKPOINTS, MARKET_PRICE, APPRAISED_VALUE and the others",
    readings=(
        (
            "Seniors",
            "What Series 1-A and 2-A are paid is found from a distribution without the Series 5-A "
            "(column As if without); the Series 5-A and the common stock share what is left. 1-A "
            "before 2-A; equal ranks share alike.",
        ),
        (
            "Retained earnings",
            "They limit the dividends, of all shares together; the other "
            "reading limits the whole preference.",
        ),
        (
            "The rest",
            "The Series 5-A does not share in the rest; it converts where that pays more.",
        ),
        (
            "Fees",
            "Where the holders bear them they come off the preference of all Series 5-A "
            "shares together; they are paid out of the proceeds in any case.",
        ),
        ("OTC stock", "Stock that is on no exchange or NASDAQ market is valued by the Board."),
    ),
    sources=(
        ("Terms", "Series 5-A certificate of designation, II, III, IV and VII.A."),
        (
            "Shares",
            "Certificate of July 19, 2005 (Exhibit 20.2): 1,478 Series 5-A shares, "
            "2,101,345 common shares before the issue, 1.42 common for one Series 2-A share.",
        ),
        ("All else", "Not in the documents: examples, plainly named so."),
    ),
)
