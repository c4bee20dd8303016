"""A workbook's own VBA project with our module in it: theirs stays, what cannot be is refused."""

from dataclasses import replace

import pytest

from tests.hosts.excel.vba_project.test_project import project_of
from tests.hosts.excel.workbooks import (
    own_project,
    saved_by_excel,
    seen_by_olevba,
    small,
    with_project,
    without_attributes,
)
from xl_udfs.engine.container.package import Package, package_bytes, unpacked
from xl_udfs.hosts.excel.functions_project import PROJECT, new_project, quickstart_project
from xl_udfs.hosts.excel.macro_workbook import calls_addin, macro_enabled
from xl_udfs.hosts.excel.part_additions import MacrosRefusedError
from xl_udfs.hosts.excel.vba import module_text
from xl_udfs.hosts.excel.vba_project.project import SHEET, WORKBOOK, read_project

MINE = "Sub Mine()\n    'a remark of theirs: \xe9\nEnd Sub\n"


def refused(package: Package) -> MacrosRefusedError:
    """Return the refusal of a workbook."""
    with pytest.raises(MacrosRefusedError) as refusal:
        macro_enabled(package, "python")
    return refusal.value


def test_a_workbook_that_excel_saved_keeps_its_modules_and_gets_ours() -> None:
    """Byte for byte as text, in their order, with what Excel knows of them.

    This one refers to xlwings' add-in; VBA takes no module of the name of a reference.
    """
    before = unpacked(saved_by_excel())
    made = package_bytes(macro_enabled(before, "python"))
    old, new = read_project(before[PROJECT]), read_project(unpacked(made)[PROJECT])
    names = [module.name for module in old.modules]
    assert [module.name for module in new.modules][: len(names)] == names
    for name in names:
        assert new.source(name) == old.source(name)
    seen, was = seen_by_olevba(made), seen_by_olevba(saved_by_excel())
    assert {name: seen[name] for name in was} == was
    assert set(seen) - set(was) == {"xl_udfs.bas", "Sheet3.cls"}
    assert calls_addin(unpacked(made))
    assert new.directory.head == old.directory.head
    kept = [line for line in new.settings.split("\r\n") if line in old.settings.split("\r\n")]
    assert kept == old.settings.split("\r\n")


def test_every_module_is_listed_once() -> None:
    """Two lines for ThisWorkbook would be a project that Excel calls damaged."""
    project = new_project({"ThisWorkbook": WORKBOOK, "Sheet1": SHEET, "Sheet2": SHEET})
    names = [module.name for module in project.modules]
    assert names == ["ThisWorkbook", "Sheet1", "Sheet2", "xlwings", "Dictionary", "xl_udfs"]
    head, _, windows = project.settings.partition("[Workspace]")
    for name, line in zip(
        names,
        [
            *("Document=ThisWorkbook/&H00000000", "Document=Sheet1/&H00000000"),
            *("Document=Sheet2/&H00000000", "Module=xlwings", "Class=Dictionary", "Module=xl_udfs"),
        ],
        strict=True,
    ):
        assert head.split("\r\n").count(line) == 1
        assert head.count(f"={name}\r\n") + head.count(f"={name}/") == 1
        assert windows.count(f"\r\n{name}=") == 1


def test_olevba_reads_our_module_and_that_of_xlwings_as_they_are() -> None:
    """Our text is what `xl-udfs excel vba` writes."""
    seen = seen_by_olevba(package_bytes(macro_enabled(small(), "python")))
    assert without_attributes(seen["xl_udfs.bas"]) == without_attributes(module_text())
    xlwings = quickstart_project()
    for name, file in (("xlwings", "xlwings.bas"), ("Dictionary", "Dictionary.cls")):
        assert without_attributes(seen[file]) == without_attributes(xlwings.source(name))


def test_modules_of_xlwings_that_are_there_are_used() -> None:
    """A workbook from `xlwings quickstart --standalone`; VBA-Dictionary of another version."""
    xlwings = quickstart_project()
    project = own_project({"Mine": MINE}).with_module_of(xlwings, "xlwings")
    longer = xlwings.source("Dictionary") + b"\r\nPublic Sub More()\r\nEnd Sub\r\n"
    project = project.with_module_of(xlwings, "Dictionary")
    project = type(project)(
        project.root,
        project.directory,
        {**project.packed, "Dictionary": own_project({}).with_procedures("D", longer).packed["D"]},
        project.settings,
    )
    after = read_project(macro_enabled(with_project(project.content()), "python")[PROJECT])
    assert after.source("Dictionary") == longer
    assert [m.name for m in after.modules].count("xlwings") == 1


@pytest.mark.parametrize(
    ("modules", "said"),
    [
        ({"xl_udfs": ""}, "has a module xl_udfs already"),
        ({"XL_UDFS": ""}, "has a module xl_udfs already"),
        ({"xlwings": "Function XLPy()\nEnd Function\n"}, "xlwings that is not the one of the inst"),
        ({"dictionary": "Sub A()\nEnd Sub\n"}, "dictionary that is not the one of the installed"),
        (
            {"xlwings_udfs": "Function redemption_price(a)\nEnd Function\n"},
            "module xlwings_udfs has a procedure REDEMPTION_PRICE, as ours has",
        ),
        ({"A": "  public  static  sub  XLPY()\nEnd Sub\n"}, "module A has a procedure XLPY"),
        ({"A": "Property Get Why()\nEnd Property\n"}, "module A has a procedure WHY"),
    ],
)
def test_a_name_that_ours_need_is_refused(modules: dict[str, str], said: str) -> None:
    """Excel would not know which of two to call, and a formula would show #NAME?."""
    refusal = refused(with_project(own_project(modules).content()))
    assert refusal.code == "E_VBA_NAME"
    assert said in str(refusal)
    assert "Alt+F11" in str(refusal)


@pytest.mark.parametrize("name", [b"xl_udfs", b"XL_UDFS"])
def test_a_project_of_the_name_of_our_module_is_refused(name: bytes) -> None:
    """VBA takes no module of the project's own name."""
    project = own_project({"Mine": MINE})
    old = b"\x04\0\x0a\0\0\0VBAProject"
    assert old in project.directory.head
    new = b"\x04\0" + len(name).to_bytes(4, "little") + name
    head = project.directory.head.replace(old, new)
    renamed = replace(project, directory=replace(project.directory, head=head))
    refusal = refused(with_project(renamed.content()))
    assert refusal.code == "E_VBA_NAME"
    assert "is called xl_udfs" in str(refusal)


def test_a_name_that_others_cannot_see_is_no_trouble() -> None:
    """Private procedures, longer names, remarks and texts."""
    text = (
        "Private Function WHY()\nEnd Function\n'Function WHY()\n"
        'Sub WHY_NOT()\n    MsgBox "Sub WHY"\nEnd Sub\n'
    )
    made = macro_enabled(with_project(own_project({"A": text}).content()), "python")
    assert text.replace("\n", "\r\n").encode() in read_project(made[PROJECT]).source("A")


def test_a_project_with_a_password_is_refused() -> None:
    """That of xlwings' add-in, which Excel saved, has one."""
    refusal = refused(with_project(project_of("addin/xlwings.xlam")))
    assert refusal.code == "E_VBA_PROTECTED"
    assert "take the password off" in str(refusal)


def test_a_signed_project_is_refused() -> None:
    """Its signature is told by a relationship of its own."""
    refusal = refused(with_project(own_project({"Mine": MINE}).content(), signed=True))
    assert refusal.code == "E_VBA_SIGNED"
    assert "Digital Signature" in str(refusal)


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0", own_project({}).content()[:900]])
def test_a_damaged_project_is_refused(content: bytes) -> None:
    """Nobody knows what would be lost."""
    refusal = refused(with_project(content))
    assert refusal.code == "E_VBA_DAMAGED"
    assert "its VBA project cannot be read" in str(refusal)


def test_a_copy_of_ours_is_refused_with_the_way_to_renew_it() -> None:
    """The module has to go first: someone may have changed it."""
    once = macro_enabled(small(), "python")
    refusal = refused(once)
    assert refusal.code == "E_VBA_NAME"
    assert "to renew it, remove it" in str(refusal)
