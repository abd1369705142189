"""Compression of many short streams."""

from __future__ import annotations

import zlib

__all__ = ["deflate"]

_LARGEST_WINDOW = 15
_SMALLEST_WINDOW = 9
_DEFAULT_MEMORY = 8


def deflate(data: bytes, level: int) -> bytes:
    """Return a zlib stream, which any reader of zlib reads.

    The tables of the compressor are as large as the data asks for: to set up those of
    `zlib.compress`, a quarter of a megabyte, takes ten times as long as to compress
    some hundred bytes, of which most files have several streams. The same data gives
    the same bytes.

    :param level: Of zlib, 1 to 9.
    """
    window = min(_LARGEST_WINDOW, max(_SMALLEST_WINDOW, len(data).bit_length()))
    memory = min(_DEFAULT_MEMORY, window - 6)
    stream = zlib.compressobj(level, zlib.DEFLATED, window, memory)
    return stream.compress(data) + stream.flush()
