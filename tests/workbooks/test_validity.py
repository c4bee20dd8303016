"""Every kind of file that we write opens in Excel without a repair, as far as can be told here."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

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


@cache
def auditor() -> OpenXmlValidator:
    """Return the auditor, which reads the schema once for all files."""
    return OpenXmlValidator(FileFormat.MICROSOFT_365, max_errors=0, strict=True)


@cache
def faults(file: bytes) -> frozenset[str]:
    """Return what openxml-audit has against a file, and what our own rules have."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "book.xlsm" if b"xl/vbaProject.bin" in file else "book.xlsx")
        path.write_bytes(file)
        errors = auditor().validate(path).errors
    parts = Parts(unpacked(file))
    return frozenset(
        (
            *(f"{e.part_uri} {e.path}: {e.description}" for e in errors if not harmless(e)),
            *(f"{name}: {fault}" for name, rule in RULES.items() for fault in rule(parts)),
        )
    )


@pytest.mark.parametrize("kind", sorted(FILES))
def test_a_file_that_we_write_is_valid(kind: str) -> None:
    """By the schema, and in what its parts say of each other."""
    assert faults(FILES[kind]()) == frozenset()


def test_refreshing_what_excel_saved_adds_no_fault(corpus: Path) -> None:
    """Nor does a file lose any: all that refresh writes is values."""
    for before in sorted(corpus.glob("*.xlsx")):
        after = refreshed(read_package(before))
        assert faults(after) <= faults(before.read_bytes()), before.name


def test_the_auditor_is_heard() -> None:
    """An element that no sheet has, and five selections, which the Ledger had once."""
    package = unpacked(FILES["cap_table.xlsx"]())
    part = "xl/worksheets/sheet5.xml"
    for old, new in (
        (b"<sheetData>", b"<sheetDatum/><sheetData>"),
        (b"<selection ", b'<selection pane="bottomRight"/>' * 4 + b"<selection "),
    ):
        data = package[part]
        assert old in data
        bad = package_bytes(package.with_parts({part: data.replace(old, new, 1)}))
        assert any(fault.startswith(f"/{part} ") for fault in faults(bad))
