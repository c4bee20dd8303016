"""``xl-udfs refresh``: recompute workbooks and write the values into them."""

import os
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_udfs.cells import DateOrder
from xl_udfs.cli.changing.table_data import (
    Appends,
    Clean,
    DataForm,
    DaysOption,
    Encoding,
    Keys,
    NamesOption,
    NewRows,
    TablesOption,
    data_form,
    new_rows,
    table_rows,
)
from xl_udfs.cli.frame import batch, outputs, workbooks
from xl_udfs.cli.frame.exits import USAGE, stop
from xl_udfs.cli.frame.options import (
    MEMORY,
    Jobs,
    JournalFile,
    Json,
    Limit,
    Memory,
    Paths,
    RunOptions,
    Shard,
    Timeout,
    Today,
    clock,
    sharded,
)
from xl_udfs.cli.frame.taking import TakenFrom, cap_table, taken_again
from xl_udfs.cli.frame.templates import OfClass, StepOption

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_udfs.engine.api import Limits, TableRows


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshRequest:
    """Where the values go, and what is allowed."""

    now: datetime
    limits: "Limits"
    folder: Path | None  # None: into the workbooks themselves
    backup: bool
    break_signature: bool
    overwrite: bool
    tables: tuple[NewRows, ...] = ()
    form: DataForm
    inputs: tuple[tuple[str, str], ...] = ()
    cap_table: TakenFrom | None = None
    everything: bool = False
    trusted: tuple[str, ...] = ()

    def target(self, path: Path) -> Path:
        """Return the file that takes a workbook's new values; a link stays one."""
        # not resolve, which has an error of its own where links circle
        return Path(os.path.realpath(path)) if self.folder is None else self.folder / path.name

    def kept(self, path: Path) -> Path:
        """Return the file that takes what is replaced."""
        target = self.target(path)
        return target.with_name(f"{target.name}.bak")


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
    everything: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Write every value that comes out otherwise, also where nothing that it depends "
            "on changed.",
        ),
    ] = False,
    unverified: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FUNCTION",
            help="Write values over others too that rest on this function of Excel, though no "
            "case has verified it here.",
        ),
    ] = None,
    inputs: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="Put a value into an input: a defined name or a cell as Sheet!B2, a date as "
            "2024-03-31, a percentage as 15% or 0.15, nothing to blank it.",
        ),
    ] = None,
    taken_from: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="CAPTABLE",
            help="Take over again what this cap table has, into a workbook that `new --from` made.",
        ),
    ] = None,
    of_class: OfClass = None,
    step: StepOption = None,
    table: TablesOption = None,
    key: Keys = None,
    names: NamesOption = None,
    append: Appends = False,
    dates: DaysOption = DateOrder.ISO,
    clean: Clean = False,
    encoding: Encoding = None,
    as_json: Json = False,
    today: Today = None,
    jobs: Jobs = 1,
    timeout: Timeout = None,
    memory: Memory = MEMORY,
    limit: Limit = None,
    journal: JournalFile = None,
    shard: Shard = None,
) -> None:
    """Recompute without Excel and write the values that are new; nothing else changes.

    A value is new where there was none, or where something that it depends on changed in this run.
    """
    from xl_udfs.hosts import headless  # noqa: F401

    if in_place == (output is not None):
        stop("use either --in-place or --output FOLDER; a refreshed workbook needs a place", USAGE)
    limits = batch.limits_of(limit)
    writing = RefreshRequest(
        now=clock(today),
        limits=limits,
        folder=output,
        backup=backup,
        break_signature=break_signature,
        overwrite=overwrite or in_place,
        tables=new_rows(table, paths, limits),
        form=data_form(key, names, dates, encoding, appends=append, clean=clean),
        inputs=tuple(_inputs(inputs).items()),
        cap_table=cap_table(taken_from, of_class, step),
        everything=everything,
        trusted=tuple(name.upper() for name in unverified or ()),
    )
    if (key or names or append or encoding) and not table:
        stop("--key, --map, --append and --encoding are about a --table; name the table", USAGE)
    chosen = workbooks.found(paths)
    if writing.tables and len(chosen) != 1:
        stop("--table takes one workbook; refresh them one by one", USAGE)
    _prepare(chosen, sharded(chosen, shard), table, writing, journal)
    rows = sum(len(new.content) for new in writing.tables)
    run = RunOptions(jobs, timeout, memory, journal, shard, rows=rows)
    settings = {
        "command": "refresh",
        "now": writing.now.isoformat(),
        "limits": asdict(writing.limits),
        "output": None if output is None else workbooks.named(output.resolve()),
        "break_signature": break_signature,
        "tables": [[new.table, new.name, new.sha256] for new in writing.tables],
        "data": asdict(writing.form),
        "set": dict(writing.inputs),
        "from": None
        if taken_from is None
        else [str(taken_from), workbooks.digest(taken_from), of_class, step],
        "all": everything,
        "unverified": list(writing.trusted),
    }
    form = batch.of_records(partial(resumed, writing=writing))
    results = batch.results(chosen, partial(refreshed, writing=writing), form, run, settings)
    raise typer.Exit(batch.reported(results, form, as_json=as_json))


def _inputs(words: list[str] | None) -> dict[str, str]:
    """Return the values by name; ends the command where a word is not one."""
    found: dict[str, str] = {}
    for word in words or ():
        name, mark, value = word.partition("=")
        if not mark or not name.strip():
            stop(f"--set {word} has no value; use NAME=VALUE, as in in_as_of=2024-03-31", USAGE)
        if name in found:
            stop(f"--set {name} is given twice; give it once", USAGE)
        found[name] = value
    return found


def _prepare(
    chosen: list[Path],
    mine: list[Path],
    tables: list[str] | None,
    writing: RefreshRequest,
    journal: Path | None,
) -> None:
    """End the command where it must not write what it would; all shards of a run answer alike."""
    from xl_udfs.engine.api import Output, Replaces

    by_target: dict[Path, Path] = {}
    for path in chosen:
        other = by_target.setdefault(writing.target(path), path)
        if other is not path and writing.folder is None:
            stop(f"{other} and {path} are one workbook; name it once", USAGE)
        if other is not path:
            stop(f"{other} and {path} have the same name; refresh them one by one", USAGE)
    replaces = outputs.replacing(overwrite=writing.overwrite)
    written = []
    if writing.folder is not None:
        outputs.folder_or_stop(writing.folder)
        written += [
            Output(writing.target(path), replaces, makes_folder=True, is_one_of_many=True)
            for path in mine
        ]
    if writing.backup:
        written += [
            Output(writing.kept(path), Replaces.ANYTHING, makes_folder=True) for path in mine
        ]
    if journal is not None:
        written.append(Output(journal, Replaces.APPENDS))
    names = [word.partition("=")[2] for word in tables or ()]
    files = [Path(name) for name in names if name != outputs.STANDARD]
    outputs.prepare(written, [*chosen, *files], folders={writing.target(p).parent for p in mine})


def _taken(
    path: Path, writing: RefreshRequest
) -> "tuple[Mapping[str, object], tuple[TableRows, ...], list[str]]":
    """Return the inputs and rows that a workbook takes over of a cap table, and warnings."""
    if writing.cap_table is None:
        return {}, (), []
    changes, said = taken_again(path, writing.cap_table, writing.now, writing.limits)
    return changes.inputs, changes.tables, [said] if said else []


def refreshed(path: Path, writing: RefreshRequest) -> batch.FileOutcome:
    """Write the new values of one workbook."""
    from xl_udfs.engine import api
    from xl_udfs.engine.reports.refresh import refresh_lines, refresh_record
    from xl_udfs.hosts.headless import function_table

    target = writing.target(path)
    try:
        api.refuse_if_open(target)
        taken_inputs, taken_tables, warnings = _taken(path, writing)
        result = api.refresh_file(
            path,
            function_table(),
            now=writing.now,
            tables=(*taken_tables, *table_rows(writing.tables, writing.form, writing.limits)),
            inputs={**taken_inputs, **dict(writing.inputs)},
            entry=api.EntryOptions(writing.form.dates),
            limits=writing.limits,
            everything=writing.everything,
            trusted=writing.trusted,
        )
        lost = api.write_refreshed(
            result,
            path,
            target,
            backup=writing.kept(path) if writing.backup else None,
            overwrite=writing.overwrite,
            break_signature=writing.break_signature,
        )
    except api.UnreadableError as fault:
        return batch.refused_record(path, fault, workbooks.digest(path))
    except OSError as fault:
        unread = api.UnreadableError("E_UNREADABLE", fault=fault.strerror)
        return batch.refused_record(path, unread, workbooks.digest(path))
    kept = [f"of the old file could not be kept: {', '.join(lost)}"] if lost else []
    return {
        "path": workbooks.named(path),
        "sha256": result.sha256,
        "code": batch.SOUND if result.sound else batch.FOUND,
        "error": None,
        "target": workbooks.named(path if writing.folder is None else target),
        "sha256_after": workbooks.digest(target),
        **refresh_record(result),
        "not_kept": lost,
        "text": [*kept, *warnings, *refresh_lines(result)],
    }


def resumed(
    path: Path, record: batch.FileOutcome, writing: RefreshRequest
) -> batch.FileOutcome | None:
    """Return what a journal says of a workbook, where its target still is what was written."""
    target = writing.target(path)
    if record["error"] is None and workbooks.digest(target) != record["sha256_after"]:
        return None
    shown = workbooks.named(path if writing.folder is None else target)
    return {**record, "path": workbooks.named(path), "target": shown}
