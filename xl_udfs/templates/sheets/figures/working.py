"""The steps of a weighted average on a sheet, as EXPLAIN gives them.

Each cell takes its own step with INDEX: an array formula would be recalculated by LibreOffice on
opening, and so lose its stored values where the functions are absent.
"""

from fractions import Fraction

from openpyxl.utils import get_column_letter
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


def add_working(
    sheet: Worksheet, row: int, arguments: str, last_column: int, *, value: str, place: str
) -> None:
    """Add the steps below a heading.

    Args:
        sheet: which has titles for them: they are repeated in print.
        row: of the heading.
        arguments: those of CONVPRICE_WEIGHTED.
        last_column: over which the heading reaches.
        value: the letter of the column of what is computed.
        place: that of the column which tells where it stands.
    """
    layout.section(sheet, row, "Working of the weighted average, step by step", last_column)
    layout.new_page(sheet, row)
    first, last = row + 1, row + STEPS
    empty = get_column_letter(last_column + 1)
    explained = f'EXPLAIN("CONVPRICE_WEIGHTED",{arguments})'
    for step in range(first, last + 1):
        for part, (letter, style, shown) in enumerate(
            (
                ("A", styles.TEXT, None),
                (value, styles.CALCULATION, SHOWN),
                (place, styles.NOTE, styles.GENERAL),
            ),
            start=1,
        ):
            column = f"COLUMNS($A$1:{get_column_letter(part)}$1)"
            formula = f"=INDEX({explained},ROWS({empty}${first}:{empty}{step}),{column})"
            layout.put(sheet, f"{letter}{step}", formula, style, shown)
