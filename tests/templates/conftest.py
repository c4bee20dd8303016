"""The shipped workbook, recomputed headlessly."""

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from xl_udfs.cells import CellValue
from xl_udfs.engine.book import read_book
from xl_udfs.engine.calculate import Unsupported
from xl_udfs.engine.package import unpacked
from xl_udfs.engine.recalculate import recalculate
from xl_udfs.engine.sheet import address
from xl_udfs.hosts.headless import function_table
from xl_udfs.templates.finish import BUILT

Values = Mapping[str, CellValue]
Recompute = Callable[..., Values]
WORKBOOKS = Path(__file__).parent.parent.parent / "workbooks"


@pytest.fixture(scope="session")
def committed() -> bytes:
    """Return the adjustment certificate as it is in the repository."""
    return (WORKBOOKS / "adjustment_certificate.xlsx").read_bytes()


@pytest.fixture
def recompute(committed: bytes) -> Recompute:
    """Return a function that puts inputs into the workbook and gives every formula's value."""
    return lambda inputs=None: recomputed(committed, inputs)


def recomputed(file: bytes, inputs: Mapping[str, Any] | None = None) -> Values:
    """Return the value of every formula of a workbook after inputs were put into it.

    Inputs are named ``Sheet!A1`` or by a defined name; values are found by both.
    """
    book = load_workbook(BytesIO(file))
    for name, value in (inputs or {}).items():
        place = name if "!" in name else book.defined_names[name].attr_text
        sheet, _, cell = str(place).rpartition("!")
        book[sheet.strip("'")][cell.replace("$", "")] = value
    changed = BytesIO()
    book.save(changed)
    read = read_book(unpacked(changed.getvalue()))
    values: dict[str, CellValue] = {}
    for place, value in recalculate(read, function_table(), BUILT).items():
        assert not isinstance(value, Unsupported), (place, value)
        values[f"{place.sheet}!{address(place.position)}"] = value
    for _, defined in read.names:
        named = str(defined.attr_text).replace("$", "").replace("'", "")
        if named in values:
            values[str(defined.name)] = values[named]
    return values
