"""Values as people and other programs hand them over, read as what a cell holds.

A text is read by the kind of the cell and never guessed; where two readings are possible it is
refused, with a sentence that says what would be right.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from math import inf, isfinite

from xl_udfs.cells import LONGEST_TEXT, SHIFT, CellValue, DateOrder, ExcelError, serial_of

NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
DECORATED = re.compile(
    r"""(?xa) (?P<sign>-?) \s* (?P<currency>[$\u20ac\u00a3])? \s* (?P<open>\()? \s* (?P<within>-?)
    \s* (?(currency)|[$\u20ac\u00a3]?) \s* (?P<inner>-?)
    (?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d*)? | \d+(?:\.\d*)? | \.\d+)
    \s* (?P<percent>%?) \s* (?(open)\)) (?P<after>%?)"""
)
DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?", re.ASCII)
NUMBERED_DAY = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
LEADING_ZERO = re.compile(r"-?0\d")


class MisfitError(Exception):
    """A value that its cell cannot take; the text says what would be right."""


class ValueKind(Enum):
    """What a column or a cell holds, as sentences name it."""

    NUMBER = "numbers"
    DATE = "dates"
    FLAG = "TRUE or FALSE"
    TEXT = "texts"
    BLANK = "blanks only"
    CALCULATED = "formulas"


@dataclass(frozen=True, slots=True)
class EntryOptions:
    """How values are read."""

    dates: DateOrder = DateOrder.ISO
    clean: bool = False  # whether $, thousands, parentheses and % may stand with numbers, and
    # blanks at the ends of texts are taken away
    stored: bool = False  # whether they are what cells of a workbook hold, of whatever kind


USUAL = EntryOptions()
STORED = EntryOptions(stored=True)


def cell_value(
    kind: ValueKind, raw: object, entry: EntryOptions = USUAL, *, epoch_1904: bool = False
) -> CellValue:
    """Return a value as a cell of a kind holds it.

    Raises:
        MisfitError: where it is none; the text says what would be right.
    """
    if entry.clean and isinstance(raw, str):
        raw = raw.strip()
    if raw is None or raw == "":
        return None
    if entry.stored and isinstance(raw, float | str | bool | ExcelError):
        return raw
    if isinstance(raw, float) and not isfinite(raw):
        raise MisfitError(f"{raw} is not a number that a cell can hold")
    match kind:
        case ValueKind.NUMBER:
            return _number(_undecorated(raw) if entry.clean else raw)
        case ValueKind.DATE:
            return _day(raw, entry.dates, epoch_1904=epoch_1904)
        case ValueKind.FLAG:
            return _flag(raw)
    return _text(raw)


def guessed(raw: Iterable[object], entry: EntryOptions = USUAL) -> ValueKind:
    """Return what all of some values plainly are; else they are texts."""
    kinds = {_plainly(value, entry) for value in raw if value is not None and value != ""}
    return kinds.pop() if len(kinds) == 1 else ValueKind.TEXT


def _plainly(raw: object, entry: EntryOptions) -> ValueKind:
    if isinstance(raw, bool):
        return ValueKind.FLAG
    if isinstance(raw, int | float):
        return ValueKind.NUMBER
    if isinstance(raw, date):
        return ValueKind.DATE
    if not isinstance(raw, str) or LEADING_ZERO.match(raw):
        return ValueKind.TEXT
    plain = NUMBER.fullmatch(raw) or (entry.clean and _undecorated(raw) != raw)
    return ValueKind.NUMBER if plain else ValueKind.TEXT


def _undecorated(raw: object) -> object:
    """Return a number without what is only shown beside it; anything else as it is."""
    found = DECORATED.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if found is None:
        return raw
    minus = sum(bool(found[mark]) for mark in ("open", "sign", "within", "inner"))
    percent = len(found["percent"] + found["after"])
    if minus > 1 or percent > 1:
        return raw
    amount = Decimal(found["digits"].replace(",", "")).scaleb(-2 * percent)
    return f"{'-' * minus}{amount}"


def _number(raw: object) -> float:
    if isinstance(raw, str):
        text = raw.strip()
        if not NUMBER.fullmatch(text):
            is_decorated = _undecorated(raw) != raw
            hint = ", or use --clean to take $, commas, parentheses and %" if is_decorated else ""
            raise MisfitError(f"{_quoted(raw)} is not a number; write it as 1234.5{hint}")
        whole = re.fullmatch(r"-?\d+", text)
        if len(text) > 400:
            raise MisfitError(f"{_quoted(raw)} is not a number of a length that a cell can hold")
        raw = int(text) if whole else float(text)
        if raw in {inf, -inf}:
            raise MisfitError(f"{_quoted(text)} is larger than a cell can hold")
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise MisfitError(f"{_quoted(raw)} is not a number")
    try:
        value = float(raw)
    except OverflowError:
        value = inf
    if not isfinite(value):
        raise MisfitError(f"{_quoted(raw)} is larger than a cell can hold")
    if isinstance(raw, int) and int(value) != raw:
        raise MisfitError(f"{_quoted(raw)} has more digits than a number of a cell keeps")
    return value


def _day(raw: object, dates: DateOrder, *, epoch_1904: bool) -> float:
    if isinstance(raw, str):
        raw = _written_day(raw.strip(), dates)
    if isinstance(raw, float):
        return raw  # the serial number of a cell
    if not isinstance(raw, date):
        raise MisfitError(f"{_quoted(raw)} is not a date")
    if isinstance(raw, datetime) and raw.tzinfo is not None:
        raise MisfitError(f"{raw} has a time zone, which a cell cannot hold")
    serial = serial_of(raw) - (SHIFT if epoch_1904 else 0)
    earliest = 0 if epoch_1904 else 1
    if serial < earliest:
        raise MisfitError(
            f"{raw:%Y-%m-%d} lies before {'1904-01-01' if epoch_1904 else '1900-01-01'}, "
            "the first date that this workbook can hold"
        )
    return serial


def _written_day(text: str, dates: DateOrder) -> datetime:
    if DAY.fullmatch(text):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            raise MisfitError(f"{_quoted(text)} is not a day of the calendar") from None
    found = NUMBERED_DAY.fullmatch(text)
    if found is None or dates is DateOrder.ISO:
        hint = "" if found is None else ", or tell with --dates mdy or dmy which number is which"
        raise MisfitError(f"{_quoted(text)} is not a date; write it as 2002-07-18{hint}")
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    month, day = (first, second) if dates is DateOrder.AMERICAN else (second, first)
    try:
        return datetime(year, month, day)  # noqa: DTZ001 - as cells
    except ValueError:
        raise MisfitError(
            f"{_quoted(text)} is not a day of the calendar, read as {dates.value}"
        ) from None


def _flag(raw: object) -> bool:
    if isinstance(raw, str) and raw.strip().upper() in ("TRUE", "FALSE"):
        return raw.strip().upper() == "TRUE"
    if not isinstance(raw, bool):
        raise MisfitError(f"{_quoted(raw)} is neither TRUE nor FALSE")
    return raw


def _text(raw: object) -> str:
    if not isinstance(raw, str):
        raise MisfitError(f"{_quoted(raw)} is not a text, which belongs there; put it in quotes")
    if len(raw) > LONGEST_TEXT:
        raise MisfitError(f"a text of {len(raw):,} characters; a cell holds {LONGEST_TEXT:,}")
    return raw


def _quoted(raw: object) -> str:
    text = str(raw)
    return repr(text if len(text) <= 40 else f"{text[:37]}...")
