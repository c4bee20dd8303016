"""What `doctor` finds; only what is Windows (its registry and folders) is a stand-in."""

import shutil
from dataclasses import replace
from importlib.metadata import version
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.hosts.excel.workbooks import own_project, with_project
from xl_udfs.engine.container.package import unpacked
from xl_udfs.engine.workbook.book import Book, read_book
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts.excel import diagnosis, workbook_diagnosis
from xl_udfs.hosts.excel.diagnosis import MAC, SECURITY_KEYS, WINDOWS, Machine, Status
from xl_udfs.hosts.excel.functions_project import PROJECT
from xl_udfs.hosts.excel.macro_workbook import macro_enabled
from xl_udfs.hosts.excel.vba import module_text

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
    assert "pip install" in found.remedy


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
        assert "LibreOffice" in found.remedy


def test_the_addin_must_be_there_and_of_the_same_version(tmp_path: Path) -> None:
    """One of another version looks for a library of another name; a ready workbook needs none."""
    machine = windows(tmp_path)
    missing = diagnosis.addin(machine)
    assert missing.status is Status.NOT_APPLICABLE
    assert "`xl-udfs excel workbook` works without" in missing.sentence
    assert "xlwings addin install" in missing.remedy
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
        ({}, Status.NOT_APPLICABLE),
        ({OPTION: 1}, Status.OK),
        ({OPTION: 0}, Status.NOT_APPLICABLE),
        ({POLICY: 0, OPTION: 1}, Status.NOT_APPLICABLE),
        ({POLICY: 1, OPTION: 0}, Status.OK),
    ],
)
def test_a_policy_decides_before_the_users_own_choice(
    tmp_path: Path, values: dict[str, int], status: Status
) -> None:
    """As Excel reads its registry; only an import needs that trust."""
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
    """Plain .xlsx; the remedy names the command."""
    found = workbook_diagnosis.vba_modules(book_of({}).package)
    assert found.status is Status.PROBLEM
    assert "xl-udfs excel workbook" in found.remedy


def test_a_workbook_for_the_office_add_in_lacks_no_macros(tmp_path: Path) -> None:
    """It is told by its formulas; the sentence names the add-in."""
    book = Workbook()
    book.worksheets[0]["A1"] = "=_xldudf_XLUDFS_WARRANT_COVERAGE(1000)"
    file = BytesIO()
    book.save(file)
    found = workbook_diagnosis.workbook(
        windows(tmp_path), tmp_path / "b.xlsx", read_book(unpacked(file.getvalue()))
    )
    assert [each.check for each in found] == ["mark of the web", "office add-in"]
    assert found[1].status is Status.OK
    assert "XLUDFS" in found[1].sentence


def test_a_ready_workbook_is_told_as_one() -> None:
    """It needs neither an import nor the add-in of xlwings."""
    found = workbook_diagnosis.vba_modules(book_of({}, macros=True).package)
    assert found.status is Status.OK
    assert "is ready" in found.sentence
    assert "its own module of xlwings" in found.sentence


@pytest.mark.parametrize(
    ("modules", "status", "said"),
    [
        (
            {"xl_udfs": None},
            Status.OK,
            "has the module xl_udfs and calls the xlwings add-in",
        ),
        ({"xl_udfs": "Function OLD()"}, Status.PROBLEM, "xl_udfs is that of another version than"),
        ({"xlwings": "'xlwings64-0.1.dll"}, Status.PROBLEM, "xlwings is not that of xlwings"),
        ({"Mine": ""}, Status.PROBLEM, "Tools, References, and the functions are not imported yet"),
        ({"xlwings_udfs": ""}, Status.OK, "xlwings' own, which show errors as texts"),
    ],
)
def test_the_modules_of_a_workbook_are_told(
    modules: dict[str, str | None], status: Status, said: str
) -> None:
    """Imported by hand, of another version, by Import Functions, or not at all."""
    project = own_project({name: text for name, text in modules.items() if text is not None})
    if None in modules.values():
        project = project.with_procedures("xl_udfs", module_text())
    found = workbook_diagnosis.vba_modules(with_project(project.content()))
    assert (found.status, said in found.sentence) == (status, True)
    assert found.remedy


def test_a_damaged_project_is_a_problem() -> None:
    """Not a traceback; nor is one that is not there."""
    package = book_of({}, macros=True).package
    for data in (b"", b"no project", package[PROJECT][:700]):
        found = workbook_diagnosis.vba_modules(package.with_parts({PROJECT: data}))
        assert found.status is Status.PROBLEM
        assert "cannot be read" in found.sentence
    lost = replace(package, parts=tuple(p for p in package.parts if p.name != PROJECT))
    assert "is not there" in workbook_diagnosis.vba_modules(lost).sentence


@pytest.mark.parametrize(
    ("stream", "status"),
    [
        ("[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://mail.example/\r\n", Status.PROBLEM),
        ("[ZoneTransfer]\nZoneId=4\n", Status.PROBLEM),
        ("[ZoneTransfer]\r\nZoneId=1\r\n", Status.OK),  # the company's own network
        ("", Status.OK),
        (None, Status.OK),
    ],
)
def test_the_mark_of_the_web_is_a_problem_with_its_mend(
    tmp_path: Path, stream: str | None, status: Status
) -> None:
    """Excel runs no macro of such a file, and only says that it does not."""
    path = tmp_path / "book.xlsm"
    path.touch()
    if stream is not None:  # on Windows it is kept beside the content, under this name
        Path(f"{path}:Zone.Identifier").write_text(stream, newline="")
    found = workbook_diagnosis.mark_of_the_web(windows(tmp_path), path)
    assert found.status is status
    assert ("tick Unblock" in found.remedy) == (status is Status.PROBLEM)
    assert workbook_diagnosis.mark_of_the_web(LINUX, path).status is Status.NOT_APPLICABLE


def test_the_three_steps_are_told_on_windows(tmp_path: Path) -> None:
    """From nothing to the first formula."""
    found = diagnosis.steps(windows(tmp_path))
    assert [found.sentence.count(f"{number}. ") for number in (1, 2, 3, 4)] == [1, 1, 1, 0]
    assert "xl-udfs excel workbook" in found.sentence
    assert diagnosis.steps(LINUX).status is Status.NOT_APPLICABLE


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


@pytest.mark.parametrize(
    ("machine", "network", "found"),
    [
        (LINUX, ("unshare", "-rn"), [("ok", "unshare"), ("ok", "memory is stopped")]),
        (LINUX, (), [("not applicable", "--trust"), ("ok", "memory is stopped")]),
        (windows(Path("x")), (), [("not applicable", "--trust"), ("not applicable", "Linux only")]),
    ],
)
def test_which_fences_this_machine_has_is_told(
    machine: Machine, network: tuple[str, ...], found: list[tuple[str, str]]
) -> None:
    """Where one is missing, what that means and how to get it."""
    diagnoses = [*diagnosis.fences(machine, network)]
    for one, (status, words) in zip(diagnoses, found, strict=True):
        assert one.status.value == status
        assert words in one.sentence
        assert bool(one.remedy) == (status != "ok")
