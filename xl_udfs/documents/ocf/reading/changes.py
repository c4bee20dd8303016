"""Transactions that end a security or take from it, each with what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from fractions import Fraction

from xl_udfs.documents.ocf.reading.manifest import Objects
from xl_udfs.documents.ocf.reading.objects import Fields
from xl_udfs.documents.ocf.reading.securities import IssuedSecurities, IssuedSecurity, SecurityKind


class What(IntEnum):
    """What happened to a security, in the order in which the events of one day count."""

    RETRACTION = 0
    REISSUANCE = 1
    TRANSFER = 2
    CONVERSION = 3
    EXERCISE = 4
    RELEASE = 5
    REPURCHASE = 6
    CANCELLATION = 7


QUANTITY = {  # the field that says how many; without one it is all that is left
    (SecurityKind.STOCK, What.CONVERSION): "quantity_converted",
    (SecurityKind.STOCK, What.TRANSFER): "quantity",
    (SecurityKind.STOCK, What.REPURCHASE): "quantity",
    (SecurityKind.STOCK, What.CANCELLATION): "quantity",
    (SecurityKind.STOCK, What.REISSUANCE): "",
    (SecurityKind.STOCK, What.RETRACTION): "",
    (SecurityKind.COMPENSATION, What.TRANSFER): "quantity",
    (SecurityKind.COMPENSATION, What.EXERCISE): "quantity",
    (SecurityKind.COMPENSATION, What.RELEASE): "quantity",
    (SecurityKind.COMPENSATION, What.CANCELLATION): "quantity",
    (SecurityKind.COMPENSATION, What.RETRACTION): "",
    (SecurityKind.WARRANT, What.TRANSFER): "quantity",
    (SecurityKind.WARRANT, What.EXERCISE): "",
    (SecurityKind.WARRANT, What.CANCELLATION): "quantity",
    (SecurityKind.WARRANT, What.RETRACTION): "",
    (SecurityKind.CONVERTIBLE, What.TRANSFER): "amount",
    (SecurityKind.CONVERTIBLE, What.CONVERSION): "",
    (SecurityKind.CONVERTIBLE, What.CANCELLATION): "amount",
    (SecurityKind.CONVERTIBLE, What.RETRACTION): "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityChange:
    """One such transaction."""

    what: What
    day: date
    security: IssuedSecurity
    wanted: Fraction | None  # None: all that is left
    results: tuple[IssuedSecurity, ...]
    missing: int  # results that were never issued
    balance: IssuedSecurity | None  # what the rest of it was issued anew as
    one: Fields

    @property
    def sources(self) -> frozenset[str]:
        """The ids of the transactions that it and what came of it are."""
        made = [*self.results, *([] if self.balance is None else [self.balance])]
        return frozenset((self.one.id, *(security.issuance.id for security in made)))


def changes_of(objects: Objects, issued: IssuedSecurities) -> list[SecurityChange]:
    """Return all changes by their days; what refers to nothing is reported."""
    found: list[SecurityChange] = []
    made: dict[str, str] = {}  # by security: the transaction that it came of
    for (kind, what), quantity in QUANTITY.items():
        for one in objects[f"TX_{kind.value}_{what.name}"]:
            change = _change(one, kind, what, quantity, issued, made)
            if change is not None:
                found.append(change)
    return sorted(found, key=lambda change: (change.day, change.what))


def _change(
    one: Fields,
    kind: SecurityKind,
    what: What,
    quantity: str,
    issued: IssuedSecurities,
    made: dict[str, str],
) -> SecurityChange | None:
    named = one.text("security_id")
    security = issued.read.get(named)
    if named not in issued.ids:
        one.add("unknown_reference", "security_id", value=named or "missing", done="it is left out")
    elif security is None or security.kind is not kind:
        one.add("of_left_out", "security_id", security=named, kind=kind.name.lower())
        security = None
    results, missing = _results(one, what, issued, made)
    balance = None
    rest = one.text("balance_security_id")
    if rest:
        balance = issued.read.get(rest)
        if rest not in issued.ids:
            done = "the rest stays with the old security"
            one.add("unknown_reference", "balance_security_id", value=rest, done=done)
        elif balance is not None:
            made.setdefault(rest, one.id)
    needed = ("date", quantity) if quantity else ("date",)
    if security is None or not one.required(*needed):
        return None
    day = one.day("date")
    wanted = None
    if quantity:
        wanted = one.money(quantity) if quantity == "amount" else one.count(quantity)
        if wanted is None:
            return None
    if day is None:
        return None
    return SecurityChange(
        what=what,
        day=day,
        security=security,
        wanted=wanted,
        results=results,
        missing=missing,
        balance=balance,
        one=one,
    )


def _results(
    one: Fields, what: What, issued: IssuedSecurities, made: dict[str, str]
) -> tuple[tuple[IssuedSecurity, ...], int]:
    """Return what came of a transaction, and how many of it were never issued."""
    results, missing = [], 0
    for named in one.texts("resulting_security_ids"):
        result = issued.read.get(named)
        if result is None:
            missing += 1
        if named not in issued.ids:
            one.add(
                "resulting_missing",
                "resulting_security_ids",
                value=named,
                what=what.name.lower(),
            )
        elif named in made and result is not None:
            one.add("made_twice", "resulting_security_ids", security=named, other=made[named])
        elif result is not None:
            made[named] = one.id
            results.append(result)
    return tuple(results), missing


def came_of(changes: list[SecurityChange]) -> Iterator[tuple[str, SecurityChange]]:
    """Yield the security ids that are not an issue of their own, with what they came of."""
    for change in changes:
        for security in change.results:
            yield security.id, change
        if change.balance is not None:
            yield change.balance.id, change
