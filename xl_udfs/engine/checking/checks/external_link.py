"""Links to other workbooks, which are reported and never followed."""

from collections.abc import Container, Iterator

from xl_udfs.engine.checking.checks.check import Check, Subject
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.container.package import Package
from xl_udfs.engine.formula.stored import function_name
from xl_udfs.engine.formula.tokens import tokens_of
from xl_udfs.engine.workbook.book import outside_targets, related_parts, workbook_part


def find(check: Check, subject: Subject) -> Iterator[Finding]:
    """Yield the linked files, and the formulas and names that refer to one.

    A function of ours that an add-in serves, ``[1]!NAME``, is no link of a formula.
    """
    for target in sorted(_targets(subject.book.package)):
        yield check.finding(f"the workbook is linked to {target}, which is not read", name=target)
    for place, cell in subject.book.formulas():
        if cell.formula is not None and "[" in cell.formula.text:
            link = _link(cell.formula.text, subject.functions)
            if link:
                yield check.at(subject, place, f"it refers to another workbook, {link}")
    for scope, name in subject.book.names:
        if name.attr_text and _link(name.attr_text, ()):
            message = f"the name {name.name} refers to another workbook, {name.attr_text}"
            yield check.finding(message, sheet=scope or "", name=name.name)


def _link(formula: str, ours: Container[str]) -> str:
    """Return where a formula reaches to, as it is written; "" where it stays inside."""
    for token in tokens_of(formula):
        if token.is_outside and function_name(token) not in ours:
            return token.prefix
    return ""


def _targets(package: Package) -> set[str]:
    return {
        target
        for kind, part in related_parts(package, workbook_part(package)).values()
        if kind.endswith("/externalLink")
        for target in outside_targets(package, part)
    }


CHECK = Check(
    "external-link",
    Severity.WARNING,
    "The workbook, a formula or a name is linked to another workbook; links are never followed.",
    why="Its values come from a file that this one does not hold: they can be old, or come from "
    "someone else's folder. Links are listed and never opened.",
    remedy="Copy the values into the workbook (Data, Edit Links, Break Link), with where they come "
    "from beside them.",
    find=find,
)
