"""Look for keywords that are none: words of comments, names that do not stand there.

The generator that this project replaces listed the class ``that``, the function ``if``
and the namespace ``using`` in half of all files. Here each keyword of a folder is held
against a list of such words, and its name against the text at its place.

    kwindex index pytorch-1.13.1 --database pytorch.sqlite3
    python benchmarks/false_keywords.py pytorch-1.13.1 pytorch.sqlite3 torch/csrc
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxext_kwindex.scan import decode
from sphinxext_kwindex.store import IndexReader

if TYPE_CHECKING:
    from sphinxext_kwindex.model import Symbol

_PROSE = """
    a and are as auto be bool case class const default do else enum for if in inline
    int is it namespace not of or return static struct switch template that the these
    this to typedef typename union using void while will with
"""
WORDS = frozenset(_PROSE.split())
_NAME = re.compile(r"~?\w+")


def main() -> None:
    """Print the counts, and each keyword that is none."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("root", type=Path)
    parser.add_argument("database", type=Path)
    parser.add_argument("folder")
    arguments = parser.parse_args()
    above = arguments.folder.rstrip("/") + "/"
    kinds: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    held = words = absent = 0
    with IndexReader(arguments.database) as reader:
        for path in reader.paths():
            source = reader.file(path)
            if source is None or not path.startswith(above):
                continue
            levels[source.coverage.level.value] += 1
            data = (arguments.root / path).read_bytes()
            lines = decode(data).text.split("\n")
            for symbol in reader.symbols_in(path):
                kinds[symbol.kind.value] += 1
                if symbol.name in WORDS:
                    words += 1
                    print("a word:", _place(symbol))
                name = _NAME.match(symbol.name)
                # What a macro makes has its name nowhere in the text.
                if name and symbol.macro is None and symbol.name[0] != "(":
                    held += 1
                    if name[0] not in lines[symbol.position.line - 1]:
                        absent += 1
                        print("not there:", _place(symbol))
    print(dict(levels), dict(kinds.most_common()))
    print(f"{kinds.total()} keywords, {words} of them words;", end=" ")
    print(f"{held} held against the text, {absent} not there")


def _place(symbol: Symbol) -> str:
    return f"{symbol.path}:{symbol.position.line} {symbol.kind.value} {symbol.name}"


if __name__ == "__main__":
    main()
