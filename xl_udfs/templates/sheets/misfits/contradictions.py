"""Entries each of which fits its cell, but which contradict each other: they do not fit, either."""

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.engine.formula.areas import Area
from xl_udfs.engine.references import area
from xl_udfs.templates.sheets.entries import ANY_TEXT
from xl_udfs.templates.sheets.layout import CHECKS, FIRST_ROW, MISFITS
from xl_udfs.templates.sheets.words import Contradiction, TemplateWorkbook, TypedCells


def look_for(sheet: Worksheet, cells: str, title: str, contradiction: Contradiction) -> None:
    """Look on the sheet of checks for a contradiction among typed cells, after their kinds.

    Args:
        sheet: where they are.
        cells: all of which are wrong together, so that what follows from any of them is empty.
        title: how they are named.
        contradiction: what there may not be.
    """
    book = sheet.parent
    if not isinstance(book, TemplateWorkbook):
        return
    (top, left), (bottom, right) = area(cells)
    book.typed.append(
        TypedCells(
            area=Area(sheet.title.casefold(), top, left, bottom, right),
            sheet=sheet.title,
            title=title,
            entry=ANY_TEXT,
            misfit=f"{CHECKS}!${MISFITS}${FIRST_ROW + len(book.typed)}",
            contradiction=contradiction,
        )
    )


def must_rise(sheet: Worksheet, letter: str, rows: range) -> Contradiction:
    """Return what a column of numbers contradicts itself by: one that is not above those before.

    Of numbers that do not rise, one has fewer below it than rows before it, and only such a one.
    """
    first = f"{quote_sheetname(sheet.title)}!${letter}${rows[0]}"
    column = f"{first}:${letter}${rows[-1]}"
    too_low = f'ISNUMBER({column})*(COUNTIF({column},"<"&{column})<ROW({column})-ROW({first}))'
    return Contradiction(
        f"IFERROR(ROW({first})-1+MATCH(1,INDEX({too_low},0),0),0)",
        "a number above that of the row before",
    )


def refused(why: str, header: str, told: str) -> Contradiction:
    """Return what a list contradicts itself by: that a function refuses it.

    Args:
        why: the cell with the sentence of the function, which names the row of the list; it is
            "nothing", or shows nothing, where the list is read.
        header: a cell of the header of the list, with its sheet.
        told: which lists are not refused.
    """
    start = f'SEARCH(", row ",{why})+LEN(", row ")'
    row = f'MID({why},{start},SEARCH(":",{why},{start})-({start}))'
    found = f"IFERROR(ROW({header})-1+{row},ROW({header})+1)"
    return Contradiction(f'IF(OR({why}="",{why}="nothing"),0,{found})', told)
