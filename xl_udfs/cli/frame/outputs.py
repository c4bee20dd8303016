"""What a command writes: to a file, or to standard output where it is named ``-``."""

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

import typer

from xl_udfs.cli.frame.exits import UNREADABLE, USAGE, stop
from xl_udfs.cli.frame.workbooks import named

if TYPE_CHECKING:
    from xl_udfs.engine.api import Output, Replaces

STANDARD = "-"


def is_standard(path: Path | str) -> bool:
    """Whether an output is standard output: ``-``, or another name of the file behind it."""
    return str(path) == STANDARD or _is_behind_output(path)


def _is_behind_output(path: Path | str) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.fstat(1))  # noqa: PTH116 - of text as well
    except OSError:
        return False


def prepare(
    outputs: Sequence["Output"], inputs: Iterable[Path] = (), folders: Iterable[Path] = ()
) -> None:
    """End the command where one of its outputs must not or cannot be written.

    Args:
        outputs: all that the command writes.
        inputs: all that it reads; what stands behind standard input is one of them.
        folders: where it writes besides.
    """
    from xl_udfs.engine.api import OutputRefusedError, prepare_outputs
    from xl_udfs.engine.refusals import UnreadableError

    inputs = [*inputs]
    for path in filter(_is_behind_output, inputs):
        stop(f"standard output goes into {path}, which this run reads; name another file", USAGE)
    try:
        prepare_outputs(outputs, [*inputs, *_standard_input()], folders)
    except OutputRefusedError as fault:
        stop(str(fault), USAGE)
    except UnreadableError as fault:
        stop(f"{fault} ({fault.code})", UNREADABLE)
    except OSError as fault:
        stop(unwritten(fault.filename, fault), UNREADABLE)


def prepare_one(
    path: Path, *, overwrite: bool, inputs: Iterable[Path] = (), makes_folder: bool = False
) -> None:
    """End the command where its one output must not or cannot be written."""
    from xl_udfs.engine.api import Output

    if not is_standard(path):
        prepare([Output(path, replacing(overwrite=overwrite), makes_folder)], inputs)


def prepare_folder(
    folder: Path, names: Iterable[str], *, overwrite: bool, inputs: Iterable[Path] = ()
) -> None:
    """End the command where one of its outputs, all in a folder, must not or cannot be written."""
    from xl_udfs.engine.api import Output

    folder_or_stop(folder)
    replaces = replacing(overwrite=overwrite)
    prepare([Output(folder / name, replaces, makes_folder=True) for name in names], inputs)


def folder_or_stop(folder: Path) -> None:
    """End the command where an output cannot be a folder."""
    if str(folder) == STANDARD:
        stop("--output names a folder; several files do not fit standard output", USAGE)
    if os.path.lexists(folder) and not os.path.isdir(folder):  # noqa: PTH112 - never raises
        stop(f"{folder} is not a folder; --output must name one", USAGE)


def replacing(*, overwrite: bool) -> "Replaces":
    """Return what an output may replace, as ``--overwrite`` says."""
    from xl_udfs.engine.api import Replaces

    return Replaces.ANYTHING if overwrite else Replaces.NOTHING


def write_output(content: bytes, path: Path, *, overwrite: bool) -> None:
    """Write a file and print where it is; to standard output the content alone."""
    if is_standard(path):
        typer.echo(content, nl=False)
        return
    fault = fault_of_writing(content, path, fresh=not overwrite)
    if fault is not None:
        stop(fault, UNREADABLE)
    typer.echo(named(path))


def fault_of_writing(content: bytes, path: Path, *, fresh: bool = False) -> str | None:
    """Write a file, and its folder where there is none; returns why it could not be written."""
    from xl_udfs.engine.api import write_file

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(content, path, fresh=fresh)
    except OSError as fault:
        return unwritten(path, fault)
    return None


def unwritten(path: Path | str, fault: OSError) -> str:
    """Return the sentence for an output that could not be written."""
    return f"{path} cannot be written: {fault.strerror or fault}"


def _standard_input() -> list[int]:
    """Return the file behind standard input, where it is one."""
    try:
        handle = sys.stdin.fileno()
        return [handle] if S_ISREG(os.fstat(handle).st_mode) else []
    except (OSError, ValueError):  # there is none, or it is not a file
        return []
