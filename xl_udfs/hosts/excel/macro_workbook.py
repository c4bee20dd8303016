"""A macro-enabled copy of a workbook, ready to calculate: our functions are in its VBA project.

The project has xlwings' own modules, from its stand-alone quickstart, so that no add-in is needed,
our module, and one for the workbook and each sheet. Settings for xlwings stand on a sheet. All
other parts stay as they are, byte for byte, but for the few words that tell Excel of the project.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from importlib.resources import files
from io import BytesIO
from itertools import count
from zipfile import ZipFile

from openpyxl import Workbook

from xl_udfs.engine.book import read_book, related_parts
from xl_udfs.engine.package import Package, package_bytes, undated, unpacked
from xl_udfs.engine.sheet import STRICT, TAG
from xl_udfs.hosts.excel.part_additions import (
    CODE_NAME,
    CannotAddError,
    new_part,
    with_code_name,
    with_elements,
)
from xl_udfs.hosts.excel.vba import MODULE, module_text
from xl_udfs.hosts.excel.vba_project.project import (
    SHEET,
    WORKBOOK,
    Project,
    ProjectError,
    read_project,
)

QUICKSTART = "quickstart_standalone.xlsm"
PROJECT = "xl/vbaProject.bin"
SETTINGS = "xlwings.conf"  # the name of the sheet that xlwings reads, from A1 down
TYPES = "[Content_Types].xml"
KINDS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": ".xltx",
    "application/vnd.ms-excel.template.macroEnabled.main+xml": ".xltm",
    "application/vnd.ms-excel.addin.macroEnabled.main+xml": ".xlam",
    "application/vnd.ms-excel.sheet.binary.macroEnabled.main": ".xlsb",
}
WITHOUT = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WITH = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
ADDIN = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
OURS = "xl_udfs"  # our module
XLWINGS = frozenset({"xlwings", "Dictionary"})  # its modules that the functions need
PROJECT_TYPE = "application/vnd.ms-office.vbaProject"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PROJECT_RELATION = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def default_interpreter() -> str:
    """Return the path of this Python where Excel can start it, elsewhere its plain name."""
    return sys.executable if sys.platform == "win32" else "python"


def macro_enabled(package: Package, interpreter: str) -> Package:
    """Return the workbook with our functions in its VBA project, and a sheet of settings.

    A project that the workbook has stays, and gets our module and xlwings' own.

    Args:
        package: an .xlsx or an .xlsm.
        interpreter: path of python.exe on the computer that has Excel.

    Raises:
        CannotAddError: where it is another kind of file, has such a sheet already, or has a project
            that is signed, protected, damaged, or has a module of our name.
        UnreadableError: where it cannot be read.
    """
    main = _main_part(package)
    book = read_book(package)
    if any(sheet.name.casefold() == SETTINGS for sheet in book.sheets):
        raise CannotAddError("E_SHEET_PRESENT", f"it has a sheet {SETTINGS} already; rename it")
    existing = _existing_project(package, main)
    sheets = [sheet.part for sheet in book.sheets]
    names = _code_names(package, sheets, existing)
    changed = {
        part: with_code_name(part, package[part], b"worksheet", b"sheetPr", names)
        for part in sheets
    }
    numbers = (f"xl/worksheets/sheet{number}.xml" for number in count(1))
    settings = next(name for name in numbers if name not in package)
    own = next(names)
    changed |= _announced(package, main, settings, with_project=existing is None)
    coded = [_code_name(changed[part]) for part in sheets]
    try:
        if existing is None:
            project = _new_project(_code_name(changed[main]), [*coded, own])
        else:
            missing = [name for name in (*coded, own) if not existing.has(name)]
            project = _with_ours(existing, missing)
    except ProjectError as fault:
        raise CannotAddError(fault.code, str(fault)) from fault
    added = [new_part(settings, _settings_sheet(interpreter, own))]
    if existing is None:
        added.append(new_part(PROJECT, project.content()))
    else:
        changed[_project_part(package, main)] = project.content()
    return replace(package, parts=(*package.with_parts(changed).parts, *added))


def macro_addin(interpreter: str) -> bytes:
    """Return an add-in (.xlam) with the functions, for all workbooks of a user."""
    book = Workbook()
    book.worksheets[0].title = "xl_udfs"
    book.calculation.fullCalcOnLoad = False
    file = BytesIO()
    book.save(file)
    package = macro_enabled(undated(unpacked(file.getvalue())), interpreter)
    types = package[TYPES].replace(WITH, ADDIN)
    return package_bytes(undated(package.with_parts({TYPES: types, **_undated_core(package)})))


def _undated_core(package: Package) -> dict[str, bytes]:
    """Return the properties without the moment that openpyxl writes into them."""
    core = "docProps/core.xml"
    moment = rb">\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ<"
    return {core: re.sub(moment, b">2005-07-19T00:00:00Z<", package[core])}


def _new_project(workbook: str, sheets: Sequence[str]) -> Project:
    """Return xlwings' project with our module, and a module for the workbook and each sheet."""
    project = read_project(quickstart_project())
    for module in project.directory.modules:
        if module.name not in XLWINGS:
            project = project.without(module.name)
    project = project.with_document(workbook, WORKBOOK)
    for name in sheets:
        project = project.with_document(name, SHEET)
    return project.with_module(OURS, module_text())


def _with_ours(project: Project, sheets: Sequence[str]) -> Project:
    """Return a workbook's own project with our module, and what it needs of xlwings."""
    if project.protected:
        raise ProjectError(
            "E_VBA_PROTECTED",
            "its VBA project is protected; take the password off in the editor (Alt+F11), under "
            "Tools, VBAProject Properties, Protection",
        )
    project = project.with_modules_of(read_project(quickstart_project()), XLWINGS)
    for name in sheets:
        project = project.with_document(name, SHEET)
    return project.with_module(OURS, module_text())


def _project_part(package: Package, main: str) -> str | None:
    related = related_parts(package, main).values()
    return next((part for kind, part in related if kind == PROJECT_RELATION), None)


def _existing_project(package: Package, main: str) -> Project | None:
    part = _project_part(package, main)
    if part is None:
        return None
    signatures = [kind for kind, _ in related_parts(package, part).values()]
    if any("vbaProjectSignature" in kind for kind in signatures):
        raise CannotAddError(
            "E_VBA_SIGNED",
            "its VBA project is signed, and a module more would break the signature; remove the "
            "signature in the editor (Alt+F11), under Tools, Digital Signature",
        )
    try:
        return read_project(package[part])
    except ProjectError as fault:
        raise CannotAddError(fault.code, str(fault)) from fault


def _announced(
    package: Package, main: str, settings: str, *, with_project: bool
) -> dict[str, bytes]:
    """Return the parts that tell Excel of the project and of the sheet of settings."""
    folder, _, file = main.rpartition("/")
    rels = f"{folder}/_rels/{file}.rels"
    taken_ids = set(re.findall(rb"""\sId\s*=\s*["']([^"']+)""", package[rels]))
    ids = (name for name in map("rId{}".format, count(1)) if name.encode() not in taken_ids)
    project_id, settings_id = next(ids), next(ids)
    workbook = with_code_name(
        main, package[main], b"workbook", b"workbookPr", iter(["ThisWorkbook"])
    )
    relations = [
        f'Relationship Id="{project_id}" Type="{PROJECT_RELATION}" Target="/{PROJECT}"',
        f'Relationship Id="{settings_id}" Type="{RELATIONS}/worksheet" Target="/{settings}"',
    ]
    types = [
        f'Override PartName="/{PROJECT}" ContentType="{PROJECT_TYPE}"',
        f'Override PartName="/{settings}" ContentType="{SHEET_TYPE}"',
    ]
    numbers = [int(number) for number in re.findall(rb"""\ssheetId\s*=\s*["'](\d+)""", workbook)]
    return {
        main: with_elements(
            main,
            workbook,
            b"sheets",
            f'sheet xmlns:r="{RELATIONS}" name="{SETTINGS}" sheetId="{max(numbers) + 1}" '
            f'r:id="{settings_id}"',
        ),
        rels: with_elements(
            rels,
            package[rels],
            b"Relationships",
            *relations[not with_project :],
        ),
        TYPES: with_elements(
            TYPES,
            package[TYPES].replace(WITHOUT, WITH),
            b"Types",
            *types[not with_project :],
        ),
    }


def quickstart_project() -> bytes:
    """Return the VBA project that comes with the installed xlwings."""
    with (files("xlwings") / QUICKSTART).open("rb") as file, ZipFile(file) as archive:
        return archive.read(PROJECT)


def _main_part(package: Package) -> str:
    """Return the name of the workbook's own part.

    Raises:
        CannotAddError: `E_WRONG_KIND`, where it is no workbook of the kind that is copied here.
    """
    kind = "no Excel workbook"
    for found in TAG.finditer(package[TYPES]):
        attributes = dict(re.findall(r"""(\w+)\s*=\s*["']([^"']*)""", found[0].decode("utf-8")))
        content_type = attributes.get("ContentType", "").encode()
        if content_type in {WITHOUT, WITH} and "PartName" in attributes:
            main = str(attributes["PartName"]).removeprefix("/")
            if STRICT.encode() not in package[main]:
                return main
            kind = "saved as Strict Open XML, which holds no macros"
        kind = KINDS.get(content_type.decode(), kind)
    raise CannotAddError("E_WRONG_KIND", f"it is {kind}; it must be an .xlsx, or an .xlsm")


def _code_name(part: bytes) -> str:
    found = CODE_NAME.search(part)
    assert found is not None  # noqa: S101 - every part has been given one
    return found[1].decode()


def _code_names(package: Package, parts: list[str], project: Project | None) -> Iterator[str]:
    """Yield code names that no sheet has, and no module."""
    taken = {name.lower() for part in parts for name in CODE_NAME.findall(package[part])}
    if project is not None:
        taken |= {module.name.lower().encode() for module in project.directory.modules}
    for number in count(1):
        if f"sheet{number}".encode() not in taken:
            yield f"Sheet{number}"


def _settings_sheet(interpreter: str, code_name: str) -> bytes:
    rows = [
        ("Interpreter_Win", interpreter, "Path of the python.exe that has xl-udfs installed"),
        ("UDF Modules", MODULE, "The Python module that holds the functions"),
        (
            "ADD_WORKBOOK_TO_PYTHONPATH",
            "false",
            "The functions are installed: nothing beside the workbook is run, on OneDrive or not",
        ),
    ]
    cells = "".join(
        f'<row r="{row}">'
        + "".join(
            f'<c r="{column}{row}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for column, text in zip("ABC", texts, strict=True)
        )
        + "</row>"
        for row, texts in enumerate(rows, start=1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}"><sheetPr codeName="{code_name}"/><dimension ref="A1:C3"/>'
        '<cols><col min="1" max="1" width="32" customWidth="1"/>'
        '<col min="2" max="3" width="80" customWidth="1"/></cols>'
        f"<sheetData>{cells}</sheetData></worksheet>"
    ).encode()
