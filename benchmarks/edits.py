"""Random edits of a tree: incremental builds against clean ones, one job against two.

    python benchmarks/edits.py ROOT --work F [--steps 20] [--seed 1] [--every 5]

After each edit the tree's pages are built on top of those before; after every fifth,
and after the last, anew, too, with one job and with two. All files must be the same,
byte for byte, but for those that Sphinx itself orders by what it wrote when: with
``searchindex.js`` taken apart, what it holds is compared. Ends with 1 if any differs.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.sites import Site, copy_tree, put_index

if TYPE_CHECKING:
    from collections.abc import Callable

UNORDERED = {".buildinfo", "environment.pickle", "searchindex.js"}
DECLARATION = b"\n/** Made in step %d. */\nint kwindex_step%d(int);\n"


class Editing:
    """A tree and its documents, changed step by step."""

    def __init__(self, tree: Path, docs: Path, seed: int) -> None:
        self.tree = tree
        self.docs = docs
        self.random = random.Random(seed)

    def __call__(self, step: int) -> str:
        """Change something; return what."""
        names = (
            *("comment", "declare", "head", "add", "delete", "rename", "prose"),
            *("retype", "hide", "overload"),
        )
        name = self.random.choice(names)
        return f"{name}: {getattr(self, name)(step)}"

    def pick(self, *suffixes: str) -> Path:
        """Return one of the sources."""
        found = [f for f in sorted(self.tree.rglob("*")) if f.suffix in suffixes]
        return self.random.choice(found)

    def comment(self, step: int) -> str:
        """Add a line at the end of a source file."""
        return self._append(self.pick(".cc"), b"\n// Step %d.\n" % step)

    def declare(self, step: int) -> str:
        """Add a function to a header."""
        return self._append(self.pick(".h"), DECLARATION % (step, step))

    def head(self, step: int) -> str:
        """Move all lines of a file."""
        file = self.pick(".h", ".cc")
        file.write_bytes(b"// Step %d.\n" % step + file.read_bytes())
        return file.name

    def add(self, step: int) -> str:
        """Add a file."""
        near = self.pick(".h")
        file = near.with_name(f"added{step}.cc")
        text = b'#include "%s"\n' % near.relative_to(self.tree).as_posix().encode()
        return self._append(file, text + DECLARATION % (step, step))

    def delete(self, step: int) -> str:
        """Delete a file that may be included."""
        file = self.pick(".h", ".cc")
        file.unlink()
        return file.name

    def rename(self, step: int) -> str:
        """Rename a header, and mend who includes it."""
        file = self.pick(".h")
        new = file.with_name(f"renamed{step}.h")
        for other in sorted(self.tree.rglob("*")):
            if other.suffix in {".h", ".cc", ".c"}:
                data = other.read_bytes()
                if b"/" + file.name.encode() in data:
                    renamed = data.replace(
                        b"/" + file.name.encode(), b"/" + new.name.encode()
                    )
                    other.write_bytes(renamed)
        file.rename(new)
        return f"{file.name} to {new.name}"

    def retype(self, step: int) -> str:
        """Change a type in a header: names elsewhere mean something else."""
        words = {b"int": b"long", b"long": b"int", b"uint64_t": b"uint32_t"}
        words |= {b"uint32_t": b"uint64_t", b"bool": b"int", b"size_t": b"int"}
        return self._change(
            rb"\b(?:int|long|uint64_t|uint32_t|bool|size_t)\b", words.get
        )

    def hide(self, step: int) -> str:
        """Take a declaration out of a header."""
        pattern = rb"(?m)^ *\w[^\n(){}#]*\([^\n(){}]*\)[^\n(){}]*;$"
        return self._change(pattern, lambda line: b"#if 0\n%b\n#endif" % line)

    def overload(self, step: int) -> str:
        """Declare a function of a header once more, for another type."""
        pattern = rb"(?m)^ *\w[^\n(){}#]*\(\w[^\n(){},]*\)[^\n(){}]*;$"
        other = re.compile(rb"\([^()]*\)")
        return self._change(
            pattern, lambda line: b"%b\n%b" % (line, other.sub(b"(float)", line))
        )

    def _change(self, pattern: bytes, change: Callable[[bytes], bytes | None]) -> str:
        """Change one match of a pattern in a header that has any."""
        files = sorted(self.tree.rglob("*.h"))
        self.random.shuffle(files)
        for file in files:
            data = file.read_bytes()
            found = list(re.finditer(pattern, data))
            if found:
                one = self.random.choice(found)
                new = change(one[0]) or one[0]
                file.write_bytes(data[: one.start()] + new + data[one.end() :])
                line = data.count(b"\n", 0, one.start()) + 1
                return f"{file.name}:{line}: {one[0].decode(errors='replace').strip()}"
        return "nothing"

    def prose(self, step: int) -> str:
        """Mention a file in a hand-written page."""
        path = self.pick(".h", ".cc").relative_to(self.tree).as_posix()
        page = self.docs / "prose.rst"
        # One that may go: what is deleted is a literal that leads nowhere, no warning.
        return self._append(page, f"\nStep {step} is about ``{path}``.\n".encode())

    def _append(self, file: Path, data: bytes) -> str:
        before = file.read_bytes() if file.exists() else b""
        file.write_bytes(before + data)
        return file.name


def files_of(outdir: Path) -> dict[str, bytes]:
    """Return the files that are to be the same."""
    return {
        file.relative_to(outdir).as_posix(): file.read_bytes()
        for file in sorted(outdir.rglob("*"))
        if file.is_file() and file.name not in UNORDERED
    }


def search_of(outdir: Path) -> dict[str, Any]:
    """Return what the search knows, in an order of its own."""
    text = (outdir / "searchindex.js").read_text("utf-8")
    data = json.loads(text.removeprefix("Search.setIndex(").rstrip(")"))
    names = data["docnames"]

    def named(value: Any) -> list[str]:
        numbers = value if isinstance(value, list) else [value]
        return sorted(names[number] for number in numbers)

    return {
        "titles": dict(zip(names, data["titles"], strict=True)),
        # Words of pages that are gone stay, with no page.
        "terms": {word: named(of) for word, of in data["terms"].items() if of != []},
        "titleterms": {
            word: named(of) for word, of in data["titleterms"].items() if of != []
        },
        "alltitles": {
            title: sorted((names[number], anchor or "") for number, anchor in of)
            for title, of in data["alltitles"].items()
        },
        "indexentries": {
            entry: sorted((names[number], anchor) for number, anchor, _ in of)
            for entry, of in data["indexentries"].items()
        },
        "objects": {
            prefix: sorted((names[one[0]], *map(str, one[2:])) for one in of)
            for prefix, of in data["objects"].items()
        },
    }


def compare(what: str, one: Path, other: Path, *, entries: bool) -> int:
    """Say which files differ; return how many.

    Sphinx 9.0 forgets the entries of the general index of all documents that a build
    does not write (in any project, without an extension too): ``entries`` tells whether
    they are compared.
    """
    first, second = files_of(one), files_of(other)
    different = [
        name
        for name in sorted(first.keys() | second.keys())
        if first.get(name) != second.get(name)
    ]
    search, searched = search_of(one), search_of(other)
    different += [
        f"searchindex.js: {key}"
        for key in search
        if search[key] != searched[key] and (entries or key != "indexentries")
    ]
    for name in different[:20]:
        print(f"  {what}: {name} differs")
    return len(different)


def main() -> None:
    """Edit, build and compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("root", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="folder to work in")
    parser.add_argument("--database", type=Path, help="an index to begin with")
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=5, help="compare after so many")
    asked = parser.parse_args()
    work = asked.work.resolve()
    shutil.rmtree(work, ignore_errors=True)
    tree = copy_tree(asked.root.resolve(), work / "tree")
    site = Site.over(work / "site", tree, theme="alabaster")
    index = site.docs / "index.rst"
    index.write_text(index.read_text() + "   prose\n")
    (site.docs / "prose.rst").write_text("Prose\n=====\n")
    if asked.database is not None:
        put_index(site, asked.database)
    site.build()
    editing = Editing(tree, site.docs, asked.seed)
    faults = 0
    for step in range(1, asked.steps + 1):
        print(f"{step}: {editing(step)}", flush=True)
        site.build()
        if step % asked.every and step != asked.steps:
            continue
        kept = site.doctrees / "kwindex" / "index.sqlite3"
        for jobs in (1, 2):
            put_index(site, kept, f"doctrees{jobs}")
            site.build(f"clean{jobs}", jobs=jobs, doctrees=f"doctrees{jobs}")
            shutil.rmtree(site.folder / f"doctrees{jobs}")
        kept_html, one, two = (
            site.folder / name for name in ("html", "clean1", "clean2")
        )
        faults += compare("incremental, clean", kept_html, one, entries=False)
        faults += compare("one job, two jobs", one, two, entries=True)
        shutil.rmtree(one)
        shutil.rmtree(two)
    print(f"{asked.steps} edits, {faults} files differ")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
