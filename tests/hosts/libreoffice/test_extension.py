"""The package xl_udfs.oxt, without LibreOffice."""

import ast
import re
import sys
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest

from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts import carried
from xl_udfs.hosts.libreoffice import extension as package
from xl_udfs.hosts.libreoffice.names import CANARY, SERVICE

OOR = "{http://openoffice.org/2001/registry}"
METHOD = re.compile(r"^    (any|sequence< sequence<any> >) (\w+)\((.*)\);$", re.MULTILINE)


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    """Return what the package holds."""
    with zipfile.ZipFile(BytesIO(package.extension())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_same_bytes_every_time() -> None:
    """A build that repeats can be compared."""
    assert package.extension() == package.extension()


def test_the_interface_declares_every_function_with_every_argument() -> None:
    """A last argument that may be repeated is a sequence."""
    methods = {name: arguments for _, name, arguments in METHOD.findall(package.interface())}
    assert methods.pop(CANARY) == ""
    assert list(methods) == list(FUNCTIONS)
    for name, function in FUNCTIONS.items():
        declared = methods[name].split(", ") if methods[name] else []
        assert len(declared) == len(function.parameters)
        types = [argument.split()[1] for argument in declared]
        expected = ["sequence<any>" if p.variadic else "any" for p in function.parameters]
        assert types == expected


def test_the_wizard_shows_names_and_help_from_the_one_declaration() -> None:
    """Name, description, category, the name in Excel's files, and each argument."""
    root = ET.fromstring(package.configuration())  # noqa: S314 - our own text
    (service,) = root.findall(f"./node/node[@{OOR}name='{SERVICE}']")
    nodes = {node.get(f"{OOR}name"): node for node in service.findall("./node/node")}
    assert nodes.pop(CANARY) is not None
    assert list(nodes) == list(FUNCTIONS)

    def values(node: ET.Element) -> dict[str | None, str | None]:
        return {p.get(f"{OOR}name"): p.findtext("value") for p in node.findall("prop")}

    for name, function in FUNCTIONS.items():
        assert values(nodes[name]) == {
            "DisplayName": name,
            "Description": function.help,
            "Category": function.category,
            "CompatibilityName": name,
        }
        arguments = nodes[name].findall("./node/node")
        assert [values(a)["DisplayName"] for a in arguments] == [
            p.name for p in function.parameters
        ]
        for argument, parameter in zip(arguments, function.parameters, strict=True):
            assert parameter.help in (values(argument)["Description"] or "")


def test_every_part_of_a_media_type_is_there(parts: dict[str, bytes]) -> None:
    """LibreOffice loads what the manifest names."""
    listed = re.findall(rb'full-path="([^"]+)"', parts["META-INF/manifest.xml"])
    assert {name.decode() for name in listed} == set(package.MEDIA_TYPES)
    assert set(package.MEDIA_TYPES) <= set(parts)


def test_what_is_inside_is_pure_python_and_imports_nothing_else(parts: dict[str, bytes]) -> None:
    """Nothing else need be installed."""
    modules = {name: data for name, data in parts.items() if name.endswith(".py")}
    inside = {name.split("/")[1].removesuffix(".py") for name in modules if "/" in name}
    known = set(sys.stdlib_module_names) | inside | {"uno", "unohelper", "com", "org"}
    ours = {n: d for n, d in modules.items() if n == "component.py" or "/xl_udfs/" in n}
    assert "pythonpath/xl_udfs/core/price/antidilution.py" in ours
    assert "pythonpath/xl_udfs/engine/__init__.py" not in ours
    for name, data in ours.items():
        for node in ast.walk(ast.parse(data)):
            roots = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                roots = [node.module or ""]
            assert {root.partition(".")[0] for root in roots} <= known, name
    assert not [name for name in parts if name.endswith(carried.COMPILED)]


def test_what_is_carried_has_its_licence_inside(parts: dict[str, bytes]) -> None:
    """MIT and BSD ask for it."""
    for name in carried.CALENDARS:
        folder = f"pythonpath/{name.replace('-', '_')}-"
        assert [p for p in parts if p.startswith(folder) and "licen" in p.lower()], name


def test_a_compiled_package_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would work on one system only."""
    monkeypatch.setattr(package, "CALENDARS", ("formualizer",))
    with pytest.raises(carried.CompiledPackageError, match="pure Python only"):
        package.extension()


def test_a_package_that_is_not_installed_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The functions that need it answer an error, all others work."""
    monkeypatch.setattr(package, "CALENDARS", ("no-such-package-of-ours",))
    assert "component.py" in package.parts()
