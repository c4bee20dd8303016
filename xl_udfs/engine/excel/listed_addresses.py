"""INDIRECT of several addresses, and OFFSET by several moves, within what takes cells.

They are a list of calls, one for each address or move.

``SUMPRODUCT(SUMIF(INDIRECT("'"&A1:A2&"'!B:B"),1))`` adds up what SUMIF finds on the sheets that
A1:A2 names. It is written out as ``VSTACK(SUMIF(INDIRECT("'"&A1&"'!B:B"),1),SUMIF(…A2…))``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xl_udfs.engine.formula.areas import area_of
from xl_udfs.engine.formula.stored import function_name
from xl_udfs.engine.formula.tokens import (
    CLOSING,
    OPENING,
    Token,
    TokenKind,
    arguments_at,
    text_of,
    tokens_of,
)
from xl_udfs.engine.references import address

TAKING_CELLS = frozenset(
    """SUMIF SUMIFS AVERAGEIF AVERAGEIFS MAXIFS MINIFS COUNTIF COUNTIFS COUNTBLANK SUBTOTAL N
    T""".split()  # noqa: SIM905 - as a list
)
"""Functions that are a list of results where INDIRECT is a list of cells."""
GIVING_LISTS = frozenset({"SUMPRODUCT"})  # in which every range is a list
BY_PLACES = frozenset({"SUBTOTAL", "N", "T"})  # of OFFSET computed all at once
MOST = 256  # addresses of one list


@dataclass(frozen=True)
class _List:
    """Some tokens of INDIRECT that stand for several, with what stands for them by turns."""

    first: int
    end: int
    rows: Sequence[Sequence[str]]

    @property
    def size(self) -> tuple[int, int]:
        return len(self.rows), len(self.rows[0])


def written_out(formula: str, sheet: str, *, array: bool) -> str:
    """Return a formula in plain terms with a call for each address of a list; most as they are."""
    tokens = tokens_of(formula)
    open_calls: list[str] = []
    at = 0
    while at < len(tokens):
        kind = tokens[at].kind
        if function_name(tokens[at]) in TAKING_CELLS:
            lists = array or not GIVING_LISTS.isdisjoint(open_calls)
            found = [*_lists(tokens, at, sheet, ranges=lists)]
            end = arguments_at(tokens, at)[1]
            if found and len({each.size for each in found}) == 1:
                before, behind = text_of(tokens[:at]), text_of(tokens[end:])
                calls = _stacked(tokens[at:end], at, found)
                return written_out(f"{before}{calls}{behind}", sheet, array=array)
        if kind in OPENING:
            open_calls.append(function_name(tokens[at]))
        elif kind in CLOSING and open_calls:
            open_calls.pop()
        at += 1
    return formula


def _lists(tokens: Sequence[Token], start: int, sheet: str, *, ranges: bool) -> Iterator[_List]:
    """Yield the lists of addresses that INDIRECT, or of moves that OFFSET is given in a call."""
    end, within = arguments_at(tokens, start)[1], [_Open(function_name(tokens[start]))]
    at = start + 1
    while at < end - 1:
        token, after = tokens[at], at + 1
        lists = _are_lists(within)
        if lists and token.kind is TokenKind.ARRAY:
            after = arguments_at(tokens, at)[1]
            yield _List(at, after, _rows_of(tokens[at + 1 : after - 1]))
        elif lists and ranges and (listed := _listed(tokens, at, sheet)):
            yield listed
            after = listed.end
        elif token.kind in OPENING:
            within.append(_Open(function_name(token)))
        elif token.kind in CLOSING:
            within.pop()
        elif token.kind is TokenKind.COMMA:
            within[-1].place += 1
        at = after


def _listed(tokens: Sequence[Token], at: int, sheet: str) -> _List | None:
    """Return the cells that a reference lists, or the numbers of its rows or columns."""
    name, end = function_name(tokens[at]), at + 1
    if name in ("ROW", "COLUMN"):
        arguments, end = arguments_at(tokens, at)
        cells = arguments[0][0] if [*map(len, arguments)] == [1] else tokens[at]
    else:
        cells = tokens[at]
    if cells.kind is not TokenKind.REFERENCE or ":" not in cells.bare:
        return None
    area = area_of(cells.text, sheet)
    if area is None or area.cells > MOST:
        return None
    rows, columns = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
    if name == "ROW":
        return _List(at, end, [[str(row)] for row in rows])
    if name == "COLUMN":
        return _List(at, end, [[*map(str, columns)]])
    return _List(at, end, [[cells.prefix + address((r, c)) for c in columns] for r in rows])


@dataclass
class _Open:
    """A call, or a parenthesis, around a token."""

    function: str
    place: int = 0  # of the argument


def _are_lists(within: Sequence[_Open]) -> bool:
    """Whether several cells, or an array, are several addresses or moves where they stand."""
    for number in range(len(within) - 1, 0, -1):
        match within[number]:
            case _Open("INDIRECT", 0):
                return True
            case _Open("OFFSET", place):
                return place > 0 and within[0].function not in BY_PLACES
            case _Open(""):
                continue
        return False
    return False


def _rows_of(constants: Sequence[Token]) -> list[list[str]]:
    """Return the constants of a written array."""
    rows: list[list[str]] = [[""]]
    for token in constants:
        if token.kind is TokenKind.SEMICOLON:
            rows.append([""])
        elif token.kind is TokenKind.COMMA:
            rows[-1].append("")
        else:
            rows[-1][-1] += token.text
    return rows


def _stacked(call: Sequence[Token], start: int, found: Sequence[_List]) -> str:
    height, width = found[0].size
    rows = [
        ",".join(_chosen(call, start, found, row, column) for column in range(width))
        for row in range(height)
    ]
    lines = [f"HSTACK({row})" if width > 1 else row for row in rows]
    return f"VSTACK({','.join(lines)})" if height > 1 else lines[0]


def _chosen(
    call: Sequence[Token], start: int, found: Sequence[_List], row: int, column: int
) -> str:
    """Return a call with one address in place of each list."""
    text, at = "", 0
    for each in found:
        text += text_of(call[at : each.first - start]) + each.rows[row][column]
        at = each.end - start
    return text + text_of(call[at:])
