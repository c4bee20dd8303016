"""Worksheet functions that spill holidays, for use as a `holidays` range."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

from xl_udfs.cells import CellValue
from xl_udfs.core.errors import InvalidInputError, MissingDataError, OutOfRangeError
from xl_udfs.functions.reading.kinds import Kind, Text, count
from xl_udfs.functions.registry import SpilledRows, worksheet_function

if TYPE_CHECKING:
    from collections.abc import Callable

    from holidays import HolidayBase

CATEGORY = "Calendars"

FIRST_YEAR, LAST_YEAR = 1900, 2199


def _year(cell: CellValue) -> int:
    year = count(cell)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError
    return year


Year = Annotated[int, Kind("year", f"a year between {FIRST_YEAR} and {LAST_YEAR}", _year)]
FirstYear = Annotated[Year, "First year."]
LastYear = Annotated[Year, "Last year, not before the first."]


def _column(calendar: "Callable[..., HolidayBase]", first_year: int, last_year: int) -> SpilledRows:
    if last_year < first_year:
        raise OutOfRangeError(
            "out_of_range_last_year",
            f"last_year is {last_year}; it must not be before first_year, {first_year}",
            field="last_year",
        )
    known = calendar()
    # outside its years the library gives no holidays, which would count as business days
    if first_year < known.start_year or last_year > known.end_year:
        raise MissingDataError(
            "missing_years",
            f"the years {first_year} to {last_year} are not all known; the calendar holds "
            f"{known.start_year} to {known.end_year}",
            field="first_year",
        )
    return [(day,) for day in sorted(calendar(years=range(first_year, last_year + 1)))]


@worksheet_function(CATEGORY, "G-05", columns=("date",))
def federal_holidays(first_year: FirstYear, last_year: LastYear) -> SpilledRows:
    """Federal holidays of the United States, in one column, observed days among them."""
    # hosts load the catalogue at their start, and the library takes longer than all of it
    from holidays import country_holidays  # noqa: PLC0415

    return _column(partial(country_holidays, "US"), first_year, last_year)


@worksheet_function(CATEGORY, "G-05", columns=("date",))
def exchange_holidays(
    market: Annotated[Text, 'Market, as "NYSE"; WHY lists those that are known.'],
    first_year: FirstYear,
    last_year: LastYear,
) -> SpilledRows:
    """Holidays of a stock exchange, in one column, observed days among them."""
    from holidays import financial_holidays, list_supported_financial  # noqa: PLC0415

    known = list_supported_financial()
    if market.upper() not in known:
        raise InvalidInputError(
            "invalid_market",
            f'market is "{market}"; it must be one of {", ".join(sorted(known))}',
            field="market",
        )
    return _column(partial(financial_holidays, market.upper()), first_year, last_year)
