"""Ranges that the functions on liquidation take: classes of stock, prices, objections."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, TypeAlias

from xl_udfs.cells import Argument, CellValue
from xl_udfs.core.amounts import shown
from xl_udfs.core.captable.stock_classes import NOTHING, Participation, StockClass
from xl_udfs.core.errors import InvalidInputError, MissingDataError
from xl_udfs.core.series_5a.appraisal import Objector
from xl_udfs.functions.reading.kinds import (
    DATE,
    Kind,
    count,
    day,
    flag,
    name_of,
    not_negative,
    positive,
    text,
)
from xl_udfs.functions.reading.ranges import Record, flat, grid_of, headers_among, list_of, table_of

_AMOUNT = Kind("$", "an amount, 0 or more", not_negative)
_SHARES = Kind("shares", "a number, 0 or more", not_negative)
_DATE = Kind("date", DATE, day, takes_date=True)


def _names(cell: CellValue) -> frozenset[str]:
    """Read names of classes, separated by ";"."""
    names = frozenset(name.strip() for name in name_of(cell).split(";")) - {""}
    if not names:
        raise TypeError
    return names


_PARTICIPATIONS = {
    "none": Participation.NONE,
    "non-participating": Participation.NONE,
    "full": Participation.FULL,
    "fully participating": Participation.FULL,
    "participating": Participation.FULL,  # capped where the row has a cap
    "capped": Participation.CAPPED,
}
_AS_FAR_AS_CAPPED = "participating"


def _participation(cell: CellValue) -> str:
    """Read the word, of a charter or ours, that says whether a class shares in the rest."""
    word = " ".join(text(cell).casefold().split())
    if word not in _PARTICIPATIONS:
        raise TypeError
    return word


_CLASS_COLUMNS = {
    "class": Kind("text", "the name of a class", name_of),
    "seniority": Kind("count", "a whole number, 1 for the class paid first", count),
    "preference": _AMOUNT,
    "shares": _SHARES,
    "participation": Kind(
        "text", "one of " + ", ".join(f'"{word}"' for word in _PARTICIPATIONS), _participation
    ),
    "cap": _AMOUNT,
    "convertible": Kind("TRUE or FALSE", "TRUE or FALSE", flag),
    "as_if_without": Kind("text", 'names of classes, separated by ";"', _names),
    "strike": Kind("$ per share", "a price, 0 or more", not_negative),
    "multiple": Kind("times", "a number, 0 or more", not_negative),
    "price": Kind("$ per share", "a price above 0", positive),
    "preferred_shares": _SHARES,
    "cap_multiple": Kind("times", "a number, 0 or more", not_negative),
}
_class_rows = table_of(_CLASS_COLUMNS, "classes")


@dataclass(frozen=True, slots=True)
class _ClassRow:
    """One row of `classes`, with what its columns say together."""

    record: Record

    def amount(self, column: str) -> Fraction | None:
        """Return the number in a column, None where it is blank."""
        number: Fraction | None = self.record[column]
        return number

    def required(self, column: str) -> Fraction:
        """Return the number in a column that must be there."""
        number: Fraction = self.record.required(column, "classes")
        return number

    def refused(self, column: str, why: str, code: str = "invalid") -> InvalidInputError:
        """Return the refusal of a column that does not fit the others of its row."""
        sentence = f"classes, row {self.record.row}: {why}"
        return InvalidInputError(f"{code}_{column}", sentence, field="classes")

    @property
    def original(self) -> Fraction | None:
        """What was paid for all its preferred shares, $: once their price."""
        price = self.amount("price")
        if price is None:
            for column in ("multiple", "preferred_shares"):
                if self.amount(column) is not None:
                    raise self.refused(
                        "price", f"price is blank; {column} is of no use without it", "missing"
                    )
            return None
        shares = self.amount("preferred_shares")
        return price * (self.required("shares") if shares is None else shares)

    @property
    def preference(self) -> Fraction | None:
        """The preference, $: as it stands, or shares x price x multiple."""
        original, stated = self.original, self.amount("preference")
        multiple = self.amount("multiple")
        if original is None:
            return stated
        if stated is not None:
            raise self.refused(
                "preference",
                f"preference is {shown(stated)}, and price is filled in too; the preference is one "
                "or the other: an amount, or shares x price x multiple",
            )
        return original if multiple is None else original * multiple

    @property
    def cap(self) -> Fraction | None:
        """The cap, $ in total: as it stands, or so many times what was paid for the shares."""
        stated, multiple = self.amount("cap"), self.amount("cap_multiple")
        if multiple is None:
            return stated
        if stated is not None:
            raise self.refused(
                "cap",
                f"cap is {shown(stated)}, and cap_multiple is filled in too; one is enough",
            )
        paid = self.original if self.original is not None else self.amount("preference")
        if paid is None:
            raise self.refused(
                "price",
                "price is blank; cap_multiple is of what was paid for the shares",
                "missing",
            )
        return multiple * paid

    @property
    def participation(self) -> Participation | None:
        """Whether it shares in the rest; None where nothing is said."""
        word = self.record["participation"]
        if word == _AS_FAR_AS_CAPPED and self.cap:
            return Participation.CAPPED
        return None if word is None else _PARTICIPATIONS[word]

    def refuse_idle_cap(self) -> None:
        """Refuse a cap that would be passed over, of a class that is not capped; 0 is none."""
        if self.cap and self.participation is not Participation.CAPPED:
            word = self.record["participation"] or "blank"
            raise self.refused(
                "cap",
                f"cap is {shown(self.cap)}, but participation is {word}; only a class that is "
                "capped has a cap",
            )

    @property
    def required_cap(self) -> Fraction | None:
        """The cap of a capped class, which must be there; None of any other."""
        if self.participation is not Participation.CAPPED:
            return None
        return self.required("cap") if self.cap is None else self.cap

    def stock(self) -> StockClass:
        """Return the class that the row means."""
        return self._preferred() if self.preference else self._common()

    def _common(self) -> StockClass:
        """Read a class without a preference, which shares in the rest whatever its row says."""
        record, capped = self.record, self.participation is Participation.CAPPED
        if self.preference is None and (capped or self.cap or record["convertible"]):
            raise self.refused(
                "preference",
                "preference is blank; common stock has neither cap nor conversion, and a class "
                "that has one needs a preference, or 0",
                "missing",
            )
        self.refuse_idle_cap()
        return StockClass(
            name=record.required("class", "classes"),
            shares=record.required("shares", "classes"),
            participation=Participation.CAPPED if capped else Participation.FULL,
            cap=self.required_cap,
            convertible=bool(record["convertible"]),
            as_if_without=record["as_if_without"] or frozenset(),
            strike=record["strike"] or NOTHING,
        )

    def _preferred(self) -> StockClass:
        record = self.record
        record.required("participation", "classes")
        participation = self.participation or Participation.NONE
        self.refuse_idle_cap()
        full = participation is Participation.FULL
        convertible = record["convertible"] if full else record.required("convertible", "classes")
        takes_part = convertible or participation is not Participation.NONE
        shares = record.required("shares", "classes") if takes_part else record["shares"]
        return StockClass(
            name=record.required("class", "classes"),
            seniority=record.required("seniority", "classes"),
            preference=self.preference or NOTHING,
            shares=shares or NOTHING,
            participation=participation,
            cap=self.required_cap,
            convertible=bool(convertible),
            as_if_without=record["as_if_without"] or frozenset(),
            strike=record["strike"] or NOTHING,
        )


def _classes(argument: Argument) -> tuple[StockClass | None, ...]:
    """Read one class a row, None for a blank row between them."""
    records = _class_rows(argument)
    if not records:
        raise MissingDataError(
            "missing_classes", "classes has no row below its header", field="classes"
        )
    read = {record.row: _ClassRow(record).stock() for record in records}
    return tuple(read.get(row) for row in range(2, max(read) + 1))


ClassRows: TypeAlias = Annotated[
    tuple[StockClass | None, ...],
    Kind(
        "rows of classes",
        headers_among(_CLASS_COLUMNS),
        _classes,
        takes_range=True,
        takes_header=True,
    ),
]


def exits(argument: Argument) -> tuple[Fraction, ...]:
    """Read one amount of proceeds, or a row of them."""
    if not isinstance(argument, tuple):
        return (not_negative(argument),)
    return tuple(flat(grid_of(_AMOUNT, "proceeds")(argument)))


def _prices(name: str) -> Kind:
    price = Kind("$ per share", "a price above 0", positive)
    return Kind(
        "$ per share, by day",
        "a row or column of prices",
        list_of(price, name, keep_blanks=True),
        takes_range=True,
    )


DailyPrices: TypeAlias = tuple[Fraction | None, ...]
Closes: TypeAlias = Annotated[DailyPrices, _prices("closes")]
Bids: TypeAlias = Annotated[DailyPrices, _prices("bids")]
Asks: TypeAlias = Annotated[DailyPrices, _prices("asks")]


_OBJECTION_COLUMNS = {"shares": _SHARES, "received": _DATE, "objected": _DATE}
_objection_rows = table_of(_OBJECTION_COLUMNS, "objections")


def _objections(argument: Argument) -> tuple[Objector, ...]:
    return tuple(
        Objector(
            shares=record.required("shares", "objections"),
            received=record.required("received", "objections"),
            objected=record["objected"],
        )
        for record in _objection_rows(argument)
        # who holds none of the series receives nothing
        if record.required("shares", "objections") or record["received"] is not None
    )


Objections: TypeAlias = Annotated[
    tuple[Objector, ...],
    Kind(
        "rows of holders",
        headers_among(_OBJECTION_COLUMNS),
        _objections,
        takes_range=True,
        takes_header=True,
        takes_date=True,
    ),
]
