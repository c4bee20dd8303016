"""Every rule of the documents is computed, once, or stands on a list with its reason."""

from tests.clauses import AMBIGUOUS, NOT_COMPUTED, RULES, WITHOUT_FUNCTION, implemented
from xl_udfs.functions.catalogue import FUNCTIONS


def test_every_rule_is_implemented_or_stands_on_the_list_with_a_reason() -> None:
    """And nothing is implemented that the table does not have."""
    assert implemented() | set(NOT_COMPUTED) == set(RULES)
    assert not implemented() & set(NOT_COMPUTED)
    assert all(reason.endswith(".") for reason in NOT_COMPUTED.values())


def test_the_table_lists_each_rule_once() -> None:
    """170 of them, in the order of the documents."""
    assert len(RULES) == len(set(RULES)) == 170
    assert set(RULES) >= AMBIGUOUS


def test_a_function_cites_rules_of_the_table() -> None:
    """A citation that leads nowhere helps nobody."""
    for function in FUNCTIONS.values():
        assert set(function.rules) <= set(RULES), function.name


def test_every_rule_has_a_worksheet_function_or_a_reason() -> None:
    """One or the other, never both: a rule that nobody can call helps nobody."""
    cited = {rule for function in FUNCTIONS.values() for rule in function.rules}
    assert cited == set(RULES) - set(WITHOUT_FUNCTION)
    assert all(reason.endswith(".") for reason in WITHOUT_FUNCTION.values())
