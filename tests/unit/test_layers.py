"""Layer rules, their exceptions, and the list of known violations."""

from __future__ import annotations

import pytest

from sphinxext_kwindex.analysis.layers import (
    NO_LAYERS,
    Layer,
    Violation,
    layer_rules,
    violations_of,
)
from sphinxext_kwindex.analysis.ratchet import compare_known, known_text, read_known
from tests.unit.test_include_figures import figures_of

SIMPLE = {"app": ["app/"], "lib": ["lib/"], "base": ["base/", "lib/base/"]}
TREE = {
    "app/main.cpp": "lib/vec.h base/log.h",
    "lib/vec.h": "base/log.h tools/x.h",
    "base/log.h": "lib/vec.h app/app.h",
    "app/app.h": "",
    "tools/x.h": "app/app.h",
}


def violations(setting: object) -> list[tuple[str, int, str]]:
    found = violations_of(figures_of(TREE).graph, layer_rules(setting))
    return [(one.path, one.line, one.target) for one in found]


def test_a_file_may_include_its_own_layer_and_those_below():
    assert violations(SIMPLE) == [
        ("base/log.h", 1, "lib/vec.h"),
        ("base/log.h", 2, "app/app.h"),
    ]


def test_a_list_of_layers_says_the_same_as_a_mapping():
    listed = [{"name": name, "patterns": found} for name, found in SIMPLE.items()]
    assert layer_rules(listed) == layer_rules(SIMPLE)
    assert layer_rules({"layers": listed}) == layer_rules({"layers": SIMPLE})


def test_the_first_layer_that_takes_a_file_has_it():
    rules = layer_rules(SIMPLE)
    assert rules.layer_of("lib/base/x.h") == 1
    assert rules.layer_of("tools/x.h") is None
    assert rules.layers[0] == Layer("app", ("app/",))


def test_strict_rules_allow_the_next_layer_alone():
    (skipped,) = violations_of(
        figures_of(
            {"app/main.cpp": "lib/vec.h base/log.h", "lib/vec.h": "", "base/log.h": ""}
        ).graph,
        layer_rules({"layers": SIMPLE, "strict": True}),
    )
    assert (skipped.target, skipped.skips) == ("base/log.h", True)
    assert (skipped.source_layer, skipped.target_layer) == ("app", "base")


def test_an_exception_allows_one_direction():
    setting = {"layers": SIMPLE, "allowed": ["base/log.h -> lib/"]}
    assert violations(setting) == [("base/log.h", 2, "app/app.h")]


@pytest.mark.parametrize(
    ("setting", "fault"),
    [
        ("app", "the layers are 'app', expected a mapping or a list"),
        ({"app": "src/"}, None),
        ({"app": []}, "layer 'app' is [], expected a list of patterns"),
        ({"app": ["!"]}, "layer 'app' has '!', expected a pattern"),
        ({"": ["a/"]}, "the name of a layer is '', expected a text"),
        ([{"app": ["a/"]}], "expected 'name' and 'patterns'"),
        (
            [{"name": "a", "patterns": ["x"]}, {"name": "a", "patterns": ["y"]}],
            "there are two layers 'a'",
        ),
        ({"layers": SIMPLE, "strikt": True}, "'strikt' is none of"),
        ({"layers": SIMPLE, "strict": "yes"}, "'strict' is 'yes'"),
        ({"layers": SIMPLE, "allowed": ["a b"]}, "'pattern -> pattern'"),
        ({"layers": SIMPLE, "allowed": "a -> b"}, "'allowed' is 'a -> b'"),
    ],
)
def test_a_wrong_setting_is_named(setting, fault):
    if fault is None:
        assert layer_rules(setting).layers == (Layer("app", ("src/",)),)
        return
    with pytest.raises(ValueError) as caught:  # noqa: PT011  (the text is checked)
        layer_rules(setting)
    assert fault in str(caught.value)


@pytest.mark.parametrize("setting", [None, {}, [], ()])
def test_no_layers_no_rules(setting):
    assert layer_rules(setting) is NO_LAYERS
    assert violations(setting) == []


def test_known_violations_are_not_new_and_those_that_are_gone_are_named():
    found = violations_of(figures_of(TREE).graph, layer_rules(SIMPLE))
    text = known_text(found)
    assert text.splitlines()[-2:] == [
        "base/log.h -> app/app.h",
        "base/log.h -> lib/vec.h",
    ]
    known = read_known(text + "\n# a comment\nold.h   ->  x.h\n")
    ratchet = compare_known(found, known)
    assert ratchet.new == ()
    assert ratchet.gone == ("old.h -> x.h",)
    assert compare_known(found, frozenset()).new == found


def test_a_path_with_a_line_end_stays_on_its_line():
    odd = Violation("a\nb.h", 1, "c.h", "x", "y")
    text = known_text([odd])
    assert text.endswith("\na b.h -> c.h\n")
    assert compare_known([odd], read_known(text)) == ((), ())
