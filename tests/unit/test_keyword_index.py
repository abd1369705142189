"""The keyword index of a folder: each name once, whole in its pages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_kwindex.analysis import (
    INCLUDE,
    FolderKeywords,
    KeywordIndex,
    KeywordOrder,
    letter_of,
)
from sphinxext_kwindex.analysis.keyword_paging import PAGE_SIZE, page_ranges
from sphinxext_kwindex.model import Include, Origin, Qualifier, SymbolKind
from tests.memory_reader import MemoryReader, known, make_file, make_symbol

K = SymbolKind
NAMES = st.lists(st.text(alphabet="abcd", max_size=4), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("size", "S"),
        ("Size", "S"),
        ("~Size", "S"),
        ("_impl", "I"),
        ("operator<", "O"),
        ("__", "#"),
        ("ärger", "Ä"),
        ("ß", "S"),
        ("3d.h", "#"),
    ],
)
def test_letter_of_a_name(name, letter):
    assert letter_of(name) == letter


@given(NAMES, st.integers(1, 20))
def test_pages_hold_every_entry_once_and_are_not_long(names, size):
    keys = sorted(names)
    pages = page_ranges(keys, size)
    assert pages[0].start == 0
    assert pages[-1].stop == len(keys)
    for one, other in pairwise(pages):
        assert one.stop == other.start
        # What begins alike stays together.
        assert keys[one.stop - 1] != keys[other.start]
    for page in pages:
        names_of_page = set(keys[page.start : page.stop])
        assert page.stop - page.start <= size or len(names_of_page) == 1
    labels = [page.label for page in pages]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("keys", "labels"),
    [
        (["a", "b"], [""]),
        (["aa", "ab", "ba", "bb", "ca"], ["Aa\u2013Ab", "Ba\u2013Bb", "Ca"]),
        (["size", "sizeof", "sizes", "so"], ["Size\u2013Sizeo", "Sizes\u2013So"]),
        (["same", "same", "same"], [""]),
    ],
)
def test_labels_tell_pages_apart(keys, labels):
    assert [page.label for page in page_ranges(keys, 2)] == labels


def reader() -> MemoryReader:
    return MemoryReader(
        make_file(
            "lib/a.h",
            symbols=(
                make_symbol("GUARD_H", K.MACRO, qualifiers=(Qualifier.HEADER_GUARD,)),
                make_symbol("n", K.NAMESPACE, usr="c:n", path="lib/a.h"),
                make_symbol("n::Big", K.CLASS, usr="c:Big", path="lib/a.h", line=3),
                make_symbol(
                    "n::Big::size",
                    K.METHOD,
                    usr="c:size",
                    path="lib/a.h",
                    line=4,
                    definition=False,
                ),
                make_symbol("n::f", usr="c:f#I#", path="lib/a.h", line=7),
                make_symbol("n::f", usr="c:f#d#", path="lib/a.h", line=6),
                make_symbol("", K.STRUCT, usr="c:anonymous", name="", path="lib/a.h"),
            ),
            includes=(
                Include(1, "<vector>", Origin.SYSTEM),
                Include(2, "MACRO", Origin.UNKNOWN),
            ),
        ),
        make_file(
            "lib/sub/a.cc",
            symbols=(
                make_symbol(
                    "n::Big::size", K.METHOD, usr="c:size", path="lib/sub/a.cc", line=9
                ),
            ),
            includes=(
                Include(1, '"lib/a.h"', Origin.PROJECT, "lib/a.h"),
                Include(2, "<vector>", Origin.SYSTEM),
            ),
        ),
        make_file("library.h", symbols=(make_symbol("z", path="library.h"),)),
    )


def keywords(folder: str = "", **asked) -> FolderKeywords:
    return FolderKeywords.of(KeywordIndex.of(reader()), folder, **asked)


def names(found: FolderKeywords) -> list[str]:
    return [
        entry.spelled or entry.name
        for page in found.listing().pages
        for entry in page.entries
    ]


def test_every_name_is_there_once_by_its_letter():
    found = keywords()
    assert names(found) == ['"lib/a.h"', "Big", "f", "n", "size", "<vector>", "z"]
    assert found.counts(KeywordOrder.LETTER) == (
        ("A", 1),
        ("B", 1),
        ("F", 1),
        ("N", 1),
        ("S", 1),
        ("V", 1),
        ("Z", 1),
    )


def test_a_folder_has_what_is_below_it_with_the_best_place_there():
    assert names(keywords("lib")) == names(keywords())[:-1]
    assert names(keywords("lib/sub")) == ['"lib/a.h"', "size", "<vector>"]
    whole = known(keywords().page(KeywordOrder.LETTER, "S", 1)).entries[0]
    assert whole.path == "lib/sub/a.cc"
    assert (whole.usr, whole.scope, whole.kind) == ("c:size", "n::Big", "method")
    assert names(keywords("li")) == []


def test_overloads_are_one_entry():
    entry = known(keywords().page(KeywordOrder.LETTER, "F", 1)).entries[0]
    assert (entry.symbols, entry.usr) == (2, "c:f#d#")


def test_headers_lead_to_who_includes_them():
    vector = known(keywords().page(KeywordOrder.LETTER, "V", 1)).entries[0]
    assert (vector.kind, vector.spelled, vector.target) == (INCLUDE, "<vector>", "")
    assert vector.files == ("lib/a.h", "lib/sub/a.cc")
    own = known(keywords().page(KeywordOrder.LETTER, "A", 1)).entries[0]
    assert (own.name, own.scope, own.target) == ("a.h", "lib", "lib/a.h")


def test_by_kind_and_by_namespace():
    found = keywords()
    assert found.counts(KeywordOrder.KIND) == (
        ("namespace", 1),
        ("class", 1),
        ("function", 2),
        ("method", 1),
        (INCLUDE, 2),
    )
    assert found.counts(KeywordOrder.NAMESPACE) == (("", 2), ("n", 3))


def test_kinds_may_be_chosen():
    assert names(keywords(kinds=("class", INCLUDE))) == ['"lib/a.h"', "Big", "<vector>"]


def test_pages_that_are_not_there():
    found = keywords()
    assert found.page(KeywordOrder.LETTER, "Q", 1) is None
    assert found.page(KeywordOrder.LETTER, "S", 2) is None
    assert found.page(KeywordOrder.LETTER, "S", 0) is None


def test_many_names_are_paged():
    symbols = tuple(
        make_symbol(f"{a}{b}{n}", usr=f"c:{a}{b}{n}")
        for a in "s"
        for b in "abcdefgh"
        for n in range(PAGE_SIZE // 4)
    )
    index = KeywordIndex.of(MemoryReader(make_file("a.h", symbols=symbols)))
    found = FolderKeywords.of(index, "")
    (heading,) = found.headings(KeywordOrder.LETTER)
    assert heading.pages == ("Sa\u2013Sd", "Se\u2013Sh")
    listing = found.listing(number=2)
    (page,) = listing.pages
    assert len(page.entries) == PAGE_SIZE
    assert page.entries[0].name == "se0"
    assert [part.keys for part in found.parts()] == [("S",), ("S",)]
    assert [part.number for part in found.parts()] == [1, 2]


def test_fewer_headers_than_names_are_on_a_page():
    lines = tuple(Include(n, f"<h{n:03}.h>", Origin.SYSTEM) for n in range(1, 201))
    symbols = tuple(make_symbol(f"f{n}", usr=f"c:{n}") for n in range(200))
    facts = make_file("a.h", symbols=symbols, includes=lines)
    found = FolderKeywords.of(KeywordIndex.of(MemoryReader(facts)), "")
    parts = found.parts(KeywordOrder.KIND)
    assert [(part.keys, part.number) for part in parts] == [
        (("function",), 0),
        *[(("include",), number) for number in range(1, len(parts))],
    ]
    for number in range(1, len(parts)):
        page = found.page(KeywordOrder.KIND, "include", number)
        assert page is not None
        assert len(page.entries) <= PAGE_SIZE // 3


def test_few_names_share_a_part():
    (part,) = keywords().parts()
    assert part.label == "A\u2013Z"
    assert part.keys == ("A", "B", "F", "N", "S", "V", "Z")
    assert part.number == 0


def test_specialisations_are_told_apart_by_their_arguments():
    symbols = tuple(
        make_symbol(name, SymbolKind.STRUCT, usr=name, name="S", line=line)
        for line, name in enumerate(("ns::S", "ns::S<a::B *>", "ns::S<void>"), 1)
    )
    index = KeywordIndex.of(MemoryReader(make_file("a.h", symbols=symbols)))
    (page,) = FolderKeywords.of(index, "").listing(number=1).pages
    found = [(entry.name, entry.scope) for entry in page.entries]
    assert found == [("S", "ns"), ("S<a::B *>", "ns"), ("S<void>", "ns")]
