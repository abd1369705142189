from __future__ import annotations

import dataclasses
import random
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinxext_kwindex.errors import IndexFormatError
from sphinxext_kwindex.model import (
    CodecError,
    Declaration,
    EncodedFacts,
    FileFacts,
    Head,
    Markup,
    MarkupKind,
    Occurrence,
    Place,
    Position,
    Role,
    Span,
    Symbol,
    SymbolKind,
    Token,
    TokenKind,
    codec,
    content_digest,
    declarations_of,
    decode_facts,
    decode_head,
    decode_notes,
    decode_occurrences,
    decode_symbols,
    decode_tokens,
    encode_facts,
    mentions_of,
    pack,
    places_of,
    unpack,
)
from sphinxext_kwindex.model.columns import write_columns
from sphinxext_kwindex.model.rows import describe, from_row, to_row
from sphinxext_kwindex.model.tables import from_table, to_table
from tests.example_facts import example_facts


@pytest.fixture
def facts():
    return example_facts()


numbers = st.integers(min_value=0, max_value=2**31 - 1)
words = st.text(max_size=8)
markup = st.recursive(
    st.builds(Markup, st.sampled_from(MarkupKind), words, words),
    lambda inner: st.builds(
        Markup, st.sampled_from(MarkupKind), children=st.tuples(inner, inner)
    ),
    max_leaves=4,
)
st.register_type_strategy(Markup, markup)
st.register_type_strategy(Position, st.builds(Position, numbers, numbers))
st.register_type_strategy(Span, st.builds(Span, numbers, numbers, numbers, numbers))
occurrences = st.builds(
    Occurrence,
    numbers,
    numbers,
    numbers,
    st.integers(min_value=0, max_value=31).map(Role),
    st.sampled_from(SymbolKind),
    st.sampled_from(["c:@A", "c:@F@f#", "c:é"]),
)
tokens = st.builds(Token, numbers, numbers, numbers, st.sampled_from(TokenKind))
many_facts = st.builds(
    FileFacts,
    source=st.from_type(Head).map(lambda head: head.source),
    occurrences=st.lists(occurrences, max_size=6).map(tuple),
    tokens=st.lists(tokens, max_size=6).map(tuple),
)
relaxed = settings(
    deadline=None, suppress_health_check=list(HealthCheck), max_examples=60
)


@relaxed
@given(many_facts)
def test_facts_come_back_equal_and_of_the_same_types(facts):
    again = decode_facts(encode_facts(facts))

    assert again == facts
    assert repr(again) == repr(facts)


@relaxed
@given(many_facts)
def test_packed_facts_come_back(facts):
    encoded = encode_facts(facts)

    assert unpack(pack(encoded)) == encoded


def test_lone_surrogates_survive_outside_paths(facts):
    facts = dataclasses.replace(facts, reads=("a\udc80",))

    assert decode_facts(encode_facts(facts)) == facts


def test_a_path_that_is_not_unicode_is_refused(facts):
    source = dataclasses.replace(facts.source, path="a\udc80.h")

    with pytest.raises(CodecError, match="cannot be stored"):
        encode_facts(dataclasses.replace(facts, source=source))


def test_a_place_that_is_too_large_is_refused(facts):
    token = Token(1, 2**40, 1, TokenKind.NUMBER)

    with pytest.raises(CodecError, match="too large"):
        encode_facts(dataclasses.replace(facts, tokens=(token,)))


def test_mentions_sum_up_and_leave_locals_out(facts):
    assert list(mentions_of(encode_facts(facts).occurrences)) == [
        ("c:@F@f#", Role.DEFINITION, 1),
        ("c:@S@A", Role.REFERENCE | Role.CALL, 2),
    ]


def test_places_are_those_of_the_symbols(facts):
    (symbol,) = facts.symbols

    (place,) = places_of(encode_facts(facts).symbols)

    assert place == Place(
        symbol.usr,
        symbol.kind,
        symbol.name,
        symbol.qualified_name,
        symbol.path,
        symbol.position.line,
        symbol.position.column,
        symbol.definition,
    )


@pytest.mark.parametrize("number", [0, 1, 7])
def test_declarations_are_the_symbols_with_their_briefs_alone(facts, number):
    # Of one, of few and of many alike ones, which are stored in other ways.
    symbols = facts.symbols * number
    expected = []
    for symbol in symbols:
        comment = symbol.documentation
        cut = dataclasses.replace(comment, details=(), fields=(), copy_brief="")
        expected.append(Declaration.of(symbol)._replace(documentation=cut))
    bare = dataclasses.replace(facts.symbols[0], documentation=None)
    symbols, expected = (*symbols, bare), [*expected, Declaration.of(bare)]
    data = encode_facts(dataclasses.replace(facts, symbols=symbols)).symbols

    assert declarations_of(data) == tuple(expected)


@pytest.mark.parametrize(
    "text", [b"[]", b"1", b"[[],[],[],[],[],[],[],[1],[]]", b"[1,2,3,4,5,6,7,8,9]"]
)
def test_declarations_refuse_rows_of_another_shape(facts, text):
    first, _ = codec._split(encode_facts(facts).symbols)
    with pytest.raises(CodecError):
        declarations_of(codec._join(codec._inflate(first), text))


@pytest.mark.parametrize("text", [b"[1]", b"[[]]", b'[["u","class"]]', b"1"])
def test_places_refuse_rows_of_another_shape(text):
    with pytest.raises(CodecError):
        list(places_of(codec._join(text, b"[]")))


def test_same_facts_give_same_bytes_and_digest(facts):
    again = decode_facts(encode_facts(facts))

    assert encode_facts(again) == encode_facts(facts)
    assert content_digest(encode_facts(again)) == content_digest(encode_facts(facts))


@pytest.mark.parametrize(
    "field", ["symbols", "occurrences", "tokens", "notes", "reads"]
)
def test_digest_changes_with_each_part(facts, field):
    less = dataclasses.replace(facts, **{field: ()})

    assert content_digest(encode_facts(less)) != content_digest(encode_facts(facts))


def test_digest_does_not_depend_on_the_compression(facts):
    encoded = encode_facts(facts)
    start = codec._HEADER
    data = zlib.decompress(encoded.head[start:])
    head = encoded.head[:start] + zlib.compress(data, 0)

    assert head != encoded.head
    assert content_digest(encoded._replace(head=head)) == content_digest(encoded)


def test_damage_is_an_error_of_ours_or_seen_in_the_digest(facts):
    encoded = encode_facts(facts)
    digest = content_digest(encoded)
    rng = random.Random(1)
    caught = 0
    for part in ("head", "symbols", "occurrences", "tokens"):
        data = getattr(encoded, part)
        for _ in range(200):
            damaged = bytearray(data)
            damaged[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
            cut = bytes(damaged[: rng.choice([-9, None])])
            broken = EncodedFacts(**(encoded._asdict() | {part: cut}))
            try:
                decode_facts(broken)
                assert content_digest(broken) != digest or decode_facts(broken) == facts
            except IndexFormatError:
                caught += 1
    assert caught > 700


@pytest.mark.parametrize(
    "decode", [decode_head, decode_symbols, decode_tokens, decode_notes]
)
@pytest.mark.parametrize("data", [b"", b"abc", b"\0" * 50])
def test_other_bytes_are_refused(decode, data):
    with pytest.raises(CodecError):
        decode(data)


@pytest.mark.parametrize("text", [b"[]", b"{}", b"nonsense", b"[[1]]", b"[" * 100_000])
def test_rows_of_another_shape_are_refused(text):
    with pytest.raises(CodecError):
        decode_head(codec._seal(text))


def test_occurrence_outside_the_table_is_refused(facts):
    wrong = codec._join(b"[[],[],[],[]]", write_columns([1], [1], [1], [1], [7]))

    with pytest.raises(CodecError, match="not in the table"):
        decode_occurrences(wrong)


def test_a_bomb_is_not_unpacked(facts, monkeypatch):
    monkeypatch.setattr(codec, "LIMIT", 1000)
    head = codec._seal(b"[" + b" " * 10_000 + b"]")

    with pytest.raises(CodecError, match="too large"):
        decode_head(head)


@pytest.mark.parametrize("change", [b"", b"x", None])
def test_unpack_refuses_what_was_cut_or_added(facts, change):
    data = pack(encode_facts(facts))
    wrong = data[:-1] if change is None else data[:10] + change + data[11:] + b"y"

    with pytest.raises(CodecError):
        unpack(wrong)


def test_the_layout_is_told_from_the_fields():
    before = describe(Place)

    assert "line:int" in before
    assert "kind:SymbolKind[namespace|" in before
    assert describe(Symbol) != before


def test_defaults_at_the_end_take_no_room():
    assert to_row(Markup, Markup(MarkupKind.BREAK)) == ["break"]
    assert from_row(Markup, ["break"]) == Markup(MarkupKind.BREAK)


@pytest.mark.parametrize(
    "row", [[], ["unknown"], ["break", 1], ["break", "", "", 3], [[]], None, "break"]
)
def test_a_row_with_wrong_values_is_refused(row):
    with pytest.raises(CodecError, match="Markup"):
        from_row(Markup, row)


def test_a_column_of_few_values_names_each_once():
    columns = to_table(Position, [Position(1, column) for column in range(9)])

    assert columns == [{"of": [1], "at": [0] * 9}, tuple(range(9))]


@pytest.mark.parametrize(
    "columns",
    [
        [],
        {},
        [[1]],
        [[1], [1], [1]],
        [[1], [1, 2]],
        [["1"], [1]],
        [[True], [1]],
        [{"of": [1], "at": [-1]}, [1]],
        [{"of": [1], "at": [1]}, [1]],
        [{"of": [1]}, [1]],
    ],
)
def test_columns_of_another_shape_are_refused(columns):
    with pytest.raises(CodecError, match="Position"):
        from_table(Position, columns)


def test_encoded_facts_name_their_parts(facts):
    assert EncodedFacts._fields == (
        *("path", "head", "symbols", "occurrences", "tokens", "notes"),
    )
    assert encode_facts(facts).path == facts.source.path
