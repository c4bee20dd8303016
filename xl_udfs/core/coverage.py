"""Which rules of the clause table there are, and why some are not computed."""

from importlib import import_module
from pkgutil import iter_modules

from xl_udfs import core
from xl_udfs.core.clauses import IMPLEMENTED

LAST_RULE = {"G": 14, "P": 80, "A": 34, "N": 13, "W": 23, "C": 5}

RULES: tuple[str, ...] = (
    *(f"{part}-{number:02}" for part, last in LAST_RULE.items() for number in range(1, last + 1)),
    "W-05b",
)

NOT_COMPUTED = {
    "G-12": "It is how every cell is read, not a computation: a blank, a text or a negative where "
    "it is meaningless is refused by the kinds of argument, and a test of the whole catalogue "
    "holds every function to it.",
}


def implemented() -> frozenset[str]:
    """Return the ids of the rules that some function computes or checks."""
    for module in iter_modules(core.__path__):
        import_module(f"{core.__name__}.{module.name}")
    return frozenset(IMPLEMENTED)
