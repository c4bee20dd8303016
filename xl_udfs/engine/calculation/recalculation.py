"""What a recalculation gives."""

from collections.abc import Mapping
from types import MappingProxyType

from xl_udfs.engine.areas import Area
from xl_udfs.engine.calculation.library import Recalculated
from xl_udfs.engine.excel.prepared import Prepared
from xl_udfs.engine.workbook.book import Place


class Recalculation(dict[Place, Recalculated]):
    """The value of every formula cell, and which of them are volatile or depend on such a cell."""

    volatile: frozenset[Place] = frozenset()
    iterated: frozenset[Place] = frozenset()  # what comes of steps that end near the result
    clock: frozenset[Place] = frozenset()  # those of them that another day changes
    undefined: Mapping[Place, tuple[str, ...]] = MappingProxyType({})  # names in their formulas
    prepared: Mapping[Place, Prepared] = MappingProxyType({})  # formulas that could be read
    unknown: Mapping[Place, tuple[Area, ...]] = MappingProxyType({})
    """What those refer to that call a function which nobody here knows."""
