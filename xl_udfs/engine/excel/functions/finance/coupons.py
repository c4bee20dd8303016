"""Securities that pay interest at fixed dates: COUPNUM and its kin, PRICE, YIELD, ACCRINT.

Coupons are counted back from maturity; where that is the end of its month, so are they all.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, number
from xl_udfs.engine.excel.functions.dates import (
    edate,
    eomonth,
    last_day,
    parts,
    thirty,
    us_thirty,
)
from xl_udfs.engine.excel.functions.finance.discounts import not_below_0, positive, whole_day

STEPS, NEAR = 100, 1e-13  # of finding a yield
FIRST_GUESS = 0.05


class Coupons(NamedTuple):
    """Where a settlement stands between two coupons."""

    settlement: float
    previous: float
    following: float
    left: int  # coupons to be paid until maturity
    frequency: int
    basis: int

    @property
    def length(self) -> float:
        """E, the days of the period."""
        if self.basis == 1:
            return self.following - self.previous
        return (365 if self.basis == 3 else 360) / self.frequency

    @property
    def gone(self) -> float:
        """A, the days of it before settlement."""
        return days_between(self.previous, self.settlement, self.basis)


def days_between(first: float, last: float, basis: int) -> float:
    """Count the days from one to another, as a basis has them."""
    if basis in (1, 2, 3):
        return last - first
    start, end = parts(first), parts(last)
    return us_thirty(start, end) if basis == 0 else thirty(start, (*end[:2], min(end[2], 30)))


def _whole_months(first: float, last: float) -> float:
    """Count 30-day months of which both ends are full, as the US rule does of a whole period."""
    start, end = ((*d[:2], 30) if _ends_month(d) else d for d in (parts(first), parts(last)))
    return thirty(start, end)


def _ends_month(day: tuple[int, int, int]) -> bool:
    return day[2] == 31 or (day[1] == 2 and day[2] == last_day(day[0], 2))


def moved(anchor: float, months: int) -> float:
    """Return the coupon some months from another."""
    year, month, day = parts(anchor)
    return (eomonth if day == last_day(year, month) else edate)(anchor, float(months))


def rules(frequency: CellValue, basis: CellValue) -> tuple[int, int]:
    """Read how many coupons a year has, and the basis of days."""
    often, rule = int(number(frequency)), int(number(basis))
    if often not in (1, 2, 4) or not 0 <= rule <= 4:
        raise CellError(ExcelError.NUM)
    return often, rule


def _coupons(
    settlement: CellValue, maturity: CellValue, frequency: CellValue, basis: CellValue
) -> Coupons:
    first, last = whole_day(settlement), whole_day(maturity)
    often, rule = rules(frequency, basis)
    if first >= last:
        raise CellError(ExcelError.NUM)
    step = 12 // often
    start, end = parts(first), parts(last)
    left = max(((end[0] - start[0]) * 12 + end[1] - start[1]) // step, 1)
    while moved(last, -left * step) > first:
        left += 1
    previous, following = moved(last, -left * step), moved(last, -(left - 1) * step)
    return Coupons(first, previous, following, left, often, rule)


def _of_coupons(told: Callable[[Coupons], float]) -> Callable[..., float]:
    """Return a function of settlement, maturity, frequency and a basis of days."""

    def call(
        settlement: CellValue, maturity: CellValue, frequency: CellValue, basis: CellValue = 0.0
    ) -> float:
        return float(told(_coupons(settlement, maturity, frequency, basis)))

    return call


def _to_next(coupons: Coupons) -> float:
    if coupons.basis == 0:
        return _whole_months(coupons.previous, coupons.following) - coupons.gone
    return days_between(coupons.settlement, coupons.following, coupons.basis)


def price(
    settlement: CellValue,
    maturity: CellValue,
    rate: CellValue,
    yielded: CellValue,
    redemption: CellValue,
    frequency: CellValue,
    basis: CellValue = 0.0,
) -> float:
    """PRICE(settlement, maturity, rate, yld, redemption, frequency, [basis])."""
    interest, wanted = not_below_0(rate), not_below_0(yielded)
    coupons = _coupons(settlement, maturity, frequency, basis)
    return _price(coupons, 100 * interest / coupons.frequency, wanted, positive(redemption))


def _price(coupons: Coupons, paid: float, yielded: float, redemption: float) -> float:
    gone = coupons.gone / coupons.length
    to_next, each = 1 - gone, yielded / coupons.frequency
    if coupons.left == 1:
        return (redemption + paid) / (1 + to_next * each) - paid * gone
    factors = [(1 + each) ** (place + to_next) for place in range(coupons.left)]
    worth: float = redemption / factors[-1] + sum(paid / factor for factor in factors)
    return worth - paid * gone


def yield_of(
    settlement: CellValue,
    maturity: CellValue,
    rate: CellValue,
    price_paid: CellValue,
    redemption: CellValue,
    frequency: CellValue,
    basis: CellValue = 0.0,
) -> float:
    """YIELD(settlement, maturity, rate, pr, redemption, frequency, [basis])."""
    interest, wanted, last = not_below_0(rate), positive(price_paid), positive(redemption)
    coupons = _coupons(settlement, maturity, frequency, basis)
    paid = 100 * interest / coupons.frequency
    gone = coupons.gone / coupons.length
    if coupons.left == 1:
        given = wanted + paid * gone
        return (last + paid - given) / given * coupons.frequency / (1 - gone)
    return solved(lambda each: _price(coupons, paid, each, last), wanted, coupons.frequency)


def solved(price_at: Callable[[float], float], wanted: float, frequency: int) -> float:
    """Return the yield at which a price is reached, found by steps.

    Raises:
        CellError: `#NUM!`, where the steps lead nowhere.
    """
    found = FIRST_GUESS
    for _ in range(STEPS):
        width = 1e-6 * max(abs(found), 1.0)
        slope = (price_at(found + width) - price_at(found - width)) / (2 * width)
        following = found - (price_at(found) - wanted) / slope
        if following <= -frequency:  # no yield lies there: go half of the way
            following = (found - frequency) / 2
        if abs(following - found) <= NEAR * max(1.0, abs(found)):
            return following
        found = following
    raise CellError(ExcelError.NUM)


def duration(
    settlement: CellValue,
    maturity: CellValue,
    coupon: CellValue,
    yielded: CellValue,
    frequency: CellValue,
    basis: CellValue = 0.0,
) -> float:
    """DURATION(settlement, maturity, coupon, yld, frequency, [basis]), as Macaulay has it."""
    interest, each = not_below_0(coupon), not_below_0(yielded)
    coupons = _coupons(settlement, maturity, frequency, basis)
    paid, growth = 100 * interest / coupons.frequency, 1 + each / coupons.frequency
    times = [place + 1 - coupons.gone / coupons.length for place in range(coupons.left)]
    amounts = [paid] * (coupons.left - 1) + [paid + 100]
    worths = [amount / growth**time for amount, time in zip(amounts, times, strict=True)]
    weighed = sum(worth * time for worth, time in zip(worths, times, strict=True))
    return float(weighed / sum(worths) / coupons.frequency)


def modified_duration(
    settlement: CellValue,
    maturity: CellValue,
    coupon: CellValue,
    yielded: CellValue,
    frequency: CellValue,
    basis: CellValue = 0.0,
) -> float:
    """MDURATION(settlement, maturity, coupon, yld, frequency, [basis])."""
    whole = duration(settlement, maturity, coupon, yielded, frequency, basis)
    return whole / (1 + number(yielded) / rules(frequency, basis)[0])


def accrued_interest(
    issue: CellValue,
    first_interest: CellValue,
    settlement: CellValue,
    rate: CellValue,
    par: CellValue,
    frequency: CellValue,
    basis: CellValue = 0.0,
    from_issue: CellValue = 1.0,
) -> float:
    """ACCRINT(issue, first_interest, settlement, rate, par, frequency, [basis], [calc_method])."""
    start, first, end = whole_day(issue), whole_day(first_interest), whole_day(settlement)
    interest, amount = positive(rate), positive(par)
    often, rule = rules(frequency, basis)
    if start >= end:
        raise CellError(ExcelError.NUM)
    step, whole = 12 // often, bool(number(from_issue))
    place = -1
    while whole and moved(first, (place + 1) * step) < end:
        place += 1
    early, late = (moved(first, at * step) for at in (place, place + 1))
    length = Coupons(early, early, late, 1, often, rule).length
    periods = days_between(max(start, early), end, rule) / length
    while early > start:
        place -= 1
        early, late = moved(first, place * step), early
        if start <= early:
            periods += whole
        else:
            periods += _part(start, early, late, often, rule)
    return amount * interest / often * periods


def _part(start: float, early: float, late: float, often: int, rule: int) -> float:
    """Return which part of an earlier period a security bears interest."""
    match rule:
        case 0:
            return us_thirty(parts(start), parts(late)) / _whole_months(early, late)
        case 2:
            return (late - start) / us_thirty(parts(early), parts(late))
        case 3:
            return (late - start) * often / 365
    return days_between(start, late, rule) / days_between(early, late, rule)


SERIALS: Mapping[str, tuple[Callable[..., float], int, bool]] = {
    "COUPDAYBS": (_of_coupons(lambda coupons: coupons.gone), 2, False),
    "COUPDAYS": (_of_coupons(lambda coupons: coupons.length), 2, False),
    "COUPDAYSNC": (_of_coupons(_to_next), 2, False),
    "COUPNCD": (_of_coupons(lambda coupons: coupons.following), 2, True),
    "COUPNUM": (_of_coupons(lambda coupons: coupons.left), 2, False),
    "COUPPCD": (_of_coupons(lambda coupons: coupons.previous), 2, True),
    "PRICE": (price, 2, False),
    "YIELD": (yield_of, 2, False),
    "DURATION": (duration, 2, False),
    "MDURATION": (modified_duration, 2, False),
    "ACCRINT": (accrued_interest, 3, False),
}
"""Each with how many of its first arguments are dates, and whether it gives one."""
