"""Where each rule is written."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])

DOCUMENTS = {
    "000": "Series 5-A",
    "001": "Agreement",
    "001-N": "Note",
    "001-W": "Warrant",
    "003": "Certificate of 2002",
    "004": "Certificate of 2005",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """A place in a source document and the rules of the clause table found there."""

    document: str
    section: str
    rules: tuple[str, ...]

    def __str__(self) -> str:
        """Write the place as the clause table cites it: ``000 VII.A``."""
        return f"{self.document} {self.section}".strip()

    @property
    def place(self) -> str:
        """The place as a reader of a worksheet knows it: ``Series 5-A VII.A``."""
        return f"{DOCUMENTS[self.document]} {self.section}".strip()


IMPLEMENTED: dict[str, tuple[Clause, Callable[..., object]]] = {}


def clause(place: str, *rules: str) -> Callable[[F], F]:
    """Record that the decorated function or class implements `rules`, found at `place`."""
    document, _, section = place.partition(" ")
    source = Clause(document, section, rules)

    def mark(function: F) -> F:
        for rule in rules:
            if rule in IMPLEMENTED:
                raise ValueError(f"{rule} is already implemented by {IMPLEMENTED[rule][1]}")
            IMPLEMENTED[rule] = (source, function)
        return function

    return mark


@cache
def place_of(rule: str) -> str:
    """Return where the rule is written, for a reader: ``place_of("P-50")``."""
    if rule not in IMPLEMENTED:  # by a module that nothing has asked for yet
        law = import_module("xl_udfs.core")
        for module in walk_packages(law.__path__, "xl_udfs.core."):
            import_module(module.name)
    return IMPLEMENTED[rule][0].place
