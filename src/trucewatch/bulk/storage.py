"""Where bulk work is kept: a folder of this machine, or an address that Arrow or fsspec know (s3://, gs://, ssh://).

A file is there whole or not at all: it is written under another name, brought to the disk and renamed. Names are
paths below the root, with `/` between their parts.
"""

from __future__ import annotations

import io
import json
import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from trucewatch.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

__all__ = ["Storage", "opened"]


@dataclass(frozen=True)
class Storage:
    """A root under which files are written whole, read and listed; cheap to make, and to send to a worker."""

    root: str

    @cached_property
    def _system(self) -> tuple[Any, str]:
        return _resolved(self.root)

    @property
    def is_local(self) -> bool:
        """Whether it is a folder of this machine (or one that it has mounted)."""
        return self._system[0].type_name == "local"

    def path(self, name: str) -> str:
        """Return the full path of a file, as its file system has it."""
        return f"{self._system[1]}/{name}"

    def write(self, name: str, *parts: bytes | memoryview) -> None:
        """Write a file of these parts, whole or not at all; OSError where that fails, and then nothing stands there."""
        if self.is_local:
            _write_local(Path(self.path(name)), parts)
            return
        system = self._system[0]
        path = self.path(name)
        part = f"{path}.{os.getpid()}.part"
        system.create_dir(path.rpartition("/")[0], recursive=True)
        with system.open_output_stream(part) as stream:
            for data in parts:
                stream.write(data)
        system.move(part, path)

    def write_json(self, name: str, value: Any) -> None:
        """Write a value as JSON, whole or not at all."""
        text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
        self.write(name, (text + "\n").encode("utf-8", "backslashreplace"))

    def read(self, name: str) -> bytes:
        """Return a file's bytes; FileNotFoundError where there is none."""
        with self._system[0].open_input_stream(self.path(name), compression=None) as stream:
            return bytes(stream.read())

    def read_json(self, name: str) -> Any:
        """Return what `write_json` wrote, None where there is nothing."""
        with suppress(FileNotFoundError):
            return json.loads(self.read(name))
        return None

    @contextmanager
    def open(self, name: str, *, mapped: bool = True) -> Generator[Any]:
        """Open a file for reading at any place (an Arrow file, mapped into memory where it is on this machine).

        What is mapped counts as the process's memory while it is open: `mapped=False` is for what stays open.
        """
        if self.is_local and not mapped:
            with Path(self.path(name)).open("rb", buffering=0) as stream:
                yield stream
        elif self.is_local:
            with import_module("pyarrow").memory_map(self.path(name)) as stream:
                yield stream
        else:
            with self._system[0].open_input_file(self.path(name)) as stream:
                yield stream

    def names(self, folder: str) -> list[str]:
        """Return the names of the finished files in a folder, sorted; none where there is no such folder."""
        select = import_module("pyarrow.fs").FileSelector(self.path(folder), allow_not_found=True)
        found = (info.base_name for info in self._system[0].get_file_info(select) if info.is_file)
        return sorted(name for name in found if not name.endswith(".part"))

    def drop(self, folder: str) -> None:
        """Remove a folder with all that is in it, if it is there."""
        with suppress(FileNotFoundError):
            self._system[0].delete_dir(self.path(folder))

    def sweep(self) -> None:
        """Remove the drafts that killed writers left behind; only for when nothing writes any more."""
        system, root = self._system
        select = import_module("pyarrow.fs").FileSelector(root, allow_not_found=True, recursive=True)
        for info in system.get_file_info(select):
            if info.is_file and info.path.endswith(".part"):
                with suppress(FileNotFoundError):
                    system.delete_file(info.path)


@contextmanager
def opened(address: str) -> Generator[BinaryIO]:
    """Open an input, by its path or address, for reading at any place; OSError where that fails."""
    system, path = _resolved(address)
    if system.type_name == "local":
        with Path(path).open("rb") as stream:
            yield stream
    else:
        with system.open_input_file(path) as stream:
            # What reads archives wants a buffered stream of Python's own.
            yield cast("BinaryIO", io.BufferedReader(stream))


@lru_cache(maxsize=64)
def _resolved(address: str) -> tuple[Any, str]:
    """Return the Arrow file system of an address, and the path in it."""
    try:
        arrow, systems = import_module("pyarrow"), import_module("pyarrow.fs")
    except ImportError as error:
        raise UsageError("bulk work needs pyarrow: run `pip install 'trucewatch[bulk]'`") from error
    if "://" not in address:
        return systems.LocalFileSystem(), os.path.abspath(address)  # noqa: PTH100 - a path that need not be there yet
    try:
        system, path = systems.FileSystem.from_uri(address)
    except (arrow.ArrowInvalid, arrow.ArrowNotImplementedError, ValueError) as unknown:
        try:
            found, path = import_module("fsspec.core").url_to_fs(address)
        except (ImportError, ValueError) as error:
            raise UsageError(f"{address}: no file system here knows that address ({error})") from unknown
        system = systems.PyFileSystem(systems.FSSpecHandler(found))
    return system, path.rstrip("/")


def _write_local(path: Path, parts: Iterable[bytes | memoryview]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Of two that write one file at once each has its own draft; what they write is the same.
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as stream:
            stream.writelines(parts)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
