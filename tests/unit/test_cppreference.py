"""Names of the standard libraries: read from USRs and from text, and their pages."""

from __future__ import annotations

import gzip
from importlib.resources import files

import pytest

from sphinxext_kwindex.analysis.cppreference import (
    standard_header,
    standard_name,
    standard_symbol,
)
from sphinxext_kwindex.analysis.usr_names import name_in_usr

SITE = "https://en.cppreference.com/w/"


@pytest.mark.parametrize(
    ("usr", "name", "tag", "spaces"),
    [
        ("c:@N@std@ST>2#T#T@vector", "std::vector", "ST", 1),
        ("c:@N@std@ST>2#T#T@vector@F@push_back#&1t0.0#",
         "std::vector::push_back", "F", 1),
        ("c:@N@std@S@numeric_limits>#l@F@max#S", "std::numeric_limits::max", "F", 1),
        ("c:@N@std@FT@>2#T#Nlbegin#&{nt0.0#*S2_#", "std::begin", "F", 1),
        ("c:@N@std@FT@>2#T#pTmake_unique#", "std::make_unique", "F", 1),
        ("c:@N@std@FT@>1#Toperator<<#&>@N@std@X", "std::operator<<", "F", 1),
        ("c:@N@std@ST>1#T@optional@F@operator bool#1",
         "std::optional::operator bool", "F", 1),
        ("c:@N@std@ST>2#T#T@pair@FI@first", "std::pair::first", "FI", 1),
        ("c:@N@std@E@memory_order@memory_order_relaxed",
         "std::memory_order::memory_order_relaxed", "", 1),
        ("c:@N@std@cout", "std::cout", "", 1),
        ("c:@N@a@N@b@S@C@F@~C#", "a::b::C::~C", "F", 2),
        ("c:@F@printf", "printf", "F", 0),
        ("c:@macro@NULL", "NULL", "macro", 0),
        ("c:@N@std@ST>2#T#N$@N@__gnu_cxx@E@_Lock_policy@__shared_ptr_access@F@get#1",
         "std::__shared_ptr_access::get", "F", 1),
    ],
)  # fmt: skip
def test_a_usr_says_its_name(usr, name, tag, spaces):
    found = name_in_usr(usr)
    assert found is not None
    assert ("::".join(found.parts), found.tag, found.spaces) == (name, tag, spaces)


@pytest.mark.parametrize(
    "usr", ["", "c:a.cpp@12@x", "c:a.cpp@F@f#", "c:@aN@f", "c:@N@a@aN@F@f#", "printf"]
)
def test_a_usr_of_one_file_says_none(usr):
    assert name_in_usr(usr) is None


@pytest.mark.parametrize(
    ("usr", "name", "page"),
    [
        ("c:@N@std@N@__1@ST>2#T#T@vector", "std::vector", "cpp/container/vector"),
        ("c:@N@std@N@__cxx11@ST>3#T#T#T@basic_string@F@size#1",
         "std::basic_string::size", "cpp/string/basic_string/size"),
        ("c:@N@std@T@string", "std::string", "cpp/string/basic_string"),
        ("c:@N@std@N@chrono@ST>2#T#T@duration", "std::chrono::duration",
         "cpp/chrono/duration"),
        ("c:@N@std@N@chrono@N@_V2@S@steady_clock@F@now#S",
         "std::chrono::steady_clock::now", "cpp/chrono/steady_clock/now"),
        ("c:@N@std@ST>2#T#T@pair@FI@first", "std::pair", "cpp/utility/pair"),
        ("c:@N@std@ST>2#T#T@__shared_ptr_access@F@operator->#1",
         "std::shared_ptr::operator->", "cpp/memory/shared_ptr/operator%2A"),
        ("c:@N@std@T@decay_t", "std::decay_t", "cpp/types/decay"),
        ("c:@F@printf", "printf", "cpp/io/c/fprintf"),
        ("c:@macro@INT_MAX", "INT_MAX", "cpp/types/climits"),
        ("c:@S@tm@FI@tm_sec", "tm", "cpp/chrono/c/tm"),
    ],
)  # fmt: skip
def test_a_symbol_has_its_page(usr, name, page):
    found = standard_symbol(usr)
    assert found is not None
    assert (found.name, found.uri) == (name, SITE + page)
    assert found.title == f"{name} (cppreference.com)"


@pytest.mark.parametrize(
    "usr",
    [
        "c:@N@std",
        "c:@N@std@S@_Setw",  # of the implementation
        "c:@N@std@ST>2#T#T@vector@FI@_M_impl",
        "c:@N@std@F@operator<<#",  # which of many?
        "c:@N@geo@S@vector",
        "c:@S@vector",
        "c:@N@boost@N@std@S@vector",
        "c:@S@Own@FI@size",
    ],
)
def test_other_symbols_have_none(usr):
    assert standard_symbol(usr) is None


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("std::vector", "cpp/container/vector"),
        ("::std::vector<std::pair<int, int>>::size", "cpp/container/vector/size"),
        ("std::function<void(int)>", "cpp/utility/functional/function"),
        ("std::optional<int>::operator bool", "cpp/utility/optional/operator_bool"),
        ("std::map::operator[]", "cpp/container/map/operator_at"),
        ("std::unique_ptr<T>::operator->", "cpp/memory/unique_ptr/operator%2A"),
        ("std::ranges::sort", "cpp/algorithm/ranges/sort"),
        ("std::views::filter", "cpp/ranges/filter_view"),
        ("std::ranges::views::filter", "cpp/ranges/filter_view"),
        ("std::format", "cpp/utility/format/format"),
        ("std::move", "cpp/utility/move"),
        ("std::filesystem::path::filename", "cpp/filesystem/path/filename"),
        ("std::printf", "cpp/io/c/fprintf"),
        ("size_t", "cpp/types/size_t"),
        ("std::sort(RandomIt, RandomIt)", "cpp/algorithm/sort"),
    ],
)
def test_a_written_name_has_its_page(name, page):
    found = standard_name(name)
    assert found is not None
    assert found.uri == SITE + page


@pytest.mark.parametrize(
    "name",
    ["", "::", "std", "std::", "std::nope", "vector", "geo::vector", "std::<", "<"],
)
def test_other_names_have_none(name):
    assert standard_name(name) is None


def test_c_has_pages_of_its_own():
    for name in ("printf", "std::printf"):
        found = standard_name(name, c=True)
        assert found is not None
        assert found.uri == f"{SITE}c/io/fprintf"
    both = standard_symbol("c:@T@uint32_t", c=True)
    assert both is not None
    assert both.uri == f"{SITE}c/types/integer"
    only = standard_name("std::vector", c=True)
    assert only == standard_name("std::vector")


def test_headers():
    def page(spelled, *, c=False):
        found = standard_header(spelled, c=c)
        return found and found.uri.removeprefix(SITE)

    assert page("<vector>") == "cpp/header/vector"
    assert page("<concepts>") == "cpp/header/concepts"
    assert page("<cstdio>") == page("<stdio.h>") == "cpp/header/cstdio"
    assert page("<stdio.h>", c=True) == "c/io"
    assert page("<threads.h>") is None  # no such header in C++
    assert page("<threads.h>", c=True) == "c/thread"
    for other in ("<sys/types.h>", '"vector"', "<own/vector>", "vector", ""):
        assert page(other) is None


def test_the_table_is_small_and_regular():
    data = (files("sphinxext_kwindex.analysis") / "cppreference.txt").read_bytes()
    assert len(gzip.compress(data)) < 60_000
    lines = [x for x in data.decode("ascii").splitlines() if not x.startswith("#")]
    assert lines == sorted(lines, key=lambda line: line.split("\t")[:2])
    for line in lines:
        _, directory, entries = line.split("\t")
        assert directory.startswith(("cpp", "c"))
        names = entries.split(" ")
        assert names == sorted(names, key=lambda e: e.partition(":")[0])
        assert all(names)
