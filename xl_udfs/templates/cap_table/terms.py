"""The terms that a class can take from a list, and the issues that move no price of a class."""

from openpyxl import Workbook

from xl_udfs.templates.cap_table.columns import words
from xl_udfs.templates.cap_table.data import NOBODY, Company, Row
from xl_udfs.templates.sheets import layout
from xl_udfs.templates.sheets.entries import TEXT, YES_NO_WORD, from_0, whole_number
from xl_udfs.templates.sheets.styles import WHOLE_DOLLARS
from xl_udfs.templates.sheets.tables import Column, LabelColumn, add_table, rows_of
from xl_udfs.templates.sheets.words import is_filled

SHEET = "Terms"
RULES = {
    "none": "Only splits and stock dividends move the price.",
    "weighted average": "Price x (A + consideration / price) / (A + shares issued).",
    "full ratchet": "The price a share was sold at, where it is lower.",
    "ratchet, then weighted average": "Full ratchet for so many months, then the average.",
}
ALL = "all"  # classes
TAKEN = "Memo until a class takes the preset."
PRESET_COLUMNS = (
    words("preset", "Preset", "Memo: its name.", kept=True),
    Column("rule", "Price rule", TEXT, f"Price rule. {TAKEN}", kept=True),
    words("clause", "Where it is found", "Memo: the text.", kept=True),
    *(
        Column(name, title, entry, f"{title}. {TAKEN}", kept=True)
        for name, title, entry in (
            ("months", "Ratchet months", whole_number(0, 1200)),
            ("threshold", "Threshold", from_0(WHOLE_DOLLARS)),
            ("common", "Counts common", YES_NO_WORD),
            ("preferred", "Counts preferred", YES_NO_WORD),
            ("options", "Counts options", YES_NO_WORD),
            ("warrants", "Counts warrants", YES_NO_WORD),
            ("pool", "Counts pool", YES_NO_WORD),
            ("decimals", "Decimals", whole_number(0, 15)),
            ("fraction", "Fraction", TEXT),
            ("moves", "Count moves", YES_NO_WORD),
        )
    ),
)
Y, N = "yes", "no"
PRESETS: tuple[Row, ...] = rows_of(
    "preset rule months threshold common preferred options warrants pool decimals fraction moves clause",
    ("NVCA broad-based weighted average (4 decimals)", "weighted average", None, 0, Y, Y, Y, Y, N, 4, "cash", None, "NVCA model certificate of incorporation, B.4.4.4."),
    ("Broad-based weighted average", "weighted average", None, 0, Y, Y, Y, Y, N, None, "cash", None, "Common stock, and all that converts into it or is an option on it."),
    ("Weighted average, with the pool", "weighted average", None, 0, Y, Y, Y, Y, Y, None, "cash", None, "As the one before, and the shares reserved and not granted."),
    ("Narrow-based weighted average", "weighted average", None, 0, Y, Y, N, N, N, None, "cash", None, "Common stock, and preferred stock as converted; no rights."),
    ("Full ratchet", "full ratchet", None, 0, N, N, N, N, N, None, "cash", None, "The lower price itself, whatever the size of the issue."),
    ("Series 5-A", "ratchet, then weighted average", 12, 1_000_000, Y, Y, Y, Y, N, None, "cash", None, "000 VII.E(6)(a): $1,000,000; one year, then all shares fully diluted."),
    ("Series 2-A", "weighted average", None, 0, Y, N, N, Y, N, None, "cash", None, "003, 004: (A) and Other Securities (C)."),
    ("Warrant of 2002", "full ratchet", None, 0, N, N, N, N, N, None, "cash", Y, "001 Exhibit C 3(g)(1), 3(a)."),
)  # fmt: skip
USUAL: tuple[Row, ...] = rows_of(
    "class kind clause",
    (ALL, "own conversion", "Shares on conversion of the preferred stock."),
    (ALL, "outstanding rights", "Shares on exercise of rights that were counted when they were issued."),
    (ALL, "plan", "Options and shares under a plan that the board approved."),
    (ALL, "acquisition", "Shares for a business or its assets."),
    (ALL, "equipment financing", "Shares for a bank or lessor."),
    (ALL, "split or dividend", "Shares of a split or a stock dividend, which moves the price itself."),
)  # fmt: skip
EXEMPTION_COLUMNS = (
    words("class", "Class", "A class of the sheet Classes, or: all. Memo until a line of the ledger is of that kind.", kept=True),
    words("kind", "Kind of issue", "In the company's words; the ledger takes it from here. Memo until it does.", kept=True),
    words("clause", "Clause", "Memo: where the charter excludes it.", kept=True),
)  # fmt: skip
SPARE, LEAST_EXEMPTIONS = 2, 24
RULE_ROWS = layout.FIRST_ROW + len(PRESETS) + 3  # first row of the rules
KIND_ROWS = RULE_ROWS + len(RULES) + 3  # first row of the exemptions


def kinds_list(rows: int) -> str:
    """Return the cells of the kinds of issue, as a list of choices."""
    return layout.area_of(SHEET, "B", "B", rows, KIND_ROWS)


def exemptions_of(company: Company) -> tuple[Row, ...]:
    """Return the rows of the exemptions, with some to go on typing."""
    rows = company.exemptions or USUAL
    return (*rows, *[{}] * max(SPARE, LEAST_EXEMPTIONS - len(rows)))


def add_terms(book: Workbook, company: Company) -> None:
    """Add the sheet: the presets, which nobody types, and the exemptions."""
    sheet = layout.add_sheet(book, SHEET, "Terms", (29, 29, 29, 8, 11, 8.5, 9, 8.5, 9, 7.5, 9, 8.5, 7),
        "Presets for the price rule of a class; and the kinds of issue that are not Additional Shares, class by class.",
        "Months; $; yes or no; decimals.")  # fmt: skip
    add_table(sheet, "tblPresets", PRESET_COLUMNS, PRESETS)
    layout.section(sheet, RULE_ROWS - 2, "Price rules", 3)
    add_table(
        sheet,
        "tblRules",
        (LabelColumn("rule", "Rule"), LabelColumn("means", "What it is")),
        rows_of("rule means", *RULES.items()),
        header_row=RULE_ROWS - 1,
    )
    layout.section(sheet, KIND_ROWS - 2, "Kinds of issue that move no price", 3)
    rows = exemptions_of(company if is_filled(sheet) else NOBODY)
    add_table(sheet, "tblExemptions", EXEMPTION_COLUMNS, rows, header_row=KIND_ROWS - 1)
    layout.new_page(sheet, RULE_ROWS - 2)
    layout.new_page(sheet, KIND_ROWS - 2)
    layout.close_sheet(sheet, "M")
    sheet.print_title_rows = f"{KIND_ROWS - 1}:{KIND_ROWS - 1}"
