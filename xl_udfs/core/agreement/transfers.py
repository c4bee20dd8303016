"""Who may buy and who may transfer the Securities (001 4.4, 8.3; 001-W 8, 11)."""

from dataclasses import dataclass
from fractions import Fraction

from xl_udfs.core.amounts import not_negative
from xl_udfs.core.clauses import clause
from xl_udfs.core.errors import MissingDataError
from xl_udfs.core.exact import Exact
from xl_udfs.core.readings import TransferMeasure

LEAST_TRANSFERRED = Exact(500_000)  # 001 8.3(3), $


@dataclass(frozen=True, slots=True, kw_only=True)
class Investor:
    """What a Purchaser says of itself."""

    accredited: bool  # Rule 501
    us_person: bool  # Rule 902
    offshore_transaction: bool  # Rule 902
    entity: bool = False
    formed_to_buy: bool = False  # "for the specific purpose of acquiring the Securities"
    wholly_owned_by: "Investor | None" = None


@clause("001 4.4(f), (g)", "A-16")
def is_eligible(investor: Investor) -> bool:
    """Whether an investor is accredited or buys offshore, and is not a shell of one that may not.

    An entity formed for the purchase still qualifies where its sole owner would.
    """
    offshore = not investor.us_person and investor.offshore_transaction
    if not (investor.accredited or offshore):
        return False
    if not (investor.entity and investor.formed_to_buy):
        return True
    return investor.wholly_owned_by is not None and is_eligible(investor.wholly_owned_by)


@clause("001 4.4(b)", "A-17")
def legend_comes_off(*, rule_144k_applies: bool, evidence_satisfactory: bool) -> bool:
    """Whether the Company must remove the legend."""
    return rule_144k_applies and evidence_satisfactory


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A transfer of Securities, as it is proposed."""

    amount: Fraction  # $: principal of notes, fair market value of other Securities
    original_price: Fraction | None = None  # $: principal of notes, first price of the others
    lawful: bool
    to_competitor: bool  # as the Board determined in good faith
    whole_company: bool = False  # all common and preferred stock goes to it in the transaction
    joinder_delivered: bool  # before the assignment


@clause("001 8.3", "A-29")
def transfer_allowed(
    transfer: Transfer,
    least: Fraction = LEAST_TRANSFERRED,
    reading: TransferMeasure = TransferMeasure.FAIR_VALUE,
) -> bool:
    """Whether a transfer meets all four conditions; exactly $500,000 is enough.

    Raises:
        MissingDataError: `missing_original_price`, where it is the measure and not known.
        OutOfRangeError: for a negative amount.
    """
    measured = transfer.amount
    if reading is TransferMeasure.ORIGINAL_PRICE:
        if transfer.original_price is None:
            raise MissingDataError(
                "missing_original_price",
                "original_price is blank; the transfer is measured by it as it is read here",
                field="original_price",
            )
        measured = transfer.original_price
    not_negative(measured, "amount")
    return (
        transfer.lawful
        and (transfer.whole_company or not transfer.to_competitor)
        and measured >= least
        and transfer.joinder_delivered
    )


@clause("001-W 8", "W-21")
def warrant_transfer_allowed(
    transfer: Transfer,
    reading: TransferMeasure = TransferMeasure.FAIR_VALUE,
    *,
    company_consents: bool,
    to_affiliate: bool,
) -> bool:
    """Whether a warrant may be transferred: with consent or to an affiliate, and as 001 8.3 says.

    Warrants are Securities, so that both texts must be met.

    Args:
        transfer: as it is proposed.
        reading: by what it is measured.
        company_consents: given, or unreasonably withheld, which is a judgement.
        to_affiliate: of the Holder, which needs no consent where it is lawful.
    """
    return (company_consents or to_affiliate) and transfer_allowed(transfer, reading=reading)
