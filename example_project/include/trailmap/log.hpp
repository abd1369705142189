// SPDX-License-Identifier: BSD-2-Clause
/// @file
/// @brief Messages for the people who maintain a program, and checked expectations.
///
/// Levels below `TRAILMAP_LOG_LEVEL` vanish at compile time, together with the
/// expressions in their arguments.
#pragma once

#include <functional>
#include <sstream>
#include <string>
#include <string_view>

#include "trailmap/config.hpp"

namespace trailmap {

/// How much a message matters.
enum class LogLevel { trace, debug, notice, warning };

/// Receives the messages; see `set_log_sink`.
using LogSink = std::function<void(LogLevel, std::string_view)>;

/// Sends messages elsewhere than to standard error. An empty sink drops them.
/// @return the sink that was in use
TRAILMAP_API LogSink set_log_sink(LogSink sink);

namespace detail {

TRAILMAP_API void log(LogLevel level, std::string_view message);
[[noreturn]] TRAILMAP_API void expectation_failed(const char* condition, const char* file,
                                                  int line);

// Joins the pieces of a message as a stream would.
template <class... Parts>
std::string join(const Parts&... parts) {
  std::ostringstream out;
  (out << ... << parts);
  return std::move(out).str();
}

}  // namespace detail
}  // namespace trailmap

/**
 * Logs a message that is put together from pieces.
 *
 * @code
 * TRAILMAP_LOG(notice, "read ", count, " points from ", name);
 * @endcode
 *
 * @param level one of the enumerators of trailmap::LogLevel, without its scope
 */
#define TRAILMAP_LOG(level, ...)                                                  \
  do {                                                                            \
    if constexpr (static_cast<int>(::trailmap::LogLevel::level) >=                \
                  TRAILMAP_LOG_LEVEL) {                                           \
      ::trailmap::detail::log(::trailmap::LogLevel::level,                        \
                              ::trailmap::detail::join(__VA_ARGS__));             \
    }                                                                             \
  } while (false)

/**
 * Stops the program when a precondition does not hold.
 *
 * In builds with `NDEBUG` the condition is not evaluated.
 */
#ifdef NDEBUG
#  define TRAILMAP_EXPECT(condition) static_cast<void>(sizeof(!(condition)))
#else
#  define TRAILMAP_EXPECT(condition)    \
    ((condition) ? static_cast<void>(0) \
                 : ::trailmap::detail::expectation_failed(#condition, __FILE__, __LINE__))
#endif
