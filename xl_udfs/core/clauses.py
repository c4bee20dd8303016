"""Where each rule is written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Clause:
    """A place in a source document and the rules of the clause table found there."""

    document: str
    section: str
    rules: tuple[str, ...]

    def __str__(self) -> str:
        """Write the place the way lawyers cite it."""
        return f"{self.document} {self.section}"


IMPLEMENTED: dict[str, tuple[Clause, Callable[..., object]]] = {}


def clause(place: str, *rules: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Record that the decorated function implements `rules`, found at `place`."""
    document, section = place.split(" ", maxsplit=1)
    source = Clause(document, section, rules)

    def mark(function: Callable[P, R]) -> Callable[P, R]:
        IMPLEMENTED.update(dict.fromkeys(rules, (source, function)))
        return function

    return mark
