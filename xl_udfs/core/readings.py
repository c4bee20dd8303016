"""Readings of what the texts leave open; the first member of each is what we take by default."""

from enum import Enum


class Reading(Enum):
    """Base of every reading; the docstring of one starts with the rule that it belongs to."""

    @classmethod
    def rule(cls) -> str:
        """Return the id of the rule that is read."""
        return (cls.__doc__ or "").partition(":")[0]


class BusinessDayCount(Reading):
    """G-05: which of the two days at its ends a period of business days includes."""

    EVENT_DAY = "event day"  # not the day of the notice, but the day of the event
    CLEAR_DAYS = "clear days"  # neither


class LeapDayAnniversary(Reading):
    """G-07: the anniversary of a February 29 in a year without one."""

    MONTH_END = "month end"
    NEXT_DAY = "next day"


class RedemptionTier(Reading):
    """P-09: the tier of a redemption on the anniversary itself."""

    ENDING = "ending tier"  # as "on or before the one-year anniversary" in VII.E(6)
    STARTING = "starting tier"


class SameDayOrder(Reading):
    """G-13: how events of one day follow each other."""

    CLOSINGS_FIRST = "closings first"  # financings at the closing, the others at close of business
    ROWS = "rows"  # as they are listed, so that the user numbers them


class ExpiryEffect(Reading):
    """P-77: what the readjustment for an expiry does to the events after the issue."""

    REPLAY = "replay"  # all are computed again
    SCALE = "scale"  # the price moves in the ratio in which the issue's own price moves


class MergerOfSeries5A(Reading):
    """P-70: a merger, which VII.E(5) names in its heading and leaves out in its text."""

    AS_REORGANIZATION = "as reorganization"
    NO_RULE = "no rule"


class BoughtShares(Reading):
    """C-02: B, the shares that the consideration would buy at the old price."""

    EXACT = "exact"  # no figure is rounded between two prices
    WHOLE = "whole"  # as both certificates print it, a half going up


class CommonPerPreferred(Reading):
    """C-04: how a certificate of adjustment states the common shares for one preferred share."""

    UNROUNDED_PRICE = "unrounded price"  # 003 states 3.20; 6.41 / 2.00 would give 3.21
    ROUNDED_PRICE = "rounded price"
    TRUNCATED = "truncated"
