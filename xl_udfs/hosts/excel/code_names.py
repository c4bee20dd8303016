"""Code names: what VBA calls the workbook and its sheets, each of which has a module so named."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from xl_udfs.engine.container.package import Package
from xl_udfs.engine.workbook.book import Book, related_parts
from xl_udfs.hosts.excel.part_additions import code_name_of, with_code_name
from xl_udfs.hosts.excel.vba_project.project import CHART, SHEET, WORKBOOK, Project


@dataclass(frozen=True, slots=True)
class DocumentModule:
    """A part that has a module of its own in VBA."""

    part: str
    data: bytes  # with the code name in it
    code_name: str
    base: str  # what Excel makes of it


def with_code_names(
    package: Package, book: Book, main: str, project: Project | None
) -> list[DocumentModule]:
    """Return the workbook and its sheets, each with the code name it has or a new one.

    Args:
        package: the parts.
        book: the workbook, read.
        main: its own part.
        project: its VBA project, None where it has none yet.

    Raises:
        MacrosRefusedError: `E_FORM`, where a part has an unusual form.
    """
    sheets = [(sheet.part, "worksheet", SHEET) for sheet in book.sheets]
    sheets += [
        (part, "chartsheet", CHART)
        for kind, part in related_parts(package, main).values()
        if kind.endswith("/chartsheet")
    ]
    names = _free((code_name_of(package[part]) for part, _, _ in sheets), project)
    any_letters = project is not None  # then its code page has those of its sheets
    own = iter(["ThisWorkbook"])
    return [
        DocumentModule(
            part,
            *with_code_name(*(part, package[part], root, properties, new), any_letters=any_letters),
            base,
        )
        for part, root, properties, new, base in [
            (main, "workbook", "workbookPr", own, WORKBOOK),
            *((part, root, "sheetPr", names, base) for part, root, base in sheets),
        ]
    ]


def free_code_name(taken: Iterable[str], project: Project | None) -> str:
    """Return a code name for a sheet more."""
    return next(_free(taken, project))


def _free(taken: Iterable[str], project: Project | None) -> Iterator[str]:
    modules = () if project is None else project.modules
    names = {name.casefold() for name in (*taken, *(module.name for module in modules))}
    return (name for name in map("Sheet{}".format, count(1)) if name.casefold() not in names)
