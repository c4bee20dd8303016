"""A server on loopback, for trying the add-in: Excel loads pages by https only."""

import shutil
import ssl
import subprocess
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from xl_udfs.hosts.office import names
from xl_udfs.hosts.office.website import kept_for_ever

HOST, LOOPBACK = "localhost", "127.0.0.1"
DAYS = 90  # that a certificate made here is valid
LIMIT = 60.0  # seconds for one run of openssl
YEAR = 31_536_000  # seconds


def server(folder: Path, port: int, certificate: Path, key: Path) -> ThreadingHTTPServer:
    """Return a server of a folder that was built for this port; it listens on loopback only.

    Raises:
        AddInError: `E_NO_SITE`, `E_OTHER_ADDRESS`, `E_CERTIFICATE` or `E_PORT`.
    """
    _refuse_other(folder, port)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as fault:
        raise names.AddInError(
            "E_CERTIFICATE", f"{certificate} and {key} are not a certificate and its key: {fault}"
        ) from fault
    try:
        made = ThreadingHTTPServer((LOOPBACK, port), partial(FileHandler, directory=str(folder)))
    except OSError as fault:
        raise names.AddInError(
            "E_PORT", f"port {port} cannot be used: {fault.strerror}; give another by --port"
        ) from fault
    made.socket = context.wrap_socket(made.socket, server_side=True, do_handshake_on_connect=False)
    return made


def address_on(port: int) -> str:
    """Return the address of a site that is served here."""
    return f"https://{HOST}:{port}"


def _refuse_other(folder: Path, port: int) -> None:
    made = f"`xl-udfs office build FOLDER --address {address_on(port)} --pyodide …` makes it"
    manifest = folder / names.MANIFEST
    if not manifest.is_file():
        raise names.AddInError("E_NO_SITE", f"{folder} holds no site of the add-in; {made}")
    if f'"{address_on(port)}/{names.PANE}"'.encode() not in manifest.read_bytes():
        raise names.AddInError("E_OTHER_ADDRESS", f"{folder} was built for another address; {made}")


def own_certificate(folder: Path) -> tuple[Path, Path]:
    """Return a certificate for localhost and its key, made in a folder where there is none.

    Raises:
        AddInError: `E_CERTIFICATE`, where none can be made.
    """
    certificate, key = folder / "localhost.crt", folder / "localhost.key"
    openssl = shutil.which("openssl")
    if openssl is None:
        raise names.AddInError(
            "E_CERTIFICATE",
            "openssl is not found, which makes a certificate; install it, or give one by "
            "--certificate and --key",
        )
    valid = [openssl, "x509", "-in", str(certificate), "-noout", "-checkend", "86400"]
    if certificate.is_file() and key.is_file() and _run(valid).returncode == 0:
        return certificate, key
    folder.mkdir(parents=True, exist_ok=True)
    key.touch(mode=0o600)  # before anything secret is in it
    said = _run(
        [
            *(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-sha256"),
            *("-days", str(DAYS), "-subj", f"/CN={HOST}"),
            *("-addext", f"subjectAltName=DNS:{HOST},IP:{LOOPBACK}"),
            *("-addext", "extendedKeyUsage=serverAuth"),
            *("-keyout", str(key), "-out", str(certificate)),
        ]
    )
    if said.returncode != 0:
        lines = said.stderr.strip().splitlines() or ["it gives no reason"]
        raise names.AddInError("E_CERTIFICATE", f"openssl makes no certificate: {lines[-1]}")
    return certificate, key


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - a program that was looked up, arguments as a list
        command, capture_output=True, text=True, errors="replace", check=False, timeout=LIMIT
    )


class FileHandler(SimpleHTTPRequestHandler):
    """Files and nothing else; what changes with every build bears another name then."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".json": "application/json",
    }
    protocol_version = "HTTP/1.1"
    timeout = 30

    def end_headers(self) -> None:
        """Add what browsers should keep, and that Excel on the web may read functions.json."""
        for_ever = kept_for_ever(self.path.lstrip("/"))
        self.send_header("Cache-Control", f"max-age={YEAR}, immutable" if for_ever else "no-cache")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def list_directory(self, path: Any) -> None:  # noqa: ANN401 - as the base class has it
        """List no folder."""
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base names it
        """Say nothing: the browser shows what it fetched."""
