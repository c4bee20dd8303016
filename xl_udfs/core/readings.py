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


class Apportionment(Reading):
    """G-11: how indivisible units are shared among holders."""

    LARGEST_REMAINDER = "largest remainder"  # "pro rata", and the whole amount is redeemed
    ROUND_DOWN = "round down"  # the rest stays with no one
    EXACT = "exact"  # fractions of a unit


class LateRegistration(Reading):
    """P-15: a Registration Statement that becomes effective after the fifteen months."""

    ENDS = "ends"  # V.B needs an event that "shall have occurred and remain in effect"
    STAYS = "stays"


class ExcusedDays(Reading):
    """P-17: what a day that is excused does to a run of bad trading days."""

    BREAK = "break"  # such a day is no failure, and what follows is not consecutive
    PAUSE = "pause"


class DividendRate(Reading):
    """P-23: what "in an amount equal to $40 per share annually" means."""

    AT_MOST = "at most the rate"  # in one fiscal year, in one declaration or in parts
    NO_CAP = "no cap"


class RetainedEarningsLimit(Reading):
    """P-27: what is due "only to the extent of the Company's retained earnings"."""

    DIVIDENDS = "dividends"  # the limb to which the words are attached
    WHOLE = "whole preference"


class DayWithoutPrice(Reading):
    """P-31: a trading day with neither a sale nor both quotes."""

    REFUSED = "refused"
    PREVIOUS_DAY = "previous day"  # the last price before it stands in


class ObjectionPeriod(Reading):
    """P-33: whose receipt of the Board's notice starts the days to object."""

    OWN_RECEIPT = "own receipt"  # "within fifteen (15) days of their receipt"
    LATEST_RECEIPT = "latest receipt"


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
