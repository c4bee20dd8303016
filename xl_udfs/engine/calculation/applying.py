"""LAMBDAs applied to values, in a workbook of their own.

A LAMBDA is a text with marks (`xl_udfs.engine.excel.rewriting.closures`). Values stand in cells
of the workbook, and the references to them take the place of the marks, so that each call is a
formula.
"""

from collections.abc import Callable, Sequence
from itertools import product
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from xl_udfs.cells import Argument, Block, CellValue, ExcelError
from xl_udfs.engine.calculation.values import WithoutValueError
from xl_udfs.engine.excel.functions.coercion import NotComputedError, number
from xl_udfs.engine.excel.rewriting.closures import MARK, Closure
from xl_udfs.engine.formula.stored import SyntaxFault
from xl_udfs.engine.references import address

if TYPE_CHECKING:
    from xl_udfs.engine.calculation.library import Library

SHEET = "Sheet1"
MOST, ROWS = 50_000, 20_000  # calls at a time; rows after which a new workbook is begun
DEEPEST = 30  # calls of LAMBDAs within each other while they run


class _PlacedValues(NamedTuple):
    """Values in cells of the workbook."""

    top: int
    height: int
    width: int

    def part(self, top: int, left: int, height: int = 1, width: int = 1) -> str:
        """Return a reference to some of them, from their first row and column, which are 0."""
        start = (self.top + top, 2 + left)
        end = (start[0] + height - 1, start[1] + width - 1)
        return address(start) if start == end else f"{address(start)}:{address(end)}"

    @property
    def whole(self) -> str:
        """A reference to all of them."""
        return self.part(0, 0, self.height, self.width)

    def at(self, row: int, column: int) -> str:
        """Return a reference to one of them; what lies beyond is `#N/A`."""
        within = row < self.height and column < self.width
        return self.part(row, column) if within else ExcelError.NA.value


class Applier:
    """Applies LAMBDAs."""

    def __init__(
        self,
        made: Callable[[], "Library"],
        called: Callable[[str], tuple[Closure, str]],
        depth: int = 0,
    ) -> None:
        """Take where LAMBDAs are applied.

        Args:
            made: makes an empty workbook with a sheet.
            called: returns the LAMBDA that a name means.
            depth: in how many calls it stands.
        """
        self._made, self._called, self._depth = made, called, depth
        self._turn = Lock()  # the library that asks may calculate in several threads
        self._library: Library | None = None
        self._row = 1

    def _begin(self) -> None:
        """Make a workbook, a new one where the last is full."""
        if self._library is None or self._row > ROWS:
            if self._depth == DEEPEST:
                raise NotComputedError(f"LAMBDA within more than {DEEPEST} calls of others")
            self._library, self._row = self._made(), 1

    def apply(self, *raw: Any) -> Argument:  # noqa: ANN401 - the library's own values
        """Compute MAP or one of its kin; see `_applied`."""
        with self._turn:
            return self._applied(*raw)

    def call(self, *raw: Any) -> Argument:  # noqa: ANN401 - as above
        """Compute one call of a LAMBDA by its name, given its arguments."""
        with self._turn:
            return self._called_by_name(*raw)

    def _applied(
        self,
        kind: str,
        closure: float,
        text: str,
        count: float,
        *raw: Argument,
    ) -> Argument:
        """Compute MAP or one of its kin.

        Args:
            kind: the function.
            closure: the number of the LAMBDA.
            text: its body.
            count: how many of the values are captured.
            raw: these, and the arguments of the function before the LAMBDA.
        """
        self._begin()
        captured = [self._put(value).whole for value in raw[: int(count)]]

        def written(*parts: str) -> str:
            return _written(text, int(closure), [*parts, *captured])

        given = raw[int(count) :]
        if kind in ("REDUCE", "SCAN"):
            return self._folded(kind, given, written)
        if kind == "MAKEARRAY":
            height, width = (int(number(_single(value))) for value in given)
            if min(height, width) < 1:
                return ExcelError.VALUE
            self._bounded(kind, height * width)
            calls = [
                written(f"{row + 1}", f"{column + 1}")
                for row, column in product(range(height), range(width))
            ]
        else:
            blocks = [self._put(value) for value in given]
            height, width = _size(kind, blocks)
            self._bounded(kind, height * width)
            calls = [
                written(*_parts(kind, blocks, row, column))
                for row, column in product(range(height), range(width))
            ]
        values = [_one(value) for value in self._computed(calls)]
        return tuple(tuple(values[row * width : (row + 1) * width]) for row in range(height))

    def _bounded(self, kind: str, calls: int) -> None:
        if calls > MOST:
            raise NotComputedError(f"{kind} over more than {MOST:,} cells")

    def _called_by_name(self, name: str, *given: Argument) -> Argument:
        if not name:
            raise NotComputedError("LAMBDA with what is made of an argument that is left out")
        try:
            closure, text = self._called(name)
        except SyntaxFault as fault:
            raise NotComputedError(f"LAMBDA that calls itself: {fault}, so that it") from fault
        if len(given) != len(closure.parameters):
            return ExcelError.VALUE
        self._begin()
        parts = [self._put(value).whole for value in given]
        return self._computed([_written(text, closure.number, parts)])[0]

    def _folded(
        self, kind: str, given: Sequence[Argument], written: Callable[..., str]
    ) -> Argument:
        """Compute REDUCE or SCAN; without a first value, the first of the array is that."""
        *start, array = given
        rows: Block = array if isinstance(array, tuple) else ((array,),)
        self._bounded(kind, len(rows) * len(rows[0]))
        block = self._put(array)
        places = [block.at(*at) for at in product(range(block.height), range(block.width))]
        found: list[Argument] = []
        if not start:
            start, places = [rows[0][0]], places[1:]
            found += start
        first = start[0]
        found += self._chained(first, places, written)
        if kind == "REDUCE":
            return found[-1]
        width = len(rows[0])
        results = [_one(value) for value in found]
        return tuple(tuple(results[row * width : (row + 1) * width]) for row in range(len(rows)))

    def _chained(
        self, first: Argument, places: Sequence[str], written: Callable[..., str]
    ) -> list[Argument]:
        """Compute each call with what the one before gave: at one go where all are single."""
        if not isinstance(first, tuple):
            before = self._put(first).whole
            top = self._row
            calls = []
            for place in places:
                calls.append(written(before, place))
                before = f"A{top + len(calls) - 1}"
            found = self._computed(calls)
            if not any(isinstance(value, tuple) for value in found):
                return found
        found = []
        for place in places:
            first = self._computed([written(self._put(first).whole, place)])[0]
            found.append(first)
        return found

    def _put(self, value: Argument) -> _PlacedValues:
        rows: Block = value if isinstance(value, tuple) else ((value,),)
        placed = _PlacedValues(self._row, len(rows), len(rows[0]))
        assert self._library is not None  # noqa: S101 - `_begin` has made it
        self._library.put_values(SHEET, placed.top, 2, rows)
        self._row += len(rows)
        return placed

    def _computed(self, calls: Sequence[str]) -> list[Argument]:
        library = self._library
        assert library is not None  # noqa: S101 - as above
        library.captured.clear()
        formulas = [  # LET, since a function of ours has a branch of IF computed twice
            f"=XLUDFS_ARRAY({key},LET(xludfs_r,{text},xludfs_r),1,1)"
            for key, text in enumerate(calls)
        ]
        library.put_formulas(SHEET, self._row, 1, formulas)
        self._row += len(formulas)
        library.calculate()
        if len(library.captured) < len(calls):
            raise WithoutValueError("NImpl")
        return [library.captured[key] for key in range(len(calls))]


def _size(kind: str, blocks: Sequence[_PlacedValues]) -> tuple[int, int]:
    """Return how many rows and columns there are of results."""
    if kind == "MAP":
        return max(block.height for block in blocks), max(block.width for block in blocks)
    return (blocks[0].height, 1) if kind == "BYROW" else (1, blocks[0].width)


def _parts(kind: str, blocks: Sequence[_PlacedValues], row: int, column: int) -> list[str]:
    """Return references to what one call is given."""
    if kind == "MAP":
        return [block.at(row, column) for block in blocks]
    (block,) = blocks
    if kind == "BYROW":
        return [block.part(row, 0, 1, block.width)]
    return [block.part(0, column, block.height, 1)]


def _written(text: str, closure: int, parts: Sequence[str]) -> str:
    for place, part in enumerate(parts):
        text = text.replace(f"{MARK}{closure}.{place}{MARK}", part)
    return text


def _single(value: Argument) -> CellValue:
    return value[0][0] if isinstance(value, tuple) else value


def _one(value: Argument) -> CellValue:
    """Return the value of a cell; Excel takes no array within one."""
    if not isinstance(value, tuple):
        return value
    return _single(value) if len(value) == len(value[0]) == 1 else ExcelError.CALC
