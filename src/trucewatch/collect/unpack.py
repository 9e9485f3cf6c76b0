"""What .gz and .zst files hold, as a stream; the latter needs pyarrow (`pip install 'trucewatch[bulk]'`)."""

from __future__ import annotations

import gzip
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, cast

from trucewatch.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = ["unpacked"]


@contextmanager
def unpacked(stream: BinaryIO, suffix: str) -> Generator[BinaryIO]:
    """Open what is packed in `stream`, as the `suffix` of its name tells; a stream that is not packed is itself."""
    if suffix.endswith(".gz"):
        with gzip.GzipFile(fileobj=stream) as packed:
            yield cast("BinaryIO", packed)
    elif suffix.endswith(".zst"):
        try:
            arrow = import_module("pyarrow")
        except ImportError as error:
            raise UsageError(".zst files need pyarrow: run `pip install 'trucewatch[bulk]'`") from error
        with arrow.CompressedInputStream(stream, "zstd") as packed:
            yield packed
    else:
        yield stream
