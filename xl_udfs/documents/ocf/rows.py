"""Rows of a cap table, as its workbook's tables have them, each column under its title there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, TypeAlias, get_type_hints

from xl_udfs.documents.ocf.report import Grade, Remark

LedgerCell: TypeAlias = str | date | Fraction | None


class LedgerEvent(Enum):
    """What a line of the ledger says."""

    POSITION = "position"
    ISSUE = "issue"
    GRANT = "grant"
    RESERVE = "reserve"
    TRANSFER = "transfer"
    EXERCISE = "exercise"
    CONVERSION = "conversion"
    LAPSE = "lapse"
    REDEMPTION = "redemption"
    REPURCHASE = "repurchase"
    CANCELLATION = "cancellation"
    SPLIT = "split"
    STOCK_DIVIDEND = "stock dividend"
    DIVIDEND = "dividend"
    CORRECTION_UP = "correction up"
    CORRECTION_DOWN = "correction down"


ADDS = frozenset(
    {
        LedgerEvent.POSITION,
        LedgerEvent.ISSUE,
        LedgerEvent.GRANT,
        LedgerEvent.RESERVE,
        LedgerEvent.CORRECTION_UP,
    }
)
CONVERTS = frozenset({LedgerEvent.EXERCISE, LedgerEvent.CONVERSION})
TAKES = CONVERTS | {
    *(
        LedgerEvent.TRANSFER,
        LedgerEvent.LAPSE,
        LedgerEvent.REDEMPTION,
        LedgerEvent.REPURCHASE,
        LedgerEvent.CANCELLATION,
    ),
    LedgerEvent.CORRECTION_DOWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow:
    """A class and its terms."""

    name: Annotated[str, "Class"] = ""
    type: Annotated[str, "Type"] = ""
    preset: Annotated[str, "Preset"] = ""
    rule: Annotated[str, "Price rule"] = ""
    months: Annotated[Fraction | None, "Ratchet months"] = None
    threshold: Annotated[Fraction | None, "Threshold"] = None
    counts_common: Annotated[str, "Counts common"] = ""
    counts_preferred: Annotated[str, "Counts preferred"] = ""
    counts_options: Annotated[str, "Counts options"] = ""
    counts_warrants: Annotated[str, "Counts warrants"] = ""
    counts_pool: Annotated[str, "Counts pool"] = ""
    decimals: Annotated[Fraction | None, "Decimals"] = None
    floor: Annotated[Fraction | None, "Floor"] = None
    smallest_change: Annotated[Fraction | None, "Smallest change"] = None
    fraction: Annotated[str, "Fraction"] = ""
    count_moves: Annotated[str, "Count moves"] = ""
    original_issue_price: Annotated[Fraction | None, "Original issue price"] = None
    start_price: Annotated[Fraction | None, "Start price"] = None
    start_date: Annotated[date | None, "Start date"] = None
    authorized: Annotated[Fraction | None, "Authorized"] = None
    votes: Annotated[Fraction | None, "Votes"] = None
    dividend: Annotated[Fraction | None, "Dividend per share"] = None
    preference_price: Annotated[Fraction | None, "Preference price"] = None
    preference_multiple: Annotated[Fraction | None, "Preference multiple"] = None
    participation: Annotated[str, "Participation"] = ""
    cap: Annotated[Fraction | None, "Cap"] = None
    cap_multiple: Annotated[Fraction | None, "Cap multiple"] = None
    seniority: Annotated[Fraction | None, "Seniority"] = None
    dividend_rate: Annotated[Fraction | None, "Dividend rate"] = None
    dividend_method: Annotated[str, "Dividend method"] = ""
    dividend_frequency: Annotated[Fraction | None, "Dividend frequency"] = None
    day_count: Annotated[str, "Day count"] = ""
    dividends_from: Annotated[date | None, "Dividends from"] = None
    clause: Annotated[str, "Clause"] = ""
    source: Annotated[str, "Source"] = ""

    @property
    def rate(self) -> Fraction:
        """Common shares for one, 1 where there are no prices; a warrant or option is for one."""
        if self.type != "preferred" or not self.original_issue_price or not self.start_price:
            return Fraction(1)
        return self.original_issue_price / self.start_price


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderRow:
    """Someone who holds something."""

    name: Annotated[str, "Holder"] = ""
    kind: Annotated[str, "Kind"] = ""
    address: Annotated[str, "Address for notices"] = ""
    favour: Annotated[str, "In favour"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """Something that happened."""

    day: Annotated[date | None, "Date"] = None
    event: Annotated[str, "Event"] = ""
    holder: Annotated[str, "Holder"] = ""
    class_name: Annotated[str, "Class"] = ""
    number: Annotated[Fraction | None, "Number"] = None
    price: Annotated[Fraction | None, "Price, $"] = None
    consideration: Annotated[Fraction | None, "Consideration, $"] = None
    to: Annotated[str, "To"] = ""
    other_class: Annotated[str, "Other class"] = ""
    other_number: Annotated[Fraction | None, "Other number"] = None
    strike: Annotated[Fraction | None, "Strike, $"] = None
    deal: Annotated[str, "Deal"] = ""
    kind: Annotated[str, "Kind of issue"] = ""
    ratio: Annotated[Fraction | None, "Ratio"] = None
    of_line: Annotated[Fraction | None, "Of line"] = None
    counted_before: Annotated[Fraction | None, "Counted before"] = None
    certificate: Annotated[str, "Certificate"] = ""
    reference: Annotated[str, "Reference"] = ""
    made: Fraction | None = None  # what a conversion gave by the prices then, where none is typed


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionRow:
    """A kind of issue that does not move the price of a class."""

    class_name: Annotated[str, "Class"] = ""
    kind: Annotated[str, "Kind of issue"] = ""
    clause: Annotated[str, "Clause"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertibleRow:
    """A note or SAFE that is outstanding."""

    holder: Annotated[str, "Holder"] = ""
    kind: Annotated[str, "Kind"] = ""
    amount: Annotated[Fraction | None, "Amount"] = None
    cap: Annotated[Fraction | None, "Cap"] = None
    discount: Annotated[Fraction | None, "Discount"] = None
    rate: Annotated[Fraction | None, "Rate"] = None
    since: Annotated[date | None, "From"] = None
    until: Annotated[date | None, "To"] = None
    day_count: Annotated[str, "Day count"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedPrice:
    """A price of a class that a document states: the start, or what an event made of it."""

    class_name: str
    day: date
    price: Fraction
    source: str
    event: str = ""
    working: Mapping[str, str] = field(default_factory=dict)  # rule, A, B, C ... as texts


@dataclass(frozen=True, slots=True, kw_only=True)
class CapTableRows:
    """What the tables of a cap table hold."""

    company: str = ""
    as_of: date | None = None
    classes: tuple[ClassRow, ...] = ()
    holders: tuple[HolderRow, ...] = ()
    ledger: tuple[LedgerRow, ...] = ()
    convertibles: tuple[ConvertibleRow, ...] = ()
    exemptions: tuple[ExemptionRow, ...] = ()
    steps: tuple[StatedPrice, ...] = ()

    def holdings(self, as_of: date | None = None) -> dict[tuple[str, str], Fraction]:
        """Return what each holder has of each class at the close of a day, nothing left out."""
        last = as_of or self.as_of
        types = {row.name: row.type for row in self.classes}
        held: defaultdict[tuple[str, str], Fraction] = defaultdict(Fraction)
        for line in self.ledger:
            if line.day is None or (last is not None and line.day > last):
                continue
            if line.event == LedgerEvent.SPLIT.value:
                for (holder, name), number in held.items():
                    if types.get(name) != "preferred":
                        held[holder, name] = number * (line.ratio or 1)
            for key, change in _changes(line, self.classes):
                held[key] += change
        return {key: number for key, number in held.items() if number}

    @property
    def price_events(self) -> int:
        """How many splits the ledger has, and deals and lapses where a class has a price rule."""
        others = {LedgerEvent.SPLIT.value, LedgerEvent.STOCK_DIVIDEND.value}
        deals: set[tuple[object, ...]] = set()
        if any(row.preset or row.rule not in ("", "none") for row in self.classes):
            others.add(LedgerEvent.LAPSE.value)
            deals = {
                (line.deal or line.day, line.kind, line.event == LedgerEvent.GRANT.value)
                for line in self.ledger
                if line.event in (LedgerEvent.ISSUE.value, LedgerEvent.GRANT.value)
            }
        return len(deals) + sum(line.event in others for line in self.ledger)

    def outstanding(self, as_of: date | None = None) -> dict[str, Fraction]:
        """Return the number of each class at the close of a day."""
        totals: defaultdict[str, Fraction] = defaultdict(Fraction)
        for (_, name), number in self.holdings(as_of).items():
            totals[name] += number
        return {row.name: totals[row.name] for row in self.classes if row.name in totals}


def _changes(
    line: LedgerRow, classes: Iterable[ClassRow]
) -> Iterable[tuple[tuple[str, str], Fraction]]:
    """Yield what a line adds to a holder's number of a class, or takes from it."""
    if line.number is None or line.event not in {event.value for event in ADDS | TAKES}:
        return
    event, number = LedgerEvent(line.event), line.number
    yield (line.holder, line.class_name), number if event in ADDS else -number
    if event is LedgerEvent.TRANSFER:
        yield (line.to, line.class_name), number
    if event in CONVERTS:
        by_name = {row.name: row for row in classes}
        common = next((row.name for row in classes if row.type == "common"), "")
        rate = by_name[line.class_name].rate if line.class_name in by_name else Fraction(1)
        made = number * rate if line.made is None else line.made
        made = made if line.other_number is None else line.other_number
        yield (line.to or line.holder, line.other_class or common), made
    if event is LedgerEvent.GRANT and line.other_class:
        yield ("", line.other_class), -number
    if event is LedgerEvent.LAPSE and line.other_class:
        yield ("", line.other_class), number


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageContent:
    """What a package holds for a cap table, and what is to be known of it."""

    table: CapTableRows
    report: tuple[Remark, ...]
    version: str
    read: int  # objects
    used: int

    @property
    def has_errors(self) -> bool:
        """Whether something is left out, or a total may be wrong."""
        return any(finding.grade is Grade.ERROR for finding in self.report)

    @property
    def classes(self) -> tuple[ClassRow, ...]:
        """The classes."""
        return self.table.classes

    @property
    def holders(self) -> tuple[HolderRow, ...]:
        """The holders."""
        return self.table.holders

    @property
    def ledger(self) -> tuple[LedgerRow, ...]:
        """The lines of the ledger."""
        return self.table.ledger


def with_yearly_deals(table: CapTableRows) -> CapTableRows:
    """Return the table with the issues of a year as one deal, where they have none."""
    issues = (LedgerEvent.ISSUE.value, LedgerEvent.GRANT.value)
    return replace(
        table,
        ledger=tuple(
            replace(line, deal=f"Issues of {line.day.year}")
            if line.event in issues and not line.deal and line.day is not None
            else line
            for line in table.ledger
        ),
    )


@cache
def columns_by_title(kind: type[object]) -> dict[str, str]:
    """Return the fields of a kind of row by the titles of its columns, in their order."""
    hints = get_type_hints(kind, include_extras=True)
    return {
        hint.__metadata__[0]: name for name, hint in hints.items() if hasattr(hint, "__metadata__")
    }


def cells(row: Any) -> dict[str, LedgerCell]:  # noqa: ANN401 - a row of any kind
    """Return the cells of a row by the titles of its columns; a text without letters is blank."""
    named = columns_by_title(type(row))  # type: ignore[arg-type] # mypy sees no hash of a class of any kind
    values = ((title, getattr(row, name)) for title, name in named.items())
    return {title: None if value == "" else value for title, value in values}
