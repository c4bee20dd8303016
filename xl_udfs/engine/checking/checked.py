"""What became of a workbook that was checked; the counts and findings, without the workbook."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xl_udfs.engine.checking.compare import Comparison, Verdict
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.container.markup import ExternalContent


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many formulas there are, a cell that an array fills being one, and what is true of them.

    A volatile cell that differs with the clock or by chance alone is set aside: neither equal nor
    found.
    """

    formulas: int
    recomputed: int  # for how many the engine has a value
    equal: int
    equal_unverified: int  # of them, by functions that are not verified
    unverified_functions: Mapping[str, int]  # how many rest on each
    confirmed: int  # beside these, by a second engine
    volatile: int
    aside: int  # of them
    verdicts: Mapping[Verdict, int]

    @classmethod
    def of(cls, comparison: Comparison) -> "Counts":
        """Count what a comparison found."""
        return cls(
            formulas=comparison.formulas,
            recomputed=comparison.recomputed,
            equal=comparison.equal,
            equal_unverified=comparison.equal_unverified,
            unverified_functions=comparison.unverified,
            confirmed=len(comparison.confirmed),
            volatile=comparison.volatile,
            aside=comparison.aside,
            verdicts={verdict: comparison.count(verdict) for verdict in Verdict},
        )


@dataclass(frozen=True, slots=True)
class IgnoredFinding:
    """A finding that a rule ignores, and its reason."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A workbook that was read and checked."""

    counts: Counts
    findings: tuple[Finding, ...]
    ignored: tuple[IgnoredFinding, ...]
    notices: tuple[ExternalContent, ...]  # what in the file reaches outside it

    @property
    def sound(self) -> bool:
        """Whether there is nothing but notes."""
        return is_sound(self.findings)


@dataclass(frozen=True, slots=True)
class Unread:
    """A workbook that could not or must not be read."""

    code: str  # of the refusal, stable: E_XML
    message: str


def is_sound(findings: Iterable[Finding]) -> bool:
    """Whether there is nothing but notes."""
    return all(finding.severity is Severity.NOTE for finding in findings)
