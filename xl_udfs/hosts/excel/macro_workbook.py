"""A macro-enabled copy of a workbook, ready to calculate: our functions are in its VBA project.

Settings for xlwings stand on a sheet. All other parts stay as they are, byte for byte, but for the
few words that tell Excel of the project.
"""

import re
import sys
from dataclasses import replace
from itertools import count

from xl_udfs.engine.container.elements import TAG
from xl_udfs.engine.container.package import Package
from xl_udfs.engine.workbook.book import read_book, related_parts
from xl_udfs.engine.workbook.sheet import STRICT
from xl_udfs.hosts.excel.code_names import free_code_name, with_code_names
from xl_udfs.hosts.excel.functions_project import (
    PROJECT,
    SERVER,
    new_project,
    refuse_unfit,
    with_functions,
)
from xl_udfs.hosts.excel.part_additions import MacrosRefusedError, new_part, with_elements
from xl_udfs.hosts.excel.settings_sheet import SETTINGS, settings_sheet
from xl_udfs.hosts.excel.vba_project.project import (
    SHEET,
    Project,
    ProjectError,
    read_project,
)

TYPES = "[Content_Types].xml"
KINDS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": ".xltx",
    "application/vnd.ms-excel.template.macroEnabled.main+xml": ".xltm",
    "application/vnd.ms-excel.addin.macroEnabled.main+xml": ".xlam",
    "application/vnd.ms-excel.sheet.binary.macroEnabled.main": ".xlsb",
}
WITHOUT = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WITH = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PROJECT_TYPE = "application/vnd.ms-office.vbaProject"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PROJECT_RELATION = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
WORKBOOK_END = "/officeDocument"  # of the relationship's type


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
        MacrosRefusedError: where it is another kind of file, is signed, has such a sheet already,
            or has a project that is signed, protected, damaged, or has a name that ours need.
        UnreadableError: where it cannot be read.
    """
    try:
        return _macro_enabled(package, interpreter)
    except ProjectError as fault:
        raise MacrosRefusedError(fault.code, str(fault)) from fault


def _macro_enabled(package: Package, interpreter: str) -> Package:
    if package.signed:
        raise MacrosRefusedError(
            "E_SIGNED",
            "it is digitally signed, and any change would break the signature; remove the "
            "signature in Excel, under File, Info",
        )
    main = _main_part(package)
    book = read_book(package)
    at = _project_part(package, main)
    project = None if at is None else _fit_project(package, at)
    if any(sheet.name.casefold() == SETTINGS for sheet in book.sheets):
        raise MacrosRefusedError("E_SHEET_PRESENT", f"it has a sheet {SETTINGS} already; rename it")
    numbers = (f"xl/worksheets/sheet{number}.xml" for number in count(1))
    settings = next(name for name in numbers if name not in package)
    announced = package.with_parts(_announced(package, main, settings, project))
    coded = with_code_names(announced, book, main, project)
    changed = {document.part: document.data for document in coded}
    documents = {document.code_name: document.base for document in coded}
    own = free_code_name([*documents], project)
    documents[own] = SHEET
    added = [new_part(settings, settings_sheet(interpreter, own))]
    if at is None or project is None:
        added.append(new_part(PROJECT, new_project(documents).content()))
    else:
        changed[at] = with_functions(project, documents).content()
    return replace(announced, parts=(*announced.with_parts(changed).parts, *added))


def own_project(package: Package) -> Project | None:
    """Return the VBA project of a workbook of any kind, None where it has none.

    Raises:
        ProjectError: `E_VBA_DAMAGED`, where it cannot be read.
    """
    main = next(
        (part for kind, part in related_parts(package, "").values() if kind.endswith(WORKBOOK_END)),
        "xl/workbook.xml",
    )
    part = _project_part(package, main)
    if part is None:
        return None
    if part not in package:
        raise ProjectError("E_VBA_DAMAGED", f"its VBA project, {part}, is not there")
    return read_project(package[part])


def calls_addin(package: Package) -> bool:
    """Whether the VBA of a workbook calls the add-in of xlwings, not a module of its own."""
    project = own_project(package)
    return project is not None and not project.has(SERVER)


def _project_part(package: Package, main: str) -> str | None:
    related = related_parts(package, main).values()
    return next((part for kind, part in related if kind == PROJECT_RELATION), None)


def _fit_project(package: Package, part: str) -> Project:
    signatures = [kind for kind, _ in related_parts(package, part).values()]
    if any("vbaProjectSignature" in kind for kind in signatures):
        raise MacrosRefusedError(
            "E_VBA_SIGNED",
            "its VBA project is signed, and a module more would break the signature; remove the "
            "signature in the editor (Alt+F11), under Tools, Digital Signature",
        )
    project = read_project(package[part])
    refuse_unfit(project)
    return project


def _announced(
    package: Package, main: str, settings: str, project: Project | None
) -> dict[str, bytes]:
    """Return the parts that tell Excel of the project and of the sheet of settings."""
    folder, _, file = main.rpartition("/")
    rels = f"{folder}/_rels/{file}.rels"
    taken_ids = set(re.findall(rb"""\sId\s*=\s*["']([^"']+)""", package[rels]))
    ids = (name for name in map("rId{}".format, count(1)) if name.encode() not in taken_ids)
    project_id, settings_id = next(ids), next(ids)
    workbook = package[main]
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
            *relations[project is not None :],
        ),
        TYPES: with_elements(
            TYPES,
            package[TYPES].replace(WITHOUT, WITH),
            b"Types",
            *types[project is not None :],
        ),
    }


def _main_part(package: Package) -> str:
    """Return the name of the workbook's own part.

    Raises:
        MacrosRefusedError: `E_WRONG_KIND`, where it is another kind of file.
    """
    kind = "not an Excel workbook"
    for found in TAG.finditer(package[TYPES]):
        attributes = dict(re.findall(r"""(\w+)\s*=\s*["']([^"']*)""", found[0].decode("utf-8")))
        content_type = attributes.get("ContentType", "").encode()
        if content_type in {WITHOUT, WITH} and "PartName" in attributes:
            main = str(attributes["PartName"]).removeprefix("/")
            if STRICT.encode() not in package[main]:
                return main
            kind = "saved as Strict Open XML, which holds no macros"
        kind = KINDS.get(content_type.decode(), kind)
    raise MacrosRefusedError("E_WRONG_KIND", f"it is {kind}; it must be an .xlsx, or an .xlsm")
