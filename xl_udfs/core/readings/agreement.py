"""Readings of the purchase agreement (001)."""

from xl_udfs.core.readings.reading import Reading


class PrincipalRounding(Reading):
    """A-01: whether the principal is rounded to the dollar before it is multiplied by 5."""

    BEFORE = "before"  # each line of Exhibit A
    AFTER = "after"  # as the 14,695,976 of 003 suggest


class GrossedUpPayer(Reading):
    """A-11: whose payments are increased for a withholding."""

    BOTH = "both"  # 2.7(b) names both as the one who withholds, and 6.1(m) binds the Company
    LITERAL = "literal"  # "the sum due from such Guarantor", and the Company's interest


class IndirectOwnership(Reading):
    """A-15: what the Company holds of an entity through others."""

    MULTIPLIED = "multiplied"  # 60% of 60% is 36%
    CONTROL = "control"  # the last link, where each before it is controlled


class ClosingMeant(Reading):
    """A-19: "the Closing" of whose notes half must be outstanding."""

    ALL = "all closings"  # so far
    FIRST = "first closing"


class LeasebackBaskets(Reading):
    """A-20: whether 6.1(e)(iv) and (vii) have a limit each or one together."""

    SEPARATE = "separate"
    ONE = "one"


class DebtCounted(Reading):
    """A-22: which indebtedness is held against the $15,000,000."""

    OUTSTANDING = "outstanding"  # at the time, whenever it was incurred
    NEW = "new only"  # incurred since the agreement


class TransferMeasure(Reading):
    """A-29: what of warrants and shares is held against $500,000; of notes it is principal."""

    FAIR_VALUE = "fair market value"
    ORIGINAL_PRICE = "original price"
