"""Links to other workbooks, which are reported and never followed."""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping

from xl_udfs.engine.checking.checks.check import Subject, WorkbookCheck
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.container.elements import elements
from xl_udfs.engine.container.package import Package
from xl_udfs.engine.formula.stored import function_name
from xl_udfs.engine.formula.tokens import tokens_of
from xl_udfs.engine.workbook.book import outside_targets, related_parts, workbook_part

NAMED = 5  # names that a sentence lists


def find(check: WorkbookCheck, subject: Subject) -> Iterator[Finding]:
    """Yield each linked file once, with the formulas and names that refer to it.

    A function of ours that an add-in serves, ``[1]!NAME``, is not a link of a formula.
    """
    targets = _targets(subject.book.package)
    names: dict[str, list[str]] = defaultdict(list)
    for _, name in subject.book.names:
        link = _link(name.attr_text or "", ())
        if link:
            names[_target(link, targets)].append(name.name)
    files = dict.fromkeys((*targets.values(), *names))
    for file in sorted(files):
        users = f", by the name {', '.join(names[file][:NAMED])}" if names[file] else ""
        more = f" and {len(names[file]) - NAMED} more" if len(names[file]) > NAMED else ""
        message = f"the workbook is linked to {file}{users}{more}; it is not read"
        yield check.finding(message, name=file, cause=file)
    for place, text in subject.book.texts(lambda text: "[" in text):
        link = _link(text, subject.functions)
        if link:
            file = _target(link, targets)
            message = f"it refers to another workbook, {file}"
            follows = file in files
            yield check.at(subject, place, message, name=file, cause=file, follows=follows)


def _link(formula: str, ours: Container[str]) -> str:
    """Return the number or file that a formula reaches to first; "" where it stays inside."""
    for token in tokens_of(formula):
        if token.is_outside and function_name(token) not in ours:
            return token.prefix.partition("[")[2].partition("]")[0]
    return ""


def _target(link: str, targets: Mapping[str, str]) -> str:
    """Return the file that is linked: formulas name it by its number."""
    return targets.get(link, f"[{link}]")


def _targets(package: Package) -> dict[str, str]:
    """Return the linked files by their numbers, in the order in which the workbook lists them."""
    part = workbook_part(package)
    related = related_parts(package, part)
    listed = elements(package[part], "externalReference".__eq__, part)
    ids = [
        value for element in listed for key, value in element.attributes.items() if key[-2:] == "id"
    ]
    links = [relation for relation, (kind, _) in related.items() if kind.endswith("/externalLink")]
    found = {}
    for number, relation in enumerate(dict.fromkeys([*ids, *links]), start=1):
        if relation in links:
            for target in outside_targets(package, related[relation][1]):
                found[str(number)] = target
    return found


CHECK = WorkbookCheck(
    "external-link",
    Severity.WARNING,
    "The workbook, a formula or a name is linked to another workbook; links are never followed.",
    why="Its values come from a file that this one does not hold: they can be old, or come from "
    "someone else's folder. Links are listed and never opened.",
    remedy="Copy the values into the workbook (Data, Edit Links, Break Link), with where they come "
    "from beside them.",
    find=find,
)
