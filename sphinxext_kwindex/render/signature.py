"""Signatures: the declaration as written, its types linked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import TokenKind, is_namespace_usr
from .escape import escape
from .pieces import link_attributes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Fragment
    from .links import Links

__all__ = ["render_signature"]


def render_signature(
    fragments: Sequence[Fragment], links: Links, *, own: str = ""
) -> str:
    """Return the fragments as HTML, to be put into a ``code`` element.

    Namespaces are no links: they lead nowhere in particular.

    ``own`` is the USR of what is declared: its name is emphasised, never a link.
    """
    return "".join(_fragment(fragment, links, own) for fragment in fragments)


def _fragment(fragment: Fragment, links: Links, own: str) -> str:
    text = escape(fragment.text)
    if fragment.kind is TokenKind.KEYWORD:
        return f"<i>{text}</i>"
    if fragment.usr is None:
        return text
    if fragment.usr == own:
        return f"<b>{text}</b>"
    if is_namespace_usr(fragment.usr):
        return text
    href = links.symbol(fragment.usr)
    return f"<a{link_attributes(href, links, text)}>{text}</a>" if href else text
