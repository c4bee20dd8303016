"""The sheet of classes: their terms and dividends, and what each is paid."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.core.price.terms import SERIES_5A
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.entries import (
    DAY,
    MONEY,
    NUMBER_FROM_1,
    PRICE,
    RATE,
    SHARES,
    YES_NO_WORD,
    choice,
    from_0,
    text,
)
from xl_udfs.templates.sheets.forms import add_name
from xl_udfs.templates.sheets.layout import EXAMPLE
from xl_udfs.templates.sheets.needs import needs
from xl_udfs.templates.sheets.styles import DOLLARS, GENERAL, UNROUNDED_SHARES, WORDS
from xl_udfs.templates.sheets.tables import AnyColumn, Column, Formula, add_table, rows_of

CLASSES = "Classes"
SLOTS = range(12)  # classes that the workbook has room for; a slot without a name is passed over
FIRST = layout.FIRST_ROW
DIVIDENDS = FIRST + len(SLOTS) + 3  # the header of the table of dividends
COMPUTED = DIVIDENDS + len(SLOTS) + 4  # that of the computed table
RANGE = layout.area_of(CLASSES, "A", "I", len(SLOTS) + 1, COMPUTED)
HELD, PAYOUT, PAID = "J", "K", "L"  # columns of the computed table
HOLDERS = "Holders"
TOTALS = layout.HEADER_ROW + 1  # the row of totals on the sheet of holders
SHARE_COLUMNS, PAID_COLUMNS = 2, 2 + len(SLOTS)  # the first of each, on the sheet of holders
HELD_TOTALS = layout.area_of(HOLDERS, "B", get_column_letter(PAID_COLUMNS - 1), 1, TOTALS)
PAID_TOTALS = layout.area_of(
    HOLDERS,
    get_column_letter(PAID_COLUMNS),
    get_column_letter(PAID_COLUMNS + len(SLOTS) - 1),
    1,
    TOTALS,
)
WORDS_OF_PARTICIPATION = '"none,full,capped,non-participating,participating"'
SERIES = SERIES_5A.name
TERMS = rows_of(
    "name rank held common due part converts without source",
    ("Series 1-A", 1,    50_000,    1,    1_000_000, "none", "no",  SERIES, "Not in the documents: the certificate of incorporation has them."),
    ("Series 2-A", 2,    80_000,    1.42, 1_500_000, "none", "no",  SERIES, "1.42: certificate of July 19, 2005. The rest is not in the documents."),
    (SERIES,       3,    None,      None, None,      "none", "yes", None,   "IV.A, VII.A; the amounts are computed."),
    ("Common",     None, 2_101_345, 1,    None,      "full", "no",  None,   "Certificate of July 19, 2005: outstanding before the issue."),
)  # fmt: skip
WIDTHS = (24, 15, 16, 18, 15, 16, 18, 17, 18, 16, 17, 18, 20, 34, 20, 24, 16)
REMARKS = (  # what a row of terms lacks, the first that is so
    ("COUNTIF({name}${first}:{name}${last},{name}{row})>1", "name twice"),
    ("AND({own},ISTEXT(out_slot))", "its terms on Inputs?"),
    ("AND(NOT({own}),ISBLANK({held}{row}))", "no shares"),
    ("COUNT({due}{row},{price}{row})=2", "amount due or price, not both"),
    ("AND({claim},{strike}{row}>0)", "strike and preference"),
    ("AND({claim},ISBLANK({rank}{row}))", "no rank"),
    ("AND({claim},COUNTA({part}{row},{converts}{row})<2)", "takes part, converts?"),
    ('AND({part}{row}="capped",COUNT({cap}{row},{times}{row})=0)', "no cap"),
    ('AND(COUNT({cap}{row},{times}{row})>0,OR({part}{row}="",COUNTIF({part}{row},"none")+'
     'COUNTIF({part}{row},"full")+COUNTIF({part}{row},"non-part*")>0))', "cap of what?"),
    ("AND(COUNT({multiple}{row},{times}{row})>0,ISBLANK({price}{row}))", "multiple of no price"),
    ('ISNUMBER(SEARCH(";"&{name}{row}&";",";"&SUBSTITUTE({without}{row},"; ",";")&";"))', "as if without itself?"),
    ('AND({without}{row}<>"",COUNTIF({name}${first}:{name}${last},{without}{row})+COUNTIF({without}{row},"*;*")=0)', "as if without what?"),
)  # fmt: skip


def add_classes(book: Workbook) -> None:
    """Add the sheet of classes."""
    sheet = layout.add_sheet(book, CLASSES, "Classes and what each is paid", WIDTHS,
        "⟨Series 1-A, then Series 2-A, then Series 5-A, then common stock (Series 5-A IV.A). What the seniors are paid is found as if no Series 5-A were "
            "outstanding.|Preferred stock, common stock, options and warrants, a row each. Fill only the cells that a class has.⟩",
        "Shares and $; seniority 1 is paid first. A row with a remark is left out of what is paid until it is complete.")  # fmt: skip
    layout.header(sheet, ())
    add_table(
        sheet, "tblTerms", _terms(), [*TERMS, *[{}] * (len(SLOTS) - len(TERMS))], begun_by="name"
    )
    last = len(WIDTHS) - 1
    layout.section(sheet, DIVIDENDS - 1, "Dividends that a class is owed beside its price", last)
    add_table(sheet, "tblDividends", _dividends(), [{}] * len(SLOTS), header_row=DIVIDENDS)
    layout.section(sheet, COMPUTED - 2, "What each class is paid, as WATERFALL computes it", last)
    rows = add_table(sheet, "tblClasses", _computed(), [{}] * len(SLOTS), header_row=COMPUTED)
    total = COMPUTED - 1  # above the header: below the list, unused rows would part them
    layout.put(sheet, f"A{total}", "All classes", styles.TOTAL)
    for letter, shown in (("C", DOLLARS), (PAYOUT, DOLLARS), (PAID, DOLLARS), ("N", "0.00%")):
        summed = needs(f"=SUM({letter}{rows[0]}:{letter}{rows[-1]})")
        layout.put(sheet, f"{letter}{total}", summed, styles.TOTAL, shown)
    for slot in SLOTS:
        add_name(book, f"out_payout_{slot + 1}", sheet, f"${PAYOUT}${COMPUTED + 1 + slot}")
    for row in (DIVIDENDS - 1, COMPUTED - 2):
        layout.new_page(sheet, row)
    layout.close_sheet(sheet, "P")


def _terms() -> tuple[AnyColumn, ...]:
    place = "ROWS($Q${first}:$Q{row})"  # an empty column
    dividends = f"N(INDEX(tblDividends[Due, $],{place}))+N(INDEX(tblDividends[Rate],{place}))>0"
    claim = f"OR(({{due}}{{row}}>0),({{price}}{{row}}>0),{{own}},{dividends})"
    remark = '""'
    for condition, words in reversed(REMARKS):
        asked = condition.replace("{claim}", claim).replace("{own}", "{name}{row}=in_series")
        remark = f'IF({asked},"{words}",{remark})'
    return (
        Column("name", "Name", text(60), "Name of the class, each a different one; rows without one are passed over."),
        Column("rank", "Rank", NUMBER_FROM_1, "1 is paid first; equal numbers share; blank for common stock and options. IV.A."),
        Column("held", "Outstanding", SHARES, "Shares of the class, or options in number; blank for the series of the sheet Inputs, which gives them."),
        Column("common", "Common for one", from_0("#,##0.00####"), "Common shares for one share; blank for 1, and where it is computed."),
        Column("price", "Price, $", PRICE, "What one share has paid back first; blank where there is none, or where the amount due is typed."),
        Column("multiple", "Multiple", from_0("0.00##"), "Times the price: 1.5 is one and a half; blank for 1."),
        Column("due", "Amount due", MONEY, f"{EXAMPLE} All shares together, $, in place of price and multiple; blank where it is computed, or none."),
        Column("part", "Takes part", choice(WORDS_OF_PARTICIPATION, WORDS), "In the rest, beside its preference; blank for common stock and options."),
        Column("cap", "Capped at", MONEY, "Total, $, the amount due included; blank where it is not capped."),
        Column("times", "Cap multiple", from_0("0.00##"), "The cap as a multiple of the price of all shares; blank where it is not."),
        Column("converts", "Can convert", YES_NO_WORD, "yes where its holders may convert instead of holding (VII.A); blank for common stock."),
        Column("strike", "Strike, $", PRICE, "Exercise price of options and warrants: they share only where it pays; blank where there is none."),
        Column("without", "As if without", text(200, WORDS),
            "Names of classes, separated by ;, left out when the amount of this one is found; blank for none.⟨ IV.A: the Series 5-A, for Series 1-A and 2-A.|⟩"),
        Column("source", "Source", text(200), "Memo: where the terms stand."),
        Formula("remark", "Remark", WORDS, f'IF({{name}}{{row}}="",IF(COUNTA({{rank}}{{row}}:{{without}}{{row}})=0,"","no name"),{remark})'),
    )  # fmt: skip


def _dividends() -> tuple[AnyColumn, ...]:
    place = f"ROWS($Q${DIVIDENDS + 1}:$Q{{row}})"  # an empty column
    name, price = f"INDEX(tblTerms[Name],{place})", f"INDEX(tblTerms[Price, $],{place})"
    money = f"{price}*INDEX(tblTerms[Outstanding],{place})"
    missing = f"OR(ISBLANK({{rate}}{{row}}),ISBLANK({{since}}{{row}}),ISBLANK(in_receipt),ISBLANK({price}))"
    remark = (
        f'IF({name}="","no class",IF({name}=in_series,"its dividends are on Inputs",IF(COUNTA({{rate}}{{row}}:{{paid}}{{row}})=0,"",'
        f'IF({missing},"rate, days, price?",""))))'
    )
    return (
        Formula("name", "Class", GENERAL, f'IF({name}="","",{name})'),
        Column("declared", "Due, $", MONEY, "Declared and unpaid, or accrued by your own reckoning, on all shares; blank for none."),
        Column("rate", "Rate", RATE, "Of a cumulative dividend, a year: 8% of the price; blank for none."),
        Column("since", "Accrues from", DAY, "First day; it accrues to the day of receipt on the sheet Inputs; blank for none."),
        Column("method", "Method", choice('"simple,compound"', WORDS), "Whether unpaid dividends bear dividends; blank for simple."),
        Column("often", "A year", choice('"1,2,4,12"', WORDS), "How often it compounds; blank for once."),
        Column("days", "Day count", choice('"actual/365,actual/360,30/360,actual/actual"', WORDS), "How days become years; blank for actual/365."),
        Column("paid", "Paid, $", MONEY, "Of the cumulative dividend, on all shares, by now; blank for none."),
        Formula("accrued", "Accrued, $", DOLLARS,
            f'IF(OR(ISBLANK({{rate}}{{row}}),{{remark}}{{row}}<>""),"",DIVIDEND_ACCRUED({money},{{since}}{{row}},in_receipt,{{rate}}{{row}},'
            "{method}{row},{often}{row},{days}{row},{paid}{row}))"),
        Formula("remark", "Remark", WORDS, f'IF(COUNTA({{declared}}{{row}}:{{paid}}{{row}})=0,"",{remark})'),
    )  # fmt: skip


def name_of(slot: int) -> str:
    """Return the cell that holds the name of the class in a slot, which may be blank."""
    return layout.cell_of(CLASSES, "A", COMPUTED + 1 + slot)


def computed(slot: int, letter: str) -> str:
    """Return a cell of the computed table."""
    return layout.cell_of(CLASSES, letter, COMPUTED + 1 + slot)


def put_names(
    sheet: Worksheet, row: int, *first_columns: int, between: str = "", unused: str = ""
) -> None:
    """Write the names of the classes above columns of all slots.

    Args:
        sheet: where they go.
        row: of the names.
        between: letters of the columns that have none.
        first_columns: the number of the first column of each block of slots.
        unused: stands for the name of no class; a chart calls a series without a name by its
            column, but takes a blank for a name.
    """
    for letter in f"A{between}":
        layout.put(sheet, f"{letter}{row}", "Class" if letter == "A" else None, styles.HEADER)
    for first in first_columns:
        for slot in SLOTS:
            cell = f"{get_column_letter(first + slot)}{row}"
            name = f'=IF({name_of(slot)}="","{unused}",{name_of(slot)})'
            layout.put(sheet, cell, name, styles.HEADER)
    sheet.row_dimensions[row].height = layout.TITLES_HEIGHT


PLACE = f"ROWS($R${COMPUTED + 1}:$R{{row}})"  # an empty column


def _term(title: str) -> str:
    """Return the class's own cell in a column of its terms."""
    return f"INDEX(tblTerms[{title}],{PLACE})"


def _own(series: str, typed: str) -> str:
    """Return what is computed for the Series 5-A, and what is typed for another class."""
    return f"IF({{name}}{{row}}=in_series,{series},{typed})"


def _used(formula: str) -> str:
    """Return a formula that stays empty where the slot is."""
    return f'IF({{name}}{{row}}="","",{formula})'


def _term_or_empty(title: str) -> str:
    """Return a term as it is typed, empty where it is blank."""
    return _used(f'IF(ISBLANK({_term(title)}),"",{_term(title)})')


def _computed() -> tuple[AnyColumn, ...]:
    name, price, held = _term("Name"), _term("Price, $"), _term("Outstanding")
    multiple = f"IF(ISBLANK({_term('Multiple')}),1,{_term('Multiple')})"
    due = f"IF(ISBLANK({price}),N({_term('Amount due')}),{price}*{multiple}*{held})"
    owed = f"N(INDEX(tblDividends[Due, $],{PLACE}))+N(INDEX(tblDividends[Accrued, $],{PLACE}))"
    common = f"IF(ISBLANK({_term('Common for one')}),1,{_term('Common for one')})"
    cap = (
        f"IF(ISNUMBER({_term('Capped at')}),{_term('Capped at')},IF(ISNUMBER({_term('Cap multiple')}),"
        f'{_term("Cap multiple")}*{price}*{held},""))'
    )
    part = (
        f'IF({_term("Takes part")}="non-participating","none",IF({_term("Takes part")}="participating",'
        f'IF({{cap}}{{row}}="","full","capped"),{_term("Takes part")}))'
    )
    without = (  # a class with a remark is not there to be left out
        f'IF(ISBLANK({_term("As if without")}),"",IF(COUNTIF({{name}}${{first}}:{{name}}${{last}},{_term("As if without")})+'
        f'COUNTIF({_term("As if without")},"*;*")=0,"",{_term("As if without")}))'
    )
    paid = f'IFERROR(INDEX(WATERFALL(out_distributable,{RANGE}),{PLACE}),"")'  # a check has why
    return (
        Formula("name", "Class", GENERAL, f'IF(OR({name}="",{_term("Remark")}<>""),"",{name})'),
        Formula("rank", "Seniority", "0", _term_or_empty("Rank")),
        Formula("preference", "Preference", DOLLARS, _used(_own("out_preference_paid", f"{due}+{owed}"))),
        Formula("shares", "Shares", UNROUNDED_SHARES, _used("{held}{row}*" + _own("out_rate", common))),
        Formula("part", "Participation", WORDS, _used(f'IF(ISBLANK({_term("Takes part")}),IF({{preference}}{{row}}=0,"full",""),{part})')),
        Formula("cap", "Cap", DOLLARS, _used(cap)),
        Formula("converts", "Convertible", "0", _used(f'IF({_term("Can convert")}="yes",1,0)')),
        Formula("without", "As if without", WORDS, _used(without)),
        Formula("strike", "Strike", styles.PRICE_4, _term_or_empty("Strike, $")),
        Formula("held", "Outstanding", UNROUNDED_SHARES, _used(_own("in_shares", held))),
        Formula("payout", "Payout", DOLLARS, _used(f'IF(ISNUMBER(out_distributable),{paid},"")')),
        Formula("paid", "To the cent", DOLLARS, _used('IF({payout}{row}="","",ROUND({payout}{row}/in_cent,0)*in_cent)')),
        Formula("each", "$ a share", '"$"#,##0.0000', _used('IF(OR({payout}{row}="",{held}{row}=0),"",{payout}{row}/{held}{row})')),
        Formula("part_of_all", "Part", "0.00%", _used('IF({payout}{row}="","",IF(out_distributable=0,0,{payout}{row}/out_distributable))')),
        Formula("choice", "What it does", WORDS,
            _used('IF({payout}{row}="","",IF(N({strike}{row})>0,IF({payout}{row}>0,"exercises","does not exercise"),IF({preference}{row}=0,'
                '"shares in the rest",IF(AND({converts}{row}=1,{part}{row}<>"full",{payout}{row}>MAX({preference}{row},{cap}{row})+in_cent),"converts",'
                'IF(AND({part}{row}<>"none",{payout}{row}>{preference}{row}+in_cent),"holds it and shares in the rest","holds its preference")))))')),
        Formula("unheld", "Not held by a holder", UNROUNDED_SHARES, _used(f"{{held}}{{row}}-INDEX({HELD_TOTALS},{PLACE})"), linked=True),
        Formula("unpaid", "Not paid to one", DOLLARS, _used(f'IF({{paid}}{{row}}="","",ROUND({{paid}}{{row}}-INDEX({PAID_TOTALS},{PLACE}),2))'), linked=True),
    )  # fmt: skip
