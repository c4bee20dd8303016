"""The calculation library behind its class."""

import os
import subprocess
import sys
from weakref import ref

import pytest

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


@pytest.mark.parametrize(("given", "kept"), [({}, str(16 << 20)), ({"RUST_MIN_STACK": "9"}, "9")])
def test_the_threads_of_the_library_have_room_for_calls_within_calls(
    given: dict[str, str], kept: str
) -> None:
    """Some 1,300 formulas over OFFSET and its kin overflowed 2 MiB in every second run."""
    code = "import os, xl_udfs.engine.calculation.library; print(os.environ['RUST_MIN_STACK'])"
    found = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code],
        env={name: value for name, value in os.environ.items() if name != "RUST_MIN_STACK"} | given,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == kept
