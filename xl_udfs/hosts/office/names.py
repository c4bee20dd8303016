"""What the add-in is called; the manifest, the pages and the formulas must agree."""

import re
from urllib.parse import urlsplit

from xl_udfs.hosts.refusals import HostError

NAMESPACE = "XLUDFS"  # stands before the name of every function, as in =XLUDFS.WATERFALL(…)
ACCEPTED = re.compile(r"[A-Z][A-Z0-9]{1,31}")
LIKE_A_CELL = re.compile(r"[A-Z]{1,3}[0-9]+|R[0-9]*C[0-9]*|TRUE|FALSE")

PANE = "pane.html"
FUNCTIONS = "functions.json"
MANIFEST = "manifest.xml"


class AddInError(HostError):
    """The add-in cannot be made as it was asked for."""


def namespace_of(text: str) -> str:
    """Return a namespace in capitals.

    Raises:
        AddInError: `E_NAMESPACE`, where Excel would not take it.
    """
    namespace = text.upper()
    if not ACCEPTED.fullmatch(namespace):
        raise AddInError(
            "E_NAMESPACE",
            f'the namespace is "{text}"; it must be a letter followed by 1 to 31 letters or digits',
        )
    if LIKE_A_CELL.fullmatch(namespace):
        raise AddInError(
            "E_NAMESPACE",
            f'the namespace is "{text}", which Excel reads as a cell or a truth value; it must be '
            f"another word, as {NAMESPACE}",
        )
    return namespace


def address_of(text: str) -> str:
    """Return the address of the folder on its server, without a slash at its end.

    Raises:
        AddInError: `E_ADDRESS`, where Office would not load pages from it.
    """
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    plain = not (parts.query or parts.fragment or parts.username or parts.password)
    if parts.scheme.lower() != "https" or not host or not plain or re.search(r"[\s\"'<>\\]", text):
        raise AddInError(
            "E_ADDRESS",
            f'the address is "{text}"; it must begin with https:// and name a folder, as '
            "https://example.com/xl-udfs: Office loads add-ins from nowhere else",
        )
    return text.rstrip("/")


def shown_name(name: str, namespace: str) -> str:
    """Return the name of a function as a cell of Excel shows it."""
    return f"{namespace}.{name}"


def stored_name(name: str, namespace: str) -> str:
    """Return the name of a function as Excel stores it in a file."""
    return f"_xldudf_{namespace}_{name}"
