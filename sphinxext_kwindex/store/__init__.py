"""Facts on disk; the only package that imports SQLite.

`IndexWriter` and `IndexReader` share the format in `schema` and nothing else.
"""

from __future__ import annotations

from .copying import SourceIndex, StoredFile
from .database import IndexWriteError
from .dump import dump
from .reader import IndexReader
from .schema import SCHEMA_VERSION
from .writer import IndexWriter

__all__ = [
    "SCHEMA_VERSION",
    "IndexReader",
    "IndexWriteError",
    "IndexWriter",
    "SourceIndex",
    "StoredFile",
    "dump",
]
