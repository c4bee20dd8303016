"""Packages of our own, read: what becomes of each kind of transaction, worked by hand."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import pytest

from tests.documents.ocf.conftest import (
    COMMON,
    PLAN,
    SERIES_A,
    Made,
    Object,
    event,
    grant,
    holder,
    issuance,
)
from xl_udfs.documents.ocf.reading.package import read_ocf_package
from xl_udfs.documents.ocf.rows import LedgerRow, PackageContent

QUIET = {"not_carried", "not_used"}  # notes


def codes(package: PackageContent) -> list[str]:
    """Return the codes of the findings that are not mere notes."""
    return [finding.code for finding in package.report if finding.code not in QUIET]


def told(lines: Iterable[LedgerRow]) -> list[tuple[Any, ...]]:
    """Return what lines of a ledger say, without where they come from."""
    return [
        tuple(
            float(value) if isinstance(value, Fraction) else value
            for value in (
                str(line.day),
                line.event,
                line.holder,
                line.class_name,
                line.number,
                line.to or line.other_class,
                line.other_number,
            )
        )
        for line in lines
    ]


def values(*of: object) -> tuple[object, ...]:
    """Return values as they are, to compare numbers of any kind."""
    return of


OPTIONS, POOL = "Options: 2020 Plan", "Pool: 2020 Plan"
RESERVED = ("2020-01-01", "reserve", "", POOL, 1000, "", None)
ISSUED = ("2020-01-02", "issue", "Ann", "Common", 100, "", None)
GRANTED = ("2020-01-02", "grant", "Ann", OPTIONS, 100, POOL, None)


@pytest.mark.parametrize(
    ("transactions", "lines"),
    [
        ([issuance("c1", "100")], [ISSUED]),
        (  # to another holder; the balance stays with the first one, without a line
            [
                issuance("c1", "100"),
                event("STOCK_TRANSFER", "c1", "2021-01-01", quantity="60",
                      resulting_security_ids=["c2"], balance_security_id="c3"),
                issuance("c2", "60", date="2021-01-01", stakeholder_id="bob"),
                issuance("c3", "40", date="2021-01-01"),
            ],
            [ISSUED, ("2021-01-01", "transfer", "Ann", "Common", 60, "Bob", None)],
        ),
        (
            [
                issuance("p1", "100", stock_class_id="a"),
                event("STOCK_CONVERSION", "p1", "2021-01-01", quantity_converted="100",
                      resulting_security_ids=["c2"]),
                issuance("c2", "200", date="2021-01-01"),
            ],
            [
                ("2020-01-02", "issue", "Ann", "Series A", 100, "", None),
                ("2021-01-01", "conversion", "Ann", "Series A", 100, "Common", 200),
            ],
        ),
        (  # an exercise uses its grant; a cancellation returns to the pool
            [
                grant("o1", "100"),
                event("EQUITY_COMPENSATION_EXERCISE", "o1", "2021-01-01", quantity="30",
                      resulting_security_ids=["c2"]),
                issuance("c2", "30", date="2021-01-01"),
                event("PLAN_SECURITY_CANCELLATION", "o1", "2021-02-01", quantity="70",
                      reason_text="left"),
            ],
            [
                GRANTED,
                ("2021-01-01", "exercise", "Ann", OPTIONS, 30, "Common", 30),
                ("2021-02-01", "lapse", "Ann", OPTIONS, 70, POOL, None),
            ],
        ),
        (
            [
                issuance("c1", "100"),
                event("STOCK_REPURCHASE", "c1", "2021-01-01", quantity="100",
                      price={"amount": "2", "currency": "USD"}),
            ],
            [ISSUED, ("2021-01-01", "repurchase", "Ann", "Common", 100, "", None)],
        ),
        (  # what is retracted never was issued: it goes on the day on which it came
            [
                issuance("c1", "100"),
                event("STOCK_RETRACTION", "c1", "2021-01-01", reason_text="an error"),
            ],
            [ISSUED, ("2020-01-02", "correction down", "Ann", "Common", 100, "", None)],
        ),
        (  # TX_STOCK_REISSUANCE ends with the word ISSUANCE; it is none
            [
                issuance("c1", "100"),
                event("STOCK_REISSUANCE", "c1", "2021-01-01", resulting_security_ids=["c2"]),
                issuance("c2", "100", date="2021-01-01"),
            ],
            [ISSUED],
        ),
    ],
)  # fmt: skip
def test_lines_of_the_ledger(
    made: Made, transactions: list[Object], lines: list[tuple[Any, ...]]
) -> None:
    """Each kind of transaction is a line of the ledger, and nothing is left to report."""
    package = read_ocf_package(made(*transactions))
    assert told(package.ledger) == [RESERVED, *lines]
    assert codes(package) == []


def test_a_split_multiplies_what_is_held(made: Made) -> None:
    """A split without reissuances multiplies stock and options; later numbers are new shares."""
    split = {
        "object_type": "TX_STOCK_CLASS_SPLIT",
        "id": "split",
        "date": "2021-01-01",
        "stock_class_id": "common",
        "split_ratio": {"numerator": "2", "denominator": "1"},
    }
    cancelled = event(
        "STOCK_CANCELLATION", "c1", "2021-02-01", quantity="150", reason_text="agreed"
    )
    package = read_ocf_package(made(issuance("c1", "100"), grant("o1", "10"), split, cancelled))
    assert package.table.outstanding() == {"Common": 50, OPTIONS: 20, POOL: 1980}
    assert codes(package) == ["split_rights"]


def test_what_follows_the_day_of_the_package_does_not_count(made: Made) -> None:
    """An issue of the day after stands in the ledger and not in the position."""
    late = issuance("c2", "7", date="2025-01-01")
    package = read_ocf_package(made(issuance("c1", "100"), late))
    assert package.table.outstanding()["Common"] == 100
    assert len(package.ledger) == 3


def test_terms_of_a_class(made: Made) -> None:
    """The higher seniority is paid first, so it is 1; votes are of each common share."""
    junior = {**SERIES_A, "id": "b", "name": "Series B", "seniority": "2"}
    common, senior, second, _ = read_ocf_package(
        made(stock_classes=[junior, COMMON, SERIES_A])
    ).classes
    assert (common.name, senior.name, second.name) == ("Common", "Series A", "Series B")
    assert values(senior.seniority, second.seniority, common.seniority) == (1, 2, None)
    assert values(senior.original_issue_price, senior.start_price) == (3, Fraction(3, 2))
    assert senior.rate == 2
    assert values(senior.votes, common.votes) == (Fraction(1, 2), 1)
    assert values(senior.authorized, senior.preference_multiple) == (500_000, Fraction(3, 2))


@pytest.mark.parametrize(
    ("right", "prices"),
    [
        ({"conversion_price": {"amount": "4", "currency": "USD"}}, (3, 4)),
        # no price: 3 / (n / d)
        ({"ratio": {"numerator": "4", "denominator": "1"}}, (3, Fraction(3, 4))),
    ],
)
def test_prices_of_a_class(made: Made, right: Object, prices: tuple[Fraction, Fraction]) -> None:
    """The price counts where there is one, else the ratio."""
    mechanism = {"type": "RATIO_CONVERSION", **right}
    rights = [{"conversion_mechanism": mechanism, "converts_to_stock_class_id": "common"}]
    row = read_ocf_package(made(stock_classes=[COMMON, {**SERIES_A, "conversion_rights": rights}]))
    assert values(row.classes[1].original_issue_price, row.classes[1].start_price) == prices


def test_the_last_adjustment_up_to_the_day_counts(made: Made) -> None:
    """Of several conversion prices the last one up to the day of the package is in force."""
    steps = [
        {
            "object_type": "TX_STOCK_CLASS_CONVERSION_RATIO_ADJUSTMENT",
            "id": f"price-{year}",
            "date": f"{year}-05-01",
            "stock_class_id": "a",
            "new_ratio_conversion_mechanism": {
                "type": "RATIO_CONVERSION",
                "conversion_price": {"amount": price, "currency": "USD"},
                "ratio": {"numerator": "3", "denominator": price},
                "rounding_type": "FLOOR",
            },
        }
        for year, price in ((2025, "0.3333333333"), (2023, "1.2"), (2022, "1.25"))
    ]
    package = read_ocf_package(made(*steps))
    row = package.classes[1]
    assert (row.start_price, str(row.start_date)) == (Fraction("1.2"), "2023-05-01")
    assert row.votes == Fraction(1, 2)  # as it was approved: votes do not follow the price
    prices = [step.price for step in package.table.steps if step.class_name == "Series A"]
    assert prices == [Fraction(text) for text in ("1.5", "1.25", "1.2", "0.3333333333")]
    assert codes(package) == []


def _split(day: str, over: str, under: str = "1") -> Object:
    """Return a split of the common stock."""
    return {
        "object_type": "TX_STOCK_CLASS_SPLIT",
        "id": "split",
        "date": day,
        "stock_class_id": "common",
        "split_ratio": {"numerator": over, "denominator": under},
    }


def test_reissuances_carry_out_a_split(made: Made) -> None:
    """The line of the split multiplies all common shares, and the pool: that is said."""
    again = event("STOCK_REISSUANCE", "c1", "2021-01-01", resulting_security_ids=["c2"],
                  split_transaction_id="split")  # fmt: skip
    package = read_ocf_package(
        made(issuance("c1", "100"), _split("2021-01-01", "3", "2"), again,
             issuance("c2", "150", date="2021-01-01"))
    )  # fmt: skip
    split = ("2021-01-01", "split", "", "", None, "", None)
    assert told(package.ledger) == [RESERVED, ISSUED, split]
    assert codes(package) == ["split_rights"]


def _pool_of(package: PackageContent) -> Fraction:
    return package.table.outstanding()["Pool: 2020 Plan"]


RETIRING = {**PLAN, "default_cancellation_behavior": "RETIRE"}
GONE = event("EQUITY_COMPENSATION_CANCELLATION", "o1", "2021-01-01", quantity="100")
BACK = event("STOCK_PLAN_RETURN_TO_POOL", "o1", "2021-01-01", quantity="100", stock_plan_id="plan")
OTHER = {**PLAN, "id": "other", "plan_name": "2021 Plan"}
ELSEWHERE = {**BACK, "stock_plan_id": "other"}
RETRACTED = event("EQUITY_COMPENSATION_RETRACTION", "o1", "2021-01-01", reason_text="an error")
FROM_PLAN = issuance("c1", "100", stock_plan_id="plan")
BOUGHT = event("STOCK_REPURCHASE", "c1", "2021-01-01", quantity="100")
UNDONE = event("STOCK_RETRACTION", "c1", "2021-01-01", reason_text="an error")
RESIZED = event("STOCK_PLAN_POOL_ADJUSTMENT", "", "2021-01-01", stock_plan_id="plan",
                shares_reserved="2000")  # fmt: skip


@pytest.mark.parametrize(
    ("transactions", "plans", "left"),
    [
        ([grant("o1", "100"), GONE], [PLAN], 1000),
        ([grant("o1", "100"), GONE], [RETIRING], 900),
        ([grant("o1", "100"), GONE, BACK], [RETIRING], 1000),
        ([grant("o1", "100"), GONE, BACK], [PLAN], 1000),  # once, though the plan says it too
        ([grant("o1", "100"), GONE, ELSEWHERE], [PLAN, OTHER], 900),
        ([grant("o1", "100"), RETRACTED], [RETIRING], 1000),  # it never was granted
        ([FROM_PLAN], [PLAN], 900),
        ([FROM_PLAN, BOUGHT], [PLAN], 1000),
        ([FROM_PLAN, BOUGHT], [RETIRING], 900),
        ([FROM_PLAN, UNDONE], [RETIRING], 1000),
        # 1,000 reserved and 100 granted; doubled; 2,000 are reserved then: 2,000 - 200
        ([grant("o1", "100"), _split("2021-01-01", "2"), RESIZED], [PLAN], 1800),
        ([grant("o1", "100"), _split("2020-06-01", "2"), RESIZED], [PLAN], 1800),
        ([grant("o1", "100"), _split("2022-06-01", "2"), RESIZED], [PLAN], 3800),
    ],
)
def test_what_is_left_of_a_pool(
    made: Made, transactions: list[Object], plans: list[Object], left: int
) -> None:
    """Where a transaction says what returns to which pool, the plan's own word is not asked."""
    package = read_ocf_package(made(*transactions, stock_plans=plans))
    assert _pool_of(package) == left
    assert set(codes(package)) <= {"split_rights"}


@pytest.mark.parametrize(
    ("transactions", "kind"),
    [
        ([grant("o1", "100")], "EQUITY_COMPENSATION"),
        ([issuance("o1", "100")], "STOCK"),
    ],
)
def test_what_is_retracted_after_a_split_or_after_the_day_never_was_issued(
    made: Made, transactions: list[Object], kind: str
) -> None:
    """On no day does it count: nothing of it was there for the split to multiply."""
    retracted = event(f"{kind}_RETRACTION", "o1", "2026-01-01", reason_text="an error")
    package = read_ocf_package(made(*transactions, _split("2021-01-01", "3"), retracted))
    assert {name for _, name in package.table.holdings()} == {"Pool: 2020 Plan"}
    assert _pool_of(package) == 3000


def test_what_leaves_something_goes_before_what_ends_a_security_that_day(made: Made) -> None:
    """Of 100 options 60 are exercised and 30 transferred on one day; a balance of 10 stays."""
    package = read_ocf_package(
        made(
            grant("o1", "100"),
            grant("o2", "30", date="2021-01-01", stakeholder_id="bob"),
            grant("o3", "10", date="2021-01-01"),
            issuance("c1", "60", date="2021-01-01"),
            event("EQUITY_COMPENSATION_TRANSFER", "o1", "2021-01-01", quantity="30",
                  resulting_security_ids=["o2"], balance_security_id="o3"),
            event("EQUITY_COMPENSATION_EXERCISE", "o1", "2021-01-01", quantity="60",
                  resulting_security_ids=["c1"]),
        )
    )  # fmt: skip
    options = "Options: 2020 Plan"
    held = package.table.holdings()
    assert [held["Ann", options], held["Bob", options], held["Ann", "Common"]] == [10, 30, 60]
    assert codes(package) == []


def test_objects_without_an_id_keep_their_days(made: Made) -> None:
    """Two transactions without an id are two; each is a line of its own day."""
    one = event("STOCK_CANCELLATION", "c1", "2021-01-01", quantity="10", id=None)
    two = event("STOCK_REPURCHASE", "c2", "2023-01-01", quantity="10", id=None)
    package = read_ocf_package(made(issuance("c1", "10"), issuance("c2", "10"), one, two))
    assert [str(line.day) for line in package.ledger[3:]] == ["2021-01-01", "2023-01-01"]


SAFE: Object = {
    **issuance("s1", ""),
    "object_type": "TX_CONVERTIBLE_ISSUANCE",
    "convertible_type": "SAFE",
    "investment_amount": {"amount": "1000", "currency": "USD"},
    "conversion_triggers": [
        {
            "conversion_right": {
                "conversion_mechanism": {
                    "type": "SAFE_CONVERSION",
                    "conversion_timing": "PRE_MONEY",
                }
            }
        }
    ],
}


def _amount(number: str) -> Object:
    return {"amount": number, "currency": "USD"}


def test_a_convertible_that_is_retracted_after_the_day_never_was_issued(made: Made) -> None:
    """As a certificate that is retracted, it counts on no day."""
    retracted = event("CONVERTIBLE_RETRACTION", "s1", "2026-01-01", reason_text="an error")
    assert read_ocf_package(made(SAFE, retracted)).table.convertibles == ()


def test_a_security_of_itself_stays_as_it_is(made: Made) -> None:
    """Of 100 shares that go round in a circle none are lost."""
    round_trip = [
        issuance("c1", "100"),
        issuance("c2", "100", stakeholder_id="bob"),
        event("STOCK_TRANSFER", "c1", "2021-01-01", quantity="100", resulting_security_ids=["c2"]),
        event("STOCK_TRANSFER", "c2", "2022-01-01", quantity="100", resulting_security_ids=["c1"]),
    ]
    package = read_ocf_package(made(*round_trip))
    assert package.table.outstanding()["Common"] == 100
    assert "made_of_itself" in codes(package)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("A*", "A_"),
        ("Who? ~Co", "Who_ _Co"),
        (">5", "_>5"),
        ("=1+1", "_=1+1"),
        ("TRUE", "_TRUE"),
        ("#N/A", "_#N/A"),
        ("0001", "_0001"),
        ("1,000", "_1,000"),
        ("2020-01-01", "_2020-01-01"),
        ("1 Jan 2020", "_1 Jan 2020"),
        ("March 1", "_March 1"),
        ("x" * 300, "x" * 200),
    ],
)
def test_names_that_the_sums_of_a_workbook_take_for_something_else(
    made: Made, name: str, given: str
) -> None:
    """SUMIFS would add up other holders' shares too, or none: the name is another one there."""
    package = read_ocf_package(made(stakeholders=[holder("ann", name)]))
    assert [row.name for row in package.holders] == [given]
    assert codes(package) == ["odd_name"]


@pytest.mark.parametrize(
    "name", ["3i Group", "May Lee", "1st Fund", "2020 Ventures, L.P.", "A.B. & C. (2)", "Ann-Marie"]
)
def test_names_that_sums_find_stay(made: Made, name: str) -> None:
    """Digits and months in a name are no values."""
    package = read_ocf_package(made(stakeholders=[holder("ann", name)]))
    assert [row.name for row in package.holders] == [name]
    assert codes(package) == []


def test_warrants_convertibles_and_financings(made: Made) -> None:
    """Warrants of one price are one class; what is left of a SAFE is a row; a deal has a name."""
    warrant = {
        **issuance("w1", "50"),
        "object_type": "TX_WARRANT_ISSUANCE",
        "exercise_price": {"amount": "1.5", "currency": "USD"},
        "purchase_price": {"amount": "10", "currency": "USD"},
        "exercise_triggers": [
            {
                "type": "ELECTIVE_AT_WILL",
                "trigger_id": "t",
                "conversion_right": {
                    "type": "WARRANT_CONVERSION_RIGHT",
                    "conversion_mechanism": {
                        "type": "FIXED_AMOUNT_CONVERSION",
                        "converts_to_quantity": "50",
                    },
                    "converts_to_stock_class_id": "common",
                },
            }
        ],
    }
    mechanism = {
        "type": "SAFE_CONVERSION",
        "conversion_mfn": False,
        "conversion_timing": "PRE_MONEY",
        "conversion_valuation_cap": {"amount": "5000000", "currency": "USD"},
        "conversion_discount": ".2",
    }
    safe = {
        **issuance("s1", ""),
        "object_type": "TX_CONVERTIBLE_ISSUANCE",
        "convertible_type": "SAFE",
        "investment_amount": {"amount": "1000.50", "currency": "USD"},
        "conversion_triggers": [
            {
                "type": "UNSPECIFIED",
                "trigger_id": "t",
                "conversion_right": {"conversion_mechanism": mechanism},
            }
        ],
    }
    gone = {**safe, "id": "tx-s2", "security_id": "s2"}
    ended = event("CONVERTIBLE_CONVERSION", "s2", "2021-01-01", resulting_security_ids=["c9"])
    named = {
        "object_type": "FINANCING",
        "id": "f",
        "name": "Seed",
        "date": "2020-01-02",
        "issuance_ids": ["tx-c1"],
    }
    package = read_ocf_package(
        made(warrant, safe, gone, ended, issuance("c1", "5"),
             issuance("c9", "70", date="2021-01-01"), financings=[named])
    )  # fmt: skip
    warrants = next(row for row in package.classes if row.type == "warrant")
    assert (warrants.name, warrants.start_price) == ("Warrants at $1.50", Fraction("1.5"))
    (left,) = package.table.convertibles
    assert (left.holder, left.kind, left.amount) == ("Ann", "safe pre-money", Fraction("1000.5"))
    assert values(left.cap, left.discount) == (5_000_000, Fraction("0.2"))
    assert [line.deal for line in package.ledger if line.certificate == "C1"] == ["Seed"]
    assert package.table.outstanding()["Common"] == 75
    assert codes(package) == []


def _without(item: Object, *names: str) -> Object:
    return {name: value for name, value in item.items() if name not in names}


def _converting(mechanism: Object) -> Object:
    right = {"conversion_mechanism": mechanism, "converts_to_stock_class_id": "common"}
    return {**SERIES_A, "conversion_rights": [right]}


SAR = grant("o1", "5", compensation_type="SSAR")
BAD: list[tuple[list[Object], dict[str, Any], set[str]]] = [
    ([issuance("c1", "1,000")], {}, {"wrong_value"}),
    ([issuance("c1", "1e3")], {}, {"wrong_value"}),
    ([issuance("c1", "1.00000000001")], {}, {"wrong_value"}),
    ([issuance("c1", "-5")], {}, {"wrong_value"}),
    ([issuance("c1", "5", date="2020-02-30")], {}, {"wrong_value"}),
    ([issuance("c1", "5", stakeholder_id="carl")], {}, {"unknown_reference"}),
    ([issuance("c1", "5", stock_class_id="z")], {}, {"unknown_reference"}),
    ([_without(issuance("c1", "5"), "quantity")], {}, {"missing"}),
    ([issuance("c1", "5"), issuance("c1", "5", id="again")], {}, {"issued_twice"}),
    ([issuance("c1", "5"), issuance("c2", "5", id="tx-c1")], {}, {"same_id"}),
    ([SAR], {}, {"no_shares"}),
    ([event("STOCK_CONSOLIDATION", "c1", "2020-01-01")], {}, {"unknown_type"}),
    ([event("STOCK_CANCELLATION", "c9", "2021-01-01", quantity="1")], {}, {"unknown_reference"}),
    (
        [
            issuance("c1", "5"),
            event("STOCK_CANCELLATION", "c1", "2021-01-01", quantity="6"),
        ],
        {},
        {"below_zero"},
    ),
    (
        [
            issuance("c1", "5"),
            event("STOCK_CANCELLATION", "c1", "2021-01-01", quantity="5"),
            event("STOCK_REPURCHASE", "c1", "2021-01-01", quantity="5"),
        ],
        {},
        {"taken_twice"},
    ),
    (
        [issuance("c1", "5"), event("STOCK_CANCELLATION", "c1", "2019-01-01", quantity="5")],
        {},
        {"before_issue"},
    ),
    (
        [
            issuance("c1", "5"),
            event("STOCK_TRANSFER", "c1", "2021-01-01", quantity="5",
                  resulting_security_ids=["c2", "c3"]),
            issuance("c2", "4", stakeholder_id="bob"),
        ],
        {},
        {"resulting_missing", "result_before_transfer"},
    ),
    (
        [
            issuance("p1", "5", stock_class_id="a"),
            event("STOCK_CONVERSION", "p1", "2021-01-01", quantity_converted="5",
                  resulting_security_ids=["c2"]),
            issuance("c2", "11", date="2021-01-01"),
        ],
        {},
        {"conversion_differs"},
    ),
    ([], {"stakeholders": [holder("a", "Ann"), holder("b", "ann")]}, {"same_name"}),
    ([], {"stock_classes": [{**COMMON, "seniority": "4"}, SERIES_A]}, {"seniority"}),
    ([], {"stock_classes": [COMMON, _without(SERIES_A, "conversion_rights")]},
     {"no_conversion_right"}),
    ([], {"stock_classes": [COMMON, {**SERIES_A, "votes_per_share": 1}]}, {"number_not_text"}),
    ([], {"stock_classes": [{**COMMON, "votes_per_share": {"omitted": True}}, SERIES_A]},
     {"omitted_value"}),
    ([], {"stock_classes": [COMMON,
                            {**SERIES_A, "price_per_share": {"amount": "3", "currency": "CAD"}}]},
     {"currency"}),
    ([], {"stock_classes": [COMMON,
                            {**SERIES_A, "price_per_share": {"amount": "4", "currency": "USD"}}]},
     {"prices_differ"}),
    ([], {"stock_plans": [PLAN, PLAN]}, {"same_id"}),
    ([grant("o1", "5", stock_plan_id="none")], {}, {"unknown_plan"}),
    ([grant("o1", "5", vesting_terms_id="none")], {}, {"unknown_vesting"}),
    ([grant("o1", "5", expiration_date="2024-12-30")], {}, {"expired"}),
    ([grant("o1", "5", expiration_date="2024-12-31")], {}, {"expires_on_as_of"}),
    ([], {"manifest": {"ocf_version": "1.1.0"}}, {"version"}),
    ([], {"manifest": {"ocf_version": "2.0.0"}}, {"version_unknown"}),
    ([], {"manifest": {"documents_files": [{"filepath": "../x.json", "md5": ""}]}},
     {"path_outside"}),
    ([], {"manifest": {"documents_files": [{"filepath": "/etc/x.json", "md5": ""}]}},
     {"path_outside"}),
    ([], {"manifest": {"documents_files": [{"filepath": "x.json", "md5": ""}]}},
     {"file_missing"}),
    ([], {"manifest": {"transactions_files": [{"filepath": "transactions.json", "md5": "0" * 32}]}},
     {"md5"}),
    (
        [issuance("c1", "5"), event("STOCK_TRANSFER", "c1", "2021-01-01", quantity="5",
                                    resulting_security_ids=["c1"])],
        {},
        {"made_of_itself"},
    ),
    (
        [issuance("c1", "5"), event("STOCK_CANCELLATION", "c1", "2021-01-01", quantity="2",
                                    balance_security_id="c1")],
        {},
        {"made_of_itself"},
    ),
    (
        [
            issuance("c1", "5"),
            issuance("c2", "5"),
            issuance("c3", "3", date="2021-01-01"),
            event("STOCK_CANCELLATION", "c1", "2021-01-01", quantity="2",
                  balance_security_id="c3"),
            event("STOCK_CANCELLATION", "c2", "2021-01-01", quantity="2",
                  balance_security_id="c3"),
        ],
        {},
        {"made_twice"},
    ),
    (
        [issuance("c1", "5"), event("STOCK_TRANSFER", "c1", "2021-01-01", quantity="5",
                                    resulting_security_ids=[])],
        {},
        {"nothing_made"},
    ),
    (
        [
            issuance("c1", "5"),
            issuance("c2", "4", date="2021-01-01", stakeholder_id="bob"),
            event("STOCK_TRANSFER", "c1", "2021-01-01", quantity="5",
                  resulting_security_ids=["c2"]),
        ],
        {},
        {"not_all_made"},
    ),
    (
        [issuance("p1", "5", stock_class_id="a"),
         event("STOCK_CONVERSION", "p1", "2021-01-01", quantity_converted="5")],
        {},
        {"nothing_made"},
    ),
    (
        [grant("o1", "5"), event("EQUITY_COMPENSATION_EXERCISE", "o1", "2021-01-01", quantity="5")],
        {},
        {"nothing_made"},
    ),
    (
        [
            grant("o1", "5"),
            issuance("c2", "9", date="2021-01-01"),
            event("EQUITY_COMPENSATION_EXERCISE", "o1", "2021-01-01", quantity="5",
                  resulting_security_ids=["c2"]),
        ],
        {},
        {"exercise_differs"},
    ),
    ([SAFE, event("CONVERTIBLE_CANCELLATION", "s1", "2021-01-01", amount=_amount("1500"))], {},
     {"below_zero"}),
    ([SAFE, event("CONVERTIBLE_TRANSFER", "s1", "2021-01-01", amount=_amount("1000"))], {},
     {"nothing_made"}),
    ([SAFE, event("CONVERTIBLE_CONVERSION", "s1", "2021-01-01")], {}, {"nothing_made"}),
    ([SAFE, {**SAFE, "id": "tx-s2", "security_id": "s2", "date": "2021-01-01"},
      event("CONVERTIBLE_CANCELLATION", "s1", "2021-01-01", amount=_amount("500"),
            balance_security_id="s2")], {}, {"not_balanced"}),
    ([grant("o1", "1001")], {}, {"overdrawn"}),
    ([event("STOCK_PLAN_RETURN_TO_POOL", "z", "2021-01-01", quantity="1", stock_plan_id="plan")],
     {}, {"unknown_reference"}),
    ([issuance("c1", "5", stock_plan_id="z")], {}, {"unknown_plan"}),
    ([issuance("c1", "5", stakeholder_id="")], {}, {"missing"}),
    ([issuance("c1", "5", stakeholder_id="\x00")], {}, {"unknown_reference"}),
    ([issuance("c1", "1000000000000000")], {}, {"wrong_value"}),
    ([issuance("c1", "5", consideration_text="x" * 10_001)], {}, {"wrong_value"}),
    ([event("STOCK_CLASS_CONVERSION_RATIO_ADJUSTMENT", "", "2021-01-01", stock_class_id="a")], {},
     {"missing"}),
    ([issuance("c1", "5"), issuance("c2", "5", date="2021-01-01"),
      event("STOCK_REISSUANCE", "c1", "2021-01-01", resulting_security_ids=["c2"],
            split_transaction_id="z")], {}, {"unknown_reference"}),
    ([], {"stock_classes": [COMMON, _without(SERIES_A, "seniority")]}, {"no_seniority"}),
    ([], {"stock_classes": [COMMON, {**SERIES_A, "price_per_share": _amount("0")}]},
     {"odd_terms"}),
    ([], {"stock_classes": [COMMON, _converting({"type": "PERCENT_CAPITALIZATION_CONVERSION"})]},
     {"no_ratio"}),
    ([], {"stock_classes": [COMMON, _converting({"ratio": {"numerator": "1", "denominator": "0"},
                                                 "conversion_price": _amount("1")})]},
     {"wrong_value"}),
    ([], {"stock_plans": [PLAN, {**PLAN, "id": "other"}]}, {"same_name"}),
    ([], {"manifest": {"documents_files": [{"md5": ""}]}}, {"missing"}),
]  # fmt: skip


@pytest.mark.parametrize(("transactions", "lists", "expected"), BAD)
def test_faults_are_reported(
    made: Made, transactions: list[Object], lists: dict[str, Any], expected: set[str]
) -> None:
    """Each fault has its code, and none has another one's."""
    package = read_ocf_package(made(*transactions, **lists))
    assert set(codes(package)) == expected
    assert all(finding.text and "{" not in finding.text for finding in package.report)
