"""What the calculation library hands over and takes, and what stands where there is no value."""

from dataclasses import dataclass, field
from itertools import chain
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeAlias

from xl_udfs.cells import (
    Answer,
    Argument,
    Block,
    CellValue,
    ExcelError,
    Outcome,
    Refused,
    moment_of,
)
from xl_udfs.engine.formula.stored import DATE_MARK, OMITTED

if TYPE_CHECKING:
    from xl_udfs.engine.workbook.book import Place

ERRORS = {
    "Null": ExcelError.NULL,
    "Div": ExcelError.DIV0,
    "Value": ExcelError.VALUE,
    "Ref": ExcelError.REF,
    "Name": ExcelError.NAME,
    "Num": ExcelError.NUM,
    "Na": ExcelError.NA,
    "Spill": ExcelError.SPILL,
    "Calc": ExcelError.CALC,
}
KINDS = {error: kind for kind, error in ERRORS.items()}
PLAIN = frozenset({float, str, bool, type(None)})  # what is handed over as it is
FAULTS = {
    "NImpl": "a form of syntax in it, or an array of so many cells, is not computed here",
    "Error": "the calculation library cannot read the formula",
}


Recalculated: TypeAlias = "CellValue | Unsupported"


@dataclass(frozen=True, slots=True)
class Unsupported:
    """In place of a value: why the engine has none."""

    reason: str
    cause: "Place | None" = field(default=None, kw_only=True)  # of what only follows from another


@dataclass(frozen=True, slots=True)
class Unverified(Unsupported):
    """A formula that uses what no case has shown to be computed as Excel does.

    That the value is equal to the stored one is evidence: two have computed it independently. That
    it is another says only that one of the two is wrong.
    """

    value: Recalculated
    functions: tuple[str, ...]  # that are not verified, here or in what it depends on


class Volatile(Unsupported):
    """A cell that is drawn anew, or asked of the computer, at every calculation, or depends on it.

    No value of it is wrong, and none can be compared.
    """

    __slots__ = ()


class Circular(Unsupported):
    """A cell of a circle of references."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class ResizedArray(Unsupported):
    """A dynamic array whose result no longer has the size of its stored range."""

    rows: int
    columns: int


CIRCULAR = Unsupported("it depends on a circular reference")
NOT_COMPUTED = Unsupported(FAULTS["NImpl"])
NOT_SETTLED = Unsupported("what it refers to by OFFSET or INDIRECT is another at each calculation")
TOO_LARGE = Unsupported(
    "a range in it has more than 16,777,216 cells, which are not gone through here"
)
CANCELLED = Unsupported("it depends on a cell that is not supported")
FOLLOWING = {"Circ": CIRCULAR, "Cancelled": CANCELLED}  # faults that come from other cells


class WithoutValueError(Exception):
    """An argument holds a cell that is not computed; the kind of its error goes on."""

    def __init__(self, kind: str) -> None:
        """Keep the kind."""
        super().__init__(kind)
        self.kind = kind


def mark_dates(value: Any) -> Any:  # noqa: ANN401 - the library's own values
    """Mark numbers as dates, for an argument that must not be one."""
    if isinstance(value, list):
        return [[mark_dates(cell) for cell in row] for row in value]
    if isinstance(value, float | int) and not isinstance(value, bool):
        return f"{DATE_MARK}{value!r}"
    return value


def argument_of(raw: Any) -> Argument:  # noqa: ANN401 - the library's own values
    """Read what the library hands to a function."""
    if type(raw) is float or raw is None or type(raw) is bool:
        return raw
    if isinstance(raw, str):
        if raw == OMITTED:
            return None
        return _date(raw) if raw.startswith(DATE_MARK) else raw
    if isinstance(raw, list):
        return tuple([tuple(map(_from_library, row)) for row in raw])
    return _from_library(raw)


def _from_library(raw: Any) -> CellValue:  # noqa: ANN401 - the library's own values
    kind = type(raw)
    if raw is None or kind is bool or (kind is float and isfinite(raw)):  # nearly all of them
        plain: CellValue = raw
        return plain
    if kind is str:
        return _date(raw) if raw.startswith(DATE_MARK) else raw
    value = value_of(raw)
    if isinstance(value, Unsupported):
        raise WithoutValueError(str(raw["kind"]) if kind is dict else "NImpl")
    return value


def _date(text: str) -> CellValue:
    serial = float(text.removeprefix(DATE_MARK))
    return moment_of(serial) or serial


def value_of(raw: Any) -> Recalculated:  # noqa: ANN401 - the library's own values
    """Read a result of the library."""
    if type(raw) is str or (type(raw) is float and isfinite(raw)):  # nearly all of them
        return raw
    if isinstance(raw, dict):
        kind = str(raw.get("kind"))
        if kind in FOLLOWING:
            return FOLLOWING[kind]
        error = ERRORS.get(kind)
        return error if error is not None else Unsupported(FAULTS.get(kind, f"{kind} came out"))
    if raw is None or isinstance(raw, bool | str):
        return raw
    if isinstance(raw, int | float):
        return float(raw) if isfinite(raw) else Unsupported(f"{raw} came out")
    return Unsupported(f"a {type(raw).__name__} came out")


def returned(answer: Answer) -> Any:  # noqa: ANN401 - the library's own values
    """Write an answer as the library takes it; an error of ours is an error of the cell."""
    if type(answer) in PLAIN:
        return answer
    if isinstance(answer, tuple):
        return [list(map(returned, row)) for row in answer]
    if isinstance(answer, Refused):
        answer = answer.error
    if isinstance(answer, ExcelError):
        return {"type": "Error", "kind": KINDS[answer]}
    return answer


def fitted_to(rows: Block, height: int, width: int) -> tuple[tuple[Outcome, ...], ...]:
    """Cut or fill a result to the range of its array formula, as Excel does."""
    if len(rows) == 1:
        rows = rows * height
    rows = tuple(row * width if len(row) == 1 else row for row in rows)
    filled = [(*row[:width], *[ExcelError.NA] * (width - len(row))) for row in rows[:height]]
    return (*filled, *[(ExcelError.NA,) * width] * (height - len(rows)))


def capture(
    captured: dict[int, Argument],
    key: float,
    value: Any,  # noqa: ANN401 - the library's own value
    height: float,
    width: float,
    first: float = 0.0,
    count: float = 0.0,
    aside: float = 0.0,
    across: float = 0.0,
) -> Any:  # noqa: ANN401 - as above
    """Keep a whole result under a key, and give back some rows and columns of what its range holds.

    A result that is not computed to the end is handed on, so that no size is known of it.
    """
    cells = chain.from_iterable(value) if isinstance(value, list) else (value,)
    for cell in cells:
        if isinstance(cell, dict) and isinstance(value_of(cell), Unsupported):
            return cell
    argument = argument_of(value)
    if height and isinstance(argument, tuple) and not any(argument):
        argument = ExcelError.CALC  # an array without cells
    captured[int(key)] = argument
    rows = argument if isinstance(argument, tuple) else ((argument,),)
    if not height:
        return 0.0
    part = slice(int(aside), int(aside + (across or width)))
    fitted = fitted_to(rows, int(height), int(width))[int(first) : int(first + (count or height))]
    return returned(tuple(row[part] for row in fitted))
