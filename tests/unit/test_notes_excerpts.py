"""Rules that stay near their words, asked about parts of a text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sphinxext_kwindex.model import Language
from sphinxext_kwindex.notes import (
    OWN_RULES,
    Code,
    all_rules,
    code_of_text,
    find_notes,
    lexer,
)

FAR = "int far;\n" * 9


def wholly(text):
    """Return what is found in a text if all of it is split."""
    code = Code(
        path="a.cpp", language=Language.CXX, table=lexer.tokens_of(text.encode())
    )
    return find_notes(code)


@pytest.fixture
def split(monkeypatch):
    stretches = []
    really = lexer._split

    def noted(table):
        stretches.append(table.stretch)
        really(table)

    monkeypatch.setattr(lexer, "_split", noted)
    return stretches


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("  goto end;\n", [(10, 3, "end")]),
        ("a = const_cast<A\n*>(b);\n", [(10, 5, "to A *")]),
        ("f(reinterpret_cast<A<B> >(b), c);\n", [(10, 3, "to A<B>")]),
        ("f(reinterpret_cast<A<B>>(b), c);\n", [(10, 3, "to A<B>")]),
        ("f(reinterpret_cast<A<B<C *>>>(b));\n", [(10, 3, "to A<B<C *>>")]),
        (f"const_cast<{'a' * 60}>(b);\n", [(10, 1, f"to {'a' * 60}")]),
        (f"const_cast<{'a' * 61}>(b);\n", [(10, 1, f"to {'a' * 59}…")]),
        ("x << 'ü' << \"ü\" << std::endl;\n", [(10, 22, "")]),
        ("int ü; /*\n */ goto x;\n", [(11, 5, "x")]),
        ("#define X \\\n goto x;\n#if goto\ngoto y;\n", [(13, 1, "y")]),
        ("// \\\ngoto x;\n/* goto x; */ 'goto' \"goto\";\n", []),
        ('R"(" goto x; )" + u + R"a()" goto )a"; goto y; z; R"(\n)";', [(10, 40, "y")]),
        ("goto a; goto b;\n\n goto c;\n", [(10, 1, "a"), (10, 9, "b"), (12, 2, "c")]),
    ],
)
def test_parts_give_what_the_whole_does(split, text, found):
    whole = FAR + text + FAR
    notes = find_notes(code_of_text(whole)).notes
    assert [(one.line, one.column, one.text) for one in notes] == found
    assert sum(end - begin for begin, end in split) < len(text) + len(FAR)
    assert notes == wholly(whole).notes


@pytest.mark.parametrize(
    "text",
    [
        "goto",  # nothing behind it
        "std\n::\nendl;\n",  # begins above the line
        "thread_local A<" + "int,\n" * 9 + "int> b;\n",
        "int a = 1'000; goto x;\n",
        "a = 1e+'2' + 3'R\"(';\ngoto x; // )\"\ngoto y;\n",
        'A = PRR"("; goto x; b = \')"\';\n',
        "goto // \\\n\\\n\\\n\\\n\\\n\n x;\n",
        "goto" + "\n" * 9 + "x;",
    ],
)
def test_the_whole_is_asked_where_a_part_may_not_do(split, text):
    whole = FAR * 9 + text + FAR * 9 * ("\n" in text)
    notes = find_notes(code_of_text(whole)).notes
    assert (0, len(whole.encode())) in split
    assert notes
    assert notes == wholly(whole).notes


def test_a_text_of_which_parts_are_most_is_split_once(split):
    text = "goto a;\n" * 40
    assert len(find_notes(code_of_text(text)).notes) == 40
    assert split == [(0, len(text))]


def test_a_part_of_a_long_line_is_not_all_of_it(split):
    text = "goto a; /**/" + " b" * 9000
    assert len(find_notes(code_of_text(text)).notes) == 1
    assert all(end - begin <= 2000 for begin, end in split)


def test_a_rule_that_is_not_near_its_words_is_given_the_whole():
    asked = []

    def find(code):
        asked.append(len(code))
        return ()

    goto = next(rule for rule in OWN_RULES if rule.id == "goto")
    code = code_of_text(f"goto a;\n{FAR}")
    find_notes(
        code, (goto, replace(goto, find=find), replace(goto, find=find, near=False))
    )
    assert asked == [12, 30]


def test_rules_that_are_near_name_their_words():
    near = [rule for rule in all_rules() if rule.near]
    assert near
    assert all(word.isidentifier() for rule in near for word in rule.words)
    assert all(rule.words for rule in near)
