"""What the sheets find for each class: its terms in force, what it counts, what CAP_TABLE reads."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.cap_table.columns import DAY, PRICED, SHOWN, letter_of
from xl_udfs.templates.cap_table.data import Room
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.forms import add_name
from xl_udfs.templates.sheets.layout import FIRST_ROW, HEADER_ROW, put
from xl_udfs.templates.sheets.misfits import fits
from xl_udfs.templates.sheets.styles import GENERAL, INTEGER, WHOLE_DOLLARS
from xl_udfs.templates.sheets.tables import Formula, add_table

SHEET = "Working"
PLACE = "{place}{row}"  # of a class, 1 the first
AVERAGES = 'OR({rule}{row}="weighted average",{rule}{row}="ratchet, then weighted average")'


def _typed(name: str, title: str, source: str, shown: str, added: str = "") -> Formula:
    """Return a term as the list of classes has it, blank where it is, or while one does not fit."""
    found = f"INDEX(tblClasses[{source}],{PLACE})"
    formula = f'IF(OR({{name}}{{row}}="",{fits.gate(1)}>0),"",IF({found}="","",{found}{added}))'
    return Formula(name, title, shown, formula, linked=True)


def _in_force(name: str, title: str, shown: str = GENERAL, source: str | None = None) -> Formula:
    """Return a term as typed, else as the preset has it, else blank; as above."""
    source = source or title
    typed = f"INDEX(tblClasses[{source}],{PLACE})"
    preset = f"INDEX(tblPresets[{source}],{{preset}}{{row}})"
    taken = f'IF({{preset}}{{row}}=0,"",IF({preset}="","",{preset}))'
    formula = f'IF(OR({{name}}{{row}}="",{fits.gate(1)}>0),"",IF({typed}<>"",{typed},{taken}))'
    return Formula(name, title, shown, formula, linked=True)


def terms_of(price_now: str) -> tuple[Formula, ...]:
    """Return the columns; `price_now` is the formula of the price after the last event."""
    line = "ROW()-ROW({name}$7)"
    own = f"INDEX(tblClasses[Class],{line})"
    chosen = f"INDEX(tblClasses[Preset],{PLACE})"
    return (
        Formula("place", "No.", "0", 'IF({name}{row}="","",ROW()-ROW({place}$7))'),
        Formula("name", "Class", GENERAL, f'IF({line}>ROWS(tblClasses[Class]),"",IF({own}="","",{own}))', linked=True),
        _typed("type", "Type", "Type", GENERAL),
        Formula("preset", "Preset no.", "0;;", f'IF({{name}}{{row}}="",0,IF({chosen}="",0,IF(COUNTIF(tblPresets[Preset],{chosen})=0,0,MATCH({chosen},tblPresets[Preset],0))))',
            linked=True),
        Formula("rule", "Price rule", GENERAL, 'IF({name}{row}="","",IF({own_rule}{row}="","none",{own_rule}{row}))'),
        _in_force("months", "Ratchet months", "0"),
        _in_force("threshold", "Threshold", WHOLE_DOLLARS),
        _in_force("common", "Counts common"),
        _in_force("preferred", "Counts preferred"),
        _in_force("options", "Counts options"),
        _in_force("warrants", "Counts warrants"),
        _in_force("pool", "Counts pool"),
        _in_force("decimals", "Decimals", "0"),
        _typed("floor", "Floor", "Floor", PRICED),
        _typed("least", "Smallest change", "Smallest change", "0.00%"),
        _in_force("fraction", "Fraction"),
        _in_force("moves", "Count moves"),
        _typed("oip", "Original issue price", "Original issue price", PRICED),
        _typed("price", "Start price", "Start price", PRICED),
        _typed("date", "Start date", "Start date", DAY),
        _typed("clause", "Clause", "Clause", GENERAL, '&""'),
        _in_force("own_rule", "Rule taken", source="Price rule"),
        Formula("state", "Price is", GENERAL, 'IF({name}{row}="","",IF({rule}{row}="none","fixed",IF(OR(COUNT({price}{row}:{date}{row})<2,'
            'COUNTIF(tblRules[Rule],{rule}{row})=0,NOT(ISNUMBER({threshold}{row})),AND({rule}{row}="ratchet, then weighted average",NOT(ISNUMBER({months}{row}))),'
            f'AND({AVERAGES},COUNTIF({{common}}{{row}}:{{pool}}{{row}},"yes")=0)),"incomplete","adjusted")))'),
        Formula("averages", "Averages", "0;;", f"IF({AVERAGES},1,0)"),
        Formula("stock", "Stock", "0;;", 'IF(OR({type}{row}="common",{type}{row}="preferred"),1,0)'),
        Formula("converts", "Converts", "0;;", 'IF(OR({type}{row}="preferred",AND({type}{row}="warrant",{moves}{row}="yes")),1,0)'),
        Formula("multiplied", "Multiplied", "0;;", 'IF(OR({name}{row}="",{converts}{row}=1),0,1)'),
        Formula("since", "Moves after", DAY, 'IF({date}{row}<>"",{date}{row},IF({name}{row}="","",IF(COUNTIFS(tblLedger[Class],{name}{row},tblLedger[Date],">0")=0,"",'
            'IF(N(INDEX(tblLedger[Date],MATCH({name}{row},tblLedger[Class],0)))=0,"",INDEX(tblLedger[Date],MATCH({name}{row},tblLedger[Class],0))))))', linked=True),
        Formula("now", "Price now", PRICED, price_now),
        Formula("rate", "Rate", "0.0000", 'IF({name}{row}="","",IF(OR(NOT({converts}{row}),{oip}{row}="",{now}{row}=""),1,'
            f"CONVERSION_RATE({{oip}}{{row}},{{now}}{{row}},INDEX(tblClasses[Dividend per share],{PLACE}))))"),
    )  # fmt: skip


READ = (
    ("Shares", "MAX(0,INDEX(tblClasses[Shares],{place}))", INTEGER),
    ("Class", "{name}", GENERAL),
    ("Original issue price", 'IF(AND({converts}=1,{now}<>""),{oip},"")', PRICED),
    ("Conversion price", 'IF(AND({converts}=1,{oip}<>""),{now},"")', PRICED),
    ("Dividend per share", 'IF(N(INDEX(tblClasses[Dividend per share],{place}))=0,"",INDEX(tblClasses[Dividend per share],{place}))', '"$"#,##0.00##'),
    ("Votes", 'IF(INDEX(tblClasses[Votes],{place})="","",INDEX(tblClasses[Votes],{place}))', "0"),
)  # fmt: skip
LETTERS = {column.name: letter_of(terms_of("0"), column.name) for column in terms_of("0")}
WIDTH = len(LETTERS)  # columns of the terms
READ_FIRST = WIDTH + 2
WIDE = {"place": 12, "name": 24, "rule": 27, "own_rule": 27, "clause": 80}
COUNTS_FIRST = READ_FIRST + len(READ) + 1


def holdings_read(room: Room) -> str:
    """Return what CAP_TABLE reads as holdings, its header included."""
    first, last = get_column_letter(READ_FIRST), get_column_letter(READ_FIRST + 1)
    return layout.area_of(SHEET, first, last, room.classes + 1, HEADER_ROW)


def classes_read(room: Room) -> str:
    """Return what CAP_TABLE reads as classes, its header included."""
    first, last = get_column_letter(READ_FIRST + 1), get_column_letter(READ_FIRST + len(READ) - 1)
    return layout.area_of(SHEET, first, last, room.classes + 1, HEADER_ROW)


def term(name: str, place: int) -> str:
    """Return a term of a class by its place, 0 the first, as a formula on any sheet has it."""
    return layout.cell_of(SHEET, LETTERS[name], FIRST_ROW + place)


def counts(place: int, room: Room) -> str:
    """Return a row: for each class 1 where A of the class at a place counts it."""
    row = FIRST_ROW + place
    first = get_column_letter(COUNTS_FIRST)
    last = get_column_letter(COUNTS_FIRST + room.classes - 1)
    return f"{SHEET}!${first}${row}:${last}${row}"


def vector(number: int, room: Room) -> str:
    """Return a row with a cell for each class, by its place in VECTORS."""
    return counts(room.classes + number, room)


def vector_cell(number: int, place: int, room: Room) -> str:
    """Return one cell of such a row."""
    letter = get_column_letter(COUNTS_FIRST + place)
    return layout.cell_of(SHEET, letter, FIRST_ROW + room.classes + number)


# what stands below the matrix of what A counts, a row each
STOCK, RATE, VOTES_OF_ONE, BASIS, PRICE, DIVIDEND, CONVERTED, AFTER, OUTSTANDING = range(9)
VECTORS = (
    ("Stock", "{stock}", "0;;"),
    ("Common shares for one", 'IF({name}="",0,{rate})', "0.0000;;"),
    ("Votes of each as converted", 'IF({name}="",0,N(INDEX(tblClasses[Votes],{number})))', "0;;"),
    ("Original issue price; 1 without", 'IF(OR({converts}=0,{oip}="",{now}=""),1,{oip})', PRICED),
    ("Price; 1 without", 'IF(OR({converts}=0,{oip}="",{now}=""),1,{now})', PRICED),
    ("Declared dividend", 'IF(OR({name}="",{converts}=0),0,N(INDEX(tblClasses[Dividend per share],{number})))', '"$"0.00;;'),
    ("As converted", 'IF({name}="",0,N(INDEX(tblClasses[As converted],{number})))', SHOWN),
    ("After the financing", "N(INDEX({rates_after},{number}))", "0.0000;;"),
    ("Outstanding: all but the pool", 'IF(OR({name}="",{type}="pool"),0,1)', "0;;"),
)  # fmt: skip


def add_working(book: Workbook, room: Room, price_now: str, rates_after: str) -> None:
    """Add the sheet; other sheets' price of each class, and its rates after the financing."""
    terms = [WIDE.get(column.name, 14) for column in terms_of(price_now)]
    widths = [*terms, 4, *(14,) * len(READ), 26, *(10,) * room.classes, 4, 24]
    sheet = layout.add_sheet(book, SHEET, "Working", widths,
        "What the other sheets find here for each class; nothing is typed here.",
        "Terms in force: as typed on Classes, else as its preset has them. 1 is yes.")  # fmt: skip
    add_table(sheet, "tblTerms", terms_of(price_now), [{}] * room.classes)
    choices = get_column_letter(COUNTS_FIRST + room.classes + 1)
    put(sheet, f"{choices}{HEADER_ROW}", "Who votes", styles.HEADER)
    put(sheet, f"{choices}{FIRST_ROW}", "all", styles.TEXT)
    for row in range(FIRST_ROW, FIRST_ROW + room.classes):
        put(sheet, f"{choices}{row + 1}", f"=$B${row}", styles.CALCULATION)
    last = FIRST_ROW + room.classes
    add_name(book, "in_vote_choices", sheet, f"${choices}${FIRST_ROW}:${choices}${last}")
    put(
        sheet,
        f"{get_column_letter(READ_FIRST)}{HEADER_ROW - 1}",
        "What CAP_TABLE reads",
        styles.SECTION,
    )
    for offset, (title, formula, shown) in enumerate(READ):
        letter = get_column_letter(READ_FIRST + offset)
        put(sheet, f"{letter}{HEADER_ROW}", title, styles.HEADER)
        for row in range(FIRST_ROW, FIRST_ROW + room.classes):
            cells = {name: f"${at}{row}" for name, at in LETTERS.items()}
            text = formula.format(**cells)
            put(sheet, f"{letter}{row}", f'=IF({cells["name"]}="","",{text})', styles.LINK, shown)
    _counts(sheet, room, rates_after)
    layout.close_sheet(sheet, get_column_letter(WIDTH), titles=2)


def _counts(sheet: Worksheet, room: Room, rates_after: str) -> None:
    put(
        sheet,
        f"{get_column_letter(COUNTS_FIRST)}{HEADER_ROW - 1}",
        "What A counts, class by class; below: stock",
        styles.SECTION,
    )
    for place in range(room.classes):
        letter = get_column_letter(COUNTS_FIRST + place)
        put(sheet, f"{letter}{HEADER_ROW}", f"Class {place + 1}", styles.HEADER)
        kind = f"${LETTERS['type']}${FIRST_ROW + place}"
        for row in range(FIRST_ROW, FIRST_ROW + room.classes):
            ticks = {
                name: f"${LETTERS[name]}{row}"
                for name in ("common", "preferred", "options", "pool", "warrants")
            }
            tick = (
                f'IF({kind}="common",{ticks["common"]},IF({kind}="preferred",{ticks["preferred"]},'
                f'IF({kind}="option",{ticks["options"]},IF({kind}="pool",{ticks["pool"]},'
                f'IF({kind}="","",{ticks["warrants"]})))))'
            )
            put(sheet, f"{letter}{row}", f'=IF({tick}="yes",1,0)', styles.CALCULATION, "0;;")
        cells = {name: f"${at}${FIRST_ROW + place}" for name, at in LETTERS.items()}
        for number, (_, formula, shown) in enumerate(VECTORS):
            row = FIRST_ROW + room.classes + number
            text = formula.format(
                rates_after=rates_after,
                number=f"COLUMNS(${get_column_letter(COUNTS_FIRST)}$1:{letter}$1)",
                **cells,
            )
            put(sheet, f"{letter}{row}", f"={text}", styles.LINK, shown)
    for number, (title, _, _) in enumerate(VECTORS):
        label = f"{get_column_letter(COUNTS_FIRST - 1)}{FIRST_ROW + room.classes + number}"
        put(sheet, label, title, styles.TEXT)
