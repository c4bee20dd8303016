"""The working of a rule: the lines a reviewer would write on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

Value = Fraction | int | str | bool | date | None


@dataclass(frozen=True, slots=True)
class Step:
    """One line: what it is, its value, and where the text says so ("" for an input)."""

    label: str
    value: Value
    clause: str = ""


Working = Sequence[Step]
