"""EXPLAIN ends in what the function gives, whatever sound arguments it has.

Each function starts from its example. Every optional argument is given; each argument is that of
the example or drawn by its kind, and what the function refuses is drawn again.
"""

from fractions import Fraction
from itertools import chain
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.functions.test_every_function import SOUND
from xl_udfs.cells import Answer, Argument, Block, Refused
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.registry import Parameter, WorksheetFunction

NOT_EXPLAINED = {
    "EXPLAIN": "it is the one that explains",
    "WHY": "it is about a refusal, and explains that itself",
}
ENDS_IN_A_SUM = {  # the last step adds up the results, which stand before it
    "PRO_RATA": "Sum of the shares",
    "REDEMPTION_ALLOCATION": "Sum of the shares",
    "NOTE_PREPAYMENT": "Sum of the shares",
    "CAP_TABLE": "Fully diluted",
}

amounts = st.integers(1, 10**8).map(lambda number: number / 100)
parts = st.integers(0, 100).map(lambda number: number / 100)
BY_UNIT: dict[str, st.SearchStrategy[Any]] = {
    "$ per share": amounts,
    "$": amounts,
    "$ per share, by day": amounts,
    "numbers": amounts,
    "weights": amounts,
    "number": st.one_of(amounts, amounts.map(lambda number: -number)),
    "shares": st.integers(0, 10**8).map(float),
    "count": st.one_of(st.integers(1, 8), st.integers(1, 40)).map(float),
    "times a year": st.sampled_from([1.0, 2.0, 4.0, 12.0]),
    "hours": st.integers(1, 100).map(float),
    "year": st.integers(2001, 2008).map(float),
    "fraction": parts,
    "rate": parts.map(lambda part: part / 2),
    "new shares per old share": st.fractions(Fraction(1, 30), 20, max_denominator=30).map(float),
    "TRUE or FALSE": st.booleans(),
    "daily flags": st.booleans(),
}
HOLDINGS: Block = (
    ("holder", "class", "shares", "date", "ended"),
    ("A", "Series 5-A", 1_000.0, 38_551.0, None),
    ("a", "Series 5-A", 0.5, 38_600.0, 38_900.0),
    ("B", "Series 5-A", 478.0, 38_551.0, 39_000.0),
    ("C", "Common", 2_101_345.0, 37_000.0, None),
)
TERMS: Block = (
    ("class", "original_issue_price", "conversion_price", "dividend_per_share", "votes"),
    ("Series 5-A", 1_000.0, 0.3125, 40.0, 2.0),
    ("Common", None, None, None, None),
)
TEXTS = {"market": ["exchange", "OTCBB", "NYSE"], "clause": ["Charter IV.4(d)"], "holder": ["Ann"]}
PAYMENTS: Block = (
    ("date", "amount", "holder"),
    (37_468.0, 10_000.0, "Ann"),
    (37_469.0, 5.0, "Bob"),
)
EVENTS: tuple[Block, ...] = (
    (
        ("date", "event", "shares", "consideration", "gross_proceeds", "outstanding", "of_event"),
        (38_700.0, "issue", 5e6, 1e6, 1e6, 8e6, None),
        (38_800.0, "stock dividend", 1e6, None, None, 8e6, None),
        (39_300.0, "issue", 5e6, 5e5, 1e6, 8e6, None),
        (39_400.0, "expiry", None, None, None, None, 1.0),
    ),
    (("date", "event", "ratio"), (38_900.0, "split", 1 / 3), (38_600.0, "split", 1.5)),
)


def days(function: WorksheetFunction, *later: st.SearchStrategy[int]) -> st.SearchStrategy[float]:
    """Return days so much later than one of those of a function's example."""
    known = [
        float(int(cell))
        for cell, parameter in zip(SOUND[function.name], function.parameters, strict=False)
        if parameter.kind.unit in {"date", "date and time"} and isinstance(cell, float)
    ] or [38_600.0]
    return st.builds(lambda day, by: day + by, st.sampled_from(known), st.one_of(*later))


def shape(function: WorksheetFunction) -> tuple[int, int]:
    """Return the rows and columns of the first range of a function's example."""
    for cell in SOUND[function.name]:
        if isinstance(cell, tuple):
            return len(cell), len(cell[0])
    return 1, 1


def tables(function: WorksheetFunction) -> dict[str, st.SearchStrategy[Any]]:
    """Return what the kinds allow that are about days, or are whole tables."""
    day = days(function, st.integers(-3, 3), st.integers(-20, 20), st.integers(-400, 1_200))
    found = {
        "date": day,
        "date and time": st.builds(
            lambda on, minute: on + minute / 1_440, day, st.integers(0, 1_439)
        ),
        "rows of months and rate": st.just(((6.0, 1.3), (18.0, 1.15), (None, 1.02))),
        "rows of holdings": st.just(HOLDINGS),
        "table of events": st.sampled_from(EVENTS),
    }
    if function.name == "NOTE_BALANCE":
        found["table"] = st.just(PAYMENTS)
    if function.name == "CAP_TABLE":
        found["rows of classes"] = st.just(TERMS)
    return found


def drawn(function: WorksheetFunction, parameter: Parameter) -> st.SearchStrategy[Any]:
    """Return what a kind allows; nothing where only the example's own is known to be sound."""
    kind = parameter.kind
    if kind.choices:
        return st.sampled_from(kind.choices)
    if parameter.name == "holidays":
        off = st.lists(days(function, st.integers(0, 15)), min_size=3, max_size=12)
        return off.map(lambda found: (tuple(found),))
    if parameter.name in TEXTS:
        return st.sampled_from(TEXTS[parameter.name])
    if kind.unit not in BY_UNIT:
        return tables(function).get(kind.unit, st.nothing())
    one = BY_UNIT[kind.unit]
    if not kind.takes_range:
        return one
    rows, columns = shape(function)
    return st.tuples(*[st.tuples(*[one] * columns)] * rows)


def arguments(function: WorksheetFunction) -> st.SearchStrategy[tuple[Argument, ...]]:
    """Return sound arguments, every optional one among them."""
    given_cells = SOUND[function.name]
    cells = []
    for place, parameter in enumerate(function.parameters):
        own = given_cells[place] if place < len(given_cells) else None
        by_kind = drawn(function, parameter)
        cells.append(by_kind if own is None else st.one_of(st.just(own), by_kind))
    return st.tuples(*cells)


def same(step: Any, outcome: Any) -> bool:  # noqa: ANN401 - whatever cells hold
    """Whether a step shows what the function gives; TRUE is not 1."""
    return type(step) is type(outcome) and step == outcome


def cells_of(answer: Answer) -> list[Any]:
    """Return the cells of an answer, row by row."""
    return list(chain.from_iterable(answer)) if isinstance(answer, tuple) else [answer]


@pytest.mark.parametrize("name", sorted(FUNCTIONS.keys() - NOT_EXPLAINED))
@settings(
    max_examples=settings().max_examples // 2,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
@given(data=st.data())
def test_the_last_step_is_what_the_function_gives(name: str, data: st.DataObject) -> None:
    """A step that forgot an argument would explain another number."""
    function = FUNCTIONS[name]
    cells = data.draw(arguments(function))
    answer = function(*cells)
    assume(not any(isinstance(cell, Refused) for cell in cells_of(answer)))
    steps = FUNCTIONS["EXPLAIN"](name, *cells)
    assert isinstance(steps, tuple), steps
    values = [value for _, value, _ in steps]
    if not isinstance(answer, tuple):
        assert same(values[-1], answer), (steps[-1], answer)
        return
    if name in ENDS_IN_A_SUM:
        assert steps[-1][0] == ENDS_IN_A_SUM[name]
        values.pop()
    assert any(same(values[-1], cell) for cell in answer[-1]), (steps[-2:], answer[-1])
