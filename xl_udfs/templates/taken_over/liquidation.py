"""What a liquidation workbook takes over of a cap table."""

from collections.abc import Iterator
from math import isclose

from xl_udfs.templates.liquidation.classes import SLOTS
from xl_udfs.templates.liquidation.holders import shares
from xl_udfs.templates.taken_over.position import (
    HeldLine,
    Taken,
    TakenPosition,
    number_in,
    owed,
    refused,
)
from xl_udfs.templates.taken_over.taking import CapTableRequest, Height, Lines, TakenOver

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


def taken(position: TakenPosition, _: CapTableRequest) -> TakenOver:
    """Return the classes that someone holds, pools apart, and what each holder has of them.

    Raises:
        UnreadableError: where there are more than the workbook has room for, or where rights of
            one class have several strikes.
    """
    places = _held(position)
    lines = [position.classes[place] for place in places]
    alone = sum(_claims(line) for line in lines) == 1
    return TakenOver(
        inputs=position.source(),
        tables=(
            Lines(
                table="tblTerms",
                titles=TERMS,
                lines=[
                    _terms(line, position.file, _strike(position, line), alone=alone)
                    for line in lines
                ],
                height=Height.SLOTS,
            ),
            Lines(
                table="tblDividends",
                titles=DIVIDENDS,
                lines=[{"Due, $": owed(line) or None} for line in lines],
                height=Height.SLOTS,
            ),
            Lines(
                table="tblHolders",
                key="Holder",
                titles=("Holder", *map(shares, SLOTS)),
                lines=list(_holders(position, places)),
                height=Height.GROWS,
            ),
        ),
    )


def _held(position: TakenPosition) -> list[int]:
    found = [
        place
        for place, line in enumerate(position.classes)
        if line["Type"] != "pool" and number_in(line, "Shares")
    ]
    if len(found) > len(SLOTS):
        raise refused(f"{position.file} has {len(found)} classes; there is room for {len(SLOTS)}")
    return found


def _strike(position: TakenPosition, line: HeldLine) -> float | None:
    """Return the strike of a class of rights: its own, or without one that of its lines."""
    if line["Type"] not in RIGHTS:
        return None
    name, own = str(line["Class"]), number_in(line, "Conversion price")
    listed = sorted(position.strikes.get(name, frozenset()))
    if own is None and len(listed) == 1:
        return listed[0]
    if others := [price for price in listed if own is None or not isclose(price, own)]:
        shown = ", ".join(f"${price:,.4f}" for price in others)
        raise refused(
            f"{name} has rights at {shown}{'' if own is None else ' beside its own strike'}; give "
            "each strike a class of its own in the cap table"
        )
    return own


def _holders(position: TakenPosition, places: list[int]) -> Iterator[HeldLine]:
    for name, held in position.holders:
        if any(held[place] for place in places):
            slots = {
                shares(slot): held[at] or None for slot, at in zip(SLOTS, places, strict=False)
            }
            yield {"Holder": name, **slots}


def _price(line: HeldLine) -> float | None:
    price = number_in(line, "Preference price")
    return number_in(line, "Original issue price") if price is None else price


def _claims(line: HeldLine) -> bool:
    """Return whether a class is paid something before the rest is shared: it has a multiple."""
    multiple = number_in(line, "Preference multiple")
    return line["Type"] == "preferred" and bool(_price(line)) and bool(multiple)


def _terms(line: HeldLine, file: str, strike: float | None, *, alone: bool) -> HeldLine:
    """Return the terms of one class.

    Args:
        line: its row in the cap table.
        file: the name of the cap table.
        strike: of rights.
        alone: whether only one class has a preference, which then needs no rank.
    """
    found: dict[str, Taken] = {
        "Name": line["Class"],
        "Outstanding": number_in(line, "Shares"),
        "Common for one": number_in(line, "Common per share"),
        "Source": f"{file}, sheet Classes",
    }
    if line["Type"] in RIGHTS:
        return found | {"Strike, $": strike}
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
