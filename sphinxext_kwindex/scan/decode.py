"""Bytes to text, by evidence in the bytes; never fails."""

from __future__ import annotations

import codecs
from typing import NamedTuple

__all__ = ["Decoded", "decode"]

# The longer marks first: that of UTF-16-LE begins that of UTF-32-LE.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Sources are mostly ASCII: in UTF-16 nearly every other byte is NUL.
_SAMPLE = 4096
_NUL_SHARE = 0.8
# Where the NUL bytes stand in each four bytes of ASCII text.
_BY_NULS = {
    "x000": "utf-32-le",
    "000x": "utf-32-be",
    "x0x0": "utf-16-le",
    "0x0x": "utf-16-be",
}


class Decoded(NamedTuple):
    """Text of a file."""

    text: str
    """Without byte order mark; line ends as they are."""
    encoding: str
    """``utf-8``, ``utf-8-sig`` (a mark was dropped), ``utf-16``, ``utf-32`` or
    ``latin-1``. Only of ``utf-8`` do the bytes equal the text's UTF-8."""


def decode(data: bytes) -> Decoded:
    """Decode a source file.

    UTF-8; else UTF-16 or UTF-32 by byte order mark or by the place of the NUL bytes;
    else Latin-1, in which all bytes are valid.
    """
    wide = _wide_encoding(data)
    if wide is not None:
        text = data.decode(wide, errors="replace").removeprefix("\ufeff")
        return Decoded(text, wide[:6])
    if data.startswith(codecs.BOM_UTF8):
        text = data.decode("utf-8-sig", errors="replace")
        return Decoded(text, "utf-8-sig")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return Decoded(data.decode("latin-1"), "latin-1")


def _wide_encoding(data: bytes) -> str | None:
    """Return the codec of UTF-16 or UTF-32 text; None for all else."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    sample = data[: min(_SAMPLE, len(data) // 4 * 4)]
    if b"\0" not in sample:
        return None
    quarter = len(sample) / 4
    full = "".join(
        "0" if sample[place::4].count(0) >= _NUL_SHARE * quarter else "x"
        for place in range(4)
    )
    return _BY_NULS.get(full)
