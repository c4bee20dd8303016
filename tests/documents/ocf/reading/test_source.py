"""A stranger's package: a folder, a zip or a manifest; what is not sound is refused."""

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.documents.ocf.conftest import MANIFEST, Made, issuance
from xl_udfs.documents.ocf.json_text import JsonError, parsed
from xl_udfs.documents.ocf.reading.package import read_ocf_package
from xl_udfs.documents.ocf.refusals import PackageError
from xl_udfs.engine.refusals import UnreadableError


def zipped(folder: Path, top: str = "") -> bytes:
    """Return the files of a folder as a zip."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, top + path.name)
    return target.getvalue()


@pytest.mark.parametrize("top", ["", "example/"])
def test_folder_zip_and_manifest_are_the_same(made: Made, tmp_path: Path, top: str) -> None:
    """The same rows come of a folder, of its manifest, and of its zip, in a folder or not."""
    folder = made(issuance("c1", "5"))
    path = tmp_path / "package.ocf.zip"
    path.write_bytes(zipped(folder, top))
    one = read_ocf_package(folder)
    assert one.table.outstanding()["Common"] == 5
    assert read_ocf_package(path) == read_ocf_package(folder / "Manifest.json") == one


def test_a_bomb_is_refused_as_of_workbooks(tmp_path: Path) -> None:
    """What unpacks to a thousand times its size is not unpacked."""
    path = tmp_path / "bomb.ocf.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("Manifest.json", b" " * 5_000_000)
    with pytest.raises(UnreadableError) as caught:
        read_ocf_package(path)
    assert caught.value.code == "E_ZIP_RATIO"


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({}, "no_manifest"),
        ({"a.json": "{}"}, "no_manifest"),
        ({"a.json": json.dumps(MANIFEST), "b.json": json.dumps(MANIFEST)}, "two_manifests"),
        ({"a.json": json.dumps(MANIFEST)[:-1]}, "file_unreadable"),
    ],
)
def test_a_package_without_one_manifest_is_refused(
    tmp_path: Path, files: dict[str, str], code: str
) -> None:
    """Which of two manifests counts is not guessed."""
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(PackageError) as caught:
        read_ocf_package(tmp_path)
    assert caught.value.code == code


def test_the_named_one_of_two_manifests_counts(made: Made) -> None:
    """A manifest that is named is the one that is read."""
    folder = made(issuance("c1", "5"))
    (folder / "Copy.json").write_text(json.dumps(MANIFEST))
    assert read_ocf_package(folder / "Manifest.json").table.outstanding()["Common"] == 5


def test_a_link_out_of_the_package_is_not_followed(made: Made, tmp_path: Path) -> None:
    """A file of the package that is a link to one elsewhere is not read."""
    folder = made(issuance("c1", "5"))
    elsewhere = tmp_path / "elsewhere.json"
    (folder / "transactions.json").rename(elsewhere)
    (folder / "transactions.json").symlink_to(elsewhere)
    package = read_ocf_package(folder)
    codes = [finding.code for finding in package.report if finding.code != "not_carried"]
    assert codes == ["path_outside"]
    assert "Common" not in package.table.outstanding()


@pytest.mark.parametrize(
    "text", ['{"a": NaN}', '{"a": -Infinity}', '{"a": 1, "a": 2}', "[" * 100_000, "{", "\ud800"]
)
def test_json_that_says_nothing_for_sure_is_refused(text: str) -> None:
    """Python's reader takes NaN, and the second of two values, without a word."""
    with pytest.raises(JsonError):
        parsed(text.encode("utf-8", "surrogatepass"))


def test_numbers_stay_as_they_are_written() -> None:
    """A float would round 0.1, and lose the zeros of 1.00; a mark of the byte order is nothing."""
    assert parsed(b"\xef\xbb\xbf[0.10, 1e400, 12345678901234567890]") == [
        "0.10",
        "1e400",
        "12345678901234567890",
    ]
