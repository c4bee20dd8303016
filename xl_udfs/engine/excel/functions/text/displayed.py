"""Numbers as their cells show them, where a workbook computes with what it shows."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from xl_udfs.cells import CellValue
from xl_udfs.engine.excel.functions.coercion import NotComputedError
from xl_udfs.engine.excel.functions.text.fraction_format import Piece
from xl_udfs.engine.excel.functions.text.number_format import (
    number_in,
    pieces_for,
    thousands,
)

WHOLE = frozenset({"date", "meridian", "elapsed", "general"})  # what keeps all its digits


def displayed(value: CellValue, code: str) -> CellValue:
    """Return a number at the places that a format shows; anything else as it is."""
    if type(value) is not float:
        return value
    pieces, shown = pieces_for(value, code)
    kinds = [piece.kind for piece in pieces]
    if "digits" not in kinds or not WHOLE.isdisjoint(kinds):
        return value
    if "power" in kinds:
        return _with_power(shown, pieces, negative=value < 0)
    if "slash" in kinds:
        raise NotComputedError(f"a workbook that computes with what the format {code} shows")
    point = kinds.index("point") if "point" in kinds else len(kinds)
    places = sum(len(piece.text) for piece in pieces[point:] if piece.kind == "digits")
    places += 2 * kinds.count("percent") - 3 * thousands(kinds)
    with localcontext(prec=400):
        exact = Decimal(f"{shown:.14e}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return float(exact if (shown < 0) == (value < 0) else -exact)


def _with_power(shown: float, pieces: Sequence[Piece], *, negative: bool) -> float:
    """Return a number at the places before its power of ten, as 0.333 for 3.33E-01."""
    alone = [piece for piece in pieces if piece.kind in ("digits", "point", "power")]
    size = float(number_in(alone, abs(shown)).replace(" ", ""))
    return -size if negative else size
