"""Circles that Excel computes again and again: it stops where a step changes less than its delta.

So it stops near the value to which they settle, which is what is computed here.
"""

from math import isclose

from xl_udfs.engine.calculation.precedents import circles
from xl_udfs.engine.calculation.recalculation import Dependence, Recalculation
from xl_udfs.engine.checking.compare import Comparison, Verdict
from xl_udfs.engine.workbook.book import Book, Place

STEPS = 10  # of the last one's size, that a value may be away from where it settles
RELATIVE = 1e-5


def without_steps(book: Book, values: Recalculation, comparison: Comparison) -> Comparison:
    """Return the comparison without discrepancies that are as small as the last step of a circle.

    They are of its cells, and of what depends on these.
    """
    if not book.iterates:
        return comparison
    near = {
        found.place
        for found in comparison.discrepancies
        if found.verdict is Verdict.DIFFERENT
        and isinstance(found.cached, float)
        and isinstance(found.recomputed, float)
        and isclose(found.cached, found.recomputed, rel_tol=RELATIVE, abs_tol=STEPS * book.step)
    }
    return comparison.without(near & _circling(values.dependence) if near else near)


def _circling(dependence: Dependence) -> set[Place]:
    """Return the cells of circles, and those that depend on them."""
    readers = {place: [*dependence.direct(place)] for place in dependence.prepared}
    found = {place for circle in circles(readers) for place in circle}
    return {*found, *dependence.reached(found)}
