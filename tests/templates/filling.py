"""What fits the validation of an input, and what does not."""

from collections.abc import Iterator

from openpyxl.worksheet.datavalidation import DataValidation

from xl_udfs.cells import CellValue


def fits(rule: DataValidation, value: CellValue) -> bool:
    """Return whether Excel would take a value that is typed; of a list's choice it is not asked."""
    if value is None or rule.type in {"list", "textLength"}:
        return True
    if isinstance(value, bool) or not isinstance(value, float):
        return False
    least, most = float(rule.formula1 or 0), float(rule.formula2 or "inf")
    if rule.type == "whole" and not value.is_integer():
        return False
    return least < value if rule.operator == "greaterThan" else least <= value <= most


def wrong_values(rule: DataValidation) -> Iterator[CellValue]:
    """Yield what Excel would refuse: a text, an unknown word, a number below or beyond."""
    if rule.type == "textLength":
        return
    yield "no such thing"
    if rule.type == "list":
        return
    yield 10.0 if rule.type == "date" else float(rule.formula1 or 0) - 1
    if rule.formula2 is not None:
        yield float(rule.formula2) + 1
    if rule.type == "whole":
        yield float(rule.formula1 or 0) + 1.5
