"""The folder of static files, as it is built, written and served."""

import ast
import json
import shutil
import ssl
import sys
import threading
import zipfile
from io import BytesIO
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.hosts.office.conftest import PORT
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts.office import runtime, serving
from xl_udfs.hosts.office.names import AddInError
from xl_udfs.hosts.office.website import kept_for_ever, policy, website
from xl_udfs.hosts.office.writing import write_site

ADDRESS = "https://example.com/xl-udfs"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Return the site that fetches Pyodide from its CDN."""
    return website(ADDRESS, "xludfs", None)


@pytest.fixture
def fake_pyodide(tmp_path: Path) -> Path:
    """Return a folder that looks like Pyodide, for what does not run it."""
    folder = tmp_path / "pyodide"
    folder.mkdir()
    for name in runtime.FILES:
        (folder / name).write_bytes(b"")
    (folder / "pyodide.mjs").write_text(f'var Y="{runtime.VERSION}";', encoding="utf-8")
    return folder


def archive(files: dict[str, bytes], name: str) -> zipfile.ZipFile:
    """Return one of the archives of the site."""
    (found,) = [file for file in files if file.startswith(f"{name}-") and file.endswith(".zip")]
    return zipfile.ZipFile(BytesIO(files[found]))


def test_the_same_bytes_every_time(files: dict[str, bytes]) -> None:
    """A build that repeats can be compared."""
    assert website(ADDRESS, "XLUDFS", None) == files


def test_python_holds_what_computes_and_nothing_else(files: dict[str, bytes]) -> None:
    """It runs in Pyodide, which has no wheel of the engine's library: pure Python throughout."""
    with archive(files, "python") as python:
        ours = {name: python.read(name) for name in python.namelist()}
    assert {"xl_udfs/cells.py", "xl_udfs/functions/catalogue.py"} <= set(ours)
    known = sys.stdlib_module_names | {"xl_udfs", "holidays"}
    modules = {
        name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in ours
    }
    for name, data in ours.items():
        for node in ast.walk(ast.parse(data)):
            if isinstance(node, ast.ImportFrom):
                imported = str(node.module)
                if imported.startswith("xl_udfs."):
                    assert imported in modules or imported.rpartition(".")[0] in modules, name
                assert imported.partition(".")[0] in known, name
            elif isinstance(node, ast.Import):
                assert {found.name.partition(".")[0] for found in node.names} <= known, name


def test_the_calendars_lie_apart_with_their_licences(files: dict[str, bytes]) -> None:
    """They are larger than all else of ours, and most workbooks need none."""
    with archive(files, "calendars") as calendars:
        names = calendars.namelist()
    assert "holidays/__init__.py" in names
    assert [name for name in names if "holidays-" in name and "licen" in name.lower()]
    with archive(files, "python") as python:
        assert not [name for name in python.namelist() if name.startswith("holidays")]


def test_the_page_allows_the_site_and_office_js_alone(files: dict[str, bytes]) -> None:
    """Pyodide's CDN too, where the site does not carry it."""
    page = files["pane.html"].decode()
    assert f'content="{policy(beside=False)}"' in page
    assert runtime.CDN in page
    assert runtime.CDN not in policy(beside=True)
    assert "'unsafe-inline'" not in policy(beside=True)
    assert "'unsafe-eval'" not in policy(beside=True)


def test_the_pages_know_every_function(files: dict[str, bytes]) -> None:
    """How many arguments, and whether the last repeats."""
    text = files["config.js"].decode().removeprefix("export const config = ").rstrip(";\n")
    config = json.loads(text)
    assert config["functions"] == {
        name: {"count": len(function.parameters), "repeated": function.variadic}
        for name, function in FUNCTIONS.items()
    }
    assert config["pyodide"] == f"https://cdn.jsdelivr.net/npm/pyodide@{runtime.VERSION}/"
    assert config["python"] in files
    assert set(config["archives"].values()) <= set(files)
    assert config["namespace"] == "XLUDFS"


def test_pyodide_is_copied_beside_with_its_notice(fake_pyodide: Path) -> None:
    """Its files are under the MPL, which asks to say where their source is."""
    made = website(ADDRESS, "XLUDFS", fake_pyodide)
    beside = {name for name in made if name.startswith(runtime.PLACED)}
    assert beside == {runtime.PLACED + name for name in (*runtime.FILES, "NOTICE.txt")}
    assert b"https://github.com/pyodide/pyodide" in made[f"{runtime.PLACED}NOTICE.txt"]
    assert all(map(kept_for_ever, beside))
    assert not kept_for_ever("pane.js")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (shutil.rmtree, "there is no folder"),
        (lambda folder: (folder / "pyodide.asm.wasm").unlink(), "has no pyodide.asm.wasm"),
        (
            lambda folder: (folder / "pyodide.mjs").write_text('x="0.29.0";', encoding="utf-8"),
            "holds Pyodide 0.29.0; it must be Pyodide 314.0.7",
        ),
        (
            lambda folder: (folder / "pyodide.mjs").write_text("x", encoding="utf-8"),
            "holds no Pyodide that says its version",
        ),
    ],
)
def test_another_pyodide_is_refused(fake_pyodide: Path, change: object, sentence: str) -> None:
    """With the command that fetches the right one."""
    assert callable(change)
    change(fake_pyodide)
    with pytest.raises(AddInError, match=sentence) as refused:
        website(ADDRESS, "XLUDFS", fake_pyodide)
    assert "npm install pyodide@314.0.7" in str(refused.value)


def test_a_site_is_written_whole_or_not_at_all(
    files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was there stays where writing fails."""
    folder = tmp_path / "site"
    write_site(files, folder)
    assert (folder / "manifest.xml").read_bytes() == files["manifest.xml"]
    with pytest.raises(AddInError, match="--overwrite"):
        write_site(files, folder)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(OSError, match="No space"):
            write_site({"other": b""}, folder, overwrite=True)
    assert (folder / "pane.html").exists()
    write_site({**files, "more.txt": b"1"}, folder, overwrite=True)
    assert (folder / "more.txt").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_no_other_folder_is_replaced(files: dict[str, bytes], tmp_path: Path) -> None:
    """Though it be asked for: it may be somebody's documents."""
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(AddInError, match="holds no site of the add-in") as refused:
        write_site(files, tmp_path, overwrite=True)
    assert refused.value.code == "E_OUTPUT_EXISTS"
    assert (tmp_path / "letter.txt").exists()


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """Return a certificate for localhost."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is needed, which makes the certificate")
    return serving.own_certificate(tmp_path / "own")


def test_the_site_is_served_by_https_on_loopback(
    tmp_path: Path, certificate: tuple[Path, Path]
) -> None:
    """Under the certificate, which is kept for the next time; no folder is listed."""
    assert serving.own_certificate(tmp_path / "own") == certificate
    assert certificate[1].stat().st_mode & 0o077 == 0
    port = PORT + 1
    folder = tmp_path / "site"
    write_site(website(serving.address_on(port), "XLUDFS", None), folder)
    trust = ssl.create_default_context(cafile=str(certificate[0]))
    with serving.server(folder, port, *certificate) as made:
        assert made.server_address[0] == "127.0.0.1"
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        try:
            address = serving.address_on(port)
            with urlopen(f"{address}/functions.json", context=trust) as answer:  # noqa: S310 - ours
                assert answer.headers["Access-Control-Allow-Origin"] == "*"
                assert answer.headers["Cache-Control"] == "no-cache"
                assert len(json.load(answer)["functions"]) == len(FUNCTIONS)
            with urlopen(f"{address}/pane.js", context=trust) as answer:  # noqa: S310 - ours
                assert answer.headers["Content-Type"] == "text/javascript"
            for path in ("", "../pyproject.toml", "%2e%2e/site/"):
                with pytest.raises(HTTPError):
                    urlopen(f"{address}/{path}", context=trust)  # noqa: S310 - ours
        finally:
            made.shutdown()
            thread.join()


def test_what_cannot_be_served_is_said(tmp_path: Path, certificate: tuple[Path, Path]) -> None:
    """No site, a site of another address, no certificate, a port in use."""
    folder = tmp_path / "site"
    write_site(website("https://example.com", "XLUDFS", None), folder)
    with pytest.raises(AddInError, match="holds no site of the add-in"):
        serving.server(tmp_path, PORT + 2, *certificate)
    with pytest.raises(AddInError, match="was built for another address"):
        serving.server(folder, PORT + 2, *certificate)
    write_site(website(f"https://localhost:{PORT + 2}", "XLUDFS", None), folder, overwrite=True)
    with pytest.raises(AddInError, match="are not a certificate and its key"):
        serving.server(folder, PORT + 2, folder / "pane.html", folder / "pane.html")
    with (
        serving.server(folder, PORT + 2, *certificate),
        pytest.raises(AddInError, match=f"port {PORT + 2} cannot be used") as refused,
    ):
        serving.server(folder, PORT + 2, *certificate)
    assert refused.value.code == "E_PORT"


def test_without_openssl_a_certificate_must_be_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows has none of its own."""
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(AddInError, match="--certificate and --key"):
        serving.own_certificate(tmp_path)
