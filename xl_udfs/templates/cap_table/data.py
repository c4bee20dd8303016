"""What a cap table is filled with, and the room that it has."""

from collections.abc import Mapping
from dataclasses import dataclass, field

USUAL_CLASSES, LEAST_HOLDERS, LEAST_EVENTS = 12, 10, 12
SPARE_ROWS, SPARE_LINES, SPARE_EVENTS = 3, 5, 4  # left blank, to go on typing
PRICED = frozenset({"issue", "grant"})  # lines of which those of one deal are one price event

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """The rows of the lists that a user keeps, and of the prices that documents state."""

    classes: tuple[Row, ...]
    holders: tuple[Row, ...]
    ledger: tuple[Row, ...]
    stated: tuple[Row, ...] = ()
    exemptions: tuple[Row, ...] = ()
    convertibles: tuple[Row, ...] = ()
    votes: tuple[Row, ...] = ()
    protected: tuple[Row, ...] = ()
    instruments: tuple[Row, ...] = ()
    inputs: Mapping[str, object] = field(default_factory=dict)  # by name, without in_


NOBODY = Company(classes=(), holders=(), ledger=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How many classes, holders and price events a workbook has rows and columns for."""

    classes: int
    holders: int
    events: int

    def more(self, option: str) -> str:
        """Return what makes a workbook with more room, for so many ``{rows}``."""
        sizes = {"classes": self.classes, "holders": self.holders, "events": self.events}
        told = " ".join(
            f"--{name} {'{rows}' if name == option else size}" for name, size in sizes.items()
        )
        return f"This makes a workbook with more: xl-udfs new cap_table OUT --blank {told}"


def room_of(
    company: Company, *, classes: int | None = None, holders: int | None = None, events: int = 0
) -> Room:
    """Return room for a company, with some to go on typing, and at least so much as asked for."""
    deals = {
        (line.get("deal") or line.get("date"), line.get("kind"))
        for line in company.ledger
        if line.get("event") in PRICED
    }
    others = sum(
        line.get("event") in {"split", "stock dividend", "lapse"} for line in company.ledger
    )
    return Room(
        classes=max(classes or USUAL_CLASSES, len(company.classes)),
        holders=max(
            holders or len(company.holders) + SPARE_ROWS, len(company.holders), LEAST_HOLDERS
        ),
        events=max(len(deals) + others + SPARE_EVENTS, events, LEAST_EVENTS),
    )
