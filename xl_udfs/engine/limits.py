"""How large a file may be, each bound once; `--limit` lists and raises them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields


def _at_most(number: int, what: str) -> int:
    """Return a bound; `what` stands after the number, for who raises it."""
    bound: int = field(default=number, metadata={"what": what})
    return bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a file may at most be; each is raised by ``--limit NAME=N``."""

    packed_mib: int = _at_most(50, "MiB of the file")
    unpacked_mib: int = _at_most(400, "MiB of all its parts, unpacked")
    ratio: int = _at_most(200, "times its packed size, for a part of the file")
    members: int = _at_most(2000, "parts of the file")
    depth: int = _at_most(256, "elements within one another")
    tags: int = _at_most(10_000_000, "tags and attributes of all parts")
    attributes: int = _at_most(10_000, "attributes of one tag")
    tree_tags: int = _at_most(500_000, "tags of names, styles, tables and relations together")
    cells: int = _at_most(1_000_000, "cells")
    cells_mib: int = _at_most(150, "MiB of markup of sheets and shared texts")
    strings: int = _at_most(1_000_000, "texts that cells share")
    formula: int = _at_most(65_536, "bytes of one formula; Excel itself takes 8,192 letters")
    formulas_mib: int = _at_most(64, "MiB of all formulas, the copies of shared ones written out")
    merged_cells: int = _at_most(100_000, "cells that are merged")
    array_cells: int = _at_most(1_000_000, "cells of array formulas")
    data_mib: int = _at_most(50, "MiB of a file with rows for a table")


DEFAULT_LIMITS = Limits()
LIMIT_TEXTS: Mapping[str, str] = {
    one.name: f"{one.default:,} {one.metadata['what']}" for one in fields(Limits)
}
"""What each limit is and bounds, by its name."""
