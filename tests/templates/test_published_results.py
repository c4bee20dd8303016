"""Every published result of every workbook, against the core called with the same inputs.

The tests of each workbook hold its main results and change its inputs; here stand the others.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from io import BytesIO
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.templates.conftest import shipped_file, stored_values
from xl_udfs.core.agreement import closings
from xl_udfs.core.agreement.closings import EXHIBIT_A
from xl_udfs.core.agreement.consents import (
    Amendment,
    AmendmentSubject,
    NoteHolding,
    bound_holders,
    holders_to_notify,
)
from xl_udfs.core.agreement.defaults import BankruptcyDefault
from xl_udfs.core.captable.breakpoints import Breakpoints
from xl_udfs.core.captable.rounds import Convertible, ConvertibleKind, PricedRound
from xl_udfs.core.captable.waterfall import Participation, Payouts, StockClass
from xl_udfs.core.dates import add_business_days, add_months, business_days_between
from xl_udfs.core.notes import exchange
from xl_udfs.core.notes.interest import Accrual, NoteAmount
from xl_udfs.core.price.antidilution import effective_price
from xl_udfs.core.price.terms import SERIES_5A_REDEMPTION
from xl_udfs.core.series_5a.appraisal import AppraisedValue, ValuationDeadline, ValuationStep
from xl_udfs.core.series_5a.conversion import conversion_cash, conversion_rate, conversion_shares
from xl_udfs.core.series_5a.dividends import dividends_owed
from xl_udfs.core.series_5a.redemption import ConversionWindow, RedemptionPrice
from xl_udfs.core.series_5a.redemption_payment import RedemptionAllocation, RedemptionCapacity
from xl_udfs.core.series_5a.registration import EffectivenessEnd
from xl_udfs.core.series_5a.voting import PreferredVotes, is_majority, protection_applies
from xl_udfs.core.warrants import exercise
from xl_udfs.core.warrants.value import Close, FairMarketValue
from xl_udfs.templates.all_templates import TEMPLATES
from xl_udfs.templates.sheets.days_off import holidays_of

HERE = Path(__file__).parent
F = Fraction


def shown(name: str) -> Mapping[str, Any]:
    """Return what a workbook shows, days without their time."""
    return {
        key: value.date() if isinstance(value, datetime) and not value.time().hour else value
        for key, value in stored_values(shipped_file(name)).items()
    }


def exact(value: object) -> Fraction:
    """Return a number as it was typed."""
    return Fraction(str(value))


def rows(values: Mapping[str, Any], sheet: str, letter: str, first: int, last: int) -> list[Any]:
    """Return a column of a sheet."""
    return [values[f"{sheet}!{letter}{row}"] for row in range(first, last + 1)]


def redemption(v: Mapping[str, Any]) -> dict[str, object]:
    """Notice, window, means and runs, from the inputs and the lists."""
    off = holidays_of(v["in_first_year"], v["in_last_year"])
    price = RedemptionPrice(
        exact(v["in_original_issue_price"]),
        v["in_closing_date"],
        v["in_redemption_date"],
        SERIES_5A_REDEMPTION,
    ).result
    held, named = rows(v, "Holders", "B", 8, 11), rows(v, "Holders", "E", 8, 11)
    received, delivered = rows(v, "Holders", "C", 8, 11), rows(v, "Holders", "D", 8, 11)
    converts = [
        number if sent and ConversionWindow(got, sent).result else 0
        for number, got, sent in zip(named, received, delivered, strict=True)
    ]
    entitled = [h - c for h, c in zip(held, converts, strict=True)]
    to_redeem = min(v["in_shares_to_redeem"], sum(entitled))
    amount = sum(RedemptionAllocation(to_redeem, entitled).result) * (
        price + exact(v["in_company_dividend"])
    )
    asked = rows(v, "Holders", "F", 8, 11)
    under_notice = [h if day else 0 for h, day in zip(held, asked, strict=True)]
    claim = exact(v["in_original_issue_price"]) + exact(v["in_holder_dividend"])
    means = {name: exact(v[f"in_{name}"]) for name in ("surplus", "cash", "going_concern")}
    capacity = {
        name: RedemptionCapacity(most, claim, sum(under_notice)).result
        for name, most in means.items()
    }
    outstanding = v["in_shares_outstanding"]
    days = rows(v, "Trading days", "A", 8, 37)
    flags = (rows(v, "Trading days", letter, 8, 37) for letter in "BCD")  # any of them ends a run
    runs = zip(days, zip(*flags, strict=True), strict=True)
    backwards = reversed([words for day, words in runs if day <= v["in_as_of"]])
    return {
        "notice_days": business_days_between(v["in_company_notice"], v["in_redemption_date"], off),
        "earliest_redemption": add_business_days(v["in_company_notice"], v["in_notice_days"], off),
        # the second tier ends with the 24th month
        "price_until": add_months(v["in_closing_date"], 24),
        "company_price": price + exact(v["in_company_dividend"]),
        "last_window": max(received) + timedelta(hours=v["in_window_hours"]),
        "converted": sum(converts),
        "to_redeem": to_redeem,
        "company_redeemed": to_redeem,
        "company_allowed": "yes" if amount <= exact(v["in_company_means"]) else "no",
        "last_close": [
            close
            for day, close in zip(days, rows(v, "Trading days", "F", 8, 37), strict=True)
            if day <= v["in_company_notice"] and close
        ][-1],
        "registration_due": add_months(v["in_closing_date"], v["in_registration_months"]),
        "excused_today": "no",  # neither a black-out nor the holders' doing on that day
        "effectiveness_end": EffectivenessEnd(v["in_declared_effective"]).result,
        "statement_days": sum(1 for _ in takewhile(lambda words: "yes" not in words, backwards)),
        "listing_days": 0,  # listed again on that day
        "refusal_since": v["in_refusal_date"],
        "shares_asked": sum(h for h, day in zip(held, asked, strict=True) if day),
        "majority": next(n for n in range(outstanding) if is_majority(n, outstanding)),
        "claim": claim * sum(under_notice),
        "surplus_shares": capacity["surplus"],
        "cash_shares": capacity["cash"],
        "going_concern_shares": capacity["going_concern"],
        "first_paid": claim * min(capacity.values()),
    }


def rate_5a(v: Mapping[str, Any]) -> Fraction:
    """Return the common shares for a share of Series 5-A, its dividend counted."""
    return conversion_rate(
        exact(v["in_original_issue_price"]),
        exact(v["in_conversion_price"]),
        F(v["in_declared"] - v["in_paid"], v["in_shares"]),
    )


def classes(v: Mapping[str, Any]) -> list[StockClass]:
    """Return the four classes of the example."""
    none = Participation.NONE
    return [
        StockClass(name="Series 1-A", seniority=1, preference=F(1_000_000), shares=F(50_000),
                   participation=none),
        StockClass(name="Series 2-A", seniority=2, preference=F(1_500_000),
                   shares=80_000 * F("1.42"), participation=none),
        StockClass(name="Series 5-A", seniority=3, preference=exact(v["out_preference_paid"]),
                   shares=v["in_shares"] * rate_5a(v), participation=none, convertible=True),
        StockClass(name="Common", shares=F(2_101_345)),
    ]  # fmt: skip


def liquidation(v: Mapping[str, Any]) -> dict[str, object]:
    """Values, deadlines kept, dividends and payouts."""
    paid = Payouts(exact(v["out_distributable"]), classes(v)).result
    objected = v["in_objected"]
    reports = (("first", "first"), ("second", "second"), ("final", "final"))
    in_time = all(
        v[f"in_{name}_reported"]
        <= ValuationDeadline(ValuationStep.REPORT, v[f"in_{name}_appointed"]).result
        for name, _ in reports
    )
    first, second = exact(v["in_first"]), exact(v["in_second"])
    return {
        "stock_value": v["in_stock"] * exact(v["out_market_price"]),
        "notice_status": "in time"
        if v["in_noticed"]
        <= ValuationDeadline(ValuationStep.BOARD_NOTICE, v["in_determined"]).result
        else "too late",
        "appointed": "in time"
        if v["in_first_appointed"]
        <= ValuationDeadline(ValuationStep.OWN_APPRAISERS, objected).result
        else "too late",
        "reports": "in time" if in_time else "too late",
        "ratio": first / second,
        "third_needed": "yes",  # 420,000 is less than 90% of 480,000, which is 432,000
        "fees": v["in_fees"],
        "priced_by": "average",
        "valued": "yes",
        "two": "yes",
        "left": exact(v["out_gross"]) - v["in_creditors"] - v["in_fees"],
        "carved_out": 0,
        "step": v["in_step"],
        "owed": dividends_owed(exact(v["in_declared"]), exact(v["in_paid"])),
        "dividends_counted": min(
            dividends_owed(exact(v["in_declared"]), exact(v["in_paid"])),
            exact(v["in_retained_earnings"]),
        ),
        "rate": rate_5a(v),
        "gross": v["in_cash"]
        + v["in_stock"] * exact(v["out_market_price"])
        + AppraisedValue(first, second, exact(v["in_chosen"])).result,
        **{f"payout_{place}": amount for place, amount in enumerate(paid, start=1)},
        **{f"payout_{place}": None for place in range(len(paid) + 1, 13)},  # slots of no class
        "slot": 3,  # 1-A, 2-A, 5-A, common
        "choice": "converts",  # the others' preferences are less than what a share of the rest is
    }


def notes_and_warrants(v: Mapping[str, Any]) -> dict[str, object]:
    """What rests on the purchaser shown in detail, and the periods of notice and value."""
    line = next(line for line in EXHIBIT_A if line.purchaser == v["in_purchaser"])
    start = closings.interest_start(v["in_first_closing"], for_series_b=True)
    accrual = Accrual(start=start)
    total = sum(NoteAmount(each.principal, accrual, v["in_as_of"]).result for each in EXHIBIT_A)
    closes = [
        Close(day=day, price=exact(close))
        for day, close in zip(
            rows(v, "Prices", "A", 8, 31), rows(v, "Prices", "B", 8, 31), strict=True
        )
        if close is not None
    ]
    market = FairMarketValue(election=v["in_exercise_election"], closes=closes)
    return {
        "lines_off": sum(each.warrants != each.principal * 5 for each in EXHIBIT_A),
        "interest_to": v["in_as_of"],
        "interest": total - sum(each.principal for each in EXHIBIT_A),
        "detail_principal": line.principal,
        "detail_start": start,
        "detail_amount": NoteAmount(line.principal, accrual, v["in_as_of"]).result,
        "exchange_date": exchange.exchange_date(v["in_surrender_date"], v["in_election_date"]),
        "chain_3a_follows": "rounded",  # 75,959.93 is 75,960 in whole shares
        "chain_price": exact(v["in_price_3a"]) / v["in_common_per_3a"],
        "cent": F(1, 100),
        "notice_latest": v["in_prepay_date"] - timedelta(days=v["in_notice_days"]),
        "notice_given": (v["in_prepay_date"] - v["in_prepay_notice"]).days,
        "deposit_missing": max(0, v["in_prepay_amount"] - v["in_deposit"]),
        "withheld": round(exact(v["out_gross_paid"]) * exact(v["in_withholding"]), 2),
        "fmv_first": date(2004, 12, 31),  # thirty days that end three days before February 1
        "fmv_last": date(2005, 1, 29),
        "market_value": market.result,
        "board_less": exact(v["in_board_value"]) - market.result,
        "detail_shares": int(line.warrants * exact(v["out_shares_now"]) / 14_695_980),
        **_priced_round(v),
    }


def _priced_round(v: Mapping[str, Any]) -> dict[str, object]:
    """What follows of the round of the sheet Round, with two SAFEs and a note of a year."""
    interest = F("0.08")
    solved = PricedRound(
        pre_money=exact(v["in_pre_money"]),
        new_money=exact(v["in_new_money"]),
        shares=F(10_000_000),
        pool_target=exact(v["in_pool_target"]),
        convertibles=[
            Convertible(
                holder=holder,
                kind=ConvertibleKind(kind),
                amount=amount * (1 + interest if kind == "note" else 1),
                cap=F(cap),
                discount=F(1, 5) if kind == "note" else F(0),
            )
            for holder, kind, amount, cap in zip(
                *(rows(v, "Convertibles", letter, 8, 10) for letter in "ABCD"), strict=True
            )
        ],
        unissued=F(100_000),
    )
    return {
        "balance_day": v["in_balance_day"],
        "balances": F("1160980.82"),  # 150,000 x 8% x 334 / 365 = 10,980.82 beside 1,150,000
        "round_before": 10_000_000,
        "round_unissued": 100_000,
        "round_refused": "nothing",
        "round_price": solved.price,
        "round_new": solved.new_shares,
        "round_pool": solved.pool_increase,
        "round_converted": sum(conversion.shares for conversion in solved.conversions),
        "round_after": solved.fully_diluted,
        "round_post": 20_000_000,
        "pool_exact": 2_000_000 / solved.price - 100_000,
    }


def compliance(v: Mapping[str, Any]) -> dict[str, object]:
    """Sums of the lists, and the measures behind the answers."""
    principals = [line.principal for line in EXHIBIT_A]
    shares, present = rows(v, "Shareholders", "B", 8, 10), rows(v, "Shareholders", "C", 8, 10)
    favour = rows(v, "Shareholders", "D", 8, 10)
    objectors = zip(shares, rows(v, "Shareholders", "E", 8, 10),
                    rows(v, "Shareholders", "F", 8, 10), strict=True)  # fmt: skip
    authorized = v["in_authorized"]
    amendment = Amendment(
        change=AmendmentSubject.TERM,
        company_consents=True,
        holdings=tuple(
            NoteHolding(holder=line.purchaser, principal=line.principal, consents=word == "yes")
            for line, word in zip(EXHIBIT_A, rows(v, "Noteholders", "C", 8, 13), strict=True)
        ),
    )
    return {
        "first_sold": sum(principals),
        "first_minimum": "reached" if sum(principals) >= v["in_least_first"] else "missed",
        "sold": sum(principals),
        "outstanding": sum(principals),
        "caps_over": 0,  # 800,000, 1,200,000, 5,000,000, 8,500 and 35,000 are within their caps
        "amend_needed": sum(principals) * F(3, 4),
        "bound": len(bound_holders(amendment)),
        "told": len(holders_to_notify(amendment)),
        "protected_from": next(n for n in range(authorized) if protection_applies(n, authorized)),
        "in_writing": sum(n for n, word in zip(shares, favour, strict=True) if word == "yes"),
        "represented": sum(n for n, word in zip(shares, present, strict=True) if word == "yes"),
        "objecting": sum(
            n
            for n, told, objected in objectors
            if objected and objected <= ValuationDeadline(ValuationStep.OBJECTION, told).result
        ),
        "transfers_off": 2,  # under $500,000 (8.3(3)); a warrant without the Company's consent
        "default_date": BankruptcyDefault(v["Dates!B17"]).result,
    }


def cap_table(v: Mapping[str, Any]) -> dict[str, object]:
    """What the proposed financing brings."""
    new = int(exact(v["in_pf_gross"]) / exact(v["in_pf_price"]))
    money = v["in_pf_gross"] + v["in_pf_warrants"] * exact(v["in_pf_exercise"])
    held = {"Common stock": 2_101_345, "Series 5-A": 1_478, "Warrants": 886_800, "Other": 317_596}
    return {
        "steps": v["out_events"] + 1,  # the start is the first
        "held": sum(held.values()),
        "pf_active": "yes",
        "pf_new": new,
        "pf_additional": new + v["in_pf_warrants"],
        "pf_consideration": money,
        "pf_effective": effective_price(money, F(new + v["in_pf_warrants"])),
        "pf_share_price": v["in_pf_price"],
        "pf_pool": v["in_pf_pool"],
        "pf_solved": "no",  # no pre-money value
        "first_event": v["Ledger!A10"],
    }


def adjustment_certificate(v: Mapping[str, Any]) -> dict[str, object]:
    """The new adjustment: its rate as stated, its period, its cash for a fraction."""
    # 14.20 x (2,418,941 + 1,921,400 / 14.20) / 8,035,341
    price = F("14.2") * (2_418_941 + F(1_921_400) / F("14.2")) / 8_035_341
    rate = conversion_rate(exact(v["in_original_issue_price"]), price)
    return {
        "stated_rate": round(rate, v["in_rate_decimals"]),
        "ratchet_until": add_months(v["in_closing_date"], v["in_ratchet_months"]),
        "threshold_reached": "yes" if v["in_gross_proceeds"] >= v["in_threshold"] else "no",
        "cash": conversion_cash(exact(v["in_held"]), rate, exact(v["in_market_value"])),
    }


RESULTS = {
    "redemption": redemption,
    "liquidation": liquidation,
    "notes_and_warrants": notes_and_warrants,
    "compliance": compliance,
    "cap_table": cap_table,
    "adjustment_certificate": adjustment_certificate,
}


@pytest.mark.parametrize("name", sorted(RESULTS))
def test_the_other_published_results_are_those_of_the_core(name: str) -> None:
    """Each by its defined name."""
    values = shown(name)
    for result, expected in RESULTS[name](values).items():
        found = values[f"out_{result}"]
        if isinstance(expected, int | Fraction):
            assert found == pytest.approx(float(expected), rel=1e-13), result
        else:
            assert found == expected, result


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_no_published_result_is_left_unheld(name: str) -> None:
    """Here or in the tests of the workbook itself."""
    text = (HERE / f"test_{name}.py").read_text(encoding="utf-8")
    here = RESULTS[name](shown(name)) if name in RESULTS else {}
    left = {
        result
        for result, defined in load_workbook(BytesIO(shipped_file(name))).defined_names.items()
        if result.startswith("out_")
        and ":" not in str(defined.attr_text)  # a range for letters is not one result
        and result[4:] not in here
        and not re.search(rf"\b{result}\b|[\"']{result[4:]}[\"']", text)
    }
    assert left == set()


def columns_of_redemption(v: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Common shares for the converted, their worth, claims, and the days off."""
    dividend = exact(v["in_company_dividend"])
    rate = conversion_rate(F(1_000), F("0.3125"), dividend)
    claim = exact(v["in_original_issue_price"]) + exact(v["in_holder_dividend"])
    off = holidays_of(v["in_first_year"], v["in_last_year"])
    last = 12 + len(off) - 1
    return {
        "Company!F8:11": [
            conversion_shares(exact(n), rate) for n in rows(v, "Company", "E", 8, 11)
        ],
        "Company!K8:11": [
            conversion_shares(exact(n), rate) * exact(v["out_last_close"])
            for n in rows(v, "Company", "H", 8, 11)
        ],
        "Request!E8:11": [claim * n for n in rows(v, "Request", "C", 8, 11)],
        f"Days off!A12:{last}": list(off),
    }


def columns_of_liquidation(v: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Days to object; what each class is paid at each breakpoint."""
    stock = classes(v)
    paid = [Payouts(each.proceeds, stock).result for each in Breakpoints(stock).result]
    told, held = (rows(v, "Objections", letter, 8, 12) for letter in "CB")
    return {
        "Objections!E8:12": [
            ValuationDeadline(ValuationStep.OBJECTION, day).result if shares else None
            for day, shares in zip(told, held, strict=True)
        ],
        **{
            f"Breakpoints!{letter}9:{8 + len(paid)}": [each[place] for each in paid]
            for place, letter in enumerate("DEFG")
        },
    }


def columns_of_notes_and_warrants(v: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Purchaser by purchaser: interest, Note Amounts, warrants exercised for cash or net."""
    accrual = Accrual(start=closings.EFFECTIVE_DATE)

    def at(day: date) -> list[Fraction]:
        return [NoteAmount(line.principal, accrual, day).result for line in EXHIBIT_A]

    # 10 cents for 14,695,980 shares is what the price of 1.90476190, 40/21, for 771,538.95 is
    after = [exercise.warrant_shares(F(line.warrants), F("0.1"), F(40, 21)) for line in EXHIBIT_A]
    price, value = F(40, 21), exact(v["out_fmv"])
    mean = F(value).limit_denominator(1_000)
    net = [exercise.NetExercise(F(int(n)), mean, price) for n in after]
    months = rows(v, "Schedule", "C", 8, 32)
    detail = next(line for line in EXHIBIT_A if line.purchaser == v["in_purchaser"])
    return {
        "Accrual!E8:13": at(v["out_interest_to"]),
        "Accrual!F8:13": [
            amount - line.principal
            for amount, line in zip(at(v["out_interest_to"]), EXHIBIT_A, strict=True)
        ],
        "Exchange!B8:13": at(v["out_exchange_date"]),
        "Prepayment!C8:13": at(v["in_prepay_date"]),
        "Schedule!E8:32": [
            NoteAmount(detail.principal, accrual, day).result - detail.principal for day in months
        ],
        "Warrants!D8:13": [line.warrants for line in EXHIBIT_A],
        "Warrants!E8:13": after,
        "Warrants!H8:13": [each.result for each in net],
        "Warrants!I8:13": [exercise.NetExerciseCash(each).result for each in net],
    }


def columns_of_compliance(v: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Votes of each holder, rounded down."""
    return {
        "Shareholders!H8:10": [
            PreferredVotes(exact(n), F(1_000), F("0.3125")).result
            for n in rows(v, "Shareholders", "B", 8, 10)
        ]
    }


COLUMNS = {
    "redemption": columns_of_redemption,
    "liquidation": columns_of_liquidation,
    "notes_and_warrants": columns_of_notes_and_warrants,
    "compliance": columns_of_compliance,
}


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_the_other_calculated_columns_are_those_of_the_core(name: str) -> None:
    """Cell by cell."""
    values = shown(name)
    for place, expected in COLUMNS[name](values).items():
        sheet, _, area = place.partition("!")
        first, last = (int(row) for row in area[1:].split(":"))
        found = rows(values, sheet, area[0], first, last)
        if isinstance(expected[0], date):
            assert found == expected, place
        else:
            assert found == pytest.approx([float(each) for each in expected], rel=1e-12), place
