"""A macro-enabled copy of a workbook, with xlwings' own VBA in it and its settings on a sheet.

The VBA project is the one of xlwings' stand-alone quickstart, so that no add-in is needed. All
other parts stay as they are, byte for byte, but for the few words that tell Excel of the project.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from importlib.resources import files
from itertools import count
from zipfile import ZipFile

from xl_udfs.engine.book import read_book
from xl_udfs.engine.package import Package
from xl_udfs.engine.sheet import STRICT, TAG
from xl_udfs.hosts.part_additions import (
    CODE_NAME,
    CannotAddError,
    new_part,
    with_code_name,
    with_elements,
)
from xl_udfs.hosts.vba import MODULE

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
PROJECT_TYPE = "application/vnd.ms-office.vbaProject"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PROJECT_RELATION = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def default_interpreter() -> str:
    """Return the path of this Python where Excel can start it, elsewhere its plain name."""
    return sys.executable if sys.platform == "win32" else "python"


def macro_enabled(package: Package, interpreter: str) -> Package:
    """Return the workbook with xlwings' VBA project and a sheet of settings.

    Args:
        package: an .xlsx, or an .xlsm without a VBA project.
        interpreter: path of python.exe on the computer that has Excel.

    Raises:
        CannotAddError: where it is another kind of file, or has such a project or sheet already.
        UnreadableError: where it cannot be read.
    """
    main = _main_part(package)
    book = read_book(package)
    if any(part.name.casefold().endswith("vbaproject.bin") for part in package.parts):
        raise CannotAddError(
            "E_VBA_PRESENT",
            "it has a VBA project already; import the file of `xl-udfs excel vba` into it instead",
        )
    if any(sheet.name.casefold() == SETTINGS for sheet in book.sheets):
        raise CannotAddError("E_SHEET_PRESENT", f"it has a sheet {SETTINGS} already; rename it")
    sheets = [sheet.part for sheet in book.sheets]
    names = _code_names(package, sheets)
    changed = {
        part: with_code_name(part, package[part], b"worksheet", b"sheetPr", names)
        for part in sheets
    }
    numbers = (f"xl/worksheets/sheet{number}.xml" for number in count(1))
    settings = next(name for name in numbers if name not in package)
    changed |= _announced(package, main, settings)
    added = (
        new_part(settings, _settings_sheet(interpreter, next(names))),
        new_part(PROJECT, quickstart_project()),
    )
    return replace(package, parts=(*package.with_parts(changed).parts, *added))


def _announced(package: Package, main: str, settings: str) -> dict[str, bytes]:
    """Return the parts that tell Excel of the project and of the sheet of settings."""
    folder, _, file = main.rpartition("/")
    rels = f"{folder}/_rels/{file}.rels"
    taken_ids = set(re.findall(rb"""\sId\s*=\s*["']([^"']+)""", package[rels]))
    ids = (name for name in map("rId{}".format, count(1)) if name.encode() not in taken_ids)
    project_id, settings_id = next(ids), next(ids)
    workbook = with_code_name(
        main, package[main], b"workbook", b"workbookPr", iter(["ThisWorkbook"])
    )
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
            f'Relationship Id="{project_id}" Type="{PROJECT_RELATION}" Target="/{PROJECT}"',
            f'Relationship Id="{settings_id}" Type="{RELATIONS}/worksheet" Target="/{settings}"',
        ),
        TYPES: with_elements(
            TYPES,
            package[TYPES].replace(WITHOUT, WITH),
            b"Types",
            f'Override PartName="/{PROJECT}" ContentType="{PROJECT_TYPE}"',
            f'Override PartName="/{settings}" ContentType="{SHEET_TYPE}"',
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


def _code_names(package: Package, parts: list[str]) -> Iterator[str]:
    """Yield code names that no sheet has; the project knows Sheet1 and Sheet2."""
    taken = {name.lower() for part in parts for name in CODE_NAME.findall(package[part])}
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
