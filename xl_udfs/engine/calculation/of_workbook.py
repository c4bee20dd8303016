"""Functions of ours that are told of the workbook itself: its names, its sheets, hidden rows."""

from collections.abc import Callable, Mapping, Sequence

from xl_udfs.cells import Answer, CellValue, ExcelError
from xl_udfs.engine.excel.formulas import Formulas
from xl_udfs.engine.excel.functions.coercion import guarded
from xl_udfs.engine.excel.functions.lifting import lifted
from xl_udfs.engine.excel.functions.ranges.places import over_places
from xl_udfs.engine.excel.functions.table import (
    ADDRESS,
    FORMULA_TOLD,
    PLACES,
    REFERRED,
    SHEET_NUMBER,
)
from xl_udfs.engine.excel.referred import referred
from xl_udfs.engine.excel.shown_formulas import formula_told


def functions_of(formulas: Formulas) -> Mapping[str, Callable[..., Answer]]:
    """Return them by name."""
    return {
        ADDRESS: lifted(formulas.addressed),
        FORMULA_TOLD: lifted(guarded(formula_told(formulas.formula_in))),
        REFERRED: lifted(guarded(referred(formulas.addressed))),
        PLACES: guarded(over_places(formulas.passed_over.counts)),
        SHEET_NUMBER: lifted(_numbered(formulas.tabs)),
    }


def _numbered(tabs: Sequence[str]) -> Callable[..., CellValue]:
    """Return what gives the place of a sheet among all; how many there are, without a name."""

    def call(name: CellValue = None) -> CellValue:
        if name is None:
            return float(len(tabs))
        key = str(name).casefold()
        return float(tabs.index(key) + 1) if key in tabs else ExcelError.NA

    return call
