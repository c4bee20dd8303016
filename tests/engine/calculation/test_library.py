"""The calculation library behind its class."""

from weakref import ref

from tests.engine.made import NOW
from xl_udfs.engine.calculation.library import Library
from xl_udfs.hosts.headless import function_table


def test_a_library_that_nobody_needs_is_freed() -> None:
    """A process checks many workbooks, and no collector sees into the calculation library."""
    library = Library(function_table(), NOW, ["Sheet"])
    library.put_formulas("Sheet", 1, 1, ["=CONVERSION_RATE(1000,0.5)", "=SUM(1,2)", "=ROW(A1:A3)"])
    library.calculate()
    assert library.value("Sheet", 1, 1) == 2000.0
    freed = ref(library)
    del library
    assert freed() is None
