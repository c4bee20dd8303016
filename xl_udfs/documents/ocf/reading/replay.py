"""The securities of a package replayed day by day: what is left of each, and the ledger's lines.

All issuances are read first, as files have no order. A balance ends the old security whole; what
is left of one is never below nothing; what is both cancelled and repurchased counts once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from xl_udfs.documents.ocf.numerals import words
from xl_udfs.documents.ocf.reading.changes import (
    SecurityChange,
    What,
    came_of,
    note_made,
    note_overdrawn,
    note_unbalanced,
)
from xl_udfs.documents.ocf.reading.days import Days, days_of
from xl_udfs.documents.ocf.reading.lines import (
    IN,
    OUT,
    RESERVED,
    SPLIT,
    LedgerLine,
    reference_of,
)
from xl_udfs.documents.ocf.reading.objects import Fields
from xl_udfs.documents.ocf.reading.securities import IssuedSecurity, SecurityKind
from xl_udfs.documents.ocf.reading.splits import ClassSplit
from xl_udfs.documents.ocf.rows import LedgerEvent, LedgerRow

PROMISED = frozenset({What.TRANSFER, What.CONVERSION, What.EXERCISE, What.RELEASE})


@dataclass(slots=True)
class Replay:
    """What is left of each security while its transactions are read."""

    securities: Mapping[str, IssuedSecurity]
    rate_on: Callable[[str, date], Fraction]  # common shares for one of a class
    deals: Mapping[str, str]  # by the ids of issuances
    returns: frozenset[str]  # pools to which what is cancelled returns
    settled: frozenset[str]  # securities of which the package says what returns to which pool
    as_of: date | None
    pooled: bool  # whether there are pools
    days: Days = field(default_factory=lambda: Days({}, {}))
    left: dict[str, Fraction] = field(default_factory=dict)
    left_then: dict[str, Fraction] = field(default_factory=dict)  # at the day of the position
    lines: list[LedgerLine] = field(default_factory=list)
    splits: dict[str, LedgerLine] = field(default_factory=dict)  # of all common stock, by its id
    taken: defaultdict[str, dict[What, Fraction]] = field(default_factory=lambda: defaultdict(dict))
    multiplied: set[str] = field(default_factory=set)
    promised: defaultdict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))

    def run(self, changes: list[SecurityChange], splits: Iterable[ClassSplit]) -> None:
        """Replay what happened."""
        self.left = {name: one.number for name, one in self.securities.items()}
        self.days = days_of(self.securities, changes)
        made = dict(came_of(changes))
        for security in self.securities.values():
            source = made.get(security.id)
            if source is None or source.security.kind is SecurityKind.CONVERTIBLE:
                self._issue(security, source)
        events: list[SecurityChange | ClassSplit] = [*splits, *changes]
        if len(events) == len(changes):  # numbers before and after a split cannot be added
            for change in changes:
                if change.what in PROMISED:  # others hold what came of it: it goes before
                    self.promised[change.security.id] += change.wanted or 0
        events.sort(key=self._order)
        for event in events:
            day = self._order(event)[0]
            if self.as_of is not None and day > self.as_of and not self.left_then:
                self.left_then = dict(self.left)
            if isinstance(event, ClassSplit):
                self._split(event)
            elif event.security.kind is not SecurityKind.CONVERTIBLE:
                self._change(event)
        self.left_then = self.left_then or dict(self.left)

    def _order(self, one: "SecurityChange | ClassSplit") -> tuple[date, bool, int]:
        if isinstance(one, ClassSplit):
            return one.day, False, -1
        return self.days.of_change[one.place], *one.rank

    def _add(
        self, rank: int, sources: Iterable[str], event: LedgerEvent, day: date, **cells: object
    ) -> None:
        row = LedgerRow(day=day, event=event.value, **cells)  # type: ignore[arg-type]
        self.lines.append(LedgerLine(row, rank, frozenset(sources)))

    def _issue(self, security: IssuedSecurity, source: SecurityChange | None) -> None:
        one = security.issuance
        is_stock = security.kind is SecurityKind.STOCK
        if security.kind is SecurityKind.CONVERTIBLE:
            return
        reference = reference_of(one)
        if source is not None:
            reference += f"; {source.what.name.lower()} of {source.security.called}"
        sources = {one.id} if source is None else {one.id, source.one.id}
        self._add(
            IN,
            sources,
            LedgerEvent.ISSUE if is_stock else LedgerEvent.GRANT,
            self.days.since[security.id],
            holder=security.holder,
            class_name=security.class_name,
            number=security.number,
            price=security.price,
            consideration=security.consideration,
            other_class="" if is_stock else security.pool,
            strike=security.strike,
            deal=self.deals.get(one.id, ""),
            certificate=security.certificate,
            reference=reference,
        )
        if is_stock and security.pool and source is None:
            self._pool(security, LedgerEvent.CORRECTION_DOWN, security.number, one, sources)

    def _pool(
        self,
        security: IssuedSecurity,
        event: LedgerEvent,
        number: Fraction,
        one: Fields,
        sources: Iterable[str],
        day: date | None = None,
    ) -> None:
        """Take stock that a plan gave from its pool, or put it back; for rights, one line does."""
        self._add(
            RESERVED,
            sources,
            event,
            day or self.days.since[security.id],
            class_name=security.pool,
            number=number,
            reference=reference_of(one),
        )

    def _split(self, split: ClassSplit) -> None:
        if not split.alone:
            row = LedgerRow(
                day=split.day,
                event=LedgerEvent.SPLIT.value,
                ratio=split.ratio,
                reference=reference_of(split.one),
            )
            self.splits[split.one.id] = LedgerLine(row, SPLIT, frozenset({split.one.id}))
        else:
            split.one.add("preferred_split", "stock_class_id", name=split.class_name)
        is_right = False
        for security in self.securities.values():
            before = self.left[security.id]
            moves = security.class_name == split.class_name or (
                not split.alone
                and security.kind in (SecurityKind.COMPENSATION, SecurityKind.WARRANT)
            )
            if not moves or not before or self.days.since[security.id] >= split.day:
                continue
            after = before * split.ratio
            self.left[security.id] = after
            self.multiplied.add(security.id)
            is_right = is_right or security.kind is not SecurityKind.STOCK
            if split.alone:
                self._correct(security, after - before, split.day, split.one, {split.one.id})
        if is_right or (self.pooled and not split.alone):
            split.one.add("split_rights")

    def _correct(
        self,
        security: IssuedSecurity,
        change: Fraction,
        day: date,
        one: Fields,
        sources: Iterable[str],
    ) -> None:
        if change:
            event = LedgerEvent.CORRECTION_UP if change > 0 else LedgerEvent.CORRECTION_DOWN
            self._add(
                IN if change > 0 else OUT,
                sources,
                event,
                day,
                holder=security.holder,
                class_name=security.class_name,
                number=abs(change),
                reference=reference_of(one),
            )

    def _change(self, change: SecurityChange) -> None:
        security, held = change.security, self.left[change.security.id]
        day = self.days.of_change[change.place]
        taken = self._taken(change, held, day)
        self.taken[security.id][change.what] = change.wanted or taken
        if change.what in (What.TRANSFER, What.REISSUANCE):
            self._transfer(change, taken, day)
        elif change.results or change.what in (What.CONVERSION, What.EXERCISE, What.RELEASE):
            self._convert(change, taken, day)
        elif taken:
            self._take(change, taken, day)

    def _taken(self, change: SecurityChange, held: Fraction, day: date) -> Fraction:
        """Return how many leave the security; what is left of it is kept."""
        security, balance, wanted = change.security, change.balance, change.wanted
        if balance is not None:
            self.left[security.id] = Fraction(0)
            taken = max(held - balance.number, Fraction(0))
            note_unbalanced(change, held)
            self._correct(
                security, max(balance.number - held, Fraction(0)), day, change.one, change.sources
            )
            return taken
        free = held
        if change.what in PROMISED:
            self.promised[security.id] -= wanted or 0
        else:
            free = max(held - self.promised[security.id], Fraction(0))
        taken = free if wanted is None else min(wanted, free)
        self.left[security.id] = held - taken
        if wanted is not None and wanted > free:
            twin = {
                What.CANCELLATION: What.REPURCHASE,
                What.REPURCHASE: What.CANCELLATION,
            }.get(change.what)
            if twin is not None and self.taken[security.id].get(twin) == wanted:
                change.one.add("taken_twice", "quantity", security=security.called)
            else:
                note_overdrawn(change, "quantity", wanted, free)
        return taken

    def _transfer(self, change: SecurityChange, taken: Fraction, day: date) -> None:
        """Give what is taken to those who were issued it; to oneself it needs no line."""
        security = change.security
        split = self.splits.get(change.one.text("split_transaction_id"))
        for result in change.results:
            if result.class_name != security.class_name:
                self._into(change, [result], result.number, day)
            elif result.holder != security.holder:
                self._add(
                    OUT,
                    change.sources,
                    LedgerEvent.TRANSFER,
                    day,
                    holder=security.holder,
                    class_name=security.class_name,
                    number=result.number,
                    to=result.holder,
                    certificate=result.certificate,
                    reference=reference_of(change.one),
                )
        if split is not None:
            key = change.one.text("split_transaction_id")
            self.splits[key] = LedgerLine(split.row, SPLIT, split.sources | change.sources)
        given = sum((result.number for result in change.results), Fraction(0))
        note_made(change, taken)
        self._correct(security, given - taken, day, change.one, change.sources)

    def _convert(self, change: SecurityChange, taken: Fraction, day: date) -> None:
        security = change.security
        if not taken:
            for result in change.results:
                self._issue(result, change)
            return
        if not change.results:
            note_made(change, taken)
            self._take(change, taken, day)
            return
        total = sum((result.number for result in change.results), Fraction(0))
        right = taken * self.rate_on(security.class_name, change.day)
        if change.what is What.CONVERSION and abs(total - right) >= 1:
            change.one.add(
                "conversion_differs",
                "quantity_converted",
                taken=words(taken),
                made=words(total),
                right=words(right),
            )
        elif change.what is not What.CONVERSION and total != taken:
            change.one.add(
                "exercise_differs",
                "resulting_security_ids",
                taken=words(taken),
                made=words(total),
                security=security.called,
            )
        self._into(change, change.results, taken, day)

    def _into(
        self, change: SecurityChange, results: Sequence[IssuedSecurity], taken: Fraction, day: date
    ) -> None:
        """Write what is given up for other shares, a line for each who gets some."""
        security = change.security
        groups: defaultdict[tuple[str, str], list[IssuedSecurity]] = defaultdict(list)
        for result in results:
            groups[result.holder, result.class_name].append(result)
        total = sum((result.number for result in results), Fraction(0))
        rest = taken
        for place, ((holder, name), group) in enumerate(groups.items(), start=1):
            number = sum((result.number for result in group), Fraction(0))
            part = rest if place == len(groups) else Fraction(taken * number // (total or 1))
            rest -= part
            paid = [result.price * result.number for result in group if result.price is not None]
            event = (
                LedgerEvent.CONVERSION
                if security.kind is SecurityKind.STOCK
                else LedgerEvent.EXERCISE
            )
            self._add(
                OUT,
                change.sources,
                event,
                day,
                holder=security.holder,
                class_name=security.class_name,
                number=part,
                consideration=sum(paid, Fraction(0))
                if event is LedgerEvent.EXERCISE and len(paid) == len(group)
                else None,
                to="" if holder == security.holder else holder,
                other_class=name,
                other_number=number,
                certificate=", ".join(filter(None, (result.certificate for result in group))),
                reference=reference_of(change.one),
            )

    def _take(self, change: SecurityChange, taken: Fraction, day: date) -> None:
        """Write what leaves a holder and goes to nobody."""
        security = change.security
        event = {
            What.REPURCHASE: LedgerEvent.REPURCHASE,
            What.RETRACTION: LedgerEvent.CORRECTION_DOWN,
        }.get(
            change.what,
            LedgerEvent.CANCELLATION if security.kind is SecurityKind.STOCK else LedgerEvent.LAPSE,
        )
        retracted = change.what is What.RETRACTION
        returns = retracted or (
            security.pool in self.returns
            and security.id not in self.settled
            and change.what not in (What.EXERCISE, What.RELEASE)
        )
        pool = security.pool if returns and security.kind is SecurityKind.COMPENSATION else ""
        if pool and retracted:
            event = LedgerEvent.LAPSE
        if retracted and security.id not in self.multiplied:
            day = self.days.since[security.id]
        if returns and security.pool and security.kind is SecurityKind.STOCK:
            self._pool(security, LedgerEvent.RESERVE, taken, change.one, change.sources, day)
        self._add(
            OUT,
            change.sources,
            event,
            day,
            holder=security.holder,
            class_name=security.class_name,
            number=taken,
            price=change.one.money("price"),
            other_class=pool,
            certificate=security.certificate,
            reference=reference_of(change.one),
        )

    def ordered(self) -> list[LedgerLine]:
        """Return the lines by their days; on one day what comes in stands before what goes out."""
        every = [*self.splits.values(), *self.lines]
        return sorted(every, key=lambda line: (line.row.day or date.min, line.rank))
