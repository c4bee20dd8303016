"""Rows of a table from a stranger's CSV or JSON, guarded like a workbook.

CSV values are texts and stay texts until a column says what they are; nothing is a formula.
Formats other than CSV and JSON are read with pandas.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO, StringIO
from numbers import Real
from pathlib import PurePath
from typing import Any, NoReturn

from xl_udfs.cells import LONGEST_TEXT
from xl_udfs.engine.container.preflight import MIB
from xl_udfs.engine.limits import DEFAULT_LIMITS, Limits
from xl_udfs.engine.references import LAST_COLUMN, LAST_ROW
from xl_udfs.engine.refusals import UnreadableError

UTF_8 = "utf-8-sig"  # with the mark that Excel puts first, or without
SEPARATORS = {".csv": ",", "": ",", ".tsv": "\t", ".txt": "\t"}  # of two that fit
NAMED_SEPARATOR = re.compile(r'"?sep=(?P<separator>[,;\t|])"?\r?\n', re.IGNORECASE)  # of Excel
BY_PANDAS = {  # no pickles: reading one runs what it says
    ".parquet": "read_parquet",
    ".feather": "read_feather",
    ".orc": "read_orc",
    ".dta": "read_stata",
    ".xlsx": "read_excel",
    ".ods": "read_excel",
}


@dataclass(frozen=True, slots=True)
class Row:
    """The values of one row, and its number in the file: the header of a CSV is row 1."""

    number: int
    fields: tuple[object, ...]
    where: str = "row"  # what the number counts, as sentences name it


@dataclass(frozen=True, slots=True)
class Rows:
    """Named columns and rows of as many values."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_rows(
    content: bytes, name: str, limits: Limits = DEFAULT_LIMITS, encoding: str = UTF_8
) -> Rows:
    """Read the rows of a file's content.

    Args:
        content: its bytes.
        name: its name, whose ending says the format; "-" is CSV. The values of a CSV stand between
            commas, semicolons or tabs: what its header has most of.
        limits: what it may at most be.
        encoding: of its texts.

    Raises:
        UnreadableError: one of the codes E_DATA to E_DATA_FORMAT.
    """
    with about("the data" if name == "-" else f"the data {name!a}"):
        return _read(content, name, limits, encoding)


@contextmanager
def about(data: str) -> Iterator[None]:
    """Name the data in what refuses them."""
    try:
        yield
    except UnreadableError as fault:
        raise fault.about(data) from fault


def _read(content: bytes, name: str, limits: Limits, encoding: str) -> Rows:
    if len(content) > limits.data_mib * MIB:
        raise UnreadableError("E_DATA_SIZE", allowed=limits.data_mib, unit="MiB", limit="data_mib")
    suffix = PurePath(name).suffix.casefold()
    if suffix in SEPARATORS:
        rows = _from_csv(_text(content, encoding), SEPARATORS[suffix])
    elif suffix == ".json":
        rows = _from_json(_text(content, encoding))
    elif suffix in BY_PANDAS:
        rows = _from_pandas(content, name, BY_PANDAS[suffix], limits)
    else:
        known = ", ".join(filter(None, [*SEPARATORS, ".json", *BY_PANDAS]))
        raise UnreadableError("E_DATA_FORMAT", found=f"it reads {known}")
    _check_columns(rows.columns)
    if not rows.rows:
        _refuse("it has no rows; a table of Excel has at least one")
    return rows


def _refuse(fault: str) -> NoReturn:
    raise UnreadableError("E_DATA", fault=fault)


def _text(content: bytes, encoding: str) -> str:
    if encoding == UTF_8 and content.startswith((b"\xff\xfe", b"\xfe\xff")):
        likely = "utf-16, as its first bytes say"
        raise UnreadableError("E_DATA_ENCODING", encoding="UTF-8", found=1, likely=likely)
    try:
        return str(content, encoding)
    except UnicodeError as fault:
        found = fault.start + 1 if isinstance(fault, UnicodeDecodeError) else 1
        shown = "UTF-8" if encoding == UTF_8 else encoding
        likely = "cp1252 for Excel's plain CSV"
        raise UnreadableError(
            "E_DATA_ENCODING", encoding=shown, found=found, likely=likely
        ) from fault


def is_encoding(name: str) -> bool:
    """Whether a name is one of an encoding of texts."""
    try:
        str(b"a", name)  # of no bytes the name would not be looked up
    except UnicodeError:
        return True
    except (LookupError, ValueError):
        return False
    return True


def renamed(rows: Rows, names: Mapping[str, str]) -> Rows:
    """Return rows whose columns have other names, those of a table; names without case."""
    folded = {old.strip().casefold(): new for old, new in names.items()}
    columns = tuple(folded.get(name.strip().casefold(), name) for name in rows.columns)
    _check_columns(columns)
    return replace(rows, columns=columns)


def _check_columns(columns: tuple[str, ...]) -> None:
    seen: set[str] = set()
    for column in columns:
        if not column.strip():
            _refuse("one of its columns has no name")
        if column.casefold() in seen:
            _refuse(f"it has two columns {column[:80]!a}")
        seen.add(column.casefold())


def _from_csv(text: str, separator: str) -> Rows:
    if "\0" in text:
        _refuse("it holds a NUL character, which no text file has")
    csv.field_size_limit(LONGEST_TEXT)
    named = NAMED_SEPARATOR.match(text)
    text = text[named.end() :] if named else text
    separator = named["separator"] if named else _separator(text, separator)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        header = next(reader, None)
        if not header:
            _refuse("its first line names no columns")
        if len(header) > LAST_COLUMN:
            _refuse(f"it has {len(header):,} columns, more than a sheet")
        rows = tuple(_csv_rows(reader, len(header), 3 if named else 2))
    except csv.Error as fault:
        _refuse(f"line {reader.line_num:,}: {fault}")
    return Rows(tuple(header), rows)


def _separator(text: str, usual: str) -> str:
    """Return what stands between the names of the header, of two as many the usual one."""

    def columns(separator: str) -> int:
        try:
            return len(next(csv.reader(StringIO(text, newline=""), delimiter=separator), ()))
        except csv.Error:
            return 0  # which is said where it is read

    candidates: list[str] = [usual, *",;\t"]
    return max(candidates, key=columns)


def _csv_rows(reader: "Iterator[list[str]]", width: int, first: int) -> Iterator[Row]:
    for number, values in enumerate(reader, start=first):
        if not values and width > 1:
            continue  # an empty line, as at the end of many files
        row = tuple(values) or ("",)
        if len(row) != width:
            _refuse(f"row {number:,} has {len(row):,} values, and the header names {width:,}")
        if number > LAST_ROW:
            _refuse(f"it has more rows than a sheet ({LAST_ROW:,})")
        yield Row(number, row)


def _from_json(text: str) -> Rows:
    try:
        records = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError:
        _refuse("its values are nested too deep; it must be a list of objects without nesting")
    except ValueError as fault:
        _refuse(f"it is not JSON: {fault}")
    if not isinstance(records, list) or not all(isinstance(item, dict) for item in records):
        _refuse("it must be a list of objects, one a row")
    columns = tuple(records[0]) if records else ()
    rows = []
    for number, record in enumerate(records, start=1):
        if record.keys() != set(columns):
            odd = ", ".join(ascii(name[:80]) for name in sorted(record.keys() ^ set(columns)))
            _refuse(f"row {number:,} names other columns than the first row: {odd}")
        for value in record.values():
            if isinstance(value, list | dict):
                _refuse(f"row {number:,} has a value that is nested; each must be one value")
        rows.append(Row(number, tuple(record[column] for column in columns)))
    return Rows(columns, tuple(rows))


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object; of two values under one name no one knows which is meant."""
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"an object has {name[:80]!a} twice")
        found[name] = value
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number of JSON")


def _from_pandas(content: bytes, name: str, reader: str, limits: Limits) -> Rows:
    import pandas as pd  # noqa: PLC0415 - slow to load

    if reader == "read_excel":
        from xl_udfs.engine.container.package import unpacked  # noqa: PLC0415 - a workbook is read here only

        try:
            unpacked(content, limits, name)
        except UnreadableError as fault:
            _refuse(str(fault))
    read: Callable[[BytesIO], object] = getattr(pd, reader)
    try:
        frame = pd.DataFrame(read(BytesIO(content)))
    except ImportError as fault:
        raise UnreadableError("E_DATA_FORMAT", found=str(fault)) from fault
    except MemoryError:
        raise
    except Exception as fault:  # noqa: BLE001 - each format has errors of its own
        _refuse(f"{type(fault).__name__}: {str(fault)[:200]}")
    return rows_of_frame(frame)


def rows_of_frame(frame: Any) -> Rows:  # noqa: ANN401
    """Return the rows of a DataFrame; what is missing is a blank.

    Raises:
        UnreadableError: E_DATA, where they are none, or more than a sheet has, or two columns have
            one name.
    """
    if getattr(frame, "ndim", 0) != 2 or not hasattr(frame, "iloc"):
        _refuse(f"it is of type {type(frame).__name__}; it must be a DataFrame")
    if frame.empty:
        _refuse("it has no rows; a table of Excel has at least one")
    if len(frame) >= LAST_ROW:
        _refuse(f"it has more rows than a sheet ({LAST_ROW:,})")
    columns = [column_values(frame.iloc[:, place]) for place in range(frame.shape[1])]
    rows = tuple(
        Row(number, tuple(map(plain_value, values)))
        for number, values in enumerate(zip(*columns, strict=True), start=1)
    )
    names = tuple(map(str, frame.columns))
    _check_columns(names)
    return Rows(names, rows)


def column_values(column: Any) -> list[object]:  # noqa: ANN401 - a Series or an array
    """Return the values of a column; a number of 32 bits means the digits that it shows."""
    dtype = str(column.dtype).casefold()
    if dtype in {"datetime64[ns]", "datetime64[us]"}:  # tolist makes a Timestamp of each, or an int
        array = column.to_numpy() if hasattr(column, "to_numpy") else column
        moments: list[object] = array.astype("datetime64[us]").tolist()
        if set(map(type, moments)) <= {datetime, type(None)}:  # all are in years that Python has
            return moments
    values: list[object] = column.tolist()
    if dtype not in {"float16", "float32"}:
        return values
    narrow = column.dtype.type
    return [float(str(narrow(each))) if isinstance(each, Real) else each for each in values]


def plain_value(value: Any) -> object:  # noqa: ANN401 - of pandas, numpy or Python
    """Return a value as Python has it; what is missing is None, a blank."""
    if value is None or type(value).__name__ == "NAType":
        return None
    if isinstance(value, Decimal):
        return None if value.is_nan() else float(value)
    if isinstance(value, Fraction):
        return float(value)
    if getattr(value, "ndim", 0):  # a list of values, which no cell holds
        return list(value)
    if value != value:  # noqa: PLR0124 - NaN, NaT
        return None
    if type(value).__name__ in {"float16", "float32"}:
        return float(str(value))
    if hasattr(value, "to_timestamp"):  # a period, as its first day
        value = value.to_timestamp()
    for name in ("to_pydatetime", "item"):
        plain = getattr(value, name, None)
        if plain is not None:
            return plain()
    return value
