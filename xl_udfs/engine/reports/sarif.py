"""Results as SARIF 2.1.0, which code hosts show beside a change."""

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from xl_udfs import __version__
from xl_udfs.engine.checking.checks.catalogue import CHECKS
from xl_udfs.engine.checking.finding import Severity
from xl_udfs.engine.reports.records import Record
from xl_udfs.engine.reports.text import place, printable, sentence
from xl_udfs.engine.utf8_json import json_text

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {severity.value: severity.value for severity in Severity}  # the same words
SPECIAL = re.compile(r"[\[\]\\]")  # of a link in a message (SARIF 3.11.6)


def sarif_report(results: Sequence[Record], stamp: str | None = None) -> str:
    """Return all workbooks as one run."""
    read = [record for record in results if record["error"] is None]
    refused = [record for record in results if record["error"] is not None]
    invocation: dict[str, Any] = {"executionSuccessful": not refused}
    if refused:
        invocation["toolExecutionNotifications"] = [_notification(record) for record in refused]
    if stamp is not None:
        invocation["endTimeUtc"] = stamp
    rules = [
        {
            "id": check.id,
            "shortDescription": {"text": check.description},
            "fullDescription": {"text": f"{check.description} {check.why}"},
            "help": {"text": check.remedy},
            "defaultConfiguration": {"level": LEVELS[check.severity.value]},
        }
        for check in CHECKS.values()
    ]
    run = {
        "tool": {"driver": {"name": "xl-udfs", "version": __version__, "rules": rules}},
        "invocations": [invocation],
        "results": [
            _result(record, finding)
            for record in read
            for finding in (*record["findings"], *record["ignored"])
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(log)


def _message(text: str) -> dict[str, str]:
    escaped = SPECIAL.sub(lambda found: f"\\{found[0]}", text)
    return {"text": escaped.replace("{", "{{").replace("}", "}}")}


def _location(record: Record) -> dict[str, Any]:
    path = PurePath(record["path"])
    uri = quote(path.as_posix())
    return {"artifactLocation": {"uri": f"file://{uri}" if path.is_absolute() else uri}}


def _result(record: Record, finding: Record) -> dict[str, Any]:
    result = {
        "ruleId": finding["id"],
        "ruleIndex": [*CHECKS].index(finding["id"]),
        "level": LEVELS[finding["severity"]],
        "message": _message(f"{place(finding)}: {sentence(finding)}"),
        "locations": [
            {
                "physicalLocation": _location(record),
                "logicalLocations": [{"fullyQualifiedName": place(finding)}],
            }
        ],
        "partialFingerprints": {"xlUdfs/v1": finding["fingerprint"]},
    }
    if "reason" in finding:
        why = printable(finding["reason"])
        result["suppressions"] = [{"kind": "external", "justification": why}]
    return result


def _notification(record: Record) -> dict[str, Any]:
    error = record["error"]
    return {
        "level": "error",
        "descriptor": {"id": error["code"]},
        "message": _message(printable(error["message"])),
        "locations": [{"physicalLocation": _location(record)}],
    }
