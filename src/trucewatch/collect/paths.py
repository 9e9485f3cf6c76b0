"""From what the user names to the files to open: directories, globs, standard input.

Nothing is opened here. Directories are walked in sorted order, so that the same tree gives the same
reports in the same order on any machine. Whatever cannot be followed is a Problem, and the walk goes on.
"""

from __future__ import annotations

import glob
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trucewatch.model import Problem
from trucewatch.vocab.fields import suffixes_passed_over

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["STDIN", "Found", "expand"]

STDIN: Final = "-"


@dataclass(frozen=True, slots=True)
class Found:
    """One file to open (or `-`): its path as given, or as found below the directory given."""

    path: str

    @property
    def name(self) -> str:
        """The path fit to be written down: a file name that is not UTF-8 cannot be stored as it is."""
        return self.path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")

    @property
    def suffix(self) -> str:
        """The ending in lower case, `.gz` and `.zst` kept on the one before them: `.txt`, `.jsonl.gz`, or empty."""
        suffixes = [s.lower() for s in Path(self.path).suffixes]
        if suffixes[-1:] in ([".gz"], [".zst"]):
            return "".join(suffixes[-2:])
        return suffixes[-1] if suffixes else ""


def expand(paths: Sequence[str]) -> Iterator[Found | Problem]:
    """Yield the files that `paths` stand for, in order, lazily, and a Problem for each that leads nowhere."""
    for path in paths:
        if path == STDIN or os.path.lexists(path):
            yield from _visit(path, named=True, seen={})
        elif glob.has_magic(path):
            yield from _match(path)
        else:
            yield _problem(path, "no such file or directory: check the path")


def _match(pattern: str) -> Iterator[Found | Problem]:
    matches = sorted(glob.iglob(pattern, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not matches:
        yield _problem(pattern, "no file matches this pattern: check it, and quote it against the shell")
    for match in matches:
        # `**` also yields the directories on the way, whose files it yields too.
        if "**" not in pattern or not Path(match).is_dir():
            yield from _visit(match, named=True, seen={})


def _visit(path: str, *, named: bool, seen: dict[tuple[int, int], bool]) -> Iterator[Found | Problem]:
    """Follow one path; `seen` maps each directory met (device, inode) to whether we are still inside it."""
    if path == STDIN and named:
        yield Found(path)
        return
    try:
        status = Path(path).stat()
    except OSError as error:
        yield _problem(path, _why(path, error))
        return
    if stat.S_ISDIR(status.st_mode):
        key = (status.st_dev, status.st_ino)
        if key in seen:
            if seen[key]:
                yield _problem(path, "leads back to the directory it lies in (a loop of links): remove the link")
            return
        seen[key] = True
        yield from _walk(path, seen)
        seen[key] = False
    elif stat.S_ISREG(status.st_mode):
        if named or Found(path).suffix not in suffixes_passed_over():
            yield Found(path)
    else:
        yield _problem(path, "is a pipe, socket or device, not a file: to read a pipe, send it in and pass -")


def _walk(directory: str, seen: dict[tuple[int, int], bool]) -> Iterator[Found | Problem]:
    try:
        names = sorted(entry.name for entry in Path(directory).iterdir())
    except OSError as error:
        yield _problem(directory, _why(directory, error))
        return
    for name in names:
        if not name.startswith("."):
            yield from _visit(os.path.join(directory, name), named=False, seen=seen)  # noqa: PTH118 - keeps "./"


def _why(path: str, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "permission denied: make it readable for this user"
    if isinstance(error, FileNotFoundError) and Path(path).is_symlink():
        return "is a link to something that is not there: restore its target or remove the link"
    if isinstance(error, FileNotFoundError):
        return "no such file or directory: check the path"
    if "symbolic links" in str(error):
        return "is a link that leads back to itself: remove it"
    return f"cannot be opened ({error.strerror}): check the path"


def _problem(name: str, message: str) -> Problem:
    return Problem(report=Found(name).name, stage="collect", message=message)
