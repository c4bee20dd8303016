"""The stored value of a formula is not what it gives now."""

from xl_udfs.engine.checking.checks.check import WorkbookCheck, of_verdict
from xl_udfs.engine.checking.finding import Severity

CHECK = WorkbookCheck(
    "different",
    Severity.ERROR,
    "The stored value of a formula is not what it gives now.",
    why="The workbook was saved without recalculating, by a program that computes otherwise, or "
    "its value was changed by hand. The sentence says which two of the stored value, the "
    "recomputed value and our function called directly agree.",
    remedy="Open the workbook in Excel, recalculate with Ctrl+Alt+F9 and save, or write the new "
    'values with `xl-udfs refresh`; where they still differ, look at "differences from '
    'Excel".',
    find=of_verdict,
)
