"""One object of a package, and its fields read exactly; what does not fit is reported."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from xl_udfs.documents.ocf.names import summed_name
from xl_udfs.documents.ocf.numerals import RIGHT, Numeral, exact_number
from xl_udfs.documents.ocf.report import Report

DOLLARS = "USD"
FIRST_YEAR = 1901  # a workbook knows no day before 1900, and miscounts the first two months
LONGEST = 80  # letters of a value that a sentence shows
LONGEST_TEXT = 10_000  # letters; a cell holds 32,767, and some take several texts
MOST = 10**15  # from here on a workbook's numbers are not exact


def shown_json(value: object) -> str:
    """Write a value for a sentence."""
    text = value if isinstance(value, Numeral) else ascii(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "..."


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of an object or of a part of one."""

    report: Report
    file: str
    object_type: str  # as OCF 1.2.0 names it
    id: str
    values: Mapping[str, Any]
    path: str = ""  # of a part: "conversion_rights[1]."

    def add(self, code: str, field: str = "", **facts: object) -> None:
        """Report something of this object."""
        self.report.add(
            code,
            file=self.file,
            object_type=self.object_type,
            id=self.id,
            field=self.path + field if field else "",
            **facts,
        )

    def has(self, name: str) -> bool:
        """Whether the field is there and has a value."""
        value = self.values.get(name)
        if isinstance(value, dict):
            return value.get("omitted") is not True
        return value not in (None, "")

    def required(self, *names: str, done: str = "it is left out") -> bool:
        """Whether all these are there; reports those that are not."""
        missing = [name for name in names if not self.has(name)]
        for name in missing:
            self.add("missing", name, done=done)
        return not missing

    def note_omitted(self, names: Iterator[str], done: str) -> None:
        """Report the fields that are there only to tell why they are not."""
        for name in names:
            value = self.values[name]
            if isinstance(value, dict) and value.get("omitted") is True:
                self.add("omitted_value", name, comment=shown_json(value.get("comment")), done=done)

    def text(self, name: str) -> str:
        """Return a text on one line, "" where there is none."""
        if not self.has(name):
            return ""
        value = self.values[name]
        if isinstance(value, str):
            if len(value) > LONGEST_TEXT:
                right = f"a text of at most {LONGEST_TEXT:,} letters; these are read"
                self.add("wrong_value", name, value=shown_json(value), right=right)
            kept = "".join(sign if sign.isprintable() else " " for sign in value[:LONGEST_TEXT])
            return " ".join(kept.split())
        self.add("wrong_value", name, value=shown_json(value), right="a text")
        return ""

    def summed(self, name: str, field: str) -> str:
        """Return a name as a workbook's sums find it; reports where that is another one."""
        given = summed_name(name)
        if given != unicodedata.normalize("NFC", name):
            self.add("odd_name", field, name=shown_json(name), given=given)
        return given

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        values = self.values.get(name)
        if values is None:
            return ()
        if isinstance(values, list) and all(isinstance(value, str) for value in values):
            return tuple(values)
        self.add("wrong_value", name, value=shown_json(values), right="a list of texts")
        return ()

    def number(self, name: str) -> Fraction | None:
        """Return a number, exactly; None where there is none."""
        if not self.has(name):
            return None
        value = self.values[name]
        found = exact_number(value) if isinstance(value, str) else None
        if found is None:
            self.add("wrong_value", name, value=shown_json(value), right=RIGHT)
        elif abs(found) >= MOST:
            right = f"below {MOST:,}, up to which a workbook's numbers are exact"
            self.add("wrong_value", name, value=shown_json(value), right=right)
            return None
        elif isinstance(value, Numeral):
            self.add("number_not_text", name, value=value)
        return found

    def count(self, name: str) -> Fraction | None:
        """Return a number, 0 or more."""
        found = self.number(name)
        if found is not None and found < 0:
            self.add("wrong_value", name, value=shown_json(self.values[name]), right="0 or more")
            return None
        return found

    def above_zero(self, name: str) -> Fraction | None:
        """Return a number above 0."""
        found = self.count(name)
        if found == 0:
            self.add("wrong_value", name, value=shown_json(self.values[name]), right="above 0")
            return None
        return found

    def percentage(self, name: str) -> Fraction | None:
        """Return a part of one; OCF lets its leading zero out."""
        if not self.has(name):
            return None
        value = self.values[name]
        filled = f"0{value}" if isinstance(value, str) and value.startswith(".") else value
        found = replace(self, values={name: filled}).count(name)
        if found is not None and found > 1:
            self.add("wrong_value", name, value=shown_json(value), right="a part of one, as 0.2")
            return None
        return found

    def money(self, name: str) -> Fraction | None:
        """Return an amount of money in dollars, 0 or more."""
        if not self.has(name):
            return None
        part = self.part(name)
        if part is None:
            return None
        currency = part.text("currency") or DOLLARS
        if currency != DOLLARS:
            part.add("currency", "currency", currency=currency)
        return part.count("amount")

    def day(self, name: str) -> date | None:
        """Return a day."""
        if not self.has(name):
            return None
        value = self.values[name]
        try:
            day = date.fromisoformat(value if len(value) == len("2022-01-28") else "")
        except (TypeError, ValueError):
            self.add("wrong_value", name, value=shown_json(value), right="a day as 2022-01-28")
            return None
        if day.year < FIRST_YEAR:
            self.add("wrong_value", name, value=value, right=f"a day from {FIRST_YEAR} on")
            return None
        return day

    def part(self, name: str) -> "Fields | None":
        """Return a part that has fields of its own."""
        if not self.has(name):
            return None
        value = self.values[name]
        if isinstance(value, dict):
            return replace(self, values=value, path=f"{self.path}{name}.")
        self.add("wrong_value", name, value=shown_json(value), right="an object")
        return None

    def parts(self, name: str) -> Iterator["Fields"]:
        """Yield each of a list of parts."""
        values = self.values.get(name)
        if values is None:
            return
        if not isinstance(values, list):
            self.add("wrong_value", name, value=shown_json(values), right="a list")
            return
        for place, value in enumerate(values, start=1):
            if isinstance(value, dict):
                yield replace(self, values=value, path=f"{self.path}{name}[{place}].")
            else:
                self.add(
                    "wrong_value", f"{name}[{place}]", value=shown_json(value), right="an object"
                )
