from __future__ import annotations

from sphinxext_kwindex.extension.inputs import (
    RecordingReader,
    holds_any,
    join_inputs,
    name_input,
    pack_inputs,
    path_input,
)
from tests.memory_reader import MemoryReader, make_file, make_occurrence, make_symbol


def test_packed_inputs():
    packed = pack_inputs([path_input("b.h"), path_input("a.h"), path_input("b.h")])
    assert len(packed) == 8
    assert holds_any(packed, {path_input("a.h")})
    assert not holds_any(packed, {path_input("c.h"), name_input("a.h")})
    assert join_inputs(packed, packed) == packed
    assert holds_any(join_inputs(packed, pack_inputs([1])), {1})


def test_a_name_is_its_last_component():
    assert name_input("a::b::f(int)") == name_input("f") != name_input("b")
    assert name_input("f") != path_input("f")


def test_what_is_asked_is_noted():
    reader = MemoryReader(
        make_file("a.h", symbols=(make_symbol("f"),)),
        make_file("b.cpp", occurrences=(make_occurrence("c:@function@f", 2),)),
        make_file("c.cpp"),
    )
    recorder = RecordingReader(reader)
    assert recorder.inputs == set()
    recorder.file("a.h")
    assert recorder.inputs == {path_input("a.h")}
    usr = reader.symbols_in("a.h")[0].usr
    recorder.mentions(usr)
    assert recorder.inputs == {path_input("a.h"), path_input("b.cpp")}
    recorder.find("ns::g")
    assert name_input("g") in recorder.inputs
    assert path_input("c.cpp") not in recorder.inputs
