"""The site, Node and Chromium; a test that needs one is skipped where it is absent."""

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.hosts.office.calls import Call, of_every_kind, of_the_templates
from tests.hosts.test_conformance import CELLS
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts.office import batch
from xl_udfs.hosts.office.runtime import VERSION
from xl_udfs.hosts.office.serving import FileHandler, address_on, own_certificate, server
from xl_udfs.hosts.office.website import website
from xl_udfs.hosts.office.writing import write_site

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
PYODIDE = MODULES / "pyodide"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
OLDEST_NODE = 18
# workers of pytest-xdist share a machine: each has ten ports of its own
PORT = 3947 + 10 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
LIMIT = 480.0  # seconds for one run of Node

Scenario = Callable[[str], dict[str, Any]]


def run_node(node: str, *words: object) -> dict[str, Any]:
    """Run a script of this folder, and return the JSON that it prints last."""
    done = subprocess.run(  # noqa: S603 - a program that was looked up, arguments as a list
        [node, *map(str, words)],
        cwd=HERE,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
        env={name: value for name, value in os.environ.items() if name != "NODE_OPTIONS"},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


@pytest.fixture(scope="session")
def node() -> str:
    """Return the program node."""
    program = shutil.which("node")
    if program is None:
        pytest.skip(f"node is needed, {OLDEST_NODE} or later")
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)  # noqa: S603 - looked up
    if int(said.stdout.lstrip("v").split(".")[0]) < OLDEST_NODE:
        pytest.skip(f"node {OLDEST_NODE} or later is needed; there is {said.stdout.strip()}")
    return program


@pytest.fixture(scope="session")
def pyodide() -> Path:
    """Return the folder of Pyodide."""
    if not (PYODIDE / "pyodide.mjs").is_file():
        pytest.skip(f"Pyodide {VERSION} is needed: `npm ci` in tests/hosts/office")
    return PYODIDE


@pytest.fixture(scope="session")
def site(pyodide: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the site, as `xl-udfs office build` makes it."""
    folder = tmp_path_factory.mktemp("office") / "site"
    write_site(website(address_on(PORT), "XLUDFS", pyodide), folder)
    return folder


@pytest.fixture(scope="session")
def calls() -> list[Call]:
    """Return the calls that must give the same everywhere."""
    return [*of_the_templates(ROOT / "workbooks"), *of_every_kind(list(CELLS.values()))]


@pytest.fixture(scope="session")
def answers(calls: list[Call]) -> list[Any]:
    """Return what they give in this Python."""
    return list(json.loads(batch.answers(json.dumps(calls)))["answers"])


@contextmanager
def running(made: ThreadingHTTPServer) -> Iterator[None]:
    """Serve in a thread."""
    with made:
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        try:
            yield
        finally:
            made.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def served(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site as `xl-udfs office serve` does, and return its address."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is needed, which makes the certificate")
    certificate = own_certificate(tmp_path_factory.mktemp("certificate"))
    with running(server(site, PORT, *certificate)):
        yield address_on(PORT)


@pytest.fixture(scope="session")
def plain(site: Path) -> Iterator[str]:
    """Serve the site by http: a browser keeps nothing under a certificate that it mistrusts."""
    made = ThreadingHTTPServer(("127.0.0.1", 0), partial(FileHandler, directory=str(site)))
    with running(made):
        yield f"http://127.0.0.1:{made.server_address[1]}"


@pytest.fixture(scope="session")
def chromium(
    node: str,
    served: str,
    plain: str,
    calls: list[Call],
    tmp_path_factory: pytest.TempPathFactory,
) -> Scenario:
    """Return a function that gives what came of a scenario; one Chromium has run them all."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        pytest.skip(f"a Chromium is needed: {', '.join(BROWSERS)}")
    if not (MODULES / "puppeteer-core").is_dir() or not (MODULES / "@microsoft/office-js").is_dir():
        pytest.skip("puppeteer-core and office-js are needed: `npm ci` in tests/hosts/office")

    asked = tmp_path_factory.mktemp("chromium") / "calls.json"
    asked.write_text(json.dumps(as_excel_calls(calls)), encoding="utf-8")
    found = run_node(node, "chromium.mjs", browser, served, plain, asked)

    def said(name: str) -> dict[str, Any]:
        assert "error" not in found[name], found[name]["error"]
        return dict(found[name])

    return said


def as_excel_calls(calls: list[Call]) -> list[Call]:
    """Return calls as Excel makes them: every argument a range, repeated ones in a list."""
    shaped = []
    for name, given in calls:
        ranges = [a if isinstance(a, list) or a is None else [[a]] for a in given]
        fixed = len(FUNCTIONS[name].parameters) - FUNCTIONS[name].variadic
        repeated = [ranges[fixed:]] if FUNCTIONS[name].variadic else []
        missing = [None] * (fixed - len(ranges))
        shaped.append((name, [*ranges[:fixed], *missing, *repeated]))
    return shaped
