"""Names and headers of the standard libraries, and their pages on cppreference.com.

The table holds names and paths alone. Each line of ``cppreference.txt`` has three
fields: scope, directory and entries. The scope is a namespace; ``::`` for what is
declared outside of all (macros); ``c`` for C; ``<c++>`` and ``<c>`` for headers;
``.`` for the members of whatever has the directory as its page. An entry is a name, and
the last part of its page's path after a colon where that differs. Spaces in names are
written as ``_``.

Nothing is fetched: the address is all that there is.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from .usr_names import name_in_usr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "StandardPage",
    "standard_folder",
    "standard_header",
    "standard_name",
    "standard_symbol",
]

_SITE = "https://en.cppreference.com/w/"
_INTERNAL = {
    # libstdc++
    "__shared_ptr": "shared_ptr",
    "__shared_ptr_access": "shared_ptr",
    "__weak_ptr": "weak_ptr",
    "__atomic_base": "atomic",
    "__atomic_float": "atomic",
    "__basic_future": "future",
    "__mutex_base": "mutex",
    "__enable_shared_from_this": "enable_shared_from_this",
    "__uniq_ptr_impl": "unique_ptr",
    "_Bit_iterator": "vector",
    "_Function_base": "function",
    # libc++
    "__cxx_atomic_impl": "atomic",
    "__cxx_atomic_base_impl": "atomic",
    "__optional_storage_base": "optional",
    "__expected_base": "expected",
}
"""Classes of the two libraries that only they name, and what they are the base of."""

_Table = dict[str, dict[str, str]]
"""Scope, or for members the path of a page, to names and paths."""


class StandardPage(NamedTuple):
    """A page about something of the standard library."""

    name: str
    """Of what the page is about: the name asked for, or the class it is a member of."""
    uri: str

    @property
    def title(self) -> str:
        """For the title of a link."""
        return f"{self.name} (cppreference.com)"


@lru_cache(maxsize=65536)
def standard_symbol(usr: str, *, c: bool = False) -> StandardPage | None:
    """Return the page of a symbol of the standard library.

    Inline namespaces of the implementations (``std::__1``, ``std::__cxx11``) are left
    out. ``c`` as of `standard_name`; it matters to what both languages have.
    """
    found = name_in_usr(usr)
    if found is None:
        return None
    parts = [
        _INTERNAL.get(part, part)
        for index, part in enumerate(found.parts)
        if index == len(found.parts) - 1
        or index >= found.spaces
        or not part.startswith("_")
    ]
    if parts[0] != "std" and len(parts) > 1:
        # Of the fields of C's structures, `tm::tm_sec`, the page is that of these.
        return _find_global(parts[0], c=c) if found.tag == "FI" else None
    return _find(parts, c=c)


def standard_name(name: str, *, c: bool = False) -> StandardPage | None:
    """Return the page of a qualified name: ``std::vector::size``, ``printf``.

    :param c: prefer the pages about C for what both languages have.
    """
    name = name.strip().removeprefix("::")
    if not name or name.startswith("std::~"):
        return None
    parts = _without_arguments(name).split("::")
    return None if "" in parts else _find(parts, c=c)


def standard_header(spelled: str, *, c: bool = False) -> StandardPage | None:
    """Return the page of a standard header, spelled as ``<vector>``.

    In C++ that of ``<cstdio>`` is also about ``<stdio.h>``.
    """
    if not (spelled.startswith("<") and spelled.endswith(">")):
        return None
    name = spelled[1:-1]
    table = _table()
    if c and (page := table["<c>"].get(name)):
        return StandardPage(spelled, _uri(page))
    if name.endswith(".h") and name in table["<c>"]:
        name = f"c{name[:-2]}"
    page = table["<c++>"].get(name)
    return StandardPage(spelled, _uri(page)) if page else None


def standard_folder(name: str) -> str:
    """Return the folder of a page of std, as ``cpp/atomic``; empty if there is none.

    :param name: the first component after ``std``.
    """
    return (_top(_table()["std"], name) or "").rpartition("/")[0]


def _find(parts: Sequence[str], *, c: bool) -> StandardPage | None:
    """Find the page of a name, else that of the class that it is in."""
    table = _table()
    if len(parts) == 1:
        return _find_global(parts[0], c=c)
    if c and parts[0] == "std" and (in_c := _find_global("::".join(parts[1:]), c=True)):
        return in_c
    depth = len(parts) - 1
    while depth and "::".join(parts[:depth]) not in table:
        depth -= 1
    page = _top(table.get("::".join(parts[:depth]), {}), parts[depth])
    if page is None or parts[0] != "std":
        return None
    known = depth + 1
    while known < len(parts):
        member = _member(table.get(page, {}), parts[known])
        if member is None:
            break
        page, known = member, known + 1
    if known < len(parts) and parts[known].startswith("_"):
        return None  # of the implementation
    return StandardPage("::".join(parts[:known]), _uri(page))


def _find_global(name: str, *, c: bool) -> StandardPage | None:
    table = _table()
    in_c = table["c"].get(name)
    if c:
        return StandardPage(name, _uri(in_c)) if in_c else None
    page = table["::"].get(name)
    if page is None and in_c is not None:
        # What C has is in both namespaces, [headers] 9; other names of std are not.
        page = table["std"].get(name, in_c)
    return StandardPage(name, _uri(page)) if page else None


def _top(names: Mapping[str, str], name: str) -> str | None:
    page = names.get(_key(name))
    if page is None and name.endswith(("_t", "_v")):
        # Of a trait, whose page has them too: `decay_t`, `tuple_size_v`.
        page = names.get(name[:-2])
    return page


def _member(members: Mapping[str, str], name: str) -> str | None:
    page = members.get(_key(name))
    if page is None and name.startswith("operator "):
        page = members.get("operator_T")
    return page


def _key(name: str) -> str:
    return name.replace(" ", "_")


def _without_arguments(name: str) -> str:
    """Drop template arguments and parameters; keep operators."""
    kept: list[str] = []
    depth, start = 0, 0
    for index, char in enumerate(name):
        if depth == 0 and name.startswith("operator", start) and index >= start:
            # To the end: `operator<`, `operator()`.
            end = name.find("(", start + len("operator()"))
            return "".join(kept) + name[index : end if end > 0 else len(name)]
        if char in "<(":
            depth += 1
        elif char in ">)":
            depth -= 1
        elif depth == 0:
            kept.append(char)
            if name.startswith("::", index - 1):
                start = index + 1
    return "".join(kept).strip()


def _uri(page: str) -> str:
    return _SITE + quote(page, safe="/~")


@lru_cache(maxsize=1)
def _table() -> _Table:
    """Read the table, when it is first asked for."""
    table: _Table = defaultdict(dict)
    data = files("sphinxext_kwindex.analysis") / "cppreference.txt"
    for line in data.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        scope, directory, entries = line.split("\t")
        names = table[directory if scope == "." else scope]
        for entry in entries.split(" "):
            name, _, leaf = entry.partition(":")
            names.setdefault(name, f"{directory}/{leaf or name}")
    # The two names of one namespace.
    table["std::ranges::views"] = table["std::views"]
    return dict(table)
