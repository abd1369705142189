"""Long listings are cut at good places, and no line is lost."""

from __future__ import annotations

from sphinxext_kwindex.analysis import listing_pages
from sphinxext_kwindex.model import Span, SymbolKind, Token, TokenKind
from tests.memory_reader import MemoryReader, make_file, make_symbol


def pages_of(lines: int, *spans: tuple[int, int], **facts: object) -> list[int]:
    """Return the last lines of the pages of a file with functions of some lines."""
    symbols = [
        make_symbol(f"f{first}", line=first, span=Span(first, 1, last, 2))
        for first, last in spans
    ]
    around = make_symbol("n", SymbolKind.NAMESPACE, span=Span(1, 1, lines, 1))
    facts.setdefault("symbols", (around, *symbols))
    reader = MemoryReader(make_file("a.h", lines=lines, **facts))
    pages = listing_pages(reader, "a.h")
    shown = [line for first, last in pages for line in range(first, last + 1)]
    assert shown == list(range(1, lines + 1))
    return [last for _, last in pages]


def test_a_short_file_is_one_page():
    assert pages_of(2000) == [2000]
    assert pages_of(0) == []
    assert listing_pages(MemoryReader(), "no.h") == ()


def test_no_function_is_cut():
    assert pages_of(3000, (1, 1450), (1452, 1700), (1702, 3000)) == [1450, 3000]
    # Rather after a declaration than between two others' blank lines.
    assert pages_of(3000, (1, 1300), (1350, 1420), (1500, 3000)) == [1420, 3000]


def test_what_is_longer_than_a_page_is_cut_all_the_same():
    assert pages_of(4500, (1, 4500)) == [1500, 3000, 4500]
    assert pages_of(4500) == [1500, 3000, 4500]


def test_a_comment_stays_in_one_piece():
    comment = Token(1400, 1, 9000, TokenKind.COMMENT)
    after = Token(1600, 1, 3, TokenKind.KEYWORD)
    assert pages_of(3000, tokens=(comment, after))[0] in {1399, 1400, 1600}


def test_a_test_is_cut_before_its_macro():
    tests = tuple(
        make_symbol("TEST", line=line, span=Span(line, 1, line, 9), macro="TEST")
        for line in range(1, 3000, 70)
    )
    (end, _) = pages_of(3000, symbols=tests)
    assert (end + 1) % 70 == 1


def test_long_lines_are_fewer_on_a_page():
    facts = make_file("a.h", lines=100)
    source = facts.source.__class__(
        **{
            name: getattr(facts.source, name)
            for name in facts.source.__dataclass_fields__
            if name != "bytes"
        },
        bytes=1_000_000,
    )
    reader = MemoryReader(facts.__class__(source))
    assert len(listing_pages(reader, "a.h")) == 5
