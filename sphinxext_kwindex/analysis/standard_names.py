"""Which standard header gives a name: the names that people write, by header.

From the synopses of the C++ standard, [headers]; a name of several headers stands with
each. Members go with their class. What is not listed is not known: nothing follows
from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["IMPLICIT", "also_headers_of", "headers_of", "is_listed"]

IMPLICIT = frozenset(
    {"compare", "coroutine", "initializer_list", "new", "typeinfo", "version"}
)
"""Headers that code may need without a name of theirs: ``<=>``, ``{}``, ``typeid``."""

_C_NAMES = {
    "assert": "assert static_assert",
    "ctype": "isalnum isalpha isblank iscntrl isdigit isgraph islower isprint ispunct"
    " isspace isupper isxdigit tolower toupper",
    "errno": "errno EDOM EILSEQ ERANGE EINTR EAGAIN EINVAL ENOENT EEXIST ENOMEM EACCES"
    " EPERM EIO EPIPE EBUSY ENOSYS ENOTDIR EISDIR ENOSPC EWOULDBLOCK ENOTEMPTY"
    " ETIMEDOUT ECONNREFUSED ECONNRESET EINPROGRESS EOVERFLOW ENOTSUP EBADF ESRCH",
    "float": "FLT_MAX FLT_MIN FLT_EPSILON FLT_RADIX FLT_DIG FLT_MANT_DIG DBL_MAX"
    " DBL_MIN DBL_EPSILON DBL_DIG DBL_MANT_DIG DBL_MAX_EXP DBL_MIN_EXP LDBL_MAX"
    " LDBL_MIN LDBL_EPSILON LDBL_MANT_DIG FLT_MAX_EXP FLT_MIN_EXP DECIMAL_DIG",
    "inttypes": "PRId8 PRId16 PRId32 PRId64 PRIu8 PRIu16 PRIu32 PRIu64 PRIx8 PRIx16"
    " PRIx32 PRIx64 PRIX32 PRIX64 PRIdPTR PRIuPTR PRIxPTR PRIi32 PRIi64 PRIdMAX"
    " PRIuMAX PRIo64 SCNd32 SCNd64 SCNu32 SCNu64 SCNx32 SCNx64 SCNu8 imaxabs imaxdiv"
    " strtoimax strtoumax",
    "limits": "CHAR_BIT CHAR_MAX CHAR_MIN SCHAR_MAX SCHAR_MIN UCHAR_MAX SHRT_MAX"
    " SHRT_MIN USHRT_MAX INT_MAX INT_MIN UINT_MAX LONG_MAX LONG_MIN ULONG_MAX"
    " LLONG_MAX LLONG_MIN ULLONG_MAX PATH_MAX NAME_MAX IOV_MAX SSIZE_MAX",
    "locale": "setlocale localeconv lconv LC_ALL LC_COLLATE LC_CTYPE LC_MONETARY"
    " LC_NUMERIC LC_TIME",
    "math": "abs acos acosh asin asinh atan atan2 atanh cbrt ceil copysign cos cosh"
    " erf erfc exp exp2 expm1 fabs fdim floor fma fmax fmin fmod frexp hypot ilogb"
    " ldexp lgamma llrint llround log log10 log1p log2 logb lrint lround modf nan"
    " nearbyint nextafter pow remainder rint round scalbn sin sinh sqrt tan tanh"
    " tgamma trunc isfinite isinf isnan isnormal signbit fpclassify HUGE_VAL INFINITY"
    " NAN M_PI M_E M_LN2 M_SQRT2 M_PI_2 FP_NAN FP_INFINITE FP_ZERO FP_NORMAL"
    " FP_SUBNORMAL float_t double_t sqrtf powf expf logf sinf cosf tanf fabsf floorf"
    " ceilf roundf fmaxf fminf fmodf ldexpf sqrtl frexpl ldexpl isgreater isless"
    " isunordered",
    "setjmp": "jmp_buf setjmp longjmp",
    "signal": "signal raise sig_atomic_t SIGABRT SIGFPE SIGILL SIGINT SIGSEGV SIGTERM"
    " SIG_DFL SIG_ERR SIG_IGN",
    "stdarg": "va_list va_start va_end va_arg va_copy",
    "stdbool": "bool true false",
    "stddef": "size_t ptrdiff_t nullptr_t max_align_t NULL offsetof byte wchar_t",
    "stdint": "int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t"
    " intptr_t uintptr_t intmax_t uintmax_t int_fast8_t int_fast16_t int_fast32_t"
    " int_fast64_t int_least8_t int_least16_t int_least32_t int_least64_t uint_fast8_t"
    " uint_fast16_t uint_fast32_t uint_fast64_t uint_least8_t uint_least16_t"
    " uint_least32_t uint_least64_t INT8_MAX INT8_MIN INT16_MAX INT16_MIN INT32_MAX"
    " INT32_MIN INT64_MAX INT64_MIN UINT8_MAX UINT16_MAX UINT32_MAX UINT64_MAX"
    " INTPTR_MAX INTPTR_MIN UINTPTR_MAX INTMAX_MAX INTMAX_MIN UINTMAX_MAX SIZE_MAX"
    " PTRDIFF_MAX PTRDIFF_MIN INT64_C UINT64_C INT32_C UINT32_C INT8_C UINT8_C INT16_C"
    " UINT16_C INTMAX_C UINTMAX_C",
    "stdio": "FILE fpos_t EOF BUFSIZ FILENAME_MAX FOPEN_MAX SEEK_CUR"
    " SEEK_END SEEK_SET stdin stdout stderr clearerr fclose feof ferror fflush fgetc"
    " fgetpos fgets fopen fprintf fputc fputs fread freopen fscanf fseek fsetpos ftell"
    " fwrite getc getchar perror printf putc putchar puts remove rename rewind scanf"
    " setbuf setvbuf snprintf sprintf sscanf tmpfile tmpnam ungetc vfprintf vfscanf"
    " vprintf vscanf vsnprintf vsprintf vsscanf _IOFBF _IOLBF _IONBF",
    "stdlib": "div_t ldiv_t lldiv_t EXIT_FAILURE EXIT_SUCCESS RAND_MAX"
    " abort abs aligned_alloc at_quick_exit atexit atof atoi atol atoll bsearch calloc"
    " div exit _Exit free getenv labs ldiv llabs lldiv malloc mblen mbstowcs mbtowc"
    " qsort quick_exit rand realloc srand strtod strtof strtol strtold strtoll strtoul"
    " strtoull system wcstombs wctomb",
    "string": "memchr memcmp memcpy memmove memset strcat strchr strcmp"
    " strcoll strcpy strcspn strerror strlen strncat strncmp strncpy strpbrk strrchr"
    " strspn strstr strtok strxfrm",
    "time": "clock_t time_t tm timespec CLOCKS_PER_SEC asctime clock ctime"
    " difftime gmtime localtime mktime strftime time timespec_get TIME_UTC",
    "wchar": "wchar_t wint_t mbstate_t WEOF wcslen wcscmp wcscpy wcsncpy"
    " wmemcpy wmemset mbrtowc wcrtomb mbsrtowcs wcsrtombs swprintf fwide wcschr",
    "wctype": "iswalnum iswalpha iswdigit iswspace iswupper iswlower towlower towupper"
    " wctype_t wint_t",
}
"""C library: ``<string.h>``, and ``<cstring>``, whose names are in std too."""

_NAMES = {
    "algorithm": "adjacent_find all_of any_of binary_search clamp copy copy_backward"
    " copy_if copy_n count count_if equal equal_range fill fill_n find find_end"
    " find_first_of find_if find_if_not for_each for_each_n generate generate_n"
    " includes inplace_merge is_heap is_heap_until is_partitioned is_permutation"
    " is_sorted is_sorted_until iter_swap lexicographical_compare lower_bound"
    " make_heap max max_element merge min min_element minmax minmax_element mismatch"
    " move move_backward next_permutation none_of nth_element partial_sort"
    " partial_sort_copy partition partition_copy partition_point pop_heap"
    " prev_permutation push_heap random_shuffle remove remove_copy remove_copy_if"
    " remove_if replace replace_copy replace_if reverse reverse_copy rotate"
    " rotate_copy sample search search_n set_difference set_intersection"
    " set_symmetric_difference set_union shuffle sort sort_heap stable_partition"
    " stable_sort swap_ranges transform unique unique_copy upper_bound",
    "any": "any any_cast bad_any_cast make_any",
    "array": "array to_array get tuple_size tuple_element",
    "atomic": "atomic atomic_flag atomic_ref memory_order memory_order_relaxed"
    " memory_order_consume memory_order_acquire memory_order_release"
    " memory_order_acq_rel memory_order_seq_cst atomic_thread_fence"
    " atomic_signal_fence atomic_bool atomic_int atomic_uint atomic_long atomic_size_t"
    " atomic_uint64_t atomic_int64_t atomic_uint32_t atomic_int32_t atomic_uintptr_t"
    " atomic_load atomic_store atomic_exchange atomic_init ATOMIC_FLAG_INIT"
    " ATOMIC_VAR_INIT kill_dependency __atomic_base __atomic_float",
    "barrier": "barrier",
    "bit": "bit_cast bit_ceil bit_floor bit_width byteswap countl_one countl_zero"
    " countr_one countr_zero endian has_single_bit popcount rotl rotr",
    "bitset": "bitset",
    "charconv": "from_chars to_chars chars_format from_chars_result to_chars_result",
    "chrono": "chrono chrono_literals",
    "complex": "complex norm arg conj polar real imag",
    "concepts": "same_as derived_from convertible_to common_with integral"
    " floating_point signed_integral unsigned_integral assignable_from swappable"
    " destructible constructible_from default_initializable move_constructible"
    " copy_constructible equality_comparable totally_ordered movable copyable"
    " semiregular regular invocable predicate relation",
    "condition_variable": "condition_variable condition_variable_any cv_status"
    " notify_all_at_thread_exit",
    "deque": "deque",
    "exception": "exception bad_exception current_exception exception_ptr"
    " make_exception_ptr rethrow_exception set_terminate get_terminate terminate"
    " terminate_handler uncaught_exception uncaught_exceptions nested_exception"
    " throw_with_nested rethrow_if_nested",
    "execution": "execution is_execution_policy",
    "expected": "expected unexpected bad_expected_access unexpect",
    "filesystem": "filesystem",
    "format": "format format_to format_to_n formatted_size formatter vformat"
    " make_format_args format_error format_args format_context format_string",
    "forward_list": "forward_list",
    "fstream": "basic_filebuf filebuf basic_ifstream ifstream basic_ofstream ofstream"
    " basic_fstream fstream wifstream wofstream",
    "functional": "function bind bind_front placeholders ref cref reference_wrapper"
    " mem_fn not_fn invoke invoke_r less less_equal greater greater_equal equal_to"
    " not_equal_to plus minus multiplies divides modulus negate logical_and logical_or"
    " logical_not bit_and bit_or bit_xor bit_not identity hash bad_function_call"
    " is_placeholder is_bind_expression boyer_moore_searcher default_searcher"
    " move_only_function unary_function binary_function",
    "future": "future shared_future promise packaged_task async launch future_error"
    " future_errc future_status future_category",
    "initializer_list": "initializer_list",
    "iomanip": "setw setfill setprecision setbase setiosflags resetiosflags get_time"
    " put_time get_money put_money quoted",
    "ios": "ios ios_base basic_ios streamoff streampos streamsize fpos boolalpha"
    " noboolalpha dec hex oct fixed scientific hexfloat defaultfloat showbase"
    " noshowbase showpoint noshowpoint showpos noshowpos skipws noskipws uppercase"
    " nouppercase internal left right unitbuf nounitbuf io_errc",
    "iosfwd": "ios basic_ios basic_streambuf streambuf basic_istream istream"
    " basic_ostream ostream basic_iostream iostream basic_stringbuf stringbuf"
    " basic_istringstream istringstream basic_ostringstream ostringstream"
    " basic_stringstream stringstream basic_filebuf filebuf basic_ifstream ifstream"
    " basic_ofstream ofstream basic_fstream fstream char_traits allocator streampos",
    "iostream": "cin cout cerr clog wcin wcout wcerr wclog endl flush ends ostream"
    " istream ios ios_base streambuf basic_ostream basic_istream hex dec",
    "istream": "basic_istream istream wistream basic_iostream iostream ws",
    "iterator": "advance distance next prev begin end cbegin cend rbegin rend crbegin"
    " crend size ssize empty data back_inserter back_insert_iterator front_inserter"
    " front_insert_iterator inserter insert_iterator iterator iterator_traits"
    " istream_iterator istreambuf_iterator ostream_iterator ostreambuf_iterator"
    " reverse_iterator make_reverse_iterator move_iterator make_move_iterator"
    " input_iterator_tag output_iterator_tag forward_iterator_tag"
    " bidirectional_iterator_tag random_access_iterator_tag contiguous_iterator_tag"
    " iter_value_t iter_reference_t iter_difference_t default_sentinel_t",
    "latch": "latch",
    "limits": "numeric_limits float_round_style float_denorm_style denorm_absent"
    " denorm_present round_to_nearest round_toward_zero",
    "list": "list",
    "locale": "locale isspace isalpha isdigit isupper islower toupper tolower isalnum"
    " use_facet has_facet wstring_convert ctype codecvt numpunct collate",
    "map": "map multimap",
    "memory": "allocator allocator_traits allocator_arg allocator_arg_t addressof"
    " unique_ptr make_unique shared_ptr make_shared weak_ptr default_delete"
    " enable_shared_from_this allocate_shared static_pointer_cast dynamic_pointer_cast"
    " const_pointer_cast reinterpret_pointer_cast owner_less bad_weak_ptr auto_ptr"
    " pointer_traits align assume_aligned uninitialized_copy uninitialized_copy_n"
    " uninitialized_fill uninitialized_fill_n uninitialized_move"
    " uninitialized_default_construct uninitialized_value_construct destroy destroy_at"
    " destroy_n construct_at to_address uses_allocator get_deleter"
    " raw_storage_iterator __shared_ptr __weak_ptr __shared_ptr_access",
    "memory_resource": "pmr",
    "mutex": "mutex recursive_mutex timed_mutex recursive_timed_mutex lock_guard"
    " unique_lock scoped_lock lock try_lock once_flag call_once adopt_lock"
    " adopt_lock_t defer_lock defer_lock_t try_to_lock try_to_lock_t",
    "new": "bad_alloc bad_array_new_length nothrow nothrow_t align_val_t launder"
    " new_handler set_new_handler get_new_handler"
    " hardware_destructive_interference_size hardware_constructive_interference_size"
    " destroying_delete_t",
    "numbers": "numbers",
    "numeric": "accumulate adjacent_difference exclusive_scan gcd inclusive_scan"
    " inner_product iota lcm midpoint partial_sum reduce transform_reduce",
    "optional": "optional nullopt nullopt_t make_optional bad_optional_access",
    "ostream": "basic_ostream ostream wostream endl ends flush",
    "queue": "queue priority_queue",
    "random": "mt19937 mt19937_64 minstd_rand minstd_rand0 random_device seed_seq"
    " uniform_int_distribution uniform_real_distribution normal_distribution"
    " bernoulli_distribution exponential_distribution poisson_distribution"
    " discrete_distribution gamma_distribution geometric_distribution"
    " default_random_engine linear_congruential_engine mersenne_twister_engine"
    " generate_canonical lognormal_distribution cauchy_distribution knuth_b ranlux24"
    " independent_bits_engine shuffle_order_engine binomial_distribution",
    "ranges": "ranges views",
    "ratio": "ratio atto femto pico nano micro milli centi deci deca hecto kilo mega"
    " giga tera peta exa ratio_add ratio_divide ratio_multiply ratio_subtract",
    "regex": "regex basic_regex regex_match regex_search regex_replace smatch cmatch"
    " match_results sub_match ssub_match regex_error sregex_iterator"
    " sregex_token_iterator regex_constants",
    "scoped_allocator": "scoped_allocator_adaptor",
    "semaphore": "counting_semaphore binary_semaphore",
    "set": "set multiset",
    "shared_mutex": "shared_mutex shared_timed_mutex shared_lock",
    "source_location": "source_location",
    "span": "span dynamic_extent as_bytes as_writable_bytes",
    "sstream": "basic_stringbuf stringbuf basic_istringstream istringstream"
    " basic_ostringstream ostringstream basic_stringstream stringstream wstringstream",
    "stack": "stack",
    "stdexcept": "logic_error domain_error invalid_argument length_error out_of_range"
    " runtime_error range_error overflow_error underflow_error",
    "stop_token": "stop_token stop_source stop_callback",
    "streambuf": "basic_streambuf streambuf",
    "string": "basic_string string wstring u8string u16string u32string char_traits"
    " getline stoi stol stoll stoul stoull stof stod stold to_string to_wstring"
    " string_literals",
    "string_view": "basic_string_view string_view wstring_view u8string_view"
    " u16string_view u32string_view string_view_literals",
    "system_error": "error_code error_condition error_category system_error errc"
    " generic_category system_category make_error_code make_error_condition"
    " is_error_code_enum is_error_condition_enum",
    "thread": "thread jthread this_thread",
    "tuple": "tuple make_tuple tie forward_as_tuple tuple_cat apply make_from_tuple"
    " ignore tuple_size tuple_element tuple_size_v tuple_element_t get",
    "type_traits": "add_const add_const_t add_cv add_lvalue_reference"
    " add_lvalue_reference_t add_pointer add_pointer_t add_rvalue_reference"
    " aligned_storage aligned_storage_t aligned_union alignment_of alignment_of_v"
    " bool_constant common_type common_type_t common_reference_t conditional"
    " conditional_t conjunction conjunction_v decay decay_t disjunction disjunction_v"
    " enable_if enable_if_t extent extent_v false_type"
    " has_unique_object_representations has_virtual_destructor integral_constant"
    " invoke_result invoke_result_t is_abstract is_aggregate is_arithmetic"
    " is_arithmetic_v is_array is_array_v is_assignable is_assignable_v is_base_of"
    " is_base_of_v is_bounded_array_v is_class is_class_v is_compound is_const"
    " is_const_v is_constant_evaluated is_constructible is_constructible_v"
    " is_convertible is_convertible_v is_copy_assignable is_copy_assignable_v"
    " is_copy_constructible is_copy_constructible_v is_default_constructible"
    " is_default_constructible_v is_destructible is_destructible_v is_empty is_empty_v"
    " is_enum is_enum_v is_final is_final_v is_floating_point is_floating_point_v"
    " is_function is_function_v is_fundamental is_integral is_integral_v is_invocable"
    " is_invocable_v is_invocable_r is_invocable_r_v is_literal_type"
    " is_lvalue_reference is_lvalue_reference_v is_member_function_pointer"
    " is_member_function_pointer_v is_member_object_pointer is_member_object_pointer_v"
    " is_member_pointer is_move_assignable is_move_assignable_v is_move_constructible"
    " is_move_constructible_v is_nothrow_assignable is_nothrow_constructible"
    " is_nothrow_constructible_v is_nothrow_copy_assignable"
    " is_nothrow_copy_constructible is_nothrow_copy_constructible_v"
    " is_nothrow_copy_assignable_v is_nothrow_default_constructible"
    " is_nothrow_default_constructible_v is_nothrow_destructible"
    " is_nothrow_destructible_v is_nothrow_invocable is_nothrow_invocable_v"
    " is_nothrow_move_assignable is_nothrow_move_assignable_v"
    " is_nothrow_move_constructible is_nothrow_move_constructible_v"
    " is_nothrow_swappable is_nothrow_swappable_v is_null_pointer is_object"
    " is_object_v is_pod is_pointer is_pointer_v is_polymorphic is_polymorphic_v"
    " is_reference is_reference_v is_rvalue_reference is_rvalue_reference_v is_same"
    " is_same_v is_scalar is_scalar_v is_scoped_enum is_signed is_signed_v"
    " is_standard_layout is_standard_layout_v is_swappable is_swappable_v is_trivial"
    " is_trivial_v is_trivially_assignable is_trivially_constructible"
    " is_trivially_constructible_v is_trivially_copy_assignable"
    " is_trivially_copy_constructible is_trivially_copyable is_trivially_copyable_v"
    " is_trivially_default_constructible is_trivially_default_constructible_v"
    " is_trivially_destructible is_trivially_destructible_v"
    " is_trivially_move_assignable is_trivially_move_constructible"
    " is_unbounded_array_v is_union is_unsigned is_unsigned_v is_void is_void_v"
    " is_volatile make_signed make_signed_t make_unsigned make_unsigned_t negation"
    " negation_v rank rank_v remove_all_extents remove_all_extents_t remove_const"
    " remove_const_t remove_cv remove_cv_t remove_cvref remove_cvref_t remove_extent"
    " remove_extent_t remove_pointer remove_pointer_t remove_reference"
    " remove_reference_t remove_volatile result_of result_of_t true_type type_identity"
    " type_identity_t underlying_type underlying_type_t void_t",
    "typeindex": "type_index",
    "typeinfo": "type_info bad_cast bad_typeid",
    "unordered_map": "unordered_map unordered_multimap",
    "unordered_set": "unordered_set unordered_multiset",
    "utility": "pair make_pair move forward exchange swap declval as_const in_place"
    " in_place_t in_place_type in_place_type_t in_place_index in_place_index_t"
    " integer_sequence index_sequence make_integer_sequence make_index_sequence"
    " index_sequence_for piecewise_construct piecewise_construct_t move_if_noexcept"
    " rel_ops cmp_equal cmp_less cmp_greater in_range to_underlying tuple_size"
    " tuple_element get forward_like unreachable",
    "valarray": "valarray slice gslice",
    "variant": "variant visit monostate holds_alternative get_if variant_size"
    " variant_size_v variant_alternative variant_alternative_t variant_npos"
    " bad_variant_access get",
    "vector": "vector",
}
"""C++ library; names in std, without it."""

_FIRST = {"move swap get": "utility", "size_t NULL": "cstddef stddef.h"}
"""Names of several headers, with the one that people include for them."""

_FURTHER = {
    "size_t NULL": "algorithm array string vector memory cstdio cstdlib cstring ctime"
    " cwchar stdio.h stdlib.h string.h time.h wchar.h",
    "begin end size data empty": "array deque list map set string string_view vector"
    " unordered_map unordered_set span forward_list",
    "hash": "string string_view memory optional variant thread system_error bitset"
    " typeindex",
    "swap": "algorithm utility",
    "abs": "cmath cstdlib complex",
    "tuple_size tuple_element": "array tuple utility",
}
"""Names that further headers give, but nobody includes these for them."""


def _table(
    *parts: Iterable[tuple[str, Iterable[str]]],
) -> dict[str, tuple[str, ...]]:
    """Return name to headers, of names in one text and the headers that give them."""
    found: dict[str, dict[str, None]] = {}
    for part in parts:
        for names, headers in part:
            for name in names.split():
                found.setdefault(name, {}).update(dict.fromkeys(headers))
    return {name: tuple(headers) for name, headers in found.items()}


_HEADERS = _table(
    ((names, headers.split()) for names, headers in _FIRST.items()),
    ((names, (header,)) for header, names in _NAMES.items()),
    ((names, (f"c{header}", f"{header}.h")) for header, names in _C_NAMES.items()),
)
_ALSO = _table((names, headers.split()) for names, headers in _FURTHER.items())
_LISTED = frozenset(header for headers in _HEADERS.values() for header in headers)


def headers_of(name: str) -> tuple[str, ...]:
    """Return the headers that give a name; () of one that is not known.

    :param name: the first component after ``std``, or a name of the C library.
    """
    return _HEADERS.get(name, ())


def also_headers_of(name: str) -> tuple[str, ...]:
    """Return further headers that give a name by the way."""
    return _ALSO.get(name, ())


def is_listed(header: str) -> bool:
    """Tell whether the names of a header are known; ``header`` without brackets."""
    return header in _LISTED
