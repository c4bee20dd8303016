"""Lists on a sheet as Excel tables: a kind of cell and one formula for each column."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.cell.cell import TYPE_FORMULA
from openpyxl.utils import absolute_coordinate, get_column_letter, quote_sheetname
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.table import Table, TableFormula, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.engine.formula.relative import RelativeFormula, relative
from xl_udfs.engine.formula.tokens import Token, TokenKind, tokens_of
from xl_udfs.engine.printing.pages import NUMBERED
from xl_udfs.engine.workbook.own_row import form_in, written
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.entries import MEMO, Entry, tells_of_a_blank
from xl_udfs.templates.sheets.layout import put
from xl_udfs.templates.sheets.needs import may_be_empty, needs
from xl_udfs.templates.sheets.words import Needed, is_filled, said_on


@dataclass(frozen=True, slots=True)
class Column:
    """One column of inputs."""

    name: str  # as formulas and readers find it: "shares"
    title: str  # the header's text
    entry: Entry
    prompt: str
    kept: bool = False  # in a blank copy: a term or setting, no fact of the company
    total: bool = False  # its sum stands above the header, where the list can grow below it
    needed_where: str = ""  # a condition over the rows of the list, with names as in a formula


@dataclass(frozen=True, slots=True)
class LabelColumn:
    """One column of words of the template itself, which nobody types."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Formula:
    """One column of a formula that is the same in every row.

    In it ``{row}`` is the row's number, ``{first}`` and ``{last}`` are those of the list and
    ``{name}`` is the letter of the column so named. Within its own list a formula takes
    ``{name}${first}:{name}${last}``: Tab[Col] is a circular reference to the calculation library.
    """

    name: str
    title: str
    shown: str
    formula: str
    linked: bool = False  # the formula takes its value from another sheet
    total: bool = False


AnyColumn: TypeAlias = Column | LabelColumn | Formula
Ranges: TypeAlias = Mapping[tuple[str, str], tuple[str, str]]
"""The sheet and cells of a column, by the names of its table and itself."""


def rows_of(names: str, *rows: Sequence[object]) -> tuple[Mapping[str, object], ...]:
    """Return rows of inputs, each positional under the columns' names: ``"holder shares"``."""
    return tuple(dict(zip(names.split(), row, strict=True)) for row in rows)


def order_column(day: str) -> Formula:
    """Return a column that tells whether a list's days rise, which no check over two ranges could.

    A range less its first row does not grow with the table, where one over all rows does.
    """
    days = f"{{{day}}}${{first}}:{{{day}}}{{row}}"
    formula = f'IF(COUNTIF({days},">="&{{{day}}}{{row}})=1,"rising","not rising")'
    return Formula("order", "Order", styles.WORDS, formula)


def add_table(
    sheet: Worksheet,
    name: str,
    columns: Sequence[AnyColumn],
    rows: Sequence[Mapping[str, object]],
    *,
    header_row: int = layout.HEADER_ROW,
    first_column: int = 1,
    kept: Collection[str] = (),
    beside: int = 0,
    room: str = "",
    used_by: str = "",
    names_row: int | None = None,
    begun_by: str = "",
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
        beside: how many rows further down another list has the same line: ``{beside}``.
        room: what more rows than these need, told where the engine is given them.
        used_by: name of the column that shows something where a row is used; else the first.
        names_row: where the names of classes stand above the numbered columns.
        begun_by: name of the column that tells whether the list is begun, where nothing follows
            without it; such a list is among the inputs to fill.
    """
    letters = {
        column.name: get_column_letter(first_column + place) for place, column in enumerate(columns)
    }
    numbers = range(header_row + 1, header_row + 1 + len(rows))
    ends = {"first": numbers[0], "last": numbers[-1]}
    _head(sheet, name, columns, letters, header_row, named=names_row is not None)
    _hide_totals(sheet, columns, letters, header_row, used_by or columns[0].name)
    for column in columns:  # before a formula takes a cell at its right
        if isinstance(column, Formula):
            cells = f"{letters[column.name]}{numbers[0]}:{letters[column.name]}{numbers[-1]}"
            layout.wait_for(sheet, cells, needed=not may_be_empty(column.formula))
        elif isinstance(column, Column):
            keeps = column.kept or column.name in kept
            layout.validate(
                sheet,
                f"{letters[column.name]}{numbers[0]}:{letters[column.name]}{numbers[-1]}",
                column.entry,
                column.title,
                column.prompt,
                kept=keeps,
                optional=any(values.get(column.name) is None for values in rows),
                listed=True,
                begun=_needed(sheet, column, columns, rows, kept, letters, numbers),
            )
    for column in columns:
        letter, style = letters[column.name], _style(column, columns[0])
        keeps = isinstance(column, Column) and (column.kept or column.name in kept)
        stays = keeps or isinstance(column, LabelColumn) or is_filled(sheet)
        if isinstance(column, Formula):
            style = styles.QUIET.get(style, style)
            first, *others = (
                "=" + column.formula.format(row=row, beside=row + beside, **ends, **letters)
                for row in numbers
            )
            put(sheet, f"{letter}{numbers[0]}", first, style, _format_of(column))
            layout.put_below(sheet, f"{letter}{numbers[0]}", others)
            continue
        value, *values = [values.get(column.name) if stays else None for values in rows]
        put(sheet, f"{letter}{numbers[0]}", value, style, _format_of(column))
        layout.put_below(sheet, f"{letter}{numbers[0]}", values)
    corner = f"{letters[columns[0].name]}{header_row}"
    table = Table(displayName=name, ref=f"{corner}:{letters[columns[-1].name]}{numbers[-1]}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    table._initialise_columns()  # type: ignore[attr-defined]  # noqa: SLF001 - columns before save
    for shown, column in zip(table.tableColumns, columns, strict=True):
        shown.name = said_on(sheet, column.title)
        if isinstance(column, Formula):
            written = str(sheet[f"{letters[column.name]}{numbers[0]}"].value)
            shown.calculatedColumnFormula = TableFormula(attr_text=written.removeprefix("="))
    _border(sheet, columns, numbers, used_by or columns[0].name, first_column, names_row)
    if room:
        table.comment = f"Room for {len(rows):,} rows. {room}"
    sheet.add_table(table)
    left_empty = (one for one in columns if isinstance(one, Column) and not one.kept)
    for begins in (
        [begun_by] if begun_by else [one.name for one in left_empty if one.name not in kept]
    ):
        cells = f"{letters[begins]}{numbers[0]}:{letters[begins]}{numbers[-1]}"
        layout.fill(sheet, cells, name, needed=bool(begun_by))
    return numbers


def _needed(
    sheet: Worksheet,
    column: Column,
    columns: Sequence[AnyColumn],
    rows: Sequence[Mapping[str, object]],
    kept: Collection[str],
    letters: Mapping[str, str],
    numbers: range,
) -> Needed | None:
    """Return where a blank of a column does not fit; None where its prompt tells what it means.

    A row is begun by what is typed in it, in a blank copy by what that leaves to be typed.
    """

    def cells(name: str) -> str:
        area = f"${letters[name]}${numbers[0]}:${letters[name]}${numbers[-1]}"
        return f"{quote_sheetname(sheet.title)}!{area}"

    def keeps(one: Column) -> bool:
        return one.kept or one.name in kept

    begun = [row for row in rows if any(value is not None for value in row.values())]
    if column.needed_where:
        return Needed(where=column.needed_where.format_map({name: cells(name) for name in letters}))
    if any(one.name == "remark" for one in columns):
        return None  # which says what a row lacks
    if tells_of_a_blank(column.prompt) or any(
        row.get(column.name) is None for row in begun or rows
    ):
        return None
    beginning = tuple(
        cells(one.name)
        for one in columns
        if isinstance(one, Column)
        and one is not column
        and (keeps(column) or not keeps(one))
        and MEMO.search(one.prompt) is None
    )
    return Needed(begun_by=beginning) if beginning else None


def _border(
    sheet: Worksheet,
    columns: Sequence[AnyColumn],
    numbers: range,
    used_by: str,
    first_column: int,
    names_row: int | None,
) -> None:
    """Show rows only where they are used, and what is numbered only below a name.

    Formulas have borders there, and inputs in the next row too, in which one more is typed.
    """
    names = [column.name for column in columns]
    key = get_column_letter(first_column + names.index(used_by))
    used = f'${key}{numbers[0]}<>""'

    def kind(place: int) -> tuple[type[AnyColumn], bool]:
        return type(columns[place]), NUMBERED.search(columns[place].title) is not None

    groups = [
        (*kinds, *(get_column_letter(first_column + place) for place in (places[0], places[-1])))
        for kinds, places in (
            (kinds, [*found]) for kinds, found in groupby(range(len(columns)), kind)
        )
    ]
    listed = isinstance(columns[names.index(used_by)], Formula)  # by another list
    typed = [(left, right) for of, _, left, right in groups if of is Column]
    for of, is_numbered, left, right in groups:
        cells = f"{left}{numbers[0]}:{right}{numbers[-1]}"
        named = names_row is not None and is_numbered
        if named:
            layout.hide_where(
                sheet, f"{left}{names_row}:{right}{numbers[0] - 1}", f'{left}${names_row}=""'
            )
        if named and of is Column:
            nothing = f'AND({left}${names_row}="",{left}{numbers[0]}="")'
            layout.hide_where(sheet, cells, nothing)
        if typed and of is not LabelColumn:
            above = numbers[0] - (of is Column and not listed)
            rows = ",".join(f"${first}{above}:${last}{numbers[0]}" for first, last in typed)
            nothing = f"COUNTA({rows})=0"
            layout.hide_where(sheet, cells, f"AND(NOT({used}),{nothing})" if listed else nothing)
        if of is Formula:
            both = f'AND({used},{left}${names_row}<>"")' if named else used
            layout.border_where(sheet, cells, both)


def _head(
    sheet: Worksheet,
    name: str,
    columns: Sequence[AnyColumn],
    letters: Mapping[str, str],
    row: int,
    *,
    named: bool,
) -> None:
    """Write the titles, and above them the sums that some columns have."""
    summed = [column for column in columns if not isinstance(column, LabelColumn) and column.total]
    for column in columns:
        put(sheet, f"{letters[column.name]}{row}", column.title, styles.HEADER)
    for column in summed:
        total, shown = f"=SUM({name}[{column.title}])", _format_of(column)
        total = total if named else needs(total)  # a class that is not there has a total of 0
        style = styles.QUIET[styles.TOTAL] if named else styles.TOTAL
        put(sheet, f"{letters[column.name]}{row - 1}", total, style, shown)
    sheet.row_dimensions[row].height = layout.TITLES_HEIGHT
    if any(column is not columns[0] for column in summed):
        style = styles.QUIET[styles.TOTAL] if named else styles.TOTAL
        put(sheet, f"{letters[columns[0].name]}{row - 1}", "Total", style)


def _hide_totals(
    sheet: Worksheet,
    columns: Sequence[AnyColumn],
    letters: Mapping[str, str],
    row: int,
    used_by: str,
) -> None:
    """Show no sums, which are all 0, above a list that is not begun."""
    summed = [column for column in columns if not isinstance(column, LabelColumn) and column.total]
    first = f"${letters[used_by]}${row + 1}"
    for name in dict.fromkeys([columns[0].name, *(column.name for column in summed)]):
        cell = f"{letters[name]}{row - 1}"
        if summed:
            layout.hide_where(sheet, cell, f'AND({first}="",N({cell})=0)')


def _format_of(column: AnyColumn) -> str:
    if isinstance(column, Column):
        return column.entry.shown
    return column.shown if isinstance(column, Formula) else styles.GENERAL


def _style(column: AnyColumn, first: AnyColumn) -> str:
    if isinstance(column, Formula):
        return styles.LINK if column.linked else styles.CALCULATION
    if isinstance(column, Column):
        return styles.INPUT
    return styles.TEXT if column is first else styles.APART


def use_ranges(book: Workbook) -> None:
    """Turn every Table[Column] and Table[#All] of a workbook into the range that it stands for.

    LibreOffice does not know every form of them, and Excel lengthens a range that covers a column
    of a table, too, when the table grows.
    """
    ranges = _ranges_of(book)
    for sheet in book.worksheets:
        known: dict[RelativeFormula, RelativeFormula] = {}  # with ranges, once for all copies
        above: dict[
            int, tuple[str, str]
        ] = {}  # by column: a formula and it with ranges, in any row
        for number, row in enumerate(sheet.iter_rows(), start=1):
            for across, cell in enumerate(row, start=1):
                text, position = cell.value, (number, across)
                if cell.data_type == TYPE_FORMULA and isinstance(text, str) and "[" in text:
                    before, after = above.get(across, ("", ""))
                    if f"={written(before, number)}" != text:
                        form = relative(text[1:], position)
                        if form not in known:
                            replaced = _with_ranges(text[1:], sheet.title, ranges)
                            known[form] = relative(replaced, position)
                        before, after = form_in(form, across), form_in(known[form], across)
                        above[across] = before, after
                    cell.value = f"={written(after, number)}"
        for table in sheet.tables.values():
            for column in table.tableColumns:
                if column.calculatedColumnFormula is not None:
                    formula = column.calculatedColumnFormula
                    formula.attr_text = _with_ranges(formula.attr_text, sheet.title, ranges)


def _ranges_of(book: Workbook) -> Ranges:
    """Return where each column of a workbook's tables stands, and each whole table."""
    return {
        (table.displayName, title): (sheet.title, _column_range(table, place))
        for sheet in book.worksheets
        for table in sheet.tables.values()
        for place, title in enumerate(table.column_names)
    } | {
        (table.displayName, "#All"): (sheet.title, absolute_coordinate(table.ref))
        for sheet in book.worksheets
        for table in sheet.tables.values()
    }


def _with_ranges(formula: str, sheet: str, ranges: Ranges) -> str:
    def found(token: Token) -> str:
        name, _, column = token.text.partition("[")
        if token.kind is not TokenKind.STRUCTURED or not name or "[" in column:
            return token.text
        home, cells = ranges[name, column.removesuffix("]")]
        return cells if home == sheet else f"{quote_sheetname(home)}!{cells}"

    return "".join(map(found, tokens_of(formula)))


def _column_range(table: Table, place: int) -> str:
    """Return the cells below the header of a table's column."""
    cells = CellRange(table.ref)
    letter = get_column_letter(cells.min_col + place)
    return f"${letter}${cells.min_row + 1}:${letter}${cells.max_row}"
