"""Put a set of files in the place of a folder at once: readers see all of the old site or all of the new one."""

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

MARK = "data/datapackage.json"
"""A folder that has this file is a site of ours and may be replaced, unless a history is kept in it."""
HISTORY = ".git"

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD, RENAME_EXCHANGE


class Foreign(Exception):  # noqa: N818 - an outcome the caller reports, not a programming error
    """The folder holds something else than a site, and is left alone."""


def put(files: Mapping[str, bytes], target: Path) -> None:
    """Make `target` hold exactly these files, for anyone to read; Foreign when it holds anything but a site."""
    target = target.resolve()
    if target.exists() and not _may_be_replaced(target):
        raise Foreign(str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.new")
    with _alone(target.parent):
        shutil.rmtree(fresh, ignore_errors=True)
        try:
            _write(files, fresh)
            if target.exists():
                _exchange(fresh, target)
            else:
                fresh.rename(target)
            _flush(target.parent)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def _may_be_replaced(target: Path) -> bool:
    if not target.is_dir() or (target / HISTORY).exists():
        return False
    return (target / MARK).is_file() or not any(target.iterdir())


def _write(files: Mapping[str, bytes], fresh: Path) -> None:
    for name, content in files.items():
        path = fresh / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(0o644)
        _flush(path)
    for folder in [fresh, *(path for path in fresh.rglob("*") if path.is_dir())]:
        folder.chmod(0o755)
        _flush(folder)


def _exchange(one: Path, other: Path) -> None:
    """Swap two folders in one step where the system can; elsewhere in two, with an instant of neither."""
    library = ctypes.CDLL(None, use_errno=True)
    if hasattr(library, "renameat2"):
        if library.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
            return
        code = ctypes.get_errno()
        if code not in {errno.ENOSYS, errno.EINVAL}:
            raise OSError(code, os.strerror(code), str(other))
    aside = one.with_name(f"{one.name}.old")
    shutil.rmtree(aside, ignore_errors=True)
    other.rename(aside)
    one.rename(other)
    aside.rename(one)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder against another publication; the system lets go when the process ends, however it ends."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
