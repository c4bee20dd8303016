"""Xlwings as it is on Windows: only pywin32, whose modules do not exist here, is replaced."""

import ctypes
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import pytest
import xlwings

from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts import excel

PYWIN32 = (
    "pythoncom",
    "pywintypes",
    "win32com",
    "win32com.client",
    "win32com.server",
    "win32com.server.util",
    "win32com.server.dispatcher",
    "win32com.server.policy",
    "win32api",
    "win32con",
    "win32gui",
    "win32process",
    "win32timezone",
)
OMITTED = -2147352572  # what COM hands over for an argument that is left out
MODULE = "functions_as_excel_sees_them"


class CellsOfExcel:
    """A range as COM hands it over; xlwings reads its `Value`."""

    Worksheet = MagicMock(name="the sheet of a range")  # one for all: a mock is slow to make
    Row = Column = 1

    def __init__(self, value: object) -> None:
        """Hold a single value, or rows of values as tuples."""
        self.Value = value
        rows = value if isinstance(value, tuple) else ((value,),)
        self.Rows = SimpleNamespace(Count=len(rows))
        self.Columns = SimpleNamespace(Count=len(rows[0]))

    @property
    def _oleobj_(self) -> Any:  # noqa: ANN401 - an object of pywin32
        return self

    def GetTypeInfo(self) -> Any:  # noqa: ANN401, N802 - as COM spells it
        """Return what tells its type."""
        return self

    def GetTypeAttr(self) -> Any:  # noqa: ANN401, N802 - as COM spells it
        """Return the id of a range."""
        return SimpleNamespace(iid=sys.modules["pywintypes"].IID("a range"))


@contextmanager
def xlwings_on_windows() -> Iterator[ModuleType]:
    """Give xlwings.udfs, imported with stand-ins for pywin32 and the Windows parts of ctypes."""
    before = set(sys.modules)
    patch = pytest.MonkeyPatch()
    for name in PYWIN32:
        patch.setitem(sys.modules, name, MagicMock(name=name))
    sys.modules["pywintypes"].TimeType = datetime  # type: ignore[attr-defined]  # a stand-in
    sys.modules["pywintypes"].com_error = OSError  # type: ignore[attr-defined]  # a stand-in
    sys.modules["pythoncom"].__file__ = "pythoncom.dll"
    for name in ("windll", "oledll", "PyDLL"):
        patch.setattr(ctypes, name, MagicMock(name=name), raising=False)
    patch.setitem(sys.modules, "xlwings.com_server", MagicMock(name="com_server"))
    windows = importlib.import_module("xlwings._xlwindows")
    patch.setattr(xlwings, "_xlwindows", windows, raising=False)
    patch.setattr(xlwings, "engines", {"excel": xlwings.Engine(impl=windows.engine)})
    module = importlib.import_module("xlwings.udfs")
    published = ModuleType(MODULE)
    published.__file__ = __file__
    for name, function in FUNCTIONS.items():
        setattr(published, name, excel.published(function, module.xlfunc, module.xlarg))
    patch.setitem(sys.modules, MODULE, published)
    try:
        yield module
    finally:
        patch.undo()
        for name in set(sys.modules) - before:
            if name.startswith("xlwings."):
                del sys.modules[name]


@pytest.fixture(scope="module")
def udfs() -> Iterator[ModuleType]:
    """Return xlwings.udfs as on Windows."""
    with xlwings_on_windows() as module:
        yield module


@pytest.fixture
def call(udfs: ModuleType) -> Any:  # noqa: ANN401 - a function of Excel's values
    """Return a function that calls one of ours as VBA does."""

    def run(name: str, *cells: object) -> Any:  # noqa: ANN401 - Excel's values
        rows = udfs.call_udf(MODULE, name, cells, None, None)
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows  # as a cell shows it

    return run
