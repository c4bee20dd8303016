"""What stands between one workbook and a working formula: its macros, settings and place."""

import csv
import os
import re
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from xl_udfs.engine.container.package import Package
from xl_udfs.engine.formula.stored import add_in_functions
from xl_udfs.engine.formula.tokens import tokens_of
from xl_udfs.engine.workbook.book import Book
from xl_udfs.hosts.excel.diagnosis import Diagnosis, Machine, Status
from xl_udfs.hosts.excel.functions_project import OURS, SERVER
from xl_udfs.hosts.excel.macro_workbook import own_project
from xl_udfs.hosts.excel.settings_sheet import SETTINGS
from xl_udfs.hosts.excel.vba import MODULE, module_text
from xl_udfs.hosts.excel.vba_project.project import Project, ProjectError

if TYPE_CHECKING:
    from xl_udfs.cells import CellValue
    from xl_udfs.engine.workbook.sheet import Cell, Position

ON_PATH = ("python", "pythonw")  # what xlwings leaves to Windows to find
GENERATED = "xlwings_udfs"  # the module that Import Functions writes
FOREIGN_ZONES = {"3", "4"}  # the internet, and sites that are not trusted
ADD_IN = "_xldudf_"  # then its namespace, before the name of a function of an Office add-in
Settings = Mapping[str, str]


def workbook(machine: Machine, path: Path, book: Book) -> list[Diagnosis]:
    """Return what all checks of a workbook find; one made for the Office add-in has no macros."""
    namespace = office_namespace(book)
    if namespace:
        return [mark_of_the_web(machine, path), office_addin(namespace)]
    settings = effective_settings(machine, path, book)
    return [
        mark_of_the_web(machine, path),
        vba_modules(book.package),
        udf_modules(settings),
        interpreter(machine, settings),
        onedrive(machine, path, settings),
    ]


def office_namespace(book: Book) -> str:
    """Return the namespace of the Office add-in that a workbook without macros calls, else ""."""
    if b"vbaProject" in book.package["[Content_Types].xml"]:
        return ""
    for _, cell in book.formulas():
        if cell.formula is not None and ADD_IN in cell.formula.text.casefold():
            for stored, name in add_in_functions(tokens_of(cell.formula.text)):
                return stored[len(ADD_IN) : -len(name) - 1]
    return ""


def office_addin(namespace: str) -> Diagnosis:
    """Say what a workbook for the Office add-in needs: no macros and no Python here."""
    return Diagnosis(
        "office add-in",
        Status.OK,
        f"its formulas call the Office add-in {namespace}, which needs no macros and no Python",
        "make its site with `xl-udfs office build` and upload the manifest in Excel under "
        "Add-ins, unless it is there already",
    )


def effective_settings(machine: Machine, path: Path, book: Book) -> Settings:
    """Return xlwings' settings, names in capitals: the sheet's, the folder's, then the user's."""
    user = machine.home / f".{SERVER}" / SETTINGS
    merged: dict[str, str] = {}
    for file in (user, path.absolute().parent / SETTINGS):
        merged.update(_from_file(file))
    return {**merged, **_from_sheet(book)}


def _from_file(path: Path) -> Settings:
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        return {row[0].upper(): row[1] for row in csv.reader(file) if len(row) == 2}


def _from_sheet(book: Book) -> Settings:
    cells: Mapping[Position, Cell] = next(
        (s.cells for s in book.sheets if s.name.casefold() == SETTINGS), {}
    )
    found: dict[str, str] = {}
    row = 1
    while (row, 1) in cells and cells[row, 1].value not in {None, ""}:
        value: CellValue = cells[row, 2].value if (row, 2) in cells else None
        found[str(cells[row, 1].value).upper()] = "" if value is None else str(value)
        row += 1
    return found


def mark_of_the_web(machine: Machine, path: Path) -> Diagnosis:
    """Check that Windows does not hold the file for one from the internet, whose macros are off."""
    if not machine.windows:
        return machine.not_applicable("mark of the web")
    stream = Path(f"{path}:Zone.Identifier")  # how Windows names what it keeps beside a file
    text = stream.read_text(encoding="utf-8", errors="replace") if stream.exists() else ""
    zone = re.search(r"^ZoneId=(\d)", text, re.MULTILINE)
    if zone is None or zone[1] not in FOREIGN_ZONES:
        return Diagnosis("mark of the web", Status.OK, "Windows takes the file for one of its own")
    return Diagnosis(
        "mark of the web",
        Status.PROBLEM,
        "Windows has marked the file as one from the internet, so Excel switches its macros off",
        "close it in Excel, right-click it in the Explorer, choose Properties, tick Unblock, OK",
    )


def vba_modules(package: Package) -> Diagnosis:
    """Check that the workbook has macros, and our functions among them, of this version."""
    anew = "make a new copy with `xl-udfs excel workbook`"
    try:
        project = own_project(package)
        if project is None:
            return Diagnosis(
                "vba",
                Status.PROBLEM,
                "the workbook holds no macros",
                "make a copy that is ready with `xl-udfs excel workbook`",
            )
        stale = _stale(project)
    except ProjectError as fault:
        return Diagnosis("vba", Status.PROBLEM, str(fault), anew)
    addin = "the xlwings add-in"
    if not project.refers_to(SERVER):
        addin += ", to be ticked in its VBA editor under Tools, References"
    server = "its own module of xlwings" if project.has(SERVER) else addin
    if stale:
        return Diagnosis("vba", Status.PROBLEM, stale, anew)
    if project.has(OURS):
        ready = "is ready: it " if project.has(SERVER) else ""
        sentence = f"the workbook {ready}has the module {OURS} and calls {server}"
        remedy = "" if project.has(SERVER) else "run `xlwings addin install` where that is missing"
        return Diagnosis("vba", Status.OK, sentence, remedy)
    generated = project.has(GENERATED)
    sentence = f"it calls {server}, and the functions are "
    sentence += "xlwings' own, which show errors as texts" if generated else "not imported yet"
    return Diagnosis(
        "vba",
        Status.OK if generated else Status.PROBLEM,
        sentence,
        "make a copy that is ready with `xl-udfs excel workbook`, or write xl_udfs.bas with "
        "`xl-udfs excel vba`, and in Excel press Alt+F11 and choose File, Import File",
    )


def _stale(project: Project) -> str:
    """Return what is of another version than what is installed; nothing where all is as here."""
    if project.has(OURS) and project.source(OURS).strip() != module_text().strip():
        return f"its module {OURS} is that of another version than xl-udfs {version('xl-udfs')}"
    wanted = f"xlwings64-{version('xlwings')}.dll"
    if project.has(SERVER) and wanted.encode() not in project.source(SERVER):
        return f"its module {SERVER} is not that of xlwings {version('xlwings')}"
    return ""


def udf_modules(settings: Settings) -> Diagnosis:
    """Check that xlwings is told of our module."""
    named = settings.get("UDF MODULES", "")
    if MODULE in [name.strip() for name in named.split(";")]:
        return Diagnosis("udf modules", Status.OK, f"UDF Modules is {named}")
    return Diagnosis(
        "udf modules",
        Status.PROBLEM,
        f"UDF Modules is {named or 'not set'}",
        f"write UDF Modules and {MODULE} beside each other on a sheet named {SETTINGS} that "
        "starts in A1; only Import Functions reads it",
    )


def interpreter(machine: Machine, settings: Settings) -> Diagnosis:
    """Check that xlwings starts the Python that has the functions."""
    if not machine.windows:
        return machine.not_applicable("interpreter")
    named = settings.get("INTERPRETER_WIN") or settings.get("INTERPRETER") or "pythonw"
    found = which(named) if named in ON_PATH else os.path.expandvars(named)
    here = machine.interpreter
    remedy = f"set Interpreter_Win to {here} on the sheet {SETTINGS}"
    if found is None or not Path(found).is_file():
        sentence = f"xlwings is to start {named}, which is not there"
        return Diagnosis("interpreter", Status.PROBLEM, sentence, remedy)
    if Path(found).resolve().parent != here.resolve().parent:
        sentence = f"xlwings is to start {found}, another Python than this one, {here}"
        return Diagnosis("interpreter", Status.PROBLEM, sentence, remedy)
    return Diagnosis("interpreter", Status.OK, f"xlwings is to start {found}")


def onedrive(machine: Machine, path: Path, settings: Settings) -> Diagnosis:
    """Check that xlwings need not translate a web address into a folder."""
    if not machine.windows:
        return machine.not_applicable("onedrive")
    place = str(path.absolute()).casefold()
    roots = [
        root.casefold().rstrip(os.sep) + os.sep
        for name, root in machine.environ.items()
        if name.casefold().startswith("onedrive") and root
    ]
    if not any(place.startswith(root) for root in roots):
        return Diagnosis("onedrive", Status.OK, "the workbook is not in a OneDrive folder")
    if settings.get("ADD_WORKBOOK_TO_PYTHONPATH", "").casefold() == "false":
        sentence = "the workbook is in a OneDrive folder, which its settings make harmless"
        return Diagnosis("onedrive", Status.OK, sentence)
    return Diagnosis(
        "onedrive",
        Status.PROBLEM,
        "the workbook is in a OneDrive folder, whose web address xlwings may not find on the disk",
        f"write ADD_WORKBOOK_TO_PYTHONPATH and 'false beside each other on the sheet {SETTINGS}, "
        "or move the workbook",
    )
