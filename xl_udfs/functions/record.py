"""Worksheet functions on the record: how a figure came about, and why there is none."""

from typing import Annotated

from xl_udfs.cells import Outcome, Refused
from xl_udfs.core import rounding
from xl_udfs.core.errors import InvalidInputError
from xl_udfs.core.readings import StatedFigure
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.reading.kinds import Anything, Count, Number, Text, one_of
from xl_udfs.functions.registry import SpilledRows, WorksheetFunction, worksheet_function

CATEGORY = "Record"

FunctionName = Annotated[Text, 'Name of a function in quotes, as "CONVPRICE_WEIGHTED".']
ItsArguments = Annotated[Anything, "The arguments, as that function takes them."]


def _function(name: str) -> WorksheetFunction:
    function = FUNCTIONS.get(name.upper())
    if function is None:
        raise InvalidInputError(
            "unknown_function",
            f'function_name is "{name}"; it must be one of {", ".join(sorted(FUNCTIONS))}',
            field="function_name",
        )
    return function


@worksheet_function(CATEGORY, "P-80", columns=("label", "value", "clause"))
def explain(function_name: FunctionName, *arguments: ItsArguments) -> SpilledRows:
    """Working of a function for these arguments, one step a row: label, value, clause."""
    function = _function(function_name)
    answer = function(*arguments)
    if isinstance(answer, Refused):
        return answer  # type: ignore[return-value]  # a refusal is an answer of any function
    return [(step.label, step.value, step.clause) for step in function.explain(arguments)]


def _reason(outcome: Outcome) -> str:
    return outcome.reason if isinstance(outcome, Refused) else ""


@worksheet_function(CATEGORY)
def why(function_name: FunctionName, *arguments: ItsArguments) -> Text:
    """Sentence behind the error that a function gives for these arguments, "" where none."""
    function = _function(function_name)
    answer = function(*arguments)
    if not isinstance(answer, tuple):
        return _reason(answer)
    if function.spills:  # refused as a whole, or with no cell to give a reason for
        return ""
    return [list(map(_reason, row)) for row in answer]  # type: ignore[return-value]  # lifted


@worksheet_function(CATEGORY, "G-02")
def rounding_of(
    stated: Annotated[Number, "Figure as a document states it."],
    exact: Annotated[Number, "Figure as it is computed, unrounded."],
    decimals: Annotated[Count, "Decimals of the stated figure, 0 to 30."],
) -> Text:
    """How a stated figure follows: "rounded", "truncated", "rounded up" or "differs by …"."""
    return rounding.rounding_of(stated, exact, decimals)


@worksheet_function(CATEGORY, "G-02")
def stated_figure(
    exact: Annotated[Number, "Figure as it is computed, unrounded."],
    decimals: Annotated[
        Count, "Decimals of the stated figure, 0 to 30: 4 for prices of the Series 5-A, else 2."
    ],
    reading: Annotated[
        StatedFigure, one_of(StatedFigure), "What becomes of the other decimals."
    ] = StatedFigure.HALF_UP,
) -> Number:
    """Figure as a document states it, rounded from the exact decimal number."""
    return rounding.stated(exact, decimals, reading)
