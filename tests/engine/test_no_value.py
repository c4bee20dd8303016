"""What ends a calculation is never a value of a cell."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from xl_udfs.cells import Argument
from xl_udfs.engine.calculation.evaluate import evaluate
from xl_udfs.engine.calculation.library import Library, Unsupported
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.container.package import unpacked
from xl_udfs.engine.excel.functions.ranges import arrays
from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.engine.workbook.book import read_book

NOW = datetime(2005, 7, 19)  # noqa: DTZ001 - a workbook's clock has no zone
ENDS = [MemoryError, KeyboardInterrupt, SystemExit]


def functions(end: type[BaseException]) -> Mapping[str, HostFunction]:
    """Return a function that ends so for 0, and one that never does."""

    def ends(cell: Argument) -> float:
        if not cell:
            raise end
        return 1.0

    return {"ENDS": HostFunction(ends, lambda _: False)}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize(
    "formula", ["ENDS(0)", "IFERROR(ENDS(0),7)", "ISERROR(ENDS(0))", "SUM(1,ENDS(0)*{1,2})"]
)
def test_it_is_no_value_of_a_formula(end: type[BaseException], formula: str) -> None:
    """The library takes it for #VALUE!, which IFERROR hides; the next formula has its value."""
    library = Library(functions(end), NOW)
    with pytest.raises(end):
        evaluate(library, formula)
    assert evaluate(library, "1+ENDS(1)").value == 2


@pytest.mark.parametrize("end", ENDS)
def test_it_is_no_value_of_a_workbook(end: type[BaseException]) -> None:
    """Whichever of many cells meets it."""
    made = Workbook()
    for row in range(1, 200):
        made.worksheets[0].cell(row, 1).value = f"=IFERROR(ENDS({row}-150),7)"
    file = BytesIO()
    made.save(file)
    with pytest.raises(end):
        recalculate(read_book(unpacked(file.getvalue())), functions(end), NOW)


def test_more_cells_than_are_made_here_are_no_error_of_excel() -> None:
    """SUM(SEQUENCE(1048576,12)) is a number in Excel: n(n + 1)/2; here it is not computed."""
    library = Library({}, NOW)
    assert evaluate(library, "ROWS(SEQUENCE(1000,1000))").value == 1000
    refused = evaluate(library, "SUM(SEQUENCE(1048576,12))").refused
    assert refused is not None
    assert refused.code == "unsupported_formula"
    assert evaluate(library, "IFERROR(SUM(SEQUENCE(1048576,12)),7)").refused is not None


def test_the_bound_of_a_sequence(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the bound it is computed, one beyond it is not."""
    monkeypatch.setattr(arrays, "LARGEST", 6)
    library = Library({}, NOW)
    assert evaluate(library, "SUM(SEQUENCE(6))").value == 21
    assert isinstance(library.evaluate("=SUM(SEQUENCE(7))"), Unsupported)
