"""Rows as JSON texts and back, exact: what OCF has no place for travels so."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar, get_args, get_type_hints

from xl_udfs.documents.ocf.rows import LedgerCell, cells, columns_by_title

T = TypeVar("T")
MOST_DECIMALS = 60


def exact_text(value: LedgerCell) -> str:
    """Write a value; a number as a decimal where one holds it, else as a fraction."""
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, Fraction):
        return str(value)
    decimals = 0
    while 10**decimals % value.denominator and decimals < MOST_DECIMALS:
        decimals += 1
    scaled = value * 10**decimals
    if scaled.denominator != 1:
        return str(value)
    digits = f"{abs(scaled.numerator):0{decimals + 1}d}"
    whole, part = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    return ("-" if value < 0 else "") + whole + (f".{part}" if part else "")


def titled_texts(row: object) -> dict[str, str]:
    """Return the filled cells of a row as texts by their titles."""
    return {title: exact_text(value) for title, value in cells(row).items() if value is not None}


def row_of(kind: type[T], record: Mapping[str, Any]) -> T:
    """Return the row that was written so.

    Raises:
        ValueError: where it was not.
    """
    named = columns_by_title(kind)  # type: ignore[arg-type] # as in `rows.cells`
    hints = get_type_hints(kind)
    values: dict[str, LedgerCell] = {}
    for title, text in record.items():
        if title not in named or not isinstance(text, str):
            raise ValueError(title)
        name = named[title]
        kinds = get_args(hints[name]) or (hints[name],)
        values[name] = _read(text, kinds)
    return kind(**values)


def _read(text: str, kinds: Iterable[Any]) -> LedgerCell:
    if date in kinds:
        return date.fromisoformat(text)
    if Fraction not in kinds:
        return text
    if len(text) > 10 * MOST_DECIMALS or "e" in text.casefold():
        raise ValueError(text)
    return Fraction(text)


def digest_of(objects: Iterable[Mapping[str, Any]]) -> str:
    """Return the SHA-256 of objects, whatever the order and layout that they are written in."""
    lines = sorted(json.dumps(one, sort_keys=True) for one in objects)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
