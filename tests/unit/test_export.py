"""The Markdown pages of an index: links, tables, hostile text, what is written."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from sphinxext_kwindex.cli.main import build_parser, main
from sphinxext_kwindex.errors import KwindexError
from sphinxext_kwindex.export import ExportSettings, Mention, export_pages, indexes
from sphinxext_kwindex.scan import EXPORT_SIGN
from sphinxext_kwindex.store import IndexReader
from sphinxext_kwindex.update import UpdateSettings, update_index
from tests.markdown_pages import Page, broken_page_links, read_pages
from tests.snapshot import check_snapshot

TESTS = Path(__file__).parents[1]
CODE = TESTS / "roots" / "test-kwindex" / "code"
GOLDEN = TESTS / "golden" / "export"


def index(root: Path) -> Path:
    """Return the index of a tree, made by syntax: the same with any libclang."""
    database = root.parent / "index.sqlite3"
    update_index(database, UpdateSettings(root, mode="syntax", jobs=1))
    return database


def export(root: Path, out: Path, **changes):
    with IndexReader(index(root)) as reader:
        return export_pages(reader, ExportSettings(out, root, **changes))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CODE, tmp_path / "code"))


def write(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def check(out: Path) -> dict[str, Page]:
    """Return the pages, if they are sound."""
    pages = read_pages(out)
    assert list(broken_page_links(out, pages)) == []
    assert {path: page.foreign for path, page in pages.items() if page.foreign} == {}
    return pages


def test_golden_tree(root, force_regen):
    write(root, "README.md", "# The code of `geo`\n\nWords.\n")
    write(root, "CMakeLists.txt", "add_library(geo src/circle.cpp)\n")
    out = root.parent / "out"
    report = export(root, out, name="Geometry")
    files = {
        file.relative_to(out).as_posix(): file.read_text("utf-8")
        for file in sorted(out.rglob("*"))
        if file.is_file() and file.name != EXPORT_SIGN
    }
    assert len(files) == report.files
    known = {
        file.relative_to(GOLDEN).as_posix()
        for file in GOLDEN.rglob("*")
        if file.is_file()
    }
    if not force_regen:
        assert set(files) - {"kwindex.jsonl"} == known
    for path, text in files.items():
        if path != "kwindex.jsonl":
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            check_snapshot(GOLDEN / path, text, force_regen=force_regen)


def test_every_link_leads_somewhere(root):
    out = root / "docs" / "code index"
    export(root, out)
    pages = check(out)
    page = pages["src/circle.cpp_docs.md"]
    # The output lies in the tree: the source is next to it.
    assert "../../../src/circle.cpp" in page.links
    assert "../../../src/circle.cpp#L10" in page.links
    assert sum(len(one.links) for one in pages.values()) > 200


def test_without_a_way_to_the_source_places_are_text(root):
    out = root.parent / "out"
    export(root, out)
    links = {link for page in check(out).values() for link in page.links}
    assert not any("#L" in link or link.endswith((".cpp", ".h")) for link in links)


def test_the_hosted_repository_stands_in_for_the_source(root):
    out = root.parent / "out"
    export(root, out, source_url="https://host/x/{path}#L{line}")
    links = check(out)["src/circle.cpp_docs.md"].links
    assert "https://host/x/src/circle.cpp" in links
    assert "https://host/x/src/circle.cpp#L10" in links


NAMES = ["a b(c)[d]#e%f.h", "x|y*_z_.h", "`tick`.h", "<i>.h", "-1. #.h", "ü.h"]
TEXT = """\
/// Brief with | a pipe, <script>alert(1)</script>, *star*, `tick`, [x](javascript:y).
///
/// - :smile: and & and \u202e hidden
///
/// ```
/// fence | in
/// ```
struct Odd {
  bool operator|(const Odd &other) const;
  bool operator||(const Odd &other) const;
};
#define PIPE(a) a || "`" `x`
template <class T> bool operator<(Odd, T);
"""


def test_hostile_names_and_comments_are_words(root):
    for name in NAMES:
        write(root, f"odd [1] | 'x'/{name}", TEXT)
    write(root, "L" * 240 + ".h", "struct Long {};\n")
    out = root.parent / "out"
    export(root, out)
    pages = check(out)
    for name in NAMES:
        page = pages[f"odd [1] | 'x'/{name}_kw.md"]
        assert "Brief with | a pipe, <script>alert(1)</script>" in page.text
        assert "[U+202E]" in page.text
        assert f"odd [1] | 'x'/{name}" in page.text
        assert len(set(page.rows)) <= 3
        assert not any(link.startswith("javascript") for link in page.links)
    for path, page in pages.items():
        assert 1 not in page.rows, path


def test_tables_have_whole_rows(root):
    write(root, "odd.h", TEXT)
    out = root.parent / "out"
    export(root, out)
    for file in sorted(out.rglob("*.md")):
        lines = file.read_text("utf-8").splitlines()
        tables = [line for line in lines if line.startswith("| ") and "```" not in line]
        for before, line in pairwise(tables):
            if line.startswith("| ---"):
                assert line.count("|") == before.count("|"), line
    assert check(out)


@pytest.mark.parametrize(
    "text", ["```\nint x;\n", "/* ````` ` ~~~ */\n", "int x;", "\n\n", "\r\nint x;\r\n"]
)
def test_listings_are_whole_whatever_is_in_them(root, text):
    (root / "odd.h").write_bytes(text.encode())
    out = root.parent / "out"
    export(root, out)
    (fence,) = check(out)["odd.h_docs.md"].fences
    assert fence[1] == text.replace("\r\n", "\n").removesuffix("\n") + "\n"


def test_long_listings_are_not_cut(root):
    write(root, "long.h", ";\n" * 20_000)
    out = root.parent / "out"
    export(root, out)
    (fence,) = read_pages(out)["long.h_docs.md"].fences
    assert fence[1].count("\n") == 20_000


def test_a_file_that_changed_since_has_no_listing(root):
    database = index(root)
    write(root, "src/other.cpp", "int other;\n")
    out = root.parent / "out"
    with IndexReader(database) as reader:
        export_pages(reader, ExportSettings(out, root))
    page = check(out)["src/other.cpp_docs.md"]
    assert page.fences == ()
    assert "not at hand" in page.text


def test_only_what_differs_is_written(root):
    out = root.parent / "out"
    first = export(root, out)
    assert (first.written, first.removed) == (first.files, 0)
    again = export(root, out)
    assert again == (first.files, 0, 0)
    write(root, "src/other.cpp", (root / "src/other.cpp").read_text() + "\n")
    third = export(root, out)
    assert 0 < third.written < first.files / 2


def test_stale_pages_go_and_others_stay(root):
    out = root.parent / "out"
    export(root, out)
    write(out, "own.md", "mine\n")
    write(out, "tests/circle_test.cpp_kw.md", "changed by hand\n")
    shutil.rmtree(root / "tests")
    report = export(root, out)
    assert report.removed == 4
    assert (out / "own.md").exists()
    left = {file.name for file in (out / "tests").iterdir()}
    assert left == {"circle_test.cpp_kw.md"}
    shutil.rmtree(root / "src")
    export(root, out)
    assert not (out / "src").exists()


def test_what_is_not_ours_is_not_written_over(root):
    out = root.parent / "out"
    write(out, "src/index.md", "mine\n")
    with pytest.raises(KwindexError, match="choose another folder"):
        export(root, out)
    assert (out / "src/index.md").read_text() == "mine\n"


def test_nothing_is_written_through_a_link(root):
    out = root.parent / "out"
    elsewhere = root.parent / "elsewhere"
    elsewhere.mkdir()
    export(root, out)
    shutil.rmtree(out / "src")
    (out / "src").symlink_to(elsewhere)
    with pytest.raises(KwindexError, match="is a link"):
        export(root, out)
    assert list(elsewhere.iterdir()) == []
    write(elsewhere, "circle.cpp_docs.md", "mine\n")
    with pytest.raises(KwindexError, match="choose another folder"):
        export(root, out)
    assert (elsewhere / "circle.cpp_docs.md").read_text() == "mine\n"


@pytest.mark.parametrize(
    "listed", ["[]", "{", '{"../victim": "x"}', '{"/etc/passwd": "x", "a\\u0000": "y"}']
)
def test_a_wrong_list_of_what_was_written_harms_nothing(root, listed):
    out = root.parent / "out"
    victim = root.parent / "victim"
    victim.write_text("mine\n")
    write(out, EXPORT_SIGN, listed)
    assert export(root, out).removed == 0
    assert victim.exists()


def test_the_output_is_not_indexed(root):
    out = root / "pages"
    first = export(root, out)
    # The second time the tree holds the pages.
    assert export(root, out) == (first.files, 0, 0)


def test_places_that_hold_the_sources_are_refused(root):
    for out in (root, root.parent):
        with pytest.raises(KwindexError, match="a folder of its own"):
            export(root, out)
    write(root.parent, "file", "")
    with pytest.raises(KwindexError, match="is not a folder"):
        export(root, root.parent / "file")


def test_long_indexes_have_pages_by_letter(root, monkeypatch):
    monkeypatch.setattr(indexes, "_ONE_PAGE", 10)
    monkeypatch.setattr(indexes, "_PART", 4)
    out = root.parent / "out"
    export(root, out)
    pages = check(out)
    assert {"keywords.md", "keywords-a.md", "keywords-c.md", "keywords-s.md"} <= set(
        pages
    )
    assert "src/sub.md" in pages
    names = [path for path in pages if path.startswith("keywords-")]
    rows = sum(len(pages[path].rows) - 1 for path in names)
    monkeypatch.undo()
    export(root, out)
    again = check(out)
    assert not any(path.startswith("keywords-") for path in again)
    letters = len({row for row in again["keywords.md"].text if row.isupper()})
    assert letters
    tables = again["keywords.md"].rows
    heads = (out / "keywords.md").read_text("utf-8").count("| Keyword |")
    assert len(tables) - heads == rows


def test_mentions_of_a_manual(root):
    def mentions(key: str) -> list[Mention]:
        if key == "geo::norm":
            return [Mention("Guide: Norms | *x*", "README.md"), Mention("Else", None)]
        return []

    write(root, "README.md", "# Words\n")
    out = root / "out"
    export(root, out, mentions=mentions)
    page = check(out)["src/circle.cpp_kw.md"]
    assert "geo::norm: Guide: Norms | *x*, Else" in page.text
    assert "../../README.md" in page.links
    other = check(out)["tests/circle_test.cpp_kw.md"]
    assert "No section of the manual mentions them." in other.text


def test_dump_and_digest(root):
    write(root, "README.md", "# About a|b\n")
    out = root.parent / "out"
    export(root, out, name="A & B")
    lines = (out / "kwindex.jsonl").read_text("utf-8").splitlines()
    assert json.loads(lines[0])["record"] == "header"
    digest = (out / "llms.txt").read_text("utf-8")
    assert digest.startswith("# A &amp; B\n\n> About a&#124;b 6 files")
    assert "- [include/geo](include/geo/doc.md): (2 files" in digest


def test_command(root, capsys):
    out = root.parent / "out"
    database = index(root)
    command = ["export", str(database), str(out), "--root", str(root)]
    assert main(command) == 0
    files = len([file for file in out.rglob("*") if file.is_file()]) - 1
    said = f"{files} files: {files} written, 0 unchanged, 0 removed\n"
    assert capsys.readouterr().out == said
    assert main([*command, "--quiet"]) == 0
    assert capsys.readouterr().out == ""
    assert main([*command[:-1], str(root / "none")]) == 2


@pytest.mark.parametrize("url", ["ftp://x/{path}", "https://x/", "https://x/{path}{y}"])
def test_command_refuses_addresses_that_lead_nowhere(url, capsys):
    with pytest.raises(SystemExit):
        build_parser().parse_args(["export", "a", "b", "--source-url", url])
    assert "no http or https address" in capsys.readouterr().err
