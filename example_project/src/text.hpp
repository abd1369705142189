// SPDX-License-Identifier: BSD-2-Clause
/// @file
/// @brief Small functions on text that know no locale.
/// @internal
#pragma once

#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trailmap::text {

// A dot is a dot here, whatever the user's country thinks of it.

/// Reads all of a text as a number; nothing when it is none.
template <class Number>
[[nodiscard]] std::optional<Number> to_number(std::string_view text) noexcept {
  Number value{};
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || rest != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

/// A text without the blanks around it.
[[nodiscard]] constexpr std::string_view trim(std::string_view text) noexcept {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// The pieces between separators, trimmed. `"a,,b"` has three.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

/// ASCII capital letters become small ones.
[[nodiscard]] std::string lower(std::string_view text);

/// A number with a fixed count of digits behind the point.
[[nodiscard]] std::string fixed(double value, int digits);

}  // namespace trailmap::text
