"""The worksheet function that picks trading days from a table of prices."""

from typing import Annotated

from xl_udfs.core.dates import NO_HOLIDAYS
from xl_udfs.core.readings import TradingDays
from xl_udfs.core.series_5a.trading_days import TradingCloses
from xl_udfs.core.working import Calculation
from xl_udfs.functions.agreement.warrants import Closes, Dates, closes_of
from xl_udfs.functions.reading.kinds import Count, Day, one_of
from xl_udfs.functions.reading.view import View
from xl_udfs.functions.registry import SpilledRows, worksheet_function
from xl_udfs.functions.series_5a.conversion import DaysOff

CATEGORY = "Calendars"


@worksheet_function(CATEGORY, "G-06", columns=("close",))
def trading_closes(
    dates: Dates,
    closes: Closes,
    before: Annotated[Day, "Day before which they lie, as that of a mailing or of a receipt."],
    days: Annotated[Count, "Trading days, above 0."],
    holidays: DaysOff | None = None,
    reading: Annotated[
        TradingDays, one_of(TradingDays), "Where the trading days are taken from."
    ] = TradingDays.TABLE,
) -> Calculation[SpilledRows]:
    """Closes of the last trading days before a day, oldest first; blank where there is none."""
    table = {close.day: close.price for close in closes_of(dates, closes)}
    return View(
        TradingCloses(table, before, days, holidays or NO_HOLIDAYS, reading),
        lambda found: [(close,) for _, close in found],
    )
