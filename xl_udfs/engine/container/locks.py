"""A lock on an open file, which other processes see and which ends with the process.

No library: portalocker, which does the same, takes 20 ms to import, and each run needs a lock.
"""

import os
import sys
import time

PAUSE = 0.01  # seconds between two attempts, where the system does not wait by itself

if sys.platform == "win32":
    import msvcrt

    # Windows keeps others from reading what is locked: so a byte where no file has any
    PLACE = 2**62

    def lock(handle: int, *, wait: bool) -> bool:
        """Lock an open file; returns whether it is, which without waiting it may not be."""
        while not _locking(handle, msvcrt.LK_NBLCK):
            if not wait:
                return False
            time.sleep(PAUSE)
        return True

    def unlock(handle: int) -> None:
        """Give a file free."""
        _locking(handle, msvcrt.LK_UNLCK)

    def _locking(handle: int, mode: int) -> bool:
        before = os.lseek(handle, 0, os.SEEK_CUR)
        os.lseek(handle, PLACE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, mode, 1)
        except PermissionError:  # another process has it
            return False
        finally:
            os.lseek(handle, before, os.SEEK_SET)
        return True

else:
    import fcntl

    def lock(handle: int, *, wait: bool) -> bool:
        """Lock an open file; returns whether it is, which without waiting it may not be.

        Raises:
            OSError: where the file system has no locks.
        """
        try:
            fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def unlock(handle: int) -> None:
        """Give a file free, also where a process made by fork has it open."""
        fcntl.flock(handle, fcntl.LOCK_UN)
