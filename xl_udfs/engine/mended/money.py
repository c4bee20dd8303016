"""Annuities and rates."""

from math import fsum, log

from xl_udfs.cells import Answer, Argument, CellValue, ExcelError
from xl_udfs.engine.mended.coercion import CellError, number, strict_number
from xl_udfs.engine.mended.dates import yearfrac
from xl_udfs.engine.mended.multiples import cells_of


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
    growth, paid = _annuity(number(rate), number(nper), due)
    return -(number(future) + number(pmt) * paid) / growth


def pmt(
    rate: CellValue,
    nper: CellValue,
    present: CellValue,
    future: CellValue = 0.0,
    due: CellValue = 0.0,
) -> float:
    """PMT(rate, nper, pv, [fv], [type])."""
    if not number(nper):
        raise CellError(ExcelError.NUM)
    growth, paid = _annuity(number(rate), number(nper), due)
    return -(number(future) + number(present) * growth) / paid


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
    """XNPV(rate, values, dates): no date may come before the first."""
    interest = number(cells_of(rate)[0])
    amounts = [strict_number(cell) for cell in cells_of(values)]
    days = [int(strict_number(cell)) for cell in cells_of(dates)]
    if len(amounts) != len(days) or interest <= -1 or any(day < days[0] for day in days):
        raise CellError(ExcelError.NUM)
    return fsum(
        amount / _growth(interest, (day - days[0]) / 365)
        for amount, day in zip(amounts, days, strict=True)
    )
