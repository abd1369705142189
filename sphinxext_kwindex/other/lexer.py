r"""Comments, strings and keywords of other languages: enough for counts and colours.

No grammars: a table of how languages mark comments and quote strings. Everything is
done on the bytes of the UTF-8 text, as columns are counted; texts have ``\n`` line ends
only. All patterns take linear time: a match begins with one byte of a small set, what
follows is possessive, and what has no end runs to that of the line or of the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..model import Language, Token, TokenKind
from ..possessive import compiled

__all__ = ["Lexed", "lex"]

_HASH = rb"(?<=\#)[^\n]*+"
# In a shell `$#` is no comment, in YAML `a#b` is none.
_HASH_WORD = rb"(?:(?<=^\#)|(?<=[\s;&|(]\#))[^\n]*+"
_SLASHES = rb"(?<=/)(?:/[^\n]*+|\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/)?+)"
_DASHES = rb"(?<=-)-[^\n]*+"
_BRACKETS = rb"(?<=\#)\[(?P<level>=*+)\[[\s\S]*?(?:\](?P=level)\]|\Z)"
_LUA = rb"(?<=-)-(?:\[(?P<level>=*+)\[[\s\S]*?(?:\](?P=level)\]|\Z)|[^\n]*+)"
_TAGS = rb"(?<=<)!--[\s\S]*?(?:-->|\Z)"
_LINE_MARKS = rb"(?:(?<=^\#)|(?<=^;))[^\n]*+"

_DOUBLE = rb'(?<=")[^"\\\n]*+(?:\\[\s\S][^"\\\n]*+)*+"?+'
_DOUBLE_LINES = rb'(?<=")[^"\\]*+(?:\\[\s\S][^"\\]*+)*+"?+'
# Not the apostrophe of a word.
_SINGLE = rb"(?<=')(?<!\w')[^'\\\n]*+(?:\\[\s\S][^'\\\n]*+)*+'?+"
_ANY_SINGLE = rb"(?<=')[^'\\\n]*+(?:\\[\s\S][^'\\\n]*+)*+'?+"
_BACKTICKS = rb"(?<=`)[^`\\]*+(?:\\[\s\S][^`\\]*+)*+`?+"
_TRIPLE = (
    rb'(?<=")""[^"\\]*+(?:(?:\\[\s\S]|"(?!""))[^"\\]*+)*+(?:""")?+',
    rb"(?<=')''[^'\\]*+(?:(?:\\[\s\S]|'(?!''))[^'\\]*+)*+(?:''')?+",
)

_PYTHON_WORDS = (
    "False None True and as assert async await break class continue def del elif else"
    " except finally for from global if import in is lambda nonlocal not or pass raise"
    " return try while with yield"
)
_SHELL_WORDS = (
    "case do done elif else esac export fi for function if in local return select then"
    " until while"
)


class _Style(NamedTuple):
    """How a family of languages is read."""

    pattern: re.Pattern[bytes] | None
    """Group 1 is the opening byte, ``c`` is matched by comments."""
    words: re.Pattern[bytes] | None = None


def _style(
    opening: bytes, comments: tuple[bytes, ...], strings: tuple[bytes, ...] = ()
) -> re.Pattern[bytes]:
    parts = [rb"(?P<c>" + b"|".join(comments) + b")"] if comments else []
    body = b"|".join((*parts, *strings))
    return compiled(b"[" + opening + b"](?:" + body + b")", re.MULTILINE)


def _words(text: str) -> re.Pattern[bytes]:
    # A search for words is fast when the pattern begins with their letters.
    words = "|".join(sorted(text.split(), reverse=True))
    return re.compile(rf"(?:{words})\b".encode())


_PYTHON = _Style(
    _style(rb"\#\"'", (_HASH,), (*_TRIPLE, _DOUBLE, _ANY_SINGLE)),
    _words(_PYTHON_WORDS),
)
_SHELL = _Style(
    _style(rb"\#\"'", (_HASH_WORD,), (_DOUBLE, _SINGLE)), _words(_SHELL_WORDS)
)
_SCRIPT = _Style(_style(rb"\#\"'", (_HASH_WORD,), (_DOUBLE, _SINGLE)))
_CURLY = _Style(_style(rb"/\"'", (_SLASHES,), (_DOUBLE, _SINGLE)))
_TICKED = _Style(_style(rb"/\"'`", (_SLASHES,), (_DOUBLE, _SINGLE, _BACKTICKS)))
_MARKUP = _Style(_style(rb"<", (_TAGS,)))
_NOTHING = _Style(None)
_STYLES: dict[Language, _Style] = {
    **dict.fromkeys((Language.PYTHON, Language.CYTHON, Language.STARLARK), _PYTHON),
    Language.SHELL: _SHELL,
    **dict.fromkeys(
        (
            Language.YAML,
            Language.DOCKER,
            Language.RUBY,
            Language.PERL,
            Language.POWERSHELL,
            Language.GRAPHQL,
        ),
        _SCRIPT,
    ),
    Language.TOML: _Style(
        _style(rb"\#\"'", (_HASH,), (*_TRIPLE, _DOUBLE, _ANY_SINGLE))
    ),
    Language.MAKE: _Style(_style(rb"\#", (_HASH,))),
    Language.CMAKE: _Style(_style(rb"\#\"", (_BRACKETS, _HASH), (_DOUBLE_LINES,))),
    Language.INI: _Style(_style(rb"\#;", (_LINE_MARKS,))),
    Language.JSON: _Style(_style(rb"/\"", (_SLASHES,), (_DOUBLE,))),
    **dict.fromkeys(
        (
            Language.PROTOBUF,
            Language.THRIFT,
            Language.FLATBUFFERS,
            Language.JAVA,
            Language.KOTLIN,
            Language.GROOVY,
            Language.CSHARP,
            Language.RUST,
            Language.SWIFT,
            Language.PHP,
            Language.SHADER,
            Language.ASSEMBLY,
        ),
        _CURLY,
    ),
    **dict.fromkeys((Language.JAVASCRIPT, Language.TYPESCRIPT, Language.GO), _TICKED),
    Language.CSS: _CURLY,
    Language.SQL: _Style(_style(rb"\-/\"'", (_DASHES, _SLASHES), (_DOUBLE, _SINGLE))),
    Language.LUA: _Style(_style(rb"\-\"'", (_LUA,), (_DOUBLE, _SINGLE))),
    **dict.fromkeys((Language.XML, Language.HTML, Language.MARKDOWN), _MARKUP),
}
# Bytes of words, and the dot before a name.
_IN_WORDS = frozenset(
    byte
    for byte in range(256)
    if byte > 127 or chr(byte).isalnum() or byte in b"_."  # noqa: PLR2004
)
_NOT_BLANK = re.compile(rb"^[^\S\n]*+\S", re.MULTILINE)


class Lexed(NamedTuple):
    """What a pass over a text finds."""

    lines: int
    """Number of lines; a last line without line end counts."""
    code: int
    """Lines that hold anything but comments."""
    comment: int
    """Lines that hold comment alone."""
    tokens: tuple[Token, ...]
    """Comments, strings and keywords, by place."""
    head: tuple[bytes, ...]
    """The comments in front of all code; those in consecutive lines are one."""
    uncommented: bytes
    """The text, comments overwritten with blanks: places are the same."""
    masked: bytes
    """The same, with strings overwritten with ``"``, their line ends too."""


def lex(data: bytes, language: Language) -> Lexed:
    """Read a text once.

    :param data: UTF-8.
    """
    style = _STYLES.get(language, _NOTHING)
    found = [] if style.pattern is None else list(style.pattern.finditer(data))
    stretches = [
        (one.start(), one.end(), one.groupdict().get("c") is not None) for one in found
    ]
    comments = [(start, end) for start, end, comment in stretches if comment]
    written = _count(data)
    uncommented = _overwritten(data, comments, _BLANKS) if comments else data
    strings = [(start, end) for start, end, comment in stretches if not comment]
    masked = _overwritten(uncommented, strings, _QUOTES) if strings else uncommented
    code = _count(uncommented) if comments else written
    return Lexed(
        lines=data.count(b"\n") + (not data.endswith(b"\n") and data != b""),
        code=code,
        comment=written - code,
        tokens=_tokens(data, masked, stretches, style.words),
        head=_head(data, comments),
        uncommented=uncommented,
        masked=masked,
    )


def _count(data: bytes) -> int:
    """Return the number of lines that are not blank."""
    return len(_NOT_BLANK.findall(data))


_BLANKS = bytes(10 if byte == 10 else 32 for byte in range(256))  # noqa: PLR2004


_QUOTES = b'"' * 256


def _overwritten(
    data: bytes, stretches: list[tuple[int, int]], written: bytes
) -> bytes:
    """Return a text whose stretches are written over, byte for byte by a table."""
    parts: list[bytes] = []
    place = 0
    for start, end in stretches:
        parts += (data[place:start], data[start:end].translate(written))
        place = end
    parts.append(data[place:])
    return b"".join(parts)


_BLOCKS = (b"/*", b"<!", b"#[", b"--[")


def _head(data: bytes, comments: list[tuple[int, int]]) -> tuple[bytes, ...]:
    head: list[bytes] = []
    place = 0
    opened = False
    for start, end in comments:
        gap = data[place:start]
        if gap.strip():
            break
        is_line = not data.startswith(_BLOCKS, start)
        if head and is_line and gap.count(b"\n") == 1 and not opened:
            head[-1] += b"\n" + data[start:end]
        else:
            head.append(data[start:end])
        place = end
        opened = not is_line
    return tuple(head)


def _tokens(
    data: bytes,
    masked: bytes,
    stretches: list[tuple[int, int, bool]],
    words: re.Pattern[bytes] | None,
) -> tuple[Token, ...]:
    spans = [
        (start, end, TokenKind.COMMENT if comment else TokenKind.STRING)
        for start, end, comment in stretches
    ]
    if words is not None:
        spans += [
            (start, one.end(), TokenKind.KEYWORD)
            for one in words.finditer(masked)
            if (start := one.start()) == 0 or masked[start - 1] not in _IN_WORDS
        ]
        spans.sort()
    tokens = []
    line, counted, begin = 1, 0, 0
    for start, end, kind in spans:
        ends = data.count(b"\n", counted, start)
        if ends:
            line += ends
            begin = data.rfind(b"\n", counted, start) + 1
        counted = start
        tokens.append(Token(line, start - begin + 1, end - start, kind))
    return tuple(tokens)
