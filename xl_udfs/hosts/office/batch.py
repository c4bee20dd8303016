"""What the pages ask of Python: texts of JSON in, texts of JSON out; runs in Pyodide.

A batch is what Excel asked for within one tick: its calls cross from JavaScript together, as one
text, because crossing costs more than most functions.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from xl_udfs.cells import Answer, Argument, ExcelError, Refused, cell_text
from xl_udfs.core.errors import CapTableError
from xl_udfs.engine.formula.called import with_calls
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.reading.kinds import as_cell
from xl_udfs.functions.registry import WorksheetFunction
from xl_udfs.hosts.office import names
from xl_udfs.hosts.office.cells import answered, argument
from xl_udfs.hosts.office.packages import MissingPackage
from xl_udfs.hosts.remembering import remembered


@cache
def _functions() -> Mapping[str, Callable[..., Answer]]:
    return {name: remembered(function) for name, function in FUNCTIONS.items()}


def answers(text: str) -> str:
    """Return the answers to a batch of calls, in their order.

    Args:
        text: a list of [name, [argument, …]].

    Returns:
        {"answers": [answer, …]}; or {"wanted": archive}, where the page must unpack that archive
        of the site first and ask again.
    """
    functions = _functions()
    return _or_wanted(
        lambda: {
            "answers": [
                answered(functions[name](*map(argument, arguments)))
                for name, arguments in json.loads(text, parse_int=float)
            ]
        }
    )


def working(text: str) -> str:
    """Return why a call gives what it gives.

    Args:
        text: [name, [argument, …]].

    Returns:
        {"result": its first cell, "why": a sentence or "", "steps": [[label, value, clause], …]},
        every value as a text for readers; or {"wanted": archive}.
    """
    name, raw = json.loads(text, parse_int=float)
    return _or_wanted(lambda: _explained(name, tuple(map(argument, raw))))


def rewritten(text: str) -> str:
    """Return formulas as cells of Excel show them where the add-in serves our functions.

    Args:
        text: {"namespace": …, "formulas": [formula, …]}, without the namespace or with it.

    Returns:
        the formulas in their order, null in place of those that stay as they are.
    """
    asked = json.loads(text)
    namespace = str(asked["namespace"])
    new = (
        with_calls(formula, FUNCTIONS, lambda name: names.shown_name(name, namespace))
        for formula in asked["formulas"]
    )
    return json.dumps(
        [
            None if after == before else after
            for before, after in zip(asked["formulas"], new, strict=True)
        ]
    )


def _or_wanted(compute: Callable[[], Any]) -> str:
    try:
        return json.dumps(compute(), ensure_ascii=False, allow_nan=False)
    except MissingPackage as wanted:
        return json.dumps({"wanted": wanted.archive})


def _explained(name: str, cells: Sequence[Argument]) -> dict[str, Any]:
    function = FUNCTIONS[name]
    if not function.spills:  # a column is explained by its first row
        cells = [_first(function, place, cell) for place, cell in enumerate(cells)]
    answer = function(*cells)
    first = answer[0][0] if isinstance(answer, tuple) else answer
    why = first.reason if isinstance(first, Refused) else ""
    try:
        steps = [
            [step.label, readable(step.value), step.clause] for step in function.explain(cells)
        ]
    except CapTableError:
        steps = [
            [parameter.name, cell_text(cell), ""]
            for parameter, cell in zip(function.parameters, cells, strict=False)
        ]
    error = first.error if isinstance(first, Refused) else first
    result = error.value if isinstance(error, ExcelError) else readable(error)
    return {"result": result, "why": why, "steps": steps}


def _first(function: WorksheetFunction, place: int, cell: Argument) -> Argument:
    parameter = function.parameters[min(place, len(function.parameters) - 1)]
    lifts = isinstance(cell, tuple) and not parameter.kind.takes_range
    return cell[0][0] if lifts and isinstance(cell, tuple) else cell


def readable(value: Any) -> str:  # noqa: ANN401 - any core value, or what a cell holds
    """Return a value as a reader knows it: dates as dates, thousands apart, 15 digits."""
    match value:
        case datetime():
            return f"{value:%Y-%m-%d %H:%M:%S}".removesuffix(" 00:00:00")
        case date():
            return value.isoformat()
        case tuple():
            return cell_text(value)
    try:
        cell = as_cell(value) if not isinstance(value, float) else value
    except CapTableError as refusal:
        return str(refusal)
    if isinstance(cell, bool):
        return str(cell).upper()
    return f"{cell:,.15g}" if isinstance(cell, float) else str(cell)
