"""The ledger: what happened to holdings and to prices, line by line."""

from dataclasses import replace

from openpyxl import Workbook

from xl_udfs.templates.cap_table.columns import DASHED, choices, days, fit_rows, two_pages, words
from xl_udfs.templates.cap_table.data import SPARE_LINES, Company
from xl_udfs.templates.cap_table.inputs import CLASS_LIST, ISSUE_KINDS, KINDS
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.layout import LINE_HEIGHT
from xl_udfs.templates.sheets.tables import Column, add_table

SHEET, HOLDERS = "Ledger", "Holders"
EVENT_WORDS = '"' + ",".join(kind[0] for kind in KINDS) + '"'
LEDGER_COLUMNS = (
    days("date", "Date", "Day on which it took effect."),
    choices("event", "Event", "One of the events listed on the sheet Inputs.", EVENT_WORDS),
    Column(name="number", title="No.", shown="0", formula="ROW()-ROW({date}$7)"),
    choices("holder", "Holder", "Blank for a price event.", HOLDERS),
    choices("class", "Class", "Class of the shares; blank for a price event.", CLASS_LIST),
    Column(
        name="shares",
        title="Number",
        shown=styles.INTEGER,
        prompt="Shares, 0 or more; the event says whether they are added or taken away. For a "
        "financing: all shares issued or deemed issued, as common stock.",
    ),
    Column(
        name="price",
        title="Price, $",
        shown='"$"#,##0.00##',
        prompt="Price of one of them, $, 0 or more.",
    ),
    Column(
        name="consideration",
        title="Consideration, $",
        shown=styles.DOLLARS,
        prompt="Money received, and for a financing deemed to be received, $, 0 or more.",
    ),
    words("certificate", "Certificate", "Memo: number of the share certificate."),
    words("reference", "Reference", "Memo: the document that the line rests on, and its place."),
    Column(
        name="gross",
        title="Gross proceeds, $",
        shown=styles.DOLLARS,
        prompt="Financing: money received at the closing, without future exercise money.",
    ),
    Column(
        name="issued",
        title="Outstanding and Other Securities",
        shown=styles.INTEGER,
        prompt="Financing: shares the Series 2-A counts, the day before (004 A and C).",
    ),
    Column(
        name="diluted",
        title="Outstanding, fully diluted",
        shown=styles.INTEGER,
        prompt="Financing or stock dividend: shares the day before, everything converted.",
    ),
    Column(
        name="ratio",
        title="Ratio",
        shown="0.######",
        operator="greaterThan",
        prompt="Split: new shares for an old one; 0.05 combines 20 into 1.",
    ),
    Column(
        name="of",
        title="Of line",
        shown="0",
        kind="whole",
        operator="greaterThanOrEqual",
        bound="1",
        prompt="Expiry: No. of the financing's line. Number: shares issued under its rights or "
        "still issuable, as of its day. Consideration: their money and all grant money. Blank: "
        "none.",
    ),
    choices(
        "kind",
        "Kind of issue",
        "Financing: some kinds are no Additional Shares and move no price; blank for others.",
        ISSUE_KINDS,
    ),
    Column(
        name="change",
        title="Change",
        shown='+#,##0;-#,##0;"-"',
        formula='IF(AND(ISNUMBER({date}{row}),N({date}{row})<=in_as_of,{class}{row}<>"",'
        "ISNUMBER({shares}{row})),"
        "{shares}{row}*SUMIFS(tblKinds[Sign],tblKinds[Event],{event}{row}),0)",
    ),
    Column(
        name="amount",
        title="Amount, $",
        shown='"$"#,##0.00;-"$"#,##0.00;"-"',
        formula='IF({consideration}{row}<>"",{consideration}{row},'
        "N({shares}{row})*N({price}{row}))",
    ),
    Column(
        name="event_row",
        title="Price event",
        shown="0",
        formula="IF(AND(ISNUMBER({date}{row}),N({date}{row})<=in_as_of,"
        'COUNTIFS(tblKinds[Event],{event}{row},tblKinds[Price event],"<>none")>0),'
        'ROW()-ROW({date}$7),"")',
    ),
    Column(
        name="remark",
        title="Remark",
        shown=styles.WORDS,
        formula="IF(COUNTA({date}{row}:{event}{row},{holder}{row}:{consideration}{row},"
        "{gross}{row}:{kind}{row},{stock}{row}:{for_stock}{row})=0,"
        '"",IF(COUNTIF(tblKinds[Event],{event}{row})=0,"which event?",'
        'IF(NOT(ISNUMBER({date}{row})),"which day?",'
        'IF(COUNTIFS(tblKinds[Event],{event}{row},tblKinds[Price event],"<>none")>0,'
        'IF(COUNTA({holder}{row}:{class}{row})>0,"a price event has no holder and class",'
        'IF(AND({price}{row}<>"",{consideration}{row}<>""),"price or consideration, not both",'
        'IF(AND({event}{row}<>"financing",COUNTA({stock}{row}:{for_stock}{row})>0),'
        '"stock is for a financing",IF(COUNT({stock}{row}:{for_stock}{row})=1,'
        '"stock, and its money",IF({event}{row}<>"financing","",IF({stock}{row}<>"","",'
        "IF(OR(COUNTIFS({date}${first}:{date}${last},{date}{row},"
        '{issued_stock}${first}:{issued_stock}${last},"not known")>0,'
        "AND(SUMIFS({issued_stock}${first}:{issued_stock}${last},"
        "{date}${first}:{date}${last},{date}{row})>0,"
        "OR(COUNTIFS({date}${first}:{date}${last},{date}{row},"
        '{event}${first}:{event}${last},"financing")>1,'
        "SUMIFS({issued_stock}${first}:{issued_stock}${last},"
        "{date}${first}:{date}${last},{date}{row})>N({shares}{row}),"
        "SUMIFS({amount}${first}:{amount}${last},{date}${first}:{date}${last},{date}{row},"
        '{issued_stock}${first}:{issued_stock}${last},">0")>N({consideration}{row})))),'
        '"how much of it is stock?",""))))))),'
        "IF(COUNTA({gross}{row}:{kind}{row},{stock}{row}:{for_stock}{row})>0,"
        '"these columns are for price events",'
        'IF(COUNTIF(tblHolders[Holder],{holder}{row})=0,"unknown holder",'
        'IF(COUNTIF(tblClasses[Class],{class}{row})=0,"unknown class",'
        "IF(NOT(ISNUMBER({shares}{row})),"
        'IF(COUNTA({price}{row}:{consideration}{row})=0,"number not given","of how many?"),'
        'IF(AND({price}{row}<>"",{consideration}{row}<>"",'
        "ABS(N({shares}{row})*N({price}{row})-N({consideration}{row}))>=0.005),"
        '"number x price is not the consideration",'
        '"")))))))))',
    ),
    Column(
        name="stock",
        title="Stock of it",
        shown=styles.INTEGER,
        prompt="Financing with rights: shares of it issued outright, as common stock; they stay "
        "when the rights expire. Blank: from the issue lines of its day.",
    ),
    Column(
        name="for_stock",
        title="For the stock, $",
        shown=styles.DOLLARS,
        prompt="Financing: part of the consideration paid for that stock. Blank: from the issue "
        "lines of its day.",
    ),
    Column(
        name="issued_stock",
        title="Issued as stock",
        shown=DASHED,
        formula='IF(OR({event}{row}<>"issue",NOT(ISNUMBER({shares}{row}))),0,'
        'IF(COUNTIFS(tblClasses[Class],{class}{row},tblClasses[Type],"common")'
        '+COUNTIFS(tblClasses[Class],{class}{row},tblClasses[Type],"preferred")=0,0,'
        'IF({amount}{row}=0,"not known",'
        'IF(COUNTIFS(tblClasses[Class],{class}{row},tblClasses[Type],"common")>0,{shares}{row},'
        "IF(AND(SUMIFS(tblClasses[Start price],tblClasses[Class],{class}{row})>0,"
        'COUNTIFS(tblClasses[Class],{class}{row},tblClasses[Price is],"fixed")'
        "+COUNTIFS(tblClasses[Class],{class}{row},tblClasses[Start date],{date}{row})>0),"
        "{shares}{row}*SUMIFS(tblClasses[Original issue price],tblClasses[Class],{class}{row})"
        '/SUMIFS(tblClasses[Start price],tblClasses[Class],{class}{row}),"not known")))))',
    ),
)


def add_ledger(book: Workbook, company: Company, holder_rows: int) -> None:
    """Add the ledger: lines are added at its end, never changed."""
    sheet = layout.add_sheet(
        book,
        SHEET,
        title="Ledger",
        purpose="Append only: each line is something that happened. Holdings and prices all "
        "follow from it; a correction is a line of its own.",
        units="Numbers of shares are typed without sign; the event says whether they are added. "
        "$; days.",
        widths=(
            *(28, 18, 6, 32, 24, 14, 11, 17, 12, 58),
            *(16, 16, 16, 9, 8, 20, 15, 17, 9, 40, 14, 16, 14),
        ),
    )
    rows = [*company.ledger, *[{}] * SPARE_LINES]
    holders = f"{HOLDERS}!$A$8:$A${7 + holder_rows}"
    columns = [
        replace(column, bound=holders) if column.name == "holder" else column
        for column in LEDGER_COLUMNS
    ]
    numbers = add_table(sheet, "tblLedger", columns, rows)
    fit_rows(sheet, numbers, rows, "reference", 58)
    sheet.row_dimensions[layout.HEADER_ROW].height = 3 * LINE_HEIGHT + 3
    layout.close_sheet(sheet, "W", scrolls_from="D")
    two_pages(sheet, "C", f"A1:J{numbers[-1]}", f"K{layout.HEADER_ROW}:W{numbers[-1]}")
