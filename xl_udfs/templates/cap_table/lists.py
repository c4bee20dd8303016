"""Two of the lists that a user of the cap table keeps: classes and holders."""

from openpyxl import Workbook

from xl_udfs.templates.cap_table.columns import choices, days, fit_rows, words
from xl_udfs.templates.cap_table.data import PATHS, SLOTS, Company
from xl_udfs.templates.cap_table.ledger import HOLDERS
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.entries import PRICE, SHARES, from_0, whole_number
from xl_udfs.templates.sheets.layout import LINE_HEIGHT, two_pages
from xl_udfs.templates.sheets.styles import DASHED, GENERAL, INTEGER, PRICE_4, WHOLE_DOLLARS, WORDS
from xl_udfs.templates.sheets.tables import AnyColumn, Column, Formula, add_table

CLASSES = "Classes"


CLASS_COLUMNS = (
    words("name", "Class", "Name of the class, once each; the ledger takes it from here."),
    choices("type", "Type", "common, preferred, warrant, or other rights to common stock.", '"common,preferred,warrant,other"'),
    choices("rule", "Price rule", "Which text adjusts its price; none where nothing does.", '"Series 5-A,Series 2-A,Warrant,none"'),
    Column("oip", "Original issue price", PRICE, "$ per preferred share; for a warrant its price at the start. Blank for common."),
    Column("price", "Start price", PRICE, "Conversion or exercise price at the start, $, unrounded. Blank for common."),
    days("date", "Start date", "Closing Date or date of issue: only what comes after it counts."),
    Column("threshold", "Threshold", from_0(WHOLE_DOLLARS), "Smallest gross proceeds that adjust the price, $; 0 for any."),
    Column("months", "Ratchet months", whole_number(0, 1200), "Months of full ratchet after the start date, then weighted average; 0 for none."),
    Column("authorized", "Authorized", SHARES, "Shares of the class that the charter authorizes; blank where not known."),
    Column("dividend", "Dividend per share", from_0('"$"#,##0.00##'), "Declared and unpaid, $ per preferred share; blank for none."),
    Column("votes", "Votes", from_0("0"), "Votes of each common share that it is or converts into; 0 for warrants."),
    Formula("state", "Price is", WORDS, 'IF({name}{row}="","",IF(OR({rule}{row}="",{rule}{row}="none"),"fixed",IF(OR(COUNT({price}{row}:{date}{row})<2,'
        'AND({rule}{row}<>"Warrant",COUNT({threshold}{row}:{months}{row})<2)),"incomplete","adjusted")))'),
    Formula("now", "Conversion price", PRICE_4,
        'IF(OR({name}{row}="",{price}{row}=""),"",IF(OR({state}{row}<>"adjusted",out_events=0),{price}{row},INDEX(' + PATHS + ",out_events+1,"
            "ROW()-ROW({name}$7))))", linked=True),
    Formula("rate", "Common per share", "#,##0.0000",
        'IF({name}{row}="","",IF(OR({oip}{row}="",{now}{row}=""),N(TRUE),CONVERSION_RATE({oip}{row},{now}{row},{dividend}{row})))'),
    Formula("shares", "Shares", DASHED, 'IF({name}{row}="","",SUMIFS(tblLedger[Change],tblLedger[Class],{name}{row}))', linked=True),
    Formula("issuable", "Still issuable", INTEGER,
        'IF(OR({name}{row}="",{authorized}{row}=""),"",{authorized}{row}-SUMIFS(tblLedger[Change],tblLedger[Class],{name}{row},tblLedger[Change],">0"))',
        linked=True),
    Formula("declared", "Dividends, $", '"$"#,##0.00;-"$"#,##0.00;"-"', 'IF({name}{row}="","",N({dividend}{row})*{shares}{row})'),
    Formula("missing", "What is missing", WORDS, 'IF({name}{row}="",IF(COUNTA({type}{row}:{votes}{row})>0,"a name",""),IF({type}{row}="","its type",'
        'IF(COUNTIF({name}$8:{name}$15,{name}{row})>1,"another name",IF({state}{row}="incomplete","terms of its price rule",'
        'IF(COUNT({oip}{row}:{price}{row})=1,"the other price",IF(AND({type}{row}<>"common",{type}{row}<>"other",{price}{row}="",{shares}{row}<>0),"its '
        'prices",IF(AND({state}{row}="fixed",COUNT({date}{row}:{months}{row})>0),"a price rule",IF(AND({rule}{row}="Warrant",'
        'COUNT({threshold}{row}:{months}{row})>0),"no threshold for a warrant",IF(AND({price}{row}="",N({dividend}{row})>0),"prices, for its dividend",'
        '"")))))))))'),
    words("source", "Source", "Memo: where the terms stand."),
)  # fmt: skip
HOLDER_COLUMNS = (
    words("holder", "Holder", "Name, once each; the ledger takes it from here."),
    words("kind", "Kind", "Memo: founder, investor, employee, or as you please."),
    words("address", "Address for notices", "Memo: record address (Series 5-A VII.H)."),
    choices("favour", "In favour", "Whether the holder votes in favour (sheet Votes). ⟨Not in the documents: an example.|⟩", '"yes,no"'),
    Formula("lines", "Ledger lines", "0", 'IF({holder}{row}="","",COUNTIF(tblLedger[Holder],{holder}{row}))', linked=True),
    Formula("remark", "Remark", WORDS,
        'IF({holder}{row}="",IF({favour}{row}="","","no name"),IF(COUNTIF(tblHolders[Holder],{holder}{row})>1,"named twice",""))'),
)  # fmt: skip


READ_FIRST = 21  # column U


def _read_columns() -> list[AnyColumn]:
    """Return the columns that CAP_TABLE knows; it refuses the others of the list of classes."""
    return [
        Formula(title, title, shown, f'IF({letter}{{row}}="","",{letter}{{row}})')
        for title, letter, shown in (
            ("Shares", "O", INTEGER), ("Class", "A", GENERAL), ("Original issue price", "D", '"$"#,##0.00##'),
            ("Conversion price", "M", PRICE_4), ("Dividend per share", "J", '"$"#,##0.00##'), ("Votes", "K", "0"),
        )
    ]  # fmt: skip


def add_classes(book: Workbook, company: Company) -> None:
    """Add the sheet of classes, and beside it the columns that CAP_TABLE reads."""
    sheet = layout.add_sheet(book, CLASSES, "Classes", (28, 17, 13, 13, 12, 14, 13, 10, 12, 12, 8, 13, 14, 13, 14, 13, 13, 26, 62, 4, 13, 28, 13, 13, 12, 8),
        "The terms of each class, and what follows from the ledger; fill the rows from the top, without gaps.",
        "$ per share, shares; a blank is not known or does not apply.")  # fmt: skip
    rows = [*company.classes, *[{}] * (SLOTS - len(company.classes))]
    numbers = add_table(sheet, "tblClasses", CLASS_COLUMNS, rows)
    fit_rows(sheet, numbers, rows, "source", 62)
    sheet.row_dimensions[layout.HEADER_ROW].height = 2 * LINE_HEIGHT + 3
    layout.put(sheet, f"U{layout.HEADER_ROW - 1}", "What CAP_TABLE reads", styles.SECTION)
    add_table(sheet, "tblRead", _read_columns(), [{}] * SLOTS, first_column=READ_FIRST)
    layout.close_sheet(sheet, "Z")
    two_pages(sheet, "A", f"A1:K{numbers[-1]}", f"L{layout.HEADER_ROW}:Z{numbers[-1]}")


def add_holders(book: Workbook, company: Company, rows: int) -> None:
    """Add the sheet of holders."""
    sheet = layout.add_sheet(book, HOLDERS, "Holders", (40, 24, 44, 12, 12, 20),
        "Everyone who holds ⟨something; the documents name no holder of July 2005, so each class is held by one line for all|something, once each⟩.",
        "Names; further rows are typed below the last one.")  # fmt: skip
    lines = [*company.holders, *[{}] * (rows - len(company.holders))]
    add_table(sheet, "tblHolders", HOLDER_COLUMNS, lines)
    layout.close_sheet(sheet, "F")
