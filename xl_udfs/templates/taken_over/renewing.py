"""A new workbook with what was typed in another of its template: of an earlier version, or full.

What may be typed are the cells with a data validation and no formula, there and here. Values go
by name, by table and title, and else by their cell where the row has the same label; a list grows
to the rows that are there. What no longer fits is taken over all the same, so that the workbook's
own remarks and checks tell of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from xl_udfs.engine.api import Book, Row, Rows, TableRows, package_bytes, read_book, unpacked
from xl_udfs.engine.tables.followers import followers
from xl_udfs.engine.tables.inputs import named_cells
from xl_udfs.engine.tables.refreshed import refreshed
from xl_udfs.engine.workbook.book import Place, data_of
from xl_udfs.engine.workbook.sheet import address
from xl_udfs.engine.workbook.validations import DataValidation, validations_of
from xl_udfs.hosts.headless import function_table
from xl_udfs.templates.all_templates import BLANKS, cap_table_with_room
from xl_udfs.templates.cap_table.data import Company, room_of
from xl_udfs.templates.taken_over.position import HeldLine, Taken, known
from xl_udfs.templates.taken_over.table_in import TableIn

LEDGER_TITLES = {"date": "Date", "event": "Event", "deal": "Deal", "kind": "Kind of issue"}


@dataclass(frozen=True, slots=True)
class NewWorkbook:
    """The file of a new workbook, and in words what is to be known of it."""

    content: bytes
    told: tuple[str, ...]


def renewed(old: Book, template: str, now: datetime) -> NewWorkbook:
    """Return a new workbook of a template with what was typed in another one.

    Args:
        old: the other one, of the same template.
        template: its name.
        now: what its clock shows.

    Raises:
        UnreadableError: where the new one does not take it.
    """
    before = _EntryCells(old)
    new = read_book(unpacked(_blank(template, before)))
    after = _EntryCells(new)
    tables = _rows(new, before, after)
    inputs = dict(chain(_named(old, new, before, after), _keyed(before, after)))
    inputs |= dict(_forms(before, after))
    result = refreshed(
        new, function_table(), now=now, tables=tables, inputs=inputs, refuses_misfits=False
    )
    return NewWorkbook(package_bytes(result.package), (*_left(old, before, after), *result.notes))


class _EntryCells:
    """The cells of a workbook in which a user types: names, and columns of tables."""

    def __init__(self, book: Book) -> None:
        """Find them."""
        self._book = book
        self._rules = {sheet.name: validations_of(book.package, sheet) for sheet in book.sheets}
        self.names = {name: place for name, place in named_cells(book) if self.takes(place)}
        self.tables: dict[str, TableIn] = {}
        self.titles: dict[str, tuple[str, ...]] = {}
        for sheet in book.sheets:
            for table in sheet.tables:
                found = TableIn(book, table.displayName)
                titles = tuple(
                    title
                    for title in found.typed
                    if self.takes(Place(found.sheet, (found.numbers[0], found.columns[title])))
                )
                if titles:
                    self.tables[found.name], self.titles[found.name] = found, titles

    def others(self) -> Iterator[tuple[Place, Taken]]:
        """Yield what is typed beside names and tables."""
        named = {*self.names.values()}
        for sheet in self._book.sheets:
            areas = [data_of(table) for table in sheet.tables]
            for at, cell in sheet.cells.items():
                place = Place(sheet.name, at)
                listed = any(
                    top <= at[0] <= bottom and left <= at[1] <= right
                    for (top, left), (bottom, right) in areas
                )
                if known(cell.value) and not listed and place not in named and self.takes(place):
                    yield place, cell.value

    def takes(self, place: Place) -> bool:
        """Whether something may be typed into a cell."""
        rules: Sequence[DataValidation] = self._rules.get(place.sheet, ())
        ruled = any(rule.holds(place.position) for rule in rules)
        return ruled and self._book.formula(place) is None

    def label(self, place: Place) -> Taken:
        """Return what stands in the first column of a cell's row."""
        return self._book.value(Place(place.sheet, (place.position[0], 1)))

    def lines(self, name: str) -> list[HeldLine]:
        """Return what is typed in the rows of a table, without blank ones at the end."""
        if name not in self.tables:
            return []
        table, titles = self.tables[name], self.titles[name]
        found: list[HeldLine] = [
            {title: table.value(row, title) for title in titles} for row in table.numbers
        ]
        while found and not any(map(known, found[-1].values())):
            found.pop()
        return found

    def keys(self, name: str) -> Mapping[Taken, int]:
        """Return the row of each key of a table that has one in each row; of others nothing."""
        table, titles = self.tables[name], self.titles[name]
        first = next(iter(table.columns))
        values = {table.value(row, first): row for row in table.numbers}
        whole = len(values) == len(table.numbers) and all(map(known, values))
        return values if whole and len(titles) > (first in titles) else {}


def _blank(template: str, before: _EntryCells) -> bytes:
    """Return a blank copy with room for what was typed."""
    if template != "cap_table":
        return BLANKS[template]()
    ledger = (
        {name: line.get(title) for name, title in LEDGER_TITLES.items()}
        for line in before.lines("tblLedger")
    )
    room = room_of(
        Company(
            classes=tuple(before.lines("tblClasses")),
            holders=tuple(before.lines("tblHolders")),
            ledger=tuple(ledger),
        )
    )
    return cap_table_with_room(
        filled=False, classes=room.classes, holders=room.holders, events=room.events
    )


def _named(
    old: Book, new: Book, before: _EntryCells, after: _EntryCells
) -> Iterator[tuple[str, Taken]]:
    for name in before.names.keys() & after.names.keys():
        value = old.value(before.names[name])
        if known(value) and value != new.value(after.names[name]):
            yield name, value


def _keyed(before: _EntryCells, after: _EntryCells) -> Iterator[tuple[str, Taken]]:
    """Yield the cells of tables whose rows are given by their first column."""
    for name, there in after.tables.items():
        keys = after.keys(name)
        if not keys or name not in before.tables:
            continue
        table = before.tables[name]
        first = next(iter(there.columns))
        titles = [title for title in after.titles[name] if title in before.titles[name]]
        for row in table.numbers if first in table.columns else ():
            at = keys.get(table.value(row, first))
            for title in titles if at is not None else ():
                value = table.value(row, title)
                if at is not None and known(value) and value != there.value(at, title):
                    yield f"{there.sheet}!{address((at, there.columns[title]))}", value


def _rows(new: Book, before: _EntryCells, after: _EntryCells) -> list[TableRows]:
    """Return the rows of the lists; those that follow another have as many as it has."""
    lists = {
        name: lines
        for name in after.tables
        if not after.keys(name) and (lines := before.lines(name))
    }
    count = {
        name: max(len(lines), len(after.tables[name].numbers)) for name, lines in lists.items()
    }
    for name in lists:
        count |= dict.fromkeys(followers(new, name), count[name])
    return [
        _padded(name, after.tables[name].typed, lines, count[name]) for name, lines in lists.items()
    ]


def _padded(name: str, titles: Sequence[str], lines: Sequence[HeldLine], count: int) -> TableRows:
    texts = {title for title in titles if any(isinstance(ln.get(title), str) for ln in lines)}
    rows = [
        tuple(
            f"{value:.15g}" if title in texts and isinstance(value, float) else value
            for title in titles
            for value in [line.get(title)]
        )
        for line in lines
    ]
    rows += [(None,) * len(titles)] * (count - len(lines))
    return TableRows(
        name, Rows(tuple(titles), tuple(Row(at, row) for at, row in enumerate(rows, start=1)))
    )


def _forms(before: _EntryCells, after: _EntryCells) -> Iterator[tuple[str, Taken]]:
    """Yield what is typed beside names and tables, where the row has the same label."""
    for place, value in before.others():
        if after.takes(place) and after.label(place) == before.label(place):
            yield f"{place.sheet}!{address(place.position)}", value


def _left(old: Book, before: _EntryCells, after: _EntryCells) -> Iterator[str]:
    """Yield what was typed where the new workbook has no place for it."""
    for name, place in before.names.items():
        if name not in after.names and known(old.value(place)):
            yield f"left out: {name}, {old.value(place)}, which has no place any more"
    for place, value in before.others():
        if not after.takes(place) or after.label(place) != before.label(place):
            where = f"{place.sheet}!{address(place.position)}"
            yield f"left out: {where}, {value}, whose row has another label now"
    for name, table in before.tables.items():
        for title in before.titles[name]:
            held = [row for row in table.numbers if known(table.value(row, title))]
            if held and title not in after.titles.get(name, ()):
                yield (
                    f"left out: the column {title} of {name}, {len(held):,} values, which has no "
                    "place any more"
                )
