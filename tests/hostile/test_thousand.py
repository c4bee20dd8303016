"""A thousand small workbooks from strangers, a few of them hostile, in two processes."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.hostile.cases import CASES
from tests.hostile.conftest import COMMAND
from tests.hostile.packages import SHEET, book, sheet

SOUND = 1000
AMONG = {
    "a billion laughs": "E_DTD",
    "the same bytes twice": "E_ZIP_OVERLAP",
    "a bomb": "E_ZIP_RATIO",
    "the whole sheet merged": "E_MERGE",
    "DDE in a cell": "E_DDE",
    "20,000 brackets": "findings",
    "17 thousand million cells": "findings",
}


def small(number: int) -> bytes:
    """Return a sound workbook; the numbers differ."""
    cells = f"<c r='A1'><v>{number}</v></c><c r='B1'><f>A1*2</f><v>{number * 2}</v></c>"
    return book({SHEET: sheet(f"<row r='1'>{cells}</row>")})


def endless() -> bytes:
    """Return a workbook of honest formulas that together take thousands of millions of steps."""
    rows = range(1, 30_000)
    cells = "".join(
        f'<row r="{row}"><c r="A{row}"><f>SUMPRODUCT(B$1:B$30000*B$1:B$30000*B{row})</f>'
        f'<v>1</v></c><c r="B{row}"><v>{row}</v></c></row>'
        for row in rows
    )
    return book({SHEET: sheet(cells)})


def greedy() -> bytes:
    """Return a workbook whose one formula wants gibibytes."""
    rows = "".join(f'<row r="{n}"><c r="B{n}"><v>{n}</v></c></row>' for n in range(2, 40_000))
    product = "SUMPRODUCT((B2:B40000=TRANSPOSE(B2:B40000))*1)"
    first = f'<row r="1"><c r="A1"><f>{product}</f><v>1</v></c></row>'
    return book({SHEET: sheet(first + rows)})


@pytest.mark.skipif(sys.platform != "linux", reason="this system has no RLIMIT_DATA that holds")
def test_a_thousand_workbooks_are_checked_whatever_a_few_do(tmp_path: Path) -> None:
    """A hang, a flood of memory and seven others cost a file each."""
    folder, journal = tmp_path / "books", tmp_path / "run.jsonl"
    folder.mkdir()
    for number in range(SOUND):
        (folder / f"{number:04}.xlsx").write_bytes(small(number))
    made = {case.name: case.make for case in CASES}
    for place, name in enumerate(AMONG):
        (folder / f"{place * 120:04}-{name}.xlsx").write_bytes(made[name]())
    (folder / "0050-endless.xlsx").write_bytes(endless())
    (folder / "0051-greedy.xlsx").write_bytes(greedy())
    words = ["check", str(folder), "--json", "--jobs", "2", "--journal", str(journal)]
    bounds = ["--timeout", "6", "--memory", "400"]
    done = subprocess.run([*COMMAND, *words, *bounds], capture_output=True, check=False)  # noqa: S603
    report = json.loads(done.stdout)
    expected = Counter(AMONG.values()) + Counter({"ok": SOUND, "E_TIMEOUT": 1, "E_MEMORY": 1})
    assert report["summary"] == {
        "workbooks": SOUND + len(AMONG) + 2,
        "codes": dict(sorted(expected.items())),
    }
    codes = {Path(record["path"]).name: record["code"] for record in report["workbooks"]}
    assert codes["0050-endless.xlsx"] == "E_TIMEOUT"
    assert codes["0051-greedy.xlsx"] == "E_MEMORY"
    assert list(codes) == sorted(codes)
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
    assert len(journal.read_bytes().splitlines()) == 1 + SOUND + len(AMONG) + 2
