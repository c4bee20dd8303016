"""A copy of a workbook in the making: its parts, and how they are tied to each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from posixpath import basename, dirname, join, relpath
from zipfile import ZIP_DEFLATED, ZipInfo

from xl_udfs.engine.container.elements import CannotAddError, put_in
from xl_udfs.engine.container.package import EARLIEST, Package, Part
from xl_udfs.engine.workbook.book import ROOT, related_parts
from xl_udfs.engine.workbook.sheet import MAIN, STRICT

TYPES = "[Content_Types].xml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT_KINDS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(slots=True)
class Draft:
    """The original package, with the parts that are changed and those that are new."""

    original: Package
    changed: dict[str, bytes] = field(default_factory=dict)
    added: dict[str, Part] = field(default_factory=dict)

    @property
    def package(self) -> Package:
        """All parts as they are now."""
        kept = self.original.with_parts(self.changed)
        return Package((*kept.parts, *self.added.values()))

    def __getitem__(self, name: str) -> bytes:
        """Return a part as it is now."""
        if name in self.added:
            return self.added[name].data
        return self.changed[name] if name in self.changed else self.original[name]

    def put(self, name: str, data: bytes) -> None:
        """Change a part."""
        if name in self.added:
            self.added[name] = Part(self.added[name].entry, data)
        else:
            self.changed[name] = data

    def add(self, name: str, text: str, kind: str = "") -> None:
        """Add a part; `kind` is its content type, unless the package has a default for it."""
        self.added[name] = new_part(name, text)
        if kind:
            override = f'Override PartName="/{name}" ContentType="{kind}"/>'
            self.put(TYPES, put_in(TYPES, self[TYPES], "Types", override))

    def free_name(self, pattern: str) -> str:
        """Return the first name of a pattern with ``{}`` that no part has."""
        taken = {part.name.casefold() for part in self.package.parts}
        number = 1
        while pattern.format(number).casefold() in taken:
            number += 1
        return pattern.format(number)

    def related(self, part: str) -> Mapping[str, tuple[str, str]]:
        """Return the relationships of a part by id: the type, and the part meant."""
        return related_parts(self.package, part)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Relate a part to another one, and return the id."""
        rels = join(dirname(part), "_rels", f"{basename(part)}.rels")
        if rels not in self.original and rels not in self.added:
            self.add(rels, f'<Relationships xmlns="{RELATIONSHIPS}"></Relationships>')
        data = self[rels]
        number = 1
        while f'"rIdF{number}"'.encode() in data or f"'rIdF{number}'".encode() in data:
            number += 1
        where = escape(relpath(target, dirname(part) or "."))
        relation = f'Relationship Id="rIdF{number}" Type="{self.kinds}/{kind}" Target="{where}"/>'
        self.put(rels, put_in(rels, data, "Relationships", relation))
        return f"rIdF{number}"

    @property
    def workbook(self) -> str:
        """The name of the workbook's part.

        Raises:
            CannotAddError: where the package does not say.
        """
        for kind, target in related_parts(self.original, "").values():
            if kind.endswith("/officeDocument"):
                return target
        raise CannotAddError(f"{ROOT} does not name the workbook")

    @property
    def kinds(self) -> str:
        """The beginning of the types of its relationships, which tells the dialect."""
        for kind, _ in related_parts(self.original, "").values():
            if kind.endswith("/officeDocument"):
                return kind.rpartition("/")[0]
        raise CannotAddError(f"{ROOT} does not name the workbook")

    @property
    def space(self) -> str:
        """The namespace of its sheets."""
        return STRICT if self.kinds == STRICT_KINDS else MAIN


def new_part(name: str, text: str) -> Part:
    """Return a part that was not there, without the clock's trace in its entry."""
    entry = ZipInfo(name, EARLIEST)
    entry.compress_type = ZIP_DEFLATED
    return Part(entry, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode())
