"""The price of every class, step by step, and the prices that documents state."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.cap_table.columns import DAY, PRICED, choices, days, words
from xl_udfs.templates.cap_table.data import Company, Room
from xl_udfs.templates.cap_table.events import DATE, DEAL, EVENT, NO, EventPlaces, price_after
from xl_udfs.templates.cap_table.events import SHEET as EVENTS
from xl_udfs.templates.cap_table.lists import CLASSES
from xl_udfs.templates.cap_table.working import term
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.charts import ChartBlock, step_chart
from xl_udfs.templates.sheets.entries import NUMBER_FROM_1, above_0, whole_number
from xl_udfs.templates.sheets.layout import FIRST_ROW, area_of, put
from xl_udfs.templates.sheets.misfits import fits
from xl_udfs.templates.sheets.styles import PRICE_2, PRICE_8, WORDS
from xl_udfs.templates.sheets.tables import AnyColumn, Column, Formula, add_table

SHEET = "Price History"
STATED_ROWS = 3
CHART_ROW, GRID_HEADER = 13, 38
NAMES, RULE, STATE, START, TWIN, FIRST = range(39, 45)  # FIRST: the start, then the events
DRAWN = 60  # events on the chart: the last ones
OF_HISTORY = "COLUMNS($A$1:$D$1)"  # of a history: the price after


def letters(room: Room) -> list[str]:
    """Return the letters of the classes."""
    return [get_column_letter(5 + place) for place in range(room.classes)]


def _stated(room: Room) -> str:
    """Return the price after a step of the class that is named, blank where there is none."""
    chain = '""'
    for place in reversed(range(room.classes)):
        events = EventPlaces(room).log_area(place)
        call = price_after("CONVPRICE_HISTORY", place, events, "{price}{row},{date}{row}")
        chain = f"IF({{instrument}}{{row}}={term('name', place)},INDEX({call},{{step}}{{row}},{OF_HISTORY}),{chain})"
    return chain


def _columns(room: Room) -> tuple[AnyColumn, ...]:
    return (
        choices("instrument", "Class", "Class whose price a document states.", area_of(CLASSES, "A", "A", room.classes)),
        days("date", "Start date", "Only events after it count."),
        Column("price", "Start price", above_0(PRICED), "Price that the document starts from, $ per share."),
        Column("step", "Step", NUMBER_FROM_1, "Step below after which the price is stated."),
        Column("stated", "Stated", above_0(PRICE_2), "Price as the document states it, $ per share."),
        Column("decimals", "Decimals", whole_number(0, 15), "Decimals to which it is stated."),
        Formula("computed", "Computed", PRICE_8, f"IF(OR({fits.ALL}>0,"
            'COUNT({date}{row}:{step}{row})<COLUMNS({date}{row}:{step}{row}),{instrument}{row}="",NOT(out_events)),"",'
            f'IF({{step}}{{row}}>out_steps,"",{_stated(room)}))'),
        Formula("follows", "How it follows", WORDS, 'IF(NOT(COUNTA({instrument}{row}:{decimals}{row})),"",IF(N({step}{row})>out_steps,"not reached",'
            'IF(OR({stated}{row}="",{computed}{row}=""),"incomplete",ROUNDING_OF({stated}{row},{computed}{row},{decimals}{row}))))'),
        words("source", "Document", "Memo: the document that states it."),
    )  # fmt: skip


def add_prices(book: Workbook, company: Company, room: Room) -> None:
    """Add the sheet of price histories."""
    sheet = layout.add_sheet(book, SHEET, "Price history", (26, 13, 15, 16, *(13,) * room.classes, 4, 10, 14, 14),
        "Every conversion and exercise price, step by step: the whole ledger is replayed, so that a lapse re-prices what follows.",
        "$ per common share; a step is the start or one event.")  # fmt: skip
    rows = [*company.stated, *[{}] * (STATED_ROWS - len(company.stated))]
    add_table(sheet, "tblStated", _columns(room), rows)
    _grid(sheet, room)
    layout.new_page(sheet, GRID_HEADER - 1)
    _chart(sheet, room)
    last = get_column_letter(4 + room.classes)
    first, end = letters(room)[0], FIRST + room.events
    layout.only_where_used(sheet, f"A{FIRST}:D{end}", "A")
    layout.only_where_used(sheet, f"{first}{NAMES}:{last}{end}", "A", NAMES)
    layout.hide_where(sheet, f"{first}{GRID_HEADER}:{last}{GRID_HEADER}", f'{first}${NAMES}=""')
    layout.close_sheet(sheet, last, header=False)
    sheet.print_title_cols, sheet.print_title_rows = "A:D", f"{GRID_HEADER}:{NAMES}"


def _grid(sheet: Worksheet, room: Room) -> None:
    places = EventPlaces(room)
    layout.section(sheet, GRID_HEADER - 1, "Step by step", 4 + room.classes)
    titles = (
        "Step",
        "Date",
        "Event",
        "Deal",
        *(f"Class {place + 1}" for place in range(room.classes)),
    )
    layout.header(sheet, titles, GRID_HEADER)

    def of_classes(shown: str) -> str:
        return f'=IF(${letters(room)[0]}${NAMES}="","",{shown})'

    for row, label, name, shown in (
        (NAMES, "Class", "name", styles.GENERAL),
        (RULE, "Price rule", "rule", styles.GENERAL),
        (STATE, "Price is", "state", styles.GENERAL),
        (START, "Start date", "date", DAY),
    ):
        put(sheet, f"A{row}", of_classes(f'"{label}"'), styles.TEXT)
        for place, letter in enumerate(letters(room)):
            put(sheet, f"{letter}{row}", f"={term(name, place)}", styles.LINK, shown)
    put(sheet, f"A{TWIN}", of_classes('"Price now, by another function"'), styles.TEXT)
    for place, letter in enumerate(letters(room)):
        call = price_after("CONVPRICE_HISTORY", place, places.log_area(place))
        twin = f'IF({term("state", place)}<>"adjusted","",IF(NOT(out_events),{letter}${FIRST},INDEX({call},out_steps,{OF_HISTORY})))'
        put(sheet, f"{letter}{TWIN}", f"={twin}", styles.CALCULATION, PRICED)
    put(sheet, f"A{FIRST}", of_classes(f"ROW()-ROW(A${TWIN})"), styles.CALCULATION, "0")
    put(sheet, f"C{FIRST}", of_classes('"start"'), styles.TEXT, styles.WORDS)
    for place, letter in enumerate(letters(room)):
        put(sheet, f"{letter}{FIRST}", f"={term('price', place)}", styles.LINK, PRICED)
    for event in range(room.events):
        row, line = FIRST + 1 + event, FIRST_ROW + event
        known = f"'{EVENTS}'!${NO}{line}"
        put(sheet, f"A{row}", f'=IF({known}="","",{known}+1)', styles.LINK, "0")
        for letter, source, shown in (
            ("B", DATE, DAY),
            ("C", EVENT, styles.WORDS),
            ("D", DEAL, styles.WORDS),
        ):
            put(sheet, f"{letter}{row}", f"='{EVENTS}'!${source}{line}", styles.LINK, shown)
        for letter, price in zip(letters(room), places.block(3), strict=True):
            put(sheet, f"{letter}{row}", f"='{EVENTS}'!{price}{line}", styles.LINK, PRICED)


def _chart(sheet: Worksheet, room: Room) -> None:
    """Add the two ends of each step, and the chart that draws them."""
    at = [get_column_letter(6 + room.classes + offset) for offset in range(3)]
    for letter, title in zip(at, ("Point", "Date", "Price, $"), strict=True):
        put(sheet, f"{letter}{GRID_HEADER}", title, styles.HEADER)
    put(sheet, f"{at[0]}{GRID_HEADER - 1}", "Working: what the chart draws", styles.SECTION)
    first, last = letters(room)[0], letters(room)[-1]
    names, start_days = f"${first}${NAMES}:${last}${NAMES}", f"${first}${START}:${last}${START}"
    end = FIRST + room.events
    drawn = min(room.events, DRAWN)
    rows = range(NAMES, NAMES + 2 * drawn + 2)
    skipped = f"MAX(0,out_events-{DRAWN})" if room.events > DRAWN else "0"
    column = f"${at[2]}${GRID_HEADER - 1}"
    states, now, before = (f"${first}${row}:${last}${row}" for row in (STATE, TWIN, FIRST))
    moved = f'SUMPRODUCT(MAX(({states}="adjusted")*({now}<>{before})*COLUMN({states})))'
    moved = f"MAX(0,{moved}-COLUMN({first}$1)+1)"
    named = f"IF(COUNTIF({names},in_chart_class)>0,MATCH(in_chart_class,{names},0),0)"
    put(
        sheet,
        column.replace("$", ""),
        f'=IF(in_chart_class="",IF(out_events=0,0,{moved}),{named})',
        styles.CALCULATION,
        "0",
    )
    drawn_class = f"{at[1]}{GRID_HEADER - 2}"
    put(
        sheet,
        drawn_class,
        f'=IF({column}=0,"",INDEX({names},{column}))',
        styles.CALCULATION,
        styles.WORDS,
    )
    start = f"N(INDEX({start_days},{column}))"
    for row in rows:
        point = f"${at[0]}{row}"
        put(sheet, f"{at[0]}{row}", f"=ROW()-ROW({at[0]}${GRID_HEADER})-1", styles.CALCULATION, "0")
        event = f"{skipped}+INT(({point}+1)/2)"
        day = (
            f"IF({event}=0,{start},IF({event}>out_events,MAX(in_as_of,in_chart_to,{start}),"
            f"MAX({start},N(INDEX($B${FIRST}:$B${end},{event}+1)))))"
        )
        grid = f"${first}${FIRST}:${last}${end}"
        price = f"N(INDEX({grid},MIN({skipped}+INT({point}/2),out_events)+1,{column}))"
        known = f"{column}>0"
        put(sheet, f"{at[1]}{row}", f'=IF({known},{day},"")', styles.CALCULATION, DAY)
        put(sheet, f"{at[2]}{row}", f'=IF({known},{price},"")', styles.CALCULATION, PRICED)
    step_chart(
        sheet,
        f"A{CHART_ROW}",
        "Conversion price",
        ChartBlock(sheet, 7 + room.classes, rows[0], rows[-1]),
        [
            (
                f"='{SHEET}'!${at[1]}${GRID_HEADER - 2}",
                ChartBlock(sheet, 8 + room.classes, rows[0], rows[-1]),
            )
        ],
        across_title="Date",
        up_title="$ per common share",
        across_shown=DAY,
        up_shown='"$"0.00',
    )
