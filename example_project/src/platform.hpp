// SPDX-License-Identifier: BSD-2-Clause
/// @file
/// @brief The few things that the library asks of the operating system.
/// @internal
#pragma once

#include <cstdio>
#include <string>

#include "trailmap/config.hpp"

namespace trailmap::platform {

#if defined(TRAILMAP_WINDOWS)
/// What separates the folders of a path.
inline constexpr char separator = '\\';
#else
/// What separates the folders of a path.
inline constexpr char separator = '/';
#endif

/// Tells whether a stream of the C library is a terminal that shows colours.
[[nodiscard]] bool is_colour_terminal(std::FILE* stream) noexcept;

/// The part of a path after its last separator.
[[nodiscard]] std::string base_name(const std::string& path);

/// The value of a variable of the environment; empty when it is not set.
[[nodiscard]] std::string environment(const char* name);

}  // namespace trailmap::platform
