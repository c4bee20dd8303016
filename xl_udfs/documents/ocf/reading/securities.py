"""Issuances to securities: what was given to whom, of which class of the cap table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from xl_udfs.documents.ocf.numerals import money, words
from xl_udfs.documents.ocf.reading.classes import COMMON, Classes
from xl_udfs.documents.ocf.reading.manifest import Objects
from xl_udfs.documents.ocf.reading.objects import Fields
from xl_udfs.documents.ocf.reading.parties import Holders
from xl_udfs.documents.ocf.rows import ClassRow


class SecurityKind(Enum):
    """What a security is, as its transactions are named."""

    STOCK = "STOCK"
    COMPENSATION = "EQUITY_COMPENSATION"
    WARRANT = "WARRANT"
    CONVERTIBLE = "CONVERTIBLE"


OPTIONS = frozenset({"OPTION", "OPTION_NSO", "OPTION_ISO"})
RSU = "RSU"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedSecurity:
    """One certificate, grant, warrant or convertible."""

    id: str
    kind: SecurityKind
    day: date
    holder: str
    class_name: str  # "" of a convertible
    number: Fraction  # of shares, or of dollars invested
    issuance: Fields
    price: Fraction | None = None  # paid for one
    consideration: Fraction | None = None
    strike: Fraction | None = None
    ends: date | None = None
    pool: str = ""  # the class that it is taken from
    certificate: str = ""

    @property
    def called(self) -> str:
        """What a sentence calls it."""
        return self.certificate or self.id


@dataclass(frozen=True, slots=True)
class IssuedSecurities:
    """The securities by their ids, and the ids of all that were issued, read or not."""

    read: Mapping[str, IssuedSecurity]
    ids: frozenset[str]


def securities_of(objects: Objects, classes: Classes, holders: Holders) -> IssuedSecurities:
    """Return what was issued, each security once; the classes of what is not stock are added."""
    plans = {plan.id: plan for plan in objects["STOCK_PLAN"]}
    vesting = {terms.id for terms in objects["VESTING_TERMS"]}
    known = frozenset(holders.rows)
    prefixes = tuple(
        filter(None, (one.text("default_id_prefix") for one in objects["STOCK_CLASS"]))
    )
    found: dict[str, IssuedSecurity] = {}
    issued: set[str] = set()
    for kind in SecurityKind:
        for one in objects[f"TX_{kind.value}_ISSUANCE"]:
            _note_unknown(one, known, vesting, classes)
            number = one.text("custom_id")
            if kind is SecurityKind.COMPENSATION and number.startswith(prefixes):
                what = f"its number is {number}, as a stock certificate's"
                one.add("odd_terms", "custom_id", what=what)
            named = one.text("security_id")
            if named and named in issued:
                one.add("issued_twice", "security_id", security=named)
                continue
            issued.add(named)
            security = _security(kind, one, plans, classes, holders)
            if security is not None:
                found[named] = security
    return IssuedSecurities(found, frozenset(issued))


def _note_unknown(
    one: Fields, stakeholders: frozenset[str], vesting: set[str], classes: Classes
) -> None:
    holder, terms = one.text("stakeholder_id"), one.text("vesting_terms_id")
    if one.has("stakeholder_id") and holder not in stakeholders:
        done = "its shares are under the id as a name"
        one.add("unknown_reference", "stakeholder_id", value=holder, done=done)
    if terms and terms not in vesting:
        one.add("unknown_vesting", "vesting_terms_id", value=terms)
    named = one.text("stock_class_id")
    if named and named not in classes.rows:
        done = "stock of it is left out"
        one.add("unknown_reference", "stock_class_id", value=named, done=done)


def _security(
    kind: SecurityKind, one: Fields, plans: Mapping[str, Fields], classes: Classes, holders: Holders
) -> IssuedSecurity | None:
    needed = {
        SecurityKind.STOCK: ("stock_class_id", "quantity"),
        SecurityKind.COMPENSATION: ("quantity",),
        SecurityKind.WARRANT: (),
        SecurityKind.CONVERTIBLE: ("investment_amount",),
    }[kind]
    if not one.required("date", "security_id", "stakeholder_id", *needed):
        return None
    day = one.day("date")
    number = _number(kind, one)
    if day is None or number is None:
        return None
    placed = _placed(kind, one, plans, classes, day)
    if placed is None:
        return None
    row, pool = placed
    strike = one.money("exercise_price")
    return IssuedSecurity(
        id=one.text("security_id"),
        kind=kind,
        day=day,
        holder=holders.named(one),
        class_name=row.name,
        number=number,
        issuance=one,
        price=one.money("share_price"),
        consideration=one.money("purchase_price"),
        strike=strike if strike != row.start_price else None,
        ends=one.day("expiration_date") or one.day("warrant_expiration_date"),
        pool=pool,
        certificate=one.text("custom_id"),
    )


def _number(kind: SecurityKind, one: Fields) -> Fraction | None:
    if kind is SecurityKind.CONVERTIBLE:
        return one.money("investment_amount")
    if kind is not SecurityKind.WARRANT:
        return one.count("quantity")
    quantity, fixed = one.count("quantity"), _fixed(one)
    if quantity is None and fixed is None:
        one.add("missing", "quantity", done="it is left out, as how many shares it gives is open")
    if quantity is not None and fixed is not None and quantity != fixed:
        what = f"quantity is {words(quantity)}, its trigger gives {words(fixed)} shares"
        one.add("warrant_terms", "quantity", what=what, done="the quantity counts")
    return fixed if quantity is None else quantity


def _fixed(warrant: Fields) -> Fraction | None:
    """Return how many shares the first trigger gives that says so."""
    for trigger in warrant.parts("exercise_triggers"):
        right = trigger.part("conversion_right")
        mechanism = None if right is None else right.part("conversion_mechanism")
        if mechanism is not None and mechanism.has("converts_to_quantity"):
            return mechanism.count("converts_to_quantity")
    return None


def _placed(
    kind: SecurityKind, one: Fields, plans: Mapping[str, Fields], classes: Classes, day: date
) -> tuple[ClassRow, str] | None:
    """Return the class of what is issued, and the pool it is taken from."""
    if kind is SecurityKind.CONVERTIBLE:
        return ClassRow(), ""
    if kind is SecurityKind.WARRANT:
        return _warrants(one, classes, day), ""
    if kind is SecurityKind.COMPENSATION:
        return _compensation(one, plans, classes)
    row = classes.rows.get(one.text("stock_class_id"))
    return None if row is None else (row, _pool(one, plans, classes))


def _pool(one: Fields, plans: Mapping[str, Fields], classes: Classes) -> str:
    """Return the pool of the plan that something is issued under, "" without one."""
    plan = one.text("stock_plan_id")
    if plan and plan not in plans:
        one.add("unknown_plan", "stock_plan_id", value=plan, done="no pool is less for it")
    return classes.rows[plan].name if plan in plans and plan in classes.rows else ""


def _compensation(
    one: Fields, plans: Mapping[str, Fields], classes: Classes
) -> tuple[ClassRow, str] | None:
    kind = one.text("compensation_type") or "OPTION"
    if kind not in OPTIONS | {RSU}:
        one.add("no_shares", "compensation_type", kind=kind)
        return None
    plan = one.text("stock_plan_id")
    if plan and plan not in plans:
        one.add("unknown_plan", "stock_plan_id", value=plan, done="the id is its name")
    named = plans[plan].text("plan_name") if plan in plans else plan
    word, strike = ("RSUs", None) if kind == RSU else ("Options", one.money("exercise_price"))
    row = ClassRow(
        name=f"{word}: {named}" if named else word,
        type="other" if kind == RSU else "option",
        rule="none",
        original_issue_price=strike,
        start_price=strike,
        votes=Fraction(0),
        source=f"OCF {plan}" if plan else "OCF, without a plan",
    )
    pool = classes.rows[plan].name if plan in classes.rows else ""
    return classes.add(f"{word} of {plan}", row), pool


def _warrants(one: Fields, classes: Classes, day: date) -> ClassRow:
    """Return the class of warrants at that price into that class."""
    strike, target = one.money("exercise_price"), _target(one, classes)
    at = "" if strike is None else f" at ${money(strike)}"
    into = (
        "" if target.type == COMMON and target.name == classes.common() else f" into {target.name}"
    )
    row = ClassRow(
        name=f"Warrants{at}{into}",
        type="warrant",
        rule="none",
        original_issue_price=strike,
        start_price=strike,
        start_date=None if strike is None else day,
        votes=Fraction(0),
        source=f"OCF {one.id}",
    )
    return classes.add(f"Warrants {strike} {target.name}", row)


def _target(warrant: Fields, classes: Classes) -> ClassRow:
    """Return the class that a warrant is for; the common stock where it does not say."""
    named = [
        right.text("converts_to_stock_class_id")
        for trigger in warrant.parts("exercise_triggers")
        if (right := trigger.part("conversion_right")) is not None
        and right.has("converts_to_stock_class_id")
    ]
    common = ClassRow(name=classes.common(), type=COMMON)
    if len(set(named)) > 1:
        what = f"its triggers are for {len(set(named))} classes"
        warrant.add("warrant_terms", "exercise_triggers", what=what, done="the first one is taken")
    if not named:
        what = "no trigger says which class it is for"
        warrant.add("warrant_terms", "exercise_triggers", what=what, done="common stock is assumed")
        return common
    if named[0] not in classes.rows:
        warrant.add(
            "unknown_reference",
            "exercise_triggers",
            value=named[0],
            done="common stock is assumed",
        )
    return classes.rows.get(named[0], common)


def pools_of(plans: Iterable[Fields], classes: Classes) -> None:
    """Add the pool of each plan as a class."""
    for plan in plans:
        named = plan.text("plan_name")
        if not named:
            plan.add("missing", "plan_name", done="its id is its name")
        wanted = f"Pool: {plan.summed(named or plan.id, 'plan_name')}"
        row = ClassRow(
            name=wanted,
            type="pool",
            rule="none",
            votes=Fraction(0),
            source=f"OCF {plan.id}",
        )
        given = classes.add(plan.id, row).name
        if given != wanted:
            plan.add("same_name", "plan_name", name=wanted, unique=given)
