"""What a function shows of a calculation whose result is not what a cell or a range holds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from xl_udfs.core.clauses import place_of
from xl_udfs.core.working import Calculation, Ruling, Step, Working
from xl_udfs.functions.registry import SpilledRows

S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class View(Generic[S, T]):
    """A calculation of which a function shows rows, or one figure."""

    calculation: Calculation[S]
    of_result: Callable[[S], T]

    @property
    def result(self) -> T:
        """What is shown of the result."""
        return self.of_result(self.calculation.result)

    def working(self) -> Working:
        """Return the working of the calculation."""
        return self.calculation.working()


@dataclass(frozen=True, slots=True)
class WithoutCitation(Generic[T]):
    """A calculation by terms that none of our documents has."""

    calculation: Calculation[T]

    @property
    def result(self) -> T:
        """What it gives."""
        return self.calculation.result

    def working(self) -> Working:
        """Return its working, which says nowhere that a clause of ours is its source."""
        return tuple(replace(step, clause="") for step in self.calculation.working())


@dataclass(frozen=True, slots=True)
class RangeAnswer(Ruling[Any]):
    """The answer of a rule that looks at a range, and the figures that it found there."""

    label = "Answer"

    id: str  # of the rule
    looked_at: tuple[tuple[str, Any], ...]
    answer: Any

    @property
    def place(self) -> str:
        """Where the text says so."""
        return place_of(self.id)

    @property
    def result(self) -> Any:  # noqa: ANN401 - of any function
        """The answer."""
        return self.answer

    def steps(self) -> Working:
        """Return the figures."""
        return [Step(label, value, self.place) for label, value in self.looked_at]


def in_the_shape_of(
    grid: Sequence[Sequence[Any]], calculation: Calculation[Sequence[T]]
) -> View[Sequence[T], SpilledRows]:
    """Show one result for each cell of a range, as many a row as there."""
    width = len(grid[0])

    def rows(cells: Sequence[T]) -> SpilledRows:
        return [cells[start : start + width] for start in range(0, len(cells), width)]

    return View(calculation, rows)
