"""The files that the search of a large tree reads its names from."""

from __future__ import annotations

import json
import re

from sphinxext_kwindex.render import FoundName, name_shards

KINDS = ("class", "function", "file")


def texts_of(*names: FoundName) -> dict[str, list[str]]:
    """Return the lines of each file."""
    found = {}
    for file, script in name_shards(names, KINDS).items():
        assert script.isascii()
        call = re.fullmatch(r"kwindexNames\((\d+),(\".*\")\);\n", script)
        assert call is not None
        assert call[1] == file.removesuffix(".js").replace("index", "0")
        found[file] = json.loads(call[2]).split("\n")
    return found


def name(text: str, scope: str = "", kind: str = "function") -> FoundName:
    return FoundName(text, scope, kind, f"{text}.html", f"kw-{text}")


def test_names_are_sorted_as_they_are_looked_for():
    found = texts_of(name("zeta"), name("~Alpha", "Alpha"), name("_beta", kind="class"))
    assert found["index.js"] == ["class\tfunction\tfile", "alpha"]
    assert found["1.js"] == [
        "~Alpha.html\t_beta.html\tzeta.html",
        "Alpha\t",
        "~Alpha\t1\t0\t0\tkw-~Alpha",
        "_beta\t0\t1\t1\tkw-_beta",
        "zeta\t1\t1\t2\tkw-zeta",
    ]


def test_many_names_are_in_several_files():
    names = [name(f"{a}{b}{n}") for a in "xyz" for b in "abcd" for n in range(400)]
    found = texts_of(*names)
    keys = found.pop("index.js")[1:]
    assert len(keys) == len(found) > 3
    listed = []
    for number, key in enumerate(keys, 1):
        lines = found[f"{number}.js"][2:]
        assert lines[0].startswith(f"{key}\t")
        assert len(lines) <= 1_200
        listed += [line.partition("\t")[0] for line in lines]
    assert listed == sorted(one.name for one in names)
    assert max(map(len, name_shards(names, KINDS).values())) < 100_000


def test_a_name_cannot_be_taken_for_two():
    odd = FoundName('a\tb\nc"</script>\u2028\u00e9', "s\tt", "file", "p.html", "kw-1")
    lines = texts_of(odd)["1.js"]
    assert lines[1:] == ["s t", 'a b c"</script>\u2028\u00e9\t2\t0\t0\tkw-1']


def test_nothing_gives_an_index_alone():
    assert texts_of() == {"index.js": ["class\tfunction\tfile"]}
