"""The table of rules that the four documents hold, and which of them are computed.

`clauses.csv` has a row for each rule of our table of clauses: its id, and whether its text can be
read in more than one way, and why no worksheet function computes it, where none does.
"""

import csv
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from xl_udfs import core
from xl_udfs.core.clauses import IMPLEMENTED

with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as _table:
    _ROWS = list(csv.DictReader(_table))

RULES = tuple(row["rule"] for row in _ROWS)
AMBIGUOUS = frozenset(row["rule"] for row in _ROWS if row["read in more than one way"] == "yes")

WITHOUT_FUNCTION = {
    row["rule"]: row["why no worksheet function has it"]
    for row in _ROWS
    if row["why no worksheet function has it"]
}

NOT_COMPUTED = {
    "G-12": "It is how every cell is read, not a computation: a blank, a text or a negative where "
    "it is meaningless is refused by the kinds of argument, and a test of the whole catalogue "
    "holds every function to it.",
}


def implemented() -> frozenset[str]:
    """Return the ids of the rules that some function of the core computes or checks."""
    for module in walk_packages(core.__path__, f"{core.__name__}."):
        import_module(module.name)
    return frozenset(IMPLEMENTED)
