"""Readings of the form of note (001-N)."""

from xl_udfs.core.readings.reading import Reading


class InterestConvention(Reading):
    """N-02: how interest runs in a period that is not complete."""

    ACTUAL_365 = "actual/365"
    ACTUAL_360 = "actual/360"
    STUB_PERIOD = "stub period"  # days over the days of the current period
    EXPONENT = "exponent"  # no periods: (1 + rate/4)^(4 x days/365)
    THIRTY_360 = "30/360"
    ACTUAL_ACTUAL = "actual/actual"  # each day over the days of its own calendar year


class InterestQuarters(Reading):
    """N-02: where the quarters of "compounded quarterly" end."""

    FROM_START = "from start"  # the same day every three months after the start
    CALENDAR = "calendar"  # March 31, June 30, September 30, December 31


class InterestAfterMaturity(Reading):
    """N-03: interest on what is still unpaid after the Maturity Date."""

    CONTINUES = "continues"
    STOPS = "stops"


class DepositDay(Reading):
    """N-05: the day by which the amount must be in the segregated account."""

    NOTICE = "notice day"
    PREPAYMENT = "prepayment day"


class ExchangeOnPrepaymentDay(Reading):
    """N-06: an exchange on the very day that is set for the prepayment."""

    TOO_LATE = "too late"  # "prior to the date set forth"
    IN_TIME = "in time"


class PrepaymentWeight(Reading):
    """N-07: by what a prepayment is shared among the notes."""

    NOTE_AMOUNT = "note amount"  # interest included
    PRINCIPAL = "principal"
