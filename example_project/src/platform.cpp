// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief `platform.hpp` for Windows and for POSIX systems.
 *
 * This is the only file that includes headers of an operating system. Whoever
 * ports the library looks here and in `config.hpp`.
 */
#include "platform.hpp"

#include <cstdlib>

#if defined(TRAILMAP_WINDOWS)
#  define WIN32_LEAN_AND_MEAN
#  define NOMINMAX
#  include <io.h>
#  include <windows.h>
#elif defined(TRAILMAP_POSIX)
#  include <unistd.h>
#endif

namespace trailmap::platform {

#if TRAILMAP_WITH_COLOUR

namespace {

#  if defined(TRAILMAP_WINDOWS)

// Old consoles show escape sequences only after they were asked to.
bool enable_escape_sequences() noexcept {
  const HANDLE console = GetStdHandle(STD_OUTPUT_HANDLE);
  DWORD mode = 0;
  return console != INVALID_HANDLE_VALUE && GetConsoleMode(console, &mode) != 0 &&
         SetConsoleMode(console, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
}

#  elif defined(TRAILMAP_POSIX)

// Terminals that call themselves "dumb" show escape sequences as rubbish.
bool is_dumb_terminal() {
  const std::string term = environment("TERM");
  return term.empty() || term == "dumb";
}

#  endif

}  // namespace

#endif  // TRAILMAP_WITH_COLOUR

bool is_colour_terminal([[maybe_unused]] std::FILE* stream) noexcept {
#if !TRAILMAP_WITH_COLOUR
  return false;
#else
  if (std::getenv("NO_COLOR") != nullptr) {  // see https://no-color.org
    return false;
  }
#  if defined(TRAILMAP_WINDOWS)
  return _isatty(_fileno(stream)) != 0 && enable_escape_sequences();
#  else
  return ::isatty(::fileno(stream)) == 1 && !is_dumb_terminal();
#  endif
#endif
}

std::string base_name(const std::string& path) {
  const auto last = path.find_last_of(separator);
  return last == std::string::npos ? path : path.substr(last + 1);
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

}  // namespace trailmap::platform
