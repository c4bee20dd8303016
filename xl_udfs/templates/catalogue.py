"""The templates by name, and how each is made."""

from collections.abc import Callable, Mapping

from xl_udfs.templates import adjustment_certificate, liquidation, redemption

TEMPLATES: Mapping[str, Callable[[], bytes]] = {
    "adjustment_certificate": adjustment_certificate.build,
    "liquidation": liquidation.build,
    "redemption": redemption.build,
}
