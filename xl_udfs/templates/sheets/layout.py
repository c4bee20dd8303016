"""What every sheet of a shipped workbook has in common."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.engine.formula.areas import Area
from xl_udfs.engine.printing.row_heights import LINE_HEIGHT, SPARE
from xl_udfs.engine.printing.text_width import POINTS_PER_WIDTH, room, text_width
from xl_udfs.engine.references import area
from xl_udfs.templates.sheets import styles
from xl_udfs.templates.sheets.entries import BLANK, MEMO, Entry
from xl_udfs.templates.sheets.needs import may_be_empty, with_guards
from xl_udfs.templates.sheets.words import (
    Needed,
    TemplateWorkbook,
    ToFill,
    TypedCells,
    is_filled,
    said,
    said_on,
)

if TYPE_CHECKING:
    from openpyxl.styles.cell_style import StyleArray

README, CHECKS = "README", "Checks"
EXAMPLE = "⟨Not in the documents: an example.|⟩"  # how the prompt of a made-up fact begins
PROMPT, KEPT_PROMPT = "What belongs here", "A term or setting"  # a blank copy keeps the latter
MASTER_CHECK = "$B$4"  # on every sheet
MISFITS = "J"  # column of the sheet of checks: where an entry does not fit, a line for each input
WAITS = "L"  # whether one of those does not fit that some formulas follow from
HEADER_ROW = 7
FIRST_ROW = HEADER_ROW + 1  # of a list
CHECK_WIDTH = 26  # of the label of the master check
LONGEST_STATUS = "99 INPUTS TO FILL, FIRST ON Warrant History"
TITLES_HEIGHT = 2 * LINE_HEIGHT + SPARE  # points of a row of titles


def put(
    sheet: Worksheet, cell: str, value: object, style: str, number_format: str | None = None
) -> None:
    """Write a cell with a named style and, for a number, its format."""
    target = sheet[cell]
    target.value = _written(target, value)
    book = sheet.parent
    known = book.styled if isinstance(book, TemplateWorkbook) else {}
    if (style, number_format) in known:
        target._style = copy(known[style, number_format])  # noqa: SLF001 - by name is slow
        return
    target.style = style
    if number_format is not None:
        target.number_format = styles.padded(number_format)
    known[style, number_format] = copy(target._style)  # noqa: SLF001


def put_below(sheet: Worksheet, cell: str, values: Iterable[object]) -> None:
    """Write values, or a cell's formula for each row, below a cell and with its style."""
    first: Any = sheet[cell]
    for row, value in enumerate(values, start=first.row + 1):
        target: Any = sheet.cell(row, first.column)
        target.value = _written(target, value)
        target._style = copy(first._style)  # noqa: SLF001 - by name is slow


def _written(cell: Any, value: object) -> object:  # noqa: ANN401 - a cell of openpyxl
    """Return what a cell holds, and let the book know whether formulas wait for it."""
    sheet: Worksheet = cell.parent
    book = sheet.parent
    if value is None or not isinstance(book, TemplateWorkbook):
        return value
    formula = value if isinstance(value, str) and value.startswith("=") else None
    place = (sheet.title.casefold(), cell.row, cell.column)
    if book.guards and place not in book.awaited:
        book.awaited[place] = formula is not None and not may_be_empty(formula)
    if not isinstance(value, str):
        return value
    text = said_on(sheet, value)
    return text if formula is None else with_guards(text, sheet, cell.row, cell.column)


def add_sheet(
    book: Workbook,
    name: str,
    title: str,
    widths: Sequence[float],
    purpose: str,
    units: str,
    *,
    landscape: bool = True,
) -> Worksheet:
    """Add a sheet with its head: title, purpose, units, master check and the way back."""
    filled = not isinstance(book, TemplateWorkbook) or book.filled
    sheet: Worksheet = book.create_sheet(said(name, filled=filled))
    sheet.sheet_view.showGridLines = False
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    put(sheet, "A1", title, styles.TITLE)
    for row, text in ((2, purpose), (3, units)):
        put(sheet, f"A{row}", text, styles.PURPOSE)
    sheet.row_dimensions[1].height = 24
    label = "Master check" if widths[0] < CHECK_WIDTH else "Master check of this workbook"
    put(sheet, "A4", label, styles.TEXT)
    if isinstance(book, TemplateWorkbook):
        book.awaited[CHECKS.casefold(), 4, 2] = False  # there is a master check at all times
    master = f"={CHECKS}!{MASTER_CHECK}" if name != CHECKS else None
    put(sheet, "B4", master, styles.STATUS)
    left = text_width(LONGEST_STATUS, bold=True) - room(widths[1], 1)
    for column, width in enumerate(widths[2:], start=3):
        if left <= 0:
            break
        put(sheet, f"{get_column_letter(column)}4", None, styles.STATUS)
        left -= width * POINTS_PER_WIDTH
    if name != README:
        link(sheet, "A5", README, "Back to README")
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_LETTER
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.4  # inches
    margins.top, margins.bottom, margins.footer = 0.6, 0.8, 0.4
    footer: Any = sheet.oddFooter
    footer.left.text, footer.center.text, footer.right.text = "&F", "&A", "Page &P of &N"
    return sheet


def close_sheet(
    sheet: Worksheet,
    last_column: str,
    *,
    header: bool = True,
    header_row: int = HEADER_ROW,
    titles: int = 1,
    scrolls_from: str = "B",
) -> None:
    """Set print area, repeated titles and frozen panes, once the rows are known.

    What stands at the right of the printed columns is working, and can be folded away. The print
    area is what may be printed at most; `pages` makes of it what is, once there are values.
    The panes are frozen here alone: openpyxl adds the selections of a second freezing to those of
    the first, and Excel takes four at most.

    Args:
        sheet: the sheet, with all of its rows.
        last_column: the last one that is printed.
        header: whether a row of titles stays in sight and is repeated in print.
        header_row: that row.
        titles: how many columns are printed on each of several pages side by side.
        scrolls_from: the first column that does not stay in sight beside it.
    """
    sheet.print_area = f"A1:{last_column}{sheet.max_row}"
    for column in range(column_index_from_string(last_column) + 1, sheet.max_column + 1):
        sheet.column_dimensions[get_column_letter(column)].outlineLevel = 1
    if header:
        if not _parts_differ(sheet, header_row):
            sheet.print_title_rows = f"{header_row}:{header_row}"
        sheet.print_title_cols = f"A:{get_column_letter(titles)}"
        sheet.freeze_panes = f"{scrolls_from}{header_row + 1}"
    else:
        sheet.freeze_panes = f"A{HEADER_ROW - 1}"


def _parts_differ(sheet: Worksheet, header_row: int) -> bool:
    """Return whether a list with titles of its own, or a chart, stands on a page of its own."""
    if not sheet.row_breaks.brk:
        return False
    first = min(one.id for one in sheet.row_breaks.brk)
    charts: list[Any] = sheet._charts  # type: ignore[attr-defined]  # noqa: SLF001 - no other list
    rows = range(max(first, header_row + 1) + 1, sheet.max_row + 1)
    titled = any(sheet.cell(row, 1).style == styles.HEADER for row in rows)
    return titled or any(coordinate_to_tuple(chart.anchor)[0] > first for chart in charts)


def wait_for(sheet: Worksheet, cells: str, *, needed: bool) -> None:
    """Let formulas that take one of the cells be empty while it is, where they need it."""
    if isinstance(sheet.parent, TemplateWorkbook) and sheet.parent.guards:
        for row, column in CellRange(cells).cells:
            sheet.parent.awaited[sheet.title.casefold(), row, column] = needed


def fill(sheet: Worksheet, cells: str, table: str = "", *, needed: bool = True) -> None:
    """Put single inputs, or the column that tells whether a list is begun, among those to fill."""
    if isinstance(sheet.parent, TemplateWorkbook):
        sheet.parent.to_fill.append(ToFill(sheet.title, cells, table, needed))


def only_where_used(
    sheet: Worksheet, cells: str, first_column: str, names_row: int | None = None
) -> None:
    """Let the formulas of a list show borders only in rows whose first column shows something.

    And, with a row of names, in columns that have one.
    """
    known: dict[tuple[int, ...], StyleArray] = {}
    top = sheet[cells][0][0].row
    for row in sheet[cells]:
        for cell in row:
            if not cell.has_style:
                continue
            key = tuple(cell._style)  # noqa: SLF001 - by name is slow, here and below
            if key not in known:
                quiet, shown = styles.QUIET.get(cell.style), cell.number_format
                if quiet is not None:
                    cell.style = quiet
                    cell.number_format = shown
                known[key] = cell._style  # noqa: SLF001
            else:
                cell._style = copy(known[key])  # noqa: SLF001
    used, left = f'${first_column}{top}<>""', sheet[cells][0][0].column_letter
    named = used if names_row is None else f'AND({used},{left}${names_row}<>"")'
    border_where(sheet, cells, named)


def border_where(sheet: Worksheet, cells: str, condition: str) -> None:
    """Show borders where a condition on the first cell, carried on to the others, holds."""
    rule = FormulaRule(formula=[condition], border=styles.BOX)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(cells, rule)


def hide_where(sheet: Worksheet, cells: str, condition: str) -> None:
    """Show cells as empty paper where a condition on the first cell, carried on, holds."""
    rule = FormulaRule(  # type: ignore[no-untyped-call]
        formula=[condition], font=styles.HIDDEN, fill=styles.PAPER, border=styles.NO_BOX
    )
    sheet.conditional_formatting.add(cells, rule)


def part(sheet: Worksheet, headings: Mapping[str, str], last_column: str) -> None:
    """Print a wide list on pages side by side, each with what its columns are about above them.

    Args:
        sheet: after it was closed; the list begins in the usual row.
        headings: by the letter of the first column below each.
        last_column: the last one that is printed.
    """
    above = HEADER_ROW - 1
    starts = [column_index_from_string(letter) for letter in headings]
    ends = [*starts[1:], column_index_from_string(last_column) + 1]
    for heading, start, end in zip(headings.values(), starts, ends, strict=True):
        for column in range(start, end):
            text = heading if column == start else None
            put(sheet, f"{get_column_letter(column)}{above}", text, styles.SECTION)
        if start != starts[0]:
            sheet.col_breaks.append(Break(id=start - 1))
    sheet.print_title_rows = f"{above}:{HEADER_ROW}"


def new_page(sheet: Worksheet, row: int) -> None:
    """Let a row begin a new page in print."""
    sheet.row_breaks.append(Break(id=row - 1))


def link(sheet: Worksheet, cell: str, target: str, text: str) -> None:
    """Write a link to the first cell of a sheet of the same workbook."""
    there = f"'{said_on(sheet, target)}'!A1"
    shown = said_on(sheet, text)
    sheet[cell].hyperlink = Hyperlink(ref=cell, location=there, display=shown)
    put(sheet, cell, text, styles.JUMP)


def cell_of(sheet: str, letter: str, row: int) -> str:
    """Return a cell as a formula on any sheet has it."""
    return f"{_home(sheet)}!${letter}${row}"


def area_of(sheet: str, first: str, last: str, rows: int, start: int = FIRST_ROW) -> str:
    """Return so many rows of columns, as a formula on any sheet has them."""
    return f"{_home(sheet)}!${first}${start}:${last}${start + rows - 1}"


def _home(sheet: str) -> str:
    return sheet if sheet.isalnum() else f"'{sheet}'"


def header(sheet: Worksheet, titles: Sequence[str], row: int = HEADER_ROW) -> None:
    """Write the column titles."""
    for column, text in enumerate(titles, start=1):
        put(sheet, f"{get_column_letter(column)}{row}", text or None, styles.HEADER)
    sheet.row_dimensions[row].height = TITLES_HEIGHT


def section(sheet: Worksheet, row: int, heading: str, last_column: int) -> None:
    """Write a heading with a rule under it across the columns."""
    for column in range(1, last_column + 1):
        text = heading if column == 1 else None
        put(sheet, f"{get_column_letter(column)}{row}", text, styles.SECTION)


def put_input(
    sheet: Worksheet,
    cell: str,
    value: object,
    entry: Entry,
    title: str,
    prompt: str,
    *,
    kept: bool = False,
) -> None:
    """Write an input with its rule; in a blank copy it is empty, unless it is kept."""
    put(sheet, cell, value if kept or is_filled(sheet) else None, styles.INPUT, entry.shown)
    validate(sheet, cell, entry, title, prompt, kept=kept, optional=value is None)


def _note(sheet: Worksheet, cells: str, title: str, entry: Entry, needed: Needed | None) -> None:
    """Put an input among those whose entries are looked at; one below its like joins it."""
    typed = sheet.parent.typed  # type: ignore[union-attr]
    (top, left), (bottom, right) = area(cells)
    for place in reversed(range(len(typed))):
        above = typed[place]
        like = (above.title, above.entry, above.needed) == (title, entry, needed)
        if above.sheet == sheet.title and like:
            if (above.area.bottom, above.area.left, above.area.right) == (top - 1, left, right):
                joined = above.area._replace(bottom=bottom)
                typed[place] = replace(above, area=joined)
                return
            break
    typed.append(
        TypedCells(
            area=Area(sheet.title.casefold(), top, left, bottom, right),
            sheet=sheet.title,
            title=title,
            entry=entry,
            misfit=f"{CHECKS}!${MISFITS}${FIRST_ROW + len(typed)}",
            needed=needed,
        )
    )


def validate(
    sheet: Worksheet,
    cells: str,
    entry: Entry,
    title: str,
    prompt: str,
    *,
    kept: bool = False,
    optional: bool = False,
    listed: bool = False,
    begun: Needed | None = None,
) -> None:
    """Restrict an input, with a prompt beside it and a helpful refusal.

    Excel asks for that as long as a person types; what is pasted is found on the sheet of checks.

    Args:
        sheet: where it is.
        cells: the input, or a column of them.
        entry: what may be typed there.
        title: of the input or column.
        prompt: what belongs there; the refusal repeats it.
        kept: whether a blank copy of the workbook keeps what stands there.
        optional: whether formulas know what to do without it; so, too, where the prompt tells
            what a blank means.
        listed: whether it is a column of a list, which is filled in as far as there is something.
        begun: of such a column, the rows in which something is to stand.
    """
    asked = not optional and BLANK.search(prompt) is None
    wait_for(sheet, cells, needed=asked and not kept)
    used = asked and MEMO.search(prompt) is None
    if not kept and not listed:
        fill(sheet, cells, needed=used)
    if isinstance(sheet.parent, TemplateWorkbook) and not sheet.parent.knows_blanks:
        always = kept or (sheet.parent.filled and entry.kind != "textLength")
        if begun is None and used and not listed and always:
            begun = Needed()  # else it is among the inputs to fill
    else:
        begun = None
    if isinstance(sheet.parent, TemplateWorkbook) and (entry.kind != "textLength" or begun):
        _note(sheet, cells, title, entry, begun)
    said_prompt = said_on(sheet, f"{title}. {prompt}")[:255]
    rule = DataValidation(
        type=entry.kind,
        operator=entry.operator,
        formula1=entry.bound,
        formula2=entry.upper,
        allow_blank=True,
        showErrorMessage=True,
        showInputMessage=True,
        errorTitle="This does not fit",
        error=said_prompt,
        promptTitle=KEPT_PROMPT if kept else PROMPT,
        prompt=said_prompt,
    )
    rule.add(cells)
    sheet.add_data_validation(rule)
