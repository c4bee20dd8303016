"""Fair market value of a share on a net exercise (001-W 1(b)(i)-(iii))."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from xl_udfs.core.amounts import above_zero, not_negative
from xl_udfs.core.clauses import clause
from xl_udfs.core.dates import add_days
from xl_udfs.core.errors import MissingDataError, OutOfRangeError
from xl_udfs.core.exact import Exact
from xl_udfs.core.readings import FairValueDays
from xl_udfs.core.working import Ruling, Step, Working

DAYS, LAG = 30, 3  # 001-W 1(b)(i), (ii)


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """The closing price of one day."""

    day: date
    price: Fraction  # $ per share, above 0


@clause("001-W 1(b)(i), (ii)", "W-05")
@dataclass(frozen=True, slots=True, kw_only=True)
class FairMarketValue(Ruling[Fraction]):
    """The "average of the closing prices" over 30 days that end 3 days before the election.

    Both ends count. Of calendar days, those without a trade are passed over.

    Raises:
        OutOfRangeError: for a price that is not above 0, a day given twice, no days, a negative
            lag, or days that leave the calendar.
        MissingDataError: where no close, or of trading days not enough, fall into the period.
    """

    label = "Fair market value, $ per share"
    rule = "W-05"

    closes: Sequence[Close]  # in any order
    election: date
    days: int = DAYS
    lag: int = LAG
    reading: FairValueDays = FairValueDays.CALENDAR

    def __post_init__(self) -> None:
        """Refuse prices that no market has and a period without any."""
        above_zero(self.days, "days")
        not_negative(self.lag, "lag")
        seen: set[date] = set()
        for close in self.closes:
            above_zero(close.price, "closes")
            if close.day in seen:
                raise OutOfRangeError(
                    "out_of_range_dates",
                    f"dates hold {close.day} twice; each day must have one close",
                    field="dates",
                )
            seen.add(close.day)
        if not self.in_period:
            raise MissingDataError(
                "missing_closes",
                f"closes hold no price for the period before {self.election}; without an active "
                "market the Board determines the value",
                field="closes",
            )

    @property
    def in_period(self) -> Sequence[Close]:
        """The closes that count, oldest first; of trading days, all or none."""
        closes = sorted(self.closes, key=lambda close: close.day)
        if self.reading is FairValueDays.TRADING:
            # the trading day before the election is the first of the lag
            end = len([close for close in closes if close.day <= self.election])
            if self.lag:
                end = len([close for close in closes if close.day < self.election]) + 1 - self.lag
            return closes[end - self.days : end] if end >= self.days else []
        last = add_days(self.election, -self.lag, "lag")
        first = add_days(last, 1 - self.days)
        return [close for close in closes if first <= close.day <= last]

    @property
    def result(self) -> Fraction:
        """The mean, $ per share, unrounded."""
        closes = self.in_period
        return sum((close.price for close in closes), Exact(0)) / len(closes)

    def steps(self) -> Working:
        """Return the period and what falls into it."""
        text, closes = self.place, self.in_period
        return (
            Step("Day of the election", self.election, text),
            Step(f"Days ({self.reading.value})", self.days, text),
            Step("Days between", self.lag, text),
            Step("First close", closes[0].day, text),
            Step("Last close", closes[-1].day, text),
            Step("Number of closes that it rests on", len(closes), text),
            Step("Sum, $", sum((close.price for close in closes), Exact(0)), text),
        )


@clause("001-W 1(b)(iii)", "W-05b")
def fair_market_value(market: FairMarketValue | None, board_value: Fraction | None) -> Fraction:
    """Return the market's value, or the Board's where there is "no active public market", $.

    The Board's is "determined in good faith"; no one can ask for an appraisal.

    Raises:
        MissingDataError: where there is neither.
        OutOfRangeError: for a value of the Board that is not above 0.
    """
    if market is not None:
        return market.result
    if board_value is None:
        raise MissingDataError(
            "missing_board_value",
            "board_value is blank; without an active public market the Board determines it",
            field="board_value",
        )
    above_zero(board_value, "board_value")
    return board_value
