"""Each form of syntax stands as its cases show."""

from datetime import datetime
from functools import cache
from html import escape
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table

from tests.engine.excel.conformance.forms import CASES, NAMES, ROWS, Case
from xl_udfs.cells import ExcelError
from xl_udfs.engine.calculation.library import Unsupported
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.calculation.recalculation import Recalculation
from xl_udfs.engine.checking.compare import Verdict, compare, same
from xl_udfs.engine.container.package import Package, unpacked
from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.engine.formula.syntax_support import FORMS, Standing
from xl_udfs.engine.workbook.book import Place, read_book

NOW = datetime(2005, 7, 19, 12)  # noqa: DTZ001 - a workbook's clock has no zone
HOSTS = {"OURS": HostFunction(lambda cell: ((cell, cell),), lambda _: True)}
SHEET = "xl/worksheets/sheet1.xml"
F3, DEPENDENT = Place("S", (3, 6)), Place("S", (1, 8))
EMPTY = b'<c r="F3"><f>PLACE</f><v /></c>'
SINGLE = [(form, case) for form, cases in CASES.items() for case in cases]


@cache
def base() -> Package:
    """Return the workbook around the formula."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "S"
    for cells in ROWS:
        sheet.append(cells)
    sheet["B5"] = 60
    sheet.add_table(Table(displayName="tbl", ref="A1:D5", totalsRowCount=1))
    other = book.create_sheet("Other")
    other["A1"] = 100
    book.create_sheet("Third")["A1"] = 1000
    for name, text in NAMES.items():
        book.defined_names[name] = DefinedName(name, attr_text=text)
    sheet.defined_names["local"] = DefinedName("local", attr_text="S!$D$4")
    other.defined_names["local"] = DefinedName("local", attr_text="Other!$A$1")
    sheet["F3"], sheet["H1"] = "=PLACE", "=F3"
    sheet["G2"] = ArrayFormula("G2:G4", "=B2:B4*2")
    file = BytesIO()
    book.save(file)
    return unpacked(file.getvalue())


def stored(case: Case, cached: str = "") -> Package:
    """Return the workbook with a formula as it is stored."""
    package = base()
    formula = f"<f {case.attributes}>{escape(case.formula, quote=False)}</f>"
    cell = f'<c r="F3"{case.cell}>{formula}{cached}</c>'
    data = package[SHEET]
    assert EMPTY in data
    data = data.replace(EMPTY, cell.encode())
    if case.beside:
        data = data.replace(b'<row r="4">', b'<row r="4">', 1)
        at = (
            data.index(b'<c r="G4"')
            if b'<c r="G4"' in data
            else data.index(b"</row>", data.index(b'<row r="4"'))
        )
        data = data[:at] + case.beside.encode() + data[at:]
    return package.with_parts({SHEET: data})


def values(package: Package) -> Recalculation:
    """Return what the engine computes."""
    return recalculate(read_book(package), HOSTS, NOW)


@pytest.mark.parametrize(
    ("form", "case"), SINGLE, ids=[f"{form}: {case.formula}" for form, case in SINGLE]
)
def test_a_form_is_read_as_its_standing_says(form: str, case: Case) -> None:
    """A value that is Excel's, or the reason why there is none, for the cells that follow too."""
    package = stored(case)
    if form == "1904 date system":
        data = package["xl/workbook.xml"]
        assert b"<workbookPr" in data
        changed = data.replace(b"<workbookPr ", b'<workbookPr date1904="1" ', 1)
        package = package.with_parts({"xl/workbook.xml": changed})
    computed = values(package)
    value, dependent = computed[F3], computed[DEPENDENT]
    if case.reason:
        assert isinstance(value, Unsupported)
        assert case.reason in value.reason
        assert isinstance(dependent, Unsupported)
    else:
        assert case.expected is not None
        assert FORMS[form].standing in {Standing.VERIFIED, Standing.CORRECTED}
        assert same(case.expected, value), value  # type: ignore[arg-type]
        assert same(case.expected, dependent), dependent  # type: ignore[arg-type]


def test_every_form_that_has_a_standing_has_cases() -> None:
    """Nothing is called verified on trust, and what is not computed is shown to be refused."""
    assert CASES.keys() == FORMS.keys()
    assert all(len(cases) >= 2 for cases in CASES.values())
    for form, cases in CASES.items():
        unsupported = FORMS[form].standing in {Standing.UNSUPPORTED, Standing.UNVERIFIED}
        assert not unsupported or all(case.reason for case in cases), form
        assert bool(FORMS[form].reason) == (FORMS[form].standing is Standing.UNSUPPORTED)


def test_the_second_cell_of_a_shared_formula_has_references_of_its_own() -> None:
    """It is stored as the number of its group only."""
    shared, mixed = CASES["shared formula"]
    assert values(stored(shared))[Place("S", (4, 6))] == 120
    assert values(stored(mixed))[Place("S", (4, 6))] == 24


def test_a_name_that_no_one_defines_is_a_name_error_whatever_is_stored() -> None:
    """Excel shows #NAME? there; another stored value differs from it."""
    for shown, verdicts in (('t="e"><v>#NAME?</v>', []), ("><v>5</v>", [Verdict.DIFFERENT])):
        kind, _, cached = shown.partition(">")
        package = stored(Case("nosuch+1", cell=f" {kind}"), cached)
        found = compare(read_book(package), values(package)).discrepancies
        assert values(package)[F3] is ExcelError.NAME
        assert [one.verdict for one in found if one.place == F3] == verdicts
