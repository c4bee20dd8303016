"""Numbers typed inside formulas that call our functions."""

from collections.abc import Iterator
from itertools import zip_longest

from xl_udfs.engine.checking.checks.check import Subject, WorkbookCheck
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.formula.tokens import TokenKind, tokens_of
from xl_udfs.engine.workbook.book import Place

SWITCHES = frozenset({"0", "1"})  # flags and steps rather than amounts


def find(check: WorkbookCheck, subject: Subject) -> Iterator[Finding]:
    """Yield formulas that call our functions and hold a number, other than 0 and 1."""
    for sheet, run, _ in subject.calling(subject.functions.keys()):
        numbers = _numbers(run.text(run.first))
        for row in run.rows if numbers else ():
            place = Place(sheet, (row, run.column))
            yield check.at(subject, place, f"{numbers} is typed in it; an input cell shows it")


def _numbers(formula: str) -> str:
    tokens = tokens_of(formula)
    numbers = [
        token.text + "%" * (after is not None and after.kind is TokenKind.PERCENT)
        for token, after in zip_longest(tokens, tokens[1:])
        if token.kind is TokenKind.NUMBER
    ]
    return ", ".join(dict.fromkeys(number for number in numbers if number not in SWITCHES))


CHECK = WorkbookCheck(
    "typed-number",
    Severity.WARNING,
    "A formula that calls our functions holds a number, other than 0 and 1, that belongs in an "
    "input cell.",
    why="A price, a count or a rate inside a formula cannot be seen, has no source beside it and "
    "is missed when the terms change.",
    remedy="Put the number into an input cell, with its section, and let the formula refer to it.",
    find=find,
)
