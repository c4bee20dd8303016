"""Stored values that a second, independent engine confirms where ours does not.

Asked only about formulas whose stored values ours does not give. Equal to the stored value is
evidence for it; another value is evidence of nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.calculation.evidence.opinions import opinions
from xl_udfs.engine.calculation.library import Unsupported
from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.checking.compare import ITERATED, RELATIVE, Comparison, Verdict, same
from xl_udfs.engine.checking.direct import called
from xl_udfs.engine.excel.conformance import UNSTABLE
from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.engine.workbook.book import Book, Place

VAGUE = frozenset({ExcelError.NAME, ExcelError.VALUE, ExcelError.SPILL, ExcelError.CALC})
"""Errors that it also gives for what it does not know, and does not tell apart."""


def confirmed(
    book: Book,
    values: Recalculation,
    functions: Mapping[str, HostFunction],
    comparison: Comparison,
) -> Comparison:
    """Return the comparison without the discrepancies that a second engine does not share.

    Cells of our functions are pinned to what our engine gives. What depends on one that cannot be
    pinned, on the clock or on chance, or on a what-if table, is not asked.
    """
    doubted = {
        found.place: found
        for found in comparison.discrepancies
        if found.verdict is not Verdict.NEVER_CALCULATED
    }
    if not doubted or book.epoch_1904:
        return comparison
    pinned, unknown = _ours(book, values, functions)
    barred = unknown | values.dependence.may_reach(unknown)
    doubted = {place: found for place, found in doubted.items() if place not in barred}
    given = opinions(book, (place for place in doubted if place not in pinned), pinned)
    agreed = tuple(
        doubted[place]
        for place, value in given.items()
        if value not in VAGUE
        and same(doubted[place].cached, value, ITERATED if place in values.iterated else RELATIVE)
    )
    left = {found.place for found in agreed}
    return replace(
        comparison,
        confirmed=agreed,
        discrepancies=tuple(found for found in comparison.discrepancies if found.place not in left),
    )


def _ours(
    book: Book, values: Recalculation, functions: Mapping[str, HostFunction]
) -> tuple[dict[Place, CellValue], frozenset[Place]]:
    """Return the values of cells that call our functions, and the cells of which none is known."""
    pinned: dict[Place, CellValue] = {}
    unknown = set()
    for place, names in _called(book):
        value = values.get(place)
        if names is None or not UNSTABLE.isdisjoint(names):
            unknown.add(place)
        elif not functions.keys().isdisjoint(names):
            if isinstance(value, Unsupported):
                unknown.add(place)
            else:
                pinned[place] = value
    return pinned, frozenset(unknown)


def _called(book: Book) -> Iterator[tuple[Place, list[str] | None]]:
    """Yield the functions that each formula calls; None for a what-if table."""
    for place, cell in book.formulas():
        if cell.formula is not None:
            yield place, None if cell.formula.data_table else called(cell.formula.text)
