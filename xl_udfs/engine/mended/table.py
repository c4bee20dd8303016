"""Which of Excel's functions ours take the place of."""

from collections.abc import Callable, Mapping
from datetime import datetime

from xl_udfs.cells import Answer
from xl_udfs.engine.mended.coercion import guarded
from xl_udfs.engine.mended.comparison import compared, settled
from xl_udfs.engine.mended.lifting import lifted
from xl_udfs.engine.rewriting import COMPARE, SETTLE

OPERATORS: Mapping[str, Callable[..., Answer]] = {
    COMPARE: lifted(guarded(compared)),
    SETTLE: lifted(guarded(settled)),
}


def excel_functions(
    now: datetime, *, epoch_1904: bool = False
) -> Mapping[str, Callable[..., Answer]]:
    """Return what takes the place of the library's own functions and operators, by name."""
    return OPERATORS
