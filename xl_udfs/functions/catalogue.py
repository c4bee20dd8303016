"""Every worksheet function, by name: importing this module declares them all."""

from collections.abc import Mapping

from xl_udfs.functions import calendars, record
from xl_udfs.functions.agreement import (
    accruals,
    amendments_and_costs,
    covenants,
    notes,
    terms,
    trading,
    warrants,
)
from xl_udfs.functions.captable import listing, rounds
from xl_udfs.functions.price import antidilution, history
from xl_udfs.functions.registry import REGISTRY, WorksheetFunction
from xl_udfs.functions.series_5a import (
    conversion,
    holder_redemption,
    liquidation,
    notices_of_conversion,
    redemption,
    triggers,
)

MODULES = (
    conversion,
    notes,
    accruals,
    terms,
    covenants,
    amendments_and_costs,
    antidilution,
    calendars,
    listing,
    history,
    redemption,
    holder_redemption,
    liquidation,
    notices_of_conversion,
    record,
    rounds,
    warrants,
    trading,
    triggers,
)  # in the order of the reference, within a category
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

_PLACES = {module.__name__: place for place, module in enumerate(MODULES)}

FUNCTIONS: Mapping[str, WorksheetFunction] = {
    function.name: function
    for function in sorted(
        REGISTRY.values(),
        key=lambda one: (CATEGORIES.index(one.category), _PLACES[one.body.__module__]),
    )
}
