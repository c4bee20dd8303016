"""TEXTBEFORE, TEXTAFTER and TEXTSPLIT."""

import re
from collections.abc import Callable, Mapping
from math import floor

from xl_udfs.cells import Answer, Argument, CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, number, text
from xl_udfs.engine.excel.functions.ranges.multiples import cells_of
from xl_udfs.engine.excel.functions.ranges.stacks import given


def text_before(whole: Argument, delimiter: Argument, *options: Argument) -> Answer:
    """TEXTBEFORE(text, delimiter, [instance_num], [match_mode], [match_end], [if_not_found])."""
    return _part(whole, delimiter, options, lambda shown, start, _: shown[:start])


def text_after(whole: Argument, delimiter: Argument, *options: Argument) -> Answer:
    """TEXTAFTER(text, delimiter, [instance_num], [match_mode], [match_end], [if_not_found])."""
    return _part(whole, delimiter, options, lambda shown, _, end: shown[end:])


def _part(
    whole: Argument,
    delimiter: Argument,
    options: tuple[Argument, ...],
    part: Callable[[str, int, int], str],
) -> Answer:
    if isinstance(whole, tuple):
        return tuple(
            tuple(_one(_part(cell, delimiter, options, part)) for cell in row) for row in whole
        )
    which, mode, ends, absent = ((*options, *[None] * 4)[place] for place in range(4))
    shown, marks = text(whole), [text(cell) for cell in cells_of(delimiter)]
    at = floor(number(_first(which))) if which is not None else 1
    too_long = which is not None and min(map(len, marks)) > len(shown)
    if not at or abs(at) > len(shown) or too_long:
        return ExcelError.VALUE
    found = [
        match.span() for match in re.finditer(_either(marks, _flag(mode)), shown) if any(marks)
    ]
    if not all(marks):  # nothing stands before the first letter, and behind the last
        found = [(0, 0)] if at > 0 else [(len(shown), len(shown))]
    if _flag(ends):
        found = [*found, (len(shown),) * 2] if at > 0 else [(0, 0), *found]
    if len(found) < abs(at):
        return ExcelError.NA if absent is None else _first(absent)
    return part(shown, *found[at - 1 if at > 0 else at])


def text_split(
    whole: Argument,
    across: Argument = None,
    down: Argument = None,
    ignore_empty: Argument = None,
    mode: Argument = None,
    fill: Argument = None,
) -> Answer:
    """TEXTSPLIT(text, col_delimiter, [row_delimiter], [ignore_empty], [match_mode], [pad_with])."""
    skips, folds = bool(number(_first(ignore_empty))), _flag(mode)
    marks = [
        [text(cell) for cell in cells_of(delimiter)] if delimiter is not None else []
        for delimiter in (across, down)
    ]
    if not any(marks) or not all(map(all, marks)):
        return ExcelError.VALUE

    def pieces(shown: str, delimiters: list[str]) -> list[str]:
        found = re.split(_either(delimiters, folds), shown) if delimiters else [shown]
        return [piece for piece in found if piece or not skips]

    lines = [pieces(line, marks[0]) for line in pieces(text(_first(whole)), marks[1])]
    padding = ExcelError.NA if fill is None else _first(fill)
    width = max(map(len, lines), default=0)
    return given([(*line, *(padding,) * (width - len(line))) for line in lines if line])


def _either(delimiters: list[str], folds: bool) -> str:  # noqa: FBT001 - as Excel's match_mode
    """Return a regular expression for any of some texts, the longest first."""
    wanted = "|".join(re.escape(mark) for mark in sorted(delimiters, key=len, reverse=True))
    return f"(?i:{wanted})" if folds else f"(?:{wanted})"


def _flag(argument: Argument) -> bool:
    value = number(_first(argument))
    if value not in (0, 1):
        raise CellError(ExcelError.VALUE)
    return bool(value)


def _first(argument: Argument) -> CellValue:
    return cells_of(argument)[0]


def _one(answer: Answer) -> CellValue:
    assert not isinstance(answer, tuple)  # noqa: S101 - of one text
    return answer  # type: ignore[return-value]


MARKED: Mapping[str, Callable[..., Answer]] = {
    "TEXTBEFORE": text_before,
    "TEXTAFTER": text_after,
    "TEXTSPLIT": text_split,
}
"""Ours that must know which of their arguments are left out."""
