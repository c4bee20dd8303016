"""Owner, mode and extended attributes of a file, handed on to the one that takes its place."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE

ACCESS_LIST = "system.posix_acl_access"
SET_ID = 0o6000  # a program that runs as its owner or group; nobody else's


def hand_on(model: Path, heir: Path) -> list[str]:
    """Give a new file the owner, group, mode and extended attributes of another.

    Returns:
        What could not be handed on, in words.
    """
    old = model.stat()
    mode = S_IMODE(old.st_mode)
    lost: list[str] = []
    # The group first: once the file is another's, its group is no longer ours to change
    group_kept = _owned(heir, -1, old.st_gid)
    if not group_kept:
        lost.append(f"the group (gid {old.st_gid})")
        # whoever is in the new group gets no more than everyone had
        mode &= ~0o070 | (mode & 0o007) << 3
    if not _owned(heir, old.st_uid, -1):
        lost.append(f"the owner (uid {old.st_uid})")
    if lost:
        mode &= ~SET_ID
    heir.chmod(mode)
    return lost + _hand_on_extended(model, heir, access_list=group_kept)


def _owned(path: Path, owner: int, group: int) -> bool:
    there = path.stat()
    if owner in {-1, there.st_uid} and group in {-1, there.st_gid}:
        return True
    if sys.platform == "win32":  # where every file has the same numbers
        return False
    try:
        os.chown(path, owner, group)
    except OSError:
        return False
    return True


def _hand_on_extended(model: Path, heir: Path, *, access_list: bool) -> list[str]:
    """Hand on extended attributes, which Python knows on Linux only."""
    if sys.platform != "linux":
        return []
    try:
        names, theirs = os.listxattr(model), os.listxattr(heir)
    except OSError:  # a file system without them
        return []
    lost = []
    for name in names:
        if name == ACCESS_LIST and not access_list:
            lost.append("the access control list")
            continue
        try:
            value = os.getxattr(model, name)
            if name not in theirs or os.getxattr(heir, name) != value:
                os.setxattr(heir, name, value)
        except OSError:
            lost.append(f"the extended attribute {name}")
    if ACCESS_LIST in theirs and ACCESS_LIST not in names:
        with suppress(OSError):  # the folder gave the new file one
            os.removexattr(heir, ACCESS_LIST)
    return lost
