"""HTML of folders and keyword indices."""

from __future__ import annotations

import pytest

from sphinxext_kwindex.analysis import (
    BuildTarget,
    FileRow,
    FolderHelp,
    FolderKeywords,
    FolderRow,
    FolderSection,
    FolderSummary,
    FolderSums,
    KeyFile,
    KeySymbol,
    KeywordEntry,
    KeywordHeading,
    KeywordIndex,
    KeywordOrder,
    KeywordPage,
    OtherFile,
    SymbolRef,
)
from sphinxext_kwindex.analysis.folder_answers import (
    LanguageCount,
    LevelCount,
    Owners,
    Role,
    SymbolCount,
)
from sphinxext_kwindex.model import (
    SYMBOL_KINDS,
    CoverageLevel,
    Include,
    Language,
    Origin,
    SymbolKind,
)
from sphinxext_kwindex.render import (
    NO_LINKS,
    Links,
    folder_section_title,
    keyword_page_title,
    render_folder_section,
    render_keyword_page,
    render_letters,
)
from tests.memory_reader import MemoryReader, known, make_file, make_symbol
from tests.unit.test_render_html import HOSTILE, check, words

K = SymbolKind
LINKS = Links(
    symbol=lambda usr: f"s.html#{usr}",
    path=lambda path, line: f"{path}.html" + (f"#L{line}" if line else ""),
    folder=lambda path: f"{path}/index.html",
    keywords=lambda *asked: f"k-{asked[2]}-{asked[3]}.html",
    header=lambda spelled: "https://example.org/" if "vector" in spelled else None,
)
SUMS = FolderSums(
    files=3,
    lines=1200,
    code=1000,
    comment=150,
    blank=50,
    bytes=40000,
    declared=8,
    documented=6,
    languages=(LanguageCount(Language.CXX, 2, 1100), LanguageCount(Language.C, 1, 100)),
    levels=(LevelCount(CoverageLevel.FULL, 2), LevelCount(CoverageLevel.PARTIAL, 1)),
    kinds=(SymbolCount(K.CLASS, 1), SymbolCount(K.FUNCTION, 12)),
)


def summary(text: str = "Words.", path: str = "src") -> FolderSummary:
    """Return a summary in which everything has something to say."""
    file = f"{path}/a.h"
    ref = SymbolRef("c:S", text, K.CLASS)
    return FolderSummary(
        path=path,
        own=SUMS,
        subtree=SUMS,
        role=Role(text, f"{path}/README.md"),
        subfolders=(FolderRow(f"{path}/sub", "sub", 2, 1100, 5, text),),
        files=(
            FileRow(
                file, "a.h", Language.CXX, text, 13, 1000, 8, 6, CoverageLevel.FULL, 2
            ),
            FileRow(
                f"{path}/b.c", "b.c", Language.C, "", 1, 9, 0, 0, CoverageLevel.TEXT, 0
            ),
        ),
        key_files=(KeyFile(file, 2, 1, text), KeyFile(f"{path}/sub/c.h", 0, 3, "")),
        key_symbols=(KeySymbol(ref, file, 4, text),),
        help=FolderHelp(
            readme=f"{path}/README.md",
            targets=(BuildTarget(text, "library", f"{path}/CMakeLists.txt", 7),),
            owners=Owners((text,), "CODEOWNERS", 2),
            tests="tests",
        ),
        others=(OtherFile(f"{path}/d.py", text, 30, 2048, text),),
        letters=(("#", 1), ("A", 1200)),
    )


def rendered(section: FolderSection, links: Links = LINKS) -> str:
    return render_folder_section(summary(), section, links)


def test_facts():
    assert rendered(FolderSection.FACTS) == (
        '<ul class="kwindex-facts"><li>3 files</li> <li>1,200 lines (1,000 code,'
        " 150 comment, 50 blank)</li> <li>13 symbols</li> "
        '<li><span class="kwindex-badge kwindex-coverage-full">2 fully read</span>'
        "</li> "
        '<li><span class="kwindex-badge kwindex-coverage-partial">1 partly read</span>'
        "</li> </ul>"
    )


def test_role_names_its_source():
    assert rendered(FolderSection.ROLE) == (
        '<p>Words. <small>(<a href="src/README.md.html">README.md</a>)</small></p> '
    )


def test_overview():
    text = words(rendered(FolderSection.OVERVIEW))
    assert "C++ (2 files, 1,100 lines), C (1 file, 100 lines)" in text
    assert "1 class, 12 functions" in text
    assert "6 of 8 public declarations (75 %)" in text
    assert text.endswith("Here 3 files, 1,200 lines")


def test_working():
    assert rendered(FolderSection.WORKING) == (
        '<dl class="kwindex-fields"><dt>Read</dt> <dd><a href="src/README.md.html">'
        "src/README.md</a></dd> <dt>Built as</dt> <dd><code>Words.</code> <small>"
        '<a href="src/CMakeLists.txt.html#L7">library, line 7</a></small> in'
        ' <a href="src/CMakeLists.txt.html">src/CMakeLists.txt</a></dd> '
        "<dt>Owners</dt> <dd>Words. <small>("
        '<a href="CODEOWNERS.html#L2">CODEOWNERS:2</a>)</small></dd> '
        '<dt>Tests</dt> <dd><a href="tests/index.html">tests/</a></dd> </dl>'
    )


def test_subfolders():
    assert rendered(FolderSection.FOLDERS) == (
        '<table class="kwindex-table kwindex-folder"><thead><tr>'
        '<th scope="col">Folder</th> <th scope="col">Role</th> '
        '<th scope="col" class="kwindex-short">Files</th> '
        '<th scope="col" class="kwindex-short">Lines</th> '
        '<th scope="col" class="kwindex-short">Symbols</th> </tr></thead><tbody><tr>'
        '<th scope="row"><a href="src/sub/index.html">sub/</a></th> <td>Words.</td> '
        '<td data-label="Files">2</td> <td data-label="Lines">1,100</td> '
        '<td data-label="Symbols">5</td> </tr></tbody></table>'
    )


def test_files():
    page = rendered(FolderSection.FILES)
    assert (
        '<tr><th scope="row"><a href="src/a.h.html">a.h</a></th> <td>Words.</td> '
        '<td data-label="Symbols">13</td> <td data-label="Lines">1,000</td> '
        '<td data-label="Included by">2</td> <td data-label="Documented">6 of 8</td> '
        '<td data-label="Coverage"><span class="kwindex-badge kwindex-coverage-full">'
        "fully read</span></td> </tr>"
    ) in page
    # Nothing is included, nothing declared: nothing is said, not "0".
    assert (
        '<td data-label="Included by"></td> <td data-label="Documented"></td>' in page
    )


def test_columns_stand_where_they_say_something():
    row = FileRow("b.c", "b.c", Language.C, "", 1, 9, 0, 0, CoverageLevel.FULL, 0)
    found = FolderSummary("", SUMS, SUMS, files=(row,))
    text = words(render_folder_section(found, FolderSection.FILES, NO_LINKS))
    assert text == "File Symbols Lines b.c 1 9"


def test_key_files_say_why():
    text = words(rendered(FolderSection.KEY_FILES))
    assert "a.h Words. included by 2 files, used by 1 file" in text
    assert "sub/c.h used by 3 files" in text


def test_key_symbols():
    assert (
        '<th scope="row"><a href="s.html#c:S"><code>Words.</code></a>'
        " <small>class</small></th> <td>Words.</td> "
        '<td data-label="Used by">4 files</td>'
    ) in rendered(FolderSection.KEY_SYMBOLS)


def test_other_files():
    assert "d.py Words. Words. 30 2.0 KiB" in words(rendered(FolderSection.OTHERS))


def test_letters():
    assert rendered(FolderSection.KEYWORDS) == (
        '<ul class="kwindex-letters"><li><a href="k-#-1.html">#</a> <small>1</small>'
        '</li> <li><a href="k-A-1.html">A</a> <small>1,200</small></li> </ul>'
    )
    assert render_letters("", KeywordOrder.KIND, (("include", None),), NO_LINKS) == (
        '<ul class="kwindex-letters"><li>Includes</li> </ul>'
    )


def test_every_section_has_a_title_and_may_be_empty():
    titles = {folder_section_title(section) for section in FolderSection}
    assert len(titles) == len(FolderSection)
    empty = FolderSummary("", FolderSums(), FolderSums())
    for section in FolderSection:
        body = render_folder_section(empty, section, NO_LINKS)
        assert bool(body) == (section is FolderSection.FACTS)


def index() -> FolderKeywords:
    symbols = (
        make_symbol("n", K.NAMESPACE, usr="c:n"),
        make_symbol("n::Big", K.CLASS, usr="c:Big", line=3),
        make_symbol("n::f", usr="c:f1", line=5),
        make_symbol("n::f", usr="c:f2", line=6),
    )
    includes = (
        Include(1, "<vector>", Origin.SYSTEM),
        Include(2, '"b.h"', Origin.PROJECT, "b.h"),
    )
    files = [
        make_file("a.h", symbols=symbols, includes=includes),
        make_file("c.h", includes=(Include(1, "<vector>", Origin.SYSTEM),)),
    ]
    return FolderKeywords.of(KeywordIndex.of(MemoryReader(*files)), "")


def page_of(key: str, links: Links = LINKS) -> str:
    return render_keyword_page(known(index().page(KeywordOrder.LETTER, key, 1)), links)


def test_entries_lead_to_their_symbols():
    assert page_of("F") == (
        '<ul class="kwindex-keys"><li><a href="s.html#c:f1"><code>f</code></a>'
        " <small>2 functions in n</small></li> </ul>"
    )


def test_entries_that_no_page_shows_say_their_place():
    assert page_of("F", NO_LINKS) == (
        '<ul class="kwindex-keys"><li><code>f</code>'
        " <small>2 functions in n, a.h</small></li> </ul>"
    )


def test_headers_lead_to_who_includes_them():
    assert page_of("B") == (
        '<ul class="kwindex-keys"><li><a href="b.h.html"><code>&quot;b.h&quot;</code>'
        "</a> <small>included by 1 file</small></li> "
        '<li><a href="s.html#c:Big"><code>Big</code></a> <small>class in n</small>'
        "</li> </ul>"
    )
    assert page_of("V") == (
        '<ul class="kwindex-keys"><li><a href="https://example.org/"><code>'
        "&lt;vector&gt;</code></a> <details><summary>included by 2 files</summary> "
        '<a href="a.h.html">a.h</a>, <a href="c.h.html">c.h</a></details> </li> </ul>'
    )


def test_a_page_leads_to_its_neighbours():
    heading = KeywordHeading("S", 3, ("Sa\u2013Sm", "So"))
    page = KeywordPage("", KeywordOrder.LETTER, heading, 2, ())
    assert render_keyword_page(page, LINKS).startswith(
        '<ul class="kwindex-letters"><li><a href="k-S-1.html">Sa\u2013Sm</a></li> '
        "<li><strong>So</strong></li> </ul>"
    )
    assert keyword_page_title(page) == "So"


def test_titles_by_kind_and_by_namespace():
    found = index()
    titles = [
        keyword_page_title(page)
        for order in (KeywordOrder.KIND, KeywordOrder.NAMESPACE)
        for page in found.listing(order).pages
    ]
    assert titles == [
        "Namespaces",
        "Classes",
        "Functions",
        "Includes",
        "Outside of any namespace",
        "n",
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_the_sources_is_markup(text):
    found = summary(text, f"a/{text}".replace("/", "_"))
    for section in FolderSection:
        check(render_folder_section(found, section, LINKS))
    entries = [
        KeywordEntry(kind.value, text, text, text, text) for kind in SYMBOL_KINDS
    ]
    header = KeywordEntry("include", text, text, "", text, spelled=text)
    entries += [header._replace(files=(text,) * 13, more=2)]
    heading = KeywordHeading(text, 9, (text, text))
    page = KeywordPage(text, KeywordOrder.NAMESPACE, heading, 1, tuple(entries))
    check(render_keyword_page(page, LINKS))
    check(render_letters(text, KeywordOrder.NAMESPACE, ((text, 1),), LINKS))
