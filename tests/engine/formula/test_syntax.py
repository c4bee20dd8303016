"""What is a formula and what is not, and where it ceases to be one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_udfs.engine.formula.stored import SyntaxFault
from xl_udfs.engine.formula.syntax import (
    DEEPEST,
    Group,
    Name,
    NotParsedError,
    Operator,
    Reference,
    TextItem,
    check_syntax,
    parsed,
    tree_of,
)
from xl_udfs.engine.formula.tokens import tokens_of

ACCEPTED = [
    *("1", '"a"', "TRUE", "#N/A", "A1", "Tab[Col]", "rate", "(1)", "((A1))", "-1", "--A1", "1%%"),
    *("F()", "F( )", "F(,)", "F(1,,2)", "F(A1)", "F(G(1),H())", "LAMBDA(x,x+1)(2)", "(F())(2)"),
    *("{1,2;3,4}", "{-1}", "{#N/A,TRUE}", "A1#", "F()#", "@A1", "@F(1)", "+A1-+-B1"),
    *("A1 B1", "(A1,B1)", "A1:B2 A2:C2", "A1:INDEX(B:B,2)", "Tab[a]:Tab[b]", "(A1):(B2)"),
    *(
        "F(A1) G(A1)",
        " A1 + B1 ",
        "1<>2",
        "A1&B1=C1",
        "Terms!A1:Terms!B2",
        "INDEX(A1:A9,1):Terms!B2",
        "A1 :B2",
        "1 %",
    ),
]
REFUSED = {  # the text up to the place, the rest, and what is said of it
    ("", ""): "there is nothing",
    (" ", ""): "there is nothing",
    ("1+", ""): "something is missing",
    ("", "*2"): "something is missing",
    ("1=", "<2"): "something is missing",
    ("F(1+", ",2)"): "something is missing",
    ("F(1+", ")"): "something is missing",
    ("(", ")"): "something is missing",
    ("{", "}"): "something is missing",
    ("{1,", "}"): "something is missing",
    ("SUM(1", ""): "'SUM(' is not closed",
    ("(1", ""): "'(' is not closed",
    ("F({1", ")"): "nothing is open that ')' closes",
    ("1", ")"): "nothing is open that ')' closes",
    ("1 ", "2"): "an operator is missing",
    ("A1 ", "2"): "an operator is missing",
    ('"a"', "b"): "an operator is missing",
    ("F(1)", "A1"): "an operator is missing",
    ("A1", "@B1"): "an operator is missing",
    ("{1}", "(2)"): "an operator is missing",
    ("", "~A1"): "this belongs to nothing",
    ("1+", "5A"): "this belongs to nothing",
    ("", '"open'): "this belongs to nothing",
    ("1", ":2.5"): "nothing before it is a range",
    ("1", "#"): "nothing before it is a range",
    ("A1:", "2.5"): "no range ends here",
    ("A1:", "-B1"): "no range ends here",
    ("A1:", "Terms!B2"): "no range ends here",  # it would be read as the sheets A1 to Terms
    ("F(1", ";2)"): "arguments stand between commas",
    ("A1", ";B1"): "no row of an array ends here",
}


@pytest.mark.parametrize("text", ACCEPTED)
def test_a_formula_is_taken(text: str) -> None:
    """Each way of writing one; with blanks around it too."""
    parsed(tokens_of(text))
    parsed(tokens_of(f" {text} "))


@pytest.mark.parametrize(("parts", "what"), REFUSED.items())
def test_what_is_no_formula_is_refused_at_its_place(parts: tuple[str, str], what: str) -> None:
    """The mark stands below the first character that does not fit."""
    sound, rest = parts
    with pytest.raises(NotParsedError) as fault:
        parsed(tokens_of(sound + rest))
    before = repr(rest[:20]) if rest else "its end"
    assert str(fault.value) == f"{what} at character {len(sound) + 1}, before {before}"
    assert fault.value.marked == f"{sound}{rest}\n{' ' * len(sound)}^"


def test_a_tree_holds_what_stands_between_parentheses() -> None:
    """References are numbered; calls and constants are items."""
    tree, references = tree_of(tokens_of('IF(A1>2%,"x",Terms!B2:C3)&rate'))
    ((call, operator, name),) = tree.arguments
    assert (operator, name) == (Operator("&", "OpInfix"), Name("rate"))
    assert isinstance(call, Group)
    assert (call.function, references) == ("IF", ["A1", "Terms!B2:C3"])
    assert call.arguments == [
        [Reference(0), Operator(">", "OpInfix"), TextItem("2"), Operator("%", "OpPostfix")],
        [TextItem('"x"')],
        [Reference(1)],
    ]


@pytest.mark.parametrize(
    ("text", "reason"), [("(A1,B1)", "union"), ("A1:B2 B1:C3", "intersection"), ("x B1", "inter")]
)
def test_joints_of_ranges_are_refused_for_the_library(text: str, reason: str) -> None:
    """They are formulas, though not computed."""
    parsed(tokens_of(text))
    with pytest.raises(SyntaxFault, match=reason):
        tree_of(tokens_of(text))


OPERANDS = st.recursive(
    st.sampled_from(
        ["1", '"a,b"', "A1:B2", "'a b'!A1", "rate", "TRUE", "#REF!", "Tab[a]", "{1;2}"]
    ),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "&", "<>", "^ "]), inner).map("".join),
        st.lists(inner, max_size=3).map(lambda given: f"F({','.join(given)})"),
        inner.map(lambda text: f"-({text})%"),
    ),
    max_leaves=8,
)


@given(OPERANDS, st.data())
def test_a_formula_without_its_last_parenthesis_is_refused(text: str, data: st.DataObject) -> None:
    """What is composed of formulas is one; less a token that opens or closes, it is none."""
    tokens = tokens_of(text)
    parsed(tokens)
    marks = [place for place, token in enumerate(tokens) if token.text[-1:] in ("(", ")", "}")]
    if marks:
        place = data.draw(st.sampled_from(marks))
        with pytest.raises(NotParsedError):
            parsed([*tokens[:place], *tokens[place + 1 :]])


def test_brackets_are_nested_to_a_depth_and_no_further() -> None:
    """At the bound it is a formula; one beyond, the fault stands at the bracket too many."""
    deep = "(" * DEEPEST + "1" + ")" * DEEPEST
    check_syntax(deep)
    with pytest.raises(NotParsedError, match="nested more than 256 deep") as caught:
        check_syntax(f"({deep})")
    assert caught.value.at == DEEPEST
