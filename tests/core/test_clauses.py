"""Where a rule is written."""

import pytest

from xl_udfs.core.clauses import place_of


def test_a_rule_is_found_where_its_certificate_has_it() -> None:
    """Optional conversion stands in the certificate's section VII.A."""
    assert place_of("P-50") == "Series 5-A VII.A"


def test_a_rule_that_no_module_of_the_law_implements_has_no_place() -> None:
    """All of them are looked into before it is said."""
    with pytest.raises(KeyError, match="P-999"):
        place_of("P-999")
