"""Cap tables from the smallest to the largest, against sums and prices written out here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction

import pytest

from tests.templates.conftest import read_file
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.workbook.book import Place
from xl_udfs.hosts.headless import function_table
from xl_udfs.templates.cap_table.data import LEAST_EVENTS, LEAST_HOLDERS, NOBODY, Room
from xl_udfs.templates.cap_table.ownership import FIRST_CLASS, TOTAL, table_header
from xl_udfs.templates.cap_table.workbook import plan_of
from xl_udfs.templates.sheets.blank import blank
from xl_udfs.templates.sheets.finish import BUILT

Row = Mapping[str, object]
START, FIRST_EVENT, AS_OF = date(2020, 1, 2), date(2021, 1, 2), date(2023, 1, 2)
COMMON, PRICE = "Common", Fraction(2)  # and the price of each preferred share at the start


@dataclass(frozen=True)
class Size:
    """How much a cap table holds."""

    classes: int  # the first is common, the second averages over the common shares
    holders: int
    events: int  # issues of common stock to the first holder, one a day

    @property
    def names(self) -> list[str]:
        """The classes."""
        return [COMMON, *(f"Series {number}" for number in range(1, self.classes))]

    def held(self, holder: int) -> tuple[int, int]:
        """Return the place of the class that a holder begins with, and the number of shares."""
        return holder % self.classes, 10_000 + 7 * holder

    def issue(self, event: int) -> tuple[int, int]:
        """Return the shares and the money of an issue, at half a dollar and a little more."""
        return 2_000 + event, 1_000 + event

    def classes_rows(self) -> Iterator[Row]:
        """Yield the lines of classes."""
        yield {"Class": COMMON, "Type": "common", "Votes": 1}
        for name in self.names[1:]:
            row: dict[str, object] = {"Class": name, "Type": "preferred", "Votes": 1}
            row |= {"Original issue price": float(PRICE), "Start price": float(PRICE)}
            if name == self.names[1]:
                row |= {"Price rule": "weighted average", "Threshold": 0, "Counts common": "yes"}
            yield {**row, "Start date": datetime.combine(START, time())}

    def ledger(self) -> Iterator[Row]:
        """Yield the lines of the ledger."""
        for holder in range(self.holders):
            place, shares = self.held(holder)
            yield _line(START, "position", f"Holder {holder}", self.names[place], shares)
        for event in range(self.events):
            shares, money = self.issue(event)
            day = FIRST_EVENT + timedelta(days=event)
            line = _line(day, "issue", "Holder 0", COMMON, shares)
            yield {**line, "Consideration, $": money}

    def price(self) -> Fraction:
        """Return the price of the second class.

        (price x A + money) / (A + shares) after each issue below the price that there was.
        """
        held = map(self.held, range(self.holders))
        outstanding = sum(shares for place, shares in held if place == 0)
        price = PRICE
        for shares, money in map(self.issue, range(self.events)):
            if Fraction(money, shares) < price:
                price = (price * outstanding + money) / (outstanding + shares)
            outstanding += shares
        return price

    def diluted(self, holder: int) -> Fraction:
        """Return the common shares that a holder has, all converted."""
        place, shares = self.held(holder)
        found = shares * (PRICE / self.price() if place == 1 else Fraction(1))
        return found + (sum(self.issue(n)[0] for n in range(self.events)) if holder == 0 else 0)

    def file(self) -> bytes:
        """Return the workbook, with room for no more than the least that a workbook has."""
        tables: dict[str, list[Row]] = {
            "tblClasses": [*self.classes_rows()],
            "tblHolders": [{"Holder": f"Holder {number}"} for number in range(self.holders)],
            "tblLedger": [*self.ledger()],
        }
        blanks = replace(NOBODY, ledger=({},) * len(tables["tblLedger"]))
        room = Room(
            classes=self.classes,
            holders=max(self.holders, LEAST_HOLDERS),
            events=max(self.events, LEAST_EVENTS),
        )
        return blank(plan_of(blanks, room), tables, {"in_as_of": AS_OF})


def _line(day: date, event: str, holder: str, name: str, shares: int) -> Row:
    line = {"Date": datetime.combine(day, time()), "Event": event, "Holder": holder}
    return {**line, "Class": name, "Number": shares, "Consideration, $": None}


@pytest.mark.parametrize(
    "size",
    [
        Size(classes=1, holders=1, events=0),
        Size(classes=2, holders=60, events=1),
        Size(classes=12, holders=60, events=12),
        Size(classes=24, holders=2, events=3),
    ],
    ids=str,
)
def test_a_cap_table_of_any_size_is_what_it_is_by_hand(size: Size) -> None:
    """Every holder's shares, and the price that the issues lead to.

    Computed again, the file gives what it holds. 5,000 holders and 500 events take as long as all
    other tests of templates: tests/benchmarks/sizes.py has them.
    """
    file = size.file()
    assert found(file, size) == expected(size)
    book = read_file(file)
    again = recalculate(book, function_table(), BUILT)
    assert {place: value for place, value in again.items() if book.value(place) != value} == {}


def expected(size: Size) -> list[object]:
    """Return the master check, the shares of each holder, all together, and the price."""
    diluted = [size.diluted(holder) for holder in range(size.holders)]
    amounts = [*diluted, sum(diluted, Fraction(0)), *([size.price()] if size.classes > 1 else [])]
    return ["ALL CHECKS OK", *(pytest.approx(float(amount), rel=1e-12) for amount in amounts)]


def found(file: bytes, size: Size) -> list[object]:
    """Return the same of a workbook."""
    book = read_file(file)
    room = Room(classes=size.classes, holders=size.holders, events=0)
    first = table_header(room) + 1
    rows = range(first, first + size.holders)
    cells = [("README", (4, 2)), *(("Cap Table", (row, 2)) for row in rows)]
    cells += [("Cap Table", (TOTAL, 6))]
    cells += [("Cap Table", (FIRST_CLASS + 1, 4))] if size.classes > 1 else []
    return [book.value(Place(*cell)) for cell in cells]
