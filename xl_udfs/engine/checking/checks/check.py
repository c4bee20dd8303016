"""What a check is, and what it is given."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import Any

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.calculation.by_run import ByRun, CellStretch
from xl_udfs.engine.calculation.library import Unsupported
from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.checking.compare import Comparison, Discrepancy, Verdict, same
from xl_udfs.engine.checking.direct import DirectCall, DirectCalls, called, first_value
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.formula.relative import RelativeFormula, RelativeFormulas, relative
from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.engine.workbook.book import Book, Place
from xl_udfs.engine.workbook.columns import Run
from xl_udfs.engine.workbook.sheet import Cell

NO_VERSIONS: Mapping[str, int] = MappingProxyType({})
STORED, RECOMPUTED, DIRECT = "stored", "recomputed", "called directly"


@dataclass(frozen=True)
class Subject:
    """One recomputed workbook, and what several checks ask of it."""

    book: Book
    values: Recalculation
    comparison: Comparison
    functions: Mapping[str, HostFunction]
    versions: Mapping[str, int]  # of templates, those that are made

    @cached_property
    def shapes(self) -> Mapping[Place, str]:
        """Every formula as all its copies have it."""
        return ByRun(
            [sheet.name for sheet in self.book.sheets],
            [
                CellStretch(sheet, run.column, run.first, run.last, run.form.shape)
                for sheet, run in self.book.runs()
            ],
            {
                place: relative(formula.text, place.position).shape
                for place, formula in self.book.special()
            },
            lambda shape, _row, _first: shape,
        )

    @cached_property
    def direct(self) -> DirectCalls:
        """Our functions, called directly."""
        return DirectCalls(self.book, self.values, self.functions)

    def calls(self, place: Place) -> Sequence[DirectCall]:
        """Return the calls of our functions in a cell that can be made directly."""
        if place not in self._calls:
            cells = next(sheet.cells for sheet in self.book.sheets if sheet.name == place.sheet)
            formula, run = cells.formula(place.position), cells.run(place.position)
            form = None if run is None else run.form
            self._calls[place] = [*self.direct.of(place, formula, form)] if formula else []
        return self._calls[place]

    @cached_property
    def _calls(self) -> dict[Place, Sequence[DirectCall]]:
        return {}

    @cached_property
    def doubted(self) -> frozenset[Place]:
        """The formulas whose stored values are not known to be right."""
        return frozenset(found.place for found in self.comparison.discrepancies)

    def calling(self, functions: Container[str]) -> Iterator[tuple[str, Run, tuple[str, ...]]]:
        """Yield the formulas that call one of some functions: sheet, copies, and which they call.

        The formula of an array comes as a run of its first cell.
        """
        forms = RelativeFormulas()
        alone = (
            (place.sheet, Run.begun(formula.text, place.position, forms))
            for place, formula in self.book.special()
        )
        for sheet, run in chain(self.book.runs(), alone):
            names = self._names.get(run.form)
            if names is None:
                names = self._names[run.form] = tuple(called(run.text(run.first)))
            found = tuple(name for name in dict.fromkeys(names) if name in functions)
            if found:
                yield sheet, run, found

    @cached_property
    def _names(self) -> dict[RelativeFormula, tuple[str, ...]]:
        return {}

    @cached_property
    def errors(self) -> tuple[Place, ...]:
        """The cells that hold or give an error value, or give no value, in their order."""
        found = {
            Place(sheet.name, (row, column.number))
            for sheet in self.book.sheets
            for column in sheet.cells.columns.values()
            if ExcelError in set(map(type, column.values))
            for row, value in zip(column.rows, column.values, strict=True)
            if isinstance(value, ExcelError)
        }
        computed = self.values.cells
        if isinstance(computed, ByRun):
            found.update(computed.single)
            for stretch in computed.stretches:
                if not {float, str, bool}.issuperset(map(type, stretch.kept)):
                    found.update(stretch.places())
        else:
            found.update(computed)
        return tuple(self.book.in_order(found))

    def called_directly(self, place: Place) -> tuple[bool, CellValue]:
        """Return whether a cell is nothing but a call of ours, and what that gives."""
        call = next((call for call in self.calls(place) if call.whole), None)
        return (False, None) if call is None else (True, first_value(call.answer))

    def is_called_alike(self, sheet: str, run: Run) -> bool:
        """Whether copies of one call of ours hold what it gives when it is called directly."""
        computed = self.values.cells
        if not isinstance(computed, ByRun):
            return False
        stretch = computed.stretch(Place(sheet, (run.first, run.column)))
        if stretch is None or stretch.last != run.last:
            return False
        answers = self.direct.down(sheet, run)
        return stretch.kept == answers and {float, str}.issuperset(map(type, answers))

    def value(self, place: Place, cell: Cell) -> CellValue | Unsupported:
        """Return what a cell holds: recomputed where it is a formula.

        A stored value that was confirmed otherwise stands for itself.
        """
        value = self.values.get(place, cell.value)
        if isinstance(value, Unsupported) and place not in self.doubted:
            return cell.value
        return value


@dataclass(frozen=True, slots=True)
class WorkbookCheck:
    """One check: its public id, what it finds and how, and what a reader should know of it."""

    id: str
    severity: Severity
    description: str
    why: str  # it matters, or how it comes about
    remedy: str
    find: Callable[["WorkbookCheck", Subject], Iterator[Finding]] = field(repr=False)

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


def of_verdict(check: WorkbookCheck, subject: Subject) -> Iterator[Finding]:
    """Yield the discrepancies whose verdict is the id of a check, with the third value.

    What only follows from a cell without a value is found as that cell is.
    """
    verdict = Verdict(check.id)
    for found in subject.comparison.discrepancies:
        if (found.root or found.verdict) is verdict:
            yield _with_third_value(check, subject, found)


def _with_third_value(check: WorkbookCheck, subject: Subject, found: Discrepancy) -> Finding:
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
