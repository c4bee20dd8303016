"""XLOOKUP where it does not look for one equal value, MATCH of several, searches in sorted cells.

In sorted cells Excel passes over those of another kind than the key; the library takes a text that
shows a number, and TRUE, for numbers.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from xl_udfs.cells import Answer, Argument, Block, CellValue, ExcelError, Outcome
from xl_udfs.engine.excel.functions.coercion import number
from xl_udfs.engine.excel.functions.comparison import compared, ranked
from xl_udfs.engine.excel.functions.lifting import lifted
from xl_udfs.engine.excel.functions.ranges.multiples import cells_of

WILD = re.compile(r"~([*?~])|([*?])|(.)", re.DOTALL)
WILDCARD = re.compile(r"[*?~]")


def xlookup(
    key: Argument,
    keys: Argument,
    results: Argument,
    absent: Argument = None,
    match_mode: Argument = None,
    search_mode: Argument = None,
) -> Answer:
    """XLOOKUP(lookup_value, lookup_array, return_array, [if_not_found], [match], [search])."""
    if isinstance(key, tuple):
        return _of_several(key, keys, results, absent, match_mode, search_mode)
    place = _place(key, keys, match_mode, search_mode)
    if isinstance(place, ExcelError):
        return place
    if place is None:
        return ExcelError.NA if absent is None else absent
    if not isinstance(results, tuple):
        return results
    if isinstance(keys, tuple) and len(keys) == 1 and len(keys[0]) > 1:
        column = tuple((row[place],) for row in results)
        return column if len(column) > 1 else column[0][0]
    return (results[place],) if len(results[place]) > 1 else results[place][0]


def xmatch(
    key: Argument, keys: Argument, match_mode: Argument = None, search_mode: Argument = None
) -> CellValue:
    """XMATCH(lookup_value, lookup_array, [match_mode], [search_mode])."""
    place = _place(key, keys, match_mode, search_mode)
    if isinstance(place, ExcelError):
        return place
    return ExcelError.NA if place is None else float(place + 1)


def _place(
    key: Argument, keys: Argument, match_mode: Argument, search_mode: Argument
) -> int | ExcelError | None:
    """Return where one key is found; an error among the arguments that are one cell."""
    for cell in (key, match_mode, search_mode):
        if isinstance(cell, ExcelError):
            return cell
        if isinstance(cell, tuple):
            return ExcelError.VALUE
    assert not isinstance(key, tuple)  # noqa: S101 - refused above
    return _found(key, cells_of(keys), _mode(match_mode, 0), _mode(search_mode, 1))


def _of_several(key: Block, keys: Argument, results: Argument, *others: Argument) -> Answer:
    """Look for several keys: one result each, the first cell of a row or column of results."""
    rows: list[tuple[Outcome, ...]] = []
    for row in key:
        found: list[Outcome] = []
        for cell in row:
            result = xlookup(cell, keys, results, *others)
            found.append(result[0][0] if isinstance(result, tuple) else result)
        rows.append(tuple(found))
    return tuple(rows)


def _mode(cell: Argument, default: int) -> int:
    return default if cell is None or isinstance(cell, tuple) else int(number(cell))


def _found(key: CellValue, keys: list[CellValue], match: int, search: int) -> int | None:
    """Return the place of the key, or of the nearest one that the mode allows."""
    order = range(len(keys)) if search in (1, 2) else range(len(keys) - 1, -1, -1)
    fits = wild(key) if match == 2 else lambda cell: _same(key, cell)
    for place in order:
        if fits(keys[place]):
            return place
    if match not in (-1, 1):
        return None
    best: int | None = None
    sign = "<" if match == -1 else ">"
    for place in order:  # numbers, texts and truth values follow each other
        cell = keys[place]
        if cell is None or isinstance(cell, ExcelError) or compared(sign, cell, key) is not True:
            continue
        if best is None or compared(">" if match == -1 else "<", cell, keys[best]) is True:
            best = place
    return best


def _same(key: CellValue, cell: CellValue) -> bool:
    if key is None or cell is None:
        return key is cell
    return compared("=", key, cell) is True


def wild(key: CellValue) -> Callable[[CellValue], bool]:
    """Return which cells are a text with ? and * in it, or equal to any other key."""
    if not isinstance(key, str):
        return lambda cell: _same(key, cell)
    shape = pattern(key)
    return lambda cell: isinstance(cell, str) and shape.fullmatch(cell) is not None


@lru_cache(maxsize=1_000)
def pattern(key: str) -> re.Pattern[str]:
    """Return a text with ? and * as a regular expression; ~ takes their meaning away."""
    written = "".join(
        re.escape(literal or plain) if not wildcard else (".*" if wildcard == "*" else ".")
        for literal, wildcard, plain in WILD.findall(key)
    )
    return re.compile(written, re.IGNORECASE | re.DOTALL)


def match(key: Argument, keys: Argument, match_type: CellValue = 0.0) -> Answer:
    """MATCH(lookup_value, lookup_array, match_type), of several keys too."""
    order, cells = number(match_type), cells_of(keys)
    if order:
        sign = "<=" if order > 0 else ">="
        return lifted(lambda one: _halved(one, cells, sign))(key)

    places: dict[tuple[int, float, str], float] = {}  # where each is first, as many keys look
    for place, cell in enumerate(cells, 1):
        if cell is not None and not isinstance(cell, ExcelError):
            places.setdefault(ranked(cell), float(place))

    def place_of(one: CellValue) -> CellValue:
        if isinstance(one, ExcelError):
            return one
        if isinstance(one, str) and WILDCARD.search(one):
            fits = wild(one)
            found = (float(place) for place, cell in enumerate(cells, 1) if fits(cell))
            return next(found, ExcelError.NA)
        return places.get(ranked(one), ExcelError.NA)

    return lifted(place_of)(key)


def _nearest(key: CellValue, keys: list[CellValue], sign: str = "<=") -> int | None:
    """Return the place at which halving ends, in cells that should be sorted.

    Cells of another kind than the key's are passed over, so blanks are too. A blank key is 0.
    """
    wanted = 0.0 if key is None else key
    first, beyond = -1, len(keys)  # a place before, and one after, what is looked for
    while beyond - first > 1:
        middle = (first + beyond) // 2
        kin = (at for at in range(middle, beyond) if type(keys[at]) is type(wanted))
        place = next(kin, None)
        if place is None or compared(sign, keys[place], wanted) is not True:
            beyond = middle
        elif compared("=", keys[place], wanted) is True:
            return _last_equal(wanted, keys, place)
        else:
            first = place
    return None if first < 0 else first


def _last_equal(key: CellValue, keys: list[CellValue], place: int) -> int:
    """Return the last of the equal cells that stand together."""
    while place + 1 < len(keys) and _same(key, keys[place + 1]):
        place += 1
    return place


def vlookup(key: Argument, table: Argument, column: Argument, in_order: Argument = 1.0) -> Answer:
    """VLOOKUP(lookup_value, table_array, col_index_num, [range_lookup]), of several of them too."""
    rows = table if isinstance(table, tuple) else ((table,),)
    first = tuple((row[0],) for row in rows)
    halves = bool(number(cells_of(in_order)[0]))
    places = lifted(lambda one: _halved(one, cells_of(first)))(key) if halves else match(key, first)

    def found(place: CellValue, at: CellValue) -> CellValue:
        wanted = int(number(at))
        if wanted > len(rows[0]):
            return ExcelError.REF
        if isinstance(place, ExcelError):  # which Excel sees before a column below 1
            return place
        return rows[int(number(place)) - 1][wanted - 1] if wanted >= 1 else ExcelError.VALUE

    return lifted(found)(places, column)


def _halved(key: CellValue, keys: list[CellValue], sign: str = "<=") -> CellValue:
    """Return the place, from 1, at which halving ends; an error as it is."""
    if isinstance(key, ExcelError):
        return key
    place = _nearest(key, keys, sign)
    return ExcelError.NA if place is None else place + 1.0


def hlookup(key: Argument, table: Argument, row: Argument, in_order: Argument = 1.0) -> Answer:
    """HLOOKUP(lookup_value, table_array, row_index_num, [range_lookup])."""
    return vlookup(key, _turned(table), row, in_order)


def lookup(key: Argument, keys: Argument, results: Argument = None) -> Answer:
    """LOOKUP(lookup_value, lookup_vector or array, [result_vector])."""
    if results is None:
        wide = isinstance(keys, tuple) and len(keys[0]) > len(keys)
        rows = _turned(keys) if wide else keys  # Excel searches the longer side
        return vlookup(key, rows, float(len(rows[0])) if isinstance(rows, tuple) else 1.0)
    return vlookup(key, tuple(zip(cells_of(keys), cells_of(results), strict=False)), 2.0)


def _turned(cells: Argument) -> Argument:
    return tuple(zip(*cells, strict=True)) if isinstance(cells, tuple) else cells
