"""Every worksheet function, by name: importing this module declares them all."""

from collections.abc import Mapping

from xl_udfs.functions import (
    antidilution,
    captable,
    conversion,
    liquidation,
    record,
    redemption,
    warrants,
)
from xl_udfs.functions.registry import REGISTRY, WorksheetFunction

CATEGORIES = (  # in the reference's order
    antidilution,
    conversion,
    redemption,
    liquidation,
    warrants,
    record,
    captable,
)

FUNCTIONS: Mapping[str, WorksheetFunction] = REGISTRY
