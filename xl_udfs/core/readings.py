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


class IndirectOwnership(Reading):
    """A-15: what the Company holds of an entity through others."""

    MULTIPLIED = "multiplied"  # 60% of 60% is 36%
    CONTROL = "control"  # the last link, where each before it is controlled


class GrossedUpPayer(Reading):
    """A-11: whose payments are increased for a withholding."""

    BOTH = "both"  # 2.7(b) names both as the one who withholds, and 6.1(m) binds the Company
    LITERAL = "literal"  # "the sum due from such Guarantor", and the Company's interest


class LeasebackBaskets(Reading):
    """A-20: whether 6.1(e)(iv) and (vii) have a limit each or one together."""

    SEPARATE = "separate"
    ONE = "one"


class InterestConvention(Reading):
    """N-02: how interest runs in a period that is not complete."""

    ACTUAL_365 = "actual/365"
    ACTUAL_360 = "actual/360"
    STUB_PERIOD = "stub period"  # days over the days of the current period
    EXPONENT = "exponent"  # no periods: (1 + rate/4)^(4 x days/365)
    THIRTY_360 = "30/360"


class InterestQuarters(Reading):
    """N-02: where the quarters of "compounded quarterly" end."""

    FROM_START = "from start"  # the same day every three months after the start
    CALENDAR = "calendar"  # March 31, June 30, September 30, December 31


class InterestAfterMaturity(Reading):
    """N-03: interest on what is still unpaid after the Maturity Date."""

    CONTINUES = "continues"
    STOPS = "stops"


class ExchangeOnPrepaymentDay(Reading):
    """N-06: an exchange on the very day that is set for the prepayment."""

    TOO_LATE = "too late"  # "prior to the date set forth"
    IN_TIME = "in time"


class PacificTime(Reading):
    """W-01: the clock that shows 5:00 p.m. on the Expiration Date."""

    STANDARD = "standard"  # "Pacific Standard time": UTC-8 all year
    PREVAILING = "prevailing"  # daylight saving time while it is in force


class FairValueDays(Reading):
    """W-05: the days of the "thirty (30) day period" and of the three days after it."""

    CALENDAR = "calendar days"
    TRADING = "trading days"
