"""Results as SARIF 2.1.0, which code hosts show beside a change."""

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from xl_udfs import __version__
from xl_udfs.engine.checking.checked import Checked, Unread
from xl_udfs.engine.checking.checks.all_checks import CHECKS
from xl_udfs.engine.checking.finding import Finding
from xl_udfs.engine.reports.records import Reported
from xl_udfs.engine.reports.text import place, printable, sentence
from xl_udfs.engine.utf8_json import json_text

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SPECIAL = re.compile(r"[\[\]\\]")  # of a link in a message (SARIF 3.11.6)


def sarif_report(results: Sequence[Reported], stamp: str | None = None) -> str:
    """Return all workbooks as one run."""
    found: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []
    for reported in results:
        match reported.outcome:
            case Unread() as unread:
                refused.append(_notification(reported.path, unread))
            case Checked() as checked:
                found += [_result(reported.path, finding) for finding in checked.findings]
                found += [
                    _result(reported.path, ignored.finding, ignored.reason)
                    for ignored in checked.ignored
                ]
    invocation: dict[str, Any] = {"executionSuccessful": not refused}
    if refused:
        invocation["toolExecutionNotifications"] = refused
    if stamp is not None:
        invocation["endTimeUtc"] = stamp
    rules = [
        {
            "id": check.id,
            "shortDescription": {"text": check.description},
            "fullDescription": {"text": f"{check.description} {check.why}"},
            "help": {"text": check.remedy},
            "defaultConfiguration": {"level": check.severity.value},
        }
        for check in CHECKS.values()
    ]
    run = {
        "tool": {"driver": {"name": "xl-udfs", "version": __version__, "rules": rules}},
        "invocations": [invocation],
        "results": found,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(log)


def _message(text: str) -> dict[str, str]:
    escaped = SPECIAL.sub(lambda found: f"\\{found[0]}", text)
    return {"text": escaped.replace("{", "{{").replace("}", "}}")}


def _location(name: str) -> dict[str, Any]:
    path = PurePath(name)
    uri = quote(path.as_posix())
    return {"artifactLocation": {"uri": f"file://{uri}" if path.is_absolute() else uri}}


def _result(path: str, finding: Finding, reason: str | None = None) -> dict[str, Any]:
    result = {
        "ruleId": finding.id,
        "ruleIndex": [*CHECKS].index(finding.id),
        "level": finding.severity.value,
        "message": _message(f"{place(finding)}: {sentence(finding)}"),
        "locations": [
            {
                "physicalLocation": _location(path),
                "logicalLocations": [{"fullyQualifiedName": place(finding)}],
            }
        ],
        "partialFingerprints": {"xlUdfs/v1": finding.fingerprint},
    }
    if reason is not None:
        result["suppressions"] = [{"kind": "external", "justification": printable(reason)}]
    return result


def _notification(path: str, unread: Unread) -> dict[str, Any]:
    return {
        "level": "error",
        "descriptor": {"id": unread.code},
        "message": _message(printable(unread.message)),
        "locations": [{"physicalLocation": _location(path)}],
    }
