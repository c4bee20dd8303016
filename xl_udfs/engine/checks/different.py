"""The stored value of a formula is not what it gives now."""

from xl_udfs.engine.checks.check import Check, of_verdict
from xl_udfs.engine.finding import Severity

CHECK = Check(
    "different",
    Severity.ERROR,
    "The stored value of a formula is not what it gives now.",
    of_verdict,
)
