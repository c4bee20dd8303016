"""The sheet of holders: the shares of each by class, and what each is paid."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from xl_udfs.templates.liquidation.classes import (
    HOLDERS,
    PAID,
    PAID_COLUMNS,
    SHARE_COLUMNS,
    SLOTS,
    TOTALS,
    computed,
    name_of,
    put_names,
)
from xl_udfs.templates.liquidation.exits import EXITS, each_share, exit_value
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.entries import SHARES, text
from xl_udfs.templates.sheets.layout import EXAMPLE
from xl_udfs.templates.sheets.styles import DOLLARS, WHOLE_DOLLARS
from xl_udfs.templates.sheets.tables import AnyColumn, Column, Formula, add_table

NAMES = layout.HEADER_ROW  # the row of the classes' names; totals stand below it
HEADER = TOTALS + 1
FIRST = HEADER + 1
IN_ALL = PAID_COLUMNS + len(SLOTS)
AT_EXITS = IN_ALL + 2
WORKING = AT_EXITS + len(EXITS)
HELD: tuple[tuple[str, tuple[int, ...]], ...] = (  # by class in the order of the sheet Classes
    ("Holder A (example)", (0, 20_000, 600, 250_000)),
    ("Holder B (example)", (0, 0, 450, 120_000)),
    ("Holder C (example)", (10_000, 0, 278, 0)),
    ("Holder D (example)", (0, 0, 150, 0)),
    ("All others (example)", (40_000, 60_000, 0, 1_731_345)),
)
SHARES_RANGE = layout.area_of(  # of all classes
    HOLDERS, "B", get_column_letter(PAID_COLUMNS - 1), len(HELD), FIRST
)


def shares(slot: int) -> str:
    """Return the title of the column of shares of the class in a slot."""
    return f"Shares class {slot + 1}"


def paid(slot: int) -> str:
    """Return the title of the column of what is paid on the class in a slot."""
    return f"Paid class {slot + 1}"


def add_holders(book: Workbook) -> None:
    """Add the sheet of holders by class."""
    widths = (26, *(13.5,) * len(SLOTS), *(14,) * len(SLOTS), 17, 10, *(15,) * len(EXITS))
    sheet = layout.add_sheet(book, HOLDERS, "Holders and what each is paid", (*widths, *(12,) * (1 + len(SLOTS))),
        "Each class pays its holders by their shares; the parts add up to the class to the cent.⟨ The documents name no holder: these are examples.|⟩",
        "Shares and $; names of the classes and totals stand above the header.")  # fmt: skip
    put_names(sheet, NAMES, SHARE_COLUMNS, PAID_COLUMNS)
    for column in range(IN_ALL, AT_EXITS):
        layout.put(sheet, f"{get_column_letter(column)}{NAMES}", None, styles.HEADER)
    for number in EXITS:
        cell = f"{get_column_letter(AT_EXITS + number)}{NAMES}"
        value = exit_value(number)
        layout.put(sheet, cell, f'=IF(ISBLANK({value}),"",{value})', styles.HEADER, WHOLE_DOLLARS)
    working = get_column_letter(WORKING)
    layout.put(sheet, f"{working}{NAMES}", "Working: shares, 0 for a blank", styles.SIDE_NOTE)
    rows = [
        {"holder": holder, **{f"s{slot}": number for slot, number in enumerate(held)}}
        for holder, held in HELD
    ]
    add_table(sheet, "tblHolders", _columns(), rows, header_row=HEADER, names_row=NAMES)
    layout.close_sheet(sheet, get_column_letter(WORKING - 1), header_row=HEADER)
    sheet.print_title_rows = f"{NAMES}:{HEADER}"


def _columns() -> tuple[AnyColumn, ...]:
    return (
        Column("holder", "Holder", text(100), "Memo: name of the holder; blank where the row is not used.⟨ Not in the documents.|⟩",
            needed_where="(" + "+".join(f'({{s{slot}}}<>"")' for slot in SLOTS) + ">0)*1"),
        *(Column(f"s{slot}", shares(slot), SHARES, f"{EXAMPLE} Shares of the class, or options; blank for none.", total=True) for slot in SLOTS),
        *(Formula(f"p{slot}", paid(slot), DOLLARS, _part(slot), total=True) for slot in SLOTS),
        Formula("paid", "Paid in all", DOLLARS, f"SUM({{p{SLOTS[0]}}}{{row}}:{{p{SLOTS[-1]}}}{{row}})", total=True),
        Formula("part", "Part", "0.00%", "IF(N(out_distributable)=0,0,{paid}{row}/out_distributable)", total=True),
        *(Formula(f"e{number}", f"At exit {number + 1}", DOLLARS, _at_exit(number), linked=True, total=True) for number in EXITS),
        Formula("all", "Held in all", "#,##0;-#,##0;", f"SUM({{s{SLOTS[0]}}}{{row}}:{{s{SLOTS[-1]}}}{{row}})"),
        *(Formula(f"h{slot}", f"Held class {slot + 1}", "#,##0;-#,##0;", f"N({{s{slot}}}{{row}})") for slot in SLOTS),
    )  # fmt: skip


def _part(slot: int) -> str:
    """Return a holder's part of what a class is paid, empty until there is a holder of it."""
    held = f"{{h{slot}}}${{first}}:{{h{slot}}}${{last}}"
    amount = computed(slot, PAID)
    return (
        f'IF(OR({name_of(slot)}="",{amount}="",NOT(SUM({held}))),"",'
        f"INDEX(PRO_RATA({amount},{held},in_cent),ROWS($A${FIRST}:$A{{row}})))"
    )


def _at_exit(number: int) -> str:
    """Return what all shares of a holder are paid at an exit, empty where there is none."""
    held = f"{{h{SLOTS[0]}}}{{row}}:{{h{SLOTS[-1]}}}{{row}}"
    return f'IF(ISBLANK({exit_value(number)}),"",SUMPRODUCT({held},{each_share(number)}))'
