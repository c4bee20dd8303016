"""The add-in as LibreOffice loads it: this file and, beside it, a folder of pure Python.

LibreOffice runs it in a Python of its own, perhaps an old one: whatever keeps the functions from
loading is what the canary answers, and every other function gives an error.
"""

import os
import sys
from pathlib import Path

import unohelper
from com.sun.star.lang import XServiceInfo, XServiceName
from com.sun.star.sheet import XAddIn
from org.xludfs import XFunctions

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER / "pythonpath"))  # before any other copy of the package

from xl_udfs.hosts.libreoffice.names import CANARY, FINGERPRINT, IMPLEMENTATION, RECOMPUTES, SERVICE

ADD_IN = "com.sun.star.sheet.AddIn"  # the service that LibreOffice looks for

try:
    from xl_udfs.functions.catalogue import FUNCTIONS
    from xl_udfs.hosts.libreoffice.values import argument, returned

    STATE = (FOLDER / FINGERPRINT).read_text(encoding="utf-8").strip()
except Exception as fault:  # noqa: BLE001 - whatever it is, a cell must be able to say it
    FUNCTIONS = {}
    python = "{}.{}".format(*sys.version_info)
    STATE = f"xl-udfs is not loaded: {fault!r} in Python {python}; at least 3.11 is needed"


def _method(function):
    fixed = len(function.parameters) - function.variadic

    def call(_, *raw):
        if function.variadic:
            raw = (*raw[:fixed], *raw[fixed])
        try:
            return returned(function, function(*map(argument, raw)))
        except MemoryError:
            _give_up()
            raise

    return call


def _give_up():
    """End a LibreOffice that only recomputes: what Calc shows in place of no value is a value."""
    if os.environ.get(RECOMPUTES):
        os.write(2, b"\nthere is no more memory for it; give it more with --memory\n")
        os._exit(1)


class WizardText:
    """What the function wizard asks, where it does not read it from CalcAddIns.xcu."""

    def getProgrammaticFuntionName(self, display):  # the interface itself misspells it
        return display

    def getDisplayFunctionName(self, name):
        return name

    def getFunctionDescription(self, name):
        return FUNCTIONS[name].help if name in FUNCTIONS else ""

    def getDisplayArgumentName(self, name, place):
        return self._argument(name, place, "name")

    def getArgumentDescription(self, name, place):
        return self._argument(name, place, "help")

    def _argument(self, name, place, what):
        parameters = FUNCTIONS[name].parameters if name in FUNCTIONS else ()
        return getattr(parameters[place], what) if place < len(parameters) else ""

    def getProgrammaticCategoryName(self, _):
        return "Add-In"

    def getDisplayCategoryName(self, _):
        return "Add-In"

    def setLocale(self, locale):
        self.locale = locale

    def getLocale(self):
        return self.locale

    def getServiceName(self):
        return SERVICE

    def getImplementationName(self):
        return IMPLEMENTATION

    def supportsService(self, name):
        return name in (SERVICE, ADD_IN)

    def getSupportedServiceNames(self):
        return (SERVICE, ADD_IN)


methods = {name: _method(function) for name, function in FUNCTIONS.items()}
methods[CANARY] = lambda _: STATE
AddIn = type(
    "AddIn",
    (unohelper.Base, WizardText, XFunctions, XAddIn, XServiceName, XServiceInfo),
    {"__init__": lambda _, context: None, **methods},  # noqa: ARG005 - LibreOffice gives one
)

g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - LibreOffice asks for it
g_ImplementationHelper.addImplementation(AddIn, IMPLEMENTATION, (SERVICE, ADD_IN))
