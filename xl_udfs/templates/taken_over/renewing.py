"""A new workbook with what was typed in another of its template: of an earlier version, or full.

What may be typed are the cells with a data validation and no formula, there and here. Values go
by name, by table and title, and else by their cell where the row has the same label, on the sheet
of the same name or, where it was renamed, of the same place; a list grows to the rows that are
there. What no longer fits is taken over all the same, so that the workbook's
own remarks and checks tell of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, product

from xl_udfs.cells import cell_text, moment_of
from xl_udfs.engine.api import Book, Row, Rows, TableRows, package_bytes, read_book, unpacked
from xl_udfs.engine.tables.entries import STORED
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
from xl_udfs.templates.taken_over.table_in import Key, TableIn

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
        new,
        function_table(),
        now=now,
        tables=tables,
        inputs=inputs,
        entry=STORED,
        refuses_misfits=False,
    )
    return NewWorkbook(package_bytes(result.package), (*_left(old, before, after), *result.notes))


class _EntryCells:
    """The cells of a workbook in which a user types: names, and columns of tables."""

    def __init__(self, book: Book) -> None:
        """Find them."""
        self._book = book
        self.sheets = [sheet.name for sheet in book.sheets]
        self._rules = {sheet.name: validations_of(book.package, sheet) for sheet in book.sheets}
        self.names = {name: place for name, place in named_cells(book) if self.takes(place)}
        self.tables: dict[str, TableIn] = {}
        self.titles: dict[str, tuple[str, ...]] = {}
        for sheet in book.sheets:
            for table in sheet.tables:
                found = TableIn(book, table.displayName)
                titles = tuple(
                    title
                    for title in found.columns
                    if any(self.takes(found.place(row, title)) for row in found.numbers)
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
        ruled = bool(rules) and self._book.formula(place) is None
        return ruled and any(rule.holds(place.position) for rule in rules)

    def shown(self, place: Place) -> str:
        """Return the value of a cell as sentences show it."""
        cell = self._book.cell(place)
        is_day = cell is not None and cell.style in self._book.date_styles
        day = moment_of(cell.value) if cell and is_day and type(cell.value) is float else None
        return cell_text(self._book.value(place)) if day is None else f"{day:%Y-%m-%d}"

    def like(self, place: Place, before: "_EntryCells") -> Place | None:
        """Return the cell that has the place and the label of another workbook's."""
        names, here = before.sheets, self.sheets
        at = names.index(place.sheet)
        renamed = place.sheet not in here and at < len(here) and here[at] not in names
        there = Place(here[at], place.position) if renamed else place
        return there if self.takes(there) and self.label(there) == before.label(place) else None

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

    def keys(self, name: str) -> Mapping[Key, int]:
        """Return the row of each key of a table that has one in each row; of others nothing."""
        table, titles = self.tables[name], self.titles[name]
        first = next(iter(table.columns))
        found = table.keyed(first)
        once = first not in titles or all(number == 0 for _, number in found)
        whole = once and all(known(value) for value, _ in found)
        return found if whole and len(titles) > (first in titles) else {}


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
    for name in before.tables.keys() & after.tables.keys():
        table, there = before.tables[name], after.tables[name]
        pairs = _pairs(name, before, after).items()
        titles = [title for title in after.titles[name] if title in before.titles[name]]
        for (row, at), title in product(pairs, titles):
            value, place = table.value(row, title), there.place(at, title)
            other = known(value) and value != there.value(at, title)
            if other and before.takes(table.place(row, title)) and after.takes(place):
                yield f"{place.sheet}!{address(place.position)}", value


def _pairs(name: str, before: _EntryCells, after: _EntryCells) -> dict[int, int]:
    """Return where the rows of such a table are now: by their keys.

    A key that may be typed goes along with its row, which is then at the same place.
    """
    keys, there = after.keys(name), after.tables[name]
    table, first = before.tables[name], next(iter(there.columns))
    if not keys or first not in table.columns:
        return {}
    held = table.keyed(first)
    found = {row: keys[key] for key, row in held.items() if key in keys}
    if first in after.titles[name] and len(table.numbers) == len(there.numbers):
        gone = {*there.numbers}.difference(found.values())
        rows = zip(table.numbers, there.numbers, strict=True)
        found |= {row: at for row, at in rows if row not in found and at in gone}
    return found


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
    """Return rows of values as they stand, each of its own kind, and blank ones up to a number."""
    rows = [tuple(line.get(title) for title in titles) for line in lines]
    rows += [(None,) * len(titles)] * (count - len(lines))
    numbered = tuple(Row(at, row) for at, row in enumerate(rows, start=1))
    return TableRows(name, Rows(tuple(titles), numbered), entry=STORED)


def _forms(before: _EntryCells, after: _EntryCells) -> Iterator[tuple[str, Taken]]:
    """Yield what is typed beside names and tables, where the row has the same label."""
    for place, value in before.others():
        there = after.like(place, before)
        if there is not None:
            yield f"{there.sheet}!{address(there.position)}", value


def _left(old: Book, before: _EntryCells, after: _EntryCells) -> Iterator[str]:
    """Yield what was typed where the new workbook has no place for it."""
    for name, place in before.names.items():
        if name not in after.names and known(old.value(place)):
            yield f"left out: {name}, {before.shown(place)}, which has no place any more"
    for place, _ in before.others():
        if after.like(place, before) is None:
            where = f"{place.sheet}!{address(place.position)}"
            yield f"left out: {where}, {before.shown(place)}, whose row has another label now"
    for name, table in before.tables.items():
        for title in before.titles[name]:
            held = [row for row in table.numbers if known(table.value(row, title))]
            if held and title not in after.titles.get(name, ()):
                yield (
                    f"left out: the column {title} of {name}, {len(held):,} values, which has no "
                    "place any more"
                )
        yield from _rows_left(name, before, after)


def _rows_left(name: str, before: _EntryCells, after: _EntryCells) -> Iterator[str]:
    """Yield the rows of a table for which the new workbook has none."""
    if name in after.tables and after.keys(name):
        table, placed = before.tables[name], _pairs(name, before, after)
        for row in table.numbers:
            told = ", ".join(
                f"{title} {before.shown(place)}"
                for title in before.titles[name]
                for place in [table.place(row, title)]
                if known(table.value(row, title)) and before.takes(place)
            )
            if told and row not in placed:
                label = table.value(row, next(iter(table.columns)))
                yield f'left out: the row "{label}" of {name}, which has no place any more: {told}'
