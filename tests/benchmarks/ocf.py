"""How long a package of the Open Cap Format takes to become a workbook: ``ocf.py 10000``.

The package is made up: founders, investors of three rounds, and employees whose options are
granted, exercised, cancelled and passed on over ten years. CPU time of the whole command, beside
that in which openpyxl writes a sheet of as many rows and of a ledger's columns, of plain texts.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, cycle
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from subprocess import run
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

RUNS = 3
COMMAND = Path(sys.executable).with_name("xl-udfs")
PLAIN = """
import sys
from openpyxl import Workbook
book = Workbook()
for row in range(int(sys.argv[1])):
    book.worksheets[0].append([f"text {row}"] * 39)
book.save(sys.argv[2])
"""
Object: TypeAlias = dict[str, Any]
START, YEARS = date(2014, 1, 6), 10
CLASSES = (("common", "Common", "COMMON"), ("a", "Series A", "PREFERRED"))


def money(amount: str) -> Object:
    """Return an amount of dollars."""
    return {"amount": amount, "currency": "USD"}


def transactions(number: int, holders: int) -> Iterator[Object]:
    """Yield so many transactions, and perhaps a few more, day after day."""
    ids = count(1)
    people = cycle(range(holders))
    kinds = cycle(("grant", "stock", "grant", "exercise", "grant", "transfer", "grant", "cancel"))
    granted: list[tuple[str, int]] = []
    owned: list[str] = []
    made = 0
    while made < number:
        day = (START + timedelta(days=made * 365 * YEARS // number)).isoformat()
        serial, kind, who = next(ids), next(kinds), f"holder-{next(people)}"
        head = {"id": f"tx-{serial}", "date": day}
        new = {"security_id": f"s-{serial}", "custom_id": f"S-{serial}", "stakeholder_id": who}
        if kind == "grant":
            granted.append((f"s-{serial}", serial))
            yield {**head, **new, "object_type": "TX_EQUITY_COMPENSATION_ISSUANCE",
                "stock_plan_id": "plan", "compensation_type": "OPTION", "quantity": "1000",
                "exercise_price": money("0.50"), "expiration_date": None,
                "termination_exercise_windows": [], "security_law_exemptions": []}  # fmt: skip
        elif kind == "exercise":
            security, _ = granted.pop(0)
            owned.append(f"s-{serial}")
            yield {**head, "object_type": "TX_EQUITY_COMPENSATION_EXERCISE",
                "security_id": security, "quantity": "1000",
                "resulting_security_ids": [f"s-{serial}"]}  # fmt: skip
            yield _stock(f"tx-{serial}-stock", day, new, "common", "0.50")
            made += 1
        elif kind == "cancel":
            security, _ = granted.pop(0)
            yield {**head, "object_type": "TX_EQUITY_COMPENSATION_CANCELLATION",
                "security_id": security, "quantity": "1000", "reason_text": "left"}  # fmt: skip
        elif kind == "transfer":
            owned.append(f"s-{serial}")
            yield {**head, "object_type": "TX_STOCK_TRANSFER", "security_id": owned.pop(0),
                "quantity": "1000", "resulting_security_ids": [f"s-{serial}"]}  # fmt: skip
            yield _stock(f"tx-{serial}-stock", day, new, "common", "0.00")
            made += 1
        else:
            series = ("common", "a")[serial % 16 == 2]
            if series == "common":
                owned.append(f"s-{serial}")
            yield _stock(head["id"], day, new, series, "1.00")
        made += 1


def _stock(identity: str, day: str, new: Object, series: str, price: str) -> Object:
    return {**new, "object_type": "TX_STOCK_ISSUANCE", "id": identity, "date": day,
        "stock_class_id": series, "share_price": money(price), "quantity": "1000",
        "security_law_exemptions": [], "stock_legend_ids": []}  # fmt: skip


def write_package(folder: Path, number: int) -> Path:
    """Write a package with so many transactions into a folder, and return the folder."""
    folder.mkdir(exist_ok=True)
    holders = max(number // 10, 10)
    right = {"conversion_mechanism": {"type": "RATIO_CONVERSION", "conversion_price": money("1.00"),
        "ratio": {"numerator": "1", "denominator": "1"}, "rounding_type": "FLOOR"},
        "converts_to_stock_class_id": "common"}  # fmt: skip
    rights: Object = {"conversion_rights": [right], "liquidation_preference_multiple": "1"}
    lists: dict[str, list[Object]] = {
        "stakeholders": [
            {"object_type": "STAKEHOLDER", "id": f"holder-{one}", "stakeholder_type": "INDIVIDUAL",
             "name": {"legal_name": f"Holder {one}"}} for one in range(holders)
        ],
        "stock_classes": [
            {"object_type": "STOCK_CLASS", "id": identity, "name": name, "class_type": kind,
             "default_id_prefix": f"{identity}-", "initial_shares_authorized": "100000000",
             "votes_per_share": "1", "seniority": "1", "price_per_share": money("1.00")}
            | (rights if kind == "PREFERRED" else {})
            for identity, name, kind in CLASSES
        ],
        "stock_plans": [
            {"object_type": "STOCK_PLAN", "id": "plan", "plan_name": "Plan",
             "board_approval_date": START.isoformat(), "initial_shares_reserved": "50000000",
             "stock_class_ids": ["common"]}
        ],
        "transactions": [*transactions(number, holders)],
    }  # fmt: skip
    manifest: Object = {
        "file_type": "OCF_MANIFEST_FILE",
        "ocf_version": "1.2.0",
        "issuer": {"object_type": "ISSUER", "id": "issuer", "legal_name": "Made Up, Inc.",
            "formation_date": START.isoformat(), "country_of_formation": "US"},
        "as_of": "2025-12-31",
        "generated_at": "2026-01-01T00:00:00Z",
    }  # fmt: skip
    for name, items in lists.items():
        content = json.dumps({"items": items}).encode()
        (folder / f"{name}.json").write_bytes(content)
        digest = hashlib.md5(content, usedforsecurity=False).hexdigest()
        manifest[f"{name}_files"] = [{"filepath": f"./{name}.json", "md5": digest}]
    (folder / "Manifest.json").write_text(json.dumps(manifest))
    return folder


def cpu_seconds(*words: object) -> float:
    """Return the least CPU time that a process of three took, s."""
    times = []
    for _ in range(RUNS):
        before = getrusage(RUSAGE_CHILDREN)
        run([*map(str, words)], capture_output=True, check=True)  # noqa: S603 - our own commands
        after = getrusage(RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or ["100", "700", "3000", "10000"]):
        with TemporaryDirectory() as home:
            package, book = write_package(Path(home, "package"), size), Path(home, "out.xlsx")
            taken = cpu_seconds(COMMAND, "ocf", "import", package, book, "--overwrite")
            plain = cpu_seconds(sys.executable, "-c", PLAIN, size, Path(home, "plain.xlsx"))
            said = f"{taken:.1f} s of CPU, {taken / plain:.1f} times openpyxl's"
            print(f"{size} transactions: {said}")  # noqa: T201
