"""A sheet whose cells are as nearly all programs write them, proven by one pattern.

Where the pattern takes all between ``<sheetData>`` and ``</sheetData>``, nothing stands there but
rows of cells, with a formula and a value each: no other element, none inside another of its kind.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate

OPEN, CLOSE = b"<sheetData>", b"</sheetData>"
ROWS = re.compile(
    rb"""(?x)
    (?:<row[ ][^<>]*+(?<=/)>
      |<row[ ][^<>]*+>
        (?:<c[ ][^<>]*+(?:(?<=/)>
          |>(?:<f(?:[ ][^<>]*+)?(?:(?<=/)>|>[^<]*+</f>))?
            (?:<v>[^<]*+</v>|<v[ ]?/>|<is><t(?:[ ][^<>]*+)?(?:(?<=/)>|>[^<]*+</t>)</is>)?
            </c>)
        )*+
      </row>
    )*+"""
)
FORMULA = re.compile(rb"<f>[^<]*|<f[ ][^<>]*(?:/>|>[^<]*)")
CELL = re.compile(rb"(<c[ ][^<>]*+>)(<f>[^<]*+</f>)")
ATTRIBUTE = re.compile(rb'[ ](t|si|ref)="([^"]*)"')
UTF_8 = re.compile(rb'\s*<(?:\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?[^>]*\?>\s*<)?[a-z]')
DIGITS = bytes.maketrans(b"123456789", b"000000000")
DEEPEST = 6  # elements inside each other, of a sheet with such cells


class PlainSheet(NamedTuple):
    """What a sheet holds besides its cells, and how much its cells are."""

    rest: bytes  # the part without them, or with the few that are to be looked at
    cells: int
    longest: int  # bytes of a formula
    formulas: int  # bytes of all, copies of a shared one being as long as it
    references: tuple[str, ...]  # of the cells that share one
    kept_cells: int = 0  # of them those that are to be looked at
    kept_formulas: int = 0  # bytes of their formulas


def plain_sheet(data: bytes, suspect: Callable[[bytes], bool] | None = None) -> PlainSheet | None:
    """Return what a part holds; None where it is not a sheet of plain cells, or not well-formed.

    Args:
        data: the part.
        suspect: whether a formula may reach outside; the first cell of each such formula stays,
            as its copies differ from it in digits alone. None where no formula can.
    """
    start = data.find(OPEN)
    stop = data.find(CLOSE, start)
    if not 0 <= start < stop or UTF_8.match(data) is None or b"<!" in data:
        return None
    start += len(OPEN)
    found = ROWS.match(data, start, stop)
    if found is None or found.end() != stop:
        return None
    try:
        ParserCreate().Parse(data, True)
    except (ExpatError, ValueError, LookupError):
        return None
    inside = data[start:stop]
    longest = total = 0
    masters: dict[bytes, int] = {}
    references = []
    for formula in FORMULA.findall(inside):
        length = len(formula)
        longest = max(longest, length)
        if formula[2:3] == b" ":
            if suspect is not None and suspect(formula):
                return None
            said = dict(ATTRIBUTE.findall(formula.partition(b">")[0]))
            if said.get(b"t") not in {None, b"shared"}:
                return None
            if b"si" in said:
                length = masters[said[b"si"]] = max(length, masters.get(said[b"si"], 0))
            if b"ref" in said:
                references.append(said[b"ref"].decode())
        total += length
    kept = [*_first_suspects(inside, suspect)] if suspect is not None else []
    shown = b"".join(tag + formula + b"</c>" for tag, formula in kept)
    return PlainSheet(
        rest=data[:start] + shown + data[stop:],
        cells=inside.count(b"<c "),
        longest=longest,
        formulas=total,
        references=tuple(references),
        kept_cells=len(kept),
        kept_formulas=sum(len(formula) - len(b"</f>") for _, formula in kept),
    )


def _first_suspects(
    cells: bytes, suspect: Callable[[bytes], bool]
) -> Iterator[tuple[bytes, bytes]]:
    """Yield the start tag and the formula of one cell of each form that may reach outside."""
    seen: set[bytes] = set()
    for tag, formula in CELL.findall(cells):
        form = formula if b"&#" in formula else formula.translate(DIGITS)
        if form not in seen:
            seen.add(form)
            if suspect(formula):
                yield tag, formula
