"""What is found in a package: graded, each with the object, its id, and what would be right."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType


class Grade(Enum):
    """How much a finding weighs."""

    ERROR = "error"  # something is left out, or a total may be wrong
    WARNING = "warning"  # read with an assumption, which the sentence names
    NOTE = "note"  # not used


_E, _W, _N = Grade.ERROR, Grade.WARNING, Grade.NOTE
RULES: Mapping[str, tuple[Grade, str]] = MappingProxyType(
    {
        # the package
        "file_missing": (_E, "the manifest names {path}, which is not in the package"),
        "file_unreadable": (_E, "{path} cannot be read: {fault}"),
        "path_outside": (_E, "the manifest names {path}, which leads out of the package; not read"),
        "md5": (
            _W,
            "{count} of {all} files have another md5 than the manifest says ({files}); they were "
            "changed, or the manifest's figures never were right",
        ),
        "version": (
            _W,
            "the package says version {version}; it is read as 1.2.0, as far as its objects allow",
        ),
        "version_unknown": (
            _E,
            "the package says version {version}; only 1.0 to 1.2 are known here, so what its "
            "objects mean may have changed",
        ),
        "not_in_manifest": (_N, "the manifest does not name {path}; not read"),
        # any object
        "missing": (_E, "{field} is missing; {done}"),
        "wrong_value": (_E, "{field} is {value}; it must be {right}"),
        "same_id": (_E, "{count} objects of this type have this id; the first one is read"),
        "unknown_type": (_E, "OCF 1.2.0 has no such transaction; not read"),
        "unknown_object": (_N, "OCF 1.2.0 has no such object; not read"),
        "unknown_reference": (_E, "{field} is {value}, which is not in the package; {done}"),
        "omitted_value": (_W, "{field} is omitted ({comment}); {done}"),
        "number_not_text": (
            _W,
            "{field} is the number {value}, where OCF has a text; read as it is",
        ),
        "old_name": (_W, "{field} is an old name of {new}; read as that"),
        "currency": (_W, "{field} is in {currency}; taken as dollars, unconverted"),
        "not_carried": (_N, "a cap table has no place for {field}; not imported"),
        "not_used": (_N, "{what}; not imported"),
        # classes, plans, holders
        "same_name": (_W, "the name {name} is another's too; it is {unique} in the workbook"),
        "odd_name": (
            _W,
            "to a workbook's sums {name} is a pattern or a value, or too long; it is {given} there",
        ),
        "no_conversion_right": (
            _W,
            "there is no right to convert, so no prices; one share is taken as one of common stock",
        ),
        "several_rights": (
            _E,
            "there are {count} rights to convert; the first one to a common class is taken",
        ),
        "no_ratio": (_E, "it converts by {value}, not at a ratio or a price; no prices"),
        "no_seniority": (_W, "seniority is missing, so who is paid first is open"),
        "no_common_right": (_E, "it converts into {value}, which is not a common class; no prices"),
        "prices_differ": (
            _W,
            "price_per_share / conversion_price is {by_price}, ratio {ratio}; the prices count",
        ),
        "seniority": (
            _W,
            "seniority is {value}, above the {other} of {name}: in OCF the higher is paid first, "
            "so this common class would be paid before a preferred one; the order may be reversed",
        ),
        "adjusts_common": (_E, "it adjusts {name}, a common class, which has no such price"),
        "preferred_split": (
            _E,
            "it splits {name}, which is not the common stock; its shares are multiplied by lines, "
            "its prices are as they were: state them",
        ),
        "split_rights": (
            _W,
            "options, warrants and pools are multiplied by the split too, as the workbook does",
        ),
        # securities
        "issued_twice": (_E, "the security {security} was issued before; this is left out"),
        "no_shares": (_E, "{kind} gives no shares as such; it is left out"),
        "resulting_missing": (_E, "{value} came of it ({what}) and was never issued"),
        "of_left_out": (_E, "{security} is left out, or is not {kind}, so this is left out too"),
        "made_twice": (_E, "{security} came of {other} already; it counts once"),
        "made_of_itself": (_E, "{security} would come of itself, directly or in turn; left out"),
        "nothing_made": (_E, "nothing came of it, so the {taken} of {security} are nobody's then"),
        "not_all_made": (
            _E,
            "{made} came of {taken} of {security}; what came of it counts",
        ),
        "overdrawn": (_E, "{more} more are granted from its pool than it has; it counts as {left}"),
        "below_zero": (
            _E,
            "{wanted} are taken from {security}, which has {left} left; {left} count",
        ),
        "not_balanced": (
            _W,
            "{taken} and the balance of {balance} are not the {held} of {security}; the balance "
            "counts",
        ),
        "taken_twice": (_W, "{security} is both cancelled and repurchased; it counts once"),
        "before_issue": (
            _W,
            "it is of {date}, before {security} was issued on {issued}; that counts from this day",
        ),
        "result_before_transfer": (
            _W,
            "it made {security}, which is of {issued}, before it; both count from that day",
        ),
        "result_before": (
            _W,
            "it made {security}, which is of {issued}, before it; both count from that day",
        ),
        "conversion_differs": (
            _W,
            "{taken} became {made}, where the prices in force say {right}; the numbers count",
        ),
        "exercise_differs": (
            _W,
            "{made} shares came of {taken} of {security}; the numbers count",
        ),
        "warrant_terms": (_W, "{what}; {done}"),
        "unknown_plan": (_W, "stock_plan_id is {value}, which is not in the package; {done}"),
        "unknown_vesting": (_W, "vesting_terms_id is {value}, which is not in the package"),
        "expires_on_as_of": (_N, "it ends on {date}, the day of the package: it still counts"),
        "expired": (_W, "it ended on {date} and was not cancelled: it still counts"),
        "odd_terms": (_N, "{what}"),
        "convertible_terms": (_W, "{what}; {done}"),
        # what is written
        "no_number": (_E, "it has no number of shares; it is left out"),
        "line_incomplete": (_E, "{what}; it is left out"),
        "other_class": (
            _E,
            "OCF has no object for {name}, whose type is other; it is left out. Where these are "
            "warrants or options, write it under Type",
        ),
        "not_held": (_E, "{wanted} are taken from {holder}, who has {held} by the ledger"),
        "no_place": (_N, "OCF has no object for it ({what}); it is in the sidecar alone"),
        "price_unknown": (_W, "{field} is not known; OCF demands it, so 0 is written"),
        "stakeholder_type": (
            _W,
            "Kind does not say what it is; {kind} is written; write individual or institution",
        ),
        "authorized": (_W, "it is blank; NOT APPLICABLE is written"),
        "votes": (_W, "it is blank; one vote of each common share is written"),
        "seniority_assumed": (_W, "it is blank; the lowest of the preferred is written"),
        "no_prices": (_W, "it has no prices, so no right to convert is written"),
        "not_reserved": (_W, "no line reserves shares for it; 0 is written"),
        "rounded": (_W, "{field} is {value} and more; OCF has ten decimals, the sidecar has all"),
        "price_unplaced": (
            _W,
            "its price became ${price} on {day}; OCF has no object for that, so it is in the "
            "sidecar alone",
        ),
        "note_terms": (_W, "{field} is blank; {done}"),
        # what was written by us
        "sidecar": (_W, "{what}; the package's own figures are taken"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing to know about one object."""

    grade: Grade
    code: str
    text: str
    file: str = ""
    object_type: str = ""
    id: str = ""
    field: str = ""

    @property
    def line(self) -> str:
        """The finding as one line."""
        place = " ".join(part for part in (self.object_type, self.id) if part) or self.file
        return f"{self.grade.value} {self.code}: {place}: {self.text}"


@dataclass(frozen=True, slots=True)
class Report:
    """Findings as they come; `sorted` gives them by their weight."""

    found: dict[Remark, None] = field(default_factory=dict)  # what is read twice is said once

    def add(
        self,
        code: str,
        *,
        file: str = "",
        object_type: str = "",
        id: str = "",  # noqa: A002 - its name in OCF
        field: str = "",
        **facts: object,
    ) -> None:
        """Add what was found, in the words of its code."""
        grade, sentence = RULES[code]
        text = sentence.format(field=field, **facts)
        finding = Remark(
            grade=grade,
            code=code,
            text=text,
            file=file,
            object_type=object_type,
            id=id,
            field=field,
        )
        self.found[finding] = None

    def settle(self, ids: Collection[str]) -> None:
        """Take back the assumptions about objects of which we know more than they say."""
        for finding in [*self.found]:
            if finding.grade is Grade.WARNING and finding.id in ids:
                del self.found[finding]

    def sorted(self) -> tuple[Remark, ...]:
        """Return errors, then warnings, then notes, the alike together."""
        grades, codes = list(Grade), list(RULES)
        return tuple(
            sorted(self.found, key=lambda one: (grades.index(one.grade), codes.index(one.code)))
        )
