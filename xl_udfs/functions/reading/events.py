"""The `events` range: what the cells of a log mean.

A header row, then one event a row. An event's number is its row below the header, whether or not
rows between are blank, so that a number once given stays when a row is cleared.
"""

from functools import lru_cache
from typing import Annotated, TypeAlias

from xl_udfs.cells import Argument
from xl_udfs.core.errors import CapTableError, InvalidInputError, MissingDataError
from xl_udfs.core.price.events import (
    Event,
    EventName,
    ExemptIssue,
    Exercise,
    Expiry,
    Financing,
    Log,
    Split,
    StockDividend,
)
from xl_udfs.functions.reading.kinds import (
    DATE,
    SPLIT_RATIO,
    Kind,
    count,
    day,
    flag,
    not_negative,
    one_of,
)
from xl_udfs.functions.reading.ranges import KEPT_RECORDS, Record, headers_among, table_of

NAME = "events"  # of the argument

_SHARES = Kind("shares", "a number, 0 or more", not_negative)
_MONEY = Kind("$", "an amount, 0 or more", not_negative)
_COLUMNS = {
    "date": Kind("date", DATE, day, takes_date=True),
    "event": one_of(EventName),
    "shares": _SHARES,
    "consideration": _MONEY,
    "gross_proceeds": _MONEY,
    "outstanding": _SHARES,
    "immediately_before": _SHARES,
    "exercise_money": _MONEY,
    "ratio": SPLIT_RATIO,
    "of_event": Kind("count", "the number of an event, the first row being 1", count),
    "exempt": Kind("TRUE or FALSE", "TRUE or FALSE", flag),
    "shares_paid": _SHARES,
    "stock": _SHARES,
    "stock_consideration": _MONEY,
}
_COLUMN_OF = {  # what the law calls it: what the header calls it
    "additional_shares": "shares",
    "shares_outstanding": "outstanding",
    "shares_immediately_before": "immediately_before",
}
_records = table_of(_COLUMNS, NAME, _COLUMN_OF)


def of_row(refusal: CapTableError, number: int) -> CapTableError:
    """Return a refusal that names the row of the range, and the column as its header does."""
    field = refusal.field or ""
    column = _COLUMN_OF.get(field, field)
    if column not in _COLUMNS:  # it names its row already, or another argument
        return refusal
    return type(refusal)(
        refusal.code.replace(field, column),
        f"{NAME}, row {number + 1}: {str(refusal).replace(field, column, 1)}",
        field=NAME,
    )


@lru_cache(maxsize=KEPT_RECORDS)  # a growing log is read from its beginning in each row
def _event(record: Record) -> Event:
    when, name = record.required("date", NAME), record.required("event", NAME)
    if name is not EventName.ISSUE:
        _without_stock(record, name)
    match name:
        case EventName.SPLIT:
            return Split(day=when, ratio=record.required("ratio", NAME))
        case EventName.STOCK_DIVIDEND:
            return StockDividend(
                day=when,
                outstanding=record.required("outstanding", NAME),
                shares=record.required("shares", NAME),
                shares_paid=record["shares_paid"],
            )
        case EventName.EXPIRY:
            return _expiry(record)
        case EventName.EXERCISE:
            return Exercise(day=when, shares=record.required("shares", NAME))
    if record["exempt"]:
        return ExemptIssue(day=when)
    return Financing(
        closing=when,
        gross_proceeds=record["gross_proceeds"],
        consideration=record.required("consideration", NAME),
        additional_shares=record.required("shares", NAME),
        shares_outstanding=record["outstanding"],
        shares_immediately_before=record["immediately_before"],
        exercise_money=record["exercise_money"],
        stock=record["stock"],
        stock_consideration=record["stock_consideration"],
    )


def _without_stock(record: Record, name: EventName) -> None:
    """Refuse stock in a row where it would be passed over."""
    for header in ("stock", "stock_consideration"):
        if record[header] is not None:
            raise InvalidInputError(
                f"invalid_{header}",
                f"{NAME}, row {record.row}: {header} is filled in for {name.value}; it belongs to "
                "the row of the issue",
                field=NAME,
            )


def _expiry(record: Record) -> Expiry:
    when, of_event = record["date"], record.required("of_event", NAME)
    if record["shares"] is None and record["consideration"] is None:
        return Expiry(day=when, of_event=of_event)  # a row that states nothing issued
    return Expiry(
        day=when,
        of_event=of_event,
        shares=record.required("shares", NAME),
        consideration=record.required("consideration", NAME),
    )


def _log(argument: Argument) -> Log:
    log: dict[int, Event] = {}
    for record in _records(argument):
        number = record.row - 1
        try:
            log[number] = _event(record)
        except CapTableError as refusal:
            raise of_row(refusal, number) from None
    if not log:
        raise MissingDataError(
            "missing_events", f"{NAME} has no event below its header", field=NAME
        )
    return log


Events: TypeAlias = Annotated[
    Log,
    Kind(
        "table of events",
        headers_among(_COLUMNS, _COLUMN_OF),
        _log,
        takes_range=True,
        takes_header=True,
        takes_date=True,
    ),
]
