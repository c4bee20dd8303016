"""Changes of a conversion price but by a sale below it (000 VII.E(1)-(5); 001-W 3(b)-(f))."""

from enum import Enum
from fractions import Fraction

from xl_udfs.core.amounts import above_zero, at_most, not_negative
from xl_udfs.core.clauses import clause
from xl_udfs.core.errors import NotApplicableError
from xl_udfs.core.exact import Exact
from xl_udfs.core.readings import DividendAtEvent, MergerOfSeries5A


@clause("001-W 3(b)", "W-08")
@clause("000 VII.E(1)", "P-65")
def split_factor(new_shares_per_old: Fraction) -> Fraction:
    """Return what a split or a combination multiplies the price by.

    Args:
        new_shares_per_old: above 0; 1/20 in a 1-for-20 combination.
    """
    above_zero(new_shares_per_old, "new_shares_per_old")
    return 1 / new_shares_per_old


@clause("001-W 3(c)", "W-09")
@clause("000 VII.E(2)", "P-66")
def stock_dividend_factor(shares_outstanding: Fraction, dividend_shares: Fraction) -> Fraction:
    """Return what a dividend in Common Stock multiplies the price by, O / (O + D).

    Args:
        shares_outstanding: O, with all that convertible securities, options and warrants
            outstanding on that day could become; above 0.
        dividend_shares: D, issuable in payment of the dividend, 0 or more.
    """
    above_zero(shares_outstanding, "shares_outstanding")
    not_negative(dividend_shares, "dividend_shares")
    return shares_outstanding / (shares_outstanding + dividend_shares)


@clause("000 VII.E(2) proviso", "P-67")
def dividend_shares_counted(declared: Fraction, paid: Fraction | None = None) -> Fraction:
    """Return the shares of a dividend that count as of its record date.

    A dividend "not fully paid" on the date fixed counts only with what was paid. What is paid
    later is a dividend of its own, at the time of the actual payment.

    Args:
        declared: shares of the whole dividend.
        paid: shares paid on the date fixed; None where all of them were.
    """
    not_negative(declared, "declared")
    if paid is None:
        return declared
    not_negative(paid, "paid")
    at_most(paid, declared, "paid", "the shares declared")
    return paid


class ConversionProperty(Enum):
    """What gives a holder something else than Common Stock."""

    DISTRIBUTION = "distribution"  # of securities of the Company other than Common Stock
    RECLASSIFICATION = "reclassification"  # or recapitalization, or exchange
    REORGANIZATION = "reorganization"  # of the capital
    MERGER = "merger"  # or consolidation, or sale of all or substantially all assets


@clause("000 VII.E(5)", "P-70")
def entitles_series_5a(
    change: ConversionProperty, reading: MergerOfSeries5A = MergerOfSeries5A.AS_REORGANIZATION
) -> bool:
    """Whether VII.E(3) to (5) give the Series 5-A the securities or property of a change.

    The heading of (5) names mergers and its parenthesis leaves them out. One that is a
    liquidation under IV.B pays the preference instead, whatever is read here.
    """
    return change is not ConversionProperty.MERGER or reading is MergerOfSeries5A.AS_REORGANIZATION


@clause("000 VII.E(4)", "P-69")
@clause("000 VII.E(3)", "P-68")
def conversion_property(
    preferred_shares: Fraction,
    original_issue_price: Fraction,
    price_at_event: Fraction,
    units_per_common: Fraction,
    dividend_per_share: Fraction = Exact(0),
    change: ConversionProperty = ConversionProperty.DISTRIBUTION,
    reading: MergerOfSeries5A = MergerOfSeries5A.AS_REORGANIZATION,
    dividend: DividendAtEvent = DividendAtEvent.LEFT_OUT,
) -> Fraction:
    """Return the securities or property that a holder receives on conversion, in units.

    As if the preferred shares had been converted at the event and the units kept since. A
    distribution comes on top of the Common Stock; after any other change it comes in its place.

    Args:
        preferred_shares: all that the holder converts at once, 0 or more.
        original_issue_price: $ per preferred share, above 0.
        price_at_event: conversion price at a distribution; at another change the price
            immediately before it, or where it was adjusted since, as adjusted. Above 0.
        units_per_common: received by the holder of one common share, with what the units have
            themselves earned since, 0 or more. Cash dividends are not such a distribution.
        dividend_per_share: declared and unpaid at the event, $ per preferred share.
        change: what happened.
        reading: whether a merger is treated as a reorganization.
        dividend: whether that dividend would have been converted too.

    Raises:
        NotApplicableError: for a merger, where it is read to have no rule.
    """
    not_negative(preferred_shares, "preferred_shares")
    above_zero(original_issue_price, "original_issue_price")
    above_zero(price_at_event, "price_at_event")
    not_negative(units_per_common, "units_per_common")
    not_negative(dividend_per_share, "dividend_per_share")
    if not entitles_series_5a(change, reading):
        raise NotApplicableError(
            "merger_without_rule",
            "change is a merger, which VII.E(5) leaves out as it is read here",
            field="change",
        )
    counted = dividend_per_share if dividend is DividendAtEvent.INCLUDED else Exact(0)
    rate = (original_issue_price + counted) / price_at_event
    return preferred_shares * rate * units_per_common


@clause("001-W 3(f)", "W-11")
@clause("001-W 3(d), (e)", "W-10")
def exercise_property(shares: Fraction, units_per_common: Fraction) -> Fraction:
    """Return the securities or property that a holder receives on exercise, in units.

    Mergers, consolidations and sales of assets are among the changes here.

    Args:
        shares: covered by the exercised part of the warrant as of the event, 0 or more.
        units_per_common: received by the holder of one common share, 0 or more.
    """
    not_negative(shares, "shares")
    not_negative(units_per_common, "units_per_common")
    return shares * units_per_common
