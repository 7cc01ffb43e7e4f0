"""Reading files that end, and writing them so that none is ever half there."""

from __future__ import annotations

import errno
import os
import re
import stat
import tempfile
from pathlib import Path
from typing import BinaryIO, Final

__all__ = ["is_device_name", "open_file", "read_file", "write_file"]


_DEVICE_NAME: Final = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)\d)(?:\..*)?", re.I | re.S)


def is_device_name(name: str) -> bool:
    """Whether Windows takes a file of this name for a device, whatever follows a dot.

    >>> is_device_name("con"), is_device_name("Aux.xml"), is_device_name("console")
    (True, True, False)
    """
    return bool(_DEVICE_NAME.fullmatch(name))


def read_file(path: Path) -> bytes:
    """The bytes of a file; raises OSError, also for a pipe or a device: they need have no end."""
    _require_file(path)
    with path.open("rb", buffering=0) as file:  # all at once needs no buffer
        return file.read()


def open_file(path: Path) -> BinaryIO:
    """A file opened for reading; raises OSError as ``read_file`` does."""
    _require_file(path)
    return path.open("rb")


def _require_file(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        where = {errno.ELOOP: "itself", errno.ENOENT: "no file"}.get(error.errno or 0)
        if where is None or not path.is_symlink():
            raise
        reason = f"a link that leads to {where}: remove it"
        raise OSError(error.errno, reason, str(path)) from None
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        reason = "no regular file but a pipe or a device: put a file in its place"
        raise OSError(errno.EINVAL, reason, str(path))


def write_file(path: Path, content: bytes, *, within: Path | None = None) -> bool:
    """Write a file under a temporary name in its folder and rename it; make the folder if need be.

    Gives False, and touches nothing, if the file has this content already. Raises OSError; then
    the old file is as it was. A link on the way that leads out of ``within`` is such an error.
    """
    if within is not None and not path.parent.resolve().is_relative_to(within.resolve()):
        raise OSError(errno.EPERM, f"a link leads out of {within}: remove the link", str(path))
    try:
        if read_file(path) == content:
            return False
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # mkstemp makes files private; a new file gets what the umask allows.
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
