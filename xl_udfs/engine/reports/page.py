"""Results as one HTML file, which loads nothing and runs nothing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from xl_udfs.cells import cell_text
from xl_udfs.engine.checking.checked import Unread
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.reports.records import Reported
from xl_udfs.engine.reports.text import found_by, notices, place, printable, summary

COLUMNS = ("Severity", "Check", "Place", "Formula", "What was found", "Fingerprint")
FILES = (
    "Workbook", "Result", "Formulas", "Equal", "Confirmed", "Errors",
    "Warnings", "Notes",
)  # fmt: skip
HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Findings of xl-udfs</title>
<style>
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem }
table { border-collapse: collapse; margin: .6rem 0 2rem; width: 100% }
th, td { border-bottom: 1px solid #bbb; overflow-wrap: anywhere; padding: .3rem .6rem;
  text-align: left; vertical-align: top }
code { font-size: .9em }
.error { background: #fbe3e0 } .warning { background: #fff3d6 } .note { background: #e8eef7 }
.ignored { color: #666 } td.number { text-align: right; font-variant-numeric: tabular-nums }
th, td.word { overflow-wrap: normal; white-space: nowrap }
.files th:nth-child(n+3) { text-align: right }
.findings td:nth-child(2), .findings td:nth-child(6) { white-space: nowrap }
.findings td:nth-child(3), .findings td:nth-child(5) { min-width: 8rem; overflow-wrap: break-word }
@media (max-width: 55rem) { .files { display: block; overflow-x: auto }
  .findings thead { display: none } .findings tr { border-bottom: 1px solid #bbb }
  .findings tr, .findings td { display: block } .findings tr { padding: .4rem 0 }
  .findings td { border: 0; padding: .05rem .6rem } }
a { color: inherit } h2 { border-top: 2px solid #888; margin-top: 3rem; padding-top: .6rem }
dl { margin: .3rem 0 1rem } dt { float: left; margin-right: .6rem }
@media (prefers-color-scheme: dark) { body { background: #181818; color: #ddd }
  .error { background: #4a2420 } .warning { background: #453a1c } .note { background: #24303f } }
</style>
</head>
<body>
<h1>Findings of xl-udfs</h1>
"""


def html_report(results: Sequence[Reported], stamp: str | None = None) -> str:
    """Return all workbooks as one page: a table of them, then what was found in each."""
    moment = "" if stamp is None else f"<p>Made at {_safe(stamp)}.</p>\n"
    numbered = [*enumerate(results, start=1)]
    rows = "".join(_file(number, reported) for number, reported in numbered)
    files = f'<table class="files">\n{_heads(FILES)}<tbody>\n{rows}</tbody>\n</table>\n'
    body = "".join(piece for number, reported in numbered for piece in _workbook(number, reported))
    return f"{HEAD}{moment}{files}{body}</body>\n</html>\n"


def _safe(text: str) -> str:
    return escape(printable(text))


def _heads(names: Sequence[str]) -> str:
    cells = "".join(f'<th scope="col">{name}</th>' for name in names)
    return f"<thead><tr>{cells}</tr></thead>\n"


def _file(number: int, reported: Reported) -> str:
    outcome = reported.outcome
    name = f'<td><a href="#w{number}">{_safe(reported.path)}</a></td>'
    if isinstance(outcome, Unread):
        cells = f'<td colspan="{len(FILES) - 1}">not read: {_safe(outcome.code)}</td>'
        return f'<tr class="error">{name}{cells}</tr>\n'
    gravity = Counter(finding.severity for finding in outcome.findings)
    counts = outcome.counts
    numbers = (
        *(counts.formulas, counts.equal, counts.confirmed),
        *(gravity[severity] for severity in Severity),
    )
    cells = "".join(f'<td class="number">{number:,}</td>' for number in numbers)
    worst = next((f' class="{one.value}"' for one in Severity if gravity[one]), "")
    return f'<tr{worst}>{name}<td class="word">{_safe(reported.code)}</td>{cells}</tr>\n'


def _workbook(number: int, reported: Reported) -> Iterator[str]:
    yield f'<h2 id="w{number}">{_safe(reported.path)}</h2>\n'
    outcome = reported.outcome
    if isinstance(outcome, Unread):
        yield f'<p class="error">Not read: {_safe(outcome.message)} ({_safe(outcome.code)})</p>\n'
        return
    yield f"<p>{_safe(summary(outcome))}</p>\n"
    if outcome.notices:
        items = "".join(f"<li>{escape(line)}</li>" for line in notices(outcome))
        yield f"<p>What reaches outside the file:</p>\n<ul>{items}</ul>\n"
    if not outcome.findings and not outcome.ignored:
        yield "<p>Nothing was found.</p>\n"
        return
    yield f'<table class="findings">\n{_heads(COLUMNS)}<tbody>\n'
    for finding in outcome.findings:
        yield _row(finding, finding.severity.value, finding.message)
    for ignored in outcome.ignored:
        message = f"{ignored.finding.message} (ignored: {ignored.reason})"
        yield _row(ignored.finding, "ignored", message)
    yield "</tbody>\n</table>\n"
    if outcome.findings:
        remedies = "".join(
            f"<dt><code>{check.id}</code></dt><dd>{_safe(check.remedy)}</dd>\n"
            for check in found_by(outcome)
        )
        yield f"<p>What to do:</p>\n<dl>\n{remedies}</dl>\n"


def _row(finding: Finding, kind: str, message: str) -> str:
    formula = finding.formula or (cell_text(finding.cached) if finding.cells else "")
    cells = (
        _safe(kind),
        f"<code>{_safe(finding.id)}</code>",
        escape(place(finding)),
        f"<code>{_safe(formula)}</code>",
        _safe(message),
        f"<code>{_safe(finding.fingerprint[:12])}</code>",
    )
    return f'<tr class="{_safe(kind)}">{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>\n'
