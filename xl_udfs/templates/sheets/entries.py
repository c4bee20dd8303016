"""What may be typed into a cell, and how it is shown: one table of short codes.

A row of inputs or a column names a code, so that a reviewer reads the sheet and not its settings.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from xl_udfs.templates.sheets import styles

EntryKind: TypeAlias = Literal["decimal", "whole", "date", "list", "textLength"]
EntryOperator: TypeAlias = Literal["between", "greaterThan", "greaterThanOrEqual"]

BLANK, MEMO = (
    re.compile(rf"\b{word}\b", re.IGNORECASE) for word in ("blank", "memo")
)  # words of a prompt
EMPTY_TEXT = '""'
TRUTH = {"TRUE", "FALSE"}  # which Excel types as such
GROUPED_FROM = 10_000  # a year is written without a comma
MOST_TEXT = 250  # characters that a text input takes
# January 1, 1950 to December 31, 2199, so that a year, or a day without dashes, is not a date
FIRST_DAY, LAST_DAY = "18264", "109574"


@dataclass(frozen=True, slots=True)
class Entry:
    """A number format and the rule of a data validation."""

    shown: str = styles.GENERAL
    kind: EntryKind = "decimal"
    operator: EntryOperator | None = "greaterThanOrEqual"
    bound: str = "0"  # a number, or for a list its choices
    upper: str | None = None  # the second number of "between"


def text(most: int, shown: str = styles.GENERAL) -> Entry:
    """Return the entry of a text of at most so many characters."""
    return Entry(shown, "textLength", "between", "1", str(most))


def choice(choices: str, shown: str = styles.GENERAL) -> Entry:
    """Return the entry of one text among `choices`: a range, a name, or texts in quotes."""
    return Entry(shown, "list", None, choices)


def day(shown: str) -> Entry:
    """Return the entry of a date, or of a moment."""
    return Entry(shown, "date", "between", FIRST_DAY, LAST_DAY)


def whole_number(least: int, most: int) -> Entry:
    """Return the entry of a whole number between two, both included."""
    return Entry("0", "whole", "between", str(least), str(most))


def above_0(shown: str) -> Entry:
    """Return the entry of a number above 0."""
    return Entry(shown, operator="greaterThan")


def from_0(shown: str) -> Entry:
    """Return the entry of a number, 0 or more."""
    return Entry(shown)


def any_number(shown: str) -> Entry:
    """Return the entry of a number that may be below 0."""
    return Entry(shown, "decimal", "between", "-1000000000000", "1000000000000")


def what_fits(entry: Entry) -> str:
    """Return in words what may be typed."""
    if entry.kind == "date":
        return "a day of 1950 to 2199"
    if entry.kind == "textLength":
        return "a text"
    if entry.kind == "list":
        listed = entry.bound.startswith('"')
        return f"one of {entry.bound[1:-1].replace(',', ', ')}" if listed else "one of its list"
    number = "a whole number" if entry.kind == "whole" else "a number"
    if entry.upper is not None:
        return f"{number} from {_grouped(entry.bound)} to {_grouped(entry.upper)}"
    above = entry.operator == "greaterThan"
    return f"{number} above {entry.bound}" if above else f"{number}, {entry.bound} or more"


def _grouped(bound: str) -> str:
    """Return a bound as a reader has it: a year has four digits, a million its commas."""
    whole = bound.removeprefix("-").isdigit() and abs(int(bound)) >= GROUPED_FROM
    return f"{int(bound):,}" if whole else bound


def tells_of_a_blank(prompt: str) -> bool:
    """Return whether a prompt says what a blank means, or that nothing follows from the input."""
    return BLANK.search(prompt) is not None or MEMO.search(prompt) is not None


def row_of_blank(cells: str, columns: Sequence[str], where: str) -> str:
    """Return a formula: the row of the first of some cells that is blank where it may not, else 0.

    Args:
        cells: one input, or a column of a list.
        columns: of the list, which begin a row of it; where there are none, no cell may be blank.
        where: a condition over the rows in place of them.
    """
    row, begun = f"ROW({cells.partition(':')[0]})", where
    if columns:
        begun = "+".join(f"({column}<>{EMPTY_TEXT})" for column in columns)
    blank = f"({cells}={EMPTY_TEXT})*({begun or 1})"
    if ":" not in cells:
        return f"IF({blank}>0,{row},0)"
    found = f"IFERROR({row}-1+MATCH(TRUE,INDEX({blank}>0,0),0),0)"
    return f"IF(COUNTBLANK({cells})=0,0,{found})"  # quick where the list is full


def row_of_misfit(entry: Entry, cells: str) -> str:
    """Return a formula: the row of the first of some cells with what may not be typed, 0 for none.

    What is empty fits. A text is not asked for its length, as nothing is computed of it. Counting is
    quick and comes first; only where the numbers differ is each cell looked at.
    """
    if entry.kind == "textLength":
        return "0"
    first, is_cell = cells.partition(":")[0], ":" not in cells
    row = f"ROW({first})"
    if not is_cell:
        row += f"-1+MATCH(1,INDEX({_misfits(entry, cells)},0),0)"
    counted = _counted(entry, cells) if is_cell or entry.kind != "whole" else ""
    if counted:
        return f"IF(COUNTA({cells})={counted},0,{row})"
    return f"{_misfits(entry, cells)}*{row}" if is_cell else f"IFERROR({row},0)"


def _counted(entry: Entry, cells: str) -> str:
    """Return how many of some cells hold what may be typed; nothing where it cannot be counted."""
    if entry.kind == "list":
        words = entry.bound[1:-1].split(",")
        if not entry.bound.startswith('"') or any(word.isdecimal() for word in words):
            return ""
        return "+".join(f'COUNTIF({cells},"{word}")' for word in words)
    least = ">" if entry.operator == "greaterThan" else ">="
    rules = [f'{cells},"{least}{entry.bound}"']
    if entry.upper is not None:
        rules.append(f'{cells},"<={entry.upper}"')
    if entry.kind == "whole":
        rules.append(f"{cells},INT(N({cells}))")
    return f"COUNTIFS({','.join(rules)})"


def _misfits(entry: Entry, cells: str) -> str:
    """Return an array formula: 1 for each of some cells with what may not be typed there, else 0."""
    filled = f'({cells}<>"")'
    if entry.kind == "list" and entry.bound.startswith('"'):
        choices = entry.bound[1:-1].split(",")
        typed = (one if one.isdecimal() or one in TRUTH else f'"{one}"' for one in choices)
        return "*".join((filled, *(f"({cells}<>{one})" for one in typed)))
    if entry.kind == "list":
        return f"{filled}*ISNA(MATCH({cells},{entry.bound},0))"
    least = ">" if entry.operator == "greaterThan" else ">="
    number = f"ISNUMBER({cells})"
    if entry.kind == "whole":
        number = f"ISNUMBER(1/({cells}=INT({cells})))"
    rules = [number, f"({cells}{least}{entry.bound})"]
    if entry.upper is not None:
        rules.append(f"({cells}<={entry.upper})")
    return f"{filled}*(1-{'*'.join(rules)})"


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
SPAN          = whole_number(0, 3_660)  # days or months of a term
RUN           = whole_number(1, 3_660)  # such days, one at least
NUMBER        = Entry("0", "whole")
NUMBER_FROM_1 = Entry("0", "whole", bound="1")
SHARES        = from_0(styles.INTEGER)   # perhaps with a fraction
SHARES_ABOVE_0 = above_0(styles.INTEGER)
PRICE         = above_0('"$"#,##0.00##')
PRICE_4_PLACES = above_0(styles.PRICE_4)
MONEY         = from_0(styles.DOLLARS)
MONEY_ABOVE_0 = above_0(styles.DOLLARS)
ANY_MONEY     = any_number(styles.DOLLARS)
PART          = Entry("0.0000%", "decimal", "between", "0", "1")
PART_ABOVE_0  = Entry("0.0000%", "decimal", "between", "0.000001", "1")
RATE          = Entry("0.00%", "decimal", "between", "0", "1")
PERCENTAGE    = Entry("0%", "decimal", "between", "0", "1")
FRACTION      = Entry("# ?/?", "decimal", "between", "0.000001", "1")
# fmt: on
