"""Every worksheet function, by name: importing this module declares them all."""

from collections.abc import Mapping

from xl_udfs.functions import antidilution, conversion, history, record, redemption, warrants
from xl_udfs.functions.registry import REGISTRY, WorksheetFunction

CATEGORIES = (
    antidilution,
    history,
    conversion,
    redemption,
    warrants,
    record,
)  # in the reference's order

FUNCTIONS: Mapping[str, WorksheetFunction] = REGISTRY
