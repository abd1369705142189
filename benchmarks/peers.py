"""The same tree by this package and by what else reads C and C++ for documentation.

Side by side in one run, each a process of its own: CPU time of the process tree, peak
memory of its largest process, and what it finds.

- *Doxygen* (``apt-get install doxygen``): XML alone, ``EXTRACT_ALL``, no dot.
- *Universal Ctags* (``apt-get install universal-ctags``): names alone.
- *hawkmoth*: its command line on a sample of the files, the sum taken up to the whole
  tree; it gives what has a documentation comment. The script installs it with pip below
  ``benchmarks/_build``.
- *libclang, plain*: each file parsed by itself with our arguments and nothing done with
  the result; of the same sample, taken up likewise.
- *kwindex*, and *kwindex --mode syntax* where the command has it.

Functions are those that each tool lists: some list a declaration and its definition.
What is not installed is left out.

    python benchmarks/peers.py ROOT [--sample 40] [--only doxygen,ctags] [--json F]
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import venv
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import runs  # noqa: E402
from benchmarks.processes import measure  # noqa: E402
from sphinxext_kwindex.indexer import load_libclang  # noqa: E402
from sphinxext_kwindex.model import FUNCTION_KINDS, RECORD_KINDS  # noqa: E402
from sphinxext_kwindex.model import SymbolKind as Kind  # noqa: E402
from sphinxext_kwindex.store import IndexReader  # noqa: E402
from sphinxext_kwindex.update.commands import find_commands  # noqa: E402
from sphinxext_kwindex.update.plan import make_plan  # noqa: E402
from sphinxext_kwindex.update.settings import UpdateSettings  # noqa: E402
from sphinxext_kwindex.update.tree import read_tree  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinxext_kwindex.indexer import Unit

HAWKMOTH = "hawkmoth==0.22.0"
HAWKMOTH_BOOT = """
import sys, clang.cindex
clang.cindex.Config.libcxx_dir = ""
from hawkmoth.__main__ import main
sys.exit(main())
"""
"""Its command line, without the second C++ library that libclang-ng's bindings add."""
ENVIRONMENT = Path(__file__).parent / "_build" / "hawkmoth"
DOXYFILE = """
INPUT = "{root}"
OUTPUT_DIRECTORY = "{output}"
FILE_PATTERNS = *.h *.hh *.hpp *.hxx *.inc *.inl *.c *.cc *.cpp *.cxx
RECURSIVE = YES
EXTRACT_ALL = YES
EXTRACT_PRIVATE = YES
EXTRACT_STATIC = YES
GENERATE_XML = YES
XML_PROGRAMLISTING = NO
GENERATE_HTML = NO
GENERATE_LATEX = NO
HAVE_DOT = NO
"""
PARSER = """
import json, sys
import clang.cindex as c
c.Config.set_compatibility_check(False)
c.Config.libcxx_dir = ""
c.Config.set_library_file(sys.argv[1])
index = c.Index.create()
for path, arguments in json.load(open(sys.argv[2])):
    index.parse(path, args=arguments, options=0x1 | 0x200)
"""
"""Parses and no more: detailed preprocessing record, on after a missing header."""


class Row(NamedTuple):
    """What a tool cost and found; None is not known."""

    tool: str
    cpu: float
    peak: int
    """Bytes, of the largest process."""
    classes: int | None = None
    functions: int | None = None
    macros: int | None = None
    references: int | None = None
    note: str = ""


class Work(NamedTuple):
    """What all tools are given."""

    root: Path
    folder: Path
    """For what they write."""
    units: tuple[Unit, ...]
    """Of the files that are parsed, by path."""
    sample: Sequence[Unit]
    """Some of them."""
    library: str
    """Path of libclang."""


def plan(root: Path, folder: Path, count: int, seed: int) -> Work:
    """Find the files and how they are parsed."""
    settings = UpdateSettings(root)
    tree = read_tree(settings)
    libclang = load_libclang()
    planned = make_plan(tree, settings, libclang, find_commands(settings, tree.root))
    found = {unit.path: unit for one in planned.clusters for unit in one.units}
    # And those that are read through others: each file is parsed by itself here.
    units = tuple(unit for _, unit in sorted({**planned.alone, **found}.items()))
    sample = random.Random(seed).sample(units, min(count, len(units)))
    return Work(tree.root, folder, units, sample, libclang.library)


def version(*command: str) -> str:
    """Return the first line that a tool says of its version."""
    lines = measure(command).output.splitlines()
    return lines[0].partition(",")[0] if lines else ""


def doxygen(work: Work) -> Row | None:
    """Run Doxygen."""
    if not shutil.which("doxygen"):
        return None
    output = work.folder / "doxygen"
    output.mkdir()
    settings = output / "Doxyfile"
    settings.write_text(DOXYFILE.format(root=work.root, output=output))
    measured = measure(["doxygen", settings])
    compounds: Counter[str] = Counter()
    members: Counter[str] = Counter()
    for element in ET.parse(output / "xml" / "index.xml").iter():
        if element.tag == "compound":
            compounds[element.get("kind", "")] += 1
        elif element.tag == "member":
            members[element.get("kind", "")] += 1
    return Row(
        f"Doxygen {version('doxygen', '--version').split()[0]}, XML",
        measured.cpu,
        measured.peak,
        sum(compounds[kind] for kind in ("class", "struct", "union")),
        members["function"],
        members["define"],
    )


def ctags(work: Work) -> Row | None:
    """Run Universal Ctags."""
    if "Universal" not in version("ctags", "--version"):
        return None
    words = ("-R", "--languages=C,C++", "--langmap=C++:+.h.inc.inl", "--kinds-C++=+p")
    measured = measure(["ctags", *words, "--output-format=json", "-f", "-", work.root])
    kinds = Counter(
        json.loads(line).get("kind") for line in measured.output.splitlines()
    )
    return Row(
        version("ctags", "--version"),
        measured.cpu,
        measured.peak,
        kinds["class"] + kinds["struct"] + kinds["union"],
        kinds["function"] + kinds["prototype"],
        kinds["macro"],
    )


def hawkmoth(work: Work) -> Row | None:
    """Run hawkmoth's command line on a sample of the files."""
    python = ENVIRONMENT / "bin" / "python"
    if not (ENVIRONMENT / "bin" / "hawkmoth").exists():
        venv.create(ENVIRONMENT, with_pip=True)
        pip = [python, "-m", "pip", "install", "--quiet"]
        made = measure([*pip, HAWKMOTH, "libclang-ng"])
        if made.code:
            print(made.errors.strip(), file=sys.stderr)
            return None
    cpu, peak = 0.0, 0
    found: Counter[str] = Counter()
    for unit in work.sample:
        domain = "c" if unit.language.value == "c" else "cpp"
        words = [f"--clang={argument}" for argument in unit.arguments]
        words += ["--domain", domain, str(work.root / unit.path)]
        measured = measure([python, "-c", HAWKMOTH_BOOT, *words])
        cpu += measured.cpu
        peak = max(peak, measured.peak)
        # ``.. cpp:function:: int f()``, by its last word.
        heads = (
            line.strip().partition(":: ")[0] for line in measured.output.splitlines()
        )
        found.update(head.rpartition(":")[2] for head in heads if head[:3] == ".. ")
        found["failed"] += bool(measured.code) or "CRITICAL" in measured.errors
    factor = len(work.units) / max(len(work.sample), 1)
    classes = found["class"] + found["struct"] + found["union"]
    failed = f"; failed on {found['failed']}" if found["failed"] else ""
    return Row(
        HAWKMOTH.replace("==", " "),
        cpu * factor,
        peak,
        round(classes * factor),
        round(found["function"] * factor),
        round(found["macro"] * factor),
        note=f"what has a ``/**`` comment; {_of(work)}{failed}",
    )


def plain(work: Work) -> Row | None:
    """Parse a sample of the files with libclang and do nothing with the result."""
    listing = work.folder / "units.json"
    listing.write_text(
        json.dumps([[str(work.root / u.path), u.arguments] for u in work.sample])
    )
    command = [sys.executable, "-c", PARSER, work.library, str(listing)]
    measured = measure(command, env=runs.environment())
    if measured.code:
        sys.exit(f"the plain parse ended with {measured.code}: {measured.errors}")
    factor = len(work.units) / max(len(work.sample), 1)
    note = f"parse alone; {_of(work)}"
    return Row("libclang, plain", measured.cpu * factor, measured.peak, note=note)


def kwindex(work: Work, mode: str = "semantic") -> Row | None:
    """Index the tree."""
    words = [] if mode == "semantic" else ["--mode", mode]
    help_text = measure(runs.command_of("index", "--help"), env=runs.environment())
    if words and "--mode" not in help_text.output:
        return None
    database = work.folder / f"{mode}.sqlite3"
    measured = runs.index(work.root, database, words).measured
    kinds: Counter[Kind] = Counter()
    with IndexReader(database) as reader:
        for place in reader.all_places():
            # As the others: a class where it is defined, a function wherever.
            kinds[place.kind] += place.definition or place.kind in FUNCTION_KINDS
    return Row(
        "kwindex" if not words else f"kwindex --mode {mode}",
        measured.cpu,
        measured.peak,
        sum(kinds[kind] for kind in RECORD_KINDS),
        sum(kinds[kind] for kind in FUNCTION_KINDS),
        kinds[Kind.MACRO],
        runs.contents_of(database)["references"],
    )


def _of(work: Work) -> str:
    """Return how a figure of a sample was made."""
    if len(work.sample) == len(work.units):
        return "all files"
    return f"taken up from {len(work.sample)} of {len(work.units):,} files"


TOOLS: dict[str, Callable[[Work], Row | None]] = {
    "doxygen": doxygen,
    "ctags": ctags,
    "hawkmoth": hawkmoth,
    "plain": plain,
    "kwindex": kwindex,
    "syntax": lambda work: kwindex(work, "syntax"),
}


def main() -> None:
    """Print one row a tool."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("root", type=Path, metavar="ROOT")
    parser.add_argument("--sample", type=int, default=40, help="files parsed plainly")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", metavar="NAMES", help=f"of {', '.join(TOOLS)}")
    runs.add_json_option(parser)
    options = parser.parse_args()
    wanted = options.only.split(",") if options.only else [*TOOLS]
    rows = []
    with tempfile.TemporaryDirectory() as name:
        work = plan(options.root, Path(name), options.sample, options.seed)
        for tool in wanted:
            row = TOOLS[tool](work)
            print(f"{tool}: {'left out' if row is None else 'done'}", file=sys.stderr)
            if row is not None:
                rows.append(row)
    head = ["Tool", "CPU, s", "Peak, MB", "Classes", "Functions", "Macros",
            "References", "Remark"]  # fmt: skip
    cells = [[r.tool, r.cpu, r.peak / 1e6, *r[3:]] for r in rows]
    runs.print_table(head, cells)
    runs.write_json(options.json, [row._asdict() for row in rows])


if __name__ == "__main__":
    main()
