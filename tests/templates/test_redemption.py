"""``redemption.xlsx``: equal to the law computed directly, and moved by its inputs as it says."""

from datetime import date, datetime
from fractions import Fraction

import pytest
from holidays import country_holidays

from tests.templates.conftest import (
    Recompute,
    Values,
    blank_file,
    recomputed,
    shipped_file,
    stored_values,
)
from xl_udfs.cells import EXCEL_EPOCH, ExcelError
from xl_udfs.core.price.terms import SERIES_5A_REDEMPTION
from xl_udfs.core.readings import (
    BusinessDayCount,
    ExcusedDays,
    RedemptionTier,
    RemediedEvent,
)
from xl_udfs.core.series_5a.holder_redemption import HolderRedemption
from xl_udfs.core.series_5a.redemption import (
    ConversionWindow,
    RedemptionAmount,
    RedemptionNotice,
    RedemptionPrice,
)
from xl_udfs.core.series_5a.redemption_payment import (
    PaymentDue,
    RedemptionAllocation,
    RedemptionCapacity,
    SharesDeferred,
    payment_status,
)
from xl_udfs.core.series_5a.registration import EffectivenessEnd, RegistrationTrigger
from xl_udfs.core.series_5a.triggers import (
    ConversionFailure,
    RunTrigger,
    breach_trigger,
    refusal_trigger,
)

OIP, CLOSING = Fraction(1_000), date(2005, 7, 18)
HOLIDAYS = set(country_holidays("US", years=range(2007, 2009)))
NOTICE, REDEMPTION = date(2007, 7, 10), date(2007, 7, 18)
AS_OF = date(2007, 5, 25)
HELD = [600, 450, 278, 150]
UNDER_NOTICE = [600, 0, 278, 0]
LETTERS = "BCDE"


@pytest.fixture(scope="session")
def committed() -> bytes:
    """Return the workbook as it is in the repository."""
    return shipped_file("redemption")


@pytest.fixture(scope="module")
def stored(committed: bytes) -> Values:
    """Return the stored values by cell, and of the results by name."""
    return stored_values(committed)


def column(values: Values, sheet: str, letter: str, first: int = 8, rows: int = 4) -> list[object]:
    """Return so many cells of a column."""
    return [values[f"{sheet}!{letter}{row}"] for row in range(first, first + rows)]


def serial(day: date) -> int:
    """Return a day as a recomputed cell holds it."""
    return (day - EXCEL_EPOCH).days


def midnight(day: date) -> datetime:
    """Return a day as a stored cell is read."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - as cells have it


def yes(*, holds: bool) -> str:
    """Return how a sheet says whether something holds."""
    return "yes" if holds else "no"


def test_the_price_of_every_listed_day_is_that_of_the_law(stored: Values) -> None:
    """Each anniversary and the day after it, and the four tiers of II.I."""
    for row in range(34, 42):
        day = stored[f"Price!A{row}"]
        assert isinstance(day, datetime)
        price = RedemptionPrice(OIP, CLOSING, day.date(), SERIES_5A_REDEMPTION).result
        assert stored[f"Price!B{row}"] == stored[f"Price!C{row}"] == price
    assert column(stored, "Price", "H") == [1_200, 1_100, 1_050, 1_000]
    assert stored["Price!G8"] == midnight(date(2006, 7, 18))
    assert stored["Price!F9"] == midnight(date(2006, 7, 19))


def test_the_chart_steps_where_the_price_steps(stored: Values) -> None:
    """Both ends of each tier, at the price of that day."""
    days, prices = (column(stored, "Price", letter, 46, 8) for letter in "AB")
    assert prices == [1200, 1200, 1100, 1100, 1050, 1050, 1000, 1000]
    assert days[1:3] == [
        midnight(date(2006, 7, 18)),
        midnight(date(2006, 7, 19)),
    ]


def test_the_starting_tier_moves_the_anniversary(recompute: Recompute) -> None:
    """The other reading pays the lower price a day earlier."""
    values = recompute({"in_tier_reading": "starting tier"})
    starting = RedemptionPrice(
        OIP, CLOSING, REDEMPTION, SERIES_5A_REDEMPTION, RedemptionTier.STARTING
    ).result
    assert values["out_redemption_price"] == starting == 1_050
    assert values["Checks!B4"] == "ALL CHECKS OK"


def test_another_company_has_its_own_tiers() -> None:
    """150% of $2.50 for three years from March 1, 2022, then $3.00: the last day is the higher."""
    blank = blank_file("redemption")
    assert [recomputed(blank)[f"Price!{letter}8"] for letter in "AEH"] == ["", "", ""]
    own = {"in_closing_date": date(2022, 3, 1), "in_original_issue_price": 2.5, "Price!B8": 1.5}
    own |= {"Price!D8": 36, "Price!C9": 3, "Price!A38": date(2025, 3, 1)}
    own |= {"Price!A39": date(2025, 3, 2), "in_redemption_date": date(2026, 1, 2)}
    values = recomputed(blank, own)
    assert column(values, "Price", "A") == ["up to month 36", "afterwards", "", ""]
    assert column(values, "Price", "H") == [3.75, 3, "", ""]
    assert column(values, "Price", "B", 38, 2) == column(values, "Price", "C", 38, 2) == [3.75, 3]
    assert values["out_redemption_price"] == 3
    assert not [place for place, value in values.items() if isinstance(value, ExcelError)]


def test_case_1_is_that_of_the_law(stored: Values) -> None:
    """Notice, window, pro rata, amounts and the day of payment (V.A, V.C)."""
    assert stored["out_notice_valid"] == yes(
        holds=RedemptionNotice(NOTICE, REDEMPTION, HOLIDAYS).result
    )
    due = PaymentDue(NOTICE, HOLIDAYS).result
    assert stored["out_company_due"] == midnight(due)
    assert stored["out_company_status"] == payment_status(REDEMPTION, due, date(2007, 7, 20)).value
    converts = []
    for row, held in enumerate(HELD, start=8):
        received, delivered = stored[f"Holders!C{row}"], stored[f"Holders!D{row}"]
        named = stored[f"Holders!E{row}"]
        assert isinstance(received, datetime)
        in_time = isinstance(delivered, datetime) and ConversionWindow(received, delivered).result
        converts.append(min(held, int(str(named))) if in_time else 0)
    assert column(stored, "Company", "E") == converts == [0, 100, 0, 0]
    entitled = [held - gone for held, gone in zip(HELD, converts, strict=True)]
    redeemed = RedemptionAllocation(1_000, entitled).result
    assert column(stored, "Company", "H") == redeemed
    amounts = [RedemptionAmount(n, OIP, CLOSING, REDEMPTION, Fraction(10)).result for n in redeemed]
    assert column(stored, "Company", "I") == amounts
    assert stored["out_company_amount"] == sum(amounts) == 1_110_000


def test_a_notice_a_day_late_is_found(recompute: Recompute) -> None:
    """Five business days must lie between; a holiday of one's own counts too."""
    for changes in (
        {"in_company_notice": date(2007, 7, 12)},
        {"Days off!C12": date(2007, 7, 16), "in_company_notice": date(2007, 7, 11)},
        {"in_day_reading": "clear days", "in_company_notice": date(2007, 7, 11)},
    ):
        notice = changes["in_company_notice"]
        assert isinstance(notice, date)
        own = {day for day in changes.values() if isinstance(day, date) and day != notice}
        reading = BusinessDayCount(changes.get("in_day_reading", "event day"))
        lawful = RedemptionNotice(notice, REDEMPTION, HOLIDAYS | own, 5, reading).result
        values = recompute(changes)
        assert values["out_notice_valid"] == yes(holds=lawful) == "no"
        assert values["out_company_due"] == serial(PaymentDue(notice, HOLIDAYS | own).result)
        assert values["Checks!B4"] == "1 TO LOOK AT"


def test_the_window_closes_a_second_after_24_hours(recompute: Recompute) -> None:
    """Receipt at 17:30: 17:30:00 the next day is in time, 17:30:01 is not."""
    late = datetime(2007, 7, 11, 17, 30, 1)  # noqa: DTZ001 - as cells have it
    values = recompute({"Holders!D9": late})
    assert values["Company!D9"] == "too late"
    assert column(values, "Company", "H") == RedemptionAllocation(1_000, HELD).result
    assert values["Checks!B4"] == "ALL CHECKS OK"


@pytest.mark.parametrize(
    ("paid", "as_of"),
    [
        (None, date(2007, 7, 17)),
        (None, date(2007, 7, 24)),
        (None, date(2007, 7, 25)),
        (date(2007, 7, 19), date(2007, 7, 25)),
    ],
)
def test_the_status_of_the_payment(recompute: Recompute, paid: date | None, as_of: date) -> None:
    """Not yet redeemed, redeemed but unpaid, overdue, paid."""
    values = recompute({"in_company_paid": paid, "in_company_as_of": as_of})
    expected = payment_status(REDEMPTION, PaymentDue(NOTICE, HOLIDAYS).result, as_of, paid)
    assert values["out_company_status"] == expected.value


def test_a_long_notice_is_not_overdue_before_its_day(recompute: Recompute) -> None:
    """CLAUSES 6, P-44: nothing is redeemed yet, and the due date is literal."""
    redemption, due = date(2007, 9, 4), PaymentDue(NOTICE, HOLIDAYS).result
    found = []
    for as_of in (date(2007, 8, 1), redemption):
        values = recompute(
            {
                "in_redemption_date": redemption,
                "in_company_as_of": as_of,
                "in_company_paid": None,
            }
        )
        assert values["out_company_due"] == serial(due)
        assert values["out_company_status"] == payment_status(redemption, due, as_of).value
        found.append(values["out_company_status"])
    assert found == ["not yet redeemed", "overdue"]


def day_flags(values: Values) -> tuple[list[date], list[bool], list[bool], list[bool]]:
    """Return the trading days, those without a statement, excused ones, and unlisted ones."""
    rows = range(8, 38)
    days = [values[f"Trading days!A{row}"] for row in rows]
    assert all(isinstance(day, datetime) for day in days)
    words = {
        letter: [values[f"Trading days!{letter}{row}"] == "yes" for row in rows]
        for letter in "BCDE"
    }
    end = EffectivenessEnd(date(2006, 3, 1)).result
    dates = [day.date() for day in days if isinstance(day, datetime)]
    missing = [
        day <= min(AS_OF, end) and not there for day, there in zip(dates, words["B"], strict=True)
    ]
    excused = [a or b for a, b in zip(words["C"], words["D"], strict=True)]
    return dates, missing, excused, [not there for there in words["E"]]


def test_the_events_are_those_of_the_law(stored: Values) -> None:
    """Each of the five, on the day on which the Redemption Notices are delivered (II.N)."""
    days, missing, excused, unlisted = day_flags(stored)
    assert stored["out_event_registration"] == yes(
        holds=RegistrationTrigger(CLOSING, AS_OF, date(2006, 3, 1)).result
    )
    assert RunTrigger(missing, 20, excused).result
    assert stored["out_event_statement"] == "yes"  # and the run still goes on
    first = next(n for n in range(1, 31) if RunTrigger(missing[:n], 20, excused[:n]).result)
    assert stored["out_statement_since"] == midnight(days[first - 1])
    assert RunTrigger(unlisted, 5, in_effect=RemediedEvent.STAYS).result
    assert stored["out_event_listing"] == "no"  # it occurred, and is no longer in effect
    first = next(n for n in range(1, 31) if RunTrigger(unlisted[:n], 5).result)
    assert stored["out_listing_since"] == midnight(days[first - 1])
    assert refusal_trigger(date(2007, 3, 1), AS_OF)
    assert stored["out_event_refusal"] == "no"  # it ended on April 2, before the day
    failed = ConversionFailure(date(2007, 3, 5), AS_OF, None, HOLIDAYS).result
    assert stored["Notices!F8"] == yes(holds=failed) == "yes"
    assert stored["Notices!H8"] == "no longer in effect"
    breached = breach_trigger(date(2007, 4, 2), AS_OF, None, 30)
    assert stored["Notices!G15"] == yes(holds=breached) == "yes"
    assert (stored["out_event_conversion"], stored["out_event_breach"]) == ("no", "no")
    assert stored["out_event"] == "yes"


def test_the_readings_of_a_run_are_those_of_the_law(recompute: Recompute, stored: Values) -> None:
    """A black-out breaks a run or pauses it; an event over ends or stays."""
    _, missing, excused, _ = day_flags(stored)
    excused[15] = True
    for reading in ExcusedDays:
        values = recompute({"Trading days!C23": "yes", "in_excused_reading": reading.value})
        lawful = RunTrigger(missing, 20, excused, reading).result
        assert values["out_event_statement"] == yes(holds=lawful)
        assert values["Checks!B4"] == "ALL CHECKS OK"
    assert recompute({"in_late_reading": "stays"})["out_event_listing"] == "yes"


@pytest.mark.parametrize("reading", RemediedEvent)
@pytest.mark.parametrize(("performed", "cured"), [(None, None), (AS_OF, AS_OF)])
def test_what_is_remedied_late_is_in_effect_by_the_reading(
    recompute: Recompute,
    performed: date | None,
    cured: date | None,
    reading: RemediedEvent,
) -> None:
    """One reading for all limbs; nobody agreed that the events have ended (V.B)."""
    values = recompute(
        {
            "Notices!C8": performed,
            "Notices!D8": None,
            "Notices!C15": cured,
            "Notices!D15": None,
            "in_late_reading": reading.value,
        }
    )
    failed = ConversionFailure(
        date(2007, 3, 5), AS_OF, performed, HOLIDAYS, in_effect=reading
    ).result
    breached = breach_trigger(date(2007, 4, 2), AS_OF, cured, 30, reading)
    assert values["out_event_conversion"] == yes(holds=failed)
    assert values["out_event_breach"] == yes(holds=breached)
    assert failed is breached is (performed is None or reading is RemediedEvent.STAYS)
    assert values["Checks!B4"] == "ALL CHECKS OK"


@pytest.mark.parametrize("declared", [None, date(2006, 10, 18), date(2006, 10, 19)])
@pytest.mark.parametrize("reading", RemediedEvent)
def test_a_late_statement_is_an_event_by_the_reading(
    recompute: Recompute, declared: date | None, reading: RemediedEvent
) -> None:
    """Fifteen months after the Closing Date end on October 18, 2006, which is in time."""
    values = recompute({"in_declared_effective": declared, "in_late_reading": reading.value})
    lawful = RegistrationTrigger(CLOSING, AS_OF, declared, 15, reading).result
    assert values["out_event_registration"] == yes(holds=lawful)
    assert values["Checks!B4"] == "ALL CHECKS OK"


def test_case_2_is_that_of_the_law_payment_by_payment(stored: Values) -> None:
    """Capacity, pro rata, amounts and what is carried forward (V.B to V.D)."""
    limits = (300_000, 250_000, 200_000, 900_000)
    dividends = (10, 10, 30, 0)
    left = UNDER_NOTICE
    for letter, limit, dividend in zip(LETTERS, limits, dividends, strict=True):
        price = OIP + dividend
        capacity = RedemptionCapacity(Fraction(limit), price, sum(left)).result
        redeemed = RedemptionAllocation(capacity, left).result
        paid = [
            HolderRedemption(
                shares=Fraction(n), original_issue_price=OIP, dividend_per_share=Fraction(dividend)
            ).result
            for n in redeemed
        ]
        assert stored[f"Payments!{letter}16"] == capacity
        assert column(stored, "Payments", letter, 38) == redeemed
        assert column(stored, "Payments", letter, 45) == paid
        left = SharesDeferred(left, redeemed).result
        assert column(stored, "Payments", letter, 52) == left
    assert stored["out_left"] == sum(left) == 0
    assert stored["out_holder_due"] == midnight(PaymentDue(date(2007, 5, 24), HOLIDAYS).result)


def test_half_of_the_shares_is_no_majority(recompute: Recompute) -> None:
    """739 of 1,478 ask in vain, 740 do not; nothing is then paid."""
    half = {"Holders!B8": 739, "Holders!B9": 311, "Holders!F10": None}
    values = recompute(half)
    assert (values["out_right"], values["out_first_redeemed"]) == ("no", 0)
    assert values["Checks!B4"] == "ALL CHECKS OK"
    more = recompute({**half, "Holders!B8": 740, "Holders!B9": 310})
    assert (more["out_right"], more["out_first_redeemed"]) == ("yes", 297)


def test_without_surplus_nothing_is_redeemed_and_everything_waits(recompute: Recompute) -> None:
    """Section 160: no surplus, no redemption; the obligation remains (V.D)."""
    values = recompute({"in_surplus": -5})
    assert (
        values["out_first_redeemed"] == RedemptionCapacity(Fraction(-5), OIP + 10, 878).result == 0
    )
    assert (values["out_carried"], values["Payments!B19"]) == (878, "surplus")
    assert values["Checks!B4"] == "ALL CHECKS OK"


def test_the_twin_of_the_capacity_knows_a_price_that_was_cut(recompute: Recompute) -> None:
    """At $500/3 a share $100,000 pays for 600, though 166.666666666667 is a hair more."""
    cents = {"in_original_issue_price": 166.666666666667, "in_holder_dividend": 0}
    values = recompute({**cents, "in_surplus": 100_000})
    assert (values["Payments!B16"], values["Payments!B20"]) == (600, 600)


def test_a_later_request_for_fewer_shares_leaves_the_rest(recompute: Recompute) -> None:
    """A holder asks for what it wants; the rest is carried on."""
    values = recompute({"Payments!C24": 50, "Payments!C26": 20})
    assert column(values, "Payments", "C", 38) == [50, 0, 20, 0]
    assert column(values, "Payments", "C", 52) == [347, 0, 164, 0]


@pytest.mark.parametrize(
    "fault",
    [
        {"Holders!B8": 599},  # shares that are no one's
        {"Holders!A9": "Holder A (example)"},  # a name twice
        {"Holders!E9": None},  # a notice for no shares
        {"Holders!G8": 601},  # more asked for than held
        {"Trading days!A9": date(2007, 4, 16)},  # a day twice
        {"Trading days!B20": None},  # an unknown day
        {"Company!H8": 434},  # an overwritten formula
        {"Payments!B38": 204},
        {"Payments!D8": date(2007, 9, 28)},  # requests out of order
        {"Payments!C24": 398},  # more than is left
        {"Notices!B9": None, "Notices!C9": date(2007, 5, 1)},  # performed, but not received
        {"Price!B38": 1_201},
        {"in_last_year": 2007, "in_redemption_date": date(2008, 7, 18)},
        {"in_first_year": 2000},  # more holidays than rows
        {"in_company_means": 1_000_000},
    ],
)
def test_a_planted_fault_fails_a_check(recompute: Recompute, fault: dict[str, object]) -> None:
    """The master check on every sheet says so."""
    values = recompute(fault)
    assert str(values["Checks!B4"]).endswith("TO LOOK AT")
    assert values["README!B4"] == values["Checks!B4"]


def test_a_receipt_is_asked_for_where_the_company_gave_notice() -> None:
    """Holders who ask for redemption themselves have none: their rows were entries that miss it."""
    holder = {"Holders!A8": "Ann", "Holders!B8": 100.0, "in_shares_outstanding": 100.0}
    blank = blank_file("redemption")
    assert "TO FILL" in str(recomputed(blank, holder)["Checks!B4"])
    told = recomputed(blank, holder | {"in_company_notice": NOTICE})
    assert str(told["Checks!K6"]).startswith("Holders: Company notice received, row 8 does not fit")
