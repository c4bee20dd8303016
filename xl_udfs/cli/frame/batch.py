"""A command's work on many workbooks: each in a process of its own, reported in order."""

import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeAlias, TypeVar

import typer

from xl_udfs.cli.frame.exits import FINDINGS, OK, UNREADABLE, USAGE, code_of, stop
from xl_udfs.cli.frame.options import RunOptions, seconds_for, sharded
from xl_udfs.cli.frame.soffice import UNFIT
from xl_udfs.cli.frame.workbooks import digest, named

if TYPE_CHECKING:
    from xl_udfs.engine.api import Limits
    from xl_udfs.engine.refusals import UnreadableError

SOUND, FOUND = "ok", "findings"  # the codes of a workbook that was read
LONGEST = 2000  # characters of a line on the screen; JSON has all of them

T = TypeVar("T")
FileOutcome: TypeAlias = dict[str, Any]
"""What became of one workbook as JSON: path, sha256, code, error, and what the command adds."""


@dataclass(frozen=True, slots=True)
class ResultHandling(Generic[T]):
    """What the results of a command are like, for a run that only hands them on."""

    refused: Callable[[Path, "UnreadableError"], T]
    placed: Callable[[Path, T], T]  # under the name that the run has for it
    record: Callable[[T], FileOutcome]
    lines: Callable[[T], Iterable[str]]
    resumed: Callable[[Path, FileOutcome], T | None]
    """What a journal's record of the same content says of a workbook; None: it must be done."""


class Done(NamedTuple, Generic[T]):
    """A result, and the record of it."""

    result: T
    record: FileOutcome


def results(
    paths: list[Path],
    work: Callable[[Path], T],
    form: ResultHandling[T],
    run: RunOptions,
    settings: Mapping[str, Any],
) -> Iterator[Done[T]]:
    """Yield what became of each workbook, in the order of the paths.

    Args:
        paths: all workbooks of the command; a shard of them is done.
        work: what is done with each, in a process of its own.
        form: what the results are like.
        run: how.
        settings: what the results depend on besides the workbooks, for the journal.
    """
    from xl_udfs.engine.running.journal import Journal, JournalError

    chosen = sharded(paths, run.shard)
    try:
        journal = Journal(run.journal, settings) if run.journal is not None else None
    except JournalError as fault:
        stop(f"the journal cannot be used: {fault}", USAGE)
    except OSError as fault:
        stop(_unusable(run, fault), UNREADABLE)
    with journal or nullcontext():
        hashes = {path: digest(path) for path in chosen} if journal else {}
        ready: dict[Path, Done[T]] = {}
        if journal is not None:
            for path, key in hashes.items():
                known = journal.done.get(key) if key is not None else None
                result = form.resumed(path, known) if known is not None else None
                if result is not None:
                    ready[path] = Done(result, form.record(result))
        left = [path for path in chosen if path not in ready]
        waiting = deque(chosen)
        for path, result in _worked(left, work, form, run):
            record = form.record(result)
            if journal is not None:
                record["sha256"] = record["sha256"] or hashes[path]
                try:
                    journal.add(record)
                except OSError as fault:
                    stop(_unusable(run, fault), UNREADABLE)
            ready[path] = Done(result, record)
            yield from _in_order(waiting, ready)
        yield from _in_order(waiting, ready)


def _unusable(run: RunOptions, fault: OSError) -> str:
    return f"the journal {run.journal} cannot be used: {fault.strerror}"


def _in_order(waiting: deque[Path], ready: dict[Path, Done[T]]) -> Iterator[Done[T]]:
    """Yield the results that are ready and next."""
    while waiting and waiting[0] in ready:
        yield ready.pop(waiting.popleft())


def _worked(
    paths: list[Path], work: Callable[[Path], T], form: ResultHandling[T], run: RunOptions
) -> Iterator[tuple[Path, T]]:
    from xl_udfs.engine.refusals import UnreadableError

    for index, outcome in _bar(_outcomes(paths, work, run), len(paths)):
        path = paths[index]
        if isinstance(outcome, UnreadableError):
            yield path, form.refused(path, outcome)
        else:
            yield path, form.placed(path, outcome)  # a worker may have a copy of the file


def _outcomes(
    paths: list[Path], work: Callable[[Path], T], run: RunOptions
) -> "Iterator[tuple[int, T | UnreadableError]]":
    """Yield what became of each workbook, as they come."""
    from xl_udfs.engine.running import pool

    seconds = partial(seconds_for, timeout=run.timeout, rows=run.rows)
    bounds = pool.Bounds(seconds=seconds, mib=run.memory, jobs=run.jobs)
    if run.dask is None or not paths:
        yield from pool.outcomes(work, paths, bounds)
        return
    from xl_udfs.engine.running import cluster

    try:
        yield from cluster.outcomes_on_cluster(work, paths, bounds, run.dask)
    except cluster.ClusterError as fault:
        stop(f"{fault} ({fault.code})", USAGE)


def _bar(outcomes: Iterable[T], total: int) -> Iterator[T]:
    """Show on stderr how far the work is, where a person watches."""
    if total == 1 or not sys.stderr.isatty():
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    if not console.is_terminal:
        yield from outcomes
    else:
        yield from track(
            outcomes, description="Recomputing", total=total, console=console, transient=True
        )


def refused_record(path: Path, fault: "UnreadableError", sha256: str | None = None) -> FileOutcome:
    """Return the record of a workbook that could not or must not be worked on."""
    error = {"code": fault.code, "message": str(fault)}
    return {"path": named(path), "sha256": sha256, "code": fault.code, "error": error, "text": []}


def exit_code(record: FileOutcome) -> int:
    """Return the exit code that one workbook stands for."""
    known = {SOUND: OK, FOUND: FINDINGS, **dict.fromkeys(UNFIT, USAGE)}
    code = record["code"]
    return known[code] if code in known else code_of(code)


def of_records(
    resumed: Callable[[Path, FileOutcome], FileOutcome | None],
) -> ResultHandling[FileOutcome]:
    """Return the form of results that are records themselves, with their lines as the text."""
    return ResultHandling(
        refused=refused_record,
        placed=lambda path, record: {**record, "path": named(path)},
        record=lambda record: record,
        lines=lambda record: record["text"],
        resumed=resumed,
    )


def reported(
    done: Iterable[Done[T]], form: ResultHandling[T], *, as_json: bool = False, quiet: bool = False
) -> int:
    """Print what became of each workbook as it comes, a summary, and return the exit code.

    Where quiet, what belongs on standard output is left out.
    """
    from xl_udfs.engine.reports.records import json_of_records

    counts: Counter[str] = Counter()
    worst = OK
    kept: list[FileOutcome] = []
    for result, record in done:
        counts[record["code"]] += 1
        worst = max(worst, exit_code(record))
        if record["error"] is not None:
            _say(f"xl-udfs: {record['path']}: {record['error']['message']} ({record['code']})")
        if as_json:
            kept.append(record)
        elif not quiet:
            for number, line in enumerate(form.lines(result)):
                name = "" if number else f"{record.get('target') or record['path']}: "
                typer.echo(terminal_line(name + line))
    total = counts.total()
    if as_json:
        typer.echo(json_of_records(kept), nl=False)
    elif total != 1:
        codes = ", ".join(f"{number} {code}" for code, number in sorted(counts.items()))
        _say(f"xl-udfs: {total} workbooks: {codes or 'none in this share'}")
    return worst


def _say(line: str) -> None:
    typer.echo(terminal_line(line), err=True)


def terminal_line(line: str) -> str:
    """Return a line that no file can use to move the cursor, colour, turn round or flood."""
    from xl_udfs.engine.reports.text import printable as escaped

    if len(line) > LONGEST:
        line = f"{line[: LONGEST // 2]} ... {line[-LONGEST // 2 :]}"
    return escaped(line)


def limits_of(words: list[str] | None) -> "Limits":
    """Return the limits with some raised by ``NAME=N``; ends the command where one is unknown."""
    from dataclasses import replace

    from xl_udfs.engine.limits import DEFAULT_LIMITS, LIMIT_TEXTS

    raised: dict[str, int] = {}
    for word in words or ():
        name, _, number = word.partition("=")
        if name not in LIMIT_TEXTS or not number.isdecimal() or int(number) < 1:
            names = ", ".join(f"{known} ({text})" for known, text in LIMIT_TEXTS.items())
            stop(f"--limit {word} is not a limit; use NAME=N with a NAME of {names}", USAGE)
        raised[name] = int(number)
    return replace(DEFAULT_LIMITS, **raised)
