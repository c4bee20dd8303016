"""The texts that cells share."""

import pytest

from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.workbook.shared_strings import read_shared_strings
from xl_udfs.engine.workbook.sheet import MAIN, STRICT


def part(texts: str, space: str = MAIN, prefix: str = "") -> bytes:
    """Return a part of shared texts."""
    mark = f":{prefix}" if prefix else ""
    start = f"{prefix}:" if prefix else ""
    return f'<{start}sst xmlns{mark}="{space}">{texts}</{start}sst>'.encode()


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ("<si><t>a</t></si><si><t/></si><si/>", ["a", "", ""]),
        ("<si><r><t>rich </t></r><r><rPr><b/></rPr><t>text</t></r></si>", ["rich text"]),
        ("<si><t>name</t><rPh sb='0' eb='1'><t>spoken</t></rPh></si>", ["name"]),
        ("<si><t xml:space='preserve'> x </t></si>", [" x "]),
        ("<si><t>a_x000D_b</t></si>", ["a\rb"]),
        ("<si><t>_x005F_x000D_</t></si>", ["_x000D_"]),
        ("<si><t>&lt;&#65;&amp;</t></si>", ["<A&"]),
    ],
)
def test_a_shared_text_is_what_the_cell_shows(texts: str, expected: list[str]) -> None:
    """Runs are joined, phonetic ones left out, and escapes of control characters read."""
    assert read_shared_strings(part(texts), "p", 10) == expected
    assert read_shared_strings(part(texts, STRICT), "p", 10) == expected


def test_a_prefix_changes_nothing() -> None:
    """Some programs write one."""
    assert read_shared_strings(part("<x:si><x:t>a</x:t></x:si>", prefix="x"), "p", 10) == ["a"]


def test_more_texts_than_are_allowed_are_refused() -> None:
    """Before a list of them fills the memory."""
    texts = "<si><t>a</t></si>" * 3
    assert len(read_shared_strings(part(texts), "p", 3)) == 3
    with pytest.raises(UnreadableError) as refused:
        read_shared_strings(part(texts), "p", 2)
    assert refused.value.code == "E_STRINGS"
