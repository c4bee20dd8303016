"""Full disks, closed pipes, names that are too long, runs that are killed: said, and no file lost.

Each in a process of its own, as these are faults of the process or of the machine.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.conftest import COMMAND
from tests.hostile.packages import SHEET, book, sheet
from xl_udfs.engine.running.limited import START

posix = pytest.mark.skipif(os.name == "nt", reason="there is no shell that closes descriptors")
OLD = book({SHEET: sheet('<row r="1"><c r="A1"><f>1+1</f></c></row>')})  # never calculated
LONG = "x" * 300


def ran(
    *words: object, line: str = 'exec "$@"', env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command, in a shell where one is given."""
    command = [*COMMAND, *map(str, words)]
    if os.name != "nt":
        command = ["sh", "-c", line, "sh", *command]
    return subprocess.run(  # noqa: S603
        command,
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, **(env or {})},
        errors="backslashreplace",
        stdin=subprocess.DEVNULL,
    )


def is_said(result: subprocess.CompletedProcess[str], *parts: str) -> None:
    """See that a run ends with 3 and one sentence that has these parts."""
    assert result.returncode == 3, result.stderr
    assert "Traceback" not in result.stderr
    assert all(part in result.stderr for part in parts), result.stderr
    assert all(line.startswith("xl-udfs: ") for line in result.stderr.splitlines())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a workbook that was never calculated."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(OLD)
    return path


def mounted(place: Path, options: str) -> Iterator[Path]:
    """Yield a file system in memory, of its own."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", options, "none", str(place)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError:
        pytest.skip("there is no mount on this system")
    if done.returncode:
        pytest.skip("only root mounts a file system in memory")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)  # noqa: S603, S607


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """Yield a disk of 64 KiB with a workbook."""
    yield from mounted(tmp_path / "small", "size=64k")


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """Yield a folder in which nothing can be written, with a workbook."""
    place = tmp_path / "read_only"
    if os.name == "nt" or os.geteuid() != 0:
        place.mkdir()
        (place / "book.xlsx").write_bytes(OLD)
        place.chmod(0o500)
        yield place
        place.chmod(0o700)
        return
    for folder in mounted(place, "size=1m"):
        (folder / "book.xlsx").write_bytes(OLD)
        remount = ["mount", "-o", "remount,ro", str(folder)]
        subprocess.run(remount, check=True)  # noqa: S603
        yield folder


def test_a_full_disk_is_said_and_costs_no_file(small: Path, path: Path) -> None:
    """The workbook and the earlier report are whole; nothing else is left."""
    target, report = small / "book.xlsx", small / "report.json"
    target.write_bytes(OLD)
    report.write_bytes(b"{}")
    (small / "filling").write_bytes(b"")
    with (small / "filling").open("wb", buffering=0) as filling:
        while room(small) > 0:
            filling.write(b"x" * room(small))
    for words in (
        ("refresh", target, "--in-place"),
        ("refresh", target, "--in-place", "--backup"),
        ("check", path, "--report", f"json={report}"),
        ("check", path, "--journal", small / "run.jsonl"),
        ("new", "adjustment_certificate", small / "new.xlsx"),
        ("build", "adjustment_certificate", "--output", small / "built"),
        ("excel", "vba", "--output", small / "new.bas"),
        ("excel", "workbook", "adjustment_certificate", small / "new.xlsm"),
        ("libreoffice", "build", small / "new.oxt"),
    ):
        is_said(ran(*words), str(small), "No space left on device")
    assert (target.read_bytes(), report.read_bytes()) == (OLD, b"{}")
    left = {file.name for file in small.iterdir() if file.is_file() and file.stat().st_size}
    assert left == {"book.xlsx", "report.json", "filling"}


def room(folder: Path) -> int:
    """Return how many bytes still fit."""
    told = os.statvfs(folder)
    return told.f_bavail * told.f_bsize


@posix
def test_a_limit_on_the_size_of_files_is_said_and_costs_no_file(tmp_path: Path) -> None:
    """As a full disk, on machines that mount nothing."""
    target = tmp_path / "functions.bas"
    target.write_bytes(b"old")
    words = ("excel", "vba", "--output", target, "--overwrite")
    is_said(ran(*words, line='ulimit -f 2; exec "$@"'), str(target), "File too large")
    assert target.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == [target.name]


def test_a_read_only_folder_is_said(read_only: Path, path: Path) -> None:
    """Whoever cannot write there learns it before the work, where it is known."""
    target = read_only / "book.xlsx"
    for words in (
        ("refresh", target, "--in-place"),
        ("refresh", path, "--output", read_only / "new"),
        ("check", path, "--report", f"json={read_only / 'report.json'}"),
        ("check", path, "--report", f"annotated={read_only / 'copy.xlsx'}"),
        ("check", path, "--journal", read_only / "run.jsonl"),
        ("new", "adjustment_certificate", read_only / "new.xlsx"),
        ("build", "adjustment_certificate", "--output", read_only),
        ("excel", "vba", "--output", read_only / "new.bas"),
        ("libreoffice", "build", read_only / "new.oxt"),
        ("render", path, "--output", read_only / "pictures"),
    ):
        is_said(ran(*words), str(read_only), "cannot be written: ")
    assert target.read_bytes() == OLD
    assert [file.name for file in read_only.iterdir()] == ["book.xlsx"]


@pytest.mark.parametrize(
    "words",
    [
        "check LONG", "check BOOK --report json=LONG", "check BOOK --report annotated=LONG.xlsx",
        "check BOOK --journal LONG", "refresh LONG --in-place", "refresh BOOK --output LONG",
        "refresh BOOK --in-place --table t=LONG", "refresh BOOK --in-place --journal LONG",
        "text LONG", "diff LONG BOOK", "diff BOOK LONG", "doctor LONG", "eval --jsonl LONG",
        "new adjustment_certificate LONG.xlsx", "build adjustment_certificate --output LONG",
        "excel vba --output LONG", "excel workbook LONG new.xlsm",
        "excel workbook adjustment_certificate LONG.xlsm", "libreoffice build LONG.oxt",
        "render LONG --output pictures", "render BOOK --output LONG",
    ],
)  # fmt: skip
def test_a_name_of_more_than_255_bytes_is_said(path: Path, words: str) -> None:
    """Read or written, by every command that takes a name."""
    known = words.replace("LONG", LONG).replace("BOOK", str(path)).split()
    is_said(ran(*known), LONG, "ile name too long")
    assert path.read_bytes() == OLD


def test_a_backup_whose_name_is_too_long_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    """The workbook's own name has 255 bytes, and is refreshed without a backup."""
    path = tmp_path / f"{'x' * 250}.xlsx"
    path.write_bytes(OLD)
    is_said(ran("refresh", path, "--in-place", "--backup"), f"{path.name}.bak", "name too long")
    assert path.read_bytes() == OLD
    assert ran("refresh", path, "--in-place").returncode == 0
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@posix
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('exec "$@" >&-', "standard output cannot be written: it is closed"),
        ('exec "$@" >/dev/full', "standard output cannot be written: No space left on device"),
        # the reader is gone before anything is written
        (
            '{ sleep 0.2; "$@"; echo $? >code; } | :; exit $(cat code)',
            "standard output cannot be written: Broken pipe",
        ),
    ],
)
@pytest.mark.parametrize(
    "words",
    [
        ("functions", "--json"), ("text", "BOOK"), ("check", "BOOK"), ("check", "BOOK", "--json"),
        ("refresh", "BOOK", "--in-place"), ("eval", "=1+1"), ("excel", "vba", "--output", "-"),
        ("--help",), ("excel", "vba"),
    ],
)  # fmt: skip
def test_a_standard_output_that_takes_nothing_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], line: str, said: str
) -> None:
    """Whatever was to be written is lost, so that the run was no success."""
    monkeypatch.chdir(path.parent)
    if "/dev/full" in line and not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    is_said(ran(*(word.replace("BOOK", str(path)) for word in words), line=line), said)


@posix
def test_a_standard_error_that_takes_nothing_changes_nothing(path: Path) -> None:
    """The exit code says the same, and the output is whole."""
    sound = ran("check", path)
    for line in ('exec "$@" 2>&-', 'exec "$@" 2>/dev/full'):
        result = ran("check", path, line=line)
        assert (result.returncode, result.stdout) == (sound.returncode, sound.stdout)
    assert ran("nosuch", line='exec "$@" 2>/dev/full').returncode == 2


NATIVE = """
import os, sys
from xl_udfs.cli.frame.streams import guard
guard()
with open(sys.argv[1], "wb") as file:
    for number in (1, 2):
        os.write(number, b"what native code prints as it dies")
"""


@posix
def test_a_closed_stream_is_no_file_that_is_opened_next(tmp_path: Path) -> None:
    """What is printed past Python would else go into the workbook or the journal."""
    file = tmp_path / "file"
    command = [sys.executable, "-c", NATIVE, str(file)]
    line = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh"]
    subprocess.run([*line, *command], check=True)  # noqa: S603
    assert file.read_bytes() == b""


@posix
def test_a_run_without_any_stream_does_its_work(path: Path) -> None:
    """As some programs start others; its exit code says that nobody heard it."""
    journal = path.with_name("run.jsonl")
    words = ("refresh", path, "--in-place", "--journal", journal, "--jobs", "2")
    assert ran(*words, line='exec "$@" <&- >&- 2>&-').returncode == 3
    assert ran("check", path).returncode == 0
    assert len(list(map(json.loads, journal.read_text(encoding="utf-8").splitlines()))) == 2


@posix
def test_an_empty_standard_input_is_said(path: Path) -> None:
    """One that is closed has nothing on it."""
    assert ran("check", "-", line='exec "$@" <&-').returncode == 2
    assert path.read_bytes() == OLD


def test_what_ascii_cannot_write_is_written_all_the_same(path: Path) -> None:
    """A pipe takes UTF-8, as JSON must be, whatever the locale."""
    for env in ({"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}):
        result = ran("eval", "--jsonl", formulas(path), env={**env, "PYTHONUTF8": "0"})
        assert (result.returncode, result.stderr) == (0, "")
        assert json.loads(result.stdout)["value"] == "é😀"


def formulas(path: Path) -> Path:
    """Write a formula into a file, and return that."""
    file = path.with_name("formulas")
    file.write_text('="é😀"\n', encoding="utf-8")
    return file


@posix
def test_a_name_that_is_not_utf_8_is_said_and_written(tmp_path: Path) -> None:
    """As output, as input, in JSON, in a journal and in every report."""
    name = "caf\udce9"
    path, reports = (
        tmp_path / f"{name}.xlsx",
        [f"{kind}={tmp_path}/{name}.{kind}" for kind in KINDS],
    )
    try:
        path.write_bytes(OLD)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    words = [word for report in reports for word in ("--report", report)]
    journal = tmp_path / f"{name}.jsonl"
    first = ran(
        "check", path, *words, "--journal", journal, "--ignore", f'sheet="{name}", reason="x"'
    )
    assert (first.returncode, first.stderr) == (1, "")
    told = json.loads((tmp_path / f"{name}.json").read_text(encoding="utf-8"))
    assert told["workbooks"][0]["path"].endswith("caf\\xe9.xlsx")
    made = ran("new", "adjustment_certificate", tmp_path / f"{name}-new.xlsx")
    assert (made.returncode, made.stdout) == (0, f"{tmp_path}/caf\\xe9-new.xlsx\n")
    refused = ran("new", "adjustment_certificate", tmp_path / f"{name}-new.xlsx")
    assert (refused.returncode, "exists already" in refused.stderr) == (2, True)
    is_said(ran("text", tmp_path / f"{name}-gone.xlsx"), "No such file")
    is_said(ran("check", path, "--report", f"json={tmp_path}/{name}/x.json"), "cannot be written")


KINDS = ("console", "json", "junit", "sarif", "html")

HANGS = """
import os, sys, time
from xl_udfs.cli.main import main
def hang(_):
    print("amid", file=sys.stderr, flush=True)
    sys.stdin.read(1)
os.fsync = hang
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
def test_the_next_run_cleans_up_behind_one_that_was_killed(tmp_path: Path) -> None:
    """And leaves alone what a run writes that still lives."""
    runs = []
    for name in ("killed.bas", "live.bas"):
        run = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", HANGS, "excel", "vba", "--output", str(tmp_path / name)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        assert run.stderr is not None
        assert run.stderr.readline() == b"amid\n"
        runs.append(run)
    killed, live = runs
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert len(list(tmp_path.glob(".xl-udfs-*.tmp"))) == 2
    assert ran("excel", "vba", "--output", tmp_path / "next.bas").returncode == 0
    assert len(list(tmp_path.glob(".xl-udfs-*.tmp"))) == 1
    live.communicate(b"x")
    assert live.returncode == 0
    assert {file.name for file in tmp_path.iterdir()} == {"live.bas", "next.bas"}
    assert (tmp_path / "live.bas").read_bytes() == (tmp_path / "next.bas").read_bytes()


WAITS = """
import sys, time
from xl_udfs.cli import main
from xl_udfs.cli.looking import check
def checked(*_, **__):
    print("amid", file=sys.stderr, flush=True)
    time.sleep(60)
check.checked = checked
main.main()
"""


@pytest.mark.skipif(START != "fork", reason="the stand-in reaches the other process by fork only")
def test_the_next_run_cleans_up_the_folder_of_one_that_was_killed(
    path: Path, tmp_path: Path
) -> None:
    """Where the processes of a run keep what they share."""
    place = tmp_path / "temporary"
    place.mkdir()
    env = {"TMPDIR": str(place)}
    run = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", WAITS, "check", str(path)],
        env={**os.environ, **env},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert run.stderr is not None
    assert run.stderr.readline() == b"amid\n"
    assert ran("check", path, env=env).returncode == 1
    assert len(list(place.iterdir())) == 1  # it still lives
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    run.stderr.close()
    while list(place.iterdir()):  # the lock goes with the last process
        assert ran("check", path, env=env).returncode == 1
        time.sleep(0.05)
