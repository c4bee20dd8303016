"""Notes and SAFEs that are outstanding on a day, with the terms that a priced round needs."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from xl_udfs.documents.ocf.reading.changes import (
    SecurityChange,
    What,
    note_made,
    note_overdrawn,
    note_unbalanced,
)
from xl_udfs.documents.ocf.reading.objects import Fields
from xl_udfs.documents.ocf.reading.securities import IssuedSecurity, SecurityKind
from xl_udfs.documents.ocf.rows import ConvertibleRow

SAFE, NOTE = "SAFE_CONVERSION", "CONVERTIBLE_NOTE_CONVERSION"
DAY_COUNTS = {"ACTUAL_365": "actual/365", "30_360": "30/360"}


def convertibles_of(
    securities: Mapping[str, IssuedSecurity], changes: Iterable[SecurityChange], as_of: date | None
) -> Iterator[ConvertibleRow]:
    """Yield each convertible of which something is left at the close of a day."""
    left = {
        name: one.number for name, one in securities.items() if one.kind is SecurityKind.CONVERTIBLE
    }
    made = set()
    for change in changes:
        name = change.security.id
        if name not in left:
            continue
        _note_change(change, left[name])
        retracted = change.what is What.RETRACTION  # it never was issued
        late = as_of is not None and change.day > as_of and not retracted
        made |= {one.id for one in change.made if late}
        if late:
            continue
        ends = change.balance is not None or change.wanted is None
        left[name] = Fraction(0) if ends else max(left[name] - (change.wanted or 0), Fraction(0))
    for name, amount in left.items():
        one = securities[name]
        if amount and name not in made and (as_of is None or one.day <= as_of):
            yield _row(one, amount, as_of)


def _note_change(change: SecurityChange, held: Fraction) -> None:
    """Report where what is taken, what came of it and the balance do not add up."""
    wanted = held if change.wanted is None else change.wanted
    note_unbalanced(change, held)
    if change.balance is None and wanted > held:
        note_overdrawn(change, "amount", wanted, held)
    if change.what is What.TRANSFER or (change.what is What.CONVERSION and not change.results):
        note_made(change, wanted)


def _row(security: IssuedSecurity, amount: Fraction, as_of: date | None) -> ConvertibleRow:
    one = security.issuance
    mechanisms = list(_mechanisms(one))
    if len({mechanism.text("type") for mechanism in mechanisms}) > 1:
        one.add("odd_terms", what="its triggers convert in several ways; the first one is taken")
    terms = mechanisms[0] if mechanisms else None
    kind = "" if terms is None else terms.text("type")
    if kind not in (SAFE, NOTE):
        what = f"it converts by {kind or 'nothing named'}, for which there are no terms here"
        one.add("convertible_terms", "conversion_triggers", what=what, done="the amount alone")
        return ConvertibleRow(holder=security.holder, kind=_kind(one), amount=amount)
    assert terms is not None  # noqa: S101 - it has a kind
    is_safe = one.text("convertible_type") == "SAFE"
    if is_safe and kind == NOTE:
        one.add("odd_terms", what="a SAFE with the terms of a note")
    rates = list(terms.parts("interest_rates"))
    if len(rates) > 1:
        what = f"it has {len(rates)} rates of interest; the first one is taken"
        one.add("odd_terms", what=what)
    return ConvertibleRow(
        holder=security.holder,
        kind=_kind(one, terms),
        amount=amount,
        cap=terms.money("conversion_valuation_cap"),
        discount=terms.percentage("conversion_discount"),
        rate=rates[0].percentage("rate") if rates else None,
        since=rates[0].day("accrual_start_date") if rates else None,
        until=as_of if rates else None,
        day_count=DAY_COUNTS.get(terms.text("day_count_convention"), ""),
    )


def _kind(one: Fields, terms: Fields | None = None) -> str:
    if one.text("convertible_type") != "SAFE":
        return "note"
    timing = "" if terms is None else terms.text("conversion_timing")
    if not timing:
        what = "it does not say whether it converts by the money before or after"
        one.add("convertible_terms", "conversion_timing", what=what, done="post-money is assumed")
    return "safe pre-money" if timing == "PRE_MONEY" else "safe post-money"


def _mechanisms(one: Fields) -> Iterator[Fields]:
    for trigger in one.parts("conversion_triggers"):
        right = trigger.part("conversion_right")
        mechanism = None if right is None else right.part("conversion_mechanism")
        if mechanism is not None:
            yield mechanism
