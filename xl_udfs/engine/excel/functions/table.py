"""Which of Excel's functions and operators ours take the place of."""

from collections.abc import Callable, Mapping
from functools import partial

from xl_udfs.cells import Answer, CellValue
from xl_udfs.engine.excel.functions import (
    bases,
    bessel,
    complexes,
    dates,
    distributions,
    readings,
    units,
    workdays,
)
from xl_udfs.engine.excel.functions.coercion import guarded, number, text, truth
from xl_udfs.engine.excel.functions.comparison import compared, settled
from xl_udfs.engine.excel.functions.finance import (
    coupons,
    depreciation,
    discounts,
    money,
    odd_coupons,
)
from xl_udfs.engine.excel.functions.lifting import lifted
from xl_udfs.engine.excel.functions.ranges import (
    aggregates,
    arrays,
    criteria,
    databases,
    lookups,
    matrices,
    multiples,
    products,
    shares,
    stacks,
)
from xl_udfs.engine.excel.functions.text import as_texts, letters, patterns, text_parts, texts
from xl_udfs.engine.excel.functions.text.displayed import displayed
from xl_udfs.engine.excel.functions.text.number_format import text_function

OURS = "XLUDFS_"  # before a function that is called in the library's place where need be
COMPARE, SETTLE = f"{OURS}COMPARE", f"{OURS}SETTLE"
ADDRESS = f"{OURS}ADDRESS"  # of what INDIRECT names
SHEET_NUMBER = f"{OURS}SHEET"
FORMULA_TOLD = f"{OURS}FORMULA"  # what FORMULATEXT and ISFORMULA tell of a cell
REFERRED = f"{OURS}REFERRED"  # as ADDRESS, of a text in the style R1C1
PLACES = f"{OURS}PLACES"  # where OFFSET leads to several
WRITTEN = f"{OURS}WRITTEN"
FILLED = f"{OURS}FILLED"
READ_OTHERWISE = f"{OURS}READ_OTHERWISE"  # of a criterion
COUNTED = f"{OURS}COUNTED"  # COUNTIFS that is told how many cells there are
UNLIKE_SIZES = f"{OURS}UNLIKE_SIZES"
DISPLAYED = f"{OURS}DISPLAYED"
VALUE, NUMBER = f"{OURS}VALUE", f"{OURS}NUMBER"
OPERATORS: Mapping[str, Callable[..., CellValue]] = {
    COMPARE: compared,
    SETTLE: settled,
    VALUE: texts.value,
    NUMBER: number,
    f"{OURS}TEXT": text,
    f"{OURS}JOIN": letters.joined,
    f"{OURS}TRUTH": truth,
    DISPLAYED: displayed,
    READ_OTHERWISE: criteria.is_read_otherwise,
}
WHERE_NEEDED: Mapping[str, Callable[..., Answer]] = {
    "SUMIF": criteria.over_criteria(criteria.total, values_first=False),
    "SUMIFS": criteria.over_criteria(criteria.total, values_first=True),
    "AVERAGEIF": criteria.over_criteria(criteria.average, values_first=False),
    "AVERAGEIFS": criteria.over_criteria(criteria.average, values_first=True),
    "MAXIFS": criteria.over_criteria(criteria.largest, values_first=True),
    "MINIFS": criteria.over_criteria(criteria.smallest, values_first=True),
    "COUNTIF": criteria.over_criteria(None, values_first=False),
    "COUNTIFS": criteria.over_criteria(None, values_first=False),
    "LARGE": products.large,
    "SMALL": products.small,
    "SUMPRODUCT": products.sumproduct,
    "MATCH": lookups.match,
    "VLOOKUP": lookups.vlookup,
    "HLOOKUP": lookups.hlookup,
    "LOOKUP": lookups.lookup,
    "XLOOKUP": lookups.xlookup,
    "XMATCH": lookups.xmatch,
    **aggregates.WHERE_NEEDED,
    **text_parts.MARKED,
    **workdays.WHERE_NEEDED,
    "TAKE": arrays.take,
    "DROP": arrays.drop,
}
"""Ours by the name of Excel's, called where `xl_udfs.engine.excel.rewriting.guards` finds need."""

CELL_FUNCTIONS: Mapping[str, Callable[..., CellValue]] = {
    **as_texts.CELLS,
    **bases.CELLS,
    **bessel.CELLS,
    **depreciation.CELLS,
    **discounts.CELLS,
    **distributions.CELLS,
    **patterns.CELLS,
    **readings.CELLS,
    **units.CELLS,
    **complexes.CELLS,
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
    "IPMT": money.ipmt,
    "PPMT": money.ppmt,
    "HOUR": dates.hour,
    "MINUTE": dates.minute,
    "SECOND": dates.second,
    "DATEVALUE": dates.datevalue,
    "CHAR": letters.char,
    "CODE": letters.code,
    "UNICHAR": letters.unichar,
    "ISEVEN": multiples.is_even,
    "ISODD": multiples.is_odd,
    "LEFT": texts.left,
    "RIGHT": texts.right,
    "REPLACE": texts.replace,
    "PROPER": texts.proper,
    "CEILING.MATH": multiples.ceiling_math,
    "FLOOR.MATH": multiples.floor_math,
    "DOLLAR": texts.dollar,
    "POWER": products.power,
    "MID": letters.mid,
    "LEN": letters.length,
    "UPPER": letters.upper,
    "LOWER": letters.lower,
    "TRIM": letters.trim,
    "CLEAN": letters.clean,
    "EXACT": letters.exact,
    "FIND": letters.find,
    "SEARCH": letters.search,
    "SUBSTITUTE": letters.substitute,
    "REPT": letters.repeat,
    "CONCATENATE": letters.joined,
}
TEXTUAL = frozenset(
    [
        *("LEFT", "RIGHT", "MID", "REPLACE", "PROPER", "DOLLAR", "UPPER", "LOWER", "TRIM", "TEXT"),
        *(
            "CLEAN",
            "SUBSTITUTE",
            "REPT",
            "CONCATENATE",
            "CONCAT",
            "TEXTJOIN",
            "FIXED",
            "CHAR",
            "ROMAN",
        ),
    ]
)
"""Functions that always give a text, or an error."""
RANGE_FUNCTIONS: Mapping[str, Callable[..., Answer]] = {
    **as_texts.RANGES,
    **matrices.RANGES,
    **shares.RANGES,
    **stacks.RANGES,
    **databases.RANGES,
    **patterns.RANGES,
    **readings.RANGES,
    **complexes.RANGES,
    "SUMX2MY2": multiples.over_pairs(lambda x, y: x * x - y * y),
    "SUMX2PY2": multiples.over_pairs(lambda x, y: x * x + y * y),
    "SUMXMY2": multiples.over_pairs(lambda x, y: (x - y) ** 2),
    "MODE": multiples.mode,
    "FVSCHEDULE": money.fvschedule,
    "XNPV": money.xnpv,
    "XIRR": money.xirr,
    "IRR": money.irr,
    "MIRR": money.mirr,
    "GCD": multiples.gcd,
    "LCM": multiples.lcm,
    "MULTINOMIAL": multiples.multinomial,
    f"{OURS}FAULT": multiples.fault,
    WRITTEN: multiples.written_number,
    FILLED: arrays.without_blanks,
    COUNTED: criteria.counted,
    UNLIKE_SIZES: criteria.of_unlike_sizes,
    "CONCAT": letters.concat,
    "TEXTJOIN": letters.text_join,
    "FILTER": arrays.filtered,
    "SORT": arrays.sort,
    "SORTBY": arrays.sort_by,
    "UNIQUE": arrays.unique,
    "SEQUENCE": arrays.sequence,
}
SERIAL_FUNCTIONS: Mapping[str, tuple[Callable[..., float], int, bool]] = {
    **coupons.SERIALS,
    **odd_coupons.SERIALS,
    "DATE": (dates.date_function, 0, True),
    "EDATE": (dates.edate, 1, True),
    "EOMONTH": (dates.eomonth, 1, True),
    "DATEDIF": (dates.datedif, 2, False),
    "DAYS360": (dates.days360, 2, False),
    "YEARFRAC": (dates.yearfrac, 2, False),
    "ACCRINTM": (money.accrintm, 2, False),
    "WEEKNUM": (dates.weeknum, 1, False),
    "DAYS": (dates.days, 2, False),
    "YEAR": (dates.year, 1, False),
    "MONTH": (dates.month, 1, False),
    "DAY": (dates.day_of_month, 1, False),
    "WEEKDAY": (dates.weekday, 1, False),
}
"""Each with how many of its first arguments are dates, and whether it gives one."""

REPLACED = frozenset(
    {*CELL_FUNCTIONS, *RANGE_FUNCTIONS, *SERIAL_FUNCTIONS, "TEXT"}
    - {f"{OURS}FAULT", WRITTEN, FILLED, COUNTED, UNLIKE_SIZES}
)
COMPUTED_BY_US = (
    REPLACED
    | WHERE_NEEDED.keys()
    | {"ROW", "COLUMN", "CELL", "MAX", "MIN", "IF", "VALUE", "CHOOSE", "AREAS"}
    | {"MAP", "REDUCE", "SCAN", "BYROW", "BYCOL", "MAKEARRAY"}
)
"""Functions that are written otherwise, or computed by ours, wholly or where need be."""
LIFTING = frozenset(
    {"IF", "LET", *COMPUTED_BY_US, "ATAN2", "COS", "SIN", "TAN"}
    - {"VLOOKUP", "HLOOKUP", "LOOKUP", "XMATCH", "CHOOSE"}
)
"""Functions that go through an array where they take one value."""
NOT_IN_1904 = frozenset(
    [
        "WORKDAY",
        "WORKDAY.INTL",
        "NETWORKDAYS",
        "NETWORKDAYS.INTL",
        "DATEVALUE",
    ]
)
"""Date functions that are verified for the 1900 system only."""


def excel_functions(*, epoch_1904: bool = False) -> Mapping[str, Callable[..., Answer]]:
    """Return what takes the place of the library's own functions and operators, by name."""
    functions: dict[str, Callable[..., Answer]] = {
        name: lifted(guarded(function))
        for name, function in {**OPERATORS, **CELL_FUNCTIONS}.items()
    }
    over_ranges: dict[str, Callable[..., Answer]] = {
        **{f"{OURS}{name}": function for name, function in WHERE_NEEDED.items()},
        **RANGE_FUNCTIONS,
    }
    functions |= {name: guarded(function) for name, function in over_ranges.items()}
    for name, (function, count, gives_date) in SERIAL_FUNCTIONS.items():
        if epoch_1904:
            function = dates.in_1904(function, count, gives_date=gives_date)  # noqa: PLW2901
        functions[name] = lifted(guarded(function))
    functions["TEXT"] = lifted(guarded(partial(text_function, epoch_1904=epoch_1904)))
    return functions
