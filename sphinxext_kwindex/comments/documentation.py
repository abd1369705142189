"""From one raw comment to `Documentation`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ..model import (
    Documentation,
    Field,
    FieldKind,
    FolderComment,
    Markup,
    MarkupKind,
    Style,
)
from .inline import parse_blocks, parse_inline
from .markers import is_licence, is_noise, split_styles, strip_markers
from .names import is_target
from .sections import COPY, Section, is_bare, split
from .tree import merged

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "file_documentation",
    "first_sentence",
    "folder_comments",
    "parse_comment",
]

LIMIT = 20_000
"""Characters that are read as markup; a longer comment is shown as it is. The Markdown
parser is not linear on hostile text; up to here it takes well under a second."""

_LONG_LINE = 4_000
_KEPT = 512
_REPEATED = 4_000
"""Characters of comments that are remembered: licences and the like stand in file after
file, and a comment of the head is asked for by the file and by what stands below."""
# No sentence begins with a small letter; in doubt the brief is too long, not cut.
_SENTENCE_END = re.compile(r"[.!?](?<!\.[.!?])[\"')\]]*(?=\s+(?![a-z\s]))")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|resp|approx|incl|fig|eq|sec|dr|mr|[A-Za-z]))\.$",
    re.IGNORECASE,
)
_KEYWORD = re.compile(r"(?:class|struct|union|enum|namespace|file)\s+(?=\S+$)")
_FILE = re.compile(r"[\\@]file\b")
_FOLDER = re.compile(r"[\\@]dir\b")


def parse_comment(raw: str) -> Documentation | None:
    """Return what a comment says; None if that is nothing.

    Nothing: empty, only rulers, a licence, notes to linters; for plain comments also
    tasks and code that was commented out. The brief is ``@brief``, else the first
    sentence of the first paragraph.
    """
    return _parsed(raw) if len(raw) <= _REPEATED else _parse(raw)


def _parse(raw: str) -> Documentation | None:
    stripped = strip_markers(raw)
    if not stripped.text or is_noise(stripped) or is_licence(stripped):
        return None
    if len(stripped.text) > LIMIT:
        return _verbatim(stripped.style, stripped.text)
    if is_bare(stripped.text):
        brief, details = _first_sentence(parse_blocks(stripped.text))
        return (
            Documentation(stripped.style, brief, details) if brief or details else None
        )
    sections = split(stripped.text)
    details = _blocks(sections.details.lines)
    if sections.brief is not None:
        brief, rest = _inline(sections.brief.lines)
        details = rest + details
    else:
        brief, details = _first_sentence(details)
    fields = tuple(map(_field, sections.fields))
    documentation = Documentation(
        stripped.style,
        brief,
        details,
        fields,
        sections.copy_brief,
        sections.internal,
        sections.structural,
    )
    return None if documentation == Documentation(stripped.style) else documentation


_parsed = lru_cache(_KEPT)(_parse)


def file_documentation(comments: Sequence[str]) -> Documentation | None:
    """Return the documentation of a file, of the raw comments that may hold it.

    That with ``@file``, else the first that says anything and is not on a folder.
    """
    parts = [part for comment in comments for part in split_styles(comment)]
    marked = [part for part in parts if "file" in part and _FILE.search(part)]
    for comment in [*marked, *parts]:
        documentation = parse_comment(comment)
        if documentation is not None and _folder_of(documentation) is None:
            return documentation
    return None


def folder_comments(comments: Sequence[str]) -> tuple[FolderComment, ...]:
    """Return what a file says of folders, of the raw comments that may do so.

    In plain comments as well: nobody writes ``@dir`` for another reason.
    """
    found = []
    for comment in comments:
        if "dir" not in comment or not _FOLDER.search(comment):
            continue
        for part in split_styles(comment):
            documentation = parse_comment(part)
            folder = None if documentation is None else _folder_of(documentation)
            if documentation is not None and folder is not None:
                found.append(FolderComment(folder, documentation))
    return tuple(found)


def _folder_of(documentation: Documentation) -> str | None:
    """Return the folder that a comment is on; None if it is on something else."""
    command, _, folder = documentation.structural.partition(" ")
    if command != "dir":
        return None
    # As people write it: quoted, with the separators of their system, and an end.
    return folder.strip(' \t"').replace("\\", "/").removeprefix("./").rstrip("/")


def first_sentence(text: str) -> str:
    """Return the first sentence of plain text, of its first paragraph at most."""
    paragraph = text.strip().partition("\n\n")[0][:_LONG_LINE]
    line = " ".join(paragraph.split())
    return line[: _sentence_end(line)]


def _verbatim(style: Style, text: str) -> Documentation:
    first, _, rest = text.partition("\n")
    brief = (Markup(MarkupKind.TEXT, first[:_LONG_LINE].strip()),)
    rest = first[_LONG_LINE:] + rest
    details = (Markup(MarkupKind.CODE_BLOCK, rest),) if rest.strip() else ()
    return Documentation(style, brief, details)


def _field(section: Section) -> Field:
    if section.kind is FieldKind.SEE:
        body = _see(section.lines)
    else:
        body = _blocks(_hanging(section.lines))
    assert section.kind is not None
    return Field(section.kind, section.name, section.direction, body)


def _blocks(lines: list[str]) -> tuple[Markup, ...]:
    """Return the blocks of a section's lines."""
    blocks: list[Markup] = []
    text: list[str] = []
    for line in lines:
        if line.startswith(COPY):
            blocks += parse_blocks("\n".join(text))
            text = []
            blocks.append(Markup(MarkupKind.COPY, target=line[len(COPY) :]))
        else:
            text.append(line)
    return (*blocks, *parse_blocks("\n".join(text)))


def _hanging(lines: list[str]) -> list[str]:
    """Return the lines without the indentation of all but the first."""
    margin = min((len(x) - len(x.lstrip()) for x in lines[1:] if x.strip()), default=0)
    return [*lines[:1], *(line[margin:] for line in lines[1:])]


def _inline(lines: list[str]) -> tuple[tuple[Markup, ...], tuple[Markup, ...]]:
    """Return the first paragraph of ``@brief``, and what else was put there."""
    blocks = _blocks(_hanging(lines))
    if blocks and _begins_with_words(blocks):
        return blocks[0].children, blocks[1:]
    return (), blocks


def _begins_with_words(blocks: tuple[Markup, ...]) -> bool:
    kind = blocks[0].kind
    return kind is MarkupKind.PARAGRAPH or kind is MarkupKind.HEADING


def _see(lines: list[str]) -> tuple[Markup, ...]:
    """Return a list of references as a paragraph, anything else as blocks."""
    text = " ".join(line.strip() for line in lines)
    items = [item.strip() for item in _split_commas(text)]
    if not any(is_target(_keyword(item)[1]) for item in items):
        return _blocks(_hanging(lines))
    nodes: list[Markup] = []
    for item in items:
        if nodes:
            nodes.append(Markup(MarkupKind.TEXT, ", "))
        keyword, target = _keyword(item)
        if is_target(target):
            if keyword:
                nodes.append(Markup(MarkupKind.TEXT, keyword))
            label = Markup(MarkupKind.TEXT, target.removeprefix("::"))
            nodes.append(Markup(MarkupKind.REFERENCE, target=target, children=(label,)))
        else:
            nodes += parse_inline(item)
    return (Markup(MarkupKind.PARAGRAPH, children=merged(nodes)),)


def _keyword(item: str) -> tuple[str, str]:
    """Return ``class `` or the like in front of a name, and the name."""
    match = _KEYWORD.match(item)
    end = match.end() if match else 0
    return item[:end], item[end:]


def _split_commas(text: str) -> list[str]:
    """Split at commas outside parentheses."""
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth <= 0:
            parts.append(text[start:at])
            start = at + 1
    return [part for part in [*parts, text[start:]] if part.strip()]


def _first_sentence(
    blocks: tuple[Markup, ...],
) -> tuple[tuple[Markup, ...], tuple[Markup, ...]]:
    """Take the first sentence out of the first paragraph or heading."""
    if not blocks or not _begins_with_words(blocks):
        return (), blocks
    nodes = blocks[0].children
    for at, node in enumerate(nodes):
        if node.kind is MarkupKind.BREAK:
            return _cut(blocks, nodes[:at], nodes[at + 1 :])
        end = _sentence_end(node.text) if node.kind is MarkupKind.TEXT else None
        if end is not None:
            head = Markup(MarkupKind.TEXT, node.text[:end])
            tail = Markup(MarkupKind.TEXT, node.text[end:].lstrip())
            return _cut(blocks, (*nodes[:at], head), (tail, *nodes[at + 1 :]))
    return nodes, blocks[1:]


def _cut(
    blocks: tuple[Markup, ...], head: tuple[Markup, ...], tail: tuple[Markup, ...]
) -> tuple[tuple[Markup, ...], tuple[Markup, ...]]:
    rest = merged(tail)
    left = (Markup(MarkupKind.PARAGRAPH, children=rest),) if rest else ()
    return merged(head), left + blocks[1:]


def _sentence_end(text: str) -> int | None:
    for match in _SENTENCE_END.finditer(text):
        before = text[max(0, match.start() - 12) : match.start() + 1]
        if not _ABBREVIATION.search(before):
            return match.end()
    return None
