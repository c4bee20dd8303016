"""Every kind of file that we write opens in Excel without a repair, as far as can be told here."""

from pathlib import Path

import pytest
from openxml_audit import FileFormat, OpenXmlValidator, ValidationError

from tests.workbooks.files import FILES, refreshed
from tests.workbooks.parts import Parts
from tests.workbooks.rules import RULES
from xl_udfs.engine.container.package import package_bytes, read_package, unpacked


def harmless(error: ValidationError) -> bool:
    """Whether a remark of the auditor is one that Excel does not share.

    * The children of a font in xl/styles.xml are a choice in any order in ECMA-376 (18.8.22), and
      openpyxl writes them so; the auditor wants the order of the SDK's sequence.
    * Texts as inline strings (18.18.11) without shared ones: Excel moves them to shared strings
      when it saves, as it does with every file that another program made.
    """
    font = error.part_uri == "/xl/styles.xml" and "/font[" in error.path
    return font or error.id == "Excel_InlineStrCells"


def audited(path: Path) -> list[str]:
    """Return what openxml-audit has against a file."""
    validator = OpenXmlValidator(FileFormat.MICROSOFT_365, max_errors=0, strict=True)
    return [
        f"{error.part_uri} {error.path}: {error.description}"
        for error in validator.validate(path).errors
        if not harmless(error)
    ]


def broken_rules(path: Path) -> list[str]:
    """Return what our own rules have against a file."""
    parts = Parts(read_package(path))
    return [f"{name}: {fault}" for name, rule in RULES.items() for fault in rule(parts)]


@pytest.mark.parametrize("kind", sorted(FILES))
def test_a_file_that_we_write_is_valid(kind: str, tmp_path: Path) -> None:
    """By the schema, and in what its parts say of each other."""
    path = tmp_path / kind
    path.write_bytes(FILES[kind]())
    assert audited(path) == []
    assert broken_rules(path) == []


def test_refreshing_what_excel_saved_adds_no_fault(corpus: Path, tmp_path: Path) -> None:
    """Nor does a file lose any: all that refresh writes is values."""
    for before in sorted(corpus.glob("*.xlsx")):
        after = tmp_path / before.name
        after.write_bytes(refreshed(read_package(before)))
        assert set(audited(after)) <= set(audited(before)), before.name
        assert set(broken_rules(after)) <= set(broken_rules(before)), before.name


def test_the_auditor_is_heard(tmp_path: Path) -> None:
    """An element that no sheet has, and five selections, which the Ledger had once."""
    package = unpacked(FILES["cap_table.xlsx"]())
    part = "xl/worksheets/sheet5.xml"
    path = tmp_path / "bad.xlsx"
    for old, new in (
        (b"<sheetData>", b"<sheetDatum/><sheetData>"),
        (b"<selection ", b'<selection pane="bottomRight"/>' * 4 + b"<selection "),
    ):
        data = package[part]
        assert old in data
        path.write_bytes(package_bytes(package.with_parts({part: data.replace(old, new, 1)})))
        assert audited(path) != []
