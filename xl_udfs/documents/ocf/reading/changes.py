"""Transactions that end a security or take from it, each with what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from fractions import Fraction

from xl_udfs.documents.ocf.numerals import words
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
    place: int = 0  # among the changes by their days, as not every object has an id of its own

    @property
    def rank(self) -> tuple[bool, What]:
        """Where it stands on its day: what leaves something of a security goes before its end."""
        return self.balance is not None or self.wanted is None, self.what

    @property
    def made(self) -> tuple[IssuedSecurity, ...]:
        """What came of it, and the balance."""
        return self.results if self.balance is None else (*self.results, self.balance)

    @property
    def sources(self) -> frozenset[str]:
        """The ids of the transactions that it and what came of it are."""
        return frozenset((self.one.id, *(security.issuance.id for security in self.made)))


def changes_of(objects: Objects, issued: IssuedSecurities) -> list[SecurityChange]:
    """Return all changes by their days; what refers to nothing is reported."""
    found: list[SecurityChange] = []
    made: dict[str, str] = {}  # by security: the transaction that it came of
    for (kind, what), quantity in QUANTITY.items():
        for one in objects[f"TX_{kind.value}_{what.name}"]:
            change = _change(one, kind, what, quantity, issued, made)
            if change is not None:
                found.append(change)
    found.sort(key=lambda change: (change.day, change.rank))
    return [replace(change, place=place) for place, change in enumerate(_of_others(found))]


def _of_others(changes: list[SecurityChange]) -> Iterator[SecurityChange]:
    """Yield the changes but those that make a security of itself, directly or in turn."""
    source: dict[str, str] = {}  # by security: what it was made of
    sources: set[str] = set()
    for change in changes:
        made = {one.id: one for one in change.made}
        sources.add(change.security.id)
        older: str | None = change.security.id if sources & made.keys() else None
        while older is not None and older not in made:
            older = source.get(older)
        if older is None:
            source |= dict.fromkeys(made, change.security.id)
            yield change
        else:
            called = made[older].called
            change.one.add("made_of_itself", "resulting_security_ids", security=called)


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
    balance = _balance(one, issued, made)
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


def _balance(one: Fields, issued: IssuedSecurities, made: dict[str, str]) -> IssuedSecurity | None:
    """Return what the rest of a security was issued anew as, each security once."""
    rest = one.text("balance_security_id")
    balance = issued.read.get(rest)
    if rest and rest not in issued.ids:
        done = "the rest stays with the old security"
        one.add("unknown_reference", "balance_security_id", value=rest, done=done)
    elif balance is not None and rest in made:
        one.add("made_twice", "balance_security_id", security=rest, other=made[rest])
        return None
    elif balance is not None:
        made[rest] = one.id
    return balance


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


def note_made(change: SecurityChange, taken: Fraction) -> None:
    """Report where a security went to nobody, or not all of it, or more than it was."""
    made = sum((result.number for result in change.results), Fraction(0))
    if change.missing or made == taken:
        return
    change.one.add(
        "not_all_made" if change.results else "nothing_made",
        "resulting_security_ids",
        made=words(made),
        taken=words(taken),
        security=change.security.called,
    )


def note_unbalanced(change: SecurityChange, held: Fraction) -> None:
    """Report where what is taken and the balance are not what there was."""
    balance, wanted = change.balance, change.wanted
    if balance is None or wanted is None or wanted + balance.number == held:
        return
    change.one.add(
        "not_balanced",
        "balance_security_id",
        taken=words(wanted),
        balance=words(balance.number),
        held=words(held),
        security=change.security.called,
    )


def note_overdrawn(change: SecurityChange, field: str, wanted: Fraction, left: Fraction) -> None:
    """Report that more is taken than is left; `field` says how much."""
    called = change.security.called
    change.one.add("below_zero", field, wanted=words(wanted), security=called, left=words(left))


def came_of(changes: list[SecurityChange]) -> Iterator[tuple[str, SecurityChange]]:
    """Yield the security ids that are not an issue of their own, with what they came of."""
    for change in changes:
        for security in change.results:
            yield security.id, change
        if change.balance is not None:
            yield change.balance.id, change
