"""Results of the validator as lines for people."""

from collections.abc import Iterator, Sequence

from xl_udfs.engine.checking.checked import Checked, Unread
from xl_udfs.engine.checking.checks.all_checks import CHECKS
from xl_udfs.engine.checking.checks.check import WorkbookCheck
from xl_udfs.engine.checking.copies import range_text
from xl_udfs.engine.checking.finding import Finding
from xl_udfs.engine.reports.records import Reported

MOST_OF_FORMULA = 160  # characters, so that what is said of it is not far behind


def printable(text: str) -> str:
    r"""Return a text in which nothing moves a terminal: ``\x1b`` for an escape."""
    if text.isprintable():
        return text
    return "".join(
        character
        if character.isprintable()
        else character.encode("unicode_escape", "surrogatepass").decode()
        for character in text
    )


def place(finding: Finding) -> str:
    """Write where a finding is: ``Sheet!B2:B9``, a sheet, a name, or the workbook."""
    cells = range_text(finding.cells)
    where = f"{finding.sheet}!{cells}" if cells else finding.sheet or finding.name
    return printable(where or "the workbook")


def sentence(finding: Finding) -> str:
    """Write a finding with its formula, or with how a long one begins."""
    formula = finding.formula
    if len(formula) > MOST_OF_FORMULA:
        formula = f"{formula[: MOST_OF_FORMULA - 1]}…"
    return printable(" ".join(part for part in (formula, finding.message) if part))


def summary(checked: Checked) -> str:
    """Return the counts of one workbook as a line."""
    of = checked.counts
    counts = ", ".join(
        f"{number} {verdict.value.replace('-', ' ')}" for verdict, number in of.verdicts.items()
    )
    ignored = f", {len(checked.ignored)} ignored" if checked.ignored else ""
    agreed = (
        f" (of which {of.equal_unverified} by functions not verified)"
        if of.equal_unverified
        else ""
    )
    aside = f" ({of.aside} set aside)" if of.aside else ""
    confirmed = f", {of.confirmed} confirmed by a second engine" if of.confirmed else ""
    return (
        f"{of.formulas} formulas, {of.recomputed} recomputed, {of.equal} equal{agreed}{confirmed}, "
        f"{counts}, "
        f"{of.volatile} volatile{aside}{ignored}"
    )


def notices(checked: Checked) -> Iterator[str]:
    """Yield a line for each thing in the file that reaches outside it."""
    for notice in checked.notices:
        yield printable(f"{notice.kind} in {notice.part}: {notice.detail}")


def found_by(checked: Checked) -> list[WorkbookCheck]:
    """Return the checks that found something, each of which says what to do."""
    ids = {finding.id for finding in checked.findings}
    return [check for check in CHECKS.values() if check.id in ids]


def workbook_lines(checked: Checked) -> Iterator[str]:
    """Yield the counts of one workbook that was read, and all that was found."""
    yield summary(checked)
    for finding in checked.findings:
        yield f"  {finding.severity.value} {finding.id}: {place(finding)} {sentence(finding)}"
    yield from (f"  note: {line}" for line in notices(checked))
    for check in found_by(checked):
        yield f"  to do about {check.id}: {check.remedy}"


def _workbook(reported: Reported) -> str:
    path, outcome = printable(reported.path), reported.outcome
    if isinstance(outcome, Unread):
        return f"{path}: {printable(outcome.message)} ({outcome.code})\n"
    return f"{path}: " + "".join(f"{line}\n" for line in workbook_lines(outcome))


def console_report(results: Sequence[Reported], stamp: str | None = None) -> str:
    """Return all workbooks as a person reads them."""
    moment = "" if stamp is None else f"made at {stamp}\n"
    return moment + "".join(map(_workbook, results))
