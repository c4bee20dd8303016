"""``xl-udfs new`` and demonstrations: a workbook of one's own."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import Run
from xl_udfs.engine.container.package import unpacked
from xl_udfs.engine.workbook.book import read_book
from xl_udfs.templates.all_templates import TEMPLATES


def test_a_copy_is_what_is_shipped(run: Run, tmp_path: Path) -> None:
    """Byte for byte what `build` makes."""
    path = tmp_path / "mine.xlsx"
    result = run("new", "adjustment_certificate", str(path))
    assert (result.exit_code, result.stdout.strip()) == (0, str(path))
    assert path.read_bytes() == TEMPLATES["adjustment_certificate"]()


def test_a_blank_copy_has_all_formulas_and_no_company(run: Run, tmp_path: Path) -> None:
    """Structure stays, data goes; the checks say what has no data yet."""
    path = tmp_path / "mine.xlsx"
    assert run("new", "cap_table", str(path), "--blank").exit_code == 0
    filled = read_book(unpacked(TEMPLATES["cap_table"]()))
    mine = read_book(unpacked(path.read_bytes()))
    assert [(at, cell.formula) for at, cell in mine.formulas() if at.sheet != "Checks"] == [
        (at, cell.formula) for at, cell in filled.formulas() if at.sheet != "Checks"
    ]
    assert load_workbook(path)["Inputs"]["B9"].value is None


def test_an_unknown_template_is_refused_with_those_that_exist(run: Run, tmp_path: Path) -> None:
    """A usage error, and no file."""
    result = run("new", "captable", str(tmp_path / "mine.xlsx"))
    assert result.exit_code == 2
    assert "there is no template captable; there are cap_table, " in result.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("option", "asked", "has"), [("classes", 5, 6), ("holders", 4, 5)])
def test_a_filled_cap_table_too_small_for_its_company_is_refused(
    run: Run, tmp_path: Path, option: str, asked: int, has: int
) -> None:
    """It had room for six classes, without a word, where two were asked for."""
    result = run("new", "cap_table", str(tmp_path / "mine.xlsx"), f"--{option}", str(asked))
    assert result.exit_code == 2
    sentence = f"which has {has} {option}; use --{option} {has} or more, or --blank"
    assert sentence in " ".join(result.stderr.split())
    assert not list(tmp_path.iterdir())


def test_what_exists_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    """Not a file, not a folder, not a link to nowhere."""
    (tmp_path / "file.xlsx").write_text("mine")
    (tmp_path / "folder.xlsx").mkdir()
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "nowhere.xlsx")
    for name in ("file.xlsx", "folder.xlsx", "link.xlsx"):
        result = run("new", "cap_table", str(tmp_path / name))
        assert result.exit_code == 2
        assert "exists already" in result.stderr
    assert (tmp_path / "file.xlsx").read_text() == "mine"
    assert not (tmp_path / "nowhere.xlsx").exists()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("mine.xls", "must end in .xlsx"), ("absent/mine.xlsx", "there is no folder")],
)
def test_a_place_that_cannot_be_is_refused(
    run: Run, tmp_path: Path, name: str, sentence: str
) -> None:
    """Said before anything is computed."""
    result = run("new", "cap_table", str(tmp_path / name))
    assert result.exit_code == 2
    assert sentence in result.stderr


def test_a_demonstration_has_its_own_name_and_size(run: Run, tmp_path: Path) -> None:
    """It never takes the place of the shipped workbook."""
    result = run("build", "cap_table", "--holders", "20", "--output", str(tmp_path))
    assert result.exit_code == 0
    (path,) = tmp_path.iterdir()
    assert path.name == "cap_table_20_holders.xlsx"
    holders = load_workbook(path)["Holders"].tables["tblHolders"].ref
    assert holders == "A7:F30"  # twenty and three to go on typing


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "--holders", "5"),
        ("build", "adjustment_certificate", "--holders", "5"),
        ("build", "cap_table", "--holders", "5", "--check"),
        ("build", "cap_table", "--holders", "0"),
    ],
)
def test_a_demonstration_that_cannot_be_is_refused(run: Run, arguments: tuple[str, ...]) -> None:
    """Only the cap table has one, of at least one holder, and nothing to check it against."""
    assert run(*arguments).exit_code == 2


def test_what_excel_has_open_is_not_made(run: Run, tmp_path: Path) -> None:
    """Its lock is there before the file is."""
    (tmp_path / "~$mine.xlsx").write_bytes(b"")
    result = run("new", "adjustment_certificate", tmp_path / "mine.xlsx")
    assert (result.exit_code, "is open in Excel" in result.stderr) == (3, True)
    assert not (tmp_path / "mine.xlsx").exists()


def test_a_copy_goes_to_standard_output(run: Run) -> None:
    """Alone, so that it can be piped."""
    result = run("new", "adjustment_certificate", "-")
    assert result.stdout_bytes == TEMPLATES["adjustment_certificate"]()


def test_build_replaces_nobody_s_work_unless_told(run: Run, tmp_path: Path) -> None:
    """What is as it should be stays; what somebody typed into is theirs."""
    path = tmp_path / "adjustment_certificate.xlsx"
    words = ("build", "adjustment_certificate", "--output", tmp_path)
    assert run(*words).exit_code == 0
    before = path.stat().st_mtime_ns
    again = run(*words)
    assert (again.exit_code, again.stdout, path.stat().st_mtime_ns) == (0, f"{path}\n", before)
    book = load_workbook(path)
    book.save(path)
    mine = path.read_bytes()
    refused = run(*words)
    assert (refused.exit_code, path.read_bytes()) == (2, mine)
    assert "exists; use --overwrite" in refused.stderr
    assert run(*words, "--overwrite").exit_code == 0
    assert path.read_bytes() == TEMPLATES["adjustment_certificate"]()
    demonstration = ("build", "cap_table", "--holders", "3", "--output", tmp_path)
    (tmp_path / "cap_table_3_holders.xlsx").write_bytes(b"mine")
    assert run(*demonstration).exit_code == 2
    assert (tmp_path / "cap_table_3_holders.xlsx").read_bytes() == b"mine"
