"""What keeps LibreOffice from the network on this machine."""

import shutil
import subprocess
from collections.abc import Sequence
from functools import lru_cache

FENCES = (
    ("unshare", "-rn"),
    ("bwrap", "--dev-bind", "/", "/", "--unshare-net", "--die-with-parent"),
)
"""Programs that run another one without network, as users may where the system lets them."""
LIMIT = 10.0  # seconds for a trial


def network_fence() -> tuple[str, ...]:
    """Return the words to put before a command so that it has no network; none where none works."""
    return next(filter(works, FENCES), ())


@lru_cache
def works(fence: Sequence[str]) -> bool:
    """Whether this system lets us use a fence: a container or a policy may forbid it."""
    if shutil.which(fence[0]) is None:
        return False
    try:
        tried = subprocess.run(  # noqa: S603 - a program that was looked up, with our own words
            [*fence, "true"], capture_output=True, timeout=LIMIT, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return tried.returncode == 0
