"""Preferred-stock cap table functions for Excel, and the same from Python.

``import xl_udfs as xl``: the functions of the worksheet on numbers, Series and DataFrames
(`functions`, `call`, `explain`, `waterfall`, `breakpoints`, `price_history`). What they refuse
raises `CapTableError`.

Every name is loaded when it is first used: a host that has neither pandas nor the workbook engine
imports this package as quickly as before.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xl_udfs.core.errors import CapTableError
    from xl_udfs.hosts.python.calling import call, explain
    from xl_udfs.hosts.python.frames import breakpoints, price_history, waterfall
    from xl_udfs.hosts.python.namespace import functions

__version__ = "0.1.0"
__all__ = [
    "CapTableError",
    "breakpoints",
    "call",
    "explain",
    "functions",
    "price_history",
    "waterfall",
]

_MODULES = {  # where each name stands
    "CapTableError": "xl_udfs.core.errors",
    "breakpoints": "xl_udfs.hosts.python.frames",
    "call": "xl_udfs.hosts.python.calling",
    "explain": "xl_udfs.hosts.python.calling",
    "price_history": "xl_udfs.hosts.python.frames",
    "waterfall": "xl_udfs.hosts.python.frames",
}


class _FrontDoor(ModuleType):
    """This package, whose `functions` are those to call.

    Python itself would set that name to the folder xl_udfs/functions as soon as anything in it is
    imported.
    """

    @property
    def functions(self) -> object:
        """Every worksheet function under its name in lower case."""
        return import_module("xl_udfs.hosts.python.namespace").functions

    @functions.setter
    def functions(self, folder: ModuleType) -> None:
        """Leave the name alone: the folder is in `sys.modules` all the same."""


sys.modules[__name__].__class__ = _FrontDoor


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return getattr(import_module(_MODULES[name]), name)
    raise AttributeError(f"xl_udfs has no {name}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
