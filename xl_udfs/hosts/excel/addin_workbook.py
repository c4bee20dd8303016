"""An Excel add-in (.xlam) with our functions, for all workbooks of a user."""

import re
from io import BytesIO

from openpyxl import Workbook

from xl_udfs.engine.container.package import Package, package_bytes, undated, unpacked
from xl_udfs.hosts.excel.functions_project import OURS
from xl_udfs.hosts.excel.macro_workbook import TYPES, WITH, macro_enabled

ADDIN = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
CORE = "docProps/core.xml"
MOMENT = re.compile(rb">\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ<")  # that openpyxl writes
SOME_DAY = b">2005-07-19T00:00:00Z<"


def macro_addin(interpreter: str) -> bytes:
    """Return the file, the same bytes every time.

    Args:
        interpreter: path of python.exe on the computer that has Excel.
    """
    book = Workbook()
    book.worksheets[0].title = OURS
    book.calculation.fullCalcOnLoad = False
    file = BytesIO()
    book.save(file)
    package = macro_enabled(unpacked(file.getvalue()), interpreter)
    return package_bytes(undated(_announced(package)))


def _announced(package: Package) -> Package:
    """Return the workbook as an add-in, without the clock's trace."""
    return package.with_parts(
        {
            TYPES: package[TYPES].replace(WITH, ADDIN),
            CORE: MOMENT.sub(SOME_DAY, package[CORE]),
        }
    )
