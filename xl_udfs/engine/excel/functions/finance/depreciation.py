"""Declining balances: DB, DDB and VDB; the French AMORLINC and AMORDEGRC."""

from collections.abc import Callable, Mapping
from math import ceil, floor

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, number
from xl_udfs.engine.excel.functions.dates import yearfrac


def db(
    cost: CellValue,
    salvage: CellValue,
    life: CellValue,
    period: CellValue,
    month: CellValue = 12.0,
) -> float:
    """DB(cost, salvage, life, period, [month]): at a rate of three places."""
    first, last, years, wanted = map(number, (cost, salvage, life, period))
    months, wanted = int(number(month)), int(wanted)
    _require(first >= 0 and last >= 0 and years > 0 and 1 <= months <= 12)
    _require(1 <= wanted <= years + (months < 12))
    if not first:
        return 0.0
    rate = round(1 - float(pow(last / first, 1 / years)), 3)
    amount: float = first * rate * months / 12
    total = amount
    for year in range(2, wanted + 1):
        amount = (first - total) * rate
        if year > years:
            amount *= (12 - months) / 12
        total += amount
    return amount


def ddb(
    cost: CellValue,
    salvage: CellValue,
    life: CellValue,
    period: CellValue,
    factor: CellValue = 2.0,
) -> float:
    """DDB(cost, salvage, life, period, [factor])."""
    first, last, years, wanted, times = map(number, (cost, salvage, life, period, factor))
    _require(first >= 0 and last >= 0 and years > 0 and 0 < wanted <= years and times > 0)
    return _declined(first, last, years, wanted, times)


def _declined(cost: float, salvage: float, life: float, period: float, factor: float) -> float:
    rate = min(factor / life, 1.0)
    if rate == 1:
        before, after = (cost if period <= 1 else 0.0), 0.0
    else:
        before, after = cost * pow(1 - rate, period - 1), cost * pow(1 - rate, period)
    return float(max(0.0, before - max(after, salvage)))


def vdb(
    cost: CellValue,
    salvage: CellValue,
    life: CellValue,
    start: CellValue,
    end: CellValue,
    factor: CellValue = 2.0,
    no_switch: CellValue = 0.0,
) -> float:
    """VDB(cost, salvage, life, start_period, end_period, [factor], [no_switch])."""
    first, last, years, begin, stop, times = map(number, (cost, salvage, life, start, end, factor))
    _require(first >= 0 and last >= 0 and years > 0 and times > 0 and 0 <= begin <= stop <= years)
    if number(no_switch):
        amounts = [_declined(first, last, years, p, times) for p in range(1, ceil(stop) + 1)]
    else:
        amounts = [*_switching(first, last, years, ceil(stop), times)]
    total = 0.0
    for place in range(floor(begin), ceil(stop)):
        total += amounts[place] * (min(stop, place + 1) - max(begin, place))
    return total


def _switching(
    cost: float, salvage: float, life: float, periods: int, factor: float
) -> list[float]:
    """Return the amounts of periods, straight-line from where that is more."""
    amounts: list[float] = []
    left = cost - salvage
    straight = 0.0
    for period in range(1, periods + 1):
        if not straight:
            amount = _declined(cost, salvage, life, period, factor)
            even = left / (life - period + 1) if life - period + 1 > 0 else left
            if even > amount:
                amount = straight = even
            left -= amount
        else:
            amount = straight
        amounts.append(amount)
    return amounts


def linear(
    cost: CellValue,
    purchased: CellValue,
    first_end: CellValue,
    salvage: CellValue,
    period: CellValue,
    rate: CellValue,
    basis: CellValue = 0.0,
) -> float:
    """AMORLINC(cost, date_purchased, first_period, salvage, period, rate, [basis])."""
    value, last, place, each = _amortized(cost, salvage, period, rate, basis)
    amount = value * each
    first = amount * yearfrac(purchased, first_end, basis)
    taken = first + amount * (place - 1) if place else 0.0
    return max(0.0, min(amount if place else first, value - last - taken))


def degressive(
    cost: CellValue,
    purchased: CellValue,
    first_end: CellValue,
    salvage: CellValue,
    period: CellValue,
    rate: CellValue,
    basis: CellValue = 0.0,
) -> float:
    """AMORDEGRC(cost, date_purchased, first_period, salvage, period, rate, [basis]).

    In whole amounts, at a rate that the life multiplies; half of what is left in the last period
    but one, and in the last.
    """
    value, last, place, each = _amortized(cost, salvage, period, rate, basis)
    life = 1 / each
    _require(life >= 3 and not 4 < life < 5)
    fast = each * (1.5 if life <= 4 else 2.0 if life <= 6 else 2.5)
    amount = floor(fast * value * yearfrac(purchased, first_end, basis) + 0.5)
    value -= amount
    left = value - last
    for at in range(place):
        amount = floor(fast * value + 0.5)
        left -= amount
        if left < 0:
            return float(floor(value / 2 + 0.5)) if place - at <= 1 else 0.0
        value -= amount
    return float(amount)


def _amortized(*cells: CellValue) -> tuple[float, float, int, float]:
    cost, salvage, period, rate, basis = map(number, cells)
    _require(cost > 0 and 0 <= salvage <= cost and period >= 0 and rate > 0 and int(basis) != 2)
    return cost, salvage, int(period), rate


def _require(condition: bool) -> None:  # noqa: FBT001 - what must hold
    if not condition:
        raise CellError(ExcelError.NUM)


CELLS: Mapping[str, Callable[..., CellValue]] = {
    "DB": db,
    "DDB": ddb,
    "VDB": vdb,
    "AMORLINC": linear,
    "AMORDEGRC": degressive,
}
