"""The same tree by Doxygen, Breathe and Exhale, and by this package, in one run.

    python benchmarks/exhale.py ROOT --work F [--doxygen D] [--json F]

Each is a build of HTML with Sphinx: from nothing, again without a change, and after a
comment in one source file. CPU time is that of the whole process tree, the parsers'
with it. What the others need is installed with pip below the work folder, in the newest
versions that were seen to work together; ``doxygen`` is the system's.

Exhale writes the pages of its libraries' root as files of the project, which it does
again for each build; so does Doxygen with its XML.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.processes import measure
from benchmarks.runs import add_json_option, print_table, write_json
from benchmarks.sites import Site, copy_tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.processes import Measured

EXCLUDED = ("*_test.cc", "*_test.c", "*/benchmarks/*", "*/db/c.cc", "*/leveldb/c.h")
"""What both leave out: with it, Sphinx's C++ domain ends with an error on what Breathe
says of LevelDB (a type that is declared twice)."""
PACKAGES = ("sphinx==9.0.4", "breathe==5.1.0", "exhale==0.3.7")
CONF = """
project = "Measured"
extensions = ["breathe", "exhale"]
html_theme = "alabaster"
breathe_projects = {{"measured": "./xml"}}
breathe_default_project = "measured"
exhale_args = {{
    "containmentFolder": "./api",
    "rootFileName": "index.rst",
    "rootFileTitle": "Source files",
    "doxygenStripFromPath": {root!r},
    "exhaleExecutesDoxygen": True,
    "exhaleDoxygenStdin": '''
INPUT = {root}
RECURSIVE = YES
EXTRACT_ALL = YES
EXTRACT_STATIC = YES
FILE_PATTERNS = *.h *.cc *.c *.cpp *.hpp
EXCLUDE_PATTERNS = {excluded}
''',
}}
primary_domain = "cpp"
# Sphinx 9.0 ends with an error in its C++ domain otherwise.
toc_object_entries = False
highlight_language = "cpp"
"""


class Step(NamedTuple):
    """A build of one of them."""

    who: str
    name: str
    measured: Measured
    pages: int
    bytes: int
    """Of all HTML."""
    warnings: int


def prepare(work: Path) -> Path:
    """Return an interpreter that has Exhale."""
    python = work / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(python.parents[1], with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True)
    return python


def exhale_build(python: Path, docs: Path, env: Mapping[str, str]) -> Measured:
    """Build with Exhale."""
    out = docs.parent
    where = ["-d", out / "doctrees", docs, out / "html"]
    words = [python, "-m", "sphinx", "-q", "-b", "html", *where]
    return measure(words, cwd=docs, env=env)


def step(who: str, name: str, measured: Measured, html: Path) -> Step:
    """Look at what a build has left."""
    if measured.code:
        sys.exit(f"{who}, {name}: {measured.code}: {measured.errors[-3000:]}")
    pages = list(html.rglob("*.html"))
    size = sum(page.stat().st_size for page in pages)
    found = Step(
        who, name, measured, len(pages), size, measured.errors.count("WARNING")
    )
    print(
        f"{who}, {name}: {measured.cpu:.1f} s, {measured.peak / 1e6:.0f} MB,"
        f" {len(pages)} pages, {size / 1e6:.1f} MB, {found.warnings} warnings",
        flush=True,
    )
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("root", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="folder to work in")
    parser.add_argument("--doxygen", type=Path, help="the program, if not on the path")
    parser.add_argument("--edit", default="table/block_builder.cc", help="file to edit")
    add_json_option(parser)
    asked = parser.parse_args()
    work = asked.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    python = prepare(work)
    env = dict(os.environ)
    env.pop("PYTHONPATH", None)
    if asked.doxygen:
        env["PATH"] = f"{asked.doxygen.resolve().parent}:{env['PATH']}"
    for name in ("tree", "exhale", "site"):
        shutil.rmtree(work / name, ignore_errors=True)
    tree = copy_tree(asked.root.resolve(), work / "tree")
    docs = work / "exhale" / "docs"
    docs.mkdir(parents=True)
    (docs / "conf.py").write_text(
        CONF.format(root=str(tree), excluded=" ".join(EXCLUDED))
    )
    (docs / "index.rst").write_text(
        "Measured\n========\n\n.. toctree::\n\n   api/index\n"
    )
    site = Site.over(work / "site", tree, theme="alabaster")
    with (site.docs / "conf.py").open("a") as conf:
        patterns = [pattern.replace("*/", "**/") for pattern in EXCLUDED]
        conf.write(f"kwindex_exclude = {patterns!r}\n")

    edited = tree / asked.edit
    steps = []
    for name in ("from nothing", "no change", "one comment"):
        if name == "one comment":
            edited.write_bytes(edited.read_bytes() + b"\n// One more line.\n")
        built = exhale_build(python, docs, env)
        steps.append(step("Doxygen + Exhale", name, built, docs.parent / "html"))
        built = site.build()
        steps.append(step("kwindex", name, built, site.folder / "html"))
    rows = [
        (
            s.who,
            s.name,
            s.measured.cpu,
            s.measured.peak // 10**6,
            s.pages,
            s.bytes / 1e6,
        )
        for s in sorted(steps)
    ]
    head = ["", "Build", "CPU seconds", "Peak, MB", "Pages", "HTML, MB"]
    print_table(head, rows)
    write_json(asked.json, rows)


if __name__ == "__main__":
    main()
