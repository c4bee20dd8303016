"""The worksheet function that solves a priced round."""

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

from xl_udfs.core.amounts import shown
from xl_udfs.core.captable.accrued_dividends import (
    MOST_YEARS,
    CumulativeDividend,
    DividendMethod,
)
from xl_udfs.core.captable.rounds import Convertible, ConvertibleKind, PricedRound
from xl_udfs.core.day_counts import DayCount
from xl_udfs.core.errors import InvalidInputError, OutOfRangeError
from xl_udfs.core.exact import Exact
from xl_udfs.core.notes.interest import Compounding
from xl_udfs.core.working import Calculation
from xl_udfs.functions.reading.kinds import (
    NAME,
    Kind,
    Money,
    Shares,
    day,
    not_negative,
    one_of,
    positive,
)
from xl_udfs.functions.reading.ranges import Record, table_of
from xl_udfs.functions.reading.view import View
from xl_udfs.functions.registry import SpilledRows, worksheet_function

if TYPE_CHECKING:
    from datetime import date

_DATE = Kind("date", "a date", day, takes_date=True)
_COLUMNS = {
    "holder": NAME,
    "kind": one_of(ConvertibleKind),
    "amount": Kind("$", "an amount above 0", positive),
    "cap": Kind("$", "a valuation above 0, or blank", positive),
    "discount": Kind("rate", "a discount below 1, as 0.2 for 20%", not_negative),
    "rate": Kind("rate", "interest a year, as 0.08 for 8%", not_negative),
    "from": _DATE,
    "to": _DATE,
    "day_count": one_of(DayCount),
    "interest": one_of(Compounding),
    "balance": Kind("$", "what is owed, 0 or more, or blank", not_negative),
}
_PART = Kind("fraction", "a part below 1, as 0.1 for 10%", not_negative)


def _convertible(row: Record) -> Convertible:
    amount: Fraction = row.required("amount", "convertibles")
    balance: Fraction | None = row["balance"]
    return Convertible(
        holder=row.required("holder", "convertibles"),
        kind=row.required("kind", "convertibles"),
        amount=amount * (1 + _interest(row)) if balance is None else balance,
        cap=row["cap"],
        discount=row["discount"] or Exact(0),
    )


def _interest(row: Record) -> Fraction:
    """Return interest as a part of the amount, simple unless told; none without a rate."""
    rate: Fraction | None = row["rate"]
    dates: tuple[date | None, date | None] = (row["from"], row["to"])
    if rate is None:
        if row["kind"] is ConvertibleKind.NOTE and dates != (None, None):  # a safe bears none
            raise InvalidInputError(
                "missing_rate",
                f"convertibles, row {row.row}: rate is blank and is needed beside the dates; it "
                "may be 0",
                field="convertibles",
            )
        return Exact(0)
    if rate > 1:
        raise OutOfRangeError(
            "out_of_range_convertibles",
            f"convertibles, row {row.row}: rate is {shown(rate)}; it must be at most 1 (10% is "
            "0.1)",
            field="convertibles",
        )
    begin: date = row.required("from", "convertibles")
    end: date = row.required("to", "convertibles")
    if begin > end or end.year > min(begin.year + MOST_YEARS, 9998):
        raise OutOfRangeError(
            "out_of_range_convertibles",
            f"convertibles, row {row.row}: to is {end}; it must be on or after from, {begin}, "
            f"within {MOST_YEARS} years of it and before the year 9999",
            field="convertibles",
        )
    compounds = row["interest"] is Compounding.QUARTERLY
    return CumulativeDividend(  # notes and dividends accrue alike
        principal=Exact(1),
        start=begin,
        end=end,
        rate=rate,
        method=DividendMethod.COMPOUND if compounds else DividendMethod.SIMPLE,
        day_count=row["day_count"] or DayCount.ACTUAL_365,
    ).unrounded


@worksheet_function("Rounds", columns=("label", "value"))
def priced_round(
    pre_money: Annotated[Money, "Valuation before the new money, $, above 0."],
    new_money: Annotated[Money, "New money, $, above 0."],
    shares: Annotated[
        Shares, "Fully diluted shares before, the unissued pool among them, without convertibles."
    ],
    pool_target: Annotated[
        Fraction, _PART, "The unissued pool's part of fully diluted after, as 0.1."
    ] = Exact(0),
    convertibles: Annotated[
        tuple[Record, ...] | None,
        Kind(
            "table",
            f"a range with headers among {', '.join(_COLUMNS)}",
            table_of(_COLUMNS, "convertibles"),
            takes_range=True,
            takes_header=True,
            takes_date=True,
        ),
        "What converts: a range with headers among holder, kind (safe post-money, safe pre-money, "
        "note), amount, cap, discount, rate, from, to, day_count, interest (simple, or "
        "compounded quarterly), balance (after payments, in place of amount and interest).",
    ] = None,
    unissued_pool: Annotated[Shares, "Unissued pool before, among the shares."] = Exact(0),
) -> Calculation[SpilledRows]:
    """Solve a priced round: price, new shares, pool, and what each safe and note becomes."""
    found = PricedRound(
        pre_money=pre_money,
        new_money=new_money,
        shares=shares,
        pool_target=pool_target,
        convertibles=[_convertible(row) for row in convertibles or ()],
        unissued=unissued_pool,
    )
    return View(found, list)
