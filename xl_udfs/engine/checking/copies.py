"""The ranges that copied formulas fill, and what is found in all of them as one finding."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from xl_udfs.engine.calculation.runs import rectangles
from xl_udfs.engine.checking.finding import Finding
from xl_udfs.engine.workbook.book import Place
from xl_udfs.engine.workbook.sheet import Position, address


def range_text(cells: Iterable[Position]) -> str:
    """Write cells as Excel does, joined to ranges: ``B2:B9,D4``."""
    return ",".join(
        address(first) if first == last else f"{address(first)}:{address(last)}"
        for first, last in sorted(rectangles(cells))
    )


def joined_findings(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield one finding for all that copies of one formula, or cells of one cause, have in common.

    The cells that only follow from a cause are folded under it, whatever their sheet.
    """
    groups: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.cause:
            groups[finding.id, "", finding.cause].append(finding)
        elif finding.shape:
            groups[finding.id, finding.sheet, finding.shape].append(finding)
        else:
            yield finding
    for (_, _, shape), group in groups.items():
        yield _one(group, by_cause=group[0].cause == shape)


def _one(group: list[Finding], *, by_cause: bool) -> Finding:
    heads = [finding for finding in group if not finding.follows] or group
    sheet = heads[0].sheet
    first = min((one for one in heads if one.sheet == sheet), key=lambda finding: finding.cells)
    cells = {cell for finding in heads if finding.sheet == sheet for cell in finding.cells}
    message, named = first.message, [one for one in heads if one.sheet == sheet]
    if len(cells) > 1 and any(finding.message != message for finding in named):
        message = f"{message} (in {first.cell}; {len(cells)} cells in all)"
    found = replace(first, cells=tuple(sorted(cells)), message=message)
    if not by_cause:
        return found
    followers = tuple(
        Place(finding.sheet, cell)
        for finding in group
        for cell in finding.cells
        if finding.sheet != sheet or cell not in cells
    )
    if followers:
        follow = "1 cell follows" if len(followers) == 1 else f"{len(followers):,} cells follow"
        message = f"{message}; {follow}: list in the JSON"
    return replace(found, message=message, followers=followers)
