"""A priced round and who owns what before and after it, for ``notes_and_warrants.xlsx``."""

from datetime import date

from openpyxl import Workbook

from xl_udfs.templates.sheets import charts, layout, on_account, source
from xl_udfs.templates.sheets.charts import ChartBlock
from xl_udfs.templates.sheets.entries import (
    DAY,
    LABEL,
    MONEY_ABOVE_0,
    PERCENTAGE,
    PRICE,
    SHARES,
    above_0,
    choice,
)
from xl_udfs.templates.sheets.forms import FormSheet, Input, Result
from xl_udfs.templates.sheets.layout import EXAMPLE
from xl_udfs.templates.sheets.styles import (
    DATE,
    DOLLARS,
    GENERAL,
    INTEGER,
    PRICE_8,
    UNROUNDED_SHARES,
    WORDS,
)
from xl_udfs.templates.sheets.tables import Column, Formula, LabelColumn, add_table, rows_of

ROUND, OWNERSHIP = "Round", "Ownership"
CLASS_ROWS = 12
HELD = "#,##0;-#,##0;"  # shares; nothing where there are none
PART = "0.00%;-0.00%;"
TYPES = "common,preferred,warrant,option,pool,other"
SOLVED = 'out_round_refused="nothing"'
PRICED = (
    "PRICED_ROUND(in_pre_money,in_new_money,out_round_before,N(in_pool_target),"
    "tblConvertibles[#All],out_round_unissued)"
)
REFUSAL = PRICED.replace("PRICED_ROUND(", 'WHY("PRICED_ROUND",')
SHARES_OR_NOTHING, DOLLARS_OR_NOTHING = "#,##0.00;-#,##0.00;", f"{DOLLARS};"
GIVEN = "in_pre_money,in_new_money,in_round_day"
REMARKS = (
    'COUNTIF(tblConvertibles[Memo: remark],"?*")+COUNTIF(tblShares[Remark],"?*")+'
    + on_account.REMARKS
)
CLASSES = rows_of(
    "name type number",
    ("Founders", "common", 9_250_000),
    ("Options outstanding and promised", "option", 650_000),
    ("Unissued pool", "pool", 100_000),
)


def _solved(place: str) -> str:
    """Return the formula of a line of the round, blank while there is none."""
    return f'=IF({SOLVED},INDEX({PRICED},{place},COLUMNS($A$1:$B$1)),"")'


ROUND_LINES: tuple[str | Input | Result, ...] = (
    "The day and the round",
    Input("balance_day", "Balances as of", DAY, date(2024, 1, 1), f"{EXAMPLE} Blank: the closing of the round."),
    Input("round_day", "Closing of the round", DAY, date(2024, 2, 1), f"{EXAMPLE} Interest runs to it; blank where no round is planned."),
    Input("pre_money", "Value before the new money, $", MONEY_ABOVE_0, 15_000_000,
        f"{EXAMPLE} It pays for the shares there are, what converts, and the increase of the pool; blank where no round is planned."),
    Input("new_money", "New money, $", MONEY_ABOVE_0, 5_000_000, f"{EXAMPLE} Blank where no round is planned."),
    Input("pool_target", "Unissued pool after the round, as a part of all shares", PERCENTAGE, 0.1, f"{EXAMPLE} Blank for no increase."),
    *source.OF_ALL,
    "The round, solved",
    Result("balance_day", "Balances are as of", DATE, '=IF(ISNUMBER(in_balance_day),in_balance_day,IF(ISNUMBER(in_round_day),in_round_day,""))', "As typed, else the closing."),
    Result("balances", "Balances of all convertibles, $", DOLLARS_OR_NOTHING, "=SUM(tblConversion[Balance, $])", "Notes with their interest, SAFEs as paid.", quoted=True),
    Result("round_before", "Fully diluted shares before the round", SHARES_OR_NOTHING, "=SUM(tblShares[As converted])", "The unissued pool among them, without convertibles."),
    Result("round_unissued", "Unissued pool among them", SHARES_OR_NOTHING, '=SUMIFS(tblShares[As converted],tblShares[Type],"pool")', "Sheet Ownership."),
    Result("round_refused", "What stands in the way of the round", GENERAL,
        f'=IF(COUNT({GIVEN})=0,"no round",IF({REMARKS}>0,"see the remarks on Convertibles and Ownership",'
        f'IF(COUNT({GIVEN})<COLUMNS($A$1:$C$1),"closing, value and new money are needed",IF(out_round_before=0,"shares are needed on Ownership",IF({REFUSAL}="","nothing",{REFUSAL})))))',
        "nothing: the round is solved; else the reason."),
    Result("round_price", "Price of a new share, $", PRICE_8, _solved("ROWS($A$1:$A$1)"), "PRICED_ROUND: value over all shares that it pays for.", quoted=True),
    Result("round_new", "New shares", INTEGER, _solved("ROWS($A$1:$A$2)"), "New money over the price, whole shares.", quoted=True),
    Result("round_pool", "Increase of the pool, whole shares", INTEGER, _solved("ROWS($A$1:$A$3)"), "To the target, out of the value before the money."),
    Result("round_converted", "Shares of all convertibles", INTEGER, f'=IF({SOLVED},SUM(tblConversion[Shares]),"")', "Sheet Conversion.", quoted=True),
    Result("round_after", "Fully diluted shares after the round", UNROUNDED_SHARES,
        f'=IF({SOLVED},out_round_before+out_round_new+out_round_pool+out_round_converted,"")', "With all that is new.", quoted=True),
    Result("round_post", "Value after the money, $", DOLLARS, f'=IF({SOLVED},in_pre_money+in_new_money,"")', "Value before it, and the new money."),
    Result("pool_exact", "Increase of the pool, unrounded", UNROUNDED_SHARES,
        f'=IF({SOLVED},MAX(N(in_pool_target)*out_round_post/out_round_price-out_round_unissued,0),"")', "For the caps: what the valuation of each is divided by."),
)  # fmt: skip
ROUND_FORM = FormSheet(ROUND, "A priced round", "A financing in which convertible notes and SAFEs become shares; balances of them on any day.",
    "$, shares and parts (10% is 0.10).", ROUND_LINES)  # fmt: skip


def add_ownership(book: Workbook) -> None:
    """Add the shares that there are, and who owns what before and after the round."""
    sheet = layout.add_sheet(book, OWNERSHIP, "Ownership before and after the round", (32, 13, 17, 14, 16, 18, 11, 11, 32),
        "Above, the whole company; below, the classes, options and warrants that there are before the round, convertibles left out.",
        "Shares, as converted into common; parts are of all shares, fully diluted.")  # fmt: skip
    before = (
        "CHOOSE(ROWS($A${first}:$A{row}),out_round_before-out_round_unissued,out_round_unissued,"
        "0,0)"
    )
    after = (
        f"IF({SOLVED},CHOOSE(ROWS($A${{first}}:$A{{row}}),{{before}}{{row}},"
        '{before}{row}+out_round_pool,out_round_converted,out_round_new),"")'
    )
    names = ("Shares, options, warrants", "Unissued pool", "Convertibles", "New investors")
    whole_company = (
        LabelColumn("who", "Who"),
        Formula("before", "Before", HELD, before, total=True),
        Formula("part_before", "Part before", PART, _part("{before}{row}", "out_round_before"), total=True),
        Formula("after", "After", HELD, after, total=True),
        Formula("part_after", "Part after", PART, _part("{after}{row}", "out_round_after"), total=True),
    )  # fmt: skip
    fixed = add_table(sheet, "tblOwnership", whole_company, [{"who": name} for name in names])
    listed = (
        Column("name", "Class", LABEL, "Class of stock, or options or warrants with one strike; each once."),
        Column("type", "Type", choice(f'"{TYPES}"', WORDS), "What it is; pool: what of an option plan is not granted."),
        Column("number", "Number", SHARES, "Shares outstanding, or under rights that are."),
        Column("each", "Common for one", above_0("#,##0.0000"), "Common shares that one becomes. Blank for 1."),
        Column("price", "Price, $", PRICE, "Memo: conversion price or strike, $. Blank where there is none."),
        Formula("converted", "As converted", UNROUNDED_SHARES,
            'IF({name}{row}="","",N({number}{row})*IF(ISNUMBER({each}{row}),{each}{row},1))'),
        Formula("before", "Before", PART, _part("{converted}{row}", "out_round_before")),
        Formula("after", "After", PART, _part("{converted}{row}", "out_round_after")),
        Formula("remark", "Remark", WORDS,
            'IF(COUNTA({name}{row}:{price}{row})=0,"",IF({name}{row}="","which class?",IF({type}{row}="","which type?",IF(ISNUMBER({number}{row}),"","how many?"))))'),
    )  # fmt: skip
    header = fixed[-1] + 3
    layout.section(sheet, header - 1, "Before the round, class by class", 9)
    rows = add_table(
        sheet,
        "tblShares",
        listed,
        [*CLASSES, *[{}] * (CLASS_ROWS - len(CLASSES))],
        header_row=header,
    )
    layout.only_where_used(sheet, f"F{rows[0]}:I{rows[-1]}", "A")
    charts.bars(
        sheet,
        f"A{rows[-1] + 2}",
        "Ownership before and after the round",
        ChartBlock(sheet, 1, fixed[0], fixed[-1]),
        [
            ("Before", ChartBlock(sheet, 3, fixed[0], fixed[-1])),
            ("After", ChartBlock(sheet, 5, fixed[0], fixed[-1])),
        ],
        across_title="Who",
        up_title="Part of all shares, fully diluted",
        up_shown="0%",
    )
    layout.new_page(sheet, rows[-1] + 2)
    layout.close_sheet(sheet, "I")
    sheet.print_area = f"A1:I{rows[-1] + 25}"


def _part(shares: str, of: str) -> str:
    return f'IF(OR({shares}="",N({of})=0),"",{shares}/{of})'
