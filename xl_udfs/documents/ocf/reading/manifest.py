"""From the files of a package to its objects, each once, with what the manifest says of them."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from xl_udfs.documents.ocf.json_text import JsonError, parsed
from xl_udfs.documents.ocf.reading.objects import Fields, shown_json
from xl_udfs.documents.ocf.reading.source import Files
from xl_udfs.documents.ocf.refusals import PackageError
from xl_udfs.documents.ocf.report import Report
from xl_udfs.documents.ocf.sidecar import SIDECAR

VERSION = "1.2.0"
NEAR = re.compile(r"1\.[0-2]\.\d+([-+].*)?|~+ *SAMPLE *~+", re.ASCII)  # drafts of the standard too
PLAN_SECURITY, COMPENSATION = "TX_PLAN_SECURITY_", "TX_EQUITY_COMPENSATION_"  # old name, new name
LISTS = (
    *("stakeholders_files", "stock_classes_files", "stock_plans_files", "transactions_files"),
    *("stock_legend_templates_files", "valuations_files", "vesting_terms_files"),
    *("financings_files", "documents_files"),
)
NAMED = 5  # files that a sentence names


@dataclass(frozen=True, slots=True)
class Objects:
    """What a package holds."""

    version: str
    as_of: date | None
    issuer: Fields | None
    by_type: Mapping[str, tuple[Fields, ...]]
    files: Files

    def __getitem__(self, object_type: str) -> tuple[Fields, ...]:
        """Return the objects of a type."""
        return self.by_type.get(object_type, ())

    @property
    def count(self) -> int:
        """How many objects there are, the issuer among them."""
        return sum(map(len, self.by_type.values())) + (self.issuer is not None)


def objects_of(files: Files, report: Report, *, check_md5: bool = True) -> Objects:
    """Read all objects that the manifest names; what cannot be read is reported.

    Raises:
        PackageError: where the manifest itself cannot be read.
    """
    manifest = _manifest(files, report)
    found: dict[str, list[Fields]] = {}
    contents = dict(_named(manifest, files, report))
    if check_md5:
        _note_md5(manifest, contents, report)
    for path, content in contents.items():
        for one in _items(path, content, report):
            found.setdefault(one.object_type, []).append(one)
    for path in files.contents:
        if path not in contents and path not in (files.manifest, SIDECAR):
            report.add("not_in_manifest", file=path, path=path)
    version = manifest.text("ocf_version") or "none"
    if version != VERSION:
        code = "version" if NEAR.fullmatch(version) else "version_unknown"
        report.add(code, file=files.manifest, field="ocf_version", version=version)
    issuer = manifest.part("issuer")
    if issuer is not None:
        issuer = Fields(
            report, files.manifest, "ISSUER", str(issuer.values.get("id", "")), issuer.values
        )
    manifest.required("issuer", "as_of", done="the workbook's own stays blank")
    return Objects(
        version,
        manifest.day("as_of"),
        issuer,
        {name: tuple(_once(objects)) for name, objects in found.items()},
        files,
    )


def _manifest(files: Files, report: Report) -> Fields:
    try:
        values = parsed(files.contents[files.manifest])
    except KeyError:
        raise PackageError("no_manifest", found=f"there is no file {files.manifest}") from None
    except JsonError as fault:
        raise PackageError("file_unreadable", file=files.manifest, fault=fault) from fault
    if not isinstance(values, dict) or values.get("file_type") != "OCF_MANIFEST_FILE":
        raise PackageError("no_manifest", found=f"{files.manifest} is not one")
    return Fields(report, files.manifest, "", "", values)


def _named(manifest: Fields, files: Files, report: Report) -> Iterator[tuple[str, bytes]]:
    """Yield the files that the manifest names and that are there, each once."""
    seen = set()
    for part in (part for name in LISTS for part in manifest.parts(name)):
        named = part.text("filepath")
        if not part.required("filepath", done="no file is read for it"):
            continue
        path = PurePosixPath(named)
        if path.is_absolute() or ".." in path.parts or "\\" in named or ":" in named:
            report.add("path_outside", file=files.manifest, path=shown_json(named))
            continue
        plain = path.as_posix()
        if plain in seen:
            continue
        seen.add(plain)
        if plain in files.outside:
            report.add("path_outside", file=files.manifest, path=plain)
        elif plain not in files.contents:
            report.add("file_missing", file=files.manifest, path=shown_json(named))
        else:
            yield plain, files.contents[plain]


def _note_md5(manifest: Fields, contents: Mapping[str, bytes], report: Report) -> None:
    wrong, count = [], 0
    for part in (part for name in LISTS for part in manifest.parts(name)):
        path = PurePosixPath(str(part.values.get("filepath", ""))).as_posix()
        if path in contents:
            count += 1
            said = str(part.values.get("md5", "")).casefold()
            if hashlib.md5(contents[path], usedforsecurity=False).hexdigest() != said:
                wrong.append(path)
    if wrong:
        listed = ", ".join(wrong[:NAMED]) + (", ..." if len(wrong) > NAMED else "")
        report.add(
            "md5", file=manifest.file, field="md5", count=len(wrong), all=count, files=listed
        )


def _items(path: str, content: bytes, report: Report) -> Iterator[Fields]:
    try:
        document: Any = parsed(content)
        items = document["items"]
        if not isinstance(items, list):
            raise TypeError  # noqa: TRY301 - the same sentence as where there is no list
    except JsonError as fault:
        report.add("file_unreadable", file=path, path=path, fault=fault)
        return
    except (KeyError, TypeError):
        report.add("file_unreadable", file=path, path=path, fault="it has no list of items")
        return
    for place, item in enumerate(items, start=1):
        kind = item.get("object_type") if isinstance(item, dict) else None
        if not isinstance(kind, str):
            report.add(
                "wrong_value",
                file=path,
                field=f"items[{place}]",
                value=shown_json(item),
                right="an object with an object_type",
            )
            continue
        name = kind.replace(PLAN_SECURITY, COMPENSATION)
        identity = item.get("id")
        one = Fields(report, path, name, identity if isinstance(identity, str) else "", item)
        if not one.id:
            one.add("missing", "id", done="it is read all the same")
        yield one


def _once(objects: list[Fields]) -> Iterator[Fields]:
    """Yield each object once; what has the id of another one is reported."""
    counts = Counter(one.id for one in objects if one.id)
    seen = set()
    for one in objects:
        if one.id and one.id in seen:
            continue
        if counts[one.id] > 1:
            seen.add(one.id)
            one.add("same_id", "id", count=counts[one.id])
        yield one
