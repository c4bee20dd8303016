"""Names of things turned into names of files."""

import re
from collections.abc import Sequence

UNFIT = re.compile(r"[^\w .,()+-]")  # for the name of a file, on one system or another
LONGEST = 120  # signs, so that what stands before and after them still fits


def stems(names: Sequence[str], where_none: str) -> list[str]:
    """Turn names into names of files without their endings, no two alike.

    Args:
        names: as people write them.
        where_none: for a name of which nothing is left.
    """
    made: list[str] = []
    taken: set[str] = set()
    for name in names:
        stem = unique = UNFIT.sub("_", name)[:LONGEST].strip(" .") or where_none
        number = 1
        while unique.casefold() in taken:
            number += 1
            unique = f"{stem} ({number})"
        made.append(unique)
        taken.add(unique.casefold())
    return made
