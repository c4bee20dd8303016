"""The templates by name, and how each is made."""

from collections.abc import Callable, Mapping

from xl_udfs.templates import (
    adjustment_certificate,
    compliance,
    liquidation,
    notes_and_warrants,
    reconciliation,
    redemption,
)

TEMPLATES: Mapping[str, Callable[[], bytes]] = {
    "adjustment_certificate": adjustment_certificate.build,
    "redemption": redemption.build,
    "notes_and_warrants": notes_and_warrants.build,
    "liquidation": liquidation.build,
    "compliance": compliance.build,
    "reconciliation": reconciliation.build,
}
