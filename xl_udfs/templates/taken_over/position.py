"""The position of a day in a cap table: its classes, its holders and what each holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from xl_udfs.cells import SHIFT, CellValue, ExcelError, moment_of
from xl_udfs.engine.api import (
    ComputedWorkbook,
    Place,
    UnreadableError,
    Unsupported,
    origin_of,
    refuse_other_version,
)
from xl_udfs.engine.tables.inputs import named_cells
from xl_udfs.engine.workbook.book import data_of
from xl_udfs.nearest import nearest
from xl_udfs.templates.sheets.source import DRAFT
from xl_udfs.versions import VERSIONS

Taken: TypeAlias = CellValue | date
HeldLine: TypeAlias = Mapping[str, Taken]  # the values of a row by the titles of its columns
SOUND = {"ALL CHECKS OK", "ALL CHECKS WITH DATA OK"}
CHECKED = Place("Checks", (4, 2))  # the master check
MOST_NAMED = 6  # columns that a sentence names
NEEDED: Mapping[str, tuple[str, ...]] = {
    "tblClasses": (
        *("Class", "Type", "Original issue price", "Start date", "Authorized"),
        *("Dividend per share", "Preference price", "Preference multiple"),
        *("Participation", "Cap", "Cap multiple", "Seniority", "Conversion price"),
        *("Common per share", "Shares", "Dividends, $", "Accrued, $", "What is missing"),
    ),
    "tblTerms": ("Class", "Decimals", "Floor", "Smallest change"),  # in force
    "tblLedger": ("Class", "Strike, $", "Split since"),
    "tblCapTable": ("Holder",),
    "tblHolders": ("Holder", "Address for notices"),
    "tblConvertibles": (
        *("Holder", "Kind", "Amount", "Cap", "Discount", "Rate", "From", "Day count"),
    ),
    "tblPaid": ("Holder", "Date", "Amount"),
    "tblInstruments": ("Class", "Name in full", "Instrument", "Dated", "Section on issues"),
}
DATES = {"Start date", "Dated", "From", "Date", "in_letter_date", "in_as_of"}
LETTER_DECIMALS = "Decimals of a letter"  # not those to which a charter rounds
COMPANY = (
    *("in_company", "in_company_address", "in_signatory", "in_office"),
    *("in_letter_date", "in_as_of"),
)


@dataclass(frozen=True, kw_only=True)
class TakenPosition:
    """What a cap table shows on a day."""

    file: str  # its name
    company: HeldLine  # its inputs, by name
    taken_on: date
    state: str = "ALL CHECKS OK"  # what its master check says
    classes: tuple[HeldLine, ...]  # those with a name, in its order
    terms: tuple[HeldLine, ...] = ()  # of price, in force for each
    holders: tuple[tuple[str, tuple[float, ...]], ...]  # the number of each class, in that order
    strikes: Mapping[
        str, frozenset[float]
    ]  # of the lines of the ledger, as splits moved them, by class
    addresses: Mapping[str, Taken]  # for notices, by holder
    convertibles: tuple[HeldLine, ...] = ()
    paid: tuple[HeldLine, ...] = ()  # on account of what converts
    instruments: tuple[HeldLine, ...] = ()

    @property
    def day(self) -> str:
        """Return the day of the position, in words."""
        day = self.company.get("in_as_of")
        return day.isoformat() if isinstance(day, date) else "today"

    @property
    def is_sound(self) -> bool:
        """Whether its master check found nothing."""
        return self.state in SOUND

    def source(self, what: str = "") -> HeldLine:
        """Return the inputs that tell where what is taken over comes from."""
        told = (self.file, what, f"position of {self.day}", f"taken over on {self.taken_on}")
        return {
            "in_source": ", ".join(filter(None, told)),
            "in_source_state": self.state if self.is_sound else f"{DRAFT}{self.state}",
        }

    def place_of(self, name: str | None) -> int:
        """Return the place of a preferred class; without a name of the one that someone holds.

        Raises:
            UnreadableError: where there is none, or several.
        """
        preferred = {
            str(line["Class"]): place
            for place, line in enumerate(self.classes)
            if line["Type"] == "preferred"
        }
        if not preferred:
            raise refused(
                f"{self.file} has no class of the type preferred, and this workbook is about one; "
                "type it on the sheet Classes and its shares on Ledger, or make the workbook "
                "without --from"
            )
        if name is not None:
            for known, place in preferred.items():
                if known.casefold() == name.casefold():
                    return place
            raise refused(
                f'{self.file} has no preferred class "{name}"{nearest(name, preferred)}; '
                f"there are {', '.join(preferred)}"
            )
        held = [known for known, at in preferred.items() if number_in(self.classes[at], "Shares")]
        if not held:
            raise refused(
                f"no one holds a preferred class of {self.file}; type its shares on the sheet "
                f"Ledger, or name a class with --class: {', '.join(preferred)}"
            )
        if len(held) > 1:
            raise refused(
                f"name a class of {self.file} with --class; someone holds: {', '.join(held)}"
            )
        return preferred[held[0]]

    def about(self, name: str) -> HeldLine:
        """Return all that is known of a class: its rows in the lists, and the company's inputs."""
        found: dict[str, Taken] = {**self.company, "Name in full": name}
        for rows in (self.terms, self.classes, self.instruments):
            for line in rows:
                if line["Class"] == name:
                    found |= {title: value for title, value in line.items() if known(value)}
        return found

    def holders_of(self, place: int) -> Iterator[tuple[str, float]]:
        """Yield who holds something of a class, and how many."""
        return ((name, held[place]) for name, held in self.holders if held[place])


def known(value: Taken) -> bool:
    """Whether a cell shows something."""
    return value not in {None, ""}


def number_in(line: HeldLine, title: str) -> float | None:
    """Return the number in a column, None where it shows none."""
    value = line.get(title)
    return value if isinstance(value, float) else None


def owed(line: HeldLine) -> float:
    """Return the dividends of a class that are declared or have accrued, and are unpaid, $."""
    return sum(number_in(line, title) or 0.0 for title in ("Dividends, $", "Accrued, $"))


def refused(found: str) -> UnreadableError:
    """Return the refusal of a cap table that does not fit."""
    return UnreadableError("E_TABLE", found=found)


def position_of(computed: ComputedWorkbook, file: str, now: datetime) -> TakenPosition:
    """Return the position that a cap table shows, each formula computed anew.

    Args:
        computed: the workbook.
        file: its name.
        now: the day on which it is taken over.

    Raises:
        UnreadableError: where it is not a cap table.
    """
    seen = _BookValues(computed, file)
    package = computed.book.package
    origin = origin_of(package)
    if origin is not None and origin.template != "cap_table":
        raise refused(f"{file} is a workbook of the template {origin.template}, not a cap table")
    refuse_other_version(package, VERSIONS, file)
    lines = {name: seen.lines(name, titles) for name, titles in NEEDED.items()}
    classes = [line for line in lines["tblClasses"] if known(line["Class"])]
    columns = [f"Class {number}" for number in range(1, len(classes) + 1)]
    strikes: dict[str, set[float]] = {}
    for line in lines["tblLedger"]:
        if isinstance(strike := line["Strike, $"], float):
            splits = number_in(line, "Split since") or 1.0
            strikes.setdefault(str(line["Class"]), set()).add(strike / splits)
    return TakenPosition(
        file=file,
        company={name: seen.named(name) for name in COMPANY},
        taken_on=now.date(),
        state=str(seen.value(CHECKED)),
        classes=tuple(classes),
        terms=tuple(lines["tblTerms"]),
        holders=tuple(
            (str(line["Holder"]), tuple(number_in(line, column) or 0.0 for column in columns))
            for line in lines["tblCapTable"]
            if known(line["Holder"])
        ),
        strikes={name: frozenset(found) for name, found in strikes.items()},
        addresses={str(row["Holder"]): row["Address for notices"] for row in lines["tblHolders"]},
        convertibles=tuple(line for line in lines["tblConvertibles"] if known(line["Holder"])),
        paid=tuple(line for line in lines["tblPaid"] if known(line["Holder"])),
        instruments=tuple(
            {
                LETTER_DECIMALS if title == "Decimals" else title: value
                for title, value in line.items()
            }
            for line in lines["tblInstruments"]
        ),
    )


@dataclass(frozen=True, slots=True)
class _BookValues:
    """The values of one workbook by table and name."""

    computed: ComputedWorkbook
    file: str

    def lines(self, name: str, titles: tuple[str, ...]) -> list[HeldLine]:
        """Return the rows of a table, which must have some columns."""
        for sheet in self.computed.book.sheets:
            for table in sheet.tables:
                if str(table.displayName).casefold() != name.casefold():
                    continue
                (first, left), (last, _) = data_of(table)
                columns = [str(column.name) for column in table.tableColumns]
                missing = [title for title in titles if title not in columns]
                if missing:
                    named = ", ".join(missing[:MOST_NAMED])
                    raise refused(
                        f"the table {name} of {self.file} has no column {named}; make the cap "
                        f"table anew with `xl-udfs new cap_table OUT.xlsx --from {self.file}`"
                    )
                return [
                    {
                        title: self._taken(title, Place(sheet.name, (row, left + place)))
                        for place, title in enumerate(columns)
                    }
                    for row in range(first, last + 1)
                ]
        raise refused(f"{self.file} is not a cap table: it has no table {name}")

    def named(self, name: str) -> Taken:
        """Return the value of a named cell, None where there is no such name."""
        places = dict(named_cells(self.computed.book))
        return self._taken(name, places[name]) if name in places else None

    def value(self, place: Place) -> CellValue:
        """Return what a cell shows."""
        if place in self.computed.values:
            value = self.computed.values[place]
            if isinstance(value, Unsupported):
                raise refused(f"{place.sheet} has a value that is not computed: {value.reason}")
            return value
        cell = self.computed.book.cell(place)
        return None if cell is None else cell.value

    def _taken(self, title: str, place: Place) -> Taken:
        """Return what a cell shows; a day as a day, an error as nothing."""
        value = self.value(place)
        if isinstance(value, ExcelError):
            return None
        if title in DATES and isinstance(value, float):
            moment = moment_of(value + (SHIFT if self.computed.book.epoch_1904 else 0))
            return None if moment is None else moment.date()
        return value.date() if isinstance(value, datetime) else value
