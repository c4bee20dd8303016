"""The front door: one way for every engine."""

from pathlib import Path

import pytest

from tests.engine.made import NOW, made
from xl_udfs.cells import ExcelError
from xl_udfs.engine.api import OtherEngine, check_file
from xl_udfs.engine.container.package import package_bytes
from xl_udfs.engine.workbook.book import Place, read_book
from xl_udfs.engine.writing.patch import patched

RATE = "RATE(2,0,-100,121)"  # 100 grow to 121 in two years: a tenth, which Excel finds by steps
HERE = Place("Sheet", (1, 1))


@pytest.mark.parametrize(
    ("engine", "equal"),
    [
        (None, True),
        (lambda _: {HERE: 0.1}, True),
        (lambda _: {HERE: 0.11}, False),
        (lambda _: {HERE: ExcelError.NUM}, False),
    ],
    ids=["ours", "another", "another that differs", "another that gives an error"],
)
def test_what_excel_finds_by_steps_is_compared_so_whoever_computes(
    engine: OtherEngine | None, tmp_path: Path, *, equal: bool
) -> None:
    """RATE, IRR and XIRR were different under LibreOffice only: a copy had forgotten a flag."""
    package = made(lambda sheet: sheet.cell(1, 1, f"={RATE}"))
    stored = {HERE: 0.100000005}  # as far off as what Excel finds may be
    path = tmp_path / "book.xlsx"
    path.write_bytes(package_bytes(patched(read_book(package), stored)[0]))
    counts = check_file(path, {}, now=NOW, engine=engine).counts
    assert (counts.equal, counts.confirmed) == (int(equal), int(not equal))  # by ironcalc
