"""The templates pass the federal holidays to whatever counts business days."""

import re

import pytest

from tests.templates.conftest import read_file, shipped_file
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.templates.all_templates import TEMPLATES

# calendar days that no template rolls, and closes of the days that a table lists
NOT_BUSINESS_DAYS = {"VALUATION_DEADLINE", "TRADING_CLOSES"}
COUNTING = {"WORKDAY", "NETWORKDAYS", "WORKDAY.INTL", "NETWORKDAYS.INTL"} | {
    function.name
    for function in FUNCTIONS.values()
    if any(parameter.name == "holidays" for parameter in function.parameters)
    and function.name not in NOT_BUSINESS_DAYS
}
CALL = re.compile(rf"\b({'|'.join(map(re.escape, sorted(COUNTING, key=len, reverse=True)))})\(")


def calls(formula: str) -> list[str]:
    """Return each call of a function that counts business days, with its arguments."""
    found = []
    for match in CALL.finditer(formula):
        depth = 1
        for place in range(match.end(), len(formula)):
            depth += (formula[place] == "(") - (formula[place] == ")")
            if not depth:
                found.append(formula[match.start() : place + 1])
                break
    return found


def formulas_of(name: str) -> set[str]:
    """Return the texts of a template's formulas."""
    cells = (cell for _, cell in read_file(shipped_file(name)).formulas())
    return {cell.formula.text for cell in cells if cell.formula is not None}


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_every_count_of_business_days_leaves_the_days_off_out(name: str) -> None:
    """CLAUSES 6, G-05: without them a holiday would count as a business day."""
    for formula in formulas_of(name):
        for call in calls(formula):
            assert "'Days off'!" in call, formula


def test_the_templates_do_count_business_days() -> None:
    """Else the test above would see nothing."""
    formulas = set().union(*map(formulas_of, ("compliance", "redemption", "notes_and_warrants")))
    seen = {call.partition("(")[0] for formula in formulas for call in calls(formula)}
    assert {"WORKDAY", "NETWORKDAYS", "NOTICE_EFFECTIVE", "REDEMPTION_PAYMENT_DUE"} <= seen
