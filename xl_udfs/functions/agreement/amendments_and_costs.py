"""Worksheet functions on amendments, costs and taxes under the Agreement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from xl_udfs.core.agreement import consents, expenses
from xl_udfs.core.agreement.consents import Amendment, AmendmentSubject, NoteHolding
from xl_udfs.core.amounts import as_many
from xl_udfs.core.clauses import place_of
from xl_udfs.core.readings import GrossedUpPayer
from xl_udfs.core.working import Calculation, Step
from xl_udfs.functions.agreement.covenants import CATEGORY, Amounts, amounts, flags
from xl_udfs.functions.reading.kinds import Flag, Money, Ratio, one_of
from xl_udfs.functions.reading.ranges import flat
from xl_udfs.functions.reading.view import RangeAnswer
from xl_udfs.functions.registry import SpilledRows, worksheet_function


@dataclass(frozen=True, slots=True)
class _AmendmentEffect:
    """For each holder whether an amendment binds it, and whether it is due a notice."""

    amendment: Amendment

    @property
    def result(self) -> SpilledRows:
        """A row for each holder."""
        bound = consents.bound_holders(self.amendment)
        told = consents.holders_to_notify(self.amendment)
        names = [holding.holder for holding in self.amendment.holdings]
        return [(name in bound, name in told) for name in names]

    def working(self) -> Sequence[Step]:
        """Return what decides, and for each holder the answer."""
        return tuple(self._steps())

    def _steps(self) -> Iterator[Step]:
        passes, amendment = place_of("A-31"), self.amendment
        yield Step("Principal of all notes, $", amendment.outstanding, passes)
        yield Step("Principal that consents, $", amendment.consenting, passes)
        yield Step("The Company consents", amendment.company_consents, passes)
        yield Step("Amendment passes", consents.amendment_passes(amendment), passes)
        for place, (bound, told) in enumerate(self.result, start=1):
            yield Step(f"{place}: bound", bound, place_of("A-32"))
            yield Step(f"{place}: notice due", told, place_of("A-33"))


@worksheet_function(CATEGORY, "A-31", "A-32", "A-33", columns=("binds", "notice_due"))
def amendment_binds(
    principals: Annotated[Amounts, amounts("principals"), "Principal of each holder's notes, $."],
    consenting: Annotated[
        tuple[bool, ...],
        flags("consenting"),
        "TRUE for each holder that consented in writing beforehand, else FALSE; no blanks.",
    ],
    change: Annotated[
        AmendmentSubject, one_of(AmendmentSubject), "What the amendment or waiver changes."
    ] = (AmendmentSubject.TERM),
    company_consents: Annotated[Flag, "Whether the Company consents."] = True,  # noqa: FBT002
) -> Calculation[SpilledRows]:
    """For each holder, whether an amendment or waiver binds it, and whether notice is due to it."""
    owed = flat(principals)
    as_many(consenting, owed, "consenting", "principals")
    holdings = tuple(
        NoteHolding(holder=str(place), principal=principal, consents=agreed)
        for place, (principal, agreed) in enumerate(zip(owed, consenting, strict=True))
    )
    return _AmendmentEffect(
        Amendment(change=change, company_consents=company_consents, holdings=holdings)
    )


@worksheet_function(CATEGORY, "A-12")
def enforcement_costs(
    counsel: Annotated[Money, "Reasonable fees of the one counsel for all Purchasers, $."],
    others: Annotated[
        Amounts, amounts("others"), "Every other cost reasonably incurred and documented, $."
    ],
    demanding: Annotated[Money, "Principal of the notes whose holders demand it, $."],
    outstanding: Annotated[Money, "Principal of all notes, $, above 0."],
) -> Calculation[Money]:
    """Costs of enforcement that are reimbursed on demand of the Majority Holders, without a cap."""
    costs = flat(others)
    due = expenses.enforcement_costs(counsel, costs, demanding, outstanding)
    return RangeAnswer("A-12", (("Counsel, $", counsel), ("Others, $", sum(costs))), due)


@worksheet_function(CATEGORY, "A-25")
def legal_fees_borne(
    actual: Annotated[Money, "Fees of the Purchasers' one counsel at the sale, $."],
    most: Annotated[Money, "Most that the Company pays, $."] = expenses.MOST_LEGAL_FEES,
) -> Money:
    """What the Company pays of the Purchasers' legal fees at the sale."""
    return expenses.legal_fees_paid(actual, most)


@worksheet_function(CATEGORY, "A-11", "A-24", "G-04")
def withholding_payment(
    net_amount: Annotated[Money, "What the payee would receive without withholding, $."],
    withholding_rate: Annotated[Ratio, "Part withheld of the sum paid, below 1."],
    by_guarantor: Annotated[Flag, "Whether a Guarantor pays."] = False,  # noqa: FBT002 - a cell
    interest: Annotated[Flag, "Whether interest is paid."] = False,  # noqa: FBT002 - a cell
    reading: Annotated[
        GrossedUpPayer, one_of(GrossedUpPayer), "Whose payments are increased by 2.7(b)."
    ] = GrossedUpPayer.BOTH,
) -> Money:
    """Sum that is paid where tax is withheld, a part of a cent up; unchanged where none is owed."""
    if expenses.is_grossed_up(by_guarantor=by_guarantor, interest=interest, reading=reading):
        return expenses.gross_up_payment(net_amount, withholding_rate)
    return net_amount
