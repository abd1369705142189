from __future__ import annotations

import dataclasses

import pytest

from sphinxext_kwindex.model import (
    CodecError,
    LookupKind,
    Occurrence,
    Place,
    Role,
    SymbolKind,
    encode_facts,
    lookup_key,
    lookups_of,
    pack_lookups,
    read_mention,
    read_place,
    read_relation,
    unpack_lookups,
    unpack_rows,
)
from tests.example_facts import example_facts, example_symbol

FACTS = example_facts()


def numbers(lookups, kind, text):
    key = lookup_key(kind, text)
    return [number for found, number in lookups.rows if found == key]


@pytest.fixture
def lookups():
    return lookups_of(encode_facts(FACTS))


def test_each_kind_is_found_by_its_text(lookups):
    (symbol,), (relation,) = FACTS.symbols, FACTS.relations

    assert numbers(lookups, LookupKind.PLACE, symbol.usr) == [0]
    assert numbers(lookups, LookupKind.NAME, "f") == [0]
    assert numbers(lookups, LookupKind.INCLUDE, "a/c.h") == [2]
    assert numbers(lookups, LookupKind.SOURCE, "c:@S@f") == [0]
    assert numbers(lookups, LookupKind.TARGET, "c:@S@A") == [0]
    assert numbers(lookups, LookupKind.NAME, "c:@S@A") == []
    assert unpack_rows(lookups.includes) == ["a/c.h"]
    assert read_relation(unpack_rows(lookups.relations), 0) == relation
    assert read_place(unpack_rows(lookups.places), 0) == Place.of(symbol)


def test_a_number_beyond_the_rows_is_nothing(lookups):
    assert read_place(unpack_rows(lookups.places), 1) is None
    assert read_relation(unpack_rows(lookups.relations), 1) is None
    assert unpack_rows(b"") == []


def test_mentions_sum_up_whatever_the_kinds():
    kinds = [SymbolKind.CLASS, SymbolKind.FUNCTION, SymbolKind.FUNCTION]
    roles = [Role.DEFINITION, Role.REFERENCE, Role.CALL]
    occurrences = tuple(
        Occurrence(line, 1, 1, role, kind, "c:@x")
        for line, (role, kind) in enumerate(zip(roles, kinds, strict=True), 1)
    )
    facts = dataclasses.replace(FACTS, occurrences=occurrences)

    (number,) = numbers(lookups_of(encode_facts(facts)), LookupKind.MENTION, "c:@x")

    role = Role.DEFINITION | Role.REFERENCE | Role.CALL
    assert read_mention(number) == (role, 3)
    assert read_mention(32 * 5 + 31)[1] == 5


def test_facts_at_hand_give_the_same():
    symbols = tuple(example_symbol("a/b.h", name) for name in ("f", "é", "\udc80", "f"))
    facts = dataclasses.replace(FACTS, symbols=symbols)
    encoded = encode_facts(facts)

    assert lookups_of(encoded, facts) == lookups_of(encoded)


def test_packing_keeps_everything(lookups):
    assert unpack_lookups(pack_lookups(lookups)) == lookups
    nothing = lookups._replace(rows=(), relations=b"")
    assert unpack_lookups(pack_lookups(nothing)) == nothing


@pytest.mark.parametrize(
    "change", [lambda data: data[:-1], lambda data: data + b"x", lambda data: data[:9]]
)
def test_lost_bytes_are_seen(lookups, change):
    with pytest.raises(CodecError, match="packed lookups"):
        unpack_lookups(change(pack_lookups(lookups)))


@pytest.mark.parametrize("data", [b"junk", b"x\x9c\xabV*.)\xca\xccKW\xb2R"])
def test_damaged_rows_are_seen(data):
    with pytest.raises(CodecError, match="lookup"):
        unpack_rows(data)


def test_junk_is_no_lookups():
    with pytest.raises(CodecError):
        lookups_of(encode_facts(FACTS)._replace(symbols=b"junk"))
