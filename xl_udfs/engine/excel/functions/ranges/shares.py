"""Parts of a whole: PERCENTOF, and PROB, which adds up the probabilities of a list of values."""

from collections.abc import Callable, Mapping

from xl_udfs.cells import Answer, Argument, CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import fifteen, number
from xl_udfs.engine.excel.functions.ranges.criteria import numbers
from xl_udfs.engine.excel.functions.ranges.multiples import cells_of, number_pairs


def percent_of(part: Argument, whole: Argument) -> Answer:
    """PERCENTOF(data_subset, data_all): a sum by another one."""
    total = sum(numbers(cells_of(whole)))
    share = sum(numbers(cells_of(part)))
    return share / total if total else ExcelError.DIV0


def probability(
    values: Argument, chances: Argument, lower: CellValue, upper: CellValue = None
) -> Answer:
    """PROB(x_range, prob_range, [lower_limit], [upper_limit]): from the one to the other."""
    least = number(lower)
    most = least if upper is None else number(upper)
    pairs = number_pairs(values, chances)
    if any(not 0 < chance <= 1 for _, chance in pairs):
        return ExcelError.NUM
    if fifteen(sum(chance for _, chance in pairs)) != 1:
        return ExcelError.NUM
    return float(sum(chance for value, chance in pairs if least <= value <= most))


RANGES: Mapping[str, Callable[..., Answer]] = {"PERCENTOF": percent_of, "PROB": probability}
