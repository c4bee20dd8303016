"""A worksheet function as plain data."""

import json

from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.records import record


def test_a_record_says_all_that_the_declaration_has() -> None:
    """Optional and repeated arguments are told apart."""
    said = record(FUNCTIONS["WHY"])
    assert said["signature"] == "WHY(function_name, [arguments…])"
    assert [(a["optional"], a["repeated"]) for a in said["arguments"]] == [
        (False, False),
        (True, True),
    ]
    assert record(FUNCTIONS["CONVERSION_RATE"])["clause"] == "Series 5-A VII.A"


def test_every_function_can_be_written_as_json() -> None:
    """Under its own name."""
    for name, function in FUNCTIONS.items():
        assert json.loads(json.dumps(record(function)))["name"] == name
