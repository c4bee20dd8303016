"""Dividends on the Series 5-A (000 III)."""

from datetime import date
from fractions import Fraction

from xl_udfs.core.amounts import at_most, not_negative
from xl_udfs.core.clauses import clause
from xl_udfs.core.readings import DividendRate

SERIES_5A_DIVIDEND = Fraction(40)  # 000 III, $ per share annually


@clause("000 III", "P-23", "P-24")
def dividend_allowed(
    per_share: Fraction,
    already_this_year: Fraction,
    annual_rate: Fraction,
    reading: DividendRate = DividendRate.AT_MOST,
    *,
    senior_dividends_paid: bool,
) -> bool:
    """Whether the Board may declare a dividend in this fiscal year.

    A split of the preferred that moves the Original Issue Price moves the rate with it (4% of it):
    enter the moved rate, or the $40 where it is read as fixed. Whether assets are "legally
    available" is not in these figures: that is for the Board and its counsel.

    Args:
        per_share: the dividend, $ per preferred share, 0 or more.
        already_this_year: declared before it in the same fiscal year, $ per preferred share.
        annual_rate: $ per preferred share.
        reading: whether the rate is the most that a year can bring.
        senior_dividends_paid: Series 1-A and Series 2-A, both, have been paid this fiscal year at
            their own rates, or have their dividends declared and set aside.

    Raises:
        OutOfRangeError: for a negative amount.
    """
    not_negative(per_share, "per_share")
    not_negative(already_this_year, "already_this_year")
    not_negative(annual_rate, "annual_rate")
    within = reading is DividendRate.NO_CAP or already_this_year + per_share <= annual_rate
    return senior_dividends_paid and within


@clause("000 III", "P-25")
def dividend_survives(record_date: date, conversion_date: date) -> bool:
    """Whether a declared dividend is still due on shares that were converted or redeemed.

    VII.A lets a surviving dividend convert together with its share, and then no cash is due.
    Whoever takes it in cash leaves it out of the conversion: it is never due twice.
    """
    return record_date < conversion_date  # "has occurred prior to such conversion"


@clause("000 III", "P-26")
def dividends_owed(declared: Fraction, paid: Fraction) -> Fraction:
    """Return the dividends owed, $, on whatever day it is asked.

    "No undeclared or unpaid dividend shall ever bear interest", and a year without a declaration
    adds nothing: time is no argument.

    Args:
        declared: all dividends ever declared on the shares, $.
        paid: of these, $.

    Raises:
        OutOfRangeError: for a negative amount, or more paid than declared.
    """
    not_negative(declared, "declared")
    not_negative(paid, "paid")
    at_most(paid, declared, "paid", "declared")
    return declared - paid
