"""The worksheet functions, for the workbook engine."""

from collections.abc import Mapping

from xl_udfs.engine.stored import HostFunction
from xl_udfs.functions.catalogue import FUNCTIONS


def function_table() -> Mapping[str, HostFunction]:
    """Return what the engine calls when a formula names one of our functions."""
    return {
        name: HostFunction(function, function.takes_date) for name, function in FUNCTIONS.items()
    }
