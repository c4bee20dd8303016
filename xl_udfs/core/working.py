"""A rule applied to its terms: the result, and the lines that a reviewer would write on paper."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import ClassVar, Generic, Protocol, TypeVar

from xl_udfs.core.clauses import place_of

Value = Fraction | int | str | bool | date | None
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Step:
    """One line: what it is, its value, and where the text says so ("" for an input)."""

    label: str
    value: Value
    clause: str = ""


Working = Sequence[Step]


def cited(steps: Working, clause: str) -> Working:
    """Return the steps with one clause, of another company's text, where they cite any."""
    return tuple(replace(step, clause=clause) if step.clause else step for step in steps)


class Calculation(Protocol[T_co]):
    """What a worksheet function returns where it can explain itself."""

    @property
    def result(self) -> T_co:
        """What the function gives."""
        ...

    def working(self) -> Working:
        """Return the lines that lead to the result, and end in it."""
        ...


class Ruling(ABC, Generic[T_co]):
    """A Calculation of one value, which is the last line of its working by construction.

    A subclass is a frozen dataclass of what the clause asks for.
    """

    __slots__ = ()
    label: ClassVar[str]  # of the last line
    rule: ClassVar[str] = ""  # id of the clause table; "" where no document has it

    @property
    def place(self) -> str:
        """Where the text says so."""
        return self.rule and place_of(self.rule)

    @property
    @abstractmethod
    def result(self) -> T_co:
        """What the rule gives."""

    @abstractmethod
    def steps(self) -> Working:
        """Return the lines before the result."""

    def working(self) -> Working:
        """Return the steps, and last the result."""
        last = Step(self.label, self.result, self.place)  # type: ignore[arg-type]  # a Value
        return (*self.steps(), last)
