"""Securities whose first or last period is shorter or longer: ODDFPRICE, ODDLYIELD and their kin.

Regular periods are counted on from the last coupon, or back from the first; interest of an odd
period is the sum of its parts of them.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import count

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError
from xl_udfs.engine.excel.functions.finance.coupons import (
    Coupons,
    days_between,
    moved,
    rules,
    solved,
)
from xl_udfs.engine.excel.functions.finance.discounts import not_below_0, positive, whole_day


def _periods(anchor: float, step: int) -> Iterator[tuple[float, float]]:
    """Yield regular periods on from a day, or back from it."""
    for place in count():
        ends = moved(anchor, place * step), moved(anchor, (place + 1) * step)
        yield min(ends), max(ends)


def _part(start: float, end: float, anchor: float, often: int, rule: int) -> float:
    """Return how many periods lie between two days; they are counted from the anchor."""
    total = 0.0
    for early, late in _periods(anchor, 12 // often if anchor <= start else -12 // often):
        if early >= end if anchor <= start else late <= start:
            break
        first, last = max(start, early), min(end, late)
        if first < last:
            length = Coupons(early, early, late, 1, often, rule).length
            total += days_between(first, last, rule) / length
    return total


def _first(
    settlement: CellValue,
    maturity: CellValue,
    issue: CellValue,
    first_coupon: CellValue,
    rate: CellValue,
    redemption: CellValue,
    frequency: CellValue,
    basis: CellValue,
) -> tuple[Callable[[float], float], int]:
    """Return the price by the yield of a security with an odd first period, and its frequency."""
    bought, end, start, first = map(whole_day, (settlement, maturity, issue, first_coupon))
    often, rule = rules(frequency, basis)
    if not start < bought < first < end:
        raise CellError(ExcelError.NUM)
    paid, last = 100 * not_below_0(rate) / often, positive(redemption)
    whole, gone = (_part(start, day, first, often, rule) for day in (first, bought))
    time = _part(bought, first, first, often, rule)
    left = next(n for n, (_, late) in enumerate(_periods(first, 12 // often), 1) if late >= end)

    def price_at(wanted: float) -> float:
        growth = 1 + wanted / often
        regular = sum(paid / growth ** (time + place) for place in range(1, left + 1))
        worth: float = last / growth ** (time + left) + paid * whole / growth**time + regular
        return worth - paid * gone

    return price_at, often


def first_price(
    settlement: CellValue,
    maturity: CellValue,
    issue: CellValue,
    first_coupon: CellValue,
    rate: CellValue,
    yielded: CellValue,
    redemption: CellValue,
    frequency: CellValue,
    basis: CellValue = 0.0,
) -> float:
    """ODDFPRICE(settlement, maturity, issue, first_coupon, rate, yld, redemption, ...)."""
    wanted = not_below_0(yielded)
    dates = (settlement, maturity, issue, first_coupon)
    return _first(*dates, rate, redemption, frequency, basis)[0](wanted)


def first_yield(
    settlement: CellValue,
    maturity: CellValue,
    issue: CellValue,
    first_coupon: CellValue,
    rate: CellValue,
    price: CellValue,
    redemption: CellValue,
    frequency: CellValue,
    basis: CellValue = 0.0,
) -> float:
    """ODDFYIELD(settlement, maturity, issue, first_coupon, rate, pr, redemption, ...)."""
    wanted = positive(price)
    dates = (settlement, maturity, issue, first_coupon)
    price_at, often = _first(*dates, rate, redemption, frequency, basis)
    return solved(price_at, wanted, often)


def _last(
    settlement: CellValue,
    maturity: CellValue,
    last_interest: CellValue,
    frequency: CellValue,
    basis: CellValue,
) -> tuple[float, float, float, int]:
    """Return the periods of an odd last one: whole, gone and to come; and how many a year has."""
    bought, end, start = map(whole_day, (settlement, maturity, last_interest))
    often, rule = rules(frequency, basis)
    if not start < bought < end:
        raise CellError(ExcelError.NUM)
    spans = ((start, end), (start, bought), (bought, end))
    whole, gone = (_part(*span, start, often, rule) for span in spans[:2])
    return whole, gone, whole - gone, often


def last_price(
    settlement: CellValue,
    maturity: CellValue,
    last_interest: CellValue,
    rate: CellValue,
    yielded: CellValue,
    redemption: CellValue,
    frequency: CellValue,
    basis: CellValue = 0.0,
) -> float:
    """ODDLPRICE(settlement, maturity, last_interest, rate, yld, redemption, frequency, [basis])."""
    interest, wanted, repaid = not_below_0(rate), not_below_0(yielded), positive(redemption)
    whole, gone, left, often = _last(settlement, maturity, last_interest, frequency, basis)
    paid = 100 * interest / often
    return (repaid + whole * paid) / (1 + left * wanted / often) - gone * paid


def last_yield(
    settlement: CellValue,
    maturity: CellValue,
    last_interest: CellValue,
    rate: CellValue,
    price: CellValue,
    redemption: CellValue,
    frequency: CellValue,
    basis: CellValue = 0.0,
) -> float:
    """ODDLYIELD(settlement, maturity, last_interest, rate, pr, redemption, frequency, [basis])."""
    interest, spent, repaid = not_below_0(rate), positive(price), positive(redemption)
    whole, gone, left, often = _last(settlement, maturity, last_interest, frequency, basis)
    paid = 100 * interest / often
    given = spent + gone * paid
    return ((repaid + whole * paid) - given) / given * often / left


SERIALS: Mapping[str, tuple[Callable[..., float], int, bool]] = {
    "ODDFPRICE": (first_price, 4, False),
    "ODDFYIELD": (first_yield, 4, False),
    "ODDLPRICE": (last_price, 3, False),
    "ODDLYIELD": (last_yield, 3, False),
}
"""Each with how many of its first arguments are dates, and whether it gives one."""
