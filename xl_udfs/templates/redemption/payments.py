"""The sheet of payments to the holders: what the means allow, and what is carried forward."""

from collections.abc import Callable
from datetime import date

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.redemption.holders import EXAMPLES
from xl_udfs.templates.sheets import entries, layout, styles
from xl_udfs.templates.sheets.entries import ANY_MONEY, COUNT, MONEY
from xl_udfs.templates.sheets.figures.whole_shares import whole
from xl_udfs.templates.sheets.layout import EXAMPLE, put
from xl_udfs.templates.sheets.needs import needs
from xl_udfs.templates.sheets.styles import DATE, DOLLARS, GENERAL, INTEGER, WORDS
from xl_udfs.templates.sheets.tables import AnyColumn, Column, Formula, add_table

SHEET = "Payments"
PAYMENTS = ("First", "Second", "Third", "Fourth")
LETTERS = ("B", "C", "D", "E")
NOTE = "F"
DAY, SURPLUS, CASH, CONCERN, DIVIDEND, LIMIT, PRICE, ASKED, CAPACITY, PAID, LEFT, WHY, TWIN = range(
    8, 21
)
BLOCKS_ROW = TWIN + 3  # the header of the first table
BLOCK_HEIGHT = len(EXAMPLES) + 3
HOLDER = f"INDEX(tblRequest[Holder],ROWS(${NOTE}${{0}}:${NOTE}{{{{row}}}}))"  # an empty column
LATER: dict[int, tuple[object, object, object]] = {  # examples, for the second payment and on
    DAY: (date(2007, 9, 28), date(2008, 3, 31), date(2008, 9, 30)),
    SURPLUS: (250_000, 500_000, 900_000),
    CASH: (400_000, 200_000, 900_000),
    CONCERN: (300_000, 450_000, 900_000),
    DIVIDEND: (10, 30, 0),
}


def of_payment(row: int, place: int = 0) -> str:
    """Return what a line says of a payment, 0 the first, as a formula on any sheet has it."""
    return layout.cell_of(SHEET, LETTERS[place], row)


def of_payments(row: int, places: slice = slice(None)) -> str:
    """Return what a line says of all payments, or of some in a row."""
    letters = LETTERS[places]
    return layout.area_of(SHEET, letters[0], letters[-1], 1, row)


def add_sheet(book: Workbook) -> None:
    """Add the sheet: four payments across, and a table for each step by holder."""
    sheet = layout.add_sheet(book, SHEET, "Payments to the holders, and what is carried forward", (40, 18.5, 18.5, 18.5, 18.5, 58),
        "As many shares as the Board's findings allow are redeemed, pro rata; the rest is redeemed later, at the holders' request (Series 5-A V.C and V.D).",
        "Whole preferred shares and $; each later payment is made at the price of its day.")  # fmt: skip
    layout.header(sheet, ("Payment", *PAYMENTS, "What belongs there, and where it stands"))
    for row, (label, shown, formula, note) in LINES.items():
        put(sheet, f"A{row}", label, styles.TEXT)
        put(sheet, f"{NOTE}{row}", note, styles.NOTE)
        for letter in LETTERS:
            _head_cell(sheet, row, letter, shown, formula)
    layout.new_page(sheet, BLOCKS_ROW - 1)
    row = BLOCKS_ROW
    for name, heading, column in BLOCKS:
        layout.section(sheet, row - 1, heading, 6)
        columns: tuple[AnyColumn, ...] = (
            Formula("holder", "Holder", GENERAL, HOLDER.format(row + 1), linked=True),
            *(column(letter) for letter in LETTERS),
        )  # fmt: skip
        add_table(sheet, name, columns, [{}] * len(EXAMPLES), header_row=row)
        row += BLOCK_HEIGHT
    layout.close_sheet(sheet, "F")


def _head_cell(sheet: Worksheet, row: int, letter: str, shown: str, formula: str | None) -> None:
    """Write a cell of the block on top: an input where there is no formula."""
    cell, place = f"{letter}{row}", LETTERS.index(letter)
    if formula is not None:
        style = styles.TOTAL if row in {CAPACITY, PAID} else styles.CALCULATION
        put(sheet, cell, "=" + formula.format(c=letter, first=PAYMENTS[place]), style, shown)
    elif place == 0:
        put(sheet, cell, f"=in_{FIRST_PAYMENT[row]}", styles.LINK, shown)
    else:
        signed = row in {SURPLUS, CASH, CONCERN}
        entry = entries.DAY if row == DAY else ANY_MONEY if signed else MONEY
        layout.put_input(sheet, cell, LATER[row][place - 1], entry, LINES[row][0], LINES[row][3])


FIRST_PAYMENT = {
    DAY: "as_of",
    SURPLUS: "surplus",
    CASH: "cash",
    CONCERN: "going_concern",
    DIVIDEND: "holder_dividend",
}
LINES: dict[int, tuple[str, str, str | None, str]] = {
    DAY: ("Day of the request", DATE, None, f"{EXAMPLE} From time to time thereafter, at the holders' request (V.D(iii))."),
    SURPLUS: ("Surplus, $", DOLLARS, None, f"{EXAMPLE} Net assets less capital on that day, as the Board finds (section 160)."),
    CASH: ("Cash that can be paid out, $", DOLLARS, None, f"{EXAMPLE} V.C."),
    CONCERN: ("Most that leaves a going concern, $", DOLLARS, None, f"{EXAMPLE} As the Board finds."),
    DIVIDEND: ("Declared but unpaid dividend, $ per share", DOLLARS, None, f"{EXAMPLE} As declared by that day: the price is that of the day, not frozen."),
    LIMIT: ("The least of the three, $", DOLLARS, f"MIN({{c}}{SURPLUS},{{c}}{CASH},{{c}}{CONCERN})", "No more can be paid on that day."),
    PRICE: ("Price with the dividend, $ per share", DOLLARS, f"in_original_issue_price+{{c}}{DIVIDEND}",
        "V.B: the Original Issue Price, not the Redemption Price of the tiers."),
    ASKED: ("Shares asked for", styles.INTEGER, needs("SUM(tblCounted[{first}])"), "Sum of the holders below; 0 while the holders have no right under V.B."),
    CAPACITY: ("Shares redeemed", styles.INTEGER, f"REDEMPTION_CAPACITY({{c}}{LIMIT},{{c}}{PRICE},{{c}}{ASKED})",
        "The greatest whole number that the limit pays for (V.D(i))."),
    PAID: ("Paid, $", DOLLARS, needs("SUM(tblPaid[{first}])"), "Sum of the holders below."),
    LEFT: ("Shares carried forward", styles.INTEGER, needs("SUM(tblLeft[{first}])"), "The obligation for them remains (V.C, V.D(iii))."),
    WHY: ("What stops at that number", WORDS,
        f'IF({{c}}{ASKED}=0,"nothing asked for",IF({{c}}{CAPACITY}={{c}}{ASKED},"nothing",IF({{c}}{LIMIT}={{c}}{SURPLUS},"surplus",'
        f'IF({{c}}{LIMIT}={{c}}{CASH},"cash","going concern"))))', "Surplus: section 160 (V.D); cash or going concern: not able to redeem all (V.C)."),
    TWIN: ("Shares redeemed, by native formulas", styles.INTEGER, f"MIN({{c}}{ASKED},{whole(f'MAX(0,{{c}}{LIMIT})/{{c}}{PRICE}')})",
        "A twin of the function, for the checks."),
}  # fmt: skip


def find(table: str, letter: str) -> str:
    """Return a holder's cell in a column of one of the tables."""
    title = PAYMENTS[LETTERS.index(letter)]
    return f"INDEX({table}[{title}],MATCH({{holder}}{{row}},{table}[Holder],FALSE))"


def _before(letter: str) -> str | None:
    """Return what the payment before left to a holder, None for the first payment."""
    place = LETTERS.index(letter)
    return find("tblLeft", LETTERS[place - 1]) if place else None


def _column(letter: str, formula: str, shown: str = styles.INTEGER) -> Formula:
    title = PAYMENTS[LETTERS.index(letter)]
    return Formula(letter, title, shown, formula)


def _asked(letter: str) -> AnyColumn:
    if letter == LETTERS[0]:
        under = "INDEX(tblRequest[Under notice],MATCH({holder}{row},tblRequest[Holder],FALSE))"
        return Formula(letter, PAYMENTS[0], INTEGER, under, linked=True)
    return Column(letter, PAYMENTS[LETTERS.index(letter)], COUNT, "Shares that the holder asks for; blank for all that are left.")  # fmt: skip


def _counted(letter: str) -> Formula:
    asked, before = find("tblAsked", letter), _before(letter)
    if before is None:
        return _column(letter, f'IF(out_right="yes",{asked},0)')
    return _column(letter, f"IF(ISBLANK({asked}),{before},MIN({asked},{before}))")


def _redeemed(letter: str) -> Formula:
    title = PAYMENTS[LETTERS.index(letter)]
    place = "MATCH({holder}{row},tblCounted[Holder],FALSE)"
    return _column(
        letter,
        f"IF({letter}${CAPACITY},INDEX(REDEMPTION_ALLOCATION({letter}${CAPACITY},"
        f"tblCounted[{title}]),{place}),{letter}${CAPACITY})",
    )


def _paid(letter: str) -> Formula:
    redeemed = find("tblRedeemed", letter)
    amount = f"HOLDER_REDEMPTION_AMOUNT({redeemed},in_original_issue_price,{letter}${DIVIDEND})"
    return _column(letter, f'IF(ISNUMBER({redeemed}),{amount},"")', styles.DOLLARS)


def _left(letter: str) -> Formula:
    before = _before(letter)
    start = before or find("tblCounted", letter)
    redeemed = find("tblRedeemed", letter)
    return _column(
        letter,
        f'IF(AND(ISNUMBER({start}),ISNUMBER({redeemed})),SUM(REDEMPTION_DEFERRED({start},{redeemed})),"")',
    )


BLOCKS: tuple[tuple[str, str, Callable[[str], AnyColumn]], ...] = (
    ("tblAsked", "Shares that each holder asks for", _asked),
    ("tblCounted", "Of these, shares that the Company still has to redeem", _counted),
    (
        "tblRedeemed",
        "Shares redeemed, pro rata to the shares asked for⟨ (V.C, V.D(i))|⟩",
        _redeemed,
    ),
    ("tblPaid", "Paid to each holder, $⟨ (V.B)|⟩", _paid),
    ("tblLeft", "Shares carried forward after the payment⟨ (V.D(iii))|⟩", _left),
)
