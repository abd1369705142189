/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file
 * @brief Export, deprecation and version macros, for C and for C++.
 *
 * Both `trailmap.hpp` and the C header `capi/trailmap.h` include this file, so
 * it may contain nothing but the preprocessor.
 */
#ifndef TRAILMAP_EXPORT_H
#define TRAILMAP_EXPORT_H

/** The major version: it changes when a program has to be changed. */
#define TRAILMAP_VERSION_MAJOR 1
/** The minor version: it changes when something is added. */
#define TRAILMAP_VERSION_MINOR 4
/** The patch level: it changes when something is mended. */
#define TRAILMAP_VERSION_PATCH 2

#define TRAILMAP_STRINGIFY_(x) #x
/** Turns the *value* of a macro into a string literal. */
#define TRAILMAP_STRINGIFY(x) TRAILMAP_STRINGIFY_(x)

/** The version as a string, for instance `"1.4.2"`. */
#define TRAILMAP_VERSION_STRING                  \
  TRAILMAP_STRINGIFY(TRAILMAP_VERSION_MAJOR) "." \
  TRAILMAP_STRINGIFY(TRAILMAP_VERSION_MINOR) "." \
  TRAILMAP_STRINGIFY(TRAILMAP_VERSION_PATCH)

/**
 * Tells whether the library is at least of the given version.
 *
 * @code
 * #if TRAILMAP_VERSION_AT_LEAST(1, 3)
 *   route.reverse();
 * #endif
 * @endcode
 *
 * @param major the major version asked for
 * @param minor the minor version asked for
 */
#define TRAILMAP_VERSION_AT_LEAST(major, minor) \
  (TRAILMAP_VERSION_MAJOR > (major) ||          \
   (TRAILMAP_VERSION_MAJOR == (major) && TRAILMAP_VERSION_MINOR >= (minor)))

/**
 * @def TRAILMAP_API
 * @brief Marks what the shared library shows to the outside.
 *
 * Define `TRAILMAP_STATIC` when the library is linked statically; the build of
 * the library itself defines `TRAILMAP_BUILDING`.
 */
#if defined(TRAILMAP_STATIC)
#  define TRAILMAP_API
#elif defined(_WIN32)
#  if defined(TRAILMAP_BUILDING)
#    define TRAILMAP_API __declspec(dllexport)
#  else
#    define TRAILMAP_API __declspec(dllimport)
#  endif
#elif defined(__GNUC__)
#  define TRAILMAP_API __attribute__((visibility("default")))
#else
#  define TRAILMAP_API
#endif

#endif /* TRAILMAP_EXPORT_H */
