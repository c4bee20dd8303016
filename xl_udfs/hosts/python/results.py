"""What a worksheet function gives, as Python and pandas have it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from xl_udfs.cells import ExcelError, Outcome, Refused, moment_of
from xl_udfs.functions.reading.kinds import as_cell
from xl_udfs.functions.registry import WorksheetFunction

if TYPE_CHECKING:
    import pandas as pd

Scalar: TypeAlias = float | str | bool | datetime | None
_NO_VALUE = (Refused, ExcelError)


def scalar_of(value: Any) -> Scalar:  # noqa: ANN401 - any core type
    """Return a core value as Python has it: a number as a float, a day as a datetime.

    Raises:
        OutOfRangeError: for a number that no cell can hold.
    """
    if isinstance(value, date):
        midnight = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - cells have no zone
        return value if isinstance(value, datetime) else midnight
    if value is None or value == "":
        return None
    cell = value if isinstance(value, float) else as_cell(value)
    return cell if not isinstance(cell, ExcelError) else None


def column_of(
    function: WorksheetFunction,
    outcomes: Sequence[Outcome],
    index: Any,  # noqa: ANN401
) -> "pd.Series":
    """Return one result a row, NA where it was refused or is blank, in pandas' own kind."""
    import pandas as pd  # noqa: PLC0415 - only where a Series is made

    values = [None if o == "" or isinstance(o, _NO_VALUE) else o for o in outcomes]
    match function.unit:
        case "date":
            days = [None if v is None else moment_of(v) for v in values]  # type: ignore[arg-type]
            return pd.Series(days, index=index, dtype="datetime64[us]")
        case "TRUE or FALSE":
            return pd.Series(values, index=index, dtype="boolean" if None in values else bool)
        case "text":
            return pd.Series(values, index=index, dtype="string")
    return pd.Series(values, index=index, dtype=float)


def frame_of(
    rows: Sequence[Sequence[Any]],
    columns: Sequence[str],
    index: Any,  # noqa: ANN401 - an Index, or none
) -> "pd.DataFrame":
    """Return rows of core values, each column of one kind where its values are."""
    import pandas as pd  # noqa: PLC0415 - only where a DataFrame is made

    values = [list(map(scalar_of, row)) for row in rows]
    names = columns if columns and values and len(columns) == len(values[0]) else None
    frame = pd.DataFrame(values, columns=names or (columns if not values else None))
    if index is not None and len(index) == len(frame):
        frame.index = index
    return frame.infer_objects()
