"""Entries each of which fits its cell, but which contradict each other: they do not fit, either."""

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.engine.formula.areas import Area
from xl_udfs.engine.references import area
from xl_udfs.templates.sheets.entries import ANY_TEXT
from xl_udfs.templates.sheets.words import Contradiction, TemplateWorkbook, TypedCells


def look_for(sheet: Worksheet, cells: str, title: str, contradiction: Contradiction) -> None:
    """Look on the sheet of checks for a contradiction among typed cells, after all their kinds.

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
    book.contradictions.append(
        TypedCells(
            area=Area(sheet.title.casefold(), top, left, bottom, right),
            sheet=sheet.title,
            title=title,
            entry=ANY_TEXT,
            misfit="",
            contradiction=contradiction,
        )
    )


def so_far(name: str, condition: str, fits: str) -> Contradiction:
    """Return what an input contradicts another by, once all of them are typed.

    Args:
        name: of the input.
        condition: over inputs, of which some may be blank, and what follows from others.
        fits: what would not.
    """
    typed = f'IF({name}="",FALSE,{condition})'
    return Contradiction(f"IFERROR(IF({typed},ROW({name}),0),0)", fits)


def not_above(greater: str, smaller: str, of: str) -> Contradiction:
    """Return what an input contradicts another by: it is not above it.

    Args:
        greater: the cell of the input, with its sheet.
        smaller: that of the other.
        of: what the other is.
    """
    found = f"IF(AND(ISNUMBER({greater}),ISNUMBER({smaller})),IF({greater}<={smaller},ROW({greater}),0),0)"
    return Contradiction(found, f"a number above that of {of}")


def names_once(sheet: Worksheet, letter: str, rows: range) -> Contradiction:
    """Return what a column of names contradicts itself by: one that stands in a row above, too."""
    first = f"ROW({{column}})-{rows[0] - 1}"
    name = "{column}"
    for sign in "~*?":  # which would stand for others
        name = f'SUBSTITUTE({name},"{sign}","~{sign}")'
    again = f'({{column}}<>"")*(MATCH({name},{{column}}&"",0)<{first})'
    return in_rows(sheet, letter, rows, again, "a name that no other row has")


def without_gaps(sheet: Worksheet, letter: str, rows: range) -> Contradiction:
    """Return what a list contradicts itself by: an empty row above one that is used."""
    used = '({column}<>"")*ROW({column})'
    gap = f'({{column}}="")*(ROW({{column}})<MAX(INDEX({used},0)))'
    return in_rows(sheet, letter, rows, gap, "something, or nothing in the rows below it,")


def must_rise(sheet: Worksheet, letter: str, rows: range) -> Contradiction:
    """Return what a column of numbers contradicts itself by: one that is not above those before.

    Of numbers that do not rise, one has fewer below it than rows before it, and only such a one.
    """
    before = f"ROW({{column}})-{rows[0]}"
    too_low = f'ISNUMBER({{column}})*(COUNTIF({{column}},"<"&{{column}})<{before})'
    return in_rows(sheet, letter, rows, too_low, "a number above that of the row before")


def in_rows(sheet: Worksheet, letter: str, rows: range, condition: str, fits: str) -> Contradiction:
    """Return what a column of a list contradicts something by, in the first such row.

    Args:
        sheet: of the list.
        letter: of the column.
        rows: of the list.
        condition: 1 for each row in which ``{column}`` contradicts, else 0.
        fits: what would not.
    """
    first = f"{quote_sheetname(sheet.title)}!${letter}${rows[0]}"
    found = condition.replace("{column}", f"{first}:${letter}${rows[-1]}")
    return Contradiction(f"IFERROR(ROW({first})-1+MATCH(1,INDEX({found},0),0),0)", fits)


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
