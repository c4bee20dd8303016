"""Formulas that would make LibreOffice read another file or ask a server.

Excel's own external references are plain to see. LibreOffice also reads its own: a name of a
sheet that is an address, ``'file:///x.ods'#$Sheet1.A1``, and, through INDIRECT, whatever text is
computed while it runs. So INDIRECT stays only where its text is written in the formula.
"""

import re
from collections.abc import Collection

from xl_udfs.engine.excel.formulas import WORDS
from xl_udfs.engine.formula.structured import STRUCTURED
from xl_udfs.functions.catalogue import FUNCTIONS

ASKING = (
    *("WEBSERVICE", "HYPERLINK", "IMAGE", "RTD", "DDE", "CALL", "REGISTER.ID", "REGISTER"),
    *("STOCKHISTORY", "SQL.REQUEST", "EVALUATE"),
)
"""Functions that ask a server or another program, or show where to go."""
CALLED = re.compile(
    rf"(?<![A-Za-z0-9_])(?:INDIRECT|{'|'.join(map(re.escape, ASKING))})\s*\(", re.IGNORECASE
)
SUSPECT = re.compile(rf"['\[|\\]|//|#\$|{CALLED.pattern}", re.IGNORECASE)
PLAIN_INDIRECT = re.compile(
    r"""(?x) (?<![A-Za-z0-9_.]) INDIRECT \( \s*
    "(?: (?:'[^'"\[\]/\\:\#]+'|[\w.]+) ! )? (?: \$?[A-Za-z]{1,3}\$?\d{1,7}
       (?: :\$?[A-Za-z]{1,3}\$?\d{1,7} )? | [\w.]+ (?: \[ [\w \#]+ \] )? )"
    \s* (?: , \s* (?:TRUE|FALSE|0|1)? \s* )? \)""",
    re.IGNORECASE,
)
ITSELF = re.compile(r"\[0\]")  # this workbook, among those that are numbered
OUTSIDE = re.compile(r"[\[|]|//|\\\\|:\\|#\$")  # a single \ may be part of a name
ADD_IN = re.compile(r"\[\d+\]!(?=([A-Za-z_][\w.]*)\()")  # of a function that an add-in serves
TEXT = re.compile(r'"(?:[^"]|"")*"')
QUOTED = re.compile(r"'((?:[^']|'')*)'\s*(#?)")
PATH = re.compile(r"[\[\]/\\]")  # which no name of a sheet holds


def reaches_outside(text: str, sheets: Collection[str] = (), names: Collection[str] = ()) -> bool:
    """Whether a formula could lead LibreOffice out of the workbook.

    Args:
        text: the formula, without its equals sign.
        sheets: the names of the workbook's sheets, in small letters.
        names: defined names that do, in small letters.
    """
    if names and any(_name(found[0]) in names for found in WORDS.finditer(text)):
        return True
    if SUSPECT.search(text) is None:
        return False
    plain = TEXT.sub('""', PLAIN_INDIRECT.sub("0", text))
    plain = STRUCTURED.sub(lambda found: "" if found["specifier"] else found[0], plain)
    plain = ITSELF.sub("", plain)
    plain = ADD_IN.sub(lambda found: "" if found[1].upper() in FUNCTIONS else found[0], plain)
    if CALLED.search(plain) or OUTSIDE.search(QUOTED.sub("", plain)):
        return True
    return any(mark or _is_path(name, sheets) for name, mark in QUOTED.findall(plain))


def _is_path(name: str, sheets: Collection[str]) -> bool:
    """Whether a name in apostrophes is no sheet, nor a first and a last one."""
    ends = name.replace("''", "'").casefold().split(":")
    return PATH.search(name) is not None or (
        len(ends) > 1 and not all(end in sheets for end in ends)
    )


def _name(word: str) -> str:
    return word.rpartition("!")[2].casefold()
