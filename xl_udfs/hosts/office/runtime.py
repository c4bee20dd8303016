"""The Pyodide that the site carries or points to: one version, the one that the tests run with."""

import re
from pathlib import Path

from xl_udfs.hosts.office.names import AddInError

VERSION = "314.0.7"  # Python 3.14
FILES = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
CDN = "https://cdn.jsdelivr.net"
ON_CDN = f"{CDN}/npm/pyodide@{VERSION}/"
PLACED = f"pyodide-{VERSION}/"  # the folder of the site; a browser may keep it for ever
STATED = re.compile(r'="(\d+\.\d+\.\d+(?:-[\w.]+)?)"')
NOTICE = f"""\
The folder {PLACED[:-1]} holds files of Pyodide {VERSION}, unchanged. Pyodide is under the Mozilla
Public License 2.0, https://www.mozilla.org/MPL/2.0/; its source is at
https://github.com/pyodide/pyodide/tree/{VERSION}. It contains Python, under the PSF License.
"""


def runtime_files(folder: Path) -> dict[str, bytes]:
    """Return the files of Pyodide from a folder, by their names in the site.

    Args:
        folder: the npm package pyodide, or what the archive pyodide-core holds.

    Raises:
        AddInError: `E_PYODIDE_ABSENT`, where it is not there or not whole; `E_PYODIDE_VERSION`.
    """
    if not folder.is_dir():
        raise AddInError("E_PYODIDE_ABSENT", f"there is no folder {folder}; {_whence()}")
    missing = next((name for name in FILES if not (folder / name).is_file()), None)
    if missing is not None:
        raise AddInError("E_PYODIDE_ABSENT", f"the folder {folder} has no {missing}; {_whence()}")
    files = {name: (folder / name).read_bytes() for name in FILES}
    stated = STATED.findall(files["pyodide.mjs"].decode("utf-8", "replace"))
    if VERSION not in stated:
        other = f"Pyodide {stated[0]}" if stated else "no Pyodide that says its version"
        raise AddInError(
            "E_PYODIDE_VERSION",
            f"the folder {folder} holds {other}; it must be Pyodide {VERSION}; {_whence()}",
        )
    return {PLACED + name: data for name, data in files.items()} | {
        f"{PLACED}NOTICE.txt": NOTICE.encode()
    }


def _whence() -> str:
    return f"`npm install pyodide@{VERSION}` puts it into node_modules/pyodide"
