"""Ranges that the functions on liquidation take: classes of stock, prices, objections."""

from fractions import Fraction
from typing import Annotated, TypeAlias

from xl_udfs.cells import Argument
from xl_udfs.core.appraisal import Objector
from xl_udfs.core.errors import InvalidInputError, MissingDataError
from xl_udfs.core.waterfall import NOTHING, Participation, StockClass
from xl_udfs.functions.kinds import (
    DATE,
    Kind,
    count,
    day,
    flag,
    not_negative,
    one_of,
    positive,
    text,
)
from xl_udfs.functions.ranges import Record, list_of, table_of

_AMOUNT = Kind("$", "an amount, 0 or more", not_negative)
_SHARES = Kind("shares", "a number, 0 or more", not_negative)
_DATE = Kind("date", DATE, day, takes_date=True)

_class_rows = table_of(
    {
        "class": Kind("text", "the name of a class", text),
        "seniority": Kind("count", "a whole number, 1 for the class paid first", count),
        "preference": _AMOUNT,
        "shares": _SHARES,
        "participation": one_of(Participation),
        "cap": _AMOUNT,
        "convertible": Kind("TRUE or FALSE", "TRUE or FALSE", flag),
    },
    "classes",
)


def _common(record: Record) -> StockClass:
    """Read a class without a preference, which shares in the rest whatever else its row says."""
    capped = record["participation"] is Participation.CAPPED
    if record["preference"] is None and (capped or record["cap"] or record["convertible"]):
        raise InvalidInputError(
            "missing_preference",
            f"classes, row {record.row}: preference is blank; common stock has neither cap nor "
            "conversion, and a class that has one needs a preference, or 0",
            field="classes",
        )
    return StockClass(
        name=record.required("class", "classes"),
        shares=record.required("shares", "classes"),
        participation=Participation.CAPPED if capped else Participation.FULL,
        cap=record.required("cap", "classes") if capped else None,
        convertible=bool(record["convertible"]),
    )


def _preferred(record: Record) -> StockClass:
    participation = record.required("participation", "classes")
    full = participation is Participation.FULL
    convertible = record["convertible"] if full else record.required("convertible", "classes")
    takes_part = convertible or participation is not Participation.NONE
    shares = record.required("shares", "classes") if takes_part else record["shares"]
    return StockClass(
        name=record.required("class", "classes"),
        seniority=record.required("seniority", "classes"),
        preference=record["preference"],
        shares=shares or NOTHING,
        participation=participation,
        cap=record.required("cap", "classes") if participation is Participation.CAPPED else None,
        convertible=bool(convertible),
    )


def _classes(argument: Argument) -> tuple[StockClass | None, ...]:
    """Read one class a row, None for a blank row between them."""
    records = _class_rows(argument)
    if not records:
        raise MissingDataError(
            "missing_classes", "classes has no row below its header", field="classes"
        )
    read = {
        record.row: _preferred(record) if record["preference"] else _common(record)
        for record in records
    }
    return tuple(read.get(row) for row in range(2, max(read) + 1))


ClassRows: TypeAlias = Annotated[
    tuple[StockClass | None, ...],
    Kind("rows of classes", "a table of classes with a header", _classes, takes_range=True),
]


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


_objection_rows = table_of({"shares": _SHARES, "received": _DATE, "objected": _DATE}, "objections")


def _objections(argument: Argument) -> tuple[Objector, ...]:
    return tuple(
        Objector(
            shares=record.required("shares", "objections"),
            received=record.required("received", "objections"),
            objected=record["objected"],
        )
        for record in _objection_rows(argument)
    )


Objections: TypeAlias = Annotated[
    tuple[Objector, ...],
    Kind(
        "rows of holders",
        "a table of holders with a header",
        _objections,
        takes_range=True,
        takes_date=True,
    ),
]
