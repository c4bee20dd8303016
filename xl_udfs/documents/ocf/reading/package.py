"""A package to a cap table: its objects read, its securities replayed, everything left said."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path

from xl_udfs.documents.ocf.reading.changes import QUANTITY, changes_of
from xl_udfs.documents.ocf.reading.classes import Classes, classes_of
from xl_udfs.documents.ocf.reading.convertibles import convertibles_of
from xl_udfs.documents.ocf.reading.manifest import Objects, objects_of
from xl_udfs.documents.ocf.reading.objects import Fields
from xl_udfs.documents.ocf.reading.parties import holders_of
from xl_udfs.documents.ocf.reading.pools import RETURN, note_overdrawn, reserves_of
from xl_udfs.documents.ocf.reading.replay import Replay
from xl_udfs.documents.ocf.reading.securities import (
    IssuedSecurity,
    SecurityKind,
    pools_of,
    securities_of,
)
from xl_udfs.documents.ocf.reading.sidecar import ObjectRows, sidecar_of, with_sidecar
from xl_udfs.documents.ocf.reading.source import files_of
from xl_udfs.documents.ocf.reading.splits import note_splits_named, splits_of
from xl_udfs.documents.ocf.report import Report
from xl_udfs.documents.ocf.rows import (
    CapTableRows,
    ClassRow,
    PackageContent,
    StatedPrice,
)
from xl_udfs.engine.api import DEFAULT_LIMITS, Limits

NOT_USED = {  # objects that have no place, and what they are
    "VALUATION": "a valuation of a class",
    "VESTING_TERMS": "terms of vesting",
    "STOCK_LEGEND_TEMPLATE": "a legend of certificates",
    "DOCUMENT": "a document",
    "TX_VESTING_START": "a start of vesting",
    "TX_VESTING_EVENT": "an event of vesting",
    "TX_VESTING_ACCELERATION": "an acceleration of vesting",
    "TX_ISSUER_AUTHORIZED_SHARES_ADJUSTMENT": "authorized shares of all classes together",
    **{f"TX_{kind.value}_ACCEPTANCE": "an acceptance" for kind in SecurityKind},
}
USED = frozenset(
    {
        *("STAKEHOLDER", "STOCK_CLASS", "STOCK_PLAN", "FINANCING"),
        *("TX_STOCK_CLASS_SPLIT", "TX_STOCK_CLASS_CONVERSION_RATIO_ADJUSTMENT"),
        *("TX_STOCK_CLASS_AUTHORIZED_SHARES_ADJUSTMENT", "TX_STOCK_PLAN_POOL_ADJUSTMENT"),
        "TX_STOCK_PLAN_RETURN_TO_POOL",
        *(f"TX_{kind.value}_ISSUANCE" for kind in SecurityKind),
        *(f"TX_{kind.value}_{what.name}" for kind, what in QUANTITY),
    }
)
NOT_CARRIED = {  # fields that have no place, by type
    "ISSUER": ("dba", "tax_ids", "email", "phone", "address", "initial_shares_authorized"),
    "STAKEHOLDER": ("tax_ids", "primary_contact", "contact_info", "issuer_assigned_id"),
    "STOCK_CLASS": ("par_value", "stockholder_approval_date"),
    "TX_STOCK_ISSUANCE": ("cost_basis", "share_numbers_issued", "vestings", "issuance_type"),
    "TX_EQUITY_COMPENSATION_ISSUANCE": ("termination_exercise_windows", "vestings", "base_price"),
    "TX_WARRANT_ISSUANCE": ("vestings",),
    "TX_CONVERTIBLE_ISSUANCE": ("pro_rata", "seniority"),
}
RETURNS = ("", "RETURN_TO_POOL")  # what a plan says where what is cancelled returns to it


def read_ocf_package(
    path: Path, limits: Limits = DEFAULT_LIMITS, *, check_md5: bool = True
) -> PackageContent:
    """Read a package into the rows of a cap table.

    Args:
        path: a folder, a zip, or a manifest.
        limits: what a file may at most be, as of workbooks.
        check_md5: whether the manifest's md5 are compared.

    Raises:
        UnreadableError: where it cannot be opened, or is not a sound zip within the limits.
        PackageError: where it has no manifest, or several, or one that cannot be read.
    """
    report = Report()
    return package_of(objects_of(files_of(path, limits), report, check_md5=check_md5), report)


def package_of(objects: Objects, report: Report) -> PackageContent:
    """Return what the objects of a package hold for a cap table."""
    holders = holders_of(objects["STAKEHOLDER"])
    classes, steps = classes_of(
        objects["STOCK_CLASS"],
        objects["TX_STOCK_CLASS_CONVERSION_RATIO_ADJUSTMENT"],
        objects["TX_STOCK_CLASS_AUTHORIZED_SHARES_ADJUSTMENT"],
        objects.as_of,
    )
    plans = objects["STOCK_PLAN"]
    pools_of(plans, classes)
    issued = securities_of(objects, classes, holders)
    securities = issued.read
    changes = changes_of(objects, issued)
    splits = list(splits_of(objects["TX_STOCK_CLASS_SPLIT"], classes))
    note_splits_named(objects["TX_STOCK_REISSUANCE"], objects["TX_STOCK_CLASS_SPLIT"])
    replay = Replay(
        securities=securities,
        rate_on=partial(_rate_on, classes, steps),
        deals=_deals(objects, securities),
        returns=frozenset(
            classes.rows[plan.id].name
            for plan in plans
            if plan.text("default_cancellation_behavior") in RETURNS
        ),
        settled=frozenset(one.text("security_id") for one in objects[RETURN]),
        as_of=objects.as_of,
        pooled=bool(plans),
    )
    reserves = [*reserves_of(objects, classes, issued, splits)]
    replay.lines += (line for line in reserves if line.row.number)
    replay.run(changes, splits)
    _note_ends(securities, replay.left_then, objects.as_of)
    _note_left_out(objects, issued.ids)
    lines = replay.ordered()
    table = CapTableRows(
        company="" if objects.issuer is None else objects.issuer.text("legal_name"),
        as_of=objects.as_of,
        classes=classes.ordered(),
        holders=tuple(holders.rows.values()),
        ledger=tuple(line.row for line in lines),
        convertibles=tuple(convertibles_of(securities, changes, objects.as_of)),
        steps=steps,
    )
    note_overdrawn(plans, classes, table)
    own = {*(one.id for one in objects["STOCK_CLASS"]), *(plan.id for plan in plans)}
    standing = {name: row for name, row in classes.rows.items() if name in own}
    table = with_sidecar(ObjectRows(table, lines, holders.rows, standing), objects)
    used = sum(len(objects[name]) for name in USED) + (objects.issuer is not None)
    used += sidecar_of(objects) is not None
    return PackageContent(
        table=table,
        report=report.sorted(),
        version=objects.version,
        read=objects.count,
        used=used,
    )


def _rate_on(classes: Classes, steps: Sequence[StatedPrice], name: str, day: date) -> Fraction:
    """Return how many common shares one of a class gave on a day, 1 where there are no prices."""
    row = next((row for row in classes.rows.values() if row.name == name), ClassRow())
    prices = [step.price for step in steps if step.class_name == name and step.day <= day]
    first = [step.price for step in steps if step.class_name == name]
    price = prices[-1:] or first[:1]
    return replace(row, start_price=price[0]).rate if price else Fraction(1)


def _deals(objects: Objects, securities: Mapping[str, IssuedSecurity]) -> dict[str, str]:
    """Return the names of financings by the ids of their issuances."""
    read = {one.issuance.id for one in securities.values()}
    by_security = {one.id: one.issuance.id for one in securities.values()}
    deals = {}
    left_out = {
        one.id for kind in SecurityKind for one in objects[f"TX_{kind.value}_ISSUANCE"]
    } - read
    for one in objects["FINANCING"]:
        for named in one.texts("issuance_ids"):
            found = by_security.get(named, named)
            if named in left_out:
                one.add("of_left_out", "issuance_ids", security=named, kind="an issuance")
            elif found not in read:
                one.add("unknown_reference", "issuance_ids", value=named, done="it is left out")
            deals[found] = one.text("name") or one.id
    return deals


def _note_ends(
    securities: Mapping[str, IssuedSecurity], left: Mapping[str, Fraction], as_of: date | None
) -> None:
    """Report what has ended by its terms, or ends that day, and is still there."""
    for name, one in securities.items():
        if as_of is None or one.ends is None or one.ends > as_of or not left[name]:
            continue
        code = "expires_on_as_of" if one.ends == as_of else "expired"
        one.issuance.add(code, "expiration_date", date=one.ends)


def _note_left_out(objects: Objects, issued: frozenset[str]) -> None:
    """Report every object and field that a cap table has no place for."""
    ours = sidecar_of(objects)
    for one in (one for these in objects.by_type.values() for one in these):
        name = one.object_type
        if one is ours:
            continue
        if name in NOT_USED:
            one.add("not_used", what=NOT_USED[name])
            named = one.text("security_id")
            if named and named not in issued:
                done = "it is not used anyway"
                one.add("unknown_reference", "security_id", value=named, done=done)
        elif name not in USED:
            one.add("unknown_type" if name.startswith("TX_") else "unknown_object")
        _note_fields(one)
    if objects.issuer is not None:
        _note_fields(objects.issuer)


def _note_fields(one: Fields) -> None:
    unread = [name for name in NOT_CARRIED.get(one.object_type, ()) if name in one.values]
    one.note_omitted(iter(unread), "blank")
    for name in unread:
        if one.has(name) and one.values[name] not in ([], ""):
            one.add("not_carried", name)
