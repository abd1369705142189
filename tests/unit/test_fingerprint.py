"""What makes facts stale, and what does not."""

from __future__ import annotations

import pytest

from sphinxext_kwindex.update.fingerprint import (
    ContentDigests,
    Fingerprint,
    code_digest,
    combined_digest,
)

DIGESTS = {"a.cpp": "1", "a.h": "2", "b.h": "3", "unread.h": "4"}
LEADS = {"a.cpp": ["a.h"], "a.h": ["b.h"], "b.h": [], "unread.h": []}


def contents(digests=None, leads=None) -> ContentDigests:
    leads = leads or LEADS
    return ContentDigests(digests or DIGESTS, lambda path: leads.get(path, []))


def kept(**changes) -> Fingerprint:
    """Return a fingerprint as it comes back from the index."""
    read = ["a.cpp", "a.h", "b.h"]
    fingerprint = contents().fingerprint("flags", read, facts="f", **changes)
    parsed = Fingerprint.parse(str(fingerprint))
    assert parsed == fingerprint
    return parsed


def test_nothing_changed():
    assert contents().is_current(kept(), "flags")


@pytest.mark.parametrize("path", ["a.cpp", "a.h", "b.h"])
def test_contents_of_a_file_that_was_read(path):
    assert not contents({**DIGESTS, path: "9"}).is_current(kept(), "flags")


def test_contents_of_a_file_that_was_not_read():
    assert contents({**DIGESTS, "unread.h": "9"}).is_current(kept(), "flags")
    assert contents({**DIGESTS, "new.h": "9"}).is_current(kept(), "flags")


def test_a_file_that_was_read_is_gone():
    digests = {path: text for path, text in DIGESTS.items() if path != "b.h"}
    assert not contents(digests).is_current(kept(), "flags")


def test_an_include_line_leads_elsewhere():
    leads = {**LEADS, "a.h": ["b.h", "include/b.h"]}
    assert not contents(leads=leads).is_current(kept(), "flags")


def test_other_arguments():
    assert not contents().is_current(kept(), "other flags")


def test_a_failure_is_remembered():
    assert kept(failed=True).failed
    assert not kept().failed
    assert contents().is_current(kept(failed=True), "flags")


def test_facts_of_contents_that_were_not_planned_fit_nothing():
    assert not contents().is_current(kept().outdated(), "flags")


@pytest.mark.parametrize(
    "text", ["", "v0.a.b.c.d", "v1.a.b.c", "v1.a.b.c.d.e", "nonsense"]
)
def test_text_of_another_form(text):
    assert Fingerprint.parse(text) is None


def test_damaged_reads_are_stale():
    parts = str(kept()).split(".")
    parts[3] = "*" * 8
    damaged = Fingerprint.parse(".".join(parts))
    assert damaged is not None
    assert not contents().is_current(damaged, "flags")


def test_the_order_of_what_was_read_does_not_matter():
    one = contents().fingerprint("flags", ["a.h", "a.cpp"], facts="")
    other = contents().fingerprint("flags", ["a.cpp", "a.h", "a.h"], facts="")
    assert one == other


def test_a_combined_digest_keeps_texts_apart():
    assert combined_digest(["ab", "c"]) != combined_digest(["a", "bc"])
    assert combined_digest([]) != combined_digest([""])


def test_the_code_has_one_digest():
    assert code_digest() == code_digest()
    assert len(code_digest()) == 32
