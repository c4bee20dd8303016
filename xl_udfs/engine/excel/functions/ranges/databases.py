"""DSUM and its kin: the records of a list that meet the conditions of another range.

The first row of both names fields. The conditions of one row hold together, those of several rows
each by itself. A text without a comparison means every text that begins so.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import prod
from statistics import fmean, pstdev, pvariance, stdev, variance

from xl_udfs.cells import Answer, Argument, Block, CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, NotComputedError, number
from xl_udfs.engine.excel.functions.comparison import compared
from xl_udfs.engine.excel.functions.ranges.criteria import Test, beginning, block_of, fits, numbers

Gathered = Callable[[Sequence[CellValue]], CellValue]


def over_records(gathered: Gathered, *, counts: bool = False) -> Callable[..., Answer]:
    """Return one of the functions: what it makes of a field's cells in the chosen records.

    Args:
        gathered: what becomes of them.
        counts: whether it counts the records where no field is named.
    """

    def call(database: Argument, field: Argument, criteria: Argument) -> Answer:
        names, *records = block_of(database)
        chosen = [*_chosen(names, records, block_of(criteria))]
        if counts and field in (None, 0.0):
            return float(len(chosen))
        place = _place(names, block_of(field)[0][0])
        return gathered([record[place] for record in chosen])

    return call


def _place(names: Sequence[CellValue], field: CellValue) -> int:
    """Return the place of a field that is named, or numbered from 1."""
    if isinstance(field, str):
        for place, name in enumerate(names):
            if compared("=", name, field) is True:
                return place
    elif 1 <= number(field) < len(names) + 1:
        return int(number(field)) - 1
    raise CellError(ExcelError.VALUE)


def _chosen(
    names: Sequence[CellValue], records: Sequence[Sequence[CellValue]], criteria: Block
) -> Iterator[Sequence[CellValue]]:
    headers, *rows = criteria
    if not rows:
        raise CellError(ExcelError.VALUE)
    alternatives = [[*_conditions(names, headers, row)] for row in rows]
    for record in records:
        if any(all(test(record[at]) for at, test in tests) for tests in alternatives):
            yield record


def _conditions(
    names: Sequence[CellValue], headers: Sequence[CellValue], row: Sequence[CellValue]
) -> Iterator[tuple[int, Test]]:
    """Yield the conditions of one row, each with the place of its field."""
    for header, criterion in zip(headers, row, strict=True):
        if criterion is None:
            continue
        try:
            place = _place(names, header)
        except CellError:
            raise NotComputedError("a condition of a list that is a formula") from None
        yield place, beginning(criterion) if isinstance(criterion, str) else fits(criterion)


def _of_numbers(gathered: Callable[[list[float]], float], least: int, without: Answer) -> Gathered:
    """Return what becomes of the numbers alone, and what there is with too few of them."""

    def call(cells: Sequence[CellValue]) -> CellValue:
        found = numbers(cells)
        return gathered(found) if len(found) >= least else without  # type: ignore[return-value]

    return call


def _only(cells: Sequence[CellValue]) -> CellValue:
    if len(cells) != 1:
        return ExcelError.NUM if cells else ExcelError.VALUE
    return cells[0]


GATHERED: Mapping[str, Gathered] = {
    "SUM": _of_numbers(sum, 0, 0.0),
    "PRODUCT": _of_numbers(prod, 1, 0.0),
    "MAX": _of_numbers(max, 1, 0.0),
    "MIN": _of_numbers(min, 1, 0.0),
    "AVERAGE": _of_numbers(fmean, 1, ExcelError.DIV0),
    "STDEV": _of_numbers(stdev, 2, ExcelError.DIV0),
    "STDEVP": _of_numbers(pstdev, 1, ExcelError.DIV0),
    "VAR": _of_numbers(variance, 2, ExcelError.DIV0),
    "VARP": _of_numbers(pvariance, 1, ExcelError.DIV0),
    "COUNT": lambda cells: float(sum(type(c) is float for c in cells)),
    "COUNTA": lambda cells: float(sum(c is not None for c in cells)),
}
"""What some functions make of cells of any kind."""
RANGES: Mapping[str, Callable[..., Answer]] = {
    "DGET": over_records(_only),
    **{
        f"D{name}": over_records(gathered, counts=name.startswith("COUNT"))
        for name, gathered in GATHERED.items()
    },
}
