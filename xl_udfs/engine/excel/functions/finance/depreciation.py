"""Declining balances: DB, DDB and VDB."""

from collections.abc import Callable, Mapping
from math import ceil, floor

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, number


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


def _require(condition: bool) -> None:  # noqa: FBT001 - what must hold
    if not condition:
        raise CellError(ExcelError.NUM)


CELLS: Mapping[str, Callable[..., CellValue]] = {"DB": db, "DDB": ddb, "VDB": vdb}
