"""What a worksheet cell can hold; the only vocabulary shared by hosts, functions and engine."""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias


class ExcelError(Enum):
    """An error value, spelled as Excel shows it."""

    NULL = "#NULL!"
    DIV0 = "#DIV/0!"
    VALUE = "#VALUE!"
    REF = "#REF!"
    NAME = "#NAME?"
    NUM = "#NUM!"
    NA = "#N/A"
    SPILL = "#SPILL!"
    CALC = "#CALC!"


CellValue: TypeAlias = float | str | bool | ExcelError | None
"""One cell; None is a blank cell. Numbers and dates are floats, a date being its serial number."""

Block: TypeAlias = tuple[tuple[CellValue, ...], ...]
"""A range: rows of cells, all of one length, at least one cell."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An error value with the reason behind it, for hosts that can show a sentence."""

    error: ExcelError
    code: str  # stable, part of the public interface: "missing_shares_outstanding"
    reason: str  # what is wrong, with the value, and what would be right


Answer: TypeAlias = CellValue | Refused | tuple[tuple[CellValue | Refused, ...], ...]
"""What a worksheet function gives back before a host has turned refusals into error values."""
