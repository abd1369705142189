"""What came of parses, put into the index: facts, or those of the text, and counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..comments import file_documentation, folder_comments, parse_comment
from ..model import (
    CodecError,
    content_digest,
    encode_facts,
    lookups_of,
    unpack,
    unpack_lookups,
)
from ..other import other_facts
from ..scan import text_facts, without_pauses
from ..store import IndexWriter
from .fingerprint import ContentDigests, Fingerprint
from .pool import Failure, FailureKind
from .report import FileFailure, MissingHeader
from .tree import Tree, read_source

if TYPE_CHECKING:
    from ..model import EncodedFacts, FileFacts, Lookups
    from ..other import OtherTree
    from .flow import Parsed
    from .pool import TaskOutcome
    from .syntax import SyntaxFile

__all__ = ["Recorder"]


@dataclass(slots=True)
class Recorder:
    """Writes facts with their fingerprints; counts what the report says."""

    tree: Tree
    writer: IndexWriter
    before: Mapping[str, Fingerprint]
    """Path → fingerprint of the facts that the index held at the start."""
    contents: ContentDigests
    made_from: Mapping[str, str]
    """`Plan.made_from`."""
    tell: Callable[[str, int], None]
    """Told of each path that is done, and how many are."""
    done: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    failed: dict[str, str] = field(default_factory=dict)
    """Files that libclang could not read, and why: a clause each."""
    failures: list[FileFailure] = field(default_factory=list)
    missing: dict[str, list[str]] = field(default_factory=dict)
    """Header as spelled → files that miss it."""
    cpu: float = 0.0
    parse_cpu: float = 0.0
    plainly: int = 0
    """Units that were parsed plainly since their umbrella could have changed facts."""

    def receive(self, parsed: Parsed) -> None:
        """Store what a parse gave; note a unit that gave nothing for `failed`."""
        outcome, unit = parsed
        self.cpu += outcome.cpu
        self.parse_cpu += float(outcome.header.get("parse_cpu", 0.0))
        if outcome.failure is not None:
            if unit is not None:
                self._fail(unit.path, outcome.failure)
            return
        self.plainly += "plainly" in outcome.header
        self._take_all(outcome)
        if unit is not None and unit.path not in self.done:
            failure = Failure(FailureKind.ERROR, "the parser did not read it")
            self._fail(unit.path, failure)

    def receive_syntax(self, outcome: TaskOutcome, files: Sequence[SyntaxFile]) -> None:
        """Store what was read by syntax; the rest gets the facts of its text."""
        self.cpu += outcome.cpu
        if outcome.failure is None:
            self._take_all(outcome)
        for path, _, reason in files:
            if path not in self.done:
                self.read_text(path, reason or "the syntax parser did not read it")

    def read_text(self, path: str, reason: str) -> None:
        """Give a file that is not to be parsed the facts of its text."""
        self._store_text(path, reason)

    def read_other(self, path: str, tree: OtherTree, reason: str | None = None) -> None:
        """Read a file outside the C family here.

        :param reason: `other_facts`.
        """
        try:
            data = read_source(self.tree.root, path)
        except OSError:
            data = b""  # it went away just now: the digest will tell
        language = self.tree.others[path].language
        self._store_facts(other_facts(path, data, language, tree, reason=reason))

    def receive_others(
        self, outcome: TaskOutcome, files: Sequence[SyntaxFile], tree: OtherTree
    ) -> None:
        """Store what a worker read; what it could not read is read as plain text."""
        self.cpu += outcome.cpu
        reason = "the parser did not read it"
        if outcome.failure is None:
            self._take_all(outcome)
        else:
            reason = outcome.failure.text
        for path, _, _ in files:
            if path not in self.done:
                self.read_other(path, tree, reason)

    def missing_headers(self) -> tuple[MissingHeader, ...]:
        """Return the headers that were not found, the most frequent first."""
        found = [
            MissingHeader(spelled, len(set(paths)), min(paths))
            for spelled, paths in self.missing.items()
        ]
        return tuple(sorted(found, key=lambda one: (-one.files, one.spelled)))

    @without_pauses()
    def _take_all(self, outcome: TaskOutcome) -> None:
        records: list[dict[str, Any]] = outcome.header["files"]
        blobs = iter(outcome.blobs)
        for record, facts, lookups in zip(records, blobs, blobs, strict=True):
            self._take(record, facts, lookups)

    def _take(self, record: Mapping[str, Any], facts: bytes, lookups: bytes) -> None:
        path = record["path"]
        fingerprint = self._fingerprint(path, record["reads"], record["digest"])
        if record["sha256"] != self.tree.digests[path]:
            fingerprint = fingerprint.outdated()
        try:
            digest = bytes.fromhex(record["digest"])
            self._store(unpack(facts), fingerprint, digest, unpack_lookups(lookups))
        except CodecError as error:
            text = f"its facts cannot be stored: {error}"
            self._fail(path, Failure(FailureKind.ERROR, text))
            return
        for spelled in record["missing"]:
            self.missing.setdefault(spelled, []).append(path)

    def _fail(self, path: str, failure: Failure) -> None:
        self.failures.append(FileFailure(path, failure.kind, failure.text))
        self.failed[path] = failure.text

    def _fingerprint(self, path: str, reads: Iterable[str], digest: str) -> Fingerprint:
        failed = path in self.failed
        # A parse that failed may have read all that the file reaches.
        depends = self.tree.graph.reachable({path}) if failed else {path, *reads}
        return self.contents.fingerprint(
            self.made_from[path], depends, facts=digest, failed=failed
        )

    @without_pauses()
    def _store_text(self, path: str, reason: str) -> None:
        try:
            data = read_source(self.tree.root, path)
        except OSError:
            data = b""  # it went away just now: the digest will tell
        self._store_facts(
            text_facts(
                path,
                data,
                reason=reason,
                parse_comment=parse_comment,
                file_documentation=file_documentation,
                folder_comments=folder_comments,
            )
        )

    def _store_facts(self, facts: FileFacts) -> None:
        """Store what was read in this process."""
        path = facts.source.path
        encoded = encode_facts(facts)
        digest = content_digest(encoded)
        fingerprint = self._fingerprint(path, (), digest.hex())
        if facts.source.sha256 != self.tree.digests[path]:
            fingerprint = fingerprint.outdated()
        self._store(encoded, fingerprint, digest, lookups_of(encoded, facts))

    def _store(
        self,
        encoded: EncodedFacts,
        fingerprint: Fingerprint,
        digest: bytes,
        lookups: Lookups,
    ) -> None:
        path = encoded.path
        self.writer.replace(encoded, str(fingerprint), digest=digest, lookups=lookups)
        before = self.before.get(path)
        if before is None or before.facts != fingerprint.facts:
            self.changed.add(path)
        self.done.add(path)
        self.tell(path, len(self.done))
