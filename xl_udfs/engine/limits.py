"""How large a file may be, each bound once; `--limit` lists and raises them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a file may at most be; each is raised by ``--limit NAME=N``."""

    packed_mib: int = 50
    unpacked_mib: int = 400
    ratio: int = 200
    members: int = 2000
    depth: int = 256
    tags: int = 10_000_000  # and attributes
    attributes: int = 10_000  # of one tag
    tree_tags: int = (
        500_000  # of the parts that are held as trees: names, styles, tables, relations
    )
    cells: int = 1_000_000
    cells_mib: int = 150  # of markup of sheets and shared texts, of which the texts are made
    strings: int = 1_000_000  # shared texts
    formula: int = 65_536  # bytes of one; Excel itself takes 8,192 letters
    formulas_mib: int = 64  # of all formulas, the copies of shared ones written out
    merged_cells: int = 100_000
    array_cells: int = 1_000_000
    data_mib: int = 50  # of new rows for a table


DEFAULT_LIMITS = Limits()
