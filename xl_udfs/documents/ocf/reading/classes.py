"""Stock classes and plans to classes of a cap table, with the prices in force at the day asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from xl_udfs.documents.ocf.names import unique_name
from xl_udfs.documents.ocf.numerals import numeric, words
from xl_udfs.documents.ocf.reading.objects import Fields
from xl_udfs.documents.ocf.rows import ClassRow, StatedPrice

COMMON, PREFERRED = "common", "preferred"
HALF_A_UNIT = Fraction(1, 2 * 10**10)  # of what ten decimals can hold
ROUNDED = {"FLOOR": "down", "CEILING": "up", "NORMAL": "nearest"}
ORDER = {
    name: place
    for place, name in enumerate((COMMON, PREFERRED, "option", "other", "warrant", "pool"))
}


@dataclass(frozen=True, slots=True)
class Prices:
    """What a right to convert says: the price of one, and for how many common shares."""

    price: Fraction | None
    ratio: Fraction | None

    def rows(self, issue_price: Fraction | None) -> tuple[Fraction | None, Fraction | None]:
        """Return original issue price and conversion price, both or none."""
        if self.price is not None:
            if issue_price is None and self.ratio is not None:
                issue_price = self.price * self.ratio
            return issue_price, self.price if issue_price is not None else None
        if self.ratio is None:
            return issue_price, None
        if issue_price is None:
            return None, None
        return issue_price, issue_price / self.ratio


@dataclass(slots=True)
class Classes:
    """The classes so far, in their order, and their names by the ids of what they are of."""

    rows: dict[str, ClassRow] = field(default_factory=dict)  # by key: an id, or id and kind
    taken: set[str] = field(default_factory=set)

    def add(self, key: str, row: ClassRow) -> ClassRow:
        """Add a class once; its name is made unique."""
        if key not in self.rows:
            self.rows[key] = replace(row, name=unique_name(row.name, self.taken))
        return self.rows[key]

    def common(self) -> str:
        """Return the first common class, "" where there is none."""
        return next((row.name for row in self.rows.values() if row.type == COMMON), "")

    def ordered(self) -> tuple[ClassRow, ...]:
        """Return common, preferred by who is paid first, then rights, then pools."""
        return tuple(
            sorted(
                self.rows.values(), key=lambda row: (ORDER[row.type], row.seniority or Fraction(0))
            )
        )


def classes_of(
    stock_classes: Sequence[Fields],
    adjustments: Iterable[Fields],
    authorized: Iterable[Fields],
    as_of: date | None,
) -> tuple[Classes, tuple[StatedPrice, ...]]:
    """Return the stock classes, and each price that the package states for one.

    Args:
        stock_classes: the objects STOCK_CLASS.
        adjustments: of conversion ratios.
        authorized: adjustments of authorized shares.
        as_of: the day of the position; what comes after it does not count.
    """
    classes = Classes()
    kinds = {one.id: one.text("class_type") for one in stock_classes}
    ranks = _ranks(stock_classes)
    for one in stock_classes:
        row = _class_row(one, kinds, ranks.get(one.id))
        given = classes.add(one.id, row)
        if given.name != row.name:
            one.add("same_name", "name", name=row.name, unique=given.name)
    for one, row in _known(authorized, classes, as_of):
        shares = one.count("new_shares_authorized")
        if shares is not None:
            classes.rows[one.text("stock_class_id")] = replace(row, authorized=shares)
    steps = [
        StatedPrice(
            class_name=row.name,
            day=row.start_date or date.min,
            price=row.start_price,
            source=row.source,
        )
        for row in classes.rows.values()
        if row.type == PREFERRED and row.start_price is not None
    ]
    for one, row in _known(adjustments, classes, None):
        step = _adjusted(one, row, classes, as_of)
        if step is not None:
            steps.append(step)
    return classes, tuple(steps)


def _known(
    objects: Iterable[Fields], classes: Classes, as_of: date | None
) -> Iterable[tuple[Fields, ClassRow]]:
    """Yield what changes a class that is there, by its day, with the class as it then is."""
    dated = [(one.day("date"), one) for one in objects if one.required("date", "stock_class_id")]
    for day, one in sorted(
        ((day, one) for day, one in dated if day is not None), key=lambda pair: pair[0]
    ):
        named = one.text("stock_class_id")
        if named not in classes.rows:
            one.add("unknown_reference", "stock_class_id", value=named, done="it is left out")
        elif as_of is None or day <= as_of:
            yield one, classes.rows[named]


def _adjusted(
    one: Fields, row: ClassRow, classes: Classes, as_of: date | None
) -> StatedPrice | None:
    """Take over a new price, where it is one of a preferred class."""
    if row.type == COMMON:
        one.add("adjusts_common", "stock_class_id", name=row.name)
        return None
    name = "new_ratio_conversion_mechanism"
    one.required(name, done="the price before it stays")
    mechanism = one.part(name)
    day = one.day("date")
    if mechanism is None or day is None:
        return None
    issue_price, price = _prices(mechanism).rows(row.original_issue_price)
    if price is None:
        mechanism.add("missing", "conversion_price", done="the price before it stays")
        return None
    _note_difference(mechanism, issue_price, price)
    if as_of is None or day <= as_of:
        classes.rows[one.text("stock_class_id")] = replace(
            row, original_issue_price=issue_price, start_price=price, start_date=day
        )
    return StatedPrice(class_name=row.name, day=day, price=price, source=f"OCF {one.id}")


def _class_row(one: Fields, kinds: Mapping[str, str], rank: Fraction | None) -> ClassRow:
    kind = one.text("class_type")
    if kind not in ("COMMON", "PREFERRED"):
        one.add("wrong_value", "class_type", value=repr(kind), right="COMMON or PREFERRED")
    one.note_omitted(iter(one.values), "blank")
    is_common = kind == "COMMON"
    name = one.text("name")
    if not name:
        one.add("missing", "name", done="its id is its name")
    issue_price = start = None
    fraction = ""
    if not is_common:
        issue_price, start, fraction = _conversion(one, kinds)
    votes = one.count("votes_per_share")
    multiple, cap = (
        one.count("liquidation_preference_multiple"),
        one.count("participation_cap_multiple"),
    )
    if rank is None and kind == "PREFERRED":
        one.add("no_seniority", "seniority")
    row = ClassRow(
        name=one.summed(name or one.id, "name"),
        type=COMMON if is_common else PREFERRED,
        rule="none",
        fraction=fraction,
        original_issue_price=issue_price,
        start_price=start,
        start_date=None if is_common else one.day("board_approval_date"),
        authorized=_authorized(one),
        preference_multiple=None if is_common else multiple,
        participation=_participation(multiple, cap) if not is_common else "",
        cap_multiple=cap if not is_common and cap and cap > (multiple or 1) else None,
        seniority=rank,
        source=f"OCF {one.id}",
    )
    return replace(row, votes=None if votes is None else votes / row.rate)


def _participation(multiple: Fraction | None, cap: Fraction | None) -> str:
    """Return how a class shares in what is left; a cap at the preference leaves it nothing."""
    if cap is None:
        return ""
    return "capped" if cap > (multiple or 1) else "non-participating"


def _authorized(one: Fields) -> Fraction | None:
    old = "current_shares_authorized"  # of drafts of the standard
    name = "initial_shares_authorized"
    if not one.has(name) and one.has(old):
        one.add("old_name", old, new=name)
        return one.count(old)
    word = one.values.get(name)
    return None if word in ("NOT APPLICABLE", "UNLIMITED") else one.count(name)


def _conversion(
    one: Fields, kinds: Mapping[str, str]
) -> tuple[Fraction | None, Fraction | None, str]:
    """Return original issue price, conversion price, and what becomes of fractions."""
    issue_price = one.money("price_per_share")
    if issue_price == 0:
        one.add("odd_terms", "price_per_share", what="its price is 0; it is taken as not stated")
        issue_price = None
    rights = list(one.parts("conversion_rights"))
    if not rights:
        one.add("no_conversion_right", "conversion_rights")
        return None, None, ""
    common = [
        right for right in rights if kinds.get(right.text("converts_to_stock_class_id")) == "COMMON"
    ]
    if len(rights) > 1:
        one.add("several_rights", "conversion_rights", count=len(rights))
    if not common:
        target = rights[0].text("converts_to_stock_class_id")
        one.add("no_common_right", "conversion_rights", value=target or "nothing that is named")
        return None, None, ""
    mechanism = common[0].part("conversion_mechanism")
    if mechanism is None:
        common[0].required("conversion_mechanism", done="no prices")
        return None, None, ""
    said = _prices(mechanism)
    if not mechanism.has("ratio") and not mechanism.has("conversion_price"):
        mechanism.add("no_ratio", value=mechanism.text("type") or "nothing named")
        return issue_price, None, ""
    found = said.rows(issue_price)
    if found[1] is None and said.ratio is not None:
        ratio = mechanism.part("ratio")  # prices that give it, where none is stated
        assert ratio is not None  # noqa: S101 - it has given a ratio
        found = ratio.count("numerator"), ratio.count("denominator")
    _note_difference(mechanism, *found)
    return *found, ROUNDED.get(mechanism.text("rounding_type"), "")


def _prices(mechanism: Fields) -> Prices:
    ratio = mechanism.part("ratio")
    over = None if ratio is None else ratio.above_zero("numerator")
    under = None if ratio is None else ratio.above_zero("denominator")
    price = mechanism.money("conversion_price")
    if price == 0:
        mechanism.add("wrong_value", "conversion_price", value="0", right="above 0")
    return Prices(price or None, over / under if over and under else None)


def _note_difference(
    mechanism: Fields, issue_price: Fraction | None, price: Fraction | None
) -> None:
    """Report prices and a ratio that do not say the same, but for the tenth decimal."""
    ratio = _prices(mechanism).ratio
    if issue_price is None or price is None or ratio is None:
        return
    if abs(ratio * price - issue_price) > HALF_A_UNIT * (1 + ratio + price):
        by_price = words(issue_price / price)
        mechanism.add("prices_differ", "ratio", by_price=by_price, ratio=words(ratio))


def _ranks(stock_classes: Sequence[Fields]) -> dict[str, Fraction]:
    """Return who is paid first among the preferred: 1, where OCF has the highest seniority.

    A common class above a preferred one is reported: the direction may be the wrong one.
    """
    said = [(one, one.count("seniority")) for one in stock_classes]
    preferred = [
        (one, number)
        for one, number in said
        if number is not None and one.text("class_type") == "PREFERRED"
    ]
    for one, number in said:
        if number is None or one.text("class_type") != "COMMON":
            continue
        below = next(((other, its) for other, its in preferred if its < number), None)
        if below is not None:
            one.add(
                "seniority",
                "seniority",
                value=numeric(number),
                other=numeric(below[1]),
                name=below[0].text("name"),
            )
    order = sorted({number for _, number in preferred}, reverse=True)
    return {one.id: Fraction(order.index(number) + 1) for one, number in preferred}
