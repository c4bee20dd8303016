"""The worksheet functions, for the workbook engine."""

from collections.abc import Mapping
from functools import cache

from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts.remembering import remembered


@cache
def function_table() -> Mapping[str, HostFunction]:
    """Return what the engine calls when a formula names one of our functions."""
    return {
        name: HostFunction(remembered(function), function.takes_date)
        for name, function in FUNCTIONS.items()
    }
