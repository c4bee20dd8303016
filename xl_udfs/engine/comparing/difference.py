"""What is different in two workbooks: structure, names, tables, and cells.

Rows of a table are matched by a key; a cell below a table that grew is compared with the one that
has taken its place, and a formula that only grew with its table is the same.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from xl_udfs.engine.checking.compare import same
from xl_udfs.engine.comparing.alignment import Follow, TableBody, key_column, moves, table_bodies
from xl_udfs.engine.comparing.as_text import names_of, sheet_states, shown_cell, shown_value
from xl_udfs.engine.formula.called import with_calls
from xl_udfs.engine.references import address
from xl_udfs.engine.tables.placement import copied
from xl_udfs.engine.workbook.book import Book, Sheet
from xl_udfs.engine.workbook.sheet import Cell, Position


class Aspect(Enum):
    """What a difference is of; stable and public."""

    SHEET = "sheet"
    NAME = "name"
    TABLE = "table"
    ROW = "row"
    FORMULA = "formula"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference; "" before for what is added, "" after for what is removed."""

    aspect: Aspect
    place: str
    before: str
    after: str


def differences(
    before: Book, after: Book, keys: Mapping[str, str], functions: Container[str] = ()
) -> list[Difference]:
    """Return what is different, structure first, then cells in the order of the workbook.

    Args:
        before: the one workbook.
        after: the other.
        keys: columns that tell rows apart, by the table's name in lower case.
        functions: ours, by name; a call of one is the same in the form of every host.

    Raises:
        KeyFault: where one of them does not.
    """
    compared = _Pair(before, after, table_bodies(before), table_bodies(after), functions)
    return [*compared.structure(), *compared.tables(keys), *compared.cells()]


class _Pair:
    """Two workbooks."""

    def __init__(
        self,
        before: Book,
        after: Book,
        tables_before: Mapping[str, TableBody],
        tables_after: Mapping[str, TableBody],
        functions: Container[str],
    ) -> None:
        self.before, self.after = before, after
        self.tables_before, self.tables_after = tables_before, tables_after
        self.follow = Follow(moves(tables_before, tables_after))
        self.functions = functions

    def plain(self, formula: str) -> str:
        """Return a formula in which our functions bear their plain names."""
        return with_calls(formula, self.functions, str)

    def structure(self) -> Iterator[Difference]:
        old, new = sheet_states(self.before), sheet_states(self.after)
        yield from _mapped(Aspect.SHEET, old, new)
        kept = [name for name in old if name in new]
        order = [name for name in new if name in old]
        if kept != order:
            yield Difference(Aspect.SHEET, "order", ", ".join(kept), ", ".join(order))
        followed = {
            name: self.follow.formula(text, name.rpartition("!")[0])
            for name, text in names_of(self.before).items()
        }
        stored, now = names_of(self.before), names_of(self.after)
        same_names = {
            name
            for name, text in followed.items()
            if name in now and self.plain(text) == self.plain(now[name])
        }
        yield from _mapped(
            Aspect.NAME,
            {n: now[n] if n in same_names else text for n, text in stored.items()},
            now,
        )

    def tables(self, keys: Mapping[str, str]) -> Iterator[Difference]:
        yield from _mapped(
            Aspect.TABLE,
            {table.name: _layout(table) for table in self.tables_before.values()},
            {table.name: _layout(table) for table in self.tables_after.values()},
        )
        for name, old in self.tables_before.items():
            new = self.tables_after.get(name)
            if new is not None:
                yield from self._table(old, new, key_column(old, new, keys.get(name)))

    def _table(self, old: TableBody, new: TableBody, key: str | None) -> Iterator[Difference]:
        rows_before, rows_after = _keyed(old, key, self.before), _keyed(new, key, self.after)
        for label, row in rows_before.items():
            if label not in rows_after:
                yield Difference(Aspect.ROW, f"{old.name} {label}", _row(self.before, old, row), "")
                continue
            for column, number in old.columns.items():
                if column in new.columns:
                    yield from self._cell(
                        f"{old.name} {label} {column}",
                        (old.sheet, (row, number)),
                        (new.sheet, (rows_after[label], new.columns[column])),
                    )
        for label, row in rows_after.items():
            if label not in rows_before:
                yield Difference(Aspect.ROW, f"{new.name} {label}", "", _row(self.after, new, row))

    def cells(self) -> Iterator[Difference]:
        new_sheets = {sheet.name: sheet for sheet in self.after.sheets}
        for old in self.before.sheets:
            new = new_sheets.get(old.name)
            if new is None:
                continue
            inside_old = _table_cells(self.tables_before, self.tables_after, old.name)
            inside_new = _table_cells(self.tables_after, self.tables_before, old.name)
            pairs: dict[Position, Position | None] = {}
            for position in old.cells.keys() - inside_old:
                followed = self.follow.position(old.name, position)
                if followed is None:
                    yield from self._gone(old, position)
                else:
                    pairs[followed] = position
            for position in sorted({*pairs, *(new.cells.keys() - inside_new)}):
                place = f"{new.name}!{address(position)}"
                yield from self._cell(place, (old, pairs.get(position)), (new, position))

    def _gone(self, sheet: Sheet, position: Position) -> Iterator[Difference]:
        place = f"{sheet.name}!{address(position)}"
        yield from self._cell(place, (sheet, position), (sheet, None))

    def _cell(
        self,
        place: str,
        old: tuple[Sheet, Position | None],
        new: tuple[Sheet, Position | None],
    ) -> Iterator[Difference]:
        one = None if old[1] is None else old[0].cells.get(old[1])
        other = None if new[1] is None else new[0].cells.get(new[1])
        shown_before = "" if one is None else shown_cell(self.before, one)
        shown_after = "" if other is None else shown_cell(self.after, other)
        if shown_before == shown_after:
            return
        if one is not None and other is not None and self._same_formula(one, old, other, new):
            if not same(one.value, other.value):
                values = shown_value(self.before, one), shown_value(self.after, other)
                yield Difference(Aspect.VALUE, place, *values)
            return
        aspect = Aspect.VALUE
        if any(cell is not None and cell.formula is not None for cell in (one, other)):
            aspect = Aspect.FORMULA
        yield Difference(aspect, place, shown_before, shown_after)

    def _same_formula(
        self,
        one: Cell,
        old: tuple[Sheet, Position | None],
        other: Cell,
        new: tuple[Sheet, Position | None],
    ) -> bool:
        if one.formula is None or other.formula is None:
            return False
        text, wanted = self.plain(one.formula.text), self.plain(other.formula.text)
        followed = self.follow.formula(text, old[0].name)
        if wanted in (text, followed):
            return True
        if old[1] is None or new[1] is None:
            return False
        return wanted in (copied(text, old[1], new[1]), copied(followed, old[1], new[1]))


def _mapped(
    aspect: Aspect, before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[Difference]:
    for name in dict.fromkeys([*before, *after]):
        one, other = before.get(name, ""), after.get(name, "")
        if one != other:
            yield Difference(aspect, name, one, other)


def _layout(table: TableBody) -> str:
    return f"{table.sheet.name}: {', '.join(table.columns)}"


def _keyed(table: TableBody, key: str | None, book: Book) -> dict[str, int]:
    """Return the rows of a table by what tells them apart: a key, or their number."""
    if key is None:
        return {f"#{row - table.first + 1}": row for row in range(table.first, table.last + 1)}
    number = table.columns[key]
    return {
        shown_value(book, table.sheet.cells[row, number]): row
        for row in range(table.first, table.last + 1)
    }


def _row(book: Book, table: TableBody, row: int) -> str:
    shown = (
        (name, shown_value(book, cell))
        for name, number in table.columns.items()
        if (cell := table.sheet.cells.get((row, number))) is not None
    )
    return ", ".join(f"{name} {value}" for name, value in shown if value)


def _table_cells(
    tables: Mapping[str, TableBody], others: Mapping[str, TableBody], sheet: str
) -> set[Position]:
    """Return the cells of the rows of tables that both workbooks have."""
    return {
        (row, number)
        for name, table in tables.items()
        if name in others and table.sheet.name == sheet
        for row in range(table.first, table.last + 1)
        for column, number in table.columns.items()
        if column in others[name].columns
    }
