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
        over = None if ratio is None else ratio.count("numerator")
        under = None if ratio is None else ratio.count("denominator")
        if day is None or not over or not under:
            if ratio is not None and (over is not None or under is not None):
                one.add("wrong_value", "split_ratio", value="0", right="two numbers above 0")
            continue
        yield ClassSplit(
            day=day, class_name=row.name, ratio=over / under, alone=common != [row], one=one
        )
