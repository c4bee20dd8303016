"""The add-in as a user installs it: with unopkg, and not as root."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from xl_udfs.hosts.libreoffice.extension import extension
from xl_udfs.hosts.libreoffice.names import qualified
from xl_udfs.hosts.libreoffice.office import FRESH_PROFILE, Office

ORDINARY = "nobody"


@pytest.fixture
def home() -> Iterator[Path]:
    """Return a folder that belongs to an ordinary user."""
    folder = Path(tempfile.mkdtemp(prefix="xl-udfs-user-"))  # not below root's own
    if os.geteuid() == 0:
        try:
            account = pwd.getpwnam(ORDINARY)
        except KeyError:
            pytest.skip(f"unopkg refuses root, and there is no user {ORDINARY}")
        os.chown(folder, account.pw_uid, account.pw_gid)
    yield folder
    shutil.rmtree(folder)


def as_user(program: str, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a program of LibreOffice, as an ordinary user where the tests run as root."""
    root = os.geteuid() == 0
    return subprocess.run(  # noqa: S603 - LibreOffice's own program
        [program, *words, f"-env:UserInstallation={(home / 'profile').as_uri()}"],
        env={**os.environ, "HOME": str(home)},
        cwd=home,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        user=ORDINARY if root else None,
        group=pwd.getpwnam(ORDINARY).pw_gid if root else None,
        extra_groups=[] if root else None,
    )


def test_the_add_in_installs_as_an_ordinary_user_and_calculates(
    office: Office, unopkg: str, home: Path
) -> None:
    """With the one command of the README; to install it once more takes --force."""
    package = home / "xl_udfs.oxt"
    package.write_bytes(extension())
    package.chmod(0o644)
    added = as_user(unopkg, home, "add", str(package))
    assert added.returncode == 0, added.stderr
    listed = as_user(unopkg, home, "list")
    assert "org.xludfs.addin" in listed.stdout
    assert "is registered: yes" in listed.stdout
    again = as_user(unopkg, home, "add", "--force", str(package))
    assert again.returncode == 0, again.stderr
    typed = Workbook()
    typed.worksheets[0]["A1"] = f"={qualified('CONVERSION_RATE')}(1000,0.3125)"
    typed.save(home / "typed.xlsx")
    (home / "typed.xlsx").chmod(0o644)
    words = ("--headless", "--convert-to", "csv", "--outdir", str(home), str(home / "typed.xlsx"))
    said = as_user(office.program, home, *words)
    if said.returncode == FRESH_PROFILE:
        said = as_user(office.program, home, *words)
    assert (home / "typed.csv").read_text().strip() == "3200", said.stderr
