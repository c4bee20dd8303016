"""The certificate of an adjustment: every figure that the two certificates state, and each rule."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from xl_udfs.core.errors import NotApplicableError, OutOfRangeError
from xl_udfs.core.letters.adjustment import Certificate, adjustment_letter
from xl_udfs.core.letters.letter import (
    FigureTable,
    Form,
    HoldingOfRecord,
    Issuer,
    Letter,
    Paragraph,
    Points,
    Security,
)
from xl_udfs.core.price.bounds import EXACT, PriceBounds
from xl_udfs.core.price.events import (
    Event,
    ExemptIssue,
    Expiry,
    Financing,
    Split,
    StockDividend,
)
from xl_udfs.core.price.history import replay
from xl_udfs.core.price.terms import SERIES_2A, SERIES_5A, Instrument, WarrantTerms

ISSUER = Issuer(name="Vsource, Inc.", signatory="James G. Higham", office="Vice President")
PREFERRED_2A = Security(
    name="Series 2-A Convertible Preferred Stock",
    instrument="Certificate of Designation",
    dated=date(2000, 11, 8),
    section="7d(6)",
)
PREFERRED_5A = replace(
    PREFERRED_2A, name="Series 5-A Convertible Preferred Stock", section="VII.E(6)"
)
ISSUE_2005 = Financing(  # 004
    closing=date(2005, 7, 18),
    gross_proceeds=Fraction(1_478_000),
    consideration=Fraction(1_478_000 + 443_400),
    additional_shares=Fraction(7_717_745 - 2_101_345),
    shares_outstanding=None,
    shares_issued=Fraction(2_101_345),
    other_securities=Fraction(317_596),
)
BEFORE_2005 = replace(SERIES_2A, conversion_price=Fraction("14.20"), closing_date=date(2005, 7, 17))
ISSUE_2002 = Financing(  # 003; the exercise money is $0.10 a warrant
    closing=date(2002, 2, 5),
    gross_proceeds=Fraction(4_557_596),
    consideration=4_557_596 + Fraction(21_256_500 + 350_000 + 14_695_976, 10),
    additional_shares=Fraction(115_559_617 - 33_831_184),
    shares_outstanding=None,
    shares_issued=Fraction(33_831_184),
    other_securities=Fraction(1_411_724),
)
SALE = Financing(  # a plain one, within the year in which the Series 5-A ratchets
    closing=date(2006, 1, 10),
    gross_proceeds=Fraction(1_000_000),
    consideration=Fraction(1_000_000),
    additional_shares=Fraction(5_000_000),
    shares_outstanding=Fraction(10_000_000),
)


ONE_FOR_TEN = Split(day=date(2006, 3, 1), ratio=Fraction(1, 10))
WARRANT = WarrantTerms(
    name="Warrants",
    purchase_price=Fraction("0.10"),
    shares=Fraction(1_000),
    issue_date=date(2002, 1, 28),
)


def certificate(
    terms: Instrument,
    *events: Event,
    security: Security = PREFERRED_5A,
    bounds: PriceBounds = EXACT,
) -> Certificate:
    """Return that of the last event."""
    step = replay(terms, dict(enumerate(events, start=1)), bounds=bounds)[-1]
    return Certificate(
        issuer=ISSUER, security=security, terms=terms, step=step, day=date(2005, 7, 19)
    )


def texts(letter: Letter) -> Iterator[str]:
    """Yield every text of the letter's body, in order."""
    for block in letter.body:
        match block:
            case Paragraph():
                yield block.text
            case Points():
                yield from block.items
            case FigureTable():
                for row in (block.header, *block.rows):
                    yield from row
            case Form():
                for line in block.lines:
                    yield from line


def said(letter: Letter) -> str:
    """Return all of the body in one text."""
    return "\n".join(texts(letter))


def rows(letter: Letter) -> dict[str, tuple[str, ...]]:
    """Return the figures of the calculation by their labels."""
    table = [block for block in letter.body if isinstance(block, FigureTable)][-1]
    return {row[0]: row[1:] for row in table.rows}


def test_the_letter_of_2005_states_what_the_certificate_of_2005_states() -> None:
    """Every figure of 004, but those of the sentence that the company writes itself."""
    made = adjustment_letter(certificate(BEFORE_2005, ISSUE_2005, security=PREFERRED_2A))
    for figure in (
        *("$14.20", "$4.51", "1.42 shares", "July 18, 2005", "November 8, 2000", "7d(6)"),
        "the numerator of which was 2,554,251",
        "(A) 2,101,345 shares of Common Stock outstanding",
        "(B) 135,310 shares of Common Stock",
        "(C) 317,596 shares of Common Stock underlying Other Securities",
        "the denominator of which was 8,035,341",
        "(X) 7,717,745 shares of Common Stock outstanding",
        "(Y) 317,596 shares of Common Stock underlying Other Securities",
    ):
        assert figure in said(made), figure
    assert made.subject == "Reduction of Conversion Price"
    assert made.day == "July 19, 2005"
    assert made.to == ("Holders of Series 2-A Convertible Preferred Stock",)


def test_the_letter_of_2002_states_its_own_sum_beside_that_of_the_certificate() -> None:
    """003 says 36,520,262 where (A) + (B) + (C) as it states them is 36,520,263.

    $8,187,843.60 / $6.41 is 1,277,354.695788; with it the sum is 36,520,262.695788, which 003 cut
    off. $6.41 x that / 116,971,341 is $2.0013, and $6.41 / $2.0013 is 3.2029.
    """
    made = adjustment_letter(certificate(SERIES_2A, ISSUE_2002, security=PREFERRED_2A))
    for figure in (
        *("$6.41", "$2.00", "3.20 shares"),
        "(A) 33,831,184 shares",
        "(B) 1,277,355 shares",
        "(C) 1,411,724 shares",
        "the numerator of which was 36,520,263",
        "the denominator of which was 116,971,341",
        "(X) 115,559,617 shares",
        "(Y) 1,411,724 shares",
    ):
        assert figure in said(made), figure
    found = rows(made)
    assert found["Numerator"] == ("36,520,263", "36,520,262.69578783")
    assert found["(B) which the consideration would purchase"][1] == "1,277,354.69578783"
    assert found["Conversion Price after"][0] == "$2.00"
    assert found["Conversion Price after"][1].startswith("$2.0013")
    assert found["Common Stock for one share, after"][1].startswith("3.2029")
    assert found["Common Stock for one share, before"] == ("1.00", "1")


def test_the_company_tells_the_cause_first_and_then_what_follows_of_it() -> None:
    """003 has a list of four."""
    made = adjustment_letter(
        replace(
            certificate(SERIES_2A, ISSUE_2002, security=PREFERRED_2A),
            facts=("Notes of $4,557,596.", "Warrants to purchase 21,256,500 shares."),
        )
    )
    points = next(block for block in made.body if isinstance(block, Points))
    assert points.items[:2] == ("Notes of $4,557,596.", "Warrants to purchase 21,256,500 shares.")
    assert "81,728,433 Additional Shares" in points.items[2]
    assert "$8,187,843.60" in points.items[2]


def test_the_clause_is_printed_in_the_company_s_own_words() -> None:
    """As its table of classes has it."""
    security = replace(PREFERRED_5A, clause="the price “shall be adjusted”")
    made = said(adjustment_letter(certificate(SERIES_5A, SALE, security=security)))
    assert "the Certificate provides: the price “shall be adjusted”" in made


def test_a_ratchet_takes_the_effective_price() -> None:
    """$1,000,000 for 5,000,000 shares is $0.20, below $0.3125: 5,000 shares for $1,000."""
    made = adjustment_letter(certificate(SERIES_5A, SALE))
    assert "from $0.31 to $0.20" in said(made)
    assert "$1,000,000 for 5,000,000 Additional Shares of Common Stock is $0.20 a share" in (
        said(made)
    )
    assert "fraction," not in said(made)
    assert "will receive 5,000.00 shares" in said(made)
    assert rows(made)["Effective Price a share"] == ("$0.2000", "$0.20")


def test_the_series_5a_counts_fully_diluted_and_has_no_c() -> None:
    """After the year: 0.3125 x (10,000,000 + 3,200,000) / 15,000,000 = 0.275."""
    later = replace(SALE, closing=date(2006, 9, 1))
    made = adjustment_letter(replace(certificate(SERIES_5A, later), price_decimals=4))
    assert "from $0.3125 to $0.2750" in said(made)
    assert "the numerator of which was 13,200,000" in said(made)
    assert "(X) 10,000,000 shares of Common Stock outstanding, counting those" in said(made)
    assert "(Y) 5,000,000 Additional Shares" in said(made)
    assert "(C)" not in said(made)
    assert "at the close of business on August 31, 2006, the day before" in said(made)
    assert rows(made)["Denominator"] == ("15,000,000", "15,000,000")


@pytest.mark.parametrize(
    ("ratio", "subject", "cause", "prices", "factor"),
    [
        (
            Fraction(1, 20),
            "Increase of Conversion Price",
            "combined, 20 shares of Common Stock into one",
            "increased from $0.31 to $6.25",
            "20 / 1",
        ),
        (
            Fraction(2),
            "Reduction of Conversion Price",
            "each share of Common Stock was divided into 2 shares",
            "reduced from $0.31 to $0.16",
            "1 / 2",
        ),
    ],
)
def test_a_split_changes_the_price_in_proportion(
    ratio: Fraction, subject: str, cause: str, prices: str, factor: str
) -> None:
    """0.3125 x 20 = 6.25; 0.3125 / 2 = 0.15625."""
    split = Split(day=date(2006, 5, 1), ratio=ratio)
    made = adjustment_letter(certificate(SERIES_5A, split))
    assert made.subject == subject
    assert cause in said(made)
    assert prices in said(made)
    assert "at the close of business on May 1, 2006" in said(made)
    assert rows(made)["Fraction applied"][0] == factor


def test_a_stock_dividend_states_the_shares_outstanding() -> None:
    """1,000,000 / (1,000,000 + 250,000) = 4 / 5; 0.3125 x 0.8 = 0.25."""
    dividend = StockDividend(
        day=date(2006, 5, 1), outstanding=Fraction(1_000_000), shares=Fraction(250_000)
    )
    made = adjustment_letter(certificate(SERIES_5A, dividend))
    assert "A dividend of 250,000 shares" in said(made)
    assert "there were 1,000,000 shares of Common Stock outstanding, counting those issuable" in (
        said(made)
    )
    assert "changed in proportion to $0.25, being" in said(made)
    assert "multiplied by 1,000,000 / 1,250,000." in said(made)


@pytest.mark.parametrize("stock", [Fraction(0), Fraction(1_000_000)])
def test_an_expiry_readjusts_upwards(stock: Fraction) -> None:
    """Nothing was issued under the rights: without stock the price is as before the issue.

    With 1,000,000 shares outright for $300,000 the Effective Price is $0.30.
    """
    issue = replace(SALE, stock=stock, stock_consideration=Fraction(300_000) if stock else stock)
    expiry = Expiry(day=date(2008, 1, 10), of_event=1)
    made = adjustment_letter(replace(certificate(SERIES_5A, issue, expiry), price_decimals=4))
    assert made.subject == "Increase of Conversion Price (Readjustment)"
    assert "0 shares of Common Stock were actually issued, and $0 was" in said(made)
    assert f"from $0.2000 to {'$0.3000' if stock else '$0.3125'}" in said(made)
    outright = "sold 1,000,000 shares outright for $300,000"
    assert (outright in said(made)) == bool(stock)
    paid = ("$300,000", "$300,000") if stock else None
    assert rows(made).get("Consideration for those") == paid
    assert rows(made)["Shares actually issued"] == ("0", "0")


@pytest.mark.parametrize(
    ("terms", "events", "told"),
    [
        (  # $4.51385 a share times 10; $6.41 / $14.20 = 0.4514
            BEFORE_2005,
            (ISSUE_2005, ExemptIssue(day=date(2005, 8, 1)), ONE_FOR_TEN),
            (
                ("July 17, 2005: start", "$14.20", "0.4514"),
                ("July 18, 2005: issue (weighted average)", "$4.51", "1.4201"),
                ("March 1, 2006: split", "$45.14", "0.1420"),
            ),
        ),
        (  # $1,000,000 for 5,000,000 shares; the rights lapse, and the price is as before
            SERIES_5A,
            (SALE, Expiry(day=date(2008, 1, 10), of_event=1)),
            (
                ("July 18, 2005: start", "$0.3125", "3,200.0000"),
                ("January 10, 2006: issue (full ratchet)", "$0.2000", "5,000.0000"),
                ("January 10, 2008: expiry (readjustment)", "$0.3125", "3,200.0000"),
            ),
        ),
        (
            WARRANT,
            (replace(SALE, consideration=Fraction(250_000)),),
            (
                ("January 28, 2002: start", "$0.10", "1.0000"),
                ("January 10, 2006: issue (full ratchet)", "$0.05", "2.0000"),
            ),
        ),
    ],
    ids=("preferred", "readjusted", "warrant"),
)
def test_an_annex_tells_every_adjustment_from_the_start(
    terms: Instrument, events: tuple[Event, ...], told: tuple[tuple[str, str, str], ...]
) -> None:
    """What moved nothing is left out; each price follows from the unrounded one before it."""
    steps = replay(terms, dict(enumerate(events, start=1)))
    moved = tuple(step for step in steps if step.after != step.before)
    decimals = 4 if terms is SERIES_5A else 2
    whole = replace(certificate(terms, *events), history=moved, price_decimals=decimals)
    annex = adjustment_letter(whole).annex
    assert annex is not None
    _, table, _, causes = annex.body
    assert isinstance(table, FigureTable)
    assert table.rows == told
    assert isinstance(causes, Points)
    assert len(causes.items) == len(told) - 1
    assert adjustment_letter(replace(whole, history=())).annex is None


def test_a_letter_says_what_decimals_and_a_floor_made_of_the_price() -> None:
    """0.3125 x 13,200,000 / 15,000,000 = 0.275: to two decimals 0.28, and not below 0.29."""
    later = replace(SALE, closing=date(2006, 9, 1))
    floor = PriceBounds(floor=Fraction("0.29"))
    for bounds, sentence, label in (
        (PriceBounds(decimals=2), "which is rounded half up to $0.28.", "Before it is rounded"),
        (floor, "the Conversion Price does not fall below $0.29.", "Before the floor"),
    ):
        made = adjustment_letter(certificate(SERIES_5A, later, bounds=bounds))
        assert "That is $0.275" in said(made)
        assert sentence in said(made)
        assert rows(made)[label] == ("$0.2750", "$0.275")


def test_a_change_that_was_carried_forward_is_told() -> None:
    """5,000 shares for $61 make it (0.3125 x 10,000,000 + 61) / 10,005,000 = 0.3123: too little.

    As many shares again as there are, for nothing, then halve that price and not the one before.
    """
    small = replace(
        SALE,
        closing=date(2006, 9, 1),
        consideration=Fraction(61),
        additional_shares=Fraction(5_000),
    )
    later = replace(
        SALE,
        closing=date(2006, 10, 1),
        consideration=Fraction(0),
        additional_shares=Fraction(10_000_000),
    )
    hundredth = PriceBounds(minimum_change=Fraction(1, 100))
    one = certificate(SERIES_5A, small, later, bounds=hundredth)
    met = Fraction(3_125_061, 10_005_000)
    assert (one.step.met, one.step.before, one.step.after) == (met, Fraction("0.3125"), met / 2)
    made = adjustment_letter(replace(one, price_decimals=4))
    assert "being $0.3123, which is the Conversion Price in effect before, $0.3125," in said(made)
    assert rows(made)["With the changes carried forward"][0] == "$0.3123"


def test_a_warrant_whose_count_stays_says_so() -> None:
    """Another company's: only its price falls."""
    sale = replace(SALE, consideration=Fraction(250_000))
    security = replace(PREFERRED_2A, name="Bridge Warrants", instrument="Warrant", section="3")
    holding = HoldingOfRecord(holder="Fund", shares=Fraction(1_000), day=date(2006, 2, 1))
    one = certificate(WARRANT, sale, security=security)
    one = replace(one, count_moves=False, holding=holding, history=(one.step,))
    made = adjustment_letter(one)
    assert "that the Warrants cover stays as it is" in said(made)
    assert not [label for label in rows(made) if label.startswith("Common Stock for one")]
    held = next(block for block in made.body if isinstance(block, FigureTable))
    assert [row[1] for row in held.rows] == ["1,000", "1,000", "1,000"]
    assert made.annex is not None
    table = made.annex.body[1]
    assert isinstance(table, FigureTable)
    assert [row[2] for row in table.rows] == ["1.0000", "1.0000"]


def test_a_warrant_states_price_and_shares() -> None:
    """$0.10 to $0.05 doubles the shares: one becomes 2.00."""
    sale = replace(SALE, consideration=Fraction(250_000))
    security = replace(PREFERRED_2A, name="Series B Warrants", instrument="Warrant", section="")
    asked = replace(
        certificate(WARRANT, sale, security=security),
        holding=HoldingOfRecord(holder="Fund", shares=Fraction(1_000), day=date(2006, 2, 1)),
    )
    made = adjustment_letter(asked)
    assert made.subject == "Reduction of Purchase Price"
    assert "In accordance with the Warrant, the Purchase Price" in said(made)
    assert "for each share for which they were issued, 2.00 shares" in said(made)
    held = next(block for block in made.body if isinstance(block, FigureTable))
    assert [row[1] for row in held.rows] == ["1,000", "1,000", "2,000"]


def test_a_letter_to_one_holder_has_its_address_and_its_shares_before_and_after() -> None:
    """1,000 x $6.41 / $14.20 is 451.4 shares, / $4.51385476 is 1,420.07: whole shares."""
    holding = HoldingOfRecord(
        holder="Example Fund, L.P.",
        address=("1 Main Street", "Springfield"),
        shares=Fraction(1_000),
        day=date(2005, 7, 18),
    )
    made = adjustment_letter(
        replace(certificate(BEFORE_2005, ISSUE_2005, security=PREFERRED_2A), holding=holding)
    )
    assert made.to == ("Example Fund, L.P.", "1 Main Street", "Springfield")
    held = next(block for block in made.body if isinstance(block, FigureTable))
    assert [row[1] for row in held.rows] == ["1,000", "451", "1,420"]


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (ExemptIssue(day=date(2006, 1, 10)), "it was (the issue is marked exempt)"),
        (replace(SALE, closing=date(2005, 7, 18)), "it was (it is not after 2005-07-18)"),
        (replace(SALE, consideration=Fraction(5_000_000)), "as it was; there is nothing"),
    ],
)
def test_a_price_that_did_not_move_is_not_certified(event: Event, why: str) -> None:
    """The reason is that of the rule, where there is one."""
    with pytest.raises(NotApplicableError) as refusal:
        adjustment_letter(certificate(SERIES_5A, event))
    assert refusal.value.code == "price_unchanged"
    assert why in str(refusal.value)


def test_two_prices_that_would_look_alike_get_more_decimals() -> None:
    """A letter that reduces $4.51 to $4.51 says nothing."""
    terms = replace(SERIES_5A, conversion_price=Fraction("4.5138"))
    sale = replace(SALE, consideration=Fraction("22568500"))  # / 5,000,000 is 4.5137
    assert "from $4.5138 to $4.5137" in said(adjustment_letter(certificate(terms, sale)))


def test_a_holder_of_nothing_gets_no_letter() -> None:
    """No one would know what to do with it."""
    with pytest.raises(OutOfRangeError, match="shares is 0"):
        HoldingOfRecord(holder="Nobody", shares=Fraction(0), day=date(2005, 7, 18))


@pytest.mark.parametrize(
    ("instrument", "short"),
    [
        ("Certificate of Designation", "Certificate"),
        ("Form of Warrant", "Warrant"),
        ("Purchase Agreement", "Agreement"),
        ("Convertible Promissory Note", "Note"),
        ("Articles", "Instrument"),
    ],
)
def test_the_instrument_is_called_by_its_kind(instrument: str, short: str) -> None:
    """As both certificates call theirs “the Certificate”."""
    assert replace(PREFERRED_2A, instrument=instrument).short_instrument == short


@pytest.mark.parametrize(
    ("section", "called"),
    [
        ("7d(6)", "Section 7d(6) of "),
        ("VII.E(6)", "Section VII.E(6) of "),
        ("3", "Section 3 of "),
        ("Article IV.4(d)", "Article IV.4(d) of "),
        ("Section 4.4.4", "Section 4.4.4 of "),
        ("clause 5", "clause 5 of "),
        ("", ""),
    ],
)
def test_a_section_is_called_so_once(section: str, called: str) -> None:
    """Another company's charter has articles: "Section Article IV" is nobody's."""
    assert replace(PREFERRED_2A, section=section).section_of == called
