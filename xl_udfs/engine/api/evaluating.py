"""Formulas outside any workbook."""

from collections.abc import Callable, Mapping
from datetime import datetime

from xl_udfs.engine.calculation.evaluate import Evaluation, evaluate
from xl_udfs.engine.calculation.library import Library, Recalculated, Unsupported
from xl_udfs.engine.formula.stored import HostFunction

__all__ = [
    "Evaluation",
    "Recalculated",
    "Unsupported",
    "evaluator",
]


def evaluator(functions: Mapping[str, HostFunction], now: datetime) -> Callable[[str], Evaluation]:
    """Return what evaluates formulas outside any workbook."""
    library = Library(functions, now)
    return lambda formula: evaluate(library, formula)
