"""The position of a day in a cap table: its classes, its holders and what each holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from xl_udfs.cells import CellValue
from xl_udfs.engine.api import (
    DEFAULT_LIMITS,
    Computed,
    Limits,
    Place,
    UnreadableError,
    Unsupported,
    compute_file,
)
from xl_udfs.engine.workbook.book import data_of
from xl_udfs.engine.workbook.sheet import position_of
from xl_udfs.hosts.headless import function_table

Line: TypeAlias = Mapping[str, CellValue]  # the values of a row by the titles of its columns
SOUND = {"ALL CHECKS OK", "ALL CHECKS WITH DATA OK"}
CHECKED = Place("Checks", (4, 2))  # the master check
MOST_NAMED = 6  # columns that a sentence names
NEEDED: Mapping[str, tuple[str, ...]] = {
    "tblClasses": (
        *("Class", "Type", "Original issue price", "Preference price", "Preference multiple"),
        *("Participation", "Cap", "Cap multiple", "Seniority", "Conversion price"),
        *("Common per share", "Shares", "Dividends, $", "Accrued, $", "What is missing"),
    ),
    "tblLedger": ("Class", "Strike, $"),
    "tblCapTable": ("Holder",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What a cap table shows on a day."""

    file: str  # its name
    day: str
    classes: tuple[Line, ...]  # those with a name, in its order
    holders: tuple[tuple[str, tuple[float, ...]], ...]  # the number of each class, in that order
    strikes: Mapping[str, frozenset[float]]  # of the lines of the ledger, by class

    @property
    def source(self) -> str:
        """Say where what is taken over comes from."""
        return f"{self.file}, sheets Classes and Cap Table, position of {self.day}"


def read_position(path: Path, now: datetime, limits: Limits = DEFAULT_LIMITS) -> Position:
    """Read a cap table, each formula computed anew.

    Args:
        path: the workbook.
        now: what its clock shows.
        limits: what the file may at most be.

    Raises:
        UnreadableError: where it cannot be read, is not a cap table, or is not in order.
    """
    computed = compute_file(path, function_table(), now=now, limits=limits)
    lines = {name: _lines(computed, path.name, name, titles) for name, titles in NEEDED.items()}
    master = _value(computed, CHECKED)
    if master not in SOUND:
        raise _refused(f"the master check of {path.name} says {master!a}; put it in order first")
    classes = [line for line in lines["tblClasses"] if line["Class"] not in {None, ""}]
    columns = [f"Class {number}" for number in range(1, len(classes) + 1)]
    strikes: dict[str, set[float]] = {}
    for line in lines["tblLedger"]:
        if isinstance(strike := line["Strike, $"], float):
            strikes.setdefault(str(line["Class"]), set()).add(strike)
    return Position(
        file=path.name,
        day=_day(computed),
        classes=tuple(classes),
        holders=tuple(
            (str(line["Holder"]), tuple(number_in(line, column) or 0.0 for column in columns))
            for line in lines["tblCapTable"]
            if line["Holder"] not in {None, ""}
        ),
        strikes={name: frozenset(found) for name, found in strikes.items()},
    )


def number_in(line: Line, title: str) -> float | None:
    """Return the number in a column, None where it shows none."""
    value = line.get(title)
    return value if isinstance(value, float) else None


def _refused(found: str) -> UnreadableError:
    return UnreadableError("E_TABLE", found=found)


def _lines(computed: Computed, file: str, name: str, titles: tuple[str, ...]) -> list[Line]:
    """Return the rows of a table, which must have some columns."""
    for sheet in computed.book.sheets:
        for table in sheet.tables:
            if str(table.displayName).casefold() != name.casefold():
                continue
            (first, left), (last, _) = data_of(table)
            columns = {str(column.name): left + n for n, column in enumerate(table.tableColumns)}
            missing = [title for title in titles if title not in columns]
            if missing:
                named = ", ".join(missing[:MOST_NAMED])
                raise _refused(
                    f"the table {name} of {file} has no column {named}; make the cap table anew "
                    "with `xl-udfs new cap_table` and put its rows in"
                )
            return [
                {
                    title: _value(computed, Place(sheet.name, (row, place)))
                    for title, place in columns.items()
                }
                for row in range(first, last + 1)
            ]
    raise _refused(f"{file} is not a cap table: it has no table {name}")


def _value(computed: Computed, place: Place) -> CellValue:
    if place in computed.values:
        value = computed.values[place]
        if isinstance(value, Unsupported):
            raise _refused(f"{place.sheet} has a value that is not computed: {value.reason}")
        return value
    cell = computed.book.cell(place)
    return None if cell is None else cell.value


def _day(computed: Computed) -> str:
    """Return the day of the position, in words."""
    for place in _named(computed, "in_as_of"):
        value = _value(computed, place)
        if isinstance(value, datetime):
            return value.date().isoformat()
        if isinstance(value, float):
            return (datetime(1899, 12, 30) + timedelta(days=value)).date().isoformat()
    return "today"


def _named(computed: Computed, name: str) -> Iterator[Place]:
    for _, defined in computed.book.names:
        if defined.name == name:
            sheet, _, cell = str(defined.attr_text).rpartition("!")
            yield Place(sheet.strip("'"), position_of(cell.replace("$", "")))
