"""Names that no one defines: Excel shows `#NAME?`, which IFERROR takes."""

from collections.abc import Callable, Iterator, Sequence

import formualizer as fz
from openpyxl.utils import FORMULAE

from xl_udfs.engine.stored import PREFIXES
from xl_udfs.engine.syntax import VARIABLE, Expression, Group, Name, Text

SHOWN = Text("#NAME?")
BINDING = frozenset({"LET", "LAMBDA"})


def names_in(group: Group) -> Iterator[str]:
    """Yield the names in a formula's tree that are not its variables."""
    variables = {name.casefold() for name in _variables(group)}
    for name in _names(group.arguments):
        if name.casefold() not in variables:
            yield name


def _names(arguments: Sequence[Expression]) -> Iterator[str]:
    for expression in arguments:
        for item in expression:
            if isinstance(item, Name):
                yield item.text
            elif isinstance(item, Group):
                yield from _names(item.arguments)


def _variables(group: Group) -> Iterator[str]:
    if group.function in BINDING:
        bound = group.arguments[:-1]
        yield from _names(bound[::2] if group.function == "LET" else bound)
    for expression in group.arguments:
        for item in expression:
            if isinstance(item, Group):
                yield from _variables(item)


def plain_functions(tokens: Sequence[fz.Token]) -> Iterator[str]:
    """Yield the functions that Excel itself does not have and that are no add-in's."""
    for token in tokens:
        if str(token.token_type) == "Func" and str(token.subtype) == "Open":
            name = token.value[:-1].upper()
            other = PREFIXES.match(token.value) or token.value.startswith(VARIABLE)
            if name not in FORMULAE and not other:
                yield name


def without(group: Group, undefined: Callable[[str], bool]) -> Group:
    """Return a tree in which undefined names, and calls of undefined functions, are `#NAME?`."""
    group.arguments = [
        [_shown(item, undefined) for item in expression] for expression in group.arguments
    ]
    return group


def _shown(item: object, undefined: Callable[[str], bool]) -> object:
    if isinstance(item, Name):
        return SHOWN if undefined(item.text.casefold()) else item
    if isinstance(item, Group):
        if item.function is not None and undefined(f"{item.function.casefold()}("):
            return SHOWN
        return without(item, undefined)
    return item
