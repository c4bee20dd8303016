"""Who holds what by the ledger of ``cap_table.xlsx``."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from xl_udfs.core.letters.letter import HoldingOfRecord
from xl_udfs.documents.letters.asked import addresses
from xl_udfs.documents.letters.values import TableRow, Value, Values

LEDGER_COLUMNS = (
    *("Date", "Event", "Holder", "Class", "Number", "Change"),
    *("Second holder", "Second class", "Second change"),
)


def ledger_lines(values: Values) -> list[TableRow]:
    """Return the lines of the ledger that have a day and a class."""
    rows = values.rows("tblLedger", *LEDGER_COLUMNS)
    return [row for row in rows if not row["Class"].is_blank and not row["Date"].is_blank]


class Leg(NamedTuple):
    """What one line of the ledger gives to a holder in a class, or takes away (below 0)."""

    day: date
    holder: str
    security: str
    change: Fraction


def legs(values: Values) -> list[Leg]:
    """Return both legs of every line: a transfer, an exercise or a conversion has two."""
    return [
        Leg(
            row["Date"].day(),
            row[holder].if_any(Value.text) or "",
            row[security].text(),
            _signed(row[change]),
        )
        for row in ledger_lines(values)
        for holder, security, change in (
            ("Holder", "Class", "Change"),
            ("Second holder", "Second class", "Second change"),
        )
        if row[security].if_any(Value.text)
    ]


def holdings_of(values: Values, name: str) -> dict[str, HoldingOfRecord]:
    """Return who holds shares of a class on the day of the position, in the order of the list.

    Names are the same in capitals and without, as for the workbook's formulas.
    """
    held: dict[str, Fraction] = {}
    for leg in legs(values):
        if leg.security.casefold() == name.casefold():
            holder = leg.holder.casefold()
            held[holder] = held.get(holder, Fraction(0)) + leg.change
    day = values["in_as_of"].day()
    return {
        holder: HoldingOfRecord(
            holder=holder,
            shares=held[holder.casefold()],
            day=day,
            address=row["Address for notices"].lines(),
        )
        for holder, row in addresses(values).items()
        if held.get(holder.casefold(), Fraction(0)) > 0
    }


def _signed(change: Value) -> Fraction:
    """Return the change that a line of the ledger makes, which may be below 0."""
    if isinstance(change.cell, int | float) and change.cell < 0:
        return -replace(change, cell=-change.cell).number()
    return change.number()
