"""The lists that a user of the cap table keeps: classes, holders, ledger."""

from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates import layout, styles
from xl_udfs.templates.layout import LINE_HEIGHT
from xl_udfs.templates.cap_table_data import SLOTS, SPARE_ROWS, Company, Row
from xl_udfs.templates.cap_table_inputs import CLASS_LIST, ISSUE_KINDS, KINDS
from xl_udfs.templates.tables import Column, add_table

CLASSES, HOLDERS, LEDGER = "Classes", "Holders", "Ledger"
EVENT_WORDS = '"' + ",".join(kind[0] for kind in KINDS) + '"'
PATHS = "'Price History'!$D$47:$K$247"
DASHED = '#,##0;-#,##0;"–"'


def padded(rows: Sequence[Row], least: int) -> list[Row]:
    """Return rows with blank ones after them."""
    return [*rows, *[{}] * max(SPARE_ROWS, least - len(rows))]


def words(name: str, title: str, prompt: str, *, kept: bool = False) -> Column:
    """Return a column of short texts."""
    return Column(
        name=name,
        title=title,
        kind="textLength",
        operator="between",
        bound="1",
        upper="250",
        prompt=prompt,
        kept=kept,
    )


def choices(name: str, title: str, prompt: str, source: str) -> Column:
    """Return a column of texts from a list."""
    return Column(
        name=name,
        title=title,
        kind="list",
        operator=None,
        bound=source,
        prompt=prompt,
        shown=styles.WORDS,
    )


def days(name: str, title: str, prompt: str) -> Column:
    """Return a column of days."""
    return Column(
        name=name, title=title, kind="date", bound="61", shown="mmm d, yyyy", prompt=prompt
    )


CLASS_COLUMNS = (
    words("name", "Class", "Name of the class, once each; the ledger takes it from here."),
    choices(
        "type",
        "Type",
        "common, preferred, warrant, or other rights to common stock.",
        '"common,preferred,warrant,other"',
    ),
    choices(
        "rule",
        "Price rule",
        "Which text adjusts its price; none where nothing does.",
        '"Series 5-A,Series 2-A,Warrant,none"',
    ),
    Column(
        name="oip",
        title="Original issue price",
        shown='"$"#,##0.00##',
        operator="greaterThan",
        prompt="$ per preferred share; for a warrant its price at the start. Blank for common.",
    ),
    Column(
        name="price",
        title="Start price",
        shown='"$"#,##0.00##',
        operator="greaterThan",
        prompt="Conversion or exercise price at the start, $, unrounded. Blank for common.",
    ),
    days("date", "Start date", "Closing Date or date of issue: only what comes after it counts."),
    Column(
        name="threshold",
        title="Threshold",
        shown=styles.WHOLE_DOLLARS,
        prompt="Smallest gross proceeds that adjust the price, $; 0 for any.",
    ),
    Column(
        name="months",
        title="Ratchet months",
        shown="0",
        kind="whole",
        operator="between",
        upper="1200",
        prompt="Months of full ratchet after the start date, then weighted average; 0 for none.",
    ),
    Column(
        name="authorized",
        title="Authorized",
        shown=styles.INTEGER,
        prompt="Shares of the class that the charter authorizes; blank where not known.",
    ),
    Column(
        name="dividend",
        title="Dividend per share",
        shown='"$"#,##0.00##',
        prompt="Declared and unpaid, $ per preferred share; blank for none.",
    ),
    Column(
        name="votes",
        title="Votes",
        shown="0",
        prompt="Votes of each common share that it is or converts into; 0 for warrants.",
    ),
    Column(
        name="state",
        title="Price is",
        shown=styles.WORDS,
        formula='IF({name}{row}="","",IF(OR({rule}{row}="",{rule}{row}="none"),"fixed",'
        "IF(OR(COUNT({price}{row}:{date}{row})<2,"
        'AND({rule}{row}<>"Warrant",COUNT({threshold}{row}:{months}{row})<2)),"incomplete",'
        '"adjusted")))',
    ),
    Column(
        name="now",
        title="Conversion price",
        shown=styles.PRICE_4,
        formula='IF(OR({name}{row}="",{price}{row}=""),"",IF(OR({state}{row}<>"adjusted",'
        "out_events=0),{price}{row},INDEX(" + PATHS + ",out_events+1,ROW()-ROW({name}$7))))",
        linked=True,
    ),
    Column(
        name="rate",
        title="Common per share",
        shown="#,##0.0000",
        formula='IF({name}{row}="","",IF(OR({oip}{row}="",{now}{row}=""),N(TRUE),'
        "CONVERSION_RATE({oip}{row},{now}{row},{dividend}{row})))",
    ),
    Column(
        name="shares",
        title="Shares",
        shown=DASHED,
        formula='IF({name}{row}="","",SUMIFS(tblLedger[Change],tblLedger[Class],{name}{row}))',
        linked=True,
    ),
    Column(
        name="issuable",
        title="Still issuable",
        shown=styles.INTEGER,
        formula='IF(OR({name}{row}="",{authorized}{row}=""),"",{authorized}{row}-SUMIFS('
        'tblLedger[Change],tblLedger[Class],{name}{row},tblLedger[Change],">0"))',
        linked=True,
    ),
    Column(
        name="declared",
        title="Dividends, $",
        shown='"$"#,##0.00;-"$"#,##0.00;"–"',
        formula='IF({name}{row}="","",N({dividend}{row})*{shares}{row})',
    ),
    Column(
        name="missing",
        title="What is missing",
        shown=styles.WORDS,
        formula='IF({name}{row}="",IF(COUNTA({type}{row}:{votes}{row})>0,"a name",""),'
        'IF({type}{row}="","its type",IF(COUNTIF({name}$8:{name}$15,{name}{row})>1,"another name",'
        'IF({state}{row}="incomplete","terms of its price rule",'
        'IF(COUNT({oip}{row}:{price}{row})=1,"the other price",'
        'IF(AND({type}{row}<>"common",{type}{row}<>"other",{price}{row}="",{shares}{row}<>0),'
        '"its prices",IF(AND({state}{row}="fixed",COUNT({date}{row}:{months}{row})>0),'
        '"a price rule",IF(AND({rule}{row}="Warrant",COUNT({threshold}{row}:{months}{row})>0),'
        '"no threshold for a warrant",IF(AND({price}{row}="",N({dividend}{row})>0),'
        '"prices, for its dividend","")))))))))',
    ),
    words("source", "Source", "Memo: where the terms stand."),
)
HOLDER_COLUMNS = (
    words("holder", "Holder", "Name, once each; the ledger takes it from here."),
    words("kind", "Kind", "Memo: founder, investor, employee, or as you please."),
    words("address", "Address for notices", "Memo: record address (Series 5-A VII.H)."),
    choices(
        "favour",
        "In favour",
        "Whether the holder votes in favour (sheet Votes). Not in the documents: an example.",
        '"yes,no"',
    ),
    Column(
        name="lines",
        title="Ledger lines",
        shown="0",
        formula='IF({holder}{row}="","",COUNTIF(tblLedger[Holder],{holder}{row}))',
        linked=True,
    ),
    Column(
        name="remark",
        title="Remark",
        shown=styles.WORDS,
        formula='IF({holder}{row}="",IF({favour}{row}="","","no name"),'
        'IF(COUNTIF(tblHolders[Holder],{holder}{row})>1,"named twice",""))',
    ),
)
EVENT_FIELDS = "{gross}{row}:{kind}{row}"
LEDGER_COLUMNS = (
    days("date", "Date", "Day on which it took effect."),
    choices("event", "Event", "One of the events listed on the sheet Inputs.", EVENT_WORDS),
    Column(name="number", title="No.", shown="0", formula="ROW()-ROW({date}$7)"),
    choices("holder", "Holder", "Blank for a price event.", "{holders}"),
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
        prompt="Expiry: No. of the financing's line here. Number and consideration are then what "
        "was really issued and received; blank for nothing.",
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
        shown='+#,##0;-#,##0;"–"',
        formula='IF(AND(ISNUMBER({date}{row}),N({date}{row})<=in_as_of,{class}{row}<>"",'
        "ISNUMBER({shares}{row})),"
        "{shares}{row}*SUMIFS(tblKinds[Sign],tblKinds[Event],{event}{row}),0)",
    ),
    Column(
        name="amount",
        title="Amount, $",
        shown='"$"#,##0.00;-"$"#,##0.00;"–"',
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
        formula="IF(COUNTA({date}{row}:{event}{row},{holder}{row}:{consideration}{row},{gross}{row}:{kind}{row})=0,"
        '"",IF(COUNTIF(tblKinds[Event],{event}{row})=0,"which event?",'
        'IF(NOT(ISNUMBER({date}{row})),"which day?",'
        'IF(COUNTIFS(tblKinds[Event],{event}{row},tblKinds[Price event],"<>none")>0,'
        'IF(COUNTA({holder}{row}:{class}{row})>0,"a price event has no holder and class",'
        'IF(AND({price}{row}<>"",{consideration}{row}<>""),"price or consideration, not both","")),'
        'IF(COUNTA({gross}{row}:{kind}{row})>0,"these columns are for price events",'
        'IF(COUNTIF(tblHolders[Holder],{holder}{row})=0,"unknown holder",'
        'IF(COUNTIF(tblClasses[Class],{class}{row})=0,"unknown class",'
        'IF(NOT(ISNUMBER({shares}{row})),"number not given",'
        'IF(AND({price}{row}<>"",{consideration}{row}<>"",'
        "ABS(N({shares}{row})*N({price}{row})-N({consideration}{row}))>=0.005),"
        '"number × price is not the consideration",'
        '"")))))))))',
    ),
)


def add_classes(book: Workbook, company: Company) -> None:
    """Add the sheet of classes, which is an argument of CAP_TABLE as it stands."""
    sheet = layout.add_sheet(
        book,
        CLASSES,
        title="Classes",
        purpose="The terms of each class, and what follows from the ledger; fill the rows from "
        "the top, without gaps.",
        units="$ per share, shares; a blank is not known or does not apply.",
        widths=(28, 17, 13, 13, 12, 14, 13, 10, 12, 12, 8, 13, 14, 13, 14, 13, 13, 26, 62),
    )
    rows = [*company.classes, *[{}] * (SLOTS - len(company.classes))]
    numbers = add_table(sheet, "tblClasses", CLASS_COLUMNS, rows)
    _fit(sheet, numbers, rows, "source", 62)
    sheet.row_dimensions[layout.HEADER_ROW].height = 2 * LINE_HEIGHT + 3
    layout.close_sheet(sheet, "S")
    _two_pages(sheet, "A", f"A1:K{numbers[-1]}", f"L1:S{numbers[-1]}")


def _two_pages(sheet: Worksheet, titles: str, left: str, right: str) -> None:
    """Print a wide list on two pages, its first columns on both."""
    sheet.print_area = f"{left},{right}"
    sheet.print_title_cols = f"A:{titles}"


def _fit(
    sheet: Worksheet, numbers: Iterable[int], rows: Sequence[Row], name: str, width: float
) -> None:
    """Make each row as high as the longest of its texts needs."""
    for number, row in zip(numbers, rows, strict=True):
        layout.fit_height(sheet, number, str(row.get(name, "")), width)


def add_holders(book: Workbook, company: Company, rows: int) -> None:
    """Add the sheet of holders."""
    sheet = layout.add_sheet(
        book,
        HOLDERS,
        title="Holders",
        purpose="Everyone who holds something; the documents name no holder, so each class is "
        "held by one line for all.",
        units="Names; further rows are typed below the last one.",
        widths=(40, 24, 44, 12, 12, 20),
    )
    lines = [*company.holders, *[{}] * (rows - len(company.holders))]
    add_table(sheet, "tblHolders", HOLDER_COLUMNS, lines)
    layout.close_sheet(sheet, "F")


def add_ledger(book: Workbook, company: Company, holder_rows: int) -> None:
    """Add the ledger: lines are added at its end, never changed."""
    sheet = layout.add_sheet(
        book,
        LEDGER,
        title="Ledger",
        purpose="Append only: each line is something that happened. Holdings and prices all "
        "follow from it; a correction is a line of its own.",
        units="Numbers of shares are typed without sign; the event says whether they are added. "
        "$; days.",
        widths=(
            *(28, 18, 6, 32, 24, 14, 11, 17, 12, 58),
            *(16, 16, 16, 9, 8, 20, 15, 17, 9, 40),
        ),
    )
    rows = padded(company.ledger, 1)
    holders = f"{HOLDERS}!$A$8:$A${7 + holder_rows}"
    columns = [
        Column(
            name=column.name,
            title=column.title,
            kind="list",
            operator=None,
            bound=holders,
            prompt=column.prompt,
            shown=column.shown,
        )
        if column.name == "holder"
        else column
        for column in LEDGER_COLUMNS
    ]
    numbers = add_table(sheet, "tblLedger", columns, rows)
    _fit(sheet, numbers, rows, "reference", 58)
    sheet.row_dimensions[layout.HEADER_ROW].height = 3 * LINE_HEIGHT + 3
    layout.close_sheet(sheet, "T")
    _two_pages(sheet, "C", f"A1:J{numbers[-1]}", f"K1:T{numbers[-1]}")
    sheet.freeze_panes = "D8"
