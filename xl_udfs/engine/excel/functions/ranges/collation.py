"""The order in which Excel sorts texts: signs, digits, letters.

Source: Microsoft's "Default sort orders": the signs in the order below, hyphens and apostrophes
ignored but where two texts are the same without them. Accents count where letters are the same.
"""

import unicodedata
from functools import lru_cache

SIGNS = ' !"#$%&()*,./:;?@[\\]^_`{|}~+<=>'
IGNORED = frozenset("'-\u2019\u2010\u00ad")
SPELLED = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o\u0338", "ł": "l\u0338"})

Key = tuple[tuple[tuple[int, str], ...], tuple[str, ...], str]


@lru_cache(maxsize=1 << 14)
def collated(text: str) -> Key:
    """Return a key by which texts sort as Excel sorts them."""
    letters: list[tuple[int, str]] = []
    accents: list[str] = []
    for letter in unicodedata.normalize("NFD", text.lower().translate(SPELLED)):
        if unicodedata.combining(letter) and accents:
            accents[-1] += letter
        elif letter not in IGNORED:
            letters.append((_kind(letter), letter if letter not in SIGNS else _place(letter)))
            accents.append("")
    return tuple(letters), tuple(accents), "".join(filter(IGNORED.__contains__, text))


def _kind(letter: str) -> int:
    return 2 if letter.isalpha() else 1 if letter.isdigit() else 0


def _place(sign: str) -> str:
    return chr(SIGNS.index(sign))
