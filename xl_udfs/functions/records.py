"""A worksheet function as plain data, for whoever lists the catalogue."""

from typing import Any

from xl_udfs.functions.registry import WorksheetFunction


def record(function: WorksheetFunction) -> dict[str, Any]:
    """Return what there is to say about a function."""
    return {
        "name": function.name,
        "signature": function.signature,
        "help": function.help,
        "category": function.category,
        "clause": function.clauses,
        "rules": function.rules,
        "unit": function.unit,
        "arguments": [
            {
                "name": parameter.name,
                "unit": parameter.kind.unit,
                "optional": parameter.optional,
                "repeated": parameter.variadic,
                "help": parameter.help,
            }
            for parameter in function.parameters
        ],
    }
