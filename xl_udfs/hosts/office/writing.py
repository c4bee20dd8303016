"""The site put on disk: as a whole, or not at all."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from xl_udfs.hosts.office.names import MANIFEST, PANE, AddInError


def write_site(files: Mapping[str, bytes], folder: Path, *, overwrite: bool = False) -> None:
    """Write a site into a new folder, or in place of another site.

    Raises:
        AddInError: `E_OUTPUT_EXISTS`.
        OSError: where the folder cannot be written.
    """
    if folder.exists() and not overwrite:
        raise AddInError("E_OUTPUT_EXISTS", f"{folder} exists; --overwrite replaces it")
    if folder.exists() and not all((folder / name).is_file() for name in (MANIFEST, PANE)):
        raise AddInError(
            "E_OUTPUT_EXISTS",
            f"{folder} exists and holds no site of the add-in; it is not replaced, "
            "name another folder",
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        new, old = made / "new", made / "old"
        for name, data in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(data)
        if folder.exists():
            folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
    finally:
        shutil.rmtree(made, ignore_errors=True)
