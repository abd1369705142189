"""Roles: text to a cross-reference."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.roles import XRefRole

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.environment import BuildEnvironment

__all__ = ["FileRole", "SymbolRole", "last_component"]

_OPERATOR = re.compile(r"operator\b")
_BRACKETED = re.compile(r"[<>()]|operator\b")
"""In names whose scopes are not all that stands before a ``::``: few."""


class SymbolRole(XRefRole):
    """``ns::f``, ``~ns::f``, ``!ns::f``, ``title <ns::f>``, ``ns::f(int)``."""

    # As Sphinx's, but a title ends with white space: ``Vec<int>`` is a name, as is
    # ``operator <=>``.
    explicit_title_re = re.compile(r"^(.+?)(?<!operator)\s+(?<!\x00)<(.*)>$", re.DOTALL)

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: Element,
        has_explicit_title: bool,  # noqa: FBT001
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Cut the title of a name with ``~`` before it down to its last component."""
        title, target = super().process_link(
            env, refnode, has_explicit_title, title, target
        )
        if not has_explicit_title and target.startswith("~"):
            target = target[1:].strip()
            title = last_component(target)
        return title, target.strip()


class FileRole(XRefRole):
    """``src/a.h``, ``a.h``, ``a.h:12``, ``title <a.h>``, ``~src/a.h``."""

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: Element,
        has_explicit_title: bool,  # noqa: FBT001
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Cut the title of a path with ``~`` before it down to its last component."""
        if not has_explicit_title and target.startswith("~"):
            target = target[1:]
            title = target.rstrip("/").rpartition("/")[2]
        return title, target.strip()


def last_component(name: str) -> str:
    """Return a name without its scopes; those in its arguments stay.

    ``a::B<c::D>::f(e::F)`` gives ``f(e::F)``.
    """
    if not _BRACKETED.search(name):
        return name.rpartition("::")[2] or name
    depth = start = 0
    for index, char in enumerate(name):
        if depth == 0 and _OPERATOR.match(name, start):
            # What follows the word is its name, to the end.
            break
        if char in "<(":
            depth += 1
        elif char in ">)":
            depth -= 1
        elif depth == 0 and name.startswith("::", index):
            start = index + 2
    return name[start:] or name
