// SPDX-License-Identifier: BSD-2-Clause
#include <array>
#include <sstream>

#include "check.hpp"
#include "trailmap/geometry.hpp"
#include "trailmap/waypoint.hpp"

using namespace trailmap;

namespace {

constexpr Point bern{46.948_deg, 7.447_deg, {}};
constexpr Point thun{46.758_deg, 7.628_deg, {}};

}  // namespace

TEST(bern_to_thun) {
  CHECK_NEAR(distance(bern, thun).value(), 25'200, 200);
  CHECK_EQUAL(std::string(compass_name(bearing(bern, thun))), "SE");
  CHECK_EQUAL(std::string(compass_name(bearing(thun, bern))), "NW");
}

TEST(distance_takes_anything_with_a_place) {
  const Waypoint hut("Niesen", bern, Hut{.beds = 20, .open = true});
  CHECK_EQUAL(distance(hut, bern), Metres{0});
  CHECK_NEAR(distance(thun, hut).value(), distance(thun, bern).value(), 1e-6);
}

TEST(distance_to_a_segment_ends_at_its_ends) {
  const Segment north{{46.0_deg, 7.0_deg, {}}, {46.1_deg, 7.0_deg, {}}};
  const Point beside{46.05_deg, 7.01_deg, {}};
  const Point beyond{46.2_deg, 7.0_deg, {}};
  CHECK_NEAR(distance(beside, north).value(), 772, 5);
  CHECK_NEAR(distance(beyond, north).value(), distance(beyond, north.to).value(), 1);
}

TEST(chains_add_up) {
  const std::array<Point, 3> chain{bern, thun, bern};
  CHECK_NEAR(distance(chain).value(), 2 * distance(bern, thun).value(), 1e-6);
  CHECK_EQUAL(distance(std::span<const Point>{}), Metres{0});
}

TEST(boxes_grow) {
  Box box;
  CHECK(box.empty());
  box.extend(bern);
  box.extend(thun);
  CHECK(box.contains(midpoint(bern, thun)));
  CHECK(!box.contains({0.0_deg, 0.0_deg, {}}));
}

TEST(points_are_read_from_text) {
  const auto point = parse_point("46.5581, 7.8919, 1820");
  CHECK(point.ok());
  CHECK_EQUAL(*point->elevation, 1820_m);
  CHECK_EQUAL(parse_point("91, 0").message(), "not on the Earth: '91, 0'");
  CHECK_EQUAL(parse_point("46.5").message(), "expected latitude, longitude and perhaps a height");

  std::ostringstream out;
  out << *point;
  CHECK_EQUAL(out.str(), "46.55810, 7.89190 (1820 m)");
}

TEST(waypoints_say_what_they_are) {
  std::ostringstream out;
  out << Waypoint("Oberaarjoch", bern, Hut{.beds = 38, .open = false});
  CHECK_EQUAL(out.str(), "Oberaarjoch (hut, 38 beds, closed)");
}
