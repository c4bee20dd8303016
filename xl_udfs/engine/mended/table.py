"""Which of Excel's functions and operators ours take the place of."""

from collections.abc import Callable, Mapping
from functools import partial

from xl_udfs.cells import Answer, CellValue
from xl_udfs.engine.mended import dates, money, multiples, texts
from xl_udfs.engine.mended.coercion import guarded, number
from xl_udfs.engine.mended.comparison import compared, settled
from xl_udfs.engine.mended.lifting import lifted
from xl_udfs.engine.mended.lookups import xlookup
from xl_udfs.engine.mended.number_format import text_function

COMPARE, SETTLE, VALUE = "XLUDFS_COMPARE", "XLUDFS_SETTLE", "XLUDFS_VALUE"
XLOOKUP = "XLUDFS_XLOOKUP"
OPERATORS: Mapping[str, Callable[..., CellValue]] = {
    COMPARE: compared,
    SETTLE: settled,
    VALUE: number,
}
OF_CELLS: Mapping[str, Callable[..., CellValue]] = {
    "CEILING": multiples.ceiling,
    "FLOOR": multiples.floor,
    "MROUND": multiples.mround,
    "TIME": dates.time_function,
    "FV": money.fv,
    "PV": money.present_value,
    "PMT": money.pmt,
    "NPER": money.nper,
    "EFFECT": money.effect,
    "NOMINAL": money.nominal,
    "LEFT": texts.left,
    "RIGHT": texts.right,
    "REPLACE": texts.replace,
    "PROPER": texts.proper,
    "CEILING.MATH": multiples.ceiling_math,
    "FLOOR.MATH": multiples.floor_math,
    "DOLLAR": texts.dollar,
}
OF_RANGES = {
    "SUMX2MY2": multiples.over_pairs(lambda x, y: x * x - y * y),
    "SUMX2PY2": multiples.over_pairs(lambda x, y: x * x + y * y),
    "SUMXMY2": multiples.over_pairs(lambda x, y: (x - y) ** 2),
    "MODE": multiples.mode,
    "FVSCHEDULE": money.fvschedule,
}
OF_DATES: Mapping[str, tuple[Callable[..., float], int, bool]] = {
    "DATE": (dates.date_function, 0, True),
    "EDATE": (dates.edate, 1, True),
    "EOMONTH": (dates.eomonth, 1, True),
    "DAYS360": (dates.days360, 2, False),
    "YEARFRAC": (dates.yearfrac, 2, False),
    "ACCRINTM": (money.accrintm, 2, False),
    "YEAR": (dates.year, 1, False),
    "MONTH": (dates.month, 1, False),
    "DAY": (dates.day_of_month, 1, False),
    "WEEKDAY": (dates.weekday, 1, False),
}
"""Each with how many of its first arguments are dates, and whether it gives one."""

MENDED = frozenset({*OF_CELLS, *OF_RANGES, *OF_DATES, "TEXT"})
NOT_IN_1904 = frozenset(
    [
        "WORKDAY",
        "WORKDAY.INTL",
        "NETWORKDAYS",
        "NETWORKDAYS.INTL",
        "WEEKNUM",
        "DATEVALUE",
        "DATEDIF",
    ]
)
"""Date functions that are verified for the 1900 system only."""


def excel_functions(*, epoch_1904: bool = False) -> Mapping[str, Callable[..., Answer]]:
    """Return what takes the place of the library's own functions and operators, by name."""
    functions: dict[str, Callable[..., Answer]] = {
        name: lifted(guarded(function)) for name, function in {**OPERATORS, **OF_CELLS}.items()
    }
    functions[XLOOKUP] = xlookup
    functions |= {name: guarded(function) for name, function in OF_RANGES.items()}
    for name, (function, count, gives_date) in OF_DATES.items():
        if epoch_1904:
            function = dates.in_1904(function, count, gives_date=gives_date)  # noqa: PLW2901
        functions[name] = lifted(guarded(function))
    functions["TEXT"] = lifted(guarded(partial(text_function, epoch_1904=epoch_1904)))
    return functions
