"""A package as its files, the same bytes for the same rows; beside them what OCF cannot hold."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xl_udfs.documents.ocf.exact import digest_of, titled_texts
from xl_udfs.documents.ocf.json_text import parsed
from xl_udfs.documents.ocf.refusals import PackageError
from xl_udfs.documents.ocf.report import Grade, Remark, Report
from xl_udfs.documents.ocf.rows import CapTableRows, LedgerEvent
from xl_udfs.documents.ocf.sidecar import SIDECAR, VERSION, WHAT
from xl_udfs.documents.ocf.writing.convertibles import convertible_objects
from xl_udfs.documents.ocf.writing.parties import (
    Known,
    adjustment_objects,
    class_objects,
    holder_objects,
    plan_objects,
)
from xl_udfs.documents.ocf.writing.shape import Object, made
from xl_udfs.documents.ocf.writing.transactions import Transactions
from xl_udfs.engine.api import EARLIEST

MANIFEST = "Manifest.ocf.json"
LISTS = {  # of the manifest: the file of each, and what kind it is
    "stakeholders_files": ("Stakeholders", "OCF_STAKEHOLDERS_FILE"),
    "stock_classes_files": ("StockClasses", "OCF_STOCK_CLASSES_FILE"),
    "stock_plans_files": ("StockPlans", "OCF_STOCK_PLANS_FILE"),
    "stock_legend_templates_files": ("StockLegends", "OCF_STOCK_LEGEND_TEMPLATES_FILE"),
    "transactions_files": ("Transactions", "OCF_TRANSACTIONS_FILE"),
    "valuations_files": ("Valuations", "OCF_VALUATIONS_FILE"),
    "vesting_terms_files": ("VestingTerms", "OCF_VESTING_TERMS_FILE"),
    "financings_files": ("Financings", "OCF_FINANCINGS_FILE"),
    "documents_files": ("Documents", "OCF_DOCUMENTS_FILE"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerFacts:
    """What OCF demands of a company and a cap table does not have."""

    formation_date: date
    country: str  # two letters, as US


@dataclass(frozen=True, slots=True)
class WrittenPackage:
    """A package: its files by their names, and what is to be known of it."""

    files: Mapping[str, bytes]
    report: tuple[Remark, ...]

    @property
    def has_errors(self) -> bool:
        """Whether something is left out."""
        return any(finding.grade is Grade.ERROR for finding in self.report)


def is_country(country: object) -> bool:
    """Whether something is the code of a country, two letters."""
    return (
        isinstance(country, str) and len(country) == 2 and country.isascii() and country.isalpha()
    )


def package_files(
    table: CapTableRows, issuer: IssuerFacts, generated_at: datetime
) -> WrittenPackage:
    """Return the files of a package.

    Args:
        table: the rows.
        issuer: what they do not say of the company.
        generated_at: the moment that the manifest states.

    Raises:
        PackageError: where the rows have no day or no company.
    """
    if table.as_of is None or not table.company:
        missing = "the day of its position" if table.as_of is None else "the company's name"
        raise PackageError("incomplete", lacks=f"does not say {missing}")
    report = Report()
    holders = holder_objects([row for row in table.holders if row.name], report)
    classes = class_objects(table.classes, report)
    common = next(
        (str(classes[row.name]["id"]) for row in table.classes if row.type == "common"), ""
    )
    if not common:
        raise PackageError("incomplete", lacks="has no common class")
    plans = plan_objects(table.classes, table.ledger, common, report)
    known = Known(holders, classes, plans, common)
    prices = list(adjustment_objects(table.steps, table.classes, classes, report))
    ledger = Transactions(known, {row.name: row for row in table.classes}, report)
    ledger.write(table.ledger)
    convertibles = dict(convertible_objects(table.convertibles, holders, table.as_of, report))
    transactions = [*ledger.objects, *prices, *convertibles.values()]
    sidecar = _sidecar(table, known, prices, ledger, convertibles)
    objects = {
        "stakeholders_files": list(holders.values()),
        "stock_classes_files": list(classes.values()),
        "stock_plans_files": list(plans.values()),
        "transactions_files": transactions,
        "financings_files": _financings(ledger),
        "documents_files": [_document(sidecar, prices)],
    }
    files = {
        f"{LISTS[name][0]}.ocf.json": _bytes({"file_type": LISTS[name][1], "items": items})
        for name, items in objects.items()
        if items
    }
    manifest = _manifest(table, issuer, generated_at, files)
    return WrittenPackage({MANIFEST: manifest, **files, SIDECAR: sidecar}, report.sorted())


def zipped(written: WrittenPackage) -> bytes:
    """Return a package as one file, the same bytes every time."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in written.files.items():
            entry = ZipInfo(name, EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)
    return target.getvalue()


def _manifest(
    table: CapTableRows, issuer: IssuerFacts, generated_at: datetime, files: Mapping[str, bytes]
) -> bytes:
    moment = generated_at if generated_at.tzinfo else generated_at.replace(tzinfo=UTC)
    named = {
        name: [{"filepath": f"./{file}.ocf.json", "md5": _md5(files[f"{file}.ocf.json"])}]
        if f"{file}.ocf.json" in files
        else []
        for name, (file, _) in LISTS.items()
    }
    return _bytes(
        {
            "ocf_version": "1.2.0",
            "file_type": "OCF_MANIFEST_FILE",
            "issuer": made(
                "ISSUER",
                "issuer",
                legal_name=table.company,
                formation_date=issuer.formation_date,
                country_of_formation=issuer.country,
            ),
            "as_of": table.as_of,
            "generated_at": moment.isoformat(),
            "comments": [f"Written by xl-udfs; what OCF has no place for is in {SIDECAR}."],
            **named,
        }
    )


def _financings(ledger: Transactions) -> list[Object]:
    return [
        made(
            "FINANCING",
            f"financing-{number}",
            name=deal,
            date=min(str(issuance["date"]) for issuance in issuances),
            issuance_ids=[issuance["id"] for issuance in issuances],
        )
        for number, (deal, issuances) in enumerate(ledger.deals.items(), start=1)
    ]


def _document(sidecar: bytes, prices: Iterable[Object]) -> Object:
    related = [{"object_type": price["object_type"], "object_id": price["id"]} for price in prices]
    return made(
        "DOCUMENT",
        "adjustments",
        path=f"./{SIDECAR}",
        md5=_md5(sidecar),
        related_objects=related or None,
    )


def _sidecar(
    table: CapTableRows,
    known: Known,
    prices: Sequence[Object],
    ledger: Transactions,
    convertibles: Mapping[int, Object],
) -> bytes:
    """Return the rows in full, each with the objects that it was written as."""
    by_id = {one["id"]: one for one in (*ledger.objects, *known.plans.values())}
    of_class: dict[str, list[Object]] = {
        name: [one, *(price for price in prices if price["stock_class_id"] == one["id"])]
        for name, one in known.classes.items()
    }
    rows: dict[str, list[tuple[Any, list[Object]]]] = {
        "tblClasses": [
            (row, of_class.get(row.name) or _listed(known.plans.get(row.name)))
            for row in table.classes
        ],
        "tblHolders": [(row, _listed(known.holders.get(row.name))) for row in table.holders],
        "tblLedger": [
            (row, [by_id[name] for name in ledger.by_line[number]])
            for number, row in enumerate(table.ledger, start=1)
        ],
        "tblConvertibles": [
            (row, _listed(convertibles.get(number)))
            for number, row in enumerate(table.convertibles, start=1)
        ],
        "tblExemptions": [(row, []) for row in table.exemptions],
    }
    steps = [step for step in table.steps if step.event]
    return _bytes(
        {
            "what": WHAT,
            "version": VERSION,
            "adjustments": [
                {
                    "class": step.class_name,
                    "date": step.day,
                    "event": step.event,
                    "price_after": str(step.price),
                    **step.working,
                }
                for step in steps
            ],
            "rows": {
                name: [_entry(row, objects) for row, objects in entries]
                for name, entries in rows.items()
            },
        }
    )


def _listed(one: Object | None) -> list[Object]:
    return [] if one is None else [one]


def _entry(row: Any, objects: Sequence[Object]) -> Object:  # noqa: ANN401 - a row of any kind
    entry: Object = {
        "objects": [one["id"] for one in objects],
        "sha256": digest_of(parsed(_bytes(objects))),
        "row": titled_texts(row),
    }
    made_of = getattr(row, "made", None)
    if made_of is not None and row.event in (
        LedgerEvent.CONVERSION.value,
        LedgerEvent.EXERCISE.value,
    ):
        entry["made"] = str(made_of)
    return entry


def _bytes(document: Any) -> bytes:  # noqa: ANN401 - what JSON holds
    text = json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False, default=_plain)
    return (text + "\n").encode("utf-8", "backslashreplace")


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)


def _md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()
