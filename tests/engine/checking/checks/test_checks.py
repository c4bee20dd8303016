"""Every check finds what it is for, and nothing in a sound workbook."""

from collections.abc import Callable

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableFormula
from openpyxl.worksheet.worksheet import Worksheet

from tests.engine.made import NOW, changed, made, of, validated
from xl_udfs.cells import ExcelError
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.checking.checks.all_checks import CHECKS, MODULES, documented
from xl_udfs.engine.checking.copies import range_text
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.checking.validate import validate
from xl_udfs.engine.formula.relative import relative
from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.engine.workbook.book import Place, read_book
from xl_udfs.engine.writing.patch import patched
from xl_udfs.hosts.headless import function_table


def rates(sheet: Worksheet) -> None:
    """Fill in ten rows of stated value and price, and the conversion rate of each."""
    for row in range(1, 11):
        sheet[f"A{row}"], sheet[f"B{row}"] = 1000, row / 4
        sheet[f"C{row}"] = f"=CONVERSION_RATE(A{row},B{row})"


def test_a_sound_workbook_has_no_findings() -> None:
    """The checks are quiet where nothing is wrong."""
    assert validated(made(rates)).findings == ()


def test_a_stale_value_says_that_the_function_agrees_with_the_engine() -> None:
    """1000 at 0.25 are 4000 shares, whoever computes it; the stored 4100 is wrong."""
    (finding,) = of(changed(made(rates), "<v>4000</v>", "<v>4100</v>"), "different")
    assert (finding.cell, finding.cached, finding.recomputed, finding.core) == (
        "C1", 4100, 4000, 4000,
    )  # fmt: skip
    assert finding.agree == "recomputed and called directly agree"


def test_copies_of_one_formula_are_one_finding_with_its_range() -> None:
    """Not ten lines that say the same."""
    package = made(rates)
    for value in (2000, 1000, 500):  # in the rows 2, 4 and 8
        package = changed(package, f"<v>{value}</v></c></row>", "<v>1</v></c></row>")
    (finding,) = of(package, "different")
    assert range_text(finding.cells) == "C2,C4,C8"
    assert finding.message.endswith("(in C2; 3 cells in all)")


def test_a_formula_without_a_value_was_never_calculated() -> None:
    """Openpyxl saves so."""
    (finding,) = of(changed(made(rates), "<v>4000</v>", ""), "never-calculated")
    assert (finding.cell, finding.agree) == ("C1", "recomputed and called directly agree")


def of_wrong_rates(fill: Callable[[Worksheet], None]) -> Finding:
    """Return the one finding where what is stored and recomputed takes each rate for 7."""
    book = read_book(made(fill))
    right = function_table()
    wrong = {**right, "CONVERSION_RATE": HostFunction(lambda *_: 7.0, right["WHY"].takes_date)}
    values = recalculate(book, wrong, NOW)
    stored = read_book(patched(book, values)[0])
    (finding,) = validate(stored, values, right).findings
    return finding


def test_the_core_is_a_third_witness_where_stored_and_recomputed_agree() -> None:
    """An engine that is wrong in the way the stored value is would else go unseen."""
    finding = of_wrong_rates(rates)
    assert (finding.id, range_text(finding.cells)) == ("three-way", "C1:C10")
    assert "recomputed 7, called directly 4000; stored and recomputed agree" in finding.message


def test_a_guard_does_not_hide_a_call_from_the_third_witness() -> None:
    """A guarded cell is empty, or has the value of its call; what is empty is not compared."""

    def fill(sheet: Worksheet) -> None:
        for row, price in enumerate((0.25, None, 0.5), start=1):
            sheet[f"A{row}"], sheet[f"B{row}"] = 1000, price
            call = f"CONVERSION_RATE(A{row},B{row})"
            sheet[f"C{row}"] = f'=IF($E$1>0,"",IF(B{row}="","",{call}))'

    finding = of_wrong_rates(fill)
    assert (finding.id, range_text(finding.cells)) == ("three-way", "C1,C3")
    assert "recomputed 7, called directly 4000" in finding.message


def test_what_is_not_supported_or_not_verified_is_named() -> None:
    """Neither is a value."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"], sheet["A3"] = "=NOSUCH(1)", "=A1+1", "=FINDB(1,1)"

    (unsupported,) = of(made(fill), "unsupported")
    assert unsupported.cell == "A1"
    assert "NOSUCH is not known here; 1 cell follows" in unsupported.message
    assert unsupported.followers == (Place("Sheet", (2, 1)),)
    (unverified,) = of(made(fill), "unverified")
    assert "FINDB" in unverified.message


def test_a_circle_is_one_finding_with_its_cells() -> None:
    """Three cells, one circle."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"], sheet["C1"] = "=B1+1", "=C1*2", "=A1-3"

    (finding,) = of(made(fill), "circular")
    assert range_text(finding.cells) == "A1:C1"
    assert all(f"Sheet!{cell}" in finding.message for cell in ("A1", "B1", "C1"))


def test_an_error_value_is_found_in_formulas_and_constants() -> None:
    """1/0, and a typed #N/A."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"] = "=1/0", "#N/A"

    found = of(made(fill), "error-value")
    assert [(finding.cell, finding.cached) for finding in found] == [
        ("A1", ExcelError.DIV0), ("A2", ExcelError.NA),
    ]  # fmt: skip


def test_a_refusal_is_told_with_the_sentence_of_why() -> None:
    """And the error is not reported a second time."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"] = -5, 0.5
        sheet["C1"] = "=CONVERSION_RATE(A1,B1)"
        sheet["D1"] = '=WHY("CONVERSION_RATE",A1,B1)'

    validation = validated(made(fill))
    (finding,) = validation.findings
    assert (finding.id, finding.cell, finding.recomputed) == ("refused", "C1", ExcelError.NUM)
    sentence = "CONVERSION_RATE: "
    assert finding.message.startswith(sentence)
    assert "-5" in finding.message


def test_a_number_stored_as_text_is_found_beside_numbers_and_where_it_is_read() -> None:
    """The label of a clause and a numbered list stay labels."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"], sheet["A3"] = 1, "2", 3
        sheet["C1"], sheet["C2"] = "1,250.50", "007"
        sheet["D1"] = "=SUM(C1:C2)"
        sheet["F1"], sheet["G1"], sheet["H1"] = "6.2", "E8", "$"

    assert [range_text(finding.cells) for finding in of(made(fill), "number-as-text")] == [
        "C1", "A2",
    ]  # fmt: skip


def test_a_number_stored_as_text_is_found_where_a_copy_of_a_formula_reads_it() -> None:
    """The third of five copies reads C3; D3 stands beside all that they read, and E9 below it."""

    def fill(sheet: Worksheet) -> None:
        for row in range(1, 6):
            sheet[f"A{row}"] = f'=LEN(C{row})&IF(C{row}="","",E{row})'
        sheet["C3"], sheet["D3"], sheet["E9"] = "12", "13", "14"

    assert [range_text(finding.cells) for finding in of(made(fill), "number-as-text")] == ["C3"]


def test_a_constant_over_a_formula_is_found_in_the_column() -> None:
    """The rate of row 5 was typed; the header and a remark were not."""

    def fill(sheet: Worksheet) -> None:
        rates(sheet)
        sheet["C5"], sheet["C8"] = 801, "see note"

    (finding,) = of(made(fill), "constant-over-formula")
    assert (finding.cell, finding.cached) == ("C5", 801)


def test_a_constant_at_the_end_of_a_calculated_column_is_found() -> None:
    """A table says that all its rows belong together."""

    def fill(sheet: Worksheet) -> None:
        for column, header in zip("ABC", ("Stated", "Price", "Rate"), strict=True):
            sheet[f"{column}1"] = header
        for row in range(2, 8):
            sheet[f"A{row}"], sheet[f"B{row}"] = 1000, row / 4
            sheet[f"C{row}"] = f"=CONVERSION_RATE(A{row},B{row})"
        sheet["C7"] = 570
        sheet.add_table(Table(displayName="tblRates", ref="A1:C7"))

    assert [finding.cell for finding in of(made(fill), "constant-over-formula")] == ["C7"]


def listed(sheet: Worksheet, lines: int = 3) -> None:
    """Fill in a table with a column that it calls calculated."""
    for column, header in zip("AB", ("Stated", "Price"), strict=True):
        sheet[f"{column}1"] = header
    for row in range(2, 2 + lines):
        sheet[f"A{row}"], sheet[f"B{row}"] = 1000, f"=A{row}*2"
    table = Table(displayName="tblPrices", ref=f"A1:B{1 + lines}")
    table._initialise_columns()  # type: ignore[attr-defined]  # noqa: SLF001 - before it is saved
    table.tableColumns[0].name, table.tableColumns[1].name = "Stated", "Price"
    table.tableColumns[1].calculatedColumnFormula = TableFormula(attr_text="A2*2")
    sheet.add_table(table)


@pytest.mark.parametrize("typed", [2001, "see note"])
def test_a_column_that_its_table_calls_calculated_takes_no_constant(typed: object) -> None:
    """Three lines are too few to tell a column by its formulas; the file says that it is one."""

    def fill(sheet: Worksheet) -> None:
        listed(sheet)
        sheet["B2"] = typed  # type: ignore[assignment]  # a cell takes any value

    assert [finding.cell for finding in of(made(fill), "constant-over-formula")] == ["B2"]


@pytest.mark.parametrize(
    ("formula", "short"),
    [
        ("=SUM(A2:A3)", True),
        ("=SUM($A$3:$A$4)", True),
        ("=COUNTIF(A1:A3,1000)", True),  # with the header
        ("=SUM(A2:A4)", False),
        ("=SUM(A1:A4)", False),
        ("=SUM($A$2:A3)", False),  # grows when it is copied down
        ("=SUMPRODUCT(--(A2:A3<=A3:A4))", False),  # each line against the next one
        ("=SUM(A2:A5)", False),
        ("=A2", False),
    ],
)
def test_a_range_that_leaves_out_the_end_of_a_table_is_found(formula: str, *, short: bool) -> None:
    """A line was added below it, and the total does not know."""

    def fill(sheet: Worksheet) -> None:
        listed(sheet)
        sheet["D1"] = formula

    found = of(made(fill), "range-cut-short")
    assert [finding.cell for finding in found] == (["D1"] if short else [])


def test_a_window_that_moves_down_a_table_is_not_cut_short() -> None:
    """Its formula stands in the table, and has no dollar sign."""

    def fill(sheet: Worksheet) -> None:
        listed(sheet)
        for row in range(2, 5):
            sheet[f"B{row}"] = f"=SUM(A{row - 1}:A{row})"

    assert of(made(fill), "range-cut-short") == []


def test_a_formula_that_differs_from_its_neighbours_is_found() -> None:
    """One reference slipped by a row; a pattern of two kinds is none."""

    def fill(sheet: Worksheet) -> None:
        for row in range(1, 11):
            sheet[f"A{row}"], sheet[f"B{row}"] = row, f"=A{row}*2"
            sheet[f"D{row}"] = f"=A{row}+1" if row % 2 else f"=A{row}-1"
        sheet["B6"] = "=A5*2"

    (finding,) = of(made(fill), "differs-from-neighbours")
    assert (finding.cell, finding.formula) == ("B6", "=A5*2")


@pytest.mark.parametrize("row", [2, 6])
def test_an_odd_formula_at_an_end_of_a_calculated_column_is_found(row: int) -> None:
    """It has a neighbour on one side only, but the table says what its column computes."""

    def fill(sheet: Worksheet) -> None:
        listed(sheet, lines=5)
        sheet[f"B{row}"] = f"=A{row}*3"

    (finding,) = of(made(fill), "differs-from-neighbours")
    assert (finding.cell, finding.formula) == (f"B{row}", f"=A{row}*3")


def test_a_number_typed_into_a_call_of_ours_is_found() -> None:
    """0 and 1 are switches; numbers in texts, references and other formulas are no amounts."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B20"] = 1000, 0.5
        sheet["C1"] = "=CONVERSION_RATE(A1,0.3125)"
        sheet["C2"] = '=CONVERSION_RATE(A1,B20)*1+LEN("12")*0'
        sheet["C3"] = "=A1*17"

    (finding,) = of(made(fill), "typed-number")
    assert (finding.cell, finding.message) == (
        "C1",
        "0.3125 is typed in it; an input cell shows it",
    )


def test_a_link_to_another_workbook_is_found_in_formulas() -> None:
    """But not the add-in that serves our functions."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"] = "=[1]Prices!B4", "=[1]!CONVERSION_RATE(B1,B2)"

    (finding,) = of(made(fill), "external-link")
    assert (finding.cell, finding.message) == (
        "A1", "it refers to another workbook, [1]",
    )  # fmt: skip


def test_hidden_and_very_hidden_sheets_are_found() -> None:
    """With the difference, since Excel's menus do not list the second kind."""

    def fill(sheet: Worksheet) -> None:
        book = sheet.parent
        assert book is not None
        book.create_sheet("Draft").sheet_state = "hidden"
        book.create_sheet("Secret").sheet_state = "veryHidden"

    found = of(made(fill), "hidden-sheet")
    assert [(finding.sheet, "very" in finding.message) for finding in found] == [
        ("Draft", False), ("Secret", True),
    ]  # fmt: skip


def test_a_very_hidden_sheet_is_a_note_and_a_hidden_one_a_warning() -> None:
    """Programs keep their settings in the first kind; the second a person has hidden."""

    def fill(state: str) -> Callable[[Worksheet], None]:
        def hide(sheet: Worksheet) -> None:
            book = sheet.parent
            assert book is not None
            book.create_sheet("Other").sheet_state = state

        return hide

    very, hidden = (validated(made(fill(state))) for state in ("veryHidden", "hidden"))
    assert [finding.severity for finding in very.findings] == [Severity.NOTE]
    assert [finding.severity for finding in hidden.findings] == [Severity.WARNING]
    assert (very.sound, hidden.sound) == (True, False)


def test_the_1904_date_system_is_a_note() -> None:
    """Its dates mean other days than in other workbooks."""

    def fill(sheet: Worksheet) -> None:
        book = sheet.parent
        assert book is not None
        book.epoch = CALENDAR_MAC_1904

    validation = validated(made(fill))
    assert [finding.id for finding in validation.findings] == ["dates-from-1904"]
    assert validation.sound
    assert of(made(lambda _: None), "dates-from-1904") == []


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ({"a": "a"}, ["the name a is defined by itself"]),
        ({"a": "A+1"}, ["the name a is defined by itself"]),
        ({"a": "b", "b": "1+c", "c": "SUM(A,2)"},
         ["the names a, b, c are defined by each other, in a circle"]),
        ({"a": "b", "b": "a", "c": "Sheet!c"},
         ["the name c is defined by itself",
          "the names a, b are defined by each other, in a circle"]),
        ({"a": "b+b", "b": "c+c", "c": "1"}, []),
        ({"a": '"a"'}, []),
        ({"a": "a(1)"}, []),  # as a LAMBDA calls itself
        ({"a": "Tab[a]"}, []),
    ],
)  # fmt: skip
def test_names_that_lead_to_themselves_are_found(names: dict[str, str], said: list[str]) -> None:
    """Though no formula uses them; a text, a call and a column are no names."""

    def fill(sheet: Worksheet) -> None:
        book = sheet.parent
        assert book is not None
        for name, text in names.items():
            book.defined_names[name] = DefinedName(name, attr_text=text)

    found = of(made(fill), "broken-name")
    assert sorted(finding.message for finding in found) == sorted(said)


def test_a_volatile_function_is_a_note() -> None:
    """It is said, and the workbook stays green."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"], sheet["A3"] = "=TODAY()", "=A1+1", '=LEN("NOW()")'

    validation = validated(made(fill))
    assert [(finding.id, finding.cell) for finding in validation.findings] == [("volatile", "A1")]
    assert validation.sound


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Sheet!#REF!", "has lost the cells"),
        ("Gone!$A$1", "refers to the sheet Gone, which is not there"),
        ("SUM(Sheet!$A$1", "does not parse"),
    ],
)
def test_a_broken_name_is_found(text: str, fault: str) -> None:
    """And a sound one is not."""

    def fill(sheet: Worksheet) -> None:
        book = sheet.parent
        assert book is not None
        book.defined_names["broken"] = DefinedName("broken", attr_text=text)
        book.defined_names["whole"] = DefinedName("whole", attr_text="Sheet!$A$1:$A$9")
        book.defined_names["rate"] = DefinedName("rate", attr_text="0.05")

    (finding,) = of(made(fill), "broken-name")
    assert finding.name == "broken"
    assert fault in finding.message


def test_the_checks_of_a_template_are_taken_at_their_word() -> None:
    """The master check, and each line that is not OK with its name."""

    def fill(sheet: Worksheet) -> None:
        sheet.title = "Checks"
        sheet["B4"] = '=IF(COUNTIF(E7:E8,"OK")=2,"ALL CHECKS OK","1 TO LOOK AT")'
        for column, text in zip("ABCDE", ("Check", "F", "X", "T", "Status"), strict=True):
            sheet[f"{column}6"] = text
        sheet["A7"], sheet["E7"] = "Shares add up", '=IF(1=1,"OK","LOOK")'
        sheet["A8"], sheet["E8"] = "Cash adds up", '=IF(1=2,"OK","LOOK")'
        sheet.add_table(Table(displayName="tblChecks", ref="A6:E8"))

    found = of(made(fill), "checks-sheet")
    assert [(finding.cell, finding.message) for finding in found] == [
        ("B4", 'the master check says "1 TO LOOK AT"'),
        ("E8", 'the check "Cash adds up" in row 8 says "LOOK"'),
    ]


def test_every_check_has_an_id_of_its_own_and_stands_in_the_documentation() -> None:
    """A file a check; the README's pages are made from them."""
    assert len(CHECKS) == len(MODULES) == 22
    heads = [line for line in documented() if line.startswith("####")]
    assert [head.split("`")[1] for head in heads] == [*CHECKS]
    for check in CHECKS.values():
        assert check.description.endswith(".")
        assert check.why.endswith(".")
        assert check.remedy.endswith(".")


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (("A1+$B$2", (1, 3)), ("A2+$B$2", (2, 3)), True),
        (("A1", (1, 3)), ("A1", (2, 3)), False),
        (("SUM(A:A)", (1, 3)), ("SUM(B:B)", (9, 4)), True),
        (("LOG10(A1)", (1, 2)), ("LOG10(A2)", (2, 2)), True),
        (('"A1"&A1', (1, 2)), ('"A2"&A2', (2, 2)), False),
        (("'Q1 A1'!B2", (1, 1)), ("'Q1 A1'!B3", (2, 1)), True),
    ],
)
def test_copies_are_told_by_their_references_from_their_own_cell(
    first: tuple[str, tuple[int, int]], second: tuple[str, tuple[int, int]], *, same: bool
) -> None:
    """What looks like a reference in a text, a name or a sheet is none."""
    assert (relative(*first) == relative(*second)) is same


def test_values_that_break_a_data_validation_are_one_note_a_column_and_rule() -> None:
    """As Excel circles them; blanks where they are ignored, and what fits, are none."""

    def fill(sheet: Worksheet) -> None:
        for row, word in enumerate(("buy", "BUY", "bye", None, "gift", "buy"), start=1):
            sheet.cell(row, 1, word)
        sheet["B1"], sheet["B2"], sheet["B3"], sheet["D1"] = 5, 7, "=B2*2", 9
        for rule in (
            DataValidation("list", sqref="A1:A9", formula1='"buy,sell"', allowBlank=True),
            DataValidation("whole", sqref="B1:B3", operator="lessThan", formula1="$D$1"),
            DataValidation("date", sqref="B1", operator="lessThan", formula1="TODAY()-99999"),
        ):
            sheet.add_data_validation(rule)

    listed, computed = of(made(fill), "misfit")
    assert (listed.severity, listed.cells) == (Severity.NOTE, ((3, 1), (5, 1)))
    assert listed.message == (
        '"bye" breaks its data validation: it must be one of buy, sell (the nearest is buy) '
        "(in A3; 2 cells in all)"
    )
    assert (computed.cell, computed.formula) == ("B3", "=B2*2")
    assert "14 breaks its data validation: it must be a whole number, below 9" in computed.message


def test_rules_with_formulas_are_judged_together_each_by_its_own() -> None:
    """Five of a row, one with two formulas, and one that gives an error and so tells nothing."""

    def fill(sheet: Worksheet) -> None:
        for row, number in enumerate((1, 2, 3), start=1):
            for column in range(1, 6):
                sheet.cell(row, column, number)
        for rule in (
            DataValidation("custom", sqref="A1:A3", formula1="MOD(A1,2)=0"),
            DataValidation("custom", sqref="B1:B3", formula1="B1<SUM($A$1:$A$3)-4"),
            DataValidation("whole", sqref="C1:C3", formula1="$A$1+1", formula2="$A$2+1"),
            DataValidation(
                "decimal", sqref="D1:D3", operator="greaterThan", formula1="SUM($A$1:A1)-1"
            ),
            DataValidation("custom", sqref="E1:E3", formula1="1/(E1-2)>0"),
        ):
            sheet.add_data_validation(rule)

    found = {range_text(finding.cells) for finding in of(made(fill), "misfit")}
    assert found == {"A1,A3", "B2:B3", "C1", "D2:D3"}
