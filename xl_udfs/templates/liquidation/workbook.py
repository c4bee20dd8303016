"""``liquidation.xlsx``: what a sale or winding up of the Company pays to each class and holder."""

from xl_udfs.templates.liquidation import classes, exits, holders, payouts, results, valuation
from xl_udfs.templates.liquidation.checks import CHECK_LINES
from xl_udfs.templates.liquidation.inputs import INPUTS, SHEET
from xl_udfs.templates.sheets.forms import PURPOSE_OF_INPUTS, FormSheet
from xl_udfs.templates.sheets.plan import Page, Plan

TITLE = "Liquidation and sale of the Company"
PURPOSE = (
    "What a sale or winding up⟨ of Vsource, Inc.|⟩ pays to each class, share and holder, at one "
    "price or many."
)


PLAN = Plan(
    id="liquidation",
    title=TITLE,
    purpose=PURPOSE,
    pages=(
        Page(SHEET, "The deal, what comes off first, ⟨the Series 5-A|a series with declared dividends⟩, appraisals.",
            FormSheet(SHEET, "Inputs", PURPOSE_OF_INPUTS, "Shares, $ and days.", INPUTS)),
        Page(results.SHEET, "From the transaction to what each class is paid.", results.FORM),
        Page(classes.CLASSES, "Terms of up to twelve classes, options and warrants among them, and the waterfall by class.", classes.add_classes),
        Page(classes.HOLDERS, "Shares of each holder by class, and the waterfall by holder.", holders.add_holders),
        Page(exits.SHEET, "What other prices would pay, by class and by share.", exits.add_exits),
        Page(payouts.BREAKPOINTS, "Where the sharing changes, why, and who is paid what.", payouts.add_breakpoints),
        Page(payouts.PAYOUTS, "Charts of the payouts over a range of exit values.", payouts.add_payouts),
        Page(valuation.PRICES, "Daily prices of listed stock: the 20-day average.", valuation.add_prices),
        Page(valuation.OBJECTIONS, "Who objected to the Board's value, and in time.", valuation.add_objections),
    ),
    checks=CHECK_LINES,
    steps=(
        ("1", "Inputs: the price and the debt; only what the deal has. A sale for cash needs nothing else there."),
        ("2", "Classes: a row for each class, option and warrant, with the cells that it has; or take them from a cap table: "
            "xl-udfs new liquidation OUT.xlsx --from CAPTABLE.xlsx."),
        ("3", "Holders: the shares of each, which add up to the classes. Exits: other prices."),
        ("4", "Prices and Objections: only where listed stock or other consideration is received."),
        ("5", "Results: read them, and look at the master check."),
    ),
    readings=(
        ("Seniors",
            "⟨What Series 1-A and 2-A are paid is found from a distribution without the Series 5-A (column As if without); the Series 5-A and the common "
            "stock share what is left. 1-A before 2-A|What a class is paid is found without those that its column As if without names⟩; equal ranks share alike."),
        ("Retained earnings", "They limit the dividends, of all shares together; the other reading limits the whole preference."),
        ("The rest", "The ⟨Series 5-A|series⟩ does not share in the rest; it converts where that pays more."),
        ("Fees", "Where the holders bear them they come off the preference of all ⟨Series 5-A shares|shares of the series⟩ together; they are paid out of the proceeds in any case."),
        ("Options", "Options and warrants share only where a share pays more than the strike; their strike money joins the proceeds, and they are paid net of it."),
        ("Carve-out", "It is paid after creditors, expenses and fees, before any class."),
        ("OTC stock", "Stock that is on no exchange or NASDAQ market is valued by the Board."),
    ),
    sources=(
        ("Terms", "⟨|Where your charter is silent or the same: ⟩Series 5-A certificate of designation, II, III, IV and VII.A."),
        ("Shares",
            "⟨Certificate of July 19, 2005 (Exhibit 20.2): 1,478 Series 5-A shares, 2,101,345 common shares before the issue, 1.42 common for one Series 2-A "
            "share|Your own records⟩."),
        ("All else", "⟨Not in the documents: examples, plainly named so|What is yours to fill in⟩."),
    ),
)  # fmt: skip
