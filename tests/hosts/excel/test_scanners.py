"""What virus scanners make of our VBA: olevba's list of words, and mraptor's verdict.

xlwings' own module does what such lists warn of, as it must: it loads a library and starts Python.
"""

import re

import pytest
from oletools.mraptor import MacroRaptor
from oletools.olevba import AUTOEXEC_KEYWORDS_REGEX, VBA_Scanner

from tests.hosts.excel.workbooks import seen_by_olevba, small
from xl_udfs.engine.container.package import package_bytes
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts.excel.addin_workbook import macro_addin
from xl_udfs.hosts.excel.macro_workbook import macro_enabled
from xl_udfs.hosts.excel.vba import module_text
from xl_udfs.hosts.excel.vba_names import EVENTS

TEXT = module_text().decode("ascii")
HELP = re.compile(r"^Private Sub Describe_\w+\(\)\r\n.*?^End Sub\r\n", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("content", [package_bytes(macro_enabled(small(), "p")), macro_addin("p")])
def test_nothing_in_a_workbook_starts_of_itself(content: bytes) -> None:
    """No AutoExec in any module, which makes mraptor call no module suspicious."""
    modules = seen_by_olevba(content)
    assert {"xl_udfs.bas", "xlwings.bas"} <= set(modules)
    for name, text in modules.items():
        assert [found for found in VBA_Scanner(text).scan() if found[0] == "AutoExec"] == [], name
        verdict = MacroRaptor(text)
        verdict.scan()
        assert (verdict.autoexec, verdict.suspicious) == (False, False), name


def test_our_module_has_no_suspicious_word_but_in_help_texts() -> None:
    """Those speak of windows that are open and days that run; they are texts, not code."""
    assert len(HELP.findall(TEXT)) == len(FUNCTIONS)
    assert VBA_Scanner(HELP.sub("", TEXT)).scan() == []
    words = {found[1] for found in VBA_Scanner(TEXT).scan() if found[0] == "Suspicious"}
    assert words <= {"open", "register", "run", "ChrW", "Base64 Strings"}


def test_every_event_that_olevba_knows_is_known() -> None:
    """They stand behind an underscore there, whatever comes before it."""
    known = {text for texts in AUTOEXEC_KEYWORDS_REGEX.values() for text in texts}
    assert {text.removeprefix(r"\w+_").casefold() for text in known} <= EVENTS
