"""The templates by name, and how each is made."""

from collections.abc import Callable, Mapping

from xl_udfs.templates import (
    adjustment_certificate,
    compliance,
    notes_and_warrants,
    reconciliation,
)

TEMPLATES: Mapping[str, Callable[[], bytes]] = {
    "adjustment_certificate": adjustment_certificate.build,
    "compliance": compliance.build,
    "notes_and_warrants": notes_and_warrants.build,
    "reconciliation": reconciliation.build,
}
