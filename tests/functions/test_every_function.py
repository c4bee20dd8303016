"""What every function of the catalogue does with input that it cannot take."""

import math
import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import chain
from random import Random

import pytest

from tests.conftest import RANDOM_TUPLES
from xl_udfs.cells import Answer, Argument, CellValue, ExcelError, Refused
from xl_udfs.engine.calculation.evaluate import evaluate
from xl_udfs.engine.calculation.library import Library
from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.examples import EXAMPLES
from xl_udfs.functions.registry import Parameter, WorksheetFunction

CELL_LIKE = re.compile(r"[A-Z]{1,3}\d+|R\d*C\d*", re.IGNORECASE)
A_DATE = datetime(2005, 7, 18)  # noqa: DTZ001 - as cells are
ABOVE_ZERO = {"$ per share", "new shares per old share"}
NUMBERS = ABOVE_ZERO | {"shares", "$", "number", "count", "fraction", "rate"}


def arguments(holds: Callable[[Parameter], bool]) -> pytest.MarkDecorator:
    """Run a test for every argument of the catalogue of which something holds."""
    return pytest.mark.parametrize(
        ("function", "place"),
        [
            pytest.param(function, place, id=f"{function.name}-{parameter.name}")
            for function in FUNCTIONS.values()
            for place, parameter in enumerate(function.parameters)
            if holds(parameter)
        ],
    )


def is_number(parameter: Parameter) -> bool:
    """Whether a number belongs there."""
    return parameter.kind.unit in NUMBERS and not parameter.kind.takes_range


def impossible_for(parameter: Parameter) -> list[float]:
    """Return numbers of the right kind that an argument cannot have."""
    kind = parameter.kind
    if kind.takes_range or kind.choices or kind.takes_error:
        return []
    negative = [-1.0] if kind.unit in NUMBERS - {"number"} else []
    nothing = [0.0] if kind.unit in ABOVE_ZERO else []
    return negative + nothing + ([0.0, -1.0, 1e308] if kind.takes_date else [])


def refusals(answer: Answer) -> list[Refused]:
    """Return every refusal in an answer."""
    outcomes = chain.from_iterable(answer) if isinstance(answer, tuple) else [answer]
    return [outcome for outcome in outcomes if isinstance(outcome, Refused)]


def sound_arguments() -> dict[str, tuple[Argument, ...]]:
    """Return the cells of each function's example, as the engine hands them over."""
    taken: dict[str, tuple[Argument, ...]] = {}

    def take(name: str, *cells: Argument) -> float:
        taken[name] = cells
        return 0.0

    functions = {name: HostFunction(partial(take, name), lambda _: True) for name in FUNCTIONS}
    library = Library(functions, datetime(2005, 7, 18))  # noqa: DTZ001 - a workbook's clock
    for name in FUNCTIONS:
        evaluate(library, EXAMPLES[name])
    return taken


SOUND = sound_arguments()


def called_with(function: WorksheetFunction, place: int, cell: Argument) -> Refused:
    """Call a function with one bad argument among sound ones."""
    cells = [*SOUND[function.name], *[None] * len(function.parameters)][: len(function.parameters)]
    cells[place] = cell
    answer = function(*cells)
    assert isinstance(answer, Refused), f"{function.name} takes {cell!r} for an argument"
    return answer


OF_NO_DOCUMENT = {
    *("EXCHANGE_HOLIDAYS", "FEDERAL_HOLIDAYS", "WHY"),
    *("DIVIDEND_ACCRUED", "PRICED_ROUND"),  # of any company
}


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_every_example_gives_a_value(function: WorksheetFunction) -> None:
    """The reference and the command line print it."""
    assert not refusals(function(*SOUND[function.name]))


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - {"EXPLAIN", "WHY"}))
def test_every_example_can_be_explained(name: str) -> None:
    """With steps that end in what the function gives, where it gives one value."""
    function, explain = FUNCTIONS[name], FUNCTIONS["EXPLAIN"]
    steps = explain(function.name, *SOUND[function.name])
    assert isinstance(steps, tuple), steps
    assert all(len(step) == 3 and step[0] for step in steps)
    answer = function(*SOUND[function.name])
    if not isinstance(answer, tuple):
        assert answer in [value for _, value, _ in steps]


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_every_function_describes_itself(function: WorksheetFunction) -> None:
    """A function without help or units, or with a name that is a cell's, never ships."""
    assert function.help.endswith(".")
    assert len(function.help) <= 255
    assert not CELL_LIKE.fullmatch(function.name)
    assert function.category.startswith("Cap Table: ")
    assert function.clauses or function.name in OF_NO_DOCUMENT
    for parameter in function.parameters:
        assert parameter.help, parameter.name
        assert len(parameter.help) <= 255, parameter.name
        assert parameter.kind.unit, parameter.name
        assert parameter.name != "caller"  # xlwings gives this name a meaning of its own
    optional = [parameter.optional for parameter in function.parameters]
    assert optional == sorted(optional)
    assert not (function.variadic and any(p.optional for p in function.parameters[:-1]))
    ranges = any(parameter.kind.takes_range for parameter in function.parameters)
    assert function.calculates or not ranges or function.variadic  # a range is no step


@arguments(lambda parameter: not parameter.kind.takes_error)
def test_an_error_comes_back_unchanged(function: WorksheetFunction, place: int) -> None:
    """Whatever the argument, unless the function is about errors."""
    parameter = function.parameters[place]
    for error in (ExcelError.DIV0, ExcelError.NA):
        assert called_with(function, place, error).error is error
        inside: Argument = ((1.0,), (error,))
        if parameter.kind.takes_range:
            assert called_with(function, place, inside).error is error


@arguments(lambda parameter: not parameter.optional)
def test_a_blank_that_is_required_is_refused(function: WorksheetFunction, place: int) -> None:
    """Unknown is never zero."""
    parameter = function.parameters[place]
    for blank in (None, ""):
        refused = called_with(function, place, blank)
        assert refused.error is ExcelError.VALUE
        assert refused.code == f"missing_{parameter.name}"


@arguments(is_number)
def test_what_is_no_number_is_refused_where_a_number_belongs(
    function: WorksheetFunction, place: int
) -> None:
    """Text, a text that looks like a number, a flag, and a date are not prices or counts."""
    parameter = function.parameters[place]
    for cell in ("abc", "1", "nan", " ", True, A_DATE):
        refused = called_with(function, place, cell)
        assert refused.error is ExcelError.VALUE, cell
        assert parameter.name in refused.reason
        assert function.name in refused.reason


@arguments(lambda parameter: bool(impossible_for(parameter)))
def test_a_number_that_is_impossible_is_refused(function: WorksheetFunction, place: int) -> None:
    """Negative shares, a price of 0, a day before 1900."""
    parameter = function.parameters[place]
    for cell in impossible_for(parameter):
        refused = called_with(function, place, cell)
        assert refused.error is ExcelError.NUM, cell
        assert refused.code == f"out_of_range_{parameter.name}"


@arguments(lambda parameter: parameter.kind.takes_date and not parameter.kind.takes_range)
def test_the_last_day_of_the_calendar_is_refused_by_an_argument_or_taken(
    function: WorksheetFunction, place: int
) -> None:
    """December 31, 9999 and so many days is no date; the sentence names what the user entered."""
    cells = [*SOUND[function.name], *[None] * len(function.parameters)][: len(function.parameters)]
    cells[place] = datetime(9999, 12, 31)  # noqa: DTZ001 - as cells are
    names = {each.name for each in function.parameters}
    for refused in refusals(function(*cells)):
        known = {f"{kind}_{name}" for kind in ("out_of_range", "missing") for name in names}
        assert refused.code in known | {"missing_date"}, refused  # of a row of CAP_TABLE


SPECIAL: tuple[CellValue, ...] = (
    *(None, True, False, 0.0, -0.0, 1.0, -1.0, 0.5, 12.0, 38_551.0, A_DATE),
    *(1e308, -1e308, 5e-324, 1e15, 2.0**53, math.inf, -math.inf, math.nan),
    *("", " ", "abc", "1", "\x00", "é", "Series 5-A", "Warrant", "mail", "OTCBB"),
    *("acquisition", "date", "event"),
    *ExcelError,
)


def any_cell(random: Random) -> CellValue:
    """Return what a cell may hold: often a special value, else any double or any text."""
    match random.randrange(4):
        case 0:
            return memoryview(random.randbytes(8)).cast("d")[0]
        case 1:
            return "".join(chr(random.randrange(0xD800)) for _ in range(random.randrange(6)))
        case _:
            return random.choice(SPECIAL)


def any_argument(random: Random) -> Argument:
    """Return a cell or a block of at most three rows and columns."""
    if random.randrange(2):
        return any_cell(random)
    width = random.randint(1, 3)
    return tuple(tuple(any_cell(random) for _ in range(width)) for _ in range(random.randint(1, 3)))


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_any_arguments_give_a_value_or_a_documented_error(function: WorksheetFunction) -> None:
    """Never an exception, never our own defect, whatever a sheet holds.

    Half of the tuples are the function's example with some arguments replaced, as few others get
    past its first argument.
    """
    random = Random(function.name)  # noqa: S311 - not a secret
    for turn in range(RANDOM_TUPLES):
        if turn % 2:
            arguments = [
                cell if random.randrange(3) else any_argument(random)
                for cell in SOUND[function.name]
            ]
        else:
            most = len(function.parameters) + 1
            arguments = [any_argument(random) for _ in range(random.randint(0, most))]
        for refused in refusals(function(*arguments)):
            assert refused.code != "internal_error", (arguments, refused)
            assert refused.reason
