"""The sheet for an adjustment that a user computes."""

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates import layout, styles
from xl_udfs.templates.adjustment_inputs import AVERAGE, INPUTS, METHODS, RESULTS
from xl_udfs.templates.checks import Check
from xl_udfs.templates.layout import put
from xl_udfs.templates.working import add_working

SHEET = "New adjustment"
WIDTHS = (48, 36, 24, 62)


def add_sheet(book: Workbook) -> list[Check]:
    """Add the sheet of inputs and results; return its checks."""
    sheet = layout.add_sheet(
        book,
        SHEET,
        title="A new adjustment",
        purpose="Replace the blue inputs, which repeat July 2005 as an example.",
        units="Shares, $ per share and $; dates are days. The certificate to print follows.",
        widths=WIDTHS,
    )
    layout.header(sheet, ("Input or result", "Value", "Name", "What belongs there"))
    row = _inputs(book, sheet)
    row = _results(book, sheet, row)
    row = _methods(book, sheet, row)
    add_working(sheet, row, AVERAGE, len(WIDTHS))
    layout.close_sheet(sheet, "D")
    return CHECKS


def _name(book: Workbook, name: str, cells: str) -> None:
    book.defined_names[name] = DefinedName(name, attr_text=f"'{SHEET}'!{cells}")


def _inputs(book: Workbook, sheet: Worksheet) -> int:
    row = layout.HEADER_ROW + 1
    for line in INPUTS:
        if isinstance(line, str):
            layout.section(sheet, row, line, len(WIDTHS))
        else:
            name = f"in_{line.name}"
            put(sheet, f"A{row}", line.label, styles.TEXT)
            put(sheet, f"B{row}", line.value, styles.INPUT, line.shown)
            put(sheet, f"C{row}", name, styles.SIDE_NOTE)
            put(sheet, f"D{row}", line.prompt, styles.NOTE)
            wide = isinstance(line.value, str) and len(line.value) > len(line.prompt)
            longest = (str(line.value), WIDTHS[1]) if wide else (line.prompt, WIDTHS[3])
            layout.fit_height(sheet, row, *longest)
            layout.validate(
                sheet,
                f"B{row}",
                kind=line.kind,
                operator=line.operator,
                bound=line.bound,
                upper=line.upper,
                prompt=f"{line.label}. {line.prompt}",
            )
            _name(book, name, f"$B${row}")
        row += 1
    return row


def _results(book: Workbook, sheet: Worksheet, row: int) -> int:
    layout.section(sheet, row, "Results", len(WIDTHS))
    for line in RESULTS:
        row += 1
        name = f"out_{line.name}"
        put(sheet, f"A{row}", line.label, styles.TEXT)
        style = styles.TOTAL if line.name.startswith("stated") else styles.CALCULATION
        put(sheet, f"B{row}", line.formula, style, line.shown)
        put(sheet, f"C{row}", name, styles.SIDE_NOTE)
        put(sheet, f"D{row}", line.note, styles.NOTE)
        _name(book, name, f"$B${row}")
    return row + 1


def _methods(book: Workbook, sheet: Worksheet, row: int) -> int:
    layout.section(sheet, row, "Words that this sheet uses", len(WIDTHS))
    for name, text in (*METHODS, ("nothing", "Nothing")):
        row += 1
        put(sheet, f"B{row}", text, styles.CALCULATION)
        put(sheet, f"C{row}", f"in_{name}", styles.SIDE_NOTE)
        _name(book, f"in_{name}", f"$B${row}")
    _name(book, "in_methods", f"$B${row - len(METHODS)}:$B${row - 1}")
    return row + 2


CHECKS = [
    Check(
        name="New adjustment: native twin of the weighted average",
        found=f"=CONVPRICE_WEIGHTED({AVERAGE})",
        expected="=MIN(in_price_before,in_price_before*(in_shares_outstanding+in_consideration/"
        "in_price_before+in_other_securities)/(IF(ISBLANK(in_before_closing),"
        "in_shares_outstanding,in_before_closing)+in_additional_shares+in_other_securities))",
        tolerance=0.000000001,
        shown=styles.PRICE_8,
        why="The function and the formula written out must agree.",
    ),
    Check(
        name="New adjustment: nothing stands in the way",
        found="=out_why_not",
        expected="=in_nothing",
        why="Else this is the reason why there is no price.",
    ),
    Check(
        name="New adjustment: effective no later than the certificate",
        found='=IF(in_effective_date<=in_certificate_date,"in order","after it")',
        expected="in order",
        why="A certificate tells of an adjustment that has happened.",
    ),
]
