"""Results of the validator as lines for people."""

from collections.abc import Iterator

from xl_udfs.cells import shown
from xl_udfs.engine.compare import WITHOUT_VALUE, Comparison
from xl_udfs.engine.finding import Check

COUNTED = {
    Check.DIFFERENT: "different",
    Check.NEVER_CALCULATED: "never calculated",
    Check.UNSUPPORTED: "unsupported",
    Check.UNVERIFIED: "unverified",
    Check.CIRCULAR: "circular",
}


def summary(comparison: Comparison) -> str:
    """Return the counts of one workbook as a line."""
    counts = ", ".join(f"{comparison.count(check)} {name}" for check, name in COUNTED.items())
    return (
        f"{comparison.formulas} formulas, {comparison.recomputed} recomputed, "
        f"{comparison.equal} equal, {counts}, {comparison.volatile} volatile"
    )


def lines(comparison: Comparison) -> Iterator[str]:
    """Yield a line for each finding."""
    for finding in comparison.findings:
        values = f"stored {shown(finding.cached)}"
        if finding.check in WITHOUT_VALUE:
            values = finding.message
        else:
            values += f", recomputed {shown(finding.recomputed)}"
        formula = finding.formula or "(filled by an array formula)"
        yield f"{finding.check.value}: {finding.sheet}!{finding.cell} {formula} {values}"
