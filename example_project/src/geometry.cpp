// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief Spherical geometry for `geometry.hpp`.
 */
#include "trailmap/geometry.hpp"

#include <algorithm>
#include <cmath>

namespace trailmap {

namespace {

constexpr double square(double x) noexcept {
  return x * x;
}

// East and north of `origin`, in metres. Good for some ten kilometres.
struct Plane {
  Point origin;

  struct Place {
    double east;
    double north;
  };

  [[nodiscard]] Place operator()(const Point& p) const noexcept {
    const double r = earth_radius.value();
    return {r * radians(p.longitude - origin.longitude) * std::cos(radians(origin.latitude)),
            r * radians(p.latitude - origin.latitude)};
  }
};

}  // namespace

Metres distance(const Point& a, const Point& b) noexcept {
  const double phi = radians(b.latitude - a.latitude);
  const double lambda = radians(b.longitude - a.longitude);
  const double h = square(std::sin(phi / 2)) + std::cos(radians(a.latitude)) *
                                                   std::cos(radians(b.latitude)) *
                                                   square(std::sin(lambda / 2));
  return earth_radius * (2 * std::asin(std::sqrt(std::min(1.0, h))));
}

Metres distance(const Point& point, const Segment& segment) noexcept {
  const Plane plane{segment.from};
  const auto end = plane(segment.to);
  const auto p = plane(point);
  const double squared = square(end.east) + square(end.north);
  // Where the foot of the perpendicular is: 0 at the start, 1 at the end.
  const double foot =
      squared == 0 ? 0.0
                   : std::clamp((p.east * end.east + p.north * end.north) / squared, 0.0, 1.0);
  return Metres(std::hypot(p.east - foot * end.east, p.north - foot * end.north));
}

Metres distance(std::span<const Point> chain) noexcept {
  Metres sum;
  for (std::size_t i = 1; i < chain.size(); ++i) {
    sum += distance(chain[i - 1], chain[i]);
  }
  return sum;
}

Degrees bearing(const Point& from, const Point& to) noexcept {
  const double phi1 = radians(from.latitude);
  const double phi2 = radians(to.latitude);
  const double lambda = radians(to.longitude - from.longitude);
  const double east = std::sin(lambda) * std::cos(phi2);
  const double north =
      std::cos(phi1) * std::sin(phi2) - std::sin(phi1) * std::cos(phi2) * std::cos(lambda);
  const Degrees angle = from_radians(std::atan2(east, north));
  return angle < Degrees(0) ? angle + Degrees(360) : angle;
}

const char* compass_name(Degrees direction) noexcept {
  static constexpr const char* names[] = {"N", "NE", "E", "SE", "S", "SW", "W", "NW"};
  const long eighth = std::lround(direction.value() / 45.0) % 8;
  return names[eighth < 0 ? eighth + 8 : eighth];
}

Point midpoint(const Point& a, const Point& b) noexcept {
  Point middle{(a.latitude + b.latitude) * 0.5, (a.longitude + b.longitude) * 0.5, {}};
  if (a.elevation && b.elevation) {
    middle.elevation = (*a.elevation + *b.elevation) * 0.5;
  }
  return middle;
}

Box::Box(std::span<const Point> points) noexcept {
  for (const Point& point : points) {
    extend(point);
  }
}

bool Box::contains(const Point& point) const noexcept {
  return corners_ && point.latitude >= corners_->from.latitude &&
         point.latitude <= corners_->to.latitude && point.longitude >= corners_->from.longitude &&
         point.longitude <= corners_->to.longitude;
}

void Box::extend(const Point& point) noexcept {
  const Point flat{point.latitude, point.longitude, {}};
  if (!corners_) {
    corners_ = Segment{flat, flat};
    return;
  }
  auto& [low, high] = *corners_;
  low.latitude = std::min(low.latitude, flat.latitude);
  low.longitude = std::min(low.longitude, flat.longitude);
  high.latitude = std::max(high.latitude, flat.latitude);
  high.longitude = std::max(high.longitude, flat.longitude);
}

}  // namespace trailmap
