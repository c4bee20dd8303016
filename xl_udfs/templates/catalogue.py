"""The templates by name, and how each is made."""

from collections.abc import Callable, Mapping

from xl_udfs.templates import adjustment_certificate, cap_table, reconciliation

TEMPLATES: Mapping[str, Callable[[], bytes]] = {
    "adjustment_certificate": adjustment_certificate.build,
    "cap_table": cap_table.build,
    "reconciliation": reconciliation.build,
}
DEMONSTRATIONS: Mapping[str, Callable[[int], bytes]] = {  # with so many made-up holders
    "cap_table": cap_table.build_demonstration,
}
