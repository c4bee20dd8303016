"""The templates by name, and how each is made."""

from collections.abc import Callable, Mapping

from xl_udfs.templates import adjustment_certificate, redemption

TEMPLATES: Mapping[str, Callable[[], bytes]] = {
    "adjustment_certificate": adjustment_certificate.build,
    "redemption": redemption.build,
}
