"""``liquidation.xlsx``: equal to the law computed directly, and moved by its inputs as it says."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.templates.conftest import (
    Recompute,
    Values,
    blank_file,
    recomputed,
    shipped_file,
    stored_values,
)
from xl_udfs.cells import ExcelError
from xl_udfs.core.allocation import ProRata
from xl_udfs.core.captable.breakpoints import Breakpoints
from xl_udfs.core.captable.waterfall import Participation, Payouts, StockClass
from xl_udfs.core.readings import ObjectionPeriod, RetainedEarningsLimit
from xl_udfs.core.rounding import cents
from xl_udfs.core.series_5a.appraisal import (
    AppraisalDemand,
    AppraisedValue,
    Objector,
    ValuationDeadline,
    ValuationStep,
    appraisal_fees_payer,
)
from xl_udfs.core.series_5a.conversion import conversion_rate
from xl_udfs.core.series_5a.dividends import dividend_allowed, dividends_owed
from xl_udfs.core.series_5a.liquidation import (
    LiquidationPreference,
    Transaction,
    deemed_liquidation,
    preference_after_fees,
)
from xl_udfs.core.series_5a.prices import MarketPrice, Quote

F = Fraction
OIP, CP = F(1_000), F("0.3125")
DAYS = range(8, 30)
SHARES = (1_478, 600, 450, 278, 150)
NAMES = ("Series 1-A", "Series 2-A", "Series 5-A", "Common")


@pytest.fixture(scope="session")
def committed() -> bytes:
    """Return the workbook as it is in the repository."""
    return shipped_file("liquidation")


@pytest.fixture(scope="module")
def stored(committed: bytes) -> Mapping[str, Any]:
    """Return the stored values by cell, and those with a name by name."""
    return stored_values(committed)


def column(values: Values, sheet: str, letter: str, first: int, rows: int) -> list[Any]:
    """Return so many cells of a column."""
    return [values[f"{sheet}!{letter}{row}"] for row in range(first, first + rows)]


def money(value: object) -> Fraction | None:
    """Return a number exactly, None for a blank."""
    return None if value is None else F(str(value))


def classes(preference: Fraction, seniors: tuple[int, int] = (1, 2)) -> list[StockClass]:
    """Return the four classes of the example, with a preference of the Series 5-A."""
    rate = conversion_rate(OIP, CP, F(59_120, 1_478))
    none = Participation.NONE
    return [
        StockClass(
            name=NAMES[0],
            seniority=seniors[0],
            preference=F(1_000_000),
            shares=F(50_000),
            participation=none,
            as_if_without=frozenset({NAMES[2]}),
        ),
        StockClass(
            name=NAMES[1],
            seniority=seniors[1],
            preference=F(1_500_000),
            shares=F("1.42") * 80_000,
            participation=none,
            as_if_without=frozenset({NAMES[2]}),
        ),
        StockClass(
            name=NAMES[2],
            seniority=3,
            preference=preference,
            shares=1_478 * rate,
            participation=none,
            convertible=True,
        ),
        StockClass(name=NAMES[3], shares=F(2_101_345)),
    ]


def test_the_market_price_is_that_of_the_law(stored: dict[str, Any]) -> None:
    """Twenty days, one of them without a sale, an earlier one without any price (IV.B)."""
    quotes = [
        Quote(
            last_sale=money(stored[f"Prices!B{row}"]),
            bid=money(stored[f"Prices!C{row}"]),
            asked=money(stored[f"Prices!D{row}"]),
        )
        for row in DAYS
    ]
    assert sum(quote.last_sale is None for quote in quotes) == 2
    assert stored["out_market_price"] == pytest.approx(float(MarketPrice(quotes).result), rel=1e-14)


def test_the_valuation_is_that_of_the_law(stored: dict[str, Any]) -> None:
    """Objections, deadlines, the pick of the final appraiser, and who bears the fees."""
    objectors = [
        Objector(
            shares=F(stored[f"Objections!B{row}"]),
            received=stored[f"Objections!C{row}"].date(),
            objected=day.date() if (day := stored[f"Objections!D{row}"]) else None,
        )
        for row in range(8, 13)
    ]
    assert AppraisalDemand(objectors, F(1_478)).result
    assert stored["out_demanded"] == "yes"
    for name, step, start in (
        ("notice_due", ValuationStep.BOARD_NOTICE, "determined"),
        ("joint_due", ValuationStep.JOINT_APPRAISER, "objected"),
        ("own_due", ValuationStep.OWN_APPRAISERS, "objected"),
        ("first_due", ValuationStep.REPORT, "first_appointed"),
        ("second_due", ValuationStep.REPORT, "second_appointed"),
        ("final_due", ValuationStep.REPORT, "final_appointed"),
    ):
        due = ValuationDeadline(step, stored[f"in_{start}"].date()).result
        assert stored[f"out_{name}"].date() == due, name
    final = AppraisedValue(F(420_000), F(480_000), F(420_000)).result
    assert stored["out_final_value"] == final
    assert stored["out_payer"] == appraisal_fees_payer(final, F(400_000)).value == "holders"


def test_preference_and_waterfall_are_those_of_the_law(stored: dict[str, Any]) -> None:
    """From the dividends to the payout of each class and each holder, to the cent."""
    assert deemed_liquidation(Transaction.ACQUISITION, F("0.2"), domicile_change=False)
    assert stored["out_deemed"] == "yes"
    assert dividend_allowed(F(40), F(0), F(40), senior_dividends_paid=True)
    assert stored["out_dividend_allowed"] == "yes"
    owed = dividends_owed(F(59_120), F(0))
    preference = LiquidationPreference(F(1_478), OIP, owed, F(20_000)).result
    after = preference_after_fees(preference, F(60_000))
    assert (stored["out_preference"], stored["out_preference_paid"]) == (preference, after)
    assert [preference, after] == [F(1_498_000), F(1_438_000)]  # 1,478,000 + 20,000, less 60,000
    proceeds = 4_000_000 + 1_000_000 * F("1.045") + 420_000 - 250_000 - 60_000
    assert stored["out_distributable"] == proceeds
    paid = Payouts(proceeds, classes(after)).result
    assert column(stored, "Classes", "K", 40, 4) == pytest.approx([float(x) for x in paid])
    for place, letter in enumerate("NOPQ"):
        held = [F(n) for n in column(stored, "Holders", "BCDE"[place], 10, 5)]
        parts = ProRata(cents(paid[place]), held, F("0.01")).result
        assert column(stored, "Holders", letter, 10, 5) == [float(part) for part in parts]


def test_breakpoints_and_payouts_are_those_of_the_law(stored: dict[str, Any]) -> None:
    """Each with its reason; and the payouts that the charts draw."""
    after = F(1_438_000)
    found = Breakpoints(classes(after)).result
    assert column(stored, "Breakpoints", "C", 9, 4) == [each.reason for each in found]
    at = [float(each.proceeds) for each in found]
    assert column(stored, "Breakpoints", "B", 9, 4) == pytest.approx(at)
    assert stored["Breakpoints!B13"] in {None, ""}
    for row in range(59, 100):
        value = stored[f"Payouts!A{row}"]
        assert value == 200_000 * (row - 59)
        expected = [float(part) for part in Payouts(F(value), classes(after)).result]
        assert [stored[f"Payouts!{letter}{row}"] for letter in "BCDE"] == pytest.approx(expected)


@pytest.mark.parametrize("reading", RetainedEarningsLimit)
@pytest.mark.parametrize("retained", [-1, 0, 59_120, 2_000_000])
def test_retained_earnings_limit_what_the_reading_says(
    recompute: Recompute, retained: int, reading: RetainedEarningsLimit
) -> None:
    """A deficit counts as none; enough of them pays every dividend."""
    values = recompute({"in_retained_earnings": retained, "in_limit_reading": reading.value})
    lawful = LiquidationPreference(F(1_478), OIP, F(59_120), F(retained), reading).result
    assert values["out_preference"] == lawful
    assert values["Checks!B4"] == "ALL CHECKS OK"


@pytest.mark.parametrize(
    ("changes", "final", "payer"),
    [
        ({"in_first": 432_000}, F(456_000), "company"),  # exactly 90%: the mean, 14% above
        ({"in_first": 431_999, "in_chosen": 480_000}, F(480_000), "company"),
        ({"in_joint_value": 440_000}, F(440_000), "holders"),  # exactly 10% above
        ({"in_joint_value": 440_001}, F(440_001), "company"),
        ({"Objections!D8": None}, F(400_000), "no appraisal"),  # 450 of 1,478 object
    ],
)
def test_the_valuation_follows_its_inputs(
    recompute: Recompute, changes: dict[str, object], final: Fraction, payer: str
) -> None:
    """Mean, pick, joint appraiser, no appraisal; worked by hand."""
    values = recompute(changes)
    assert [values["out_final_value"], values["out_payer"]] == [float(final), payer]
    fees = 0 if payer == "no appraisal" else 60_000
    assert values["out_distributable"] == 4_000_000 + 1_045_000 + final - 250_000 - fees
    after = 1_498_000 - (60_000 if payer == "holders" else 0)
    assert values["out_preference_paid"] == after
    assert values["Checks!B4"] == "ALL CHECKS OK"


def test_the_reading_of_the_objections_decides(recompute: Recompute) -> None:
    """A late receipt of one holder opens the days of all, if the latest receipt counts."""
    changes = {"Objections!C12": date(2007, 5, 14), "Objections!D9": None}
    for reading in ObjectionPeriod:
        values = recompute({**changes, "in_objection_reading": reading.value})
        objectors = [
            Objector(shares=F(600), received=date(2007, 5, 4), objected=date(2007, 5, 16)),
            Objector(shares=F(150), received=date(2007, 5, 4), objected=date(2007, 5, 28)),
            Objector(shares=F(0), received=date(2007, 5, 14), objected=None),
        ]
        lawful = AppraisalDemand(objectors, F(1_478), reading).result
        assert (values["out_demanded"] == "yes") is lawful
        in_time = 600 + (150 if reading is ObjectionPeriod.LATEST_RECEIPT else 0)
        assert values["out_objecting"] == in_time


def test_quotes_of_a_day_with_a_sale_are_not_looked_at(recompute: Recompute) -> None:
    """CLAUSES 6, P-31: the text asks for quotes only where there is no sale."""
    before = recompute()["out_market_price"]
    for quotes in ({"Prices!C9": 5, "Prices!D9": 4}, {"Prices!C9": 5}):
        values = recompute(quotes)
        assert values["out_market_price"] == before
        assert values["Checks!B4"] == "ALL CHECKS OK"


@pytest.mark.parametrize("cash", [0, 1_000_000, 2_500_000, 3_300_000, 9_000_000])
def test_payouts_follow_the_proceeds(recompute: Recompute, cash: int) -> None:
    """Below and above each breakpoint; equal ranks share alike."""
    for ranks in ((1, 2), (1, 1)):
        values = recompute({"in_cash": cash, "Classes!B9": ranks[1]})
        paid = Payouts(F(str(values["out_distributable"])), classes(F(1_438_000), ranks)).result
        assert column(values, "Classes", "K", 40, 4) == pytest.approx([float(x) for x in paid])
        assert values["Checks!B4"] == "ALL CHECKS OK"


def test_the_last_sentence_of_iv_a_is_what_the_workbook_pays(recompute: Recompute) -> None:
    """CLAUSES 6, P-28: $10,000,000 pay 3,901,966.73, 1,478,000.00 and 4,620,033.27.

    Series 1-A, 1,000,000 shares and $1,000,000, takes part in full; the Series 5-A does not
    convert; no Series 2-A, no dividends, no appraisal.
    """
    values = recompute(
        {
            "in_cash": 9_850_000,  # with the Board's 400,000, less 250,000 for creditors
            "in_stock": 0,
            "Objections!D8": None,
            "in_declared": 0,
            "Classes!C8": 1_000_000,
            "Classes!H8": "full",
            "Classes!K10": "no",
            **{f"Classes!{letter}9": None for letter in TYPED},
            **{f"Holders!B{row}": 200_000 for row in range(10, 15)},
            **{f"Holders!C{row}": None for row in range(10, 15)},
        }
    )
    assert values["out_distributable"] == 10_000_000
    assert [round(float(str(values[f"out_payout_{slot}"])), 2) for slot in (1, 3, 4)] == [
        3_901_966.73,
        1_478_000.0,
        4_620_033.27,
    ]
    assert [values[f"Classes!H{row}"] for row in (40, 42, 43)] == ["Series 5-A", "", ""]
    # 1,000,000; then 1,478,000 / (2,101,345/3,101,345) more
    points = column(values, "Breakpoints", "B", 9, 3)
    assert points[:2] == [1_000_000, pytest.approx(3_181_359.04, abs=0.005)]
    assert points[2] == ""
    assert values["Checks!B4"] == "ALL CHECKS OK"


NONE, FULL, CAPPED = Participation.NONE, Participation.FULL, Participation.CAPPED
SHIPPED = classes(F(1_438_000))
EIGHT = [
    *SHIPPED,
    StockClass(
        name="Series 6-A",
        seniority=3,  # as the Series 5-A
        preference=F(500_000),
        shares=F(400_000),
        participation=NONE,
        convertible=True,
    ),
    StockClass(
        name="Series 7-A",
        seniority=4,
        preference=F(300_000),
        shares=F(150_000),
        participation=CAPPED,
        cap=F(450_000),
        convertible=True,
    ),
    StockClass(
        name="Series 8-A",
        seniority=5,
        preference=F(100_000),
        shares=F(250_000),
        participation=FULL,
    ),
    StockClass(name="Class B common", shares=F(500_000)),
]
SLOTS = 12
TYPED = "ABCDEFGHIJKLMN"  # columns of the terms
HELD, PAID = "BCDEFGHIJKLM", "NOPQRSTUVWXY"  # columns of the holders


def filled(slots: Mapping[int, StockClass]) -> dict[str, object]:
    """Return the inputs for classes in some slots, the first being 0, and for no others.

    The shares of each, outside of the Series 5-A, are held by two of the five holders.
    """
    inputs: dict[str, object] = {}
    for slot in range(SLOTS):
        held: list[object] = [None] * 5
        terms: list[object] = [None] * len(TYPED)
        if slot in slots:
            stock = slots[slot]
            own = stock.name == "Series 5-A"
            number = None if own else int(stock.shares)
            terms = [
                stock.name,
                stock.seniority or None,
                number,
                None,
                None,
                None,
                None if own or not stock.preference else float(stock.preference),
                stock.participation.value,
                None if stock.cap is None else float(stock.cap),
                None,
                "yes" if stock.convertible else "no",
                float(stock.strike) or None,
                "; ".join(sorted(stock.as_if_without)) or None,
                "A test",
            ]
            held = [*SHARES[1:], 0] if number is None else [number - 1_000, 0, 0, 1_000, 0]
        inputs |= {
            f"Classes!{letter}{8 + slot}": value for letter, value in zip(TYPED, terms, strict=True)
        }
        inputs |= {f"Holders!{HELD[slot]}{10 + row}": held[row] for row in range(5)}
    return inputs


def is_that_of_the_law(values: Values, slots: Mapping[int, StockClass]) -> None:
    """Compare what a workbook shows of each slot with the core, and blank slots with nothing."""
    order = sorted(slots)
    stock = [slots[slot] for slot in order]

    def in_slots(amounts: Iterable[Fraction]) -> list[object]:
        found: list[object] = [""] * SLOTS
        for slot, amount in zip(order, amounts, strict=True):
            found[slot] = pytest.approx(float(amount), rel=1e-12, abs=1e-9)
        return found

    assert not [place for place, value in values.items() if isinstance(value, ExcelError)]
    assert values["Checks!B4"] == "ALL CHECKS OK"
    paid = Payouts(F(str(values["out_distributable"])), stock).result
    assert column(values, "Classes", "K", 40, SLOTS) == in_slots(paid)
    assert [values[f"out_payout_{slot + 1}"] for slot in range(SLOTS)] == in_slots(paid)
    for slot, amount in zip(order, paid, strict=True):
        held = filled(slots)
        weights = [F(str(held[f"Holders!{HELD[slot]}{row}"])) for row in range(10, 15)]
        parts = ProRata(cents(amount), weights, F("0.01")).result
        assert column(values, "Holders", PAID[slot], 10, 5) == [float(x) for x in parts]
    found = Breakpoints(stock).result if len(stock) > 1 else ()  # one class has every dollar
    assert column(values, "Breakpoints", "C", 9, len(found)) == [each.reason for each in found]
    for row, point in enumerate(found, start=9):
        assert values[f"Breakpoints!B{row}"] == pytest.approx(float(point.proceeds))
        at = Payouts(point.proceeds, stock).result
        assert [values[f"Breakpoints!{letter}{row}"] for letter in "DEFGHIJKLMNO"] == in_slots(at)
    assert values[f"Breakpoints!B{9 + len(found)}"] == ""
    for row in range(59, 100):
        at = Payouts(F(str(values[f"Payouts!A{row}"])), stock).result
        assert [values[f"Payouts!{letter}{row}"] for letter in HELD] == in_slots(at)
    own = next(slot for slot in order if slots[slot].name == "Series 5-A")
    assert values["out_slot"] == own + 1
    for row, net in enumerate((2_190_000, 4_690_000, 7_190_000), start=22):  # less 250,000, 60,000
        at = Payouts(F(net), stock).result
        each = float(at[order.index(own)] / 1_478)
        assert values[f"Exits!{'CDEFGHIJKLMN'[own]}{row}"] == pytest.approx(each)
        first = [F(str(filled(slots)[f"Holders!{HELD[slot]}10"])) for slot in order]
        all_held = [F(1_478) if slots[s].name == "Series 5-A" else slots[s].shares for s in order]
        each_has = sum(
            x * n / whole for x, n, whole in zip(at, first, all_held, strict=True) if whole
        )
        assert values[f"Holders!{('AB', 'AC', 'AD')[row - 22]}10"] == pytest.approx(float(each_has))


@pytest.mark.parametrize("cash", [0, 1_000_000, 3_000_000, 4_000_000, 9_000_000, 30_000_000])
def test_twelve_slots_are_paid_as_the_law_says(recompute: Recompute, cash: int) -> None:
    """Every slot filled: equal ranks, juniors, a capped one, a full one, two common ones."""
    slots = dict(enumerate(EIGHT))
    is_that_of_the_law(recompute({**filled(slots), "in_cash": cash}), slots)


def test_one_class_is_paid_all_of_it(recompute: Recompute) -> None:
    """The Series 5-A alone holds up to its preference, and what is more it has as common stock."""
    slots = {0: SHIPPED[2]}
    values = recompute(filled(slots))
    is_that_of_the_law(values, slots)
    assert values["out_payout_1"] == values["out_distributable"] == 5_155_000
    assert values["out_choice"] == "converts"


@pytest.mark.parametrize("order", [(7, 5, 2, 0), (1, 3, 4, 6), (0, 1, 2, 7)])
def test_slots_left_blank_are_passed_over(recompute: Recompute, order: tuple[int, ...]) -> None:
    """The four classes of the example, wherever they stand, are paid what they were."""
    slots = dict(zip(order, SHIPPED, strict=True))
    values = recompute(filled(slots))
    is_that_of_the_law(values, slots)
    paid = [values[f"out_payout_{slot + 1}"] for slot in order]
    lawful = Payouts(F(5_155_000), SHIPPED).result
    assert paid == pytest.approx([float(amount) for amount in lawful])
    unused = next(slot for slot in range(SLOTS) if slot not in order)
    assert values[f"Holders!{HELD[unused]}7"] == ""


def test_a_series_that_is_no_class_is_paid_nothing_and_is_told(recompute: Recompute) -> None:
    """No error value anywhere; the checks say that the series is missing."""
    values = recompute({"in_series": "Series 6-A"})
    assert not [place for place, value in values.items() if isinstance(value, ExcelError)]
    assert values["Checks!B4"] != "ALL CHECKS OK"
    assert [values["out_slot"], values["out_choice"]] == ["none", "no such class"]


def test_the_list_has_room_for_every_breakpoint_of_eight_classes(recompute: Recompute) -> None:
    """Seven preferences of different ranks, each capped and converting, above common stock."""
    capped = [
        StockClass(
            name=f"Series {number}",
            seniority=number,
            preference=F(100_000) * number,
            shares=F(20_000 + 1_000 * number),
            participation=CAPPED,
            cap=F(150_000) * number,
            convertible=True,
        )
        for number in range(1, 7)
    ]
    slots = dict(enumerate([*capped, SHIPPED[2], SHIPPED[3]]))
    values = recompute({**filled(slots), "in_cash": 10_000_000})
    is_that_of_the_law(values, slots)
    assert sum(value != "" for value in column(values, "Breakpoints", "B", 9, 36)) > 10


@pytest.mark.parametrize(
    "terms",
    [
        {"Classes!B9": 3},  # of the rank of the Series 5-A
        {"Classes!B9": 4},  # below it
        {"Classes!H8": "full"},  # a second class takes part in the rest
        {"Classes!H10": "full"},  # the Series 5-A itself does
    ],
)
@pytest.mark.parametrize("cash", [1_500_000, 4_000_000])
def test_the_native_twin_raises_no_alarm_where_it_does_not_apply(
    recompute: Recompute, terms: dict[str, object], cash: int
) -> None:
    """It knows the rule of the documents only, and leaves other terms to the function."""
    assert recompute({**terms, "in_cash": cash})["Checks!B4"] == "ALL CHECKS OK"


def test_a_class_that_is_only_named_yet_gives_no_error(recompute: Recompute) -> None:
    """It is told on Checks, and beside its terms; what the others are paid is not disturbed."""
    values = recompute({"Classes!A12": "Series 6-A"})
    assert not [place for place, value in values.items() if isinstance(value, ExcelError)]
    assert values["Classes!O12"] == "no shares"
    assert values["Checks!B4"] != "ALL CHECKS OK"
    lawful = Payouts(F(5_155_000), SHIPPED).result
    paid = column(values, "Classes", "K", 40, 5)
    assert paid[:4] == pytest.approx([float(amount) for amount in lawful])
    assert paid[4] == ""


@pytest.mark.parametrize(
    "fault",
    [
        {"Holders!E10": 249_999},  # shares that are no one's
        {"Classes!K42": 1_862_027},  # an overwritten formula
        {"Holders!N11": 1},
        {"Payouts!D90": 1},
        {"Breakpoints!F11": 1},
        {"Prices!A20": date(2007, 4, 2)},  # a day out of order
        {"in_receipt": date(2007, 5, 1)},  # the day of receipt among the prices
        {"Prices!D18": 1.02},  # asked below bid
        {"in_noticed": date(2007, 5, 8)},
        {"in_second_reported": date(2007, 8, 8)},
        {"in_second_appointed": date(2007, 6, 9)},
        {"in_dividend_before": 1},
        {"in_seniors_paid": "no"},
        {"in_paid": 59_121},
        {"in_voting_share": 0.51},
        {"in_series": "Series 6-A"},
        {"Classes!A8": "Series 2-A"},
        {"Objections!D8": date(2007, 5, 3)},
        {"Classes!C10": 1_478},  # typed where it is computed
        {"Classes!G13": 1_000_000},  # terms of a class without a name
        {"Classes!H9": None},  # nobody said whether it takes part in the rest
        {"Classes!K9": None},  # or converts
        {"Classes!C9": None},  # a class without shares
        {"Classes!E9": 18},  # a price beside the amount due
        {"Classes!L9": 1},  # a strike of preferred stock
        {"Classes!I9": 2_000_000},  # a cap of a class that takes no part
        {"Classes!J9": 2, "Classes!H9": "capped"},  # a multiple of no price
        {"Classes!M9": "Series 9-A"},  # as if without a class that is not there
        {"in_shares": None},  # the terms of the series are not whole
        {"in_chosen": None},  # the value is not known, so nothing is distributed
        {"in_stock_price": None, "in_market_days": 40},  # more days than there are prices
        {"Classes!B9": None},  # a preference without a rank
        {"Classes!B10": None},  # the same of the Series 5-A
        {"Classes!H9": "capped"},  # at nothing
        {"Holders!F10": 5},  # shares of a class that is not there
        {"Holders!D11": None},  # shares that are no one's
        {"Exits!E12": 1},
    ],
)
def test_a_planted_fault_fails_a_check(recompute: Recompute, fault: dict[str, object]) -> None:
    """The master check on every sheet says so, or shows the error itself."""
    values = recompute(fault)
    assert values["Checks!B4"] != "ALL CHECKS OK"
    assert values["README!B4"] == values["Checks!B4"]


SALE = {  # a blank copy, with nothing but the price, the debt, the classes and who holds them
    "in_creditors": 100_000,
    "Classes!A8": "Common",
    "Classes!C8": 900_000,
    "Classes!A9": "Plan options",
    "Classes!C9": 100_000,
    "Classes!L9": 1.10,
    "Holders!A10": "Founder",
    "Holders!B10": 900_000,
    "Holders!A11": "Employees",
    "Holders!C11": 100_000,
}


@pytest.fixture(scope="module")
def sale() -> Callable[[dict[str, object]], Values]:
    """Return what a blank copy shows of a sale for cash."""
    file = blank_file("liquidation")
    return lambda changes: recomputed(file, {**SALE, **changes})


@pytest.mark.parametrize(
    ("price", "common", "options", "does"),
    [
        # 870,000 are 0.87 on each of 1,000,000 shares, and 0.9667 on each of the 900,000
        (970_000, 870_000, 0, "does not exercise"),
        (1_090_000, 990_000, 0, "does not exercise"),  # 1.10 a share: worth nothing yet
        # (2,000,000 + 100,000 x 1.10) / 1,000,000 = 2.11 a share, less the strike of 1.10
        (2_100_000, 1_899_000, 101_000, "exercises"),
    ],
)
def test_an_option_is_paid_only_above_its_strike_and_its_strike_money_joins(
    sale: Callable[[dict[str, object]], Values], price: int, common: int, options: int, does: str
) -> None:
    """An option of 10% at $1.10 is paid nothing at $0.87 a share; nothing else is asked for."""
    values = sale({"in_cash": price, "Exits!A10": price, "in_step": None})
    assert not [place for place, value in values.items() if isinstance(value, ExcelError)]
    assert values["Checks!B4"] in {"ALL CHECKS OK", "ALL CHECKS WITH DATA OK"}
    assert column(values, "Classes", "K", 40, 2) == [common, options]
    assert values["Classes!O41"] == does
    assert column(values, "Holders", "Z", 10, 2) == [common, options]
    assert [values["Exits!C10"], values["Exits!D10"]] == [common, options]
    assert values["Exits!D22"] == options / 100_000
    assert float(str(values["out_step"])) * 40 == pytest.approx(2 * (price - 100_000), rel=0.5)
    assert column(values, "Holders", "AB", 10, 2) == pytest.approx([common, options])


@pytest.mark.parametrize(
    ("distributed", "step", "labels"),
    [  # a fortieth of twice the proceeds, rounded up so that a fifth of the labels is short
        (2_000_000, 100_000, ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5", "3.0", "3.5", "4.0"]),
        (2_020_000, 120_000, ["0.0", "0.6", "1.2", "1.8", "2.4", "3.0", "3.6", "4.2", "4.8"]),
        (5_155_000, 400_000, ["0.0", "2.0", "4.0", "6.0", "8.0", "10.0", "12.0", "14.0", "16.0"]),
        (17_575_000, 1_000_000, [f"{5 * n}.0" for n in range(9)]),
    ],
)
def test_the_labels_below_the_payouts_are_as_many_as_there_is_room_for(
    sale: Callable[[dict[str, object]], Values], distributed: int, step: int, labels: list[str]
) -> None:
    """Every fifth: all 41 stood side by side, 13.5 as 14, where a program passes none over."""
    values = sale({"in_cash": distributed + 100_000})
    assert values["out_step"] == step
    shown = column(values, "Payouts", "O", 59, 41)
    assert shown[::5] == labels
    assert set(shown[1:5]) == {""}


def test_a_dividend_alone_is_a_claim_whose_terms_are_asked_for(
    sale: Callable[[dict[str, object]], Values],
) -> None:
    """The class is left out, and named, until they are there; every payout was an error."""
    more = {"in_cash": 1_100_000, "Classes!A10": "Series A", "Classes!C10": 100_000}
    more |= {"Holders!A12": "Fund", "Holders!D12": 100_000}
    values = sale({**more, "Classes!B26": 5_000})  # due to the Series A, without a price
    assert values["Classes!O10"] == "no rank"
    assert not [place for place, value in values.items() if isinstance(value, ExcelError)]
    # (1,000,000 + 100,000 x 1.10) / 1,000,000 = 1.11 a share
    assert column(values, "Classes", "K", 40, 2) == [999_000, 1_000]
    terms = {"Classes!B10": 1, "Classes!H10": "full", "Classes!K10": "no"}
    values = sale({**more, "Classes!B26": 5_000, **terms})
    assert values["Classes!O10"] == ""
    # 5,000 first, then 995,000 on 1,000,000 shares: 0.995, below the strike
    assert column(values, "Classes", "K", 40, 3) == [895_500, 0, 104_500]


def test_expenses_and_a_carve_out_come_before_the_classes(
    sale: Callable[[dict[str, object]], Values],
) -> None:
    """5,000,000 less 100,000 and 400,000; then 50,000 and a tenth; stock at an agreed price.

    Of the 4,000,000 left a share has (4,000,000 + 110,000) / 1,000,000, 4.11.
    """
    values = sale(
        {
            "in_cash": 3_000_000,
            "in_stock": 1_000_000,
            "in_stock_price": 2,
            "in_expenses": 400_000,
            "in_carve_out": 50_000,
            "in_carve_out_part": 0.1,
        }
    )
    assert [values["out_left"], values["out_carved_out"]] == [4_500_000, 500_000]
    assert values["out_distributable"] == 4_000_000
    assert column(values, "Classes", "K", 40, 2) == [3_699_000, 301_000]


def test_cumulative_dividends_multiples_and_words_of_charters_are_understood(
    sale: Callable[[dict[str, object]], Values],
) -> None:
    """A: 100,000 at $10, 1.5 times, participating to 3 times; 8% a year, simple, for a year of 365.

    Due is 1,500,000 + 80,000; what is left of 2,500,000 is shared by 100,000 and 900,000 shares:
    92,000 and 828,000, far from the cap of 3,000,000.
    """
    values = sale(
        {
            **{f"Classes!{letter}9": None for letter in "ACL"},
            "Holders!A11": None,
            "Holders!C11": None,
            "in_cash": 2_600_000,
            "in_receipt": date(2023, 3, 1),
            "Classes!A10": "Series A",
            "Classes!B10": 1,
            "Classes!C10": 100_000,
            "Classes!E10": 10,
            "Classes!F10": 1.5,
            "Classes!H10": "participating",
            "Classes!J10": 3,
            "Classes!K10": "yes",
            "Classes!C26": 0.08,
            "Classes!D26": date(2022, 3, 1),
            "Holders!A12": "Fund",
            "Holders!D12": 100_000,
        }
    )
    assert not [place for place, value in values.items() if isinstance(value, ExcelError)]
    assert values["Checks!B4"] in {"ALL CHECKS OK", "ALL CHECKS WITH DATA OK"}
    assert [values["Classes!E42"], values["Classes!F42"]] == ["capped", 3_000_000]
    assert values["Classes!C42"] == 1_580_000
    assert column(values, "Classes", "K", 40, 3) == [828_000, "", 1_672_000]
    assert values["Holders!Z12"] == 1_672_000


def test_a_class_that_is_incomplete_is_told_once(recompute: Recompute) -> None:
    """Its shares are not those of a class that is not there: they were a number below 0."""
    values = recompute({"Classes!B10": None})  # a rank
    told = {place for place, value in values.items() if place.startswith("Checks!E")}
    looks = {place.replace("E", "A") for place in told if values[place] == "LOOK"}
    names = stored_values(shipped_file("liquidation"))
    assert {names[place] for place in looks} == {"Classes: the terms of each are complete"}


def test_twenty_prices_in_a_list_of_more_rows_are_the_last_twenty() -> None:
    """The mean of 1.00, 1.01 to 1.19; two empty rows below them were days without a price."""
    prices: dict[str, object] = {
        f"Prices!{column}{row}": None for column in "ABCD" for row in range(8, 30)
    }
    for place in range(20):
        prices[f"Prices!A{8 + place}"] = 38_300.0 + place
        prices[f"Prices!B{8 + place}"] = 1 + place / 100
    values = recomputed(shipped_file("liquidation"), prices)
    assert values["out_market_price"] == pytest.approx(1.095, abs=1e-12)
    few = recomputed(shipped_file("liquidation"), prices | {"Prices!A27": None, "Prices!B27": None})
    assert few["out_market_price"] == "too few days"
