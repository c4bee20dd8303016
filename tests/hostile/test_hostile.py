"""Each hostile file: its exit code, its code in the JSON, and that nothing happens to it."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.hostile.case import Case
from tests.hostile.cases import CASES
from tests.hostile.conftest import COMMAND
from tests.hostile.packages import MAIN, SHEET, book, formula, relation, relations, sheet
from xl_udfs.cli.frame.batch import exit_code
from xl_udfs.engine.refusals import REFUSALS

EXITS = {"ok": 0, "findings": 1}
GIB_IN_KIB = 2**20
# A process begins with the peak of the one that started it, and pytest is large: a small one
# stands between, which writes down how much memory its largest process took.
MEASURES = """
import subprocess, sys
done = subprocess.run(sys.argv[2:])
peak = 0
if sys.platform == "linux":  # elsewhere ru_maxrss has other units
    import resource
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
open(sys.argv[1], "w").write(str(peak))
sys.exit(done.returncode)
"""
Files = dict[str, tuple[Path, bytes]]
"""The path and the SHA-256 of the file of each case, by its name."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run on all of the files said and left."""

    exit_code: int
    peak: int  # KiB of memory of the program or of its largest worker, 0 where it is not known
    records: dict[Path, dict[str, Any]]
    shown: list[str]  # lines
    after: dict[Path, bytes]  # the SHA-256 of what is in the folder


def ran(folder: Path, command: str, *options: object, report: Path | None = None) -> Ran:
    """Run a command on all files of a folder; without a report its standard output is JSON."""
    peak = folder.with_name("peak")
    words = [command, *sorted(folder.iterdir()), *options]
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", MEASURES, str(peak), *COMMAND, *map(str, words)],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    told = json.loads(done.stdout if report is None else report.read_bytes())
    return Ran(
        done.returncode,
        int(peak.read_text(encoding="ascii")),
        {Path(record["path"]): record for record in told["workbooks"]},
        ((done.stdout if report else "") + done.stderr).splitlines(),
        {path: sha256(path.read_bytes()).digest() for path in folder.iterdir()},
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Return the file of each case, all in one folder."""
    folder = tmp_path_factory.mktemp("hostile") / "files"
    folder.mkdir()
    made: Files = {}
    for case in CASES:
        path = folder / f"{case.name.replace(' ', '-')}{case.suffix}"
        data = case.make()
        path.write_bytes(data)
        made[case.name] = path, sha256(data).digest()
    return made


@pytest.fixture(scope="module")
def checked(files: Files) -> Ran:
    """Check all of them."""
    folder = files["a sound workbook"][0].parent
    report = folder.with_name("report.json")
    shown = ("--report", "console=-", "--report", f"json={report}")
    return ran(folder, "check", *shown, report=report)


@pytest.fixture(scope="module")
def refreshed(files: Files, checked: Ran) -> Ran:
    """Refresh all of them in their places, once they are checked."""
    assert len(checked.records) == len(files)
    return ran(files["a sound workbook"][0].parent, "refresh", "--in-place", "--json")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_file_gets_its_code_and_stays_as_it_is(
    files: Files, checked: Ran, case: Case
) -> None:
    """The sentence is one of the table, and is shown with the name of the file."""
    path, before = files[case.name]
    record = checked.records[path]
    assert record["code"] == case.code, record
    assert exit_code(record) == EXITS.get(case.code, 3)
    assert checked.after[path] == before
    if case.code not in EXITS:
        assert record["error"]["code"] == case.code
        assert not re.search(r"[{}]", record["error"]["message"])
    shown = [line for line in checked.shown if f"{path}: " in line]
    assert shown
    assert all(line.endswith(f"({case.code})") is (case.code not in EXITS) for line in shown)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_refresh_never_writes_a_file_that_it_refuses(
    files: Files, refreshed: Ran, case: Case
) -> None:
    """Nor one in which nothing changes."""
    path, before = files[case.name]
    record = refreshed.records[path]
    if case.code not in EXITS:
        assert (record["code"], exit_code(record)) == (case.code, 3)
        assert refreshed.after[path] == before


def test_all_of_them_together_stay_within_a_gibibyte(checked: Ran, refreshed: Ran) -> None:
    """The program and its largest worker, as the system measured it."""
    for run in (checked, refreshed):
        assert run.exit_code == 3
        assert run.peak < GIB_IN_KIB
        assert "E_TIMEOUT" not in {record["code"] for record in run.records.values()}


def test_no_file_appears_and_all_that_is_shown_is_text(
    files: Files, checked: Ran, refreshed: Ran
) -> None:
    """A terminal obeys control characters, and turns its text round where it is told to."""
    for run in (checked, refreshed):
        assert set(run.after) == set(run.records) == {path for path, _ in files.values()}
        assert run.shown
        for line in run.shown:
            assert line.isprintable()
            assert len(line) < 3000
            assert "Traceback" not in line


def test_there_are_enough_of_them() -> None:
    """At least forty, and each of the codes that a file alone can get."""
    assert len(CASES) >= 40
    not_by_a_file = {"E_UNREADABLE", "E_TIMEOUT", "E_MEMORY", "E_WORKER", "E_BUG"}
    not_by_a_file |= {"E_LOCKED", "E_CHANGED", "E_SPILL", "E_SIGNED", "E_UNWRITABLE"}
    not_by_a_file.add("E_VERSION")  # by what reads a workbook of ours by its layout
    assert set(REFUSALS) - not_by_a_file == {case.code for case in CASES} - set(EXITS)


def test_a_formula_that_takes_too_long_is_stopped(run: Run, tmp_path: Path) -> None:
    """And the file beside it is checked."""
    slow, sound = tmp_path / "slow.xlsx", tmp_path / "sound.xlsx"
    cells = "".join(f'<row r="{n}"><c r="B{n}"><v>{n}</v></c></row>' for n in range(2, 20_000))
    product = "SUMPRODUCT((B2:B20000=TRANSPOSE(B2:B20000))*1)"
    first = f'<row r="1"><c r="A1"><f>{product}</f><v>1</v></c></row>'
    slow.write_bytes(book({SHEET: sheet(first + cells)}))
    sound.write_bytes(book())
    result = run("check", slow, sound, "--json", "--timeout", "1", "--memory", "20000")
    assert [r["code"] for r in json.loads(result.stdout)["workbooks"]] == ["E_TIMEOUT", "ok"]
    assert (result.exit_code, "--timeout" in result.stderr) == (3, True)
    if sys.platform == "linux":
        # not in this process: what pytest has freed, a process made of it may use again
        words = ["check", str(slow), str(sound), "--json", "--timeout", "60", "--memory", "64"]
        done = subprocess.run([*COMMAND, *words], capture_output=True, check=False)  # noqa: S603
        assert [r["code"] for r in json.loads(done.stdout)["workbooks"]] == ["E_MEMORY", "ok"]
        assert (done.returncode, b"--memory" in done.stderr) == (3, True)


def test_a_limit_is_raised_by_its_name(run: Run, tmp_path: Path) -> None:
    """For a file that is trusted."""
    path = tmp_path / "merged.xlsx"
    merged = '<mergeCells><mergeCell ref="D1:D200000"/></mergeCells>'
    path.write_bytes(book({SHEET: sheet(after=merged)}))
    refused = run("check", path)
    assert (refused.exit_code, "--limit merged_cells=N" in refused.stderr) == (3, True)
    assert run("check", path, "--limit", "merged_cells=200000").exit_code == 0


@pytest.mark.parametrize(
    ("kind", "root", "code"),
    [
        ("calcChain", "calcChain", "ok"),
        ("worksheet", "calcChain", "E_CELLS"),
        ("calcChain", "worksheet", "E_CELLS"),
    ],
)
def test_the_chain_of_formulas_is_no_sheet_and_a_sheet_no_chain(
    run: Run, tmp_path: Path, kind: str, root: str, code: str
) -> None:
    """Excel lists each formula cell once more: 2 and 2 cells are 2, unless a reader takes them."""
    path = tmp_path / "book.xlsx"
    chain = f'<{root} xmlns="{MAIN}"><c r="B1" i="1"/><c r="B2" i="1"/></{root}>'
    related = relations(
        relation("worksheet", "worksheets/sheet1.xml"), relation(kind, "calcChain.xml", key="r2")
    )
    path.write_bytes(
        book({"xl/_rels/workbook.xml.rels": related, "xl/calcChain.xml": chain.encode()})
    )
    (record,) = json.loads(run("check", path, "--json", "--limit", "cells=3").stdout)["workbooks"]
    assert record["code"] == code


@pytest.mark.parametrize("place", ["C3", "A1"])
def test_a_number_that_is_none_is_refused_with_its_cell(
    run: Run, tmp_path: Path, place: str
) -> None:
    """Whoever made the file finds it by that."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(
        book({SHEET: sheet(f'<row r="{place[1]}"><c r="{place}"><v>1e400</v></c></row>')})
    )
    result = run("check", path)
    assert (result.exit_code, f"the cell {place} of {SHEET} holds '1e400'" in result.stderr) == (
        3, True,
    )  # fmt: skip


@pytest.mark.parametrize("word", ["members", "nosuch=3", "members=0", "members=x", "members=-1"])
def test_a_limit_that_is_none_is_a_fault_of_usage(run: Run, tmp_path: Path, word: str) -> None:
    """The names are listed."""
    path = tmp_path / "sound.xlsx"
    path.write_bytes(book())
    result = run("check", path, "--limit", word)
    assert (result.exit_code, "merged_cells" in result.stderr) == (2, True)


def test_what_reaches_outside_is_noted_and_not_followed(run: Run, tmp_path: Path) -> None:
    """Links, connections and functions, each once with its place; no exit code of their own."""
    path = tmp_path / "links.xlsx"
    external = ' TargetMode="External"'
    path.write_bytes(
        book(
            {
                SHEET: formula("HYPERLINK(&quot;http://example.invalid/&quot;)"),
                "xl/worksheets/_rels/sheet1.xml.rels": relations(
                    relation("hyperlink", "http://example.invalid/a", external)
                ),
                "xl/externalLinks/_rels/externalLink1.xml.rels": relations(
                    relation("externalLinkPath", "file:///x.xlsx", external)
                ),
                "xl/connections.xml": b'<connections><connection id="1" name="DB"/></connections>',
            }
        )
    )
    (record,) = json.loads(run("check", path, "--json").stdout)["workbooks"]
    assert [(notice["kind"], notice["detail"]) for notice in record["notices"]] == [
        ("connection", "DB"),
        ("external-link", "file:///x.xlsx"),
        ("hyperlink", "http://example.invalid/a"),
        ("hyperlink", "first at A1"),
    ]


def test_a_flood_of_links_is_noted_in_part(run: Run, tmp_path: Path) -> None:
    """So many notices would fill memory and screen; how many are left out is said."""
    path = tmp_path / "links.xlsx"
    external = ' TargetMode="External"'
    links = [relation("hyperlink", f"http://example.invalid/{n}", external) for n in range(1500)]
    path.write_bytes(book({"xl/worksheets/_rels/sheet1.xml.rels": relations(*links)}))
    (record,) = json.loads(run("check", path, "--json").stdout)["workbooks"]
    assert len(record["notices"]) == 1001
    assert [n["detail"] for n in record["notices"] if n["kind"] == "more"] == [
        "500 more are not listed"
    ]


@pytest.mark.parametrize("name", ["attributes", "cells", "formula", "strings", "tree_tags"])
def test_the_limits_of_what_is_made_of_a_file_can_be_lowered(
    run: Run, tmp_path: Path, name: str
) -> None:
    """Each has a name of its own, and one that is met refuses the sound workbook."""
    path = tmp_path / "sound.xlsx"
    long = "<row><c><f>" + "1+" * 20_000 + "1</f><v>20001</v></c><c t='s'><v>1</v></c></row>"
    wide = "<x" + "".join(f" a{n}='{n:9}'" for n in range(3000)) + "/>"
    path.write_bytes(
        book(
            {
                SHEET: sheet(long + wide),
                "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si/><si/></sst>'.encode(),
                "xl/_rels/workbook.xml.rels": relations(
                    relation("worksheet", "worksheets/sheet1.xml"),
                    relation("sharedStrings", "sharedStrings.xml", key="r2"),
                ),
            }
        )
    )
    assert run("check", path).exit_code in (0, 1)
    result = run("check", path, "--limit", f"{name}=1")
    assert (result.exit_code, f"--limit {name}=N" in result.stderr) == (3, True), result.stderr
