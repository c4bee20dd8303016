"""Before and after a proposed financing: every conversion price, class and holder."""

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.cap_table.columns import SHARE
from xl_udfs.templates.cap_table.data import SLOTS
from xl_udfs.templates.cap_table.ownership import (
    BASIS,
    LETTERS,
    OUTSTANDING,
    TOP_NAMES,
)
from xl_udfs.templates.cap_table.ownership import SHEET as CAP_TABLE
from xl_udfs.templates.cap_table.prices import SHOWN
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.charts import Block, stacked_bars
from xl_udfs.templates.sheets.layout import put
from xl_udfs.templates.sheets.styles import DASHED, GENERAL
from xl_udfs.templates.sheets.tables import Formula, add_table

SHEET = "Pro Forma"
(NAMES, RULE, STATE, START, THRESHOLD, MONTHS, BEFORE, EXEMPT, AFTER, CHANGE, BECAUSE,
 RATE_BEFORE, RATE_AFTER, CONVERTED_BEFORE, CONVERTED_AFTER, PART_BEFORE,
 PART_AFTER) = range(8, 25)  # fmt: skip
CHART_ROW, TABLE_HEADER = 27, 52
NEW = {"J": "New investors", "K": "Option pool"}
OWN = f"'{CAP_TABLE}'!"


def add_pro_forma(book: Workbook, rows: int) -> None:
    """Add the sheet."""
    sheet = layout.add_sheet(book, SHEET, "Pro forma", (36, *(15,) * SLOTS, 16, 16, 16),
        "The proposed financing of the sheet Inputs: prices, classes and holders before and after it.",
        "Common shares as converted, $ per share; parts are of all shares fully diluted.")  # fmt: skip
    titles = (
        *("By class", *(f"Class {slot + 1}" for slot in range(SLOTS))),
        *("New investors", "Option pool", "All"),
    )
    layout.header(sheet, titles)
    _classes(sheet)
    _sums(sheet)
    _chart(sheet)
    layout.section(sheet, TABLE_HEADER - 1, "Holder by holder", 12)
    add_table(sheet, "tblProForma", COLUMNS, [{}] * rows, header_row=TABLE_HEADER)
    sheet.row_dimensions[NAMES].height = 2 * layout.LINE_HEIGHT + 3
    layout.close_sheet(sheet, "L")
    sheet.print_title_rows = f"{TABLE_HEADER}:{TABLE_HEADER}"
    layout.new_page(sheet, TABLE_HEADER - 1)


def _of_class(field: str, letter: str) -> str:
    cell = f"INDEX(tblClasses[{field}],COLUMNS($B$1:{letter}$1))"
    return f'IF({cell}="","",{cell})'


def _after(letter: str) -> str:
    """Return the price after the financing, by the rule of the class."""
    ratchet = f"CONVPRICE_RATCHET({letter}{BEFORE},out_pf_consideration,out_pf_additional)"
    by_date = (
        f"CONVPRICE_FINANCING({letter}{BEFORE},{letter}{START},in_pf_date,in_pf_gross,"
        "out_pf_consideration,out_pf_additional,"
        f'IF({letter}{RULE}="Series 2-A",out_pf_base,out_fully_diluted),,'
        f"{letter}{THRESHOLD},{letter}{MONTHS})"
    )
    stays = f'OR({letter}{STATE}<>"adjusted",out_pf_active<>"yes",{letter}{EXEMPT}="yes")'
    return (
        f'IF({letter}{BEFORE}="","",IF({stays},{letter}{BEFORE},IF({letter}{RULE}="Warrant",'
        f"IF(in_pf_date>{letter}{START},{ratchet},{letter}{BEFORE}),{by_date})))"
    )


def _exempt(letter: str) -> str:
    """Return whether the kind of issue is no Additional Shares for the class."""
    rule = f"{letter}{RULE}"
    asked = f'OR({rule}="Series 5-A",{rule}="Warrant")'
    exempt = f'IF(EXEMPT_ISSUANCE({rule},in_pf_kind),"yes","no")'
    return f'IF({letter}{NAMES}="","",IF(AND({asked},in_pf_kind<>""),{exempt},"no"))'


def _rate_after(letter: str) -> str:
    oip, now = f"{OWN}{letter}${BASIS}", f"{letter}{AFTER}"
    return (
        f'IF({letter}{NAMES}="","",IF({now}="",{letter}{RATE_BEFORE},'
        f"CONVERSION_RATE({oip},{now},"
        f"INDEX(tblClasses[Dividend per share],COLUMNS($B$1:{letter}$1)))))"
    )


def _because(letter: str) -> str:
    regime = f"CONVPRICE_REGIME({letter}{START},in_pf_date,{letter}{MONTHS})"
    return (
        f'IF({letter}{BEFORE}="","",IF({letter}{STATE}<>"adjusted","no rule",'
        f'IF(out_pf_active<>"yes","no financing",IF({letter}{EXEMPT}="yes","exempt",'
        f'IF({letter}{AFTER}={letter}{BEFORE},"unchanged",'
        f'IF({letter}{RULE}="Warrant","full ratchet",{regime}))))))'
    )


def _classes(sheet: Worksheet) -> None:
    day, money = "mmm d, yyyy", styles.WHOLE_DOLLARS
    lines = (
        (NAMES, "Class", styles.LINK, styles.GENERAL, lambda x: _of_class("Class", x)),
        (RULE, "Price rule", styles.LINK, styles.GENERAL, lambda x: _of_class("Price rule", x)),
        (STATE, "Price is", styles.LINK, styles.GENERAL, lambda x: _of_class("Price is", x)),
        (START, "Start date", styles.LINK, day, lambda x: _of_class("Start date", x)),
        (THRESHOLD, "Threshold", styles.LINK, money, lambda x: _of_class("Threshold", x)),
        (MONTHS, "Ratchet months", styles.LINK, "0", lambda x: _of_class("Ratchet months", x)),
        (BEFORE, "Price before, $", styles.LINK, SHOWN, lambda x: _of_class("Conversion price", x)),
        (EXEMPT, "Kind of issue is exempt", styles.CALCULATION, styles.GENERAL, _exempt),
        (AFTER, "Price after, $", styles.CALCULATION, SHOWN, _after),
        (CHANGE, "Change of the price", styles.CALCULATION, SHARE,
         lambda x: f'IF({x}{BEFORE}="","",{x}{AFTER}/{x}{BEFORE}-1)'),
        (BECAUSE, "Rule applied", styles.CALCULATION, styles.GENERAL, _because),
        (RATE_BEFORE, "Common shares for one, before", styles.LINK, "#,##0.0000",
         lambda x: _of_class("Common per share", x)),
        (RATE_AFTER, "Common shares for one, after", styles.CALCULATION, "#,##0.0000",
         _rate_after),
        (CONVERTED_BEFORE, "As converted, before", styles.LINK, DASHED,
         lambda x: f"N({OWN}{x}${OUTSTANDING})*N({x}{RATE_BEFORE})"),
        (CONVERTED_AFTER, "As converted, after", styles.LINK, DASHED,
         lambda x: f"N({OWN}{x}${OUTSTANDING})*N({x}{RATE_AFTER})"),
        (PART_BEFORE, "Before", styles.CALCULATION, SHARE,
         lambda x: f"IF($L{CONVERTED_BEFORE}=0,0,{x}{CONVERTED_BEFORE}/$L{CONVERTED_BEFORE})"),
        (PART_AFTER, "After", styles.CALCULATION, SHARE,
         lambda x: f"IF($L{CONVERTED_AFTER}=0,0,{x}{CONVERTED_AFTER}/$L{CONVERTED_AFTER})"),
    )  # fmt: skip
    for row, label, style, shown, formula in lines:
        put(sheet, f"A{row}", label, styles.TEXT)
        for letter in LETTERS:
            put(sheet, f"{letter}{row}", "=" + formula(letter), style, shown)
        if row in {PART_BEFORE, PART_AFTER}:
            for letter in "JK":
                put(sheet, f"{letter}{row}", "=" + formula(letter), style, shown)
    for letter, title in NEW.items():
        put(sheet, f"{letter}{NAMES}", title, styles.TOTAL)


def _sums(sheet: Worksheet) -> None:
    new = {"J": "out_pf_additional", "K": 'IF(out_pf_active="yes",N(in_pf_pool),0)'}
    for letter, formula in new.items():
        put(sheet, f"{letter}{CONVERTED_AFTER}", f"={formula}", styles.LINK, DASHED)
    for row in (CONVERTED_BEFORE, CONVERTED_AFTER):
        put(sheet, f"L{row}", f"=SUM(B{row}:K{row})", styles.TOTAL, DASHED)
    for row in (PART_BEFORE, PART_AFTER):
        put(sheet, f"L{row}", f"=SUM(B{row}:K{row})", styles.TOTAL, SHARE)


def _chart(sheet: Worksheet) -> None:
    stacked_bars(
        sheet,
        f"A{CHART_ROW}",
        "Ownership before and after the proposed financing, by class",
        Block(sheet, 1, PART_BEFORE, PART_AFTER),
        [
            (
                f"='{CAP_TABLE}'!${letter}${TOP_NAMES}" if letter in LETTERS else title,
                Block(sheet, 2 + place, PART_BEFORE, PART_AFTER),
            )
            for place, (letter, title) in enumerate(
                (*((letter, "") for letter in LETTERS), *NEW.items())
            )
        ],
        across_title="The financing",
        up_title="Part of all shares, fully diluted",
        up_shown="0%",
        parts_of_all=True,
        first_on_top=True,
    )


COLUMNS = (
    Formula("holder", "Holder", GENERAL, f"INDEX(tblCapTable[Holder],ROW()-ROW({{holder}}${TABLE_HEADER}))", linked=True),
    Formula("before", "Before, shares", DASHED, f"INDEX(tblCapTable[Fully diluted],ROW()-ROW({{holder}}${TABLE_HEADER}))", linked=True),
    Formula("part_before", "Before, part", SHARE, f"IF($L${CONVERTED_BEFORE}=0,0,{{before}}{{row}}/$L${CONVERTED_BEFORE})"),
    Formula("after", "After, shares", DASHED,
        "+".join(
            f"INDEX(tblCapTable[Class {slot}],ROW()-ROW({{holder}}${TABLE_HEADER}))*N(${letter}${RATE_AFTER})"
            for slot, letter in enumerate(LETTERS, start=1)),
        linked=True),
    Formula("part_after", "After, part", SHARE, f"IF($L${CONVERTED_AFTER}=0,0,{{after}}{{row}}/$L${CONVERTED_AFTER})"),
    Formula("change", "Change of the part", '+0.00%;-0.00%;"-"', "{part_after}{row}-{part_before}{row}"),
)  # fmt: skip
