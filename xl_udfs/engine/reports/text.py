"""Results of the validator as lines for people."""

from collections.abc import Iterator, Sequence

from xl_udfs.engine.checking.compare import Verdict
from xl_udfs.engine.reports.records import Record


def printable(text: str) -> str:
    r"""Return a text in which nothing moves a terminal: ``\x1b`` for an escape."""
    if text.isprintable():
        return text
    return "".join(
        character
        if character.isprintable()
        else character.encode("unicode_escape", "surrogatepass").decode()
        for character in text
    )


def place(finding: Record) -> str:
    """Write where a finding is: ``Sheet!B2:B9``, a sheet, a name, or the workbook."""
    sheet, cells, name = finding["sheet"] or "", finding["range"] or "", finding["name"] or ""
    return printable(f"{sheet}!{cells}" if cells else sheet or name or "the workbook")


def sentence(finding: Record) -> str:
    """Write a finding with its formula."""
    return printable(" ".join(part for part in (finding["formula"], finding["message"]) if part))


def summary(record: Record) -> str:
    """Return the counts of one workbook as a line."""
    keys = [verdict.value for verdict in Verdict]
    counts = ", ".join(f"{record[key.replace('-', '_')]} {key.replace('-', ' ')}" for key in keys)
    ignored = f", {len(record['ignored'])} ignored" if record["ignored"] else ""
    return (
        f"{record['formulas']} formulas, {record['recomputed']} recomputed, "
        f"{record['equal']} equal, {counts}, {record['volatile']} volatile{ignored}"
    )


def lines(record: Record) -> Iterator[str]:
    """Yield a line for each finding."""
    for finding in record["findings"]:
        yield f"{finding['id']}: {place(finding)} {sentence(finding)}"


def notices(record: Record) -> Iterator[str]:
    """Yield a line for each thing in the file that reaches outside it."""
    for notice in record["notices"]:
        yield printable(f"{notice['kind']} in {notice['part']}: {notice['detail']}")


def workbook_lines(record: Record) -> Iterator[str]:
    """Yield the counts of one workbook that was read, and all that was found."""
    yield summary(record)
    yield from (f"  {line}" for line in lines(record))
    yield from (f"  note: {line}" for line in notices(record))


def _workbook(record: Record) -> str:
    path, error = printable(record["path"]), record["error"]
    if error is not None:
        return f"{path}: {printable(error['message'])} ({error['code']})\n"
    return f"{path}: " + "".join(f"{line}\n" for line in workbook_lines(record))


def console_report(results: Sequence[Record], stamp: str | None = None) -> str:
    """Return all workbooks as a person reads them."""
    moment = "" if stamp is None else f"made at {stamp}\n"
    return moment + "".join(map(_workbook, results))
