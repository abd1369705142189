"""Which headers are the system's: told from where they lie, not from flags.

``-isystem`` is also given to third-party headers, to keep their warnings down. The
system's are the standard libraries of C and C++, the compiler's own headers, and those
of the operating system: POSIX (IEEE Std 1003.1, "Headers"), what the C libraries glibc
and musl and the BSDs add, the kernel's.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["is_system_header"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Wherever they are: a standard library of C++ (``include/c++/12``, ``c++/v1``; with a
# triple between), GCC's and Clang's own headers, macOS frameworks, MSVC and its SDK.
_ANYWHERE = re.compile(
    r"/include/(?:[\w.]+(?:-[\w.]+)+/)?c\+\+/v?\d"
    r"|/c\+\+/v1/"
    r"|/lib(?:\d+|exec)?/(?:[\w.-]+/)?gcc/[^/]+/[^/]+/(?:include|include-fixed|plugin)/"
    r"|/lib(?:\d+)?/clang/[^/]+/include/"
    r"|\.(?:framework|sdk)/(?:.*/)?(?:Headers|Frameworks)/"
    r"|/Windows Kits/\d+/include/|/VC/Tools/(?:MSVC/[^/]+|Llvm)/",
    re.IGNORECASE,
)
# ``/usr/include``, an SDK's or sysroot's, a cross compiler's; a triple may follow.
_INCLUDE = re.compile(
    r".*?/usr/(?:[\w.]+(?:-[\w.]+)+/)?include/(?:[\w.]+(?:-[\w.]+){2,}/)?(?P<rest>.+)"
)
_FOLDERS = _words(
    "sys bits asm asm-generic linux gnu net netinet netinet6 netipx netiucv netpacket"
    " netash netatalk netax25 neteconet netrom netrose nfs arpa rpc rpcsvc protocols"
    " scsi mtd rdma misc video sound xen drm finclude mach mach-o mach_debug machine"
    " i386 x86 arm arm64 libkern os secure architecture xlocale _types malloc dispatch"
    " objc pthread uuid vm hfs device dev isofs ufs netsmb nfsserver"
)
_STANDARD_C = _words(
    "assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp"
    " signal stdalign stdarg stdatomic stdbit stdbool stdckdint stddef stdint stdio"
    " stdlib stdnoreturn string tgmath threads time uchar wchar wctype"
)
_POSIX = _words(
    "aio cpio dirent dlfcn fcntl fmtmsg fnmatch ftw glob grp iconv langinfo libgen"
    " libintl monetary mqueue ndbm netdb nl_types poll pthread pwd regex sched search"
    " semaphore spawn strings stropts syslog tar termios trace ulimit unistd utime"
    " utmpx wordexp"
)
_C_LIBRARIES = _words(
    "a.out aliases alloca ar argp argz byteswap crypt elf endian envz err error"
    " execinfo features features-time64 fpu_control fstab fts getopt gnu-versions"
    " gshadow ieee754 ifaddrs lastlog libio link malloc mcheck memory mntent obstack"
    " paths printf proc_service pty re_comp regexp resolv sgtty shadow stab"
    " stdc-predef stdio_ext sysexits syscall termio thread_db ttyent ucontext ustat"
    " util utmp values varargs wait xlocale _G_config"
    # BSD and macOS.
    " alias Availability AvailabilityInternal AvailabilityMacros AvailabilityVersions"
    " AssertMacros Block ConditionalMacros MacTypes NSSystemDirectories"
    " TargetConditionals asl bootstrap copyfile crt_externs db disktab fsproperties"
    " gethostuuid getopt_long libproc login_cap membership notify ntsid nlist ranlib"
    " readpassphrase removefile runetype standards stringlist sysdir tzfile vis"
    " _ctype _locale _regex _stdio _types _wctype __wctype"
)
_TOP = _STANDARD_C | _POSIX | _C_LIBRARIES


@lru_cache(maxsize=4096)
def is_system_header(path: str) -> bool:
    """Tell if the header at an absolute path is the system's.

    All else outside the source tree is somebody's library.
    """
    path = path.replace("\\", "/")
    if _ANYWHERE.search(path):
        return True
    below = _INCLUDE.fullmatch(path)
    if below is None:
        return False
    first, slash, _ = below["rest"].partition("/")
    if slash:
        return first in _FOLDERS
    return first.endswith(".h") and first.removesuffix(".h") in _TOP
