"""Sale of the Series B-1 Notes: price, closings and notes (001 1, 5.1(d), Exhibit A)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from xl_udfs.core.amounts import above_zero, at_most, not_negative, shown
from xl_udfs.core.clauses import clause
from xl_udfs.core.dates import add_days
from xl_udfs.core.errors import OutOfRangeError
from xl_udfs.core.exact import Exact
from xl_udfs.core.rounding import cents
from xl_udfs.core.working import Ruling, Step, Working

MOST_SOLD = Exact(4_450_000)  # 001 1.1, $, all Purchasers combined
LEAST_AT_FIRST_CLOSING = Exact(1_500_000)  # 001 1.3(a), $
FIRST_CLOSING, LATEST_FIRST_CLOSING = date(2002, 1, 31), date(2002, 2, 7)  # 001 1.3(a)
ADDITIONAL_CLOSING_DAYS = 120  # 001 1.3(b)
EFFECTIVE_DATE = date(2001, 12, 28)  # 001 1.5
SHARES_PER_DOLLAR = Exact(5)  # 001 1.1(ii)


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """One line of Exhibit A."""

    purchaser: str
    principal: Fraction  # of Series B-1 Notes, $
    warrants: int  # shares under them


EXHIBIT_A = (
    Purchase(purchaser="Phillip E. Kelly", principal=Exact(402_629), warrants=2_013_145),
    Purchase(purchaser="Kumi Hui", principal=Exact(26_843), warrants=134_215),
    Purchase(purchaser="John Gerard Cantillon", principal=Exact(268_420), warrants=1_342_100),
    Purchase(purchaser="Jack Tai-on Poon", principal=Exact(53_684), warrants=268_420),
    Purchase(
        purchaser="BAPEF Investments XII, Ltd.",
        principal=Exact(2_147_357),
        warrants=10_736_785,
    ),
    Purchase(purchaser="G5 Partners, LP", principal=Exact(40_263), warrants=201_315),
)


class Payment(Enum):
    """How a Purchaser pays."""

    CASH = "cash"  # check or wire
    SURRENDER = "surrender of Series B Notes"
    AGREED = "another form, mutually agreed"


@clause("001 1.1", "A-02")
def left_of_series_b(
    principal: Fraction, accrued_interest: Fraction, purchase_price: Fraction
) -> Fraction:
    """Return what stays a Series B Note, to be repaid, $, to the cent (001 recital D, 1.6).

    The notes given up pay the Purchase Price exactly where nothing is left.

    Args:
        principal: of the Series B Notes surrendered, $, 0 or more.
        accrued_interest: on them, $, 0 or more.
        purchase_price: $, above 0.

    Raises:
        OutOfRangeError: where the notes do not cover the price.
    """
    not_negative(principal, "principal")
    not_negative(accrued_interest, "accrued_interest")
    above_zero(purchase_price, "purchase_price")
    amount = cents(principal + accrued_interest)
    at_most(purchase_price, amount, "purchase_price", "principal and interest of the notes")
    return amount - purchase_price


@clause("001 1.1, last sentence", "A-03")
@dataclass(frozen=True, slots=True)
class RoomForSales(Ruling[Fraction]):
    """The Purchase Price that can still be sold, $, 0 or more.

    Raises:
        OutOfRangeError: where the prices exceed the most already; to equal it is allowed.
    """

    label = "Left to be sold, $"
    rule = "A-03"

    prices: Sequence[Fraction]  # of all Purchasers so far, New Purchasers among them, $
    most: Fraction = MOST_SOLD  # for all combined, $

    def __post_init__(self) -> None:
        """Refuse negative prices, and more than may be sold."""
        for price in self.prices:
            not_negative(price, "prices")
        at_most(self.sold, self.most, "prices", "the most that may be sold")

    @property
    def sold(self) -> Fraction:
        """All Purchase Prices, $."""
        return sum(self.prices, Exact(0))

    @property
    def result(self) -> Fraction:
        """What is left."""
        return self.most - self.sold

    def steps(self) -> Working:
        """Return what was sold, and the most."""
        return (
            Step("Sold so far, $", self.sold, self.place),
            Step("Most that may be sold, $", self.most, self.place),
        )


@clause("001 1.3(a), 5.1(d)", "A-04")
def first_closing_valid(
    closing: date,
    prices: Sequence[Fraction],
    *,
    minimum_waived: bool = False,
    least: Fraction = LEAST_AT_FIRST_CLOSING,
) -> bool:
    """Whether the First Closing falls within its days and reaches its minimum, both inclusive.

    Args:
        closing: as the Company specified it, in Hong Kong.
        prices: Purchase Prices of all notes sold there, $.
        minimum_waived: by every Purchaser that relies on 5.1(d).
        least: smallest sum of them, $.
    """
    enough = minimum_waived or sum(prices) >= least
    return enough and FIRST_CLOSING <= closing <= LATEST_FIRST_CLOSING


@clause("001 1.3(b)", "A-05")
def additional_closing_allowed(
    first_closing: date, closing: date, days: int = ADDITIONAL_CLOSING_DAYS
) -> bool:
    """Whether an Additional Closing may be on a day: after the First Closing, to the 120th day."""
    return first_closing < closing <= last_additional_closing(first_closing, days)


def last_additional_closing(first_closing: date, days: int = ADDITIONAL_CLOSING_DAYS) -> date:
    """Return the last day of the period "following the date of the First Closing"."""
    return add_days(first_closing, days)


@clause("001 1.5", "A-08")
def interest_start(issue_date: date, *, for_series_b: bool) -> date:
    """Return the day from which a note bears interest; for Series B Notes the Effective Date."""
    return EFFECTIVE_DATE if for_series_b else issue_date


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedNote:
    """One Series B-1 Note as it is delivered."""

    principal: Fraction  # $
    interest_from: date


@clause("001 1.3(d), (e)", "A-07")
def notes_issued(
    payments: Mapping[Payment, Fraction], issue_date: date, *, additional_closing: bool
) -> tuple[IssuedNote, ...]:
    """Return the notes for a Purchase Price: their principal is what was paid.

    A price paid partly with Series B Notes gives two notes, since their interest starts on
    different days.

    Args:
        payments: $ by form of payment, 0 or more each.
        issue_date: day of the Closing.
        additional_closing: whether it is not the First Closing.

    Raises:
        OutOfRangeError: for a negative amount, nothing paid, or Series B Notes surrendered as
            of right at an Additional Closing, which takes money or what both sides agree on.
    """
    for amount in payments.values():
        not_negative(amount, "payments")
    surrendered = payments.get(Payment.SURRENDER, Exact(0))
    above_zero(sum(payments.values(), Exact(0)), "payments")
    if additional_closing and surrendered:
        raise OutOfRangeError(
            "out_of_range_payments",
            f"payments hold ${shown(surrendered)} in Series B Notes; an Additional Closing takes "
            "check, wire or another form that both sides agree on",
            field="payments",
        )
    paid = {True: surrendered, False: sum(payments.values(), Exact(0)) - surrendered}
    return tuple(
        IssuedNote(
            principal=amount, interest_from=interest_start(issue_date, for_series_b=for_series_b)
        )
        for for_series_b, amount in paid.items()
        if amount
    )


@clause("001 recital A, Exhibit A", "A-09")
def coverage_gap(
    principal: Fraction, stated_warrants: int, shares_per_dollar: Fraction = SHARES_PER_DOLLAR
) -> Fraction:
    """Return by how many a stated number of warrants exceeds 5 for each dollar; 0 is right.

    Args:
        principal: of the notes that they came with, $, above 0.
        stated_warrants: shares under the warrants, as the document prints them.
        shares_per_dollar: of principal.
    """
    above_zero(principal, "principal")
    not_negative(stated_warrants, "stated_warrants")
    return stated_warrants - principal * shares_per_dollar
