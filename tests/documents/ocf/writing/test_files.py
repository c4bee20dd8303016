"""Packages that we write: valid by the standard's own schemas, repeatable, and read back whole."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from tests.documents.letters.conftest import as_built, recomputed_with
from tests.documents.ocf.conftest import shared
from tests.templates.test_taken_over import northwind_file
from xl_udfs.documents.letters.values import Values
from xl_udfs.documents.ocf.reading.package import read_ocf_package
from xl_udfs.documents.ocf.refusals import PackageError
from xl_udfs.documents.ocf.report import Grade, Report
from xl_udfs.documents.ocf.rows import (
    CapTableRows,
    ClassRow,
    ConvertibleRow,
    ExemptionRow,
    HolderRow,
    LedgerEvent,
    LedgerRow,
    PackageContent,
    StatedPrice,
)
from xl_udfs.documents.ocf.sidecar import SIDECAR
from xl_udfs.documents.ocf.workbook import table_of
from xl_udfs.documents.ocf.writing.files import IssuerFacts, WrittenPackage, package_files, zipped
from xl_udfs.documents.ocf.writing.parties import holder_objects

ISSUER = IssuerFacts(formation_date=date(2019, 1, 1), country="US")
NOON = datetime(2025, 1, 1, 12, tzinfo=UTC)
N = Fraction


def line(day: str, event: LedgerEvent, **cells: Any) -> LedgerRow:  # noqa: ANN401 - cells of a row
    """Return a line of Ann's."""
    cells = {"holder": "Ann", "class_name": "Common"} | cells
    return LedgerRow(day=date.fromisoformat(day), event=event.value, **cells)


CLASSES = (
    ClassRow(name="Common", type="common", rule="none", authorized=N(1000), votes=N(1)),
    ClassRow(
        name="Series A",
        type="preferred",
        rule="weighted average",
        threshold=N(1_000_000),
        counts_common="yes",
        original_issue_price=N("6.41"),
        start_price=N("14.2"),
        start_date=date(2020, 1, 1),
        votes=N(1),
        authorized=N(500),
        preference_multiple=N(1),
        participation="capped",
        cap_multiple=N(3),
        seniority=N(1),
        clause="Section 7d(6)",
    ),
    ClassRow(name="Options", type="option", start_price=N("0.5"), votes=N(0)),
    ClassRow(name="Units", type="other", votes=N(0)),
    ClassRow(name="Bridge warrants", type="warrant", start_price=N("1.5"), votes=N(0)),
    ClassRow(name="Plan of 2020", type="pool", votes=N(0)),
)
LEDGER = (
    line("2020-01-01", LedgerEvent.RESERVE, holder="", class_name="Plan of 2020", number=N(100)),
    line("2020-01-02", LedgerEvent.POSITION, number=N(100), certificate="C-1"),
    line("2020-01-03", LedgerEvent.ISSUE, class_name="Series A", number=N(60), price=N("6.41"),
         deal="Series A"),
    line("2020-01-03", LedgerEvent.GRANT, class_name="Bridge warrants", number=N(20),
         consideration=N(5), deal="Series A"),
    line("2020-01-04", LedgerEvent.GRANT, class_name="Options", number=N(30), strike=N("0.75"),
         other_class="Plan of 2020"),
    line("2020-01-04", LedgerEvent.GRANT, class_name="Units", number=N(10)),
    line("2021-01-01", LedgerEvent.TRANSFER, number=N(40), to="Bob"),
    line("2021-01-02", LedgerEvent.CONVERSION, class_name="Series A", number=N(20),
         other_class="Common", other_number=N(9)),
    line("2021-01-03", LedgerEvent.EXERCISE, class_name="Bridge warrants", number=N(5),
         consideration=N("7.5"), other_class="Common", other_number=N(5)),
    line("2021-01-04", LedgerEvent.EXERCISE, class_name="Options", number=N(10),
         consideration=N("7.5"), other_class="Common", other_number=N(10)),
    line("2021-01-05", LedgerEvent.LAPSE, class_name="Options", number=N(5),
         other_class="Plan of 2020"),
    line("2021-02-01", LedgerEvent.SPLIT, holder="", class_name="", ratio=N(2)),
    line("2021-03-01", LedgerEvent.REDEMPTION, class_name="Series A", number=N(7), price=N("6.41")),
    line("2021-03-02", LedgerEvent.REPURCHASE, holder="Bob", number=N(11), price=N("0.01")),
    line("2021-03-03", LedgerEvent.CANCELLATION, number=N(90), reference="by agreement"),
    line("2021-03-04", LedgerEvent.CORRECTION_UP, holder="Bob", number=N(1)),
    line("2021-03-05", LedgerEvent.RESERVE, holder="", class_name="Plan of 2020", number=N(50)),
)  # fmt: skip
# Ann: (100 - 40 + 9 + 5 + 10) x 2 - 90; Bob: 40 x 2 - 11 + 1
HELD = {
    ("Ann", "Common"): 78,
    ("Bob", "Common"): 70,
    ("Ann", "Series A"): 33,
    ("Ann", "Bridge warrants"): 30,
    ("Ann", "Options"): 30,
    ("Ann", "Units"): 20,
    ("", "Plan of 2020"): 2 * (100 - 30 + 5) + 50,
}
TABLE = CapTableRows(
    company="Own Example, Inc.",
    as_of=date(2024, 12, 31),
    classes=CLASSES,
    holders=(
        HolderRow(name="Ann", kind="Founder", favour="yes", address="1 Main Street"),
        HolderRow(name="Bob", kind="Institution"),
    ),
    ledger=LEDGER,
    convertibles=(
        ConvertibleRow(holder="Bob", kind="safe post-money", amount=N(1000), cap=N(50_000)),
        ConvertibleRow(holder="Bob", kind="note", amount=N(500), rate=N("0.08"),
                       since=date(2023, 1, 1), day_count="actual/365"),
    ),
    exemptions=(ExemptionRow(class_name="Series A", kind="plan", clause="7d(4)"),),
    steps=(
        StatedPrice(
            class_name="Series A",
            day=date(2022, 1, 1),
            price=N(14_2, 37),
            source="",
            event="issue",
            working={"rule": "weighted average", "A_plus_C": "2418941", "price_before": "14.2"},
        ),
    ),
)  # fmt: skip


def put(written: WrittenPackage, folder: Path) -> Path:
    """Write the files of a package."""
    folder.mkdir()
    for name, content in written.files.items():
        (folder / name).write_bytes(content)
    return folder


def again(table: CapTableRows, folder: Path) -> PackageContent:
    """Write a table as a package and read that."""
    return read_ocf_package(put(package_files(table, ISSUER, NOON), folder))


@pytest.fixture(scope="module")
def schemas() -> Mapping[str, Draft7Validator]:
    """Return what validates each type of object, and the manifest, by the standard's schemas."""
    folder = shared("schemas_v1.2.0")
    every = [json.loads(path.read_text()) for path in (folder / "schema").rglob("*.json")]
    registry: Registry[Any] = Registry().with_resources(
        (schema["$id"], Resource.from_contents(schema)) for schema in every
    )
    found: dict[str, Draft7Validator] = {}
    for schema in every:
        kind = schema.get("properties", {}).get("object_type", {})
        names = [kind["const"]] if "const" in kind else kind.get("enum", [])
        if schema["$id"].endswith("OCFManifestFile.schema.json"):
            names = ["MANIFEST"]
        if "Plan" not in schema["title"] or "Stock Plan" in schema["title"]:
            found |= {name: Draft7Validator(schema, registry=registry) for name in names}
    return found


def invalid(written: WrittenPackage, schemas: Mapping[str, Draft7Validator]) -> list[str]:
    """Return what the schemas find in a package."""
    faults = []
    for name, content in written.files.items():
        document = json.loads(content)
        whole = [(document, "MANIFEST")] if name == "Manifest.ocf.json" else []
        items = [(item, item["object_type"]) for item in document.get("items", ())]
        for one, kind in [*whole, *items]:
            faults += [
                f"{one.get('id', name)}: {fault.json_path}: {fault.message}"
                for fault in schemas[kind].iter_errors(one)
            ]
    return faults


def test_every_object_is_valid(schemas: Mapping[str, Draft7Validator]) -> None:
    """The schemas of OCF 1.2.0 find nothing, object by object; they do find a fault."""
    written = package_files(TABLE, ISSUER, NOON)
    assert invalid(written, schemas) == []
    spoiled = written.files["StockClasses.ocf.json"].replace(b'"seniority"', b'"senior"', 1)
    assert invalid(WrittenPackage({"StockClasses.ocf.json": spoiled}, ()), schemas) != []


def test_the_table_holds_what_was_worked_by_hand() -> None:
    """The lines above add up to the numbers above."""
    assert TABLE.holdings() == HELD


def test_a_package_read_back_is_the_same_table(tmp_path: Path) -> None:
    """Classes with all their terms, holders, ledger, convertibles and exemptions come back."""
    package = again(TABLE, tmp_path / "package")
    assert replace(package.table, steps=()) == replace(TABLE, steps=())
    assert [finding for finding in package.report if finding.grade is not Grade.NOTE] == []


def test_a_package_alone_gives_the_same_numbers(tmp_path: Path) -> None:
    """Another program that drops the file beside it finds each holder's number of each class."""
    folder = put(package_files(TABLE, ISSUER, NOON), tmp_path / "package")
    (folder / SIDECAR).unlink()
    package = read_ocf_package(folder)
    called = {row.name: row.type for row in package.classes}
    types = {row.name: row.type for row in CLASSES}
    held = {(holder, called[name]): n for (holder, name), n in package.table.holdings().items()}
    assert held == {(holder, types[name]): n for (holder, name), n in HELD.items()}
    assert [f.code for f in package.report if f.grade is Grade.WARNING] == [
        "split_rights",
        "sidecar",
    ]
    price = next(row.start_price for row in package.classes if row.name == "Series A")
    assert price == N("3.8378378378")  # 142/37 to ten decimals


def test_a_changed_object_counts_and_the_rest_stays(tmp_path: Path) -> None:
    """Of a package in which another program changed one holder and added a line, both count."""
    folder = put(package_files(TABLE, ISSUER, NOON), tmp_path / "package")
    stakeholders = json.loads((folder / "Stakeholders.ocf.json").read_text())
    stakeholders["items"][1]["name"]["legal_name"] = "Robert"
    (folder / "Stakeholders.ocf.json").write_text(json.dumps(stakeholders))
    transactions = json.loads((folder / "Transactions.ocf.json").read_text())
    first = next(one for one in transactions["items"] if one["id"] == "tx-2")
    new = {**first, "id": "new", "security_id": "new", "custom_id": "C-9", "quantity": "5"}
    transactions["items"].append({**new, "date": "2022-01-01", "stakeholder_id": "holder-2"})
    (folder / "Transactions.ocf.json").write_text(json.dumps(transactions))
    package = read_ocf_package(folder, check_md5=False)
    assert [row.name for row in package.holders] == ["Ann", "Robert"]
    assert package.classes == CLASSES
    assert package.table.holdings()["Robert", "Common"] == 75
    assert package.ledger[-1].reference == "OCF new"
    assert len(package.ledger) == len(LEDGER) + 1


def test_a_changed_price_is_the_packages(tmp_path: Path) -> None:
    """The terms beside a package do not count for a class whose prices it says otherwise."""
    folder = put(package_files(TABLE, ISSUER, NOON), tmp_path / "package")
    path = folder / "Transactions.ocf.json"
    path.write_text(path.read_text().replace("3.8378378378", "2.5"))
    package = read_ocf_package(folder, check_md5=False)
    row = next(row for row in package.classes if row.name == "Series A")
    assert (row.start_price, row.rule) == (N("2.5"), "none")
    assert "sidecar" in [finding.code for finding in package.report]


def test_what_no_one_wrote_beside_a_package_is_not_read(tmp_path: Path) -> None:
    """A file with another md5 than the package says, or of another kind, is reported."""
    folder = put(package_files(TABLE, ISSUER, NOON), tmp_path / "package")
    (folder / SIDECAR).write_text("{}")
    package = read_ocf_package(folder)
    assert "sidecar" in [finding.code for finding in package.report]
    assert package.table.outstanding()["Common"] == 148


def test_the_same_rows_give_the_same_bytes() -> None:
    """No clock and no chance is in a package."""
    first, second = (package_files(TABLE, ISSUER, NOON) for _ in range(2))
    assert first == second
    assert zipped(first) == zipped(second)


def test_the_price_history_travels_in_comments_and_beside() -> None:
    """A, B and C of an adjustment are comments of its object, and in the file beside."""
    written = package_files(TABLE, ISSUER, NOON)
    (price,) = [
        one
        for one in json.loads(written.files["Transactions.ocf.json"])["items"]
        if one["object_type"] == "TX_STOCK_CLASS_CONVERSION_RATIO_ADJUSTMENT"
    ]
    assert "A_plus_C=2418941" in price["comments"]
    (step,) = json.loads(written.files[SIDECAR])["adjustments"]
    assert (step["price_after"], step["A_plus_C"]) == ("142/37", "2418941")
    (document,) = json.loads(written.files["Documents.ocf.json"])["items"]
    assert document["related_objects"][0]["object_id"] == price["id"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (line("2022-01-01", LedgerEvent.ISSUE, number=None), "no_number"),
        (line("2022-01-01", LedgerEvent.ISSUE, number=N(1), holder="Carl"), "line_incomplete"),
        (line("2022-01-01", LedgerEvent.ISSUE, number=N(1), class_name="B"), "line_incomplete"),
        (line("2022-01-01", LedgerEvent.POSITION, number=N(1), class_name="Claims"), "other_class"),
        (line("2022-01-01", LedgerEvent.CANCELLATION, number=N(999)), "not_held"),
        (line("2022-01-01", LedgerEvent.ISSUE, number=N(1)), "price_unknown"),
        (line("2022-01-01", LedgerEvent.ISSUE, number=N(1, 3), price=N(1)), "rounded"),
        (line("2022-01-01", LedgerEvent.DIVIDEND, consideration=N(5)), "no_place"),
    ],
)
def test_what_ocf_has_no_place_for_is_said(tmp_path: Path, row: LedgerRow, code: str) -> None:
    """Each line that is left out, or written with an assumption, is named; it comes back."""
    claims = ClassRow(name="Claims", type="other")
    table = replace(TABLE, classes=(*CLASSES, claims), ledger=(*LEDGER, row), steps=())
    written = package_files(table, ISSUER, NOON)
    found = {finding.code for finding in written.report if finding.id == "line 18"}
    assert code in found
    assert again(table, tmp_path / "package").ledger[-1] == row


def test_a_pool_without_a_reserve_comes_back_without_one(tmp_path: Path) -> None:
    """OCF demands a number reserved; 0 is written, and is no line of the ledger."""
    undated = replace(LEDGER[0], day=None)
    table = replace(TABLE, ledger=(undated, *LEDGER[1:-1]), steps=())
    assert again(table, tmp_path / "package").ledger == table.ledger


def test_a_package_without_a_day_is_refused() -> None:
    """OCF demands a day, a company's name and a common class."""
    for spoiled in (
        replace(TABLE, as_of=None),
        replace(TABLE, company=""),
        replace(TABLE, classes=CLASSES[1:]),
    ):
        with pytest.raises(PackageError):
            package_files(spoiled, ISSUER, NOON)


@pytest.mark.parametrize("whose", ["Northwind", "the shipped workbook"])
def test_a_workbook_s_package_is_valid_and_gives_the_same_rows(
    tmp_path: Path, schemas: Mapping[str, Draft7Validator], whose: str
) -> None:
    """Each object; and every row of its tables comes back."""
    computed = (
        recomputed_with(northwind_file(), {}) if whose == "Northwind" else as_built("cap_table")
    )
    table = table_of(Values(*computed))
    written = package_files(table, ISSUER, NOON)
    assert invalid(written, schemas) == []
    read = read_ocf_package(put(written, tmp_path / "package"))
    assert replace(read.table, steps=()) == replace(table, steps=())


def test_a_package_of_others_keeps_its_numbers(
    tmp_path: Path, schemas: Mapping[str, Draft7Validator]
) -> None:
    """The demonstration company's package, written by us, is valid and has the same holdings."""
    table = read_ocf_package(shared("ocx_example_inc")).table
    written = package_files(table, ISSUER, NOON)
    assert invalid(written, schemas) == []
    folder = put(written, tmp_path / "package")
    assert read_ocf_package(folder).table.holdings() == table.holdings()
    (folder / SIDECAR).unlink()
    assert read_ocf_package(folder).table.holdings() == table.holdings()


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("person", "INDIVIDUAL"),
        ("Natural person", "INDIVIDUAL"),
        ("Employee", "INDIVIDUAL"),
        ("fund", "INSTITUTION"),
        ("Company", "INSTITUTION"),
        ("institutional investor", "INSTITUTION"),
    ],
)
def test_plain_words_say_what_a_holder_is(kind: str, written: str) -> None:
    """A person was written as an institution, with a remark."""
    report = Report()
    found = holder_objects([HolderRow(name="Ann", kind=kind)], report)
    assert (found["Ann"]["stakeholder_type"], dict(report.found)) == (written, {})


def test_a_kind_that_says_nothing_is_told_what_would() -> None:
    """An institution is written."""
    report = Report()
    holder_objects([HolderRow(name="Ann", kind="friendly")], report)
    assert "write individual or institution" in str(next(iter(report.found)))
