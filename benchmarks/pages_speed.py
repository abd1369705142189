"""Measure what answering and drawing a file's page costs, without Sphinx around it.

    kwindex index ROOT --database F
    python benchmarks/pages_speed.py F ROOT            # every file
    python benchmarks/pages_speed.py F ROOT --files 100 --profile

Prints CPU milliseconds a page for each step, and what the pages weigh. The steps are
those of a build: one process reads the page (the answer and its digest), one writes it
(the answer, the places of all names, the sections, the listing). "300 lines" is the
median over the files of 250 to 350 lines.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from statistics import mean, median
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from sphinxext_kwindex.analysis import (
    DEFAULT_SECTIONS,
    FileSummary,
    Section,
    uses_pages,
)
from sphinxext_kwindex.export import HostedRepository
from sphinxext_kwindex.extension.domain import KwindexDomain
from sphinxext_kwindex.extension.html import Drawing, draw
from sphinxext_kwindex.extension.records import Document, View
from sphinxext_kwindex.extension.session import IndexSession
from sphinxext_kwindex.scan import without_pauses

if TYPE_CHECKING:
    from collections.abc import Iterator

SECTIONS = ",".join([section.value for section in DEFAULT_SECTIONS] + ["source"])
NEAR = range(250, 351)
"""Lines of a file that counts as one of 300."""


def view_of(path: str) -> View:
    """Return what the page of a file shows: every section and the listing."""
    options = (("sections", SECTIONS),)
    return View("file", path, options, lines=(1, 1 << 30), digest="x")


def domain_of(database: Path, root: Path) -> tuple[KwindexDomain, list[str]]:
    """Return a domain as in a build in which every file has a page."""
    env: Any = SimpleNamespace(domaindata={}, domains={}, all_docs={})
    domain = KwindexDomain(env)
    env.domains["kw"] = domain
    no_objects: Any = SimpleNamespace(get_objects=tuple)
    env.domains["cpp"] = env.domains["c"] = no_objects
    domain.session = IndexSession(database, root, root)
    domain.hosted = HostedRepository(None, root)
    domain.outside = set()

    paths = list(domain.session.reader.paths())
    domain.stubs = cast("Any", SimpleNamespace(docnames=frozenset()))
    documents: dict[str, Document] = {}
    for path in paths:
        documents[f"api/{path}"] = Document((view_of(path),))
        for number, _ in enumerate(uses_pages(domain.session.reader, path), 1):
            uses = View("uses", path, (("page", str(number)),), digest="x")
            documents[f"api/{path}~uses-{number}"] = Document((uses,))
    domain.data["documents"] = documents
    return domain, paths


def relative(source: str, target: str) -> str:
    """Return the address of a page as seen from another."""
    return "../" * source.count("/") + target + ".html"


class Steps:
    """CPU seconds of each step on the page at hand."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Add the time of a block to a step."""
        before = time.process_time()
        try:
            yield
        finally:
            self.seconds[name] += time.process_time() - before


def page(domain: KwindexDomain, path: str) -> tuple[Steps, dict[str, int]]:
    """Read and write one page; return the times, and the bytes of its parts."""
    steps, session, view = Steps(), domain.session, view_of(path)
    with steps("read: answer"):
        answer = session.answer(view)
    assert isinstance(answer, FileSummary)
    with steps("read: digest"):
        session.digest(view)
    builder: Any = SimpleNamespace(
        env=domain.env,
        name="html",
        current_docname=f"api/{path}",
        get_relative_uri=relative,
    )
    drawing = Drawing(builder)
    with steps("write: homes"):
        domain.targets.prepare(session.homes_of(answer))
    weights = {"page": 0, "listing": 0}
    for part in answer.options.sections:
        if part not in {Section.FACTS, Section.SOURCE} and answer.has(part):
            with steps("write: sections"):
                weights["page"] += drawn(drawing, view, part)
    with steps("write: listing"):
        weights["listing"] = drawn(drawing, view, Section.SOURCE)
    for docname, document in uses_of(domain, path):
        (uses,) = document.views
        with steps("uses: answer and digest"):
            session.digest(uses)
        builder.current_docname = docname
        with steps("uses: draw"):
            weight = drawn(Drawing(builder), uses, "top")
        weights["uses"] = max(weights.get("uses", 0), weight)
    return steps, weights


def drawn(drawing: Drawing, view: View, part: str) -> int:
    """Draw a part as `extension.nodes` does; return its bytes."""
    with without_pauses():
        return len(draw(drawing, view, part).encode())


def uses_of(domain: KwindexDomain, path: str) -> list[tuple[str, Document]]:
    """Return the documents with the uses of a file's symbols."""
    return [
        (docname, domain.documents[docname])
        for docname in domain.shown.uses.get(path, {}).values()
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("database", type=Path)
    parser.add_argument("root", type=Path)
    parser.add_argument("--files", type=int, help="only so many, spread over the tree")
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    domain, paths = domain_of(asked.database, asked.root)
    every = len(paths) // asked.files if asked.files else 1
    chosen = paths[:: max(every, 1)]
    profile = cProfile.Profile()
    times: dict[str, list[tuple[int, float]]] = defaultdict(list)
    light: list[int] = []
    heavy: list[int] = []
    ratios: list[float] = []
    page(domain, chosen[0])  # what is read once for a build
    if asked.profile:
        profile.enable()
    for path in chosen:
        steps, weights = page(domain, path)
        source = domain.session.reader.file(path)
        assert source is not None
        for name, seconds in steps.seconds.items():
            times[name].append((source.lines, seconds * 1000))
        own = [s for name, s in steps.seconds.items() if not name.startswith("uses")]
        times["file page"].append((source.lines, sum(own) * 1000))
        light.append(weights["page"])
        heavy.append(weights.get("uses", 0))
        if source.bytes > 1000:
            ratios.append(weights["listing"] / source.bytes)
    profile.disable()
    print(
        f"{len(chosen)} files, mean {mean(n for n, _ in times['file page']):.0f} lines"
    )
    print(f"{'CPU ms a page':20} {'mean':>8} {'max':>8} {'300 lines':>10}")
    for name, found in times.items():
        near = [ms for lines, ms in found if lines in NEAR] or [0]
        every_ms = [ms for _, ms in found]
        print(
            f"{name:20} {mean(every_ms):8.2f} {max(every_ms):8.1f} {median(near):10.2f}"
        )
    listing = sum(ms for _, ms in times["write: listing"])
    lines = sum(number for number, _ in times["file page"])
    print(f"listing: {listing * 1000 / lines:.1f} ms for 1,000 lines")
    print(f"page without listing: mean {mean(light):.0f} bytes, max {max(light)}")
    print(f"page of uses: max {max(heavy)} bytes")
    print(f"listing to source: mean {mean(ratios):.2f}, max {max(ratios):.2f}")
    if asked.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(45)


if __name__ == "__main__":
    main()
