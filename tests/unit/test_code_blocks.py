from __future__ import annotations

from sphinxext_kwindex.extension.code_blocks import link_names

OPEN = '<a href="#x">'


def test_links_go_around_whole_words():
    drawn = '<span></span><span class="n">ns</span><span class="o">::</span>f\n'
    assert link_names(drawn, "ns::f", {0: (2, OPEN), 4: (5, OPEN)}) == (
        f'<span></span><span class="n">{OPEN}ns</a></span>'
        f'<span class="o">::</span>{OPEN}f</a>\n'
    )


def test_entities_count_as_one_character():
    drawn = "a &lt; &amp;b"
    assert link_names(drawn, "a < &b", {5: (6, OPEN)}) == f"a &lt; &amp;{OPEN}b</a>"


def test_what_a_tag_cuts_is_left_alone():
    drawn = "<b>n</b>s"
    assert link_names(drawn, "ns", {0: (2, OPEN)}) == drawn


def test_other_text_is_left_alone():
    drawn = '<span class="linenos">1 </span>ns'
    assert link_names(drawn, "ns", {0: (2, OPEN)}) == drawn
