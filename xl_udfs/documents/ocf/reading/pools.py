"""The pools of plans: what is reserved, what comes back, and where more is granted."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from xl_udfs.documents.ocf.numerals import words
from xl_udfs.documents.ocf.reading.classes import Classes
from xl_udfs.documents.ocf.reading.lines import RESERVED, LedgerLine
from xl_udfs.documents.ocf.reading.manifest import Objects
from xl_udfs.documents.ocf.reading.objects import Fields
from xl_udfs.documents.ocf.reading.securities import IssuedSecurities
from xl_udfs.documents.ocf.reading.splits import ClassSplit
from xl_udfs.documents.ocf.rows import CapTableRows, LedgerEvent, LedgerRow

RETURN = "TX_STOCK_PLAN_RETURN_TO_POOL"


def reserves_of(
    objects: Objects,
    classes: Classes,
    issued: IssuedSecurities,
    splits: Iterable[ClassSplit],
) -> Iterator[LedgerLine]:
    """Yield what was reserved for each plan, each later change of it, and what was returned.

    An adjustment says what is reserved from then on, after the splits up to it: these have
    multiplied the pool already.
    """
    first = min((one.day for one in issued.read.values()), default=None)
    all_splits = [split for split in splits if not split.alone]
    reserved: dict[str, tuple[date, Fraction]] = {}
    for plan in objects["STOCK_PLAN"]:
        number = plan.count("initial_shares_reserved")
        day = plan.day("board_approval_date") or first or objects.as_of
        if number is None or day is None:
            plan.required("initial_shares_reserved", "board_approval_date")
            continue
        reserved[plan.id] = day, number
        yield _reserve(plan, classes.rows[plan.id].name, number, day)
    dated = sorted(
        (
            (day, one)
            for one in objects["TX_STOCK_PLAN_POOL_ADJUSTMENT"]
            if one.required("date", "stock_plan_id", "shares_reserved")
            and (day := one.day("date")) is not None
        ),
        key=lambda pair: pair[0],
    )
    for day, one in dated:
        named, number = one.text("stock_plan_id"), one.count("shares_reserved")
        if named not in reserved:
            one.add("unknown_plan", "stock_plan_id", value=named, done="it is left out")
        elif number is not None:
            since, before = reserved[named]
            for split in all_splits:
                before *= split.ratio if since < split.day <= day else 1
            yield _reserve(one, classes.rows[named].name, number - before, day)
            reserved[named] = day, number
    for one in objects[RETURN]:
        yield from _returned(one, classes, reserved, issued)


def _returned(
    one: Fields,
    classes: Classes,
    plans: Iterable[str],
    issued: IssuedSecurities,
) -> Iterator[LedgerLine]:
    """Yield what returns to the pool that a transaction names, whatever the plan says."""
    if not one.required("date", "stock_plan_id", "quantity"):
        return
    named, number, day = one.text("stock_plan_id"), one.count("quantity"), one.day("date")
    security = one.text("security_id")
    if security not in issued.ids:
        done = "its shares return to the pool all the same"
        one.add("unknown_reference", "security_id", value=security or "missing", done=done)
    if named not in plans:
        one.add("unknown_plan", "stock_plan_id", value=named, done="it is left out")
    elif number is not None and day is not None:
        yield _reserve(one, classes.rows[named].name, number, day)


def _reserve(one: Fields, pool: str, number: Fraction, day: date) -> LedgerLine:
    row = LedgerRow(
        day=day,
        event=(LedgerEvent.RESERVE if number >= 0 else LedgerEvent.CORRECTION_DOWN).value,
        class_name=pool,
        number=abs(number),
        reference=f"OCF {one.id}",
    )
    return LedgerLine(row, RESERVED, frozenset({one.id}))


def note_overdrawn(plans: Iterable[Fields], classes: Classes, table: CapTableRows) -> None:
    """Report the pools from which more is granted than they have."""
    left = table.outstanding()
    for plan in plans:
        rest = left.get(classes.rows[plan.id].name, Fraction(0))
        if rest < 0:
            plan.add("overdrawn", "initial_shares_reserved", more=words(-rest), left=words(rest))
