"""The index as one build sees it: opened once a process, asked through caches."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from ..analysis import (
    NO_LAYERS,
    Extras,
    FilePatterns,
    FolderKeywords,
    IncludeFigures,
    IncludeGraph,
    KeywordIndex,
    KeywordOrder,
    Listing,
    ReportFacts,
    Tree,
    TreeFigures,
    digest_of_text,
    graph_figures,
    home_order,
    listing_of,
    resolve_name,
    row_pages,
    text_of,
    uses_plan,
    usrs_in,
    usrs_in_text,
)
from ..model import is_namespace_usr
from ..scan import decode, without_pauses
from ..store import IndexReader
from .answering import ANSWERS, Answer
from .inputs import RecordingReader, pack_inputs
from .kept_figures import kept_figures
from .nearness import OPENERS
from .states import checksum
from .texts import TreeTexts

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from ..analysis import Resolution
    from ..model import Place
    from .records import View

__all__ = ["IndexSession"]

_ANSWERS = 16
"""Answers kept: the parts of one page ask for the same one, one after the other."""
_PLACES = 1 << 15
"""Symbols whose places are kept."""
_USES = 4096
"""Files of which is kept where the uses of their symbols begin."""
_TEXTS = 256
"""Files whose lines are kept: uses of one symbol are in the files of the next, too."""
_LINE_END = re.compile(rb"\r\n|\n|\r")
_Question = tuple[object, ...]
_Letters = dict[str, tuple[tuple[str, int], ...]]


@dataclass(slots=True)
class _Known:
    """An answer, and what it was made from so far."""

    answer: Answer | None
    inputs: set[int]
    digest: str | None = None


class IndexSession:
    """Questions to the index of a build.

    Never pickled; each process that was forked from Sphinx's own opens the index anew
    (`IndexReader` sees to it).
    """

    def __init__(self, database: Path, root: Path, confdir: Path) -> None:
        self.database = database
        self.confdir = confdir
        self.root = root
        """Source root, absolute."""
        self.patterns = FilePatterns()
        """Which files are tests and examples."""
        self.layers = NO_LAYERS
        """The layer rules."""
        self._include_figures: IncludeFigures | None = None
        self.texts = TreeTexts(root)
        self.hidden_rules: tuple[str, ...] = ()
        """Ids of the rules whose notes no page shows."""
        self._reader: IndexReader | None = None
        self._state = ""
        """Of the index, when it was opened."""
        self._graph: IncludeGraph | None = None
        self._content: str | None = None
        self._figures: TreeFigures | None = None
        self._keywords: KeywordIndex | None = None
        self._folder_keywords: tuple[_Question, FolderKeywords] | None = None
        self._tree: Tree | None = None
        self._extras: Extras | None = None
        self.read_extras: Callable[[IndexReader], Extras] = lambda _: Extras()
        """Reads what is known beside the index."""
        self._reports: ReportFacts | None = None
        self._homes: tuple[Answer, dict[str, tuple[Place, ...]]] | None = None
        self._recorder: RecordingReader | None = None
        self.is_test: Callable[[str], bool] = _no_test
        """Tells whether a file is a test."""
        self.known_letters: Callable[[], _Letters] = dict
        """What is known of the letters of folders; more may be put there."""
        self.lists_uses = False
        """Whether there are pages of uses that listings link to."""
        self._places: dict[str, tuple[Place, ...]] = {}
        self._uses: dict[str, Mapping[str, int]] = {}
        self._rows: dict[str, Mapping[int, int]] = {}
        # Caches as attributes: they live and die with the state of the index.
        self._answers: OrderedDict[_Question, _Known] = OrderedDict()
        self.resolve: Callable[[str], Resolution] = self._resolve
        self.resolve_quietly: Callable[[str], Resolution] = self._resolve_quietly
        self.lines: Callable[[str], tuple[bytes, ...]] = self._lines
        self.refresh()

    def refresh(self) -> None:
        """Forget what was read: the index has changed."""
        self.close()
        self._graph = None
        self._include_figures = None
        self._content = None
        self._figures = None
        self._keywords = None
        self._folder_keywords = None
        self._tree = None
        self._extras = None
        self._reports = None
        self._homes = None
        self._answers = OrderedDict()
        self._places = {}
        self._uses = {}
        self._rows = {}
        self.lines = lru_cache(_TEXTS)(self._lines)
        self.resolve = lru_cache(None)(self._resolve)
        self.resolve_quietly = lru_cache(None)(self._resolve_quietly)

    def close(self) -> None:
        """Close the database; what asks next opens it again."""
        if self._reader is not None:
            self._reader.close()
        self._reader = None

    def look_again(self) -> None:
        """Forget what was read if another process has changed the index since."""
        if self._reader is not None and self._reader.state() != self._state:
            self.refresh()

    @property
    def reader(self) -> IndexReader:
        """The index, open for reading; while an answer is made, it is noted of what."""
        if self._recorder is not None:
            return cast("IndexReader", self._recorder)
        return self._index

    @property
    def _index(self) -> IndexReader:
        """The index, for what depends on all files anyhow: nothing is noted."""
        if self._reader is None:
            # Opened anew when this process, or another, has written: see `look_again`.
            self._reader = IndexReader(self.database, steady=True)
            self._state = self._reader.state()
        return self._reader

    @property
    def is_parsed(self) -> bool:
        """Whether there was a libclang when the index was made.

        If not, that was said once, and no name of a symbol is worth a warning.
        """
        return bool(self.reader.meta("libclang"))

    @property
    def graph(self) -> IncludeGraph:
        """The include graph of the tree."""
        if self._graph is None:
            self._graph = IncludeGraph.of(self._index)
        return self._graph

    @property
    def include_figures(self) -> IncludeFigures:
        """The include graph with the figures of all its files."""
        if self._include_figures is None:
            self._include_figures = IncludeFigures.of(
                self.graph, self.patterns, self.layers
            )
        return self._include_figures

    @property
    def content(self) -> str:
        """A digest of all facts, made once for each state of the index."""
        if self._content is None:
            self._content = self._index.content_digest()
        return self._content

    @property
    def figures(self) -> TreeFigures:
        """The figures of all files and folders."""
        if self._figures is None:
            self._figures = kept_figures(self.database, self._index, self.graph)
        return self._figures

    @property
    def keywords(self) -> KeywordIndex:
        """The keywords of the tree."""
        if self._keywords is None:
            self._keywords = KeywordIndex.of(self._index)
        return self._keywords

    def folder_keywords(
        self, folder: str, kinds: Collection[str] | None
    ) -> FolderKeywords:
        """Return the keywords of a folder; of ``kinds``, None for all."""
        question = folder, None if kinds is None else tuple(sorted(kinds))
        # Of one alone: the pages of an index ask one after the other.
        if self._folder_keywords is None or self._folder_keywords[0] != question:
            found = FolderKeywords.of(self.keywords, folder, kinds)
            self._folder_keywords = question, found
        return self._folder_keywords[1]

    def letters(self, folder: str) -> tuple[tuple[str, int], ...]:
        """Return the letters of a folder's keywords, and how many each has."""
        known = self.known_letters()
        if folder not in known:
            found = FolderKeywords.of(self.keywords, folder)
            known[folder] = found.counts(KeywordOrder.LETTER)
        return known[folder]

    @property
    def extras(self) -> Extras:
        """What is known of the tree beside the index."""
        if self._extras is None:
            # By itself: what answers are made from must not depend on who was first.
            self._extras = self.read_extras(self._index)
        return self._extras

    @property
    def tree(self) -> Tree:
        """What the answers share of the tree."""
        if self._tree is None:
            self._tree = Tree(self.graph, self.extras)
        return self._tree

    @property
    def reports(self) -> ReportFacts:
        """What the reports on the tree are made of."""
        if self._reports is None:
            self._reports = ReportFacts.of(self._index, self.figures)
        return self._reports

    def answer(self, view: View) -> Answer | None:
        """Return what a view shows; None if there is nothing."""
        return self._known(view).answer

    def digest(self, view: View) -> str:
        """Return a digest of all that a view shows and links to; empty if nothing."""
        known = self._known(view)
        answer = known.answer
        if answer is None:
            return ""
        if known.digest is None:
            # A link in a signature or listing changes with the place it leads to, which
            # is no part of the answer.
            text = text_of(answer)
            with self._recording(known.inputs):
                found = self.homes(usrs_in_text(text))
                # The parts of the page are about to ask for them.
                self._homes = answer, found
                homes = tuple(
                    f"{usr}\0{places[0].path}" for usr, places in sorted(found.items())
                )
                uses: tuple[tuple[str, int], ...] = ()
                if view.kind in {"file", "rows", "source"} and self.lists_uses:
                    # Names that are defined here are linked to their uses.
                    uses = tuple(self.pages_of_uses(view.key).items())
                known.digest = digest_of_text(f"{text}\n{text_of((homes, uses))}")
        return known.digest

    def inputs(self, view: View) -> bytes:
        """Return what answer and digest of a view are made from, packed."""
        self.digest(view)
        return pack_inputs(self._known(view).inputs)

    def _known(self, view: View) -> _Known:
        question: _Question = (
            view.kind,
            view.key,
            view.options,
            view.lines if view.kind == "source" else None,
        )
        known = self._answers.get(question)
        if known is None:
            inputs: set[int] = set()
            with self._recording(inputs):
                known = _Known(ANSWERS[view.kind](self, view), inputs)
            self._answers[question] = known
            if len(self._answers) > _ANSWERS:
                self._answers.popitem(last=False)
        else:
            self._answers.move_to_end(question)
        return known

    @contextmanager
    def _recording(self, inputs: set[int]) -> Iterator[None]:
        before, reader = self._recorder, self.reader
        self._recorder = recorder = RecordingReader(reader)
        try:
            with without_pauses():
                yield
        finally:
            self._recorder = before
            inputs |= recorder.inputs

    def homes_of(self, answer: Answer) -> dict[str, tuple[Place, ...]]:
        """Return the places of all symbols that an answer names."""
        # Kept for one: the parts of a page ask for it one after the other.
        if self._homes is None or self._homes[0] is not answer:
            self._homes = answer, self.homes(usrs_in(answer))
        return self._homes[1]

    def listing(
        self, path: str, lines: tuple[int, int] | None = None
    ) -> Listing | None:
        """Return the listing of a file, or of some lines of it."""
        runs = self.extras.coverage.get(path)
        return listing_of(self.reader, path, lines=lines, runs=runs)

    def pages_of_uses(self, path: str) -> Mapping[str, int]:
        """Return for each symbol at home in a file the page on which its uses begin."""
        # What an answer is made from is to be noted; who only draws has none.
        known = self._uses.get(path) if self._recorder is None else None
        if known is None:
            known = uses_plan(self.reader, path, self.is_test).page_of
            if len(self._uses) >= _USES:
                self._uses.clear()
            self._uses[path] = known
        return known

    def page_of_row(self, usr: str, path: str) -> int:
        """Return the page of a file's keywords that has the row of a symbol, from 1."""
        known = self._rows.get(path) if self._recorder is None else None
        if known is None:
            # A page of a keyword index asks of symbols of hundreds of files: kept of
            # each is what is elsewhere than on its own page, without the USRs.
            found = row_pages(self.reader, path).page_of.items()
            known = {hash(one): number for one, number in found if number > 1}
            self._rows[path] = known
        return known.get(hash(usr), 1)

    def homes(self, usrs: Iterable[str]) -> dict[str, tuple[Place, ...]]:
        """Return the places of symbols, definitions first, then by path and line."""
        # Most names of a page are on others, too.
        wanted = tuple(usrs)
        found = {usr: self._places[usr] for usr in wanted if usr in self._places}
        unknown = [usr for usr in wanted if usr not in found]
        if unknown:
            if len(self._places) > _PLACES:
                self._places.clear()
            found |= (new := self._read_homes(unknown))
            self._places |= new
        self.reader.note({p.path for places in found.values() for p in places})
        return {usr: places for usr in wanted if (places := found[usr])}

    def _read_homes(self, usrs: Iterable[str]) -> dict[str, tuple[Place, ...]]:
        spaces: list[str] = []
        others: list[str] = []
        for usr in usrs:
            (spaces if is_namespace_usr(usr) else others).append(usr)
        # Of thousands of files that open a namespace, the first are enough.
        read = {
            **self.reader.first_places(spaces, OPENERS),
            **self.reader.places(others),
        }
        return {
            usr: tuple(sorted(places, key=home_order)) for usr, places in read.items()
        }

    def graph_figures(self) -> dict[str, int]:
        """Return for each file what its page shows of the whole graph, as a checksum.

        All that a page shows of files which are none of its inputs must be in it.
        """
        ours = self.tree.figures()
        return {
            path: zlib.crc32(b"%d %d" % (figure, ours.get(path, 0)))
            for path, figure in graph_figures(self.include_figures).items()
        }

    def folder_checksums(self) -> dict[str, int]:
        """Return for each folder what its page shows of figures, as a checksum."""
        files, folders = self.figures.files, self.figures.folders
        return {
            path: checksum(
                (
                    found,
                    [files[inside] for inside in found.files],
                    [
                        (folders[below].subtree, folders[below].role)
                        for below in found.folders
                    ],
                )
            )
            for path, found in folders.items()
        }

    def text(self, path: str, sha256: str) -> str | None:
        """Return the text of a file; None if it is not that of the digest any more."""
        try:
            data = (self.root / path).read_bytes()
        except OSError:
            return None
        if hashlib.sha256(data).hexdigest() != sha256:
            return None
        return decode(data).text

    def _lines(self, path: str) -> tuple[bytes, ...]:
        """Return the lines of a file, in UTF-8; () if it cannot be read.

        Whether the file is that of the index is not asked: who shows a line has a name
        and a place to compare it with, and the answer thousands of lines.
        """
        try:
            data = (self.root / path).read_bytes()
        except OSError:
            return ()
        if not data.isascii():
            data = decode(data).text.encode("utf-8", "replace")
        return tuple(_LINE_END.split(data))

    def _resolve(self, text: str) -> Resolution:
        return resolve_name(self.reader, text)

    def _resolve_quietly(self, text: str) -> Resolution:
        """Resolve without near names, which take long to find."""
        return resolve_name(self.reader, text, suggest=False)


def _no_test(_: str) -> bool:
    return False
