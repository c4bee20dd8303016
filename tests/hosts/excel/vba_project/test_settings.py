"""The stream PROJECT: lines put in and taken out, and who may see the project."""

import pytest

from xl_udfs.hosts.excel.vba_project.settings import (
    line_of,
    protected,
    with_module,
    without_modules,
)

EXAMPLE = r"""ID="{917DED54-440B-4FD1-A5C1-74ACF261E600}"
Document=ThisWorkbook/&H00000000
Document=Sheet1/&H00000000
Package={AC9F2F90-E877-11CE-9F68-00AA00574A4F}
BaseClass=UserForm1
HelpFile="c:\example path\example.hlp"
Name="VBAProject"
HelpContextID="1"
Description="Example VBA Project Description"
VersionCompatible32="393222000"
CMG="0705D8E3D8EDDBF1DBF1DBF1DBF1"
DPB="0E0CD1ECDFF4E7F5E7F5E7"
GC="1517CAF1D6F9D7F9D706"

[Host Extender Info]
&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000

[Workspace]
ThisWorkbook=23, 23, 911, 280,
Sheet1=69, 69, 724, 317, C
UserForm1=0, 0, 0, 0, C, 46, 46, 701, 294, Z
""".replace("280,", "280, ").replace("\n", "\r\n")  # MS-OVBA 3.1.6


def test_a_module_gets_its_two_lines_and_no_other_line_changes() -> None:
    """Behind the other modules, and at the end of the windows."""
    lines = EXAMPLE.split("\r\n")
    added = with_module(EXAMPLE, "xl_udfs", "Module=xl_udfs").split("\r\n")
    assert added == [*lines[:5], "Module=xl_udfs", *lines[5:-1], "xl_udfs=0, 0, 0, 0, C", ""]


@pytest.mark.parametrize("end", ["", "\r\n", "\r\n\r\n"])
def test_the_last_window_may_or_may_not_end_its_line(end: str) -> None:
    """Excel ends it with one line end or with two."""
    text = EXAMPLE.removesuffix("\r\n") + end
    assert with_module(text, "A", "Module=A").split("\r\n")[22] == "A=0, 0, 0, 0, C"


def test_a_window_is_not_taken_for_a_module_nor_a_module_for_a_window() -> None:
    """A module may be called Module, and a workbook may have no windows at all."""
    text = with_module(EXAMPLE, "Module", "Module=Module")
    assert "Module=0, 0, 0, 0, C" in text
    again = with_module(text, "B", "Module=B").split("\r\n")
    assert again.index("Module=B") == again.index("Module=Module") + 1
    assert line_of(text, "module") == "Module=Module"
    alone = EXAMPLE.partition("\r\n\r\n[Host")[0]
    assert with_module(alone, "B", "Module=B").count("B\r\n") == 1


def test_the_line_of_a_module_is_found_by_its_name() -> None:
    """Whatever its kind; nothing where there is none."""
    assert line_of(EXAMPLE, "Sheet1") == "Document=Sheet1/&H00000000"
    assert line_of(EXAMPLE, "userform1") == "BaseClass=UserForm1"
    assert line_of(EXAMPLE, "Sheet") == ""


def test_without_modules_all_else_stays() -> None:
    """The id, the name, who may see it; the first module is put behind the id."""
    empty = without_modules(EXAMPLE)
    lines = EXAMPLE.split("\r\n")
    assert empty.split("\r\n") == [lines[0], lines[3], *lines[5:18], ""]
    one = with_module(empty, "A", "Module=A").split("\r\n")
    assert one == [lines[0], "Module=A", lines[3], *lines[5:18], "A=0, 0, 0, 0, C", ""]


def hidden(plain: bytes) -> str:
    """Return a setting that hides these bytes, as MS-OVBA 2.4.3.2 tells."""
    seed, key = 0x0A, 0xDF
    data = [seed, seed ^ 2, seed ^ key]
    one, two, before = data[2], data[1], key
    ignored = [7] * ((seed & 6) // 2)
    for byte in [*ignored, *len(plain).to_bytes(4, "little"), *plain]:
        data.append(byte ^ ((two + before) & 0xFF))
        two, one, before = one, data[-1], byte
    return bytes(data).hex().upper()


@pytest.mark.parametrize(
    ("name", "plain", "expected"),
    [
        ("CMG", bytes(4), False),
        ("CMG", bytes([1, 0, 0, 0]), True),  # locked by the user
        ("CMG", bytes([4, 0, 0, 0]), True),  # locked by the editor
        ("DPB", b"\0", False),
        ("DPB", bytes(range(29)), True),  # the hash of a password
    ],
)
def test_a_password_or_a_lock_is_seen(name: str, plain: bytes, expected: bool) -> None:  # noqa: FBT001 - of a table
    """The specification's example has neither; a setting that hides nothing is none."""
    assert not protected(EXAMPLE)
    lines = [line for line in EXAMPLE.split("\r\n") if not line.startswith(name)]
    assert protected("\r\n".join([*lines[:9], f'{name}="{hidden(plain)}"'])) is expected
    assert not protected("\r\n".join(lines))
    assert not protected("\r\n".join([*lines, f'{name}="XX"', f'{name}="0A"']))
