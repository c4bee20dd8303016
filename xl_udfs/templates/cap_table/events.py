"""The events that move prices, as the deals of the ledger make them, and each class's log of them."""

from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.cap_table.columns import DAY, PRICED, SHOWN
from xl_udfs.templates.cap_table.data import Room
from xl_udfs.templates.cap_table.terms import ALL
from xl_udfs.templates.cap_table.working import OUTSTANDING, counts, term, vector
from xl_udfs.templates.cap_table.working import STOCK as STOCK_FLAGS
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.forms import add_name
from xl_udfs.templates.sheets.layout import FIRST_ROW, HEADER_ROW, put
from xl_udfs.templates.sheets.styles import DOLLARS, GENERAL

SHEET = "Price Events"
# what a reader sees, then what only formulas read
(NO, LINE, DATE, EVENT, DEAL, KIND, SHARES, MONEY, GROSS, EACH, RATIO, OF, STOCK, STOCK_MONEY,
 COUNTED, KEY, LACKS, ASKED, APART, SPLITS) = (get_column_letter(place) for place in range(1, 21))  # fmt: skip
TITLES = (
    *("Event no.", "Ledger line", "Date", "Event", "Deal", "Kind of issue", "Shares, as common"),
    *("Consideration, $", "Gross proceeds, $", "$ per share", "Ratio", "Of event"),
    *("Stock of it", "For the stock, $", "Counted, if stated", "Deal in force", "Lacks money"),
    *("Asked for", "Stated less ledger", "Split so far"),
)
BLOCKS = 22  # column of the first block
SHARED = (
    ("date", DATE, DAY), ("event", EVENT, GENERAL), ("shares", SHARES, SHOWN), ("consideration", MONEY, DOLLARS),
    ("gross_proceeds", GROSS, DOLLARS), ("ratio", RATIO, "0.######"), ("of_event", OF, "0"), ("stock", STOCK, SHOWN),
    ("stock_consideration", STOCK_MONEY, DOLLARS),
)  # fmt: skip
PAIR = len(SHARED) + 4  # columns of the logs of two classes: each its own two, the others shared


@dataclass(frozen=True, slots=True)
class EventPlaces:
    """Where the columns of each class stand."""

    room: Room

    @property
    def last(self) -> int:
        """Return the row of the last event."""
        return HEADER_ROW + self.room.events

    def block(self, number: int) -> list[str]:
        """Return the letters of a block: 0 held, 1 rate, 2 issued, 3 price."""
        first = BLOCKS + number * (self.room.classes + 1)
        return [get_column_letter(first + place) for place in range(self.room.classes)]

    def log(self, place: int) -> tuple[str, str, str, str]:
        """Return the letters of a class's log: first, last, outstanding, exempt."""
        pair, right = divmod(place, 2)
        first = BLOCKS + 4 * (self.room.classes + 1) + pair * (PAIR + 1)
        if right:
            ends = (first + 2, first + PAIR - 1, first + PAIR - 2, first + PAIR - 1)
        else:
            ends = (first, first + PAIR - 3, first + 1, first)
        first_letter, last_letter, outstanding, exempt = map(get_column_letter, ends)
        return first_letter, last_letter, outstanding, exempt

    def log_area(self, place: int, last: int | None = None) -> str:
        """Return the cells of a class's log with its header: all for any sheet, or up to a row."""
        first, end, _, _ = self.log(place)
        bottom = f"${self.last}" if last is None else last  # relative: a copy has its own
        return f"'{SHEET}'!${first}${HEADER_ROW}:${end}{bottom}"

    def price_now(self) -> str:
        """Return the price of a class after the last event, in the list of terms."""
        block = self.block(3)
        cells = layout.area_of(SHEET, block[0], block[-1], self.room.events)
        found = f"INDEX({cells},MIN(out_events,ROWS({cells})),{{place}}{{row}})"
        return (
            'IF(OR({name}{row}="",{price}{row}=""),"",'
            f"IF(out_events=0,{{price}}{{row}},{found}))"
        )


def price_after(function: str, place: int, events: str, start: str | None = None) -> str:
    """Return the call of a history function with the terms in force of a class.

    Of a class that has no start date and nobody holds, every event counts.
    """
    day = term("since", place)
    first = f'IF({day}="",out_first_event-1,{day})'
    price = term("price", place)
    return f"{function}({start or f'{price},{first}'},{events},{rest_of(place)})"


def rest_of(place: int) -> str:
    """Return what follows the events in such a call."""
    kept = ",".join(term(name, place) for name in ("floor", "least", "rule", "clause"))
    return f"N({term('threshold', place)}),N({term('months', place)}),,,,,{term('decimals', place)},,,{kept}"


def add_events(book: Workbook, room: Room) -> None:
    """Add the sheet of the events that the histories are replayed from."""
    widths = (12, 12, 12, 14, 11, 12, 11, 14, 14, 10, 6.5, 6.5, 11, 14, 11, 22, 8, 8, 12, 10, 4)
    sheet = layout.add_sheet(book, SHEET, "Price events", widths,
        "The ledger's price events: the lines of one deal and kind of issue are one. What each class counts of it stands at the right.",
        "Shares of common stock and $. Consideration: money received and exercise money of rights. Held: the day before, in the shares of that day.")  # fmt: skip
    layout.header(sheet, TITLES)
    places = EventPlaces(room)
    sheet.row_dimensions[HEADER_ROW].height = layout.TITLES_HEIGHT
    put(sheet, f"{KEY}{HEADER_ROW - 2}", "Working", styles.SECTION)
    names = ("Held", "Common for one", "Issued", "Price after")
    for number, title in enumerate(names):
        for place, letter in enumerate(places.block(number)):
            put(sheet, f"{letter}{HEADER_ROW - 1}", f"={term('name', place)}", styles.LINK)
            put(sheet, f"{letter}{HEADER_ROW}", f"{title} {place + 1}", styles.HEADER)
    for place in range(room.classes):
        _log_header(sheet, places, place)
        add_name(book, f"out_log_{place + 1}", sheet, places.log_area(place).partition("!")[2])
    held, rates = places.block(0), places.block(1)
    for name, first, last in (
        ("line", LINE, LINE),
        ("deal", KEY, KEY),
        ("held", held[0], held[-1]),
        ("rate", rates[0], rates[-1]),
    ):
        area = f"${first}${FIRST_ROW}:${last}${places.last}"
        add_name(book, f"out_event_{name}", sheet, area)  # for letters
    for row in range(FIRST_ROW, places.last + 1):
        _shared(sheet, places, row)
        _blocks(sheet, places, row)
        _logs(sheet, places, row)
    end = places.log(room.classes - 1)[1]
    layout.only_where_used(sheet, f"A{FIRST_ROW}:{end}{places.last}", "A")
    layout.close_sheet(sheet, COUNTED, titles=3)


def _log_header(sheet: Worksheet, places: EventPlaces, place: int) -> None:
    first, _, outstanding, exempt = places.log(place)
    put(sheet, f"{outstanding}{HEADER_ROW - 1}", f"={term('name', place)}", styles.LINK)
    put(sheet, f"{outstanding}{HEADER_ROW}", "outstanding", styles.HEADER)
    put(sheet, f"{exempt}{HEADER_ROW}", "exempt", styles.HEADER)
    if place % 2 == 0:
        for letter, (title, _, _) in zip(_letters(first, 2), SHARED, strict=True):
            put(sheet, f"{letter}{HEADER_ROW}", title, styles.HEADER)


def _letters(first: str, skipped: int) -> list[str]:
    """Return the letters of the shared columns of a log that begins at a letter."""
    start = column_index_from_string(first) + skipped
    return [get_column_letter(start + offset) for offset in range(len(SHARED))]


def _of_line(field: str) -> str:
    return f"INDEX(tblLedger[{field}],${LINE}{{r}})"


def _shared(sheet: Worksheet, places: EventPlaces, row: int) -> None:
    above = row - 1
    issued, rates = (_row(places.block(number), row) for number in (2, 1))
    past = f"INDEX(${{c}}${HEADER_ROW}:${{c}}{above},${OF}{row}+1)"

    def left(column: str, stock: str, lapsed: str) -> str:
        gone = f'SUMIFS(tblLedger[{lapsed}],tblLedger[Lapses of],{_of_line("Lapses of")},tblLedger[No.],"<="&${LINE}{row})'
        return f"MAX(0,{past.format(c=column)}-{past.format(c=stock)}-{gone})"

    key = f"${KEY}{row}"
    formulas = (
        (NO, f'IF(ROW()-ROW({NO}${HEADER_ROW})>out_events,"",ROW()-ROW({NO}${HEADER_ROW}))', "0"),
        (LINE, f"SMALL(tblLedger[Price event],${NO}{row})", "0"),
        (DATE, _of_line("Date"), DAY),
        (EVENT, f'IF({key}<>"","issue",IF({_of_line("Event")}="lapse","expiry",{_of_line("Event")}))', styles.WORDS),
        (DEAL, f'IF({_of_line("Deal")}="","",{_of_line("Deal")})', styles.WORDS),
        (KIND, f'IF({_of_line("Kind of issue")}<>"",{_of_line("Kind of issue")},IF({_of_line("Event")}="grant","plan",""))', styles.WORDS),
        (SHARES, f'IF(${EVENT}{row}="issue",SUMPRODUCT({issued},{rates}),IF(${EVENT}{row}="stock dividend",{_of_line("Number")},'
            f'IF(${EVENT}{row}="expiry",{left(SHARES, STOCK, "Number then")},"")))', SHOWN),
        (MONEY, f'IF(${EVENT}{row}="issue",SUMIFS(tblLedger[Amount, $],tblLedger[Deal in force],{key})+SUMIFS(tblLedger[Exercise money],tblLedger[Deal in force],{key}),'
            f'IF(${EVENT}{row}="expiry",{left(MONEY, STOCK_MONEY, "Exercise money lapsed")},""))', DOLLARS),
        (GROSS, f'IF(${EVENT}{row}="issue",SUMIFS(tblLedger[Amount, $],tblLedger[Deal in force],{key}),"")', DOLLARS),
        (EACH, f'IF(${EVENT}{row}="issue",IF(N(${SHARES}{row})=0,"",${MONEY}{row}/${SHARES}{row}),"")', PRICED),
        (RATIO, f'IF(${EVENT}{row}="split",{_of_line("Ratio")},"")', "0.######"),
        (OF, f'IF(${EVENT}{row}="expiry",MATCH({_of_line("Lapses of")},${KEY}${HEADER_ROW}:${KEY}{above},0)-1,"")', "0"),
        (STOCK, f'IF(${EVENT}{row}="issue",SUMPRODUCT({issued},{rates},{vector(STOCK_FLAGS, places.room)}),"")', SHOWN),
        (STOCK_MONEY, f'IF(${EVENT}{row}="issue",{_stock_money(key, "common")}+{_stock_money(key, "preferred")},"")', DOLLARS),
        (COUNTED, f'IF({_of_line("Counted before")}="","",{_of_line("Counted before")})', SHOWN),
        (KEY, _of_line("Deal in force"), GENERAL),
        (LACKS, f'IF(${EVENT}{row}<>"issue",0,IF(OR(SUMIFS(tblLedger[Lacks money],tblLedger[Deal in force],{key})>0,${MONEY}{row}=0,${SHARES}{row}=0),1,0))', "0;;"),
        (ASKED, f'IF(AND(${LACKS}{row}=1,${KIND}{row}="",COUNTIFS(tblTerms[Price is],"adjusted",tblTerms[Start date],"<"&${DATE}{row})>0),1,0)', "0;;"),
        (SPLITS, f'IF(ISNUMBER({SPLITS}{above}),{SPLITS}{above},1)*IF(${EVENT}{row}="split",${RATIO}{row},1)', "0.######"),
        (APART, f'IF(${COUNTED}{row}="",0,MIN({_apart(places, row)}))', SHOWN),
    )  # fmt: skip
    for letter, formula, shown in formulas:
        text = formula.format(r=row)
        if letter != NO:
            text = f'IF(${NO}{row}="","",{text})'
        put(sheet, f"{letter}{row}", f"={text}", styles.LINK, shown)


def _stock_money(key: str, kind: str) -> str:
    return f'SUMIFS(tblLedger[Amount, $],tblLedger[Deal in force],{key},tblLedger[Type],"{kind}")'


def _apart(places: EventPlaces, row: int) -> str:
    """Return by how much a stated A differs from that of the ledger, for each class that averages."""
    held, rate = (_row(places.block(number), row) for number in range(2))
    return ",".join(
        f"IF({term('averages', place)}=1,ABS(${COUNTED}{row}-SUMPRODUCT({held},{rate},{counts(place, places.room)})),${COUNTED}{row})"
        for place in range(places.room.classes)
    )


def _row(letters: list[str], row: int) -> str:
    return f"${letters[0]}{row}:${letters[-1]}{row}"


def _blocks(sheet: Worksheet, places: EventPlaces, row: int) -> None:
    held, rate, issued, price = (places.block(number) for number in range(4))
    asked = f'OR(${EVENT}{row}="issue",${EVENT}{row}="stock dividend")'
    for place in range(places.room.classes):
        name, start = term("name", place), term("price", place)
        before = start if row == FIRST_ROW else f"{price[place]}{row - 1}"
        day = f'tblLedger[Date],"<"&${DATE}{row}'
        found = (
            f"(SUMIFS(tblLedger[Change],tblLedger[Class],{name},{day})+IF(out_seconds=0,0,"
            f"SUMIFS(tblLedger[Second change],tblLedger[Second class],{name},{day})))"
            f"/IF({term('multiplied', place)}=1,INDEX(tblLedger[Split since],${LINE}{row}),1)"
        )
        put(
            sheet,
            f"{held[place]}{row}",
            f'=IF({name}="",0,IF({asked},{found},0))',
            styles.LINK,
            SHOWN,
        )
        converted = f"{term('oip', place)}/{before}"
        put(sheet, f"{rate[place]}{row}",
            f'=IF(OR({name}="",${NO}{row}=""),0,IF({term("converts", place)}=0,1,IF(OR({term("oip", place)}="",{before}=""),1,{converted})))',
            styles.CALCULATION, "0.0000;;")  # fmt: skip
        sold = f"SUMIFS(tblLedger[Number then],tblLedger[Deal in force],${KEY}{row},tblLedger[Class],{name})"
        put(
            sheet,
            f"{issued[place]}{row}",
            f'=IF({name}="",0,IF(${EVENT}{row}="issue",{sold},0))',
            styles.LINK,
            SHOWN,
        )
        put(
            sheet,
            f"{price[place]}{row}",
            "=" + _price(places, place, row, before),
            styles.CALCULATION,
            PRICED,
        )


def _price(places: EventPlaces, place: int, row: int, before: str) -> str:
    """Return the price after an event: the whole log up to it is replayed."""
    state = term("state", place)
    others = f'COUNTIF(${EVENT}${FIRST_ROW}:${EVENT}{row},"s*")'
    call = price_after("CONVPRICE_AFTER", place, places.log_area(place, row).partition("!")[2])
    still = f'OR({state}="incomplete",AND({state}="fixed",NOT({others})))'
    return f'IF(OR({term("name", place)}="",${NO}{row}=""),"",IF({term("price", place)}="","",IF({still},{before},{call})))'


def _logs(sheet: Worksheet, places: EventPlaces, row: int) -> None:
    held, rate = (_row(places.block(number), row) for number in range(2))
    outstanding_of = vector(OUTSTANDING, places.room)
    for place in range(places.room.classes):
        first, _, outstanding, exempt = places.log(place)
        name, kind = term("name", place), f"${KIND}{row}"
        counted = f"SUMPRODUCT({held},{rate},{counts(place, places.room)})"
        shares = (
            f'IF(${EVENT}{row}="issue",IF(${COUNTED}{row}<>"",${COUNTED}{row},{counted}),'
            f'IF(${EVENT}{row}="stock dividend",SUMPRODUCT({held},{rate},{outstanding_of}),""))'
        )
        counted_shares = (
            f'=IF({name}="","",IF(N({shares})<0,0,{shares}))'  # where more went than was
        )
        put(sheet, f"{outstanding}{row}", counted_shares, styles.CALCULATION, SHOWN)
        listed = (
            f"COUNTIFS(tblExemptions[Class],{name},tblExemptions[Kind of issue],{kind})"
            f'+COUNTIFS(tblExemptions[Class],"{ALL}",tblExemptions[Kind of issue],{kind})>0'
        )
        unknown = f"AND({term('averages', place)}=1,N({outstanding}{row})=0)"
        is_exempt = f'OR(${LACKS}{row}=1,{unknown},IF({kind}="",FALSE,{listed}))'
        put(
            sheet,
            f"{exempt}{row}",
            f'=IF(OR({name}="",${EVENT}{row}<>"issue"),"",IF({is_exempt},TRUE,""))',
            styles.CALCULATION,
        )
        if place % 2 == 0:
            for letter, (_, source, shown) in zip(_letters(first, 2), SHARED, strict=True):
                put(
                    sheet,
                    f"{letter}{row}",
                    f'=IF(${source}{row}="","",${source}{row})',
                    styles.CALCULATION,
                    shown,
                )
