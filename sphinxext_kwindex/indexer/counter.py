"""What libclang is given so that it tells of each use of ``__COUNTER__``.

Macros make names with that number (``TORCH_LIBRARY_init_aten_3``), which counts on over
all that a unit reads. An umbrella reads more than a unit does, so below it the number
is a mark, which consumes nothing; a unit on top begins with the number that its plain
parse has by then. Each use is told of by a warning: libclang records no macro that
stands in the text of another.
"""

from __future__ import annotations

import os.path
import re

__all__ = [
    "UMBRELLA_HEAD",
    "UMBRELLA_TAIL",
    "is_told",
    "is_use",
    "marked",
    "prologue",
    "prologue_path",
]

_MARK = 17340
"""With a line number behind it: a number that nothing else makes a name of."""
_TELL = '#pragma clang deprecated(__COUNTER__, "told")'
_TOLD = "macro '__COUNTER__' has been marked as deprecated"
_MARKED = re.compile(rf"(?<!\d){_MARK}\d{{1,6}}(?!\d)")
_NAME = b"__COUNTER__"
_ASKED = re.compile(rb"#[ \t]*(?:ifn?def|elifn?def)[ \t]*\Z|\bdefined[ \t(]*\Z")

UMBRELLA_HEAD = (
    '#pragma push_macro("__COUNTER__")',
    "#define KWINDEX_JOINED_(a, b) a##b",
    "#define KWINDEX_JOINED(a, b) KWINDEX_JOINED_(a, b)",
    f"#define __COUNTER__ KWINDEX_JOINED({_MARK}, __LINE__)",
    _TELL,
)
"""Lines at the begin of an umbrella."""
UMBRELLA_TAIL = (
    '#pragma pop_macro("__COUNTER__")',
    "#undef KWINDEX_JOINED",
    "#undef KWINDEX_JOINED_",
)


def prologue_path(main: str) -> str:
    """Return the absolute path of the header that a unit begins with.

    There is no such file; libclang is handed the text.

    :param main: Absolute path of the unit's main file.
    """
    return os.path.join(os.path.dirname(main), "kwindex prologue.h")  # noqa: PTH118, PTH120


def prologue(number: int, more: str = "") -> bytes:
    """Return the text of that header.

    :param number: What ``__COUNTER__`` gives next.
    :param more: What else it has, in lines.
    """
    used = "".join("#if __COUNTER__\n#endif\n" for _ in range(number))
    return f"{used}{_TELL}\n{more}".encode()


def is_told(text: str) -> bool:
    """Tell whether a warning tells of ``__COUNTER__``."""
    return text.startswith(_TOLD)


def is_use(text: bytes, offset: int) -> bool:
    """Tell whether the number is taken where a warning stands.

    That is not so where a directive asks whether there is such a macro.

    :param offset: In bytes.
    """
    if not text.startswith(_NAME, offset):
        return True  # the name of a macro that leads to it
    start = text.rfind(b"\n", 0, offset) + 1
    return _ASKED.search(text, start, offset) is None


def marked(text: str) -> bool:
    """Tell whether a text has the mark that stands for the number in an umbrella."""
    return _MARKED.search(text) is not None
