"""Encoded facts, and how they go through a pipe."""

from __future__ import annotations

import struct
import zlib
from itertools import accumulate, pairwise
from typing import NamedTuple

from .rows import CodecError

__all__ = ["EncodedFacts", "pack", "unpack"]

_WORD = struct.Struct("<I")
_LENGTHS = struct.Struct("<6I")


class EncodedFacts(NamedTuple):
    """The facts of one file, each part readable on its own."""

    path: str
    """POSIX path from the source root."""
    head: bytes
    symbols: bytes
    occurrences: bytes
    tokens: bytes
    notes: bytes


def pack(encoded: EncodedFacts) -> bytes:
    """Return one string of bytes, for a pipe: lengths of the parts, parts, CRC-32."""
    parts = [encoded.path.encode(), *encoded[1:]]
    body = b"".join([_LENGTHS.pack(*map(len, parts)), *parts])
    return body + _WORD.pack(zlib.crc32(body))


def unpack(data: bytes) -> EncodedFacts:
    """Return what was packed; the parts themselves are not read.

    :raises CodecError: if bytes were lost or changed.
    """
    body, check = data[:-4], data[-4:]
    if len(body) < _LENGTHS.size or _WORD.pack(zlib.crc32(body)) != check:
        raise CodecError("packed facts are damaged")
    ends = list(accumulate(_LENGTHS.unpack_from(body), initial=_LENGTHS.size))
    if ends[-1] != len(body):
        raise CodecError("packed facts have a wrong length")
    path, *parts = (body[start:end] for start, end in pairwise(ends))
    try:
        return EncodedFacts(path.decode(), *parts)
    except UnicodeDecodeError as error:
        raise CodecError("packed facts have a path that is not UTF-8") from error
