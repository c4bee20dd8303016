"""``cap_table.xlsx``: held against the core, at several sizes, blank and filled."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from io import StringIO
from typing import Any

import pytest

from tests.templates.conftest import (
    Values,
    blank_file,
    named,
    placed,
    places_in,
    read_file,
    recomputed,
    shipped_file,
    with_inputs,
)
from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.core.captable.captable import CapTable, ClassTerms, Holding
from xl_udfs.core.price.antidilution import WeightedAverage
from xl_udfs.core.price.bounds import PriceBounds
from xl_udfs.core.price.events import Event, Expiry, Financing, Log, Split
from xl_udfs.core.price.history import replay
from xl_udfs.core.price.terms import SERIES_2A, SERIES_5A, WarrantTerms
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.container.package import package_bytes, unpacked
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.tables.listed import listed
from xl_udfs.engine.tables.new_rows import with_rows
from xl_udfs.engine.tables.rows import read_rows
from xl_udfs.engine.workbook.book import Book, read_book
from xl_udfs.engine.workbook.sheet import address
from xl_udfs.hosts.headless import function_table
from xl_udfs.templates.all_templates import DEMONSTRATIONS
from xl_udfs.templates.cap_table import ownership, prices, pro_forma
from xl_udfs.templates.cap_table import workbook as template
from xl_udfs.templates.cap_table.columns import letter_of
from xl_udfs.templates.cap_table.data import Company, Room, Row, room_of
from xl_udfs.templates.cap_table.exhibits import (
    COMMON,
    OTHER,
    PURCHASERS,
    SERIES_2A_NAME,
    SERIES_5A_NAME,
    VSOURCE,
    WARRANTS,
)
from xl_udfs.templates.cap_table.working import terms_of
from xl_udfs.templates.sheets.blank import blank
from xl_udfs.templates.sheets.finish import BUILT, finished

NAMES = [str(row["name"]) for row in VSOURCE.classes]
ROOM = room_of(VSOURCE)
CLASS_ROW = {name: 8 + place for place, name in enumerate(NAMES)}
PF_ROW = {name: pro_forma.FIRST_CLASS + place for place, name in enumerate(NAMES)}
CAP_ROW = {name: ownership.FIRST_CLASS + place for place, name in enumerate(NAMES)}
PATH_LETTER = dict(zip(NAMES, prices.letters(ROOM), strict=False))
NOW, COMMON_BODY = "AK", "All holders of common stock"  # the column of the price now, on Classes
LEDGER_LETTERS = {
    "date": "A",
    "event": "B",
    "holder": "D",
    "class": "E",
    "shares": "F",
    "price": "G",
    "consideration": "H",
    "to": "I",
    "other_class": "J",
    "other": "K",
    "strike": "L",
    "deal": "M",
    "kind": "N",
    "ratio": "O",
    "of": "P",
    "counted": "Q",
}
REMARK = "T"
NEXT_LINE = 8 + len(VSOURCE.ledger)
PRICE_2A = Fraction("14.2") * (2_418_941 + Fraction(1_921_400) / Fraction("14.2")) / 8_035_341


@pytest.fixture(scope="module")
def shipped() -> bytes:
    """Return the workbook as it is in the repository."""
    return shipped_file("cap_table")


def stored(file: bytes) -> Values:
    """Return what a built file shows without being recomputed."""
    read = read_book(unpacked(file))
    return {
        f"{place.sheet}!{address(place.position)}": cell.value for place, cell in read.formulas()
    }


def lines(*rows: Row, start: int = NEXT_LINE) -> dict[str, Any]:
    """Return inputs that add lines to the ledger."""
    return {
        f"Ledger!{LEDGER_LETTERS[name]}{start + place}": value
        for place, row in enumerate(rows)
        for name, value in row.items()
    }


def path(values: Values, name: str, events: int) -> list[CellValue]:
    """Return the prices of a class after each event."""
    return [
        values[f"Price History!{PATH_LETTER[name]}{prices.FIRST + step}"]
        for step in range(1, events + 1)
    ]


def of_class(values: Values, letter: str) -> dict[str, CellValue]:
    """Return a column of the cap table by class."""
    return {name: values[f"Cap Table!{letter}{row}"] for name, row in CAP_ROW.items()}


LOG: dict[int, Financing] = {
    1: Financing(
        closing=date(2002, 2, 5),
        gross_proceeds=Fraction(4_557_596),
        consideration=Fraction("8187843.60"),
        additional_shares=Fraction(81_728_433),
        shares_outstanding=Fraction(35_242_908),  # 33,831,184 and 1,411,724
    ),
    2: Financing(
        closing=date(2005, 7, 18),
        gross_proceeds=Fraction(1_478_000),
        consideration=Fraction(1_921_400),
        additional_shares=Fraction(5_616_400),
        shares_outstanding=Fraction(2_418_941),  # 2,101,345 and 317,596
    ),
}
START_2A = replace(SERIES_2A, conversion_price=Fraction("14.2"), closing_date=date(2005, 7, 17))
FULLY = replace(START_2A, counting=SERIES_5A.counting)  # the log has one count a row
WARRANT = WarrantTerms(
    name=WARRANTS,
    purchase_price=Fraction("0.5"),
    shares=Fraction(886_800),
    issue_date=date(2005, 7, 18),
)


def core_prices(terms: Any, log: Log) -> list[float]:  # noqa: ANN401 - any instrument
    """Return the core's own prices after each event."""
    return [float(step.after) for step in replay(terms, log)]


def test_the_position_of_july_2005_is_that_of_the_certificate(shipped: bytes) -> None:
    """004: 2,101,345 and 1,478 and 886,800 and 317,596, together the 8,035,341 of its (X + Y)."""
    values = recomputed(shipped)
    assert of_class(values, ownership.OUTSTANDING) == {
        COMMON: 2_101_345,
        "Series 1-A": 0,
        SERIES_2A_NAME: 0,
        SERIES_5A_NAME: 1_478,
        WARRANTS: 886_800,
        OTHER: 317_596,
    }
    assert values["out_fully_diluted"] == 8_035_341
    # 2,101,345 + 1,478 x 3,200
    assert values["out_votes"] == 6_830_945
    assert values["out_open_lines"] == values["out_open_items"] == 2
    assert values["out_seconds"] == values["out_splits"] == values["out_pool"] == 0
    assert values["out_pooled"] == 0


def test_every_row_of_the_cap_table_is_the_cores(shipped: bytes) -> None:
    """Outstanding, as converted, part and votes by class, from the same holdings."""
    values = recomputed(shipped)
    holdings = [
        Holding(stock_class=name, shares=Fraction(shares), holder=holder)
        for name, shares, holder in (
            (COMMON, 2_101_345, "all"),
            (SERIES_5A_NAME, 1_478, "purchasers"),
            (WARRANTS, 886_800, "purchasers"),
            (OTHER, 317_596, "others"),
        )
    ]
    classes = [
        ClassTerms(name=COMMON),
        ClassTerms(name="Series 1-A"),
        ClassTerms(
            name=SERIES_2A_NAME,
            original_issue_price=Fraction("6.41"),
            conversion_price=PRICE_2A,
        ),
        ClassTerms(
            name=SERIES_5A_NAME,
            original_issue_price=Fraction(1_000),
            conversion_price=Fraction("0.3125"),
        ),
        ClassTerms(name=WARRANTS, votes=Fraction(0)),
        ClassTerms(name=OTHER, votes=Fraction(0)),
    ]
    for row in CapTable(holdings, classes).result:
        line = CAP_ROW[row.name]
        assert values[f"Cap Table!{ownership.CONVERTED}{line}"] == float(row.as_converted)
        assert values[f"Cap Table!{ownership.PART}{line}"] == float(row.fully_diluted)
        assert values[f"Cap Table!{ownership.VOTES}{line}"] == row.votes


def test_every_price_history_is_the_cores(shipped: bytes) -> None:
    """Series 2-A, Series 5-A and the warrants, step by step."""
    values = recomputed(shipped)
    assert path(values, SERIES_2A_NAME, 2) == core_prices(FULLY, LOG) == [14.2, float(PRICE_2A)]
    assert path(values, SERIES_5A_NAME, 2) == [0.3125, 0.3125]
    assert path(values, WARRANTS, 2) == core_prices(WARRANT, LOG) == [0.5, 0.5]
    assert values[f"Classes!{NOW}{CLASS_ROW[SERIES_2A_NAME]}"] == float(PRICE_2A)
    assert path(values, SERIES_2A_NAME, 3)[-1] == ""


def test_the_prices_of_both_letters_follow_from_the_ledger(shipped: bytes) -> None:
    """003: 6.41 to 2.00; 004: 14.20 to 4.51."""
    values = recomputed(shipped)
    # 6.41 x (35,242,908 + 818,784,360/641) / (35,242,908 + 81,728,433)
    first = Fraction("6.41") * (35_242_908 + Fraction(818_784_360, 641)) / 116_971_341
    assert [values["Price History!G8"], values["Price History!G9"]] == [
        float(first),
        float(PRICE_2A),
    ]
    assert [values["Price History!H8"], values["Price History!H9"]] == ["rounded", "rounded"]


def issue(day: date, name: str, shares: float, money: float | None = None, **more: Any) -> Row:  # noqa: ANN401 - what a cell can hold
    """Return a line that issues something to a holder of that class."""
    holder = PURCHASERS if name == WARRANTS else COMMON_BODY
    line = {"date": day, "event": "issue", "holder": holder, "class": name, "shares": shares}
    return {**line, "consideration": money, **more}


def test_later_events_move_every_price_as_the_core_does(shipped: bytes) -> None:
    """A combination, a ratchet, an average, and the lapse of the ratchet's rights.

    After the combination there are 1,050,672.5 common shares, 443,400 under warrants at $1.00 and
    158,798 others. The ratchet's rights: 4,000,000 at $0.10 for $1,200,000, $0.40 a share.
    """
    events: tuple[Row, ...] = (
        {"date": date(2005, 12, 1), "event": "split", "ratio": 0.5},
        issue(date(2006, 3, 1), OTHER, 4_000_000, 1_200_000, strike=0.10),
        issue(date(2006, 9, 1), COMMON, 6_000_000, 1_500_000),
        {
            **issue(date(2007, 1, 15), OTHER, 4_000_000, None, of=len(VSOURCE.ledger) + 2),
            "event": "lapse",
        },
    )
    values = recomputed(shipped, {**lines(*events), "in_as_of": date(2007, 2, 1)})
    log: dict[int, Event] = dict(LOG)
    log[3] = Split(day=date(2005, 12, 1), ratio=Fraction("0.5"))

    def sale(day: date, gross: int, money: int, shares: int, before: str) -> Financing:
        return Financing(
            closing=day,
            gross_proceeds=Fraction(gross),
            consideration=Fraction(money),
            additional_shares=Fraction(shares),
            shares_outstanding=Fraction(before),
        )

    log[6] = Expiry(day=date(2007, 1, 15), of_event=4)
    # A of the Series 5-A: 1,050,672.5 + 1,478,000 / 0.625 + 443,400 + 158,798; then
    # 1,050,672.5 + 1,478,000 / 0.40 + 443,400 / 0.40 + 4,158,798
    log[4] = sale(date(2006, 3, 1), 1_200_000, 1_600_000, 4_000_000, "4017670.5")
    log[5] = sale(date(2006, 9, 1), 1_500_000, 1_500_000, 6_000_000, "10012970.5")
    assert path(values, SERIES_5A_NAME, 6) == core_prices(SERIES_5A, log)
    assert path(values, WARRANTS, 6) == core_prices(WARRANT, log)
    # A of the Series 2-A: common stock and rights alone
    log[4] = sale(date(2006, 3, 1), 1_200_000, 1_600_000, 4_000_000, "1652870.5")
    log[5] = sale(date(2006, 9, 1), 1_500_000, 1_500_000, 6_000_000, "6317970.5")
    assert path(values, SERIES_2A_NAME, 6) == pytest.approx(core_prices(FULLY, log), rel=1e-14)
    # 0.3125 / 0.5 = 0.625, then 0.40, then averaged; the lapse lifts it: 0.625 averaged
    lifted = WeightedAverage(
        conversion_price=Fraction("0.625"),
        shares_outstanding=Fraction("10012970.5"),
        consideration=Fraction(1_500_000),
        additional_shares=Fraction(6_000_000),
    ).result
    assert values[f"Classes!{NOW}{CLASS_ROW[SERIES_5A_NAME]}"] == float(lifted)
    assert values["README!B4"] == "1 TO LOOK AT"  # the proposed financing is in the past now


JULY_2005_LAPSED: Row = {
    "date": date(2010, 7, 18),
    "event": "lapse",
    "holder": PURCHASERS,
    "class": WARRANTS,
    "shares": 886_800,
    "of": len(VSOURCE.ledger),
}


def test_stock_of_july_2005_stays_issued_when_its_warrants_lapse(shipped: bytes) -> None:
    """CLAUSES 6, P-77: 5.0118 and not 14.20; nobody has to type what the issue lines say."""
    values = recomputed(shipped, {**lines(JULY_2005_LAPSED), "in_as_of": date(2010, 7, 18)})
    expected = 14.2 * (2_101_345 + 1_478_000 / 14.2 + 317_596) / (2_101_345 + 4_729_600 + 317_596)
    last = path(values, SERIES_2A_NAME, 3)[-1]
    assert isinstance(last, float)
    assert last == pytest.approx(expected, rel=1e-14)
    assert round(last, 4) == 5.0118
    assert [values[f"Price Events!{letter}9"] for letter in "MN"] == [4_729_600, 1_478_000]
    assert values["Price Events!M8"] == 0  # February 2002: rights alone


def test_an_exempt_kind_leaves_the_price_of_the_list_that_names_it(shipped: bytes) -> None:
    """An acquisition is exempt for the Series 5-A only (VII.E(6)(c)(E), warrant 3(g)(4))."""
    event = issue(date(2006, 3, 1), COMMON, 4_000_000, 1_000_000, kind="acquisition")
    values = recomputed(shipped, {**lines(event), "in_as_of": date(2006, 3, 1)})
    assert path(values, SERIES_5A_NAME, 3)[-1] == 0.3125
    assert path(values, WARRANTS, 3)[-1] == 0.25
    # price x shares stays: 886,800 x 0.50 / 0.25
    assert of_class(values, ownership.CONVERTED)[WARRANTS] == 1_773_600


def test_the_position_is_that_of_its_day(shipped: bytes) -> None:
    """Before July 16, 2005 the ledger stands where the letter of 2002 left it."""
    values = recomputed(shipped, {"in_as_of": date(2002, 2, 4)})
    assert of_class(values, ownership.OUTSTANDING)[COMMON] == 33_831_184
    assert values["out_events"] == 0
    assert values[f"Classes!{NOW}{CLASS_ROW[SERIES_2A_NAME]}"] == 14.2


def test_the_proposed_financing_moves_prices_as_the_core_does(shipped: bytes) -> None:
    """$2,000,000 at $0.20 with 2,000,000 warrants at $0.25: 12,000,000 shares for $2,500,000."""
    values = recomputed(shipped)

    def after(price: Fraction, before: int) -> float:
        return float((price * before + 2_500_000) / Fraction(before + 12_000_000))

    rows = {name: PF_ROW[name] for name in (SERIES_2A_NAME, SERIES_5A_NAME, WARRANTS)}
    found = {name: values[f"Pro Forma!{pro_forma.AFTER}{row}"] for name, row in rows.items()}
    assert found[SERIES_5A_NAME] == after(Fraction("0.3125"), 8_035_341)
    # common stock, warrants and other rights: 2,101,345 + 886,800 + 317,596
    assert found[SERIES_2A_NAME] == pytest.approx(after(PRICE_2A, 3_305_741), rel=1e-14)
    assert found[WARRANTS] == 2_500_000 / 12_000_000
    converted = values[f"Pro Forma!{pro_forma.CONVERTED_AFTER}{rows[SERIES_5A_NAME]}"]
    series_5a = 1_478_000 / after(Fraction("0.3125"), 8_035_341)
    assert converted == pytest.approx(series_5a, rel=1e-14)
    # the purchasers: their Series 5-A, and 886,800 x 0.50 / (2.5/12) warrants
    assert values[f"Pro Forma!D{pro_forma.header_row(ROOM) + 2}"] == pytest.approx(
        series_5a + 2_128_320, rel=1e-14
    )


@pytest.mark.parametrize(
    ("inputs", "price", "rule"),
    [
        ({"in_pf_date": date(2006, 7, 18)}, 2_500_000 / 12_000_000, "full ratchet"),
        ({"in_pf_gross": 999_999}, 0.3125, "unchanged"),
        ({"in_pf_kind": "employee plan"}, 0.3125, "exempt"),
        ({"in_pf_price": 5, "in_pf_warrants": 0}, 0.3125, "unchanged"),  # no cheap warrants
        ({"in_pf_gross": None}, 0.3125, "no financing"),
    ],
)
def test_a_proposed_financing_follows_date_size_and_kind(
    shipped: bytes, inputs: dict[str, Any], price: float, rule: str
) -> None:
    """Series 5-A VII.E(6): the anniversary itself still ratchets; $999,999 is too little."""
    values = recomputed(shipped, inputs)
    row = PF_ROW[SERIES_5A_NAME]
    assert values[f"Pro Forma!{pro_forma.AFTER}{row}"] == price
    assert values[f"Pro Forma!{pro_forma.BECAUSE}{row}"] == rule
    assert values["README!B4"] == "ALL CHECKS OK"


def test_new_shares_are_whole_where_a_price_was_cut(shipped: bytes) -> None:
    """$2,000,000,000 at two thirds of a dollar are 3,000,000,000 shares."""
    values = recomputed(shipped, {"in_pf_gross": 2e9, "in_pf_price": 0.666666666666667})
    assert values["out_pf_new"] == 3_000_000_000


def test_protected_shares_are_whole_where_a_fraction_was_cut(shipped: bytes) -> None:
    """Two thirds of 6,000,000,000 are 4,000,000,000, and not one more."""
    values = recomputed(shipped, {"Classes!T11": 6e9, "Votes!B19": 0.666666666666667})
    assert values["Votes!E19"] == 4_000_000_000


def test_a_round_is_solved_from_its_pre_money_value(shipped: bytes) -> None:
    """$8,035,341 before are $1 a share; a SAFE of $500,000 at $4,000,000 post-money is an eighth.

    Of the shares before the new money, S = 8,035,341 / (1 - 1/8) = 9,183,246.86, the SAFE has
    1,147,905.86; the price is 8,035,341 / S = 0.875, and $2,000,000 buy 2,285,714 shares.
    """
    safe = {"A8": "SAFE holder", "B8": "safe post-money", "C8": 500_000, "D8": 4_000_000}
    values = recomputed(
        shipped,
        {
            "in_pf_pre": 8_035_341,
            "in_pf_pool": None,
            "in_pf_warrants": 0,
            **{f"Convertibles!{cell}": value for cell, value in safe.items()},
        },
    )
    assert values["out_pf_solved"] == values["out_pf_active"] == "yes"
    assert values["out_pf_share_price"] == pytest.approx(0.875, rel=1e-6)
    assert values["out_pf_new"] == values["out_pf_solved_new"] == 2_285_714
    assert values["Convertibles!K8"] == values["out_pf_converted"] == 1_147_905
    assert values["Convertibles!M8"] == "cap"
    assert values["out_pf_pool"] == values["out_pf_solved_pool"] == 0
    rows = range(pro_forma.FIRST_NEW, pro_forma.last_row(ROOM) + 1)
    parts = [values[f"Pro Forma!{pro_forma.PART_AFTER}{row}"] for row in rows]
    assert sum(float(part) for part in parts if isinstance(part, float)) == pytest.approx(1)
    assert values["README!B4"] == "ALL CHECKS OK"


def test_a_round_converts_what_payments_on_account_leave_of_a_note(shipped: bytes) -> None:
    """$150,000 at 8% for 181 days are $155,950.68; less $50,000, for 184 days $110,223.55.

    At 20% off $1.00 they are 137,779.4375 shares, which the value before the money pays for.
    """
    note = {"A8": "Ann", "B8": "note", "C8": 150_000, "E8": 0.2, "F8": 0.08}
    note |= {"G8": date(2023, 2, 1), "H8": date(2024, 2, 1)}
    note |= {"A31": "Ann", "B31": date(2023, 8, 1), "C31": 50_000}
    values = recomputed(
        shipped,
        {
            "in_pf_pre": 8_035_341 + 137_779.4375,
            "in_pf_pool": None,
            "in_pf_warrants": 0,
            **{f"Convertibles!{cell}": value for cell, value in note.items()},
        },
    )
    assert values["Convertibles!J8"] == 110_223.55
    assert values["out_pf_share_price"] == pytest.approx(1, rel=1e-12)
    assert values["Convertibles!K8"] == values["out_pf_converted"] == 137_779
    assert values["README!B4"] == "ALL CHECKS OK"


def test_votes_say_who_carries_what(shipped: bytes) -> None:
    """4,729,600 of 6,830,945: more than two thirds, less than three quarters."""
    values = recomputed(shipped)
    assert [values[f"Votes!I{row}"] for row in range(8, 14)] == ["yes"] * 6
    assert values["Votes!H8"] == 3_415_473  # more than half
    assert values["Votes!H12"] == 986  # two thirds of 1,478 is 985.3
    assert (values["Votes!E19"], values["Votes!F19"]) == (938, "yes")
    # alone the purchasers carry two thirds, and others cannot even carry half without them
    assert [values[f"Votes!{letter}26"] for letter in "EF"] == ["two thirds", "more than half"]
    assert [values[f"Votes!{letter}25"] for letter in "EF"] == ["no", "three quarters"]
    assert values["out_vote_column"] == 1
    against = recomputed(shipped, {"Holders!D9": "no", "Classes!T11": 6_000})
    assert [against[f"Votes!I{row}"] for row in range(8, 14)] == ["no"] * 6
    assert against["Votes!F19"] == "no"  # 1,478 of 6,000


DAY_5 = {"date": date(2005, 7, 18), "holder": PURCHASERS, "class": WARRANTS, "shares": 5}


@pytest.mark.parametrize(
    ("line", "looks"),
    [
        ({"holder": "Nobody"}, "which holder?"),
        ({"event": "gift"}, "which event?"),
        ({"event": "financing"}, "which event?"),  # of an earlier version
        ({"date": None}, "which day?"),
        ({"date": date(2001, 1, 1)}, "before the line above"),
        ({"class": "Series 9"}, "which class?"),
        ({"shares": None}, "of how many?"),
        ({"price": 2, "consideration": 11}, "number x price is not the consideration"),
        ({"class": COMMON}, "price or consideration?"),  # the Series 2-A can move
        ({"class": COMMON, "price": 1}, None),
        ({"event": "repurchase", "shares": 886_801}, "more than the holder has"),
        ({"event": "transfer"}, "to which other holder?"),
        ({"event": "transfer", "to": PURCHASERS}, "to which other holder?"),
        ({"event": "transfer", "to": "Nobody"}, "unknown holder under To"),
        ({"to": COMMON_BODY}, "To is for a transfer, exercise or conversion"),
        ({"event": "conversion", "class": SERIES_5A_NAME}, "into how many shares?"),
        ({"event": "exercise", "other_class": "Series 9"}, "unknown other class"),
        ({"other": 5}, "nothing else is received"),
        ({"of": 3}, "Of line is for a lapse, of an issue above"),
        ({"event": "lapse", "of": 1}, "Of line is for a lapse, of an issue above"),
        ({"event": "lapse"}, "of which issue, Of line?"),  # it was one that can move a price
        ({"event": "exercise"}, "into how many shares?"),  # of these warrants the count moves
        ({"kind": "gift"}, "unknown kind of issue"),
        ({"event": "position", "deal": "First"}, "deal and kind are for issues and grants"),
        ({"class": COMMON, "price": 1, "strike": 1}, "a strike is for rights that are issued"),
        ({"counted": 5}, "counted is for the first line of a deal"),
        ({"ratio": 2}, "a ratio is for a split"),
        ({"event": "split"}, "new shares for an old one?"),
        ({"event": "split", "ratio": 2}, "a split has a ratio alone"),
        ({"event": "stock dividend"}, "issues of its kind do not add up to it"),
        ({"event": "stock dividend", "shares": None}, "how many shares in all?"),
        ({"event": "dividend", "shares": None}, "how much was paid?"),
        ({"event": "reserve"}, "the class is not a pool"),
    ],
)
def test_a_line_that_lacks_something_says_what(
    shipped: bytes, line: dict[str, Any], looks: str | None
) -> None:
    """The master check on every sheet says so, and no cell is an error.

    While an entry does not fit, no line counts: one that is below what is missing then asks, too.
    """
    values = recomputed(shipped, lines({**DAY_5, "event": "issue", **line}))
    assert values[f"Ledger!{REMARK}{NEXT_LINE}"] == (looks or "")
    assert values["out_open_items"] == (
        2 if looks is None else 3 if values["out_unfit"] == 0 else 4
    )
    # what takes away more than there is fails the sums, too
    few = "[1-7]" if looks == "more than the holder has" else "[1-3]"
    master = str(values["README!B4"])
    assert re.fullmatch(f"{few} TO LOOK AT" if looks else "ALL CHECKS OK", master), master
    assert not [place for place, value in values.items() if isinstance(value, ExcelError)]


def test_a_class_without_a_start_date_starts_with_its_first_line(shipped: bytes) -> None:
    """Warrants at $1.00 of after a combination of 2 into 1 are no warrants at $2.00."""
    events = (
        {"date": date(2005, 12, 1), "event": "split", "ratio": 0.5},
        {**DAY_5, "date": date(2006, 1, 10), "event": "issue", "class": "Late"},
        {"date": date(2006, 2, 1), "event": "split", "ratio": 4},
    )
    late = {"Classes!A14": "Late", "Classes!B14": "warrant", "Classes!R14": 1}
    for count, price in (2, 1), (3, 0.25):
        values = recomputed(
            shipped, {**lines(*events[:count]), **late, "in_as_of": date(2006, 3, 1)}
        )
        assert values[f"Classes!{NOW}14"] == price


def test_options_are_granted_from_the_pool_where_there_is_one(shipped: bytes) -> None:
    """Else the pool would keep what was granted, and A that counts it with them."""
    grant = {**DAY_5, "event": "grant", "class": "Options"}
    lists = {"Classes!A14": "Options", "Classes!B14": "option", "Classes!R14": 1}
    pool = {"Classes!A15": "Pool", "Classes!B15": "pool"}
    for classes, remark in (lists, ""), (lists | pool, "from which pool?"):
        values = recomputed(shipped, {**lines(grant), **classes})
        assert values[f"Ledger!{REMARK}{NEXT_LINE}"] == remark


def test_what_leaves_before_it_comes_is_more_than_the_holder_has(shipped: bytes) -> None:
    """Line by line, though in the end there is enough: 5 go, then 10 come, of which 5 go."""
    common = {**DAY_5, "class": COMMON, "holder": PURCHASERS}
    gone, come = {**common, "event": "repurchase"}, {**common, "event": "position", "shares": 10}
    values = recomputed(shipped, lines(gone, come, gone))
    remarks = [values[f"Ledger!{REMARK}{NEXT_LINE + place}"] for place in range(3)]
    assert remarks == ["more than the holder has", "", ""]
    assert not [place for place, value in values.items() if isinstance(value, ExcelError)]


def test_a_sale_without_its_money_moves_nothing_and_is_open(shipped: bytes) -> None:
    """A forgotten consideration is no free share: the price waits, and the master check says so."""
    sale = issue(date(2006, 3, 1), COMMON, 4_000_000)
    values = recomputed(shipped, {**lines(sale), "in_as_of": date(2006, 3, 1)})
    assert values[f"Ledger!{REMARK}{NEXT_LINE}"] == "price or consideration?"
    assert path(values, SERIES_5A_NAME, 3)[-1] == 0.3125
    assert values["README!B4"] == "2 TO LOOK AT"  # the line, and its deal


@pytest.mark.parametrize(
    ("place", "value", "check"),
    [
        ("Cap Table!G65", 5, "Holders and classes add up to the ledger"),
        ("Cap Table!C9", 5, "CAP_TABLE: outstanding, against SUMIFS of the ledger"),
        ("Price History!G43", 5, "Every price history ends where CONVPRICE_HISTORY does"),
        (
            f"Pro Forma!E{PF_ROW[SERIES_5A_NAME]}",
            0.3,
            "Pro forma: weighted averages against the formula written out",
        ),
        ("Votes!I9", "no", "Votes: passing by count is passing by the function"),
        ("Votes!F19", "no", "Protective provisions: by count and by the function"),
        (
            f"Pro Forma!D{pro_forma.header_row(ROOM) + 1}",
            1,
            "Pro forma: holders and new shares add up",
        ),
        ("Price History!G9", 4.3, "Stated prices follow from the ledger"),
        ("Ledger!Q16", 2_418_940, "Stated A agrees with the ledger"),
        ("Holders!A9", "All holders of common stock", "Holders: every name once"),
        ("Classes!A9", COMMON, "Classes: nothing is missing"),
        ("Classes!T11", 1_000, "No class has more issued than authorized"),
        ("Ledger!F12", 40_000_000, "Ledger: no line needs a look"),
        ("Cap Table!G65", -1, "No holder has less than nothing"),
        ("Cap Table!D12", ExcelError.NA, "No cell of a list or a result is an error"),
    ],
)
def test_a_planted_fault_fails_the_check_that_is_meant_for_it(
    shipped: bytes, place: str, value: CellValue, check: str
) -> None:
    """A formula overwritten by a number, a wrong name, a wrong number."""
    values = recomputed(shipped, {place: value})
    sheet = next(sheet for sheet in read_file(shipped).sheets if sheet.name == "Checks")
    row = next(row for (row, _), cell in sheet.cells.items() if row >= 8 and cell.value == check)
    assert values[f"Checks!E{row}"] == "LOOK"
    assert str(values["README!B4"]).endswith("TO LOOK AT")


def test_a_blank_copy_has_no_data_no_error_and_says_what_to_fill(shipped: bytes) -> None:
    """Structure, prompts and checks stay; the company's name is nowhere in the file."""
    file = blank_file("cap_table")
    values = stored(file)
    assert not [place for place, value in values.items() if isinstance(value, ExcelError)]
    assert values["README!B4"] == "4 INPUTS TO FILL, FIRST ON Inputs"
    assert set(values) >= set(stored(shipped))
    strings = b"".join(part.data for part in unpacked(file).parts)
    assert b"Purchasers of July" not in strings
    assert b"Vsource" not in strings


def test_a_blank_copy_can_be_filled_from_nothing() -> None:
    """One holder, one class, no event: the smallest company."""
    founder = {"date": date(2019, 1, 1), "event": "issue", "holder": "Founder", "class": "Shares"}
    typed = {
        "in_as_of": date(2020, 1, 1),
        "Classes!A8": "Shares",
        "Classes!B8": "common",
        "Holders!A8": "Founder",
        **lines({**founder, "shares": 100}, start=8),
    }
    values = recomputed(blank_file("cap_table"), typed)
    assert values["README!B4"] == "ALL CHECKS OK"
    assert values["out_fully_diluted"] == 100
    assert (values["out_movable"], values["out_events"]) == (0, 0)  # no issue could move a price
    assert values[f"Cap Table!C{ownership.table_header(ROOM) + 1}"] == 1


Rows = Sequence[Mapping[str, object]]


def filled(book: Book, tables: Mapping[str, Rows]) -> Book:
    """Return a blank copy whose lists a user gave as CSV files, through the engine."""
    for name, rows in tables.items():
        titles = listed(book, name, calculated=False).columns
        text = StringIO()
        writer = csv.DictWriter(text, titles)
        writer.writeheader()
        writer.writerows(rows)
        book = with_rows(book, name, read_rows(text.getvalue().encode(), "lines.csv")).book
    return book


def company(tables: Mapping[str, Rows], as_of: date) -> Values:
    """Return the values of a blank copy that is filled with a company's lists."""
    book = filled(read_file(blank_file("cap_table")), tables)
    places = places_in(book)
    typed = with_inputs(book, placed({"in_as_of": as_of}, places))
    return named(recalculate(typed, function_table(), BUILT), places)


def line(day: str, event: str, holder: str, name: str, number: float, **more: object) -> Row:
    """Return a line of a ledger by its titles."""
    found = {"Date": day, "Event": event, "Holder": holder, "Class": name, "Number": number}
    titles = {"money": "Consideration, $", "price": "Price, $", "of": "Other class"}
    titles |= {"kind": "Kind of issue", "to": "To", "other": "Other number", "strike": "Strike, $"}
    return found | {titles[key]: value for key, value in more.items()}


def stock(name: str, price: float, day: str, preset: str) -> Row:
    """Return a preferred class by its titles."""
    prices_of = {"Original issue price": price, "Start price": price, "Start date": day}
    return {"Class": name, "Type": "preferred", "Preset": preset, "Votes": 1, **prices_of}


ALL_SHARES = "Weighted average, with the pool"
NORTHWIND: Mapping[str, Rows] = {
    "tblClasses": (
        {"Class": "Common", "Type": "common", "Votes": 1},
        stock("Series A", 1, "2020-01-15", ALL_SHARES),
        stock("Series B", 2.5, "2022-03-01", ALL_SHARES),
        stock("Series C", 1.1, "2024-02-01", ALL_SHARES),
        {"Class": "Options", "Type": "option", "Start price": 0.25},
        {"Class": "Pool", "Type": "pool"},
        {"Class": "Lender warrant", "Type": "warrant", "Start price": 2.5},
        {**stock("Bridge warrant", 1.5, "2023-06-01", "Full ratchet"), "Type": "warrant"},
    ),
    "tblHolders": [
        {"Holder": name}
        for name in ("Founders", "Fund A", "Fund B", "Employees", "Lender", "Bridge", "Fund C")
    ],
    "tblLedger": (
        line("2019-05-01", "issue", "Founders", "Common", 8_000_000, price=0.0001),
        line("2020-01-15", "issue", "Fund A", "Series A", 3_000_000, price=1),
        line("2020-06-01", "reserve", "", "Pool", 1_500_000),
        line("2020-07-01", "grant", "Employees", "Options", 1_000_000, of="Pool"),
        line("2022-03-01", "issue", "Fund B", "Series B", 2_000_000, price=2.5),
        line("2022-03-01", "issue", "Lender", "Lender warrant", 200_000),
        line("2023-06-01", "issue", "Bridge", "Bridge warrant", 150_000, kind="acquisition"),
        line("2024-02-01", "issue", "Fund C", "Series C", 3_636_363, money=4_000_000),
    ),
}  # fmt: skip


def by_class(values: Values, letter: str) -> dict[CellValue, CellValue]:
    """Return a column of the cap table by the names of the classes."""
    rows = range(ownership.FIRST_CLASS, ownership.FIRST_CLASS + ROOM.classes)
    return {values[f"Cap Table!A{row}"]: values[f"Cap Table!{letter}{row}"] for row in rows}


def test_northwind_is_typed_as_issue_lines_only() -> None:
    """2.50 x (14,850,000 + 4,000,000 / 2.50) / (14,850,000 + 3,636,363) = 2.224613.

    A counts 8,000,000 + 3,000,000 + 2,000,000 + 1,000,000 + 500,000 + 200,000 + 150,000.
    """
    values = company(NORTHWIND, date(2024, 2, 1))
    now = by_class(values, ownership.PRICE)
    assert now["Series B"] == pytest.approx(41_125_000 / 18_486_363, rel=1e-14)
    assert round(float(41_125_000 / 18_486_363), 6) == 2.224613
    assert now["Bridge warrant"] == pytest.approx(4_000_000 / 3_636_363, rel=1e-14)  # 1.10
    assert (now["Series A"], now["Series C"]) == (1, 1.1)
    assert now["Lender warrant"] == 2.5
    held = by_class(values, ownership.OUTSTANDING)
    assert (held["Options"], held["Pool"]) == (1_000_000, 500_000)
    assert values["out_pool"] == 500_000
    assert values["README!B4"] == "ALL CHECKS OK"
    last = ownership.table_header(ROOM) + len(NORTHWIND["tblHolders"]) + 1
    assert values[f"Cap Table!A{last}"] == "Unissued pool"


def test_a_stock_dividend_is_measured_by_all_shares_but_the_unissued_pool() -> None:
    """000 VII.E(2) counts what is outstanding, and what rights that are outstanding give.

    8,000,000 + 3,000,000 + 2,000,000 x 2.50 / 2.224613 + 3,636,363 + 1,000,000 + 200,000 + 150,000.
    """
    paid = (
        {"Date": "2024-03-01", "Event": "stock dividend", "Number": 1_000_000},
        line("2024-03-01", "issue", "Founders", "Common", 1_000_000, kind="split or dividend"),
    )
    tables = {**NORTHWIND, "tblLedger": (*NORTHWIND["tblLedger"], *paid)}
    values = company(tables, date(2024, 3, 1))
    outstanding = 15_986_363 + Fraction(5_000_000 * 18_486_363, 41_125_000)
    price = by_class(values, ownership.PRICE)["Series A"]
    assert price == pytest.approx(float(outstanding / (outstanding + 1_000_000)), rel=1e-12)


def test_nvca_rounds_the_price_to_four_decimals() -> None:
    """1.2345 x (10,000,000 + 500,000 / 1.2345) / 11,000,000 = 1.16773, so 1.1677."""
    preset = "NVCA broad-based weighted average (4 decimals)"
    values = company(
        {
            "tblClasses": (
                {"Class": "Common", "Type": "common", "Votes": 1},
                stock("Series A", 1.2345, "2020-01-15", preset),
            ),
            "tblHolders": ({"Holder": "Fund"},),
            "tblLedger": (
                line("2020-01-15", "issue", "Fund", "Series A", 10_000_000, price=1.2345),
                line("2021-01-15", "issue", "Fund", "Common", 1_000_000, money=500_000),
            ),
        },
        date(2021, 1, 15),
    )
    assert by_class(values, ownership.PRICE)["Series A"] == 1.1677
    assert by_class(values, ownership.VOTES)["Series A"] == 10_572_064  # 12,345,000 / 1.1677
    assert values["README!B4"] == "ALL CHECKS OK"


@pytest.mark.parametrize(
    ("votes", "missing"),
    [
        ((None, 1), "its votes; 0 for none"),  # of the common stock, which has 1,000,000 shares
        ((None, None), ""),  # a company in which no one asks for a vote
        ((0, 1), ""),
    ],
)
def test_votes_that_are_left_blank_are_not_0(votes: tuple[object, object], missing: str) -> None:
    """Where another class has some, the votes of the whole would be wrong, and all checks OK."""
    common, preferred = votes
    values = company(
        {
            "tblClasses": (
                {"Class": "Common", "Type": "common", "Votes": common},
                {**stock("Series A", 1.25, "2020-01-15", ""), "Votes": preferred},
                {"Class": "Series B", "Type": "preferred"},  # of which no one holds any
                {"Class": "Warrants", "Type": "warrant", "Start price": 1},
            ),
            "tblHolders": ({"Holder": "Fund"},),
            "tblLedger": (
                line("2020-01-15", "issue", "Fund", "Series A", 10_000_000, price=1.25),
                line("2021-01-15", "issue", "Fund", "Common", 1_000_000, money=500_000),
                line("2021-01-15", "issue", "Fund", "Warrants", 1_000),
            ),
        },
        date(2021, 1, 15),
    )
    assert values["Classes!AS8"] == missing
    assert values["README!B4"] == ("1 TO LOOK AT" if missing else "ALL CHECKS OK")


def test_a_dividend_of_more_than_a_hundred_years_is_told() -> None:
    """It was an error in the class, and in what follows."""
    classes = (
        {"Class": "Common", "Type": "common", "Votes": 1},
        {**stock("Series A", 1.25, "1950-01-15", ""), "Dividend rate": 0.08},
    )
    ledger = (line("1950-01-15", "issue", "Fund", "Series A", 1_000, price=1.25),)
    lists: dict[str, Rows] = {"tblClasses": classes, "tblHolders": ({"Holder": "Fund"},)}
    lists["tblLedger"] = ledger
    values = company(lists, date(2051, 1, 15))
    assert (values["Classes!AQ9"], values["Classes!AS9"]) == ("", "a dividend of 100 years at most")
    assert values["README!B4"] == "1 TO LOOK AT"
    # 1,250 x 8% for 36,525 days, of years of 365
    assert company(lists, date(2050, 1, 15))["Classes!AQ9"] == 10_006.85


def test_a_class_keeps_to_its_floor_its_smallest_change_its_decimals_and_its_fraction() -> None:
    """1,000,000 of the A at $2.00 beside 1,000,000 common shares: A of the average is 2,000,000.

    9,000 shares at $1.00 would make it 4,009,000 / 2,009,000 = 1.9955: 0.2% less, so it stays and
    the change is carried forward. Then 100,000 for $110,000: (1.9955 x 2,009,000 + 110,000) /
    2,109,000 = 1.95304, to four decimals 1.9530; 2,000,000 / 1.953 = 1,024,065.5 votes, the
    fraction dropped; a conversion would be rounded up. 10,000,000 at $0.10 on 1,109,000 and
    1,024,065.5: (1.953 x 2,133,065.5 + 1,000,000) / 12,133,065.5 = 0.43, below its floor.
    """
    own = "Article IV.4(d): weighted average, never below $1.00."
    terms = {"Floor": 1, "Smallest change": 0.01, "Decimals": 4, "Fraction": "up", "Clause": own}
    tables: Mapping[str, Rows] = {
        "tblClasses": (
            {"Class": "Common", "Type": "common", "Votes": 1},
            {**stock("Series A", 2, "2020-01-15", "Broad-based weighted average"), **terms},
        ),
        "tblHolders": ({"Holder": "Founder"}, {"Holder": "Fund"}),
        "tblLedger": (
            line("2019-05-01", "issue", "Founder", "Common", 1_000_000, price=0.01),
            line("2020-01-15", "issue", "Fund", "Series A", 1_000_000, price=2),
            line("2021-01-15", "issue", "Founder", "Common", 9_000, money=9_000),
            line("2022-01-15", "issue", "Founder", "Common", 100_000, money=110_000),
            line("2023-01-15", "issue", "Founder", "Common", 10_000_000, money=1_000_000),
        ),
    }
    file = package_bytes(filled(read_file(blank_file("cap_table")), tables).package)
    found = {day: recomputed(file, {"in_as_of": date(day, 12, 31)}) for day in (2021, 2022, 2023)}
    for day, price, votes in (
        (2021, 2, 1_000_000),
        (2022, 1.953, 1_024_065),
        (2023, 1, 2_000_000),
    ):
        assert by_class(found[day], ownership.PRICE)["Series A"] == price
        assert by_class(found[day], ownership.VOTES)["Series A"] == votes
        assert found[day]["README!B4"] == "ALL CHECKS OK"
    values = found[2023]
    assert values[f"Working!{letter_of(terms_of('0'), 'fraction')}9"] == "up"
    why = [str(value) for place, value in values.items() if place.startswith("Checks!F")]
    assert [text for text in why if text.endswith(f" Series A: {own}")]


def test_the_checks_print_the_clause_of_the_series_5a_in_the_companys_words(shipped: bytes) -> None:
    """As tblClasses has it, and EXPLAIN prints it from there."""
    values = stored(shipped)
    why = " ".join(str(value) for place, value in values.items() if place.startswith("Checks!F"))
    clause = "VII.E(6)(a): to the anniversary of the Closing Date the Effective Price, then"
    assert f"Series 5-A: {clause} the weighted average over all shares fully diluted." in why


def test_one_line_moves_what_it_is_about() -> None:
    """A split of 2 for 1, then a transfer, an exercise, a conversion, a lapse, a repurchase.

    Common stock of the founder: 2 x 1,000 - 300; of the buyer: 300; of the employee: 50 exercised;
    of the fund: 100 x 1.00 / 0.50 = 200 on the conversion of half of its stock.
    """
    values = company(
        {
            "tblClasses": (
                {"Class": "Common", "Type": "common", "Votes": 1},
                stock("Series A", 1, "2020-01-01", "Broad-based weighted average"),
                {"Class": "Options", "Type": "option", "Start price": 0.5},
                {"Class": "Pool", "Type": "pool"},
            ),
            "tblHolders": [{"Holder": name} for name in ("Founder", "Fund", "Employee", "Buyer")],
            "tblLedger": (
                line("2019-01-01", "issue", "Founder", "Common", 1_000, price=0.01),
                line("2020-01-01", "issue", "Fund", "Series A", 200, price=1),
                line("2020-02-01", "reserve", "", "Pool", 200),
                line("2020-03-01", "grant", "Employee", "Options", 80, of="Pool"),
                {"Date": "2021-01-01", "Event": "split", "Ratio": 2},
                line("2021-02-01", "transfer", "Founder", "Common", 300, to="Buyer"),
                line("2021-03-01", "exercise", "Employee", "Options", 50, money=12.5),
                line("2021-04-01", "conversion", "Fund", "Series A", 100, of="Common", other=200),
                line("2021-05-01", "lapse", "Employee", "Options", 10, of="Pool"),
                line("2021-06-01", "repurchase", "Founder", "Common", 700, money=7),
            ),
        },
        date(2021, 12, 31),
    )
    assert values["README!B4"] == "ALL CHECKS OK"
    # 160 options after the split, less 50 and 10; of the pool 2 x 120, and 10 that came back
    held = by_class(values, ownership.OUTSTANDING)
    assert (held["Options"], held["Pool"], held["Series A"]) == (100, 250, 100)
    assert held["Common"] == 2_000 + 50 + 200 - 700
    assert by_class(values, ownership.PRICE)["Options"] == 0.25
    assert by_class(values, ownership.PRICE)["Series A"] == 0.5
    header = ownership.table_header(ROOM)
    common = {
        values[f"Cap Table!A{row}"]: values[f"Cap Table!G{row}"]
        for row in range(header + 1, header + 5)
    }
    assert common == {"Founder": 1_000, "Fund": 200, "Employee": 50, "Buyer": 300}


def test_closings_of_one_deal_are_one_event_in_the_shares_of_its_first_day() -> None:
    """As if all had been sold on January 15; what is sold or lapses after a split is halved.

    1,000,000 common shares alone are counted. 100,000 at $1.00, then 2 for 1, then 200,000 at
    $0.50: together 200,000 for $200,000. In between 100,000 rights at $0.50 for $20,000: $0.70
    each; half of them lapse after the split, and 50,000 for $20,000 + $25,000 stay: $0.90 each.
    """
    narrow = {**stock("Series A", 2, "2020-01-15", ""), "Price rule": "weighted average"}
    deal, rights = {"Deal": "Sale"}, {"Deal": "Rights"}
    tables: Mapping[str, Rows] = {
        "tblClasses": (
            {"Class": "Common", "Type": "common", "Votes": 1},
            {**narrow, "Threshold": 0, "Counts common": "yes"},
            stock("Series B", 3, "2020-01-15", "Full ratchet"),
            {"Class": "Rights", "Type": "warrant", "Start price": 0.5},
        ),
        "tblHolders": ({"Holder": "Founder"}, {"Holder": "Fund"}),
        "tblLedger": (
            line("2019-05-01", "issue", "Founder", "Common", 1_000_000, price=0.01),
            {**line("2021-01-15", "issue", "Fund", "Common", 100_000, price=1), **deal},
            {**line("2021-01-20", "issue", "Fund", "Rights", 100_000, money=20_000), **rights},
            {"Date": "2021-02-01", "Event": "split", "Ratio": 2},
            {**line("2021-03-15", "issue", "Fund", "Common", 200_000, price=0.5), **deal},
            {**line("2021-04-01", "lapse", "Fund", "Rights", 100_000), "Of line": 3},
        ),
    }
    file = package_bytes(filled(read_file(blank_file("cap_table")), tables).package)
    sale = Fraction(2_200_000, 1_200_000)  # (2 x 1,000,000 + 200,000) / 1,200,000
    for day, series_a, series_b in (
        (date(2021, 1, 15), Fraction(2_100_000, 1_100_000), 1),  # the first closing alone
        (date(2021, 3, 15), (sale * 1_100_000 + 70_000) / 1_200_000 / 2, 0.35),
        (date(2021, 4, 1), (sale * 1_100_000 + 45_000) / 1_150_000 / 2, 0.45),
    ):
        values = recomputed(file, {"in_as_of": day})
        now = by_class(values, ownership.PRICE)
        assert now["Series A"] == pytest.approx(float(series_a), rel=1e-14)
        assert now["Series B"] == pytest.approx(series_b, rel=1e-14)
        assert values["README!B4"] == "ALL CHECKS OK"


def test_more_holders_than_there_is_room_for_are_refused_with_what_makes_it() -> None:
    """Ten fit into a blank copy."""
    book = read_file(blank_file("cap_table"))
    with pytest.raises(UnreadableError) as refusal:
        filled(book, {"tblHolders": [{"Holder": f"Holder {number}"} for number in range(11)]})
    assert "it has room for 10 rows, and these are 11" in str(refusal.value)
    assert "--classes 12 --holders 11 --events 12" in str(refusal.value)


@pytest.mark.parametrize("holders", [1, 50])
def test_a_demonstration_has_the_holders_asked_for(holders: int) -> None:
    """Every one of them once, with all checks OK."""
    values = stored(DEMONSTRATIONS["cap_table"](holders))
    names = [value for place, value in values.items() if place.startswith("Cap Table!A") and value]
    assert sum("Demonstration holder" in str(name) for name in names) >= holders
    assert values["README!B4"] == "ALL CHECKS OK"


@pytest.mark.parametrize(("classes", "events"), [(1, 0), (24, 3)])
def test_a_blank_copy_has_the_size_asked_for(classes: int, events: int) -> None:
    """The fewest and the most classes; without room for an event, too."""
    nobody = Company(classes=(), holders=(), ledger=())
    room = Room(classes=classes, holders=10, events=max(events, 1))
    values = stored(blank(template.plan_of(nobody, room)))
    assert values["README!B4"] == "4 INPUTS TO FILL, FIRST ON Inputs"
    assert not [place for place, value in values.items() if isinstance(value, ExcelError)]


def test_five_hundred_events_are_the_cores() -> None:
    """Sales two a day, each price to four decimals; A is what there was the day before."""
    start = date(2004, 1, 1)
    held = {"holder": "Holder", "class": COMMON}
    rows: list[Row] = [{"date": start, "event": "position", **held, "shares": 1e9}]
    log: dict[int, Event] = {}
    for number in range(1, 501):
        day, money = start + timedelta(days=1 + number // 2), 50_000 - 50 * number
        deal = {"consideration": money, "deal": f"Sale {number}"}
        rows.append({"date": day, "event": "issue", **held, "shares": 1e6, **deal})
        log[number] = Financing(
            closing=day,
            gross_proceeds=Fraction(money),
            consideration=Fraction(money),
            additional_shares=Fraction(1_000_000),
            shares_outstanding=Fraction(1_000_000_000 + 1_000_000 * max(0, number // 2 * 2 - 1)),
        )
    terms: Row = {"rule": "weighted average", "threshold": 0, "count_common": "yes", "decimals": 4}
    preferred = {"name": "Series A", "type": "preferred", "oip": 1, "price": 1, "date": start}
    company = Company(
        classes=({"name": COMMON, "type": "common"}, {**preferred, **terms}),
        holders=({"holder": "Holder"},),
        ledger=tuple(rows),
        inputs={"as_of": date(2005, 7, 18), "chart_class": None},
    )
    values = stored(finished(template.template_of(company, room_of(company, classes=2))))
    series_a = replace(SERIES_2A, conversion_price=Fraction(1), closing_date=start)
    steps = replay(replace(series_a, counting=SERIES_5A.counting), log, bounds=PriceBounds(4))
    found = [values[f"Price History!F{prices.FIRST + number}"] for number in range(1, 501)]
    assert found == [float(step.after) for step in steps]
    assert values["README!B4"] == "ALL CHECKS OK"
