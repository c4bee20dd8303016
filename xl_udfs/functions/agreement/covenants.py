"""Worksheet functions on closings, covenants, consents and costs under the Agreement."""

from enum import Enum
from fractions import Fraction
from typing import Annotated

from xl_udfs.core.agreement import closings, conditions, covenants, transfers
from xl_udfs.core.agreement.closings import Payment
from xl_udfs.core.agreement.covenants import Act, ClosingNotes, Disposals
from xl_udfs.core.agreement.transfers import Investor, Transfer
from xl_udfs.core.amounts import as_many
from xl_udfs.core.exact import Exact
from xl_udfs.core.readings import (
    ClosingMeant,
    IndirectOwnership,
    LeasebackBaskets,
    TransferMeasure,
)
from xl_udfs.core.working import Calculation
from xl_udfs.functions.reading.kinds import (
    Day,
    Flag,
    Kind,
    Money,
    flag,
    fraction,
    not_negative,
    one_of,
)
from xl_udfs.functions.reading.ranges import flat, grid_of, list_of, rows_of
from xl_udfs.functions.reading.view import RangeAnswer
from xl_udfs.functions.registry import SpilledRows, worksheet_function

CATEGORY = "Agreement"
NOTHING = Exact(0)

_AMOUNT = Kind("$", "an amount, 0 or more", not_negative)
_FLAG = Kind("TRUE or FALSE", "TRUE or FALSE", flag)
_PART = Kind("fraction", "a fraction between 0 and 1, as 2/3 or 0.75", fraction)


def amounts(name: str) -> Kind:
    """Return the kind of a range of amounts of money."""
    return Kind("$", "a range of amounts, 0 or more", grid_of(_AMOUNT, name), takes_range=True)


def flags(name: str, *, keep_blanks: bool = False) -> Kind:
    """Return the kind of a row or column of flags."""
    return Kind(
        "TRUE or FALSE",
        "a row or column of TRUE and FALSE",
        list_of(_FLAG, name, keep_blanks=keep_blanks),
        takes_range=True,
    )


def _chains(name: str) -> Kind:
    return Kind(
        "fraction",
        "a range of fractions between 0 and 1, a row for each chain",
        rows_of(_PART, name),
        takes_range=True,
    )


Amounts = tuple[tuple[Fraction, ...], ...]


@worksheet_function(CATEGORY, "A-04")
def first_closing_valid(
    closing: Annotated[Day, "Day of the First Closing, in Hong Kong."],
    prices: Annotated[Amounts, amounts("prices"), "Purchase Prices of all notes sold there, $."],
    minimum_waived: Annotated[  # noqa: FBT002 - a cell
        Flag, "Whether every Purchaser that relies on the least sum waived it."
    ] = False,
    least: Annotated[Money, "Least sum of the prices, $."] = closings.LEAST_AT_FIRST_CLOSING,
) -> Calculation[Flag]:
    """Whether the First Closing falls within January 31 to February 7, 2002, with the least sum."""
    sold = flat(prices)
    valid = closings.first_closing_valid(closing, sold, minimum_waived=minimum_waived, least=least)
    return RangeAnswer("A-04", (("Closing", closing), ("Sum of the prices, $", sum(sold))), valid)


@worksheet_function(CATEGORY, "A-07", "A-08", columns=("principal", "interest_from"))
def notes_issued(
    issue_date: Annotated[Day, "Day of the Closing."],
    cash: Annotated[Money, "Part of the Purchase Price paid by check or wire, $."],
    surrendered: Annotated[
        Money, "Part paid with Series B Notes, whose interest starts on the Effective Date, $."
    ] = NOTHING,
    agreed: Annotated[Money, "Part paid in another form that both sides agreed on, $."] = NOTHING,
    additional_closing: Annotated[  # noqa: FBT002 - a cell
        Flag, "Whether it is an Additional Closing, which takes no Series B Notes as of right."
    ] = False,
) -> SpilledRows:
    """Notes issued for a Purchase Price: the principal of each, and the day its interest starts."""
    payments = {Payment.CASH: cash, Payment.SURRENDER: surrendered, Payment.AGREED: agreed}
    issued = closings.notes_issued(payments, issue_date, additional_closing=additional_closing)
    return [(note.principal, note.interest_from) for note in issued]


@worksheet_function(CATEGORY, "A-02")
def surrender_remainder(
    principal: Annotated[Money, "Principal of the Series B Notes that are surrendered, $."],
    accrued_interest: Annotated[Money, "Interest accrued on them, $."],
    purchase_price: Annotated[Money, "Purchase Price that they pay, $, above 0."],
) -> Money:
    """What stays a Series B Note, to be repaid, to the cent; 0 where they pay the price exactly."""
    return closings.left_of_series_b(principal, accrued_interest, purchase_price)


class Side(Enum):
    """Whose closing conditions are meant."""

    PURCHASER = "Purchaser"
    COMPANY = "Company"


CONDITIONS = {
    Side.PURCHASER: tuple(conditions.PURCHASER_CONDITIONS),
    Side.COMPANY: tuple(conditions.COMPANY_CONDITIONS),
}


@worksheet_function(CATEGORY, "A-18")
def closing_conditions_open(
    side: Annotated[Side, one_of(Side), "Whose conditions: 5.1(a) to (e), or 5.2(a) to (c)."],
    fulfilled: Annotated[
        tuple[bool | None, ...],
        flags("fulfilled", keep_blanks=True),
        "TRUE or FALSE for each, in that order; blank only where it is waived.",
    ],
    waived: Annotated[
        tuple[bool | None, ...],
        flags("waived", keep_blanks=True),
        "TRUE for each that this side waived, in that order.",
    ]
    | None = None,
) -> Calculation[Annotated[str, Kind("text", "a text", str)]]:
    """Conditions that still stand in the way of a closing, as "5.1(c); 5.1(e)", or "none"."""
    names = CONDITIONS[side]
    as_many(fulfilled, names, "fulfilled", "the text", "conditions")
    if waived is not None:
        as_many(waived, names, "waived", "the text", "conditions")
    given_up = [name for name, gone in zip(names, waived or (), strict=False) if gone]
    known = {name: done for name, done in zip(names, fulfilled, strict=True) if done is not None}
    left = conditions.open_conditions(names, known, given_up)
    looked_at = tuple((name, known.get(name)) for name in names)
    return RangeAnswer("A-18", looked_at, "; ".join(left) or "none")


@worksheet_function(CATEGORY, "A-19")
def covenants_in_force(
    issued: Annotated[Amounts, amounts("issued"), "Principal issued at each Closing, $, in order."],
    outstanding: Annotated[Amounts, amounts("outstanding"), "Part of each still outstanding, $."],
    reading: Annotated[
        ClosingMeant, one_of(ClosingMeant), "Whether all Closings count, or the first alone."
    ] = ClosingMeant.ALL,
) -> Calculation[Flag]:
    """Whether at least half of the principal is outstanding, so that the covenants run."""
    at_issue, now = flat(issued), flat(outstanding)
    as_many(now, at_issue, "outstanding", "issued", "Closings")
    notes = [
        ClosingNotes(issued=first, outstanding=left)
        for first, left in zip(at_issue, now, strict=True)
    ]
    looked_at = (("Issued, $", sum(at_issue)), ("Outstanding, $", sum(now)))
    return RangeAnswer("A-19", looked_at, covenants.covenants_in_force(notes, reading))


@worksheet_function(CATEGORY, "A-20", "A-21")
def disposals_allowed(
    reacquired: Annotated[
        Amounts, amounts("reacquired"), "Disposals leased back or re-acquired, (iv), $ each."
    ],
    impairs_performance: Annotated[Flag, "Whether the last impairs performance, a judgement."],
    sale_and_leaseback: Annotated[
        Amounts, amounts("sale_and_leaseback"), "Sales and leasebacks, (vii), $ each."
    ]
    | None = None,
    majority_consents: Annotated[  # noqa: FBT002 - a cell
        Flag, "Whether the Majority Holders agreed in writing before."
    ] = False,
    reading: Annotated[
        LeasebackBaskets, one_of(LeasebackBaskets), "One limit for both kinds, or one each."
    ] = LeasebackBaskets.SEPARATE,
) -> Calculation[Flag]:
    """Whether substantial disposals keep within the exceptions: $5,000,000, or consent."""
    disposals = Disposals(
        reacquired=tuple(flat(reacquired)),
        sale_and_leaseback=tuple(flat(sale_and_leaseback or ())),
        majority_consents=majority_consents,
        impairs_performance=impairs_performance,
    )
    looked_at = (
        ("Leased back or re-acquired, $", sum(disposals.reacquired)),
        ("Sold and leased back, $", sum(disposals.sale_and_leaseback)),
        ("Majority Holders consent", majority_consents),
        ("Impairs performance", impairs_performance),
    )
    return RangeAnswer("A-20", looked_at, covenants.disposals_allowed(disposals, reading))


@worksheet_function(CATEGORY, "A-23")
def restricted_act_allowed(
    act: Annotated[Act, one_of(Act), "Paragraph that restricts it."],
    excepted: Annotated[  # noqa: FBT002 - a cell
        Flag, "Whether the paragraph itself excepts it, as dividends of Subsidiaries."
    ] = False,
    majority_consents: Annotated[  # noqa: FBT002 - a cell
        Flag, "Whether the Majority Holders agreed in writing before; (d) and (l) know no consent."
    ] = False,
) -> Flag:
    """Whether an act that the Agreement restricts is excepted, or consented to."""
    return covenants.act_allowed(act, excepted=excepted, majority_consents=majority_consents)


@worksheet_function(CATEGORY, "A-14")
def ip_payments_allowed(
    payments: Annotated[Amounts, amounts("payments"), "Payments to third parties of one year, $."],
    most: Annotated[Money, "Most in a year, $."] = covenants.MOST_FOR_INTELLECTUAL_PROPERTY,
) -> Calculation[Flag]:
    """Whether a year's payments for intellectual property are not above the limit."""
    paid = flat(payments)
    looked_at = (("Paid in the year, $", sum(paid)), ("Limit, $", most))
    return RangeAnswer("A-14", looked_at, covenants.intellectual_property_free(paid, most))


@worksheet_function(CATEGORY, "A-15")
def is_subsidiary(
    equity: Annotated[
        tuple[tuple[Fraction, ...], ...],
        _chains("equity"),
        "Equity from the Company down, a row for each chain, a cell for each link: 0.6, 0.9.",
    ],
    votes: Annotated[
        tuple[tuple[Fraction, ...], ...],
        _chains("votes"),
        "Votes likewise. Default as equity.",
    ]
    | None = None,
    reading: Annotated[
        IndirectOwnership, one_of(IndirectOwnership), "How a chain of several links counts."
    ] = IndirectOwnership.MULTIPLIED,
) -> Calculation[Flag]:
    """Whether the Company owns more than half of an entity's equity or votes, also indirectly."""
    votes = equity if votes is None else votes
    looked_at = (("Chains of equity", len(equity)), ("Chains of votes", len(votes)))
    return RangeAnswer("A-15", looked_at, covenants.is_subsidiary(equity, votes, reading))


@worksheet_function(CATEGORY, "A-16")
def investor_eligible(
    accredited: Annotated[Flag, "Accredited investor, Rule 501."],
    us_person: Annotated[Flag, "U.S. person, Rule 902."],
    offshore_transaction: Annotated[Flag, "Offshore transaction, Rule 902."],
    formed_to_buy: Annotated[  # noqa: FBT002 - a cell
        Flag, "Whether it is an entity formed to acquire the Securities."
    ] = False,
    owner_eligible: Annotated[  # noqa: FBT002 - a cell
        Flag, "Whether one owner has all of it and would itself be eligible."
    ] = False,
) -> Flag:
    """Whether an investor may buy: accredited or offshore, and not for one that may not."""
    owner = Investor(accredited=owner_eligible, us_person=True, offshore_transaction=False)
    return transfers.is_eligible(
        Investor(
            accredited=accredited,
            us_person=us_person,
            offshore_transaction=offshore_transaction,
            entity=formed_to_buy,
            formed_to_buy=formed_to_buy,
            wholly_owned_by=owner,
        )
    )


@worksheet_function("Warrants", "W-21")
def warrant_transfer_allowed(
    fair_market_value: Annotated[Money, "Fair market value of the warrants transferred, $."],
    lawful: Annotated[Flag, "Whether the securities laws allow it."],
    to_competitor: Annotated[Flag, "Whether the Board found the transferee a competitor."],
    joinder_delivered: Annotated[Flag, "Whether the transferee joined the Agreement before."],
    company_consents: Annotated[Flag, "Whether the Company consents, or refuses unreasonably."],
    to_affiliate: Annotated[Flag, "Whether it goes to an affiliate, which needs no consent."],
    whole_company: Annotated[  # noqa: FBT002 - a cell
        Flag, "Whether it takes all the stock of the Company in the same transaction."
    ] = False,
    reading: Annotated[
        TransferMeasure, one_of(TransferMeasure), "What is held against the least amount."
    ] = TransferMeasure.FAIR_VALUE,
    original_price: Annotated[Money, "First price of the warrants, $, where it is the measure."]
    | None = None,
) -> Flag:
    """Whether a warrant may be transferred: by its own text and by the Agreement's, both."""
    transfer = Transfer(
        amount=fair_market_value,
        original_price=original_price,
        lawful=lawful,
        to_competitor=to_competitor,
        whole_company=whole_company,
        joinder_delivered=joinder_delivered,
    )
    return transfers.warrant_transfer_allowed(
        transfer, reading, company_consents=company_consents, to_affiliate=to_affiliate
    )
