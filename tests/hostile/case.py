"""One hostile file."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.hostile.packages import book


@dataclass(frozen=True, slots=True)
class Case:
    """One file: what it is, how it is made, and what becomes of it."""

    name: str
    code: str  # of JSON: ok, findings, or why it is refused
    make: Callable[[], bytes]
    suffix: str = ".xlsx"


def one(name: str, code: str, changed: dict[str, bytes], suffix: str = ".xlsx") -> Case:
    """Return a case of a sound workbook with some parts changed or added."""
    return Case(name, code, lambda: book(changed), suffix)
