"""The same arguments give the same cells through the add-in, and in the headless engine."""

import json
from typing import Any

import pytest

from tests.functions.test_every_function import SOUND
from tests.hosts.office.calls import as_json, in_office
from tests.hosts.test_conformance import CELLS, Headless
from xl_udfs.cells import Argument
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.registry import WorksheetFunction
from xl_udfs.hosts.office import batch


class Sheet(Headless):
    """A sheet of the engine in which an argument stands once, however often it is asked for."""

    def __init__(self) -> None:
        """Start with an empty sheet."""
        super().__init__()
        self.known: dict[str, str] = {}

    def reference(self, cell: Argument) -> str:
        """Return what a formula says for an argument."""
        asked = repr(cell)
        if asked not in self.known:
            self.known[asked] = super().reference(cell)
        return self.known[asked]


@pytest.fixture(scope="module")
def headless() -> Headless:
    """Return the engine with our functions."""
    return Sheet()


def by_office(name: str, cells: list[Argument], *, as_range: bool) -> list[list[Any]]:
    """Return the cells that a call through the pages fills; errors by their texts."""
    given = [as_json(cell) for cell in cells]
    if as_range:  # Excel writes one cell as a range of one where an argument takes ranges
        given = [cell if isinstance(cell, list) else [[cell]] for cell in given]
    (answer,) = json.loads(batch.answers(json.dumps([[name, given]])))["answers"]
    rows = answer if isinstance(answer, list) else [[answer]]
    return [[cell["error"] if isinstance(cell, dict) else cell for cell in row] for row in rows]


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
@pytest.mark.parametrize("as_range", [True, False], ids=["ranges", "values"])
def test_every_kind_of_cell_means_the_same_as_in_the_engine(
    function: WorksheetFunction, headless: Headless, *, as_range: bool
) -> None:
    """A date is its number here; what cannot be told from a number is taken for one."""
    differences = {}
    for place, parameter in enumerate(function.parameters):
        sound = [in_office(cell) for cell in SOUND[function.name]]
        sound += [None] * (place + 1 - len(sound))
        texts = [headless.reference(cell) for cell in sound]
        for kind, cell in {**{k: in_office(c) for k, c in CELLS.items()}, "omitted": None}.items():
            said = "" if kind == "omitted" else headless.reference(cell)
            texts_with = [*texts[:place], said, *texts[place + 1 :]]
            expected = headless(f"{function.name}({','.join(texts_with)})")
            cells = [*sound[:place], cell, *sound[place + 1 :]]
            got = by_office(function.name, cells, as_range=as_range and kind != "omitted")
            if got != expected:
                differences[parameter.name, kind] = f"office {got}, headless {expected}"
    assert not differences


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_every_example_gives_the_same_cells(
    function: WorksheetFunction, headless: Headless
) -> None:
    """Values, not only refusals, are compared."""
    sound = [in_office(cell) for cell in SOUND[function.name]]
    expected = headless(f"{function.name}({','.join(map(headless.reference, sound))})")
    assert by_office(function.name, sound, as_range=True) == expected
