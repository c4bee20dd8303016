"""A company that is typed in as README says, from the first line to a sale; all worked by hand."""

import csv
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import Run
from tests.templates.conftest import stored_values
from tests.templates.test_cap_table import line, stock
from xl_udfs.templates.cap_table.ownership import FIRST_CLASS, PRICE

NVCA = "NVCA broad-based weighted average (4 decimals)"
RATCHET, AVERAGE = "Full ratchet", "Broad-based weighted average"
PAID_FIRST = {"Preference multiple": 1, "Participation": "non-participating"}
LISTS: Mapping[str, Sequence[Mapping[str, object]]] = {
    "tblClasses": (
        {"Class": "Common", "Type": "common", "Votes": 1},
        {**stock("Seed", 0.5, "2019-06-01", ""), **PAID_FIRST, "Seniority": 3},
        {
            **stock("Series A", 1.2, "2020-10-01", NVCA),
            "Preference multiple": 1,
            "Participation": "participating",
            "Seniority": 2,
        },
        {
            **stock("Series B", 2, "2022-03-01", RATCHET),
            "Floor": 1,
            "Preference multiple": 1.5,
            "Participation": "capped",
            "Cap multiple": 3,
            "Seniority": 1,
            "Dividend rate": 0.06,
        },
        {**stock("Series C", 0.9, "2023-06-01", AVERAGE), **PAID_FIRST, "Seniority": 1},
        {"Class": "Options", "Type": "option", "Start price": 0.15},
        {"Class": "Plan", "Type": "pool"},
        {**stock("Bank warrant", 1.2, "2021-06-01", AVERAGE), "Type": "warrant", "Votes": 0},
    ),
    "tblHolders": [
        {"Holder": name}
        for name in ("Ana", "Ben", "Cedar", "Dana", "Eve", "First Bank", "Glen", "Harbor")
    ],
    "tblLedger": (
        line("2019-03-01", "issue", "Ana", "Common", 4_000_000, price=0.0001),
        line("2019-03-01", "issue", "Ben", "Common", 3_000_000, price=0.0001),
        line("2019-03-02", "reserve", "", "Plan", 1_500_000),
        line("2019-06-01", "issue", "Cedar", "Seed", 2_000_000, price=0.5),
        line("2019-09-01", "grant", "Dana", "Options", 400_000, of="Plan"),
        {"Date": "2020-05-01", "Event": "split", "Ratio": 2},
        {**line("2020-10-01", "issue", "Glen", "Series A", 2_000_000, price=1.2), "Deal": "A"},
        {**line("2020-12-01", "issue", "Cedar", "Series A", 1_000_000, price=1.2), "Deal": "A"},
        line("2021-02-01", "exercise", "Dana", "Options", 200_000, of="Common"),
        line("2021-06-01", "issue", "First Bank", "Bank warrant", 150_000),
        line("2021-08-15", "transfer", "Ana", "Common", 500_000, to="Eve"),
        line("2022-03-01", "issue", "Harbor", "Series B", 1_500_000, price=2),
        {**line("2023-06-01", "issue", "Harbor", "Series C", 1_000_000, price=0.9), "Deal": "C"},
        {**line("2023-09-01", "issue", "Glen", "Series C", 500_000, price=0.9), "Deal": "C"},
    ),
    "tblConvertibles": (
        {"Holder": "Iris", "Kind": "safe post-money", "Amount": 500_000, "Cap": 15_000_000},
        {"Holder": "Juno", "Kind": "safe post-money", "Amount": 250_000, "Discount": 0.2},
    ),
}
INPUTS = {
    "in_company": "Larkspur Instruments, Inc.",
    "in_as_of": "2023-12-31",
    "in_pf_date": "2024-03-31",
    "in_pf_gross": 5_000_000,
    "in_pf_pre": 45_000_000,
    "in_pf_target": 0.12,
}
# after the split: 7,000,000 x 2 and the 200,000 exercised; 3,000,000 x 1.20 / 1.182;
# 1,500,000 x 2.00 / 1.00; 800,000 - 200,000 options; 3,000,000 - 800,000 of the plan
A_CONVERTED = Fraction(3_600_000_000, 1_182)
PLAN = 2_200_000
DILUTED = 14_200_000 + 4_000_000 + A_CONVERTED + 3_000_000 + 1_500_000 + 600_000 + 150_000 + PLAN


@pytest.fixture(scope="module")
def cap_table(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """Return the cap table, its lists put in from files."""
    folder = tmp_path_factory.mktemp("walk")
    path, words = folder / "larkspur.xlsx", []
    for name, rows in LISTS.items():
        words += ["--table", f"{name}={list_file(folder, name, rows)}"]
    words += [word for name, value in INPUTS.items() for word in ("--set", f"{name}={value}")]
    assert run("new", "cap_table", path, "--blank").exit_code == 0
    result = run("refresh", path, "--in-place", *words)
    assert 'the master check says "ALL CHECKS OK"' in result.stdout, result.stdout
    return path


def test_prices_follow_from_closings_before_and_after_a_split(cap_table: Path) -> None:
    """The Series C closes twice in one deal: 1,500,000 shares for $1,350,000.

    The day before its first closing A is 14,200,000 + 4,000,000 + 3,000,000 + 1,500,000 + 600,000 +
    150,000 = 23,450,000; 1.20 x (23,450,000 + 1,350,000 / 1.20) / 24,950,000 = 1.181964: the
    warrant's price, and to four decimals the Series A's. The ratchet of the Series B, 0.90, stops
    at its floor. The seed's price and the options' strike are halved by the split.
    """
    values = stored_values(cap_table.read_bytes())
    found = [values[f"Cap Table!{PRICE}{FIRST_CLASS + place}"] for place in range(1, 8)]
    warrant = Fraction(12, 10) * (23_450_000 + 1_125_000) / 24_950_000
    assert found == [0.25, 1.182, 1, 0.9, 0.075, None, pytest.approx(float(warrant), rel=1e-14)]
    assert values["out_fully_diluted"] == pytest.approx(float(DILUTED), rel=1e-14)
    # 2,000,000 and 1,000,000 of the Series A by holder, each in whole shares
    assert values["out_votes"] == 14_200_000 + 4_000_000 + 2_030_456 + 1_015_228 + 4_500_000


def test_a_round_is_solved_with_its_safes_and_its_pool(cap_table: Path) -> None:
    """$45,000,000 before, $5,000,000 new: the pool after it is 12% of $50,000,000.

    So what is there without the pool, and both SAFEs, are worth $39,000,000 at the price p. The
    SAFE with the discount takes $250,000 / 0.8 p; the other 1/30 of all that was there, with the
    pool and both SAFEs: (D + 312,500 / p) / 29. p (D - pool) + (p D + 312,500) / 29 + 312,500 =
    39,000,000.
    """
    price = (39_000_000 - Fraction(312_500 * 30, 29)) / (DILUTED * Fraction(30, 29) - PLAN)
    discounted = 312_500 / price
    capped = (DILUTED + discounted) / 29
    pool = Fraction(12, 100) * 50_000_000 / price - PLAN
    values = stored_values(cap_table.read_bytes())
    assert values["out_pf_share_price"] == pytest.approx(float(price), rel=1e-14)
    assert [values["Convertibles!K8"], values["Convertibles!K9"]] == [
        int(capped),
        int(discounted),
    ]
    assert [values["out_pf_new"], values["out_pf_pool"]] == [int(5_000_000 / price), int(pool)]


def test_a_sale_pays_a_participating_class_that_keeps_its_preference(
    run: Run, cap_table: Path
) -> None:
    """Of $20,000,000 first $4,500,000 of the B, $1,350,000 of the C, $3,600,000 of the A.

    The B's dividends are $3,000,000 x 6% x 670 / 365 = $330,410.96. The seed converts, for a share
    is worth more than $0.25; the options pay $45,000, the warrant is above the price.
    """
    deal = cap_table.with_name("sale.xlsx")
    assert run("new", "liquidation", deal, "--from", cap_table).exit_code == 0
    assert run("refresh", deal, "--in-place", "--set", "in_cash=20000000").exit_code == 0
    claims = 4_500_000 + Fraction("330410.96") + 1_350_000 + 3_600_000
    shares = 14_200_000 + 4_000_000 + A_CONVERTED + 3_000_000 + 600_000
    share = (20_000_000 - claims + 45_000) / shares
    expected = {
        "Common": (14_200_000 * share, "shares in the rest"),
        "Seed": (4_000_000 * share, "converts"),
        "Series A": (3_600_000 + A_CONVERTED * share, "holds it and shares in the rest"),
        "Series B": (claims - 4_950_000 + 3_000_000 * share, "holds it and shares in the rest"),
        "Series C": (Fraction(1_350_000), "holds its preference"),
        "Options": (600_000 * (share - Fraction("0.075")), "exercises"),
        "Bank warrant": (Fraction(0), "does not exercise"),
    }
    values = stored_values(deal.read_bytes())
    found = {values[f"Classes!A{row}"]: row for row in range(40, 47)}
    for name, (paid, does) in expected.items():
        row = found[name]
        assert values[f"Classes!K{row}"] == pytest.approx(float(paid), rel=1e-12, abs=1e-9), name
        assert values[f"Classes!O{row}"] == does


def test_a_certificate_tells_both_closings(run: Run, cap_table: Path) -> None:
    """The table of classes has no empty rows; the sheet of price events has columns for twelve."""
    path = cap_table.with_name("certificate.xlsx")
    words = ("--from", cap_table, "--class", "Series A")
    assert run("new", "adjustment_certificate", path, *words).exit_code == 0
    assert stored_values(path.read_bytes())["in_facts"] == (
        "On June 1, 2023 there were issued 1,000,000 shares of Series C, for $900,000. "
        "On September 1, 2023 there were issued 500,000 shares of Series C, for $450,000."
    )


def test_each_rule_of_one_issue_as_it_is_typed(run: Run, tmp_path: Path) -> None:
    """Common 8,000,000, preferred 2,000,000 at $2.50, options 2,000,000, pool 1,000,000.

    4,000,000 shares for $5,000,000: over 12,000,000 shares 35/16 = 2.1875; without options over
    10,000,000 15/7; with the pool over 13,000,000 75/34; ratchet 1.25. Four classes of 500,000
    preferred have one rule each.
    """
    presets = (AVERAGE, "Narrow-based weighted average", "Weighted average, with the pool", RATCHET)
    names = ("Series 0", "Series 1", "Series 2", "Series 3")
    prices = cap_table_prices(
        run,
        tmp_path,
        [
            {"Class": "Common", "Type": "common", "Votes": 1},
            *(stock(name, 2.5, "2020-01-15", of) for name, of in zip(names, presets, strict=True)),
            {"Class": "Options", "Type": "option", "Start price": 0.25},
            {"Class": "Pool", "Type": "pool"},
        ],
        [
            line("2019-05-01", "issue", "All", "Common", 8_000_000, price=0.0001),
            *(
                line("2020-01-15", "issue", "All", f"Series {n}", 500_000, price=2.5)
                for n in range(4)
            ),
            line("2020-06-01", "reserve", "", "Pool", 3_000_000),
            line("2020-07-01", "grant", "All", "Options", 2_000_000, of="Pool"),
            line("2021-01-15", "issue", "All", "Common", 4_000_000, money=5_000_000),
        ],
    )
    exact = [Fraction(35, 16), Fraction(15, 7), Fraction(75, 34), Fraction(5, 4)]
    assert prices[1:5] == pytest.approx([float(price) for price in exact], rel=1e-14)


def test_a_ratchet_and_a_compound_dividend_as_they_are_typed(run: Run, tmp_path: Path) -> None:
    """24,034.4 shares of $1,000 at 0.1521; 1,000,000 shares for $70,000 make it 0.07.

    24,034,400 / 0.07 = 343,348,571.4. $15,000,000 at 7% compounded quarterly, of a year of 365
    days: 15,000,000 x (1.0175^4 - 1) = 1,077,885.4693.
    """
    terms = {"Dividend rate": 0.07, "Dividend method": "compound", "Dividend frequency": 4}
    prices = cap_table_prices(
        run,
        tmp_path,
        [
            {"Class": "Common", "Type": "common", "Votes": 1},
            {**stock("P", 1_000, "2020-01-15", RATCHET), "Start price": 0.1521},
            {**stock("Q", 1, "2020-12-31", ""), **terms},
        ],
        [
            line("2020-01-15", "issue", "All", "P", 24_034.4, price=1_000),
            line("2020-12-31", "issue", "All", "Q", 15_000_000, price=1),
            line("2021-01-15", "issue", "All", "Common", 1_000_000, money=70_000),
        ],
    )
    assert prices[1] == pytest.approx(0.07, rel=1e-14)
    values = stored_values((tmp_path / "typed.xlsx").read_bytes())
    assert values[f"Cap Table!I{FIRST_CLASS + 1}"] == 343_348_571
    assert values["Classes!AQ10"] == 1_077_885.47


def cap_table_prices(
    run: Run,
    folder: Path,
    classes: Sequence[Mapping[str, object]],
    ledger: Sequence[Mapping[str, object]],
) -> list[object]:
    """Return the prices of a company of one holder on December 31, 2021, typed in."""
    path, words = folder / "typed.xlsx", []
    tables = {"tblClasses": classes, "tblHolders": [{"Holder": "All"}], "tblLedger": ledger}
    for name, rows in tables.items():
        words += ["--table", f"{name}={list_file(folder, name, rows)}"]
    assert run("new", "cap_table", path, "--blank").exit_code == 0
    result = run("refresh", path, "--in-place", *words, "--set", "in_as_of=2021-12-31")
    assert 'the master check says "ALL CHECKS OK"' in result.stdout, result.stdout
    values = stored_values(path.read_bytes())
    return [values[f"Cap Table!{PRICE}{FIRST_CLASS + place}"] for place in range(len(classes))]


@pytest.mark.parametrize(
    ("terms", "missing"),
    [
        ({}, "a start price"),
        ({"Start price": 1}, "a start date"),
        ({"Start price": 1, "Start date": "2024-01-01"}, "a threshold; 0 for none"),
        ({"Start price": 1, "Start date": "2024-01-01", "Threshold": 0}, "what A counts"),
        (
            {"Start price": 1, "Start date": "2024-01-01", "Threshold": 0}
            | {"Price rule": "ratchet, then weighted average"},
            "ratchet months",
        ),
    ],
)
def test_a_class_whose_price_rule_is_incomplete_says_what_it_lacks(
    terms: Mapping[str, object], missing: str, run: Run, tmp_path: Path
) -> None:
    """It said "terms of its price rule", whatever they were."""
    path = tmp_path / "typed.xlsx"
    rule = {"Class": "A", "Type": "preferred", "Price rule": "weighted average"}
    rows = list_file(tmp_path, "classes", [{**rule, "Original issue price": 1, **terms}])
    assert run("new", "cap_table", path, "--blank").exit_code == 0
    result = run("refresh", path, "--in-place", "--table", f"tblClasses={rows}")
    assert result.exit_code == 0, result.output
    sheet = load_workbook(path)["Classes"]
    headers = {cell.value: cell.coordinate[:-1] for cell in sheet[7]}
    values = stored_values(path.read_bytes())
    assert values[f"Classes!{headers['What is missing']}8"] == missing


def list_file(folder: Path, name: str, rows: Sequence[Mapping[str, object]]) -> Path:
    """Write the rows of a list as a CSV file; return where it is."""
    path = folder / f"{name}.csv"
    titles = dict.fromkeys(title for row in rows for title in row)
    with path.open("w", newline="", encoding="utf-8") as file:
        lines = csv.DictWriter(file, titles)
        lines.writeheader()
        lines.writerows(rows)
    return path
