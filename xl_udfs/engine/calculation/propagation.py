"""What follows from cells without a value: their dependents, circles, and volatile cells."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from xl_udfs.engine.calculation.by_run import ByRun, of_shape
from xl_udfs.engine.calculation.evidence.probing import Probe
from xl_udfs.engine.calculation.library import (
    Circular,
    Recalculated,
    ResizedArray,
    Unsupported,
    Unverified,
    Volatile,
)
from xl_udfs.engine.calculation.precedents import circles
from xl_udfs.engine.calculation.recalculation import Dependence, Recalculation
from xl_udfs.engine.calculation.values import CANCELLED, CIRCULAR, FOLLOWING
from xl_udfs.engine.excel.prepared import Prepared
from xl_udfs.engine.workbook.book import Place
from xl_udfs.engine.workbook.sheet import address

NAMED = 12  # cells of a circle that a sentence lists


def followed(
    dependence: Dependence,
    values: ByRun[list[Recalculated], Recalculated],
    probe: Probe,
    moved: Iterable[Place] = (),
) -> Recalculation:
    """Return the values, with what follows from those that are missing or not verified.

    Args:
        dependence: what depends on what.
        values: those that the library has.
        probe: finds what no reference says.
        moved: formulas that another day changes, though no reference says it.
    """
    prepared = dependence.prepared
    values |= _circles(dependence, values) | dict(_named(prepared, values))
    faults = _faults(values)
    origins = [place for place in faults if not _follows(values[place])]
    drawn = [place for place in origins if isinstance(values[place], Volatile)]
    if drawn and len(drawn) < len(origins):  # what follows from both is volatile
        values |= _without_value(dependence, drawn, faults, values, probe)
        faults = [place for place in faults if not isinstance(values[place], Volatile)]
        origins = [place for place in origins if not isinstance(values[place], Volatile)]
    values |= _without_value(dependence, origins, faults, values, probe)
    doubtful = {
        place: _unverified(prepared[place].shape.unverified, value)
        for place in of_shape(prepared, lambda shape: shape.unverified)
        if isinstance(value := values[place], ResizedArray) or not isinstance(value, Unsupported)
    }
    values |= doubtful
    values |= _doubtful(dependence, doubtful, values, probe)

    def all_of(trait: str) -> frozenset[Place]:
        found = of_shape(prepared, lambda shape: getattr(shape, trait))
        return frozenset({*found, *dependence.reached(found)} if found else ())

    drawn = [place for place in _faults(values) if isinstance(values[place], Volatile)]
    volatile = {*all_of("reads_clock"), *moved, *drawn, *dependence.reached([*moved, *drawn])}
    return Recalculation(
        values,
        dependence,
        volatile=frozenset(volatile),
        iterated=all_of("iterated"),
        undefined={
            place: prepared[place].shape.undefined
            for place in of_shape(prepared, lambda shape: shape.undefined)
        },
    )


def _faults(values: ByRun[list[Recalculated], Recalculated]) -> list[Place]:
    """Return the cells without a value, sheet by sheet and row by row."""
    kinds = {*map(type, values.single.values())}.union(
        *(set(map(type, stretch.kept)) for stretch in values.stretches)
    )
    if not any(issubclass(kind, Unsupported) for kind in kinds):
        return []
    return [place for place, value in values.items() if isinstance(value, Unsupported)]


def _named(
    prepared: ByRun[Prepared, Prepared], values: Mapping[Place, Recalculated]
) -> Iterator[tuple[Place, Recalculated]]:
    """Yield the formulas that the library cannot compute, with the functions that may be why."""
    for place in of_shape(prepared, lambda shape: shape.unverified):
        value, unverified = values[place], prepared[place].shape.unverified
        if type(value) is Unsupported and not _follows(value):
            yield place, Unsupported(f"{_unknown(unverified)}: {value.reason}")


def _unknown(functions: tuple[str, ...]) -> str:
    return f"{', '.join(functions)} is not known to be computed as Excel does"


def _without_value(
    dependence: Dependence,
    origins: list[Place],
    faults: list[Place],
    values: Mapping[Place, Recalculated],
    probe: Probe,
) -> dict[Place, Recalculated]:
    """Return a fault for each cell that has no value since one of some origins has none.

    Where there are other origins, a cell without a value that is reached from none of these is
    tried too.
    """
    if not faults:
        return {}
    reached = dependence.reached(origins)
    following = [place for place in faults if _follows(values[place])]  # as the library found out
    others = len(origins) + len(following) < len(faults)
    unsure = {place for place in following if others and place not in reached}
    following = [place for place in following if place not in unsure]
    dynamic = _dynamic(dependence, swallowing=True)
    candidates = {*reached, *dependence.reached(following), *dynamic}
    candidates = {place for place in candidates if not isinstance(values.get(place), Unsupported)}
    affected = probe.affected(origins, candidates | unsure)
    resized = [place for place in faults if isinstance(values[place], ResizedArray)]
    affected.update(place for place in resized if place in reached)
    roots = _roots(reached, frozenset(origins))
    only = origins[0] if len(origins) == 1 else None
    found: dict[Place, Recalculated] = {}
    for place in {**dict.fromkeys(following), **dict.fromkeys(affected)}:
        cause = roots.get(place, only)
        if cause is None:  # any of several
            drawn = all(isinstance(values[origin], Volatile) for origin in origins)
            found[place] = Volatile(CANCELLED.reason) if drawn else CANCELLED
        elif place not in resized or not isinstance(values[cause], ResizedArray):
            sheet = "" if cause.sheet == place.sheet else f"{cause.sheet}!"
            what = f"it depends on {sheet}{address(cause.position)}, which {_said(values[cause])}"
            kind = Volatile if isinstance(values[cause], Volatile) else Unsupported
            found[place] = kind(what, cause=cause)
    return found


def _doubtful(
    dependence: Dependence,
    doubtful: Mapping[Place, Unverified],
    values: Mapping[Place, Recalculated],
    probe: Probe,
) -> dict[Place, Recalculated]:
    """Return what depends on cells that are not verified, with their values."""
    if not doubtful:
        return {}
    reached = dependence.reached(doubtful)
    candidates = {
        place
        for place in {*reached, *_dynamic(dependence, swallowing=False)}
        if place not in doubtful and not isinstance(values.get(place), Unsupported)
    }
    roots, first = _roots(reached, doubtful.keys()), next(iter(doubtful))
    found: dict[Place, Recalculated] = {}
    for place in probe.affected(doubtful, candidates):
        cause = roots.get(place, first)
        functions = doubtful[cause].functions
        found[place] = _unverified(functions, values.get(place), cause)
    return found


def _unverified(
    functions: tuple[str, ...], value: Recalculated, cause: Place | None = None
) -> Unverified:
    return Unverified(_unknown(functions), value, functions, cause=cause)


def _dynamic(dependence: Dependence, *, swallowing: bool) -> Iterable[Place]:
    """Return the formulas of which no reference says what they read, and what depends on them.

    Args:
        dependence: what depends on what.
        swallowing: only those in which an error that they read may not show.
    """
    found = of_shape(
        dependence.prepared,
        lambda shape: shape.template.dynamic and (shape.swallows or not swallowing),
    )
    return {*found, *dependence.reached(found)} if found else ()


def _roots(reached: Mapping[Place, Place], origins: Collection[Place]) -> dict[Place, Place]:
    """Return the origin from which each cell follows; a cell is reached after what it reads."""
    roots: dict[Place, Place] = {}
    for place, before in reached.items():
        roots[place] = before if before in origins else roots[before]
    return roots


def _follows(value: Recalculated) -> bool:
    return any(value is fault for fault in FOLLOWING.values())


def _said(fault: Recalculated) -> str:
    match fault:
        case Circular():
            return "is part of a circular reference"
        case Volatile():
            return "is another at every calculation"
        case ResizedArray():
            return "spills over other cells now"
    return "is not supported"


def _circles(
    dependence: Dependence, values: ByRun[list[Recalculated], Recalculated]
) -> dict[Place, Recalculated]:
    """Return a fault that lists the cells of the circle for each cell of one."""
    suspects = {place for place in _faults(values) if values[place] is CIRCULAR}
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
