"""Conditions to a closing (001 5.1 and 5.2)."""

from collections.abc import Collection, Mapping

from xl_udfs.core.clauses import clause
from xl_udfs.core.errors import MissingDataError, OutOfRangeError

PURCHASER_CONDITIONS = {  # 001 5.1
    "5.1(a)": "Company's representations true, obligations performed",
    "5.1(b)": "proceedings and documents satisfactory",
    "5.1(c)": "authorizations obtained, no stop order",
    "5.1(d)": "aggregate Purchase Price of at least $1,500,000",
    "5.1(e)": "opinion of the Company's counsel",
}
COMPANY_CONDITIONS = {  # 001 5.2
    "5.2(a)": "Purchaser's representations true, obligations performed",
    "5.2(b)": "authorizations obtained, no stop order",
    "5.2(c)": "Purchase Price delivered",
}


@clause("001 5.1, 5.2", "A-18")
def open_conditions(
    conditions: Collection[str], fulfilled: Mapping[str, bool], waived: Collection[str] = ()
) -> tuple[str, ...]:
    """Return the conditions that still stand in the way of one side's closing, in their order.

    Args:
        conditions: `PURCHASER_CONDITIONS` or `COMPANY_CONDITIONS`.
        fulfilled: TRUE or FALSE for each of them.
        waived: those that this side gave up; it can waive only its own.

    Raises:
        MissingDataError: where nothing is known of a condition that was not waived.
        OutOfRangeError: where one is waived that is not this side's.
    """
    strange = [name for name in waived if name not in conditions]
    if strange:
        raise OutOfRangeError(
            "out_of_range_waived",
            f"waived holds {', '.join(strange)}; this side can waive {', '.join(conditions)}",
            field="waived",
        )
    left = [name for name in conditions if name not in waived]
    unknown = [name for name in left if name not in fulfilled]
    if unknown:
        raise MissingDataError(
            "missing_fulfilled",
            f"fulfilled does not say whether {', '.join(unknown)} is; TRUE or FALSE is needed",
            field="fulfilled",
        )
    return tuple(name for name in left if not fulfilled[name])
