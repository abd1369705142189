// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief The tables behind `surface.hpp`, made from `surface.def`.
 */
#include "trailmap/surface.hpp"

#include <array>
#include <string>

#include "text.hpp"

namespace trailmap {

namespace {

struct SurfaceFacts {
  std::string_view text;
  double effort;
};

constexpr std::array<SurfaceFacts, surface_count> surface_facts = {{
#define TRAILMAP_SURFACE(name, text, effort) {text, effort},
#include "trailmap/surface.def"
}};

static_assert(surface_facts.size() == static_cast<std::size_t>(Surface::snow) + 1);

// A value cast from a foreign number may be out of range.
const SurfaceFacts& facts_of(Surface surface) noexcept {
  const auto index = static_cast<std::size_t>(surface);
  return surface_facts[index < surface_count ? index : 0];
}

}  // namespace

std::string_view name_of(Surface surface) noexcept {
  return facts_of(surface).text;
}

double effort_of(Surface surface) noexcept {
  return facts_of(surface).effort;
}

Result<Surface> parse_surface(std::string_view text) {
  const std::string wanted = text::lower(text::trim(text));
  for (std::size_t i = 0; i < surface_count; ++i) {
    if (surface_facts[i].text == wanted) {
      return static_cast<Surface>(i);
    }
  }
  return Result<Surface>::failure("unknown surface: '" + wanted + "'");
}

std::string_view name_of(Difficulty difficulty) noexcept {
  switch (difficulty) {
    case T1: return "T1";
    case T2: return "T2";
    case T3: return "T3";
    case T4: return "T4";
    case T5: return "T5";
    case T6: return "T6";
    case DifficultyUnknown: break;
  }
  return "T?";
}

}  // namespace trailmap
