"""OCF objects as they are written: plain mappings in the order in which their fields are read."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

from xl_udfs.documents.ocf.numerals import is_exact, numeric, words
from xl_udfs.documents.ocf.report import Report

Object: TypeAlias = dict[str, Any]
DOLLARS = "USD"


def part(**fields: object) -> Object:
    """Return a part of an object without the fields that have nothing to say."""
    return {name: field_value(value) for name, value in fields.items() if value not in (None, "")}


def made(object_type: str, identity: str, **fields: object) -> Object:
    """Return an object without the fields that have nothing to say."""
    return {"object_type": object_type, "id": identity, **part(**fields)}


def field_value(value: object) -> object:
    """Write a value of a field."""
    if isinstance(value, Fraction):
        return numeric(value)
    return value.isoformat() if isinstance(value, date) else value


def money(amount: Fraction | None) -> Mapping[str, str] | None:
    """Write an amount of dollars."""
    return None if amount is None else {"amount": numeric(amount), "currency": DOLLARS}


def note_rounded(report: Report, table: str, row: str, **numbers: Fraction | None) -> None:
    """Report numbers of which OCF's ten decimals do not hold all."""
    for name, number in numbers.items():
        if number is not None and not is_exact(number):
            report.add(
                "rounded",
                object_type=table,
                id=row,
                field=name.replace("_", " "),
                value=words(number),
            )
