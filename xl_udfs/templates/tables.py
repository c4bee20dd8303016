"""Lists on a sheet as Excel tables: a kind of cell and one formula for each column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableFormula, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates import layout, styles
from xl_udfs.templates.layout import put


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: an input, or a formula that is the same down the column.

    In a formula ``{row}`` is the row's number and ``{name}`` the letter of the column so named.
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


def add_table(
    sheet: Worksheet,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, object]],
    *,
    header_row: int = layout.HEADER_ROW,
    first_column: int = 1,
) -> range:
    """Write a table with its header, inputs and formulas; return the numbers of its rows.

    Args:
        sheet: where it goes.
        name: of the table: ``tblHolders``.
        columns: from left to right.
        rows: the inputs of each row by column name; at least one row.
        header_row: the row of the titles.
        first_column: the column of the first title.
    """
    letters = {
        column.name: get_column_letter(first_column + place) for place, column in enumerate(columns)
    }
    for column in columns:
        put(sheet, f"{letters[column.name]}{header_row}", column.title, styles.HEADER)
    numbers = range(header_row + 1, header_row + 1 + len(rows))
    for column in columns:
        letter = letters[column.name]
        for row, values in zip(numbers, rows, strict=True):
            if column.formula is None:
                value = values.get(column.name)
                style = styles.TEXT if column.fixed else styles.INPUT
            else:
                value = "=" + column.formula.format(row=row, **letters)
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
                kept=column.kept,
                prompt=f"{column.title}. {column.prompt}",
            )
    corner = f"{letters[columns[0].name]}{header_row}"
    table = Table(displayName=name, ref=f"{corner}:{letters[columns[-1].name]}{numbers[-1]}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    table._initialise_columns()  # type: ignore[attr-defined]  # noqa: SLF001 - columns before save
    for shown, column in zip(table.tableColumns, columns, strict=True):
        shown.name = column.title
        if column.formula is not None:
            text = column.formula.format(row=numbers[0], **letters)
            shown.calculatedColumnFormula = TableFormula(attr_text=text)
    sheet.add_table(table)
    return numbers
