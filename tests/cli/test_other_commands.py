"""``xl-udfs functions``, ``checks`` and ``build``, and what holds for the command as a whole."""

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
import typer

from tests.conftest import Run
from xl_udfs.cli import main
from xl_udfs.engine.checking.checks.all_checks import CHECKS
from xl_udfs.functions.catalogue import FUNCTIONS


def test_functions_lists_the_catalogue(run: Run) -> None:
    """Signature and what it gives, by category."""
    text = run("functions").stdout
    for function in FUNCTIONS.values():
        assert function.signature in text
        assert function.category in text


def test_functions_shows_the_help_of_one(run: Run) -> None:
    """Arguments with their units, category and clause."""
    text = run("functions", "net_exercise").stdout
    assert "NET_EXERCISE(shares, fair_market_value, exercise_price, [reading], [fraction])" in text
    assert "exercise_price ($ per share): B: exercise (purchase) price" in text
    assert "Clause: Warrant 1(b)" in text


def test_functions_as_json_has_everything(run: Run) -> None:
    """For programs that make help of it."""
    listed = json.loads(run("functions", "--json").stdout)
    assert listed["schema_version"] == 1
    assert [record["name"] for record in listed["functions"]] == list(FUNCTIONS)
    (one,) = json.loads(run("functions", "WHY", "--json").stdout)["functions"]
    assert one["arguments"][1]["repeated"] is True


def test_functions_refuses_an_unknown_name_and_says_the_nearest(run: Run) -> None:
    """A misspelt name is not an empty list."""
    result = run("functions", "CONVPRICE_WIEGHTED")
    assert result.exit_code == 2
    assert "no function begins with CONVPRICE_WIEGHTED" in result.stderr
    assert "the nearest is CONVPRICE_WEIGHTED" in result.stderr
    assert "nearest" not in run("functions", "QQQQQQ").stderr


def test_functions_lists_what_begins_so(run: Run) -> None:
    """A family of functions, in any case; a whole name shows that one alone."""
    text = run("functions", "convprice_").stdout
    assert text.count("\n  CONVPRICE_") == sum(name.startswith("CONVPRICE_") for name in FUNCTIONS)
    assert "REDEMPTION" not in text
    assert run("functions", "WHY").stdout.startswith("WHY(")


def test_version_is_that_of_the_package(run: Run) -> None:
    """What a report of a defect names first."""
    assert run("--version").stdout == f"xl-udfs {version('xl-udfs')}\n"


def test_checks_lists_them_and_explains_one(run: Run) -> None:
    """The id of a finding is enough to learn what to do about it."""
    listed = run("checks").stdout
    assert all(check.id in listed and check.description in listed for check in CHECKS.values())
    text = run("checks", "hidden-sheet").stdout
    assert text.startswith("hidden-sheet (warning): A sheet is hidden, or very hidden.")
    assert CHECKS["hidden-sheet"].remedy in text
    (one,) = json.loads(run("checks", "volatile", "--json").stdout)["checks"]
    assert (one["severity"], one["why"]) == ("note", CHECKS["volatile"].why)


def test_checks_refuses_an_unknown_id(run: Run) -> None:
    """Exit code 2."""
    result = run("checks", "nosuch")
    assert (result.exit_code, "no check nosuch" in result.stderr) == (2, True)


def test_build_makes_the_templates_and_check_finds_stale_ones(run: Run, tmp_path: Path) -> None:
    """The same parts every time."""
    name = "adjustment_certificate"
    missing = run("build", name, "--output", tmp_path, "--check")
    assert (missing.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert run("build", name, "--output", tmp_path / "a").exit_code == 0
    assert run("build", name, "--output", tmp_path / "a", "--check").exit_code == 0
    book = tmp_path / "a" / f"{name}.xlsx"
    run("build", name, "--output", tmp_path / "b")
    assert book.read_bytes() == (tmp_path / "b" / book.name).read_bytes()


def test_build_refuses_an_unknown_template(run: Run, tmp_path: Path) -> None:
    """Exit code 2, and nothing written."""
    result = run("build", "nosuch", "--output", tmp_path)
    assert result.exit_code == 2
    assert "there are cap_table, adjustment_certificate" in result.stderr


def test_a_defect_exits_with_4(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And says that it is ours."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(typer, "echo", broken)
    monkeypatch.setattr(sys, "argv", ["xl-udfs", "functions"])
    with pytest.raises(SystemExit) as stopped:
        main.main()
    assert stopped.value.code == 4
    assert "defect of xl-udfs" in capsys.readouterr().err


def test_the_installed_command_runs_as_a_program() -> None:
    """As a stranger types it: a value, and an exit code for an error."""
    command = Path(sys.executable).with_name("xl-udfs")
    value = subprocess.run(  # noqa: S603 - our own command
        [command, "eval", "=CONVERSION_RATE(1000,0.3125)"], capture_output=True, check=True
    )
    assert value.stdout == b"3200\n"
    error = subprocess.run(  # noqa: S603 - our own command
        [command, "eval", "=CONVERSION_RATE(1000,0)"], capture_output=True, check=False
    )
    assert (error.returncode, error.stdout) == (1, b"#NUM!\n")


def test_no_words_show_the_help(run: Run) -> None:
    """And every command in it."""
    text = run("--help").stdout
    for command in ("eval", "functions", "check", "refresh", "build"):
        assert command in text
