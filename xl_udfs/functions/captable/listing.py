"""The worksheet function that lists a company's stock class by class."""

from typing import Annotated, TypeAlias

from xl_udfs.cells import Argument
from xl_udfs.core.captable.captable import CapTable, ClassTerms, Holding
from xl_udfs.core.errors import MissingDataError
from xl_udfs.core.exact import Exact
from xl_udfs.core.readings import VotingDividends
from xl_udfs.core.working import Calculation
from xl_udfs.functions.reading.kinds import (
    DATE,
    NAME,
    Day,
    Kind,
    day,
    not_negative,
    one_of,
    positive,
)
from xl_udfs.functions.reading.ranges import headers_among, table_of
from xl_udfs.functions.reading.view import View
from xl_udfs.functions.registry import SpilledRows, worksheet_function

CATEGORY = "Record"

_PRICE = Kind("$ per share", "a price above 0", positive)
_NUMBER = Kind("number", "a number, 0 or more", not_negative)
_DATE = Kind("date", DATE, day, takes_date=True)

_HOLDING_COLUMNS = {
    "holder": NAME,
    "class": NAME,
    "shares": _NUMBER,
    "date": _DATE,
    "ended": _DATE,
}
_HOLDING_SYNONYMS = {"acquired": "date"}
_TERM_COLUMNS = {
    "class": NAME,
    "original_issue_price": _PRICE,
    "conversion_price": _PRICE,
    "dividend_per_share": _NUMBER,
    "votes": _NUMBER,
}
_TERM_SYNONYMS = {"votes_per_share": "votes"}
_holding_rows = table_of(_HOLDING_COLUMNS, "holdings", _HOLDING_SYNONYMS)
_term_rows = table_of(_TERM_COLUMNS, "classes", _TERM_SYNONYMS)


def _holdings(argument: Argument) -> tuple[Holding, ...]:
    return tuple(
        Holding(
            holder=record["holder"],
            stock_class=record.required("class", "holdings"),
            shares=record.required("shares", "holdings"),
            acquired=record["date"],
            ended=record["ended"],
        )
        for record in _holding_rows(argument)
    )


def _terms(argument: Argument) -> tuple[ClassTerms, ...]:
    read = tuple(
        ClassTerms(
            name=record.required("class", "classes"),
            original_issue_price=record["original_issue_price"],
            conversion_price=record["conversion_price"],
            dividend_per_share=record["dividend_per_share"] or Exact(0),
            votes=Exact(1) if record["votes"] is None else record["votes"],
        )
        for record in _term_rows(argument)
    )
    if not read:
        raise MissingDataError(
            "missing_classes", "classes has no row below its header", field="classes"
        )
    return read


Holdings: TypeAlias = Annotated[
    tuple[Holding, ...],
    Kind(
        "rows of holdings",
        headers_among(_HOLDING_COLUMNS, _HOLDING_SYNONYMS),
        _holdings,
        takes_range=True,
        takes_header=True,
        takes_date=True,
    ),
]
Terms: TypeAlias = Annotated[
    tuple[ClassTerms, ...],
    Kind(
        "rows of classes",
        headers_among(_TERM_COLUMNS, _TERM_SYNONYMS),
        _terms,
        takes_range=True,
        takes_header=True,
    ),
]


@worksheet_function(
    CATEGORY,
    "P-48",
    "P-50",
    columns=("class", "outstanding", "conversion_price", "as_converted", "fully_diluted", "votes"),
)
def cap_table(
    holdings: Annotated[
        Holdings,
        "Header and one row a holding: holder, class, shares, date (acquired), ended (converted, "
        "redeemed or sold; blank while held). Only class and shares are always needed.",
    ],
    classes: Annotated[
        Terms,
        "Header and one row a class: class, original_issue_price and conversion_price (both blank "
        "for common), dividend_per_share (declared, unpaid; 0), votes (for each as-converted "
        "share; 1).",
    ],
    as_of: Annotated[Day, "Close of business that counts. Default: all that has not ended."]
    | None = None,
    reading: Annotated[
        VotingDividends, one_of(VotingDividends), "Whether declared dividends count for votes."
    ] = VotingDividends.INCLUDED,
) -> Calculation[SpilledRows]:
    """Class, outstanding, conversion price, as-converted, share of fully diluted, votes."""
    return View(
        CapTable(holdings, classes, as_of, reading),
        lambda rows: [
            (
                row.name,
                row.outstanding,
                row.conversion_price,
                row.as_converted,
                row.fully_diluted,
                row.votes,
            )
            for row in rows
        ],
    )
