"""How a letter writes a figure."""

from datetime import date, datetime
from fractions import Fraction

from xl_udfs.core.rounding import half_up

MONTHS = (  # of the language of the documents, whatever the machine's
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
MOST_DECIMALS = 8  # of a figure that is not rounded


def decimal(value: Fraction, decimals: int) -> str:
    """Write a number, 0 or more, with so many decimals, half up: 4.51."""
    units = int(half_up(value, decimals) * 10**decimals)
    whole, rest = divmod(units, 10**decimals)
    return f"{whole:,}.{rest:0{decimals}}" if decimals else f"{whole:,}"


def unrounded(value: Fraction) -> str:
    """Write a number, 0 or more, with the decimals it has, at most 8: 4.51388614."""
    written = decimal(value, MOST_DECIMALS).rstrip("0").rstrip(".")
    return written if written != "0" or not value else "less than 0.00000001"


def unrounded_dollars(value: Fraction) -> str:
    """Write dollars with the decimals they have, at least cents where they are not whole."""
    cents = decimal(value, 2)
    if half_up(value, 2) != value:
        return "$" + unrounded(value)
    return "$" + cents.removesuffix(".00")


def shares(value: Fraction) -> str:
    """Write a number of shares, to the ten-thousandth of one where there are parts."""
    return unrounded(half_up(value, 4))


def money(value: Fraction) -> str:
    """Write dollars: $1,478,000, or with cents where there are any."""
    whole = half_up(value, 2).denominator == 1
    return "$" + decimal(value, 0 if whole else 2)


def price(value: Fraction, decimals: int) -> str:
    """Write a price, $ per share, with so many decimals."""
    return "$" + decimal(value, decimals)


def price_per_share(value: Fraction) -> str:
    """Write a price with cents, or with the decimals that it has, at most 8: $4.50, $0.3125."""
    return price(value, 2) if half_up(value, 2) == value else "$" + unrounded(value)


def long_date(day: date) -> str:
    """Write a day: July 19, 2005."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def long_moment(moment: datetime) -> str:
    """Write a time and its day: 5:00 p.m. on July 10, 2007."""
    half, hour = ("p.m." if moment.hour >= 12 else "a.m."), moment.hour % 12 or 12
    return f"{hour}:{moment.minute:02} {half} on {long_date(moment)}"


def telling(decimals: int, *amounts: Fraction) -> int:
    """Return with how many decimals amounts are stated: more, where two of them would look alike.

    A letter that says "reduced from $4.51 to $4.51" or "to $0.00" tells nothing; above 8 decimals
    it would say no more.
    """
    while decimals < MOST_DECIMALS:
        stated = [half_up(amount, decimals) for amount in amounts]
        shown = all(map(bool, stated)) or not all(amounts)
        if shown and len(set(stated)) == len(set(amounts)):
            break
        decimals += 1
    return decimals
