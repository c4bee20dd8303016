"""The ledger as OCF's transactions: a line may be several, and each is known to its line."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from xl_udfs.documents.ocf.numerals import numeric, words
from xl_udfs.documents.ocf.report import Report
from xl_udfs.documents.ocf.rows import ADDS, CONVERTS, TAKES, ClassRow, LedgerEvent, LedgerRow
from xl_udfs.documents.ocf.writing.lots import Lot, Lots
from xl_udfs.documents.ocf.writing.parties import STOCK, Known
from xl_udfs.documents.ocf.writing.shape import Object, made, money, note_rounded, part
from xl_udfs.documents.ocf.writing.terms import (
    compensation_terms,
    stock_terms,
    trigger_of,
    warrant_terms,
)

LEDGER = "tblLedger"
KINDS = {"common": "STOCK", "preferred": "STOCK", "warrant": "WARRANT"}
COMPENSATION = "EQUITY_COMPENSATION"
NOWHERE = frozenset({LedgerEvent.DIVIDEND, LedgerEvent.STOCK_DIVIDEND})


@dataclass(slots=True)
class Transactions:
    """The transactions so far."""

    known: Known
    classes: Mapping[str, ClassRow]
    report: Report
    objects: list[Object] = field(default_factory=list)
    by_line: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    deals: defaultdict[str, list[Object]] = field(default_factory=lambda: defaultdict(list))
    reserved: defaultdict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    _lots: Lots = field(default_factory=Lots)
    _ids: Counter[str] = field(default_factory=Counter)
    _units: set[str] = field(default_factory=set)  # classes of other rights that were granted
    _begun: set[str] = field(default_factory=set)  # pools whose plan has its first reserve
    _number: int = 0  # of the line that is written
    _day: date = date.min

    def write(self, ledger: Sequence[LedgerRow]) -> None:
        """Write all lines, in their order."""
        for number, line in enumerate(ledger, start=1):
            self._number = number
            if line.day is None or not self._is_whole(line):
                continue
            self._day = line.day
            note_rounded(
                self.report, LEDGER, f"line {number}", Number=line.number, Price=line.price
            )
            event = LedgerEvent(line.event)
            if event in NOWHERE:
                self._add("no_place", what=event.value)
            elif event is LedgerEvent.SPLIT:
                self._split(line)
            elif self._kind(line) == "pool":
                self._reserve(line, event)
            elif event in ADDS:
                self._issue(line, event)
            elif event is LedgerEvent.TRANSFER:
                self._transfer(line)
            elif event in CONVERTS:
                self._convert(line)
            else:
                self._reduce(line, event)

    def _add(self, code: str, field: str = "", **facts: object) -> None:
        place = f"line {self._number}"
        self.report.add(code, object_type=LEDGER, id=place, field=field, file="", **facts)

    def _is_whole(self, line: LedgerRow) -> bool:
        """Whether a line has what OCF needs; reports what it lacks."""
        if line.event not in {event.value for event in LedgerEvent}:
            self._add("no_place", what=line.event or "a line without an event")
            return False
        event = LedgerEvent(line.event)
        if event not in ADDS | TAKES:
            return True
        if line.class_name not in self.classes:
            self._add("line_incomplete", what=f"its class is {line.class_name or 'blank'}")
            return False
        if self._kind(line) == "pool" and line.number is not None:
            return True
        takes_to = event is LedgerEvent.TRANSFER or (event in CONVERTS and bool(line.to))
        for holder in (line.holder, *([line.to] if takes_to else [])):
            if holder not in self.known.holders:
                self._add("line_incomplete", what=f"its holder is {holder or 'blank'}")
                return False
        if line.number is None:
            self._add("no_number")
            return False
        if not self._kind(line):
            self._add("other_class", name=line.class_name)
            return False
        return True

    def _kind(self, line: LedgerRow) -> str:
        """Return what OCF calls securities of a class, "" where it has none."""
        row = self.classes[line.class_name]
        if row.type == "pool":
            return "pool"
        if row.type == "other" and line.event == LedgerEvent.GRANT.value:
            self._units.add(row.name)
        if row.type == "option" or row.name in self._units:
            return COMPENSATION
        return KINDS.get(row.type, "")

    def _put(self, one: Object) -> Object:
        """Add a transaction of this line."""
        self.objects.append(one)
        self.by_line[self._number].append(one["id"])
        return one

    def _next(self, prefix: str) -> str:
        """Return an id that says which line it is of."""
        key = f"{prefix}-{self._number}"
        self._ids[key] += 1
        return key if self._ids[key] == 1 else f"{key}-{self._ids[key]}"

    def _event(self, kind: str, lot: Lot, **fields: object) -> Object:
        return self._put(
            made(f"TX_{kind}", self._next("tx"), date=self._day, security_id=lot.security, **fields)
        )

    # what comes in

    def _issue(self, line: LedgerRow, event: LedgerEvent) -> None:
        assert line.number is not None  # noqa: S101 - looked at before
        comments = [] if event is not LedgerEvent.POSITION else ["position stated, not an issue"]
        comments += [line.reference] if line.reference else []
        kind = self._kind(line)
        identity = self._next("sec")
        issuance = made(
            f"TX_{kind}_ISSUANCE",
            self._next("tx"),
            date=self._day,
            security_id=identity,
            custom_id=line.certificate or f"L-{self._number}",
            stakeholder_id=self.known.holders[line.holder]["id"],
            security_law_exemptions=[],
            quantity=line.number,
            **self._terms(kind, line),
            comments=comments or None,
        )
        if kind == COMPENSATION:
            issuance["expiration_date"] = None
        self._put(issuance)
        if line.deal:
            self.deals[line.deal].append(issuance)
        self._lots.add(line.holder, line.class_name, Lot(identity, line.number, issuance))

    def _price(self, line: LedgerRow) -> Fraction:
        """Return the price of one, 0 where it is not known."""
        if line.price is not None:
            return line.price
        if line.consideration is not None and line.number:
            return line.consideration / line.number
        self._add("price_unknown", field="Price, $")
        return Fraction(0)

    def _strike(self, line: LedgerRow) -> Fraction | None:
        row = self.classes[line.class_name]
        strike = row.start_price if line.strike is None else line.strike
        if strike is None and row.type == "option":
            self._add("price_unknown", field="Strike, $")
            return Fraction(0)
        return strike

    def _terms(self, kind: str, line: LedgerRow) -> Object:
        if kind == "STOCK":
            return stock_terms(self.known, line.class_name, self._price(line))
        if kind == "WARRANT":
            return warrant_terms(self.known, line, self._strike(line), self._number)
        is_option = self.classes[line.class_name].type == "option"
        return compensation_terms(self.known, line, self._strike(line), is_option=is_option)

    def _reserve(self, line: LedgerRow, event: LedgerEvent) -> None:
        assert line.number is not None  # noqa: S101 - looked at before
        plan = self.known.plans[line.class_name]
        if line.class_name not in self._begun and event is LedgerEvent.RESERVE:
            self._begun.add(line.class_name)
            self.reserved[line.class_name] += line.number
            self.by_line[self._number].append(plan["id"])
            return
        change = line.number if event in ADDS else -line.number
        total = max(self.reserved[line.class_name] + change, Fraction(0))
        self.reserved[line.class_name] = total
        self._put(
            made(
                "TX_STOCK_PLAN_POOL_ADJUSTMENT",
                self._next("tx"),
                date=self._day,
                stock_plan_id=plan["id"],
                shares_reserved=total,
            )
        )

    # what goes out

    def _taken(
        self, line: LedgerRow, each: Callable[[Lot, Fraction, Object], None], *, balance: bool
    ) -> None:
        """Take a number from a holder's securities; the rest of the last is issued anew."""
        assert line.number is not None  # noqa: S101 - looked at before
        held = self._lots.total(line.holder, line.class_name)
        if line.number > held:
            self._add("not_held", wanted=words(line.number), holder=line.holder, held=words(held))
        for lot, taken in self._lots.take(
            line.holder, line.class_name, line.number, line.certificate
        ):
            rest = lot.number - taken
            fields: Object = {}
            if rest and balance:
                again = self._again(lot, rest)
                fields = {"balance_security_id": again.security}
                self._lots.put_back(line.holder, line.class_name, again, rest)
            elif rest:
                self._lots.put_back(line.holder, line.class_name, lot, rest)
            each(lot, taken, fields)

    def _again(self, lot: Lot, number: Fraction, holder: str = "") -> Lot:
        """Issue a security anew, to the same holder or another one, in another number."""
        old = lot.issuance
        issuance = {
            **old,
            "id": self._next("tx"),
            "date": self._day.isoformat(),
            "security_id": self._next("sec"),
            "custom_id": f"{old['custom_id']}/{self._number}",
            "quantity": numeric(number),
        }
        if "exercise_triggers" in old:
            issuance["exercise_triggers"] = [trigger_of(self.known, number, self._number)]
        if holder:
            issuance["stakeholder_id"] = self.known.holders[holder]["id"]
        issuance.pop("comments", None)
        self._put(issuance)
        return Lot(issuance["security_id"], number, issuance)

    def _transfer(self, line: LedgerRow) -> None:
        kind = self._kind(line)

        def move(lot: Lot, taken: Fraction, fields: Object) -> None:
            result = self._again(lot, taken, line.to)
            self._lots.add(line.to, line.class_name, result)
            self._event(
                f"{kind}_TRANSFER",
                lot,
                quantity=taken,
                resulting_security_ids=[result.security],
                **fields,
                comments=[line.reference] if line.reference else None,
            )

        self._taken(line, move, balance=True)

    def _convert(self, line: LedgerRow) -> None:
        """Write what is given up, and the shares that come of it, for each security."""
        assert line.number is not None  # noqa: S101 - looked at before
        kind, row = self._kind(line), self.classes[line.class_name]
        into = line.other_class or next(
            (name for name, other in self.classes.items() if other.type == "common"), ""
        )
        if into not in self.known.classes:
            self._add("line_incomplete", what=f"its other class is {into or 'blank'}")
            return
        total = line.other_number if line.other_number is not None else line.made
        if total is None:
            total = line.number * row.rate
        left = [line.number, total]

        def convert(lot: Lot, taken: Fraction, fields: Object) -> None:
            given = left[1] if taken == left[0] else Fraction(total * taken // (line.number or 1))
            left[0], left[1] = left[0] - taken, left[1] - given
            if kind == "WARRANT" and fields:  # OCF exercises a warrant whole: divide it first
                part = self._again(lot, taken)
                self._event(
                    "WARRANT_TRANSFER",
                    lot,
                    quantity=taken,
                    resulting_security_ids=[part.security],
                    **fields,
                )
                lot, fields = part, {}
            result = self._result(line, into, given)
            self._lots.add(line.to or line.holder, into, result)
            name = {"STOCK": "STOCK_CONVERSION"}.get(kind, f"{kind}_EXERCISE")
            numbers: Object = {"quantity": taken}
            if kind == "STOCK":
                numbers = {"quantity_converted": taken}
            elif kind == "WARRANT":
                (trigger,) = lot.issuance["exercise_triggers"]
                numbers = {"trigger_id": trigger["trigger_id"]}
            self._event(name, lot, resulting_security_ids=[result.security], **numbers, **fields)

        self._taken(line, convert, balance=kind != COMPENSATION)

    def _result(self, line: LedgerRow, into: str, number: Fraction) -> Lot:
        """Issue the shares that come of a conversion or exercise."""
        price = Fraction(0)
        if line.consideration is not None and number:
            price = line.consideration / (line.other_number or line.made or number)
        identity = self._next("sec")
        issuance = made(
            "TX_STOCK_ISSUANCE",
            self._next("tx"),
            date=self._day,
            security_id=identity,
            custom_id=line.certificate or f"L-{self._number}",
            stakeholder_id=self.known.holders[line.to or line.holder]["id"],
            security_law_exemptions=[],
            quantity=number,
            **stock_terms(self.known, into, price),
        )
        self._put(issuance)
        return Lot(identity, number, issuance)

    def _reduce(self, line: LedgerRow, event: LedgerEvent) -> None:
        kind = self._kind(line)
        is_bought = event in (LedgerEvent.REPURCHASE, LedgerEvent.REDEMPTION) and kind == "STOCK"
        comments = [event.value] if event.value not in ("repurchase", "cancellation") else []
        comments += [line.reference] if line.reference else []

        def reduce(lot: Lot, taken: Fraction, fields: Object) -> None:
            if is_bought:
                fields = {"price": money(self._price(line)), **fields}
                self._event(
                    "STOCK_REPURCHASE", lot, quantity=taken, **fields, comments=comments or None
                )
                return
            reason = line.reference or event.value
            self._event(
                f"{kind}_CANCELLATION",
                lot,
                quantity=taken,
                reason_text=reason,
                **fields,
                comments=comments or None,
            )

        self._taken(line, reduce, balance=True)

    def _split(self, line: LedgerRow) -> None:
        """Write a split of the common stock, with each certificate issued anew."""
        if not line.ratio:
            self._add("line_incomplete", what="its ratio is blank")
            return
        split = self._put(
            made(
                "TX_STOCK_CLASS_SPLIT",
                self._next("tx"),
                date=self._day,
                stock_class_id=self.known.common,
                split_ratio=part(
                    numerator=Fraction(line.ratio.numerator),
                    denominator=Fraction(line.ratio.denominator),
                ),
                comments=[line.reference] if line.reference else None,
            )
        )
        for name in self.reserved:
            self.reserved[name] *= line.ratio
        for (holder, name), lots in list(self._lots.held.items()):
            if self.classes[name].type == "preferred":
                continue
            for place, lot in enumerate(lots):
                number = lot.number * line.ratio
                if self.classes[name].type not in STOCK:
                    lots[place] = replace(lot, number=number)
                    continue
                lots[place] = again = self._again(lot, number, holder)
                self._event(
                    "STOCK_REISSUANCE",
                    lot,
                    resulting_security_ids=[again.security],
                    split_transaction_id=split["id"],
                )
