"""The pages say what is true: the references are generated, the examples run, the links lead on."""

import doctest
import re
import shlex
from itertools import chain
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run
from tests.reference import GENERATED, PAGES, README, with_reference
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.examples import EXAMPLES, SPECIAL_ERRORS

TEXT = README.read_text(encoding="utf-8")
LINK = re.compile(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
SESSION = re.compile(r"```console\n(.*?)```", re.DOTALL)
EXAMPLES_THAT_RUN = [
    pytest.param(*step, id=step[0][:60])
    for block in SESSION.findall(TEXT)
    for step in re.findall(r"^\$ xl-udfs (.*)\n((?:(?!\$).*\n)*)", block, re.MULTILINE)
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_generated_parts_are_up_to_date(page: Path) -> None:
    """Else run ``python -m tests.reference``."""
    text = page.read_text(encoding="utf-8")
    assert with_reference(text) == text
    assert all(f"<!-- generated: {part} -->" in text for part in PAGES[page])


def test_each_reference_stands_on_one_page() -> None:
    """A second copy would be a second place to look."""
    assert sorted(chain.from_iterable(PAGES.values())) == sorted(GENERATED)


@pytest.mark.parametrize("page", [README, *PAGES], ids=lambda page: str(page.relative_to(ROOT)))
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    """Files beside it, and headings in them."""
    prose = CODE.sub("", page.read_text(encoding="utf-8"))
    for path, heading in LINK.findall(prose):
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), path
        if heading:
            assert heading in map(_anchor, HEADING.findall(target.read_text(encoding="utf-8")))


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def test_the_twelve_steps_of_the_hour_in_excel_stand_in_its_tables() -> None:
    """A person with one hour does these."""
    page = (ROOT / "xl_udfs" / "hosts" / "README.md").read_text(encoding="utf-8")
    parts = [re.findall(r"^\| (\d+) \|", part, re.MULTILINE) for part in page.split("\n### ")[1:]]
    named = re.search(r"tell most: (.*) of the first part, (.*) of the second", page)
    assert named
    chosen = [re.findall(r"\d+", numbers) for numbers in named.groups()]
    assert len(chosen[0]) + len(chosen[1]) == 12
    assert all(set(some) <= set(steps) for some, steps in zip(chosen, parts, strict=True))


def test_the_readme_is_for_one_sitting() -> None:
    """The references stand beside their code."""
    assert README.stat().st_size <= 15_000


def test_the_python_of_the_readme_gives_what_it_says() -> None:
    """Run as a notebook would."""
    examples = doctest.DocTestParser().get_doctest(
        "\n".join(PYTHON.findall(TEXT)), {}, "README.md", None, None
    )
    assert examples.examples
    assert doctest.DocTestRunner(verbose=False).run(examples).failed == 0


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
