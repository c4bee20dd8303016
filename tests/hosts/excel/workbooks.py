"""Workbooks for the tests of what serves Excel, and their VBA as others read it."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from importlib.resources import files
from io import BytesIO
from typing import Any

from oletools.olevba import VBA_Parser
from openpyxl import Workbook, load_workbook

from xl_udfs.engine.container.package import Package, unpacked
from xl_udfs.hosts.excel.functions_project import PROJECT, quickstart_project
from xl_udfs.hosts.excel.macro_workbook import (
    PROJECT_RELATION,
    PROJECT_TYPE,
    TYPES,
    WITH,
    WITHOUT,
)
from xl_udfs.hosts.excel.part_additions import new_part, with_elements
from xl_udfs.hosts.excel.vba_project.project import SHEET, WORKBOOK, Project

RELS = "xl/_rels/workbook.xml.rels"


def packed(book: Workbook) -> Package:
    """Return a workbook of openpyxl."""
    file = BytesIO()
    book.save(file)
    return unpacked(file.getvalue())


def small() -> Package:
    """Return a workbook of one sheet."""
    return packed(Workbook())


def saved_by_excel() -> bytes:
    """Return a workbook with VBA of its own that Excel saved, from xlwings."""
    return (files("xlwings") / "quickstart.xlsm").read_bytes()


def own_project(modules: Mapping[str, str]) -> Project:
    """Return a project of a workbook of one sheet, with these modules of procedures."""
    project = quickstart_project().emptied()
    project = project.with_document("ThisWorkbook", WORKBOOK).with_document("Sheet1", SHEET)
    for name, text in modules.items():
        head = f'Attribute VB_Name = "{name}"\r\n'
        project = project.with_procedures(name, (head + text.replace("\n", "\r\n")).encode())
    return project


def with_project(content: bytes, *, signed: bool = False) -> Package:
    """Return a workbook of one sheet with this VBA project."""
    package = small()
    relation = f'Relationship Id="rIdVba" Type="{PROJECT_RELATION}" Target="vbaProject.bin"'
    override = f'Override PartName="/{PROJECT}" ContentType="{PROJECT_TYPE}"'
    types = package[TYPES].replace(WITHOUT, WITH)
    changed = {
        RELS: with_elements(RELS, package[RELS], b"Relationships", relation),
        TYPES: with_elements(TYPES, types, b"Types", override),
    }
    added = [new_part(PROJECT, content)]
    if signed:
        signature = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Target="vbaProjectSignature.bin" '
            'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProjectSignature"/>'
            "</Relationships>"
        )
        added += [
            new_part("xl/_rels/vbaProject.bin.rels", signature.encode()),
            new_part("xl/vbaProjectSignature.bin", b"signature"),
        ]
    return replace(package, parts=(*package.with_parts(changed).parts, *added))


def seen_by_olevba(content: bytes) -> dict[str, str]:
    """Return the text of every module of a workbook, as olevba reads it."""
    parser = VBA_Parser("made.xlsm", data=content)
    try:
        assert parser.detect_vba_macros()
        return {name: code for _, _, name, code in parser.extract_macros()}
    finally:
        parser.close()


def without_attributes(text: bytes | str) -> str:
    """Return a module's text as programs show it: without its hidden lines."""
    shown = text.decode("cp1252") if isinstance(text, bytes) else text
    shown = shown.replace("\r\n", "\n")
    return re.sub(r"^Attribute .*\n?", "", shown, flags=re.MULTILINE).strip()


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """Give a workbook as openpyxl reads it with its macros; it leaves their archive open."""
    book = load_workbook(BytesIO(content), keep_vba=True)
    assert book.vba_archive is not None
    with book.vba_archive:
        yield book
