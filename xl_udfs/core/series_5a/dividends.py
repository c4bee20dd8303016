"""Dividends on the Series 5-A (000 III)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from xl_udfs.core.amounts import N, above_zero, at_most, not_negative
from xl_udfs.core.clauses import clause
from xl_udfs.core.exact import Exact
from xl_udfs.core.readings import DividendRate, DividendRateOnSplit, SurvivingDividend

SERIES_5A_DIVIDEND = Exact(40)  # 000 III, $ per share annually


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

    Whether assets are "legally available" is not in these figures: that is for the Board and its
    counsel.

    Args:
        per_share: the dividend, $ per preferred share, 0 or more.
        already_this_year: declared before it in the same fiscal year, $ per preferred share.
        annual_rate: $ per preferred share, after a split as `rate_after_split` has it.
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


def rate_after_split(
    annual_rate: Fraction,
    new_preferred_per_old: N,
    reading: DividendRateOnSplit = DividendRateOnSplit.MOVES,
) -> Fraction:
    """Return the yearly rate after a split of the preferred shares themselves, $ per share.

    Args:
        annual_rate: before it, $ per preferred share, 0 or more.
        new_preferred_per_old: above 0; 1 where there was no split.
        reading: whether the rate moves with the Original Issue Price.
    """
    not_negative(annual_rate, "annual_rate")
    above_zero(new_preferred_per_old, "new_preferred_per_old")
    return (
        annual_rate
        if reading is DividendRateOnSplit.FIXED
        else (annual_rate / new_preferred_per_old)
    )


@clause("000 III", "P-25")
def dividend_survives(record_date: date, conversion_date: date) -> bool:
    """Whether a declared dividend is still due on shares that were converted or redeemed."""
    return record_date < conversion_date  # "has occurred prior to such conversion"


@dataclass(frozen=True, slots=True, kw_only=True)
class DividendOnConversion:
    """A declared dividend on one share that is converted, $: in shares or in cash, never both."""

    converted: Fraction  # counts with the Original Issue Price in `conversion_rate`
    cash: Fraction


def dividend_on_conversion(
    dividend_per_share: Fraction,
    record_date: date,
    conversion_date: date,
    reading: SurvivingDividend = SurvivingDividend.SHARES,
) -> DividendOnConversion:
    """Return what becomes of a declared, unpaid dividend when its share is converted (000 III).

    Args:
        dividend_per_share: declared but unpaid, $ per preferred share, 0 or more.
        record_date: of the dividend; on or after the conversion, nothing is due.
        conversion_date: of the share.
        reading: whether it converts together with its share or is paid.
    """
    not_negative(dividend_per_share, "dividend_per_share")
    due = dividend_per_share if dividend_survives(record_date, conversion_date) else Exact(0)
    if reading is SurvivingDividend.SHARES:
        return DividendOnConversion(converted=due, cash=Exact(0))
    return DividendOnConversion(converted=Exact(0), cash=due)


@clause("000 III", "P-26")
def dividends_owed(declared: Fraction, paid: Fraction) -> Fraction:
    """Return the dividends owed, $, on whatever day it is asked.

    "No undeclared or unpaid dividend shall ever bear interest", and a year without a declaration
    adds nothing: time is not an argument.

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
