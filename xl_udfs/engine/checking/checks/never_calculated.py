"""A formula has no stored value: the workbook was saved without calculating it."""

from xl_udfs.engine.checking.checks.check import WorkbookCheck, of_verdict
from xl_udfs.engine.checking.finding import Severity

CHECK = WorkbookCheck(
    "never-calculated",
    Severity.ERROR,
    "A formula has no stored value: the workbook was saved without calculating it.",
    why="A program wrote the formula and no spreadsheet has calculated it since. Whoever reads "
    "the file without Excel sees nothing, or 0.",
    remedy="Write the values with `xl-udfs refresh`, or open the workbook in Excel and save it.",
    find=of_verdict,
)
