"""Holders and classes as OCF's standing objects: stakeholders, stock classes, plans."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from xl_udfs.documents.ocf.numerals import words
from xl_udfs.documents.ocf.report import Report
from xl_udfs.documents.ocf.rows import (
    ClassRow,
    HolderRow,
    LedgerEvent,
    LedgerRow,
    StatedPrice,
    cells,
)
from xl_udfs.documents.ocf.writing.shape import Object, made, money, note_rounded, part

CLASSES, HOLDERS = "tblClasses", "tblHolders"
STOCK = frozenset({"common", "preferred"})
RELATIONSHIPS = frozenset(
    {
        *("ADVISOR", "BOARD_MEMBER", "CONSULTANT", "EMPLOYEE", "EX_ADVISOR", "EX_CONSULTANT"),
        *("EX_EMPLOYEE", "EXECUTIVE", "FOUNDER", "INVESTOR", "NON_US_EMPLOYEE", "OFFICER", "OTHER"),
    }
)
INSTITUTION, INDIVIDUAL = "INSTITUTION", "INDIVIDUAL"
PEOPLE = RELATIONSHIPS - {"INVESTOR", "OTHER"}
PLAIN = {  # what people write in place of the format's two words
    INDIVIDUAL: frozenset({"PERSON", "NATURAL_PERSON", "ANGEL", "PRIVATE_PERSON"}),
    INSTITUTION: frozenset(
        {
            *("BANK", "COMPANY", "CORPORATION", "ENTITY", "FOUNDATION", "FUND", "LLC"),
            *("ORGANIZATION", "PARTNERSHIP", "TRUST", "VENTURE_FUND"),
        }
    ),
}
TOLD = (  # columns of a class that OCF has a field for
    *("Class", "Type", "Original issue price", "Start price", "Start date", "Authorized", "Votes"),
    *("Preference multiple", "Cap multiple", "Participation", "Seniority", "Source"),
)


@dataclass(frozen=True, slots=True)
class Known:
    """The objects of holders and classes, and their ids by the names."""

    holders: dict[str, Object]
    classes: dict[str, Object]  # stock classes
    plans: dict[str, Object]  # by the names of pools
    common: str  # id of the first common class


def holder_objects(rows: Sequence[HolderRow], report: Report) -> dict[str, Object]:
    """Return a stakeholder for each holder, by its name."""
    found = {}
    for place, row in enumerate(rows, start=1):
        word = row.kind.strip().upper().replace(" ", "_").replace("-", "_")
        relation = word if word in RELATIONSHIPS else None
        kind = next((kind for kind in PLAIN if kind in word or word in PLAIN[kind]), None)
        if kind is None:
            kind = INDIVIDUAL if word in PEOPLE else INSTITUTION
            if word not in PEOPLE:
                report.add(
                    "stakeholder_type", object_type=HOLDERS, id=row.name, field="Kind", kind=kind
                )
        comments = [f"kind={row.kind}"] if row.kind and relation is None and kind != word else []
        comments += [f"address={row.address}"] if row.address else []
        found[row.name] = made(
            "STAKEHOLDER",
            f"holder-{place}",
            name={"legal_name": row.name},
            stakeholder_type=kind,
            current_relationship=relation,
            comments=comments or None,
        )
    return found


def class_objects(rows: Sequence[ClassRow], report: Report) -> dict[str, Object]:
    """Return a stock class for each common and preferred one, by its name."""
    common = next((place for place, row in enumerate(rows, start=1) if row.type == "common"), 0)
    ranks = [row.seniority for row in rows if row.type == "preferred" and row.seniority is not None]
    last = max(ranks, default=Fraction(1))
    return {
        row.name: _class_object(row, place, common, last, report)
        for place, row in enumerate(rows, start=1)
        if row.type in STOCK
    }


def _class_object(row: ClassRow, place: int, common: int, last: Fraction, report: Report) -> Object:
    def add(code: str, field: str, **facts: object) -> None:
        report.add(code, object_type=CLASSES, id=row.name, field=field, file="", **facts)

    is_common = row.type == "common"
    seniority = Fraction(1)
    if not is_common:
        if row.seniority is None:
            add("seniority_assumed", "Seniority")
        seniority = last + 2 - (last if row.seniority is None else row.seniority)
    if row.authorized is None:
        add("authorized", "Authorized")
    if row.votes is None:
        add("votes", "Votes")
    note_rounded(
        report,
        CLASSES,
        row.name,
        Original_issue_price=row.original_issue_price,
        Start_price=row.start_price,
    )
    votes = (Fraction(1) if row.votes is None else row.votes) * row.rate
    return made(
        "STOCK_CLASS",
        f"class-{place}",
        name=row.name,
        class_type="COMMON" if is_common else "PREFERRED",
        default_id_prefix=f"{'CS' if is_common else 'PS'}{place}-",
        initial_shares_authorized="NOT APPLICABLE" if row.authorized is None else row.authorized,
        board_approval_date=row.start_date,
        votes_per_share=votes,
        price_per_share=money(None if is_common else row.original_issue_price),
        seniority=seniority,
        conversion_rights=_rights(row, f"class-{common}", report) or None,
        liquidation_preference_multiple=row.preference_multiple,
        participation_cap_multiple=_cap(row),
        comments=list(_comments(row)) or None,
    )


def _cap(row: ClassRow) -> Fraction | None:
    """Return the cap of what is paid on one in all; where it does not share, its preference."""
    if row.participation == "non-participating":
        return row.preference_multiple or Fraction(1)
    return row.cap_multiple if row.participation == "capped" else None


def _rights(row: ClassRow, common: str, report: Report) -> list[Object]:
    if row.type == "common":
        return []
    if not row.original_issue_price or not row.start_price:
        report.add("no_prices", object_type=CLASSES, id=row.name, field="Start price")
        return []
    return [
        {
            "conversion_mechanism": mechanism(row.original_issue_price, row.start_price),
            "converts_to_stock_class_id": common,
        }
    ]


def mechanism(issue_price: Fraction, price: Fraction) -> Object:
    """Return how one share converts; fractions of a share are paid in cash, so rounded down."""
    return {
        "type": "RATIO_CONVERSION",
        "conversion_price": money(price),
        "ratio": part(numerator=issue_price, denominator=price),
        "rounding_type": "FLOOR",
    }


def _comments(row: ClassRow) -> Iterator[str]:
    """Yield the terms that OCF has no field for, a text each."""
    for title, value in cells(row).items():
        if title not in TOLD and value not in (None, ""):
            yield f"{title}={value}"


def plan_objects(
    rows: Iterable[ClassRow], ledger: Sequence[LedgerRow], common: str, report: Report
) -> dict[str, Object]:
    """Return a plan for each pool, by its name, with what was reserved for it first."""
    found = {}
    for place, row in enumerate(rows, start=1):
        if row.type != "pool":
            continue
        lines = (
            line
            for line in ledger
            if (line.class_name, line.event) == (row.name, LedgerEvent.RESERVE.value)
            and line.number is not None
            and line.day is not None
        )
        first = next(lines, LedgerRow())
        if first.number is None:
            report.add("not_reserved", object_type=CLASSES, id=row.name)
        found[row.name] = made(
            "STOCK_PLAN",
            f"plan-{place}",
            plan_name=row.name.removeprefix("Pool: "),
            board_approval_date=first.day,
            initial_shares_reserved=first.number or Fraction(0),
            default_cancellation_behavior="RETURN_TO_POOL",
            stock_class_ids=[common],
        )
    return found


def adjustment_objects(
    steps: Iterable[StatedPrice],
    rows: Sequence[ClassRow],
    classes: dict[str, Object],
    report: Report,
) -> Iterator[Object]:
    """Yield an adjustment for each new price of a preferred class."""
    by_name = {row.name: row for row in rows}
    numbers: dict[str, int] = {}
    for step in steps:
        row = by_name.get(step.class_name)
        if row is None or not step.event:
            continue
        if row.name not in classes or not row.original_issue_price:
            report.add(
                "price_unplaced",
                object_type=CLASSES,
                id=row.name,
                day=step.day,
                price=words(step.price),
            )
            continue
        number = numbers[row.name] = numbers.get(row.name, 0) + 1
        note_rounded(report, CLASSES, row.name, Conversion_price=step.price)
        yield made(
            "TX_STOCK_CLASS_CONVERSION_RATIO_ADJUSTMENT",
            f"price-{classes[row.name]['id']}-{number}",
            date=step.day,
            stock_class_id=classes[row.name]["id"],
            new_ratio_conversion_mechanism=mechanism(row.original_issue_price, step.price),
            comments=[f"{name}={value}" for name, value in step.working.items()] or None,
        )
