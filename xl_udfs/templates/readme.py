"""The first sheet of a workbook, which says how to read the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates import layout, styles
from xl_udfs.templates.layout import README, put

WIDTHS = (30, 100)
LEGEND = (
    ("Input", "Typed in, from the document named beside it; yours to change.", styles.INPUT),
    ("Calculation", "A formula on values of the same sheet.", styles.CALCULATION),
    ("Link", "A value that comes from another sheet.", styles.LINK),
    ("Total", "A result to quote.", styles.TOTAL),
    ("Check", "Says in words whether all is well.", styles.CHECK),
)
RECALCULATION = (
    (
        "In Excel",
        "Functions in capitals that are not Excel's own come from the package xl-udfs. Without it "
        "the workbook opens and shows its stored values; a cell that is recalculated then shows "
        "#NAME?.",
    ),
    (
        "Without Excel",
        "xl-udfs check recomputes every formula and says what differs; xl-udfs refresh writes the "
        "values.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What the first sheet says of one workbook."""

    title: str
    purpose: str
    sheets: Sequence[tuple[str, str]]  # each sheet's name, and what it is for
    names: str  # which names and tables there are
    sources: Sequence[tuple[str, str]]


def add_readme(book: Workbook, guide: Guide) -> None:
    """Add the first sheet; the sheets that it links to may follow later."""
    sheet = layout.add_sheet(
        book,
        README,
        title=guide.title,
        purpose=guide.purpose,
        units="Nothing here is legal advice.",
        widths=WIDTHS,
        landscape=False,
    )
    row = _heading(sheet, layout.HEADER_ROW, "The sheets")
    for name, text in guide.sheets:
        layout.link(sheet, f"A{row}", name, name)
        row = _text(sheet, row, text)
    row = _heading(sheet, row + 1, "How to read a sheet")
    for label, text, style in (*LEGEND, ("Names", guide.names, styles.TEXT)):
        put(sheet, f"A{row}", label, style)
        row = _text(sheet, row, text)
    for heading, lines in (("To recalculate", RECALCULATION), ("Sources", guide.sources)):
        row = _heading(sheet, row + 1, heading)
        for label, text in lines:
            put(sheet, f"A{row}", label, styles.TEXT)
            row = _text(sheet, row, text)
    layout.close_sheet(sheet, "B", header=False)


def _heading(sheet: Worksheet, row: int, heading: str) -> int:
    layout.section(sheet, row, heading, len(WIDTHS))
    return row + 1


def _text(sheet: Worksheet, row: int, text: str) -> int:
    put(sheet, f"B{row}", text, styles.TEXT)
    layout.fit_height(sheet, row, text, WIDTHS[1])
    return row + 1
