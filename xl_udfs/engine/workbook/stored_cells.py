"""What a worksheet part stores of a cell, whichever way the part is read."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from math import isfinite
from types import MappingProxyType
from typing import NamedTuple

from xl_udfs.cells import FIRST_DAY, SHIFT, CellValue, ExcelError, serial_of
from xl_udfs.engine.formula.relative import OffGridError, RelativeFormula, relative
from xl_udfs.engine.references import Position, address

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how a stored text writes a control character


class DataTable(NamedTuple):
    """A what-if table: which cells take the values beside it, as "B4"; none that was deleted."""

    row_input: str | None  # takes the values above the table
    column_input: str | None  # takes the values at its left
    lost: bool  # whether a cell that took values was deleted


class StoredFormula(NamedTuple):
    """A stored formula, without its equals sign."""

    text: str
    array: str | None = None  # the range of an array formula or data table, as "B4:C9"
    dynamic: bool = False  # entered as a dynamic array, so that it spills
    data_table: DataTable | None = None  # which has no formula of its own

    @property
    def plain(self) -> bool:
        """Whether it is of its own cell only, as its copies are."""
        return self.array is None


class Cell(NamedTuple):
    """One stored cell; `value` is what it holds or, for a formula, its cached value.

    A workbook has hundreds of thousands: places are kept as small numbers, which Python shares.
    """

    value: CellValue
    style: int
    formula: StoredFormula | None
    start: int  # where it begins in the bytes of the part
    tag_size: int  # bytes of its start tag
    before: int  # bytes before its <v>, or before the empty place where one belongs
    size: int  # bytes of its <v>

    @property
    def tag(self) -> tuple[int, int]:
        """Where its start tag stands in the bytes of the part."""
        return self.start, self.start + self.tag_size

    @property
    def cached(self) -> tuple[int, int]:
        """Where its <v> stands, or the empty place where one belongs."""
        first = self.start + self.before
        return first, first + self.size

    @property
    def calculated(self) -> bool:
        """Whether there is any stored value; an empty text is one, an empty <v/> is none."""
        return self.value is not None


class Conventions(NamedTuple):
    """What the other parts of a workbook say of its cells."""

    epoch_1904: bool = False
    rich_errors: Mapping[int, ExcelError] = MappingProxyType({})
    """What a cell shows that holds `#VALUE!` and has the number of a rich value."""


USUAL = Conventions()


class StoredFormulas:
    """The formulas of one part, in their order; a shared one is written out."""

    def __init__(self) -> None:
        """Begin with none."""
        self.shared: dict[str, RelativeFormula] = {}  # by the number that their copies hold
        self._early: dict[Position, str] = {}  # copies that stand before the formula they share

    def formula(
        self, attributes: Mapping[str, str], text: str, here: Position, *, dynamic: bool
    ) -> StoredFormula | None:
        """Read an ``<f>``; `dynamic`, where its cell is marked as a dynamic array.

        Excel writes an empty one into the cells that a volatile array fills: no formula.

        Raises:
            ValueError: for a copy that would refer to cells off the grid.
        """
        kind = attributes.get("t", "normal")
        if kind == "shared":
            group = attributes["si"]
            if text:
                self.shared[group] = relative(text, here)
                return StoredFormula(text)
            if group not in self.shared:
                self._early[here] = group
                return StoredFormula(text)
            return StoredFormula(_copy(self.shared[group], here))
        if kind == "normal" and not text.strip():
            return None
        return StoredFormula(
            text,
            array=attributes.get("ref") if kind in ("array", "dataTable") else None,
            dynamic=kind == "array" and dynamic,
            data_table=_data_table(attributes) if kind == "dataTable" else None,
        )

    def settle(self, cells: dict[Position, Cell]) -> None:
        """Write out the copies that stand before the formula they share.

        Raises:
            ValueError: for one that shares a formula that is nowhere, or would leave the grid.
        """
        for here, group in self._early.items():
            if group not in self.shared:
                raise ValueError(f"{address(here)} shares the formula {group}, which is nowhere")
            written_out = StoredFormula(_copy(self.shared[group], here))
            cells[here] = cells[here]._replace(formula=written_out)


def _data_table(attributes: Mapping[str, str]) -> DataTable:
    """Read the attributes of a what-if table, which is of a row, of a column, or of both."""
    flags = {
        name: attributes.get(name) in ("1", "true") for name in ("dt2D", "dtr", "del1", "del2")
    }
    first, second = attributes.get("r1"), attributes.get("r2")
    lost = flags["del1"] or flags["del2"] or not first or (flags["dt2D"] and not second)
    if flags["dt2D"]:
        return DataTable(first, second, lost)
    return DataTable(first, None, lost) if flags["dtr"] else DataTable(None, first, lost)


def _copy(shared: RelativeFormula, here: Position) -> str:
    try:
        return shared.at(here)
    except OffGridError as fault:
        raise ValueError(f"a shared formula leaves the grid in {address(here)}") from fault


def stored_value(
    kind: str,
    text: str | None,
    shared_strings: list[str],
    conventions: Conventions = USUAL,
    rich: str | None = None,
) -> CellValue:
    """Read a ``<v>`` by the type of its cell; None where there is no ``<v>``.

    `rich` is the number of its rich value; Excel stores newer errors so, as `#VALUE!`.

    Raises:
        NotANumberError: where it should be a number.
        ValueError: where it is not of another type.
        IndexError: for a shared string that is not there.
    """
    if text is None:
        return None
    match kind:
        case "s":
            index = int(text)
            if index < 0:  # Python would count from the end
                raise IndexError(f"there is no shared string {index}")
            return shared_strings[index]
        case "str":
            return unescaped(text)
        case "d":
            return serial_of_iso(text.strip(), conventions) if text.strip() else None
        case "b":
            return text.strip() in {"1", "true"}
        case "e":
            error = OTHER_ERRORS.get(text.strip()) or ExcelError(text.strip())
            if rich is None or error is not ExcelError.VALUE:
                return error
            return conventions.rich_errors.get(int(rich), ExcelError.CALC)
        case _:
            return _number(text) if text.strip() else None


OTHER_ERRORS = dict.fromkeys(
    """#GETTING_DATA #BLOCKED! #BUSY! #CONNECT! #EXTERNAL! #FIELD! #PYTHON! #TIMEOUT! #UNKNOWN!
    #ERROR!""".split(),  # noqa: SIM905 - as a list
    ExcelError.CALC,
)
"""Errors of data that did not come in time, and of other programs: no formula here gives one."""
MARCH_1900 = date(1900, 3, 1)  # the day of `FIRST_DAY`


class NotANumberError(ValueError):
    """What stands where a number belongs."""


def serial_of_iso(text: str, conventions: Conventions = USUAL) -> float:
    """Read a date, a time of day or both, as ISO 8601 writes them.

    Raises:
        ValueError: where it is none of these.
    """
    try:
        if ":" in text and "-" not in text.partition("T")[0]:
            day = datetime.combine(MARCH_1900, time.fromisoformat(text))
            return serial_of(day) - FIRST_DAY
        moment = datetime.fromisoformat(text)
    except ValueError as fault:
        raise ValueError(f"{text[:40]!r} is not a date such as 2020-01-15T12:30:00") from fault
    serial = serial_of(moment)
    return serial - SHIFT if conventions.epoch_1904 else serial


def _number(text: str) -> float:
    """Read a stored number; Python would also read ``nan``, ``inf``, ``1_000`` and other digits.

    Raises:
        NotANumberError: where it is none, or too large for a cell.
    """
    try:
        number = float(text)
    except ValueError:
        raise NotANumberError(text) from None
    if not isfinite(number) or "_" in text or not text.isascii():
        raise NotANumberError(text)
    return number


def unescaped(text: str) -> str:
    """Return a text with its control characters; half a surrogate pair is not one."""
    if "_x" not in text:
        return text
    units = ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text)
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
