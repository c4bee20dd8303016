"""Readings of the form of warrant (001-W)."""

from xl_udfs.core.readings.reading import Reading


class PacificTime(Reading):
    """W-01: the clock that shows 5:00 p.m. on the Expiration Date."""

    STANDARD = "standard"  # "Pacific Standard time": UTC-8 all year
    PREVAILING = "prevailing"  # daylight saving time while it is in force


class FairValueDays(Reading):
    """W-05: the days of the "thirty (30) day period" and of the three days after it."""

    CALENDAR = "calendar days"
    TRADING = "trading days"


class WarrantRatchet(Reading):
    """W-12: an issue below the "Conversion Price", which the warrant does not define."""

    PURCHASE_PRICE = "purchase price"  # is what the words must mean
    INOPERATIVE = "inoperative"
