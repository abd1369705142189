"""What well-known libraries document of their macros that make declarations.

For units that lack the library's headers. A text here makes what users of the library
know by name (the class of a test, the variable of a flag) and what the code behind the
macro needs around it; nothing of the library's own is imitated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["HELPERS", "LIBRARIES", "Library"]


class Library(NamedTuple):
    """Some headers and what they define."""

    headers: tuple[str, ...]
    """As an include line names them, without brackets; any of them defines all."""
    macros: Mapping[str, str]
    """Name → parameter list and text, as they stand behind the name in a directive."""


_GOOGLETEST = Library(
    # The class of a test: "Why should test suite names and test names not contain
    # underscore?" in https://google.github.io/googletest/faq.html.
    ("gtest/gtest.h", "gtest/gtest_prod.h", "gmock/gmock.h"),
    {
        "TEST": "(suite, name) KWINDEX_TEST_(suite, name, )",
        "TEST_F": "(suite, name) KWINDEX_TEST_(suite, name, : public suite)",
        "TEST_P": "(suite, name) KWINDEX_TEST_(suite, name, : public suite)",
        "TYPED_TEST": "(suite, name) KWINDEX_TYPED_TEST_(suite, name)",
        "TYPED_TEST_P": "(suite, name) KWINDEX_TYPED_TEST_(suite, name)",
        "FRIEND_TEST": "(suite, name) friend class KWINDEX_TEST_CLASS_(suite, name)",
        # https://google.github.io/googletest/reference/mocking.html
        "MOCK_METHOD": (
            "(type, name, parameters, ...) KWINDEX_BARE_(type) name parameters"
            " KWINDEX_SPECIFIERS_(__VA_ARGS__) { __builtin_trap(); }"
        ),
    },
)


def _flag(kind: str, spelled: str) -> dict[str, str]:
    return {
        f"DEFINE_{kind}": f"(name, value, text) {spelled} KWINDEX_FLAG_(name) = value",
        f"DECLARE_{kind}": f"(name) extern {spelled} KWINDEX_FLAG_(name)",
    }


_GFLAGS = Library(
    # https://gflags.github.io/gflags/#define and #declare
    ("gflags/gflags.h", "gflags/gflags_declare.h"),
    {
        **_flag("bool", "bool"),
        **_flag("int32", "int"),
        **_flag("uint32", "unsigned int"),
        **_flag("int64", "long long"),
        **_flag("uint64", "unsigned long long"),
        **_flag("double", "double"),
        **_flag("string", "::std::string"),
    },
)
LIBRARIES = (_GOOGLETEST, _GFLAGS)

HELPERS = {
    # By way of another macro: names may be macros themselves.
    "KWINDEX_FLAG_": "(name) FLAGS_##name",
    "KWINDEX_TEST_CLASS_": "(suite, name) suite##_##name##_Test",
    "KWINDEX_TEST_": (
        "(suite, name, base) class KWINDEX_TEST_CLASS_(suite, name) base"
        " { void TestBody(); };"
        " void KWINDEX_TEST_CLASS_(suite, name)::TestBody()"
    ),
    "KWINDEX_TYPED_TEST_": (
        "(suite, name)"
        " template <typename TypeParam_> class KWINDEX_TEST_CLASS_(suite, name)"
        " : public suite<TypeParam_> { typedef suite<TypeParam_> TestFixture;"
        " typedef TypeParam_ TypeParam; void TestBody(); };"
        " template <typename TypeParam_>"
        " void KWINDEX_TEST_CLASS_(suite, name)<TypeParam_>::TestBody()"
    ),
    # A type that may be in parentheses, without them.
    "KWINDEX_BARE_": "(x) KWINDEX_JOINED_(KWINDEX_NO_, KWINDEX_TAKEN_ x)",
    "KWINDEX_TAKEN_": "(...) KWINDEX_TAKEN_ __VA_ARGS__",
    "KWINDEX_NO_KWINDEX_TAKEN_": " ",
    # ``(const, override)`` without commas; nothing of nothing.
    "KWINDEX_SPECIFIERS_": (
        "(...) KWINDEX_JOINED_(KWINDEX_NO_, KWINDEX_LIST_ __VA_ARGS__)"
    ),
    "KWINDEX_LIST_": "(...) KWINDEX_FIRST_(__VA_ARGS__, , , , )",
    "KWINDEX_FIRST_": "(a, b, c, d, ...) KWINDEX_LISTED_ a b c d",
    "KWINDEX_NO_KWINDEX_LISTED_": " ",
    "KWINDEX_NO_KWINDEX_LIST_": " ",
    "KWINDEX_JOINED_": "(x, ...) KWINDEX_PASTED_(x, __VA_ARGS__)",
    "KWINDEX_PASTED_": "(x, ...) x##__VA_ARGS__",
}
"""Macros in the texts above, in the same form."""
