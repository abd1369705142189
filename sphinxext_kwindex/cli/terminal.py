"""Standard output and error as this program uses them: nothing in a name is obeyed."""

from __future__ import annotations

import io
import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..update import Progress as Listener

__all__ = ["Terminal", "shown"]

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0 and C1
    "\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"  # order of writing, no width
    "\ud800-\udfff]"
)


def shown(text: str) -> str:
    r"""Return a text in which what a terminal would obey, or not show, is escaped.

    Names, paths and diagnostics hold whatever their authors wrote: ESC becomes
    ``\x1b``. Line ends too: a text is one line.
    """
    return _UNSEEN.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"  # noqa: PLR2004


class Terminal:
    """Where output goes; texts are escaped here and nowhere else."""

    def __init__(self) -> None:
        for stream in (sys.stdout, sys.stderr):
            # A name that the terminal's encoding cannot say is no error.
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        # Never markup, emoji or links in what is printed: names look like them.
        self._out = Console(markup=False, emoji=False, highlight=False)
        self._err = Console(markup=False, emoji=False, highlight=False, stderr=True)

    def line(self, text: str = "", *, style: str = "") -> None:
        """Print one line, never broken."""
        self._out.print(Text(shown(text), style=style), soft_wrap=True)

    def warning(self, text: str) -> None:
        """Print a problem on standard error."""
        self._said("warning", text, "yellow")

    def error(self, text: str) -> None:
        """Print why the work ended on standard error."""
        self._said("error", text, "red")

    def table(
        self, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
    ) -> None:
        """Print a table; nothing when it has no rows.

        Where the output is no terminal: a line a row with tabs between, all in full.
        """
        lines = [[shown(str(value)) for value in row] for row in rows]
        if not lines:
            return
        if not self._out.is_terminal:
            # Not by way of rich, which turns tabs into blanks.
            for line in lines:
                sys.stdout.write("\t".join((title, *line)) + "\n")
            return
        table = Table(title=title, title_justify="left", title_style="bold", box=None)
        for column in columns:
            table.add_column(column, overflow="fold")
        for line in lines:
            table.add_row(*map(Text, line))
        self._out.print(table)
        self._out.print()

    @contextmanager
    def progress(self, title: str, *, quiet: bool = False) -> Iterator[Listener | None]:
        """Show a bar while the block runs, on a terminal; hand out who to tell."""
        if quiet or not self._err.is_terminal:
            yield None
            return
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=self._err, transient=True) as bar:
            task = bar.add_task(title, total=None)

            def tell(done: int, total: int, path: str, /) -> None:
                bar.update(task, completed=done, total=total)

            yield tell

    def _said(self, kind: str, text: str, style: str) -> None:
        words = Text("kwindex: ")
        words.append(f"{kind}: ", style=style)
        words.append(shown(text))
        sys.stdout.flush()
        self._err.print(words, soft_wrap=True)
