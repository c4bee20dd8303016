"""A template without the company's data: all structure, prompts and checks stay."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from xl_udfs.engine.references import area
from xl_udfs.templates.sheets.finish import TemplateError, finished
from xl_udfs.templates.sheets.plan import Plan, made

Tables: TypeAlias = Mapping[str, Sequence[Mapping[str, object]]]
NOTHING: Mapping[str, object] = MappingProxyType({})


def blank(
    plan: Plan,
    tables: Tables = MappingProxyType({}),
    inputs: Mapping[str, object] = NOTHING,
) -> bytes:
    """Return the file of a plan with its inputs empty, and what follows from that computed.

    Terms and settings stay, and so do the constants of the checks. A formula that cannot do
    without an input stays empty until the input is there.

    Args:
        plan: of the workbook.
        tables: rows of tables, by title, that are filled in from the top.
        inputs: values by name that are filled in.

    Raises:
        TemplateError: where a formula gives an error all the same, or a table has too few rows.
    """
    template = made(plan, filled=False)
    _fill_in(template.book, tables, inputs)
    return finished(template)


def _fill_in(book: Workbook, tables: Tables, inputs: Mapping[str, object]) -> None:
    """Put values into cells, each as it is: no text is a formula."""
    for name, value in inputs.items():
        ((sheet, cell),) = book.defined_names[name].destinations
        _put(book[sheet][cell.replace("$", "")], value)
    for sheet in book.worksheets:
        for name in sheet.tables.keys() & tables.keys():
            (top, left), (bottom, _) = area(sheet.tables[name].ref)
            names = sheet.tables[name].column_names
            places = {title: left + place for place, title in enumerate(names)}
            rows = tables[name]
            if len(rows) > bottom - top:
                raise TemplateError(f"{name} has {bottom - top} rows, and {len(rows)} are given")
            left_over = [dict.fromkeys(rows[0])] * (bottom - top - len(rows)) if rows else []
            for number, row in enumerate([*rows, *left_over], start=top + 1):
                for title, value in row.items():
                    _put(sheet.cell(number, places[title]), value)


def _put(cell: Any, value: Any) -> None:  # noqa: ANN401 - a cell of openpyxl takes many kinds
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
