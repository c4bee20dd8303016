"""What stands in a workbook, as pandas has it: its tables, and its named inputs and results."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from xl_udfs.cells import SHIFT, CellValue, ExcelError, moment_of
from xl_udfs.engine.api import read_file
from xl_udfs.engine.calculation.library import Recalculated, Unsupported
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.references import address
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.tables.inputs import named_cells
from xl_udfs.engine.tables.new_rows import table_named
from xl_udfs.engine.tables.rows import Rows, about, rows_of_frame
from xl_udfs.engine.workbook.book import Book, Place, data_of
from xl_udfs.engine.workbook.sheet import unescaped
from xl_udfs.hosts.headless import function_table

if TYPE_CHECKING:
    import pandas as pd

FilePath: TypeAlias = str | os.PathLike[str]
_Values: TypeAlias = Mapping[Place, Recalculated]


def read_table(
    path: FilePath, name: str, *, recalculate: bool = False, calculated: bool = True
) -> "pd.DataFrame":
    """Return a table of a workbook: its columns by their titles, dates as dates, blanks as NA.

    Args:
        path: the workbook.
        name: of the table, in any case.
        recalculate: compute its formulas anew, else what the file shows.
        calculated: False leaves out the columns that formulas fill; the others are what `refresh`
            takes for this table.

    Returns:
        A column of numbers is float, of dates datetime64, of TRUE and FALSE boolean, of texts
        string; one that holds several kinds, or an error value (as its text, ``#N/A``), is object.

    Raises:
        WorkbookError: where the file cannot be read, or has no such table, or a value is wanted
            that cannot be computed.
    """
    import pandas as pd  # noqa: PLC0415 - a DataFrame comes out

    book = opened(path)
    sheet, table = table_named(book, str(name))
    (first, left), (last, _) = data_of(table)
    values = recomputed(book) if recalculate else {}
    columns = {}
    for place, column in enumerate(table.tableColumns, start=left):
        places = [Place(sheet.name, (row, place)) for row in range(first, last + 1)]
        if not calculated and any(book.formula(at) is not None for at in places):
            continue
        cells = [python_value(book, at, value_in(book, values, at)) for at in places]
        columns[unescaped(str(column.name))] = series_of(cells)
    return pd.DataFrame(columns)


def read_names(path: FilePath, *, recalculate: bool = False) -> "pd.Series":
    """Return the single cells of a workbook that have a name, inputs and results, by that name.

    Args:
        path: the workbook.
        recalculate: compute its formulas anew, else what the file shows.

    Raises:
        WorkbookError: where the file cannot be read, or a value cannot be computed.
    """
    import pandas as pd  # noqa: PLC0415 - a Series comes out

    book = opened(path)
    values = recomputed(book) if recalculate else {}
    cells = {
        name: python_value(book, place, value_in(book, values, place))
        for name, place in named_cells(book)
    }
    return pd.Series(cells, dtype=object, name="value").rename_axis("name")


def opened(path: FilePath) -> Book:
    """Read a workbook from a path of any kind.

    Raises:
        UnreadableError: where it cannot or must not be read.
    """
    with named(path) as place:
        return read_file(place)


@contextmanager
def named(path: FilePath) -> Iterator[Path]:
    """Give the place of a file, and note its path on what refuses it.

    Raises:
        UnreadableError: where no file can be there; what else is raised within.
    """
    place = Path(path)
    fault = UnreadableError("E_UNREADABLE", fault=f"{str(place)!r} is not the name of a file")
    if not place.name or "\0" in str(place):
        raise fault
    try:
        yield place
    except UnreadableError as fault:
        fault.add_note(f"The file is {str(place)!r}.")
        raise


def by_name(what: str, given: object) -> list[tuple[str, Any]]:
    """Return what is given for each name.

    Raises:
        UnreadableError: E_INPUT, where it is not a mapping of names.
    """
    if not isinstance(given, Mapping):
        kind = type(given).__name__
        raise UnreadableError(
            "E_INPUT", found=f"{what} is of type {kind}; it must be a dict, by name"
        )
    return [(str(name), value) for name, value in given.items()]


def rows_for(name: str, frame: object) -> Rows:
    """Return a DataFrame as the rows of a table.

    Raises:
        UnreadableError: E_DATA, where it is none, or not one that a table can hold.
    """
    with about(f"the data for {name}"):
        return rows_of_frame(frame)


def recomputed(book: Book) -> _Values:
    """Return the values of a workbook's formulas, by the clock of this moment."""
    return recalculate(book, function_table(), clock_of(None))


def clock_of(today: date | None) -> datetime:
    """Return what the clock of a workbook shows: the start of a day."""
    day = today or date.today()  # noqa: DTZ011 - a workbook's clock has no zone
    if not isinstance(day, date):
        raise UnreadableError("E_INPUT", found=f"today is {today!r}; it must be a date")
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - as above


def value_in(book: Book, values: _Values, place: Place) -> CellValue:
    """Return what a cell holds, from `values` where they have it.

    Raises:
        UnreadableError: E_NO_VALUE, where it cannot be computed.
    """
    value = values[place] if place in values else _stored(book, place)
    if isinstance(value, Unsupported):
        where = f"{place.sheet}!{address(place.position)}"
        raise UnreadableError("E_NO_VALUE", found=f"{where} is not computed: {value.reason}")
    return value


def _stored(book: Book, place: Place) -> CellValue:
    cell = book.cell(place)
    return None if cell is None else cell.value


def shows_date(book: Book, place: Place) -> bool:
    """Whether a cell shows its number as a date."""
    cell = book.cell(place)
    return cell is not None and cell.style in book.date_styles


def python_value(book: Book, place: Place, value: CellValue) -> Any:  # noqa: ANN401 - of any kind
    """Return a value as Python has it: a date for a cell that shows one, None for a blank."""
    if isinstance(value, ExcelError):
        return value.value
    if isinstance(value, float | int) and not isinstance(value, bool) and shows_date(book, place):
        return moment_of(value + (SHIFT if book.epoch_1904 else 0)) or value
    return None if value == "" else value


DTYPES = {  # a bool is an int, too
    bool: "boolean",
    int: "float64",
    float: "float64",
    datetime: "datetime64[us]",
    str: "string",
}
ERROR_TEXTS = {error.value for error in ExcelError}


def series_of(cells: Iterable[object]) -> "pd.Series":
    """Return cells as a Series of their kind; what is of several kinds, or none, is object."""
    import pandas as pd  # noqa: PLC0415 - a Series comes out

    values = list(cells)
    there = [value for value in values if value is not None]
    dtypes = {
        next((dtype for kind, dtype in DTYPES.items() if isinstance(value, kind)), "object")
        for value in there
    }
    holds_error = "string" in dtypes and not ERROR_TEXTS.isdisjoint(there)
    dtype = dtypes.pop() if len(dtypes) == 1 and not holds_error else "object"
    return pd.Series(values, dtype=dtype)
