"""What a table goes into or comes out of, with the columns and rows that pandas wants."""

from typing import TYPE_CHECKING, Any

from xl_udfs.core.errors import InvalidInputError
from xl_udfs.hosts.python.calling import call
from xl_udfs.hosts.python.cells import is_column, is_frame

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd


def price_history(
    initial_price: float,
    closing_date: "date",
    events: "pd.DataFrame",
    **terms: Any,  # noqa: ANN401 - of many kinds
) -> "pd.DataFrame":
    """Replay events: one row for the start and one for each of them.

    Args:
        initial_price: conversion price at the start, $ per share.
        closing_date: Closing Date of the series; only what happens after it counts.
        events: date, event, shares, consideration and the further columns of CONVPRICE_HISTORY.
        terms: its optional arguments by name: threshold, ratchet_months, rule, decimals …

    Returns:
        date, event, price_before, price_after, rule.

    Raises:
        CapTableError: as CONVPRICE_HISTORY refuses.
    """
    result: pd.DataFrame = call("convprice_history", initial_price, closing_date, events, **terms)
    return result


def breakpoints(
    classes: "pd.DataFrame",
    **reading: Any,  # noqa: ANN401 - as the function takes it
) -> "pd.DataFrame":
    """Return the amounts of proceeds at which the sharing changes, and why.

    Args:
        classes: the columns of BREAKPOINTS: class, seniority, preference, shares, participation …
        reading: its optional arguments by name.

    Raises:
        CapTableError: as BREAKPOINTS refuses.
    """
    result: pd.DataFrame = call("breakpoints", classes, **reading)
    return result


def waterfall(
    proceeds: "float | Sequence[float] | pd.Series",
    classes: "pd.DataFrame",
    **reading: Any,  # noqa: ANN401 - as the function takes it
) -> "pd.DataFrame":
    """Return what each class is paid (a column each) at each amount of proceeds (a row each).

    Args:
        proceeds: one amount, $, or several.
        classes: the columns of WATERFALL: class, seniority, preference, shares, participation …
        reading: its optional arguments by name.

    Raises:
        CapTableError: as WATERFALL refuses.
    """
    import pandas as pd  # noqa: PLC0415 - a DataFrame comes out

    if not is_frame(classes):
        raise InvalidInputError(
            "invalid_classes", "WATERFALL: classes must be a DataFrame", field="classes"
        )
    exits: Any = proceeds if is_column(proceeds) else [proceeds]
    payouts: list[Any] = [call("waterfall", each, classes, **reading) for each in exits]
    if not payouts:
        call("waterfall", 0, classes, **reading)  # refuses what the classes have wrong
    header = next((column for column in classes if str(column).strip().casefold() == "class"), None)
    names = range(len(classes)) if header is None else classes[header]  # None: refused, coerced
    rows = [[None] * len(classes) if payout.empty else list(payout[0]) for payout in payouts]
    frame = pd.DataFrame(rows, columns=list(names), dtype=float)
    return frame.set_axis(pd.Index(list(exits), name="proceeds"))
