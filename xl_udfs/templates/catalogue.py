"""The templates by name, and how each is made."""

from collections.abc import Callable, Mapping
from functools import partial

from xl_udfs.templates.cap_table import workbook as cap_table
from xl_udfs.templates.certificates import adjustment_certificate, reconciliation
from xl_udfs.templates.compliance import workbook as compliance
from xl_udfs.templates.liquidation import workbook as liquidation
from xl_udfs.templates.notes_and_warrants import workbook as notes_and_warrants
from xl_udfs.templates.redemption import workbook as redemption
from xl_udfs.templates.sheets.blank import blank
from xl_udfs.templates.sheets.finish import Template, finished
from xl_udfs.templates.sheets.plan import made

MAKERS: Mapping[str, Callable[[], Template]] = {
    "cap_table": cap_table.template,
    "adjustment_certificate": partial(made, adjustment_certificate.PLAN),
    "redemption": partial(made, redemption.PLAN),
    "notes_and_warrants": partial(made, notes_and_warrants.PLAN),
    "liquidation": partial(made, liquidation.PLAN),
    "compliance": partial(made, compliance.PLAN),
    "reconciliation": partial(made, reconciliation.PLAN),
}


def _shipped(make: Callable[[], Template]) -> bytes:
    return finished(make())


def _blank(make: Callable[[], Template]) -> bytes:
    return blank(make())


def _demonstration(make: Callable[[int], Template], holders: int) -> bytes:
    return finished(make(holders))


TEMPLATES: Mapping[str, Callable[[], bytes]] = {
    name: partial(_shipped, make) for name, make in MAKERS.items()
}
BLANKS: Mapping[str, Callable[[], bytes]] = {  # without the company's data
    name: partial(_blank, make) for name, make in MAKERS.items()
}
DEMONSTRATIONS: Mapping[str, Callable[[int], bytes]] = {  # with so many made-up holders
    "cap_table": partial(_demonstration, cap_table.demonstration_template),
}
