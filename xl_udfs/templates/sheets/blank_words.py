"""The words of a blank copy: the terms' own, without the company's names and figures."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.blank_texts import EVERYWHERE, OF_TEMPLATE, RENAMED
from xl_udfs.templates.sheets.entries import TEXT
from xl_udfs.templates.sheets.figure_sheet import COLUMNS

EXAMPLE = re.compile(r"Not in the documents[,:] an example\.? ?")
MEMO = "Memo: where the figure stands in your document, and what explains a difference."


def neutralize(book: Workbook, template: str) -> None:
    """Take the company's names and figures out of the words of a blank copy.

    Args:
        book: the blank copy.
        template: its name, as ``cap_table``.
    """
    pairs = (*OF_TEMPLATE[template], *EVERYWHERE)

    def said(text: str) -> str:
        found = EXAMPLE.sub("", text)
        for old, new in pairs:
            found = found.replace(old, new)
        return found.strip() if text != found else text

    for sheet in book.worksheets:
        if sheet["G7"].value == COLUMNS[-1]:
            _own_places(sheet)
        _reword(sheet, said)
        _rename_references(sheet)
        sheet.title = RENAMED.get(sheet.title, sheet.title)
    for name in book.defined_names.values():
        name.attr_text = renamed(str(name.attr_text))


def renamed(formula: str) -> str:
    """Return a formula or reference with the sheets' names in a blank copy."""
    for old, new in RENAMED.items():
        formula = formula.replace(f"'{old}'!", f"'{new}'!")
    return formula


def _reword(sheet: Worksheet, said: Callable[[str], str]) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            text = cell.value
            if isinstance(text, str) and not text.startswith("=") and cell.style != styles.INPUT:
                cell.value = said(text) or None
            if cell.hyperlink is not None:
                cell.hyperlink.display = said(str(cell.hyperlink.display))
    for rule in sheet.data_validations.dataValidation:
        rule.prompt, rule.error = said(str(rule.prompt))[:255], said(str(rule.error))[:255]
    for table in sheet.tables.values():
        for column in table.tableColumns:
            column.name = said(column.name)
    _reword_charts(sheet, said)


def _reword_charts(sheet: Worksheet, said: Callable[[str], str]) -> None:
    for text in _chart_texts(sheet):
        text.t = said(text.t)
    charts: list[Any] = sheet._charts  # type: ignore[attr-defined]  # noqa: SLF001 - no other list
    for series in (series for chart in charts for series in chart.series):
        if series.tx is not None and series.tx.v is not None:
            series.tx.v = said(series.tx.v)


def _rename_references(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                cell.value = renamed(cell.value)
            if cell.hyperlink is not None:
                target = str(cell.hyperlink.location)
                cell.hyperlink.location = renamed(target)
    for table in sheet.tables.values():
        for column in table.tableColumns:
            if column.calculatedColumnFormula is not None:
                formula = column.calculatedColumnFormula.attr_text
                column.calculatedColumnFormula.attr_text = renamed(formula)


def _chart_texts(sheet: Worksheet) -> Iterator[Any]:
    """Yield the runs of the titles of charts and of their axes."""
    charts: list[Any] = sheet._charts  # type: ignore[attr-defined]  # noqa: SLF001 - no other list
    for chart in charts:
        for titled in (chart, getattr(chart, "x_axis", None), getattr(chart, "y_axis", None)):
            title = getattr(titled, "title", None)
            if title is not None and title.tx is not None and title.tx.rich is not None:
                for paragraph in title.tx.rich.p:
                    yield from paragraph.r or ()


def _own_places(sheet: Worksheet) -> None:
    """Let the user say where a stated figure stands in the user's own document."""
    for row in range(layout.FIRST_ROW, sheet.max_row + 1):
        if sheet[f"B{row}"].value is not None or sheet[f"B{row}"].style == styles.INPUT:
            cell = sheet[f"G{row}"]
            cell.value, cell.style = None, styles.INPUT
            sheet.row_dimensions[row].height = layout.LINE_HEIGHT + 3
            layout.validate(
                sheet,
                f"G{row}",
                TEXT,
                MEMO,
            )
