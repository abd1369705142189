"""Each rule against small sources: hits are marked, all other lines are near misses.

``// => rule, rule`` stands at the end of each line on which rules have to find
something; on no other line may any rule find anything.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sphinxext_kwindex.indexer import Unit, index_unit, load_libclang
from sphinxext_kwindex.model import FileFacts, Language, NoteCategory
from sphinxext_kwindex.notes import OWN_RULES
from sphinxext_kwindex.scan import MacroTable
from sphinxext_kwindex.syntax import syntax_facts

CASES = Path(__file__).parents[1] / "golden" / "notes"
NAMES = ("patterns.cpp", "performance.cpp", "safety.cpp", "plain.c", "heavy.h")
MARK = re.compile(r"// => (.*)")
LONG = {"template-heavy-header"}
"""Rules with a test of their own: their cases are long."""


def parse(root: Path, name: str) -> FileFacts:
    language = Language.C if name.endswith(".c") else Language.CXX
    standard = "-std=c17" if language is Language.C else "-std=c++20"
    kind = "-xc" if language is Language.C else "-xc++"
    libclang = load_libclang()
    arguments = (kind, standard, "-nostdinc", "-nostdinc++")
    unit = Unit(name, language, arguments, (name,))
    project = frozenset({name, "std.h"})
    (facts,) = index_unit(unit, root=root, libclang=libclang, project=project)
    return facts


def marked(name: str) -> set[tuple[int, str]]:
    lines = (CASES / name).read_text("utf-8").splitlines()
    return {
        (number, rule)
        for number, line in enumerate(lines, 1)
        if (mark := MARK.search(line))
        for rule in mark[1].split(", ")
    }


def found(facts: FileFacts) -> set[tuple[int, str]]:
    return {(note.line, note.rule) for note in facts.notes}


@pytest.mark.parametrize("name", NAMES)
def test_rules_find_what_is_marked_and_nothing_else(name):
    facts = parse(CASES, name)
    assert not [one.text for one in facts.diagnostics if one.severity == "note"]
    assert found(facts) == marked(name)


def test_each_rule_has_a_case():
    cases = {rule for name in NAMES for _, rule in marked(name)}
    assert cases | LONG == {rule.id for rule in OWN_RULES}


@pytest.mark.parametrize("name", NAMES)
def test_of_a_text_alone_only_sure_rules_are_asked(name):
    language = Language.C if name.endswith(".c") else Language.CXX
    data = (CASES / name).read_bytes()
    facts = syntax_facts(name, data, language=language, macros=MacroTable())
    sure = {rule.id for rule in OWN_RULES if rule.syntax}
    expected = {(line, rule) for line, rule in marked(name) if rule in sure}
    if name == "heavy.h":
        expected.add((5, "heavy-include"))  # both branches of an #if count
    assert found(facts) == expected


def test_a_header_of_templates_is_told(tmp_path):
    body = "\n".join("  int f();" for _ in range(30))
    classes = [f"template <class T> struct S{n} {{\n{body}\n}};\n" for n in range(10)]
    (tmp_path / "many.h").write_text("".join(classes))
    (tmp_path / "few.h").write_text("".join(classes[:9]))
    assert found(parse(tmp_path, "many.h")) == {(1, "template-heavy-header")}
    assert found(parse(tmp_path, "few.h")) == set()


def test_notes_tell_subject_and_place():
    notes = {(one.line, one.rule): one for one in parse(CASES, "safety.cpp").notes}
    lines = (CASES / "safety.cpp").read_text("utf-8").splitlines()
    for (line, _), note in notes.items():
        text = lines[line - 1].encode()
        assert 0 < note.column <= len(text)
        assert note.column - 1 + note.length <= len(text)
    number = next(n for n, line in enumerate(lines, 1) if "delete old" in line)
    note = notes[number, "raw-delete"]
    assert (note.category, note.text) == (NoteCategory.SAFETY, "delete old")
    number = next(n for n, line in enumerate(lines, 1) if "int counter" in line)
    assert notes[number, "mutable-global"].usr == "c:@counter"


@pytest.mark.parametrize("name", NAMES)
def test_no_rule_fails_on_a_torn_file(name, tmp_path):
    shutil.copy(CASES / "std.h", tmp_path)
    text = (CASES / name).read_text("utf-8")
    for part in range(1, 8):
        cut = len(text) * part // 8
        torn = (text[:cut], text[cut:], text[:cut] + "}" + text[cut + 9 :])
        (tmp_path / name).write_text(torn[part % 3])
        found = [one.text for one in parse(tmp_path, name).diagnostics]
        assert not [one for one in found if one.startswith("the rule ")]
