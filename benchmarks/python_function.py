"""One file of PyTorch 1.13.1, with all its headers and with none of them.

In ``torch/csrc/autograd/python_function.cpp`` the old generator listed the classes
``that`` and ``these``, the function ``if`` and the namespace ``using``.

    python benchmarks/fetch.py headers pytorch
    python benchmarks/python_function.py
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.accuracy import DEBIAN, PYTORCH  # noqa: E402
from sphinxext_kwindex.store import IndexReader  # noqa: E402
from sphinxext_kwindex.update import UpdateSettings, update_index  # noqa: E402

if TYPE_CHECKING:
    from sphinxext_kwindex.model import FileFacts, Symbol

SOURCE = "torch/csrc/autograd/python_function.cpp"
NEVER = {"that", "these", "if", "for", "using", "namespace", "while", "switch"}
HEADERS = (
    "-std=gnu++17",
    *(
        f"-I{PYTORCH / folder}"
        for folder in (".", "aten/src", "torch/csrc/api/include")
    ),
    *("-isystem", str(DEBIAN)),
    *("-isystem", str(DEBIAN / "torch/csrc/api/include")),
    *("-isystem", str(DEBIAN / "python3.11")),
    *("-isystem", str(DEBIAN / "x86_64-linux-gnu")),
)


def facts_of(root: Path, arguments: tuple[str, ...]) -> FileFacts:
    """Index the one file of a tree and return its facts."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "index.sqlite3"
        settings = UpdateSettings(
            root=root, include=(f"/{SOURCE}",), clang_args=arguments, timeout=300
        )
        report = update_index(database, settings)
        print(f"{report.total} file, {report.cpu:.1f} s of CPU, {report.failures}")
        with IndexReader(database) as reader:
            facts = reader.facts(SOURCE)
    assert facts is not None
    return facts


def names(facts: FileFacts) -> dict[str, set[str]]:
    """Return the qualified names by kind."""
    found = defaultdict(set)
    for symbol in facts.symbols:
        found[symbol.kind.value].add(label(symbol))
    return dict(found)


def label(symbol: Symbol) -> str:
    """Return the qualified name, or the place of what has none."""
    return symbol.qualified_name or f"(line {symbol.position.line})"


def show(title: str, facts: FileFacts) -> None:
    """Print what the page of the file says."""
    cover = facts.source.coverage
    print(f"\n== {title}: {cover.level}, {len(cover.missing)} headers missing, "
          f"{cover.errors} errors, {cover.unresolved} of {cover.identifiers} names "
          "unresolved")  # fmt: skip
    for kind, found in names(facts).items():
        print(f"{kind} ({len(found)}): {', '.join(sorted(found))}")
    print("includes:", " ".join(f"{i.spelled}={i.origin}" for i in facts.includes))
    words = {s.name for s in facts.symbols} & NEVER
    print("words that must never be keywords:", sorted(words) or "none")


def main() -> None:
    """Print both, and what the second lacks and has too much."""
    whole = facts_of(PYTORCH, HEADERS)
    show("with all headers", whole)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / SOURCE
        copy.parent.mkdir(parents=True)
        shutil.copy(PYTORCH / SOURCE, copy)
        alone = facts_of(Path(folder), ())
    show("with none", alone)
    for title, one, other in (("lost", whole, alone), ("too much", alone, whole)):
        ours, theirs = names(one), names(other)
        rest = {k: sorted(v - theirs.get(k, set())) for k, v in ours.items()}
        print(f"\n{title} without headers:", {k: v for k, v in rest.items() if v})


if __name__ == "__main__":
    main()
