"""New rows for tables, as ``--table NAME=FILE`` and ``--key COLUMN`` name them."""

import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from xl_udfs.cli.exits import UNREADABLE, USAGE, stop

if TYPE_CHECKING:
    from xl_udfs.engine.api import Limits
    from xl_udfs.engine.tables.refreshed import TableRows

Tables: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--table",
        metavar="NAME=FILE",
        help="Put the rows of a file in place of a table's rows: CSV (UTF-8), .tsv, .json, "
        "or what pandas reads; - is CSV on standard input.",
    ),
]
Keys: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--key",
        metavar="COLUMN",
        help="A column of such a table in which no value may stand twice.",
    ),
]


@dataclass(frozen=True, slots=True)
class NewRows:
    """The bytes of a file with the new rows of one table."""

    table: str
    name: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The hash of the content."""
        return hashlib.sha256(self.content).hexdigest()


def new_rows(
    words: Sequence[str] | None, paths: Sequence[str], limits: "Limits"
) -> tuple[NewRows, ...]:
    """Read the files that ``--table`` names; ends the command where one cannot be read."""
    found: list[NewRows] = []
    for word in words or ():
        table, _, name = word.partition("=")
        if not table or not name:
            stop(f"--table {word} says no file; say NAME=FILE, as in tblLedger=ledger.csv", USAGE)
        if table.casefold() in {other.table.casefold() for other in found}:
            stop(f"--table {table} stands twice", USAGE)
        if name == "-" and ("-" in paths or any(other.name == "-" for other in found)):
            stop("standard input can be read once only", USAGE)
        found.append(NewRows(table, name, _content(name, limits)))
    return tuple(found)


def _content(name: str, limits: "Limits") -> bytes:
    most = limits.data_mib * 2**20 + 1  # one byte more, so that too much is seen as such
    if name == "-":
        return sys.stdin.buffer.read(most)
    try:
        if not Path(name).is_file():
            stop(f"{name} is no file", UNREADABLE)
        with Path(name).open("rb") as file:
            return file.read(most)
    except OSError as fault:
        stop(f"{name} cannot be read: {fault.strerror}", UNREADABLE)


def table_rows(
    new: Sequence[NewRows], keys: Sequence[str], limits: "Limits"
) -> "tuple[TableRows, ...]":
    """Return the rows that are in the files, each with the keys that are columns of it.

    Raises:
        UnreadableError: where they cannot be read, or a key is a column of none.
    """
    from xl_udfs.engine.refusals import UnreadableError
    from xl_udfs.engine.tables.refreshed import TableRows
    from xl_udfs.engine.tables.rows import read_rows

    left = {key.casefold(): key for key in keys}
    found = []
    for each in new:
        rows = read_rows(each.content, each.name, limits)
        names = {name.strip().casefold() for name in rows.columns}
        here = tuple(key for key in keys if key.casefold() in names)
        for key in here:
            left.pop(key.casefold(), None)
        found.append(TableRows(each.table, rows, here))
    for key in left.values():
        raise UnreadableError("E_TABLE", found=f"the key {key!a} is no column of the data")
    return tuple(found)
