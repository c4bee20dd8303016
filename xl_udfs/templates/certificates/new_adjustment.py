"""The sheet for an adjustment that a user computes."""

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.certificates.adjustment_inputs import (
    BOUNDED,
    INPUTS,
    METHODS,
    REFUSED,
    RESULTS,
    WORKING,
)
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.checks import SAME, Check, Measure
from xl_udfs.templates.sheets.figures.working import add_working
from xl_udfs.templates.sheets.forms import (
    COLUMNS,
    WIDTHS,
    add_lines,
    add_name,
)
from xl_udfs.templates.sheets.layout import put
from xl_udfs.templates.sheets.misfits.contradictions import look_for
from xl_udfs.templates.sheets.source import IN_ORDER
from xl_udfs.templates.sheets.styles import PRICE_8
from xl_udfs.templates.sheets.words import Contradiction

SHEET = "New adjustment"
EXACT = (
    "MIN(in_price_before,in_price_before*(in_shares_outstanding+in_consideration/in_price_before+"
    "in_other_securities)/(IF(ISBLANK(in_before_closing),in_shares_outstanding,in_before_closing)+"
    "in_additional_shares+in_other_securities))"
)
ROUNDED = f"IF(OR(ISBLANK(in_decimals),{EXACT}=in_price_before),{EXACT},ROUND({EXACT},in_decimals))"
KEPT = f"MAX({ROUNDED},MIN(in_price_before,N(in_floor)))"
TWIN = f"IF(ABS({KEPT}-in_price_before)<N(in_least)*in_price_before,in_price_before,{KEPT})"
WORDS = (("nothing", "Nothing"), ("yes", "yes"), ("no", "no"))


def add_sheet(book: Workbook) -> None:
    """Add the sheet of inputs and results."""
    sheet = layout.add_sheet(book, SHEET, "A new adjustment", WIDTHS,
        "⟨Replace the blue inputs, which repeat July 2005 as an example|Fill in the blue cells⟩.",
        "Shares, $ per share and $; dates are days. The certificate to print follows.")  # fmt: skip
    layout.header(sheet, COLUMNS)
    row = add_lines(book, sheet, layout.FIRST_ROW, (*INPUTS, "Results", *RESULTS))
    of_price = [_cell_of(book, name) for name in ("in_price_before", "in_least")]
    refused = Contradiction(
        f"IFERROR(IF({REFUSED},ROW(in_price_before),0),0)", "figures of which a price follows"
    )
    look_for(sheet, ":".join(of_price), "The issue", refused)
    row = _methods(book, sheet, row)
    add_working(sheet, row, WORKING, len(WIDTHS), value="B", place="D")
    layout.close_sheet(sheet, "D")


def _cell_of(book: Workbook, name: str) -> str:
    return str(book.defined_names[name].attr_text).rpartition("!")[2].replace("$", "")


def _methods(book: Workbook, sheet: Worksheet, row: int) -> int:
    layout.section(sheet, row, "Words that this sheet uses", len(WIDTHS))
    for name, text in (*METHODS, *WORDS):
        row += 1
        label = "Method" if (name, text) in METHODS else "Word of a result"
        put(sheet, f"A{row}", label, styles.TEXT)
        put(sheet, f"B{row}", text, styles.CALCULATION)
        put(sheet, f"C{row}", f"in_{name}", styles.SIDE_NOTE)
        add_name(book, f"in_{name}", sheet, f"$B${row}")
    add_name(
        book, "in_methods", sheet, f"$B${row - len(METHODS) - len(WORDS) + 1}:$B${row - len(WORDS)}"
    )
    return row + 2


CHECKS = [
    Check("New adjustment: native twin of the weighted average", Measure(0.000000001, PRICE_8), f"={BOUNDED}",
        f"={TWIN}", "The function and the formula written out must agree."),
    Check("New adjustment: nothing stands in the way", SAME, "=out_why_not", "=in_nothing", "What keeps the price from being computed, and why."),
    Check("New adjustment: effective no later than the certificate", SAME, '=IF(in_effective_date<=in_certificate_date,"in order","after it")', "in order",
        "A certificate tells of an adjustment that has happened."),
    IN_ORDER,
]  # fmt: skip
