"""What the company received, or is deemed to have received, for an issue."""

from fractions import Fraction

from xl_udfs.core.amounts import above_zero, at_most, not_negative
from xl_udfs.core.clauses import clause
from xl_udfs.core.exact import Exact


@clause("001-W 3(g)(2)", "W-13")
@clause("000 VII.E(6)(a), last paragraph", "P-74")
def consideration_received(
    cash: Fraction,
    property_value: Fraction = Exact(0),
    allocated_elsewhere: Fraction = Exact(0),
) -> Fraction:
    """Return the consideration for the Additional Shares of an issue, $, exact.

    Args:
        cash: received, gross; who counts it net of costs enters the net amount.
        property_value: of what is not cash, as the Board determines it in good faith.
        allocated_elsewhere: the part of both that the Board allocates to other stock,
            securities or assets sold with them.
    """
    not_negative(cash, "cash")
    not_negative(property_value, "property_value")
    not_negative(allocated_elsewhere, "allocated_elsewhere")
    at_most(allocated_elsewhere, cash + property_value, "allocated_elsewhere", "all that came in")
    return cash + property_value - allocated_elsewhere


@clause("000 VII.E(6)(b)", "P-75")
def deemed_consideration(
    grant_consideration: Fraction,
    max_shares: Fraction,
    min_exercise_price: Fraction = Exact(0),
    min_conversion_payment: Fraction = Exact(0),
) -> Fraction:
    """Return the consideration deemed received when options or convertibles are sold, $, exact.

    Args:
        grant_consideration: received for the rights themselves, $.
        max_shares: the most that can be issued under them, above 0; where the text of the rights
            names no most, the user has to.
        min_exercise_price: the least that is payable on exercise, $ per share.
        min_conversion_payment: the least that is payable on conversion, $ per share; a debt that
            conversion cancels is not a payment.
    """
    not_negative(grant_consideration, "grant_consideration")
    above_zero(max_shares, "max_shares")
    not_negative(min_exercise_price, "min_exercise_price")
    not_negative(min_conversion_payment, "min_conversion_payment")
    return grant_consideration + max_shares * (min_exercise_price + min_conversion_payment)
