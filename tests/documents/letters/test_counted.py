"""A company with its own charter: each class counts what its ticks say, and a letter says that.

Common 8,000,000, preferred 2,000,000 at $2.50, options 2,000,000, pool 1,000,000; 4,000,000 shares
for $5,000,000: each class but the first has none outstanding, and its own terms.
"""

from datetime import date
from fractions import Fraction
from typing import TypeAlias

import pytest

from tests.core.letters.test_adjustment import rows, said
from tests.documents.letters.conftest import recomputed_with
from tests.templates.test_cap_table import line, stock
from tests.templates.test_taken_over import as_day
from xl_udfs.core.letters.figures import unrounded_dollars
from xl_udfs.core.letters.letter import FigureTable
from xl_udfs.documents.letters.asked import LetterRequest
from xl_udfs.documents.letters.making import letters
from xl_udfs.documents.letters.refusals import ContentError
from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.workbook.book import Book
from xl_udfs.templates.all_templates import cap_table_of

DAY = "2022-03-01"
NARROW = {"Counts common": "no"}
CLASSES = (
    {"Class": "Common", "Type": "common", "Votes": 1},
    stock("Broad", 2.5, DAY, "Broad-based weighted average"),
    stock("Narrow", 2.5, DAY, "Narrow-based weighted average"),
    {**stock("Preferred alone", 2.5, DAY, "Narrow-based weighted average"), **NARROW},
    stock("Pooled", 2.5, DAY, "Weighted average, with the pool"),
    {**stock("Floored", 2.5, DAY, "Broad-based weighted average"), "Floor": 2.2},
    stock("Ratchet", 2.5, DAY, "Full ratchet"),
    {"Class": "Options", "Type": "option", "Start price": 0.25},
    {"Class": "Pool", "Type": "pool"},
    {**stock("Bridge", 1.5, DAY, "Full ratchet"), "Type": "warrant"},
)
LEDGER = (
    line("2019-05-01", "issue", "Founders", "Common", 8_000_000, price=0.0001),
    line("2020-06-01", "reserve", "", "Pool", 3_000_000),
    line("2020-07-01", "grant", "Fund", "Options", 2_000_000, of="Pool"),
    line(DAY, "issue", "Fund", "Broad", 2_000_000, price=2.5),
    line("2024-02-01", "issue", "Fund", "Common", 4_000_000, money=5_000_000),
    line("2024-02-01", "issue", "Founders", "Common", 100_000, money=1, kind="acquisition"),
    {**line("2024-03-01", "lapse", "Fund", "Options", 100_000, of="Pool"), "Of line": 3},
)


COUNTING = "shares of Common Stock outstanding, counting those issuable on conversion of preferred"
PREFERRED = ("Broad", "2,000,000", "1", "2,000,000")
COMMON = ("Common", "8,000,000", "1", "8,000,000")
OPTIONS = ("Options", "2,000,000", "1", "2,000,000")
POOL = ("Pool", "1,000,000", "1", "1,000,000")
Computed: TypeAlias = tuple[Book, Recalculation]


@pytest.fixture(scope="module")
def computed() -> Computed:
    """Return the company's workbook, and its values."""
    tables = {
        "tblClasses": CLASSES,
        "tblHolders": ({"Holder": "Founders"}, {"Holder": "Fund"}),
        "tblLedger": LEDGER,
        "tblConvertibles": (),
    }
    typed = {}
    for name, lines in tables.items():
        titles = dict.fromkeys(title for row in lines for title in row)
        typed[name] = [{title: as_day(row.get(title)) for title in titles} for row in lines]
    letter: dict[str, object] = {
        "in_letter_date": date(2024, 3, 5),
        "in_signatory": "Ann Poe",
        "in_office": "Treasurer",
    }
    for place, row in enumerate(CLASSES, start=16):
        named = (row["Class"], f"{row['Class']} Stock", "Certificate of Incorporation", 4)
        letter |= {f"Letters!{at}{place}": told for at, told in zip("ABCD", named, strict=True)}
        letter[f"Letters!H{place}"] = date(2022, 3, 1)
    inputs = {"in_as_of": date(2024, 3, 1), "in_company": "Example, Inc."}
    return recomputed_with(cap_table_of(typed, inputs, 8), letter)


@pytest.mark.parametrize(
    ("name", "price", "words", "parts", "fraction"),
    [
        (
            "Broad",
            Fraction("2.1875"),
            f"(A) 12,000,000 {COUNTING} stock and on exercise of options, warrants and other "
            "rights, at the close",
            (COMMON, PREFERRED, OPTIONS),
            ("14,000,000", "16,000,000"),
        ),
        (
            "Narrow",
            Fraction(15, 7),
            f"(A) 10,000,000 {COUNTING} stock, at the close",
            (COMMON, PREFERRED),
            ("12,000,000", "14,000,000"),
        ),
        (
            "Preferred alone",
            Fraction(5, 3),
            "(A) 2,000,000 shares of Common Stock issuable on conversion of preferred stock at the",
            (PREFERRED,),
            ("4,000,000", "6,000,000"),
        ),
        (
            "Pooled",
            Fraction(75, 34),
            "other rights, and those of the unissued pool, immediately before",
            (COMMON, PREFERRED, OPTIONS, POOL),
            ("15,000,000", "17,000,000"),
        ),
    ],
)
def test_a_letter_counts_what_the_class_ticks(
    computed: Computed,
    name: str,
    price: Fraction,
    words: str,
    parts: tuple[tuple[str, ...], ...],
    fraction: tuple[str, str],
) -> None:
    """2.50 x (A + 2,000,000) / (A + 4,000,000); the table of A adds up to A."""
    ((_, letter),) = letters(*computed, LetterRequest(security=name))
    assert words in said(letter)
    assert "In accordance with Section 4 of the Certificate" in said(letter)
    found = rows(letter)
    assert (found["Numerator"][0], found["Denominator"][0]) == fraction
    assert found["Conversion Price after"] == (f"${float(price):.4f}", unrounded_dollars(price))
    tables = [block for block in letter.body if isinstance(block, FigureTable)]
    whole = found["(A) counted on the day before"][0]
    assert tables[-2].rows == (*parts, ("(A)", "", "", whole))


def test_a_letter_tells_its_own_deal_and_no_other_of_the_day(computed: Computed) -> None:
    """100,000 shares for a business are another deal, which moves no price."""
    ((_, letter),) = letters(*computed, LetterRequest(security="Ratchet"))
    issued = "On February 1, 2024 there were issued 4,000,000 shares of Common, for $5,000,000."
    assert issued in said(letter)
    assert "$5,000,000 for 4,000,000 Additional Shares of Common Stock is $1.2500 a share" in (
        said(letter)
    )
    assert "100,000 shares" not in said(letter)
    assert "Vsource" not in said(letter)
    assert len([block for block in letter.body if isinstance(block, FigureTable)]) == 1


def test_a_letter_says_that_the_floor_holds_the_price(computed: Computed) -> None:
    """2.1875 is below 2.20."""
    ((_, letter),) = letters(*computed, LetterRequest(security="Floored"))
    assert "That is $2.1875; the Conversion Price does not fall below $2.20." in said(letter)
    assert rows(letter)["Before the floor"] == ("$2.1875", "$2.1875")


def test_a_warrant_letter_of_another_company_has_the_count_that_its_terms_say(
    computed: Computed,
) -> None:
    """Count moves is not ticked: only the price falls, $1.50 to $1.25."""
    ((_, letter),) = letters(*computed, LetterRequest(security="Bridge"))
    assert "from $1.5000 to $1.2500" in said(letter)
    assert "that the Warrants cover stays as it is" in said(letter)


def test_a_lapse_of_what_was_exempt_moves_no_price_and_says_so(computed: Computed) -> None:
    """Options of the plan; nothing had been counted for them."""
    with pytest.raises(ContentError, match="left the price of Broad Stock as it was"):
        letters(*computed, LetterRequest(security="Broad", step=7))
