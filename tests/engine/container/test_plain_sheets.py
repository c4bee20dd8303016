"""A sheet of plain cells is counted by one pattern, and as the parser counts it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_udfs.engine.container import markup
from xl_udfs.engine.container.plain_sheets import plain_sheet
from xl_udfs.engine.limits import DEFAULT_LIMITS, Limits
from xl_udfs.engine.refusals import UnreadableError

PART = "xl/worksheets/sheet1.xml"
PIECES = (
    '<row r="1">', "</row>", '<row r="2"/>', '<c r="A1"/>', '<c r="A1"><v>1</v></c>', "<v/>",
    '<c r="B1" t="s"><f>A1*2</f><v>2</v></c>', '<c r="C1">', "</c>", "<f>SUM(A1)</f>", "<c/>",
    '<c r="D1"><f t="shared" si="0" ref="D1:D9">A1+12345</f><v>7</v></c>', "<x:c/>", "text",
    '<c r="D2"><f t="shared" si="0"/></c>', '<c r="E1"><f t="array" ref="E1:E5">A1</f></c>',
    '<c r="F1" t="inlineStr"><is><t>a</t></is></c>', '<c r="G1"><f ref="A0">1</f></c>', "<!-- -->",
    "<![CDATA[x]]>", '<c r="H1"><f>HYPERLINK("x")</f></c>', "&amp;", "&lt;", "<c r='I1'/>", "\0",
    '<mergeCell ref="A1:XFD9"/>', "\n",
)  # fmt: skip
SOUND = (
    '<row r="1"><c r="A1"/><c r="B1"><f>A1</f><v>1</v></c></row>',
    '<row r="2" spans="1:2"><c r="D1"><f t="shared" si="0" ref="D1:D9">A1+12345</f></c></row>',
    '<row r="3"><c r="D2"><f t="shared" si="0"/><v>3</v></c></row><row r="4"/>',
)
REACHING = (
    '<row r="1"><c r="A1"><f>R1TD(1)</f></c><c r="B1"><f>RTD(1)</f><v>1</v></c></row>',
    '<row r="2"><c r="A2"><f>A1&amp;"|"&amp;B1</f></c><c r="B2"><f>HYPERLINK("x")</f></c></row>',
    '<row r="3"><c r="A3"><f>A2&amp;"|"&amp;B2</f></c><c r="B3"><f>IMAGE("x")</f></c></row>',
    '<row r="4"><c r="A4"><f>A33&amp;"|"&amp;B33</f></c><c r="B4"><f>HYPERLINK("y")</f></c></row>',
    '<row r="5"><c r="B5"><f>cmd|\'/c calc\'!A0</f></c></row>',
    '<row r="6"><c r="C6"><f>cmd&#124;\'/c calc\'!A0</f></c><c r="D6"><f>RT&#68;(1)</f></c></row>',
    '<row r="7"><c r="C7"><f t="shared" si="1">IMAGE("x")</f></c></row>',
    '<row r="8"><c r="D8"><f>Sheet|1!A1</f></c><c r="E8"><f>SUM(\'a|b\'!A1)</f></c></row>',
)
LOW = Limits(cells=3, formula=30, formulas_mib=1, depth=7)


def sheet(inside: str) -> bytes:
    """Return a part with something among its cells."""
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<sheetData>{inside}</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
        "</worksheet>"
    ).encode()


def outcome(data: bytes, limits: Limits) -> object:
    """Return what is said of two sheets alike."""
    try:
        return markup.check_parts({PART: data, PART.replace("1", "2"): data}, limits)
    except UnreadableError as refusal:
        return refusal.code, str(refusal)


def by_the_parser(data: bytes, limits: Limits, monkeypatch: pytest.MonkeyPatch) -> object:
    """Return what is said where nothing is taken for plain."""
    with monkeypatch.context() as patched:
        patched.setattr(markup, "plain_sheet", lambda *_: None)
        return outcome(data, limits)


@given(
    st.one_of(
        st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
        st.lists(st.sampled_from(SOUND), max_size=4).map("".join),
        st.lists(st.sampled_from(SOUND + REACHING), max_size=6).map("".join),
        st.binary(max_size=20).map(lambda data: data.decode("latin-1")),
    ),
    st.sampled_from([DEFAULT_LIMITS, LOW]),
)
def test_the_pattern_says_what_the_parser_says(inside: str, limits: Limits) -> None:
    """A stranger's sheet is refused for the same reason, or by neither."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        data = sheet(inside)
        assert outcome(data, limits) == by_the_parser(data, limits, monkeypatch)


def test_plain_cells_are_counted_without_the_parser() -> None:
    """Otherwise nothing would be gained; the copy of a shared formula is as long as that."""
    found = plain_sheet(sheet("".join(SOUND)))
    assert found is not None
    shared = len('<f t="shared" si="0" ref="D1:D9">A1+12345')
    assert (found.cells, found.longest, found.formulas) == (4, shared, len("<f>A1") + 2 * shared)
    assert found.references == ("D1:D9",)
    assert found.rest == sheet("")


def test_of_cells_that_may_reach_outside_the_first_of_each_form_is_parsed() -> None:
    """Ten thousand copies of one formula with a bar in a text are looked at once."""
    found = plain_sheet(sheet("".join(SOUND + REACHING[1:3])), lambda text: b"|" in text)
    assert found is not None
    kept = '<c r="A2"><f>A1&amp;"|"&amp;B1</f></c>'
    assert found.rest == sheet(kept)
    assert (found.cells, found.kept_cells) == (4 + 4, 1)


@pytest.mark.parametrize(("before", "code"), [(0, "E_DDE"), (3, "E_CELLS")])
def test_of_two_faults_the_first_one_is_told(before: int, code: str) -> None:
    """Above a limit the parser goes through all cells, as it meets the one or the other first."""
    usual = '<c r="A1"><v>1</v></c>'
    row = usual * before + "<c r='B5'><f>cmd|'/c calc'!A0</f></c>" + usual * (3 - before)
    part = sheet(f'<row r="1">{row}</row>'.replace("r='B5'", 'r="B5"'))
    with pytest.raises(UnreadableError) as refusal:
        markup.check_parts({PART: part}, LOW)
    assert refusal.value.code == code


@pytest.mark.parametrize("inside", ["<row r='1'><row r='1'></row></row>", "<row >", "<c r='A1'/>"])
def test_what_stands_inside_its_like_is_left_to_the_parser(inside: str) -> None:
    """Else the depth of a sheet would have no bound."""
    assert plain_sheet(sheet(inside)) is None
