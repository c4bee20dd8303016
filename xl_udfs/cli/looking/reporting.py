"""What ``xl-udfs check`` writes of its results, where, and what it ignores."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from xl_udfs.cli.frame import outputs
from xl_udfs.cli.frame.batch import Done, terminal_line
from xl_udfs.cli.frame.exits import OK, UNREADABLE, USAGE, stop
from xl_udfs.cli.frame.workbooks import named

if TYPE_CHECKING:
    from xl_udfs.engine.api import IgnoreRule, Limits
    from xl_udfs.engine.reports.records import Reported

ANNOTATED = "annotated"
FORMATS = ("console", "json", "junit", "sarif", "html", ANNOTATED)
OUTPUT = outputs.STANDARD
ENCODING = "utf-8", "backslashreplace"  # UTF-8 has no half of a surrogate pair
PROJECT = "pyproject.toml"

Reports: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--report",
        metavar="FORMAT=FILE",
        help=f"Write a report ({', '.join(FORMATS)}) to a file, - for standard output; may be "
        "repeated. A copy with annotations goes to a file, or for several workbooks to a folder.",
    ),
]
IgnoreOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="RULE",
        help="Ignore findings by id, sheet, range or name, with a reason: "
        '\'id="volatile", sheet="Inputs", reason="the day of today"\'; may be repeated.',
    ),
]
OverwriteReports: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--overwrite", help="Replace workbooks too that stand where a report is to be written."
    ),
]
Stamped: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--stamp",
        help="Put the moment into the reports; without it the same workbooks give the same bytes.",
    ),
]


@dataclass(frozen=True, slots=True)
class Target:
    """One report that is asked for."""

    format: str
    file: str


def targets(reports: list[str] | None, *, as_json: bool) -> list[Target]:
    """Return the reports that are asked for; ends the command where they cannot be meant."""
    found = [_target(text) for text in reports or ()]
    if as_json:
        found.append(Target("json", OUTPUT))
    if sum(target.file == OUTPUT for target in found) > 1:
        stop("two reports cannot share the standard output; give one of them a file", USAGE)
    if sum(target.format == ANNOTATED for target in found) > 1:
        stop("--report annotated may be given once", USAGE)
    return found


def _target(text: str) -> Target:
    name, mark, file = text.partition("=")
    if name not in FORMATS:
        stop(f"--report {text}: there is no format {name}; use {', '.join(FORMATS)}", USAGE)
    if mark and not file:
        stop(f"--report {text} has no file; use {name}=FILE, or {name}=- for stdout", USAGE)
    on_standard = not file or outputs.is_standard(file)
    if name == ANNOTATED and on_standard:
        stop("--report annotated needs a file or a folder, as annotated=copy.xlsx", USAGE)
    return Target(name, OUTPUT if on_standard else file)


def rules(ignored: list[str] | None) -> "list[IgnoreRule]":
    """Return what is ignored: by the options, and by the pyproject.toml here or above.

    Ends the command where a rule is wrong.
    """
    from xl_udfs.engine.api import RuleError, rule_of_text, rules_of_file

    project = _project()
    try:
        found = [rule_of_text(text) for text in ignored or ()]
        return found + (rules_of_file(project) if project is not None else [])
    except RuleError as fault:
        stop(str(fault), USAGE)


def _project() -> Path | None:
    """Return the pyproject.toml here or above."""
    here = Path.cwd()
    files = [folder / PROJECT for folder in (here, *here.parents)]
    return next((file for file in files if file.is_file()), None)


def on_output(wanted: Sequence[Target]) -> bool:
    """Whether a report takes the standard output."""
    return any(target.file == OUTPUT for target in wanted)


class Kept:
    """The results of a run as they come, kept where a report needs them all."""

    def __init__(self, done: "Iterator[Done[Reported]]", wanted: Sequence[Target]) -> None:
        """Keep none where nothing is wanted: a run may be long."""
        self.results: list[Reported] = []
        self._coming = done
        self._keep = bool(wanted)

    def __iter__(self) -> "Iterator[Done[Reported]]":
        """Yield each result once."""
        for done in self._coming:
            if self._keep:
                self.results.append(done.result)
            yield done


def prepare(
    wanted: Sequence[Target], found: Sequence[Path], journal: Path | None, *, overwrite: bool
) -> dict[Path, Path]:
    """Return where the copy of each workbook goes that is asked for.

    Ends the command where a report, a copy or the journal must not or cannot be written.
    """
    from xl_udfs.engine.api import Output, Replaces

    replaces = Replaces.ANYTHING if overwrite else Replaces.REPORT
    written, copies = [], {}
    for target in wanted:
        if target.format == ANNOTATED:
            copies = _copies(found, Path(target.file))
            written += [Output(copy, replaces, makes_folder=True) for copy in copies.values()]
        elif target.file != OUTPUT:
            written.append(Output(Path(target.file), replaces))
    if journal is not None:
        written.append(Output(journal, Replaces.APPENDS))
    project = _project()
    outputs.prepare(written, [*found, *([] if project is None else [project])])
    return copies


def write(
    results: "Sequence[Reported]",
    copies: Mapping[Path, Path],
    wanted: Sequence[Target],
    limits: "Limits",
    *,
    stamp: bool,
) -> int:
    """Write every report; returns the exit code, as one that cannot be written costs no other."""
    from xl_udfs.engine.reports.formats import TEXTS

    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if stamp else None
    faults: list[str] = []
    for target in wanted:
        if target.format == ANNOTATED:
            faults += _annotate(results, copies, limits)
            continue
        text = TEXTS[target.format](results, moment)
        if target.file == OUTPUT:
            typer.echo(text, nl=False)
        else:
            fault = outputs.fault_of_writing(text.encode(*ENCODING), Path(target.file))
            faults += [fault] if fault is not None else []
    for fault in faults:
        typer.echo(terminal_line(f"xl-udfs: {fault}"), err=True)
    return UNREADABLE if faults else OK


def _annotate(
    results: "Sequence[Reported]", copies: Mapping[Path, Path], limits: "Limits"
) -> Iterator[str]:
    """Write the copy of each workbook that was read; yields why one could not be written."""
    from xl_udfs.engine import api

    outcomes = {reported.path: reported.outcome for reported in results}
    for original, copy in copies.items():
        outcome = outcomes.get(named(original))
        if not isinstance(outcome, api.Checked):
            continue
        try:
            content = api.annotate_file(original, outcome, limits)
        except (api.CannotAddError, api.UnreadableError) as fault:
            yield f"{original} cannot be annotated: {fault}"
        except OSError as fault:
            yield f"{original} cannot be read: {fault.strerror}"
        else:
            said = outputs.fault_of_writing(content, copy)
            if said is not None:
                yield said


def _copies(originals: Sequence[Path], target: Path) -> dict[Path, Path]:
    """Return where the copy of each workbook goes, the same in every shard of a run."""
    is_folder = os.path.isdir(target)  # noqa: PTH112 - a name that is too long is not a folder
    if len(originals) == 1 and not is_folder and target.suffix:
        copies = dict.fromkeys(originals, target)
    else:
        copies = {}
        taken: set[str] = set()
        for original in originals:
            name, count = original.name, 1
            while name.casefold() in taken:  # two letters of one may be one file here
                count += 1
                name = f"{original.stem} {count}{original.suffix}"
            taken.add(name.casefold())
            copies[original] = target / name
    for original, copy in copies.items():
        if original.suffix and copy.suffix.lower() != original.suffix.lower():
            stop(f"the copy of {original} must be a {original.suffix} file, not {copy}", USAGE)
    return copies
