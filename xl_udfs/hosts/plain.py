"""A worksheet function as an ordinary Python function, for hosts that look at signatures."""

import inspect
from collections.abc import Callable
from typing import Any

from xl_udfs.functions.registry import Parameter, WorksheetFunction


def plain(function: WorksheetFunction, call: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that calls `call`, with the name, arguments and help of `function`.

    It has no annotations: hosts read meaning into them, and xlwings fails on many. An argument
    that is left out is None, as a blank cell is.
    """

    def named(*raw: Any) -> Any:  # noqa: ANN401 - the host's own values
        return call(*raw)

    named.__name__ = named.__qualname__ = function.name
    named.__doc__ = function.help
    named.__annotations__ = {}
    signature = inspect.Signature(parameters_of(function))
    named.__signature__ = signature  # type: ignore[attr-defined]  # documented, untyped
    return named


def parameters_of(function: WorksheetFunction) -> list[inspect.Parameter]:
    """Return the arguments of a function as a signature has them."""
    return [_python_parameter(parameter) for parameter in function.parameters]


def _python_parameter(parameter: Parameter) -> inspect.Parameter:
    if parameter.variadic:
        return inspect.Parameter(parameter.name, inspect.Parameter.VAR_POSITIONAL)
    return inspect.Parameter(
        parameter.name,
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        default=None if parameter.optional else inspect.Parameter.empty,
    )
