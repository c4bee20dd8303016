"""Lists on a sheet as Excel tables: a kind of cell and one formula for each column."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.utils import absolute_coordinate, get_column_letter, quote_sheetname
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.table import Table, TableFormula, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.layout import put

COLUMN_REFERENCE = re.compile(r"(tbl\w+)\[([^\[\]]+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: an input, or a formula that is the same down the column.

    In a formula ``{row}`` is the row's number, ``{first}`` and ``{last}`` are those of the list and
    ``{name}`` is the letter of the column so named. Within its own list a formula takes
    ``{name}${first}:{name}${last}``: Tab[Col] is a circular reference to the calculation library.
    """

    name: str  # as formulas and readers find it: "shares"
    title: str  # the header's text
    shown: str = styles.GENERAL
    formula: str | None = None
    linked: bool = False  # the formula takes its value from another sheet
    prompt: str = ""  # of an input
    kind: layout.Kind = "decimal"
    operator: layout.Operator | None = "greaterThanOrEqual"
    bound: str | None = "0"
    upper: str | None = None
    kept: bool = False  # in a blank copy: a term or setting, no fact of the company
    fixed: bool = False  # words of the template itself, which nobody types
    total: bool = False  # its sum stands above the header, where the list can grow below it


def text_column(name: str, title: str, prompt: str, shown: str = styles.GENERAL) -> Column:
    """Return a column of short texts; shown as WORDS where it stands beside numbers."""
    return Column(
        name=name,
        title=title,
        shown=shown,
        prompt=prompt,
        kind="textLength",
        operator="between",
        bound="1",
        upper="120",
    )


def choice_column(name: str, title: str, prompt: str, choices: str = layout.YES_NO) -> Column:
    """Return a column of one text among `choices`: a range, a name, or texts in quotes."""
    return Column(
        name=name,
        title=title,
        shown=styles.WORDS,
        prompt=prompt,
        kind="list",
        operator=None,
        bound=choices,
    )


def date_column(name: str, title: str, prompt: str) -> Column:
    """Return a column of dates."""
    return Column(name=name, title=title, prompt=prompt, shown=styles.DATE, kind="date", bound="61")


def order_column(day: str) -> Column:
    """Return a column that says whether a list's days rise, which no check over two ranges could.

    A range less its first row does not grow with the table, where one over all rows does.
    """
    days = f"{{{day}}}${{first}}:{{{day}}}{{row}}"
    return Column(
        name="order",
        title="Order",
        shown=styles.WORDS,
        formula=f'IF(COUNTIF({days},">="&{{{day}}}{{row}})=1,"rising","not rising")',
    )


def add_table(
    sheet: Worksheet,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, object]],
    *,
    header_row: int = layout.HEADER_ROW,
    first_column: int = 1,
    kept: Collection[str] = (),
) -> range:
    """Write a table with its header, inputs and formulas; return the numbers of its rows.

    Args:
        sheet: where it goes.
        name: of the table: ``tblHolders``.
        columns: from left to right.
        rows: the inputs of each row by column name; at least one row.
        header_row: the row of the titles.
        first_column: the column of the first title.
        kept: names of further columns that a blank copy keeps.
    """
    letters = {
        column.name: get_column_letter(first_column + place) for place, column in enumerate(columns)
    }
    for column in columns:
        letter = letters[column.name]
        put(sheet, f"{letter}{header_row}", column.title, styles.HEADER)
        if column.total:
            total = f"=SUM({name}[{column.title}])"
            put(sheet, f"{letter}{header_row - 1}", total, styles.TOTAL, column.shown)
    sheet.row_dimensions[header_row].height = 2 * layout.LINE_HEIGHT + 3
    if any(column.total for column in columns[1:]):
        put(sheet, f"{letters[columns[0].name]}{header_row - 1}", "Total", styles.TOTAL)
    numbers = range(header_row + 1, header_row + 1 + len(rows))
    ends = {"first": numbers[0], "last": numbers[-1]}
    for column in columns:
        letter = letters[column.name]
        for row, values in zip(numbers, rows, strict=True):
            if column.formula is None:
                value = values.get(column.name)
                style = styles.TEXT if column.fixed else styles.INPUT
            else:
                value = "=" + column.formula.format(row=row, **ends, **letters)
                style = styles.LINK if column.linked else styles.CALCULATION
            put(sheet, f"{letter}{row}", value, style, column.shown)
        if column.formula is None and not column.fixed:
            layout.validate(
                sheet,
                f"{letter}{numbers[0]}:{letter}{numbers[-1]}",
                kind=column.kind,
                operator=column.operator,
                bound=column.bound,
                upper=column.upper,
                kept=column.kept or column.name in kept,
                prompt=f"{column.title}. {column.prompt}",
            )
    corner = f"{letters[columns[0].name]}{header_row}"
    table = Table(displayName=name, ref=f"{corner}:{letters[columns[-1].name]}{numbers[-1]}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    table._initialise_columns()  # type: ignore[attr-defined]  # noqa: SLF001 - columns before save
    for shown, column in zip(table.tableColumns, columns, strict=True):
        shown.name = column.title
        if column.formula is not None:
            text = column.formula.format(row=numbers[0], **ends, **letters)
            shown.calculatedColumnFormula = TableFormula(attr_text=text)
    sheet.add_table(table)
    return numbers


def use_ranges(book: Workbook) -> None:
    """Turn every Table[Column] and Table[#All] of a workbook into the range that it stands for.

    The engine takes the name of a table for all of its columns, so that a column which feeds
    another one looks circular to it, and its INDEX does not know such a range at all. Excel
    lengthens a range that covers a column of a table when the table grows. LibreOffice, too, does
    not know every form of them.
    """
    ranges = {
        (table.displayName, title): (sheet.title, _column_range(table, place))
        for sheet in book.worksheets
        for table in sheet.tables.values()
        for place, title in enumerate(table.column_names)
    } | {
        (table.displayName, "#All"): (sheet.title, absolute_coordinate(table.ref))
        for sheet in book.worksheets
        for table in sheet.tables.values()
    }

    def replaced(formula: str, sheet: str) -> str:
        def found(match: re.Match[str]) -> str:
            home, cells = ranges[match[1], match[2]]
            return cells if home == sheet else f"{quote_sheetname(home)}!{cells}"

        return COLUMN_REFERENCE.sub(found, formula)

    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    cell.value = replaced(cell.value, sheet.title)
        for table in sheet.tables.values():
            for column in table.tableColumns:
                if column.calculatedColumnFormula is not None:
                    formula = column.calculatedColumnFormula.attr_text
                    column.calculatedColumnFormula.attr_text = replaced(formula, sheet.title)


def _column_range(table: Table, place: int) -> str:
    """Return the cells below the header of a table's column."""
    cells = CellRange(table.ref)
    letter = get_column_letter(cells.min_col + place)
    return f"${letter}${cells.min_row + 1}:${letter}${cells.max_row}"
