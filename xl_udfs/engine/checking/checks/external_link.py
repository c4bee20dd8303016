"""Links to other workbooks, which are reported and never followed."""

import re
from collections.abc import Iterator

from xl_udfs.engine.checking.checks.check import Check, Subject
from xl_udfs.engine.checking.direct import CALLED, TEXTS, ours
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.container.package import Package
from xl_udfs.engine.workbook.book import outside_targets, related_parts, workbook_part

LINKED = re.compile(r"'?(?<![\w\]])\[(\d+|[^\[\]]+\.xl\w+)\][^\[\]]*!", re.IGNORECASE)


def find(check: Check, subject: Subject) -> Iterator[Finding]:
    """Yield the linked files, and the formulas and names that refer to one.

    A function of ours that an add-in serves, ``[1]!NAME``, is no link of a formula.
    """
    for target in sorted(_targets(subject.book.package)):
        yield check.finding(f"the workbook is linked to {target}, which is not read", name=target)
    for place, cell in subject.book.formulas():
        if cell.formula is not None and "[" in cell.formula.text:
            link = _link(cell.formula.text, subject)
            if link:
                yield check.at(subject, place, f"it refers to another workbook, {link}")
    for scope, name in subject.book.names:
        if name.attr_text and LINKED.search(TEXTS.sub("", name.attr_text)):
            message = f"the name {name.name} refers to another workbook, {name.attr_text}"
            yield check.finding(message, sheet=scope or "", name=name.name)


def _link(formula: str, subject: Subject) -> str:
    text = TEXTS.sub("", formula)
    without_ours = CALLED.sub(
        lambda call: "(" if ours(call[0], subject.functions) else call[0], text
    )
    found = LINKED.search(without_ours)
    return found[0] if found else ""


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
