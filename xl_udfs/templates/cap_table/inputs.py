"""What a user of the cap table types in once: the day, the votes, a proposed financing."""

from datetime import date

from openpyxl import Workbook

from xl_udfs.core.price.exemptions import IssueKind
from xl_udfs.templates.cap_table.data import POSITION_DATE, SERIES_2A_NAME
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.forms import (
    COLUMNS,
    WIDTHS,
    Input,
    Result,
    add_inputs,
    add_results,
    choice_input,
    day_input,
    price_input,
    text_input,
)
from xl_udfs.templates.sheets.layout import EXAMPLE
from xl_udfs.templates.sheets.tables import Column, add_table
from xl_udfs.templates.sheets.whole_shares import whole

SHEET = "Inputs"
NO_FINANCING = " Blank where none is proposed."
CLASS_LIST = "Classes!$A$8:$A$15"
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
    (
        "stock dividend",
        "none",
        "stock dividend",
        "Common shares given; each holder's are an issue.",
    ),
    ("expiry", "none", "expiry", "Rights of an earlier financing that ended unused."),
)

INPUTS: tuple[str | Input, ...] = (
    "The company",
    text_input("company", "Company", "Vsource, Inc.", "Memo: name of the company."),
    day_input(
        "as_of",
        "Position at the close of business of",
        POSITION_DATE,
        "Ledger lines after this day do not count, neither for holdings nor for prices.",
    ),
    "Votes",
    Input(
        name="two_thirds",
        label="Two thirds",
        value=2 / 3,
        prompt="Fraction that is enough to object to a valuation (Series 5-A IV.B); above 0, "
        "at most 1.",
        shown="# ?/?",
        operator="between",
        bound="0.000001",
        upper="1",
        kept=True,
    ),
    Input(
        name="three_quarters",
        label="Three quarters",
        value=0.75,
        prompt="Fraction that changes the purchase agreement (agreement 8.6, there of the notes' "
        "principal); above 0, at most 1.",
        shown="# ?/?",
        operator="between",
        bound="0.000001",
        upper="1",
        kept=True,
    ),
    choice_input(
        "vote_class",
        "Votes shown holder by holder",
        "all",
        "A class, by its own shares, or: all, by votes as if converted (sheet Votes). "
        "Blank: none are shown.",
        "in_vote_choices",
    ),
    "The chart of a conversion price",
    choice_input(
        "chart_class",
        "Class whose price is drawn",
        SERIES_2A_NAME,
        "A class with a price (sheet Price History).",
        CLASS_LIST,
    ),
    day_input(
        "chart_to",
        "Last day drawn",
        date(2005, 7, 31),
        "The last price is drawn up to this day, or to the day of the position if that is later "
        "or this is blank.",
    ),
    "A proposed financing",
    day_input(
        "pf_date",
        "Closing of the financing",
        date(2006, 9, 1),
        EXAMPLE + " After July 18, 2006 the Series 5-A takes the weighted average." + NO_FINANCING,
    ),
    Input(
        name="pf_gross",
        label="Gross proceeds, $",
        value=2_000_000,
        prompt=EXAMPLE
        + " Money received at the closing, without future exercise money; 0 or more."
        + NO_FINANCING,
        shown=styles.DOLLARS,
    ),
    price_input(
        "pf_price",
        "Price of a share, $, as if converted into common stock",
        0.20,
        EXAMPLE
        + " Gross proceeds divided by it are the new shares, rounded down; above 0."
        + NO_FINANCING,
    ),
    Input(
        name="pf_warrants",
        label="Warrants sold with them, shares",
        value=2_000_000,
        prompt=EXAMPLE + " Shares of common stock under the warrants; 0 or more." + NO_FINANCING,
        shown=styles.INTEGER,
    ),
    Input(
        name="pf_exercise",
        label="Exercise price of these warrants, $",
        value=0.25,
        prompt=EXAMPLE
        + " Counts as money received (Series 5-A VII.E(6)(b)); 0 or more."
        + NO_FINANCING,
        shown='"$"#,##0.00##',
    ),
    Input(
        name="pf_pool",
        label="Increase of the option pool, shares",
        value=500_000,
        prompt=EXAMPLE
        + " Reserved under a plan, so it moves no price (VII.E(6)(c)(D)); 0 or more."
        + NO_FINANCING,
        shown=styles.INTEGER,
    ),
    choice_input(
        "pf_kind",
        "Kind of issue",
        "private placement",
        "Some kinds are no Additional Shares (Series 5-A VII.E(6)(c), warrant 3(g)(4)) and move "
        "no price. Series 2-A: its list is not in the documents." + NO_FINANCING,
        ISSUE_KINDS,
    ),
    Input(
        name="pf_base",
        label="Shares that the Series 2-A counts, if not all of them",
        value=None,
        prompt="Outstanding and underlying Other Securities, the day before (004 A and C). Blank: "
        "all shares fully diluted, as on the sheet Cap Table.",
        shown=styles.INTEGER,
    ),
)
RESULTS: tuple[str | Result, ...] = (
    "Results that other sheets quote",
    Result(
        name="events",
        label="Price events in the ledger, up to that day",
        formula="=COUNT(tblLedger[Price event])",
        note="Financings, splits, stock dividends and expiries.",
        shown="0",
    ),
    Result(
        name="steps",
        label="Steps of a price history: the start and each event",
        formula="=out_events+1",
        note="As many rows of the sheet Price History are filled.",
        shown="0",
    ),
    Result(
        name="open_lines",
        label="Ledger lines without a number of shares",
        formula='=COUNTIF(tblLedger[Remark],"number not given")',
        note="What they stand for is missing from every total.",
        shown="0",
    ),
    Result(
        name="held",
        label="Shares of all classes",
        formula="=SUM(tblClasses[Shares])",
        note="Only whether there are any: classes are not alike.",
        shown=styles.INTEGER,
    ),
    Result(
        name="fully_diluted",
        label="Common shares, fully diluted",
        formula="='Cap Table'!$J$16",
        note="Everything converted and exercised, unrounded; without the lines that have no "
        "number.",
        shown=styles.INTEGER,
        quoted=True,
    ),
    Result(
        name="votes",
        label="Votes of all shares",
        formula="='Cap Table'!$J$18",
        note="Common shares and those that the preferred converts into, rounded down by holder "
        "and class.",
        shown=styles.INTEGER,
        quoted=True,
    ),
    Result(
        name="pf_active",
        label="Whether a financing is proposed",
        formula="=IF(COUNT(in_pf_date,in_pf_gross,in_pf_price)=COUNTA(in_pf_date,in_pf_gross,"
        'in_pf_price),IF(N(in_pf_gross)*N(in_pf_price)>0,"yes","no"),"no")',
        note="Needs its day, its gross proceeds and its price.",
    ),
    Result(
        name="pf_new",
        label="New shares",
        formula=f'=IF(out_pf_active="yes",{whole("in_pf_gross/in_pf_price")},0)',
        note="Whole shares.",
        shown=styles.INTEGER,
    ),
    Result(
        name="pf_additional",
        label="Additional Shares",
        formula='=IF(out_pf_active="yes",out_pf_new+in_pf_warrants,0)',
        note="With those under the warrants.",
        shown=styles.INTEGER,
    ),
    Result(
        name="pf_consideration",
        label="Consideration, received and deemed received, $",
        formula='=IF(out_pf_active="yes",in_pf_gross+in_pf_warrants*in_pf_exercise,0)',
        note="With the exercise money of the warrants.",
        shown=styles.DOLLARS,
    ),
    Result(
        name="pf_effective",
        label="Effective Price, $ per share",
        formula='=IF(out_pf_active="yes",EFFECTIVE_PRICE(out_pf_consideration,out_pf_additional),'
        '"no financing")',
        note="A price is adjusted only where this is below it.",
        shown=styles.PRICE_8,
        quoted=True,
    ),
    Result(
        name="pf_base",
        label="Shares that the Series 2-A counts",
        formula="=IF(ISBLANK(in_pf_base),out_fully_diluted,in_pf_base)",
        note="The Series 5-A counts all of them fully diluted (VII.E(6)(a)(ii)).",
        shown=styles.INTEGER,
    ),
)


def add_inputs_sheet(book: Workbook) -> None:
    """Add the sheet of inputs, of the results that have names, and of the ledger's words."""
    sheet = layout.add_sheet(
        book,
        SHEET,
        title="Inputs",
        purpose="What holds for the whole workbook: the day, the votes, a proposed financing; "
        "lists are on Classes, Holders and Ledger.",
        units="Shares, $ and $ per share; dates are days. Fractions are of 1.",
        widths=(*WIDTHS, 10),
    )
    layout.header(sheet, COLUMNS)
    row = add_inputs(book, sheet, layout.HEADER_ROW + 1, INPUTS)
    row = add_results(book, sheet, row, RESULTS)
    layout.section(sheet, row, "Events that the ledger knows", len(WIDTHS))
    add_table(
        sheet,
        "tblKinds",
        (
            Column(name="event", title="Event", fixed=True),
            Column(name="holding", title="Holding", fixed=True),
            Column(name="price", title="Price event", fixed=True),
            Column(name="use", title="What it is", fixed=True),
            Column(
                name="sign",
                title="Sign",
                shown="+0;-0;0",
                formula='IF({holding}{row}="adds",1,IF({holding}{row}="takes away",-1,0))',
            ),
        ),
        [dict(zip(("event", "holding", "price", "use"), kind, strict=True)) for kind in KINDS],
        header_row=row + 1,
    )
    layout.close_sheet(sheet, "E")
    sheet.print_title_rows = f"{layout.HEADER_ROW}:{layout.HEADER_ROW}"
