"""The formulas of a workbook as Excel shows them, for FORMULATEXT and ISFORMULA.

Stored are prefixes of newer functions and variables, which are not shown. What Excel shows
otherwise than it is stored for other reasons, as columns of tables, is not computed.
"""

from collections.abc import Callable

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import NotComputedError, number, text
from xl_udfs.engine.formula.stored import function_name
from xl_udfs.engine.formula.tokens import TokenKind, tokens_of
from xl_udfs.engine.references import Position
from xl_udfs.engine.workbook.stored_cells import StoredFormula

VARIABLE = "_xlpm."
OTHERWISE = frozenset({"SINGLE", "ANCHORARRAY"})  # shown as @ and #

FormulaIn = Callable[[str, Position], StoredFormula | None]
"""Returns the formula in a cell of a sheet, by its lower-case name; None where there is none."""


def formula_told(formula_in: FormulaIn) -> Callable[..., CellValue]:
    """Return a function of FORMULATEXT or ISFORMULA, and of where a cell is."""

    def call(kind: CellValue, sheet: CellValue, row: CellValue, column: CellValue) -> CellValue:
        found = formula_in(text(sheet).casefold(), (int(number(row)), int(number(column))))
        if kind == "ISFORMULA":
            return found is not None
        return ExcelError.NA if found is None else shown(found)

    return call


def shown(formula: StoredFormula) -> str:
    """Return a formula as the bar above the cells shows it."""
    if formula.data_table is not None or "[" in formula.text:
        raise NotComputedError("FORMULATEXT of tables and other workbooks")
    parts = []
    for token in tokens_of(formula.text):
        name = function_name(token)
        if name in OTHERWISE:
            raise NotComputedError(f"FORMULATEXT of {name}")
        if token.kind is TokenKind.FUNCTION:
            parts.append(f"{name}(" if token.text.startswith("_xl") else token.text)
        else:
            parts.append(token.text.replace(VARIABLE, "") if _is_word(token.kind) else token.text)
    whole = f"={''.join(parts)}"
    return whole if formula.array is None or formula.dynamic else f"{{{whole}}}"


def _is_word(kind: TokenKind) -> bool:
    return kind is TokenKind.NAME
