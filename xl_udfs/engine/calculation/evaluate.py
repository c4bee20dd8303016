"""One formula on its own, with the reason where it gives an error."""

from dataclasses import dataclass

from xl_udfs.cells import Argument, ExcelError, Refused
from xl_udfs.engine.calculation.library import TOO_LARGE, Library, Unsupported
from xl_udfs.engine.excel.formulas import UnsupportedFunctionError
from xl_udfs.engine.excel.prepared import too_large
from xl_udfs.engine.formula.areas import upright
from xl_udfs.engine.formula.stored import SyntaxFault

MEANINGS = {
    ExcelError.NULL: "two ranges that should meet have no cell in common",
    ExcelError.DIV0: "something is divided by zero or by a blank cell",
    ExcelError.VALUE: "something is of the wrong kind, as text where a number belongs",
    ExcelError.REF: "a reference leads nowhere",
    ExcelError.NAME: "a name is not known",
    ExcelError.NUM: "a number is impossible here",
    ExcelError.NA: "a value is not available",
    ExcelError.SPILL: "the result has no room to spill",
    ExcelError.CALC: "the calculation has no result",
}
HANDED_ON = "error_in_argument"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a formula gives: a value or a range of values, or a refusal."""

    value: Argument
    refused: Refused | None = None
    refusals: tuple[Refused, ...] = ()  # of single cells of a range
    unverified: str = ""  # a function in it that is not known to be computed as Excel does


def evaluate(library: Library, formula: str) -> Evaluation:
    """Compute a formula, with or without its equals sign."""
    text = upright(formula.strip().removeprefix("="))
    try:
        prepared = library.formulas.prepared(text, array=True)
        unverified = "".join(prepared.shape.unverified[:1])
        value = library.evaluate(prepared.text)
    except SyntaxFault as fault:
        reason = f"the formula does not parse: {fault}"
        return _refused(ExcelError.VALUE, "formula_syntax", reason)
    except UnsupportedFunctionError as fault:
        return _refused(
            ExcelError.NAME, "unknown_function", f"{fault}; `xl-udfs functions` lists ours"
        )
    if too_large(prepared, "", value):
        value = TOO_LARGE
    if isinstance(value, Unsupported):
        return _refused(ExcelError.NAME, "unsupported_formula", f"not computed: {value.reason}")
    if value is ExcelError.NAME and prepared.shape.undefined:
        named = ", ".join(prepared.shape.undefined)
        return _refused(ExcelError.NAME, "undefined_name", f"the name {named} is not defined")
    if isinstance(value, ExcelError):
        return Evaluation(None, _reason(library.refusals, value), unverified=unverified)
    return Evaluation(value, refusals=tuple(library.refusals), unverified=unverified)


def _refused(error: ExcelError, code: str, reason: str) -> Evaluation:
    return Evaluation(None, Refused(error, code, reason))


def _reason(refusals: list[Refused], error: ExcelError) -> Refused:
    """Return the refusal that explains an error: the last of that error that began it."""
    began = [r for r in refusals if r.error is error and r.code != HANDED_ON]
    return began[-1] if began else Refused(error, "excel_error", MEANINGS[error])
