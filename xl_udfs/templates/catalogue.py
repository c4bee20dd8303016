"""The templates by name, and how each is made."""

from collections.abc import Callable, Mapping

from xl_udfs.templates import (
    adjustment_certificate,
    cap_table,
    compliance,
    liquidation,
    notes_and_warrants,
    reconciliation,
    redemption,
)

TEMPLATES: Mapping[str, Callable[[], bytes]] = {
    "cap_table": cap_table.build,
    "adjustment_certificate": adjustment_certificate.build,
    "redemption": redemption.build,
    "notes_and_warrants": notes_and_warrants.build,
    "liquidation": liquidation.build,
    "compliance": compliance.build,
    "reconciliation": reconciliation.build,
}
DEMONSTRATIONS: Mapping[str, Callable[[int], bytes]] = {  # with so many made-up holders
    "cap_table": cap_table.build_demonstration,
}
