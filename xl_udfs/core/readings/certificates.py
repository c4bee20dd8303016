"""Readings of the two certificates of adjustment (003, 004)."""

from xl_udfs.core.readings.reading import Reading


class BoughtShares(Reading):
    """C-02: B, the shares that the consideration would buy at the old price."""

    EXACT = "exact"  # no figure is rounded between two prices
    WHOLE = "whole"  # as both certificates print it, a half going up


class CommonPerPreferred(Reading):
    """C-04: how a certificate of adjustment states the common shares for one preferred share."""

    UNROUNDED_PRICE = "unrounded price"  # 003 states 3.20; 6.41 / 2.00 would give 3.21
    ROUNDED_PRICE = "rounded price"
    TRUNCATED = "truncated"
