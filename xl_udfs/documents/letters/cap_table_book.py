"""The certificate of a step of a class's price history in ``cap_table.xlsx``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import Any, get_args

from xl_udfs.core.letters.adjusted import LetterAdjustment
from xl_udfs.core.letters.adjustment import Certificate, adjustment_letter
from xl_udfs.core.letters.counted import ShareCategory, words_for
from xl_udfs.core.letters.figures import long_date
from xl_udfs.core.letters.letter import Letter, Security
from xl_udfs.core.letters.notices import Conversion, conversion_notice
from xl_udfs.core.price.bounds import PriceBounds
from xl_udfs.core.price.events import EventName, Log
from xl_udfs.core.price.history import Adjustment, replay
from xl_udfs.core.price.rules import AverageRule
from xl_udfs.core.price.terms import (
    CountBasis,
    Instrument,
    PreferredTerms,
    PriceRule,
    WarrantTerms,
)
from xl_udfs.core.readings import FractionalShares
from xl_udfs.documents.letters.adjustment_book import agree, issuer_of
from xl_udfs.documents.letters.asked import LetterRequest, holders_of
from xl_udfs.documents.letters.deal import ClassBefore, classes_before, facts_of, parts_of
from xl_udfs.documents.letters.holdings import holdings_of
from xl_udfs.documents.letters.refusals import AskedError, ContentError
from xl_udfs.documents.letters.values import TableRow, Value, Values
from xl_udfs.functions.reading.events import Events
from xl_udfs.nearest import nearest

LOG = "out_log_{}"  # of the first class and so on
SECTIONS = {
    EventName.ISSUE: "Section on issues",
    EventName.SPLIT: "On splits",
    EventName.STOCK_DIVIDEND: "On stock dividends",
    EventName.EXPIRY: "On expiries",
}
CLASS_COLUMNS = (
    *("Class", "Type", "Original issue price", "Price is", "Conversion price", "Shares"),
    *("Dividend per share", "Clause"),
)
IN_FORCE = (  # of each class, typed or of its preset
    *("Class", "Type", "Price rule", "Ratchet months", "Threshold", "Original issue price"),
    *("Start price", "Start date", *(f"Counts {kind.value}" for kind in ShareCategory)),
    *("Decimals", "Floor", "Smallest change", "Fraction", "Count moves"),
)
PRICE_DECIMALS = 4  # as a letter states a price, where its instrument has no other number
OF_THE_RULE = frozenset({EventName.ISSUE, EventName.EXPIRY})  # which the clause of a price is of
LISTS_OTHERS = {
    ShareCategory.COMMON,
    ShareCategory.WARRANTS,
}  # 7d(6): (A), and (C) Other Securities


@dataclass(frozen=True, slots=True)
class History:
    """A class whose price is adjusted, and what each event did to it."""

    name: str
    counted: frozenset[ShareCategory]  # what A counts
    count_moves: bool  # whether a warrant's number of shares moves with its price
    terms: Instrument
    steps: tuple[Adjustment, ...]


def certificates(values: Values, asked: LetterRequest, draft: str) -> Iterator[tuple[str, Letter]]:
    """Yield a certificate for each addressee, with the name of the holder or of the class."""
    found = adjusted(values, asked)
    told = {each.name: getattr(found, each.name) for each in fields(found)}
    if not asked.annex:
        told["history"] = ()
    decimals = _decimals(values, found.name)
    whole = Certificate(
        issuer=issuer_of(values),
        security=_security(values, found.name, found.step.event.name),
        day=values["in_letter_date"].day(),
        price_decimals=decimals,
        rate_decimals=decimals,
        fraction=_fraction(values, found.name),
        draft=draft,
        **told,
    )
    holdings = holdings_of(values, found.name)
    for holder in holders_of(asked, list(holdings), found.name):
        name = found.name if holder is None else holder
        one = replace(whole, holding=None if holder is None else holdings[holder])
        yield name, adjustment_letter(one)


def adjusted(values: Values, asked: LetterRequest) -> LetterAdjustment:
    """Return the step of a price's history that is asked for, as a letter tells it.

    Raises:
        AskedError: where there is none, or several could be meant.
        ContentError: for a cell that does not hold what belongs there.
    """
    history, step = _chosen(list(histories(values)), asked)
    steps = history.steps[: history.steps.index(step) + 1]
    found = LetterAdjustment(
        name=history.name,
        terms=history.terms,
        step=step,
        facts=facts_of(values, steps, step),
        history=tuple(each for each in steps if each.after != each.before),
        count_moves=history.count_moves,
    )
    if not isinstance(step.rule, AverageRule):
        return found
    classes, whole = classes_before(values, step), step.rule.average.shares_outstanding
    found = replace(
        found,
        counted=words_for(history.counted),
        parts=parts_of(classes, history.counted, whole),
    )
    if history.counted == LISTS_OTHERS and isinstance(history.terms, PreferredTerms):
        return _with_other_securities(found, step.rule, classes)
    return found


def conversions(values: Values, asked: LetterRequest, draft: str) -> Iterator[tuple[str, Letter]]:
    """Yield what holders convert: all that they have of a preferred class, at the price now."""
    rows = {
        row["Class"].text(): row
        for row in _classes(values)
        if row["Type"].if_any(Value.text) == "preferred" and not row["Conversion price"].is_blank
    }
    held = [name for name, row in rows.items() if row["Shares"].number()]
    name = _class_named(asked, list(rows)) or _only(held)
    holdings, row = holdings_of(values, name), rows[name]
    security = _security(values, name, None)
    if asked.holder is None and not asked.each_holder:
        raise AskedError("a notice of conversion is a holder's; name one with --holder")
    for holder in holders_of(asked, list(holdings), name):
        assert holder is not None  # noqa: S101 - asked for above
        conversion = Conversion(
            holding=holdings[holder],
            shares=holdings[holder].shares,
            day=values["in_as_of"].day(),
            original_issue_price=row["Original issue price"].price(),
            conversion_price=row["Conversion price"].price(),
            dividend=row["Dividend per share"].if_any(Value.number) or Fraction(0),
            fraction=_fraction(values, name),
        )
        yield holder, conversion_notice(issuer_of(values), security, conversion, draft)


def _fraction(values: Values, name: str) -> FractionalShares:
    """Return what becomes of a fraction of a share, as typed or as its preset has it."""
    (found,) = (
        own["Fraction"]
        for own in values.rows("tblTerms", *IN_FORCE)
        if own["Class"].if_any(Value.text) == name
    )
    word = found.if_any(Value.text)
    if word is None:
        return FractionalShares.CASH
    known = {one.value: one for one in FractionalShares}
    if word not in known:
        raise ContentError(f"{found.where} is {word}; it must be one of {', '.join(known)}")
    return known[word]


def _classes(values: Values) -> list[TableRow]:
    rows = values.rows("tblClasses", *CLASS_COLUMNS)
    return [row for row in rows if not row["Class"].is_blank]


def histories(values: Values) -> Iterator[History]:
    """Yield each class whose price is adjusted, with what each event did to it."""
    if not values["out_events"].count():
        return
    terms = values.rows("tblTerms", *IN_FORCE)
    for place, (row, own) in enumerate(zip(_classes(values), terms, strict=False), start=1):
        if row["Price is"].if_any(Value.text) == "adjusted":
            found = _terms(row, own)
            steps = replay(found, _log(values, LOG.format(place)), bounds=_bounds(own))
            now = row["Conversion price"]
            agree(steps[-1].after, now.price(), now.where)
            ticked = frozenset(
                kind
                for kind in ShareCategory
                if own[f"Counts {kind.value}"].if_any(Value.text) == "yes"
            )
            moves = own["Count moves"].if_any(Value.text) == "yes" or isinstance(
                found, PreferredTerms
            )
            yield History(row["Class"].text(), ticked, moves, found, steps)


def _bounds(own: TableRow) -> PriceBounds:
    return PriceBounds(
        own["Decimals"].if_any(Value.count),
        own["Floor"].if_any(Value.price),
        own["Smallest change"].if_any(Value.number) or Fraction(0),
    )


def _terms(row: TableRow, own: TableRow) -> Instrument:
    name, start, day = row["Class"].text(), own["Start price"].price(), own["Start date"].day()
    rule = own["Price rule"]
    known = {one.value: one for one in PriceRule}
    if rule.text() not in known:
        listed = ", ".join(known)
        raise ContentError(f"{rule.where} is {rule.text()}; it must be one of {listed}")
    months = own["Ratchet months"].if_any(Value.count) or 0
    if row["Type"].if_any(Value.text) == "warrant":
        return WarrantTerms(
            name=name,
            purchase_price=start,
            shares=row["Shares"].number(),
            issue_date=day,
            rule=known[rule.text()],
            ratchet_months=months,
        )
    return PreferredTerms(
        name=name,
        original_issue_price=own["Original issue price"].price(),
        conversion_price=start,
        closing_date=day,
        threshold=own["Threshold"].number(),
        ratchet_months=months,
        rule=known[rule.text()],
    )


def _decimals(values: Values, name: str) -> int:
    """Return the decimals to which a letter states the price of a class."""
    for row in values.rows("tblInstruments", "Class", "Decimals"):
        if row["Class"].if_any(Value.text) == name:
            found = row["Decimals"].if_any(Value.count)
            return PRICE_DECIMALS if found is None else found
    return PRICE_DECIMALS


def _log(values: Values, name: str) -> Log:
    kind: Any = get_args(Events)[1]
    log: Log = kind.read(values.block(name), name)
    return log


def _chosen(histories: list[History], asked: LetterRequest) -> tuple[History, Adjustment]:
    """Return the class and the step that are asked for, or meant where only one can be.

    Raises:
        AskedError: where there are none, or several.
    """
    named = _class_named(asked, [history.name for history in histories])
    within = [history for history in histories if named in {None, history.name}]
    moved = [
        (number, history, step)
        for history in within
        for number, step in enumerate(history.steps, start=2)  # the start is step 1
        if step.after != step.before
    ]
    if asked.step is not None:
        last = max((len(history.steps) + 1 for history in within), default=1)
        if not 2 <= asked.step <= last:
            raise AskedError(
                f"--step {asked.step} is not an event; the steps of the price history are 2 to "
                f"{last}, 1 being the start"
            )
        number = asked.step
        if named is not None:
            return within[0], within[0].steps[number - 2]  # `adjustment_letter` says why if unmoved
    elif moved:
        number = max(number for number, _, _ in moved)
    else:
        raise AskedError("no event of the ledger adjusted a price; there is nothing to certify")
    found = [(history, step) for at, history, step in moved if at == number]
    if not found:
        moving = ", ".join(str(at) for at in sorted({at for at, _, _ in moved}))
        others = f"; the steps that did are {moving}" if moving else ""
        raise AskedError(f"step {number} adjusted no price{others}")
    if len(found) > 1:
        names = ", ".join(history.name for history, _ in found)
        raise AskedError(f"step {number} adjusted {names}; name one with --class")
    return found[0]


def _class_named(asked: LetterRequest, known: list[str]) -> str | None:
    if asked.security is None:
        return None
    for name in known:
        if name.casefold() == asked.security.casefold():
            return name
    raise AskedError(
        f'no class named "{asked.security}" has a price to write of{nearest(asked.security, known)}'
    )


def _only(names: list[str]) -> str:
    """Return the one preferred class that someone holds."""
    if len(names) == 1:
        return names[0]
    listed = ", ".join(names) or "none"
    raise AskedError(f"name a class with --class; preferred classes that someone holds: {listed}")


def _security(values: Values, name: str, event: EventName | None) -> Security:
    columns = ("Class", "Name in full", "Instrument", "Dated", *SECTIONS.values())
    for row in values.rows("tblInstruments", *columns):
        if row["Class"].if_any(Value.text) == name:
            section = () if event is None else row[SECTIONS[event]].lines()
            clauses = [
                " ".join(line["Clause"].lines())
                for line in _classes(values)
                if line["Class"].text() == name and event in OF_THE_RULE
            ]
            return Security(
                name=row["Name in full"].text(),
                instrument=row["Instrument"].text(),
                dated=row["Dated"].day(),
                section=" ".join(section),
                clause=" ".join(clauses),
            )
    raise ContentError(
        f"tblInstruments (sheet Letters) has no row for {name}; a letter states the title and "
        "the date of its instrument"
    )


def _with_other_securities(
    whole: LetterAdjustment, rule: AverageRule, classes: Sequence[ClassBefore]
) -> LetterAdjustment:
    """Tell (A) and (C) apart, which a line of the ledger has as one number.

    (A) is the common stock of the ledger at the close of the day before.
    """
    common = sum((one.held for one in classes if one.kind is ShareCategory.COMMON), Fraction(0))
    counted = rule.average.shares_outstanding
    if not 0 < common <= counted:
        raise ContentError(
            f"the event of {long_date(whole.step.event.day)} counts {float(counted):,.0f} shares "
            f"outstanding and underlying Other Securities, but by the ledger {float(common):,.0f} "
            "shares of common stock were outstanding the day before; a letter states the two apart"
        )
    average = replace(rule.average, shares_outstanding=common, other_securities=counted - common)
    terms = whole.terms
    assert isinstance(terms, PreferredTerms)  # noqa: S101 - a series has the weighted average
    return replace(
        whole,
        terms=replace(terms, counting=CountBasis.ISSUED),
        step=replace(whole.step, rule=replace(rule, average=average)),
        counted="",
    )
