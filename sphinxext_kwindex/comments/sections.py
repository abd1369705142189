"""Splitting a comment into its sections: brief, details, fields.

One pass over the lines. What the sections hold is Markdown, in which raw blocks have
become fenced code, so that code inside a list item stays there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..model import FieldKind
from .commands import (
    BLOCK_COMMAND,
    FIELDS,
    HEADINGS,
    NAMED,
    RAW,
    STRUCTURAL,
)

__all__ = ["COPY", "Section", "Sections", "is_bare", "split"]

COPY = "\x02"
"""Marks a paragraph that is the place of ``@copydoc`` and ``@copydetails``."""

_TRANSPARENT = {"internal", "endinternal", "parblock", "endparblock", "overload"}
"""Commands whose line is text."""

_FENCE = re.compile(r"\s*(?:[-*+]\s+)?(`{3,}|~{3,})[^`]*$")
_DIRECTION = re.compile(r"[ \t]*\[([a-z, \t]{2,8})\]")
_TARGET = re.compile(r"[ \t]*([^\s(]+(?:\([^()\n]*\))?)")
_LANGUAGE = re.compile(r"\{\.?([\w+#-]*)[^}\n]*\}")
_HTML_LINE = re.compile(r"</?(?:ul|ol)\s*>|</li>", re.IGNORECASE)
_HTML_PARAGRAPH = re.compile(r"\s*</?p\s*/?>\s*", re.IGNORECASE)
_HTML_ITEM = re.compile(r"<li>\s*", re.IGNORECASE)
_NUMBERED = re.compile(r"^(\s*)-#(?=\s)")


@dataclass(slots=True)
class Section:
    """Text that belongs together."""

    kind: FieldKind | None = None
    """None for the brief and the details."""
    name: str = ""
    direction: str = ""
    indent: int = 0
    """Column of the command: deeper lines behind a blank line still belong to it."""
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Sections:
    """A comment, split."""

    brief: Section | None = None
    details: Section = field(default_factory=Section)
    fields: list[Section] = field(default_factory=list)
    copy_brief: str = ""
    internal: bool = False
    structural: str = ""


def is_bare(text: str) -> bool:
    """Tell if a comment without markers has details alone, and is their text."""
    # In turn: a loop over them, or a search for any, takes five times as long.
    return not (
        "@" in text
        or "\\" in text
        or "<" in text
        or "-#" in text
        or "```" in text
        or "~~~" in text
        or COPY in text
    )


def split(text: str) -> Sections:
    """Return the sections of a comment without markers."""
    splitter = _Splitter()
    for line in text.split("\n"):
        splitter.take(line)
    splitter.end()
    return splitter.found


class _Splitter:
    """The state between two lines."""

    def __init__(self) -> None:
        self.found = Sections()
        self._section = self.found.details
        self._raw_end: re.Pattern[str] | None = None
        self._raw: list[str] = []
        self._pending: list[str] = []
        self._language: str | None = None
        self._raw_indent = 0
        self._fence = ""
        self._is_blank = False
        self._hidden = False

    def take(self, line: str) -> None:
        """Take a line, then what of it is behind a command, and so on."""
        self._pending.append(line)
        while self._pending:
            self._take(self._pending.pop())

    def _take(self, line: str) -> None:
        if self._raw_end is not None:
            self._take_raw(line)
            return
        if self._fence or _FENCE.match(line):
            self._take_fenced(line)
            return
        if not line.strip():
            self._is_blank = True
            self._add("")
            return
        indent = len(line) - len(line.lstrip())
        if self._is_blank:
            self._return_to_details(indent)
        self._is_blank = False
        command = _first_command(line)
        if command is None:
            self._add(_plain_html(line))
            return
        before = line[: command.start()]
        if before.strip():
            self._add(_plain_html(before.rstrip()))
        self._run(command["name"] or command["mark"], line[command.end() :], indent)

    def end(self) -> None:
        """Close what is open."""
        if self._raw_end is not None:
            self._close_raw()

    def _add(self, line: str) -> None:
        if not self._hidden:
            self._section.lines.append(line)

    def _return_to_details(self, indent: int) -> None:
        """Leave a field or the brief behind a blank line, unless the text is deeper."""
        section = self._section
        details = self.found.details
        is_empty = not any(map(str.strip, section.lines))
        is_deeper = section.kind is not None and indent > section.indent
        if section is details or is_empty or is_deeper:
            return
        self._section = details
        self._add("")

    def _run(self, name: str, rest: str, indent: int) -> None:
        """Do what a command says; ``rest`` is the line behind it.

        Commands that are not named here say nothing to a reader, nor does their line.
        """
        if name in RAW:
            self._open_raw(name, rest, indent)
        elif name in FIELDS:
            self._open_field(name, rest, indent)
        elif name in STRUCTURAL:
            self._bind(name, rest)
        elif name in {"brief", "short", "details"}:
            self._open_text(name, rest, indent)
        elif name in {"li", "arg"}:
            self._add(f"{' ' * indent}- {rest.strip()}")
        elif name.startswith("copy"):
            self._copy(name, rest)
        elif name in HEADINGS:
            self._head(name, rest)
        elif name in {"internal", "endinternal"}:
            self._mark_internal(name)
        if name in _TRANSPARENT and rest.strip():
            self._pending.append(rest.strip())

    def _head(self, name: str, rest: str) -> None:
        title = rest.strip() if name == "mainpage" else _without_word(rest)
        self._section = self.found.details
        for line in ("", f"## {title}" if title else "", ""):
            self._add(line)

    def _open_field(self, name: str, rest: str, indent: int) -> None:
        section = Section(FIELDS[name], indent=indent)
        direction = _DIRECTION.match(rest) if name == "param" else None
        if direction:
            section.direction = _direction(direction[1])
            rest = rest[direction.end() :]
        named = NAMED[name].match(rest) if name in NAMED else None
        if named:
            section.name = re.sub(r"\s*,\s*", ", ", named[1].strip().rstrip(",:"))
            rest = rest[named.end() :]
        if not self._hidden:
            self.found.fields.append(section)
        self._section = section
        if rest.strip():
            self._pending.append(rest.strip())

    def _open_text(self, name: str, rest: str, indent: int) -> None:
        if name == "details":
            self._section = self.found.details
            self._add("")
        else:
            if self.found.brief is None:
                self.found.brief = Section(indent=indent)
            self._section = self.found.brief
        if rest.strip():
            self._pending.append(rest.strip())

    def _bind(self, name: str, rest: str) -> None:
        if not self.found.structural:
            self.found.structural = f"{name} {rest.strip()}".strip()
        self._section = self.found.details

    def _copy(self, name: str, rest: str) -> None:
        match = _TARGET.match(rest)
        if match is None:
            return
        if name != "copydetails":
            self.found.copy_brief = match[1]
        if name != "copybrief":
            self._section = self.found.details
            for line in ("", f"{COPY}{match[1]}", ""):
                self._add(line)
        if rest[match.end() :].strip():
            self._pending.append(rest[match.end() :].strip())

    def _mark_internal(self, name: str) -> None:
        found = self.found
        if name == "endinternal":
            self._hidden = False
            found.details.lines.append("")
        elif found.brief or found.fields or any(map(str.strip, found.details.lines)):
            self._hidden = True
        else:
            found.internal = True
        self._section = found.details

    def _open_raw(self, name: str, rest: str, indent: int) -> None:
        end, self._language = RAW[name]
        self._raw_end = re.compile(rf"[\\@]{re.escape(end)}(?!\w)")
        self._raw_indent = indent
        language = _LANGUAGE.match(rest) if name in {"code", "f{"} else None
        if language and name == "code":
            self._language = language[1] or self._language
            rest = rest[language.end() :]
        if rest.strip():
            self._take_raw(rest.strip())

    def _take_raw(self, line: str) -> None:
        assert self._raw_end is not None
        end = self._raw_end.search(line)
        if end is None:
            self._raw.append(line)
            return
        if line[: end.start()].strip():
            self._raw.append(line[: end.start()])
        self._close_raw()
        if line[end.end() :].strip():
            self._pending.append(line[end.end() :].strip())

    def _close_raw(self) -> None:
        lines, self._raw, self._raw_end = _dedented(self._raw), [], None
        if self._language is None or not lines:
            return
        longest = max(
            (len(run) for line in lines for run in re.findall("`+", line)), default=0
        )
        fence = "`" * max(3, longest + 1)
        pad = " " * self._raw_indent
        for line in (f"{fence}{self._language}", *lines, fence):
            self._add(pad + line)

    def _take_fenced(self, line: str) -> None:
        match = _FENCE.match(line)
        if not self._fence and match:
            if self._is_blank:
                self._return_to_details(len(line) - len(line.lstrip()))
            self._is_blank = False
            self._fence = match[1]
        elif line.strip().startswith(self._fence) and not line.strip(" `~"):
            self._fence = ""
        self._add(line)


def _first_command(line: str) -> re.Match[str] | None:
    """Return the first block command that is not inside a code span."""
    if "@" not in line and "\\" not in line:
        return None
    spans = [match.span() for match in re.finditer(r"(`+)[^`]+\1", line)]
    for match in BLOCK_COMMAND.finditer(line):
        if not any(start < match.start() < end for start, end in spans):
            return match
    return None


def _plain_html(line: str) -> str:
    """Return a line with HTML's paragraphs and lists said in Markdown."""
    line = _NUMBERED.sub(r"\g<1>1.", line)
    if "<" not in line or "`" in line:
        return line
    line = _HTML_PARAGRAPH.sub("\n\n", line)
    return _HTML_LINE.sub("\n", _HTML_ITEM.sub("\n- ", line))


def _direction(text: str) -> str:
    return ",".join(word for word in ("in", "out") if word in text)


def _without_word(text: str) -> str:
    """Return a heading's title: without the label in front, if there is a title."""
    words = text.split(None, 1)
    return words[-1].strip() if words else ""


def _dedented(lines: list[str]) -> list[str]:
    while lines and not lines[0].strip():
        lines = lines[1:]
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    margin = min((len(x) - len(x.lstrip()) for x in lines if x.strip()), default=0)
    return [line[margin:].rstrip() for line in lines]
