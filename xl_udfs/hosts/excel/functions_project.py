"""The VBA project of a workbook that has our functions: a new one, or its own with our module.

A new one is xlwings' own, from its stand-alone quickstart, so that no add-in is needed. One that
refers to the add-in of xlwings goes on calling that: VBA takes no module of a reference's name.
"""

import re
from collections.abc import Mapping
from importlib.resources import files
from zipfile import ZipFile

from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts.excel.vba import module_text
from xl_udfs.hosts.excel.vba_project.directory import ModuleKind
from xl_udfs.hosts.excel.vba_project.project import Project, ProjectError, read_project

QUICKSTART = "quickstart_standalone.xlsm"
PROJECT = "xl/vbaProject.bin"
OURS = "xl_udfs"  # our module
SERVER, DICTIONARY = "xlwings", "Dictionary"  # the modules of xlwings that the functions need
OFFERED = re.compile(
    rb"^[ \t]*(?:Public[ \t]+)?(?:Static[ \t]+)?"
    rb"(?:Function|Sub|Property[ \t]+(?:Get|Let|Set))[ \t]+(\w+)",
    re.MULTILINE | re.IGNORECASE,
)
EDITOR = "in the editor (Alt+F11)"


def quickstart_project() -> Project:
    """Return the VBA project that comes with the installed xlwings."""
    with (files("xlwings") / QUICKSTART).open("rb") as file, ZipFile(file) as archive:
        return read_project(archive.read(PROJECT))


def new_project(documents: Mapping[str, str]) -> Project:
    """Return a project with our module and what it needs.

    Args:
        documents: the code names of the workbook and its sheets, and what Excel makes of each.
    """
    xlwings = quickstart_project()
    return _completed(xlwings.emptied(), xlwings, documents)


def with_functions(project: Project, documents: Mapping[str, str]) -> Project:
    """Return a workbook's own project with our module and what it needs; all of its own stays.

    Args:
        project: one that `refuse_unfit` lets pass.
        documents: the code names of the workbook and its sheets, and what Excel makes of each.

    Raises:
        ProjectError: where it cannot hold a name.
    """
    return _completed(project, quickstart_project(), documents)


def _completed(project: Project, xlwings: Project, documents: Mapping[str, str]) -> Project:
    for name, base in documents.items():
        if not project.has(name):
            project = project.with_document(name, base)
    for name in (SERVER, DICTIONARY):
        if not project.refers_to(SERVER) and not project.has(name):
            project = project.with_module_of(xlwings, name)
    return project.with_procedures(OURS, module_text())


def refuse_unfit(project: Project) -> None:
    """Refuse a project that must not or cannot get our module.

    Raises:
        ProjectError: `E_VBA_PROTECTED`, or `E_VBA_NAME` where it has a name that ours need.
    """
    if project.protected:
        raise ProjectError(
            "E_VBA_PROTECTED",
            f"its VBA project is protected; take the password off {EDITOR}, under Tools, "
            "VBAProject Properties, Protection",
        )
    if project.has(OURS):
        raise ProjectError(
            "E_VBA_NAME",
            f"its VBA project has a module {OURS} already; to renew it, remove it {EDITOR} first",
        )
    if project.refers_to(OURS):
        raise ProjectError(
            "E_VBA_NAME",
            f"its VBA project is called {OURS} or refers to one of that name; rename it, or take "
            f"the reference away, {EDITOR}, under Tools",
        )
    xlwings = quickstart_project()
    needed = {name.casefold() for name in (*FUNCTIONS, "XLPy")}
    for module in project.modules:
        source = project.source(module.name)
        if module.name.casefold() in {SERVER, DICTIONARY.casefold()}:
            _refuse_another(module.name, source, xlwings)
        elif module.kind is ModuleKind.PROCEDURES:
            _refuse_taken(module.name, _offered(source), needed)


def _refuse_another(name: str, source: bytes, xlwings: Project) -> None:
    """Refuse a module that bears the name of one of xlwings but is another."""
    theirs = next(m.name for m in xlwings.modules if m.name.casefold() == name.casefold())
    wanted = xlwings.source(theirs)
    same = source.strip() == wanted.strip()
    if not same and (theirs == SERVER or not _offered(wanted) <= _offered(source)):
        raise ProjectError(
            "E_VBA_NAME",
            f"its VBA project has a module {name} that is not the one of the installed xlwings; "
            f"remove or rename it {EDITOR}",
        )


def _refuse_taken(module: str, offered: set[str], needed: set[str]) -> None:
    for name in sorted(offered & needed):
        raise ProjectError(
            "E_VBA_NAME",
            f"its VBA module {module} has a procedure {name.upper()}, as ours has; remove or "
            f"rename it {EDITOR}",
        )


def _offered(source: bytes) -> set[str]:
    """Return the procedures that other modules may call, in small letters."""
    return {name.decode("latin-1").casefold() for name in OFFERED.findall(source)}
