"""Copied formulas: what they have in common, and the ranges that they fill."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from xl_udfs.engine.calculation.runs import rectangles
from xl_udfs.engine.checking.finding import Finding
from xl_udfs.engine.references import column_number
from xl_udfs.engine.workbook.own_row import form_of, is_shared
from xl_udfs.engine.workbook.sheet import Position, address

PLACES = re.compile(
    r"""(?x) "(?:[^"]|"")*" | '(?:[^']|'')*' | \[[^\[\]]*\]   # texts, sheets, columns of tables
    | (?<![\w.$]) (?:
        (?P<column_mark>\$?)(?P<column>[A-Za-z]{1,3})(?P<row_mark>\$?)(?P<row>[1-9]\d{0,6})
      | (?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})
      | (?P<rows>\$?[1-9]\d{0,6}:\$?[1-9]\d{0,6})
    ) (?![\w.(!]) """
)


def relative(formula: str, position: Position) -> str:
    """Return a formula with its references counted from its own cell, the same in every copy."""
    own_row, own_column = position

    def counted(found: re.Match[str]) -> str:
        if found["column"]:
            column = column_number(found["column"])
            row = int(found["row"])
            across = f"${column}" if found["column_mark"] else f"{column - own_column:+}"
            return f"<{f'${row}' if found['row_mark'] else f'{row - own_row:+}'} {across}>"
        if found["columns"]:
            return ":".join(_offset(end, own_column) for end in found["columns"].split(":"))
        if found["rows"]:
            return ":".join(_offset(end, own_row) for end in found["rows"].split(":"))
        return found[0]

    return PLACES.sub(counted, formula)


class Copies:
    """The shapes of formulas; one that is copied down a column is written once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[tuple[str, int], str] = {}

    def shape(self, formula: str, position: Position) -> str:
        """Return what `relative` says."""
        row, column = position
        form = form_of(formula, row)
        shape = self._known.get((form, column))
        if shape is None:
            shape = relative(formula, position)
            if is_shared(form, formula):
                self._known[form, column] = shape
        return shape


def _offset(end: str, own: int) -> str:
    if end.startswith("$"):
        return end.upper()
    return f"{(int(end) if end.isdigit() else column_number(end)) - own:+}"


def range_text(cells: Iterable[Position]) -> str:
    """Write cells as Excel does, joined to ranges: ``B2:B9,D4``."""
    return ",".join(
        address(first) if first == last else f"{address(first)}:{address(last)}"
        for first, last in sorted(rectangles(cells))
    )


def joined(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield one finding for all that copies of one formula have in common."""
    groups: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.shape:
            groups[finding.id, finding.sheet, finding.shape].append(finding)
        else:
            yield finding
    for group in groups.values():
        first = min(group, key=lambda finding: finding.cells)
        cells = {cell for finding in group for cell in finding.cells}
        message = first.message
        if len(cells) > 1 and any(finding.message != message for finding in group):
            message = f"{message} (in {first.cell}; {len(cells)} cells in all)"
        yield replace(first, cells=tuple(sorted(cells)), message=message)
