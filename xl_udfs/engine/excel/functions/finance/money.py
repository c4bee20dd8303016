"""Annuities and rates."""

from collections.abc import Iterator, Sequence
from math import fsum, log

from xl_udfs.cells import Answer, Argument, CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, number, strict_number
from xl_udfs.engine.excel.functions.dates import yearfrac
from xl_udfs.engine.excel.functions.ranges.multiples import cells_of

FIRST_GUESS, STEPS, NEAR = 0.1, 100, 1e-13


def _finite(value: complex) -> float:
    if isinstance(value, complex):
        raise CellError(ExcelError.NUM)
    return value


def _growth(rate: float, periods: float) -> float:
    return _finite((1 + rate) ** periods)


def _annuity(rate: float, periods: float, due: CellValue) -> tuple[float, float]:
    """Return the growth over all periods, and that of a payment of 1 in each."""
    if not rate:
        return 1.0, periods
    growth = _growth(rate, periods)
    return growth, (1 + rate * bool(number(due))) * (growth - 1) / rate


def fv(
    rate: CellValue,
    nper: CellValue,
    pmt: CellValue,
    pv: CellValue = 0.0,
    due: CellValue = 0.0,
) -> float:
    """FV(rate, nper, pmt, [pv], [type])."""
    growth, paid = _annuity(number(rate), number(nper), due)
    return -number(pv) * growth - number(pmt) * paid


def present_value(
    rate: CellValue,
    nper: CellValue,
    pmt: CellValue,
    future: CellValue = 0.0,
    due: CellValue = 0.0,
) -> float:
    """PV(rate, nper, pmt, [fv], [type])."""
    interest, later = number(rate), number(future)
    growth, paid = _annuity(interest, number(nper), due)
    # workbooks saved by Excel hold PV(-3,5,100,12,1) = -68.375 and PV(-3,5,10,300,1) = #NUM!
    if interest < -1 and abs(later) > abs(number(pmt) * paid):
        raise CellError(ExcelError.NUM)
    return -(later + number(pmt) * paid) / growth


def pmt(
    rate: CellValue,
    nper: CellValue,
    present: CellValue,
    future: CellValue = 0.0,
    due: CellValue = 0.0,
) -> float:
    """PMT(rate, nper, pv, [fv], [type])."""
    return _payment(number(rate), number(nper), number(present), number(future), due)


def _payment(rate: float, periods: float, present: float, future: float, due: CellValue) -> float:
    if not periods or rate <= -1:
        raise CellError(ExcelError.NUM)
    growth, paid = _annuity(rate, periods, due)
    return -(future + present * growth) / paid


def ipmt(
    rate: CellValue,
    period: CellValue,
    nper: CellValue,
    present: CellValue,
    future: CellValue = 0.0,
    due: CellValue = 0.0,
) -> float:
    """IPMT(rate, per, nper, pv, [fv], [type]): the interest in one of the payments."""
    interest, place, periods, now, later = map(number, (rate, period, nper, present, future))
    payment = _payment(interest, periods, now, later, due)
    if not 1 <= place < periods + 1:
        raise CellError(ExcelError.NUM)
    if not number(due):
        growth, paid = _annuity(interest, place - 1, due)
        return (-now * growth - payment * paid) * interest
    if place == 1:
        return 0.0
    growth, paid = _annuity(interest, place - 2, due)
    return (-now * growth - payment * paid - payment) * interest


def ppmt(
    rate: CellValue,
    period: CellValue,
    nper: CellValue,
    present: CellValue,
    future: CellValue = 0.0,
    due: CellValue = 0.0,
) -> float:
    """PPMT(rate, per, nper, pv, [fv], [type]): the principal in one of the payments."""
    payment = _payment(number(rate), number(nper), number(present), number(future), due)
    return payment - ipmt(rate, period, nper, present, future, due)


def nper(
    rate: CellValue,
    payment: CellValue,
    present: CellValue,
    future: CellValue = 0.0,
    due: CellValue = 0.0,
) -> float:
    """NPER(rate, pmt, pv, [fv], [type])."""
    interest, paid, now, later = (number(cell) for cell in (rate, payment, present, future))
    if not interest:
        return -(now + later) / paid
    if interest <= -1:
        raise CellError(ExcelError.NUM)
    each = paid * (1 + interest * bool(number(due))) / interest
    return log((each - later) / (each + now)) / log(1 + interest)


def effect(rate: CellValue, periods: CellValue) -> float:
    """EFFECT(nominal_rate, npery)."""
    nominal, count = _rates(rate, periods)
    return float((1 + nominal / count) ** count - 1)


def nominal(rate: CellValue, periods: CellValue) -> float:
    """NOMINAL(effect_rate, npery)."""
    effective, count = _rates(rate, periods)
    return float(((1 + effective) ** (1 / count) - 1) * count)


def _rates(rate: CellValue, periods: CellValue) -> tuple[float, int]:
    for cell in (rate, periods):
        if isinstance(cell, bool):
            raise CellError(ExcelError.VALUE)
    interest, count = number(rate), int(number(periods))
    if interest <= 0 or count < 1:
        raise CellError(ExcelError.NUM)
    return interest, count


def accrintm(
    issue: CellValue,
    settlement: CellValue,
    rate: CellValue,
    par: CellValue = 1000.0,
    basis: CellValue = 0.0,
) -> float:
    """ACCRINTM(issue, settlement, rate, par, [basis])."""
    for cell in (issue, settlement, rate, par, basis):
        if isinstance(cell, bool):
            raise CellError(ExcelError.VALUE)
    interest, amount = number(rate), number(par)
    if interest <= 0 or amount <= 0 or int(number(issue)) >= int(number(settlement)):
        raise CellError(ExcelError.NUM)
    return amount * interest * yearfrac(issue, settlement, basis)


def fvschedule(principal: Argument, schedule: Argument) -> Answer:
    """FVSCHEDULE(principal, schedule)."""
    (start,) = cells_of(principal)[:1]
    value = number(start)
    for cell in cells_of(schedule):
        if isinstance(cell, str):
            raise CellError(ExcelError.VALUE)
        value *= 1 + (0.0 if cell is None else strict_number(cell))
    return value


def xnpv(rate: Argument, values: Argument, dates: Argument) -> Answer:
    """XNPV(rate, values, dates): no date may come before the first, and no rate below 0."""
    interest = number(cells_of(rate)[0])
    amounts = [_amount(cell, ExcelError.NUM) for cell in cells_of(values)]
    days = [int(_amount(cell, ExcelError.VALUE)) for cell in cells_of(dates)]
    if interest < 0:
        raise CellError(ExcelError.NUM)
    return fsum(_discounted(interest, amounts, _years(amounts, days)))


def xirr(values: Argument, dates: Argument, guess: Argument = None) -> Answer:
    """XIRR(values, dates, [guess]): the rate at which XNPV is nothing."""
    start = cells_of(guess)[0]
    amounts = [_amount(cell or 0.0, ExcelError.VALUE) for cell in cells_of(values)]
    days = [int(_amount(cell, ExcelError.VALUE)) for cell in cells_of(dates)]
    return _rate_of_return(amounts, _years(amounts, days), start)


def irr(values: Argument, guess: Argument = None) -> Answer:
    """IRR(values, [guess]): of an array or a range, numbers alone count."""
    start = cells_of(guess)[0]
    cells = cells_of(values)
    if any(isinstance(cell, ExcelError) for cell in cells):
        return ExcelError.VALUE
    if not isinstance(values, tuple) and not isinstance(values, float):
        return ExcelError.VALUE
    amounts = [cell for cell in cells if type(cell) is float]
    return _rate_of_return(amounts, [float(place) for place in range(len(amounts))], start)


def mirr(values: Argument, finance_rate: Argument, reinvest_rate: Argument) -> Answer:
    """MIRR(values, finance_rate, reinvest_rate): numbers alone count, and take up a period."""
    paid_at, earned_at = (number(cells_of(rate)[0]) for rate in (finance_rate, reinvest_rate))
    cells = cells_of(values)
    amounts = [number(cell) for cell in cells if isinstance(cell, float | ExcelError)]
    last = len(amounts) - 1
    paid = fsum(a / _growth(paid_at, place) for place, a in enumerate(amounts) if a < 0)
    earned = fsum(a * _growth(earned_at, last - place) for place, a in enumerate(amounts) if a > 0)
    if not paid or not earned:
        raise CellError(ExcelError.DIV0)
    return _finite((earned / -paid) ** (1 / last)) - 1


def _amount(cell: CellValue, error: ExcelError) -> float:
    """Return a number of a range in which nothing else may stand."""
    if cell is None or isinstance(cell, bool | str):
        raise CellError(error)
    return number(cell)


def _years(amounts: Sequence[float], days: Sequence[int]) -> list[float]:
    """Return how many years after the first each day is."""
    if len(amounts) != len(days) or any(day < max(days[0], 1) for day in days):
        raise CellError(ExcelError.NUM)
    return [(day - days[0]) / 365 for day in days]


def _discounted(rate: float, amounts: Sequence[float], years: Sequence[float]) -> Iterator[float]:
    return (amount / _growth(rate, year) for amount, year in zip(amounts, years, strict=True))


def _rate_of_return(amounts: Sequence[float], years: Sequence[float], guess: CellValue) -> float:
    """Return the rate at which amounts are worth nothing, found by Newton's steps from a guess.

    Raises:
        CellError: `#NUM!`, without an amount of either sign, or where the steps lead nowhere.
    """
    rate = FIRST_GUESS if guess is None else number(guess)
    if not min(amounts, default=0) < 0 < max(amounts, default=0) or rate <= -1:
        raise CellError(ExcelError.NUM)
    for _ in range(STEPS):
        worth = fsum(_discounted(rate, amounts, years))
        slope = -fsum(
            year * amount / _growth(rate, year + 1)
            for amount, year in zip(amounts, years, strict=True)
        )
        following = rate - worth / slope
        if following <= -1:  # no rate lies there: go half of the way
            following = (rate - 1) / 2
        if abs(following - rate) <= NEAR * max(1.0, abs(rate)):
            return following
        rate = following
    raise CellError(ExcelError.NUM)
