"""The listing shows the text, whatever the spans say."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from sphinxext_kwindex.analysis import Listing, ListingSpan, listing_of
from sphinxext_kwindex.model import (
    Include,
    Language,
    Origin,
    Position,
    Role,
    Span,
    SymbolKind,
    Token,
)
from sphinxext_kwindex.model import TokenKind as T
from sphinxext_kwindex.render import Links, line_anchor, render_listing, visible
from tests.memory_reader import (
    MemoryReader,
    known,
    make_file,
    make_occurrence,
    make_symbol,
)

LINKS = Links(symbol=lambda usr: f"x.html#{usr}")


def listing(
    *spans: ListingSpan,
    first: int = 1,
    last: int = 10_000,
    skipped: tuple[tuple[int, int], ...] = (),
) -> Listing:
    return Listing("a.cpp", Language.CXX, "0", first, last, tuple(spans), skipped)


def text_of(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def body_of(markup: str) -> str:
    return markup.partition("<pre")[2].partition(">")[2].partition("</pre>")[0]


def test_names_are_linked_and_columns_are_bytes():
    text = "/* é */ f(x);\n"
    spans = (
        ListingSpan(1, 1, 8, T.COMMENT),
        ListingSpan(1, 10, 1, T.IDENTIFIER, SymbolKind.FUNCTION, "f", Role.CALL),
        ListingSpan(1, 12, 1, T.IDENTIFIER, SymbolKind.LOCAL, "x"),
    )
    anchor = line_anchor("a.cpp", 1)
    assert body_of(render_listing(text, listing(*spans), LINKS)) == (
        f'<a id="{anchor}"></a><span class="c1">/* é */</span> '
        '<a class="nf" href="x.html#f">f</a>(x);\n'
    )


def test_a_link_never_leads_to_itself():
    anchor = line_anchor("a.cpp", 1)
    span = ListingSpan(1, 1, 1, T.IDENTIFIER, SymbolKind.FUNCTION, "f")
    again = ListingSpan(2, 1, 1, T.IDENTIFIER, SymbolKind.FUNCTION, "f")
    links = Links(symbol=lambda _: f"#{anchor}")
    lines = body_of(render_listing("f\nf\n", listing(span, again), links)).splitlines()
    assert lines[0].endswith('<span class="nf">f</span>')
    assert lines[1].endswith(f'<a class="nf" href="#{anchor}">f</a>')


def test_each_role_leads_where_a_reader_expects():
    def named(role: Role, usr: str = "f", kind: SymbolKind = SymbolKind.FUNCTION):
        return ListingSpan(1, 1, 1, T.IDENTIFIER, kind, usr, role)

    own = f"#{line_anchor('a.cpp', 1)}"
    links = Links(
        symbol=lambda usr: f"row#{usr}",
        definition={"f": "b.cpp#9", "here": own}.get,
        uses={"f": "uses#f", "here": "uses#here"}.get,
    )

    def href(span: ListingSpan) -> str | None:
        found = re.search('href="([^"]*)"', render_listing("f\n", listing(span), links))
        return found and found[1]

    assert href(named(Role.REFERENCE)) == "b.cpp#9"
    assert href(named(Role.CALL | Role.REFERENCE, "unlisted")) == "row#unlisted"
    assert href(named(Role.DEFINITION)) == "uses#f"
    assert href(named(Role.DEFINITION, "unused")) == "row#unused"
    assert href(named(Role.DECLARATION)) == "b.cpp#9"
    # A declaration that is the only one leads to the uses, not to itself.
    assert href(named(Role.DECLARATION, "here")) == "uses#here"
    assert href(named(Role.REFERENCE, "here")) is None
    assert href(named(Role.REFERENCE, kind=SymbolKind.NAMESPACE)) is None
    assert href(named(Role.REFERENCE, kind=SymbolKind.PARAMETER)) is None


def test_what_is_included_is_linked():
    facts = make_file(
        "a.cpp",
        lines=3,
        includes=(
            Include(1, '"b.h"', Origin.PROJECT, "lib/b.h"),
            Include(2, "<vector>", Origin.SYSTEM),
        ),
        tokens=(
            Token(1, 1, 8, T.DIRECTIVE),
            Token(1, 10, 5, T.STRING),
            Token(2, 1, 8, T.DIRECTIVE),
            Token(2, 10, 8, T.STRING),
            Token(3, 1, 3, T.STRING),
        ),
    )
    found = known(listing_of(MemoryReader(facts), "a.cpp"))
    links = Links(
        path=lambda path, _: f"{path}.html",
        header=lambda spelled: f"std/{spelled[1:-1]}",
    )
    text = '#include "b.h"\n#include <vector>\n"x"\n'
    body = body_of(render_listing(text, found, links))
    assert re.findall('href="([^"]*)"', body) == ["lib/b.h.html", "std/vector"]
    assert text_of(body) == text


def test_lines_that_are_on_the_page_already_have_no_second_id():
    found = render_listing("a\nb\nc\n", listing(first=2), LINKS, without_ids=((1, 2),))
    assert re.findall('id="([^"]*)"', found) == [line_anchor("a.cpp", 3)]
    assert found.count("<a></a>") == 1


def test_stretches_are_cut_at_line_ends_and_skipped_lines_greyed():
    span = ListingSpan(1, 1, 9, T.COMMENT)
    found = body_of(
        render_listing("/* a\r\nb */\r\n", listing(span, skipped=((2, 2),)), LINKS)
    ).splitlines()
    assert found[0].endswith('<span class="c1">/* a</span>')
    assert found[1].endswith(
        '<span class="kwindex-skipped"><span class="c1">b *</span>/</span>'
    )


def test_line_numbers_are_no_links_without_words():
    found = render_listing("a\n\nb\n", listing(), LINKS)
    assert re.findall(r"<a [^>]*href[^>]*></a>", found) == []
    assert found.count("<a id=") == 3


def test_a_listing_weighs_little():
    text = "    return left_argument + right_argument;\n" * 500
    spans = [
        ListingSpan(line, column, length, token, kind, usr)
        for line in range(1, 501)
        for column, length, token, kind, usr in (
            (5, 6, T.KEYWORD, None, ""),
            (12, 13, T.IDENTIFIER, SymbolKind.VARIABLE, "left"),
            (28, 14, T.IDENTIFIER, SymbolKind.VARIABLE, "right"),
        )
    ]
    links = Links(symbol=lambda usr: f"../api/routes.html#kw-0123456789abcde{usr[0]}")
    found = render_listing(text, listing(*spans), links)
    assert len(found) <= 6 * len(text)


def test_some_lines_keep_their_numbers():
    span = ListingSpan(1, 1, 9, T.COMMENT)
    found = render_listing("/* a\nb */\nc\n", listing(span, first=2, last=2), LINKS)
    assert "counter-reset:kwindex-line 1" in found
    assert text_of(body_of(found)) == "b */\n"
    assert '<span class="c1">b */</span>' in found


def test_hidden_characters_are_shown():
    found = render_listing("a\u202eb\x00c\n", listing(), LINKS)
    assert '<span class="kwindex-hidden">[U+202E]</span>' in found
    assert text_of(body_of(found)) == "a[U+202E]b[U+0000]c\n"


def test_names_win_over_tokens_and_nothing_overlaps():
    facts = make_file(
        "a.cpp",
        lines=3,
        symbols=(make_symbol("f", path="a.cpp", line=2, span=Span(2, 1, 3, 1)),),
        occurrences=(make_occurrence("op", 2, column=6, length=9),),
        tokens=(
            Token(1, 1, 30, T.COMMENT),
            Token(2, 1, 4, T.KEYWORD),
            Token(2, 6, 8, T.KEYWORD),
        ),
    )
    reader = MemoryReader(facts)
    found = known(listing_of(reader, "a.cpp", symbol=facts.symbols[0].usr))
    assert (found.first, found.last) == (2, 2)
    assert [(s.line, s.column, s.usr) for s in found.spans] == [
        (1, 1, ""),
        (2, 1, ""),
        (2, 6, "op"),
    ]
    assert facts.symbols[0].position == Position(2, 1)
    assert listing_of(reader, "a.cpp", symbol="no") is None
    assert listing_of(reader, "no.cpp") is None
    assert known(listing_of(reader, "a.cpp", lines=(2, 99))).last == 3


SPANS = st.builds(
    ListingSpan,
    st.integers(1, 6),
    st.integers(1, 9),
    st.integers(1, 20),
    st.sampled_from(list(T)),
    st.none() | st.sampled_from(list(SymbolKind)),
    st.sampled_from(["", "f", '"><script>', "file:\n<"]),
    st.sampled_from([Role.REFERENCE, Role.DEFINITION, Role.DECLARATION]),
)


@given(
    st.text(alphabet='aé<&>"\n\r\t\u202e\U0001f600\x0b\x85 '),
    st.lists(SPANS).map(lambda spans: sorted(spans, key=lambda s: s[:2])),
    st.integers(1, 4),
)
def test_the_listing_is_the_text(text, spans, first):
    found = render_listing(text, listing(*spans, first=first), LINKS)
    lines = re.split("\r\n|\n|\r", text)
    if not lines[-1]:
        del lines[-1]
    expected = "".join(visible(line) + "\n" for line in lines[first - 1 :])
    assert text_of(body_of(found)) == expected
    assert found.count("<a ") == found.count("</a>")
    assert found.count("<span") == found.count("</span>")
    assert "<script" not in found
