"""New rows for tables, as ``--table NAME=FILE`` and ``--key COLUMN`` name them."""

import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from xl_udfs.cells import DateOrder
from xl_udfs.cli.frame.exits import UNREADABLE, USAGE, stop
from xl_udfs.nearest import nearest

if TYPE_CHECKING:
    from xl_udfs.engine.api import Limits, TableRows

TablesOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--table",
        metavar="NAME=FILE",
        help="Put the rows of a file in place of a table's rows: CSV (UTF-8; commas, "
        "semicolons or tabs), .json, or what pandas reads; - is CSV on standard input.",
    ),
]
Keys: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--key",
        metavar="[NAME=]COLUMN",
        help="A column of such a table in which no value may stand twice.",
    ),
]
NamesOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FILE_COLUMN=TABLE_COLUMN",
        help="What a column of the file is called in the table.",
    ),
]
Appends: TypeAlias = Annotated[
    bool, typer.Option("--append", help="Put the rows after those that the table has.")
]
Clean: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--clean",
        help="Take numbers that stand with $, thousands separators, parentheses or percent signs, "
        "and texts without the blanks at their ends.",
    ),
]
Encoding: TypeAlias = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The encoding of the files, as cp1252; default: UTF-8."),
]


DaysOption: TypeAlias = Annotated[
    DateOrder,
    typer.Option("--dates", help="How dates like 7/18/2002 are read; 2002-07-18 is one always."),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataForm:
    """How the files with rows are read."""

    keys: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    dates: DateOrder = DateOrder.ISO
    encoding: str = "utf-8-sig"
    appends: bool = False
    clean: bool = False


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
            stop(f"--table {word} has no file; use NAME=FILE, as in tblLedger=ledger.csv", USAGE)
        if table.casefold() in {other.table.casefold() for other in found}:
            stop(f"--table {table} is given twice; give it once", USAGE)
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
            stop(f"{name} is not a file", UNREADABLE)
        with Path(name).open("rb") as file:
            return file.read(most)
    except OSError as fault:
        stop(f"{name} cannot be read: {fault.strerror}", UNREADABLE)


def data_form(
    keys: Sequence[str] | None,
    names: Sequence[str] | None,
    dates: DateOrder,
    encoding: str | None,
    *,
    appends: bool,
    clean: bool,
) -> DataForm:
    """Return how the files are read; ends the command where a word makes no sense."""
    from xl_udfs.engine.api import UTF_8, is_encoding

    pairs = []
    for word in names or ():
        old, _, new = word.partition("=")
        if not old.strip() or not new.strip():
            stop(f"--map {word} renames nothing; use FILE_COLUMN=TABLE_COLUMN", USAGE)
        pairs.append((old.strip(), new.strip()))
    if encoding is not None and not is_encoding(encoding):
        stop(
            f"--encoding {encoding} is not known; use cp1252, latin-1, utf-16 or the like",
            USAGE,
        )
    return DataForm(
        keys=tuple(keys or ()),
        names=tuple(pairs),
        dates=dates,
        encoding=encoding or UTF_8,
        appends=appends,
        clean=clean,
    )


def table_rows(new: Sequence[NewRows], form: DataForm, limits: "Limits") -> "tuple[TableRows, ...]":
    """Return the rows that are in the files, each with the keys that are columns of it.

    Raises:
        UnreadableError: where they cannot be read, or a key or a column to be renamed is in none.
    """
    from xl_udfs.engine.api import (
        EntryOptions,
        TableRows,
        UnreadableError,
        read_rows,
        renamed,
    )

    tables = {each.table.casefold() for each in new}
    keys = [_key(word, tables) for word in form.keys]
    used: set[str] = set()
    seen: list[str] = []
    found = []
    entry = EntryOptions(form.dates, form.clean)
    for each in new:
        rows = read_rows(each.content, each.name, limits, form.encoding)
        seen += rows.columns
        rows = renamed(rows, dict(form.names))
        names = {name.strip().casefold() for name in rows.columns}
        here = [key for table, key in keys if table in ("", each.table.casefold())]
        here = [key for key in here if key.casefold() in names]
        used.update(key.casefold() for key in here)
        found.append(TableRows(each.table, rows, tuple(here), entry, form.appends))
    folded = {name.strip().casefold() for name in seen}
    wrong = [
        *(
            f"the key {key!a} is not a column of the data{nearest(key, seen)}"
            for _, key in keys
            if key.casefold() not in used
        ),
        *(
            f"--map {old}={new_name}: {old!a} is not a column of the data{nearest(old, seen)}"
            for old, new_name in form.names
            if old.casefold() not in folded
        ),
    ]
    if wrong:
        raise UnreadableError("E_TABLE", found="; ".join(wrong))
    return tuple(found)


def _key(word: str, tables: set[str]) -> tuple[str, str]:
    """Return the table of a key, "" for any, and its column."""
    table, mark, column = word.partition("=")
    if mark and table.casefold() in tables:
        return table.casefold(), column.strip()
    return "", word.strip()
