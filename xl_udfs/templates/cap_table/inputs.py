"""What a user of the cap table types in once: the day, the votes, a proposed financing."""

from datetime import date

from openpyxl import Workbook

from xl_udfs.core.price.exemptions import IssueKind
from xl_udfs.templates.cap_table.data import POSITION_DATE, SERIES_2A_NAME, SLOTS
from xl_udfs.templates.cap_table.ownership import ALL_VOTES, FULLY_DILUTED
from xl_udfs.templates.sheets import layout
from xl_udfs.templates.sheets.entries import (
    DAY,
    FRACTION,
    MONEY,
    PRICE,
    SHARES,
    TEXT,
    choice,
    from_0,
)
from xl_udfs.templates.sheets.forms import (
    COLUMNS,
    WIDTHS,
    Input,
    Result,
    Term,
    add_lines,
)
from xl_udfs.templates.sheets.layout import EXAMPLE, area_of
from xl_udfs.templates.sheets.styles import DOLLARS, GENERAL, INTEGER, PRICE_8
from xl_udfs.templates.sheets.tables import Fixed, Formula, add_table, rows_of
from xl_udfs.templates.sheets.whole_shares import whole

SHEET = "Inputs"
NO_FINANCING = " Blank where none is proposed."
CLASS_LIST = area_of("Classes", "A", "A", SLOTS)
ISSUE_KINDS = '"' + ",".join(kind.value for kind in IssueKind) + '"'
KINDS = (
    ("position", "adds", "none", "A number of shares that a document states, to start from."),
    ("issue", "adds", "none", "Shares, warrants or options issued to a holder."),
    ("transfer in", "adds", "none", "What a holder gets from another one; same day, same number."),
    ("correction up", "adds", "none", "A balancing entry; say in the reference what is not known."),
    ("transfer out", "takes away", "none", "What a holder gives to another one."),
    ("conversion", "takes away", "none", "Preferred given up; the common stock is an issue."),
    ("exercise", "takes away", "none", "Warrants used up; the common stock is an issue."),
    ("redemption", "takes away", "none", "Shares that the company redeems or buys back."),
    ("cancellation", "takes away", "none", "Lapsed or cancelled; shares combined in a split."),
    ("correction down", "takes away", "none", "A balancing entry, as correction up."),
    ("financing", "none", "issue", "The price event of a closing, all its shares in one line."),
    ("split", "none", "split", "New shares per old; what holders gain or lose are lines too."),
    ("stock dividend", "none", "stock dividend", "Common shares given; each holder's are an issue."),
    ("expiry", "none", "expiry", "Rights of an earlier financing that ended unused."),
)  # fmt: skip

INPUTS: tuple[str | Input, ...] = (
    "The company",
    Input("company", "Company", TEXT, "Vsource, Inc.", "Memo: name of the company."),
    Input("as_of", "Position at the close of business of", DAY, POSITION_DATE,
        "Ledger lines after this day do not count, neither for holdings nor for prices."),
    "Votes",
    Term("two_thirds", "Two thirds", FRACTION, 2 / 3, "Fraction that is enough to object to a valuation (Series 5-A IV.B); above 0, at most 1."),
    Term("three_quarters", "Three quarters", FRACTION, 0.75,
        "Fraction that changes the purchase agreement (agreement 8.6, there of the notes' principal); above 0, at most 1."),
    Input("vote_class", "Votes shown holder by holder", choice("in_vote_choices"), "all",
        "A class, by its own shares, or: all, by votes as if converted (sheet Votes). Blank: none are shown."),
    "The chart of a conversion price",
    Input("chart_class", "Class whose price is drawn", choice(CLASS_LIST), SERIES_2A_NAME, "A class with a price (sheet Price History)."),
    Input("chart_to", "Last day drawn", DAY, date(2005, 7, 31),
        "The last price is drawn up to this day, or to the day of the position if that is later or this is blank."),
    "A proposed financing",
    Input("pf_date", "Closing of the financing", DAY, date(2006, 9, 1),
        EXAMPLE + " After ⟨July 18, 2006|the months of full ratchet⟩ the Series 5-A takes the weighted average." + NO_FINANCING),
    Input("pf_gross", "Gross proceeds, $", MONEY, 2_000_000,
        EXAMPLE + " Money received at the closing, without future exercise money; 0 or more." + NO_FINANCING),
    Input("pf_price", "Price of a share, $, as if converted into common stock", PRICE, 0.20,
        EXAMPLE + " Gross proceeds divided by it are the new shares, rounded down; above 0." + NO_FINANCING),
    Input("pf_warrants", "Warrants sold with them, shares", SHARES, 2_000_000,
        EXAMPLE + " Shares of common stock under the warrants; 0 or more." + NO_FINANCING),
    Input("pf_exercise", "Exercise price of these warrants, $", from_0('"$"#,##0.00##'), 0.25,
        EXAMPLE + " Counts as money received (Series 5-A VII.E(6)(b)); 0 or more." + NO_FINANCING),
    Input("pf_pool", "Increase of the option pool, shares", SHARES, 500_000,
        EXAMPLE + " Reserved under a plan, so it moves no price (VII.E(6)(c)(D)); 0 or more." + NO_FINANCING),
    Input("pf_kind", "Kind of issue", choice(ISSUE_KINDS), "private placement",
        "Some kinds are no Additional Shares (Series 5-A VII.E(6)(c), warrant 3(g)(4)) and move no price. "
        "Series 2-A: its list is not in the documents." + NO_FINANCING),
    Input("pf_base", "Shares that the Series 2-A counts, if not all of them", SHARES, None,
        "Outstanding and underlying Other Securities, the day before (004 A and C). Blank: all shares fully diluted, as on the sheet Cap Table."),
)  # fmt: skip
RESULTS: tuple[str | Result, ...] = (
    "Results that other sheets quote",
    Result("events", "Price events in the ledger, up to that day", "0", "=COUNT(tblLedger[Price event])", "Financings, splits, stock dividends and expiries."),
    Result("steps", "Steps of a price history: the start and each event", "0", "=out_events+1", "As many rows of the sheet Price History are filled."),
    Result("open_lines", "Ledger lines without a number of shares", "0", '=COUNTIF(tblLedger[Remark],"number not given")',
        "What they stand for is missing from every total."),
    Result("held", "Shares of all classes", INTEGER, "=SUM(tblClasses[Shares])", "Only whether there are any: classes are not alike."),
    Result("fully_diluted", "Common shares, fully diluted", INTEGER, f"={FULLY_DILUTED}",
        "Everything converted and exercised, unrounded; without the lines that have no number.", quoted=True),
    Result("votes", "Votes of all shares", INTEGER, f"={ALL_VOTES}",
        "Common shares and those that the preferred converts into, rounded down by holder and class.", quoted=True),
    Result("pf_active", "Whether a financing is proposed", GENERAL,
        '=IF(COUNT(in_pf_date,in_pf_gross,in_pf_price)=COUNTA(in_pf_date,in_pf_gross,in_pf_price),IF(N(in_pf_gross)*N(in_pf_price)>0,"yes","no"),"no")',
        "Needs its day, its gross proceeds and its price."),
    Result("pf_new", "New shares", INTEGER, f'=IF(out_pf_active="yes",{whole("in_pf_gross/in_pf_price")},0)', "Whole shares."),
    Result("pf_additional", "Additional Shares", INTEGER, '=IF(out_pf_active="yes",out_pf_new+in_pf_warrants,0)', "With those under the warrants."),
    Result("pf_consideration", "Consideration, received and deemed received, $", DOLLARS,
        '=IF(out_pf_active="yes",in_pf_gross+in_pf_warrants*in_pf_exercise,0)', "With the exercise money of the warrants."),
    Result("pf_effective", "Effective Price, $ per share", PRICE_8,
        '=IF(out_pf_active="yes",EFFECTIVE_PRICE(out_pf_consideration,out_pf_additional),"no financing")', "A price is adjusted only where this is below it.",
        quoted=True),
    Result("pf_base", "Shares that the Series 2-A counts", INTEGER, "=IF(ISBLANK(in_pf_base),out_fully_diluted,in_pf_base)",
        "The Series 5-A counts all of them fully diluted (VII.E(6)(a)(ii))."),
)  # fmt: skip


def add_inputs_sheet(book: Workbook) -> None:
    """Add the sheet of inputs, of the results that have names, and of the ledger's words."""
    sheet = layout.add_sheet(book, SHEET, "Inputs", (*WIDTHS, 10),
        "What holds for the whole workbook: the day, the votes, a proposed financing; lists are on Classes, Holders and Ledger.",
        "Shares, $ and $ per share; dates are days. Fractions are of 1.")  # fmt: skip
    layout.header(sheet, COLUMNS)
    row = add_lines(book, sheet, layout.FIRST_ROW, (*INPUTS, *RESULTS))
    layout.section(sheet, row, "Events that the ledger knows", len(WIDTHS))
    add_table(
        sheet,
        "tblKinds",
        (
            Fixed("event", "Event"),
            Fixed("holding", "Holding"),
            Fixed("price", "Price event"),
            Fixed("use", "What it is"),
            Formula("sign", "Sign", "+0;-0;0", 'IF({holding}{row}="adds",1,IF({holding}{row}="takes away",-1,0))'),
        ),
        rows_of("event holding price use", *KINDS),
        header_row=row + 1,
    )  # fmt: skip
    layout.close_sheet(sheet, "E")
    sheet.print_title_rows = f"{layout.HEADER_ROW}:{layout.HEADER_ROW}"
