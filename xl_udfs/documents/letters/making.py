"""From a workbook to its letters: which template it is, whether it may be sent, what is asked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from xl_udfs.core.errors import CapTableError
from xl_udfs.core.letters.letter import Letter
from xl_udfs.documents.letters import adjustment_book, cap_table_book, redemption_book
from xl_udfs.documents.letters.asked import LetterRequest, Notice
from xl_udfs.documents.letters.refusals import AskedError, ContentError, UnreadyError
from xl_udfs.documents.letters.values import Values, printed
from xl_udfs.engine.api import NO_DATA, Book, Recalculation, refuse_other_version
from xl_udfs.versions import VERSIONS

Reader: TypeAlias = Callable[[Values, LetterRequest, str], Iterator[tuple[str, Letter]]]
READERS: Mapping[tuple[Notice | None, str], Reader] = {
    (None, "adjustment_certificate"): adjustment_book.certificates,
    (None, "cap_table"): cap_table_book.certificates,
    (Notice.REDEMPTION, "redemption"): redemption_book.redemptions,
    (Notice.CONVERSION, "redemption"): redemption_book.conversions,
    (Notice.CONVERSION, "cap_table"): cap_table_book.conversions,
}
KNOWN_BY = {  # names that a workbook of no other template has
    "adjustment_certificate": ("in_method", "in_additional_shares"),
    "cap_table": ("tblLedger", "tblCapTable"),
    "redemption": ("in_company_notice", "tblRequest"),
}
LONGEST_EXHIBIT = 60
NAMED = 3  # checks that a sentence names


def letters(book: Book, values: Recalculation, asked: LetterRequest) -> list[tuple[str, Letter]]:
    """Return the letters that are asked for, each with the name of its addressee.

    Args:
        book: the workbook.
        values: what its formulas give.
        asked: which letters, and to whom.

    Raises:
        UnreadableError: where it is of another version.
        LetterError: where there is no such letter, the workbook lacks what it needs, or its own
            checks say that it must not be sent.
    """
    refuse_other_version(book.package, VERSIONS)
    read = Values(book, values)
    template = _template(read)
    reader = READERS.get((asked.notice, template))
    if reader is None:
        raise AskedError(_not_of(template, asked.notice))
    draft = _draft(read, asked)
    if asked.annex and asked.notice is not None:
        raise AskedError("--annex is the history of a price, which a certificate of adjustment has")
    exhibit = _exhibit(asked.exhibit)
    try:
        made = reader(read, asked, draft)
        return [(name, replace(letter, exhibit=exhibit)) for name, letter in made]
    except CapTableError as refusal:
        raise ContentError(str(refusal)) from refusal


def _exhibit(asked: str) -> str:
    """Return the line on top of the first page: of a number, as 99.1, Exhibit 99.1."""
    line = printed(asked)
    if len(line) > LONGEST_EXHIBIT:
        raise AskedError(
            f"--exhibit has {len(line)} letters; it must be a line of at most {LONGEST_EXHIBIT}, "
            "as 99.1"
        )
    return f"Exhibit {line}" if line[:1].isdigit() else line


def _not_of(template: str, notice: Notice | None) -> str:
    """Say that a workbook of that template has no such letter."""
    if notice is None:
        known = " or ".join(notice.value for notice in Notice)
        return (
            f"a {template} workbook has no certificate of adjustment; name a notice, --notice "
            f"{known}"
        )
    made = "redemption" if notice is Notice.REDEMPTION else "redemption or cap_table"
    return f"--notice {notice.value} is made of a {made} workbook; this one is made from {template}"


def _template(values: Values) -> str:
    """Return which template a workbook is made from, by the names that only that one has."""
    for template, names in KNOWN_BY.items():
        if all(map(values.has, names)):
            return template
    raise ContentError(
        f"it is not made from a template that letters are made of: {', '.join(KNOWN_BY)}"
    )


def _failed(values: Values) -> Iterator[str]:
    """Yield what is not in order: inputs to fill, and the checks of what has data."""
    may_be_empty = values.has("tblToFill")  # a blank copy knows what it lacks
    if may_be_empty:
        for row in values.rows("tblToFill", "Sheet", "Open"):
            if row["Open"].cell == 1:
                yield f"inputs to fill on {row['Sheet'].text()}"
    checks = [*values.rows("tblChecks", "Check", "Status")]
    failing = [row for row in checks if row["Status"].cell not in {"OK", NO_DATA}]
    if not (failing or may_be_empty):  # what waits for an entry that does not fit has no data
        failing = [row for row in checks if row["Status"].cell == NO_DATA]
    for row in failing:
        yield row["Check"].text()


def _draft(values: Values, asked: LetterRequest) -> str:
    """Return what is said on every page of a draft, "" for a letter that may be sent.

    Raises:
        UnreadyError: where a check of the workbook is not OK and no draft is asked for.
    """
    failed = list(_failed(values))
    if not asked.draft:
        if not failed:
            return ""
        more = f" and {len(failed) - NAMED} more" if len(failed) > NAMED else ""
        raise UnreadyError(
            f"the workbook's master check is not OK: {'; '.join(failed[:NAMED])}{more}. Mend what "
            "they show, or ask for a --draft, which says so on every page"
        )
    if failed:
        checks = "1 check" if len(failed) == 1 else f"{len(failed)} checks"
        return f"DRAFT, not to be sent: {checks} of the workbook to look at"
    return "DRAFT, not to be sent"
