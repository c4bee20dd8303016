"""What a template takes over of a cap table, as its module says it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from xl_udfs.core.letters.adjustment import Adjusted
from xl_udfs.templates.taken_over.position import Line, Taken

Titles: TypeAlias = Mapping[str, str]
"""Inputs, or columns of a table, each with what it takes: a title or a name of the cap table."""


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
    lines: Sequence[Line]
    height: Height
    key: str = ""  # the column by which a row is known


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """All that a workbook takes."""

    inputs: Line  # by name
    tables: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of a cap table it is about."""

    security: str | None = None  # a class
    adjusted: Adjusted | None = None  # a step of the history of its price


def inputs_of(titles: Titles, line: Line) -> dict[str, Taken]:
    """Return the value of each input, None where the cap table has none."""
    return {name: line.get(title) for name, title in titles.items()}
