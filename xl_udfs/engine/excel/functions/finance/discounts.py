"""Treasury bills, and securities that are sold at a discount or pay at maturity."""

from collections.abc import Callable, Mapping
from math import sqrt

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, number
from xl_udfs.engine.excel.functions.dates import edate, yearfrac

HALF_YEAR = 182  # days from which a bond would pay interest within a bill's life


def _days(settlement: CellValue, maturity: CellValue) -> float:
    first, last = whole_day(settlement), whole_day(maturity)
    if not first < last <= edate(first, 12.0):
        raise CellError(ExcelError.NUM)
    return last - first


def whole_day(cell: CellValue) -> float:
    """Read a day, without its time."""
    if isinstance(cell, bool):
        raise CellError(ExcelError.VALUE)
    return float(int(number(cell)))


def positive(cell: CellValue) -> float:
    """Read an amount above 0."""
    if isinstance(cell, bool):
        raise CellError(ExcelError.VALUE)
    value = number(cell)
    if value <= 0:
        raise CellError(ExcelError.NUM)
    return value


def not_below_0(cell: CellValue) -> float:
    """Read an amount of 0 or more."""
    value = number(cell)
    if value < 0:
        raise CellError(ExcelError.NUM)
    return value


def tbill_yield(settlement: CellValue, maturity: CellValue, price: CellValue) -> float:
    """TBILLYIELD(settlement, maturity, pr)."""
    days, paid = _days(settlement, maturity), positive(price)
    return (100 - paid) / paid * 360 / days


def tbill_price(settlement: CellValue, maturity: CellValue, discount: CellValue) -> float:
    """TBILLPRICE(settlement, maturity, discount)."""
    days, rate = _days(settlement, maturity), positive(discount)
    return positive(100 * (1 - rate * days / 360))


def tbill_equivalent(settlement: CellValue, maturity: CellValue, discount: CellValue) -> float:
    """TBILLEQ(settlement, maturity, discount): of more than half a year, as of a bond."""
    days, rate = _days(settlement, maturity), positive(discount)
    if days <= HALF_YEAR:
        return 365 * rate / (360 - rate * days)
    paid = 1 - rate * days / 360
    part = days / (366 if days > 365 else 365)
    return (2 * sqrt(part**2 - (2 * part - 1) * (1 - 1 / paid)) - 2 * part) / (2 * part - 1)


def _of_discount(
    formula: Callable[[float, float, float], float],
) -> Callable[..., float]:
    """Return a function of settlement, maturity, two amounts above 0, and a basis of days."""

    def call(
        settlement: CellValue,
        maturity: CellValue,
        first: CellValue,
        second: CellValue,
        basis: CellValue = 0.0,
    ) -> float:
        one, other = positive(first), positive(second)
        if whole_day(settlement) >= whole_day(maturity):
            raise CellError(ExcelError.NUM)
        return formula(one, other, yearfrac(settlement, maturity, basis))

    return call


def price_at_maturity(
    settlement: CellValue,
    maturity: CellValue,
    issue: CellValue,
    rate: CellValue,
    yielded: CellValue,
    basis: CellValue = 0.0,
) -> float:
    """PRICEMAT(settlement, maturity, issue, rate, yld, [basis])."""
    life, before, after = _times(settlement, maturity, issue, basis)
    coupon, wanted = not_below_0(rate), not_below_0(yielded)
    return 100 * ((1 + life * coupon) / (1 + after * wanted) - before * coupon)


def yield_at_maturity(
    settlement: CellValue,
    maturity: CellValue,
    issue: CellValue,
    rate: CellValue,
    price: CellValue,
    basis: CellValue = 0.0,
) -> float:
    """YIELDMAT(settlement, maturity, issue, rate, pr, [basis])."""
    life, before, after = _times(settlement, maturity, issue, basis)
    coupon, paid = not_below_0(rate), positive(price)
    return ((1 + life * coupon) / (paid / 100 + before * coupon) - 1) / after


def _times(
    settlement: CellValue, maturity: CellValue, issue: CellValue, basis: CellValue
) -> tuple[float, float, float]:
    """Return the years from issue to maturity, to settlement, and between these."""
    if not whole_day(issue) <= whole_day(settlement) < whole_day(maturity):
        raise CellError(ExcelError.NUM)
    return (
        yearfrac(issue, maturity, basis),
        yearfrac(issue, settlement, basis),
        yearfrac(settlement, maturity, basis),
    )


CELLS: Mapping[str, Callable[..., CellValue]] = {
    "TBILLEQ": tbill_equivalent,
    "TBILLPRICE": tbill_price,
    "TBILLYIELD": tbill_yield,
    "DISC": _of_discount(lambda price, redeemed, years: (1 - price / redeemed) / years),
    "INTRATE": _of_discount(lambda paid, redeemed, years: (redeemed / paid - 1) / years),
    "RECEIVED": _of_discount(lambda paid, rate, years: paid / (1 - rate * years)),
    "PRICEDISC": _of_discount(lambda rate, redeemed, years: redeemed * (1 - rate * years)),
    "YIELDDISC": _of_discount(lambda price, redeemed, years: (redeemed / price - 1) / years),
    "PRICEMAT": price_at_maturity,
    "YIELDMAT": yield_at_maturity,
}
