"""HTML with its addresses and ids left open: drawn once, filled in when they are known.

What a page shows is known when it is read; where its links lead only when all pages
are, and it may change while what is shown does not. A renderer is given the links of
`template_of`, which answer with marks; `Template.fill` puts in what real links say.
The result is what the renderer would have drawn with these, as long as it asks for
nothing but elements: a link around its content, or the content alone; an id, or none.
"""

from __future__ import annotations

import marshal
import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..model import is_namespace_usr, is_usr
from .escape import attribute, escape
from .links import Links
from .pieces import outside_attribute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["Template", "pack_templates", "template_of", "unpack_templates"]

_FORMAT = 5
"""Raised when packed templates change."""
_MARSHAL = 4
"""Version of the format, which all versions of Python read."""
# Of no meaning, and in quotes of attributes only by us: in texts these are escaped.
_MARK, _TITLE = "\ue000", "\ue001"
_OPEN = re.compile(
    rf'<a([^>]*?) href="(#?){_MARK}(\d+)"([^>]*)>(.*?)</a>| id="{_MARK}(\d+)"',
    re.DOTALL,
)
_OUTSIDE = f' title="{_TITLE}"'
_EXTERNAL = re.compile(r' class="(?:(.*) )?external"')
_IN_PICTURE = re.compile(r"(?:<title>[^<]*</title> )?<rect ")
"""A node of a picture that leads nowhere is an element nevertheless."""

_Slot = list[Any]
"""What is asked, and the attributes before and after the address, the content, and how
they are to be taken; of an id what is asked alone."""
_PLAIN, _OWN, _MAYBE_OUTSIDE, _NODE, _NAME = range(5)


@dataclass(frozen=True, slots=True)
class Template:
    """A piece of HTML with open places."""

    texts: list[str]
    """The finished pieces, one more than there are open places."""
    slots: list[_Slot]

    def usrs(self) -> Iterator[str]:
        """Yield the symbols whose places are asked for."""
        for question, *_ in self.slots:
            if is_usr(question[1]):
                yield question[1]

    def fill(self, links: Links) -> str:
        """Return the piece with what the links say."""
        parts: list[str] = []
        for text, slot in zip(self.texts, self.slots, strict=False):
            parts.append(text)
            if len(slot) == 1:
                parts.append(attribute("id", _asked(links, slot[0])))
            else:
                parts.append(_filled(links, *slot))
        parts.append(self.texts[-1])
        return "".join(parts)


def template_of(render: Callable[[Links], str]) -> Template:
    """Return what is rendered, with the links left open."""
    questions: list[list[Any]] = []

    def ask(name: str) -> Callable[..., str]:
        def mark(*asked: Any) -> str:
            questions.append([name, *asked])
            return f"{_MARK}{len(questions) - 1}"

        return mark

    html = render(
        Links(
            symbol=ask("symbol"),
            definition=ask("definition"),
            uses=ask("uses"),
            used=ask("used"),
            path=ask("path"),
            folder=ask("folder"),
            keywords=ask("keywords"),
            header=ask("header"),
            documented=ask("documented"),
            name=ask("name"),
            line=ask("line"),
            rows=ask("rows"),
            outside=lambda href: _TITLE if href.startswith(_MARK) else None,
            anchor=ask("anchor"),
            set_anchor=ask("set_anchor"),
        )
    )
    texts, slots, at = [], [], 0
    for found in _OPEN.finditer(html):
        texts.append(html[at : found.start()])
        slots.append(_slot(found, questions))
        at = found.end()
    texts.append(html[at:])
    return Template(texts, slots)


def _slot(found: re.Match[str], questions: list[list[Any]]) -> _Slot:
    before, own, number, after, content, identity = found.groups()
    if identity:
        return [questions[int(identity)]]
    assert _MARK not in content
    asked = questions[int(number)]
    if own:
        return [asked, before, after, content, _OWN]
    if asked[0] == "name":
        return [asked, before, after, content, _NAME]
    if after.startswith(_OUTSIDE):
        external = _EXTERNAL.fullmatch(before)
        assert external
        before = attribute("class", external[1])
        return [asked, before, after.removeprefix(_OUTSIDE), content, _MAYBE_OUTSIDE]
    kind = _NODE if _IN_PICTURE.match(content) else _PLAIN
    return [asked, before, after, content, kind]


def _asked(links: Links, question: list[Any]) -> str | None:
    name, *asked = question
    answer: str | None = getattr(links, name)(*asked)
    return answer


def _filled(
    links: Links, question: list[Any], before: str, after: str, content: str, kind: int
) -> str:
    href = _asked(links, question)
    if kind == _OWN:
        usr = question[1]
        # As in an outline: a namespace leads to its row on the page, or nowhere.
        elsewhere = None if is_namespace_usr(usr) else links.symbol(usr)
        href = f"#{href}" if href else elsewhere
    elif not href and question[0] == "path" and question[2] is None:
        # What is asked for as a file may be a folder: in a picture it is either.
        href = links.folder(question[1])
    if not href:
        return f"<g{before}>{content}</g>" if kind == _NODE else content
    if kind == _NAME and href == links.documented(question[1]):
        after = attribute("title", "Documentation") + after
    if kind == _MAYBE_OUTSIDE and (title := links.outside(href)):
        look = before[:-1] + ' external"' if before else ' class="external"'
        return (
            f'<a{look} href="{escape(href)}"{outside_attribute(title, content)}{after}>'
            f"{content}</a>"
        )
    return f'<a{before} href="{escape(href)}"{after}>{content}</a>'


def pack_templates(templates: Mapping[str, Template], version: str) -> bytes:
    """Return templates by name as bytes, small; ``version`` is that of the package."""
    found = {name: [one.texts, one.slots] for name, one in templates.items()}
    # As a doctree is, which holds it; JSON takes six times as long.
    data = marshal.dumps((_FORMAT, version, found), _MARSHAL)
    return zlib.compress(data, 1)


def unpack_templates(data: bytes, version: str) -> dict[str, Template] | None:
    """Return the templates; None if another version of the package has made them."""
    # From a doctree, which is a pickle: who could change it could do worse.
    written, by, found = marshal.loads(zlib.decompress(data))  # noqa: S302
    if (written, by) != (_FORMAT, version):
        return None
    return {name: Template(*one) for name, one in found.items()}
