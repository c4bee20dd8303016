"""Texts that show a number, a date or a time of day, as Excel for the United States reads them."""

import re
from calendar import monthrange
from datetime import datetime

from xl_udfs.cells import SECONDS, serial_of

AMOUNT = re.compile(
    r"""(?xa)
    (?P<sign>[-+]?) (?P<money>\$?) [ ]* (?P<inner>[-+]?)
    (?P<digits>\d+(?:,\d{3,})*(?:\.\d*)?|\.\d+) (?P<power>[eE][-+]?\d{1,3})?
    [ ]* (?P<percent>%?)"""
)
NEGATIVE = re.compile(r"(?P<money>\$?) *\((?P<shown>[^-+()]+)\)(?P<percent>%?)")
FRACTION = re.compile(
    r"(?a)(?P<sign>[-+]?)(?P<whole>\d{1,9}) +(?P<over>\d{1,5})/(?P<under>\d{1,5})"
)
TIME = re.compile(
    r"""(?xia)
    (?P<hour>\d{1,4}) (?: :(?P<minute>\d{1,2}) (?: :(?P<second>\d{1,2}(?:\.\d+)?) )? )?
    (?: [ ]* (?P<half>[ap])m? )?"""
)
WITH_TIME = re.compile(
    r"(?a)(?P<day>.*[^\s:]) +(?P<time>\d{1,2}(?::\d{1,2}(?::[\d.]+)?)?(?: *[apAP][mM]?)?)"
)
FORMS = (
    *("%Y-%m-%d", "%Y/%m/%d", "%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%m-%d-%y", "%d-%b-%Y"),
    *("%d-%b-%y", "%d %b %Y", "%d-%B-%Y", "%d %B %Y", "%B %d, %Y", "%b %d, %Y", "%b %Y", "%B %Y"),
    *("%b-%Y", "%B-%Y", "%m/%Y", "%d-%B-%y", "%d %b %y"),
)
MONTH = (
    "(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DAY = re.compile(rf"(?a)\d[\d/-]*\d|(?:\d{{1,2}}[- ])?{MONTH}[- ](?:\d{{1,2}}, )?\d{{2,4}}")
OF_ANY_YEAR = re.compile(
    rf"(?a)(?P<number>\d{{1,2}})[/-](?P<day>\d{{1,2}})"
    rf"|(?P<before>\d{{1,2}})[- ]?(?P<name>{MONTH})|(?P<named>{MONTH})[- ]?(?P<after>\d{{1,2}})"
)
MAY_SHOW = re.compile(rf"(?a)[\s($+\-.]*\d|\s*{MONTH}[- ]?\d")  # as a text begins that does
LEAP = 60.0  # February 29, 1900, which only Excel knows
LARGEST = 9.99999999999999e307  # that Excel takes as a text


def read_number(shown: str) -> float | None:
    """Return the number that a text shows; None where it shows none."""
    text = shown.strip()
    if not any(letter in "0123456789" for letter in text):
        return None
    negative = NEGATIVE.fullmatch(text)
    if negative is not None:
        inner = negative["shown"].strip()
        amount = AMOUNT.fullmatch(negative["money"] + inner + negative["percent"])
        value = None if amount is None or amount["sign"] or amount["inner"] else _amount(amount)
        return None if value is None else -value
    amount = AMOUNT.fullmatch(text)
    if amount is not None:
        return None if amount["sign"] and amount["inner"] else _amount(amount)
    fraction = FRACTION.fullmatch(text)
    if fraction is not None and int(fraction["under"]):
        value = int(fraction["whole"]) + int(fraction["over"]) / int(fraction["under"])
        return -value if fraction["sign"] == "-" else value
    return read_moment(shown)  # around a date Excel reads no blanks


def _amount(found: re.Match[str]) -> float | None:
    value = float(found["digits"].replace(",", "") + (found["power"] or ""))
    if found["percent"]:
        value /= 100
    if value > LARGEST:
        return None
    return -value if "-" in (found["sign"], found["inner"]) else value


def read_moment(text: str) -> float | None:
    """Return the serial number of a date, a time of day, or both."""
    alone = _time(text, most=9_999)
    if alone is not None:
        return alone
    both = WITH_TIME.fullmatch(text)
    if both is not None and not both["time"].isdigit():
        day, part = _day(both["day"]), _time(both["time"], most=23)
        if day is not None and part is not None:
            return day + part
    return _day(text)


def _time(text: str, *, most: int) -> float | None:
    found = TIME.fullmatch(text)
    if found is None or not (found["minute"] or found["half"]):
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    second = float(found["second"] or 0)
    if found["half"]:
        if not 0 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (found["half"] in "pP")
    if hour > most or minute > 59 or second >= 60:
        return None
    return (hour * 3600 + minute * 60 + second) / SECONDS


def in_year(text: str, year: int) -> str | None:
    """Return a day that is written without its year, as ``3/4`` or ``Jan 15``, with the year.

    What is no day of its month is a year: ``2/30`` is February 1930. None for any other text.
    """
    found = OF_ANY_YEAR.fullmatch(text)
    if found is None:
        return None
    name = found["name"] or found["named"]
    month = int(found["number"]) if name is None else _month(name)
    day = int(found["day"] or found["before"] or found["after"])
    if not 1 <= month <= 12:
        return None
    if 1 <= day <= monthrange(year, month)[1]:
        return f"{month}/{day}/{year}"
    return None if found["before"] else f"{month}/1/{day:02d}"


def _month(name: str) -> int:
    return datetime.strptime(name[:3], "%b").month  # noqa: DTZ007 - of a name alone


def _day(text: str) -> float | None:
    if "1900" in text and "29" in text and _day(text.replace("29", "28")) == LEAP - 1:
        return LEAP
    if DAY.fullmatch(text) is None:
        return None
    for form in FORMS:
        try:
            moment = datetime.strptime(text, form)  # noqa: DTZ007 - as cells
        except ValueError:
            continue
        if "%y" in form:  # Excel's two digits turn at 30, Python's at 69
            century = 2000 if moment.year % 100 < 30 else 1900
            moment = moment.replace(year=moment.year % 100 + century)
        if moment.year < 1900:
            return None
        return serial_of(moment)
    return None
