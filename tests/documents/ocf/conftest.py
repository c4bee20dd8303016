"""Packages of our own, written for one test each, and those that lie beside the project."""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from tests.conftest import ROOT

SHARED = ROOT.parent / "shared" / "ocf"
Object: TypeAlias = dict[str, Any]
Made: TypeAlias = Callable[..., Path]

COMMON: Object = {
    "object_type": "STOCK_CLASS",
    "id": "common",
    "name": "Common",
    "class_type": "COMMON",
    "default_id_prefix": "CS-",
    "initial_shares_authorized": "1000000",
    "votes_per_share": "1",
    "seniority": "1",
}
SERIES_A: Object = {
    "object_type": "STOCK_CLASS",
    "id": "a",
    "name": "Series A",
    "class_type": "PREFERRED",
    "default_id_prefix": "PA-",
    "initial_shares_authorized": "500000",
    "votes_per_share": "1",
    "price_per_share": {"amount": "3.00", "currency": "USD"},
    "seniority": "3",
    "liquidation_preference_multiple": "1.5",
    "conversion_rights": [
        {
            "conversion_mechanism": {
                "type": "RATIO_CONVERSION",
                "conversion_price": {"amount": "1.50", "currency": "USD"},
                "ratio": {"numerator": "2", "denominator": "1"},
                "rounding_type": "FLOOR",
            },
            "converts_to_stock_class_id": "common",
        }
    ],
}
PLAN: Object = {
    "object_type": "STOCK_PLAN",
    "id": "plan",
    "plan_name": "2020 Plan",
    "board_approval_date": "2020-01-01",
    "initial_shares_reserved": "1000",
    "stock_class_ids": ["common"],
}
MANIFEST: Object = {
    "file_type": "OCF_MANIFEST_FILE",
    "ocf_version": "1.2.0",
    "issuer": {
        "object_type": "ISSUER",
        "id": "issuer",
        "legal_name": "Own Example, Inc.",
        "formation_date": "2019-01-01",
        "country_of_formation": "US",
    },
    "as_of": "2024-12-31",
    "generated_at": "2025-01-01T00:00:00Z",
}


def holder(identity: str, name: str = "") -> Object:
    """Return a stakeholder."""
    return {
        "object_type": "STAKEHOLDER",
        "id": identity,
        "name": {"legal_name": name or identity.capitalize()},
        "stakeholder_type": "INDIVIDUAL",
    }


def issuance(security: str, number: str, **fields: object) -> Object:
    """Return an issuance of common stock to Ann on the second of January 2020, or another one."""
    return {
        "object_type": "TX_STOCK_ISSUANCE",
        "id": f"tx-{security}",
        "security_id": security,
        "custom_id": security.upper(),
        "date": "2020-01-02",
        "stakeholder_id": "ann",
        "stock_class_id": "common",
        "share_price": {"amount": "0.01", "currency": "USD"},
        "quantity": number,
        "security_law_exemptions": [],
        "stock_legend_ids": [],
    } | fields


def grant(security: str, number: str, **fields: object) -> Object:
    """Return a grant of options at $0.50 to Ann under the plan."""
    return {
        "object_type": "TX_EQUITY_COMPENSATION_ISSUANCE",
        "id": f"tx-{security}",
        "security_id": security,
        "custom_id": security.upper(),
        "date": "2020-01-02",
        "stakeholder_id": "ann",
        "stock_plan_id": "plan",
        "compensation_type": "OPTION",
        "quantity": number,
        "exercise_price": {"amount": "0.50", "currency": "USD"},
        "expiration_date": None,
        "termination_exercise_windows": [],
        "security_law_exemptions": [],
    } | fields


def event(kind: str, security: str, day: str, **fields: object) -> Object:
    """Return a transaction that something happens to a security by."""
    return {
        "object_type": f"TX_{kind}",
        "id": f"{kind.lower()}-{security}",
        "security_id": security,
        "date": day,
    } | fields


def write(folder: Path, lists: Mapping[str, list[Object]], manifest: Object) -> Path:
    """Write a package: a file for each list, named by the manifest with its md5."""
    folder.mkdir(parents=True, exist_ok=True)
    named: Object = {}
    for name, items in lists.items():
        content = json.dumps({"items": items}).encode()
        (folder / f"{name}.json").write_bytes(content)
        digest = hashlib.md5(content, usedforsecurity=False).hexdigest()
        named[f"{name}_files"] = [{"filepath": f"./{name}.json", "md5": digest}]
    (folder / "Manifest.json").write_text(json.dumps({**MANIFEST, **named, **manifest}))
    return folder


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Return a function that writes a package with these transactions and lists."""

    def make(*transactions: Object, manifest: Object | None = None, **lists: list[Object]) -> Path:
        every = {
            "stakeholders": [holder("ann"), holder("bob")],
            "stock_classes": [COMMON, SERIES_A],
            "stock_plans": [PLAN],
            "transactions": list(transactions),
            **lists,
        }
        return write(tmp_path / "package", every, manifest or {})

    return make


def shared(name: str) -> Path:
    """Return a package that lies beside the project, or skip the test."""
    if not SHARED.is_dir():
        pytest.skip(f"the packages of the Open Cap Table Coalition are not at {SHARED}")
    return SHARED / name
