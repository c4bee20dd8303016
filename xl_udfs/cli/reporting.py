"""What ``xl-udfs check`` writes of its results, where, and what it ignores."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from xl_udfs.cli.batch import Record
from xl_udfs.cli.exits import UNREADABLE, USAGE, stop
from xl_udfs.cli.workbooks import named

if TYPE_CHECKING:
    from xl_udfs.engine.ignoring import Rule
    from xl_udfs.engine.preflight import Limits

FORMATS = ("console", "json", "junit", "sarif", "html", "annotated")
OUTPUT = "-"  # standard output
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
Ignored: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="RULE",
        help="Ignore findings by id, sheet, range or name, with a reason: "
        '\'id="volatile", sheet="Inputs", reason="the day of today"\'; may be repeated.',
    ),
]
Stamped: TypeAlias = Annotated[
    bool, typer.Option("--stamp", help="Put the moment into the reports, which else repeat.")
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
    files = [target.file for target in found]
    for file in files:
        if files.count(file) > 1:
            stop(f"two reports cannot be written to {file}", USAGE)
    return found


def _target(text: str) -> Target:
    name, mark, file = text.partition("=")
    if name not in FORMATS:
        stop(f"--report {text}: there is no format {name}; say {', '.join(FORMATS)}", USAGE)
    if mark and not file:
        stop(f"--report {text} names no file; say {name}=FILE, or {name}=- for stdout", USAGE)
    if name == "annotated" and file in ("", OUTPUT):
        stop("--report annotated needs a file or a folder, as annotated=copy.xlsx", USAGE)
    return Target(name, file or OUTPUT)


def rules(ignored: list[str] | None) -> "list[Rule]":
    """Return what is ignored: by the options, and by the pyproject.toml here or above.

    Ends the command where a rule is wrong.
    """
    from xl_udfs.engine.ignoring import RuleError, rule_of_text, rules_of_file

    here = Path.cwd()
    files = [folder / PROJECT for folder in (here, *here.parents)]
    project = next((file for file in files if file.is_file()), None)
    try:
        found = [rule_of_text(text) for text in ignored or ()]
        return found + (rules_of_file(project) if project is not None else [])
    except RuleError as fault:
        stop(str(fault), USAGE)


def on_output(wanted: Sequence[Target]) -> bool:
    """Whether a report takes the standard output."""
    return any(target.file == OUTPUT for target in wanted)


class Kept:
    """The records of a run as they come, kept where a report needs them all."""

    def __init__(self, records: Iterator[Record], wanted: Sequence[Target]) -> None:
        """Keep none where nothing is wanted: a run may be long."""
        self.records: list[Record] = []
        self._coming = records
        self._keep = bool(wanted)

    def __iter__(self) -> Iterator[Record]:
        """Yield each record once."""
        for record in self._coming:
            if self._keep:
                self.records.append(record)
            yield record


def write(
    results: Sequence[Record],
    found: Iterable[Path],
    wanted: Sequence[Target],
    limits: "Limits",
    *,
    stamp: bool,
) -> None:
    """Write every report; ends the command where one cannot be written."""
    from xl_udfs.engine.package import write_atomically
    from xl_udfs.engine.reports.formats import TEXTS

    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if stamp else None
    for target in wanted:
        if target.format == "annotated":
            paths = {named(path): path for path in found}
            _annotate(
                {paths[record["path"]]: record for record in results}, Path(target.file), limits
            )
            continue
        text = TEXTS[target.format](results, moment)
        if target.file == OUTPUT:
            typer.echo(text, nl=False)
            continue
        try:
            write_atomically(text.encode(), Path(target.file))
        except OSError as fault:
            stop(f"{target.file} cannot be written: {fault.strerror}", UNREADABLE)


def _annotate(records: Mapping[Path, Record], target: Path, limits: "Limits") -> None:
    from xl_udfs.engine.elements import CannotAddError
    from xl_udfs.engine.package import package_bytes, read_package, write_atomically
    from xl_udfs.engine.refusals import UnreadableError
    from xl_udfs.engine.reports.annotated import annotated

    read = [path for path, record in records.items() if record["error"] is None]
    copies = _copies(read, target, alone=len(records) == 1)
    for original, copy in copies.items():
        try:
            package = annotated(read_package(original, limits), records[original])
            copy.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(package_bytes(package), copy)
        except (CannotAddError, UnreadableError) as fault:
            stop(f"{original} cannot be annotated: {fault}", UNREADABLE)
        except OSError as fault:
            stop(f"{copy} cannot be written: {fault.strerror}", UNREADABLE)


def _copies(originals: Sequence[Path], target: Path, *, alone: bool) -> dict[Path, Path]:
    """Return where the copy of each workbook goes; never onto a workbook that was checked."""
    if alone and not target.is_dir() and target.suffix:
        copies = dict.fromkeys(originals, target)
    else:
        copies = {}
        for original in originals:
            copy, count = target / original.name, 1
            while copy in copies.values():
                count += 1
                copy = target / f"{original.stem} {count}{original.suffix}"
            copies[original] = copy
    sources = {original.resolve() for original in originals}
    for original, copy in copies.items():
        if copy.resolve() in sources:
            stop(f"the copy of {original} would replace {copy}, which is left alone", USAGE)
        if copy.suffix.lower() != original.suffix.lower():
            stop(f"the copy of {original} must be a {original.suffix} file, not {copy}", USAGE)
    return copies
