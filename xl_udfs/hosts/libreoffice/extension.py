"""The package ``xl_udfs.oxt``, made from the catalogue; the same bytes every time."""

from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xl_udfs.engine.container.package import EARLIEST
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.registry import WorksheetFunction
from xl_udfs.hosts.carried import CALENDARS, installed_package, own_modules
from xl_udfs.hosts.libreoffice import names
from xl_udfs.hosts.libreoffice.values import gives_rows

SOURCES = (
    "__init__.py",
    "cells.py",
    "nearest.py",
    "on_demand.py",
    "core/**/*.py",
    "functions/**/*.py",
    "hosts/__init__.py",
    "hosts/libreoffice/__init__.py",
    "hosts/libreoffice/names.py",
    "hosts/libreoffice/values.py",
)

IDL = "xl_udfs.idl"
CONFIGURATION = "CalcAddIns.xcu"
COMPONENT = "component.py"
MEDIA_TYPES = {
    IDL: "application/vnd.sun.star.uno-typelibrary;type=RDB",
    COMPONENT: "application/vnd.sun.star.uno-component;type=Python",
    CONFIGURATION: "application/vnd.sun.star.configuration-data",
}


def extension() -> bytes:
    """Return the whole .oxt file.

    Raises:
        CompiledPackageError: where a package that it carries is not pure Python.
    """
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, data in parts().items():
            entry = ZipInfo(name, EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return target.getvalue()


def parts() -> dict[str, bytes]:
    """Return what the .oxt holds, by name, the manifest first."""
    folder = Path(__file__).parent
    content = {
        "description.xml": description().encode(),
        IDL: interface().encode(),
        CONFIGURATION: configuration().encode(),
        COMPONENT: (folder / COMPONENT).read_bytes(),
        **{f"{names.PURE_PYTHON}/{name}": data for name, data in sorted(_pure_python())},
    }
    return {
        "META-INF/manifest.xml": _manifest().encode(),
        names.FINGERPRINT: f"{_fingerprint(content)}\n".encode(),
        **content,
    }


def fingerprint() -> str:
    """Return what the canary answers where this very build is at work: version and digest."""
    return parts()[names.FINGERPRINT].decode().strip()


def _fingerprint(content: dict[str, bytes]) -> str:
    digest = sha256()
    for name, data in content.items():
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return f"xl-udfs {version('xl-udfs')} {digest.hexdigest()[:16]}"


def interface() -> str:
    """Return the UNO interface: a method for each function, every argument of any type."""
    methods = [f"any {names.CANARY}();", *map(_method, FUNCTIONS.values())]
    body = "".join(f"    {method}\n" for method in methods)
    opened = " ".join(f"module {module} {{" for module in names.MODULES)
    closed = " ".join("};" for _ in names.MODULES)
    return f"{opened}\ninterface {names.INTERFACE} {{\n{body}}};\n{closed}\n"


def _method(function: WorksheetFunction) -> str:
    arguments = ", ".join(
        f"[in] {'sequence<any>' if parameter.variadic else 'any'} {_argument(place)}"
        for place, parameter in enumerate(function.parameters)
    )
    result = "sequence< sequence<any> >" if gives_rows(function) else "any"
    return f"{result} {function.name}({arguments});"


def _argument(place: int) -> str:
    """Name an argument in the interface, where some of our names are reserved words."""
    return f"a{place}"


def configuration() -> str:
    """Return what the function wizard shows, and the names that Excel's files use."""
    nodes = "".join(map(_node, FUNCTIONS.values()))
    canary = (
        f'<node oor:name="{names.CANARY}" oor:op="replace">'
        + _property("DisplayName", names.CANARY)
        + _property("Description", "Which build of the xl-udfs add-in answers, or why it cannot.")
        + _property("CompatibilityName", names.CANARY)
        + "</node>\n"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="CalcAddIns" '
        'oor:package="org.openoffice.Office">\n<node oor:name="AddInInfo">\n'
        f'<node oor:name="{names.SERVICE}" oor:op="replace">\n'
        f'<node oor:name="AddInFunctions">\n{canary}{nodes}</node>\n'
        "</node>\n</node>\n</oor:component-data>\n"
    )


def _node(function: WorksheetFunction) -> str:
    arguments = "".join(
        f'<node oor:name="{_argument(place)}" oor:op="replace">'
        + _property("DisplayName", parameter.name)
        + _property("Description", f"{parameter.help} ({parameter.kind.unit})")
        + "</node>"
        for place, parameter in enumerate(function.parameters)
    )
    return (
        f'<node oor:name="{function.name}" oor:op="replace">'
        + _property("DisplayName", function.name)
        + _property("Description", function.help)
        + f'<prop oor:name="Category"><value>{escape(function.category)}</value></prop>'
        + _property("CompatibilityName", function.name)
        + f'<node oor:name="Parameters">{arguments}</node></node>\n'
    )


def _property(name: str, text: str) -> str:
    """Write a text that LibreOffice keeps by language; it falls back on English."""
    return f'<prop oor:name="{name}"><value xml:lang="en">{escape(text)}</value></prop>'


def description() -> str:
    """Return the extension's own description, as the extension manager shows it."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<description xmlns="http://openoffice.org/extensions/description/2006" '
        'xmlns:l="http://libreoffice.org/extensions/description/2011">\n'
        f'<identifier value="org.xludfs.addin"/>\n<version value="{version("xl-udfs")}"/>\n'
        '<display-name><name lang="en">xl-udfs: cap table functions</name></display-name>\n'
        '<publisher><name lang="en">The xl-udfs contributors</name></publisher>\n'
        "<dependencies>"
        '<l:LibreOffice-minimal-version value="7.4" name="LibreOffice 7.4"/>'
        "</dependencies>\n</description>\n"
    )


def _manifest() -> str:
    entries = "".join(
        f"<manifest:file-entry manifest:full-path={quoteattr(name)} "
        f"manifest:media-type={quoteattr(media_type)}/>\n"
        for name, media_type in MEDIA_TYPES.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">\n'
        f"{entries}</manifest:manifest>\n"
    )


def _pure_python() -> Iterator[tuple[str, bytes]]:
    """Yield what the component imports, by its name below the folder."""
    yield from own_modules(*SOURCES)
    for name in CALENDARS:
        yield from installed_package(name)
