"""What Excel and the task pane must know of every function, as JSON, from the one catalogue."""

import json
from typing import Any

from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.examples import EXAMPLES
from xl_udfs.functions.records import record
from xl_udfs.functions.registry import Parameter, WorksheetFunction

HELP_LIMIT = 512  # characters that Excel takes of the help of an argument


def functions_json() -> bytes:
    """Return functions.json, which Excel reads when it registers the add-in.

    Every argument takes a range, so that a column is one call, and every result may fill a range.
    Without `allowErrorForDataTypeAny` a call with an error among its arguments never reaches us.
    """
    metadata = {
        "allowErrorForDataTypeAny": True,
        "functions": [_function(function) for function in FUNCTIONS.values()],
    }
    return _json(metadata)


def catalogue_json() -> bytes:
    """Return what the task pane lists: every function with its help, clause and example."""
    records = [record(function) | _for_reading(function) for function in FUNCTIONS.values()]
    return _json(records)


def _function(function: WorksheetFunction) -> dict[str, Any]:
    return {
        "id": function.name,
        "name": function.name,
        "description": function.help,
        "parameters": list(map(_parameter, function.parameters)),
        "result": {"type": "any", "dimensionality": "matrix"},
        "options": {"requiresAddress": True},  # the task pane explains a cell by its last call
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    optional = parameter.optional and not parameter.variadic
    return {
        "name": parameter.name,
        "description": f"{parameter.help} ({parameter.kind.unit})"[:HELP_LIMIT],
        "type": "any",
        "dimensionality": "matrix",
        **({"optional": True} if optional else {}),
        **({"repeating": True} if parameter.variadic else {}),
    }


def _for_reading(function: WorksheetFunction) -> dict[str, Any]:
    choices = [list(parameter.kind.choices) for parameter in function.parameters]
    return {"example": EXAMPLES[function.name], "choices": choices}


def _json(data: Any) -> bytes:  # noqa: ANN401 - what JSON holds
    return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode()
