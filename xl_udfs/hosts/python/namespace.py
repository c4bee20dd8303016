"""Every worksheet function as an attribute, under its name in lower case.

`namespace.pyi` beside it, generated from the registry, tells editors and type checkers which there
are and what they take.
"""

import inspect
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.registry import WorksheetFunction
from xl_udfs.hosts.plain import parameters_of
from xl_udfs.hosts.python.calling import Errors, call, explain, function_named
from xl_udfs.nearest import nearest

FOLDER = "xl_udfs.functions"


class Functions:
    """The catalogue: ``functions.convprice_weighted(14.20, 2101345, 1921400, 5616400)``."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return a function by its name in lower case."""
        if name.upper() in FUNCTIONS and name == name.lower():
            return _python_function(name.upper())
        module: Any = sys.modules.get(f"{FOLDER}.{name}")  # of the folder that this name hides
        if module is None:
            near = nearest(name, map(str.lower, FUNCTIONS))
            raise AttributeError(f"no worksheet function is named {name}{near}")
        return module

    def __dir__(self) -> list[str]:
        """List the functions."""
        return sorted(name.lower() for name in FUNCTIONS)


functions = Functions()


@cache
def _python_function(name: str) -> Callable[..., Any]:
    function = function_named(name)

    def named(*args: object, errors: Errors = "raise", **kwargs: object) -> object:
        return call(name, *args, errors=errors, **kwargs)

    result = explain if name == "EXPLAIN" else named
    if result is named:
        named.__name__ = named.__qualname__ = name.lower()
        named.__doc__ = documentation(function)
        errors = inspect.Parameter("errors", inspect.Parameter.KEYWORD_ONLY, default="raise")
        signature = inspect.Signature([*parameters_of(function), errors])
        named.__signature__ = signature  # type: ignore[attr-defined]  # documented, untyped
    return result


def documentation(function: WorksheetFunction) -> str:
    """Return the docstring of a function: what it gives, its arguments, its clauses."""
    lines = [function.help, "", "Args:"]
    lines += [f"    {p.name}: {p.help} ({p.kind.unit})" for p in function.parameters]
    gives = "a DataFrame" if function.spills else function.unit
    lines += ["", f"Returns:\n    {gives}"]
    lines += ["", f"Source: {function.clauses}"] if function.clauses else []
    return "\n".join(lines)
