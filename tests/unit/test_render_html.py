"""HTML of the answers: complete, and nothing of it comes from the sources as markup."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from functools import partial
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_kwindex.analysis import (
    FileOptions,
    IncludedBy,
    Section,
    Uses,
    summarize_file,
    summarize_symbol,
)
from sphinxext_kwindex.model import (
    SYMBOL_KINDS,
    Access,
    Coverage,
    CoverageLevel,
    Diagnostic,
    Field,
    FieldKind,
    Fragment,
    Include,
    Markup,
    MarkupKind,
    Origin,
    Position,
    Qualifier,
    Relation,
    RelationKind,
    Severity,
    Style,
    SymbolKind,
    TokenKind,
)
from sphinxext_kwindex.render import (
    NO_LINKS,
    Links,
    escape,
    field_title,
    kind_title,
    pack_templates,
    plain_text,
    render_coverage,
    render_documentation,
    render_inline,
    render_keyword_group,
    render_section,
    render_signature,
    render_symbol,
    section_title,
    symbol_anchor,
    template_of,
    unpack_templates,
)
from sphinxext_kwindex.render.sections import render_diagnostics
from tests.memory_reader import (
    MemoryReader,
    known,
    make_comment,
    make_file,
    make_occurrence,
    make_symbol,
)

M = MarkupKind
K = SymbolKind
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "\"><script>alert('1')</script>",
    "</script><!-- --></details>",
    "a' onclick='x",
    "{{7*7}}",
    "\u202eabc\u2066",
    "\x1b[31m\x00",
]
ALLOWED = frozenset(
    [
        "a",
        "b",
        "blockquote",
        "br",
        "caption",
        "code",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "i",
        "li",
        "ol",
        "p",
        "pre",
        "small",
        "span",
        "strong",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
ATTRIBUTES = frozenset(
    {"class", "id", "href", "scope", "data-label", "rel", "tabindex", "style", "title"}
)


class Checker(HTMLParser):
    """Checks that elements are ours, closed in order, with our attributes only."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str | None] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        for name, value in attrs:
            assert name in ATTRIBUTES
            if name == "id":
                self.ids.append(value)
            if name == "href":
                assert not re.match(
                    r"\s*(javascript|data):", value or "", re.IGNORECASE
                )
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "br"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def check(markup: str) -> str:
    checker = Checker()
    checker.feed(markup)
    checker.close()
    assert checker.open == []
    assert len(checker.ids) == len(set(checker.ids))
    return checker.text


def words(markup: str) -> str:
    """Return what a reader or a search finds, with single blanks."""
    return " ".join(check(markup).split())


def hostile_reader(text: str) -> tuple[str, MemoryReader]:
    """Return a reader in which every text of the sources is ``text``."""
    inline = (
        Markup(M.TEXT, text),
        Markup(M.CODE, text),
        Markup(M.REFERENCE, target=text),
        Markup(M.LINK, target=f"javascript:{text}", children=(Markup(M.TEXT, text),)),
        Markup(M.LINK, target=f"https://x/{text}"),
    )
    cell = Markup(M.CELL, children=inline)
    comment = make_comment(
        text,
        details=(
            Markup(M.PARAGRAPH, children=inline),
            Markup(M.CODE_BLOCK, text, text),
            Markup(M.HEADING, children=inline),
            Markup(M.TABLE, children=(Markup(M.ROW, children=(cell,)),) * 2),
            Markup(M.LIST, children=(Markup(M.ITEM, children=inline),)),
        ),
        fields=tuple(Field(kind, text, text, inline) for kind in FieldKind),
    )
    path = "a/" + text.replace("/", "") + ".h"
    symbols = tuple(
        make_symbol(
            f"{text}::{text}",
            kind,
            name=text,
            path=path,
            line=line,
            usr=f"{kind}{text}",
            signature=(Fragment(text, TokenKind.IDENTIFIER, f"class{text}"),),
            access=Access.PUBLIC,
            qualifiers=tuple(sorted(Qualifier)) if kind is not K.MACRO else (),
            conditions=(text,),
            value=text,
            macro=text,
            documentation=comment,
        )
        for line, kind in enumerate(SYMBOL_KINDS, 1)
    )
    symbols = tuple(
        replace(s, qualifiers=tuple(q for q in s.qualifiers if q != "header guard"))
        for s in symbols
    )
    relation = Relation(
        RelationKind.BASE,
        f"class{text}",
        text,
        text,
        path,
        Position(1, 1),
        Access.PUBLIC,
    )
    return path, MemoryReader(
        make_file(
            path,
            coverage=Coverage(CoverageLevel.PARTIAL, (text,), 1, 2, 1, text),
            licence=text,
            documentation=comment,
            symbols=symbols,
            includes=(
                Include(1, text, Origin.PROJECT, path, (text,), directive=text),
                Include(2, text, Origin.MISSING),
                Include(3, text, Origin.SYSTEM, active=False),
            ),
            relations=(relation,),
            diagnostics=(Diagnostic(path, 1, 1, Severity.ERROR, text),),
        ),
        make_file(
            "b.cpp",
            occurrences=tuple(make_occurrence(s.usr, 1) for s in symbols),
            includes=(Include(1, text, Origin.PROJECT, path),),
        ),
    )


def links(text: str) -> Links:
    return Links(
        symbol=lambda _: f"x.html#{text}",
        path=lambda _, line: f"{text}.html#{line}",
        header=lambda spelled: f"https://{spelled}",
    )


def page(reader: MemoryReader, path: str, to: Links) -> str:
    summary = known(summarize_file(reader, path))
    return "".join(render_section(summary, section, to) for section in Section)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("linked", [True, False])
def test_no_text_becomes_markup(text, linked):
    path, reader = hostile_reader(text)
    to = links(text) if linked else NO_LINKS
    shown = check(page(reader, path, to))
    assert escape(text)
    assert shown.count(check(escape(text))) > 50
    symbols = [symbol.usr for symbol in reader.symbols_in(path)]
    check(render_symbol(known(summarize_symbol(reader, symbols)), to))


@given(st.text())
def test_any_text_is_escaped(text):
    check(escape(text))
    check(render_signature((Fragment(text, TokenKind.KEYWORD),), NO_LINKS))
    check(render_inline((Markup(M.LINK, target=text),), NO_LINKS))


def test_the_same_answer_gives_the_same_bytes():
    path, reader = hostile_reader("x")
    assert page(reader, path, NO_LINKS) == page(reader, path, NO_LINKS)


def test_signature_links_types_but_not_itself():
    fragments = (
        Fragment("const", TokenKind.KEYWORD),
        Fragment(" "),
        Fragment("T", TokenKind.IDENTIFIER, "T"),
        Fragment(" &"),
        Fragment("f", TokenKind.IDENTIFIER, "f"),
    )
    found = render_signature(fragments, Links(symbol=lambda usr: f"#{usr}"), own="f")
    assert found == '<i>const</i> <a href="#T">T</a> &amp;<b>f</b>'


def test_only_safe_addresses_become_links():
    for target in ("javascript:alert(1)", " https://x", "data:text/html,x", "//x"):
        assert "<a" not in render_inline((Markup(M.LINK, target=target),), NO_LINKS)
    for target in ("https://x/?a=1&b=2", "mailto:a@b.c", "HTTP://x"):
        assert "<a" in render_inline((Markup(M.LINK, target=target),), NO_LINKS)


def test_rows_have_ids_and_overloads_share_a_body():
    symbols = (
        make_symbol("f", usr="f1", line=1),
        make_symbol("f", usr="f2", line=2),
        make_symbol("g", usr="g", line=3),
    )
    reader = MemoryReader(make_file("a.h", symbols=symbols))
    summary = known(summarize_file(reader, "a.h"))
    found = render_keyword_group(summary.groups[0], NO_LINKS)
    assert found.count("<tbody>") == 2
    assert "2 overloads" in check(found)
    for usr in ("f1", "f2", "g"):
        assert f'<tr id="{symbol_anchor(usr)}"' in found
    names = render_keyword_group(summary.groups[0], NO_LINKS, name_only=True)
    assert words(names) == "Functions f g"


def test_outline_leads_to_rows_that_are_there():
    reader = MemoryReader(make_file("a.h", symbols=(make_symbol("f", usr="f"),)))
    for sections, linked in (((Section.KEYWORDS,), True), ((), False)):
        options = FileOptions(sections=(*sections, Section.STRUCTURE))
        summary = known(summarize_file(reader, "a.h", options=options))
        found = render_section(summary, Section.STRUCTURE, NO_LINKS)
        assert (f'href="#{symbol_anchor("f")}"' in found) is linked
        # What has no row here says its line.
        assert ("<small>1</small>" in found) is not linked


def test_plain_comments_are_marked():
    comment = make_comment("Words.", Style.PLAIN)
    assert words(render_documentation(comment, NO_LINKS)) == "Words. (plain comment)"


def test_fields_of_one_kind_stand_together():
    fields = (
        Field(FieldKind.PARAM, "a", "in", (Markup(M.TEXT, "one"),)),
        Field(FieldKind.PARAM, "b", "", (Markup(M.TEXT, "two"),)),
        Field(FieldKind.WARNING, body=(Markup(M.TEXT, "hot"),)),
    )
    found = render_documentation(make_comment("", fields=fields), NO_LINKS)
    assert words(found) == "Parameters a [in] one b two Warning hot"


def test_uses_are_told_in_words():
    comment = "Names inside the text of macros are not seen"
    assert uses_of(Uses(1, 2, 1)) == "2 in 1 other file, 1 here"
    assert uses_of(Uses(0, 1200, 12)) == "1,200 in 12 other files"
    assert uses_of(Uses(3, 0, 0)) == "3 here"
    assert uses_of(Uses(0, 0, 0)) == "none seen"
    macro = (make_symbol("M", K.MACRO, usr="m"),)
    summary = known(
        summarize_file(MemoryReader(make_file("a.h", symbols=macro)), "a.h")
    )
    found = render_keyword_group(summary.groups[0], NO_LINKS)
    assert f'<th scope="col" title="{comment}">Uses</th>' in found
    assert ">0<" not in found


def uses_of(uses: Uses) -> str:
    """Return the text of the last cell of a row with these uses."""
    reader = MemoryReader(make_file("a.h", symbols=(make_symbol("f"),)))
    (group,) = known(summarize_file(reader, "a.h")).groups
    (only,) = group.sets
    keyword = replace(only.keywords[0], uses=uses)
    group = replace(group, sets=(replace(only, keywords=(keyword,)),))
    found = render_keyword_group(group, NO_LINKS)
    return found.rpartition("<td>")[2].partition("</td>")[0]


@pytest.mark.parametrize(
    ("qualifier", "words", "title"),
    [
        (Qualifier.UNRESOLVED, "by syntax", "from its syntax alone"),
        (Qualifier.INACTIVE, "inactive here", "that the preprocessor skipped"),
        (Qualifier.ASSUMED, "macro not seen", "by what its library documents"),
    ],
)
def test_what_was_read_in_part_has_a_badge_that_says_so(qualifier, words, title):
    symbol = make_symbol("M", K.MACRO, qualifiers=(qualifier,))
    reader = MemoryReader(make_file("a.h", symbols=(symbol,)))
    summary = known(summarize_file(reader, "a.h"))
    found = render_keyword_group(summary.groups[0], NO_LINKS)
    badge = re.search(
        r'<span class="kwindex-badge[^>]* title="([^"]*)">([^<]*)<', found
    )
    assert badge is not None
    assert badge[2] == words
    assert title in badge[1]
    assert words in check(found)


def test_code_in_a_comment_keeps_its_lines():
    code = Markup(M.CODE_BLOCK, "if (x)\n  f();")
    comment = make_comment("Words.", details=(code,))
    symbol = make_symbol("f", usr="f", documentation=comment)
    reader = MemoryReader(make_file("a.h", symbols=(symbol,), documentation=comment))
    block = '<pre class="kwindex-code"><code>if (x)\n  f();</code></pre>'
    assert block in page(reader, "a.h", NO_LINKS)
    assert block in render_symbol(known(summarize_symbol(reader, ["f"])), NO_LINKS)


def test_files_that_use_a_symbol_are_named_once_with_a_title():
    reader = MemoryReader(
        make_file("a.h", symbols=(make_symbol("f", usr="f"),)),
        make_file("b.cpp", occurrences=(make_occurrence("f", 1),)),
    )
    card = words(render_symbol(known(summarize_symbol(reader, ["f"])), NO_LINKS))
    assert card.endswith("Used by b.cpp (1)")
    summary = known(summarize_file(reader, "a.h"))
    found = words(render_section(summary, Section.REFERENCES, NO_LINKS))
    assert found == "f Used by b.cpp (1)"


def test_long_lists_are_folded_but_never_cut():
    reader = MemoryReader(make_file("a.h"))
    summary = known(summarize_file(reader, "a.h"))
    users = tuple((f"u{number:03}.cpp", 1) for number in range(100))
    full = replace(summary, included_by=IncludedBy(users, 100, 90, 7))
    found = render_section(full, Section.INCLUDED_BY, NO_LINKS)
    assert "<details>" in found
    text = check(found)
    assert all(path in text for path, _ in users)
    assert "90 source files rebuild if you touch this, 7 of them tests." in text


def test_coverage_is_said_in_words():
    path, reader = hostile_reader("x")
    assert "partly read" in check(
        render_coverage(known(summarize_file(reader, path)).coverage)
    )


def test_every_kind_field_and_section_has_words():
    for kind in SymbolKind:
        assert kind_title(kind) != kind_title(kind, plural=True)
    assert all(field_title(kind) for kind in FieldKind)
    assert all(section_title(section) for section in Section)


def test_plain_text_keeps_blocks_apart():
    blocks = (
        Markup(M.PARAGRAPH, children=(Markup(M.TEXT, "a "), Markup(M.CODE, "b"))),
        Markup(M.LIST, children=(Markup(M.ITEM, children=(Markup(M.TEXT, "c"),)),)),
    )
    assert plain_text(blocks) == "a b\nc"


def test_a_typical_page_is_light():
    comment = make_comment(
        "Returns the sum of both arguments, rounded to nearest.",
        fields=(Field(FieldKind.PARAM, "a", "", (Markup(M.TEXT, "The first."),)),) * 3,
    )
    symbols = tuple(
        make_symbol(
            f"torch::autograd::Edge::member_{number}",
            line=number,
            documentation=comment,
            signature=f"int member_{number}(const Variable &a, const T &b) const",
        )
        for number in range(1, 63)
    )
    reader = MemoryReader(make_file("torch/csrc/autograd/edge.h", symbols=symbols))
    to = Links(
        symbol=lambda usr: f"../csrc/autograd/edge.h.html#{symbol_anchor(usr)}",
        path=lambda path, line: f"../{path}.html#kw-0123456789-L{line}",
    )
    assert len(page(reader, "torch/csrc/autograd/edge.h", to)) <= 46 * 1024


def test_messages_of_several_lines_stand_once():
    found = [
        Diagnostic(None, line, 1, Severity.ERROR, text)
        for line, text in ((1, "no x"), (2, "no y"), (3, "no x"), (3, "no x"))
    ]
    to = Links(path=lambda path, line: f"{path}#{line}")
    html = render_diagnostics(found, "a.h", to)
    assert words(html) == "Line Severity Message 1, 3 error no x 2 error no y"
    assert html.count('href="a.h#3"') == 1
    many = [Diagnostic(None, n, 1, Severity.ERROR, "no x") for n in range(1, 20)]
    assert "11, 12 and 7 more" in check(render_diagnostics(many, "a.h", to))


def test_an_outline_has_a_line_for_each_kind():
    symbols = (
        make_symbol("A", K.CLASS, usr="A"),
        *(make_symbol(name, K.METHOD, usr=name, parent="A") for name in "fg"),
        make_symbol("x", K.FIELD, usr="x", parent="A"),
        make_symbol("main", usr="m"),
    )
    reader = MemoryReader(make_file("a.h", symbols=symbols))
    found = render_section(
        known(summarize_file(reader, "a.h")), Section.STRUCTURE, NO_LINKS
    )
    assert check(found).startswith("function main")
    assert "methods f, g data member x" in check(found)


def some_links(text: str, nth: int) -> Links:
    """Return links in which one in ``nth`` questions has no answer."""

    def answer(*question: object) -> str | None:
        number = zlib.crc32(repr(question).encode("utf-8", "surrogatepass"))
        return None if number % nth == 0 else f"{text}{question}"

    return Links(
        symbol=partial(answer, "symbol"),
        uses=partial(answer, "uses"),
        path=partial(answer, "path"),
        header=partial(answer, "header"),
        documented=partial(answer, "documented"),
        name=lambda usr, path, line: (
            answer("documented", usr) or answer("path", path, line)
        ),
        outside=lambda href: f"title of {href}" if "f" in href else None,
        anchor=partial(answer, "anchor"),
        set_anchor=partial(answer, "set"),
    )


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("nth", [1, 2, 3, 1 << 30])
def test_what_is_drawn_ahead_is_the_same(text, nth):
    path, reader = hostile_reader(text)
    options = FileOptions(sections=tuple(Section))
    summary = known(summarize_file(reader, path, options=options))
    for section in Section:

        def render(to: Links, section: Section = section) -> str:
            return render_section(summary, section, to)

        packed = pack_templates({"top": template_of(render)}, "1")
        drawn = (unpack_templates(packed, "1") or {})["top"]
        some = some_links(text, nth)
        assert drawn.fill(some) == render(some)
        assert drawn.fill(NO_LINKS) == render(NO_LINKS)
        assert drawn.fill(links(text)) == render(links(text))


def test_what_another_version_has_drawn_is_not_taken():
    packed = pack_templates({"top": template_of(lambda _: "<p>text</p>")}, "1")
    assert unpack_templates(packed, "2") is None


def test_places_of_what_is_drawn_ahead_are_asked_for():
    drawn = template_of(
        lambda to: "".join(
            f'<a href="{to.symbol(usr)}">{usr}</a>' for usr in ("c:@F@f", "s:f@g", "h")
        )
    )
    assert list(drawn.usrs()) == ["c:@F@f", "s:f@g"]
