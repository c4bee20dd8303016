"""Readings of the conventions that every rule needs."""

from xl_udfs.core.readings.reading import Reading


class PriceBetweenEvents(Reading):
    """G-01: the price that one event leaves for the next."""

    EXACT = "exact"  # the texts round no price
    ROUNDED = "rounded"  # half up, to decimals that the user names


class StatedFigure(Reading):
    """G-02: how a figure is stated with fewer decimals than it has."""

    HALF_UP = "half up"  # 003 states 3.20 and 004 states 135,310 so
    BANKERS = "bankers"  # a half goes to the even neighbour
    TRUNCATED = "truncated"


class FractionalShares(Reading):
    """G-03: what becomes of the fraction of a share that a holder would receive."""

    CASH = "cash"  # VII.G: "no fractional shares [...] shall be issued"
    KEPT = "no rounding"
    DOWN = "down"  # and nothing is paid for it
    UP = "up"  # to the next whole share, as charters of other companies have it
    NEAREST = "nearest"  # whole share, a half going up


class CentRounding(Reading):
    """G-04: half a cent of a payment."""

    HALF_UP = "half up"
    BANKERS = "bankers"  # to the even cent


class BusinessDayCount(Reading):
    """G-05: which of the two days at its ends a period of business days includes."""

    EVENT_DAY = "event day"  # not the day of the notice, but the day of the event
    CLEAR_DAYS = "clear days"  # neither


class TradingDays(Reading):
    """G-06: which days are trading days, a term that no text defines."""

    TABLE = "price table"  # those for which the user's table has a row
    CALENDAR = "exchange calendar"  # Monday to Friday but for the exchange's holidays


class LeapDayAnniversary(Reading):
    """G-07: the anniversary of a February 29 in a year without one."""

    MONTH_END = "month end"
    NEXT_DAY = "next day"


class WeekendDeadline(Reading):
    """G-08: the last of a number of days where it is not a business day."""

    STAYS = "not rolled"
    ROLLS = "next business day"


class Apportionment(Reading):
    """G-11: how indivisible units are shared among holders."""

    LARGEST_REMAINDER = "largest remainder"  # "pro rata", and the whole amount is redeemed
    ROUND_DOWN = "round down"  # the rest stays with no one
    EXACT = "exact"  # fractions of a unit


class SameDayOrder(Reading):
    """G-13: how events of one day follow each other."""

    CLOSINGS_FIRST = "closings first"  # financings at the closing, the others at close of business
    ROWS = "rows"  # as they are listed, so that the user numbers them
