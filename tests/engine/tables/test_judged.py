"""New inputs and rows that break the data validation of their cell are refused, as in Excel."""

from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from tests.engine.made import NOW, calculated
from xl_udfs.engine.container.package import Package
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.tables.refreshed import Refreshed, TableRows, refreshed
from xl_udfs.engine.tables.rows import Row, Rows
from xl_udfs.engine.workbook.book import read_book
from xl_udfs.hosts.headless import function_table

DAY = datetime(2024, 1, 31)  # noqa: DTZ001 - as cells
COLUMNS = ("Who", "Kind", "Units", "Day", "Note")
ROWS = (("Ann", "buy", 3, DAY, "first"), ("Ben", "sell", 4, DAY, "second"))


def rule(kind: str, where: str, **more: Any) -> DataValidation:  # noqa: ANN401 - as openpyxl takes them
    """Return a rule that Excel refuses by, and that takes blanks."""
    return DataValidation(
        **{"type": kind, "sqref": where, "allowBlank": True, "showErrorMessage": True, **more}
    )


def book(*rules: DataValidation) -> Package:
    """Return a workbook with a table of people, one of what they did, and two inputs."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Deals"
    for row in (COLUMNS, *ROWS):
        sheet.append(row)
    inputs = book.create_sheet("Inputs")
    inputs["G1"], inputs["G2"], inputs["G3"], inputs["G4"] = 5, "yes", 10, "=G3*2"
    for number in (1, 2):
        name = f"in_{number}"
        book.defined_names[name] = DefinedName(name, attr_text=f"Inputs!$G${number}")
    people = book.create_sheet("People")
    for word in ("Person", "Ann", "Ben"):
        people.append([word])
    sheet.add_table(Table(displayName="tblDeals", ref="A1:E3"))
    people.add_table(Table(displayName="tblPeople", ref="A1:A3"))
    book.defined_names["people"] = DefinedName("people", attr_text="People!$A$2:$A$3")
    book.defined_names["gaps"] = DefinedName("gaps", attr_text="People!$A$2:$A$9")
    for each in rules:
        (inputs if "G" in str(each.sqref) else sheet).add_data_validation(each)
    return calculated(book)


def table(name: str, columns: tuple[str, ...], *rows: tuple[object, ...]) -> TableRows:
    """Return rows for a table, numbered as the lines of a file."""
    lines = tuple(Row(number, fields) for number, fields in enumerate(rows, start=2))
    return TableRows(name, Rows(columns, lines))


def deals(*rows: tuple[object, ...]) -> TableRows:
    """Return rows of deals."""
    return table("tblDeals", COLUMNS, *rows)


def put(package: Package, *tables: TableRows, **inputs: object) -> Refreshed:
    """Refresh a workbook."""
    return refreshed(read_book(package), function_table(), now=NOW, tables=tables, inputs=inputs)


def refusal(package: Package, *tables: TableRows, **inputs: object) -> str:
    """Return the sentence by which new values are refused."""
    with pytest.raises(UnreadableError) as refused:
        put(package, *tables, **inputs)
    return f"{refused.value.code}: {refused.value}"


@pytest.mark.parametrize(
    ("kind", "more", "fits", "wrong", "right"),
    [
        ("whole", {"formula1": "1", "formula2": "9"}, (1, 9), (0, 10, 2.5), "from 1 to 9"),
        ("decimal", {"operator": "greaterThan", "formula1": "0"}, (0.1,), (0, -1), "above 0"),
        (
            "decimal",
            {"operator": "lessThanOrEqual", "formula1": "$G$3"},
            (10,),
            (11,),
            "10 or less",
        ),
        ("decimal", {"operator": "lessThan", "formula1": "G4"}, (19,), (20,), "below 20"),
        ("decimal", {"operator": "lessThan", "formula1": "$G$3+$G$4"}, (29,), (30,), "below 30"),
        (
            "decimal",
            {"operator": "notBetween", "formula1": "3", "formula2": "4"},
            (5,),
            (3,),
            "not",
        ),
        ("list", {"formula1": '"5, 6,$7"'}, (5, 6, 7), (8,), "one of 5, 6, $7"),
        ("textLength", {"operator": "equal", "formula1": "2"}, (12,), (123,), "text of 2 char"),
        ("custom", {"formula1": "MOD(G1,2)=1"}, (7,), (8,), "so that =MOD(G1,2)=1 is true"),
        ("custom", {"formula1": "AND(G1>G$3,G1<$G$4)"}, (15,), (25,), "so that =AND("),
    ],
)
def test_an_input_that_breaks_its_rule_is_refused_with_what_would_be_right(
    kind: str, more: dict[str, str], fits: tuple[float, ...], wrong: tuple[float, ...], right: str
) -> None:
    """Limits are numbers, cells, calculated cells and formulas; a blank is no fault."""
    package = book(rule(kind, "G1", error="See the charter.", **more))
    for value in (*fits, None):
        assert put(package, in_1=value).notes == ()
    for value in wrong:
        said = refusal(package, in_1=value)
        assert said.startswith(f"E_INPUT: in_1: {value} does not fit: it must be ")
        assert right in said
        assert said.endswith("(See the charter.)")


def test_a_row_is_refused_with_its_row_its_cell_and_the_nearest_word() -> None:
    """All that is wrong at once, row by row, and nothing of values that fit."""
    package = book(
        rule("list", "A2:A3", formula1="People!$A$2:$A$3"),
        rule("list", "B2:B3", formula1='"buy,sell"'),
        rule("date", "D2:D3", operator="greaterThanOrEqual", formula1="45000"),
    )
    said = refusal(
        package,
        deals(
            ("Anne", "buy", 1, DAY, ""),
            ("ben", "SELL", 2, None, ""),
            ("Ben", "by", 3, datetime(1999, 1, 1), ""),  # noqa: DTZ001 - as cells
        ),
    )
    assert said.startswith("E_TABLE_ROWS: 3 of the values for the table tblDeals cannot be taken:")
    assert 'row 2 Who (Deals!A2): "Anne" does not fit: it must be one of Ann, Ben (the' in said
    assert "(the nearest is Ann)" in said
    assert 'row 4 Kind (Deals!B4): "by" does not fit: it must be one of buy, sell (the' in said
    assert (
        "row 4 Day (Deals!D4): 1999-01-01 does not fit: it must be a date, 2023-03-15 or later"
        in said
    )
    assert said.endswith("nothing was written")


@pytest.mark.parametrize(
    "source", ["People!$A$2:$A$3", "people", 'INDIRECT("tblPeople[Person]")', "OFFSET(people,0,0)"]
)
def test_a_list_is_read_with_what_the_same_refresh_puts_into_it(source: str) -> None:
    """A new holder stands in the holders and in the ledger; by range, name, table or formula."""
    package = book(rule("list", "A2:A3", formula1=source))
    new = table("tblPeople", ("Person",), ("Ann",), ("Cy",), ("Ben",))
    assert put(package, deals(("Cy", "buy", 1, DAY, "")), new).notes == ()
    assert '"Cy" does not fit' in refusal(package, deals(("Cy", "buy", 1, DAY, "")))


def test_a_named_list_with_blanks_takes_anything_where_blanks_do_not_count() -> None:
    """So does Excel, where "Ignore blank" is set; a range that is no name has no such gap."""
    new = deals(("Cy", "buy", 1, DAY, ""))
    put(book(rule("list", "A2:A3", formula1="gaps")), new)
    assert '"Cy"' in refusal(book(rule("list", "A2:A3", formula1="gaps", allowBlank=False)), new)
    assert '"Cy"' in refusal(book(rule("list", "A2:A3", formula1="People!$A$2:$A$9")), new)


@pytest.mark.parametrize("more", [{"errorStyle": "warning"}, {"showErrorMessage": False}])
def test_what_excel_only_warns_of_is_a_note(more: dict[str, Any]) -> None:
    """Excel lets it stand, so it is written."""
    package = book(rule("whole", "G1", operator="lessThan", formula1="9", **more))
    result = put(package, in_1=12)
    assert result.notes == ("in_1: 12 does not fit: it must be a whole number, below 9",)
    assert result.touched


def test_a_rule_that_is_not_computed_lets_pass_and_says_so() -> None:
    """Nothing is refused by a guess."""
    package = book(rule("custom", "G1:G2", formula1="CUBEVALUE(G1)>0"))
    assert put(package, in_1=12).notes == (
        "whether values fit the data validation of Inputs!G1:G2 is not computed here",
    )


def test_a_cell_that_must_not_be_blank_is_not_blanked() -> None:
    """The rule does not say that blanks are ignored."""
    package = book(rule("whole", "G1", operator="lessThan", formula1="9", allowBlank=False))
    assert "in_1: blank does not fit: it must be filled in" in refusal(package, in_1=None)


def test_a_rule_of_the_newer_dialect_is_read_too() -> None:
    """Excel 2010 wrote lists of another sheet into the extensions of the sheet."""
    package = book()
    part = "xl/worksheets/sheet2.xml"
    added = (
        b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="http://schemas.'
        b'microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations count="1" '
        b'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation '
        b'type="list" allowBlank="1" showErrorMessage="1"><x14:formula1><xm:f>People!$A$2:$A$3'
        b"</xm:f></x14:formula1><xm:sqref>G2</xm:sqref></x14:dataValidation>"
        b"</x14:dataValidations></ext></extLst></worksheet>"
    )
    package = package.with_parts({part: package[part].replace(b"</worksheet>", added)})
    put(package, in_2="Ben")
    assert "(the nearest is Ben)" in refusal(package, in_2="Bent")


def test_only_new_rows_are_judged_when_rows_are_appended() -> None:
    """What stood there before is the check's affair."""
    package = book(rule("list", "B2:B3", formula1='"buy,gift"'))
    new = deals(("Ann", "gift", 1, DAY, ""))
    result = put(package, TableRows(new.table, new.rows, appends=True))
    assert result.tables[0].after == 3
    wrong = deals(("Ann", "sale", 1, DAY, ""))
    said = refusal(package, TableRows(wrong.table, wrong.rows, appends=True))
    assert "1 of the values" in said
    assert "row 2 Kind (Deals!B4)" in said
