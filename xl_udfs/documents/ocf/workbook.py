"""The rows of a cap table as the cells of its workbook, and read out of one."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

from xl_udfs.core.price.history import Adjustment
from xl_udfs.core.price.rules import AverageRule, RatchetRule
from xl_udfs.documents.letters.cap_table_book import History, histories
from xl_udfs.documents.letters.values import Value, Values
from xl_udfs.documents.ocf.exact import exact_text
from xl_udfs.documents.ocf.numerals import numeric
from xl_udfs.documents.ocf.refusals import PackageError
from xl_udfs.documents.ocf.rows import (
    CapTableRows,
    ClassRow,
    ConvertibleRow,
    ExemptionRow,
    HolderRow,
    LedgerCell,
    LedgerRow,
    StatedPrice,
    cells,
    columns_by_title,
)
from xl_udfs.documents.ocf.writing.files import IssuerFacts, WrittenPackage, package_files
from xl_udfs.engine.api import DEFAULT_LIMITS, Limits, compute_file, refuse_other_version
from xl_udfs.hosts.headless import function_table
from xl_udfs.versions import VERSIONS

T = TypeVar("T")
MOST_SHARED = 2**53  # the largest number up to which every whole one is a double


def written_of(
    path: Path, issuer: IssuerFacts, now: datetime, limits: Limits = DEFAULT_LIMITS
) -> WrittenPackage:
    """Return the package of a cap table workbook, whose values are computed anew.

    Raises:
        UnreadableError: where the workbook cannot or must not be read.
        LetterError: where it is not a cap table.
        PackageError: where no package can be made of it.
    """
    computed = compute_file(path, function_table(), now=now, limits=limits)
    refuse_other_version(computed.book.package, VERSIONS)
    values = Values(computed.book, computed.values)
    if not (values.has("tblLedger") and values.has("tblCapTable")):
        raise PackageError("not_a_cap_table")
    return package_files(table_of(values), issuer, now)


def filling(table: CapTableRows) -> dict[str, list[dict[str, object]]]:
    """Return the rows of a workbook's tables as its cells hold them, by table and title."""
    lists: dict[str, Sequence[object]] = {
        "tblClasses": table.classes,
        "tblHolders": table.holders,
        "tblLedger": table.ledger,
        "tblConvertibles": table.convertibles,
        "tblExemptions": table.exemptions,
    }
    return {
        name: [{title: _plain(value) for title, value in cells(row).items()} for row in rows]
        for name, rows in lists.items()
    }


def _plain(value: LedgerCell) -> object:
    if not isinstance(value, Fraction):
        return value
    is_whole = value.denominator == 1 and abs(value) <= MOST_SHARED
    return int(value) if is_whole else float(value)


def table_of(values: Values) -> CapTableRows:
    """Return what the tables of a cap table workbook hold, and the history of its prices.

    Raises:
        ContentError: where the workbook is not a cap table, or holds what does not belong there.
    """
    return CapTableRows(
        company=values["in_company"].if_any(Value.text) or "",
        as_of=values["in_as_of"].if_any(Value.day),
        classes=tuple(_read(values, "tblClasses", ClassRow, "name")),
        holders=tuple(_read(values, "tblHolders", HolderRow, "name")),
        ledger=tuple(_read(values, "tblLedger", LedgerRow, "event")),
        convertibles=tuple(_read(values, "tblConvertibles", ConvertibleRow, "amount")),
        exemptions=tuple(_read(values, "tblExemptions", ExemptionRow, "kind")),
        steps=tuple(step for history in histories(values) for step in _steps(history)),
    )


def _read(values: Values, table: str, kind: type[T], key: str) -> Iterator[T]:
    """Yield the rows of a table in which something stands; the numbers of its lines stay."""
    named = columns_by_title(kind)  # type: ignore[arg-type] # as in `rows.cells`
    hints = get_type_hints(kind)
    found = [
        {
            name: _value(row[title], get_args(hints[name]) or (hints[name],))
            for title, name in named.items()
        }
        for row in values.rows(table, *named)
    ]
    last = max((place for place, row in enumerate(found, start=1) if row[key]), default=0)
    for row in found[:last]:
        yield kind(**row)


def _value(value: Value, kinds: Sequence[Any]) -> LedgerCell:
    if date in kinds:
        return value.if_any(Value.day)
    if Fraction in kinds:
        return value.if_any(Value.number)
    if isinstance(value.cell, int | float) and not isinstance(value.cell, bool):
        return numeric(value.number())  # a certificate may be called 17
    return "\n".join(value.lines())


def _steps(history: History) -> Iterator[StatedPrice]:
    """Yield each event that changed a price, with what it was computed from."""
    for adjustment in history.steps:
        if adjustment.after != adjustment.before:
            yield StatedPrice(
                class_name=history.name,
                day=adjustment.event.day,
                price=adjustment.after,
                source="",
                event=adjustment.event.name.value,
                working=dict(_working(adjustment)),
            )


def _working(adjustment: Adjustment) -> Iterator[tuple[str, str]]:
    yield "rule", adjustment.applied
    yield "price_before", exact_text(adjustment.before)
    yield "price_after", exact_text(adjustment.after)
    rule = adjustment.rule
    if isinstance(rule, AverageRule):
        average = rule.at(adjustment.met)
        yield "A", exact_text(Fraction(average.shares_outstanding))
        yield "B", exact_text(Fraction(average.bought_at_old_price))
        yield "C", exact_text(Fraction(average.other_securities))
        yield "X", exact_text(Fraction(average.before_closing))
        yield "Y", exact_text(Fraction(average.additional_shares))
        yield "consideration", exact_text(Fraction(average.consideration))
    elif isinstance(rule, RatchetRule):
        yield "Y", exact_text(rule.additional_shares)
        yield "consideration", exact_text(rule.consideration)
        yield "effective_price", exact_text(rule.effective)
    yield "place", adjustment.place
