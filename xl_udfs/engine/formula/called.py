"""The calls in a formula's text, written otherwise; pure Python, the Office add-in runs it too.

A formula is taken as text: what stands in quotes or square brackets is passed over, and a name
that an opening parenthesis follows is a call. The forms of other hosts are known: of an XLL, of an
Office add-in, of a macro in another workbook.
"""

import re
from collections.abc import Callable, Container

CALL = re.compile(
    r"""(?x)
    "(?:[^"]|"")*"                                          # a text
    | (?<![\w.!\\]) (?: \[\d+\]! | _xll\. | _xludf\. | _xldudf_[A-Z0-9]+_ )*
      (?P<name> [A-Za-z]\w* ) (?=\()                        # a call
    | '(?:[^']|'')*'!?                                      # a sheet
    | \[(?:'.|[^\[\]'])*\]                                  # a column of a table
    | [\w.\\]+                                              # any other word, whole
    """,
    re.IGNORECASE,
)


def with_calls(formula: str, functions: Container[str], written: Callable[[str], str]) -> str:
    """Return a formula with the names of our functions written otherwise.

    Args:
        formula: with or without its equals sign.
        functions: ours, by name in capitals.
        written: gives the new form of a name.
    """

    def renamed(found: "re.Match[str]") -> str:
        name = found["name"]
        ours = name is not None and name.upper() in functions
        return written(name.upper()) if ours else found[0]

    return CALL.sub(renamed, formula)
