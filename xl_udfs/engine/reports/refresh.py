"""What a refresh did to a workbook, for programs and for people."""

from collections.abc import Iterator

from xl_udfs.cells import cell_text
from xl_udfs.engine.calculation.library import Unsupported, Unverified
from xl_udfs.engine.references import address
from xl_udfs.engine.reports.records import WorkbookRecord, json_value
from xl_udfs.engine.tables.refreshed import Refreshed
from xl_udfs.engine.writing.choice import Left

CHECKS = 3  # that are named to people
NAMED = 20  # cells that are named to people; programs get all


def refresh_record(refreshed: Refreshed) -> WorkbookRecord:
    """Return the counts of cells, and every cell that was left with a value in doubt."""
    return {
        "formulas": refreshed.formulas,
        "changed": refreshed.changed,
        "left": len(refreshed.left),
        "unsupported": len(refreshed.stale),
        "standing": refreshed.standing,
        "cells_left": [_left_record(cell) for cell in (*refreshed.left, *refreshed.stale)],
        "inputs": [
            {
                "name": new.name,
                "sheet": new.place.sheet,
                "cell": address(new.place.position),
                "before": json_value(new.before),
                "after": json_value(new.after),
            }
            for new in refreshed.inputs
        ],
        "tables": [
            {"table": new.table, "rows_before": new.before, "rows_after": new.after}
            for new in refreshed.tables
        ],
        "notes": list(refreshed.notes),
        "spills": refreshed.fit.records,
        "master_check": json_value(refreshed.master),
        "checks_failing": list(refreshed.failing),
    }


def _left_record(cell: Left) -> WorkbookRecord:
    computed = cell.computed.value if isinstance(cell.computed, Unverified) else cell.computed
    return {
        "sheet": cell.place.sheet,
        "cell": address(cell.place.position),
        "formula": cell.formula or None,
        "stored": json_value(cell.stored),
        "computed": None if isinstance(computed, Unsupported) else json_value(computed),
        "why": cell.message,
    }


def refresh_lines(refreshed: Refreshed) -> Iterator[str]:
    """Yield what was changed, how many values are new, what was left, and the master check."""
    for put in refreshed.inputs:
        where = f"{put.place.sheet}!{address(put.place.position)}"
        yield f"{put.name} ({where}) is {put.said}"
    for new in refreshed.tables:
        rows = "row" if new.after == 1 else "rows"
        yield f"{new.table} has {new.after} {rows}, where it had {new.before}"
    yield from refreshed.fit.lines
    yield from (f"note: {note}" for note in refreshed.notes)
    counts = f"{refreshed.changed} of {refreshed.formulas} values changed"
    counts += f", {len(refreshed.stale)} unsupported"
    if refreshed.left:
        counts += f", {len(refreshed.left)} kept that come out otherwise here"
    if refreshed.standing:
        counts += f", {refreshed.standing} kept that are not computed here"
    yield counts
    cells = (*refreshed.left, *refreshed.stale)
    for cell in cells[:NAMED]:
        yield f"  {cell.message}"
    if len(cells) > NAMED:
        yield f"  and {len(cells) - NAMED:,} more; --json lists all"
    if refreshed.left:
        yield "  --all writes the values that come out otherwise; `xl-udfs check` says more of them"
    if refreshed.master is not None:
        named = "; ".join(refreshed.failing[:CHECKS])
        more = len(refreshed.failing) - CHECKS
        named += f"; and {more} more" if more > 0 else ""
        yield f"the master check says {cell_text(refreshed.master)}{named and f': {named}'}"
