"""What the ledger of ``cap_table.xlsx`` tells of an event that moved a price.

What was issued and for how much, what lapsed, and of which classes the shares of the day before are
made; the sheet Price Events has them, event by event.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from xl_udfs.cells import CellValue
from xl_udfs.core.letters.counted import CountedClass, ShareCategory
from xl_udfs.core.letters.figures import long_date, money, price_per_share, shares
from xl_udfs.core.price.events import Expiry, Financing
from xl_udfs.core.price.history import Adjustment
from xl_udfs.documents.letters.values import TableRow, Value, Values

LINES, DEALS, HELD, RATES = (f"out_event_{name}" for name in ("line", "deal", "held", "rate"))
COLUMNS = (
    *("Date", "No.", "Class", "Number", "Type", "Amount, $", "Exercise money", "Deal in force"),
)
COUNTED = {
    "common": ShareCategory.COMMON,
    "preferred": ShareCategory.PREFERRED,
    "option": ShareCategory.OPTIONS,
    "pool": ShareCategory.POOL,
}
STOCK = frozenset({"common", "preferred"})


class ClassBefore(NamedTuple):
    """A class on the day before an event."""

    name: str
    kind: ShareCategory
    held: Fraction
    rate: Fraction  # common stock for one


def classes_before(values: Values, step: Adjustment) -> list[ClassBefore]:
    """Return each class, and what there was of it the day before an issue."""
    rows = values.rows("tblClasses", "Class", "Type")
    held, rates = (values.block(name)[step.number - 1] for name in (HELD, RATES))
    found = []
    # the sheet has a column for each class that there was room for, the table may have fewer rows
    for row, number, rate in zip(rows, held, rates, strict=False):
        if not row["Class"].is_blank:
            name, kind = row["Class"].text(), row["Type"].if_any(Value.text) or ""
            at = f"of {name} before event {step.number} (sheet Price Events)"
            shares_held = replace(row["Class"], where=f"the number {at}", cell=number).number()
            rate_then = replace(row["Class"], where=f"the rate {at}", cell=rate).number()
            counted = COUNTED.get(kind, ShareCategory.WARRANTS)
            found.append(ClassBefore(name, counted, shares_held, rate_then))
    return found


def parts_of(
    classes: Sequence[ClassBefore], counted: Collection[ShareCategory], whole: Fraction
) -> tuple[CountedClass, ...]:
    """Return the classes that (A) is made of; none where a document states another number."""
    found = tuple(
        CountedClass(one.name, one.held, one.rate)
        for one in classes
        if one.kind in counted and one.held
    )
    near = abs(sum((part.converted for part in found), Fraction(0)) - whole) * 10**9 <= whole
    return found if near else ()


def facts_of(values: Values, steps: Sequence[Adjustment], step: Adjustment) -> tuple[str, ...]:
    """Return what happened, as the ledger has it, a sentence each."""
    match step.event:
        case Financing():
            return tuple(_issued(values, step))
        case Expiry() as expiry:
            issue = next(each.event for each in steps if each.number == expiry.of_event)
            if isinstance(issue, Financing):  # one that is exempt counted nothing
                return tuple(_lapsed(values, step, issue))
    return ()


def _lines(values: Values, column: str, wanted: CellValue) -> list[TableRow]:
    rows = values.rows("tblLedger", *COLUMNS)
    return [row for row in rows if row[column].cell == wanted and _number(row["Number"])]


def _number(value: Value) -> Fraction:
    return value.if_any(Value.number) or Fraction(0)


def _of_event(values: Values, name: str, step: Adjustment) -> CellValue:
    return values.block(name)[step.number - 1][0]


def _lapsed(values: Values, step: Adjustment, issue: Financing) -> Iterator[str]:
    for row in _lines(values, "No.", _of_event(values, LINES, step)):
        yield (
            f"On {long_date(step.event.day)} {row['Class'].text()} lapsed for "
            f"{shares(row['Number'].number())} shares of Common Stock. The issue of "
            f"{long_date(issue.closing)} had counted them among its "
            f"{shares(issue.additional_shares)} Additional Shares of Common Stock for "
            f"{money(issue.consideration)}."
        )


def _issued(values: Values, step: Adjustment) -> Iterator[str]:
    lines = _lines(values, "Deal in force", _of_event(values, DEALS, step))
    rates = {one.name.casefold(): one.rate for one in classes_before(values, step)}
    for day, of_day in groupby(lines, lambda row: row["Date"].day()):
        yield _of_day(day, list(of_day), rates)
    for row in filter(lambda row: _number(row["Exercise money"]), lines):
        number, paid = row["Number"].number(), row["Exercise money"].number()
        yield (
            f"The consideration counts {money(paid)} for the exercise of {row['Class'].text()} for "
            f"{shares(number)} shares, {price_per_share(paid / number)} a share."
        )


def _of_day(day: date, lines: Sequence[TableRow], rates: dict[str, Fraction]) -> str:
    numbers: dict[tuple[str, str], Fraction] = {}
    for row in lines:
        key = row["Class"].text(), row["Type"].text()
        numbers[key] = numbers.get(key, Fraction(0)) + row["Number"].number()
    told = [_number_of(*key, number, rates[key[0].casefold()]) for key, number in numbers.items()]
    paid = sum((_number(row["Amount, $"]) for row in lines), Fraction(0))
    received = f", for {money(paid)}" if paid else ""
    return f"On {long_date(day)} there were issued {' and '.join(told)}{received}."


def _number_of(name: str, kind: str, number: Fraction, rate: Fraction) -> str:
    if kind not in STOCK:
        return f"{name} for {shares(number)} shares of Common Stock"
    into = "" if rate == 1 else f" (as converted {shares(number * rate)} shares of Common Stock)"
    return f"{shares(number)} shares of {name}{into}"
