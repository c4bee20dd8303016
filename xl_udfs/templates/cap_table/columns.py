"""Kinds of column that the lists of the cap table share, and how wide lists print."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from xl_udfs.templates.sheets.entries import TEXT, choice, day
from xl_udfs.templates.sheets.styles import WORDS
from xl_udfs.templates.sheets.tables import AnyColumn, Column

SHARE = "0.00%;-0.00%;"  # parts
SHOWN = "#,##0;-#,##0;"  # shares; nothing where there are none
PRICED = '"$"#,##0.00####'
DAY = "mmm d, yyyy"


def words(name: str, title: str, prompt: str, *, kept: bool = False) -> Column:
    """Return a column of short texts."""
    return Column(name, title, TEXT, prompt, kept=kept)


def choices(name: str, title: str, prompt: str, source: str) -> Column:
    """Return a column of texts from a list."""
    return Column(name, title, choice(source, WORDS), prompt)


def days(name: str, title: str, prompt: str) -> Column:
    """Return a column of days."""
    return Column(name, title, day(DAY), prompt)


def letter_of(columns: Sequence[AnyColumn], name: str) -> str:
    """Return the letter of a column of a table that begins in column A."""
    return get_column_letter([column.name for column in columns].index(name) + 1)


def first_of(conditions: Sequence[tuple[str, str]], otherwise: str = '""') -> str:
    """Return a formula that gives the text of the first condition that holds."""
    formula = otherwise
    for condition, text in reversed(conditions):
        formula = f'IF({condition},"{text}",{formula})'
    return formula
