// SPDX-License-Identifier: BSD-2-Clause
#include "trailmap/log.hpp"

#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <utility>

#include "platform.hpp"

namespace trailmap {

namespace {

constexpr const char* level_names[] = {"trace", "debug", "notice", "warning"};

void write_to_stderr(LogLevel level, std::string_view message) {
  std::fprintf(stderr, "trailmap: %s: %.*s\n", level_names[static_cast<int>(level)],
               static_cast<int>(message.size()), message.data());
}

// Both behind functions, so that messages from static constructors work too.
std::mutex& sink_mutex() {
  static std::mutex mutex;
  return mutex;
}

LogSink& sink() {
  static LogSink current = write_to_stderr;
  return current;
}

}  // namespace

LogSink set_log_sink(LogSink next) {
  const std::lock_guard lock(sink_mutex());
  std::swap(sink(), next);
  return next;
}

namespace detail {

void log(LogLevel level, std::string_view message) {
  const std::lock_guard lock(sink_mutex());
  if (sink()) {
    sink()(level, message);
  }
}

void expectation_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "trailmap: %s:%d: expected %s\n", platform::base_name(file).c_str(), line,
               condition);
  std::abort();
}

}  // namespace detail
}  // namespace trailmap
