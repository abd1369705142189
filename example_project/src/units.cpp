// SPDX-License-Identifier: BSD-2-Clause
#include "trailmap/units.hpp"

#include <cmath>

#include "text.hpp"

namespace trailmap {

template <>
std::string to_text<Metres>(Metres length) {
  if (abs(length) < 1_km) {
    return text::fixed(std::round(length.value()), 0) + " m";
  }
  return text::fixed(length / 1_km, 1) + " km";
}

template <>
std::string to_text<WholeMetres>(WholeMetres length) {
  return std::to_string(length.value()) + " m";
}

template <>
std::string to_text<Seconds>(Seconds time) {
  const auto minutes = static_cast<long>(std::lround(time / 1_min));
  const long hours = minutes / 60;
  const std::string rest = std::to_string(minutes % 60);
  if (hours == 0) {
    return rest + " min";
  }
  return std::to_string(hours) + " h " + (rest.size() == 1 ? "0" : "") + rest + " min";
}

}  // namespace trailmap
