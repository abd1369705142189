"""How a worker and its pool talk: framed messages over two pipes.

A frame is: 4 bytes ``kwx1``; the length of the header (unsigned 32-bit, big-endian);
the number of blobs and the length of each (the same form); the header, a JSON object
in UTF-8; the blobs. Nothing in it is pickled: a damaged worker can lie, not command.
"""

from __future__ import annotations

import json
import struct
from typing import IO, TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Message", "ProtocolError", "encode_message", "read_message"]

_MAGIC = b"kwx1"
_NUMBER = struct.Struct(">I")
_MAXIMUM = 1 << 30
"""Bytes: no header and no blob is longer; a longer one is taken for damage."""
_MAXIMUM_BLOBS = 1 << 20


class ProtocolError(Exception):
    """What came is no message; the other side is not to be trusted any more."""


class Message(NamedTuple):
    """One message; ``header["type"]`` says what it is."""

    header: dict[str, Any]
    blobs: tuple[bytes, ...] = ()


def encode_message(header: Mapping[str, Any], blobs: Sequence[bytes] = ()) -> bytes:
    """Return the frame of a message."""
    text = json.dumps(header, separators=(",", ":")).encode()
    numbers = (len(text), len(blobs), *map(len, blobs))
    return b"".join((_MAGIC, *map(_NUMBER.pack, numbers), text, *blobs))


def read_message(stream: IO[bytes]) -> Message | None:
    """Read one message; None at the end of the stream, also within a message.

    :raises ProtocolError: when it is no message.
    """
    start = stream.read(len(_MAGIC))
    if len(start) < len(_MAGIC):
        return None
    if start != _MAGIC:
        raise ProtocolError(f"a frame starts with {start!r}")
    try:
        return _read_body(stream)
    except EOFError:
        return None


def _read_body(stream: IO[bytes]) -> Message:
    length = _read_number(stream, _MAXIMUM)
    total = _read_number(stream, _MAXIMUM_BLOBS)
    lengths = [_read_number(stream, _MAXIMUM) for _ in range(total)]
    try:
        header = json.loads(_read_bytes(stream, length))
    except ValueError as error:
        raise ProtocolError(f"a header is no JSON: {error}") from None
    if not isinstance(header, dict):
        raise ProtocolError("a header is no JSON object")
    return Message(header, tuple(_read_bytes(stream, size) for size in lengths))


def _read_number(stream: IO[bytes], maximum: int) -> int:
    (number,) = _NUMBER.unpack(_read_bytes(stream, _NUMBER.size))
    if number > maximum:
        raise ProtocolError(f"a length is {number}")
    return int(number)


def _read_bytes(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data
