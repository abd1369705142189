from __future__ import annotations

import dataclasses
import io
import json

import pytest

from sphinxext_kwindex.model import Markup, MarkupKind, encode_facts
from sphinxext_kwindex.store import SCHEMA_VERSION, IndexReader, IndexWriter, dump
from tests.example_facts import example_facts


@pytest.fixture
def records(tmp_path):
    path = tmp_path / "index.sqlite3"
    with IndexWriter(path) as writer:
        for name in ("b.h", "a/b.h"):
            writer.replace(encode_facts(example_facts(name)), "")
        writer.set_meta("libclang", "22.1.4")
    return dump_of(path)


def dump_of(path):
    stream = io.StringIO()
    with IndexReader(path) as reader:
        dump(reader, stream)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_the_header_comes_first(records):
    assert records[0] == {
        "record": "header",
        "schema": SCHEMA_VERSION,
        "root": ".",
        "libclang": "22.1.4",
    }


def test_records_are_ordered_by_path_and_place(records):
    assert [record.get("path", record.get("file")) for record in records[1:]] == [
        *["a/b.h"] * 12,
        *["b.h"] * 12,
    ]
    assert [(record["record"], record.get("line")) for record in records[1:13]] == [
        ("file", None),
        ("include", 1),
        ("diagnostic", 1),
        ("include", 2),
        ("symbol", 3),
        ("occurrence", 3),
        ("relation", 4),
        ("occurrence", 4),
        ("note", 4),
        ("occurrence", 5),
        ("occurrence", 6),
        ("skipped", 7),
    ]


def first(records, kind):
    return next(record for record in records if record["record"] == kind)


def test_a_file_has_the_fields_of_the_contract(records):
    record = first(records, "file")

    assert list(record)[:10] == [
        *["record", "path", "language", "coverage", "bytes", "lines"],
        *["code", "comment", "blank", "sha256"],
    ]
    assert record["language"] == "c++"
    assert record["coverage"] == "partial"
    assert record["missing"] == ["<x.h>"]
    assert record["brief"] == "About."
    assert record["reads"] == ["a/c.h"]


def test_an_include_has_the_fields_of_the_contract(records):
    record = [record for record in records if record["record"] == "include"][1]

    assert record == {
        "record": "include",
        "file": "a/b.h",
        "line": 2,
        "spelled": '"c.h"',
        "origin": "project",
        "target": "a/c.h",
        "conditions": ["defined(X)"],
        "used": ["c:@S@A"],
        "state": "used",
        "active": True,
        "directive": "include",
    }


def test_a_symbol_has_the_fields_of_the_contract(records):
    assert first(records, "symbol") == {
        "record": "symbol",
        "file": "a/b.h",
        "line": 3,
        "column": 5,
        "end_line": 3,
        "kind": "function",
        "name": "f",
        "qualified_name": "math::f",
        "usr": "c:@F@math@f#",
        "signature": "int f()",
        "definition": True,
        "access": "public",
        "linkage": "internal",
        "conditions": ["defined(X)"],
        "brief": "Does it",
        "parent": "c:@N@math",
        "qualifiers": ["inline", "noexcept"],
        "value": "1",
        "macro": "MAKE",
        "style": "doxygen",
        "start": [3, 1],
        "end": [3, 20],
    }


def test_the_other_records_have_the_fields_of_the_contract(records):
    assert first(records, "relation") == {
        "record": "relation",
        "file": "a/b.h",
        "line": 4,
        "column": 9,
        "kind": "base",
        "from": "c:@S@f",
        "to": "c:@S@A",
        "to_name": "A",
        "access": "public",
        "virtual": True,
    }
    assert first(records, "note") == {
        "record": "note",
        "file": "a/b.h",
        "line": 4,
        "column": 9,
        "length": 1,
        "category": "safety",
        "rule": "goto",
        "text": "end",
        "usr": "c:@S@A",
    }
    assert [r for r in records if r["record"] == "occurrence"][2] == {
        "record": "occurrence",
        "file": "a/b.h",
        "line": 5,
        "column": 2,
        "length": 1,
        "role": "reference|call",
        "kind": "struct",
        "usr": "c:@S@A",
    }
    assert first(records, "diagnostic") == {
        "record": "diagnostic",
        "file": "a/b.h",
        "line": 1,
        "column": 10,
        "severity": "fatal",
        "text": "'x.h' file not found",
    }


def test_an_empty_index_has_a_header_only(tmp_path):
    with IndexWriter(tmp_path / "i"):
        pass

    assert [record["libclang"] for record in dump_of(tmp_path / "i")] == [None]


def test_a_brief_is_told_as_plain_text(tmp_path):
    brief = (
        Markup(MarkupKind.TEXT, "See "),
        Markup(MarkupKind.REFERENCE, "", "X", (Markup(MarkupKind.CODE, "X"),)),
        Markup(MarkupKind.BREAK),
        Markup(MarkupKind.TEXT, "\udc80 é"),
    )
    facts = example_facts()
    symbol = facts.symbols[0]
    assert symbol.documentation is not None
    documentation = dataclasses.replace(symbol.documentation, brief=brief)
    symbol = dataclasses.replace(symbol, documentation=documentation)
    with IndexWriter(tmp_path / "i") as writer:
        writer.replace(encode_facts(dataclasses.replace(facts, symbols=(symbol,))), "")

    assert first(dump_of(tmp_path / "i"), "symbol")["brief"] == "See X \udc80 é"
