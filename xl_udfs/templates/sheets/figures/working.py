"""The steps of a weighted average on a sheet, as EXPLAIN gives them.

Each cell takes its own step with INDEX: an array formula would be recalculated by LibreOffice on
opening, and so lose its stored values where the functions are absent.
"""

from fractions import Fraction

from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.core.price.antidilution import WeightedAverage
from xl_udfs.templates.sheets import layout, styles

ANY_AVERAGE = WeightedAverage(
    conversion_price=Fraction(2),
    shares_outstanding=Fraction(1),
    consideration=Fraction(1),
    additional_shares=Fraction(1),
)
STEPS = len(ANY_AVERAGE.working())
SHOWN = "[<1000]0.00######;#,##0.00"


def add_working(sheet: Worksheet, row: int, arguments: str, last_column: int) -> None:
    """Add the steps below a heading in `row`; `arguments` are those of CONVPRICE_WEIGHTED."""
    layout.section(sheet, row, "Working of the weighted average, step by step", last_column)
    layout.new_page(sheet, row)
    first, last = row + 1, row + STEPS
    explained = f'EXPLAIN("CONVPRICE_WEIGHTED",{arguments})'
    for step in range(first, last + 1):
        for column, style in zip(
            "ABC", (styles.TEXT, styles.CALCULATION, styles.SIDE_NOTE), strict=True
        ):
            formula = f"=INDEX({explained},ROWS(D${first}:D{step}),COLUMNS($A$1:{column}$1))"
            layout.put(sheet, f"{column}{step}", formula, style)
        sheet[f"B{step}"].number_format = SHOWN
