"""A workbook's cached values against the recomputed ones."""

from dataclasses import dataclass
from math import isclose

from xl_udfs.cells import CellValue, shown
from xl_udfs.engine.book import Book, Place
from xl_udfs.engine.calculate import Circular, Recalculated, Unsupported, Unverified
from xl_udfs.engine.finding import Check, Finding
from xl_udfs.engine.recalculate import Recalculation
from xl_udfs.engine.sheet import Cell

RELATIVE, ABSOLUTE = 1e-9, 1e-12  # how far two equal numbers may lie apart


WITHOUT_VALUE = frozenset({Check.UNSUPPORTED, Check.UNVERIFIED, Check.CIRCULAR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The counts and findings of one workbook. A cell that an array fills counts as a formula."""

    formulas: int
    equal: int
    volatile: int = 0  # of them; those that differ with the clock are neither equal nor found
    findings: tuple[Finding, ...]  # in the order of the workbook

    def count(self, check: Check) -> int:
        """Return how many findings there are of one kind."""
        return sum(finding.check is check for finding in self.findings)

    @property
    def recomputed(self) -> int:
        """How many formulas the engine has a value for."""
        return self.formulas - sum(finding.check in WITHOUT_VALUE for finding in self.findings)


def same(cached: CellValue, recomputed: CellValue) -> bool:
    """Whether two values are equal as cells: numbers nearly, a blank being an empty text or 0."""
    if isinstance(cached, bool) or isinstance(recomputed, bool):
        return cached is recomputed
    if isinstance(cached, int | float) and isinstance(recomputed, int | float):
        return isclose(cached, recomputed, rel_tol=RELATIVE, abs_tol=ABSOLUTE)
    if recomputed is None:
        return cached in (None, "", 0.0)
    return type(cached) is type(recomputed) and cached == recomputed


def compare(book: Book, values: Recalculation) -> Comparison:
    """Compare every recomputed cell with the value that is stored in the workbook."""
    findings = []
    moved = 0  # by the clock
    for place, value in values.items():
        finding = _finding(place, book.cell(place), value)
        if finding is None:
            continue
        if finding.check is Check.DIFFERENT and place in values.clock:
            moved += 1
        else:
            findings.append(finding)
    return Comparison(
        formulas=len(values),
        equal=len(values) - len(findings) - moved,
        volatile=len(values.volatile),
        findings=tuple(findings),
    )


def _finding(place: Place, cell: Cell | None, value: Recalculated) -> Finding | None:
    cached = cell.value if cell is not None else None
    if isinstance(value, Unsupported):
        check, message, recomputed = _check(value), f"not recomputed: {value.reason}", None
    elif cell is None or not cell.calculated:
        check, recomputed = Check.NEVER_CALCULATED, value
        message = "no value is stored; the workbook was saved without calculating it"
    elif same(cached, value):
        return None
    else:
        check, recomputed = Check.DIFFERENT, value
        message = f"stored {shown(cached)}, recomputed {shown(value)}"
    return Finding(
        check=check,
        sheet=place.sheet,
        position=place.position,
        formula=f"={cell.formula.text}" if cell is not None and cell.formula is not None else "",
        cached=cached,
        recomputed=recomputed,
        message=message,
    )


def _check(value: Unsupported) -> Check:
    match value:
        case Circular():
            return Check.CIRCULAR
        case Unverified():
            return Check.UNVERIFIED
    return Check.UNSUPPORTED
