"""The templates by name, and how each is made."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from xl_udfs.templates.cap_table import workbook as cap_table
from xl_udfs.templates.cap_table.data import (
    LEAST_EVENTS,
    LEAST_HOLDERS,
    NOBODY,
    SPARE_EVENTS,
    SPARE_ROWS,
    USUAL_CLASSES,
    Room,
    room_of,
)
from xl_udfs.templates.cap_table.exhibits import VSOURCE, demonstration
from xl_udfs.templates.certificates import adjustment_certificate, reconciliation
from xl_udfs.templates.compliance import workbook as compliance
from xl_udfs.templates.liquidation import workbook as liquidation
from xl_udfs.templates.notes_and_warrants import workbook as notes_and_warrants
from xl_udfs.templates.redemption import workbook as redemption
from xl_udfs.templates.sheets.blank import Tables, blank
from xl_udfs.templates.sheets.finish import finished
from xl_udfs.templates.sheets.plan import Plan, made

PLANS: Mapping[str, Plan] = {
    "cap_table": cap_table.plan_of(VSOURCE),
    "adjustment_certificate": adjustment_certificate.PLAN,
    "redemption": redemption.PLAN,
    "notes_and_warrants": notes_and_warrants.PLAN,
    "liquidation": liquidation.PLAN,
    "compliance": compliance.PLAN,
    "reconciliation": reconciliation.PLAN,
}


def _shipped(plan: Plan) -> bytes:
    return finished(made(plan))


SHIPPED_SIZE: Mapping[str, int] = {
    "classes": len(VSOURCE.classes),
    "holders": len(VSOURCE.holders),
}
"""What the shipped cap table is filled with, for which a filled copy must have room."""


def cap_table_with_room(
    *, filled: bool, classes: int | None, holders: int | None, events: int | None
) -> bytes:
    """Return a cap table with rows and columns for more than it is shipped with.

    Args:
        filled: whether with the company's data, else blank.
        classes: so many; None for the usual twelve.
        holders: so many; None for those of the company.
        events: price events; None for those of the company and a few more.
    """
    company = VSOURCE if filled else NOBODY
    room = room_of(company, classes=classes, holders=holders, events=events or 0)
    plan = cap_table.plan_of(company, room)
    return _shipped(plan) if filled else blank(plan)


def cap_table_of(tables: Tables, inputs: Mapping[str, object], events: int) -> bytes:
    """Return a cap table with these rows, without any other company's data.

    Args:
        tables: rows by table and title.
        inputs: values by name.
        events: price events that it has room for, besides a few more.
    """
    company = replace(
        NOBODY,
        ledger=({},) * len(tables["tblLedger"]),
        convertibles=({},) * len(tables["tblConvertibles"]),
    )
    room = Room(
        classes=max(len(tables["tblClasses"]), USUAL_CLASSES),
        holders=max(len(tables["tblHolders"]) + SPARE_ROWS, LEAST_HOLDERS),
        events=max(events + SPARE_EVENTS, LEAST_EVENTS),
    )
    return blank(cap_table.plan_of(company, room), tables, inputs)


def _demonstration(holders: int) -> bytes:
    company = demonstration(holders)
    room = room_of(company, classes=len(company.classes) + 2)
    return finished(made(cap_table.plan_of(company, room)))


TEMPLATES: Mapping[str, Callable[[], bytes]] = {
    name: partial(_shipped, plan) for name, plan in PLANS.items()
}
BLANKS: Mapping[str, Callable[[], bytes]] = {  # without the company's data
    name: partial(blank, plan) for name, plan in PLANS.items()
}
DEMONSTRATIONS: Mapping[str, Callable[[int], bytes]] = {  # with so many made-up holders
    "cap_table": _demonstration,
}
