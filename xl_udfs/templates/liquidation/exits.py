"""The sheet of exits: a row of prices, and what each pays by class and by share."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from xl_udfs.templates.liquidation.classes import HELD, RANGE, SLOTS, computed, name_of, put_names
from xl_udfs.templates.sheets import layout
from xl_udfs.templates.sheets.entries import above_0
from xl_udfs.templates.sheets.layout import EXAMPLE
from xl_udfs.templates.sheets.styles import WHOLE_DOLLARS
from xl_udfs.templates.sheets.tables import AnyColumn, Column, Formula, add_table

SHEET = "Exits"
EXITS = range(8)
VALUES = (2_500_000, 5_000_000, 7_500_000, 10_000_000, 15_000_000, 20_000_000)
NAMES = layout.HEADER_ROW + 1
HEADER = NAMES + 1
EACH = HEADER + len(EXITS) + 4  # the header of the payouts by share
FIRST_CLASS = 3  # the column


def exit_value(number: int) -> str:
    """Return the cell in which an exit value is typed."""
    return layout.cell_of(SHEET, "A", HEADER + 1 + number)


def each_share(number: int) -> str:
    """Return the cells with what a share of each class is paid at an exit, in the order of them."""
    first, last = (get_column_letter(FIRST_CLASS + slot) for slot in (SLOTS[0], SLOTS[-1]))
    return layout.area_of(SHEET, first, last, 1, EACH + 1 + number)


def add_exits(book: Workbook) -> None:
    """Add the sheet of payouts by class and by share; those by holder are on the sheet Holders."""
    sheet = layout.add_sheet(book, SHEET, "What other prices would pay", (16, 14, *(13.5,) * len(SLOTS)),
        "For each price, what every class and every share of it is paid; the sheet Holders has the same by holder.",
        "$; a price is the whole consideration, before debt, expenses and carve-out, which come off first as on the sheet Results.")  # fmt: skip
    columns = 2 + len(SLOTS)
    layout.section(sheet, layout.HEADER_ROW, "By class", columns)
    put_names(sheet, NAMES, FIRST_CLASS, between="B")
    rows = [{"value": value} for value in VALUES] + [{}] * (len(EXITS) - len(VALUES))
    add_table(sheet, "tblExits", _by_class(), rows, header_row=HEADER, names_row=NAMES)
    layout.section(sheet, EACH - 2, "By share, or by option", columns)
    put_names(sheet, EACH - 1, FIRST_CLASS, between="B")
    add_table(
        sheet, "tblExitShares", _by_share(), [{}] * len(EXITS), header_row=EACH, names_row=EACH - 1
    )
    layout.close_sheet(sheet, get_column_letter(columns), header=False)
    sheet.print_title_rows = f"{NAMES}:{NAMES}"


def _by_class() -> tuple[AnyColumn, ...]:
    left = "MAX(0,{value}{row}-N(in_creditors)-N(in_expenses)-out_fees)"
    carved = f"MIN({left},N(in_carve_out)+N(in_carve_out_part)*{left})"
    return (
        Column("value", "Exit value", above_0(WHOLE_DOLLARS), f"{EXAMPLE} Price of the whole company, $; blank where the row is not used."),
        Formula("net", "Distributable", WHOLE_DOLLARS, f'IF(ISBLANK({{value}}{{row}}),"",{left}-{carved})'),
        *(
            Formula(f"c{slot}", f"Class {slot + 1}", WHOLE_DOLLARS,
                f'IF(OR({name_of(slot)}="",{{net}}{{row}}=""),"",IFERROR(INDEX(WATERFALL({{net}}{{row}},{RANGE}),{_nth(slot)}),""))')
            for slot in SLOTS
        ),
    )  # fmt: skip


def _nth(slot: int) -> str:
    first, letter = (get_column_letter(FIRST_CLASS + place) for place in (0, slot))
    return f"COLUMNS(${first}$1:${letter}$1)"


def _by_share() -> tuple[AnyColumn, ...]:
    place = f"ROWS($P${EACH + 1}:$P{{row}})"  # an empty column
    value = f"INDEX(tblExits[Exit value],{place})"
    return (
        Formula("value", "Exit value", WHOLE_DOLLARS, f'IF(ISBLANK({value}),"",{value})'),
        Formula("net", "Distributable", WHOLE_DOLLARS, f"INDEX(tblExits[Distributable],{place})"),
        *(
            Formula(f"c{slot}", f"Class {slot + 1}", '"$"#,##0.0000', _each(slot, place))
            for slot in SLOTS
        ),
    )  # fmt: skip


def _each(slot: int, place: str) -> str:
    paid, held = f"INDEX(tblExits[Class {slot + 1}],{place})", computed(slot, HELD)
    return f'IF(OR({paid}="",N({held})=0),"",{paid}/{held})'
