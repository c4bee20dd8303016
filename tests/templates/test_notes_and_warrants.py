"""``notes_and_warrants.xlsx``: what the core says of the same inputs, line by line."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.templates.conftest import Values, recomputed, shipped_file
from xl_udfs.cells import EXCEL_EPOCH, CellValue
from xl_udfs.core.agreement.closings import EFFECTIVE_DATE, EXHIBIT_A
from xl_udfs.core.agreement.expenses import gross_up, gross_up_payment
from xl_udfs.core.notes import exchange
from xl_udfs.core.notes.interest import Accrual, NoteAmount
from xl_udfs.core.readings import FairValueDays, InterestConvention, InterestQuarters, PacificTime
from xl_udfs.core.warrants import exercise
from xl_udfs.core.warrants.expiry import ExerciseInTime, warrant_expiration
from xl_udfs.core.warrants.value import Close, FairMarketValue

FILE = shipped_file("notes_and_warrants")
LINES = range(8, 8 + len(EXHIBIT_A))
HOLIDAYS = [date(2002, 9, 2), date(2002, 10, 14), date(2002, 11, 11), date(2002, 11, 28)]
TOTAL = Fraction(2_939_196)


def run(inputs: Mapping[str, Any] | None = None) -> Values:
    """Return the values of the workbook with other inputs."""
    return recomputed(FILE, inputs)


def column(values: Values, sheet: str, letter: str) -> list[CellValue]:
    """Return a column of a list with a line for each Purchaser."""
    return [values[f"{sheet}!{letter}{row}"] for row in LINES]


def amounts(as_of: date, accrual: Accrual | None = None) -> list[Fraction]:
    """Return the Note Amounts as the core computes them, line by line."""
    terms = accrual or Accrual(start=EFFECTIVE_DATE)
    return [NoteAmount(line.principal, terms, as_of).result for line in EXHIBIT_A]


def doubles(exact: list[Fraction]) -> list[float]:
    """Return exact values as cells hold them."""
    return [float(value) for value in exact]


def serial(day: date) -> float:
    """Return a day as a cell holds it."""
    return float((day - EXCEL_EPOCH).days)


def test_exhibit_a_is_that_of_the_agreement_and_5_to_1() -> None:
    """Six lines, each stated warrant 5 times the dollar; the totals are sums of ours."""
    sheet = load_workbook(BytesIO(FILE))["Exhibit A"]
    stated: list[Any] = [tuple(cell.value for cell in sheet[row][:3]) for row in LINES]
    assert stated == [(line.purchaser, line.principal, line.warrants) for line in EXHIBIT_A]
    values = run()
    assert column(values, "Exhibit A", "D") == [float(line.warrants) for line in EXHIBIT_A]
    assert set(column(values, "Exhibit A", "F")) == {"agrees"}
    assert values["out_principal"] == 2_939_196
    assert values["out_warrants"] == 14_695_980
    assert values["out_warrants_gap"] == -4
    # BAPEF holds 2,147,357 of 2,939,196
    assert values["Exhibit A!G12"] == 2_147_357 / 2_939_196


def test_two_whole_quarters_are_1_025_twice() -> None:
    """26,843 x 1.050625 = 28,201.93, worked by hand."""
    assert run({"in_as_of": date(2002, 6, 28)})["Accrual!E9"] == 28_201.93


@pytest.mark.parametrize("convention", list(InterestConvention))
@pytest.mark.parametrize("quarters", list(InterestQuarters))
def test_note_amounts_follow_date_convention_and_quarters(
    convention: InterestConvention, quarters: InterestQuarters
) -> None:
    """Cell by cell as the core computes them."""
    as_of = date(2002, 11, 5)
    values = run(
        {"in_as_of": as_of, "in_convention": convention.value, "in_quarters": quarters.value}
    )
    accrual = Accrual(start=EFFECTIVE_DATE, convention=convention, quarters=quarters)
    assert column(values, "Accrual", "E") == doubles(amounts(as_of, accrual))
    assert values["out_note_amount"] == pytest.approx(float(sum(amounts(as_of, accrual))))


def test_a_note_bought_for_cash_bears_interest_from_its_closing() -> None:
    """Only notes for Series B Notes start on the Effective Date (1.5)."""
    values = run({"Exhibit A!H9": "cash", "Exhibit A!I9": date(2002, 4, 1)})
    accrual = Accrual(start=date(2002, 4, 1))
    exact = NoteAmount(EXHIBIT_A[1].principal, accrual, date(2002, 8, 16)).result
    assert values["Accrual!E9"] == float(exact)
    assert values["Warrants!C9"] == serial(date(2007, 4, 1))


def test_interest_may_stop_at_maturity() -> None:
    """The reading of N-03 that is not ours."""
    late = {"in_as_of": date(2004, 1, 1)}
    continued, stopped = run(late), run(late | {"in_after_maturity": "stops"})
    assert column(continued, "Accrual", "E") == doubles(amounts(date(2004, 1, 1)))
    assert column(stopped, "Accrual", "E") == doubles(amounts(date(2003, 6, 30)))
    assert continued["out_overdue"] == "yes"


def test_the_schedule_shows_each_convention_beside_the_chosen_one() -> None:
    """Month 5 of BAPEF's note: interest of each, less that by actual/365."""
    values = run()
    principal, day = EXHIBIT_A[4].principal, date(2002, 5, 28)
    assert values["Schedule!B13"] == serial(day)
    own = NoteAmount(principal, Accrual(start=EFFECTIVE_DATE), day).result
    assert values["Schedule!D13"] == float(own)
    for letter, convention in zip(
        "FGHIJ", ("actual/365", "actual/360", "stub period", "exponent", "30/360"), strict=True
    ):
        accrual = Accrual(start=EFFECTIVE_DATE, convention=InterestConvention(convention))
        assert values[f"Schedule!{letter}13"] == float(
            NoteAmount(principal, accrual, day).result - own
        )


def test_an_exchange_gives_series_a_notes_and_reaches_common_stock() -> None:
    """On the later of the two days; half of one note, one without its joinder, one paid."""
    values = run(
        {
            "in_election_date": date(2002, 11, 8),
            "Exchange!C8": 0.5,
            "Exchange!E9": "no",
            "Exchange!D10": "yes",
        }
    )
    day = exchange.exchange_date(date(2002, 8, 30), date(2002, 11, 8))
    parts = [Fraction(1, 2), Fraction(0), Fraction(0), *[Fraction(1)] * 3]
    issued = [
        exchange.series_a_principal(amount, part) if part else Fraction(0)
        for amount, part in zip(amounts(day), parts, strict=True)
    ]
    assert column(values, "Exchange", "F") == ["yes", "no", "no", "yes", "yes", "yes"]
    assert column(values, "Exchange", "G") == doubles(issued)
    common = [float(exchange.NoteCommonShares(principal).result) for principal in issued]
    assert column(values, "Exchange", "J") == common
    assert values["out_common"] == sum(common)
    assert values["out_delivery_due"] == serial(
        exchange.DeliveryDue(date(2002, 8, 30), date(2002, 11, 8), HOLIDAYS).result
    )


def test_august_15_is_too_early_to_exchange() -> None:
    """August 16 is the first day (note 3(a)); the workbook says so and issues nothing."""
    values = run({"in_election_date": date(2002, 8, 15), "in_surrender_date": date(2002, 8, 15)})
    assert values["out_exchange_open"] == "no"
    assert values["out_series_a"] == 0
    sixteenth = {"in_election_date": date(2002, 8, 16), "in_surrender_date": date(2002, 8, 1)}
    assert run(sixteenth)["out_exchange_open"] == "yes"


def test_the_chain_of_2002_has_its_known_difference() -> None:
    """75,960 rounds from 75,959.93; 45,575,951 is 9 less than 4,557,596 / 60 x 600."""
    values = run()
    assert values["out_chain_3a"] == 4_557_596 / 60
    assert values["out_chain_common"] == 45_575_960
    assert values["out_chain_gap"] == -9


@pytest.mark.parametrize("measure", ["Note Amount", "principal"])
def test_a_prepayment_is_shared_among_the_notes_outstanding(measure: str) -> None:
    """A note exchanged before the day drops out; one exchanged on the day does not."""
    day, amount = date(2002, 9, 30), Fraction("1234567.89")
    values = run(
        {
            "in_prepay_date": day,
            "in_prepay_amount": float(amount),
            "in_deposit": float(amount),
            "in_measure": measure,
            "Prepayment!D8": day - timedelta(days=1),
            "Prepayment!D9": day,
        }
    )
    weights = amounts(day) if measure == "Note Amount" else [line.principal for line in EXHIBIT_A]
    shares = exchange.ProRataPrepayment(amount, [Fraction(0), *weights[1:]]).result
    assert column(values, "Prepayment", "G") == doubles(list(shares))
    assert values["out_prepaid"] == pytest.approx(float(amount))
    interest = amounts(day)[4] - EXHIBIT_A[4].principal
    assert values["Prepayment!H12"] == pytest.approx(float(min(interest, shares[4])))


@pytest.mark.parametrize(
    ("day", "deposit"),
    [
        (date(2002, 8, 15), 0),
        (date(2002, 8, 16), 0),
        (date(2002, 8, 16), 1_000_000),
        (date(2002, 8, 16), 999_999.99),
        (date(2002, 8, 14), 0),
    ],
)
def test_notice_and_deposit_decide_on_a_prepayment(day: date, deposit: float) -> None:
    """30 days exactly from July 16; after August 15 the whole amount is deposited."""
    notice = date(2002, 7, 16)
    values = run({"in_prepay_notice": notice, "in_prepay_date": day, "in_deposit": deposit})
    allowed = exchange.Prepayment(
        notice=notice, day=day, amount=Fraction(1_000_000), deposit=Fraction(str(deposit))
    ).result
    assert values["out_prepay_allowed"] == ("yes" if allowed else "no")
    assert (values["Checks!B4"] == "ALL CHECKS OK") is allowed


def test_interest_is_grossed_up_to_the_cent_above() -> None:
    """Net over one less the rate; the payment never nets less."""
    values = run({"in_withholding": 0.15})
    interest = sum(amounts(date(2002, 8, 16))) - TOTAL
    rate = Fraction("0.15")
    assert values["out_gross"] == pytest.approx(float(gross_up(interest, rate)), rel=1e-14)
    paid = gross_up_payment(interest, rate)
    assert values["out_gross_paid"] == float(paid)
    borne = paid - interest + 1_000  # of stamp taxes (6.1(a), (m))
    assert values["out_taxes_borne"] == pytest.approx(float(borne), abs=0.01)


def test_the_history_replays_the_events() -> None:
    """Ratchet, dividend, combination; the expiry undoes the ratchet (worked by hand)."""
    values = run()
    dividend = Fraction(120, 126)
    prices = [
        Fraction("0.1"),
        Fraction("0.08"),
        Fraction("0.08") * dividend,
        Fraction("0.08") * dividend * 20,
        Fraction("0.08") * dividend * 20,
        Fraction("0.1") * dividend * 20,
    ]
    assert [values[f"Warrant History!D{row}"] for row in range(8, 14)] == doubles(prices)
    shares = [14_695_980 * Fraction("0.1") / price for price in prices]
    assert [values[f"Warrant History!E{row}"] for row in range(8, 14)] == doubles(shares)
    assert values["Warrant History!A14"] == ""
    # the steps of the chart: before and after the first issue
    assert (values["Warrant History!I10"], values["Warrant History!I11"]) == (0.1, 0.08)


def test_without_events_the_warrants_stand_as_issued() -> None:
    """An empty log is no fault."""
    values = run({f"Events!{letter}{row}": None for letter in "ABCDEFGH" for row in range(8, 14)})
    assert values["out_price_now"] == 0.1
    assert values["out_shares_now"] == 14_695_980
    assert values["Warrant History!C8"] == "start"


def test_a_split_of_three_for_two_gives_whole_shares() -> None:
    """1,342,100 and 268,420 times 3/2; at 0.0666666666666667 they were a share fewer."""
    blank = {f"Events!{letter}{row}": None for letter in "ABCDEFGH" for row in range(8, 14)}
    split = {"Events!A8": date(2002, 9, 16), "Events!B8": "split", "Events!F8": 1.5}
    values = run(blank | split)
    by_purchaser = dict(
        zip(column(values, "Warrants", "A"), column(values, "Warrants", "F"), strict=True)
    )
    assert by_purchaser["John Gerard Cantillon"] == 2_013_150
    assert by_purchaser["Jack Tai-on Poon"] == 402_630
    # 2,013,145 x 3/2 is 3,019,717.5
    assert by_purchaser["Phillip E. Kelly"] == 3_019_717


def test_native_twins_count_whole_shares_as_the_functions_do() -> None:
    """3 shares for each $10 of 4,557,590 are 1,367,277, though 10/3 arrives cut."""
    values = run(
        {
            "in_price_3a": 3.33333333333333,
            "in_common_per_3a": 1,
            "in_series_a_stated": 4_557_590,
            "in_shares_per_dollar": 0.333333333333333,
        }
    )
    assert values["out_chain_common"] == 1_367_277
    # 402,629, 26,843, 268,420, 53,684, 2,147,357 and 40,263 by 3; 40,263 is 3 x 13,421
    assert column(values, "Exhibit A", "D") == [134_209, 8_947, 89_473, 17_894, 715_785, 13_421]
    checks = load_workbook(BytesIO(FILE))["Checks"]
    twins = [
        row
        for row in range(8, checks.max_row + 1)
        if str(checks[f"A{row}"].value).endswith(
            ("the warrant coverage", "the common shares", "the whole shares", "the net exercise")
        )
    ]
    assert len(twins) == 4
    assert all(values[f"Checks!B{row}"] == values[f"Checks!C{row}"] for row in twins)


@pytest.mark.parametrize("reading", list(FairValueDays))
@pytest.mark.parametrize("election", [date(2005, 2, 1), date(2005, 1, 31)])
def test_the_thirty_day_value_and_the_net_exercise(reading: FairValueDays, election: date) -> None:
    """From the prices of the sheet, in each reading."""
    days = 30 if reading is FairValueDays.CALENDAR else 15
    values = run(
        {
            "in_exercise_election": election,
            "in_fmv_reading": reading.value,
            "in_fmv_days": days,
            "in_designated": 123_457,
        }
    )
    sheet = load_workbook(BytesIO(FILE))["Prices"]
    closes = [
        Close(day=day.value.date(), price=Fraction(str(close.value)))
        for day, close in sheet["A8:B31"]
        if close.value is not None
    ]
    market = FairMarketValue(closes=closes, election=election, days=days, reading=reading)
    assert values["out_fmv"] == float(market.result)
    price = Fraction(40, 21)  # 0.1 x 120/126 x 20
    net = exercise.NetExercise(Fraction(123_457), market.result, price)
    assert values["out_net_shares"] == net.result
    cash = exercise.NetExerciseCash(net).result
    assert values["out_net_cash"] == float(cash)
    cash_exercise = exercise.CashExercise(
        designated=123_457, covered=Fraction(563_681), purchase_price=price
    )
    assert values["out_exercise_payment"] == float(cash_exercise.payment)
    assert values["out_exercise_left"] == cash_exercise.left


def test_without_a_market_the_boards_value_counts() -> None:
    """Warrant 1(b)(iii); at or below the Purchase Price nothing is received."""
    values = run({"in_active_market": "no", "in_board_value": 1.9})
    assert (values["out_fmv"], values["out_net_shares"]) == (1.9, 0)


@pytest.mark.parametrize("seconds", [0, 1])
def test_a_warrant_ends_at_5_pm_pacific_standard_time(seconds: int) -> None:
    """Issued May 15, 2002: in May 2007 the prevailing clock is an hour earlier in UTC."""
    moment = datetime(2007, 5, 16, 1, 0, seconds)  # noqa: DTZ001 - a cell
    values = run({"in_first_closing": date(2002, 5, 15), "in_exercise_moment": moment})
    end = warrant_expiration(date(2002, 5, 15))
    assert values["out_expiration"] == serial(end)
    for name, clock in (
        ("out_exercisable", PacificTime.STANDARD),
        ("out_exercisable_prevailing", PacificTime.PREVAILING),
    ):
        in_time = ExerciseInTime(moment, end, clock).result
        assert values[name] == ("yes" if in_time else "no"), name


@pytest.mark.parametrize(
    "fault",
    [
        {"Exhibit A!C8": 2_013_144},
        {"Exhibit A!B12": 2_147_358},
        {"in_common_stated": 45_575_960},
        {"in_series_3a_stated": 75_959},
        {"Days off!A12": date(2002, 1, 22)},
        {"in_maturity": date(2004, 6, 30)},
        {"in_designated": 600_000},
        {"in_prepay_amount": 3_500_000, "in_deposit": 3_500_000},
        {"in_exercise_moment": datetime(2007, 2, 1, 1, 1)},  # noqa: DTZ001 - a cell
        {"in_prepay_notice": date(2002, 8, 1)},
        {"Accrual!E12": 2_286_353.88},
    ],
)
def test_a_planted_fault_is_found_by_a_check(fault: Mapping[str, Any]) -> None:
    """A wrong figure, a day out of order, an overwritten formula."""
    assert run(fault)["README!B4"] != "ALL CHECKS OK"


def test_an_unknown_event_is_refused_and_not_passed_over() -> None:
    """Nothing in the place of the history, not a price that forgot it."""
    values = run({"Events!B8": "merger"})
    assert values["out_price_now"] == ""
    assert 'event, is "merger"' in str(values["out_why_not"])
    assert str(values["Checks!K6"]).startswith("Events: event, row 8 does not fit; one of ")
    assert str(values["README!B4"]).endswith("TO LOOK AT")


def test_an_event_that_lacks_a_figure_is_named_and_not_passed_over() -> None:
    """Nothing in the history, not a price that forgot the split."""
    values = run({"Events!F10": None})
    assert values["out_price_now"] == ""
    assert "Events: ratio, row 10 does not fit" in str(values["Checks!K6"])
    assert str(values["README!B4"]).endswith("TO LOOK AT")
