"""What the facts of a file depend on, in one line of text: never a time.

A fingerprint is kept beside the facts in the index and has five parts with dots
between:

1. ``v1``, the form of this text;
2. a digest of what the facts were made from besides contents: the files of the unit,
   language, arguments in order, versions; with ``!`` behind it if the parse failed;
3. a digest of the contents of the unit's files and of all files of the tree that the
   parse read, and of what each include line in them may lead to. The latter so that a
   header that was missing and appears, or one that appears before the one that was
   taken, makes the file stale;
4. which files these were: 6 bytes of a digest of each path, sorted, in base 64. Paths
   themselves would be ten times as long (measured: 346 headers a unit);
5. the digest of the facts, by which one sees whether a new parse said anything new.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from struct import error as StructError  # noqa: N812  (it is an exception)
from struct import iter_unpack
from typing import TYPE_CHECKING, NamedTuple, Self

from ..model import LAYOUT
from ..notes import added_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["ContentDigests", "Fingerprint", "code_digest", "combined_digest"]

_FORM = "v1"
_KEY = 6
"""Bytes of a path's key. Two of 50,000 paths collide with a probability of 4e-6; then
both count as one whose contents are those of both."""
_STALE = "?"
"""Stands for the digest of contents that were not those of the plan."""


class _Parts(NamedTuple):
    form: str
    made_from: str
    contents: str
    reads: str
    facts: str


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The five parts; see the head of the module."""

    made_from: str
    contents: str
    reads: str
    facts: str
    failed: bool = False

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the fingerprint that a text says; None if it is of another form."""
        try:
            parts = _Parts(*text.split("."))
        except TypeError:
            return None
        if parts.form != _FORM:
            return None
        made_from = parts.made_from.removesuffix("!")
        failed = made_from != parts.made_from
        return cls(made_from, parts.contents, parts.reads, parts.facts, failed)

    def __str__(self) -> str:
        """Return the text that `parse` takes."""
        made_from = f"{self.made_from}!" if self.failed else self.made_from
        return f"{_FORM}.{made_from}.{self.contents}.{self.reads}.{self.facts}"

    def outdated(self) -> Fingerprint:
        """Return one that fits nothing: the file changed while it was parsed."""
        return replace(self, contents=_STALE)


class ContentDigests:
    """The contents of a tree as fingerprints see them."""

    def __init__(
        self,
        digests: Mapping[str, str],
        leads: Callable[[str], Iterable[str]],
    ) -> None:
        """Take the tree.

        :param digests: path → hexadecimal digest of the file's bytes.
        :param leads: path → what each of its include lines may lead to, in order.
        """
        # Key → what `_contents` takes of its path.
        self._rows = _Rows()
        for path, digest in sorted(digests.items()):
            key = _key(path)
            contents = combined_digest((path, digest, *leads(path)))
            known = self._rows.get(key, key + b"\0")
            self._rows[key] = known[:-1] + contents.encode() + b"\0"

    def fingerprint(
        self, made_from: str, paths: Iterable[str], *, facts: str, failed: bool = False
    ) -> Fingerprint:
        """Return the fingerprint of facts that a parse of these paths gave."""
        keys = sorted({_key(path) for path in paths})
        reads = base64.b64encode(b"".join(keys), altchars=b"-_").decode()
        return Fingerprint(made_from, self._contents(keys), reads, facts, failed)

    def is_current(self, fingerprint: Fingerprint, made_from: str) -> bool:
        """Whether a new parse would see nothing else than the one before."""
        if fingerprint.made_from != made_from:
            return False
        try:
            joined = base64.b64decode(fingerprint.reads, altchars=b"-_", validate=True)
            keys = [key for (key,) in iter_unpack(f"{_KEY}s", joined)]
        except (StructError, ValueError):
            return False
        return self._contents(keys) == fingerprint.contents

    def _contents(self, keys: Iterable[bytes]) -> str:
        rows = b"".join(map(self._rows.__getitem__, keys))
        return hashlib.blake2b(rows, digest_size=16).hexdigest()


class _Rows(dict[bytes, bytes]):
    """Key → key, contents and a NUL."""

    def __missing__(self, key: bytes) -> bytes:
        """Return what stands for a file that is no longer there: no contents."""
        return key + b"\0"


def combined_digest(texts: Iterable[str]) -> str:
    """Return the digest of a sequence of texts: 32 hexadecimal digits."""
    digest = hashlib.blake2b(digest_size=16)
    for text in texts:
        data = text.encode("utf-8", "surrogateescape")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


@functools.cache
def code_digest() -> str:
    """Return the digest of the code that makes facts: other code, other facts.

    A version number would have to be raised by hand whenever a fact is said otherwise.
    Of an installation without sources only the layout of the facts counts. Rules that
    others add count by their id and version.
    """
    package = Path(__file__).parents[1]
    files = [
        path
        for folder in (
            *("model", "scan", "comments", "syntax", "other", "notes", "indexer"),
        )
        for path in sorted((package / folder).glob("*.py"))
    ]
    texts = [text for path in files for text in (path.name, path.read_text("utf-8"))]
    added = (f"{rule.id} {rule.version}" for rule in added_rules())
    return combined_digest((str(LAYOUT), *texts, *added))


@functools.lru_cache(maxsize=1 << 16)
def _key(path: str) -> bytes:
    data = path.encode("utf-8", "surrogateescape")
    return hashlib.blake2b(data, digest_size=_KEY).digest()
