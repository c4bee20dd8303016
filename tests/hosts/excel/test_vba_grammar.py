"""``xl_udfs.bas``, parsed by a grammar of VBA that others wrote after its specification."""

import pytest

from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.registry import WorksheetFunction
from xl_udfs.hosts.excel.vba import module_text

antlr4 = pytest.importorskip("antlr4", reason="antlr4-vba is not installed")
lexer = pytest.importorskip("antlr4_vba.vbaLexer", reason="antlr4-vba is not installed")
parser = pytest.importorskip("antlr4_vba.vbaParser", reason="antlr4-vba is not installed")


def errors_in(text: str) -> int:
    """Return how many errors of syntax the grammar finds."""
    tokens = antlr4.CommonTokenStream(lexer.vbaLexer(antlr4.InputStream(text)))
    parsing = parser.vbaParser(tokens)
    parsing.removeErrorListeners()
    parsing.startRule()
    return int(parsing.getNumberOfSyntaxErrors())


def one_of_each_shape() -> list[WorksheetFunction]:
    """Return a function of every shape: how long its head, what is optional, what repeats.

    All of them take the grammar half a minute.
    """
    shapes = {
        (
            len(function.parameters) // 4,
            function.variadic,
            any(parameter.optional for parameter in function.parameters),
            not all(map(str.isascii, (function.help, *(p.help for p in function.parameters)))),
        ): function
        for function in FUNCTIONS.values()
    }
    return list(shapes.values())


def test_the_module_is_vba() -> None:
    """And the grammar is one that finds what is wrong."""
    shapes = one_of_each_shape()
    text = module_text(shapes).decode("ascii")
    assert errors_in(text) == 0
    assert text.count("ParamArray") >= 1
    short = [each for each in shapes if any(one.optional for one in each.parameters)][:1]
    text = module_text(short).decode("ascii")  # that a fault is found takes one function
    for right, wrong in (
        ("End Function", "End Functio"),
        (" _\r\n", "\r\n"),
        ("Optional ", "Opt "),
    ):
        assert right in text
        assert errors_in(text.replace(right, wrong, 1)) > 0, wrong
