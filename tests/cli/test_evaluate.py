"""``xl-udfs eval``."""

import json
from pathlib import Path

import pytest

from tests.conftest import Run

JULY_2005 = "=CONVPRICE_WEIGHTED(14.2,2101345,1921400,5616400,317596)"


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        # 14.20 x (2,101,345 + 9,607,000/71 + 317,596) / 8,035,341 = 4.513854757377440...
        (JULY_2005, "4.51385475737744"),
        (JULY_2005.removeprefix("="), "4.51385475737744"),
        ("=ROUND(CONVERSION_RATE(6.41,4.51385475737744),2)", "1.42"),
        ("=CONVPRICE_REGIME(DATE(2005,7,18),DATE(2006,7,18))", "full ratchet"),
        ("=CONVERSION_RATE(1000,0.3125)>3000", "TRUE"),
        ("=A1", ""),
        ("=EFFECTIVE_PRICE({10;20},{1,2})", "10\t5\n20\t10"),
        ('=WHY("CONVERSION_RATE",1000,0)', None),
    ],
)
def test_a_value_is_printed_as_excel_shows_it(run: Run, formula: str, shown: str | None) -> None:
    """Fifteen digits, TRUE and FALSE, rows of cells with tabs between them."""
    result = run("eval", formula)
    assert (result.exit_code, result.stderr) == (0, "")
    if shown is not None:
        assert result.stdout == shown + "\n"


@pytest.mark.parametrize(
    ("formula", "error", "sentence", "code"),
    [
        ("=CONVERSION_RATE(1000,0)", "#NUM!", "conversion_price is 0; it must be a price", 1),
        ("=CONVERSION_RATE(1000,)", "#VALUE!", "conversion_price is blank", 1),
        ('=CONVERSION_RATE("x",1)', "#VALUE!", 'original_issue_price is "x"', 1),
        ("=CONVERSION_RATE(DATE(2005,7,18),1)", "#VALUE!", "is the date 2005-07-18", 1),
        ("=CONVERSION_RATE(1000,1/0)", "#DIV/0!", "divided by zero", 1),
        ("=1/0", "#DIV/0!", "divided by zero", 1),
        ("=NOSUCH(1)", "#NAME?", "the function NOSUCH is not known here", 1),
        ("=NOSUCH({1,2},LAMBDA(x,x))", "#NAME?", "the function NOSUCH is not known here", 1),
        ("=SUM(1", "#VALUE!", "does not parse", 2),
        ("", "#VALUE!", "does not parse", 2),
    ],
)
def test_an_error_prints_its_code_and_on_stderr_its_sentence(
    run: Run, formula: str, error: str, sentence: str, code: int
) -> None:
    """Data on stdout, everything else on stderr."""
    result = run("eval", formula)
    assert (result.stdout, result.exit_code) == (error + "\n", code)
    assert sentence in result.stderr


def test_a_value_that_rests_on_an_unverified_function_says_so(run: Run) -> None:
    """`check` counts no such cell as equal; here a person reads the value with the warning."""
    result = run("eval", "=FINDB(1,1)")
    assert (result.stdout, result.exit_code) == ("1\n", 0)
    assert "FINDB is not verified" in result.stderr
    record = json.loads(run("eval", "--jsonl", "-", text="=FINDB(1,1)").stdout)
    assert (record["value"], record["error"]) == (1, None)
    assert record["code"] == "unverified_function"


def test_the_reason_is_that_of_the_function_where_it_began(run: Run) -> None:
    """The outer function only hands the error on."""
    result = run("eval", "=CONVERSION_RATE(1000,CONVPRICE_RATCHET(1,0,5))")
    assert "CONVPRICE_RATCHET: consideration is 0" in result.stderr


def test_errors_in_single_cells_keep_the_rest(run: Run) -> None:
    """Each error in its place, its sentence beside the data."""
    result = run("eval", "=CONVERSION_RATE({1;0;2},1)")
    assert (result.stdout, result.exit_code) == ("1\n#NUM!\n2\n", 0)
    assert "original_issue_price is 0" in result.stderr


def test_an_error_that_the_formula_handles_says_nothing(run: Run) -> None:
    """IFERROR is an answer."""
    result = run("eval", '=IFERROR(CONVERSION_RATE(1000,0),"none")')
    assert (result.stdout, result.stderr) == ("none\n", "")


def test_today_can_be_pinned(run: Run) -> None:
    """The same formula gives the same value on any day."""
    result = run("eval", "=TODAY()", "--today", "2005-07-18")
    assert result.stdout == "38551\n"
    assert float(run("eval", "=TODAY()").stdout) > 46_000


LINES = [
    "=1+1",
    '="a"&"b"',
    "=1>0",
    "=A1",
    "=SEQUENCE(2)",
    "=CONVERSION_RATE({1,0},1)",
    "=CONVERSION_RATE(1,0)",
    "=1/0",
    "=bad(",
    "",
    "=DATE(2005,7,18)",
]


def test_jsonl_gives_an_object_a_line_in_order(run: Run) -> None:
    """Every line has its answer, whatever it holds."""
    result = run("eval", "--jsonl", "-", text="\n".join(LINES) + "\n")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [record["formula"] for record in records] == LINES
    assert [list(record) for record in records] == [
        ["formula", "value", "error", "code", "reason"]
    ] * len(LINES)
    values = [record["value"] for record in records]
    assert values == [
        2,
        "ab",
        True,
        None,
        [[1], [2]],
        [[1, "#NUM!"]],
        None,
        None,
        None,
        None,
        38_551,
    ]
    assert [record["error"] for record in records[6:10]] == ["#NUM!", "#DIV/0!", *["#VALUE!"] * 2]
    assert [record["code"] for record in records[6:10]] == [
        "out_of_range_conversion_price",
        "excel_error",
        "formula_syntax",
        "formula_syntax",
    ]
    assert all(record["error"] is None and record["code"] is None for record in records[:6])
    assert all(record["reason"] for record in records[6:10])


def test_jsonl_reads_a_file(run: Run, tmp_path: Path) -> None:
    """As well as standard input."""
    path = tmp_path / "formulas.txt"
    path.write_text("=1+1", encoding="utf-8")
    assert json.loads(run("eval", "--jsonl", path).stdout)["value"] == 2


def test_jsonl_says_when_a_file_cannot_be_read(run: Run, tmp_path: Path) -> None:
    """Neither a missing file nor one in another encoding ends in a traceback."""
    missing = run("eval", "--jsonl", tmp_path / "missing.txt")
    assert missing.exit_code == 3
    assert missing.stderr.strip().endswith("cannot be read: No such file or directory")
    path = tmp_path / "latin.txt"
    path.write_bytes(b"=1\xe9")
    latin = run("eval", "--jsonl", path)
    assert (latin.exit_code, "cannot be read: it is not UTF-8" in latin.stderr) == (3, True)


@pytest.mark.parametrize("words", [[], ["=1", "--jsonl", "-"], ["=1", "--today", "soon"]])
def test_words_that_do_not_fit_are_usage(run: Run, words: list[str]) -> None:
    """Exit code 2, and nothing on stdout."""
    result = run("eval", *words)
    assert (result.exit_code, result.stdout) == (2, "")
