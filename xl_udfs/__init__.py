"""Preferred-stock cap table functions for Excel, and the same from Python.

``import xl_udfs as xl``: the functions of the worksheet on numbers, Series and DataFrames
(`functions`, `call`, `explain`, `waterfall`, `breakpoints`, `price_history`), workbooks
(`read_table`, `read_names`, `check`, `refresh`, `scenarios`, `sensitivity`) and packages of the
Open Cap Format (`read_ocf`, `write_ocf`). What a function refuses raises `CapTableError`; what a
file or its change refuses, `WorkbookError`.

Every name is loaded when it is first used: a host that has neither pandas nor the workbook engine
imports this package as quickly as before.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xl_udfs.core.errors import CapTableError
    from xl_udfs.documents.ocf.frames import OcfPackage, read_ocf, write_ocf
    from xl_udfs.engine.refusals import UnreadableError as WorkbookError
    from xl_udfs.hosts.python.books import read_names, read_table
    from xl_udfs.hosts.python.calling import call, explain
    from xl_udfs.hosts.python.checking import CheckResult, RefreshResult, check, refresh
    from xl_udfs.hosts.python.frames import breakpoints, price_history, waterfall
    from xl_udfs.hosts.python.namespace import functions
    from xl_udfs.hosts.python.scenarios import scenarios, sensitivity

__version__ = "0.1.0"
__all__ = [
    "CapTableError",
    "CheckResult",
    "OcfPackage",
    "RefreshResult",
    "WorkbookError",
    "breakpoints",
    "call",
    "check",
    "explain",
    "functions",
    "price_history",
    "read_names",
    "read_ocf",
    "read_table",
    "refresh",
    "scenarios",
    "sensitivity",
    "waterfall",
    "write_ocf",
]

_PYTHON = "xl_udfs.hosts.python"
_STANDS = {  # where each name stands, and what it is called there
    "CapTableError": ("xl_udfs.core.errors", "CapTableError"),
    "CheckResult": (f"{_PYTHON}.checking", "CheckResult"),
    "OcfPackage": ("xl_udfs.documents.ocf.frames", "OcfPackage"),
    "RefreshResult": (f"{_PYTHON}.checking", "RefreshResult"),
    "WorkbookError": ("xl_udfs.engine.refusals", "UnreadableError"),
    "breakpoints": (f"{_PYTHON}.frames", "breakpoints"),
    "call": (f"{_PYTHON}.calling", "call"),
    "check": (f"{_PYTHON}.checking", "check"),
    "explain": (f"{_PYTHON}.calling", "explain"),
    "price_history": (f"{_PYTHON}.frames", "price_history"),
    "read_names": (f"{_PYTHON}.books", "read_names"),
    "read_ocf": ("xl_udfs.documents.ocf.frames", "read_ocf"),
    "read_table": (f"{_PYTHON}.books", "read_table"),
    "refresh": (f"{_PYTHON}.checking", "refresh"),
    "scenarios": (f"{_PYTHON}.scenarios", "scenarios"),
    "sensitivity": (f"{_PYTHON}.scenarios", "sensitivity"),
    "waterfall": (f"{_PYTHON}.frames", "waterfall"),
    "write_ocf": ("xl_udfs.documents.ocf.frames", "write_ocf"),
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
    if name in _STANDS:
        module, there = _STANDS[name]
        return getattr(import_module(module), there)
    raise AttributeError(f"xl_udfs has no {name}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
