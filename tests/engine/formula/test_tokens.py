"""Formula text as tokens: what each is, where it stands, and that nothing is lost."""

import re
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_udfs.engine.formula.tokens import TokenKind, text_of, tokens_of

SHORT = {
    TokenKind.TEXT: "text",
    TokenKind.ERROR: "error",
    TokenKind.REFERENCE: "ref",
    TokenKind.STRUCTURED: "column",
    TokenKind.FUNCTION: "call",
    TokenKind.TRUTH: "truth",
    TokenKind.NAME: "name",
    TokenKind.NUMBER: "number",
    TokenKind.OPERATOR: "op",
    TokenKind.BLANK: "blank",
    TokenKind.WRONG: "wrong",
}
CASES = {
    "1+.5*5.-1E+3^1.5e-3": "number op number op number op number op number",
    '"a""b"&""': "text op text",
    "A1:B2+$A$1-a1+A:A+$A:B+2:2+$2:3+XFD1048576": (
        "ref op ref op ref op ref op ref op ref op ref op ref"
    ),
    "Terms!A1:B2+'Cap Table'!$B$4+'it''s'!A:A": "ref op ref op ref",
    "Jan:Dec!A1+'Jan 1:Dec 1'!A1+[1]Sheet1!A1+'[1]a b'!A1+!A1": ("ref op ref op ref op ref op ref"),
    "Sheet1!A1:Sheet1!B2": "ref : ref",
    "A1:Sheet1!B2": "ref : ref",
    "A1:INDEX(B1:B9,2)": "ref : call ref , number )",
    "A1:B2:C3": "ref : ref",
    "rate+Terms!rate+[1]!rate+[0]!rate+_xlpm.x+\\x+x.y?+naïve+数": (
        "name op name op name op name op name op name op name op name op name"
    ),
    "A1B+ABCD1+A1.x+A0+R1C1x": "name op name op name op name op name",
    "TRUE+false+TRUE()+TRUEST+Sheet!TRUE": "truth op truth op call ) op name op name",
    "SUM(LOG10(A1),_xlfn.XLOOKUP([1]!F(),_xll.G(),Sheet1!H()))": (
        "call call ref ) , call call ) , call ) , call ) ) )"
    ),
    "Tab[Col]+Tab[[#This Row],[a]]+Tab[@[a]:[b]]+[@Col]+Tab[A '[b'] c]+Tab[]": (
        "column op column op column op column op column op column"
    ),
    "[1]!Tab[Col]+'Book.xlsx'!Tab[Col]": "column op column",
    "#REF!+Terms!#REF!+'a b'!#REF!+#REF!$A$1:B2+#N/A+#DIV/0!+#name?": (
        "error op error op error op error op error op error op error"
    ),
    "A1#+_xlfn.ANCHORARRAY(A1)+@B:B+x%%": "ref # op call ref ) op @ ref op name % %",
    "{1,-2;TRUE,#N/A}": "{ number , op number ; truth , error }",
    " A1\n B1 ": "blank ref blank ref blank",
    "1<>2<=3>=4<5>6=7&8": (
        "number op number op number op number op number op number op number op number"
    ),
    '"open': "wrong name",
    "5A+1.2.3+A1!": "wrong op wrong op name wrong",
    "~`|": "wrong wrong wrong",
    "": "",
}


def kinds(text: str) -> str:
    """Return what the tokens of a text are, one short word each."""
    return " ".join(SHORT.get(token.kind, token.text) for token in tokens_of(text))


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_each_token_is_what_excel_takes_it_for(text: str, expected: str) -> None:
    """One word a token; a mark stands for itself."""
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "prefix", "bare", "outside"),
    [
        ("A1", "", "A1", False),
        ("Terms!A1", "Terms!", "A1", False),
        ("'a!b'!A1:B2", "'a!b'!", "A1:B2", False),
        ("[1]Terms!rate", "[1]Terms!", "rate", True),
        ("'[1]a b'!F(", "'[1]a b'!", "F(", True),
        ("[0]!rate", "[0]!", "rate", False),
        ("Tab[a!b]", "", "Tab[a!b]", False),
        ("[1]!Tab[a!b]", "[1]!", "Tab[a!b]", True),
        ("Terms!#REF!", "Terms!", "#REF!", False),
        ("#REF!A1", "", "#REF!A1", False),
        ('"a!b"', "", '"a!b"', False),
    ],
)
def test_a_token_knows_its_sheet(text: str, prefix: str, bare: str, *, outside: bool) -> None:
    """Also where there is an exclamation mark in the name of a sheet or column."""
    (token,) = tokens_of(text)
    assert (token.prefix, token.bare, token.is_outside) == (prefix, bare, outside)


def assert_whole(text: str) -> None:
    """Check that the tokens of a text are the text, each at its place."""
    tokens = tokens_of(text)
    assert text_of(tokens) == text
    assert [token.start for token in tokens] == [0, *(token.end for token in tokens)][:-1]
    assert all(text[token.start : token.end] == token.text for token in tokens)


@given(st.text(st.sampled_from("AZaz09$!:[]'\"#@%&,;(){}+-.^ \n_\\?é"), max_size=40))
def test_nothing_is_lost_of_any_text(text: str) -> None:
    """Whatever it is."""
    assert_whole(text)


PIECES = (
    *("A1", "$B$2:C3", "Jan:Dec!A1", "'a''b'!A:A", "rate", "[1]!rate", "Tab[[#All],[a]]", "TRUE"),
    *('"a""b"', "1.5E-3", "#REF!", "SUM(A1,(B1 C1))", "{1;2}", "A1#", "5%", "@A1:INDEX(B:B,2)"),
)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4), st.sampled_from("+,<"))
def test_operands_are_read_beside_others_as_alone(pieces: list[str], mark: str) -> None:
    """A mark ends what stands before it."""
    assert kinds(mark.join(pieces)) == f" {kinds(mark)} ".join(map(kinds, pieces))


FORMULA = re.compile(rb"<(?:f|definedName)(?:\s[^>]*)?>([^<]+)</(?:f|definedName)>")


def stored_formulas(folder: Path) -> Iterator[str]:
    """Yield the formulas in the workbooks of a folder; of corpus2, a third is set aside."""
    for path in sorted(folder.rglob("*.xlsx")):
        name = path.name.encode()
        if folder.name == "corpus2" and sha256(name).hexdigest()[0] in "01234":
            continue
        with zipfile.ZipFile(path) as package:
            for part in package.namelist():
                if part.startswith("xl/") and part.endswith(".xml"):
                    for found in FORMULA.findall(package.read(part)):
                        yield unescape(found.decode())


@pytest.mark.parametrize("beside", ["corpus", "corpus2"])
def test_every_formula_of_the_corpus_is_read_whole(corpus: Path, beside: str) -> None:
    """No character of it is wrong; each token has its place."""
    formulas = frozenset(stored_formulas(corpus.parent / beside))
    assert len(formulas) > 1_000
    for formula in formulas:
        assert_whole(formula)
        assert all(token.kind is not TokenKind.WRONG for token in tokens_of(formula)), formula
