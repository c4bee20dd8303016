"""The days on which things count, where a package dates what followed before what it followed.

A security counts from its issue, or from the first thing that happened to it where that is dated
earlier; what came of a transfer, conversion or exercise counts from its own day where that is
earlier. So nobody ever has less than nothing, and nothing counts twice in between.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xl_udfs.documents.ocf.reading.changes import SecurityChange, What
from xl_udfs.documents.ocf.reading.securities import IssuedSecurity


@dataclass(frozen=True, slots=True)
class Days:
    """From when each security counts, and on which day each transaction does."""

    since: Mapping[str, date]
    of_change: Mapping[int, date]  # by its place


def days_of(securities: Mapping[str, IssuedSecurity], changes: Sequence[SecurityChange]) -> Days:
    """Return the days that count; reports where they are not those of the package."""
    since = {name: one.day for name, one in securities.items()}
    of_change: dict[int, date] = {}
    often = Counter(change.security.id for change in changes)
    moved = True
    while moved:  # an earlier day goes on to what it came of; each pass makes one earlier
        moved = False
        for change in reversed(changes):
            day = min([change.day, *(since[result.id] for result in change.results)])
            name = change.security.id
            of_change[change.place] = day
            if day < since[name]:
                since[name], moved = day, True
    for change in changes:  # what is retracted whole never was issued
        if change.what is What.RETRACTION and often[change.security.id] == 1:
            of_change[change.place] = since[change.security.id]
    _note(changes)
    return Days(since, of_change)


def _note(changes: Iterable[SecurityChange]) -> None:
    for change in changes:
        security = change.security
        if change.day < security.day:
            change.one.add(
                "before_issue",
                "date",
                date=change.day,
                security=security.called,
                issued=security.day,
            )
        for result in change.made:
            if result.day < change.day:
                code = "result_before_transfer" if change.what is What.TRANSFER else "result_before"
                change.one.add(
                    code,
                    "resulting_security_ids",
                    security=result.called,
                    issued=result.day,
                )
