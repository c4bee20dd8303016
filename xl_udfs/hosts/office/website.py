"""The folder of static files that a server offers to Excel; the same bytes every time."""

import json
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xl_udfs.engine.container.package import EARLIEST
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts.carried import CALENDARS, installed_package, own_modules
from xl_udfs.hosts.office import names, runtime
from xl_udfs.hosts.office.icons import icons
from xl_udfs.hosts.office.manifest import manifest
from xl_udfs.hosts.office.metadata import catalogue_json, functions_json
from xl_udfs.hosts.office.packages import ARCHIVES

PAGES = Path(__file__).parent / "pages"
SOURCES = (
    "cells.py",
    "nearest.py",
    "on_demand.py",
    "core/**/*.py",
    "functions/**/*.py",
    "engine/formula/called.py",
    "engine/formula/tokens.py",
    "hosts/__init__.py",
    "hosts/refusals.py",
    "hosts/remembering.py",
    "hosts/office/__init__.py",
    "hosts/office/batch.py",
    "hosts/office/cells.py",
    "hosts/office/names.py",
    "hosts/office/packages.py",
)
ROOMS = (
    "xl_udfs/__init__.py",
    "xl_udfs/engine/__init__.py",
    "xl_udfs/engine/formula/__init__.py",
)
EMPTY = b'"""The part of xl-udfs that computes; the workbook engine is not here."""\n'
OFFICE_JS = "https://appsforoffice.microsoft.com"
CATALOGUE, CONFIGURATION = "catalogue.json", "config.js"


def website(address: str, namespace: str, pyodide: Path | None) -> dict[str, bytes]:
    """Return the files of the site by their names.

    Args:
        address: of the folder on its server.
        namespace: what stands before the names of the functions.
        pyodide: a folder with its files; None where pages fetch it from its CDN.

    Raises:
        AddInError: where the address, the namespace or Pyodide does not do.
        CompiledPackageError: where a package that it carries is not pure Python.
    """
    address, namespace = names.address_of(address), names.namespace_of(namespace)
    carried = runtime.runtime_files(pyodide) if pyodide is not None else {}
    python = _archive([*((room, EMPTY) for room in ROOMS), *own_modules(*SOURCES)])
    calendars = _archive(file for name in CALENDARS for file in installed_package(name))
    (archive,) = set(ARCHIVES.values())
    kept = {_named("python", python): python, _named(archive, calendars): calendars}
    settings = {
        "version": version("xl-udfs"),
        "namespace": namespace,
        "pyodide": runtime.PLACED if pyodide is not None else runtime.ON_CDN,
        "pyodideFiles": runtime.FILES,
        "pyodideVersion": runtime.VERSION,
        "python": _named("python", python),
        "archives": {archive: _named(archive, calendars)},
        "functions": {
            name: {"count": len(function.parameters), "repeated": function.variadic}
            for name, function in FUNCTIONS.items()
        },
    }
    return {
        **_pages(policy(beside=pyodide is not None)),
        CONFIGURATION: f"export const config = {json.dumps(settings, indent=1)};\n".encode(),
        names.FUNCTIONS: functions_json(),
        CATALOGUE: catalogue_json(),
        names.MANIFEST: manifest(address, namespace, version("xl-udfs")),
        **icons(),
        **kept,
        **carried,
    }


def policy(*, beside: bool) -> str:
    """Return the Content Security Policy of the pane: this site and office.js, nothing else.

    Args:
        beside: whether Pyodide lies in the site; else its CDN is allowed too.
    """
    cdn = "" if beside else f" {runtime.CDN}"
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' 'wasm-unsafe-eval' {OFFICE_JS}{cdn}",
            f"connect-src 'self'{cdn}",
            "style-src 'self'",
            "img-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def kept_for_ever(name: str) -> bool:
    """Whether a file of the site never changes under its name, so that browsers may keep it."""
    return name.startswith(runtime.PLACED) or name.endswith(".zip")


def _pages(allowed: str) -> dict[str, bytes]:
    files = {file.name: file.read_bytes() for file in sorted(PAGES.iterdir()) if file.is_file()}
    files[names.PANE] = files[names.PANE].replace(b"@CSP@", allowed.encode())
    return files


def _named(name: str, data: bytes) -> str:
    return f"{name}-{sha256(data).hexdigest()[:12]}.zip"


def _archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, data in sorted(files):
            entry = ZipInfo(name, EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return target.getvalue()
