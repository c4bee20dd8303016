"""Results as JUnit XML: a suite for each workbook, a case for each check."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from xl_udfs.engine.checking.checked import Checked, Unread
from xl_udfs.engine.checking.checks.all_checks import CHECKS
from xl_udfs.engine.checking.finding import Severity
from xl_udfs.engine.reports.records import Reported
from xl_udfs.engine.reports.text import place, printable, sentence

FAILING = (Severity.ERROR, Severity.WARNING)


def junit_report(results: Sequence[Reported], stamp: str | None = None) -> str:
    """Return all workbooks as one XML document. A note is output, a finding a failure."""
    suites = [_suite(reported, stamp) for reported in results]
    root = Element("testsuites", {"name": "xl-udfs"})
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in suites)))
    root.extend(suites)
    indent(root, " ")
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _suite(reported: Reported, stamp: str | None) -> Element:
    path, outcome = printable(reported.path), reported.outcome
    suite = Element("testsuite", {"name": path})
    if stamp is not None:
        suite.set("timestamp", stamp)
    if isinstance(outcome, Unread):
        case = SubElement(suite, "testcase", {"name": "readable", "classname": path})
        failed = SubElement(case, "error", {"type": outcome.code})
        failed.set("message", printable(outcome.message))
    else:
        for check in CHECKS:
            _case(suite, path, check, outcome)
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", str(len(suite.findall("testcase/error"))))
    return suite


def _case(suite: Element, path: str, check: str, checked: Checked) -> None:
    case = SubElement(suite, "testcase", {"name": check, "classname": path})
    found = [finding for finding in checked.findings if finding.id == check]
    listed = "\n".join(f"{place(finding)} {sentence(finding)}" for finding in found)
    failing = [finding for finding in found if finding.severity in FAILING]
    if failing:
        count = f"{len(failing)} finding{'s' * (len(failing) != 1)}"
        failure = SubElement(case, "failure", {"type": check, "message": count})
        failure.text = f"{listed}\nwhat to do: {CHECKS[check].remedy}"
    elif found:
        SubElement(case, "system-out").text = listed
