"""What a user of the cap table types in once: the day, the votes, a proposed financing."""

from dataclasses import replace
from datetime import date

from openpyxl import Workbook

from xl_udfs.templates.cap_table.data import Company, Room
from xl_udfs.templates.cap_table.events import SHEET as EVENTS
from xl_udfs.templates.cap_table.exhibits import POSITION_DATE, SERIES_2A_NAME
from xl_udfs.templates.cap_table.ledger import KINDS, POOL
from xl_udfs.templates.cap_table.ledger import SHEET as LEDGER
from xl_udfs.templates.cap_table.lists import CLASSES
from xl_udfs.templates.cap_table.ownership import ALL_VOTES, FULLY_DILUTED
from xl_udfs.templates.cap_table.pro_forma import ROUND, VALUE
from xl_udfs.templates.cap_table.terms import exemptions_of, kinds_list
from xl_udfs.templates.sheets import layout, on_account
from xl_udfs.templates.sheets.entries import (
    DAY,
    FRACTION,
    MONEY,
    PERCENTAGE,
    PRICE,
    SHARES,
    TEXT,
    choice,
    from_0,
)
from xl_udfs.templates.sheets.figures.whole_shares import whole
from xl_udfs.templates.sheets.forms import (
    COLUMNS,
    RESULT_COLUMNS,
    WIDTHS,
    Input,
    Result,
    Term,
    add_lines,
    no_zeros_where,
)
from xl_udfs.templates.sheets.layout import EXAMPLE, area_of, put
from xl_udfs.templates.sheets.misfits import fits
from xl_udfs.templates.sheets.styles import DOLLARS, GENERAL, INTEGER, PRICE_8, SECTION
from xl_udfs.templates.sheets.tables import Formula, LabelColumn, add_table, rows_of

SHEET = "Inputs"
IF_ANY = "#,##0;-#,##0;"  # shares
NO_FINANCING = " Blank where none is proposed."


def inputs_of(company: Company, room: Room) -> tuple[str | Input, ...]:
    """Return the inputs, with a company's own values where it has some."""
    class_list = area_of(CLASSES, "A", "A", room.classes)
    kinds = kinds_list(len(exemptions_of(company)))
    lines: tuple[str | Input, ...] = (
        "The company",
        Input("company", "Company", TEXT, "Vsource, Inc.", "Memo: name of the company."),
        Input("as_of", "Position at the close of business of", DAY, POSITION_DATE,
            "Ledger lines after this day do not count, neither for holdings nor for prices."),
        "Votes",
        Term("two_thirds", "Two thirds", FRACTION, 2 / 3, "Fraction that is enough⟨ to object to a valuation (Series 5-A IV.B)|⟩; above 0, at most 1."),
        Term("three_quarters", "Three quarters", FRACTION, 0.75,
            "Fraction that ⟨changes the purchase agreement (agreement 8.6, there of the notes' principal)|is enough⟩; above 0, at most 1."),
        Input("vote_class", "Votes shown holder by holder", choice("in_vote_choices"), "all",
            "A class, by its own shares, or: all, by votes as if converted (sheet Votes). Blank: none are shown."),
        "The chart of a conversion price",
        Input("chart_class", "Class whose price is drawn", choice(class_list), SERIES_2A_NAME, "A class with a price (sheet Price History). Blank: the last one whose price moved."),
        Input("chart_to", "Last day drawn", DAY, date(2005, 7, 31),
            "The last price is drawn up to this day, or to the day of the position if that is later or this is blank."),
        "A proposed financing",
        Input("pf_date", "Closing of the financing", DAY, date(2006, 9, 1),
            EXAMPLE + " ⟨After July 18, 2006 the Series 5-A takes the weighted average.|⟩" + NO_FINANCING),
        Input("pf_gross", "New money, $", MONEY, 2_000_000,
            EXAMPLE + " Money received at the closing, without future exercise money; 0 or more." + NO_FINANCING),
        Input("pf_pre", "Pre-money value, $", MONEY, None,
            "Solves the round: price, pool and what converts (sheet Convertibles). Blank: the price below is taken as it is."),
        Input("pf_price", "Price of a share, $, as if converted into common stock", PRICE, 0.20,
            EXAMPLE + " The new money divided by it are the new shares, rounded down; above 0. Blank where the pre-money value is given."),
        Input("pf_warrants", "Warrants sold with them, shares", SHARES, 2_000_000,
            EXAMPLE + " Shares of common stock under the warrants; 0 or more." + NO_FINANCING),
        Input("pf_exercise", "Exercise price of these warrants, $", from_0('"$"#,##0.00##'), 0.25,
            EXAMPLE + " Counts as money received⟨ (Series 5-A VII.E(6)(b))|⟩; 0 or more." + NO_FINANCING),
        Input("pf_target", "Unissued pool after the round, part of fully diluted", PERCENTAGE, None,
            "With a pre-money value the pool is increased to it; Memo where there is none. Blank: no target."),
        Input("pf_pool", "Increase of the option pool, shares", SHARES, 500_000,
            EXAMPLE + " Without a pre-money value. Reserved under a plan, so it moves no price; 0 or more." + NO_FINANCING),
        Input("pf_kind", "Kind of issue", choice(kinds), None,
            "One of the kinds that move no price of a class (sheet Terms). Blank: a plain issue."),
    )  # fmt: skip
    return tuple(
        replace(line, value=company.inputs[line.name])
        if isinstance(line, Input) and line.name in company.inputs
        else line
        for line in lines
    )


RESULTS: tuple[str | Result, ...] = (
    "Results that other sheets quote",
    Result("movable", "Classes whose price issues can move", "0", '=COUNTIF(tblTerms[Price is],"adjusted")', "While there is none, an issue is no price event."),
    Result("events", "Price events in the ledger, up to that day", "0", "=COUNT(tblLedger[Price event])", "Financings, splits, stock dividends and expiries."),
    Result("first_event", "Day of the first of them", "mmm d, yyyy", "=" + layout.cell_of(EVENTS, "C", layout.FIRST_ROW), "A class without a start date and without lines begins before it."),
    Result("steps", "Steps of a price history: the start and each event", "0", "=out_events+1", "As many rows of the sheet Price History are filled."),
    Result("open_lines", "Ledger lines without a number of shares", "0", '=COUNTIF(tblLedger[Remark],"number not given")',
        "What they stand for is missing from every total."),
    Result("splits", "Splits in the ledger, up to that day", "0", '=COUNTIFS(tblLedger[Event],"split",tblLedger[Counts],1,tblLedger[Ratio],">0")', "Each multiplies what the lines above it hold."),
    Result("seconds", "Ledger lines that give something to another holder or class", "0",
        '=COUNTIF(tblLedger[Second change],">0")+COUNTIF(tblLedger[Second change],"<0")', "Transfers, exercises, conversions, grants from the pool."),
    Result("open_items", "Open items of the lists", "0", '=COUNTIF(tblLedger[Remark],"?*")+COUNTIF(tblClasses[What is missing],"?*")+COUNTIF(tblHolders[Remark],"?*")'
        '+COUNTIF(tblConvertibles[Remark],"?*")+' + on_account.REMARKS, "Each says what it lacks in its own row.", quoted=True),
    Result("pooled", "Ledger lines of the unissued pool", "0", f'=COUNTIF(tblLedger[Held by],"{POOL}")+COUNTIF(tblLedger[Second holder],"{POOL}")', "It then has a row of its own on Cap Table."),
    Result("pool", "Unissued pool, shares", INTEGER, '=SUMIFS(tblClasses[Shares],tblClasses[Type],"pool")', "Reserved and not granted."),
    Result("unfit", "Entries of Classes, Terms, Holders and Ledger that do not fit", INTEGER, "=" + fits.gate(0),
        "Until they do, no line of the ledger counts."),
    Result("held", "Shares of all classes", INTEGER, "=IF(MIN(tblClasses[Shares])<0,0,SUM(tblClasses[Shares]))", "Only whether there are any, and none below 0: classes are not alike."),
    Result("fully_diluted", "Common shares, fully diluted", INTEGER, f"={FULLY_DILUTED}",
        "Everything converted and exercised, unrounded; without the lines that have no number.", quoted=True),
    Result("votes", "Votes of all shares", INTEGER, f"={ALL_VOTES}",
        "Common shares and those that the preferred converts into, rounded down by holder and class.", quoted=True),
    Result("pf_solved", "Whether the round is solved from a pre-money value", GENERAL,
        f'=IF(AND({fits.ALL}=0,N(in_pf_pre)>0,N(in_pf_gross)>0,out_fully_diluted>0,COUNTIF(tblConvertibles[Remark],"?*")+' + on_account.REMARKS + '=0),"yes","no")', "Needs the new money too, and convertibles without remarks."),
    Result("pf_share_price", "Price of a share, $", f"{PRICE_8};;", f'=IF(out_pf_solved="yes",INDEX({ROUND},1,{VALUE}),N(in_pf_price))', "Of the round, else as typed."),
    Result("pf_active", "Whether a financing is proposed", GENERAL,
        f'=IF(AND({fits.ALL}=0,MIN(tblClasses[Shares])>=0,ISNUMBER(in_pf_date),N(in_pf_gross)*out_pf_share_price>0),"yes","no")', "Needs its day, its new money and its price."),
    Result("pf_new", "New shares", IF_ANY, f'=IF(out_pf_active<>"yes",0,IF(out_pf_solved="yes",out_pf_solved_new,{whole("in_pf_gross/out_pf_share_price")}))', "Whole shares."),
    Result("pf_solved_new", "New shares of the solved round", IF_ANY, f'=IF(out_pf_solved="yes",INDEX({ROUND},{VALUE},{VALUE}),0)', "PRICED_ROUND."),
    Result("pf_solved_pool", "Pool increase of the solved round", IF_ANY, f'=IF(out_pf_solved="yes",INDEX({ROUND},COLUMNS($A$1:$C$1),{VALUE}),0)', "PRICED_ROUND."),
    Result("pf_pool", "Increase of the option pool", IF_ANY, '=IF(out_pf_active<>"yes",0,IF(out_pf_solved="yes",out_pf_solved_pool,N(in_pf_pool)))', "To the target, else as typed."),
    Result("pf_converted", "Shares of the convertibles", IF_ANY, '=IF(out_pf_active="yes",SUM(tblConvertibles[Shares]),0)', "Only a solved round converts them."),
    Result("pf_additional", "Additional Shares", IF_ANY, '=IF(out_pf_active="yes",out_pf_new+N(in_pf_warrants)+out_pf_converted,0)',
        "With those under the warrants, and those of the convertibles."),
    Result("pf_consideration", "Consideration, received and deemed received, $", f"{DOLLARS};",
        '=IF(out_pf_active="yes",in_pf_gross+N(in_pf_warrants)*N(in_pf_exercise)+SUMPRODUCT(tblConvertibles[Shares],tblConvertibles[Price, $]),0)',
        "With the exercise money of the warrants, and what converts."),
    Result("pf_effective", "Effective Price, $ per share", PRICE_8,
        '=IF(AND(out_pf_active="yes",out_pf_consideration>0),EFFECTIVE_PRICE(out_pf_consideration,out_pf_additional),"no financing")',
        "A price is adjusted only where this is below it.", quoted=True),
)  # fmt: skip


def add_inputs_sheet(book: Workbook, company: Company, room: Room) -> None:
    """Add the sheet of inputs, of the results that have names, and of the ledger's words."""
    sheet = layout.add_sheet(book, SHEET, "Inputs", (*WIDTHS, 14, 10, 10),
        "What holds for the whole workbook: the day, the votes, a proposed financing; lists are on Classes, Holders and Ledger.",
        "Shares, $ and $ per share; dates are days. Fractions are of 1.")  # fmt: skip
    layout.header(sheet, COLUMNS)
    results = add_lines(book, sheet, layout.FIRST_ROW, inputs_of(company, room))
    layout.new_page(sheet, results)
    layout.header(sheet, RESULT_COLUMNS, results)
    row = add_lines(book, sheet, results + 1, RESULTS)
    begun = layout.cell_of(LEDGER, "A", layout.FIRST_ROW)
    no_zeros_where(sheet, f"B{results + 2}:B{row - 1}", f'{begun}=""')
    layout.section(sheet, row, "Events that the ledger knows", len(WIDTHS))
    add_table(
        sheet,
        "tblKinds",
        (
            LabelColumn("event", "Event"),
            LabelColumn("holding", "Holding"),
            LabelColumn("price", "Price event"),
            LabelColumn("use", "What it is"),
            LabelColumn("second", "Other leg"),
            Formula("sign", "Sign", "+0;-0;0", 'IF({holding}{row}="adds",1,IF({holding}{row}="takes away",-1,0))'),
            Formula("other", "Second sign", "+0;-0;0", 'IF({second}{row}="adds",1,IF({second}{row}="takes away",-1,0))'),
        ),
        rows_of("event holding second price use", *KINDS),
        header_row=row + 1,
    )  # fmt: skip
    put(sheet, f"E{row}", "Working", SECTION)
    layout.new_page(sheet, row)
    layout.close_sheet(sheet, "D")
