"""Ranges that the functions on liquidation take: classes of stock, prices, objections."""

from fractions import Fraction
from typing import Annotated, TypeAlias

from xl_udfs.cells import Argument, CellValue
from xl_udfs.core.amounts import shown
from xl_udfs.core.captable.stock_classes import NOTHING, Participation, StockClass
from xl_udfs.core.errors import InvalidInputError, MissingDataError
from xl_udfs.core.series_5a.appraisal import Objector
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
from xl_udfs.functions.ranges import Record, headers_among, list_of, table_of

_AMOUNT = Kind("$", "an amount, 0 or more", not_negative)
_SHARES = Kind("shares", "a number, 0 or more", not_negative)
_DATE = Kind("date", DATE, day, takes_date=True)


def _names(cell: CellValue) -> frozenset[str]:
    """Read names of classes, separated by ";"."""
    names = frozenset(name.strip() for name in text(cell).split(";")) - {""}
    if not names:
        raise TypeError
    return names


_CLASS_COLUMNS = {
    "class": Kind("text", "the name of a class", text),
    "seniority": Kind("count", "a whole number, 1 for the class paid first", count),
    "preference": _AMOUNT,
    "shares": _SHARES,
    "participation": one_of(Participation),
    "cap": _AMOUNT,
    "convertible": Kind("TRUE or FALSE", "TRUE or FALSE", flag),
    "as_if_without": Kind("text", 'names of classes, separated by ";"', _names),
}
_class_rows = table_of(_CLASS_COLUMNS, "classes")


def _without_a_cap(record: Record) -> None:
    """Refuse a cap that would be passed over, of a class that is not capped; 0 is none."""
    if record["cap"] and record["participation"] is not Participation.CAPPED:
        said = record["participation"]
        raise InvalidInputError(
            "invalid_cap",
            f"classes, row {record.row}: cap is {shown(record['cap'])}, but participation is "
            f"{said.value if said else 'blank'}; only a class that is capped has a cap",
            field="classes",
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
    _without_a_cap(record)
    return StockClass(
        name=record.required("class", "classes"),
        shares=record.required("shares", "classes"),
        participation=Participation.CAPPED if capped else Participation.FULL,
        cap=record.required("cap", "classes") if capped else None,
        convertible=bool(record["convertible"]),
        as_if_without=record["as_if_without"] or frozenset(),
    )


def _preferred(record: Record) -> StockClass:
    participation = record.required("participation", "classes")
    _without_a_cap(record)
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
        as_if_without=record["as_if_without"] or frozenset(),
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
    Kind(
        "rows of classes",
        headers_among(_CLASS_COLUMNS),
        _classes,
        takes_range=True,
        takes_header=True,
    ),
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
