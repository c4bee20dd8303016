"""A second, independent engine for Excel's own formulas, which can confirm a stored value.

That it gives the stored value is evidence, that it gives another is none: it is silently wrong
where ours is right, and it knows none of our functions. Nothing is ever written from it. It runs in
a child with limits of its own (`second_opinion`); whatever goes wrong there, there is no opinion.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.calculation.runs import cells_in
from xl_udfs.engine.container.leftovers import scratch
from xl_udfs.engine.container.package import package_bytes
from xl_udfs.engine.workbook.book import Book, Place

CHILD = "xl_udfs.engine.calculation.evidence.second_opinion"
SECONDS, MEMORY = 4, 700  # what a child may take; workbooks of 800,000 cells take 3 s and 319 MiB

_DATA_TABLE = re.compile(rb'<f\b[^>]*\bt="dataTable"[^>]*?(?:/>|>[^<]*</f>)')
_STYLED_BLANK = re.compile(rb'(<c\b[^>]*?) t="n"([^>]*?/>)')  # it would be read as 0


def opinions(
    book: Book,
    asked: Iterable[Place],
    pinned: Mapping[Place, CellValue],
    *,
    seconds: float = SECONDS,
    mib: int = MEMORY,
) -> dict[Place, CellValue]:
    """Return what the second engine gives for some cells; nothing where it has no answer.

    Args:
        book: a workbook of the 1900 date system; in one of 1904 nothing is asked.
        asked: formula cells.
        pinned: cells that take our engine's values, since only it has their functions. Stored
            values must not stand here: they would confirm what is stale.
        seconds: CPU time that it may take.
        mib: memory that it may take, beside the program itself; held on Linux only.
    """
    places = [place for place in asked if _has_formula(book, place)]
    if book.epoch_1904 or not places:
        return {}
    numbers = {sheet.name: number for number, sheet in enumerate(book.sheets)}
    if book.other_sheets:  # they have numbers of their own, which we do not know
        return {}
    job = {
        "asked": [(numbers[place.sheet], *place.position) for place in places],
        "cleared": [(numbers[place.sheet], *place.position) for place in _spilled(book)],
        "pinned": [
            (numbers[place.sheet], *place.position, *_sent(value))
            for place, value in pinned.items()
        ],
        "seconds": seconds,
        "mib": mib,
    }
    with scratch() as folder:
        path = folder / "workbook.xlsx"
        path.write_bytes(_digestible(book))
        answers = _asked_of_child([str(path)], job, seconds)
    return {
        place: ExcelError(value) if kind == "error" else value
        for place, (kind, value) in zip(places, answers, strict=False)
        if kind != "none"
    }


def _has_formula(book: Book, place: Place) -> bool:
    """Whether a cell has a formula of its own; the rest the second engine takes as it is stored."""
    cell = book.cell(place)
    return cell is not None and cell.formula is not None and not cell.formula.data_table


def _spilled(book: Book) -> Iterator[Place]:
    """Yield the cells that dynamic arrays fill: what is stored there must not be read."""
    for place, cell in book.formulas():
        if cell.formula is not None and cell.formula.dynamic and cell.formula.array is not None:
            for position in cells_in(cell.formula.array):
                if position != place.position:
                    yield Place(place.sheet, position)


def _digestible(book: Book) -> bytes:
    """Return the workbook without what the second engine cannot load or reads otherwise."""
    changed = {}
    for sheet in book.sheets:
        data = book.package[sheet.part]
        changed[sheet.part] = _STYLED_BLANK.sub(rb"\1\2", _DATA_TABLE.sub(b"", data))
    return package_bytes(book.package.with_parts(changed))


def _sent(value: CellValue) -> tuple[str, Any]:
    if isinstance(value, ExcelError):
        return "error", value.value
    if value is None:
        return "text", ""
    kind = "truth" if isinstance(value, bool) else "number"
    return ("text", value) if isinstance(value, str) else (kind, value)


def _asked_of_child(
    arguments: list[str], job: Mapping[str, Any], seconds: float
) -> list[tuple[str, Any]]:
    command = [sys.executable, "-P", "-m", CHILD, *arguments]  # nothing from the folder we are in
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command,
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=seconds * 5,  # of the clock, on a loaded machine
            check=False,
        )
        answers: list[tuple[str, Any]] = json.loads(done.stdout) if done.returncode == 0 else []
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return []
    return answers
