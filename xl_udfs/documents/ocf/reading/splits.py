"""Splits of a class: of all common stock, or of one class while others stay as they are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from xl_udfs.documents.ocf.reading.classes import COMMON, Classes
from xl_udfs.documents.ocf.reading.objects import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassSplit:
    """A split of a class."""

    day: date
    class_name: str
    ratio: Fraction
    alone: bool  # whether other classes stay as they are
    one: Fields


def note_splits_named(reissuances: Iterable[Fields], splits: Iterable[Fields]) -> None:
    """Report the splits that reissuances name and that are not there."""
    known = {split.id for split in splits}
    for one in reissuances:
        named = one.text("split_transaction_id")
        if named and named not in known:
            done = "what was issued anew counts"
            one.add("unknown_reference", "split_transaction_id", value=named, done=done)


def splits_of(objects: Iterable[Fields], classes: Classes) -> Iterator[ClassSplit]:
    """Yield the splits of classes that are there."""
    common = [row for row in classes.rows.values() if row.type == COMMON]
    for one in objects:
        if not one.required("date", "stock_class_id", "split_ratio"):
            continue
        named, day, ratio = one.text("stock_class_id"), one.day("date"), one.part("split_ratio")
        row = classes.rows.get(named)
        if row is None:
            one.add("unknown_reference", "stock_class_id", value=named, done="it is left out")
            continue
        if ratio is None or not ratio.required("numerator", "denominator"):
            continue
        over, under = ratio.above_zero("numerator"), ratio.above_zero("denominator")
        if day is None or over is None or under is None:
            continue
        yield ClassSplit(
            day=day, class_name=row.name, ratio=over / under, alone=common != [row], one=one
        )
