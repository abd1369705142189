"""Make ``sphinxext_kwindex/analysis/cppreference.txt``: names, and where they are.

``python benchmarks/cppreference.py UNPACKED`` reads what Debian's package
``cppreference-doc-en-html`` holds for other tools (its Doxygen tag file and its Devhelp
lists, of the year 2017): the names of the standard libraries and the addresses of
their pages, no word of the pages. What C++20 and C++23 have added is listed below.

    apt-get download cppreference-doc-en-html && dpkg -x cppreference*.deb UNPACKED

The form of the file is described in `sphinxext_kwindex.analysis.cppreference`.
"""

from __future__ import annotations

import html
import re
import sys
import xml.etree.ElementTree as ET
from collections import defaultdict
from pathlib import Path

OUTPUT = (
    Path(__file__).parents[1] / "sphinxext_kwindex" / "analysis" / "cppreference.txt"
)
BOOKS = "usr/share/devhelp/books"
HEAD = """\
# Names of the standard libraries of C++ and C, and the paths of their pages on
# cppreference.com. Made by benchmarks/cppreference.py, which says from what.
"""
KEYWORD = re.compile(r'<keyword type="\w+" name="([^"]+)" link="en/([^"]+)\.html"/>')
# One name, two pages: which is meant more often.
CHOSEN = {"(utility)", "(<cctype>)", "(<algorithm>)", "(int)"}
C_HEADERS = """
assert:error complex:numeric/complex ctype:string/byte errno:error fenv:numeric/fenv
float:types/limits inttypes:types/integer iso646:language/operator_alternative
limits:types/limits locale:locale math:numeric/math setjmp:program signal:program
stdalign:types stdarg:variadic stdatomic:atomic stdbool:types/boolean stddef:types
stdint:types/integer stdio:io stdlib:program stdnoreturn:types string:string/byte
tgmath:numeric/tgmath threads:thread time:chrono uchar:string/multibyte
wchar:string/wide wctype:string/wide
"""
ADDED_HEADERS = """
barrier bit charconv compare concepts coroutine expected flat_map flat_set format
generator latch mdspan memory_resource numbers print ranges semaphore source_location
span spanstream stacktrace stdfloat stop_token syncstream version
"""
# Scope, directory, entries; as in the file, but for line ends.
ADDED = """
std cpp/concepts assignable_from common_reference_with common_with constructible_from
 convertible_to copy_constructible copyable default_initializable
 derived_from destructible equality_comparable
 equality_comparable_with:equality_comparable equivalence_relation floating_point
 integral invocable move_constructible movable
 predicate regular regular_invocable:invocable relation same_as semiregular
 signed_integral strict_weak_order swappable swappable_with:swappable totally_ordered
 totally_ordered_with:totally_ordered unsigned_integral
std cpp/utility/compare common_comparison_category compare_three_way_result
 partial_order partial_ordering strong_order strong_ordering three_way_comparable
 three_way_comparable_with:three_way_comparable weak_order weak_ordering
 is_eq:named_comparison_functions is_neq:named_comparison_functions
 is_lt:named_comparison_functions is_lteq:named_comparison_functions
 is_gt:named_comparison_functions is_gteq:named_comparison_functions
 compare_partial_order_fallback compare_strong_order_fallback
 compare_weak_order_fallback
std cpp/numeric bit_cast bit_ceil bit_floor bit_width byteswap countl_one countl_zero
 countr_one countr_zero has_single_bit lerp midpoint popcount rotl rotr
std cpp/types endian common_reference is_bounded_array is_constant_evaluated
 is_corresponding_member is_layout_compatible is_nothrow_convertible:is_convertible
 is_pointer_interconvertible_base_of is_pointer_interconvertible_with_class
 is_scoped_enum is_unbounded_array remove_cvref type_identity
 basic_common_reference:common_reference
std cpp filesystem chrono
std cpp/io ios:basic_ios wios:basic_ios
std cpp/utility/optional nullopt
std cpp/types invoke_result:result_of
std cpp/utility piecewise_construct tuple_element tuple_size
std cpp/utility forward_like in_range source_location to_underlying unreachable expected
 cmp_equal:intcmp cmp_not_equal:intcmp cmp_less:intcmp cmp_greater:intcmp
 cmp_less_equal:intcmp cmp_greater_equal:intcmp basic_stacktrace
 stacktrace:basic_stacktrace stacktrace_entry
std cpp/utility/expected bad_expected_access unexpect:unexpect_t unexpect_t unexpected
std cpp/utility/functional bind_back:bind_front bind_front compare_three_way identity
 invoke_r:invoke move_only_function
std cpp/utility/format basic_format_arg basic_format_args basic_format_context
 basic_format_parse_context basic_format_string format format_args:basic_format_args
 format_context:basic_format_context format_error
 format_parse_context:basic_format_parse_context format_string:basic_format_string
 format_to format_to_n formattable formatted_size formatter make_format_args
 make_wformat_args:make_format_args vformat vformat_to visit_format_arg
 wformat_args:basic_format_args wformat_context:basic_format_context
 wformat_string:basic_format_string
std cpp/io print println vprint_nonunicode vprint_unicode basic_osyncstream
 basic_syncbuf osyncstream:basic_osyncstream syncbuf:basic_syncbuf basic_spanbuf
 basic_spanstream spanbuf:basic_spanbuf spanstream:basic_spanstream
 basic_ispanstream basic_ospanstream ispanstream:basic_ispanstream
 ospanstream:basic_ospanstream
std cpp/container flat_map flat_multimap flat_multiset flat_set mdspan span
std cpp/container/mdspan default_accessor extents dextents:extents layout_left
 layout_right layout_stride
std cpp/container/span as_bytes as_writable_bytes:as_bytes dynamic_extent
std cpp/string/basic_string u8string:/cpp/string/basic_string
std cpp/string u8string_view:basic_string_view
std cpp/thread barrier counting_semaphore binary_semaphore:counting_semaphore jthread
 latch stop_callback stop_source stop_token
std cpp/thread/stop_source nostopstate:nostopstate_t nostopstate_t
std cpp/atomic atomic_ref memory_order memory_order_acq_rel:memory_order
 memory_order_acquire:memory_order memory_order_consume:memory_order
 memory_order_relaxed:memory_order memory_order_release:memory_order
 memory_order_seq_cst:memory_order
std cpp/coroutine coroutine_handle coroutine_traits generator noop_coroutine
 noop_coroutine_handle:noop_coroutine suspend_always suspend_never
std cpp/memory assume_aligned construct_at inout_ptr_t out_ptr_t to_address
std cpp/memory/shared_ptr allocate_shared_for_overwrite:allocate_shared
 make_shared_for_overwrite:make_shared
std cpp/memory/unique_ptr make_unique_for_overwrite:make_unique
std cpp/memory/inout_ptr_t inout_ptr
std cpp/memory/out_ptr_t out_ptr
std cpp/algorithm shift_left:shift shift_right:shift
std cpp/iterator bidirectional_iterator common_iterator contiguous_iterator
 counted_iterator default_sentinel:default_sentinel_t default_sentinel_t
 forward_iterator incrementable incrementable_traits indirectly_readable
 indirectly_writable indirectly_readable_traits input_iterator
 input_or_output_iterator move_sentinel output_iterator projected
 random_access_iterator sentinel_for sized_sentinel_for ssize:size
 unreachable_sentinel:unreachable_sentinel_t unreachable_sentinel_t
 weakly_incrementable iter_difference_t:iter_t iter_reference_t:iter_t
 iter_rvalue_reference_t:iter_t iter_value_t:iter_t
std::numbers cpp/numeric pi:constants e:constants phi:constants sqrt2:constants
 sqrt3:constants ln2:constants ln10:constants log2e:constants log10e:constants
 egamma:constants inv_pi:constants inv_sqrtpi:constants inv_sqrt3:constants
 pi_v:constants e_v:constants phi_v:constants sqrt2_v:constants sqrt3_v:constants
 ln2_v:constants ln10_v:constants
std::chrono cpp/chrono clock_cast day file_clock gps_clock hh_mm_ss leap_second local_t
 month month_day month_day_last month_weekday month_weekday_last parse tai_clock
 time_zone tzdb utc_clock weekday weekday_indexed weekday_last year year_month
 year_month_day year_month_day_last year_month_weekday year_month_weekday_last
 zoned_time
std::ranges cpp/ranges begin bidirectional_range borrowed_range cbegin cdata cend
 common_range contiguous_range crbegin crend dangling data empty end forward_range
 input_range output_range random_access_range range rbegin rend size sized_range ssize
 subrange to view view_interface viewable_range adjacent_transform_view adjacent_view
 as_const_view as_rvalue_view basic_istream_view cartesian_product_view chunk_by_view
 chunk_view common_view drop_view drop_while_view elements_view empty_view
 enumerate_view filter_view iota_view join_view join_with_view keys_view
 lazy_split_view owning_view ref_view repeat_view reverse_view single_view slide_view
 split_view stride_view take_view take_while_view transform_view values_view
 zip_transform_view zip_view iterator_t sentinel_t:iterator_t
 range_value_t:iterator_t range_reference_t:iterator_t range_difference_t:iterator_t
 range_size_t:iterator_t
std::views cpp/ranges adjacent:adjacent_view adjacent_transform:adjacent_transform_view
 all:all_view as_const:as_const_view as_rvalue:as_rvalue_view
 cartesian_product:cartesian_product_view chunk:chunk_view chunk_by:chunk_by_view
 common:common_view counted:view_counted drop:drop_view drop_while:drop_while_view
 elements:elements_view empty:empty_view enumerate:enumerate_view filter:filter_view
 iota:iota_view istream:basic_istream_view join:join_view join_with:join_with_view
 keys:keys_view lazy_split:lazy_split_view repeat:repeat_view reverse:reverse_view
 single:single_view slide:slide_view split:split_view stride:stride_view take:take_view
 take_while:take_while_view transform:transform_view values:values_view zip:zip_view
 zip_transform:zip_transform_view
std::ranges cpp/iterator/ranges advance distance next prev
std::ranges cpp/algorithm/ranges adjacent_find all_of:all_any_none_of
 any_of:all_any_none_of binary_search clamp contains contains_subrange:contains copy
 copy_backward copy_if:copy copy_n count count_if:count ends_with equal equal_range fill
 fill_n find find_end find_first_of find_if:find find_if_not:find find_last
 find_last_if:find_last find_last_if_not:find_last fold_left fold_left_first fold_right
 for_each for_each_n generate generate_n includes inplace_merge iota is_heap
 is_heap_until is_partitioned is_permutation is_sorted is_sorted_until
 lexicographical_compare lower_bound make_heap max max_element merge min min_element
 minmax minmax_element mismatch move move_backward next_permutation
 none_of:all_any_none_of nth_element partial_sort partial_sort_copy partition
 partition_copy partition_point pop_heap prev_permutation push_heap remove
 remove_copy remove_copy_if:remove_copy remove_if:remove replace replace_copy
 replace_copy_if:replace_copy replace_if:replace reverse reverse_copy rotate
 rotate_copy sample search search_n set_difference set_intersection
 set_symmetric_difference set_union shift_left:shift shift_right:shift shuffle sort
 sort_heap stable_partition stable_sort starts_with swap_ranges transform unique
 unique_copy upper_bound
. cpp/container/map contains
. cpp/container/multimap contains
. cpp/container/set contains
. cpp/container/multiset contains
. cpp/container/unordered_map contains
. cpp/container/unordered_multimap contains
. cpp/container/unordered_set contains
. cpp/container/unordered_multiset contains
. cpp/container/span back begin data empty end first front last operator=
 operator[]:operator_at rbegin rend size size_bytes subspan
. cpp/string/basic_string contains ends_with resize_and_overwrite starts_with
. cpp/string/basic_string_view contains ends_with starts_with
. cpp/utility/optional and_then or_else transform
. cpp/utility/expected and_then error has_value operator*
 operator->:operator* operator_bool or_else transform transform_error value value_or
. cpp/utility/source_location column current file_name function_name line
. cpp/atomic/atomic notify_all notify_one wait
. cpp/atomic/atomic_flag notify_all notify_one test wait
. cpp/atomic/atomic_ref load store exchange
. cpp/thread/jthread detach get_id get_stop_source get_stop_token join joinable
 request_stop swap
. cpp/thread/latch arrive_and_wait count_down try_wait wait
. cpp/thread/barrier arrive arrive_and_drop arrive_and_wait wait
. cpp/thread/counting_semaphore acquire max release try_acquire try_acquire_for
 try_acquire_until
. cpp/thread/stop_token stop_possible stop_requested
. cpp/thread/stop_source get_token request_stop stop_possible stop_requested
"""

Entries = dict[tuple[str, str], dict[str, str]]
"""Scope and directory to names and the rest of the path."""


def main() -> int:
    """Write the file; print what is in it."""
    books = Path(sys.argv[1]) / BOOKS
    entries: Entries = defaultdict(dict)
    read_tags(books / "cppreference-doxygen-web.tag.xml", entries)
    for language, scope in (("cpp", "::"), ("c", "c")):
        name = f"cppreference-doc-en-{language}"
        read_keywords(books / name / f"{name}.devhelp2", language, scope, entries)
    add_by_hand(entries)
    lines = [
        f"{scope}\t{directory}\t{' '.join(map(entry, sorted(names.items())))}"
        for (scope, directory), names in sorted(entries.items())
    ]
    OUTPUT.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    print(f"{sum(map(len, entries.values())):,} names in {len(lines):,} lines")
    return 0


def entry(item: tuple[str, str]) -> str:
    name, leaf = item
    return name if name == leaf else f"{name}:{leaf}"


def add(entries: Entries, scope: str, name: str, page: str) -> None:
    directory, _, leaf = page.rpartition("/")
    entries[scope, directory].setdefault(name, leaf)


def read_tags(file: Path, entries: Entries) -> None:
    """Read namespaces, classes and their members from the tag file."""
    compounds = [c for c in ET.parse(file).getroot() if not is_experimental(c)]
    spaces = {text(c, "name") for c in compounds if c.get("kind") == "namespace"}
    pages = {
        text(c, "name"): text(c, "filename")
        for c in compounds
        if c.get("kind") == "class" and text(c, "name") != "va_list"
    }
    for compound in compounds:
        if compound.get("kind") == "file":
            add(entries, "<c++>", text(compound, "name"), text(compound, "filename"))
    for name, page in pages.items():
        scope, _, last = name.rpartition("::")
        add_named(entries, spaces, pages, scope, last, page)
    for compound in compounds:
        for member in compound.iterfind("member"):
            member_name = plain(text(member, "name"))
            if member_name is not None:
                page = text(member, "anchorfile")
                scope = text(compound, "name")
                add_named(entries, spaces, pages, scope, member_name, page)


def add_named(
    entries: Entries,
    spaces: set[str],
    pages: dict[str, str],
    scope: str,
    name: str,
    page: str,
) -> None:
    """Add a name of a namespace or class; inherited members are left out."""
    # These have their page at the base, and so has their USR.
    if scope in spaces:
        add(entries, scope, name, page)
    elif page.startswith(f"{pages.get(scope, '?')}/"):
        leaf = page.removeprefix(f"{pages[scope]}/")
        entries[".", pages[scope]].setdefault(name, leaf)


def is_experimental(compound: ET.Element) -> bool:
    return "experimental" in text(compound, "name")


def text(element: ET.Element, tag: str) -> str:
    return element.findtext(tag) or ""


def plain(name: str) -> str | None:
    """Return a name without what tells pages apart; None for the page left out."""
    name = name.replace("++(int)", "++").replace("--(int)", "--")
    word, found, mark = name.partition("(")
    if found and not word.startswith("operator"):
        return word.strip() if found + mark in CHOSEN else None
    return name.replace(" ", "_")


def read_keywords(file: Path, language: str, scope: str, entries: Entries) -> None:
    """Read the macros of C++ and all names of C from a Devhelp list."""
    for name, found in KEYWORD.findall(file.read_text("utf-8")):
        word = html.unescape(name).strip()
        # On some file systems two pages differ in case alone: the second has a number.
        page = re.sub(r"\.\d+$", "", html.unescape(found)).partition("#")[0]
        if re.fullmatch(r"\w+", word) and page.startswith(f"{language}/"):
            add(entries, scope, word, page)


def add_by_hand(entries: Entries) -> None:
    for pair in C_HEADERS.split():
        name, _, page = pair.partition(":")
        entries["<c>", "c"][f"{name}.h"] = page
    for name in ADDED_HEADERS.split():
        entries["<c++>", "cpp/header"][name] = name
    for line in ADDED.strip().replace("\n ", " ").split("\n"):
        scope, directory, *names = line.split()
        for pair in names:
            name, _, leaf = pair.partition(":")
            if leaf.startswith("/"):
                add(entries, scope, name, leaf[1:])
            else:
                entries[scope, directory].setdefault(name, leaf or name)


if __name__ == "__main__":
    sys.exit(main())
