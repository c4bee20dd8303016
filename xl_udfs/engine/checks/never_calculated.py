"""A formula has no stored value: the workbook was saved without calculating it."""

from xl_udfs.engine.checks.check import Check, of_verdict
from xl_udfs.engine.finding import Severity

CHECK = Check(
    "never-calculated",
    Severity.ERROR,
    "A formula has no stored value: the workbook was saved without calculating it.",
    of_verdict,
)
