"""Workbooks whose formulas call the add-in, as Excel stores them."""

import re
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from tests.conftest import ROOT, Run
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.comparing.difference import differences
from xl_udfs.engine.container.package import Package, package_bytes, read_package, unpacked
from xl_udfs.engine.workbook.book import read_book
from xl_udfs.engine.writing.patch import patched
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts.excel.part_additions import MacrosRefusedError
from xl_udfs.hosts.headless import function_table
from xl_udfs.hosts.office.dynamic_arrays import CONTENT, PART, TYPE
from xl_udfs.hosts.office.workbook import for_office

NOW = datetime(2026, 11, 28)  # noqa: DTZ001 - as cells are
WORKBOOKS = sorted((ROOT / "workbooks").glob("*.xlsx"))
SHEET = "xl/worksheets/sheet1.xml"


def made(book: Workbook) -> Package:
    """Return the package of a workbook."""
    target = BytesIO()
    book.save(target)
    return unpacked(target.getvalue())


def with_formulas(**formulas: str | float) -> Workbook:
    """Return a workbook with cells on one sheet."""
    book = Workbook()
    assert book.active is not None
    for cell, formula in formulas.items():
        book.active[cell] = formula
    return book


def for_ours(package: Package) -> Package:
    """Rewrite a workbook under the usual namespace."""
    return for_office(package, FUNCTIONS, "XLUDFS")


def cell(package: Package, address: str) -> str:
    """Return a cell's own bytes."""
    found = re.search(rf'<c r="{address}"[^>]*>.*?</c>', package[SHEET].decode())
    assert found is not None
    return found[0]


def test_a_call_is_stored_as_excel_stores_it() -> None:
    """A dynamic array of its own cell, under the name that the namespace makes."""
    package = for_ours(made(with_formulas(A1='=IF(1<2,why("CONVERSION_RATE",1000,0)&"<",2)')))
    text = cell(package, "A1")
    assert 'cm="1"' in text
    assert (
        '<f t="array" ref="A1">IF(1&lt;2,_xldudf_XLUDFS_WHY("CONVERSION_RATE",1000,0)&amp;"&lt;",2)'
        in text.replace("&quot;", '"')
    )
    assert package[PART] == CONTENT.encode()
    assert TYPE.encode() in package["[Content_Types].xml"]
    assert b"/sheetMetadata" in package["xl/_rels/workbook.xml.rels"]
    assert read_book(package).sheets[0].cells[1, 1].formula is not None


def test_nothing_else_of_a_workbook_changes() -> None:
    """Byte for byte: other cells, other parts; a second time nothing at all."""
    before = made(with_formulas(A1="=CONVERSION_RATE(1000,0.5)", A2="=SUM(A1)", A3=7))
    after = for_ours(before)
    assert cell(after, "A2") == cell(before, "A2")
    assert cell(after, "A3") == cell(before, "A3")
    changed = {p.name for p in before.parts if after[p.name] != p.data}
    assert changed == {SHEET, "[Content_Types].xml", "xl/_rels/workbook.xml.rels"}
    assert package_bytes(for_ours(after)) == package_bytes(after)


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_the_engine_reads_our_templates_as_before(path: Path) -> None:
    """The same values, nothing to refresh, and no difference but the host that serves it."""
    before = read_package(path)
    after = for_ours(before)
    old, new = read_book(before), read_book(after)
    assert differences(old, new, {}, FUNCTIONS) == []
    values = recalculate(new, function_table(), NOW)
    assert patched(new, values)[1] == 0
    assert dict(recalculate(old, function_table(), NOW)) == dict(values)
    formulas = re.compile(rb"<(?:f|calculatedColumnFormula|definedName)\b[^>]*>([^<]*)<")
    plain = re.compile(rb"(?<![\w.])(?:" + "|".join(FUNCTIONS).encode() + rb")\(")
    for part in after.parts:
        assert not any(plain.search(text) for text in formulas.findall(part.data)), part.name


def test_new_rows_of_a_table_call_the_add_in_too(run: Run, tmp_path: Path) -> None:
    """A table that grows gives the same values in both copies."""
    template, office = tmp_path / "plain.xlsx", tmp_path / "office.xlsx"
    template.write_bytes((ROOT / "workbooks" / "cap_table.xlsx").read_bytes())
    assert run("office", "workbook", template, office).exit_code == 0
    sheet = {s.name: s for s in read_book(read_package(template)).sheets}["Holders"]
    rows = [
        ",".join(f'"{sheet.cells[row, column].value or ""}"' for column in range(1, 5))
        for row in range(7, 13)
    ]
    data = tmp_path / "holders.csv"
    data.write_text("\n".join([*rows, '"A new holder","Investor","1 Street",""']), encoding="utf-8")
    grown = []
    for path in (template, office):
        done = run("refresh", path, "--in-place", "--table", f"tblHolders={data}")
        assert done.exit_code == 0, done.stderr
        grown.append(read_book(read_package(path)))
    assert differences(grown[0], grown[1], {}, FUNCTIONS) == []
    checked = run("check", office)
    assert checked.exit_code == 0, checked.stdout


def test_arrays_and_metadata_that_are_there_are_kept() -> None:
    """A spill keeps its range, an array of the old kind stays one, an entry is found again."""
    package = for_ours(made(with_formulas(A1="=SUM(1)", A3="=SUM(2)")))
    data = package[SHEET]
    spill = b'<c r="A1" cm="1"><f t="array" ref="A1:A2">PRO_RATA(100,{1;1})</f>'
    old = b'<c r="A3"><f t="array" ref="A3:A4">PRO_RATA(100,{1;1})</f>'
    data = re.sub(rb'<c r="A1"[^>]*><f>SUM\(1\)</f>', spill, data)
    data = re.sub(rb'<c r="A3"[^>]*><f>SUM\(2\)</f>', old, data)
    after = for_ours(package.with_parts({SHEET: data}))
    assert '<f t="array" ref="A1:A2">_xldudf_XLUDFS_PRO_RATA(100,{1;1})</f>' in cell(after, "A1")
    assert 'cm="1"' in cell(after, "A1")
    assert '<f t="array" ref="A3:A4">_xldudf_XLUDFS_PRO_RATA(100,{1;1})</f>' in cell(after, "A3")
    assert "cm=" not in cell(after, "A3")


def test_a_shared_formula_is_written_out() -> None:
    """The copies hold its number alone, which an array formula cannot share."""
    before = made(with_formulas(A1=1, A2=2, B1="=SUM(1)", B2="=SUM(2)"))
    data = before[SHEET]
    master = b'<f t="shared" ref="B1:B2" si="0">CONVERSION_RATE(1000,A1)</f>'
    data = re.sub(rb"<f>SUM\(1\)</f>", master, data)
    data = re.sub(rb"<f>SUM\(2\)</f>", b'<f t="shared" si="0"/>', data)
    after = for_ours(before.with_parts({SHEET: data}))
    assert 'ref="B1">_xldudf_XLUDFS_CONVERSION_RATE(1000,A1)</f>' in cell(after, "B1")
    assert 'ref="B2">_xldudf_XLUDFS_CONVERSION_RATE(1000,A2)</f>' in cell(after, "B2")


def refusal(package: Package) -> MacrosRefusedError:
    """Return why a workbook is not rewritten."""
    with pytest.raises(MacrosRefusedError) as refused:
        for_ours(package)
    return refused.value


def test_what_cannot_be_rewritten_is_refused_with_its_place() -> None:
    """A formula that does not parse, a conditional format, a validation, a name like ours."""
    broken = refusal(made(with_formulas(B2="=WHY(1")))
    assert (broken.code, str(broken).split(" cannot")[0]) == (
        "E_ADDIN_FORMULA",
        "the formula of Sheet!B2",
    )
    book = with_formulas(A1=1)
    assert book.active is not None
    book.active.conditional_formatting.add(
        "A1", Rule("expression", formula=["CONVERSION_RATE(1000,A1)>1"])
    )
    assert "a conditional format of the sheet Sheet calls" in str(refusal(made(book)))
    book = with_formulas(A1=1)
    assert book.active is not None
    check = DataValidation(type="custom", formula1="CONVERSION_RATE(1000,A1)>1")
    check.add("A1")
    book.active.add_data_validation(check)
    assert "a data validation of the sheet Sheet calls" in str(refusal(made(book)))
    book = with_formulas(A1=1)
    book.defined_names["why"] = DefinedName("why", attr_text="Sheet!$A$1")
    assert refusal(made(book)).code == "E_NAME_TAKEN"


def test_metadata_of_another_kind_are_refused() -> None:
    """With what to do in Excel."""
    package = for_ours(made(with_formulas(A1="=WHY(1)")))
    other = package.with_parts({PART: CONTENT.replace("XLDAPR", "XLRICHVALUE").encode()})
    assert refusal(other).code == "E_METADATA"
    assert "=SEQUENCE(2)" in str(refusal(other))


def test_the_command_writes_a_workbook(run: Run, tmp_path: Path) -> None:
    """From a template's name, under a namespace of one's own."""
    output = tmp_path / "out.xlsx"
    done = run("office", "workbook", "adjustment_certificate", output, "--namespace", "acme")
    assert (done.exit_code, done.stdout) == (0, f"{output}\n")
    assert any(b"_xldudf_ACME_" in part.data for part in read_package(output).parts)
    again = run("office", "workbook", "adjustment_certificate", output)
    assert (again.exit_code, "--overwrite" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("nosuch", "out.xlsx"), 3, "there is no template or file nosuch"),
        (("cap_table", "out.xlsm"), 2, "out.xlsm must end in .xlsx"),
        (("cap_table", "out.xlsx", "--namespace", "A1"), 2, 'the namespace is "A1"'),
    ],
)
def test_the_command_refuses(
    run: Run, tmp_path: Path, words: tuple[str, ...], code: int, sentence: str
) -> None:
    """And writes nothing."""
    name, output, *options = words
    done = run("office", "workbook", name, tmp_path / output, *options)
    assert (done.exit_code, sentence in done.stderr) == (code, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("host", [("office", "out.xlsx"), ("excel", "out.xlsm")])
def test_a_file_that_is_not_a_workbook_is_refused(
    run: Run, tmp_path: Path, host: tuple[str, str]
) -> None:
    """By its code and name, in every host; it was a defect of ours in the add-in's command."""
    junk, (group, output) = tmp_path / "junk.xlsx", host
    junk.write_text("not a workbook")
    done = run(group, "workbook", junk, tmp_path / output)
    assert (done.exit_code, "junk.xlsx: it is not a zip package" in done.stderr) == (3, True)
    assert "(E_NOT_ZIP)" in done.stderr
    assert list(tmp_path.iterdir()) == [junk]
