"""``xl-udfs refresh``: recompute workbooks and write the values into them."""

from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_udfs.cli import batch, workbooks
from xl_udfs.cli.exits import USAGE, stop
from xl_udfs.cli.options import (
    MEMORY,
    Jobs,
    JournalFile,
    Json,
    Limit,
    Memory,
    Paths,
    Run,
    Shard,
    Timeout,
    Today,
    clock,
    sharded,
)
from xl_udfs.cli.table_data import Keys, NewRows, TableChange, Tables, new_rows

if TYPE_CHECKING:
    from xl_udfs.engine.preflight import Limits
    from xl_udfs.engine.spills import Fitted


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Where the values go, and what is allowed."""

    now: datetime
    limits: "Limits"
    folder: Path | None  # None: into the workbooks themselves
    backup: bool
    break_signature: bool
    tables: tuple[NewRows, ...] = ()
    keys: tuple[str, ...] = ()

    def target(self, path: Path) -> Path:
        """Return the file that takes a workbook's new values; a link stays one."""
        return path.resolve() if self.folder is None else self.folder / path.name


def refresh(
    paths: Paths,
    *,
    in_place: Annotated[bool, typer.Option(help="Write into the workbooks themselves.")] = False,
    output: Annotated[
        Path | None, typer.Option(help="A folder that takes the refreshed workbooks.")
    ] = None,
    overwrite: Annotated[
        bool, typer.Option(help="Replace workbooks of the same name in that folder.")
    ] = False,
    backup: Annotated[
        bool,
        typer.Option("--backup", help="Keep what is replaced as NAME.bak, in place of an older."),
    ] = False,
    break_signature: Annotated[
        bool, typer.Option("--break-signature", help="Write digitally signed workbooks too.")
    ] = False,
    table: Tables = None,
    key: Keys = None,
    as_json: Json = False,
    today: Today = None,
    jobs: Jobs = 1,
    timeout: Timeout = None,
    memory: Memory = MEMORY,
    limit: Limit = None,
    journal: JournalFile = None,
    shard: Shard = None,
) -> None:
    """Recompute every formula without Excel and write the values; nothing else changes."""
    from xl_udfs.engine import (
        recalculate,  # noqa: F401 - the processes begin with what is loaded
        spills,  # noqa: F401
    )
    from xl_udfs.hosts import headless  # noqa: F401

    if in_place == (output is not None):
        stop("say where to: either --in-place or --output FOLDER", USAGE)
    limits = batch.limits_of(limit)
    writing = Writing(
        now=clock(today),
        limits=limits,
        folder=output,
        backup=backup,
        break_signature=break_signature,
        tables=new_rows(table, paths, limits),
        keys=tuple(key or ()),
    )
    if key and not table:
        stop("--key says which column of a --table has no value twice; name the table", USAGE)
    chosen = workbooks.found(paths)
    if writing.tables and len(chosen) != 1:
        stop("--table takes one workbook; refresh them one by one", USAGE)
    targets = [writing.target(path) for path in sharded(chosen, shard)]
    if len(set(targets)) < len(targets):
        stop("two of the workbooks have the same name; refresh them one by one", USAGE)
    existing = [target for target in targets if output and target.exists()]
    if existing and not overwrite:
        stop(f"{existing[0]} exists; say --overwrite to replace it", USAGE)
    run = Run(jobs, timeout, memory, journal, shard)
    settings = {
        "command": "refresh",
        "now": writing.now.isoformat(),
        "limits": asdict(writing.limits),
        "output": None if output is None else workbooks.named(output.resolve()),
        "break_signature": break_signature,
        "tables": [[new.table, new.name, new.sha256] for new in writing.tables],
        "keys": list(writing.keys),
    }
    results = batch.records(
        chosen,
        partial(refreshed, writing=writing),
        partial(resumed, writing=writing),
        run,
        settings,
    )
    raise typer.Exit(batch.reported(results, as_json=as_json))


def refreshed(path: Path, writing: Writing) -> batch.Record:
    """Write the new values of one workbook."""
    from xl_udfs.engine.calculate import Unsupported
    from xl_udfs.engine.refusals import UnreadableError

    sha256 = workbooks.digest(path)
    target = writing.target(path)
    change = TableChange(writing.tables, writing.keys, writing.limits)
    try:
        fit, changed = _written(path, target, sha256, writing, change)
    except UnreadableError as fault:
        return batch.refusal(path, fault, sha256)
    except OSError as fault:
        return batch.refusal(path, UnreadableError("E_UNREADABLE", fault=fault.strerror), sha256)
    left = sum(isinstance(value, Unsupported) for value in fit.values.values())
    shown = workbooks.named(path if writing.folder is None else target)
    return {
        "path": workbooks.named(path),
        "sha256": sha256,
        "code": batch.FOUND if left else batch.SOUND,
        "error": None,
        "target": shown,
        "sha256_after": workbooks.digest(target),
        "formulas": len(fit.values),
        "changed": changed,
        "unsupported": left,
        "tables": change.done,
        "spills": fit.records,
        "text": [
            *change.lines,
            *fit.lines,
            f"{changed} of {len(fit.values)} values changed, {left} unsupported",
        ],
    }


def resumed(path: Path, record: batch.Record, writing: Writing) -> batch.Record | None:
    """Return what a journal says of a workbook, where its target still is what was written."""
    target = writing.target(path)
    if record["error"] is None and workbooks.digest(target) != record["sha256_after"]:
        return None
    shown = workbooks.named(path if writing.folder is None else target)
    return {**record, "path": workbooks.named(path), "target": shown}


def _written(
    path: Path, target: Path, sha256: str | None, writing: Writing, change: TableChange
) -> "tuple[Fitted, int]":
    """Write one workbook; returns its values, and how many of them are new."""
    from xl_udfs.engine.limited import undisturbed
    from xl_udfs.engine.package import package_bytes, write_atomically
    from xl_udfs.engine.patch import patched
    from xl_udfs.engine.recalculate import recalculate
    from xl_udfs.engine.refusals import UnreadableError
    from xl_udfs.engine.spills import fitted
    from xl_udfs.hosts.headless import function_table

    workbooks.refuse_if_open(target)
    book, values = workbooks.recalculated(path, writing.now, writing.limits, change=change)
    fit = fitted(book, values, lambda book: recalculate(book, function_table(), writing.now))
    package, changed = patched(fit.book, fit.values)
    touched = changed or change.changed or fit.ranges
    if touched and package.signed and not writing.break_signature:
        raise UnreadableError("E_SIGNED")
    if touched or target != path.resolve():
        target.parent.mkdir(parents=True, exist_ok=True)
        content = package_bytes(package) if touched else path.read_bytes()
        if workbooks.digest(path) != sha256:
            raise UnreadableError("E_CHANGED")
        workbooks.refuse_if_open(target)
        with undisturbed():
            if writing.backup and target.exists():
                write_atomically(
                    target.read_bytes(), target.with_name(f"{target.name}.bak"), target
                )
            write_atomically(content, target, path)
    return fit, changed
