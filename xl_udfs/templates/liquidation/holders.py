"""The sheet of holders: the shares of each by class, and what each is paid."""

from openpyxl import Workbook

from xl_udfs.templates.liquidation.classes import CLASSES, COMPUTED, SLOTS, name_of, put_names
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.entries import SHARES, text
from xl_udfs.templates.sheets.layout import EXAMPLE
from xl_udfs.templates.sheets.styles import DASHED, DOLLARS
from xl_udfs.templates.sheets.tables import AnyColumn, Column, Formula, add_table

HOLDERS = "Holders"
NAMES = layout.HEADER_ROW  # the row of the classes' names; totals stand below it
HEADER = NAMES + 2
FIRST = HEADER + 1
SHARE_COLUMNS, PAID_COLUMNS = 2, 2 + len(SLOTS)
HELD: tuple[tuple[str, tuple[int, ...]], ...] = (  # by class in the order of the sheet Classes
    ("Holder A (example)", (0, 20_000, 600, 250_000)),
    ("Holder B (example)", (0, 0, 450, 120_000)),
    ("Holder C (example)", (10_000, 0, 278, 0)),
    ("Holder D (example)", (0, 0, 150, 0)),
    ("All others (example)", (40_000, 60_000, 0, 1_731_345)),
)
SHARES_RANGE = layout.area_of(HOLDERS, "B", "I", len(HELD), FIRST)  # of all classes


def shares(slot: int) -> str:
    """Return the title of the column of shares of the class in a slot."""
    return f"Shares class {slot + 1}"


def paid(slot: int) -> str:
    """Return the title of the column of what is paid on the class in a slot."""
    return f"Paid class {slot + 1}"


def add_holders(book: Workbook) -> None:
    """Add the sheet of holders by class."""
    sheet = layout.add_sheet(book, HOLDERS, "Holders and what each is paid", (26, *(15,) * len(SLOTS), *(17,) * len(SLOTS), 18, 12),
        "Each class pays its holders by their shares; the parts add up to the class to the cent.⟨ The documents name no holder: these are examples.|⟩",
        "Shares and $; names of the classes and totals stand above the header.")  # fmt: skip
    put_names(sheet, NAMES, SHARE_COLUMNS, PAID_COLUMNS)
    rows = [
        {"holder": holder, **{f"s{slot}": number for slot, number in enumerate(held)}}
        for holder, held in HELD
    ]
    numbers = add_table(sheet, "tblHolders", _columns(), rows, header_row=HEADER)
    for slot in SLOTS:  # a dash where the slot is not used
        sheet.cell(HEADER - 1, SHARE_COLUMNS + slot).number_format = DASHED
        sheet.cell(HEADER - 1, PAID_COLUMNS + slot).number_format = styles.DOLLARS + ';"-"'
    layout.close_sheet(sheet, "S", header_row=HEADER)
    sheet.print_title_rows = f"{NAMES}:{HEADER}"
    layout.two_pages(sheet, "A", f"A1:I{numbers[-1]}", f"J{NAMES}:S{numbers[-1]}")


def _columns() -> tuple[AnyColumn, ...]:
    return (
        Column("holder", "Holder", text(100), "Memo: name of the holder.⟨ Not in the documents.|⟩"),
        *(Column(f"s{slot}", shares(slot), SHARES, f"{EXAMPLE} Shares of the class; 0 for none.", total=True) for slot in SLOTS),
        *(Formula(f"p{slot}", paid(slot), DOLLARS, _part(slot), total=True) for slot in SLOTS),
        Formula("paid", "Paid in all", DOLLARS, f"SUM({{p{SLOTS[0]}}}{{row}}:{{p{SLOTS[-1]}}}{{row}})", total=True),
        Formula("part", "Part", "0.00%", "IF(out_distributable=0,0,{paid}{row}/out_distributable)", total=True),
    )  # fmt: skip


def _part(slot: int) -> str:
    """Return a holder's part of what a class is paid, empty until all its shares are there."""
    held = f"tblHolders[{shares(slot)}]"
    return (
        f'IF(OR({name_of(slot)}="",COUNT({held})<ROWS({held})),"",IF(SUM({held}),'
        f"INDEX(PRO_RATA({CLASSES}!$J${COMPUTED + 1 + slot},{held},in_cent),"
        f"ROWS($A${FIRST}:$A{{row}})),SUM({held})))"
    )
