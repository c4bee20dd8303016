"""Each rule on files finds the fault that it is about."""

from io import BytesIO

import pytest
from openpyxl.worksheet.hyperlink import Hyperlink

from tests.engine.ledgers import ledger
from tests.workbooks.parts import Parts
from tests.workbooks.rules import RULES
from xl_udfs.engine.container.package import Package, unpacked

DATA, SUMMARY = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
BOOK, TYPES, TABLE = "xl/workbook.xml", "[Content_Types].xml", "xl/tables/table1.xml"
RELATIONS, CHART = "xl/_rels/workbook.xml.rels", "xl/charts/chart1.xml"
NAME = '<definedName name="holders">'
VIEW = '<selection activeCell="A1" sqref="A1" />'
LIST = '<formula1>"TRUE,FALSE"</formula1>'


def sound() -> Package:
    """Return a workbook with a table, a chart, names, a validation and a link, all of it sound."""
    book = ledger()
    book.calculation.fullCalcOnLoad = False
    book.worksheets[1]["A6"].hyperlink = Hyperlink(ref="A6", location="'Share ledger'!A1")
    file = BytesIO()
    book.save(file)
    return unpacked(file.getvalue())


def broken(package: Package) -> dict[str, list[str]]:
    """Return the rules that a file breaks, with their sentences."""
    parts = Parts(package)
    found = {name: [*rule(parts)] for name, rule in RULES.items()}
    return {name: faults for name, faults in found.items() if faults}


def test_a_sound_file_breaks_no_rule() -> None:
    """What the faults below are planted in."""
    assert broken(sound()) == {}


@pytest.mark.parametrize(
    ("rule", "part", "old", "new"),
    [
        ("sheet_names", BOOK, 'name="Summary"', 'name="history"'),
        ("sheet_names", BOOK, 'name="Summary"', 'name="share LEDGER"'),
        ("sheet_names", BOOK, 'name="Summary"', 'name="One/other"'),
        ("sheet_names", BOOK, 'name="Summary"', 'name="Summary\'"'),
        ("sheet_names", BOOK, 'name="Summary"', f'name="{"S" * 32}"'),
        ("selections", DATA, VIEW, VIEW * 2),
        ("selections", DATA, VIEW, '<selection pane="bottomLeft" />'),
        ("relations", RELATIONS, "theme1.xml", "theme2.xml"),
        ("relations", RELATIONS, 'Id="rId4"', 'Id="rId3"'),
        ("content_types", TYPES, "/xl/tables/table1.xml", "/xl/tables/table2.xml"),
        ("content_types", TYPES, 'Extension="rels"', 'Extension="xml"'),
        ("tables", TABLE, 'name="Shares"', 'name="Share"'),
        ("tables", TABLE, 'name="Shares"', 'name="holder"'),
        ("tables", TABLE, 'ref="A4:E8"', 'ref="A4:D8"'),
        ("tables", TABLE, 'displayName="tblLedger"', 'displayName="holders"'),
        ("tables", DATA, '<mergeCell ref="A13:B13" />', '<mergeCell ref="A8:A9" />'),
        ("defined_names", BOOK, NAME, '<definedName name="A1">'),
        ("defined_names", BOOK, NAME, '<definedName name="R2C">'),
        ("defined_names", BOOK, NAME, '<definedName name="2holders">'),
        ("defined_names", BOOK, NAME, '<definedName name="EXTRA">'),
        ("defined_names", BOOK, f"{NAME}'Share ledger'!$A$5", f"{NAME}'Ledger'!$A$5"),
        ("defined_names", BOOK, f"{NAME}'Share ledger'!$A$5:$A$8", f"{NAME}#REF!"),
        ("chart_references", CHART, "'Share ledger'!$B$5:$B$8", "'Ledger'!$B$5:$B$8"),
        ("chart_references", CHART, "'Share ledger'!$B$5:$B$8", "'Share ledger'!#REF!"),
        ("calculation", BOOK, 'fullCalcOnLoad="0"', 'fullCalcOnLoad="1"'),
        ("order", DATA, '<row r="2"', '<row r="1"'),
        ("order", DATA, '<c r="A1"', '<c r="C1"'),
        ("cells", DATA, '<c r="B1" t="n"><v>2.5', '<c r="B1" t="s"><v>2'),
        ("cells", DATA, '<c r="B1"', '<c r="B1" s="99"'),
        ("cells", DATA, "<f>SUM(B5:B8)", f"<f>SUM(B5:B8){'+1' * 4_096}"),
        ("cells", DATA, "<t>Checked", f"<t>{'x' * 32_768}"),
        ("dimensions", DATA, '<dimension ref="A1:E13" />', '<dimension ref="A1:D13" />'),
        ("validations", DATA, '<dataValidations count="1"', '<dataValidations count="2"'),
        ("validations", DATA, LIST, LIST.replace("TRUE", "x" * 250)),
        ("validations", DATA, LIST, "<formula1>Nowhere!$A$1:$A$2</formula1>"),
        ("validations", DATA, "<dataValidation ", f'<dataValidation prompt="{"x" * 256}" '),
        ("links", SUMMARY, "location=\"'Share ledger'", "location=\"'Ledger'"),
    ],
)
def test_a_planted_fault_breaks_the_rule_on_it(rule: str, part: str, old: str, new: str) -> None:
    """The planted fault is the only change."""
    package = sound()
    data = package[part].decode()
    assert old in data, data
    faults = broken(package.with_parts({part: data.replace(old, new, 1).encode()}))
    assert set(faults) == {rule}


def test_every_rule_has_a_fault_that_it_finds() -> None:
    """A rule that finds nothing would pass for ever."""
    (marks,) = test_a_planted_fault_breaks_the_rule_on_it.pytestmark  # type: ignore[attr-defined]
    assert {case[0] for case in marks.args[1]} == set(RULES)
