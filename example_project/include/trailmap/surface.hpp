// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief What a path is made of, how hard it is, and what stands beside it.
 */
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "trailmap/config.hpp"
#include "trailmap/error.hpp"

namespace trailmap {

/// The surface of a path. The list itself is in `surface.def`.
enum class Surface : std::uint8_t {
#define TRAILMAP_SURFACE(name, text, effort) name,
#include "trailmap/surface.def"
};

/// How many surfaces there are.
inline constexpr std::size_t surface_count = 0
#define TRAILMAP_SURFACE(name, text, effort) +1
#include "trailmap/surface.def"
    ;

/// The English name, for instance `"forest floor"`.
[[nodiscard]] TRAILMAP_API std::string_view name_of(Surface surface) noexcept;

/// The factor on the walking time, 1 for gravel.
[[nodiscard]] TRAILMAP_API double effort_of(Surface surface) noexcept;

/// Finds a surface by its English name; capital letters count as small ones.
TRAILMAP_API Result<Surface> parse_surface(std::string_view text);

/**
 * The scale of the Swiss Alpine Club for hiking.
 *
 * A plain enum, since the numbers are what is painted on the signposts and what
 * the C API hands out.
 */
enum Difficulty {
  T1 = 1,  ///< Hiking: broad paths, trainers will do
  T2 = 2,  ///< Mountain hiking: some steep stretches
  T3 = 3,  ///< Demanding mountain hiking: hands for balance
  T4 = 4,  ///< Alpine hiking: hands to get on
  T5 = 5,  ///< Demanding alpine hiking: easy climbing, no path
  T6 = 6,  ///< Difficult alpine hiking
  DifficultyUnknown = -1,
};

/// The name of the scale, for instance `"T3"`; `"T?"` when unknown.
[[nodiscard]] TRAILMAP_API std::string_view name_of(Difficulty difficulty) noexcept;

/**
 * What a hiker finds along a path, packed into one byte.
 *
 * The layout is that of the second byte of the tile format, hence bit-fields.
 *
 * @warning The order of bit-fields is the compiler's choice. Use
 *          `pack` and `unpack` for files.
 */
struct Amenities {
  std::uint8_t water : 1 = 0;    ///< drinking water
  std::uint8_t shelter : 1 = 0;  ///< a roof
  std::uint8_t bench : 1 = 0;
  std::uint8_t phone : 1 = 0;    ///< reception, not a telephone
  std::uint8_t stops : 4 = 0;    ///< bus stops, 15 for "15 or more"

  friend bool operator==(const Amenities&, const Amenities&) = default;
};

/// The byte that stands for the amenities in files: water is the lowest bit.
[[nodiscard]] constexpr std::uint8_t pack(Amenities a) noexcept {
  return static_cast<std::uint8_t>(a.water | a.shelter << 1 | a.bench << 2 | a.phone << 3 |
                                   a.stops << 4);
}

/// The inverse of `pack`.
[[nodiscard]] constexpr Amenities unpack(std::uint8_t byte) noexcept {
  Amenities a;
  a.water = byte & 1U;
  a.shelter = byte >> 1 & 1U;
  a.bench = byte >> 2 & 1U;
  a.phone = byte >> 3 & 1U;
  a.stops = byte >> 4 & 15U;
  return a;
}

}  // namespace trailmap
