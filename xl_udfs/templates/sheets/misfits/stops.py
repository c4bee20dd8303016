"""Formulas that stay empty while an input that they follow from holds what does not fit.

``IF(Checks!$L$9>0,"",…)``: the sheet of checks has a cell for the inputs that the formula follows
from, which is 0 while all that is typed in them fits. A wrong entry is named there, and makes no error
and no wrong number elsewhere; what does not follow from it stays as it is.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from openpyxl.cell.cell import TYPE_FORMULA

from xl_udfs.engine.formula.areas import Area, area_of
from xl_udfs.engine.formula.tokens import TokenKind, tokens_of
from xl_udfs.templates.sheets.checks import FIRST
from xl_udfs.templates.sheets.layout import CHECKS, MISFITS, WAITS
from xl_udfs.templates.sheets.words import TemplateWorkbook, WordPlace

COMPARED = {2, 3}  # columns of the sheet of checks: found and expected
# whose answer does not follow from values
OF_PLACES = {"ROW", "ROWS", "COLUMN", "COLUMNS", "COUNTA", "COUNTBLANK", "ISBLANK"}
REASONS = {"WHY"}  # of what does not fit, too


@dataclass(frozen=True, slots=True)
class Stops:
    """Which formulas wait, and what each cell that they ask counts."""

    asked: Mapping[WordPlace, str]  # the cell of the sheet of checks that a formula asks
    counted: Sequence[str]  # the formulas of those cells, from the first


NO_STOPS = Stops({}, ())


def stops_of(draft: TemplateWorkbook) -> Stops:
    """Return for which inputs each formula waits, as a draft of the workbook tells.

    A formula may follow from one that is written later, so that only the whole tells; with it the
    workbook is written once more.

    Args:
        draft: with plain ranges.
    """
    formulas = {
        (sheet.title.casefold(), row, column): str(cell.value).removeprefix("=")
        for sheet in draft.worksheets
        for row, line in enumerate(sheet.iter_rows(), start=1)
        for column, cell in enumerate(line, start=1)
        if cell.data_type == TYPE_FORMULA
        and (sheet.title != CHECKS or (column in COMPARED and row >= FIRST))
    }
    found = {place: inputs for place, inputs in _inputs(draft, formulas).items() if inputs}
    rows = {inputs: row for row, inputs in enumerate(dict.fromkeys(found.values()), start=FIRST)}
    asked = {place: f"{CHECKS}!${WAITS}${rows[inputs]}" for place, inputs in found.items()}
    return Stops(asked, [f"SUM({_cells_of(inputs)})" for inputs in rows])


def _inputs(book: TemplateWorkbook, formulas: Mapping[WordPlace, str]) -> dict[WordPlace, int]:
    """Return the inputs from which each formula follows, a bit for each in their order."""
    columns: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for sheet, row, column in formulas:
        columns[sheet, column].append(row)
    found = dict.fromkeys(formulas, 0)
    taken: dict[WordPlace, list[WordPlace]] = {}
    known: dict[Area, tuple[int, list[WordPlace]]] = {}
    for place, formula in formulas.items():
        taken[place] = []
        for area in _areas(book, formula, place[0]):
            if area not in known:
                typed = sum(
                    1 << number for number, one in enumerate(book.typed) if _meet(one.area, area)
                )
                known[area] = (
                    typed,
                    [
                        (area.sheet, row, column)
                        for column in range(area.left, area.right + 1)
                        for row in columns.get((area.sheet, column), ())
                        if area.top <= row <= area.bottom
                    ],
                )
            found[place] |= known[area][0]
            taken[place] += known[area][1]
    changes = True
    while changes:
        changes = False
        for place, others in taken.items():
            before = found[place]
            for other in others:
                found[place] |= found[other]
            changes |= found[place] != before
    return found


def _areas(book: TemplateWorkbook, formula: str, home: str) -> Iterator[Area]:
    """Yield the cells whose values a formula takes."""
    inside: list[str] = []
    for token in tokens_of(formula):
        if token.kind in {TokenKind.FUNCTION, TokenKind.OPEN}:
            inside.append(token.text.rstrip("(").upper())
        elif token.kind is TokenKind.CLOSE:
            inside.pop()
        elif token.kind in {TokenKind.REFERENCE, TokenKind.NAME} and not (
            OF_PLACES | REASONS
        ).intersection(inside[-1:]):
            name = book.defined_names.get(token.text)
            area = area_of(token.text if name is None else str(name.attr_text), home)
            if area is not None:
                yield area


def _meet(one: Area, other: Area) -> bool:
    return (
        one.sheet == other.sheet
        and max(one.top, other.top) <= min(one.bottom, other.bottom)
        and max(one.left, other.left) <= min(one.right, other.right)
    )


def _cells_of(inputs: int) -> str:
    """Return the cells of the sheet of checks for some inputs."""
    numbers = range(inputs.bit_length())
    return ",".join(lines_of([number for number in numbers if inputs >> number & 1]))


def lines_of(inputs: Sequence[int]) -> Iterator[str]:
    """Yield the cells of the sheet of checks for inputs by their places, as ranges."""
    rows = [FIRST + number for number in inputs]
    gaps = [(before, after) for before, after in pairwise(rows) if after - before > 1]
    starts = [rows[0], *(after for _, after in gaps)]
    ends = [*(before for before, _ in gaps), rows[-1]]
    for one, end in zip(starts, ends, strict=True):
        yield f"${MISFITS}${one}:${MISFITS}${end}"
