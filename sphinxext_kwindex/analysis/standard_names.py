"""Which standard header gives a name: the names that people write, by header.

Of most names of the C++ library the folder of their page at cppreference.com tells the
header. The others are listed here, from the synopses of the C++ standard, [headers]; a
name of several headers stands with each. Members go with their class. What has neither
is not known: nothing follows from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cppreference import standard_folder

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
    "fenv": "feclearexcept fegetenv fegetexceptflag fegetround feholdexcept"
    " feraiseexcept fesetenv fesetexceptflag fesetround fetestexcept feupdateenv fenv_t"
    " fexcept_t FE_ALL_EXCEPT FE_DFL_ENV FE_DIVBYZERO FE_DOWNWARD FE_INEXACT"
    " FE_INVALID FE_OVERFLOW FE_TONEAREST FE_TOWARDZERO FE_UNDERFLOW FE_UPWARD",
    "errno": "errno EDOM EILSEQ ERANGE EINTR EAGAIN EINVAL ENOENT EEXIST ENOMEM EACCES"
    " EPERM EIO EPIPE EBUSY ENOSYS ENOTDIR EISDIR ENOSPC EWOULDBLOCK ENOTEMPTY"
    " ETIMEDOUT ECONNREFUSED ECONNRESET EINPROGRESS EOVERFLOW ENOTSUP EBADF ESRCH",
    "float": "FLT_MAX FLT_MIN FLT_EPSILON FLT_RADIX FLT_DIG FLT_MANT_DIG DBL_MAX"
    " DBL_MIN DBL_EPSILON DBL_DIG DBL_MANT_DIG DBL_MAX_EXP DBL_MIN_EXP LDBL_MAX"
    " LDBL_MIN LDBL_EPSILON LDBL_MANT_DIG FLT_MAX_EXP FLT_MIN_EXP DECIMAL_DIG",
    "inttypes": "PRId8 PRId16 PRId32 PRId64 PRIu8 PRIu16 PRIu32 PRIu64 PRIx8 PRIx16"
    " PRIx32 PRIx64 PRIX32 PRIX64 PRIdPTR PRIuPTR PRIxPTR PRIi32 PRIi64 PRIdMAX"
    " PRIuMAX PRIo64 SCNd32 SCNd64 SCNu32 SCNu64 SCNx32 SCNx64 SCNu8 imaxabs imaxdiv"
    " strtoimax strtoumax wcstoimax wcstoumax imaxdiv_t",
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
    " isunordered nanf nanl nexttoward remquo scalbln",
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
    " wmemcpy wmemset mbrtowc wcrtomb mbsrtowcs wcsrtombs swprintf fwide wcschr btowc"
    " mbrlen mbsinit wctob fgetwc fgetws fputwc fputws fwprintf fwscanf getwchar"
    " putwchar swscanf ungetwc vfwprintf vfwscanf vswprintf vswscanf vwprintf vwscanf"
    " wprintf wscanf wcsftime wcscat wcscoll wcscspn wcsncat wcsncmp wcspbrk wcsrchr"
    " wcsspn wcsstr wcstod wcstof wcstok wcstol wcstold wcstoll wcstoul wcstoull"
    " wcsxfrm wmemchr wmemcmp wmemmove",
    "wctype": "iswalnum iswalpha iswdigit iswspace iswupper iswlower towlower towupper"
    " wctype_t wint_t iswblank iswcntrl iswctype iswgraph iswprint iswpunct iswxdigit"
    " towctrans wctrans wctype wctrans_t",
}
"""C library: ``<string.h>``, and ``<cstring>``, whose names are in std too."""

_NAMES = {
    "algorithm": "move remove",
    "any": "any",
    "array": "array to_array get tuple_size tuple_element",
    "atomic": "ATOMIC_FLAG_INIT ATOMIC_VAR_INIT __atomic_base __atomic_float",
    "barrier": "barrier",
    "bit": "bit_cast bit_ceil bit_floor bit_width byteswap countl_one countl_zero"
    " countr_one countr_zero endian has_single_bit popcount rotl rotr",
    "bitset": "bitset",
    "charconv": "from_chars to_chars chars_format from_chars_result to_chars_result",
    "chrono": "chrono chrono_literals",
    "cmath": "lerp",
    "codecvt": "codecvt_utf8 codecvt_utf16 codecvt_utf8_utf16 codecvt_mode",
    "complex": "complex norm arg conj polar real imag",
    "condition_variable": "condition_variable condition_variable_any cv_status"
    " notify_all_at_thread_exit",
    "cuchar": "c16rtomb c32rtomb mbrtoc16 mbrtoc32",
    "deque": "deque",
    "exception": "exception bad_exception current_exception exception_ptr"
    " make_exception_ptr rethrow_exception set_terminate get_terminate terminate"
    " terminate_handler uncaught_exception uncaught_exceptions nested_exception"
    " throw_with_nested rethrow_if_nested get_unexpected set_unexpected"
    " unexpected_handler",
    "execution": "execution is_execution_policy is_execution_policy_v",
    "expected": "expected unexpected",
    "filesystem": "filesystem",
    "flat_map": "flat_map flat_multimap",
    "flat_set": "flat_set flat_multiset",
    "forward_list": "forward_list",
    "fstream": "basic_filebuf filebuf basic_ifstream ifstream basic_ofstream ofstream"
    " basic_fstream fstream wifstream wofstream wfilebuf wfstream",
    "functional": "bit_xor hash",
    "future": "future shared_future promise packaged_task async launch future_error"
    " future_errc future_status",
    "generator": "generator",
    "initializer_list": "initializer_list",
    "iomanip": "setw setfill setprecision setbase setiosflags resetiosflags get_time"
    " put_time get_money put_money quoted",
    "ios": "ios ios_base basic_ios streamoff streampos streamsize fpos dec hex io_errc"
    " wios wstreampos u16streampos u32streampos iostream_category",
    "iosfwd": "ios basic_ios basic_streambuf streambuf basic_istream istream"
    " basic_ostream ostream basic_iostream iostream basic_stringbuf stringbuf"
    " basic_istringstream istringstream basic_ostringstream ostringstream"
    " basic_stringstream stringstream basic_filebuf filebuf basic_ifstream ifstream"
    " basic_ofstream ofstream basic_fstream fstream char_traits allocator streampos",
    "iostream": "cin cout cerr clog wcin wcout wcerr wclog endl flush ends ostream"
    " istream ios ios_base streambuf basic_ostream basic_istream hex dec",
    "istream": "basic_istream istream wistream basic_iostream iostream ws wiostream",
    "iterator": "contiguous_iterator_tag",
    "latch": "latch",
    "limits": "numeric_limits float_round_style float_denorm_style denorm_absent"
    " denorm_present round_to_nearest round_toward_zero",
    "list": "list",
    "locale": "isspace isalpha isdigit isupper islower toupper tolower isalnum",
    "map": "map multimap",
    "mdspan": "mdspan",
    "memory": "allocator allocator_arg reinterpret_pointer_cast get_deleter"
    " __shared_ptr __weak_ptr __shared_ptr_access",
    "memory_resource": "pmr",
    "mutex": "mutex recursive_mutex timed_mutex recursive_timed_mutex lock_guard"
    " unique_lock scoped_lock lock try_lock once_flag call_once adopt_lock"
    " adopt_lock_t defer_lock defer_lock_t try_to_lock try_to_lock_t",
    "new": "nothrow launder hardware_destructive_interference_size"
    " hardware_constructive_interference_size destroying_delete_t",
    "numbers": "numbers",
    "numeric": "accumulate adjacent_difference exclusive_scan gcd inclusive_scan"
    " inner_product iota lcm midpoint partial_sum reduce transform_reduce"
    " transform_exclusive_scan transform_inclusive_scan",
    "optional": "optional",
    "ostream": "basic_ostream ostream wostream endl ends flush",
    "print": "print println vprint_nonunicode vprint_unicode",
    "queue": "queue priority_queue",
    "random": "default_random_engine",
    "ranges": "ranges views",
    "ratio": "atto",
    "regex": "regex_constants",
    "scoped_allocator": "scoped_allocator_adaptor",
    "semaphore": "counting_semaphore binary_semaphore",
    "set": "set multiset",
    "shared_mutex": "shared_mutex shared_timed_mutex shared_lock",
    "source_location": "source_location",
    "span": "span",
    "spanstream": "basic_ispanstream basic_ospanstream basic_spanbuf basic_spanstream"
    " ispanstream ospanstream spanbuf spanstream",
    "sstream": "basic_stringbuf stringbuf basic_istringstream istringstream"
    " basic_ostringstream ostringstream basic_stringstream stringstream wstringstream"
    " wistringstream wostringstream wstringbuf",
    "stack": "stack",
    "stacktrace": "basic_stacktrace stacktrace stacktrace_entry",
    "stdexcept": "logic_error domain_error invalid_argument length_error out_of_range"
    " runtime_error range_error overflow_error underflow_error",
    "stop_token": "stop_token stop_source stop_callback",
    "streambuf": "basic_streambuf streambuf wstreambuf",
    "string": "basic_string string wstring u8string u16string u32string char_traits"
    " string_literals",
    "string_view": "basic_string_view string_view wstring_view u8string_view"
    " u16string_view u32string_view string_view_literals",
    "syncstream": "basic_osyncstream basic_syncbuf osyncstream syncbuf",
    "system_error": "error_code error_condition error_category system_error errc"
    " generic_category system_category make_error_code make_error_condition",
    "thread": "thread jthread this_thread",
    "tuple": "tuple apply make_from_tuple ignore tuple_size tuple_element"
    " tuple_element_t get",
    "type_traits": "is_aggregate is_invocable is_invocable_v is_invocable_r"
    " is_invocable_r_v is_nothrow_invocable is_nothrow_invocable_v",
    "typeindex": "type_index",
    "typeinfo": "type_info bad_cast bad_typeid",
    "unordered_map": "unordered_map unordered_multimap",
    "unordered_set": "unordered_set unordered_multiset",
    "utility": "pair make_pair move forward exchange swap declval as_const in_place"
    " in_place_t in_place_type in_place_type_t in_place_index in_place_index_t"
    " integer_sequence index_sequence make_integer_sequence make_index_sequence"
    " index_sequence_for piecewise_construct piecewise_construct_t move_if_noexcept"
    " rel_ops cmp_equal cmp_less cmp_greater in_range to_underlying tuple_size"
    " tuple_element get forward_like unreachable cmp_greater_equal cmp_less_equal"
    " cmp_not_equal",
    "valarray": "valarray",
    "variant": "variant variant_npos get",
    "vector": "vector",
}
"""C++ library; names in std, without it, whose pages do not
tell their header."""

_FOLDERS = {
    "cpp/error/error_code": "system_error",
    "cpp/error/error_condition": "system_error",
    "cpp/io/manip": "ios",
    "cpp/memory/gc": "memory",
    "cpp/memory/inout_ptr_t": "memory",
    "cpp/memory/new": "new",
    "cpp/memory/out_ptr_t": "memory",
    "cpp/memory/shared_ptr": "memory",
    "cpp/memory/unique_ptr": "memory",
    "cpp/numeric/special_math": "cmath",
    "cpp/string/basic_string": "string",
    "cpp/thread/stop_source": "stop_token",
    "cpp/types": "type_traits",
    **{
        f"{folder}/{header}": header
        for folder, headers in (
            ("cpp", "algorithm atomic concepts coroutine iterator locale memory regex"),
            ("cpp/container", "mdspan span"),
            ("cpp/numeric", "random ratio valarray"),
            ("cpp/thread", "future"),
            (
                "cpp/utility",
                "any compare expected format functional optional tuple variant",
            ),
        )
        for header in headers.split()
    },
}
"""Folders of pages, and the header of what is listed nowhere else here."""

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
_LISTED = frozenset(_FOLDERS.values()).union(*_HEADERS.values())


def headers_of(name: str) -> tuple[str, ...]:
    """Return the headers that give a name; () of one that is not known.

    :param name: the first component after ``std``, or a name of the C library.
    """
    found = _HEADERS.get(name)
    if found is None:
        header = _FOLDERS.get(standard_folder(name))
        found = () if header is None else (header,)
    return found


def also_headers_of(name: str) -> tuple[str, ...]:
    """Return further headers that give a name by the way."""
    return _ALSO.get(name, ())


def is_listed(header: str) -> bool:
    """Tell whether the names of a header are known; ``header`` without brackets."""
    return header in _LISTED
