"""The price of every class, replayed from the events of the ledger."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.cap_table.columns import choices, days, words
from xl_udfs.templates.cap_table.data import EVENTS, FIRST_STEP, SLOTS, Company
from xl_udfs.templates.cap_table.inputs import CLASS_LIST
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.charts import Block, step_chart
from xl_udfs.templates.sheets.entries import NUMBER_FROM_1, above_0, whole_number
from xl_udfs.templates.sheets.forms import add_name
from xl_udfs.templates.sheets.layout import HEADER_ROW, area_of, put
from xl_udfs.templates.sheets.styles import PRICE_2, PRICE_8, WORDS
from xl_udfs.templates.sheets.tables import Column, Formula, add_table

SHEET, EVENT_SHEET = "Price History", "Price Events"
STATED_ROWS = 3
CHART_ROW, GRID_HEADER = 13, 38
NAMES, RULE, START, THRESHOLD, MONTHS, SHARES, STATE, TWIN, FIRST = range(39, FIRST_STEP + 1)
LAST = FIRST + EVENTS
SLOT_LETTERS = [get_column_letter(4 + slot) for slot in range(SLOTS)]  # D to K
DRAWN = 60  # events on the chart: the last ones
SHOWN = '"$"#,##0.00####'
DAY = "mmm d, yyyy"

EVENT_HEADERS = (
    *("exempt", "outstanding", "date", "event", "shares", "consideration"),
    *("gross_proceeds", "ratio", "of_event", "stock", "stock_consideration"),
    *("outstanding", "exempt"),
)
EVENTS_END = layout.HEADER_ROW + EVENTS
BY_5A = area_of(EVENT_SHEET, "C", "M", EVENTS + 1, HEADER_ROW)
BY_2A = area_of(EVENT_SHEET, "E", "N", EVENTS + 1, HEADER_ROW)
BY_WARRANT = area_of(EVENT_SHEET, "E", "O", EVENTS + 1, HEADER_ROW)
PRICE, RULE_COLUMN = "COLUMNS($A$1:$D$1)", "COLUMNS($A$1:$C$1)"  # of the histories: price after


def _stated(rule: str, events: str) -> str:
    """Return the start of a formula: the price after a step where the class has that rule."""
    return (
        f'IF(COUNTIFS(tblClasses[Class],{{instrument}}{{row}},tblClasses[Price rule],"{rule}"),'
        f"INDEX(CONVPRICE_HISTORY({{price}}{{row}},{{date}}{{row}},{events},"
        "SUMIFS(tblClasses[Threshold],tblClasses[Class],{instrument}{row}),"
        "SUMIFS(tblClasses[Ratchet months],tblClasses[Class],{instrument}{row})),"
        f"{{step}}{{row}},{PRICE}),"
    )


STATED_COLUMNS = (
    choices("instrument", "Class", "Class whose price a document states.", CLASS_LIST),
    days("date", "Start date", "Only events after it count."),
    Column("price", "Start price", above_0(SHOWN), "Price that the document starts from, $ per share."),
    Column("step", "Step", NUMBER_FROM_1, "Step below after which the price is stated."),
    Column("stated", "Stated", above_0(PRICE_2), "Price as the document states it, $ per share."),
    Column("decimals", "Decimals", whole_number(0, 15), "Decimals to which it is stated."),
    Formula("computed", "Computed", PRICE_8, 'IF(COUNT({date}{row}:{step}{row})<COLUMNS({date}{row}:{step}{row}),"",'
        f'IF({{step}}{{row}}>out_steps,"",{_stated("Series 5-A", BY_5A)}{_stated("Series 2-A", BY_2A)}""))))'),
    Formula("follows", "How it follows", WORDS, 'IF(NOT(COUNTA({instrument}{row}:{decimals}{row})),"",IF(N({step}{row})>out_steps,"not reached",'
        'IF(OR({stated}{row}="",{computed}{row}=""),"incomplete",ROUNDING_OF({stated}{row},{computed}{row},{decimals}{row}))))'),
    words("source", "Document", "Memo: the document that states it."),
)  # fmt: skip


def add_prices(book: Workbook, company: Company) -> None:
    """Add the sheet of price histories."""
    sheet = layout.add_sheet(book, SHEET, "Price history", (26, 14, 15, *(15,) * SLOTS, 4, 10, 14, 14),
        "Every conversion and exercise price, step by step: the whole ledger is replayed, so that an expiry re-prices what follows.",
        "$ per common share, unrounded between events; a step is the start or one event.")  # fmt: skip
    add_table(
        sheet,
        "tblStated",
        STATED_COLUMNS,
        [*company.stated, *[{}] * (STATED_ROWS - len(company.stated))],
    )
    sheet.row_dimensions[layout.HEADER_ROW].height = 2 * layout.LINE_HEIGHT
    _grid(sheet)
    layout.new_page(sheet, GRID_HEADER - 1)
    sheet.row_dimensions[NAMES].height = 2 * layout.LINE_HEIGHT + 3
    _chart(sheet)
    layout.close_sheet(sheet, "K", header=False)
    sheet.print_area = f"A1:K{FIRST + 23}"
    sheet.print_title_rows = f"{GRID_HEADER}:{NAMES}"


def _grid(sheet: Worksheet) -> None:
    layout.section(sheet, GRID_HEADER - 1, "Step by step", 3 + SLOTS)
    titles = ("Step", "Date", "Event", *(f"Class {slot + 1}" for slot in range(SLOTS)))
    layout.header(sheet, titles, GRID_HEADER)
    for row, label, field, shown in (
        (NAMES, "Class", "Class", styles.GENERAL),
        (RULE, "Price rule", "Price rule", styles.GENERAL),
        (START, "Start date", "Start date", DAY),
        (THRESHOLD, "Threshold", "Threshold", styles.WHOLE_DOLLARS),
        (MONTHS, "Ratchet months", "Ratchet months", "0"),
        (SHARES, "Shares now", "Shares", styles.INTEGER),
        (STATE, "Price is", "Price is", styles.GENERAL),
    ):
        put(sheet, f"A{row}", label, styles.TEXT)
        for letter in SLOT_LETTERS:
            cell = f"INDEX(tblClasses[{field}],COLUMNS($D$1:{letter}$1))"
            put(sheet, f"{letter}{row}", f'=IF({cell}="","",{cell})', styles.LINK, shown)
    put(sheet, f"A{TWIN}", "Price now, by another function", styles.TEXT)
    for letter in SLOT_LETTERS:
        put(sheet, f"{letter}{TWIN}", "=" + _twin(letter), styles.CALCULATION, SHOWN)
    any_price = f"MAX($D${FIRST}:$K${FIRST})"
    for row in range(FIRST, LAST + 1):
        put(sheet, f"A{row}", f"=ROW()-ROW(A${TWIN})", styles.CALCULATION, "0")
        for letter in "BC":
            history = (
                f"INDEX(CONVPRICE_HISTORY({any_price},in_as_of,{BY_2A}),$A{row},"
                f"COLUMNS($B$1:{letter}$1))"
            )
            blank = f"OR($A{row}>out_steps,NOT({any_price}))"
            put(
                sheet,
                f"{letter}{row}",
                f'=IF({blank},"",{history})' if row > FIRST else None,
                styles.CALCULATION,
                DAY if letter == "B" else styles.WORDS,
            )
        for letter in SLOT_LETTERS:
            if row == FIRST:
                cell = f"INDEX(tblClasses[Start price],COLUMNS($D$1:{letter}$1))"
                put(sheet, f"{letter}{row}", f'=IF({cell}="","",{cell})', styles.LINK, SHOWN)
            else:
                put(sheet, f"{letter}{row}", _step(letter, row), styles.CALCULATION, SHOWN)
    put(sheet, f"C{FIRST}", "start", styles.TEXT, styles.WORDS)


def _terms(letter: str, events: str) -> str:
    return f"{letter}${FIRST},{letter}${START},{events},{letter}${THRESHOLD},{letter}${MONTHS}"


def _warrant(letter: str) -> str:
    return f"{letter}${FIRST},{letter}${SHARES},{letter}${START},{BY_WARRANT}"


def _step(letter: str, row: int) -> str:
    """Return the price after a step, blank where there is none."""
    return (
        f'=IF(OR($A{row}>out_steps,{letter}${STATE}<>"adjusted"),"",'
        f'IF({letter}${RULE}="Series 5-A",'
        f"INDEX(CONVPRICE_HISTORY({_terms(letter, BY_5A)}),$A{row},{PRICE}),"
        f'IF({letter}${RULE}="Series 2-A",'
        f"INDEX(CONVPRICE_HISTORY({_terms(letter, BY_2A)}),$A{row},{PRICE}),"
        f"INDEX(WARRANT_HISTORY({_warrant(letter)}),$A{row},{RULE_COLUMN}))))"
    )


def _twin(letter: str) -> str:
    """Return the price now from CONVPRICE_AFTER, or from a warrant's number of shares."""
    after = f"INDEX(WARRANT_HISTORY({_warrant(letter)}),out_steps,{PRICE})"
    return (
        f'IF({letter}${STATE}<>"adjusted","",IF(NOT(out_events),{letter}${FIRST},'
        f'IF({letter}${RULE}="Series 5-A",CONVPRICE_AFTER({_terms(letter, BY_5A)}),'
        f'IF({letter}${RULE}="Series 2-A",CONVPRICE_AFTER({_terms(letter, BY_2A)}),'
        f"IF({letter}${SHARES},{letter}${FIRST}*{letter}${SHARES}/{after},"
        f"INDEX({letter}${FIRST}:{letter}${LAST},out_steps))))))"
    )


def _chart(sheet: Worksheet) -> None:
    """Add the two ends of each step, and the chart that draws them."""
    titles = ("Point", "Date", "Price, $")
    for letter, title in zip("MNO", titles, strict=True):
        put(sheet, f"{letter}{GRID_HEADER}", title, styles.HEADER)
    put(sheet, f"M{GRID_HEADER - 1}", "What the chart draws", styles.SECTION)
    place = f"COUNTIF($D${NAMES}:$K${NAMES},in_chart_class)"
    rows = range(NAMES, NAMES + 2 * DRAWN + 2)
    skipped = f"MAX(0,out_events-{DRAWN})"
    column = f"MATCH(in_chart_class,$D${NAMES}:$K${NAMES},0)"
    start = f"N(INDEX($D${START}:$K${START},{column}))"
    for row in rows:
        point = f"$M{row}"
        put(sheet, f"M{row}", f"=ROW()-ROW(M${GRID_HEADER})-1", styles.CALCULATION, "0")
        event = f"{skipped}+INT(({point}+1)/2)"
        day = (
            f"IF({event}=0,{start},IF({event}>out_events,MAX(in_as_of,in_chart_to,{start}),"
            f"MAX({start},N(INDEX($B${FIRST}:$B${LAST},{event}+1)))))"
        )
        price = (
            f"N(INDEX($D${FIRST}:$K${LAST},MIN({skipped}+INT({point}/2),out_events)+1,{column}))"
        )
        known = f'AND(in_chart_class<>"",{place}>0)'
        put(sheet, f"N{row}", f'=IF({known},{day},"")', styles.CALCULATION, DAY)
        put(sheet, f"O{row}", f'=IF({known},{price},"")', styles.CALCULATION, SHOWN)
    step_chart(
        sheet,
        f"A{CHART_ROW}",
        "Conversion price of the class chosen on the sheet Inputs",
        Block(sheet, 14, rows[0], rows[-1]),
        [("Conversion price", Block(sheet, 15, rows[0], rows[-1]))],
        across_title="Date",
        up_title="$ per common share",
        across_shown=DAY,
        up_shown='"$"0.00',
    )


def add_events(book: Workbook) -> None:
    """Add the sheet of the events that the histories are replayed from."""
    sheet = layout.add_sheet(book, EVENT_SHEET, "Price events", (28, 17, 9, 15, 14, 16, 14, 16, 16, 10, 10, 15, 16, 15, 9),
        "The ledger's price events in its own order, as the histories read them: the Series 5-A columns C to M, the Series 2-A E to N, warrants E to O.",
        "Shares of common stock and $; TRUE under exempt leaves the price alone. The first and the last two columns differ in what they count and exempt. "
            "Stock: what the issue lines of the day brought.")  # fmt: skip
    layout.header(sheet, ("Event no.", "Ledger line", *EVENT_HEADERS))
    formulas = {
        "A": "ROW()-ROW(A$7)",
        "B": 'IF($A{r}>out_events,"",SMALL(tblLedger[Price event],$A{r}))',
        "C": _exempt("Series 5-A"),
        "D": _field("Outstanding, fully diluted"),
        "E": _field("Date"),
        "F": 'IF($B{r}="","",INDEX(tblKinds[Price event],'
        "MATCH(INDEX(tblLedger[Event],$B{r}),tblKinds[Event],0)))",
        "G": _field("Number"),
        "H": _field("Consideration, $"),
        "I": _field("Gross proceeds, $"),
        "J": _field("Ratio"),
        "K": 'IF($B{r}="","",IF(INDEX(tblLedger[Of line],$B{r})="","",'
        'COUNTIF(tblLedger[Price event],"<="&INDEX(tblLedger[Of line],$B{r}))))',
        "L": _stock("Stock of it", ISSUED),
        "M": _stock("For the stock, $", PAID),
        "N": 'IF($B{r}="","",IF($F{r}="stock dividend",$D{r},'
        + _value("Outstanding and Other Securities")
        + "))",
        "O": _exempt("Warrant"),
    }
    shown = {"E": DAY, "F": styles.WORDS, "J": "0.######"} | dict.fromkeys("HIM", styles.DOLLARS)
    for row in range(layout.FIRST_ROW, EVENTS_END + 1):
        for letter, formula in formulas.items():
            style = styles.CALCULATION if letter == "A" else styles.LINK
            put(
                sheet,
                f"{letter}{row}",
                "=" + formula.format(r=row),
                style,
                shown.get(letter, styles.INTEGER if letter in "DGLN" else styles.GENERAL),
            )
    for name, cells in (
        ("series_5a", f"$C$7:$M${EVENTS_END}"),
        ("series_2a", f"$E$7:$N${EVENTS_END}"),
        ("warrant", f"$E$7:$O${EVENTS_END}"),
    ):
        add_name(book, f"out_events_{name}", sheet, cells)  # for letters, which state each event
    layout.close_sheet(sheet, "O")
    sheet.print_area = f"A1:O{layout.HEADER_ROW + 30}"


ISSUED = "SUMIFS(tblLedger[Issued as stock],tblLedger[Date],$E{r})"
PAID = 'SUMIFS(tblLedger[Amount, $],tblLedger[Date],$E{r},tblLedger[Issued as stock],">0")'


def _stock(typed: str, issued: str) -> str:
    """Return what was typed of a financing's stock, else what its day's issue lines brought.

    With another financing on that day, or more issued than it brought, only a user can tell.
    """
    cell = f"INDEX(tblLedger[{typed}],$B{{r}})"
    told = (
        f'COUNTIFS($E$8:$E${EVENTS_END},$E{{r}},$F$8:$F${EVENTS_END},"issue")=1,'
        f"{ISSUED}>0,{ISSUED}<=N($G{{r}}),{PAID}<=N($H{{r}}),"
        'COUNTIFS(tblLedger[Date],$E{r},tblLedger[Issued as stock],"not known")=0'
    )
    return (
        'IF(N($B{r})=0,"",IF($F{r}<>"issue","",'
        f'IF({cell}<>"",{cell},IF(AND({told}),{issued},""))))'
    )


def _value(field: str) -> str:
    cell = f"INDEX(tblLedger[{field}],$B{{r}})"
    return f'IF({cell}="","",{cell})'


def _field(field: str) -> str:
    return f'IF($B{{r}}="","",{_value(field)})'


def _exempt(owner: str) -> str:
    kind = "INDEX(tblLedger[Kind of issue],$B{r})"
    return f'IF($B{{r}}="","",IF({kind}="","",EXEMPT_ISSUANCE("{owner}",{kind})))'
