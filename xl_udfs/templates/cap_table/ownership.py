"""Who holds what: class by class, the ten largest holders, and holder by holder."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.cap_table.columns import PRICED, SHARE, SHOWN, letter_of
from xl_udfs.templates.cap_table.data import LEAST_HOLDERS, Company, Room
from xl_udfs.templates.cap_table.ledger import POOL
from xl_udfs.templates.cap_table.working import (
    BASIS,
    DIVIDEND,
    classes_read,
    holdings_read,
    term,
    vector,
    vector_cell,
)
from xl_udfs.templates.cap_table.working import PRICE as VECTOR_PRICE
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.charts import ChartBlock, bars
from xl_udfs.templates.sheets.layout import FIRST_ROW, HEADER_ROW, area_of, put
from xl_udfs.templates.sheets.styles import GENERAL, WORDS
from xl_udfs.templates.sheets.tables import AnyColumn, Formula, add_table
from xl_udfs.templates.sheets.words import is_filled

SHEET = "Cap Table"
TOTAL = FIRST_ROW  # of all classes; then a row a class
FIRST_CLASS = TOTAL + 1
ALL = "all"
(NAME, KIND, OUTSTANDING, PRICE, RATE, CONVERTED, PART, EACH, VOTES, VOTE_PART,
 PAID) = "ABCDEFGHIJK"  # fmt: skip
TITLES = (
    *(
        "By class",
        "Type",
        "Outstanding",
        "Conversion or exercise price",
        "Common shares for one",
    ),
    *("As converted", "Part of fully diluted", "Votes of each as converted", "Votes"),
    *(
        "Part of all votes",
        "Paid for them",
    ),
)
SUMMED = (CONVERTED, PART, VOTES, VOTE_PART, PAID)
FULLY_DILUTED, ALL_VOTES = (layout.cell_of(SHEET, letter, TOTAL) for letter in (CONVERTED, VOTES))
DOLLARS = '"$"#,##0;-"$"#,##0;'
CHART_ROWS = 22  # from the heading of the chart to the row below it
LARGEST = "C"  # of the ten largest: what each has, fully diluted
# of the list of holders: where a class's column stands
FIRST_HELD = 7


def class_rows(room: Room) -> range:
    """Return the rows of the classes."""
    return range(FIRST_CLASS, FIRST_CLASS + room.classes)


def of_classes(room: Room, letter: str) -> str:
    """Return a column of the list by class, as a formula on any sheet has it."""
    return area_of(SHEET, letter, letter, room.classes, FIRST_CLASS)


def top_header(room: Room) -> int:
    """Return the row of the titles of the ten largest."""
    return FIRST_CLASS + room.classes + CHART_ROWS


def table_header(room: Room) -> int:
    """Return the row of the titles of the list of holders."""
    return top_header(room) + LEAST_HOLDERS + 4


def working_letter(room: Room, place: int) -> str:
    """Return the letter of what only formulas read: 0 held, 1 by the ledger, 2 line of a holder."""
    return get_column_letter(FIRST_HELD + max(room.classes + 3, 6) + place)


def held_letters(room: Room) -> list[str]:
    """Return the letters of the classes in the list of holders."""
    return [get_column_letter(FIRST_HELD + place) for place in range(room.classes)]


def add_ownership(book: Workbook, company: Company, room: Room) -> None:
    """Add the sheet: classes, the ten largest holders with a chart, and every holder."""
    sheet = layout.add_sheet(book, SHEET, "Cap table", (28, 14, 14, 13, 13, 13, *(13,) * max(room.classes + 7, 12)),
        "By class, the ten largest holders, and holder by holder; all from the ledger up to the day of the position.",
        "Shares, $ and $ per share; as converted means in common shares, unrounded. Votes are whole.")  # fmt: skip
    layout.header(sheet, TITLES)
    titles = ("Working: held below", "Working: by the ledger", "Working: line of the pool")
    for place, title in enumerate(titles):
        put(sheet, f"{working_letter(room, place)}{HEADER_ROW}", title, styles.HEADER)
    sheet.row_dimensions[HEADER_ROW].height = layout.TITLES_HEIGHT
    for place in range(room.classes):
        _class(sheet, room, place)
    _total(sheet, room)
    _largest(sheet, company, room)
    header = table_header(room)
    layout.section(sheet, header - 2, "Holder by holder", len(TITLES))
    layout.header(sheet, ("Class", "", "", f"=A{TOTAL}", "", ""), header - 1)
    for letter, row in zip(held_letters(room), class_rows(room), strict=True):
        put(sheet, f"{letter}{header - 1}", f"=$A${row}", styles.HEADER)
    add_table(
        sheet,
        "tblCapTable",
        columns_of(room),
        [{}] * (room.holders + 1),
        header_row=header,
        names_row=header - 1,
    )
    rows = class_rows(room)
    for cells in (
        f"A{rows[0]}:K{rows[-1]}",
        f"A{top_header(room) + 1}:F{top_header(room) + LEAST_HOLDERS}",
    ):
        layout.only_where_used(sheet, cells, "A")
    layout.new_page(sheet, top_header(room) - CHART_ROWS + 1)
    layout.new_page(sheet, header - 2)
    layout.close_sheet(
        sheet, get_column_letter(max(FIRST_HELD + room.classes - 1, len(TITLES))), header=False
    )
    sheet.print_title_cols, sheet.print_title_rows = "A:A", f"{header - 1}:{header}"


def _class(sheet: Worksheet, room: Room, place: int) -> None:
    row = FIRST_CLASS + place
    function = f"CAP_TABLE({holdings_read(room)},{classes_read(room)})"
    line = f'COUNTIF($A${FIRST_CLASS}:$A{row},"?*")'

    def by_function(column: str) -> str:
        return f"IF(NOT(out_held),0,INDEX({function},{line},COLUMNS($A$1:{column}$1)))"

    held = f"tblCapTable[Class {place + 1}]"
    basis, price, dividend = (
        vector_cell(number, place, room) for number in (BASIS, VECTOR_PRICE, DIVIDEND)
    )
    votes = (
        f"IF(MIN({held})<0,0,"
        f"SUMPRODUCT(PREFERRED_VOTES({held},{basis},{price},{dividend}))*{EACH}{row})"
    )
    for letter, formula, shown, style in (
        (KIND, term("type", place), WORDS, styles.LINK),
        (OUTSTANDING, by_function("B"), SHOWN, styles.LINK),
        (PRICE, term("now", place), PRICED, styles.LINK),
        (RATE, term("rate", place), "#,##0.0000", styles.LINK),
        (CONVERTED, by_function("D"), SHOWN, styles.LINK),
        (PART, by_function("E"), SHARE, styles.LINK),
        (EACH, f"N(INDEX(tblClasses[Votes],ROW()-ROW($A${TOTAL})))", "0;;", styles.LINK),
        (VOTES, votes, SHOWN, styles.CALCULATION),
        (VOTE_PART, f"IF({VOTES}${TOTAL}=0,0,{VOTES}{row}/{VOTES}${TOTAL})", SHARE, styles.CALCULATION),
        (PAID, f'SUMIFS(tblLedger[Amount, $],tblLedger[Class],$A{row},tblLedger[Change],">0")', DOLLARS, styles.LINK),
        (working_letter(room, 0), f"SUM({held})", SHOWN, styles.CALCULATION),
        (working_letter(room, 1), f"SUMIFS(tblLedger[Change],tblLedger[Class],$A{row})+IF(out_seconds=0,0,"
            f"SUMIFS(tblLedger[Second change],tblLedger[Second class],$A{row}))", SHOWN, styles.LINK),
    ):  # fmt: skip
        put(sheet, f"{letter}{row}", f'=IF($A{row}="","",{formula})', style, shown)
    put(sheet, f"{NAME}{row}", f"={term('name', place)}", styles.LINK, GENERAL)


def _total(sheet: Worksheet, room: Room) -> None:
    put(sheet, f"{NAME}{TOTAL}", ALL, styles.TOTAL)
    last = FIRST_CLASS + room.classes - 1
    for letter in TITLES_LETTERS:
        shown = {PART: SHARE, VOTE_PART: SHARE, PAID: DOLLARS}.get(letter, SHOWN)
        total = f"=SUM({letter}{FIRST_CLASS}:{letter}{last})" if letter in SUMMED else None
        put(sheet, f"{letter}{TOTAL}", total, styles.TOTAL, shown)
    holders = "tblHolders[Holder]"
    put(
        sheet,
        f"{working_letter(room, 2)}{TOTAL}",
        f'=SUMPRODUCT(MAX(({holders}<>"")*(ROW({holders})-ROW(INDEX({holders},1))+1)))+1',
        styles.CALCULATION,
        "0",
    )
    put(
        sheet,
        "A6",
        '=IF(out_open_lines=0,"Every line of the ledger has its number.",'
        'out_open_lines&" ledger lines have no number: what they stand for is in no total.")',
        styles.SIDE_NOTE,
    )


TITLES_LETTERS = "BCDEFGHIJK"


def _largest(sheet: Worksheet, company: Company, room: Room) -> None:
    header = top_header(room)
    layout.section(
        sheet, header - CHART_ROWS + 1, "The ten largest holders, fully diluted", len(TITLES)
    )
    titles = ("Holder", "Rank", "Fully diluted", "Part", "Votes", "Part of votes")
    layout.header(sheet, titles, header)
    at = working_letter(room, 2)
    put(sheet, f"{at}{header}", "Working: line", styles.HEADER)
    last = header + LEAST_HOLDERS
    for row in range(header + 1, last + 1):
        place = f"ROW()-ROW(A${header})"
        key = f"LARGE(tblCapTable[Sort key],{place})"
        put(
            sheet,
            f"{at}{row}",
            f'=IF({key}<=0,"",MATCH({key},tblCapTable[Sort key],0))',
            styles.CALCULATION,
            "0",
        )
        put(sheet, f"B{row}", f'=IF(${at}{row}="","",{place})', styles.CALCULATION, "0")
        for letter, title, shown in (("A", "Holder", GENERAL), (LARGEST, "Fully diluted", SHOWN), ("D", "Part", SHARE),
            ("E", "Votes", SHOWN), ("F", "Part of votes", SHARE)):  # fmt: skip
            put(
                sheet,
                f"{letter}{row}",
                f'=IF(${at}{row}="","",INDEX(tblCapTable[{title}],${at}{row}))',
                styles.CALCULATION,
                shown,
            )
    drawn = min(len(company.holders), LEAST_HOLDERS) if is_filled(sheet) else LEAST_HOLDERS
    bars(
        sheet,
        f"A{header - CHART_ROWS + 3}",
        "The ten largest holders, fully diluted",
        ChartBlock(sheet, 1, header + 1, header + drawn),
        [("Fully diluted", ChartBlock(sheet, 3, header + 1, header + drawn))],
        across_title="Holder",
        up_title="Common shares, as converted",
        up_shown="#,##0",
    )


def columns_of(room: Room) -> list[AnyColumn]:
    """Return the columns of the list of holders."""
    header = table_header(room)
    line = f"ROW()-ROW({{holder}}${header})"
    held = f"{{class_1}}{{row}}:{{class_{room.classes}}}{{row}}"
    stock, rates, each, basis, price, dividend = (vector(number, room) for number in range(6))
    letters = held_letters(room)
    pool = f'IF(AND({line}=${working_letter(room, 2)}${TOTAL},out_pooled>0),"{POOL}","")'
    name = f'IF({line}>ROWS(tblHolders[Holder]),{pool},IF(INDEX(tblHolders[Holder],{line})="",{pool},INDEX(tblHolders[Holder],{line})))'

    def of_class(letter: str) -> str:
        who = "{holder}{row}"
        mine = f"SUMIFS(tblLedger[Change],tblLedger[Held by],{who},tblLedger[Class],{letter}${header - 1})"
        got = f"SUMIFS(tblLedger[Second change],tblLedger[Second holder],{who},tblLedger[Second class],{letter}${header - 1})"
        return f'IF(OR({who}="",{letter}${header - 1}=""),0,{mine}+IF(out_seconds=0,0,{got}))'

    return [
        Formula("holder", "Holder", GENERAL, name, linked=True),
        Formula("diluted", "Fully diluted", SHOWN, f"SUMPRODUCT({held},{rates})"),
        Formula("part", "Part", SHARE, "IF(out_fully_diluted=0,0,{diluted}{row}/out_fully_diluted)"),
        Formula("votes", "Votes", SHOWN, f'IF(OR({{holder}}{{row}}="",MIN({held})<0),0,SUMPRODUCT(PREFERRED_VOTES({held},{basis},{price},{dividend}),{each}))'),
        Formula("vote_part", "Part of votes", SHARE, "IF(out_votes=0,0,{votes}{row}/out_votes)"),
        Formula("converted", "As converted, without rights", SHOWN, f"SUMPRODUCT({held},{rates},{stock})"),
        *(
            Formula(f"class_{place}", f"Class {place}", SHOWN, of_class(letter), linked=True)
            for place, letter in enumerate(letters, start=1)
        ),
        Formula("favour", "In favour", GENERAL,
            f'IF({line}>ROWS(tblHolders[Holder]),"",IF(INDEX(tblHolders[In favour],{line})="","",INDEX(tblHolders[In favour],{line})))', linked=True),
        Formula("key", "Sort key", "0.000000;;", 'IF({holder}{row}="",0,IF({diluted}{row}>0,{diluted}{row}+1/ROW(),0))'),
    ]  # fmt: skip


def own_letter(room: Room, name: str) -> str:
    """Return the letter of a column of the list of holders."""
    return letter_of(columns_of(room), name)


def of_holder(room: Room, name: str) -> str:
    """Return a cell of the list of holders, as the same line of a list on another sheet has it."""
    return f"'{SHEET}'!${own_letter(room, name)}{{beside}}"
