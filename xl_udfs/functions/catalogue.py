"""Every worksheet function, by name: importing this module declares them all."""

from collections.abc import Mapping

from xl_udfs.functions import antidilution, conversion, record, redemption, triggers, warrants
from xl_udfs.functions.registry import REGISTRY, WorksheetFunction

CATEGORIES = (
    antidilution,
    conversion,
    redemption,
    triggers,
    warrants,
    record,
)  # in the order of the reference

FUNCTIONS: Mapping[str, WorksheetFunction] = REGISTRY
