"""manifest.xml, and the icons that it names."""

import struct
from xml.etree import ElementTree as ET

import pytest

from xl_udfs.hosts.office.icons import icons
from xl_udfs.hosts.office.manifest import APP, OVERRIDES, SCHEMA, TYPES, four_parts, manifest
from xl_udfs.hosts.office.names import AddInError, address_of, namespace_of

ADDRESS = "https://example.com/xl-udfs"
LONGEST = {"Images": 2048, "Urls": 2048, "ShortStrings": 125, "LongStrings": 250}
ORDER = [
    *("Id", "Version", "ProviderName", "DefaultLocale", "DisplayName", "Description", "IconUrl"),
    *("HighResolutionIconUrl", "SupportUrl", "AppDomains", "Hosts", "DefaultSettings"),
    *("Permissions", "VersionOverrides"),
]


def tag(space: str, name: str) -> str:
    """Return a name as the parser gives it."""
    return f"{{{space}}}{name}"


@pytest.fixture(scope="module")
def root() -> ET.Element:
    """Return the manifest."""
    return ET.fromstring(manifest(ADDRESS, "XLUDFS", "0.1.0"))  # noqa: S314 - our own text


def test_the_elements_stand_in_the_order_of_the_schema(root: ET.Element) -> None:
    """Office refuses any other."""
    assert root.get(tag(SCHEMA, "type")) == "TaskPaneApp"
    assert [child.tag.rpartition("}")[2] for child in root] == ORDER
    overrides = root.find(tag(OVERRIDES, "VersionOverrides"))
    assert overrides is not None
    assert overrides.get(tag(SCHEMA, "type")) == "VersionOverridesV1_0"
    assert [child.tag.rpartition("}")[2] for child in overrides] == [
        *("Requirements", "Hosts", "Resources"),
    ]


def test_custom_functions_share_the_runtime_of_the_pane(root: ET.Element) -> None:
    """One Python serves both, and it lives on when the pane is closed."""
    assert (
        root.find(f".//{tag(TYPES, 'Set')}[@Name='SharedRuntime'][@MinVersion='1.1']") is not None
    )
    runtime = root.find(f".//{tag(OVERRIDES, 'Runtime')}")
    assert runtime is not None
    assert runtime.attrib == {"resid": "Pane.Url", "lifetime": "long"}
    points = root.iter(tag(OVERRIDES, "ExtensionPoint"))
    custom = next(p for p in points if p.get(tag(SCHEMA, "type")) == "CustomFunctions")
    named = {
        child.tag.rpartition("}")[2]: (child.get("resid") or child[0].get("resid"))
        for child in custom
    }
    assert named == {
        "Script": "Pane.Url",
        "Page": "Pane.Url",
        "Metadata": "Functions.Url",
        "Namespace": "Functions.Namespace",
    }


def test_an_excel_without_a_shared_runtime_still_opens_the_pane(root: ET.Element) -> None:
    """Which says what is missing; a requirement of the whole add-in would hide it there."""
    assert root.find(tag(APP, "Requirements")) is None
    assert root.find(f"{tag(APP, 'DefaultSettings')}/{tag(APP, 'SourceLocation')}") is not None


def test_every_resource_that_is_named_is_there_and_short_enough(root: ET.Element) -> None:
    """Ids of at most 32 characters, and addresses below the one that was given."""
    known = {}
    for group, limit in LONGEST.items():
        for resource in root.findall(f".//{tag(TYPES, group)}/*"):
            known[resource.get("id")] = str(resource.get("DefaultValue"))
            assert len(str(resource.get("DefaultValue"))) <= limit
            assert len(str(resource.get("id"))) <= 32
            if group in {"Images", "Urls"}:
                assert str(resource.get("DefaultValue")).startswith(f"{ADDRESS}/")
    used = {element.get("resid") for element in root.iter() if element.get("resid")}
    assert used == set(known)
    assert known["Functions.Namespace"] == "XLUDFS"


def test_two_addresses_are_two_add_ins() -> None:
    """The id follows from the address, so that a build repeats."""
    first, again = (manifest(ADDRESS, "XLUDFS", "0.1.0") for _ in range(2))
    other = manifest("https://example.org", "XLUDFS", "0.1.0")
    assert first == again
    assert first.split(b"<Id>")[1][:36] != other.split(b"<Id>")[1][:36]


@pytest.mark.parametrize(
    ("version", "numbers"), [("0.1.0", "0.1.0.0"), ("1.2", "1.2.0.0"), ("1.2.3rc1", "1.2.3.0")]
)
def test_a_version_has_four_numbers(version: str, numbers: str) -> None:
    """As the schema wants."""
    assert four_parts(version) == numbers


def test_an_address_in_the_manifest_is_no_markup() -> None:
    """An ampersand in a path stays one."""
    text = manifest(address_of("https://example.com/a&b/"), "XLUDFS", "0.1.0")
    location = ET.fromstring(text).find(f".//{tag(APP, 'SourceLocation')}")  # noqa: S314 - ours
    assert location is not None
    assert location.get("DefaultValue") == "https://example.com/a&b/pane.html"


@pytest.mark.parametrize(
    "address",
    [
        *("http://example.com", "example.com", "https://", "", "https://[", "file:///c:/addin"),
        *("https://user:secret@example.com", "https://example.com?a=1", "https://example.com/#a"),
        *("https://exa mple.com", "https://example.com:port", 'https://example.com/"'),
    ],
)
def test_an_address_that_office_would_not_load_is_refused(address: str) -> None:
    """With the sentence that says what would be right."""
    with pytest.raises(AddInError, match=r"it must begin with https://") as refused:
        address_of(address)
    assert refused.value.code == "E_ADDRESS"


def test_addresses_that_do() -> None:
    """A port, a folder, a slash at the end."""
    assert address_of("https://localhost:3000/") == "https://localhost:3000"
    assert address_of("HTTPS://example.com/a/b") == "HTTPS://example.com/a/b"


@pytest.mark.parametrize(
    "namespace",
    ["", "X", "1X", "A B", "XL.UDFS", "XL_UDFS", "Ä1", "A" * 33, "AB12", "R1C1", "true"],
)
def test_a_namespace_that_excel_refuses(namespace: str) -> None:
    """Or that could not be told from a cell."""
    with pytest.raises(AddInError, match="it must be") as refused:
        namespace_of(namespace)
    assert refused.value.code == "E_NAMESPACE"
    assert f'"{namespace}"' in str(refused.value)


def test_a_namespace_is_in_capitals() -> None:
    """As Excel stores it."""
    assert [namespace_of(text) for text in ("xludfs", "caps2")] == ["XLUDFS", "CAPS2"]


def test_the_icons_are_pictures_of_their_size() -> None:
    """All that the manifest names."""
    names = set(icons())
    assert all(f"{ADDRESS}/{name}".encode() in manifest(ADDRESS, "X1", "1.0.0") for name in names)
    for name, data in icons().items():
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert struct.unpack(">II", data[16:24]) == (int(name[5:-4]),) * 2
