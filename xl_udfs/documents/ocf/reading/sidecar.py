"""Rows that travelled beside a package, in place of what its objects give.

A row stands for the objects that it was written as, as long as they are all there and unchanged;
where another program changed one, what the objects say now counts.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Any

from xl_udfs.documents.ocf.exact import digest_of, row_of
from xl_udfs.documents.ocf.json_text import JsonError, parsed
from xl_udfs.documents.ocf.reading.lines import LedgerLine
from xl_udfs.documents.ocf.reading.manifest import Objects
from xl_udfs.documents.ocf.reading.objects import Fields
from xl_udfs.documents.ocf.rows import (
    CapTableRows,
    ClassRow,
    ConvertibleRow,
    ExemptionRow,
    HolderRow,
    LedgerRow,
)
from xl_udfs.documents.ocf.sidecar import SIDECAR, VERSION, WHAT

TABLES: Mapping[str, type[Any]] = {
    "tblClasses": ClassRow,
    "tblHolders": HolderRow,
    "tblLedger": LedgerRow,
    "tblConvertibles": ConvertibleRow,
    "tblExemptions": ExemptionRow,
}
ADJUSTMENT = "TX_STOCK_CLASS_CONVERSION_RATIO_ADJUSTMENT"


@dataclass(frozen=True, slots=True)
class SidecarRow:
    """A row, the ids of the objects that it was written as, and whether they are so still."""

    row: Any
    ids: tuple[str, ...]
    stands: bool


@dataclass(frozen=True, slots=True)
class ObjectRows:
    """What the objects of a package give, by the ids of those that have rows of their own."""

    table: CapTableRows
    lines: Sequence[LedgerLine]
    holders: Mapping[str, HolderRow]
    classes: Mapping[str, ClassRow]


def sidecar_of(objects: Objects) -> Fields | None:
    """Return the document that names the file beside the package, where there is one."""
    for one in objects["DOCUMENT"]:
        if PurePosixPath(one.text("path")).as_posix() == SIDECAR:
            return one
    return None


def with_sidecar(found: ObjectRows, objects: Objects) -> CapTableRows:
    """Return the table with the rows that travelled beside the package."""
    document = sidecar_of(objects)
    if document is None:
        return found.table
    content = objects.files.contents.get(SIDECAR, b"")
    if hashlib.md5(content, usedforsecurity=False).hexdigest() != document.text("md5").casefold():
        what = f"{SIDECAR} is not there, or has another md5"
        document.add("sidecar", "md5", what=what)
        return found.table
    try:
        entries = _entries(parsed(content), objects)
    except (JsonError, ValueError, KeyError, TypeError, AttributeError, ZeroDivisionError):
        document.add("sidecar", "path", what=f"{SIDECAR} is not as xl-udfs writes it")
        return found.table
    return _merged(found, entries, objects, document)


def _entries(document: Any, objects: Objects) -> dict[str, list[SidecarRow]]:  # noqa: ANN401 - JSON
    if document["what"] != WHAT or document["version"] != VERSION:
        raise ValueError(document["version"])
    by_id = {one.id: one.values for these in objects.by_type.values() for one in these}
    return {
        name: [_entry(item, kind, by_id) for item in document["rows"].get(name, ())]
        for name, kind in TABLES.items()
    }


def _entry(item: Mapping[str, Any], kind: type[Any], by_id: Mapping[str, Any]) -> SidecarRow:
    ids = tuple(item["objects"])
    stands = all(name in by_id for name in ids)
    stands = stands and digest_of(by_id[name] for name in ids) == item["sha256"]
    row = row_of(kind, item["row"])
    if "made" in item:
        row = replace(row, made=Fraction(item["made"]))
    return SidecarRow(row, ids, stands)


def _merged(
    found: ObjectRows, entries: Mapping[str, list[SidecarRow]], objects: Objects, document: Fields
) -> CapTableRows:
    holders, stale = _standing(entries["tblHolders"], found.holders)
    adjusted = {
        identity: frozenset(
            one.id for one in objects[ADJUSTMENT] if one.text("stock_class_id") == identity
        )
        for identity in found.classes
    }
    classes, stale_classes = _standing(entries["tblClasses"], found.classes, adjusted)
    names = _names(found, entries)
    ledger, of_rights, stale_lines = _ledger(found, entries["tblLedger"], names)
    used = {line.class_name for line in ledger} | {line.other_class for line in ledger}
    rows = [row for row in classes if row.name]
    known = {row.name for row in rows}
    rows += [
        row for row in found.table.classes if row.name in used - known and row.name not in of_rights
    ]
    convertibles = found.table.convertibles
    its = {name for entry in entries["tblConvertibles"] for name in entry.ids}
    there = {
        one.id
        for name, these in objects.by_type.items()
        if name.startswith("TX_CONVERTIBLE")
        for one in these
    }
    if its == there and all(entry.stands for entry in entries["tblConvertibles"]):
        convertibles = tuple(entry.row for entry in entries["tblConvertibles"])
    document.report.settle(
        {
            name
            for every in entries.values()
            for entry in every
            if entry.stands
            for name in entry.ids
        }
    )
    changed = stale + stale_classes + stale_lines
    if changed:
        what = f"{changed} of its rows stand for objects that are changed or gone"
        document.add("sidecar", "path", what=what)
    return replace(
        found.table,
        classes=tuple(rows),
        holders=tuple(holders),
        ledger=tuple(ledger),
        convertibles=convertibles,
        exemptions=tuple(entry.row for entry in entries["tblExemptions"]),
    )


def _standing(
    entries: Iterable[SidecarRow],
    found: Mapping[str, Any],
    adjusted: Mapping[str, frozenset[str]] | None = None,
) -> tuple[list[Any], int]:
    """Return the rows of standing objects, and how many of the sidecar's do not count."""
    rows, stale, seen = [], 0, set()
    for entry in entries:
        identity = entry.ids[0] if entry.ids else ""
        seen.add(identity)
        complete = (adjusted or {}).get(identity, frozenset()) <= set(entry.ids)
        if entry.stands and complete:
            rows.append(entry.row)
            continue
        stale += 1
        if identity in found:
            rows.append(found[identity])
    return [*rows, *(row for name, row in found.items() if name not in seen)], stale


@dataclass(frozen=True, slots=True)
class Names:
    """What holders and classes are called in the end, by their names here and there."""

    of_objects: Mapping[str, str]
    of_rows: Mapping[str, str]


def _names(found: ObjectRows, entries: Mapping[str, list[SidecarRow]]) -> Names:
    of_objects, of_rows = {}, {}
    for table, standing in (("tblHolders", found.holders), ("tblClasses", found.classes)):
        for entry in entries[table]:
            if entry.ids and entry.ids[0] in standing:
                ours, theirs = entry.row.name, standing[entry.ids[0]].name
                of_objects[theirs] = of_rows[ours] = ours if entry.stands else theirs
    return Names(of_objects, of_rows)


def _ledger(
    found: ObjectRows, entries: Sequence[SidecarRow], names: Names
) -> tuple[list[LedgerRow], set[str], int]:
    """Return the lines, the classes of rights that the sidecar names otherwise, and the stale."""
    standing = {number for number, entry in enumerate(entries) if entry.stands}
    while True:
        covered = {name for number in standing for name in entries[number].ids}
        torn = {
            name
            for line in found.lines
            if line.sources & covered and not line.sources <= covered
            for name in line.sources
        }
        left = {number for number in standing if not torn.intersection(entries[number].ids)}
        if left == standing:
            break
        standing = left
    by_id = {name: entries[number].row for number in standing for name in entries[number].ids}
    rights = {
        line.row.class_name: by_id[name].class_name
        for line in found.lines
        if line.sources <= covered and line.row.class_name not in names.of_objects
        for name in sorted(line.sources)[:1]
        if name in by_id
    }
    every = {**rights, **names.of_objects}
    rows = [(number, _named(entries[number].row, names.of_rows)) for number in sorted(standing)]
    new = [_named(line.row, every) for line in found.lines if not line.sources <= covered]
    return list(_in_order(rows, new)), set(rights), len(entries) - len(standing)


def _named(row: LedgerRow, names: Mapping[str, str]) -> LedgerRow:
    return replace(
        row,
        holder=names.get(row.holder, row.holder),
        to=names.get(row.to, row.to),
        class_name=names.get(row.class_name, row.class_name),
        other_class=names.get(row.other_class, row.other_class),
    )


def _in_order(
    rows: Sequence[tuple[int, LedgerRow]], new: Iterable[LedgerRow]
) -> Iterator[LedgerRow]:
    """Yield old lines as they stood, with each new one after the last that is not later."""
    merged: list[tuple[int | None, LedgerRow]] = list(rows)
    for row in new:
        assert row.day is not None  # noqa: S101 - a transaction has one
        place = max(
            (
                number
                for number, (_, other) in enumerate(merged, start=1)
                if other.day is not None and other.day <= row.day
            ),
            default=0,
        )
        merged.insert(place, (None, row))
    numbers = {
        old + 1: Fraction(number)
        for number, (old, _) in enumerate(merged, start=1)
        if old is not None
    }
    for _, row in merged:
        yield row if row.of_line is None else replace(row, of_line=numbers.get(int(row.of_line)))
