"""The version of each template's layout.

Its sheets, names, tables and columns are what commands read in a workbook made of it; a workbook
of another version is told so. Who changes a layout raises its number here: a test says when.
"""

from collections.abc import Mapping
from types import MappingProxyType

VERSIONS: Mapping[str, int] = MappingProxyType(
    {
        "cap_table": 3,
        "adjustment_certificate": 3,
        "redemption": 3,
        "notes_and_warrants": 2,
        "liquidation": 2,
        "compliance": 2,
        "reconciliation": 2,
    }
)
