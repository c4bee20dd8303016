"""The reports that are texts, by the name of their format."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from xl_udfs.engine.reports.junit import junit_report
from xl_udfs.engine.reports.page import html_report
from xl_udfs.engine.reports.records import Reported, json_report
from xl_udfs.engine.reports.sarif import sarif_report
from xl_udfs.engine.reports.text import console_report

_Report: TypeAlias = Callable[[Sequence[Reported], str | None], str]
TEXTS: Mapping[str, _Report] = {
    "console": console_report,
    "json": json_report,
    "junit": junit_report,
    "sarif": sarif_report,
    "html": html_report,
}
