// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief Distances, bearings and boxes on a sphere.
 *
 * The Earth is taken as a sphere of `earth_radius`. The error against the
 * ellipsoid is below 0.6 %, far less than what a hiker's receiver adds.
 *
 * @see https://en.wikipedia.org/wiki/Haversine_formula
 */
#pragma once

#include <optional>
#include <span>

#include "trailmap/config.hpp"
#include "trailmap/point.hpp"
#include "trailmap/units.hpp"

namespace trailmap {

/// The mean radius of the Earth.
inline constexpr Metres earth_radius{6'371'008.8};

/// A straight piece between two points.
struct Segment {
  Point from;
  Point to;
};

/**
 * @name Distances
 * One overload set; heights are ignored by all of them.
 */
/// @{

/// The way along the great circle between two points.
[[nodiscard]] TRAILMAP_API Metres distance(const Point& a, const Point& b) noexcept;

/// The shortest way from a point to a segment.
[[nodiscard]] TRAILMAP_API Metres distance(const Point& point, const Segment& segment) noexcept;

/// The length of a chain of points; 0 for less than two of them.
[[nodiscard]] TRAILMAP_API Metres distance(std::span<const Point> chain) noexcept;

/// The distance between any two things that are at a place.
template <Locatable A, Locatable B>
  requires(!std::same_as<A, Point> || !std::same_as<B, Point>)
[[nodiscard]] Metres distance(const A& a, const B& b) {
  return distance(location_of(a), location_of(b));
}
/// @}

/**
 * The direction in which to leave @p from to reach @p to.
 *
 * @return an angle from 0 (north) over 90 (east) up to, not including, 360
 */
[[nodiscard]] TRAILMAP_API Degrees bearing(const Point& from, const Point& to) noexcept;

/// The eight names of the compass rose: `"N"`, `"NE"`, ...
[[nodiscard]] TRAILMAP_API const char* compass_name(Degrees direction) noexcept;

/// The point in the middle; its height is the mean when both are known.
[[nodiscard]] TRAILMAP_API Point midpoint(const Point& a, const Point& b) noexcept;

/**
 * A rectangle of latitudes and longitudes.
 *
 * @bug Boxes across the date line are not supported; they seem to span the
 *      whole Earth.
 */
class TRAILMAP_API Box {
public:
  Box() = default;
  /// The smallest box around some points.
  explicit Box(std::span<const Point> points) noexcept;

  /// Tells whether the box holds nothing at all.
  [[nodiscard]] bool empty() const noexcept { return !corners_.has_value(); }
  [[nodiscard]] bool contains(const Point& point) const noexcept;
  /// Grows the box until it holds the point.
  void extend(const Point& point) noexcept;

  /// The corner with the smallest coordinates. @pre not empty
  [[nodiscard]] const Point& south_west() const { return corners_->from; }
  /// The corner with the largest coordinates. @pre not empty
  [[nodiscard]] const Point& north_east() const { return corners_->to; }

private:
  std::optional<Segment> corners_;
};

}  // namespace trailmap
