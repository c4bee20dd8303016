"""Functions that do not compute an answer twice."""

from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from xl_udfs.cells import Answer, Argument

if TYPE_CHECKING:
    from xl_udfs.functions.registry import WorksheetFunction

REMEMBERED = 64  # answers of one function: as many classes replay their prices at once
KEPT_ANSWERS = 2**17  # answers of one function on single cells: as many holders have a formula each


def remembered(function: "WorksheetFunction") -> Callable[..., Answer]:
    """Return a function of ours so that it remembers.

    A workbook without spilling formulas takes a history cell by cell, with INDEX. The functions
    that spill therefore remember their last answers. The others remember those on single cells:
    a check computes each twice, once from the library's arguments and once from the cells.
    """
    return remembering(function) if function.spills else remembering_cells(function)


def remembering_cells(function: Callable[..., Answer]) -> Callable[..., Answer]:
    """Return a function that does not compute an answer twice where no argument is a range."""
    known = lru_cache(KEPT_ANSWERS, typed=True)(function)

    def call(*cells: Argument) -> Answer:
        return function(*cells) if tuple in map(type, cells) else known(*cells)

    return call


def remembering(function: Callable[..., Answer]) -> Callable[..., Answer]:
    """Return a function that does not compute an answer twice; it gives the same for the same."""
    answers: OrderedDict[str, Answer] = OrderedDict()

    def call(*cells: Argument) -> Answer:
        asked = repr(cells)  # tells TRUE from 1, which as keys are equal
        if asked not in answers:
            answers[asked] = function(*cells)
            if len(answers) > REMEMBERED:
                answers.popitem(last=False)
        return answers[asked]

    return call
