"""Two of the lists that a user of the cap table keeps: classes and holders."""

from openpyxl import Workbook

from xl_udfs.templates.cap_table.columns import (
    SHOWN,
    choices,
    days,
    first_of,
    letter_of,
    words,
)
from xl_udfs.templates.cap_table.data import Company, Room
from xl_udfs.templates.cap_table.terms import PRESETS, RULE_ROWS, RULES
from xl_udfs.templates.cap_table.terms import SHEET as TERMS
from xl_udfs.templates.sheets import layout
from xl_udfs.templates.sheets.entries import (
    PRICE,
    RATE,
    SHARES,
    YES_NO_WORD,
    Entry,
    above_0,
    from_0,
    whole_number,
)
from xl_udfs.templates.sheets.layout import area_of
from xl_udfs.templates.sheets.styles import INTEGER, PRICE_4, WHOLE_DOLLARS, WORDS
from xl_udfs.templates.sheets.tables import AnyColumn, Column, Formula, add_table

CLASSES, HOLDERS = "Classes", "Holders"
TYPES = ("common", "preferred", "warrant", "option", "pool", "other")
OF_SHEET = "ROW()-ROW({name}$7)"  # the place of a class
FOR_DEALS = "Memo: for the other workbooks. "


def _listed(texts: tuple[str, ...]) -> str:
    return '"' + ",".join(texts) + '"'


def _from_working(name: str, title: str, shown: str, source: str) -> Formula:
    """Return what the sheet Working finds for a class."""
    found = f"INDEX(tblTerms[{source}],{OF_SHEET})"
    return Formula(name, title, shown, f'IF({{name}}{{row}}="","",{found})', linked=True)


def _tick(name: str, title: str, what: str) -> Column:
    return Column(
        name,
        title,
        YES_NO_WORD,
        f"Whether A of its weighted average counts {what}. Blank: as the preset.",
    )


HELD = "SUMIFS(tblLedger[Change],tblLedger[Class],{name}{row})"
RECEIVED = "SUMIFS(tblLedger[Second change],tblLedger[Second class],{name}{row})"
PREFERENCE = 'N({shares}{row})*IF({pref_price}{row}<>"",{pref_price}{row},N({oip}{row}))*{pref_multiple}{row}'
ACCRUAL = (  # arguments of DIVIDEND_ACCRUED
    '{shares}{row}*{oip}{row},IF({div_from}{row}="",{date}{row},{div_from}{row}),in_as_of,{div_rate}{row},IF({div_method}{row}="","simple",{div_method}{row}),'
    'IF({div_frequency}{row}="",1,{div_frequency}{row}),IF({day_count}{row}="","actual/365",{day_count}{row})'
)  # fmt: skip
ACCRUES = (
    "AND(N({div_rate}{row})>0,N({oip}{row})>0,N({shares}{row})>0,COUNT({date}{row},{div_from}{row})>0,"
    "MAX({date}{row},{div_from}{row})<N(in_as_of),out_unfit=0)"
)
TOO_LONG = f'AND({ACCRUES},WHY("DIVIDEND_ACCRUED",{ACCRUAL})<>"")'
VOTING = 'OR({type}{row}="common",{type}{row}="preferred")'  # as far as the charter says so
CLASS_COLUMNS: tuple[AnyColumn, ...] = (
    words("name", "Class", "Name of the class, once each; the ledger takes it from here."),
    choices("type", "Type", "What it is; other are further rights to common stock.", _listed(TYPES)),
    choices("preset", "Preset", "Fills what is blank of its price rule; blank for none.", area_of(TERMS, "A", "A", len(PRESETS))),
    choices("rule", "Price rule",
        "Which rule adjusts its price: " + "; ".join(RULES) + ". Blank: as the preset, else none.", area_of(TERMS, "A", "A", len(RULES), RULE_ROWS)),
    Column("months", "Ratchet months", whole_number(0, 1200), "Months of full ratchet after the start date. Blank: as the preset."),
    Column("threshold", "Threshold", from_0(WHOLE_DOLLARS), "Smallest gross proceeds that adjust the price, $; 0 for any. Blank: as the preset."),
    _tick("count_common", "Counts common", "common stock"),
    _tick("count_preferred", "Counts preferred", "preferred stock, as converted"),
    _tick("count_options", "Counts options", "options outstanding"),
    _tick("count_warrants", "Counts warrants", "warrants and other rights"),
    _tick("count_pool", "Counts pool", "the unissued pool"),
    Column("decimals", "Decimals", whole_number(0, 15), "Decimals of the price after each event. Blank: as the preset, else exact."),
    Column("floor", "Floor", above_0('"$"#,##0.00##'), "The price is never reduced below it, $. Blank for none."),
    Column("least", "Smallest change", RATE, "Part of the price; a smaller change is carried forward. Blank for none."),
    choices("fraction", "Fraction", "What becomes of a fraction of a share on conversion, as the notice of it counts. Blank: as the preset, else cash.", '"cash,down,up,nearest"'),
    Column("moves", "Count moves", YES_NO_WORD, "Whether the number of a warrant's shares moves against its price. Blank: as the preset, else no."),
    Column("oip", "Original issue price", PRICE, "$ per preferred share; for a warrant its price at the start. Blank for common."),
    Column("price", "Start price", PRICE, "Conversion or exercise price (strike) at the start, $, unrounded. Blank for common."),
    days("date", "Start date", "Closing Date or date of issue: only what comes after it counts. Blank: that of its first ledger line."),
    Column("authorized", "Authorized", SHARES, "Shares of the class that the charter authorizes; blank where not known."),
    Column("votes", "Votes", from_0("0"), "Votes of each common share that it is or converts into; 0 for rights."),
    Column("dividend", "Dividend per share", from_0('"$"#,##0.00##'), "Declared and unpaid, $ per preferred share; blank for none."),
    Column("pref_price", "Preference price", PRICE, "$ per share that its multiple is of. Blank: the original issue price."),
    Column("pref_multiple", "Preference multiple", from_0("0.00##"), "Times that price it is paid first; blank for no preference."),
    choices("participation", "Participation", FOR_DEALS + "Blank where it has no preference.", '"non-participating,participating,capped"'),
    Column("cap", "Cap", PRICE, FOR_DEALS + "$ per share that a capped class is paid in all."),
    Column("cap_multiple", "Cap multiple", above_0("0.00##"), FOR_DEALS + "The same as a multiple of the preference price."),
    Column("seniority", "Seniority", whole_number(1, 99), FOR_DEALS + "1 is paid first."),
    Column("div_rate", "Dividend rate", RATE, "Cumulative dividend a year, of the original issue price; 0.08 is 8%. Memo while it has no shares. Blank for none."),
    choices("div_method", "Dividend method", "Blank is simple.", '"simple,compound"'),
    Column("div_frequency", "Dividend frequency", Entry("0", "list", None, '"1,2,4,12"'), "Times a year that it compounds. Blank: once."),
    choices("day_count", "Day count", "Blank is actual/365.", '"actual/365,actual/360,30/360,actual/actual"'),
    days("div_from", "Dividends from", "Day from which it accrues; blank: the start date."),
    words("clause", "Clause", "Memo: of its price, in the company's own words; EXPLAIN and the certificate print it."),
    words("source", "Source", "Memo: where the terms stand."),
    _from_working("state", "Price is", WORDS, "Price is"),
    _from_working("now", "Conversion price", PRICE_4, "Price now"),
    _from_working("rate", "Common per share", "#,##0.0000", "Rate"),
    Formula("shares", "Shares", SHOWN, f'IF({{name}}{{row}}="","",{HELD}+IF(out_seconds=0,0,{RECEIVED}))', linked=True),
    Formula("converted", "As converted", SHOWN, 'IF({name}{row}="","",{shares}{row}*{rate}{row})'),
    Formula("issuable", "Still issuable", INTEGER,
        'IF(OR({name}{row}="",NOT(ISNUMBER({authorized}{row}))),"",{authorized}{row}-SUMIFS(tblLedger[Change],tblLedger[Class],{name}{row},tblLedger[Change],">0"))',
        linked=True),
    Formula("declared", "Dividends, $", '"$"#,##0.00;-"$"#,##0.00;', 'IF({name}{row}="","",N({dividend}{row})*{shares}{row})'),
    Formula("accrued", "Accrued, $", '"$"#,##0.00;-"$"#,##0.00;', f'IFERROR(IF({{name}}{{row}}="","",IF(OR(NOT(N({{div_rate}}{{row}})),NOT(N({{oip}}{{row}})),NOT({{shares}}{{row}}),'
        f'NOT(COUNT({{date}}{{row}},{{div_from}}{{row}}))),0,IF(OR(MAX({{date}}{{row}},{{div_from}}{{row}})>=N(in_as_of),ISERROR(EDATE(N(in_as_of),0))),0,DIVIDEND_ACCRUED({ACCRUAL})'
        '-SUMIFS(tblLedger[Consideration, $],tblLedger[Class],{name}{row},tblLedger[Event],"dividend",tblLedger[Counts],1)))),"")', linked=True),
    Formula("preference", "Preference, $", '"$"#,##0.00;-"$"#,##0.00;', f'IF(OR({{name}}{{row}}="",NOT(ISNUMBER({{pref_multiple}}{{row}}))),"",{PREFERENCE})'),
    Formula("missing", "What is missing", WORDS, 'IF({name}{row}="",IF(COUNTA({type}{row}:{source}{row})>0,"a name",""),' + first_of((
        ('{type}{row}=""', "its type"),
        ("COUNTIF({name}${first}:{name}${last},{name}{row})>1", "another name"),
        ('AND({preset}{row}<>"",COUNTIF(tblPresets[Preset],{preset}{row})=0)', "a preset of the list"),
        ('AND({rule}{row}<>"",COUNTIF(tblRules[Rule],{rule}{row})=0)', "a rule of the list"),
        ('AND({state}{row}="incomplete",{price}{row}="")', "a start price"),
        ('AND({state}{row}="incomplete",{date}{row}="")', "a start date"),
        ('AND({state}{row}="incomplete",{preset}{row}="",{threshold}{row}="")', "a threshold; 0 for none"),
        ('AND({state}{row}="incomplete",{preset}{row}="",{months}{row}="",{rule}{row}="ratchet, then weighted average")', "ratchet months"),
        ('AND({state}{row}="incomplete",{preset}{row}="",COUNTIF({count_common}{row}:{count_pool}{row},"yes")=0)', "what A counts"),
        ('{state}{row}="incomplete"', "terms of its price rule"),
        ('AND({state}{row}="fixed",COUNTA({months}{row}:{least}{row})>0)', "a price rule, for its terms"),
        ('AND({state}{row}="adjusted",{months}{row}<>"",INDEX(tblTerms[Price rule],ROWS({name}${first}:{name}{row}))<>"ratchet, then weighted average")', "no months for its rule"),
        ('AND({state}{row}="adjusted",COUNTA({count_common}{row}:{count_pool}{row})>0,INDEX(tblTerms[Averages],ROWS({name}${first}:{name}{row}))=0)', "no counts for its rule"),
        ('AND({moves}{row}<>"",{type}{row}<>"warrant")', "its count does not move"),
        ('AND(COUNT({pref_price}{row}:{pref_multiple}{row})=1,{pref_multiple}{row}="")', "a multiple, for its preference"),
        ("AND(N({div_rate}{row})=0,COUNTA({div_method}{row}:{div_from}{row})>0)", "a dividend rate"),
        ('AND({type}{row}="preferred",COUNT({oip}{row}:{price}{row})=1)', "the other price"),
        ('AND({type}{row}="preferred",{price}{row}="",{shares}{row}<>0)', "its prices"),
        ('AND(OR({type}{row}="warrant",{type}{row}="option"),{price}{row}="",{shares}{row}<>0,COUNTIFS(tblLedger[Class],{name}{row},tblLedger[Strike, $],">=0")=0)', "its exercise price"),
        ('AND({price}{row}="",N({dividend}{row})>0)', "prices, for its dividend"),
        ('AND({pref_multiple}{row}<>"",{pref_price}{row}="",{oip}{row}="")', "a price, for its preference"),
        ('AND(N({div_rate}{row})>0,OR({oip}{row}="",COUNT({date}{row},{div_from}{row})=0))', "price and day, for its dividend"),
        (TOO_LONG, "a dividend of 100 years at most"),
        (f'AND({VOTING},{{votes}}{{row}}="",{{shares}}{{row}}<>0,SUM({{votes}}${{first}}:{{votes}}${{last}})>0)', "its votes; 0 for none"),
    )) + ")"),
)  # fmt: skip
HOLDER_COLUMNS: tuple[AnyColumn, ...] = (
    words("holder", "Holder", "Name, once each; the ledger takes it from here."),
    words("kind", "Kind", "Memo: founder, investor, employee, or as you please."),
    words("address", "Address for notices", "Memo: record address⟨ (Series 5-A VII.H)|⟩."),
    choices("favour", "In favour", "Whether the holder votes in favour (sheet Votes). ⟨Not in the documents: an example.|⟩", '"yes,no"'),
    Formula("lines", "Ledger lines", "0", 'IF({holder}{row}="","",COUNTIF(tblLedger[Holder],{holder}{row})+COUNTIF(tblLedger[To],{holder}{row}))', linked=True),
    Formula("remark", "Remark", WORDS,
        'IF({holder}{row}="",IF({favour}{row}="","","no name"),IF(COUNTIF(tblHolders[Holder],{holder}{row})-1>0,"named twice",""))'),
)  # fmt: skip
PARTS = {  # of the printed list, by the first column
    "type": "The rule of its price",
    "decimals": "Its price, shares and votes",
    "pref_price": "Preference and cumulative dividend",
    "clause": "In words",
    "state": "What follows",
}
WIDTHS = {
    "name": 26,
    "type": 14,
    "preset": 27,
    "participation": 16,
    "rule": 26,
    "clause": 74,
    "source": 74,
    "missing": 24,
    "state": 12,
}


def add_classes(book: Workbook, company: Company, room: Room) -> None:
    """Add the sheet of classes."""
    widths = [WIDTHS.get(column.name, 11.5) for column in CLASS_COLUMNS]
    sheet = layout.add_sheet(book, CLASSES, "Classes", widths,
        "The terms of each class, and what follows from the ledger; fill the rows from the top, without gaps.",
        "$ per share, shares; a blank is not known or does not apply.")  # fmt: skip
    rows = [*company.classes, *[{}] * (room.classes - len(company.classes))]
    add_table(
        sheet,
        "tblClasses",
        CLASS_COLUMNS,
        rows,
        room=room.more("classes"),
        begun_by=CLASS_COLUMNS[0].name,
    )
    last = letter_of(CLASS_COLUMNS, "missing")
    layout.close_sheet(sheet, last)
    headings = {letter_of(CLASS_COLUMNS, name): heading for name, heading in PARTS.items()}
    layout.part(sheet, headings, last)


def add_holders(book: Workbook, company: Company, room: Room) -> None:
    """Add the sheet of holders."""
    sheet = layout.add_sheet(book, HOLDERS, "Holders", (40, 24, 44, 12, 12, 20),
        "Everyone who holds ⟨something; the documents name no holder of July 2005, so each class is held by one line for all|something, once each⟩.",
        "Names; further rows are typed below the last one.")  # fmt: skip
    lines = [*company.holders, *[{}] * (room.holders - len(company.holders))]
    add_table(
        sheet,
        "tblHolders",
        HOLDER_COLUMNS,
        lines,
        room=room.more("holders"),
        begun_by=HOLDER_COLUMNS[0].name,
    )
    layout.close_sheet(sheet, "F")
