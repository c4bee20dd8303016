"""What may be typed into a cell, and how it is shown: one table of short codes.

A row of inputs or a column names a code, so that a reviewer reads the sheet and not its settings.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from xl_udfs.templates.sheets import styles

Kind: TypeAlias = Literal["decimal", "whole", "date", "list", "textLength", "custom"]
Operator: TypeAlias = Literal["between", "greaterThan", "greaterThanOrEqual"]

MOST_TEXT = 250  # characters that a text input takes
FIRST_DAY = "61"  # March 1, 1900: Excel counts a day before it that never was


@dataclass(frozen=True, slots=True)
class Entry:
    """A number format and the rule of a data validation."""

    shown: str = styles.GENERAL
    kind: Kind = "decimal"
    operator: Operator | None = "greaterThanOrEqual"
    bound: str | None = "0"  # a number, or for a list its choices; for "custom" a formula
    upper: str | None = None  # the second number of "between"


def text(most: int, shown: str = styles.GENERAL) -> Entry:
    """Return the entry of a text of at most so many characters."""
    return Entry(shown, "textLength", "between", "1", str(most))


def choice(choices: str, shown: str = styles.GENERAL) -> Entry:
    """Return the entry of one text among `choices`: a range, a name, or texts in quotes."""
    return Entry(shown, "list", None, choices)


def day(shown: str) -> Entry:
    """Return the entry of a date, or of a moment."""
    return Entry(shown, "date", bound=FIRST_DAY)


def whole_number(least: int, most: int) -> Entry:
    """Return the entry of a whole number between two, both included."""
    return Entry("0", "whole", "between", str(least), str(most))


def above_0(shown: str) -> Entry:
    """Return the entry of a number above 0."""
    return Entry(shown, operator="greaterThan")


def from_0(shown: str) -> Entry:
    """Return the entry of a number, 0 or more."""
    return Entry(shown)


# fmt: off
TEXT          = text(MOST_TEXT)
LABEL         = text(120)
LABEL_WORD    = text(120, styles.WORDS)  # beside numbers
ANY_TEXT      = Entry(styles.GENERAL, "textLength", bound="1")
YES_NO        = choice('"yes,no"')
YES_NO_WORD   = choice('"yes,no"', styles.WORDS)
DAY           = day(styles.DATE)
COUNT         = Entry(styles.INTEGER, "whole")
COUNT_ABOVE_0 = Entry(styles.INTEGER, "whole", "greaterThan")
NUMBER        = Entry("0", "whole")
NUMBER_FROM_1 = Entry("0", "whole", bound="1")
SHARES        = from_0(styles.INTEGER)   # perhaps with a fraction
SHARES_ABOVE_0 = above_0(styles.INTEGER)
PRICE         = above_0('"$"#,##0.00##')
PRICE_4_PLACES = above_0(styles.PRICE_4)
MONEY         = from_0(styles.DOLLARS)
MONEY_ABOVE_0 = above_0(styles.DOLLARS)
ANY_MONEY     = Entry(styles.DOLLARS, "decimal", "between", "-1000000000000", "1000000000000")
PART          = Entry("0.0000%", "decimal", "between", "0", "1")
RATE          = Entry("0.00%", "decimal", "between", "0", "1")
PERCENTAGE    = Entry("0%", "decimal", "between", "0", "1")
FRACTION      = Entry("# ?/?", "decimal", "between", "0.000001", "1")
# fmt: on
