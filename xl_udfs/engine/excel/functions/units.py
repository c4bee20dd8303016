"""CONVERT: units of ten kinds, metric ones with prefixes.

Units whose size Excel has from older measurements (u, eV, mmHg, Torr) are not computed.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, NotComputedError, number, text

INCH, MILE, SEA_MILE = 0.0254, 1609.344, 1852.0
POINT = INCH / 72
LIGHT_YEAR = 9_460_730_472_580_800.0
POUND, GALLON = 453.59237, 3.785411784
GRAVITY = 9.80665
HORSE_POWER = 550 * POUND / 1000 * GRAVITY * 12 * INCH
FOOT_POUND = HORSE_POWER / 550
HUNDREDWEIGHT, LONG_HUNDREDWEIGHT = 100 * POUND, 112 * POUND

KINDS: Mapping[str, tuple[str, ...]] = {
    "mass": (
        f"g 1|lbm {POUND}|sg {FOOT_POUND / (12 * INCH) / (12 * INCH) * 1000}|ozm {POUND / 16}",
        f"grain {POUND / 7000}|cwt shweight {HUNDREDWEIGHT}|ton {20 * HUNDREDWEIGHT}",
        f"uk_cwt lcwt hweight {LONG_HUNDREDWEIGHT}|uk_ton LTON brton {20 * LONG_HUNDREDWEIGHT}",
        f"stone {14 * POUND}",
    ),
    "length": (
        f"m 1|in {INCH}|ft {12 * INCH}|yd {36 * INCH}|mi {MILE}|Nmi {SEA_MILE}|ang 1e-10",
        f"Picapt Pica {POINT}|pica {12 * POINT}|ell {45 * INCH}|ly {LIGHT_YEAR}",
        f"parsec pc 3.08567758128155e16|survey_mi {6_336_000 / 3937}",
    ),
    "time": ("sec s 1|mn min 60|hr 3600|day d 86400|yr 31557600",),
    "pressure": (f"Pa p 1|atm at 101325|psi {FOOT_POUND / (12 * INCH) / INCH**2}",),
    "force": (f"N 1|dyn dy 1e-5|lbf {FOOT_POUND / (12 * INCH)}|pond {GRAVITY / 1000}",),
    "energy": (
        f"J 1|e 1e-7|c 4.184|cal 4.1868|Wh wh 3600|flb {FOOT_POUND}|BTU btu 1055.05585262",
        f"HPh hh {HORSE_POWER * 3600}",
    ),
    "power": (f"W w 1|HP h {HORSE_POWER}|PS {75 * GRAVITY}",),
    "magnetism": ("T 1|ga 1e-4",),
    "volume": (
        f"l L lt 1|tspm 0.005|tsp {GALLON / 768}|tbs {GALLON / 256}|oz {GALLON / 128}",
        f"cup {GALLON / 16}|pt us_pt {GALLON / 8}|qt {GALLON / 4}|gal {GALLON}|uk_gal 4.54609",
        f"uk_qt {4.54609 / 4}|uk_pt {4.54609 / 8}|barrel {42 * GALLON}|m3 m^3 1000",
        f"bushel {2150.42 * INCH**3 * 1000}|ang3 ang^3 1e-27|in3 in^3 {INCH**3 * 1000}",
        f"ft3 ft^3 {(12 * INCH) ** 3 * 1000}|yd3 yd^3 {(36 * INCH) ** 3 * 1000}",
        f"mi3 mi^3 {MILE**3 * 1000}|Nmi3 Nmi^3 {SEA_MILE**3 * 1000}",
        f"ly3 ly^3 {LIGHT_YEAR**3 * 1000}",
        f"Picapt3 Picapt^3 Pica3 Pica^3 {POINT**3 * 1000}|MTON {40 * (12 * INCH) ** 3 * 1000}",
        f"GRT regton {100 * (12 * INCH) ** 3 * 1000}",
    ),
    "area": (
        f"m2 m^2 1|ar 100|ha 10000|Morgen 2500|uk_acre {MILE**2 / 640}|in2 in^2 {INCH**2}",
        f"us_acre {(6_336_000 / 3937) ** 2 / 640}|ang2 ang^2 1e-20|ft2 ft^2 {(12 * INCH) ** 2}",
        f"yd2 yd^2 {(36 * INCH) ** 2}|mi2 mi^2 {MILE**2}|Nmi2 Nmi^2 {SEA_MILE**2}",
        f"ly2 ly^2 {LIGHT_YEAR**2}|Picapt2 Picapt^2 Pica2 Pica^2 {POINT**2}",
    ),
    "information": ("bit 1|byte 8",),
    "speed": (
        f"m/s m/sec 1|m/h m/hr {1 / 3600}|mph {MILE / 3600}|kn {SEA_MILE / 3600}",
        f"admkn {6080 * 12 * INCH / 3600}",
    ),
}
UNITS: Mapping[str, tuple[str, float]] = {
    name: (kind, float(size))
    for kind, lines in KINDS.items()
    for line in lines
    for *names, size in map(str.split, line.split("|"))
    for name in names
}
METRIC = """
    g m ang pc sec s Pa p atm at N dyn dy J e c cal Wh wh W w T ga l L lt m3 m^3 ang3 ang^3 ar m2
    m^2 ang2 ang^2 bit byte m/s m/sec m/h m/hr K kel
"""
PREFIXED = frozenset(METRIC.split())
PREFIXES: Mapping[str, float] = {
    **{name: 10.0 ** (3 * n) for n, name in enumerate("kMGTPEZY", 1)},
    **{name: 10.0 ** (-3 * n) for n, name in enumerate("munpfazy", 1)},
    **{"h": 100.0, "da": 10.0, "e": 10.0, "d": 0.1, "c": 0.01},  # noqa: PIE800 - a row of its own
}
BINARY = {f"{name}i": 2.0 ** (10 * n) for n, name in enumerate("kMGTPEZY", 1)}
OLD = ("u", "eV", "ev", "mmHg", "Torr")


class Scale(NamedTuple):
    """What a unit measures, how large it is, and where its 0 lies."""

    kind: str
    size: float
    origin: float = 0.0


TEMPERATURES: Mapping[str, Scale] = {
    **dict.fromkeys(("C", "cel"), Scale("temperature", 1.0, 273.15)),
    **dict.fromkeys(("F", "fah"), Scale("temperature", 5 / 9, 273.15 - 160 / 9)),
    **dict.fromkeys(("K", "kel"), Scale("temperature", 1.0)),
    "Rank": Scale("temperature", 5 / 9),
    "Reau": Scale("temperature", 1.25, 273.15),
}


def _scale(name: str) -> Scale:
    if name in UNITS:
        return Scale(*UNITS[name])
    if name in TEMPERATURES:
        return TEMPERATURES[name]
    for length in (2, 1):
        prefix, unit = name[:length], name[length:]
        factor = PREFIXES.get(prefix)
        if factor is None and unit in ("bit", "byte"):
            factor = BINARY.get(prefix)
        if factor is not None and unit in PREFIXED:
            scale = _scale(unit)
            power = int(unit[-1]) if unit[-1].isdigit() else 1
            return scale._replace(size=scale.size * factor**power)
    if name.endswith(OLD):
        raise NotComputedError(f"CONVERT with {name}")
    raise CellError(ExcelError.NA)


def convert(value: CellValue, one: CellValue, other: CellValue) -> float:
    """CONVERT(number, from_unit, to_unit)."""
    if isinstance(value, bool):
        raise CellError(ExcelError.VALUE)
    amount, first, second = number(value), _scale(text(one)), _scale(text(other))
    if first.kind != second.kind:
        raise CellError(ExcelError.NA)
    if first == second:
        return amount
    return (amount * first.size + first.origin - second.origin) / second.size


CELLS: Mapping[str, Callable[..., CellValue]] = {"CONVERT": convert}
