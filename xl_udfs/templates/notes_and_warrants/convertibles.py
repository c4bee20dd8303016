"""Notes and SAFEs that convert in a priced round, for ``notes_and_warrants.xlsx``.

A company that has these alone fills in these sheets, Round and Ownership, and leaves out the rest.
"""

from datetime import date

from openpyxl import Workbook

from xl_udfs.templates.notes_and_warrants.rounds import HELD, OWNERSHIP, PART, PRICED, ROUND, SOLVED
from xl_udfs.templates.sheets import layout, on_account
from xl_udfs.templates.sheets.checks import CENT, SAME, WHOLE, Check, Measure
from xl_udfs.templates.sheets.entries import (
    LABEL,
    MONEY_ABOVE_0,
    RATE,
    Entry,
    above_0,
    choice,
    day,
)
from xl_udfs.templates.sheets.figures.whole_shares import whole
from xl_udfs.templates.sheets.layout import FIRST_ROW
from xl_udfs.templates.sheets.source import IN_ORDER
from xl_udfs.templates.sheets.styles import DOLLARS, GENERAL, INTEGER, PRICE_8, WORDS
from xl_udfs.templates.sheets.tables import Column, Formula, add_table, rows_of

CONVERTIBLES, CONVERSION = "Convertibles", "Conversion"
PART_OF_BOOK = frozenset({ROUND, CONVERTIBLES, OWNERSHIP})  # sheets that are typed
ROWS = 8
PAID = on_account.read(CONVERTIBLES, ROWS)
SHORT_DAY = "mmm d, yyyy"
SHORT = day(SHORT_DAY)
EXAMPLES = rows_of(
    "holder kind amount cap discount rate from day_count interest maturity",
    ("Investor A", "safe post-money", 200_000, 4_000_000, None, None, None, None, None, None),
    ("Investor B", "safe post-money", 800_000, 8_000_000, None, None, None, None, None, None),
    ("Bridge lender", "note", 150_000, 12_000_000, 0.2, 0.08, date(2023, 2, 1), "actual/365", "simple", date(2025, 2, 1)),
)  # fmt: skip


def add_convertibles(book: Workbook) -> None:
    """Add the notes and SAFEs."""
    sheet = layout.add_sheet(book, CONVERTIBLES, "Convertible notes and SAFEs", (23, 16, 14, 15, 9, 8, 12, 12, 12, 19, 13, 14, 17),
        "What converts, each on a line; nothing else of this workbook is needed for it.",
        "$; parts (20% is 0.20). Blank cells are what an instrument does not have. Balance: only where something was paid on account of it.")  # fmt: skip
    bears = 'AND({kind}{row}="note",ISNUMBER({rate}{row}))'
    wrong = (
        ('{holder}{row}=""', "whose?"),
        ('{kind}{row}=""', "which kind?"),
        ("NOT(ISNUMBER({amount}{row}))", "how much?"),
        ("COUNTIF({holder}${first}:{holder}${last},{holder}{row})>1", "the name is there twice"),
        ('AND({kind}{row}<>"note",ISNUMBER({rate}{row}))', "a SAFE bears no interest"),
        ('AND({kind}{row}="note",ISNUMBER({from}{row}),NOT(ISNUMBER({rate}{row})))', "at which rate? 0 for none"),
        (f"AND({bears},NOT(ISNUMBER({{from}}{{row}})))", "interest from which day?"),
        ("AND(ISNUMBER({from}{row}),ISNUMBER(in_round_day),N({from}{row})>N(in_round_day))", "is of after the closing"),
        (f'IF(AND({bears},MAX(in_round_day,in_balance_day)>N({{from}}{{row}}),{on_account.REMARKS}=0),WHY("NOTE_BALANCE",{{amount}}{{row}},{{from}}{{row}},'
            f'MAX(in_round_day,in_balance_day),{PAID},{{rate}}{{row}},IF({{day_count}}{{row}}="","actual/365",{{day_count}}{{row}}),'
            'IF({interest}{row}="","simple",{interest}{row}),{holder}{row})<>"",FALSE)', "its interest is too long"),
    )  # fmt: skip
    remark = '""'
    for condition, text in reversed(wrong):
        remark = f'IF({condition},"{text}",{remark})'
    columns = (
        Column("holder", "Holder", LABEL, "Who holds it, each once: a second one of the same holder as Name 2."),
        Column("kind", "Kind", choice('"safe post-money,safe pre-money,note"', WORDS), "What it is. Its cap is divided by: all shares with what converts (post-money), "
            "the shares with the increase of the pool (pre-money), the shares alone (note)."),
        Column("amount", "Amount", above_0(DOLLARS), "Principal of a note or purchase amount of a SAFE, $."),
        Column("cap", "Cap", MONEY_ABOVE_0, "Valuation cap, $. Blank for none."),
        Column("discount", "Discount", Entry("0%", "decimal", "between", "0", "0.99"), "Off the price of the round; 20% is 0.2. Blank for none."),
        Column("rate", "Rate", RATE, "Interest a year of a note; 0 or blank for none."),
        Column("from", "From", SHORT, "Day from which a note bears interest, or day of a SAFE. Blank without interest."),
        Formula("to", "To", SHORT_DAY, f'IF({bears},IF(ISNUMBER(in_round_day),in_round_day,""),"")', linked=True),
        Column("day_count", "Day count", choice('"actual/365,actual/360,30/360,actual/actual"', WORDS), "Of the interest; Memo where there is no rate. Blank: actual/365."),
        Column("interest", "Interest", choice('"simple,compounded quarterly"', WORDS), "Whether interest bears interest; Memo where there is no rate. Blank: simple."),
        Column("maturity", "Memo: maturity", SHORT, "Day on which a note is due. Blank for none; interest runs on until it converts."),
        Formula("balance", "Balance", DOLLARS,
            f'IF(OR(COUNTIF(tblPaid[Holder],{{holder}}{{row}})=0,{on_account.REMARKS}>0,{{remark}}{{row}}<>"",NOT(ISNUMBER(in_round_day))),"",IF({bears},'
            f'NOTE_BALANCE({{amount}}{{row}},{{from}}{{row}},in_round_day,{PAID},{{rate}}{{row}},IF({{day_count}}{{row}}="","actual/365",{{day_count}}{{row}}),'
            f'IF({{interest}}{{row}}="","simple",{{interest}}{{row}}),{{holder}}{{row}}),{{amount}}{{row}}-{on_account.paid_to("{holder}{row}", "in_round_day")}))',
            linked=True),
        Formula("remark", "Memo: remark", WORDS, f'IF(COUNTA({{holder}}{{row}}:{{from}}{{row}})+COUNTA({{day_count}}{{row}}:{{maturity}}{{row}})=0,"",{remark})'),
    )  # fmt: skip
    rows = add_table(
        sheet,
        "tblConvertibles",
        columns,
        [*EXAMPLES, *[{}] * (ROWS - len(EXAMPLES))],
    )
    for letter in "HLM":
        layout.only_where_used(sheet, f"{letter}{rows[0]}:{letter}{rows[-1]}", "A")
    runs = "INDEX(tblConvertibles[Interest],{place})"
    on_account.add_payments(sheet, ROWS, f'IF({runs}="","simple",{runs})')
    layout.close_sheet(sheet, "M")


def _of(title: str) -> str:
    return f"INDEX(tblConvertibles[{title}],ROWS($P${FIRST_ROW}:$N{{row}}))"  # P is empty


def _balance(on: str) -> str:
    """Return the formula of what is owed on a convertible on a day, blank without the day."""
    owed = (
        f"NOTE_BALANCE({_of('Amount')},{_of('From')},{on},{PAID},{_of('Rate')},"
        f'IF({_of("Day count")}="","actual/365",{_of("Day count")}),'
        f'IF({_of("Interest")}="","simple",{_of("Interest")}),{{holder}}{{row}})'
    )
    left = f"{_of('Amount')}-{on_account.paid_to('{holder}{row}', on)}"
    # a line without a remark has its amount and, with a rate, its day as numbers; no N asks again,
    # which the array formula of the Office copy would ask of what may be several cells
    rate = _of("Rate")
    bears = f'AND({_of("Kind")}="note",ISNUMBER({rate}),{rate}>0,{_of("From")}<N({on}))'
    lacks = f'OR({{holder}}{{row}}="",{on}="",{_of("Memo: remark")}<>"",{on_account.REMARKS}>0)'
    return f'IF({lacks},"",IF({bears},{owed},{left}))'


def add_conversion(book: Workbook) -> None:
    """Add what each convertible is worth and becomes."""
    sheet = layout.add_sheet(book, CONVERSION, "What each convertible becomes", (26, 16, 16, 15, 15, 15, 18, 16, 12, 16, 4, 10),
        "Balance on a day; the prices by cap and by discount in the round of the sheet Round, the lower of which is taken, and the shares.",
        "$, to the cent; $ per share; whole shares. A cap is divided by the shares of the kind.")  # fmt: skip
    of_round = f"INDEX({PRICED},{{line}}{{row}}%s,COLUMNS($A$1:$B$1))"
    counted = (
        f'IF({_of("Kind")}="note",out_round_before,IF({_of("Kind")}="safe pre-money",'
        "out_round_before+out_pool_exact,in_pre_money/out_round_price-out_pool_exact))"
    )
    columns = (
        Formula("holder", "Holder", GENERAL, f'IF({_of("Holder")}="","",{_of("Holder")})', linked=True),
        Formula("balance", "Balance, $", DOLLARS, _balance("out_balance_day"), linked=True, total=True),
        Formula("converts", "Converts, $", DOLLARS, _of_solved(_balance("in_round_day")), linked=True, total=True),
        Formula("by_cap", "Price by cap", PRICE_8, _of_solved(f'IF(ISNUMBER({_of("Cap")}),{_of("Cap")}/{counted},"")')),
        Formula("by_discount", "Price by discount", PRICE_8, _of_solved(f"out_round_price*(1-N({_of('Discount')}))")),
        Formula("price", "Price, $", PRICE_8, _of_solved(of_round % "+1"), linked=True),
        Formula("by", "By", WORDS, _of_solved(of_round % "+1+1"), linked=True),
        Formula("shares", "Shares", HELD, _of_solved(of_round % ""), linked=True, total=True),
        Formula("part", "Part after", PART, _of_solved("{shares}{row}/out_round_after"), total=True),
        Formula("worth", "At the round's price, $", DOLLARS, _of_solved("{shares}{row}*out_round_price"), total=True),
        Formula("line", "Working: line of the round", "0;;", 'IF({holder}{row}="","",3*COUNTIF({holder}${first}:{holder}{row},"?*")+1)'),
        Formula("lower", "Working: lower of the two", PRICE_8, _of_solved("MIN({by_cap}{row}:{by_discount}{row})")),
        Formula("dearer", "Working: price of the round over its own", PRICE_8, _of_solved("out_round_price/{price}{row}")),
        Formula("buys", "Working: whole shares", HELD, _of_solved(whole("{converts}{row}/{price}{row}"))),
    )  # fmt: skip
    rows = add_table(sheet, "tblConversion", columns, [{}] * ROWS)
    layout.only_where_used(sheet, f"A{rows[0]}:N{rows[-1]}", "A")
    layout.close_sheet(sheet, "J")


def _of_solved(formula: str) -> str:
    """Return a formula that shows nothing on a line without a holder, or without a round."""
    return f'IF(OR({{holder}}{{row}}="",NOT({SOLVED})),"",{formula})'


SIMPLE_NOTES = (  # those whose interest a native formula repeats
    '(tblConvertibles[Kind]="note")*(tblConvertibles[Interest]<>"compounded quarterly")*'
    '((tblConvertibles[Day count]="")+(tblConvertibles[Day count]="actual/365"))*'
    "(tblConvertibles[From]>0)*(tblConvertibles[From]<N(out_balance_day))*"
    "(COUNTIF(tblPaid[Holder],tblConvertibles[Holder])=0)"
)
CHECKS = (
    IN_ORDER,
    Check("Convertibles: nothing is missing on a line", WHOLE,
        '=COUNTIF(tblConvertibles[Memo: remark],"?*")+COUNTIF(tblShares[Remark],"?*")+' + on_account.REMARKS, 0, "The remark beside it, on Convertibles or Ownership, says what."),
    Check("Convertibles: native twin of the balances", CENT,
        f'=IF(out_balance_day="",0,SUMPRODUCT({SIMPLE_NOTES}*ROUND(tblConvertibles[Amount]*(1+tblConvertibles[Rate]*(N(out_balance_day)-tblConvertibles[From])/365),2)))',
        f'=IF(out_balance_day="",0,SUMPRODUCT({SIMPLE_NOTES},tblConversion[Balance, $]))',
        "Simple interest by actual/365; other notes are left out of both."),
    Check("Round: nothing stands in its way", SAME, '=IF(out_round_refused="no round","nothing",out_round_refused)', "nothing", "Sheet Round says what does."),
    Check("Round: native twin of its price", Measure(0.5, DOLLARS),
        f"=IF({SOLVED},out_round_price*(out_round_before+out_pool_exact)+SUMPRODUCT(tblConversion[Converts, $],tblConversion[Working: price of the round over its own]),0)",
        f"=IF({SOLVED},in_pre_money,0)", "The value before the money is the price of all shares before it: those there are, the pool and what converts."),
    Check("Convertibles: each takes the lower of its prices", Measure(0.00000001, PRICE_8),
        "=SUM(tblConversion[Price, $])", "=SUM(tblConversion[Working: lower of the two])", "By its cap or by its discount, as the sheet Conversion works them out."),
    Check("Convertibles: native twin of the shares", Measure(1, INTEGER), "=SUM(tblConversion[Shares])", "=SUM(tblConversion[Working: whole shares])",
        "What it converts, to the cent, over the price, rounded down; a part of a cent can make a share."),
    Check("Ownership: the parts after the round are all", Measure(0.000000001, "0.00%"), "=SUM(tblOwnership[Part after])", f"=IF({SOLVED},1,0)",
        "Every share belongs to someone."),
)  # fmt: skip
