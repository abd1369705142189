"""A name that the parser took for a variable's, by what stands behind it."""

from __future__ import annotations

import pytest

from sphinxext_kwindex.indexer.misread import is_argument, is_misread, is_typeless


@pytest.mark.parametrize(
    ("following", "expected"),
    [
        (" *find(Pool *pool) {", True),
        ("&get();", True),
        (" /* so */ const *find;", True),
        (" has(const Message *message) {", True),
        (" has(message) {", True),
        (" has(Message message);", True),
        (" flag(void);", True),
        (" flag();", True),
        (" GUARDED_BY(mutex);", False),
        (" GUARDED_BY(mutex, other) = 1;", False),
        (" GUARDED_BY(&mutex);", False),
        (" GUARDED_BY(box->mutex(1));", False),
        (" ALIGNED = 1;", False),
        (";", False),
        (" = call(Type value);", False),
        ("<int*>(int a, int b) {", True),
        ("<int> = 1;", False),
        ("<int>;", False),
        ("[3];", False),
        (", other;", False),
        (" never_closed(int a", False),
        ("", False),
    ],
)
def test_what_follows_a_variable(following, expected):
    assert is_misread(following, member=False) is expected


@pytest.mark.parametrize(
    ("following", "expected"),
    [
        ("(base);", True),
        ("* get() const {", True),
        (" GUARDED_BY(mutex);", False),
        (";", False),
        (" : 3;", False),
    ],
)
def test_what_follows_a_field(following, expected):
    assert is_misread(following, member=True) is expected


@pytest.mark.parametrize(
    ("before", "following", "expected"),
    [
        ("BENCHMARK(", ");", True),
        ("BENCHMARK ( ", " )->Arg(1);", True),
        ("Unknown (*", ")(int);", False),
        ("Unknown a, ", ";", False),
        ("(", ");", False),
    ],
)
def test_name_in_parentheses(before, following, expected):
    assert is_misread(following, member=False, before=before) is expected


@pytest.mark.parametrize(
    ("before", "following", "expected"),
    [
        ("MEMBER_OF(", ")(int a) {", True),
        ("Unknown (", ")(int a) {", False),
        ("Unknown ", "(int a) {", False),
        ("MEMBER_OF(int, ", ")(int a) {", False),
    ],
)
def test_function_named_by_an_argument(before, following, expected):
    assert is_argument(before, following) is expected


def test_field_has_no_scope():
    assert is_misread(" layout;", member=True, before="HEAD at::")
    assert not is_misread(" = 1;", member=False, before="Unknown Engine::")


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("", True),
        ("static ", True),
        ('extern "C" inline\n', True),
        ("int ", False),
        ("static_assert ", False),
        ("extern EXPORT ", False),
        ("static const ", False),
    ],
)
def test_declaration_without_a_type(before, expected):
    assert is_typeless(before) is expected


def test_many_comments_take_no_time():
    assert not is_misread("/**/" * 500 + "x", member=False)
    assert not is_misread(" " * 2000, member=False)
    assert not is_misread(" f(" + "a " * 1000, member=False)
    assert not is_misread("<" + "a> " * 1000, member=False)
    assert not is_misread("<" + "> /* */ " * 1000, member=False)
