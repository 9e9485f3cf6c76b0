"""A body as it was sent to the bytes that it stands for, under a limit that no packing gets round.

Content comes plain, gzipped or deflated, which is all that we ask for. What is packed is unpacked piece by piece, so
that a bomb is refused after `limit` bytes, whatever it would have become.
"""

from __future__ import annotations

import zlib
from typing import Any, Final

from trucewatch.collect.feeds.faults import PassingError, RefusedError
from trucewatch.collect.limits import in_megabytes

__all__ = ["ACCEPTED", "Unpacker", "unpacked"]

ACCEPTED: Final = "gzip, deflate"
"""What the Accept-Encoding header says."""

_PLAIN: Final = frozenset({"", "identity"})
_GZIP: Final = frozenset({"gzip", "x-gzip"})
_EITHER_HEADER: Final = zlib.MAX_WBITS | 32
_ZLIB_METHOD: Final = 8


class Unpacker:
    """Takes the pieces of one body as they come; `limit` is in bytes, of what comes out."""

    def __init__(self, coding: str, limit: int) -> None:
        self._coding = coding.strip().lower()
        self._limit = limit
        self._whole = bytearray()
        self._unpacker: Any = None  # zlib names its class to nobody
        if self._coding not in _PLAIN | _GZIP | {"deflate"}:
            raise RefusedError(f"is packed as {coding!r}, which was not asked for: only {ACCEPTED} are read")

    def add(self, piece: bytes) -> None:
        """Take the next piece as it was sent; RefusedError once the limit is passed."""
        if self._coding in _PLAIN:
            self._keep(piece)
            return
        try:
            while piece:
                if self._unpacker is None:
                    self._unpacker = zlib.decompressobj(self._bits(piece))
                self._keep(self._unpacker.decompress(piece, self._limit + 1 - len(self._whole)))
                piece = self._unpacker.unconsumed_tail
                if self._unpacker.eof:  # a gzip file may have several members, one after the other
                    piece = self._unpacker.unused_data.lstrip(b"\0")
                    self._unpacker = None
        except zlib.error as error:
            raise PassingError("is packed in a broken way (its gzip or deflate does not unpack): try later") from error

    def whole(self) -> bytes:
        """Return all that came out; PassingError where the packing was cut off."""
        if self._unpacker is not None:
            raise PassingError("was cut off (its packing has no end): try later")
        return bytes(self._whole)

    def _bits(self, piece: bytes) -> int:
        # `deflate` should have a zlib header, and often has none.
        bare = self._coding == "deflate" and piece[:1] != b"\x1f" and piece[0] & 0x0F != _ZLIB_METHOD
        return -zlib.MAX_WBITS if bare else _EITHER_HEADER

    def _keep(self, piece: bytes) -> None:
        if len(self._whole) + len(piece) > self._limit:
            raise RefusedError(f"is larger than {in_megabytes(self._limit)} once unpacked: raise `largest`, if meant")
        self._whole += piece


def unpacked(body: bytes, coding: str, limit: int) -> bytes:
    """Return the bytes that a whole body stands for."""
    unpacker = Unpacker(coding, limit)
    unpacker.add(body)
    return unpacker.whole()
