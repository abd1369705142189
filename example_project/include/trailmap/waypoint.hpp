// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief Named places: huts, summits, fords, signposts.
 */
#pragma once

#include <iosfwd>
#include <string>
#include <utility>
#include <variant>

#include "trailmap/config.hpp"
#include "trailmap/point.hpp"
#include "trailmap/surface.hpp"

namespace trailmap {

//! A mountain hut.
//!
//! \li Beds are counted for the season.
//! \li In winter most huts leave a room open, with far fewer.
struct Hut {
  int beds = 0;       ///< places to sleep in the season
  bool open = false;  ///< kept by a warden at the moment
};

/// A top worth a photograph.
struct Summit {
  Metres prominence;  ///< height above the lowest way to a higher top
};

/// A place where a path crosses a stream without a bridge.
struct Ford {
  Metres depth;  ///< at a normal level of the water
};

/// What a waypoint is. `std::monostate` stands for an ordinary signpost.
using Feature = std::variant<std::monostate, Hut, Summit, Ford>;

/*!
 * \brief A place with a name.
 *
 * \remark Two waypoints may have the same name, except in a RoutePlanner.
 * \sa trailmap::Feature
 */
class TRAILMAP_API Waypoint {
public:
  Waypoint(std::string name, Point location, Feature feature = {});

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const Point& location() const noexcept { return location_; }

  /// @name Feature
  /// @{
  [[nodiscard]] const Feature& feature() const noexcept { return feature_; }
  [[nodiscard]] Feature& feature() noexcept { return feature_; }
  /// @}

  /// Tells whether the waypoint is a `Hut`, a `Summit`, ...
  template <class F>
  [[nodiscard]] bool is() const noexcept {
    return std::holds_alternative<F>(feature_);
  }

  /// What stands beside the place.
  Amenities amenities;

private:
  std::string name_;
  Point location_;
  Feature feature_;
};

static_assert(Locatable<Waypoint>);

/// One line, such as `Oberaarjoch (hut, 38 beds)`.
TRAILMAP_API std::ostream& operator<<(std::ostream& out, const Waypoint& waypoint);

}  // namespace trailmap
