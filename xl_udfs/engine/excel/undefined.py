"""Names that no one defines: Excel shows `#NAME?`, which IFERROR takes."""

from collections.abc import Callable, Iterator, Sequence

from xl_udfs.engine.formula.syntax import Expression, Group, Item, Name, TextItem

SHOWN = TextItem("#NAME?")
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


def without(group: Group, undefined: Callable[[str], bool]) -> Group:
    """Return a tree in which the names that are undefined, asked in lower case, are `#NAME?`."""

    def shown(item: Item) -> Item:
        if isinstance(item, Name) and undefined(item.text.casefold()):
            return SHOWN
        return without(item, undefined) if isinstance(item, Group) else item

    arguments = [[shown(item) for item in expression] for expression in group.arguments]
    return Group(group.opening, group.closing, arguments)
