"""One pass over the text of a file: directives, comments, counts."""

from __future__ import annotations

import re

from .conditions import ConditionStack
from .directives import (
    INCLUDE_DIRECTIVES,
    condition_of,
    defined_name,
    definition_of,
    end_of_directive,
    guard_of,
    spelled_of,
)
from .guard import GuardFinder
from .lexer import (
    COMMENT,
    DIRECTIVE,
    HASH,
    NEXT,
    PLAIN_DIRECTIVE,
    end_of_quoted,
    last_style,
    split_trailing,
    strip_comments,
    with_plain_lines,
)
from .licence import SEARCHED, find_licence
from .pragmas import scan_pragmas
from .values import (
    COMMENT_STRETCH,
    LITERAL_STRETCH,
    Scan,
    ScannedComment,
    ScannedInclude,
    ScannedMacro,
    Stretch,
)

__all__ = ["scan_text"]

_FILE_COMMAND = re.compile(r"[@\\](?:file|dir)\b")
# Code that a file's own comment may stand right above.
_ENCLOSING = re.compile(
    r'\s*+(?:(?:inline\s++)?namespace|extern\s*+"C"|using|export|module)\b'
)


def scan_text(text: str, stretches: list[Stretch] | None = None) -> Scan:
    r"""Scan the text of a C-family file; any text has a scan.

    Lines end at ``\n``, ``\r\n`` and lone ``\r``, as libclang counts them.

    :param stretches: Takes the comments, directives and raw strings, in their order.
    """
    return _Scanner(with_plain_lines(text), stretches).scan()


class _Scanner:
    """State of the pass."""

    def __init__(self, text: str, stretches: list[Stretch] | None) -> None:
        self._text = text
        self._stretches = [] if stretches is None else stretches
        self._line = 1
        self._counted = 0
        self._code: list[str] = []
        self._conditions = ConditionStack()
        self._guard = GuardFinder()
        # The third item of each is the number of its stack of conditions.
        self._includes: list[tuple[int, str, int, str]] = []
        self._macros: list[tuple[ScannedMacro, int]] = []
        self._comments: list[ScannedComment] = []
        self._licence = ""
        self._in_head = True
        # Only blanks and comments so far in the line at hand.
        self._fresh = True
        # Offsets of the comment just before the place at hand, and whether it has
        # its first line for itself.
        self._before: tuple[int, int, bool] | None = None

    def scan(self) -> Scan:
        text, place = self._text, 0
        while place < len(text):
            found = NEXT.match(text, place)
            assert found is not None  # it matches at the end of the text at the latest
            kind = found.lastindex
            stop = found.start(kind) if kind else found.end()
            self._take_code(place, stop)
            if kind == COMMENT:
                place = self._take_comment(stop, found.end())
            elif kind == HASH:
                place = self._take_hash(stop)
            elif kind:
                place = self._take_quote(stop)
            else:
                place = len(text)
        return self._result()

    def _take_code(self, start: int, stop: int) -> None:
        if start == stop:
            return
        code = self._text[start:stop]
        self._code.append(code)
        blank = code.isspace()
        newline = code.rfind("\n")
        if newline >= 0:
            self._fresh = blank or not code[newline + 1 :].strip()
        elif not blank:
            self._fresh = False
        if not blank:
            self._guard.take_other()
            if self._in_head:
                attached = self._is_attached(code) and not _ENCLOSING.match(code)
                self._leave_head(attached=attached)
            self._before = None

    def _take_comment(self, start: int, stop: int) -> int:
        comment = self._text[start:stop]
        self._stretches.append(Stretch(start, stop, COMMENT_STRETCH))
        ends = comment.count("\n")
        self._code.append("\n" * ends or " ")
        if self._in_head and len(self._licence) < SEARCHED:
            self._licence += comment + "\n"
        if self._in_head or _is_of_file(comment):
            line = self._line_at(start)
            self._comments.append(ScannedComment(line, line + ends, comment))
        self._before = (start, stop, self._fresh)
        return stop

    def _take_quote(self, quote: int) -> int:
        stop = end_of_quoted(self._text, quote)
        self._stretches.append(Stretch(quote, stop, LITERAL_STRETCH))
        self._take_code(quote, stop)
        # A raw string may end with a line's blanks: code stands there all the same.
        self._fresh = False
        return stop

    def _take_hash(self, start: int) -> int:
        text = self._text
        if not self._fresh:
            self._take_code(start, start + 1)
            return start + 1
        plain = PLAIN_DIRECTIVE.match(text, start)
        if plain is not None:
            self._take_plain(plain)
            return plain.end()
        directive = DIRECTIVE.match(text, start)
        assert directive is not None  # a name may be missing
        name = directive[1]
        after = directive.end()
        stop = end_of_directive(name, text, after)
        self._stretches.append(Stretch(start, stop, name))
        self._code.append(strip_comments(text[start:stop]))
        line = self._line_at(start)
        if name in INCLUDE_DIRECTIVES:
            self._take_include(name, spelled_of(text[after:stop]), line)
        elif name == "define":
            self._take_define(start, after, stop, line)
        else:
            self._take_other(name, text[after:stop], line, self._line_at(stop))
        self._before = None
        return stop

    def _take_plain(self, directive: re.Match[str]) -> None:
        start, stop = directive.span()
        include, operand, define, macro, rest, other, condition = directive.groups()
        name = include or define or other
        self._stretches.append(Stretch(start, stop, name))
        self._code.append(directive[0])
        line = self._line_at(start)
        if include:
            self._take_include(include, operand, line)
        elif define:
            self._add_macro(start, macro, directive.span(4), line, rest)
        else:
            self._take_other(other, condition, line, line)
        self._before = None

    def _take_include(self, name: str, spelled: str, line: int) -> None:
        self._guard.take_other()
        self._leave_head(attached=False)
        if spelled:
            number = self._conditions.current()
            self._includes.append((line, name, number, spelled))

    def _take_define(self, start: int, after: int, stop: int, line: int) -> None:
        text = self._text
        name = defined_name(text, after, stop)
        if name is None:
            self._guard.take_other()
            return
        line += text.count("\n", start, name.start())
        self._add_macro(start, name[0], name.span(), line, text[name.end() : stop])

    def _add_macro(
        self, start: int, name: str, place: tuple[int, int], line: int, rest: str
    ) -> None:
        """Add a macro.

        :param start: Offset of its directive.
        :param place: Where its name stands.
        :param line: Of its name.
        :param rest: What stands behind its name.
        """
        text = self._text
        definition = definition_of(rest)
        length, trailing = split_trailing(rest)
        gap = text[self._before[1] : start] if self._before else ""
        if not self._guard.take_define(name, definition.body):
            self._leave_head(attached=self._is_attached(gap))
        begin, end = place[0], place[1] + length
        macro = ScannedMacro(
            name=name,
            line=line,
            column=_column(text, begin),
            end_line=line + text.count("\n", begin, end),
            end_column=_column(text, end),
            parameters=definition.parameters,
            body=definition.body,
            conditions=(),
            documentation=trailing or self._comment_above(gap),
        )
        self._macros.append((macro, self._conditions.current()))

    def _take_other(self, name: str, rest: str, line: int, last: int) -> None:
        conditions = self._conditions
        if name in {"if", "ifdef", "ifndef"}:
            condition = condition_of(name, rest)
            opens = self._guard.take_if(guard_of(condition), conditions.depth)
            conditions.begin(condition, end_line=last)
        elif name in {"elif", "elifdef", "elifndef", "else"}:
            opens = self._guard.take_else(conditions.depth)
            condition = condition_of(name, rest) if name != "else" else ""
            conditions.change(condition or None, line=line, end_line=last)
        elif name == "endif":
            conditions.end(line=line)
            opens = self._guard.take_endif(conditions.depth)
        else:
            opens = name == "pragma"
            if not opens:
                self._guard.take_other()
        if not opens:
            self._leave_head(attached=False)

    def _is_attached(self, gap: str) -> bool:
        """Whether what follows a gap stands right below the comment before it."""
        if self._before is None:
            return False
        blanks = gap[: len(gap) - len(gap.lstrip())]
        return blanks.count("\n") <= 1

    def _leave_head(self, *, attached: bool) -> None:
        """End the part before the first code.

        :param attached: The last comment belongs to the code that begins.
        """
        if not self._in_head:
            return
        self._in_head = False
        if not attached or not self._comments:
            return
        if not _is_of_file(self._comments[-1].text):
            self._comments.pop()

    def _comment_above(self, gap: str) -> str | None:
        """Return the comment that ends in the line above."""
        if self._before is None or gap.count("\n") != 1:
            return None
        start, stop, own_line = self._before
        comment = self._text[start:stop]
        if own_line:
            return last_style(comment)
        # A comment after code, then comments in lines of their own.
        _, newline, rest = comment.partition("\n")
        if not newline or comment.startswith("/*"):
            return None
        return last_style(rest.lstrip())

    def _line_at(self, offset: int) -> int:
        """Return the line of an offset; offsets that come later are later."""
        self._line += self._text.count("\n", self._counted, offset)
        self._counted = offset
        return self._line

    def _result(self) -> Scan:
        text = self._text
        guard = self._guard.name
        conditions, stacks = self._conditions.finish(guarded=guard is not None)
        lines = text.count("\n") + (not text.endswith("\n") and text != "")
        written = _written_lines(text)
        code = _written_lines("".join(self._code))
        return Scan(
            lines=lines,
            code=code,
            comment=written - code,
            blank=lines - written,
            includes=tuple(
                ScannedInclude(line, name, spelled, stacks[number])
                for line, name, number, spelled in self._includes
            ),
            macros=tuple(
                macro._replace(conditions=stacks[number])
                for macro, number in self._macros
            ),
            conditions=conditions,
            guard=guard,
            licence=find_licence(self._licence),
            comments=tuple(self._comments),
            pragmas=scan_pragmas(text),
        )


def _is_of_file(comment: str) -> bool:
    """Tell whether a comment says that it is on the file, or on a folder."""
    # Two searches for a word are cheaper than one for the command.
    return ("file" in comment or "dir" in comment) and bool(
        _FILE_COMMAND.search(comment)
    )


def _written_lines(text: str) -> int:
    """Return the number of lines that are not blank."""
    lines = text.split("\n")
    return len(lines) - lines.count("") - sum(map(str.isspace, lines))


def _column(text: str, offset: int) -> int:
    """Return the column of an offset, in bytes from 1."""
    start = text.rfind("\n", 0, offset) + 1
    return len(text[start:offset].encode(errors="surrogatepass")) + 1
