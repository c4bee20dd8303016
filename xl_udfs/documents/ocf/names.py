"""Names that stand once each: the workbook knows holders and classes by their names."""

import re
import unicodedata
from collections.abc import Iterator

LONGEST_NAME = 200  # letters; a criterion of a workbook's sums takes 255
PATTERN_SIGNS = str.maketrans("*?~", "___")
MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
VALUE_LIKE = re.compile(  # what a criterion compares or reads as a value, not as a text
    rf"[=<>#].*|true|false|[-+(.$€£]*\d[-\d.,:/ ()%$€£]*(e[-+]?\d+)?"
    rf"|(\d+[-/. ]+)?{MONTH}[-/., ]+\d[-\d/., ]*",
    re.IGNORECASE,
)


def summed_name(name: str) -> str:
    """Return a name as a workbook's sums find it, which take some texts for patterns and values.

    SUMIFS takes `A*` for every name with an A in front, `>5` for a comparison, 2020-01-01 for a
    day, and nothing of more than 255 letters.
    """
    plain = unicodedata.normalize("NFC", name).translate(PATTERN_SIGNS)[:LONGEST_NAME].strip()
    return f"_{plain}" if VALUE_LIKE.fullmatch(plain) else plain


def unique_name(name: str, taken: set[str]) -> str:
    """Return a name that sums find and that is not taken yet, whatever its case, and take it."""
    for found in _tried(summed_name(name) or "?"):
        if found.casefold() not in taken:
            taken.add(found.casefold())
            return found
    raise AssertionError  # pragma: no cover - the names never end


def _tried(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name} ({number})"
        number += 1
