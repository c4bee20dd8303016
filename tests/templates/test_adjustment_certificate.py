"""``adjustment_certificate.xlsx``: the figures of the documents, and inputs that move results."""

from datetime import date
from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.templates.conftest import Recompute
from xl_udfs.core.price.antidilution import WeightedAverage
from xl_udfs.templates.sheets.finish import Template, TemplateError, finished
from xl_udfs.templates.sheets.words import TemplateWorkbook


@pytest.fixture(scope="module")
def sheets(committed: bytes) -> dict[str, Worksheet]:
    """Return the sheets with their stored values."""
    book = load_workbook(BytesIO(committed), data_only=True)
    return {sheet.title: sheet for sheet in book.worksheets}


def line(sheet: Worksheet, label: str) -> dict[str, object]:
    """Return a figure's line by its label."""
    for row in sheet.iter_rows(min_row=8):
        if row[0].value == label:
            return dict(
                zip(
                    ("stated", "decimals", "exact", "difference", "follows", "place"),
                    (cell.value for cell in row[1:]),
                    strict=True,
                )
            )
    raise AssertionError(f"no line {label}")


@pytest.mark.parametrize(
    ("label", "stated", "exact", "follows"),
    [
        ("Series 3-A shares for the notes", 75_960, Fraction(4_557_596, 60), "rounded"),
        ("Common shares for the notes", 45_575_951, 45_575_960, "differs by -9"),
        # 8,187,843.60 / 6.41
        (
            "(B) Shares the consideration would buy",
            1_277_355,
            Fraction(818_784_360, 641),
            "rounded",
        ),
        (
            "Numerator, A + B + C",
            36_520_262,
            33_831_184 + Fraction(818_784_360, 641) + 1_411_724,
            "truncated",
        ),
        ("(X) Outstanding after the issue", 115_559_617, 115_709_611, "differs by -149,994"),
        ("Denominator, X + Y", 116_971_341, 116_971_341, "agrees exactly"),
        (
            "The same from the printed numerator and denominator",
            2.00,
            Fraction(11_704_743_971, 5_848_567_050),
            "rounded",
        ),
        ("The same from the rounded price", 3.20, Fraction("3.205"), "truncated"),
    ],
)
def test_the_certificate_of_2002_is_reproduced(
    sheets: dict[str, Worksheet], label: str, stated: float, exact: Fraction, follows: str
) -> None:
    """003, with the differences that it has (CLAUSES 5.1, worked by hand)."""
    got = line(sheets["Feb 2002"], label)
    assert (got["stated"], got["follows"]) == (stated, follows)
    assert got["exact"] == pytest.approx(float(exact), rel=1e-14)


def test_the_price_of_2002_rounds_to_2_dollars_and_3_20(sheets: dict[str, Worksheet]) -> None:
    """$2.00 and 3.20, with the shares counted as with the shares listed."""
    sheet = sheets["Feb 2002"]
    for label, stated in (
        ("Conversion price after, with the shares counted in (X)", 2.00),
        ("The same with the shares listed", 2.00),
        ("Common shares for a Series 2-A share", 3.20),
    ):
        got = line(sheet, label)
        assert (got["stated"], got["follows"]) == (stated, "rounded")
    # 6.41 x 36,520,262.6958... / (116,971,341 + 149,994)
    listed = Fraction("6.41") * (35_242_908 + Fraction(818_784_360, 641)) / 117_121_335
    assert line(sheet, "The same with the shares listed")["exact"] == float(listed)
    assert line(sheet, "Counted less listed")["exact"] == -149_994


@pytest.mark.parametrize(
    ("label", "stated", "exact", "follows"),
    [
        ("Aggregate purchase price", 1_478_000, 1_478_000, "agrees exactly"),
        ("Money if all warrants are exercised", 443_400, 443_400, "agrees exactly"),
        ("(B) Shares the consideration would buy", 135_310, Fraction(9_607_000, 71), "rounded"),
        (
            "Numerator, A + B + C",
            2_554_251,
            2_418_941 + Fraction(9_607_000, 71),
            "rounded",
        ),
        ("(X) Outstanding after the issue", 7_717_745, 2_101_345 + 5_616_400, "agrees exactly"),
        ("Denominator, X + Y", 8_035_341, 8_035_341, "agrees exactly"),
        (
            "Conversion price after",
            4.51,
            Fraction("14.2") * (2_418_941 + Fraction(9_607_000, 71)) / 8_035_341,
            "rounded",
        ),
        (
            "The same from the printed numerator and denominator",
            4.51,
            Fraction(60_450_607, 13_392_235),
            "rounded",
        ),
    ],
)
def test_the_certificate_of_2005_is_reproduced(
    sheets: dict[str, Worksheet], label: str, stated: float, exact: Fraction, follows: str
) -> None:
    """004, every figure of it (CLAUSES 5.2, worked by hand)."""
    got = line(sheets["Jul 2005"], label)
    assert (got["stated"], got["follows"]) == (stated, follows)
    assert got["exact"] == pytest.approx(float(exact), rel=1e-14)


def test_the_rate_of_2005_rounds_to_1_42(sheets: dict[str, Worksheet]) -> None:
    """6.41 / 4.5138...: 1.42007."""
    got = line(sheets["Jul 2005"], "Common shares for a Series 2-A share")
    assert (got["stated"], got["follows"]) == (1.42, "rounded")
    assert line(sheets["Jul 2005"], "Effective Price of the package")["exact"] == 13 / 38


def test_the_example_of_a_holder_may_stay_out(recompute: Recompute) -> None:
    """A letter does not speak of it, so it must not ask for it."""
    values = recompute({"in_held": None, "in_market_value": None})
    assert (values["out_whole_shares"], values["out_cash"]) == ("", "")
    assert values["Checks!B4"] == "ALL CHECKS OK"


def test_a_new_adjustment_follows_its_inputs(recompute: Recompute) -> None:
    """The core's own answer, computed directly from the same inputs."""
    values = recompute(
        {
            "in_price_before": 4.51385475737744,
            "in_shares_outstanding": 7_717_745,
            "in_consideration": 500_000,
            "in_additional_shares": 1_000_000,
            "in_other_securities": None,
            "in_before_closing": 7_800_000,
            "in_held": 10,
        }
    )
    price = WeightedAverage(
        conversion_price=Fraction("4.51385475737744"),
        shares_outstanding=Fraction(7_717_745),
        consideration=Fraction(500_000),
        additional_shares=Fraction(1_000_000),
        shares_immediately_before=Fraction(7_800_000),
    ).result
    assert values["out_price"] == float(price)
    assert values["out_stated_price"] == round(float(price), 2)
    assert values["out_rate"] == pytest.approx(float(Fraction("6.41") / price), rel=1e-14)
    assert values["out_effective_price"] == 0.5
    assert values["out_whole_shares"] == int(10 * Fraction("6.41") / price)
    assert values["Checks!B4"] == "ALL CHECKS OK"


@pytest.mark.parametrize(
    ("inputs", "price", "regime"),
    [
        ({"in_method": "Full ratchet"}, 13 / 38, "none"),
        ({"in_method": "Series 5-A, by date and size"}, 14.2, "none"),
        (
            {
                "in_method": "Series 5-A, by date and size",
                "in_effective_date": date(2006, 7, 18),
                "in_certificate_date": date(2006, 7, 19),
            },
            13 / 38,
            "full ratchet",
        ),
        (
            {
                "in_method": "Series 5-A, by date and size",
                "in_effective_date": date(2006, 7, 18),
                "in_gross_proceeds": 999_999.99,
            },
            14.2,
            "full ratchet",
        ),
        (
            {
                "in_method": "Series 5-A, by date and size",
                "in_effective_date": date(2006, 7, 19),
            },
            # 14.20 x (2,101,345 + 1,921,400/14.20) / (2,101,345 + 5,616,400)
            float((Fraction("14.2") * 2_101_345 + 1_921_400) / 7_717_745),
            "weighted average",
        ),
    ],
)
def test_a_new_adjustment_offers_each_method(
    recompute: Recompute, inputs: dict[str, object], price: float, regime: str
) -> None:
    """Weighted average, full ratchet, and the Series 5-A by date and size."""
    values = recompute(inputs)
    assert (values["out_price"], values["out_regime"]) == (price, regime)


def test_a_missing_input_is_said_and_fails_a_check(recompute: Recompute) -> None:
    """The checks name it, no price is told, and the master check on every sheet says so."""
    values = recompute({"in_shares_outstanding": None})
    assert values["out_price"] == ""
    assert "(A) Shares outstanding the day before, row 27" in str(values["Checks!K6"])
    assert values["README!B4"] == values["Checks!B4"]
    assert str(values["README!B4"]).endswith("TO LOOK AT")


def test_what_stands_in_the_way_of_a_price_is_said(recompute: Recompute) -> None:
    """Shares given away set no price, though 0 fits its cell; nothing stands in the shipped one."""
    assert recompute({})["out_why_not"] == "Nothing"
    values = recompute({"in_method": "Full ratchet", "in_consideration": 0})
    assert values["out_price"] == ""
    assert str(values["out_why_not"]).startswith("CONVPRICE_RATCHET: consideration is 0")


def test_a_certificate_dated_before_the_issue_fails_a_check(recompute: Recompute) -> None:
    """It would tell of what has not happened."""
    values = recompute({"in_certificate_date": date(2005, 7, 17)})
    assert values["Checks!B4"] == "1 TO LOOK AT"


GIVENS = (
    "Series 5-A shares issued and sold",
    "Shares under the warrants",
    "Exercise price of the warrants",
    "Conversion price of the Series 5-A",
    "Conversion price before",
    "(A) Common shares outstanding the day before",
    "(C) Shares underlying Other Securities",
    "(X) Outstanding after the issue",
    "(Y) Shares underlying Other Securities",
    "Conversion price after",
    "Original Issue Price of the Series 2-A",
    "Common shares for a Series 2-A share",
)


@pytest.mark.parametrize("label", GIVENS)
def test_a_changed_figure_of_2005_fails_a_check(
    recompute: Recompute, sheets: dict[str, Worksheet], label: str
) -> None:
    """Every figure that the result rests on is held by some check."""
    row = next(row[0].row for row in sheets["Jul 2005"].iter_rows() if row[0].value == label)
    values = recompute({f"Jul 2005!B{row}": 3})
    assert str(values["Checks!B4"]).endswith("TO LOOK AT")


def test_the_certificate_tells_the_adjustment_in_words(sheets: dict[str, Worksheet]) -> None:
    """What will be printed."""
    text = [row[0].value for row in sheets["New certificate"].iter_rows(min_row=8)]
    assert "The conversion price is $4.51 a share from July 18, 2005 on; before it was $14.20." in (
        text
    )
    assert (
        "One preferred share now converts into 1.42 shares of common stock; before it was 0.45."
        in (text)
    )
    assert "RE: Reduction of Conversion Price" in text
    assert (
        "In accordance with Section 7d(6) of the Certificate of Designation dated November 8, 2000:"
        in text
    )


def test_a_template_with_a_broken_formula_is_never_shipped() -> None:
    """An error value or an unknown function stops the build."""
    for formula in ("=1/0", "=NOSUCH(1)"):
        broken = TemplateWorkbook()
        broken.worksheets[0]["A1"] = formula
        with pytest.raises(TemplateError, match="Sheet!A1"):
            finished(Template(broken, title="", subject=""))


def test_a_certificate_without_a_rule_prints_no_title_of_one(recompute: Recompute) -> None:
    """The line is the last, so that nothing is missing between others."""
    texts = {"The rule, in the company's words"}
    shown = {value for place, value in recompute({}).items() if place.startswith("New certificate")}
    without = recompute({"in_clause": None})
    assert texts <= shown
    assert not texts & {value for place, value in without.items() if place.startswith("New cert")}
    assert without["Checks!B4"] == "ALL CHECKS OK"
