"""What `doctor` finds; only what is Windows (its registry and folders) is a stand-in."""

import shutil
from importlib.metadata import version
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from xl_udfs.engine.book import Book, read_book
from xl_udfs.engine.package import unpacked
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts.excel import diagnosis, workbook_diagnosis
from xl_udfs.hosts.excel.diagnosis import MAC, SECURITY_KEYS, WINDOWS, Machine, Status
from xl_udfs.hosts.excel.macro_workbook import PROJECT, macro_enabled

POLICY, OPTION = SECURITY_KEYS
LINUX = Machine(platform="linux", interpreter=Path("/usr/bin/python3"), home=Path("/home/a"))
WINDOWS_ONLY = (diagnosis.library, diagnosis.addin, diagnosis.trust, diagnosis.macros)


def windows(folder: Path, registry: dict[tuple[str, str], object] | None = None) -> Machine:
    """Return a computer with Windows whose files are in a folder."""
    values = registry or {}
    return Machine(
        platform=WINDOWS,
        interpreter=folder / "venv" / "Scripts" / "python.exe",
        home=folder,
        environ={"APPDATA": str(folder / "Roaming"), "OneDrive": str(folder / "OneDrive - A")},
        registry=lambda key, name: values.get((key, name)),
    )


def book_of(settings: dict[str, object], *, macros: bool = False) -> Book:
    """Return a workbook with these settings on its sheet for xlwings."""
    book = Workbook()
    if not macros:
        sheet = book.create_sheet("xlwings.conf")
        for setting in settings.items():
            sheet.append(setting)
    file = BytesIO()
    book.save(file)
    package = unpacked(file.getvalue())
    return read_book(macro_enabled(package, "python") if macros else package)


def test_this_installation_is_sound() -> None:
    """Python, the packages and the module are what these tests run with."""
    found = {d.check: d for d in diagnosis.installation(LINUX)}
    for check in ("python", "packages", "module"):
        assert found[check].status is Status.OK
    assert f"{len(FUNCTIONS)} of {len(FUNCTIONS)} functions" in found["module"].sentence
    assert version("xlwings") in found["packages"].sentence


def test_an_old_python_is_a_problem() -> None:
    """The package does not install there, but a workbook may name it."""
    assert diagnosis.python((3, 10, 14), 32).status is Status.PROBLEM
    assert "32 bits" in diagnosis.python((3, 12, 0), 32).sentence


@pytest.mark.parametrize("installed", ["0.37.7", "0.38.0", "1.0"])
def test_another_xlwings_is_a_problem(installed: str) -> None:
    """The wrappers and what COM hands over were tested with one."""
    found = diagnosis.xlwings_version(installed)
    assert found.status is Status.PROBLEM
    assert "pip install" in found.mend


def test_a_module_that_does_not_import_is_shown_with_its_reason() -> None:
    """Excel shows #VALUE! only."""
    found = diagnosis.functions(LINUX, "xl_udfs.hosts.nosuch")
    assert found.status is Status.PROBLEM
    assert "ModuleNotFoundError" in found.sentence


def test_a_module_without_functions_is_a_problem(tmp_path: Path) -> None:
    """On Windows a function counts once xlwings has published it."""
    assert diagnosis.functions(LINUX, "xl_udfs.hosts.plain").status is Status.PROBLEM
    assert "has 0 of" in diagnosis.functions(windows(tmp_path)).sentence


@pytest.mark.parametrize("check", WINDOWS_ONLY)
def test_elsewhere_what_is_of_windows_does_not_apply(check: object) -> None:
    """With what to use instead."""
    for platform, said in (("linux", "no Excel"), (MAC, "not on a Mac")):
        machine = Machine(platform=platform, interpreter=Path("python"), home=Path("home"))
        found = check(machine)  # type: ignore[operator]
        assert found.status is Status.NOT_APPLICABLE
        assert said in found.sentence
        assert "LibreOffice" in found.mend


def test_the_addin_must_be_there_and_of_the_same_version(tmp_path: Path) -> None:
    """An add-in of another version looks for a library of another name."""
    machine = windows(tmp_path)
    missing = diagnosis.addin(machine)
    assert missing.status is Status.PROBLEM
    assert "xlwings addin install" in missing.mend
    start = tmp_path / "Roaming" / "Microsoft" / "Excel" / "XLSTART"
    start.mkdir(parents=True)
    shutil.copy(str(files("xlwings") / "addin" / "xlwings.xlam"), start)
    assert diagnosis.addin(machine).status is Status.OK
    (start / "xlwings.xlam").write_bytes(b"another")
    assert diagnosis.addin(machine).status is Status.PROBLEM


@pytest.mark.parametrize("folder", ["venv", "venv/Scripts"])
def test_the_library_is_looked_for_where_xlwings_looks(tmp_path: Path, folder: str) -> None:
    """Beside python.exe, or a folder up in a virtual environment."""
    machine = windows(tmp_path)
    (tmp_path / "venv" / "Scripts").mkdir(parents=True)
    other = tmp_path / folder / "xlwings64-0.1.0.dll"
    other.touch()
    assert diagnosis.library(machine).status is Status.PROBLEM
    other.with_name(f"xlwings64-{version('xlwings')}.dll").touch()
    assert diagnosis.library(machine).status is Status.OK


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({}, Status.PROBLEM),
        ({OPTION: 1}, Status.OK),
        ({OPTION: 0}, Status.PROBLEM),
        ({POLICY: 0, OPTION: 1}, Status.PROBLEM),
        ({POLICY: 1, OPTION: 0}, Status.OK),
    ],
)
def test_a_policy_decides_before_the_users_own_choice(
    tmp_path: Path, values: dict[str, int], status: Status
) -> None:
    """As Excel reads its registry."""
    registry: dict[tuple[str, str], object] = {(k, "AccessVBOM"): v for k, v in values.items()}
    assert diagnosis.trust(windows(tmp_path, registry)).status is status


def test_macros_that_are_switched_off_are_a_problem(tmp_path: Path) -> None:
    """4 is "without notification"; every other value asks or runs."""
    for value, status in ((4, Status.PROBLEM), (2, Status.OK)):
        machine = windows(tmp_path, {(OPTION, "VBAWarnings"): value})
        assert diagnosis.macros(machine).status is status


@pytest.mark.parametrize(
    ("settings", "status"),
    [
        ({"UDF Modules": "xl_udfs.hosts.excel"}, Status.OK),
        ({"udf modules": "other;xl_udfs.hosts.excel;"}, Status.OK),
        ({"UDF Modules": "other"}, Status.PROBLEM),
        ({"UDF Modules": None}, Status.PROBLEM),
        ({}, Status.PROBLEM),
    ],
)
def test_the_workbook_must_name_our_module(
    tmp_path: Path, settings: dict[str, object], status: Status
) -> None:
    """Else xlwings looks for a module of the workbook's own name."""
    book = book_of(settings)
    path = tmp_path / "book.xlsm"
    found = workbook_diagnosis.udf_modules(
        workbook_diagnosis.effective_settings(windows(tmp_path), path, book)
    )
    assert found.status is status


def test_the_sheet_comes_before_the_folder_and_the_folder_before_the_user(tmp_path: Path) -> None:
    """As xlwings reads its settings; a sheet's list ends at the first blank."""
    machine = windows(tmp_path)
    (tmp_path / ".xlwings").mkdir()
    (tmp_path / ".xlwings" / "xlwings.conf").write_text('"A","user"\n"B","user"\n"C","user"\n')
    (tmp_path / "books").mkdir()
    (tmp_path / "books" / "xlwings.conf").write_text('"B","folder"\n"C","folder"\n')
    book = book_of({"c": "sheet"})
    path = tmp_path / "books" / "book.xlsm"
    settings = workbook_diagnosis.effective_settings(machine, path, book)
    assert settings == {"A": "user", "B": "folder", "C": "sheet"}


def test_a_workbook_without_macros_is_a_problem() -> None:
    """Plain .xlsx; the mend names the command."""
    found = workbook_diagnosis.vba_modules(book_of({}).package)
    assert found.status is Status.PROBLEM
    assert "xl-udfs excel workbook" in found.mend


def test_a_copy_of_ours_still_needs_the_functions() -> None:
    """It brings xlwings' module; xl_udfs.bas is imported by hand."""
    package = book_of({}, macros=True).package
    found = workbook_diagnosis.vba_modules(package)
    assert found.status is Status.PROBLEM
    assert "its own module of xlwings" in found.sentence
    assert "xl-udfs excel vba" in found.mend
    imported = package[PROJECT].replace(
        "Module1".encode("utf-16-le"), "xl_udfs".encode("utf-16-le")
    )
    assert imported != package[PROJECT]
    done = workbook_diagnosis.vba_modules(package.with_parts({PROJECT: imported}))
    assert done.status is Status.OK
    assert "References" not in done.sentence
    without = imported.replace("xlwings".encode("utf-16-le"), "another".encode("utf-16-le"))
    calls_the_addin = workbook_diagnosis.vba_modules(package.with_parts({PROJECT: without}))
    assert "Tools, References" in calls_the_addin.sentence  # else XLPy is not known


def test_a_damaged_project_is_a_problem() -> None:
    """Not a traceback."""
    package = book_of({}, macros=True).package
    for data in (b"", b"no project", package[PROJECT][:700]):
        found = workbook_diagnosis.vba_modules(package.with_parts({PROJECT: data}))
        assert found.status is Status.PROBLEM


def test_the_interpreter_must_be_there_and_this_one(tmp_path: Path) -> None:
    """A workbook made on another computer names that one's."""
    machine = windows(tmp_path)
    machine.interpreter.parent.mkdir(parents=True)
    machine.interpreter.touch()
    other = tmp_path / "other.exe"
    other.touch()
    for named, status in (
        (str(machine.interpreter), Status.OK),
        (str(machine.interpreter.with_name("pythonw.exe")), Status.PROBLEM),
        (str(other), Status.PROBLEM),
    ):
        found = workbook_diagnosis.interpreter(machine, {"INTERPRETER_WIN": named})
        assert found.status is status, named
    assert workbook_diagnosis.interpreter(LINUX, {}).status is Status.NOT_APPLICABLE


def test_a_workbook_on_onedrive_is_a_problem_unless_its_folder_is_left_out(tmp_path: Path) -> None:
    """Excel gives xlwings a web address instead of a folder."""
    machine = windows(tmp_path)
    inside = tmp_path / "OneDrive - A" / "book.xlsm"
    harmless = {"ADD_WORKBOOK_TO_PYTHONPATH": "false"}
    for path, settings, status in (
        (inside, {}, Status.PROBLEM),
        (inside, harmless, Status.OK),
        (tmp_path / "OneDrive - Another" / "book.xlsm", {}, Status.OK),
    ):
        assert workbook_diagnosis.onedrive(machine, path, settings).status is status
    assert workbook_diagnosis.onedrive(LINUX, inside, {}).status is Status.NOT_APPLICABLE
