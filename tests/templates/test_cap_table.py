"""``cap_table.xlsx``: held against the core, at every size, blank and filled."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.templates.conftest import Values, recomputed, shipped_file
from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.core.captable.captable import CapTable, ClassTerms, Holding
from xl_udfs.core.price.antidilution import WeightedAverage
from xl_udfs.core.price.events import Event, Expiry, Financing, Log, Split
from xl_udfs.core.price.history import replay
from xl_udfs.core.price.terms import SERIES_2A, SERIES_5A, WarrantTerms
from xl_udfs.engine.container.package import unpacked
from xl_udfs.engine.workbook.book import read_book
from xl_udfs.engine.workbook.sheet import address
from xl_udfs.templates.cap_table import ownership, pro_forma
from xl_udfs.templates.cap_table import workbook as template
from xl_udfs.templates.cap_table.data import (
    COMMON,
    EVENTS,
    FIRST_STEP,
    OTHER,
    SERIES_2A_NAME,
    SERIES_5A_NAME,
    SLOTS,
    VSOURCE,
    WARRANTS,
    Company,
    Row,
)
from xl_udfs.templates.catalogue import BLANKS, DEMONSTRATIONS
from xl_udfs.templates.sheets.finish import finished

CLASS_ROW = {name: 8 + place for place, name in enumerate(row["name"] for row in VSOURCE.classes)}
CLASS_LETTER = dict(zip(CLASS_ROW, ownership.LETTERS, strict=False))
PATH_LETTER = dict(zip(CLASS_ROW, "DEFGHIJK", strict=False))
LEDGER_LETTERS = {
    "date": "A",
    "event": "B",
    "holder": "D",
    "class": "E",
    "shares": "F",
    "price": "G",
    "consideration": "H",
    "gross": "K",
    "issued": "L",
    "diluted": "M",
    "ratio": "N",
    "of": "O",
    "kind": "P",
    "stock": "U",
    "for_stock": "V",
}
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


def lines(*rows: Row) -> dict[str, Any]:
    """Return inputs that add lines to the end of the ledger."""
    return {
        f"Ledger!{LEDGER_LETTERS[name]}{NEXT_LINE + place}": value
        for place, row in enumerate(rows)
        for name, value in row.items()
    }


def path(values: Values, name: str, events: int) -> list[CellValue]:
    """Return the prices of a class after each event."""
    return [
        values[f"Price History!{PATH_LETTER[name]}{FIRST_STEP + step}"]
        for step in range(1, events + 1)
    ]


LOG: dict[int, Financing] = {
    1: Financing(
        closing=date(2002, 2, 5),
        gross_proceeds=Fraction(4_557_596),
        consideration=Fraction("8187843.60"),
        additional_shares=Fraction(81_728_433),
        shares_outstanding=Fraction(1),  # not in the documents; before the Closing Date
        shares_issued=Fraction(33_831_184),
        other_securities=Fraction(1_411_724),
    ),
    2: Financing(
        closing=date(2005, 7, 18),
        gross_proceeds=Fraction(1_478_000),
        consideration=Fraction(1_921_400),
        additional_shares=Fraction(5_616_400),
        shares_outstanding=Fraction(1),  # as above: on the Closing Date
        shares_issued=Fraction(2_101_345),
        other_securities=Fraction(317_596),
    ),
}
START_2A = replace(SERIES_2A, conversion_price=Fraction("14.2"), closing_date=date(2005, 7, 17))
WARRANT = WarrantTerms(
    name=WARRANTS,
    purchase_price=Fraction("0.5"),
    shares=Fraction(886_800),
    issue_date=date(2005, 7, 18),
)


def prices(terms: Any, log: Log) -> list[float]:  # noqa: ANN401 - any instrument
    """Return the core's own prices after each event."""
    return [float(step.after) for step in replay(terms, log)]


def test_the_position_of_july_2005_is_that_of_the_certificate(shipped: bytes) -> None:
    """004: 2,101,345 and 1,478 and 886,800 and 317,596, together the 8,035,341 of its (X + Y)."""
    values = recomputed(shipped)
    outstanding = {
        name: values[f"Cap Table!{letter}{ownership.OUTSTANDING}"]
        for name, letter in CLASS_LETTER.items()
    }
    assert outstanding == {
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
    assert values["out_open_lines"] == 2


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
        letter = CLASS_LETTER[row.name]
        assert values[f"Cap Table!{letter}{ownership.CONVERTED}"] == float(row.as_converted)
        assert values[f"Cap Table!{letter}{ownership.PART}"] == float(row.fully_diluted)
        assert values[f"Cap Table!{letter}{ownership.VOTES}"] == row.votes


def test_every_price_history_is_the_cores(shipped: bytes) -> None:
    """Series 2-A, Series 5-A and the warrants, step by step."""
    values = recomputed(shipped)
    assert path(values, SERIES_2A_NAME, 2) == prices(START_2A, LOG) == [14.2, float(PRICE_2A)]
    assert path(values, SERIES_5A_NAME, 2) == [0.3125, 0.3125]
    assert path(values, WARRANTS, 2) == prices(WARRANT, LOG) == [0.5, 0.5]
    assert values[f"Classes!M{CLASS_ROW[SERIES_2A_NAME]}"] == float(PRICE_2A)
    assert values[f"Price History!{PATH_LETTER[SERIES_2A_NAME]}{FIRST_STEP + 3}"] == ""


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


def test_later_events_move_every_price_as_the_core_does(shipped: bytes) -> None:
    """A combination, a ratchet, an average, and the expiry of the ratchet's issue."""
    events: tuple[Row, ...] = (
        {"date": date(2005, 12, 1), "event": "split", "ratio": 0.5},
        {
            "date": date(2006, 3, 1),
            "event": "financing",
            "shares": 4_000_000,
            "consideration": 1_600_000,
            "gross": 1_200_000,
            "issued": 4_000_000,
            "diluted": 4_100_000,
        },
        {
            "date": date(2006, 9, 1),
            "event": "financing",
            "shares": 6_000_000,
            "consideration": 1_500_000,
            "gross": 1_500_000,
            "issued": 8_000_000,
            "diluted": 8_200_000,
        },
        {"date": date(2007, 1, 15), "event": "expiry", "of": len(VSOURCE.ledger) + 2},
    )
    values = recomputed(shipped, {**lines(*events), "in_as_of": date(2007, 2, 1)})
    log: dict[int, Event] = dict(LOG)
    log[3] = Split(day=date(2005, 12, 1), ratio=Fraction("0.5"))
    log[4] = Financing(
        closing=date(2006, 3, 1),
        gross_proceeds=Fraction(1_200_000),
        consideration=Fraction(1_600_000),
        additional_shares=Fraction(4_000_000),
        shares_outstanding=Fraction(4_100_000),
        shares_issued=Fraction(4_000_000),
    )
    log[5] = Financing(
        closing=date(2006, 9, 1),
        gross_proceeds=Fraction(1_500_000),
        consideration=Fraction(1_500_000),
        additional_shares=Fraction(6_000_000),
        shares_outstanding=Fraction(8_200_000),
        shares_issued=Fraction(8_000_000),
    )
    log[6] = Expiry(day=date(2007, 1, 15), of_event=4)
    assert path(values, SERIES_5A_NAME, 6) == prices(SERIES_5A, log)
    assert path(values, SERIES_2A_NAME, 6) == prices(START_2A, log)
    assert path(values, WARRANTS, 6) == prices(WARRANT, log)
    # 0.3125 / 0.5 = 0.625, then 0.40, then averaged; the expiry lifts it: 0.625 averaged
    lifted = WeightedAverage(
        conversion_price=Fraction("0.625"),
        shares_outstanding=Fraction(8_200_000),
        consideration=Fraction(1_500_000),
        additional_shares=Fraction(6_000_000),
    ).result
    assert values[f"Classes!M{CLASS_ROW[SERIES_5A_NAME]}"] == float(lifted)
    assert values["README!B4"] == "1 TO LOOK AT"  # the proposed financing is in the past now


JULY_2005_LAPSED: Row = {
    "date": date(2010, 7, 18),
    "event": "expiry",
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
    assert [values[f"Price Events!{letter}9"] for letter in "LM"] == [4_729_600, 1_478_000]
    assert values["Price Events!L8"] == ""  # February 2002: rights alone


def test_stock_that_is_typed_goes_before_that_of_the_issue_lines(shipped: bytes) -> None:
    """None of it was stock, as the user says: the price is what it was before."""
    row = NEXT_LINE - 1
    values = recomputed(
        shipped,
        {
            **lines(JULY_2005_LAPSED),
            "in_as_of": date(2010, 7, 18),
            f"Ledger!U{row}": 0,
            f"Ledger!V{row}": 0,
        },
    )
    assert path(values, SERIES_2A_NAME, 3)[-1] == 14.2


@pytest.mark.parametrize(
    ("inputs", "remark"),
    [
        ({f"Ledger!H{NEXT_LINE - 3}": None, f"Ledger!G{NEXT_LINE - 3}": None}, True),
        ({f"Classes!F{CLASS_ROW[SERIES_5A_NAME]}": date(2005, 7, 1)}, True),
        ({f"Ledger!F{NEXT_LINE - 1}": 4_729_599}, True),
        ({f"Ledger!H{NEXT_LINE - 1}": 1_477_999}, True),
        ({f"Ledger!F{NEXT_LINE - 3}": None}, False),
        ({}, False),
    ],
)
def test_a_financing_asks_for_its_stock_where_the_issue_lines_do_not_tell(
    shipped: bytes, inputs: dict[str, object], *, remark: bool
) -> None:
    """No money, no rate that is sure, or more than the financing brought."""
    values = recomputed(shipped, inputs)
    asks = values[f"Ledger!T{NEXT_LINE - 1}"] == "how much of it is stock?"
    assert asks is remark


def test_an_exempt_kind_leaves_the_price_of_the_list_that_names_it(shipped: bytes) -> None:
    """An acquisition is exempt for the Series 5-A only (VII.E(6)(c)(E), warrant 3(g)(4))."""
    event: Row = {
        "date": date(2006, 3, 1),
        "event": "financing",
        "shares": 4_000_000,
        "consideration": 1_000_000,
        "gross": 1_000_000,
        "issued": 8_000_000,
        "diluted": 8_000_000,
        "kind": "acquisition",
    }
    values = recomputed(shipped, {**lines(event), "in_as_of": date(2006, 3, 1)})
    assert path(values, SERIES_5A_NAME, 3)[-1] == 0.3125
    assert path(values, WARRANTS, 3)[-1] == 0.25
    # price x shares stays: 886,800 x 0.50 / 0.25
    letter = CLASS_LETTER[WARRANTS]
    assert values[f"Cap Table!{letter}{ownership.CONVERTED}"] == 1_773_600


def test_the_position_is_that_of_its_day(shipped: bytes) -> None:
    """Before July 16, 2005 the ledger stands where the letter of 2002 left it."""
    values = recomputed(shipped, {"in_as_of": date(2002, 2, 4)})
    assert values[f"Cap Table!{CLASS_LETTER[COMMON]}{ownership.OUTSTANDING}"] == 33_831_184
    assert values["out_events"] == 0
    assert values[f"Classes!M{CLASS_ROW[SERIES_2A_NAME]}"] == 14.2


def test_the_proposed_financing_moves_prices_as_the_core_does(shipped: bytes) -> None:
    """$2,000,000 at $0.20 with 2,000,000 warrants at $0.25: 12,000,000 shares for $2,500,000."""
    values = recomputed(shipped)

    def after(price: Fraction) -> float:
        return float((price * 8_035_341 + 2_500_000) / Fraction(20_035_341))

    letters = {name: CLASS_LETTER[name] for name in (SERIES_2A_NAME, SERIES_5A_NAME, WARRANTS)}
    found = {
        name: values[f"Pro Forma!{letter}{pro_forma.AFTER}"] for name, letter in letters.items()
    }
    assert found[SERIES_5A_NAME] == after(Fraction("0.3125"))
    assert found[SERIES_2A_NAME] == pytest.approx(after(PRICE_2A), rel=1e-14)
    assert found[WARRANTS] == 2_500_000 / 12_000_000
    converted = values[f"Pro Forma!{letters[SERIES_5A_NAME]}{pro_forma.CONVERTED_AFTER}"]
    assert converted == pytest.approx(1_478_000 / after(Fraction("0.3125")), rel=1e-14)
    # the purchasers: their Series 5-A, and 886,800 x 0.50 / (2.5/12) warrants
    assert values[f"Pro Forma!D{pro_forma.TABLE_HEADER + 2}"] == pytest.approx(
        1_478_000 / after(Fraction("0.3125")) + 2_128_320, rel=1e-14
    )


@pytest.mark.parametrize(
    ("inputs", "price", "rule"),
    [
        ({"in_pf_date": date(2006, 7, 18)}, 2_500_000 / 12_000_000, "full ratchet"),
        ({"in_pf_gross": 999_999}, 0.3125, "unchanged"),
        ({"in_pf_kind": "employee plan"}, 0.3125, "exempt"),
        ({"in_pf_price": 5}, 0.3125, "no change"),
        ({"in_pf_gross": None}, 0.3125, "no financing"),
    ],
)
def test_a_proposed_financing_follows_date_size_and_kind(
    shipped: bytes, inputs: dict[str, Any], price: float, rule: str
) -> None:
    """Series 5-A VII.E(6): the anniversary itself still ratchets; $999,999 is too little."""
    if rule == "no change":  # $5 a share without cheap warrants: the Effective Price is higher
        inputs, rule = inputs | {"in_pf_warrants": 0}, "unchanged"
    values = recomputed(shipped, inputs)
    letter = CLASS_LETTER[SERIES_5A_NAME]
    assert values[f"Pro Forma!{letter}{pro_forma.AFTER}"] == price
    assert values[f"Pro Forma!{letter}{pro_forma.BECAUSE}"] == rule
    assert values["README!B4"] == "ALL CHECKS OK"


def test_new_shares_are_whole_where_a_price_was_cut(shipped: bytes) -> None:
    """$2,000,000,000 at two thirds of a dollar are 3,000,000,000 shares."""
    values = recomputed(shipped, {"in_pf_gross": 2e9, "in_pf_price": 0.666666666666667})
    assert values["out_pf_new"] == 3_000_000_000


def test_protected_shares_are_whole_where_a_fraction_was_cut(shipped: bytes) -> None:
    """Two thirds of 6,000,000,000 are 4,000,000,000, and not one more."""
    values = recomputed(shipped, {"Classes!I11": 6e9, "Votes!B18": 0.666666666666667})
    assert values["Votes!E18"] == 4_000_000_000


def test_votes_say_who_carries_what(shipped: bytes) -> None:
    """4,729,600 of 6,830,945: more than two thirds, less than three quarters."""
    values = recomputed(shipped)
    assert [values[f"Votes!I{row}"] for row in range(8, 14)] == ["yes"] * 6
    assert values["Votes!H8"] == 3_415_473  # more than half
    assert values["Votes!H12"] == 986  # two thirds of 1,478 is 985.3
    assert (values["Votes!E18"], values["Votes!F18"]) == (938, "yes")
    against = recomputed(shipped, {"Holders!D9": "no", "Classes!I11": 6_000})
    assert [against[f"Votes!I{row}"] for row in range(8, 14)] == ["no"] * 6
    assert against["Votes!F18"] == "no"  # 1,478 of 6,000


@pytest.mark.parametrize(
    ("inputs", "looks"),
    [
        ({"Ledger!D8": "Nobody"}, "unknown holder"),
        ({"Ledger!B8": "gift"}, "which event?"),
        ({"Ledger!G16": 999}, "number x price is not the consideration"),
        ({"Ledger!K8": 5}, "these columns are for price events"),
        ({"Ledger!A8": None}, "which day?"),
    ],
)
def test_a_ledger_line_that_cannot_be_right_is_said(
    shipped: bytes, inputs: dict[str, Any], looks: str
) -> None:
    """And the master check on every sheet says so."""
    values = recomputed(shipped, inputs)
    row = next(iter(inputs)).removeprefix("Ledger!")[1:]
    assert values[f"Ledger!T{row}"] == looks
    assert str(values["README!B4"]).endswith("TO LOOK AT")


@pytest.mark.parametrize(
    ("place", "value", "check"),
    [
        ("Cap Table!B65", 5, "Holders and classes add up to the ledger"),
        ("Cap Table!B10", 5, "CAP_TABLE: outstanding, against SUMIFS of the ledger"),
        ("Price History!F49", 5, "Every price history ends where CONVPRICE_AFTER does"),
        ("Pro Forma!E16", 0.3, "Pro forma: weighted averages against the formula written out"),
        ("Votes!I9", "no", "Votes: passing by count is passing by the function"),
        ("Votes!F18", "no", "Protective provisions: by count and by the function"),
        ("Pro Forma!D53", 1, "Pro forma: holders, new investors and pool add up"),
        ("Price History!G9", 4.3, "Stated prices follow from the ledger"),
        ("Classes!O8", 9, "CAP_TABLE: outstanding, against SUMIFS of the ledger"),
        ("Holders!A9", "All holders of common stock", "Holders: every name once"),
        ("Classes!A9", COMMON, "Classes: nothing is missing"),
        ("Classes!I11", 1_000, "No class has more issued than authorized"),
        ("Ledger!F12", 40_000_000, "No holder has less than nothing"),
    ],
)
def test_a_planted_fault_fails_the_check_that_is_meant_for_it(
    shipped: bytes, place: str, value: CellValue, check: str
) -> None:
    """A formula overwritten by a number, a wrong name, a wrong number."""
    values = recomputed(shipped, {place: value})
    sheet = load_workbook(BytesIO(shipped))["Checks"]
    row = next(row[0].row for row in sheet.iter_rows(min_row=8) if row[0].value == check)
    assert values[f"Checks!E{row}"] == "LOOK"
    assert str(values["README!B4"]).endswith("TO LOOK AT")


def test_a_blank_copy_has_no_data_no_error_and_says_what_to_fill(shipped: bytes) -> None:
    """Structure, prompts and checks stay; the company's name is nowhere in the file."""
    file = BLANKS["cap_table"]()
    values = stored(file)
    assert not [place for place, value in values.items() if isinstance(value, ExcelError)]
    assert values["README!B4"] == "4 INPUTS TO FILL, FIRST ON Inputs"
    assert set(values) >= set(stored(shipped))
    strings = b"".join(part.data for part in unpacked(file).parts)
    assert b"Purchasers of July" not in strings
    assert b"Vsource" not in strings


def test_a_blank_copy_can_be_filled_from_nothing() -> None:
    """One holder, one class, no event: the smallest company."""
    typed = {
        "in_as_of": date(2020, 1, 1),
        "Classes!A8": "Shares",
        "Classes!B8": "common",
        "Holders!A8": "Founder",
        "Ledger!A8": date(2019, 1, 1),
        "Ledger!B8": "issue",
        "Ledger!D8": "Founder",
        "Ledger!E8": "Shares",
        "Ledger!F8": 100,
    }
    values = recomputed(BLANKS["cap_table"](), typed)
    assert values["README!B4"] == "ALL CHECKS OK"
    assert values["out_fully_diluted"] == 100
    assert values[f"Cap Table!L{ownership.TABLE_HEADER + 1}"] == 1


@pytest.mark.parametrize("holders", [1, 50])
def test_a_demonstration_has_the_holders_asked_for(holders: int) -> None:
    """Every one of them once, with all checks OK."""
    values = stored(DEMONSTRATIONS["cap_table"](holders))
    names = [value for place, value in values.items() if place.startswith("Cap Table!A") and value]
    assert sum("Demonstration holder" in str(name) for name in names) >= holders
    assert values["README!B4"] == "ALL CHECKS OK"


START = date(2004, 1, 1)


def test_eight_classes_and_two_hundred_events_are_room_enough() -> None:
    """Every class with a price of its own; each event against the core."""
    rows, log = many_events()
    company = Company(
        classes=tuple(
            dict(VSOURCE.classes[3]) | {"name": f"Class {n}", "date": START} for n in range(SLOTS)
        ),
        holders=VSOURCE.holders[:1],
        ledger=(
            *rows,
            {
                "date": date(2005, 7, 18),
                "event": "issue",
                "class": "Class 7",
                "shares": 3,
                "holder": VSOURCE.holders[0]["holder"],
            },
        ),
        stated=(),
    )
    values = stored(finished(template.template_of(company)))
    core = prices(replace(SERIES_5A, closing_date=START), log)
    for letter in "DK":
        found = [values[f"Price History!{letter}{FIRST_STEP + n}"] for n in range(1, EVENTS + 1)]
        assert found == core
    assert values["README!B4"] == "ALL CHECKS OK"


def many_events() -> tuple[list[Row], Log]:
    """Return two hundred financings, two a day, as ledger lines and as the core's log."""
    rows: list[Row] = []
    log: dict[int, Event] = {}
    for number in range(1, EVENTS + 1):
        rows.append(
            {
                "date": START + timedelta(days=5 * (number // 2)),
                "event": "financing",
                "shares": 10_000_000,
                "consideration": 2_900_000 - 1_000 * number,
                "gross": 2_000_000,
                "diluted": 50_000_000 + number,
            }
        )
        log[number] = Financing(
            closing=rows[-1]["date"],  # type: ignore[arg-type]
            gross_proceeds=Fraction(2_000_000),
            consideration=Fraction(2_900_000 - 1_000 * number),
            additional_shares=Fraction(10_000_000),
            shares_outstanding=Fraction(50_000_000 + number),
        )
    return rows, log
