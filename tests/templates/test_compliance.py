"""``compliance.xlsx``: what the core says of the same inputs, line by line."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from tests.templates.conftest import Values, recomputed, shipped_file
from xl_udfs.cells import EXCEL_EPOCH
from xl_udfs.core.agreement import closings, consents, covenants, expenses, transfers
from xl_udfs.core.agreement.closings import EXHIBIT_A
from xl_udfs.core.dates import add_business_days, add_days, add_months
from xl_udfs.core.price.terms import SERIES_5A
from xl_udfs.core.series_5a import notices, voting
from xl_udfs.core.series_5a.appraisal import AppraisalDemand, Objector
from xl_udfs.templates.compliance.deadlines import CALENDAR_ROWS, DATE_ROWS, NOTICE_ROWS
from xl_udfs.templates.compliance.lists import ACT_ROWS
from xl_udfs.templates.compliance.terms import CHANGES
from xl_udfs.templates.sheets.days_off import holidays_of

FILE = shipped_file("compliance")
HOLIDAYS = frozenset(holidays_of(2002, 2006))
PRINCIPALS = [line.principal for line in EXHIBIT_A]


def run(inputs: Mapping[str, Any] | None = None) -> Values:
    """Return the values of the workbook with other inputs."""
    return recomputed(FILE, inputs)


def serial(day: date) -> float:
    """Return a day as a cell holds it."""
    return float((day - EXCEL_EPOCH).days)


def said(answer: object) -> str:
    """Return a truth as the workbook says it."""
    return "yes" if answer else "no"


def test_the_holidays_are_those_that_the_statute_names() -> None:
    """Thanksgiving 2002, and two days observed on the Monday after."""
    assert {date(2002, 11, 28), date(2004, 7, 5), date(2006, 1, 2)} <= HOLIDAYS


@pytest.mark.parametrize(
    ("day", "scale"),
    [
        (date(2002, 1, 30), 1),
        (date(2002, 1, 31), 1),
        (date(2002, 2, 7), 1),
        (date(2002, 2, 8), 1),
        (date(2002, 1, 31), Fraction(1, 2)),
    ],
)
@pytest.mark.parametrize("waived", ["yes", "no"])
def test_the_first_closing_keeps_its_days_and_its_minimum(
    day: date, scale: Fraction, waived: str
) -> None:
    """January 31 to February 7, at least $1,500,000 unless waived (1.3(a), 5.1(d))."""
    prices = [price * scale for price in PRINCIPALS]
    inputs: dict[str, Any] = {"in_first_closing": day, "in_minimum_waived": waived}
    for row, price in enumerate(prices, start=8):
        inputs |= {f"Closings!B{row}": day, f"Closings!C{row}": float(price)}
    values = run(inputs)
    valid = closings.first_closing_valid(day, prices, minimum_waived=waived == "yes")
    assert values["out_first_valid"] == said(valid)
    assert values["out_last_additional"] == serial(closings.last_additional_closing(day))
    assert values["out_room"] == float(closings.RoomForSales(prices).result)


@pytest.mark.parametrize(
    "day", [date(2002, 1, 31), date(2002, 2, 1), date(2002, 5, 31), date(2002, 6, 1)]
)
def test_an_additional_closing_falls_within_120_days(day: date) -> None:
    """After January 31, to May 31, 2002; for cash, since 1.3(e) knows no surrender."""
    values = run({"Closings!B13": day, "Closings!D13": "cash"})
    first = day == closings.FIRST_CLOSING
    allowed = first or closings.additional_closing_allowed(closings.FIRST_CLOSING, day)
    assert values["Closings!H13"] == ("yes" if allowed else "no, not in these days")
    start = closings.interest_start(day, for_series_b=False)
    assert values["Closings!I13"] == serial(start)
    surrendered = run({"Closings!B13": date(2002, 4, 1)})
    assert surrendered["Closings!H13"] == "by agreement only"


def test_the_cap_may_be_reached_and_not_passed() -> None:
    """$1,510,804 is left after Exhibit A (1.1)."""
    assert run()["out_room"] == 1_510_804
    full = run({"Closings!C13": 40_263 + 1_510_804})
    assert (full["out_room"], full["out_closings_off"]) == (0, 0)
    over = run({"Closings!C13": 40_263 + 1_510_805})
    assert over["Closings!H13"] == "no, over the cap"
    assert over["Checks!B4"] != "ALL CHECKS OK"


@pytest.mark.parametrize("amount", [4_999_999, 5_000_000, 5_000_001])
@pytest.mark.parametrize("consent", ["yes", "no"])
def test_sale_and_leaseback_keeps_its_basket(amount: int, consent: str) -> None:
    """To equal $5,000,000 is allowed; what was consented to does not count (6.1(e)(i), (vii))."""
    values = run({"Register!C8": amount, "Register!D8": consent})
    counted = [Fraction(amount)] if consent == "no" else []
    kept = covenants.sale_and_leasebacks_fit(counted)
    assert values["Caps!K9"] == ("kept" if kept else "exceeded")
    disposals = covenants.Disposals(
        reacquired=(Fraction(800_000),),
        sale_and_leaseback=tuple(counted),
        impairs_performance=False,
    )
    assert covenants.disposals_allowed(disposals) is kept


@pytest.mark.parametrize("amount", [15_999_999, 16_000_000, 16_000_001])
def test_debt_keeps_within_15_million(amount: int) -> None:
    """What is outstanding at the time: 1,000,000 was repaid (6.1(k))."""
    values = run({"Register!C9": amount})
    allowed = covenants.debt_allowed(Fraction(amount - 1_000_000))
    assert values["Caps!K10"] == ("kept" if allowed else "exceeded")


@pytest.mark.parametrize("amount", [35_000, 50_000, 50_001])
def test_payments_for_intellectual_property_count_by_the_year(amount: int) -> None:
    """$50,000 per year; the 20,000 of 2002 belong to another (3.6(b))."""
    values = run({"Register!C13": amount})
    free = covenants.intellectual_property_free([Fraction(amount)])
    assert values["Caps!K12"] == ("kept" if free else "exceeded")
    assert run({"in_year": 2002})["Caps!G12"] == 20_000


@pytest.mark.parametrize("fees", [8_500, 10_000, 12_345.67])
def test_the_company_pays_counsel_up_to_10000(fees: float) -> None:
    """The part within the cap (6.2)."""
    paid = expenses.legal_fees_paid(Fraction(str(fees)))
    assert run({"Register!C11": fees})["Caps!H11"] == float(paid)


@pytest.mark.parametrize("issued", [5_878_392, 5_878_393])
def test_covenants_end_when_less_than_half_is_outstanding(issued: int) -> None:
    """2,939,196 is exactly half of 5,878,392, which is enough (6.1)."""
    values = run({"in_issued": issued, "Register!C8": 6_000_000})
    closing = covenants.ClosingNotes(issued=Fraction(issued), outstanding=Fraction(2_939_196))
    in_force = covenants.covenants_in_force([closing])
    assert values["out_in_force"] == said(in_force)
    assert values["Caps!K9"] == ("exceeded" if in_force else "not in force")
    assert values["Caps!K11"] == "kept"  # 6.2 does not end


@pytest.mark.parametrize("excepted", ["yes", "no"])
@pytest.mark.parametrize("given", ["yes", "no"])
def test_restricted_acts_need_an_exception_or_a_consent(excepted: str, given: str) -> None:
    """As the core says; ranking and loans know no consent (6.1(d), (l))."""
    inputs = {f"Acts!C{row}": excepted for row in range(8, 15)}
    values = run(inputs | {f"Acts!E{row}": given for row in range(8, 15)})
    for row, act in enumerate(ACT_ROWS, start=8):
        allowed = covenants.act_allowed(
            covenants.Act(act["section"]),
            excepted=excepted == "yes",
            majority_consents=given == "yes",
        )
        assert str(values[f"Acts!F{row}"]).startswith(said(allowed)), act


@pytest.mark.parametrize(
    "consenting", ["nnnnyn", "nnnyyn", "nynyyn", "yynynn", "yyyyyy", "yynyyy", "nnnnnn"]
)
@pytest.mark.parametrize("change", list(zip(CHANGES, consents.AmendmentSubject, strict=True)))
def test_consents_decide_on_an_amendment(
    consenting: str, change: tuple[str, consents.AmendmentSubject]
) -> None:
    """BAPEF alone is the majority, not the 75%; with Poon 74.89%, with Hui too 75.8% (8.6)."""
    answers = ["yes" if letter == "y" else "no" for letter in consenting]
    inputs = {f"Noteholders!C{row}": answer for row, answer in enumerate(answers, start=8)}
    values = run(inputs | {"in_change": change[0]})
    amendment = consents.Amendment(
        change=change[1],
        company_consents=True,
        holdings=tuple(
            consents.NoteHolding(
                holder=line.purchaser, principal=line.principal, consents=answer == "yes"
            )
            for line, answer in zip(EXHIBIT_A, answers, strict=True)
        ),
    )
    held = (amendment.consenting, amendment.outstanding)
    assert values["out_majority"] == said(consents.majority_holders(*held))
    assert values["out_amend"] == said(consents.three_quarters(*held))
    assert values["out_amended"] == said(consents.amendment_passes(amendment))
    bound, told = consents.bound_holders(amendment), consents.holders_to_notify(amendment)
    for row, line in enumerate(EXHIBIT_A, start=8):
        assert (values[f"Noteholders!F{row}"] == "yes") is (line.purchaser in bound)
        assert (values[f"Noteholders!G{row}"] == "yes, promptly") is (line.purchaser in told)


def test_without_the_company_nothing_is_amended() -> None:
    """Its written consent is needed as well (8.6)."""
    assert run({"in_company": "no"})["out_amended"] == "no"


@pytest.mark.parametrize("shares", [(938, 0, 0), (937, 0, 0), (739, 739, 0), (740, 738, 0)])
def test_votes_of_the_series_5a(shares: tuple[int, int, int]) -> None:
    """Half is no majority; 938 of 3,752 keep the protection (VI, VIII, IX)."""
    values = run(
        {f"Shareholders!B{row}": number for row, number in enumerate(shares, start=8)}
        | {"Shareholders!D10": "no"}
    )
    total = sum(shares)
    assert values["out_protected"] == said(voting.protection_applies(total, 3_752))
    assert values["out_written"] == said(voting.is_majority(shares[0], total))
    passes = voting.class_vote_passes(shares[0], shares[0] + shares[1], total)
    assert values["out_meeting"] == said(passes)
    each = [
        voting.PreferredVotes(Fraction(number), Fraction(1_000), SERIES_5A.conversion_price).result
        for number in shares
    ]
    assert values["out_votes"] == sum(each)
    needed = voting.protection_applies(total, 3_752)  # IX.B asks for it
    assert (values["out_consent_needed"] != "not needed") is needed


def test_a_part_of_the_authorized_shares_is_whole_where_it_is_whole() -> None:
    """7% of 100 are 7 shares, though 0.07 x 100 is a hair more in a cell; of 101, 8."""
    assert run({"in_protected_part": 0.07, "in_authorized": 100})["out_protected_from"] == 7
    assert run({"in_protected_part": 0.07, "in_authorized": 101})["out_protected_from"] == 8


@pytest.mark.parametrize("late", [0, 1])
@pytest.mark.parametrize("shares", [(586, 400, 492), (585, 400, 493)])
def test_two_thirds_can_ask_for_an_appraisal(late: int, shares: tuple[int, int, int]) -> None:
    """Within 15 days of their own receipt; 986 of 1,478 is two thirds and more, 985 is not."""
    received, objected = date(2005, 9, 1), date(2005, 9, 16) + timedelta(days=late)
    values = run(
        {f"Shareholders!B{row}": number for row, number in enumerate(shares, start=8)}
        | {"Shareholders!F8": objected, "Shareholders!F9": date(2005, 9, 16)}
    )
    objectors = [
        Objector(shares=Fraction(number), received=received, objected=day)
        for number, day in zip(shares, (objected, date(2005, 9, 16), None), strict=True)
    ]
    demanded = AppraisalDemand(objectors, Fraction(1_478)).result
    assert values["out_appraisal"] == said(demanded)
    assert values["Checks!B4"] == "ALL CHECKS OK"


@pytest.mark.parametrize("amount", [499_999.99, 500_000])
@pytest.mark.parametrize("lawful", ["yes", "no"])
@pytest.mark.parametrize(("competitor", "whole"), [("no", "no"), ("yes", "no"), ("yes", "yes")])
@pytest.mark.parametrize("joined", ["yes", "no"])
def test_transfers_meet_every_test(
    amount: float, lawful: str, competitor: str, whole: str, joined: str
) -> None:
    """The four tests of 8.3, and the Company's leave for a warrant."""
    answers = dict(zip("CDEFG", (amount, lawful, competitor, whole, joined), strict=True))
    inputs = {f"Transfers!{letter}{row}": answers[letter] for letter in answers for row in (8, 10)}
    values = run(inputs | {"Transfers!I10": "yes"})
    transfer = transfers.Transfer(
        amount=Fraction(str(amount)),
        lawful=lawful == "yes",
        to_competitor=competitor == "yes",
        whole_company=whole == "yes",
        joinder_delivered=joined == "yes",
    )
    assert values["Transfers!N8"] == said(transfers.transfer_allowed(transfer))
    warrant = transfers.warrant_transfer_allowed(
        transfer, company_consents=False, to_affiliate=True
    )
    assert values["Transfers!N10"] == said(warrant)


def test_a_warrant_needs_the_companys_leave() -> None:
    """Consent, or an affiliate (warrant 8)."""
    assert run()["Transfers!N10"] == "no"
    assert run({"Transfers!H10": "yes"})["Transfers!N10"] == "yes"


@pytest.mark.parametrize("shift", [0, 1, 2, 3, 4])
def test_every_deadline_follows_from_its_date(shift: int) -> None:
    """On each day of a week, so that weekends and holidays are met; by the core's own dates."""
    days = {name: day + timedelta(days=shift) for name, day, _ in DATE_ROWS}
    values = run(
        {f"Dates!B{row}": days[name] for row, (name, _, _) in enumerate(DATE_ROWS, start=8)}
    )
    for row, (deadline, _, start, count, unit) in enumerate(CALENDAR_ROWS, start=8):
        day = days[start]
        expected = {
            "business days before": lambda: notices.LatestNotice(day, count, HOLIDAYS).result,  # noqa: B023
            "business days after": lambda: add_business_days(day, count, HOLIDAYS),  # noqa: B023
            "days before": lambda: add_days(day, -count),  # noqa: B023
            "days after": lambda: add_days(day, count),  # noqa: B023
            "months after": lambda: add_months(day, count),  # noqa: B023
        }[unit]()
        assert values[f"Calendar!G{row}"] == serial(expected), deadline


def test_a_deadline_is_past_soon_or_later() -> None:
    """As seen on a day that is typed, never a clock's."""
    values = run({"in_today": date(2005, 9, 16), "in_soon": 16})
    by_name = {row[0]: number for number, row in enumerate(CALENDAR_ROWS, start=8)}
    for deadline, left, status in (
        ("Objection to the value", 0, "soon"),
        ("Joint appraiser agreed", 16, "soon"),
        ("Own appraisers appointed", 17, "later"),
        ("Holders told of the value", -13, "past"),
    ):
        row = by_name[deadline]
        assert (values[f"Calendar!H{row}"], values[f"Calendar!I{row}"]) == (left, status)


@pytest.mark.parametrize("method", list(notices.Method))
def test_notices_take_effect_as_their_document_says(method: notices.Method) -> None:
    """Personal, telecopier, courier and mail under the agreement (8.8), over a holiday."""
    sent = date(2002, 10, 11)
    values = run({"Notices!C9": method.value, "Notices!D9": sent})
    effective = notices.NoticeEffective(method, sent, HOLIDAYS).result
    assert values["Notices!G9"] == serial(effective)
    for row, (_, document, sent_by, day, delivered, _) in enumerate(NOTICE_ROWS, start=8):
        if row != 9:
            own = notices.NoticeEffective(
                notices.Method(sent_by), day, HOLIDAYS, notices.Document(document), delivered
            ).result
            assert values[f"Notices!G{row}"] == serial(own)


@pytest.mark.parametrize(
    "fault",
    [
        {"in_first_closing": date(2002, 2, 8)},
        {"in_issued": 2_939_197},
        {"Register!B8": "leasing"},
        {"Register!C8": 5_000_001},
        {"Shareholders!B8": 801},
        {"Noteholders!B12": 3_147_357},
        {"Notices!D9": date(2002, 10, 29)},
        {"Calendar!D31": 16},
        {"Calendar!G26": date(2006, 6, 19)},
        {"Days off!A12": date(2002, 1, 22)},
        {"Dates!B18": date(2010, 7, 18)},
    ],
)
def test_a_planted_fault_is_found_by_a_check(fault: Mapping[str, Any]) -> None:
    """A wrong figure, a late notice, an overwritten formula, years without holidays."""
    assert run(fault)["README!B4"] != "ALL CHECKS OK"


def test_of_no_notes_and_no_shares_nothing_is_carried() -> None:
    """All are paid, or converted: half of nothing is no majority, nor all of it."""
    notes: dict[str, Any] = {f"Noteholders!B{row}": 0 for row in range(8, 14)}
    values = run(notes | {"in_change": CHANGES[1]})
    for name in ("out_majority", "out_amend", "out_amended", "out_in_force"):
        assert values[name] == "no"
    assert values["Checks!B4"] == "ALL CHECKS OK"
    shares: dict[str, Any] = {f"Shareholders!B{row}": 0 for row in (8, 9, 10)}
    values = run(shares | {"in_shares_stated": 0})
    assert (values["out_written"], values["out_meeting"]) == ("no", "no quorum")
    assert (values["out_appraisal"], values["Checks!B4"]) == ("no", "ALL CHECKS OK")


def test_where_more_is_sold_than_may_be_no_room_is_left() -> None:
    """It was an error; which Closing is over the cap stands beside it."""
    values = run({"in_most_sold": 2_225_000})
    assert values["out_room"] == 0
    assert str(values["Checks!B4"]).endswith("TO LOOK AT")
