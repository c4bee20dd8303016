"""The cases that lie beside the project: workbooks that the engine once got wrong."""

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.wild.workbooks import NOW, checked
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.checking.compare import compare
from xl_udfs.engine.container.package import read_package
from xl_udfs.engine.workbook.book import read_book

FOLDER = ROOT.parent / "shared" / "cases"
LIST = FOLDER / "engine.json"
CASES = json.loads(LIST.read_text("utf-8")) if LIST.is_file() else []


def test_the_cases_are_there() -> None:
    """Else the next test would pass without one."""
    if not CASES:
        pytest.skip(f"there is no list of cases at {LIST}; the others of this folder need none")
    assert len(CASES) >= 28


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_every_stored_value_is_computed(case: dict[str, str]) -> None:
    """It is Excel's."""
    book = read_book(read_package(Path(FOLDER / case["workbook"])))
    assert not compare(book, recalculate(book, {}, NOW)).discrepancies
    assert not [one for one in checked(book).findings if one.id in ("circular", "checks-sheet")]
