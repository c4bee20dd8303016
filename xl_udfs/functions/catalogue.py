"""Every worksheet function, by name: importing this module declares them all."""

from collections.abc import Mapping

from xl_udfs.functions import (
    antidilution,
    calendars,
    conversion,
    notes,
    record,
    redemption,
    warrants,
)
from xl_udfs.functions.registry import REGISTRY, WorksheetFunction

CATEGORIES = (  # in the reference's order
    antidilution,
    conversion,
    redemption,
    warrants,
    notes,
    calendars,
    record,
)

FUNCTIONS: Mapping[str, WorksheetFunction] = REGISTRY
