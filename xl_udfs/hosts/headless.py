"""The worksheet functions, for the workbook engine."""

from collections.abc import Mapping
from functools import cache

from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts.remembering import remembered
from xl_udfs.on_demand import OnDemand


@cache
def function_table() -> Mapping[str, HostFunction]:
    """Return what the engine calls when a formula names one of our functions."""
    return OnDemand(FUNCTIONS, _served)


def _served(name: str) -> HostFunction:
    function = FUNCTIONS[name]
    return HostFunction(remembered(function), function.takes_date)
