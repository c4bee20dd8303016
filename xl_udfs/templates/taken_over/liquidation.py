"""What a liquidation workbook takes over of a cap table."""

from collections.abc import Iterator, Mapping

from xl_udfs.cells import CellValue
from xl_udfs.engine.api import Row, Rows, UnreadableError
from xl_udfs.templates.liquidation.classes import SLOTS
from xl_udfs.templates.liquidation.holders import shares
from xl_udfs.templates.taken_over.position import Line, Position, number_in

RIGHTS = {
    "warrant",
    "option",
}  # what is of type other is taken for shares, as the cap table counts it
TERMS = (
    *("Name", "Rank", "Outstanding", "Common for one", "Price, $", "Multiple", "Amount due"),
    *("Takes part", "Capped at", "Cap multiple", "Can convert", "Strike, $", "As if without"),
    "Source",
)
DIVIDENDS = ("Due, $", "Rate", "Accrues from", "Method", "A year", "Day count", "Paid, $")


def taken(position: Position) -> list[int]:
    """Return the places of the classes that take part in a liquidation: someone holds them.

    Raises:
        UnreadableError: where there are more than the workbook has room for, or where rights of
            one class have several strikes.
    """
    found = [
        place
        for place, line in enumerate(position.classes)
        if line["Type"] != "pool" and number_in(line, "Shares")
    ]
    if len(found) > len(SLOTS):
        raise _refused(f"{position.file} has {len(found)} classes; there is room for {len(SLOTS)}")
    for place in found:
        line = position.classes[place]
        name, strike = str(line["Class"]), number_in(line, "Conversion price")
        others = sorted(position.strikes.get(name, frozenset()) - {strike})
        if line["Type"] in RIGHTS and others:
            shown = ", ".join(f"${price:,.4f}" for price in others)
            raise _refused(
                f"{name} has rights at {shown} beside its own strike; give each strike a class of "
                "its own in the cap table"
            )
    return found


def classes(position: Position) -> tuple[list[Line], list[Line]]:
    """Return the rows of terms and of dividends, by title."""
    lines = [position.classes[place] for place in taken(position)]
    alone = sum(_claims(line) for line in lines) == 1
    return [_terms(line, position.file, alone=alone) for line in lines], [
        {"Due, $": _sum(number_in(line, "Dividends, $"), number_in(line, "Accrued, $"))}
        for line in lines
    ]


def holders(position: Position) -> Rows:
    """Return the rows of the table of holders: who holds what of the classes that are taken."""
    places = taken(position)
    titles = ("Holder", *(shares(slot) for slot in SLOTS))
    rest = (None,) * (len(SLOTS) - len(places))
    rows = [
        (name, *(held[place] or None for place in places), *rest)
        for name, held in position.holders
        if any(held[place] for place in places)
    ]
    return Rows(titles, tuple(Row(number, row) for number, row in enumerate(rows, start=2)))


def inputs(position: Position) -> Iterator[tuple[str, CellValue]]:
    """Yield the inputs by name."""
    yield "in_source", position.source


def _refused(found: str) -> UnreadableError:
    return UnreadableError("E_TABLE", found=found)


def _price(line: Line) -> float | None:
    price = number_in(line, "Preference price")
    return number_in(line, "Original issue price") if price is None else price


def _claims(line: Line) -> bool:
    """Return whether a class is paid something before the rest is shared."""
    return line["Type"] == "preferred" and bool(_price(line))


def _sum(*amounts: float | None) -> float | None:
    known = [amount for amount in amounts if amount]
    return sum(known) if known else None


def _terms(line: Line, file: str, *, alone: bool) -> Mapping[str, CellValue]:
    """Return the terms of one class.

    Args:
        line: its row in the cap table.
        file: the name of the cap table.
        alone: whether only one class has a preference, which then needs no rank.
    """
    found: dict[str, CellValue] = {
        "Name": line["Class"],
        "Outstanding": number_in(line, "Shares"),
        "Common for one": number_in(line, "Common per share"),
        "Source": f"{file}, sheet Classes",
    }
    if line["Type"] in RIGHTS:
        return found | {"Strike, $": number_in(line, "Conversion price")}
    if not _claims(line):
        return found
    cap = number_in(line, "Cap")
    return found | {
        "Rank": number_in(line, "Seniority") or (1.0 if alone else None),
        "Price, $": _price(line),
        "Multiple": number_in(line, "Preference multiple"),
        "Takes part": line["Participation"] or "non-participating",
        "Capped at": None if cap is None else cap * (number_in(line, "Shares") or 0),
        "Cap multiple": number_in(line, "Cap multiple"),
        "Can convert": "yes",
    }
