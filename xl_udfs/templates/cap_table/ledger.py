"""The ledger: what happened to holdings and to prices, line by line."""

from openpyxl import Workbook

from xl_udfs.templates.cap_table.columns import choices, days, fit_rows, words
from xl_udfs.templates.cap_table.data import SPARE_LINES, Company
from xl_udfs.templates.cap_table.inputs import CLASS_LIST, ISSUE_KINDS, KINDS
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.entries import MONEY, NUMBER_FROM_1, SHARES, above_0, choice, from_0
from xl_udfs.templates.sheets.layout import LINE_HEIGHT, area_of, two_pages
from xl_udfs.templates.sheets.styles import DASHED, WORDS
from xl_udfs.templates.sheets.tables import Column, Formula, add_table

SHEET, HOLDERS = "Ledger", "Holders"
EVENT_WORDS = '"' + ",".join(kind[0] for kind in KINDS) + '"'
LEDGER_COLUMNS = (
    days("date", "Date", "Day on which it took effect."),
    choices("event", "Event", "One of the events listed on the sheet Inputs.", EVENT_WORDS),
    Formula("number", "No.", "0", "ROW()-ROW({date}$7)"),
    choices("holder", "Holder", "Blank for a price event.", HOLDERS),
    choices("class", "Class", "Class of the shares; blank for a price event.", CLASS_LIST),
    Column("shares", "Number", SHARES,
        "Shares, 0 or more; the event says whether they are added or taken away. For a financing: all shares issued or deemed issued, as common stock."),
    Column("price", "Price, $", from_0('"$"#,##0.00##'), "Price of one of them, $, 0 or more."),
    Column("consideration", "Consideration, $", MONEY, "Money received, and for a financing deemed to be received, $, 0 or more."),
    words("certificate", "Certificate", "Memo: number of the share certificate."),
    words("reference", "Reference", "Memo: the document that the line rests on, and its place."),
    Column("gross", "Gross proceeds, $", MONEY, "Financing: money received at the closing, without future exercise money."),
    Column("issued", "Outstanding and Other Securities", SHARES, "Financing: shares the Series 2-A counts, the day before (004 A and C)."),
    Column("diluted", "Outstanding, fully diluted", SHARES, "Financing or stock dividend: shares the day before, everything converted."),
    Column("ratio", "Ratio", above_0("0.######"), "Split: new shares for an old one; 0.05 combines 20 into 1."),
    Column("of", "Of line", NUMBER_FROM_1, "Expiry: No. of the financing's line. Number: shares issued under its rights or still issuable, as of its day. "
        "Consideration: their money and all grant money. Blank: none."),
    choices("kind", "Kind of issue", "Financing: some kinds are no Additional Shares and move no price; blank for others.", ISSUE_KINDS),
    Formula("change", "Change", '+#,##0;-#,##0;"-"', 'IF(AND(ISNUMBER({date}{row}),N({date}{row})<=in_as_of,{class}{row}<>"",ISNUMBER({shares}{row})),'
        "{shares}{row}*SUMIFS(tblKinds[Sign],tblKinds[Event],{event}{row}),0)"),
    Formula("amount", "Amount, $", '"$"#,##0.00;-"$"#,##0.00;"-"', 'IF({consideration}{row}<>"",{consideration}{row},N({shares}{row})*N({price}{row}))'),
    Formula("event_row", "Price event", "0", "IF(AND(ISNUMBER({date}{row}),N({date}{row})<=in_as_of,COUNTIFS(tblKinds[Event],{event}{row},tblKinds[Price "
        'event],"<>none")>0),ROW()-ROW({date}$7),"")'),
    Formula("remark", "Remark", WORDS, "IF(COUNTA({date}{row}:{event}{row},{holder}{row}:{consideration}{row},{gross}{row}:{kind}{row},"
        '{stock}{row}:{for_stock}{row})=0,"",IF(COUNTIF(tblKinds[Event],{event}{row})=0,"which event?",IF(NOT(ISNUMBER({date}{row})),"which day?",'
        'IF(COUNTIFS(tblKinds[Event],{event}{row},tblKinds[Price event],"<>none")>0,IF(COUNTA({holder}{row}:{class}{row})>0,"a price event has no holder '
        'and class",IF(AND({price}{row}<>"",{consideration}{row}<>""),"price or consideration, not both",IF(AND({event}{row}<>"financing",'
        'COUNTA({stock}{row}:{for_stock}{row})>0),"stock is for a financing",IF(COUNT({stock}{row}:{for_stock}{row})=1,"stock, and its money",'
        'IF({event}{row}<>"financing","",IF({stock}{row}<>"","",IF(OR(COUNTIFS({date}${first}:{date}${last},{date}{row},'
        '{issued_stock}${first}:{issued_stock}${last},"not known")>0,AND(SUMIFS({issued_stock}${first}:{issued_stock}${last},{date}${first}:{date}${last},'
        '{date}{row})>0,OR(COUNTIFS({date}${first}:{date}${last},{date}{row},{event}${first}:{event}${last},"financing")>1,'
        "SUMIFS({issued_stock}${first}:{issued_stock}${last},{date}${first}:{date}${last},{date}{row})>N({shares}{row}),"
        "SUMIFS({amount}${first}:{amount}${last},{date}${first}:{date}${last},{date}{row},{issued_stock}${first}:{issued_stock}${last},"
        '">0")>N({consideration}{row})))),"how much of it is stock?",""))))))),IF(COUNTA({gross}{row}:{kind}{row},{stock}{row}:{for_stock}{row})>0,"these '
        'columns are for price events",IF(COUNTIF(tblHolders[Holder],{holder}{row})=0,"unknown holder",IF(COUNTIF(tblClasses[Class],{class}{row})=0,'
        '"unknown class",IF(NOT(ISNUMBER({shares}{row})),IF(COUNTA({price}{row}:{consideration}{row})=0,"number not given","of how many?"),'
        'IF(AND({price}{row}<>"",{consideration}{row}<>"",ABS(N({shares}{row})*N({price}{row})-N({consideration}{row}))>=0.005),"number x price is not '
        'the consideration","")))))))))'),
    Column("stock", "Stock of it", SHARES,
        "Financing with rights: shares of it issued outright, as common stock; they stay when the rights expire. Blank: from the issue lines of its day."),
    Column("for_stock", "For the stock, $", MONEY, "Financing: part of the consideration paid for that stock. Blank: from the issue lines of its day."),
    Formula("issued_stock", "Issued as stock", DASHED, 'IF(OR({event}{row}<>"issue",NOT(ISNUMBER({shares}{row}))),0,IF(COUNTIFS(tblClasses[Class],'
        '{class}{row},tblClasses[Type],"common")+COUNTIFS(tblClasses[Class],{class}{row},tblClasses[Type],"preferred")=0,0,IF({amount}{row}=0,"not known",'
        'IF(COUNTIFS(tblClasses[Class],{class}{row},tblClasses[Type],"common")>0,{shares}{row},IF(AND(SUMIFS(tblClasses[Start price],tblClasses[Class],'
        '{class}{row})>0,COUNTIFS(tblClasses[Class],{class}{row},tblClasses[Price is],"fixed")+COUNTIFS(tblClasses[Class],{class}{row},tblClasses[Start '
        "date],{date}{row})>0),{shares}{row}*SUMIFS(tblClasses[Original issue price],tblClasses[Class],{class}{row})/SUMIFS(tblClasses[Start price],"
        'tblClasses[Class],{class}{row}),"not known")))))'),
)  # fmt: skip


def add_ledger(book: Workbook, company: Company, holder_rows: int) -> None:
    """Add the ledger: lines are added at its end, never changed."""
    sheet = layout.add_sheet(book, SHEET, "Ledger", (*(28, 18, 6, 32, 24, 14, 11, 17, 12, 58), *(16, 16, 16, 9, 8, 20, 15, 17, 9, 40, 14, 16, 14)),
        "Append only: each line is something that happened. Holdings and prices all follow from it; a correction is a line of its own.",
        "Numbers of shares are typed without sign; the event says whether they are added. $; days.")  # fmt: skip
    rows = [*company.ledger, *[{}] * SPARE_LINES]
    holders = area_of(HOLDERS, "A", "A", holder_rows)
    columns = [
        Column(column.name, column.title, choice(holders, styles.WORDS), column.prompt)
        if isinstance(column, Column) and column.name == "holder"
        else column
        for column in LEDGER_COLUMNS
    ]
    numbers = add_table(sheet, "tblLedger", columns, rows)
    fit_rows(sheet, numbers, rows, "reference", 58)
    sheet.row_dimensions[layout.HEADER_ROW].height = 3 * LINE_HEIGHT + 3
    layout.close_sheet(sheet, "W", scrolls_from="D")
    two_pages(sheet, "C", f"A1:J{numbers[-1]}", f"K{layout.HEADER_ROW}:W{numbers[-1]}")
