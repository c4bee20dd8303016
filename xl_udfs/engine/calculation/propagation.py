"""What follows from cells without a value: their dependents, circles, and volatile cells."""

from collections.abc import Mapping

from xl_udfs.engine.calculation.by_run import ByRun, of_shape
from xl_udfs.engine.calculation.library import (
    CIRCULAR,
    FOLLOWING,
    Circular,
    Recalculated,
    Resized,
    Unsupported,
    Unverified,
)
from xl_udfs.engine.calculation.precedents import circles
from xl_udfs.engine.calculation.recalculation import Dependence, Recalculation
from xl_udfs.engine.workbook.book import Place
from xl_udfs.engine.workbook.sheet import address

NAMED = 12  # cells of a circle that a sentence lists


def followed(
    dependence: Dependence, values: ByRun[list[Recalculated], Recalculated]
) -> Recalculation:
    """Return the values, with a fault for each cell that depends on one without a value."""
    prepared = dependence.prepared
    faults = _without_value(values)
    if faults:
        values = values | _faults(dependence, faults, values)

    def all_of(trait: str) -> frozenset[Place]:
        found = of_shape(prepared, lambda shape: getattr(shape, trait))
        return frozenset({*found, *dependence.reached(found)} if found else ())

    return Recalculation(
        values,
        dependence,
        volatile=all_of("volatile"),
        iterated=all_of("iterated"),
        clock=all_of("reads_clock"),
        undefined={
            place: prepared[place].shape.undefined
            for place in of_shape(prepared, lambda shape: shape.undefined)
        },
    )


def _without_value(values: ByRun[list[Recalculated], Recalculated]) -> list[Place]:
    """Return the cells without a value, sheet by sheet and row by row."""
    if not any(isinstance(value, Unsupported) for value in values.single.values()) and not any(
        issubclass(kind, Unsupported)
        for stretch in values.stretches
        for kind in set(map(type, stretch.kept))
    ):
        return []
    return [place for place, value in values.items() if isinstance(value, Unsupported)]


def _faults(
    dependence: Dependence, faults: list[Place], values: Mapping[Place, Recalculated]
) -> dict[Place, Recalculated]:
    found = _circles(dependence, faults, values)
    values = {**values, **found}
    origins = [place for place in faults if not _follows(values[place])]
    reached = dependence.reached(origins)
    followers = [place for place in faults if _follows(values[place])]
    for place, origin in dependence.reached(followers).items():
        reached.setdefault(place, origin)
    resized = any(isinstance(values[place], Resized) for place in faults)
    dynamic = [  # may read any cell; where one without a value does not show, or holds a part
        *of_shape(
            dependence.prepared,
            lambda shape: shape.template.dynamic and (resized or shape.swallows),
        )
    ]
    other = next((place for place in faults if not isinstance(values[place], Resized)), None)
    for place, origin in {
        **dict.fromkeys(dynamic, other or faults[0]),
        **dependence.reached(dynamic),
    }.items():
        if other is not None or not isinstance(values.get(place), Resized):
            reached.setdefault(place, origin)
    for place, origin in reached.items():
        value = values.get(place)
        own = isinstance(value, Unsupported) and not isinstance(value, Resized)
        if not own or _follows(value):
            values[place] = found[place] = _following(place, origin, values)
    return found


def _follows(value: Recalculated) -> bool:
    return any(value is fault for fault in FOLLOWING.values())


def _following(place: Place, origin: Place, values: Mapping[Place, Recalculated]) -> Unsupported:
    fault = values[origin]
    unverified = isinstance(fault, Unverified)
    what = "is not verified" if unverified else "is not supported"
    if isinstance(fault, Circular):
        what = "is part of a circular reference"
    if isinstance(fault, Resized):
        what = "spills over other cells now"
    kind = Unverified if unverified else Unsupported
    sheet = "" if origin.sheet == place.sheet else f"{origin.sheet}!"
    return kind(f"it depends on {sheet}{address(origin.position)}, which {what}")


def _circles(
    dependence: Dependence, faults: list[Place], values: Mapping[Place, Recalculated]
) -> dict[Place, Recalculated]:
    """Return a fault that lists the cells of the circle for each cell of one."""
    suspects = {place for place in faults if values[place] is CIRCULAR}
    if not suspects:
        return {}
    direct: dict[Place, list[Place]] = {}
    for place in suspects:
        direct[place] = [
            reader
            for reader in [*dependence.direct(place), *dependence.together(place)]
            if reader in suspects
        ]
    found: dict[Place, Recalculated] = {}
    for circle in circles(direct):
        cells = ", ".join(f"{place.sheet}!{address(place.position)}" for place in circle[:NAMED])
        more = f" and {len(circle) - NAMED} more" if len(circle) > NAMED else ""
        found |= dict.fromkeys(circle, Circular(f"a circular reference: {cells}{more}"))
    return found
