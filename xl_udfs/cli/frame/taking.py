"""The cap table of ``--from``, and which class and step of it a workbook is about."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from xl_udfs.cli.frame.exits import USAGE, stop

if TYPE_CHECKING:
    from xl_udfs.core.letters.adjusted import LetterAdjustment
    from xl_udfs.engine.api import ComputedWorkbook, Limits
    from xl_udfs.templates.taken_over.books import Changes
    from xl_udfs.templates.taken_over.position import TakenPosition
    from xl_udfs.templates.taken_over.taking import CapTableRequest


@dataclass(frozen=True, slots=True)
class TakenFrom:
    """The cap table, class and step that ``--from``, ``--class`` and ``--step`` name."""

    path: Path
    security: str | None = None
    step: int | None = None


def cap_table(path: Path | None, security: str | None, step: int | None) -> TakenFrom | None:
    """Return what the three options name; ends the command where they do not go together."""
    if path is None and (security, step) != (None, None):
        stop("--class and --step choose of the cap table of --from; name it", USAGE)
    return None if path is None else TakenFrom(path, security, step)


def refuse_unfit(template: str, asked: TakenFrom | None) -> None:
    """End the command where a template takes nothing over, or nothing of a class or a step."""
    from xl_udfs.templates.taken_over.books import OF_STEP, TAKERS, WHOLE

    if asked is None:
        return
    if template not in TAKERS and (asked.step, asked.security) != (None, None):
        stop(f"--class and --step are for {', '.join(TAKERS)}, not for {template}", USAGE)
    if asked.step is not None and template != OF_STEP:
        stop(f"--step is for {OF_STEP}, not for {template}", USAGE)
    if asked.security is not None and template in WHOLE:
        stop(f"--class is not for {template}, which takes every class over", USAGE)


def taken(
    template: str, asked: TakenFrom, now: datetime, limits: "Limits"
) -> "tuple[TakenPosition, CapTableRequest]":
    """Return the position of a cap table, and what of it a workbook is about.

    Raises:
        UnreadableError: where it is not a cap table, or has no such class or step.
        OSError: where it cannot be read.
    """
    from xl_udfs.engine.api import compute_file
    from xl_udfs.hosts.headless import function_table
    from xl_udfs.templates.taken_over.books import OF_STEP
    from xl_udfs.templates.taken_over.position import position_of
    from xl_udfs.templates.taken_over.taking import CapTableRequest

    computed = compute_file(asked.path, function_table(), now=now, limits=limits)
    position = position_of(computed, asked.path.name, now)
    step = _adjusted(computed, asked) if template == OF_STEP else None
    return position, CapTableRequest(security=asked.security, adjusted=step)


def taken_again(
    path: Path, asked: TakenFrom, now: datetime, limits: "Limits"
) -> "tuple[Changes, str]":
    """Return what a workbook takes over again, and a warning; what is not named is as before.

    Raises:
        UnreadableError: as `taken`, or where the workbook takes nothing over.
        OSError: where one of the two cannot be read.
    """
    from xl_udfs.engine.api import read_file
    from xl_udfs.templates.taken_over.books import about, taken_over, taker_of

    book = read_file(path, limits)
    template = taker_of(book, path.name)
    security, step = about(book)
    if asked.security is None:  # of another class, the last step
        asked = replace(asked, security=security, step=asked.step or step)
    position, wanted = taken(template, asked, now, limits)
    return taken_over(book, template, position, wanted), warning(position)


def warning(position: "TakenPosition") -> str:
    """Return what is to be said of a cap table that is not in order, "" where it is."""
    if position.is_sound:
        return ""
    return (
        f"the master check of {position.file} says {position.state!a}: what was taken over is a "
        "draft, and says so; put the cap table in order, then refresh --from it"
    )


def _adjusted(computed: "ComputedWorkbook", asked: TakenFrom) -> "LetterAdjustment":
    from xl_udfs.core.errors import CapTableError
    from xl_udfs.documents.letters.asked import LetterRequest
    from xl_udfs.documents.letters.cap_table_book import adjusted
    from xl_udfs.documents.letters.refusals import LetterError
    from xl_udfs.documents.letters.values import Values
    from xl_udfs.engine.api import UnreadableError

    values = Values(computed.book, computed.values)
    try:
        return adjusted(values, LetterRequest(security=asked.security, step=asked.step))
    except (LetterError, CapTableError) as fault:
        raise UnreadableError("E_TABLE", found=str(fault)) from fault
