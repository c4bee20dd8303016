"""Letters from the values of the three templates."""

import re
from datetime import date
from typing import Any

import pytest

from tests.core.letters.test_adjustment import rows, said
from tests.documents.letters.conftest import Written, recomputed_with
from tests.templates.test_taken_over import northwind_file
from xl_udfs.core.letters.letter import FigureTable, Form
from xl_udfs.documents.letters.asked import LetterRequest, Notice
from xl_udfs.documents.letters.holdings import holdings_of
from xl_udfs.documents.letters.refusals import AskedError, ContentError, UnreadyError
from xl_udfs.documents.letters.values import Values
from xl_udfs.templates.cap_table.columns import letter_of
from xl_udfs.templates.cap_table.lists import CLASS_COLUMNS

STATED_2005 = (  # every figure of 004, in its order
    *("$4.51", "1.42", "1,478", "886,800", "$1,478,000", "$0.50", "$443,400", "$14.20"),
    *("2,554,251", "2,101,345", "135,310", "317,596", "8,035,341", "7,717,745"),
)
ONLY_COLUMN = {  # how a ledger line stands on the sheet
    "date": "A",
    "event": "B",
    "holder": "D",
    "class": "E",
    "shares": "F",
    "price": "G",
    "consideration": "H",
    "ratio": "O",
    "of": "P",
    "counted": "Q",
}
NEXT = 18  # the first spare line of the ledger
PRICE, FRACTION = (letter_of(CLASS_COLUMNS, name) for name in ("price", "fraction"))
SERIES_5A_ROW = 11  # of the sheet Classes


def line(row: int, **cells: Any) -> dict[str, Any]:  # noqa: ANN401 - what a cell can hold
    """Return a line of the ledger as inputs."""
    return {f"Ledger!{ONLY_COLUMN[name]}{row}": value for name, value in cells.items()}


def test_the_shipped_certificate_states_every_figure_of_the_letter_of_2005(
    written: Written,
) -> None:
    """Nothing of it is typed into the letter."""
    ((name, letter),) = written("adjustment_certificate")
    assert name == "Series 2-A Convertible Preferred Stock"
    told = set(re.findall(r"\$?[\d,]*\d(?:\.\d+)?", said(letter)))
    assert told.issuperset(STATED_2005), set(STATED_2005) - told
    assert letter.signatures[0].lines[1:] == (
        ("Name:", "James G. Higham"),
        ("Title:", "Vice President and General Counsel"),
    )
    assert "the Certificate provides: 7d(6): the weighted average" in said(letter)
    assert letter.address == "7855 Ivanhoe Avenue, Suite 200, La Jolla, CA 92037"
    assert letter.draft == ""


def test_the_letter_of_2002_comes_of_its_own_inputs(written: Written) -> None:
    """003: $6.41 to $2.00, 3.20 shares; the sum that it states is one less than its parts."""
    inputs = {
        "in_certificate_date": date(2002, 2, 5),
        "in_effective_date": date(2002, 2, 5),
        "in_price_before": 6.41,
        "in_consideration": 8_187_843.6,
        "in_additional_shares": 81_728_433,
        "in_shares_outstanding": 33_831_184,
        "in_other_securities": 1_411_724,
    }
    ((_, letter),) = written("adjustment_certificate", inputs=inputs | {"in_clause": None})
    assert "In the Company’s words" not in said(letter)
    for figure in ("$2.00", "3.20", "36,520,263", "116,971,341", "115,559,617", "1,277,355"):
        assert figure in said(letter)
    assert letter.day == "February 5, 2002"


def test_shares_immediately_before_are_counted_where_they_are_given(written: Written) -> None:
    """(X) is then 2,200,000 + 5,616,400."""
    ((_, letter),) = written("adjustment_certificate", inputs={"in_before_closing": 2_200_000})
    assert rows(letter)["(X) outstanding after the issue"][0] == "7,816,400"


@pytest.mark.parametrize(
    ("inputs", "text"),
    [
        ({"in_method": "Full ratchet"}, "the Effective Price, because that is below"),
        (
            {"in_method": "Series 5-A, by date and size", "in_closing_date": date(2005, 1, 1)},
            "the Effective Price, because that is below",
        ),
        (
            {"in_method": "Series 5-A, by date and size", "in_closing_date": date(2003, 1, 1)},
            "(Y) 5,616,400 Additional Shares",
        ),
    ],
)
def test_each_method_has_its_own_letter(
    written: Written, inputs: dict[str, Any], text: str
) -> None:
    """$1,921,400 / 5,616,400 = $0.34 by full ratchet."""
    ((_, letter),) = written("adjustment_certificate", inputs=inputs)
    assert text in said(letter)


def test_what_a_counts_is_told_as_the_workbook_has_it(written: Written) -> None:
    """And then there is no (C): the number is one, as another company's charter counts it."""
    words = "shares of Common Stock issuable on conversion of preferred stock"
    inputs = {"in_counted": words, "in_other_securities": None}
    inputs |= {"in_section": "Article IV", "in_clause": None}
    ((_, letter),) = written("adjustment_certificate", inputs=inputs)
    assert f"(A) 2,101,345 {words} at the close of business" in said(letter)
    assert f"(X) 2,101,345 {words} immediately before" in said(letter)
    assert "(C)" not in said(letter)
    assert "In accordance with Article IV of the Certificate" in said(letter)


def test_the_cap_table_makes_the_letter_of_2005_by_default(written: Written) -> None:
    """The last step that moved a price; (A) and (C) apart though the ledger has one number."""
    ((name, letter),) = written("cap_table")
    assert name == "Series 2-A"
    assert set(STATED_2005) <= set(re.findall(r"\$?[\d,]*\d(?:\.\d+)?", said(letter)))
    assert "1,478 shares of Series 5-A (as converted 4,729,600 shares of Common Stock)" in (
        said(letter)
    )
    tables = [block for block in letter.body if isinstance(block, FigureTable)]
    assert tables[-2].rows == (
        ("Common stock", "2,101,345", "1", "2,101,345"),
        ("Other Securities", "317,596", "1", "317,596"),
        ("(A) and (C)", "", "", "2,418,941"),
    )
    assert "Warrants of July 2005 for 886,800 shares of Common Stock" in said(letter)
    assert letter.to == ("Holders of Series 2-A Convertible Preferred Stock",)


def test_the_step_of_2002_is_certified_where_the_series_starts_before_it(written: Written) -> None:
    """Step 2, as the sheet Price History counts; its start is then that of 003."""
    inputs = {"Classes!R10": 6.41, "Classes!S10": date(2000, 11, 8)}
    ((_, letter),) = written("cap_table", LetterRequest(step=2, draft=True), inputs)
    for figure in ("$6.41", "$2.00", "36,520,263", "116,971,341", "33,831,184", "1,411,724"):
        assert figure in said(letter)


@pytest.mark.parametrize(
    ("exhibit", "line"), [("99.1", "Exhibit 99.1"), ("Anlage\t4", "Anlage 4"), ("", "")]
)
def test_an_exhibit_stands_above_and_the_history_behind(
    written: Written, exhibit: str, line: str
) -> None:
    """The Series 2-A of the exhibits: one adjustment from its start, at $14.20."""
    ((_, letter),) = written("cap_table", LetterRequest(exhibit=exhibit, annex=True))
    assert letter.exhibit == line
    assert letter.annex is not None
    assert letter.annex.heading == "Annex: History of the Conversion Price"
    table = letter.annex.body[1]
    assert isinstance(table, FigureTable)
    assert [row[1:] for row in table.rows] == [("$14.20", "0.4514"), ("$4.51", "1.4201")]
    assert table.rows[1][0] == "July 18, 2005: issue (weighted average)"


SALE = line(
    NEXT,
    date=date(2006, 1, 10),
    event="issue",
    holder="All holders of common stock",
    shares=5_000_000,
    consideration=1_000_000,
    **{"class": "Common stock"},
)


def test_one_closing_moves_several_classes_and_one_must_be_named(written: Written) -> None:
    """$0.20 a share is below all three prices."""
    day = {"in_as_of": date(2006, 12, 31), "in_letter_date": date(2007, 1, 5)}
    with pytest.raises(AskedError, match="step 4 adjusted Series 2-A, Series 5-A, Warrants"):
        written("cap_table", LetterRequest(draft=True), SALE | day)
    ((_, letter),) = written(
        "cap_table", LetterRequest(draft=True, security="series 5-a"), SALE | day
    )
    assert "from $0.3125 to $0.2000" in said(letter)
    assert "will receive 5,000.00 shares" in said(letter)
    own = "provides: VII.E(6)(a): to the anniversary of the Closing Date the Effective Price, then"
    assert f"In the Company’s words, the Certificate {own} the weighted average" in said(letter)
    asked = LetterRequest(
        draft=True, security="Warrants of July 2005", holder="Purchasers of July 18, 2005"
    )
    ((name, letter),) = written("cap_table", asked, SALE | day)
    assert name == "Purchasers of July 18, 2005"
    assert "from $0.50 to $0.20" in said(letter)
    held = next(block for block in letter.body if isinstance(block, FigureTable))
    assert [row[1] for row in held.rows] == ["886,800", "886,800", "2,217,000"]  # x 0.50 / 0.20


def test_each_holder_gets_its_letter_with_its_address(written: Written) -> None:
    """1,478 x $1,000 / $0.3125 = 4,729,600; / $0.20 = 7,390,000."""
    inputs = SALE | {
        "in_as_of": date(2006, 12, 31),
        "in_letter_date": date(2007, 1, 5),
        "Holders!C9": "1 Main Street\nSpringfield",
    }
    ((name, letter),) = written(
        "cap_table", LetterRequest(draft=True, security="Series 5-A", each_holder=True), inputs
    )
    assert letter.to == (name, "1 Main Street", "Springfield")
    held = next(block for block in letter.body if isinstance(block, FigureTable))
    assert [row[1] for row in held.rows] == ["1,478", "4,729,600", "7,390,000"]


def test_who_received_by_a_transfer_gets_a_letter() -> None:
    """Of its 2,000,000 Series B Fund B gave 500,000 to Fund A on March 1, 2024.

    The line of its issue may be typed without capitals, as the workbook's formulas read it.
    """
    typed = {"in_as_of": date(2024, 3, 1), "Ledger!D12": "fund b", "Ledger!E12": "series b"}
    values = Values(*recomputed_with(northwind_file(), typed))
    held = holdings_of(values, "Series B")
    assert {name: of.shares for name, of in held.items()} == {
        "Fund A": 500_000,
        "Fund B": 1_500_000,
    }


def test_a_split_of_the_series_2a_cites_no_section(written: Written) -> None:
    """The documents do not have it; $4.51385476 x 20."""
    split = line(NEXT, date=date(2006, 1, 10), event="split", ratio=0.05)
    ((_, letter),) = written(
        "cap_table",
        LetterRequest(draft=True, security="Series 2-A"),
        split | {"in_as_of": date(2006, 12, 31)},
    )
    assert letter.subject == "Increase of Conversion Price"
    assert "In accordance with the Certificate, the Conversion Price was changed" in said(letter)
    assert "from $4.51 to $90.28" in said(letter)
    assert "In the Company’s words" not in said(letter)  # its clause is about issues


@pytest.mark.parametrize(
    ("asked", "inputs", "sentence"),
    [
        (
            LetterRequest(step=1),
            {},
            "--step 1 is not an event; the steps of the price history are 2 to 3",
        ),
        (LetterRequest(step=4), {}, "--step 4 is not an event"),
        (LetterRequest(step=2), {}, "step 2 adjusted no price; the steps that did are 3"),
        (LetterRequest(security="Series 2A"), {}, "the nearest is Series 2-A"),
        (LetterRequest(holder="Anyone"), {}, "no holder in the workbook has Series 2-A"),
        (
            LetterRequest(draft=True),
            {"in_as_of": date(2005, 7, 17)},
            "no event of the ledger adjusted",
        ),
        (
            LetterRequest(draft=True),
            {"in_as_of": date(2002, 1, 1)},
            "no event of the ledger adjusted",
        ),
        (LetterRequest(notice=Notice.REDEMPTION), {}, "is made of a redemption workbook"),
        (LetterRequest(notice=Notice.CONVERSION), {}, "a notice of conversion is a holder's"),
        (
            LetterRequest(notice=Notice.CONVERSION, draft=True),
            {"Ledger!F15": 500},  # Series 2-A shares
            "preferred classes that someone holds: Series 2-A, Series 5-A",
        ),
        (
            LetterRequest(
                notice=Notice.CONVERSION, security="Series 5-A", holder="Purchaser of July 2005"
            ),
            {},
            "the nearest is Purchasers of July 18, 2005",
        ),
    ],
)
def test_what_is_asked_for_and_not_there_is_named(
    written: Written, asked: LetterRequest, inputs: dict[str, Any], sentence: str
) -> None:
    """With what would be right."""
    with pytest.raises(AskedError) as refusal:
        written("cap_table", asked, inputs)
    assert sentence in str(refusal.value)


def test_a_step_that_left_the_named_class_alone_says_why(written: Written) -> None:
    """What closes on the Closing Date is not after it (II.B)."""
    with pytest.raises(ContentError, match="it is not after 2005-07-18"):
        written("cap_table", LetterRequest(step=3, security="Series 5-A"))


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ({"Letters!A16": "Series 9"}, "no row for Series 2-A"),
        ({"Ledger!Q16": 2_000_000}, "but by the ledger 2,101,345 shares of common stock"),
        ({"in_signatory": None}, "in_signatory is blank; it must be a text"),
        ({"in_letter_date": "soon"}, 'in_letter_date is "soon"; it must be a date'),
        ({"Letters!H16": -5}, "Dated, is -5; it must be a date"),
    ],
)
def test_a_cap_table_that_lacks_something_says_what(
    written: Written, inputs: dict[str, Any], sentence: str
) -> None:
    """Also where a draft is asked for."""
    with pytest.raises(ContentError) as refusal:
        written("cap_table", LetterRequest(draft=True), inputs)
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ({"in_consideration": "a lot"}, 'in_consideration is "a lot"; it must be a number'),
        ({"in_company": None}, "in_company is blank; it must be a text"),
        ({"in_company": 7}, "in_company is 7; it must be a text"),
        ({"in_price_decimals": 9}, "in_price_decimals is 9; it must be at most 8"),
        ({"in_price_decimals": 1.5}, "in_price_decimals is 1.5; it must be a whole number"),
        ({"out_price": 4.5}, "out_price is $4.5, but the facts that the letter would state give"),
        ({"in_consideration": 100_000_000}, "left the price of"),
        ({"in_method": "Guess"}, 'in_method is "Guess"'),
        ({"out_price": "none"}, 'out_price is "none"; it must be a number above 0'),
    ],
)
def test_a_certificate_that_lacks_something_says_what(
    written: Written, inputs: dict[str, Any], sentence: str
) -> None:
    """Text where a number belongs, a blank, a price that is not that of its own facts."""
    with pytest.raises(ContentError) as refusal:
        written("adjustment_certificate", LetterRequest(draft=True), inputs)
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    "asked",
    [
        LetterRequest(holder="A"),
        LetterRequest(each_holder=True),
        LetterRequest(security="Series 2-A"),
        LetterRequest(step=2),
        LetterRequest(annex=True),
    ],
)
def test_a_certificate_workbook_has_no_holders_and_steps(
    written: Written, asked: LetterRequest
) -> None:
    """Those are in a cap table."""
    with pytest.raises(AskedError, match="is for a cap_table workbook"):
        written("adjustment_certificate", asked)


def test_a_workbook_whose_checks_are_not_ok_makes_a_draft_or_nothing(written: Written) -> None:
    """The certificate would be older than what it tells of."""
    early = {"in_certificate_date": date(2005, 7, 1)}
    with pytest.raises(UnreadyError, match=r"effective no later than the certificate.*--draft"):
        written("adjustment_certificate", LetterRequest(), early)
    ((_, letter),) = written("adjustment_certificate", LetterRequest(draft=True), early)
    assert letter.draft == "DRAFT, not to be sent: 1 check of the workbook to look at"
    ((_, letter),) = written("adjustment_certificate", LetterRequest(draft=True))
    assert letter.draft == "DRAFT, not to be sent"


def test_the_redemption_notice_goes_to_all_or_to_each(written: Written) -> None:
    """1,000 of 1,478 by 600, 450, 278 and 150: 405.95, 304.47, 188.09, 101.49; two left over."""
    ((name, letter),) = written("redemption", LetterRequest(notice=Notice.REDEMPTION))
    assert name == "Series 5-A Convertible Preferred Stock"
    for text in (
        "Section V.A of the Certificate",
        "July 18, 2007",
        "$1,110 per share",
        "$1,100",
        "24 hours",
        "by July 24, 2007",
    ):
        assert text in said(letter)
    each = written("redemption", LetterRequest(notice=Notice.REDEMPTION, each_holder=True))
    tables = [next(b for b in letter.body if isinstance(b, FigureTable)) for _, letter in each]
    assert [table.rows[1][1] for table in tables] == ["406", "304", "188", "102"]
    assert "those hours end at 5:30 p.m. on July 11, 2007." in said(each[1][1])


def test_a_redemption_notice_that_comes_too_late_is_not_sent(written: Written) -> None:
    """V.A asks for five business days; July 16 to July 18, 2007 are two."""
    late = {"in_company_notice": date(2007, 7, 16), "in_section": "Article V"}
    with pytest.raises(UnreadyError, match="master check is not OK"):
        written("redemption", LetterRequest(notice=Notice.REDEMPTION), late)
    ((_, letter),) = written(
        "redemption", LetterRequest(notice=Notice.REDEMPTION, draft=True), late
    )
    assert letter.draft.startswith("DRAFT")
    assert "In accordance with Article V of the Certificate of Designation dated" in said(letter)


def test_a_notice_of_conversion_is_that_of_the_holder(written: Written) -> None:
    """100 x $1,010 / $0.3125 = 323,200."""
    asked = LetterRequest(notice=Notice.CONVERSION, holder="Holder B (example)")
    ((_, letter),) = written("redemption", asked)
    form = next(block for block in letter.body if isinstance(block, Form))
    assert [value for _, value in form.lines] == [
        *("July 11, 2007", "$0.3125", "100", "$10", "323,200"),
    ]
    asked = LetterRequest(
        notice=Notice.CONVERSION, security="Series 5-A", holder="Purchasers of July 18, 2005"
    )
    ((_, letter),) = written("cap_table", asked)
    form = next(block for block in letter.body if isinstance(block, Form))
    assert [value for _, value in form.lines] == [
        *("July 18, 2005", "$0.3125", "1,478", "4,729,600"),
    ]


@pytest.mark.parametrize(
    ("word", "received"), [(None, "4,478,787"), ("up", "4,478,788"), ("down", "4,478,787")]
)
def test_a_notice_of_conversion_rounds_as_the_charter_says(
    written: Written, word: str | None, received: str
) -> None:
    """1,478 x $1,000 / $0.33 = 4,478,787.88."""
    asked = LetterRequest(
        notice=Notice.CONVERSION,
        security="Series 5-A",
        holder="Purchasers of July 18, 2005",
        draft=True,
    )
    row = SERIES_5A_ROW
    changes = {f"Classes!{PRICE}{row}": 0.33, f"Classes!{FRACTION}{row}": word}
    ((_, letter),) = written("cap_table", asked, changes)
    form = next(block for block in letter.body if isinstance(block, Form))
    assert form.lines[-1][1] == received


def test_a_fraction_that_no_charter_has_is_refused(written: Written) -> None:
    """The checks of the workbook name the entry."""
    asked = LetterRequest(
        notice=Notice.CONVERSION, security="Series 5-A", holder="Purchasers of July 18, 2005"
    )
    word = {f"Classes!{FRACTION}{SERIES_5A_ROW}": "sideways"}
    with pytest.raises(UnreadyError, match="Every entry fits its cell"):
        written("cap_table", asked, word)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (LetterRequest(), "name a notice, --notice redemption or conversion"),
        (LetterRequest(notice=Notice.REDEMPTION, holder="Holder E"), "the nearest is Holder"),
        (
            LetterRequest(notice=Notice.REDEMPTION, annex=True),
            "which a certificate of adjustment has",
        ),
        (
            LetterRequest(notice=Notice.REDEMPTION, exhibit="9" * 61),
            "a line of at most 60, as 99.1",
        ),
        (LetterRequest(notice=Notice.CONVERSION), "a notice of conversion is a holder's"),
        (
            LetterRequest(notice=Notice.CONVERSION, holder="Holder A (example)"),
            "the nearest is Holder",
        ),
    ],
)
def test_a_redemption_workbook_says_which_letters_it_has(
    written: Written, asked: LetterRequest, sentence: str
) -> None:
    """And which holders."""
    with pytest.raises(AskedError) as refusal:
        written("redemption", asked)
    assert sentence in str(refusal.value)


def test_a_holder_named_twice_is_refused(written: Written) -> None:
    """Nobody could tell whose shares a letter states."""
    with pytest.raises(ContentError, match="names a holder twice"):
        written(
            "redemption",
            LetterRequest(notice=Notice.REDEMPTION, draft=True),
            {"Holders!A9": "Holder A (example)"},
        )


def test_a_workbook_of_another_template_is_refused(written: Written) -> None:
    """With the three that there are."""
    with pytest.raises(ContentError, match="adjustment_certificate, cap_table, redemption"):
        written("liquidation")
