"""Notes on the reading side: which are shown, counted, drawn; and rules of others."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import EntryPoint

import pytest

from sphinxext_kwindex.analysis import (
    FileOptions,
    Section,
    note_counts,
    notes_of,
    summarize_file,
)
from sphinxext_kwindex.cli.main import main
from sphinxext_kwindex.errors import KwindexError
from sphinxext_kwindex.model import Note, NoteCategory, encode_facts
from sphinxext_kwindex.notes import (
    OWN_RULES,
    Rule,
    code_of_text,
    find_notes,
    hidden_rules,
    lexer,
    registry,
    unknown_words,
)
from sphinxext_kwindex.render import Links, render_section
from sphinxext_kwindex.store import IndexReader, IndexWriter
from sphinxext_kwindex.update.fingerprint import code_digest
from tests.memory_reader import MemoryReader, known, make_file, make_symbol

SAFETY, PATTERN = NoteCategory.SAFETY, NoteCategory.PATTERN
SLEEP = Rule(
    id="acme-sleep",
    category=NoteCategory.PERFORMANCE,
    title="Sleep",
    find=lambda code: (code.hit(place) for place in code.places("sleep")),
    finds="A call of sleep.",
    syntax=True,
)


@pytest.fixture
def reader():
    symbol = make_symbol("counter", usr="c:@counter")
    notes = (
        Note(1, 1, 7, SAFETY, "mutable-global", "", "c:@counter"),
        Note(3, 2, 4, SAFETY, "goto", "<end>"),
        Note(3, 9, 4, PATTERN, "gone-rule", "what"),
        Note(5, 2, 4, SAFETY, "goto", "end"),
    )
    return MemoryReader(
        make_file("a/a.cpp", symbols=(symbol,), notes=notes),
        make_file("b.cpp", notes=notes[1:2]),
    )


@pytest.fixture
def added(monkeypatch):
    """Install rules for the time of a test: entry points by name and value."""

    def install(*points: tuple[str, str]) -> None:
        found = [EntryPoint(*point, registry.GROUP) for point in points]
        asked = {registry.GROUP: found}
        monkeypatch.setattr(
            registry, "entry_points", lambda *, group: asked.get(group, [])
        )
        forget()

    def forget() -> None:
        for cached in (registry.added_rules, registry._by_id, code_digest):
            cached.cache_clear()

    forget()
    yield install
    monkeypatch.undo()
    forget()


def test_notes_are_told_by_category_and_rule(reader):
    found = notes_of(reader, "a/a.cpp")

    assert [(one.category, one.rule, one.title) for one in found] == [
        (PATTERN, "gone-rule", "Gone rule"),
        (SAFETY, "goto", "goto"),
        (SAFETY, "mutable-global", "Global variable that can change"),
    ]
    assert [line.line for line in found[1].lines] == [3, 5]
    assert known(found[2].lines[0].subject).name == "counter"
    assert found[0].about == ""
    assert found[1].about.startswith("A goto. ")


def test_notes_are_counted_by_folder(reader):
    assert [(one.rule, one.notes, one.files) for one in note_counts(reader)] == [
        ("gone-rule", 1, 1),
        ("goto", 3, 2),
        ("mutable-global", 1, 1),
    ]
    counts = note_counts(reader, "a", hidden={"gone-rule"})
    assert [(one.rule, one.notes) for one in counts] == [
        ("goto", 2),
        ("mutable-global", 1),
    ]
    assert note_counts(reader, "b") == ()


def test_sections_show_notes_that_are_not_hidden(reader):
    summary = known(summarize_file(reader, "a/a.cpp"))
    assert summary.has(Section.PATTERNS)
    assert summary.has(Section.SAFETY)
    assert not summary.has(Section.PERFORMANCE)
    options = FileOptions(hidden_rules=("gone-rule", "goto"))
    summary = known(summarize_file(reader, "a/a.cpp", options=options))
    assert not summary.has(Section.PATTERNS)
    assert [one.rule for one in summary.notes_in(Section.SAFETY)] == ["mutable-global"]
    options = FileOptions(sections=(Section.FACTS,))
    assert known(summarize_file(reader, "a/a.cpp", options=options)).notes == ()


def test_html_links_lines_and_subjects_and_escapes_what_was_found(reader):
    summary = known(summarize_file(reader, "a/a.cpp"))
    links = Links(
        symbol=lambda usr: f"#{usr[3:]}", path=lambda path, line: f"{path}#L{line}"
    )

    html = render_section(summary, Section.SAFETY, links)

    assert "<dt>goto <code>goto</code></dt>" in html
    assert '<a href="a/a.cpp#L3">Line 3</a>: <span>&lt;end&gt;</span>' in html
    assert '<a href="#counter"><code>counter</code></a>' in html
    assert "gone-rule" not in html
    assert "Gone rule" in render_section(summary, Section.PATTERNS, links)
    assert render_section(summary, Section.PERFORMANCE, links) == ""


def test_words_choose_rules():
    ids = {rule.id for rule in OWN_RULES}
    of = {rule.id: rule.category for rule in OWN_RULES}

    assert hidden_rules(()) == set()
    assert hidden_rules(("-goto",)) == {"goto"}
    assert hidden_rules(("-safety", "goto")) == {
        name for name in ids if of[name] is SAFETY and name != "goto"
    }
    assert hidden_rules(("goto", "crtp", "-crtp")) == ids - {"goto"}
    assert unknown_words(("-goto", "pattern", "-got", "xyzzy")) == {
        "-got": ("goto",),
        "xyzzy": (),
    }


def test_rules_of_other_packages_are_asked_and_are_in_the_fingerprint(added):
    before = code_digest()
    added(("sleep", f"{__name__}:SLEEP"))

    found = find_notes(code_of_text("void f() { sleep(1); }\n"))

    assert [(one.line, one.rule) for one in found.notes] == [(1, "acme-sleep")]
    assert code_digest() != before
    assert "acme-sleep" in hidden_rules(("-performance",))


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ([("one", f"{__name__}:SAFETY")], "is no Rule"),
        ([("a", f"{__name__}:SLEEP"), ("b", f"{__name__}:SLEEP")], "two rules"),
    ],
)
def test_what_is_no_rule_of_its_own_is_refused(added, points, said):
    added(*points)
    with pytest.raises(KwindexError, match=said):
        registry.added_rules()


def test_a_rule_that_fails_costs_its_notes_alone():
    def fails(code):
        yield code.hit(0)
        raise ValueError(code.path)

    broken = Rule(
        id="broken", category=SAFETY, title="", find=fails, finds="", syntax=True
    )
    code = code_of_text("goto end;\n")
    goto = next(rule for rule in OWN_RULES if rule.id == "goto")

    notes, faults = find_notes(code, (broken, goto))

    assert [one.rule for one in notes] == ["goto"]
    assert faults == ("the rule 'broken' failed: ValueError: a.cpp",)


def test_a_rule_is_not_asked_about_a_text_without_its_words():
    asked = []

    def find(code):
        asked.append(code.path)
        return ()

    rule = replace(SLEEP, find=find, words=("aa", "bb"))
    for path, text in {"a": "int a;", "b": "int b; // bb", "c": "int aab;"}.items():
        find_notes(code_of_text(text, path=path), (rule,))
    assert asked == ["b", "c"]


def test_a_text_is_split_only_if_a_rule_reads_its_tokens(monkeypatch):
    split = []
    whole = lexer._split

    def noted(table):
        split.append(table.data)
        whole(table)

    monkeypatch.setattr(lexer, "_split", noted)
    for text in ("int a;", "goto b;"):
        find_notes(code_of_text(text))
    assert split == [b"goto b;"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{{{((([[[",
        "}}})))]]]",
        "for while do goto new delete",
        "for (",
        "goto",
        "reinterpret_cast<",
        "std::endl",
        "#define A(x) x(1) x(2) x(3)\n#define B(",
        "a.size(",
        "thread_local",
        'R"(',
        "'",
    ],
)
def test_torn_texts_break_no_rule(text):
    assert find_notes(code_of_text(text)).faults == ()


def test_notes_are_printed(tmp_path, capsys):
    path = tmp_path / "i.sqlite3"
    notes = (Note(3, 2, 4, SAFETY, "goto", "end"),)
    with IndexWriter(path) as writer:
        writer.replace(encode_facts(make_file("a/b.cpp", notes=notes)), "")
        writer.replace(encode_facts(make_file("c.cpp")), "")
    with IndexReader(path) as reader:
        assert list(reader.all_notes()) == [("a/b.cpp", notes)]
        assert reader.notes_in("c.cpp") == ()

    assert main(["notes", str(path)]) == 0
    assert main(["notes", str(path), "b.cpp"]) == 0
    assert main(["notes", str(path), "a", "--rules=-goto"]) == 0
    assert main(["notes", str(path), "nowhere"]) == 1
    assert main(["notes", str(path), "--rules=got"]) == 2

    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "Notes\tsafety\tgoto\tgoto\t1\t1",
        "goto (goto)\t3\tend\t",
    ]
    assert "'nowhere' is not in the index" in err
    assert "'got' is no rule and no category; near it: 'goto'" in err
