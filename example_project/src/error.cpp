// SPDX-License-Identifier: BSD-2-Clause
#include "trailmap/error.hpp"

namespace trailmap {

Error::~Error() = default;

const char* Error::category() const noexcept {
  return "error";
}

ParseError::ParseError(const std::string& what, int line)
    : Error(line > 0 ? "line " + std::to_string(line) + ": " + what : what), line_(line) {}

const char* ParseError::category() const noexcept {
  return "parse";
}

NoRouteError::NoRouteError(std::string from, std::string to)
    : Error("no route from '" + from + "' to '" + to + "'"),
      from_(std::move(from)),
      to_(std::move(to)) {}

const char* NoRouteError::category() const noexcept {
  return "no-route";
}

}  // namespace trailmap
