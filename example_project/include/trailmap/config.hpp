// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief The switches of the build, and what the platform offers.
 *
 * | switch                 | default | meaning                              |
 * |------------------------|---------|--------------------------------------|
 * | `TRAILMAP_WITH_COLOUR` | 1       | the text renderer may write colours  |
 * | `TRAILMAP_LOG_LEVEL`   | 2       | messages below this are compiled out |
 *
 * Both can be given on the command line of the compiler:
 * `-DTRAILMAP_WITH_COLOUR=0`.
 */
#pragma once

#include "trailmap/export.h"

#ifndef TRAILMAP_WITH_COLOUR
/// 1 when the text renderer may write escape sequences for colours, else 0.
#  define TRAILMAP_WITH_COLOUR 1
#endif

#ifndef TRAILMAP_LOG_LEVEL
/// 0 trace, 1 debug, 2 notice, 3 warning, 4 nothing.
#  define TRAILMAP_LOG_LEVEL 2
#endif

#if defined(_WIN32)
#  define TRAILMAP_WINDOWS 1
#elif defined(__unix__) || defined(__APPLE__)
#  define TRAILMAP_POSIX 1
#else
#  error "trailmap knows Windows and POSIX systems only"
#endif

namespace trailmap {

/// The version of the headers that a program was compiled with.
struct Version {
  int major_number = TRAILMAP_VERSION_MAJOR;  ///< incompatible changes
  int minor_number = TRAILMAP_VERSION_MINOR;  ///< additions
  int patch_number = TRAILMAP_VERSION_PATCH;  ///< repairs
};

/**
 * The version of the library that the program *runs* with.
 *
 * It differs from the default `Version{}` when a program was compiled with one
 * version and linked with another.
 *
 * @since 1.2
 */
[[nodiscard]] TRAILMAP_API Version library_version() noexcept;

}  // namespace trailmap
