"""Issues that are not "Additional Shares": the two lists side by side."""

from enum import Enum

from xl_udfs.core.clauses import clause


class IssueKind(Enum):
    """Why shares are issued."""

    OWN_CONVERSION = "own conversion"
    OUTSTANDING_AT_REFERENCE_DATE = "outstanding at reference date"  # or issuable on it
    CLOSING_WARRANTS = "closing warrants"  # those sold together with the Series 5-A
    CONVERSION_OF_1A = "conversion of 1-A"
    CONVERSION_OF_2A = "conversion of 2-A"
    CONVERSION_OF_3A = "conversion of 3-A"
    EMPLOYEE_PLAN = "employee plan"  # approved by the Board
    ACQUISITION = "acquisition"
    EQUIPMENT_FINANCING = "equipment financing"  # or leasing
    SERIES_B1_WARRANTS = "Series B-1 warrants"
    PRIVATE_PLACEMENT = "private placement"
    OUTSIDE_PLAN = "outside plan"
    RIGHTS_ALREADY_COUNTED = "exercise of rights already counted"  # at their grant: no second time


class ExemptionList(Enum):
    """Whose list it is."""

    SERIES_5A = "Series 5-A"
    WARRANT = "Warrant"


_NONE = (None, None)
_PLACES: dict[IssueKind, tuple[str | None, str | None]] = {
    # kind: the letter in 000 VII.E(6)(c), the letter in 001-W 3(g)(4)
    IssueKind.OWN_CONVERSION: ("(A)", "(A)"),
    IssueKind.OUTSTANDING_AT_REFERENCE_DATE: ("(A)", "(A)"),
    IssueKind.CLOSING_WARRANTS: ("(A)", None),
    IssueKind.CONVERSION_OF_1A: ("(C)", "(C)"),
    IssueKind.CONVERSION_OF_2A: ("(B)", "(B)"),
    IssueKind.CONVERSION_OF_3A: (None, "(A)"),
    IssueKind.EMPLOYEE_PLAN: ("(D)", "(D)"),
    IssueKind.ACQUISITION: ("(E)", None),
    IssueKind.EQUIPMENT_FINANCING: ("(F)", "(E)"),
    # of 2002: any that still exist were outstanding on the Closing Date of the Series 5-A
    IssueKind.SERIES_B1_WARRANTS: ("(A)", "(F)"),
    IssueKind.PRIVATE_PLACEMENT: _NONE,
    IssueKind.OUTSIDE_PLAN: _NONE,
    # not a list but VII.E(6)(b), 3(g)(3): "no further adjustment" upon actual exercise
    IssueKind.RIGHTS_ALREADY_COUNTED: ("(b)", "(3)"),
}


@clause("001-W 3(g)(4)", "W-15")
@clause("000 VII.E(6)(c)", "P-79")
def exemption(owner: ExemptionList, kind: IssueKind) -> str | None:
    """Return the letter under which a text excludes a kind of issue; None where it does not.

    What was outstanding or issuable at the reference date (the Closing Date, the date of the
    warrant) is of that kind, whatever else it is. An option that is repriced later is a new
    issue.
    """
    series_5a, warrant = _PLACES[kind]
    return series_5a if owner is ExemptionList.SERIES_5A else warrant


def excluded_by(owner: ExemptionList) -> frozenset[IssueKind]:
    """Return every kind of issue that a list excludes."""
    return frozenset(kind for kind in IssueKind if exemption(owner, kind) is not None)
