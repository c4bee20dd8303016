"""``xl-udfs ocf``."""

import json
from pathlib import Path

from tests.conftest import Run
from tests.documents.ocf.conftest import COMMON, event, holder, issuance, write


def package(folder: Path, *transactions: dict[str, object]) -> Path:
    """Write a package with these transactions."""
    lists = {
        "stakeholders": [holder("ann")],
        "stock_classes": [COMMON],
        "transactions": list(transactions),
    }
    return write(folder, lists, {})


def test_check_reports_and_ends_with_1_where_a_total_may_be_wrong(run: Run, tmp_path: Path) -> None:
    """A sound package ends with 0; the first line is the balance of what was read."""
    sound = run("ocf", "check", package(tmp_path / "sound", issuance("c1", "5")))
    assert sound.exit_code == 0
    assert sound.output.splitlines() == [
        "4 objects read, 4 used, 0 not used",
        "Common 5",
        "0 errors, 0 warnings, 0 notes",
    ]
    wrong = event("STOCK_CANCELLATION", "c1", "2021-01-01", quantity="6")
    faulty = package(tmp_path / "faulty", issuance("c1", "5"), wrong)
    assert run("ocf", "check", faulty).exit_code == 1
    record = json.loads(run("ocf", "check", faulty, "--json").output)
    (finding,) = record["findings"]
    assert (finding["grade"], finding["code"], finding["id"]) == (
        "error",
        "below_zero",
        "stock_cancellation-c1",
    )
    assert record["objects"] == {"read": 5, "used": 5, "not_used": 0}


def test_what_is_no_package_ends_with_3(run: Run, tmp_path: Path) -> None:
    """An empty folder, a file that is not there and one that is not a zip."""
    text = tmp_path / "text.zip"
    text.write_text("no zip")
    for path, code in (
        (tmp_path, "no_manifest"),
        (tmp_path / "none", "E_UNREADABLE"),
        (text, "E_NOT_ZIP"),
    ):
        result = run("ocf", "check", path)
        assert result.exit_code == 3
        assert code in result.stderr


def test_no_letter_of_a_package_moves_the_terminal(run: Run, tmp_path: Path) -> None:
    """An id is a stranger's text."""
    path = package(tmp_path / "p", issuance("c1", "x", id="\x1b[2J"))
    result = run("ocf", "check", path)
    assert result.exit_code == 1
    assert "\x1b" not in result.output
