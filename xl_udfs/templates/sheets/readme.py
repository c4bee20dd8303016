"""The first sheet of a workbook, which says how to read and recalculate the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.layout import put

WIDTHS = (30, 100)
Line = tuple[str, str]  # label, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Readme:
    """What the first sheet says, beside what it says in every workbook."""

    sheets: tuple[Line, ...]  # name and what is on it; each name becomes a link
    names: str  # which names and tables there are
    functions: str  # the sentence's subject: "The functions A, B and the others"
    sources: tuple[Line, ...]
    steps: tuple[Line, ...] = ()  # what to do, in order
    readings: tuple[Line, ...] = ()  # where the text is open, and what the workbook takes


def add_readme(book: Workbook, title: str, purpose: str) -> Worksheet:
    """Add the first sheet with its head; `write_readme` fills it."""
    return layout.add_sheet(
        book,
        layout.README,
        title=title,
        purpose=purpose,
        units="Nothing here is legal advice.",
        widths=WIDTHS,
        landscape=False,
    )


def write_readme(sheet: Worksheet, text: Readme) -> None:
    """Write it below the head that `layout.add_sheet` gave it."""
    row = layout.HEADER_ROW
    row = _section(sheet, row, "The sheets", text.sheets, links=True)
    if text.steps:
        row = _section(sheet, row, "How to use it", text.steps)
    layout.section(sheet, row, "How to read a sheet", len(WIDTHS))
    for label, meaning, style in (*LEGEND, ("Names", text.names, styles.TEXT)):
        row += 1
        _line(sheet, row, label, meaning, style)
    row += 2
    if text.readings:
        row = _section(sheet, row, "Where the text is open", text.readings)
    recalculation = (
        (
            "In Excel",
            f"{text.functions} come from the package xl-udfs. Without it the workbook opens and "
            "shows its stored values; a cell that is recalculated then shows #NAME?.",
        ),
        (
            "Without Excel",
            "xl-udfs check recomputes every formula and says what differs; xl-udfs refresh "
            "writes the values.",
        ),
    )
    row = _section(sheet, row, "To recalculate", recalculation)
    _section(sheet, row, "Sources", text.sources)
    layout.close_sheet(sheet, "B", header=False)


def _section(
    sheet: Worksheet, row: int, heading: str, lines: Sequence[Line], *, links: bool = False
) -> int:
    """Write a heading and its lines; return the row of the next heading."""
    layout.section(sheet, row, heading, len(WIDTHS))
    for label, text in lines:
        row += 1
        _line(sheet, row, label, text, styles.TEXT)
        if links:
            layout.link(sheet, f"A{row}", label, label)
    return row + 2


def _line(sheet: Worksheet, row: int, label: str, text: str, style: str) -> None:
    put(sheet, f"A{row}", label, style)
    put(sheet, f"B{row}", text, styles.TEXT)
    layout.fit_height(sheet, row, text, WIDTHS[1])


LEGEND = (
    ("Input", "Typed in, from the document named beside it; yours to change.", styles.INPUT),
    ("Calculation", "A formula on values of the same sheet.", styles.CALCULATION),
    ("Link", "A value that comes from another sheet.", styles.LINK),
    ("Total", "A result to quote.", styles.TOTAL),
    ("Check", "Says in words whether all is well.", styles.CHECK),
)
