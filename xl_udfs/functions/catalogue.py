"""Every worksheet function, by name: importing this module declares them all."""

from collections.abc import Mapping

from xl_udfs.functions import (
    accruals,
    agreement,
    amendments_and_costs,
    antidilution,
    calendars,
    captable,
    conversion,
    covenants,
    history,
    holder_redemption,
    liquidation,
    notes,
    notices_of_conversion,
    record,
    redemption,
    rounds,
    trading,
    triggers,
    warrants,
)
from xl_udfs.functions.registry import REGISTRY, WorksheetFunction

MODULES = (
    antidilution,
    history,
    conversion,
    notices_of_conversion,
    redemption,
    holder_redemption,
    triggers,
    liquidation,
    warrants,
    notes,
    calendars,
    trading,
    record,
    captable,
    accruals,
    rounds,
    agreement,
    covenants,
    amendments_and_costs,
)
CATEGORIES = (
    "Cap Table: Anti-dilution",
    "Cap Table: Conversion",
    "Cap Table: Redemption",
    "Cap Table: Liquidation",
    "Cap Table: Warrants",
    "Cap Table: Notes",
    "Cap Table: Agreement",
    "Cap Table: Rounds",
    "Cap Table: Calendars",
    "Cap Table: Record",
)  # in the order of the reference

FUNCTIONS: Mapping[str, WorksheetFunction] = {
    function.name: function
    for category in CATEGORIES
    for function in REGISTRY.values()
    if function.category == category
}
