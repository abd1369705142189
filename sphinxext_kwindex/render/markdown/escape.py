"""Text into Markdown: nothing of it is markup, nothing of it is invisible.

Only what CommonMark and the tables of GitHub's Markdown have in common with all viewers
is relied on. A ``|`` is never written as itself: in a table it would end a cell.
"""

from __future__ import annotations

import re

from ..escape import visible

__all__ = ["code", "fenced", "inline", "link", "one_line", "table"]

_ESCAPED = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "|": "&#124;",
    **{sign: f"\\{sign}" for sign in "\\`*[]~$"},
}
# Inside of a word an underscore means nothing; `:name:` is a picture on some sites.
_SPECIAL = re.compile(r"[&<>|\\`*\[\]~$]|(?<!\w)_|_(?!\w)|(?<!:):(?=[\w+-]+:(?!:))")
_LINE_BEGINNING = re.compile(r"^(\s*)(?:([#+=-])(?=\2*(?:\s|$))|(\d+)([.)])(?=\s|$))")
_BACKTICKS = re.compile(r"`+")
_SPACES = re.compile(r"\s+")
# Nearly all code is a name or a path: ASCII but for "`" and "|", single blanks.
_is_plain_code = re.compile(r"[!-_a-{}~]+(?: [!-_a-{}~]+)*").fullmatch


def one_line(text: str) -> str:
    """Return text without line ends, hidden characters made visible."""
    return visible(_SPACES.sub(" ", text))


def inline(text: str) -> str:
    """Return text as it is to be read, in one line."""
    escaped = _SPECIAL.sub(_escape, one_line(text))
    return _LINE_BEGINNING.sub(_escape_beginning, escaped)


def code(text: str) -> str:
    """Return text as code, in one line; empty for none."""
    if _is_plain_code(text):
        return f"`{text}`"
    text = one_line(text)
    if not text.strip():
        return ""
    if "|" in text:
        # In a code span there is no way to write it that holds in a table, too.
        return f"<code>{inline(text)}</code>"
    fence = "`" * (1 + _longest(text, least=0))
    if text[0] == "`" or text[-1] == "`" or (text[0] == text[-1] == " "):
        text = f" {text} "
    return f"{fence}{text}{fence}"


def fenced(text: str, language: str = "") -> str:
    """Return a block of code; its fence is longer than any run of backticks in it."""
    fence = "`" * (1 + _longest(text, least=2))
    body = visible(text.replace("\r\n", "\n").replace("\r", "\n")).removesuffix("\n")
    return f"{fence}{language}\n{body}\n{fence}"


def link(label: str, address: str | None) -> str:
    """Return a link around finished Markdown; the label alone without an address."""
    return f"[{label}]({address})" if address else label


def table(heads: list[str], rows: list[list[str]]) -> str:
    """Return a table; heads and cells are finished Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _escape(found: re.Match[str]) -> str:
    return _ESCAPED.get(found[0], f"\\{found[0]}")


def _escape_beginning(found: re.Match[str]) -> str:
    blanks, sign, number, end = found.groups()
    return f"{blanks}\\{sign}" if sign else f"{blanks}{number}\\{end}"


def _longest(text: str, *, least: int) -> int:
    runs = (len(run) for run in _BACKTICKS.findall(text))
    return max(least, *runs, 0)
