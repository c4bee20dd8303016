"""Before and after a proposed financing: every price, class and holder; what converts in it."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.cap_table.columns import PRICED, SHARE, SHOWN, choices, days, words
from xl_udfs.templates.cap_table.data import Company, Room
from xl_udfs.templates.cap_table.ownership import SHEET as CAP_TABLE
from xl_udfs.templates.cap_table.ownership import held_letters, of_holder, table_header
from xl_udfs.templates.cap_table.terms import ALL
from xl_udfs.templates.cap_table.working import AFTER as AFTER_ROW
from xl_udfs.templates.cap_table.working import CONVERTED, counts, term, vector
from xl_udfs.templates.sheets import layout, on_account, styles
from xl_udfs.templates.sheets.charts import ChartBlock, bars
from xl_udfs.templates.sheets.entries import MONEY_ABOVE_0, PERCENTAGE, RATE
from xl_udfs.templates.sheets.layout import FIRST_ROW, HEADER_ROW, area_of, put
from xl_udfs.templates.sheets.styles import DOLLARS, GENERAL, WORDS
from xl_udfs.templates.sheets.tables import AnyColumn, Column, Formula, add_table

SHEET, CONVERTIBLES = "Pro Forma", "Convertibles"
CONVERTIBLE_ROWS = 20
VALUE = "COLUMNS($A$1:$B$1)"  # of a line of the round; also the lines from shares to their reason
PAID = on_account.read(CONVERTIBLES, CONVERTIBLE_ROWS)
READ_BY_ROUND = area_of(CONVERTIBLES, "A", "J", CONVERTIBLE_ROWS + 1, HEADER_ROW)
ROUND = f"PRICED_ROUND(in_pf_pre,in_pf_gross,out_fully_diluted,N(in_pf_target),{READ_BY_ROUND},out_pool)"
CONVERTIBLE_COLUMNS: tuple[AnyColumn, ...] = (
    words("holder", "Holder", "Who holds it; the rows from the top, without gaps."),
    choices("kind", "Kind", "What it is.", '"safe post-money,safe pre-money,note"'),
    Column("amount", "Amount", MONEY_ABOVE_0, "Purchase amount or principal, $."),
    Column("cap", "Cap", MONEY_ABOVE_0, "Valuation cap, $. Blank for none."),
    Column("discount", "Discount", PERCENTAGE, "Discount on the price of the round; 0.2 is 20%. Blank for none."),
    Column("rate", "Rate", RATE, "Simple interest a year of a note. Blank for none."),
    days("from", "From", "First day of interest. Blank without interest."),
    days("to", "To", "Day to which interest and payments on account count. Blank without."),
    choices("day_count", "Day count", "Of the interest. Blank is actual/365.", '"actual/365,actual/360,30/360,actual/actual"'),
    Formula("balance", "Balance", DOLLARS, f'IF(OR(COUNTIF(tblPaid[Holder],{{holder}}{{row}})=0,{on_account.REMARKS}>0,{{remark}}{{row}}<>"",{{to}}{{row}}=""),"",'
        f'IF(N({{rate}}{{row}})>0,NOTE_BALANCE({{amount}}{{row}},{{from}}{{row}},{{to}}{{row}},{PAID},{{rate}}{{row}},IF({{day_count}}{{row}}="","actual/365",'
        f'{{day_count}}{{row}}),"simple",{{holder}}{{row}}),{{amount}}{{row}}-{on_account.paid_to("{holder}{row}", "{to}{row}")}))'),
    Formula("shares", "Shares", SHOWN, f'IF(OR({{holder}}{{row}}="",out_pf_solved<>"yes"),"",INDEX({ROUND},{{line}}{{row}},{VALUE}))', linked=True),
    Formula("price", "Price, $", PRICED, f'IF({{shares}}{{row}}="","",INDEX({ROUND},{{line}}{{row}}+1,{VALUE}))', linked=True),
    Formula("by", "By", WORDS, f'IF({{shares}}{{row}}="","",INDEX({ROUND},{{line}}{{row}}+{VALUE},{VALUE}))', linked=True),
    Formula("remark", "Remark", WORDS, 'IF(COUNTA({holder}{row}:{day_count}{row})=0,"",IF({holder}{row}="","whose?",IF({kind}{row}="","which kind?",'
        'IF({amount}{row}="","how much?",IF(COUNT({cap}{row}:{discount}{row})=0,"a cap or a discount",IF(AND(N({rate}{row})>0,COUNT({from}{row}:{to}{row})<2),"from and to which day?",IF(AND(COUNTIF(tblPaid[Holder],{holder}{row})>0,{to}{row}=""),"to which day?","")))))))'),
    Formula("line", "Working: line of the round", "0;;", "3*(ROW()-ROW({holder}$7))+1"),
)  # fmt: skip
(NAME, RULE, BEFORE, EXEMPT, AFTER, CHANGE, BECAUSE, RATE_BEFORE, RATE_AFTER, CONVERTED_BEFORE,
 CONVERTED_AFTER, PART_BEFORE, PART_AFTER, GAIN) = "ABCDEFGHIJKLMN"  # fmt: skip
TITLES = (
    *("By class", "Price rule", "Price before", "Kind of issue is exempt", "Price after"),
    *("Change of the price", "Rule applied", "Common for one, before", "Common for one, after"),
    *("Shares before", "Shares after", "Before", "After", "Change of the part"),
)
NEW = (
    ("New investors", "out_pf_new"),
    ("Warrants sold with them", 'IF(out_pf_active="yes",N(in_pf_warrants),0)'),
    ("Convertibles", "out_pf_converted"),
    ("Increase of the option pool", "out_pf_pool"),
)


TOTAL = FIRST_ROW  # of all; then what is new, then the classes
FIRST_NEW = TOTAL + 1
FIRST_CLASS = FIRST_NEW + len(NEW)


def last_row(room: Room) -> int:
    """Return the row of the last class."""
    return FIRST_CLASS + room.classes - 1


def rates_after(room: Room) -> str:
    """Return the common shares for one of each class after the financing, as any sheet has it."""
    return area_of(SHEET, RATE_AFTER, RATE_AFTER, room.classes, FIRST_CLASS)


def header_row(room: Room) -> int:
    """Return the row of the titles of the list of holders."""
    return last_row(room) + 28


def add_convertibles(book: Workbook, company: Company) -> None:
    """Add the sheet of what converts in a proposed financing."""
    sheet = layout.add_sheet(book, CONVERTIBLES, "Convertibles", (26, 17, 15, 15, 10, 8, 13, 13, 12, 14, 12, 10, 8, 15, 12),
        "SAFEs and notes that convert in the proposed financing of the sheet Inputs, once its pre-money value is given.",
        "$; parts of 1; shares.")  # fmt: skip
    rows = [*company.convertibles, *[{}] * (CONVERTIBLE_ROWS - len(company.convertibles))]
    add_table(sheet, "tblConvertibles", CONVERTIBLE_COLUMNS, rows)
    on_account.add_payments(sheet, CONVERTIBLE_ROWS, '"simple"')
    layout.close_sheet(sheet, "N")


def add_pro_forma(book: Workbook, room: Room) -> None:
    """Add the sheet."""
    sheet = layout.add_sheet(book, SHEET, "Pro forma", (26, 25.3, 10, 10.4, 10, 8.5, 15, 10.6, 10.6, 11.5, 11.2, 8.3, 8.3, 8.3),
        "The proposed financing of the sheet Inputs: prices, classes and holders before and after it.",
        "Common shares as converted, $ per share; parts are of all shares fully diluted.")  # fmt: skip
    layout.header(sheet, TITLES)
    for column in range(1, len(TITLES) + 1):
        put(
            sheet,
            f"{get_column_letter(column)}{TOTAL}",
            "all" if column == 1 else None,
            styles.TOTAL,
        )
    last = last_row(room)
    for letter in (CONVERTED_BEFORE, CONVERTED_AFTER, PART_BEFORE, PART_AFTER):
        shown = SHARE if letter in {PART_BEFORE, PART_AFTER} else SHOWN
        total = f"=SUM({letter}{FIRST_NEW}:{letter}{last})"
        put(sheet, f"{letter}{TOTAL}", total, styles.TOTAL, shown)
    for row, (title, formula) in enumerate(NEW, start=FIRST_NEW):
        put(sheet, f"A{row}", title, styles.TEXT)
        put(sheet, f"{CONVERTED_AFTER}{row}", f"={formula}", styles.LINK, SHOWN)
        _parts(sheet, row)
    for place in range(room.classes):
        _class(sheet, room, place)
    layout.only_where_used(sheet, f"A{FIRST_NEW}:{GAIN}{last}", "A")
    names, before, after = _drawn(sheet, last)
    bars(
        sheet,
        f"A{last + 2}",
        "Ownership before and after the proposed financing",
        names,
        [("Before", before), ("After", after)],
        across_title="Class, and what is new",
        up_title="Part of all shares, fully diluted",
        up_shown="0%",
    )
    header = header_row(room)
    layout.section(sheet, header - 1, "Holder by holder", 6)
    add_table(
        sheet,
        "tblProForma",
        columns_of(room),
        [{}] * (room.holders + 1),
        header_row=header,
        beside=table_header(room) - header,
    )
    layout.close_sheet(sheet, GAIN)
    sheet.print_title_rows = f"{header}:{header}"
    for row in (last + 2, header - 1):
        layout.new_page(sheet, row)


def _drawn(sheet: Worksheet, last: int) -> tuple[ChartBlock, ChartBlock, ChartBlock]:
    """Add what the chart draws: what has a part before or after, one below the other."""
    first_column = len(TITLES) + 2
    number, *letters = (get_column_letter(first_column + place) for place in range(4))
    titles = ("Working: number", "Drawn", "Before, drawn", "After, drawn")
    for letter, title in zip((number, *letters), titles, strict=True):
        put(sheet, f"{letter}{HEADER_ROW}", title, styles.HEADER)
    for row in range(FIRST_NEW, last + 1):
        above = f"MAX(0,{number}${TOTAL}:{number}{row - 1})"
        has_part = f"N({PART_BEFORE}{row})+N({PART_AFTER}{row})>0"
        put(sheet, f"{number}{row}", f'=IF({has_part},{above}+1,"")', styles.CALCULATION, "0")
        place = f"ROW()-ROW({number}${TOTAL})"
        numbers = f"{number}${FIRST_NEW}:{number}${last}"
        for letter, source, shown in zip(
            letters, ("A", PART_BEFORE, PART_AFTER), (GENERAL, SHARE, SHARE), strict=True
        ):
            found = f"INDEX({source}${FIRST_NEW}:{source}${last},MATCH({place},{numbers},0))"
            formula = f'=IF({place}>MAX(0,{numbers}),"",{found})'
            put(sheet, f"{letter}{row}", formula, styles.CALCULATION, shown)
    columns = range(first_column + 1, first_column + 4)
    names, before, after = (ChartBlock(sheet, column, FIRST_NEW, last) for column in columns)
    return names, before, after


def _parts(sheet: Worksheet, row: int) -> None:
    for letter, shares in ((PART_BEFORE, CONVERTED_BEFORE), (PART_AFTER, CONVERTED_AFTER)):
        part = f"IF(N({shares}${TOTAL})=0,0,N({shares}{row})/{shares}${TOTAL})"
        put(sheet, f"{letter}{row}", f"={part}", styles.CALCULATION, SHARE)
    put(
        sheet,
        f"{GAIN}{row}",
        f"={PART_AFTER}{row}-{PART_BEFORE}{row}",
        styles.CALCULATION,
        "+0.00%;-0.00%;",
    )


def _class(sheet: Worksheet, room: Room, place: int) -> None:
    row = FIRST_CLASS + place
    name, state, rule = f"$A{row}", term("state", place), term("rule", place)
    before, after = f"{BEFORE}{row}", f"{AFTER}{row}"
    listed = (
        f"COUNTIFS(tblExemptions[Class],{name},tblExemptions[Kind of issue],in_pf_kind)"
        f'+COUNTIFS(tblExemptions[Class],"{ALL}",tblExemptions[Kind of issue],in_pf_kind)>0'
    )
    counted = f"SUMPRODUCT({vector(CONVERTED, room)},{counts(place, room)})"
    months, threshold, start = (term(one, place) for one in ("months", "threshold", "date"))
    kept = ",".join(term(one, place) for one in ("decimals", "floor", "least", "rule", "clause"))
    moved = (
        f"CONVPRICE_FINANCING({before},{start},in_pf_date,in_pf_gross,out_pf_consideration,out_pf_additional,"
        f"{counted},,N({threshold}),N({months}),,,,{kept})"
    )
    moved = f"IF(AND({term('averages', place)},NOT({counted})),{before},{moved})"
    stays = f'OR({state}<>"adjusted",out_pf_active<>"yes",{EXEMPT}{row}="yes",NOT(out_pf_consideration))'
    regime = f'IF({rule}="ratchet, then weighted average",CONVPRICE_REGIME({start},in_pf_date,{months}),{rule})'
    rate = f'IF(OR(NOT({term("converts", place)}),{term("oip", place)}="",{after}=""),{RATE_BEFORE}{row},CONVERSION_RATE({term("oip", place)},{after},INDEX(tblClasses[Dividend per share],ROWS(A${FIRST_CLASS}:A{row}))))'
    converted = f"N(INDEX(tblClasses[Shares],ROW()-ROW(A${FIRST_CLASS - 1})))"
    for letter, formula, shown, style in (
        (RULE, rule, WORDS, styles.LINK),
        (BEFORE, term("now", place), PRICED, styles.LINK),
        (EXEMPT, f'IF({state}<>"adjusted","",IF(in_pf_kind="","no",IF({listed},"yes","no")))', GENERAL, styles.LINK),
        (AFTER, f'IF({before}="","",IF({stays},{before},{moved}))', PRICED, styles.CALCULATION),
        (CHANGE, f"IF(N({before})*N({after})=0,0,{after}/{before}-1)", SHARE, styles.CALCULATION),
        (BECAUSE, f'IF({before}="","",IF({state}<>"adjusted","no rule",IF(out_pf_active<>"yes","no financing",IF({EXEMPT}{row}="yes","exempt",'
            f'IF({after}={before},"unchanged",{regime})))))', WORDS, styles.CALCULATION),
        (RATE_BEFORE, term("rate", place), "#,##0.0000", styles.LINK),
        (RATE_AFTER, rate, "#,##0.0000", styles.CALCULATION),
        (CONVERTED_BEFORE, f"{converted}*{RATE_BEFORE}{row}", SHOWN, styles.LINK),
        (CONVERTED_AFTER, f"{converted}*{RATE_AFTER}{row}", SHOWN, styles.LINK),
    ):  # fmt: skip
        put(sheet, f"{letter}{row}", f'=IF({name}="","",{formula})', style, shown)
    put(sheet, f"A{row}", f"={term('name', place)}", styles.LINK)
    _parts(sheet, row)


def columns_of(room: Room) -> tuple[Formula, ...]:
    """Return the columns of the list of holders."""
    total = TOTAL
    letters = held_letters(room)
    held = f"'{CAP_TABLE}'!${letters[0]}{{beside}}:${letters[-1]}{{beside}}"
    return (
        Formula("holder", "Holder", GENERAL, of_holder(room, "holder"), linked=True),
        Formula("before", "Before, shares", SHOWN, of_holder(room, "diluted"), linked=True),
        Formula("part_before", "Before, part", SHARE, f"IF(${CONVERTED_BEFORE}${total}=0,0,{{before}}{{row}}/${CONVERTED_BEFORE}${total})"),
        Formula("after", "After, shares", SHOWN, f"SUMPRODUCT({held},{vector(AFTER_ROW, room)})", linked=True),
        Formula("part_after", "After, part", SHARE, f"IF(${CONVERTED_AFTER}${total}=0,0,{{after}}{{row}}/${CONVERTED_AFTER}${total})"),
        Formula("change", "Change of the part", "+0.00%;-0.00%;", "{part_after}{row}-{part_before}{row}"),
    )  # fmt: skip
