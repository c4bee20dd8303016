"""The benchmark of the Office add-in runs; how long it takes is not judged."""

import shutil

import pytest

from tests.benchmarks import office
from tests.hosts.office.conftest import PYODIDE


def test_the_benchmark_prints_bytes_and_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    """Three lines, in the order of the limits that they are held against."""
    if shutil.which("node") is None or not PYODIDE.is_dir():
        pytest.skip("node and Pyodide are needed: `npm ci` in tests/hosts/office")
    office.main(["3"])
    visit, calls, column = capsys.readouterr().out.splitlines()
    assert visit.startswith("first visit: ")
    assert calls.startswith("3 calls in a batch: ")
    assert column.startswith("a column of 3 rows in one call: ")
