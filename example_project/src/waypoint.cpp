// SPDX-License-Identifier: BSD-2-Clause
#include "trailmap/waypoint.hpp"

#include <ostream>

#include "trailmap/detail/overload.hpp"

namespace trailmap {

Waypoint::Waypoint(std::string name, Point location, Feature feature)
    : name_(std::move(name)), location_(location), feature_(std::move(feature)) {}

std::ostream& operator<<(std::ostream& out, const Waypoint& waypoint) {
  out << waypoint.name();
  std::visit(
      detail::Overload{
          [](std::monostate) {},
          [&](const Hut& hut) {
            out << " (hut, " << hut.beds << " beds" << (hut.open ? "" : ", closed") << ')';
          },
          [&](const Summit& summit) {
            out << " (summit, prominence " << to_text(whole(summit.prominence)) << ')';
          },
          [&](const Ford& ford) { out << " (ford, " << ford.depth << " deep)"; },
      },
      waypoint.feature());
  return out;
}

}  // namespace trailmap
