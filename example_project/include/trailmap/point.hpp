// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief A place on the Earth.
 */
#pragma once

#include <compare>
#include <concepts>
#include <iosfwd>
#include <optional>
#include <string_view>

#include "trailmap/config.hpp"
#include "trailmap/error.hpp"
#include "trailmap/units.hpp"

namespace trailmap {

/**
 * A place: latitude and longitude in WGS 84, and a height if it is known.
 *
 * Points are ordered by latitude, then longitude, then height. The order has no
 * meaning on a map; it lets points live in sorted containers.
 */
struct Point {
  Degrees latitude;                 ///< north is positive, from -90 to 90
  Degrees longitude;                ///< east is positive, from -180 to 180
  std::optional<Metres> elevation;  ///< above the sea, when known

  friend auto operator<=>(const Point&, const Point&) = default;
};

/// Something that is at a place. Points are; tracks and routes are not.
template <class T>
concept Locatable = std::same_as<T, Point> || requires(const T& thing) {
  { thing.location() } -> std::convertible_to<const Point&>;
};

/// Where a thing is. The point itself for a point.
[[nodiscard]] constexpr const Point& location_of(const Point& point) noexcept { return point; }

/// @copydoc location_of(const Point&)
template <Locatable T>
  requires(!std::same_as<T, Point>)
[[nodiscard]] const Point& location_of(const T& thing) {
  return thing.location();
}

/// Tells whether both coordinates are in their ranges. NaN is not.
[[nodiscard]] TRAILMAP_API bool is_valid(const Point& point) noexcept;

/**
 * Reads a point from text such as `46.5581, 7.8919` or `46.5581,7.8919,1820`.
 *
 * @param text latitude, longitude and perhaps a height in metres
 * @return the point, or the reason why @p text is none
 * @since 1.1
 */
TRAILMAP_API Result<Point> parse_point(std::string_view text);

/// Writes `46.55810, 7.89190` and the height in brackets when there is one.
TRAILMAP_API std::ostream& operator<<(std::ostream& out, const Point& point);

}  // namespace trailmap
