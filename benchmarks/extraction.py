"""CPU time of each stage from the parse of a unit to the bytes of its facts.

Four units with all headers of their trees that they read. A unit is indexed once; the
texts, comments and facts met on the way are then taken through each stage again, a few
times, and the least time counts: what else runs on a machine only adds to it.

    python benchmarks/fetch.py headers grpc pytorch
    python benchmarks/extraction.py [--repeat 3] [--only Eigen]
"""

from __future__ import annotations

import argparse
import gc
import math
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.accuracy import SAMPLES, Sample  # noqa: E402
from sphinxext_kwindex import comments, indexer, model, scan  # noqa: E402
from sphinxext_kwindex.indexer import extract, symbols  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAINS = {
    "Eigen": "Eigen/Dense",
    "abseil": "absl/flags/parse.cc",
    "gRPC core": "src/core/server/server.cc",
    "PyTorch": "c10/core/TensorImpl.cpp",
}
HARVESTED = {
    "Eigen": ("Eigen/**/*",),
    "abseil": ("absl/**/*.h", "absl/**/*.inc"),
    "gRPC core": ("src/core/**/*.h", "include/**/*.h"),
    "PyTorch": ("c10/**/*.h",),
}
SAMPLE = {sample.name: sample for sample in SAMPLES}


@dataclass(slots=True)
class Harvest:
    """What was met while a unit was indexed."""

    facts: tuple[model.FileFacts, ...] = ()
    data: list[bytes] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    heads: list[list[str]] = field(default_factory=list)
    parse: float = 0.0
    total: float = 0.0

    @property
    def lines(self) -> int:
        """Lines of the files whose facts were taken."""
        return sum(facts.source.lines for facts in self.facts)


def unit_of(sample: Sample) -> indexer.Unit:
    """Return the unit of a sample, with all that it may read of its tree."""
    libclang = indexer.load_libclang()
    path = MAINS[sample.name]
    language = scan.guess_language(path, "")
    if sample.name == "Eigen":
        language = model.Language.CXX
    extra = [sample.standard]
    for folder in sample.outside:
        extra += ["-isystem", str(folder)]
    arguments = indexer.arguments_for(
        path,
        root=sample.root,
        language=language,
        command=None,
        include_roots=scan.IncludeRoots(direct=sample.folders),
        extra=extra,
        toolchain=indexer.find_toolchain(libclang),
        libclang=libclang,
    )
    wanted = {
        found.relative_to(sample.root).as_posix(): None
        for pattern in HARVESTED[sample.name]
        for found in sorted(sample.root.glob(pattern))
        if found.is_file()
    }
    wanted.pop(path, None)
    return indexer.Unit(path, language, arguments, (path, *wanted))


def harvest(sample: Sample) -> Harvest:
    """Index the unit of a sample."""
    unit = unit_of(sample)
    found = Harvest()
    with watched(found):
        started = time.process_time()
        found.facts = indexer.index_unit(
            unit,
            root=sample.root,
            libclang=indexer.load_libclang(),
            project=frozenset(unit.wanted),
        )
        found.total = time.process_time() - started
    found.data = [
        (sample.root / facts.source.path).read_bytes() for facts in found.facts
    ]
    return found


@contextmanager
def watched(found: Harvest) -> Iterator[None]:
    """Note the comments that are read, and the time of libclang's parse."""
    parse = extract.parse  # type: ignore[attr-defined]  # an import of it
    parse_comment = symbols.parse_comment  # type: ignore[attr-defined]
    file_documentation = extract.file_documentation  # type: ignore[attr-defined]

    @contextmanager
    def timed(*args: Any, **options: Any) -> Iterator[Any]:
        started = time.process_time()
        with parse(*args, **options) as parsed:
            found.parse = time.process_time() - started
            yield parsed

    def note_comment(raw: str) -> model.Documentation | None:
        found.comments.append(raw)
        return parse_comment(raw)

    def note_head(raws: list[str]) -> model.Documentation | None:
        found.heads.append(raws)
        return file_documentation(raws)

    places: Any = (extract, symbols)
    places[0].parse = timed
    places[0].file_documentation = note_head
    places[1].parse_comment = note_comment
    try:
        yield
    finally:
        places[0].parse = parse
        places[0].file_documentation = file_documentation
        places[1].parse_comment = parse_comment


def stages(found: Harvest) -> dict[str, Callable[[], Any]]:
    """Return what is done to a harvest beside what needs libclang."""
    texts = [scan.decode(data).text for data in found.data]
    encoded = [model.encode_facts(facts) for facts in found.facts]
    packed = [model.pack(part) for part in encoded]

    def read_comments() -> None:
        for raw in found.comments:
            comments.parse_comment(raw)
        for raws in found.heads:
            comments.file_documentation(raws)

    return {
        "decode": lambda: [scan.decode(data) for data in found.data],
        "scan_text": lambda: [scan.scan_text(text) for text in texts],
        "comments": read_comments,
        "encode_facts": lambda: [model.encode_facts(facts) for facts in found.facts],
        "content_digest": lambda: [model.content_digest(part) for part in encoded],
        "pack": lambda: [model.pack(part) for part in encoded],
        "unpack": lambda: [model.unpack(data) for data in packed],
        "mentions_of": lambda: [
            list(model.mentions_of(part.occurrences)) for part in encoded
        ],
        "places_of": lambda: [list(model.places_of(part.symbols)) for part in encoded],
    }


def least(step: Callable[[], Any], repeat: int) -> float:
    """Return the least CPU seconds that a step took."""
    best = math.inf
    for _ in range(repeat):
        gc.collect()
        gc.disable()
        started = time.process_time()
        step()
        best = min(best, time.process_time() - started)
        gc.enable()
    return best


def main() -> None:
    """Print a table: microseconds a line of each stage."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--only", help="name of one sample")
    options = parser.parse_args()
    names = [name for name in MAINS if options.only in {None, name}]
    rows: dict[str, list[float]] = {}
    for name in names:
        found = harvest(SAMPLE[name])
        each = 1e6 / max(found.lines, 1)
        rows.setdefault("lines", []).append(found.lines)
        rows.setdefault("parse", []).append(found.parse * each)
        rows.setdefault("index_unit", []).append((found.total - found.parse) * each)
        total = 0.0
        for stage, step in stages(found).items():
            seconds = least(step, options.repeat)
            rows.setdefault(stage, []).append(seconds * each)
            total += seconds
        rows.setdefault("sum of stages", []).append(total * each)
    print(f"{'us a line':16}" + "".join(f"{name:>12}" for name in names))
    for stage, figures in rows.items():
        print(f"{stage:16}" + "".join(f"{figure:12.2f}" for figure in figures))


if __name__ == "__main__":
    main()
