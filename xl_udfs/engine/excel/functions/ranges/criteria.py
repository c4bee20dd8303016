"""SUMIF and its kin where the library's do not reach: errors among the cells, arrays of criteria.

A criterion is a value, or a text that begins with a comparison. Numbers are compared with numbers
only, texts with texts; ``=`` alone means a blank cell, an empty criterion a blank or empty one.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from xl_udfs.cells import Answer, Argument, Block, CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, NotComputedError, fifteen, number
from xl_udfs.engine.excel.functions.lifting import lifted
from xl_udfs.engine.excel.functions.ranges.collation import collated
from xl_udfs.engine.excel.functions.ranges.lookups import wild
from xl_udfs.engine.excel.functions.ranges.multiples import cells_of
from xl_udfs.engine.excel.functions.text.numerals import MAY_SHOW, read_number

CRITERION = re.compile(r"(<>|<=|>=|=|<|>)?(.*)", re.DOTALL)
PLAIN = re.compile(r"-?\d+\.?\d*", re.ASCII)  # a number as the library reads it too
DIGITS = 15  # of a text that shows a number, by which Excel tells it from others
Test = Callable[[CellValue], bool]


def fits(criterion: CellValue) -> Test:
    """Return which cells a criterion takes; a criterion from a blank cell is 0."""
    if isinstance(criterion, ExcelError):
        return lambda cell: cell is criterion
    if criterion is None:
        criterion = 0.0
    if not isinstance(criterion, str):
        return _compares("=", criterion)
    found = CRITERION.fullmatch(criterion)
    assert found is not None  # noqa: S101 - it matches any text
    operator, operand = found[1], found[2]
    if operand == "":
        blank = {None: _is_empty, "=": _is_blank, "<>": lambda cell: cell is not None}
        return blank.get(operator, lambda _: False)
    return _compares(operator or "=", _operand(operand))


def is_read_otherwise(criterion: CellValue, counts: CellValue = False) -> bool:  # noqa: FBT002 - as a cell
    """Whether the library reads a text that is a criterion otherwise than Excel.

    It does so where the text is compared with by its order, is a number of more digits than Excel
    tells apart, or shows a number as a date, a time of day, an amount of money or a part of 100.
    """
    if not isinstance(criterion, str) or criterion[:1].isalpha():
        return isinstance(criterion, str) and _shows_number(criterion)
    found = CRITERION.fullmatch(criterion)
    assert found is not None  # noqa: S101 - it matches any text
    operator, operand = found[1] or "=", found[2]
    if counts and fits_blank(criterion):
        return True
    if operand.startswith("#"):  # perhaps the name of an error
        return True
    if PLAIN.fullmatch(operand):
        return operator == "=" and len(operand) > DIGITS and operand.isdigit()
    return operator not in ("=", "<>") or _shows_number(operand)


def _shows_number(shown: str) -> bool:
    return MAY_SHOW.match(shown) is not None and read_number(shown) is not None


def beginning(criterion: str) -> Test:
    """Return which cells a criterion of a list takes: a text alone is how theirs begins."""
    plain = criterion[:1] not in ("<", ">", "=") and isinstance(_operand(criterion), str)
    return wild(f"{criterion}*") if plain else fits(criterion)


def _is_empty(cell: CellValue) -> bool:
    return cell is None or cell == ""


def _is_blank(cell: CellValue) -> bool:
    return cell is None


def _operand(shown: str) -> CellValue:
    upper = shown.upper()
    if upper in ("TRUE", "FALSE"):
        return upper == "TRUE"
    for error in ExcelError:
        if error.value == upper:
            return error
    try:
        return number(shown)
    except CellError:
        return shown


def _compares(operator: str, operand: CellValue) -> Test:
    equal: Test
    if isinstance(operand, bool | ExcelError):
        equal = lambda cell: cell is operand  # noqa: E731 - one of three
    elif isinstance(operand, str):
        equal = wild(operand)
    else:
        wanted = _key(operand)
        equal = lambda cell: _as_number(cell) == wanted  # noqa: E731
    if operator == "=":
        return equal
    if operator == "<>":  # a text that shows the number differs from it
        number_only = type(operand) is float
        return lambda cell: not equal(cell) or (number_only and isinstance(cell, str))
    return lambda cell: _orders(operator, cell, operand)


def _as_number(cell: CellValue) -> float | None:
    """Return a number, or a text that shows one, as equality takes it."""
    if isinstance(cell, bool | ExcelError) or cell is None or cell == "":
        return None
    try:
        return fifteen(number(cell))
    except CellError:
        return None


def _orders(operator: str, cell: CellValue, operand: CellValue) -> bool:
    if isinstance(operand, str) and isinstance(cell, str):
        one, other = collated(cell), collated(operand)
        return _ordered(operator, (one > other) - (one < other))
    if isinstance(operand, bool) or isinstance(cell, bool):
        if not (isinstance(operand, bool) and isinstance(cell, bool)):
            return False
    elif cell is None or any(isinstance(one, str | ExcelError) for one in (cell, operand)):
        return False
    left, right = fifteen(number(cell)), fifteen(number(operand))
    return _ordered(operator, (left > right) - (left < right))


def _ordered(operator: str, sign: int) -> bool:
    return sign == 0 if "=" in operator and sign == 0 else sign == (1 if ">" in operator else -1)


def block_of(argument: Argument) -> Block:
    """Return an argument as rows, be it one cell or several."""
    return argument if isinstance(argument, tuple) else ((argument,),)


def _size(block: Block) -> tuple[int, int]:
    return len(block), len(block[0])


def _filled_up(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return blocks of one size: of whole columns the library gives the cells that are in use."""
    sizes = {_size(block) for block in blocks}
    if len(sizes) == 1:
        return blocks
    height, width = (max(size[side] for size in sizes) for side in (0, 1))
    blank = (None,) * width
    return [
        (
            *(row if len(row) == width else (*row, *blank[len(row) :]) for row in block),
            *(blank,) * (height - len(block)),
        )
        for block in blocks
    ]


def fits_blank(criterion: CellValue) -> bool:
    """Whether a criterion takes a blank cell; a text that is compared may, no other does."""
    return isinstance(criterion, str) and fits(criterion)(None)


def of_unlike_sizes() -> Answer:
    """Stand for a sum of fewer or more cells than are looked at."""
    raise NotComputedError("SUMIF whose cells are fewer or more than those it looks at")


class CriterionCells:
    """The cells that a criterion is held against, one after another."""

    def __init__(self, block: Block) -> None:
        """Keep them."""
        self.cells = [cell for row in block for cell in row]

    @cached_property
    def _places(self) -> Mapping[float | str, Sequence[int]]:
        """Where each number and text stands, for criteria of many values."""
        places: dict[float | str, list[int]] = defaultdict(list)
        for place, cell in enumerate(self.cells):
            key: float | str | None = _as_number(cell)
            if key is None and isinstance(cell, str):
                key = cell.lower()
            if key is not None:
                places[key].append(place)
        return places

    def equal(self, criterion: CellValue) -> Sequence[int] | None:
        """Return where a value stands; None where the criterion is more than a value."""
        wanted = criterion
        if isinstance(criterion, str):
            if not criterion or criterion[0] in "<>=" or any(mark in criterion for mark in "*?~"):
                return None
            wanted = _operand(criterion)
        if wanted is None or isinstance(wanted, bool | ExcelError):
            return None
        return self._places.get(wanted.lower() if isinstance(wanted, str) else _key(wanted), ())


def _key(value: CellValue) -> float:
    return fifteen(number(value))


def _chosen(pairs: Sequence[tuple[CriterionCells, CellValue]], *, several: bool) -> Iterator[int]:
    """Yield the places at which every range fits its criterion, which is one of several or not."""
    (first, criterion), *others = pairs
    tests = [(looked.cells, fits(wanted)) for looked, wanted in others]
    found = first.equal(criterion) if several else None
    if found is None:
        test = fits(criterion)
        found = [place for place, cell in enumerate(first.cells) if test(cell)]
    for place in found:
        if all(test(cells[place]) for cells, test in tests):
            yield place


def total(values: Sequence[CellValue]) -> CellValue:
    """Return a sum."""
    return sum(numbers(values))


def average(values: Sequence[CellValue]) -> CellValue:
    """Return an average."""
    found = numbers(values)
    return sum(found) / len(found) if found else ExcelError.DIV0


def largest(values: Sequence[CellValue]) -> CellValue:
    """Return the largest number, 0 without any."""
    return max(numbers(values), default=0.0)


def smallest(values: Sequence[CellValue]) -> CellValue:
    """Return the smallest number, 0 without any."""
    return min(numbers(values), default=0.0)


def numbers(values: Sequence[CellValue]) -> list[float]:
    """Return the numbers among cells, none of which may hold an error."""
    for cell in values:
        if isinstance(cell, ExcelError):
            raise CellError(cell)
    return [float(cell) for cell in values if type(cell) in (float, int)]  # type: ignore[arg-type]


def over_criteria(
    gathered: Callable[[Sequence[CellValue]], CellValue] | None, *, values_first: bool
) -> Callable[..., Answer]:
    """Return one of the functions: what it makes of the chosen cells, None to count them.

    Args:
        gathered: what becomes of the cells that are chosen.
        values_first: whether the cells stand before the criteria, as in SUMIFS.
    """

    def call(*arguments: Argument) -> Answer:
        values: Argument = None
        if gathered is not None and values_first:
            values, *pairs = arguments
        elif gathered is not None:
            pairs = [*arguments[:2]]
            values = arguments[2] if len(arguments) > 2 else arguments[0]
        else:
            pairs = [*arguments]
        blocks, criteria = [block_of(pair) for pair in pairs[::2]], pairs[1::2]
        block = block_of(values) if gathered is not None else blocks[0]
        if not values_first:  # of SUMIF and AVERAGEIF as many cells count as are looked at
            height, width = _size(blocks[0])
            block = tuple(row[:width] for row in block[:height])
        block, *blocks = _filled_up([block, *blocks])
        looked, cells = [*map(CriterionCells, blocks)], cells_of(block)
        several = any(isinstance(criterion, tuple) for criterion in criteria)

        def one(*wanted: CellValue) -> CellValue:
            places = _chosen([*zip(looked, wanted, strict=True)], several=several)
            if gathered is None:
                return float(sum(1 for _ in places))
            try:
                result = gathered([cells[place] for place in places])
            except CellError as fault:
                return fault.error
            return result

        return lifted(one)(*criteria)

    return call


def counted(total: CellValue, *arguments: Argument) -> Answer:
    """COUNTIFS of ranges of so many cells, of which the library may leave out blank ones."""
    blocks = [block_of(argument) for argument in arguments[::2]]
    given = max(len(block) for block in blocks) * max(len(block[0]) for block in blocks)
    beyond = number(total) - given

    def left_out(*criteria: CellValue) -> CellValue:
        return beyond if all(map(fits_blank, criteria)) else 0.0

    found = over_criteria(None, values_first=False)(*arguments)
    if beyond <= 0:
        return found
    return lifted(_added)(found, lifted(left_out)(*arguments[1::2]))


def _added(first: CellValue, second: CellValue) -> CellValue:
    return first if isinstance(first, ExcelError) else number(first) + number(second)
