"""The README says what is true: its reference is generated, and its examples run."""

import re
import shlex

import pytest

from tests.conftest import Run
from tests.reference import GENERATED, README, with_reference
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.examples import EXAMPLES, SPECIAL_ERRORS

TEXT = README.read_text(encoding="utf-8")
SESSION = re.compile(r"```console\n(.*?)```", re.DOTALL)
EXAMPLES_THAT_RUN = [
    pytest.param(*step, id=step[0][:60])
    for block in SESSION.findall(TEXT)
    for step in re.findall(r"^\$ xl-udfs (.*)\n((?:(?!\$).*\n)*)", block, re.MULTILINE)
]


def test_the_generated_parts_are_up_to_date() -> None:
    """Else run ``python -m tests.reference``."""
    assert with_reference(TEXT) == TEXT
    assert all(f"<!-- generated: {part} -->" in TEXT for part in GENERATED)


def test_every_function_has_an_example() -> None:
    """And no example is of a function that is gone."""
    assert set(EXAMPLES) == set(FUNCTIONS)
    assert all(text.startswith(f"={name}(") for name, text in EXAMPLES.items())
    assert set(SPECIAL_ERRORS) <= set(FUNCTIONS)


@pytest.mark.parametrize(("command", "shown"), EXAMPLES_THAT_RUN)
def test_an_example_of_the_readme_prints_what_it_says(run: Run, command: str, shown: str) -> None:
    """A stranger who types it sees the same."""
    result = run(*shlex.split(command))
    assert result.output == shown


def test_the_readme_has_examples_and_the_two_commands() -> None:
    """One that does the main job, one that runs the tests."""
    assert len(EXAMPLES_THAT_RUN) >= 5
    assert TEXT.count("python3 -m venv .venv && .venv/bin/pip install") == 2
