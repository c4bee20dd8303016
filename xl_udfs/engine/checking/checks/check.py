"""What a check is, and what it is given."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from xl_udfs.cells import CellValue
from xl_udfs.engine.calculation.library import Unsupported
from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.checking.compare import Comparison, Discrepancy, Verdict, same
from xl_udfs.engine.checking.direct import DirectCall, DirectCalls, called, first_value
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.formula.relative import RelativeFormulas
from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.engine.workbook.book import Book, Place
from xl_udfs.engine.workbook.sheet import Cell

STORED, RECOMPUTED, DIRECT = "stored", "recomputed", "called directly"


@dataclass(frozen=True)
class Subject:
    """One recomputed workbook, and what several checks ask of it."""

    book: Book
    values: Recalculation
    comparison: Comparison
    functions: Mapping[str, HostFunction]

    @cached_property
    def shapes(self) -> Mapping[Place, str]:
        """Every formula as all its copies have it."""
        formulas = RelativeFormulas()
        return {
            place: formulas.of(cell.formula.text, place.position).shape
            for place, cell in self.book.formulas()
            if cell.formula is not None
        }

    @cached_property
    def calls(self) -> Mapping[Place, list[DirectCall]]:
        """The calls of our functions that can be made directly."""
        direct = DirectCalls(self.book, self.values, self.functions)
        found = {place: [*direct.of(place, cell)] for place, cell in self.ours()}
        return {place: calls for place, calls in found.items() if calls}

    @cached_property
    def doubted(self) -> frozenset[Place]:
        """The formulas whose stored values are not known to be right."""
        return frozenset(found.place for found in self.comparison.discrepancies)

    @cached_property
    def called(self) -> Mapping[Place, tuple[str, ...]]:
        """The functions that each formula calls, found once for all its copies."""
        by_shape: dict[str, tuple[str, ...]] = {}
        found = {}
        for place, cell in self.book.formulas():
            shape = self.shapes[place]
            if shape not in by_shape and cell.formula is not None:
                by_shape[shape] = tuple(called(cell.formula.text))
            found[place] = by_shape[shape]
        return found

    def ours(self) -> Iterator[tuple[Place, Cell]]:
        """Yield the formulas that call our functions."""
        for place, cell in self.book.formulas():
            if not self.functions.keys().isdisjoint(self.called[place]):
                yield place, cell

    def called_directly(self, place: Place) -> tuple[bool, CellValue]:
        """Return whether a cell is nothing but a call of ours, and what that gives."""
        call = next((call for call in self.calls.get(place, ()) if call.whole), None)
        return (False, None) if call is None else (True, first_value(call.answer))

    def value(self, place: Place, cell: Cell) -> CellValue | Unsupported:
        """Return what a cell holds: recomputed where it is a formula.

        A stored value that was confirmed otherwise stands for itself.
        """
        value = self.values.get(place, cell.value)
        if isinstance(value, Unsupported) and place not in self.doubted:
            return cell.value
        return value


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its public id, what it finds and how, and what a reader should know of it."""

    id: str
    severity: Severity
    description: str
    why: str  # it matters, or how it comes about
    remedy: str
    find: Callable[["Check", Subject], Iterator[Finding]] = field(repr=False)

    def findings(self, subject: Subject) -> Iterator[Finding]:
        """Yield what it finds, cell by cell."""
        return self.find(self, subject)

    def finding(self, message: str, **what: Any) -> Finding:  # noqa: ANN401 - fields of Finding
        """Return a finding of this check."""
        return Finding(id=self.id, severity=self.severity, message=message, **what)

    def at(self, subject: Subject, place: Place, message: str, **what: Any) -> Finding:  # noqa: ANN401 - as above
        """Return a finding of this check about one cell."""
        cell = subject.book.cell(place)
        formula = cell.formula if cell is not None else None
        value = subject.values.get(place)
        details: dict[str, Any] = {
            "formula": "" if formula is None else f"={formula.text}",
            "shape": subject.shapes.get(place, ""),
            "cached": None if cell is None else cell.value,
            "recomputed": None if isinstance(value, Unsupported) else value,
        }
        details.update(what)
        return self.finding(message, sheet=place.sheet, cells=(place.position,), **details)


def of_verdict(check: Check, subject: Subject) -> Iterator[Finding]:
    """Yield the discrepancies whose verdict is the id of a check, with the third value.

    What only follows from a cell without a value is found as that cell is.
    """
    verdict = Verdict(check.id)
    for found in subject.comparison.discrepancies:
        if (found.root or found.verdict) is verdict:
            yield _with_third_value(check, subject, found)


def _with_third_value(check: Check, subject: Subject, found: Discrepancy) -> Finding:
    known, core = subject.called_directly(found.place)
    value = subject.values[found.place]
    agree = agreement(found.cached, value, core) if known else ""
    message = f"{found.message}; {agree}" if agree else found.message
    what = {"core": core, "agree": agree, "cause": found.reason}
    if found.cause is not None:
        what["follows"] = True
    return check.at(subject, found.place, message, recomputed=found.recomputed, **what)


def agreement(cached: CellValue, engine: CellValue | Unsupported, core: CellValue) -> str:
    """Say which of the three values of a cell agree."""
    values = [(STORED, cached), (DIRECT, core)]
    if not isinstance(engine, Unsupported):
        values.insert(1, (RECOMPUTED, engine))
    pairs = [
        f"{first} and {second} agree"
        for place, (first, one) in enumerate(values)
        for second, other in values[place + 1 :]
        if same(one, other)
    ]
    return "all agree" if len(pairs) > 1 else "".join(pairs) or "none agree"
