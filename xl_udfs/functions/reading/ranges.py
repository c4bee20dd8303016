"""Kinds of argument that take a whole range; "" in a range counts as a blank cell."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, Any, TypeAlias, TypeVar

from xl_udfs.cells import Argument, Block, CellValue, cell_text
from xl_udfs.core.errors import InvalidInputError
from xl_udfs.core.price.terms import RedemptionSchedule
from xl_udfs.functions.reading.kinds import Kind, count, day, positive
from xl_udfs.nearest import compact, nearest

T = TypeVar("T")

NO_SYNONYMS: Mapping[str, str] = MappingProxyType({})
KEPT_RECORDS = 10_000  # rows of each kind of table
PASSED_OVER = ("memo", "_")  # a header that begins so is the user's own


def block_of(cell: Argument) -> Block:
    """Return a range, a single cell being a range of one, with "" as blank cells."""
    rows = cell if isinstance(cell, tuple) else ((cell,),)
    return tuple(tuple(None if inner == "" else inner for inner in row) for row in rows)


def is_blank(row: tuple[CellValue, ...]) -> bool:
    """Whether no cell of a row holds anything."""
    return all(cell is None for cell in row)


def list_of(kind: Kind, name: str, *, keep_blanks: bool = False) -> Callable[[Argument], Any]:
    """Return a parser of a single row or column of one kind, in its order.

    Blank cells are left out, or kept as None. A refusal names the place in the range.
    """

    def parse(argument: Argument) -> tuple[Any, ...]:
        block = block_of(argument)
        if len(block) > 1 and len(block[0]) > 1:
            raise TypeError
        cells = [cell for row in block for cell in row]
        return tuple(
            None if cell is None else kind.read(cell, name, f", cell {place},")
            for place, cell in enumerate(cells, start=1)
            if cell is not None or keep_blanks
        )

    return parse


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """One row of a table: what was read under each header, None where the cell is blank.

    A row that is read again is the same record, so that what it means can be kept.
    """

    row: int  # within the range, the header being row 1
    values: Mapping[str, Any]

    def __getitem__(self, header: str) -> Any:  # noqa: ANN401 - of the header's kind
        """Return what stands under a header."""
        return self.values[header]

    def required(self, header: str, name: str) -> Any:  # noqa: ANN401 - of the header's kind
        """Return what stands under a header.

        Raises:
            InvalidInputError: where the cell is blank or the column is absent.
        """
        value = self.values[header]
        if value is None:
            raise InvalidInputError(
                f"missing_{header}",
                f"{name}, row {self.row}: {header} is blank and is needed here",
                field=name,
            )
        return value


def table_of(
    columns: Mapping[str, Kind], name: str, synonyms: Mapping[str, str] = NO_SYNONYMS
) -> Callable[[Argument], tuple[Record, ...]]:
    """Return a parser of a table with a header row; columns are found by name, in any order.

    Absent columns are blank, and so are blank rows, which are left out. Headers are compared
    without case, blanks, hyphens and underscores. A column that is not known is refused, for what
    stands in it would not count; one whose header begins with "memo" or "_" is passed over.

    Args:
        columns: the kind of what stands under each header.
        name: of the argument.
        synonyms: other headers, each with the column that it stands for.
    """
    known = {compact(header): header for header in columns}
    known |= {compact(other): header for other, header in synonyms.items()}

    @lru_cache(maxsize=KEPT_RECORDS, typed=True)
    def record(place: int, places: tuple[int | None, ...], *row: CellValue) -> Record:
        return Record(
            place,
            {
                header: _read_by_kind(kind, row, at, f", row {place}, {header},", name)
                for (header, kind), at in zip(columns.items(), places, strict=True)
            },
        )

    def parse(argument: Argument) -> tuple[Record, ...]:
        block = block_of(argument)
        found = _places(block, known, name)
        places = tuple(map(found.get, columns))
        return tuple(
            record(place, places, *row)
            for place, row in enumerate(block[1:], start=2)
            if not is_blank(row)
        )

    return parse


def headers_among(columns: Iterable[str], synonyms: Mapping[str, str] = NO_SYNONYMS) -> str:
    """Return what is right for a table: the headers that it may have."""
    others = "".join(f"; {other} is read as {header}" for other, header in synonyms.items())
    return f"a range whose first row has headers among {', '.join(columns)}{others}"


def _places(block: Block, known: Mapping[str, str], name: str) -> Mapping[str, int]:
    """Return where each known column stands, by its name.

    Raises:
        InvalidInputError: for a column that is unknown, nameless or there twice.
    """
    places: dict[str, int] = {}
    unknown: list[str] = []
    for place, cell in enumerate(block[0]):
        if cell is None:
            if any(row[place] is not None for row in block[1:]):
                unknown.append(f"column {place + 1} has no header; give it one")
            continue
        if str(cell).strip().casefold().startswith(PASSED_OVER):
            continue
        header = known.get(compact(cell))
        if header is None:
            unknown.append(
                f"{cell_text(cell)} is not a known column{nearest(str(cell), (), known)}"
            )
        elif header in places:
            raise InvalidInputError(
                f"invalid_{name}", f"{name} has the header {header} more than once", field=name
            )
        else:
            places[header] = place
    listed = ", ".join(dict.fromkeys(known.values()))
    if not places:
        raise InvalidInputError(
            f"invalid_{name}",
            f"{name} has no header that is known; its first row must name columns among {listed}",
            field=name,
        )
    if unknown:
        raise InvalidInputError(
            f"invalid_{name}",
            f"{name}: {unknown[0]}; it must be one of {listed}, or begin with "
            '"memo" to be passed over',
            field=name,
        )
    return places


def _read_by_kind(
    kind: Kind, row: tuple[CellValue, ...], place: int | None, where: str, name: str
) -> Any:  # noqa: ANN401
    cell = None if place is None else row[place]
    return None if cell is None else kind.read(cell, name, where)


_MONTHS = Kind("months", "a whole number of months", count)
_RATE = Kind("rate", "a rate above 0, as 1.2 or 120%", positive)


def _schedule(argument: Argument) -> RedemptionSchedule:
    rows = [row for row in block_of(argument) if not is_blank(row)]
    if not rows or len(rows[0]) != 2 or rows[-1][0] is not None:
        raise TypeError
    rates = [
        _RATE.read(rate, "schedule", f", row {place}, rate,")
        for place, (_, rate) in enumerate(rows, start=1)
    ]
    months = [
        _MONTHS.read(number, "schedule", f", row {place}, months,")
        for place, (number, _) in enumerate(rows[:-1], start=1)
    ]
    return RedemptionSchedule(tiers=tuple(zip(months, rates, strict=False)), afterwards=rates[-1])


Schedule: TypeAlias = Annotated[
    RedemptionSchedule,
    Kind(
        "rows of months and rate",
        "two columns, months and rate, with the months left blank in the last row and only there",
        _schedule,
        takes_range=True,
    ),
]

_DAY = Kind("date", "a date", day, takes_date=True)
Holidays: TypeAlias = Annotated[
    frozenset[date],
    Kind(
        "dates",
        "a row or column of dates",
        lambda cell: frozenset(list_of(_DAY, "holidays")(cell)),
        takes_range=True,
        takes_date=True,
    ),
]


def grid_of(kind: Kind, name: str) -> Callable[[Argument], tuple[tuple[Any, ...], ...]]:
    """Return a parser of a row, a column or a block of one kind, in its shape.

    A blank cell is refused like any other that is not of the kind, with its place.
    """

    def parse(argument: Argument) -> tuple[tuple[Any, ...], ...]:
        block = block_of(argument)
        try:
            return tuple(tuple(map(kind.parse, cells)) for cells in block)
        except (TypeError, ValueError):  # only a refusal needs to know its place
            return tuple(
                tuple(
                    kind.read(cell, name, f", row {row}, column {column},")
                    for column, cell in enumerate(cells, start=1)
                )
                for row, cells in enumerate(block, start=1)
            )

    return parse


def rows_of(kind: Kind, name: str) -> Callable[[Argument], tuple[tuple[Any, ...], ...]]:
    """Return a parser of rows of one kind, each as long as it is filled; not the blank ones."""

    def parse(argument: Argument) -> tuple[tuple[Any, ...], ...]:
        return tuple(
            tuple(
                kind.read(cell, name, f", row {row}, column {column},")
                for column, cell in enumerate(cells, start=1)
                if cell is not None
            )
            for row, cells in enumerate(block_of(argument), start=1)
            if not is_blank(cells)
        )

    return parse


def flat(grid: Sequence[Sequence[T]]) -> list[T]:
    """Return what was read from a range as one list, row by row."""
    return [cell for row in grid for cell in row]
