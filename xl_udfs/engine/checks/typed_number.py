"""Numbers typed inside formulas that call our functions."""

import re
from collections.abc import Iterator

from xl_udfs.engine.checks.check import Check, Subject
from xl_udfs.engine.direct import ours
from xl_udfs.engine.finding import Finding, Severity
from xl_udfs.engine.formulas import masked

PASSED_OVER = re.compile(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'|\[[^\[\]]*\]')
NUMBER = re.compile(r"(?<![\w.$#])(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?%?(?![\w.(])")
SWITCHES = frozenset({"0", "1"})  # flags and steps rather than amounts


def find(check: Check, subject: Subject) -> Iterator[Finding]:
    """Yield formulas that call our functions and hold a number, other than 0 and 1."""
    for place, cell in subject.book.formulas():
        formula = cell.formula
        if formula is None or not ours(formula.text, subject.functions):
            continue
        numbers = [
            number
            for number in NUMBER.findall(masked(PASSED_OVER.sub("", formula.text))[0])
            if number not in SWITCHES
        ]
        if numbers:
            listed = ", ".join(dict.fromkeys(numbers))
            yield check.at(subject, place, f"{listed} is typed in it; an input cell shows it")


CHECK = Check(
    "typed-number",
    Severity.WARNING,
    "A formula that calls our functions holds a number, other than 0 and 1, that belongs in an "
    "input cell.",
    find,
)
