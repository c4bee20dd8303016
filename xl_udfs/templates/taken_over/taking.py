"""What a template takes over of a cap table, as its module says it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from xl_udfs.core.letters.adjusted import LetterAdjustment
from xl_udfs.templates.taken_over.position import HeldLine, Taken

Titles: TypeAlias = Mapping[str, str]
"""Inputs, or columns of a table, each with what it takes: a title or a name of the cap table."""


LETTER = (  # what only a letter says, so that it may be typed where the cap table has none
    *("in_company", "in_company_address", "in_signatory", "in_office"),
    *("in_instrument", "in_instrument_date"),
)


class Height(Enum):
    """What becomes of the rows that a table has."""

    SLOTS = "filled from the top, and blank below"
    NAMED = "found by their key; the others stay"
    GROWS = "as many as there are; what else was typed in a row of the same key stays"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The lines that a table takes."""

    table: str
    titles: tuple[str, ...]  # the columns that are taken over
    lines: Sequence[HeldLine]
    height: Height
    key: str = ""  # the column by which a row is known


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """All that a workbook takes."""

    inputs: HeldLine  # by name
    words: Collection[str] = ()  # of them, those that only a letter says
    tables: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CapTableRequest:
    """What of a cap table it is about."""

    security: str | None = None  # a class
    adjusted: LetterAdjustment | None = None  # a step of the history of its price


def inputs_of(titles: Titles, line: HeldLine) -> dict[str, Taken]:
    """Return the value of each input, None where the cap table has none."""
    return {name: line.get(title) for name, title in titles.items()}
