"""Fractions as TEXT shows them: a whole part, what parts it from the fraction, and the fraction."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from xl_udfs.cells import ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError


@dataclass(frozen=True, slots=True)
class Piece:
    """One token of a format."""

    kind: str  # "digits", "slash", or anything else, which is shown as it is
    text: str  # its letters in the format, without quotes


@dataclass(frozen=True, slots=True)
class _Parts:
    """Where the parts of a fraction's format begin and end, by the numbers of their pieces."""

    whole: tuple[int, ...]  # the pieces with digits of the whole part; none of an improper fraction
    numerator: int
    denominator: int
    end: int  # of the denominator
    fixed: int  # a denominator that is written, or 0

    @property
    def parting(self) -> range:
        """The pieces between the whole part and the numerator."""
        return range(self.whole[-1] + 1 if self.whole else self.numerator, self.numerator)


def as_fraction(pieces: Sequence[Piece], value: float) -> str:
    """Write a number in a format that has a slash between digits.

    Raises:
        CellError: `#VALUE!` where there is no numerator or no denominator.
    """
    parts = _parts(pieces)
    exact = abs(Fraction(value))
    most = 10 ** len(pieces[parts.denominator].text) - 1
    near = (
        Fraction(round(exact * parts.fixed), parts.fixed)
        if parts.fixed
        else exact.limit_denominator(most)
    )
    whole = int(near) if parts.whole else 0
    rest = near - whole
    denominator = parts.fixed or rest.denominator
    numerator = int(rest * denominator)
    shown = [piece.text for piece in pieces]
    above, below = pieces[parts.numerator].text, pieces[parts.denominator].text
    is_shown = bool(numerator) or "0" in above or not parts.whole
    wholes = [pieces[at].text for at in parts.whole]
    nothing = not numerator and (not is_shown or "#" not in "".join(wholes[-1:]))
    _write(shown, parts.whole, str(whole) if whole or nothing else "", wholes)
    shown[parts.numerator] = _right(str(numerator), above)
    bottom = str(denominator)
    if parts.fixed:
        shown[parts.denominator : parts.end] = [bottom] + [""] * (parts.end - parts.denominator - 1)
    elif "0" in below:
        shown[parts.denominator] = bottom.rjust(len(below), "0")
    else:
        shown[parts.denominator] = bottom.ljust(len(below) if "?" in below else 0)
    left_out: Sequence[int] = ()
    if not is_shown:
        left_out = range(parts.parting.start, parts.end)
    elif not "".join(shown[at].strip() for at in parts.whole):
        left_out, below = parts.parting, ""
    for at in left_out:  # which leave blanks where a ? stands beside them
        shown[at] = " " * len(pieces[at].text) if "?" in above + below + "".join(wholes) else ""
    return "-" * (value < 0 and near != 0) + "".join(shown)


def _parts(pieces: Sequence[Piece]) -> _Parts:
    slash = next(at for at, piece in enumerate(pieces) if piece.kind == "slash")
    before = [at for at in range(slash) if pieces[at].kind == "digits"]
    if not before:
        raise CellError(ExcelError.VALUE)
    start = slash + 1
    while start < len(pieces) and not _is_digits(pieces[start]):
        start += 1
    if start == len(pieces):
        raise CellError(ExcelError.VALUE)
    end = start + 1
    if pieces[start].kind == "digits":
        return _Parts(tuple(before[:-1]), before[-1], start, end, 0)
    while end < len(pieces) and _is_digits(pieces[end]):
        end += 1
    fixed = int("".join(piece.text for piece in pieces[start:end]))
    return _Parts(tuple(before[:-1]), before[-1], start, end, fixed)


def _is_digits(piece: Piece) -> bool:
    return piece.kind == "digits" or piece.text.isdecimal()


def _right(digits: str, pattern: str) -> str:
    """Write digits into their placeholders from the right."""
    if len(digits) >= len(pattern):
        return digits
    filled = digits.rjust(len(pattern))
    return "".join(
        digit if digit != " " or mark == "#" else "0" if mark == "0" else " "
        for digit, mark in zip(filled, pattern, strict=True)
        if digit != " " or mark != "#"
    )


def _write(shown: list[str], places: tuple[int, ...], digits: str, patterns: list[str]) -> None:
    """Spread the whole part over its placeholders; the first takes what is left."""
    for at, pattern in zip(places[:0:-1], patterns[:0:-1], strict=True):
        cut = max(0, len(digits) - len(pattern))
        shown[at], digits = _right(digits[cut:], pattern), digits[:cut]
    if places:
        shown[places[0]] = _right(digits, patterns[0])
