"""The ranges that copied formulas fill, and what is found in all of them as one finding."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from xl_udfs.engine.calculation.runs import rectangles
from xl_udfs.engine.checking.finding import Finding
from xl_udfs.engine.workbook.sheet import Position, address


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
