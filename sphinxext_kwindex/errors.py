"""What stops us, with messages fit to show; all derive from KwindexError."""

from __future__ import annotations

__all__ = [
    "CompilationDatabaseError",
    "IndexFormatError",
    "KwindexError",
    "LibclangNotFoundError",
]


class KwindexError(Exception):
    """A fault that stops the work; its text is a sentence for the user."""


class LibclangNotFoundError(KwindexError):
    """No usable libclang; the text lists what was tried and why it failed."""


class CompilationDatabaseError(KwindexError):
    """A compilation database that cannot be read; the text names the file."""


class IndexFormatError(KwindexError):
    """A database that is not an index of ours; the text names the file."""
