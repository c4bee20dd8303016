"""The shape that every rule of price adjustment has, so that a log is replayed fast and exactly."""

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import TypeAlias

from xl_udfs.core.exact import Exact
from xl_udfs.core.rounding import half_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A price above the floor goes to price * slope + added; any other stays as it is."""

    slope: Fraction
    added: Fraction = Exact(0)  # $ per share
    floor: Fraction | None = Exact(0)  # $ per share; None where no price is above it
    least: Fraction = Exact(0)  # $ per share; no price is taken below it

    def after(self, price: Fraction, decimals: int | None = None) -> Fraction:
        """Return where a price goes, $ per share, rounded to decimals where they are given."""
        if self.floor is None or price <= self.floor:
            return price
        after = price * self.slope + self.added
        after = after if decimals is None else half_up(after, decimals)
        return max(after, min(price, self.least)) if self.least else after


UNCHANGED = Line(slope=Exact(1), floor=None)

_Ratio: TypeAlias = tuple[int, int]
"""A price as numerator and denominator, not reduced."""


class Course:
    """Lines that a price runs through one after the other, any of which may be exchanged.

    The exact prices of a long log have thousands of digits, and reducing them is nearly all the
    work: here that is done at the end of a run, and on the way where they have grown far.
    """

    __slots__ = ("_appended", "_befores", "_decimals", "_lines")

    def __init__(self, decimals: int | None = None) -> None:
        """Start without lines; with decimals, the price is rounded after each that moves it."""
        self._decimals = decimals
        self._appended: list[tuple[Line, Fraction]] = []  # since a line was last exchanged
        self._lines: list[tuple[int, int, int, int, int, Fraction]] = []
        self._befores: list[_Ratio] = []

    def append(self, line: Line, before: Fraction) -> None:
        """Add a line and the price that it meets."""
        self._appended.append((line, before))

    def _take_in(self) -> None:
        """Write what was appended in whole numbers, as it is needed where one is exchanged."""
        for line, before in self._appended:
            self._lines.append(_in_whole_numbers(line))
            self._befores.append((before.numerator, before.denominator))
        self._appended.clear()

    def exchange(self, place: int, line: Line) -> Fraction:
        """Put a line in the place of another and return the price at the end, $ per share."""
        self._take_in()
        self._lines[place] = _in_whole_numbers(line)
        numerator, denominator = self._befores[place]
        far = _far(denominator)
        for later in range(place, len(self._lines)):
            self._befores[later] = numerator, denominator
            floor, floor_of, slope, added, parts, least = self._lines[later]
            if numerator * floor_of > denominator * floor:
                before = Exact(numerator, denominator) if least else least
                numerator = numerator * slope + denominator * added
                denominator *= parts
                if self._decimals is not None:
                    scale = 10**self._decimals
                    numerator = (2 * numerator * scale + denominator) // (2 * denominator)
                    denominator = scale
                elif denominator.bit_length() > far:
                    common = gcd(numerator, denominator)
                    numerator, denominator = numerator // common, denominator // common
                    far = _far(denominator)
                if least:
                    price = max(Exact(numerator, denominator), min(before, least))
                    numerator, denominator = price.numerator, price.denominator
        return Exact(numerator, denominator)


def _far(denominator: int) -> int:
    """Return how many bits a denominator may grow to before it is reduced."""
    return 2 * denominator.bit_length() + 10_000


def _in_whole_numbers(line: Line) -> tuple[int, int, int, int, int, Fraction]:
    """Return a line whose floor is a ratio, its slope and added whole numbers of the same parts."""
    parts = lcm(line.slope.denominator, line.added.denominator)
    floor = (1, 0) if line.floor is None else (line.floor.numerator, line.floor.denominator)
    return *floor, int(line.slope * parts), int(line.added * parts), parts, line.least
