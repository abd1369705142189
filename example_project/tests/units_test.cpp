// SPDX-License-Identifier: BSD-2-Clause
#include <sstream>

#include "check.hpp"
#include "trailmap/surface.hpp"
#include "trailmap/units.hpp"

using namespace trailmap;

static_assert(1_km == 1000_m);
static_assert(1_h > 59_min);
static_assert(abs(-Metres{3}) == 3_m);
static_assert(QuantityOf<WholeMetres, dimension::Length>);
static_assert(!QuantityOf<WholeMetres, dimension::Time>);
static_assert(!Arithmetic<bool>);
static_assert(sizeof(Metres) == sizeof(double));
static_assert(surface_count == 7);
static_assert(whole(2.5_m) == WholeMetres{3} && whole(-2.6_m) == WholeMetres{-3});

TEST(lengths_add_up) {
  CHECK_EQUAL(1_km + 500_m, 1500_m);
  CHECK_EQUAL(2.0 * 1_km - 1_m, 1999_m);
  CHECK(3_km / 1_h < 4_km / 1_h);
}

TEST(whole_metres_become_metres) {
  const Metres height = WholeMetres{7};
  CHECK_EQUAL(height, 7_m);
  CHECK_EQUAL(static_cast<double>(height), 7.0);
}

TEST(texts_are_for_people) {
  CHECK_EQUAL(to_text(850_m), "850 m");
  CHECK_EQUAL(to_text(12.44_km), "12.4 km");
  CHECK_EQUAL(to_text(65_min), "1 h 05 min");
  CHECK_EQUAL(to_text(25_min), "25 min");
}

TEST(streams_write_the_unit) {
  std::ostringstream out;
  out << 12.5_m << ", " << 90.0_deg;
  CHECK_EQUAL(out.str(), "12.5 m, 90 deg");
}

TEST(surfaces_have_names) {
  CHECK_EQUAL(name_of(Surface::forest), "forest floor");
  CHECK(*parse_surface(" Scree ") == Surface::scree);
  CHECK(!parse_surface("lava"));
  CHECK_EQUAL(name_of(T3), "T3");
}

TEST(amenities_fit_into_a_byte) {
  Amenities a;
  a.shelter = 1;
  a.stops = 9;
  CHECK_EQUAL(int{pack(a)}, 0x92);
  CHECK(unpack(pack(a)) == a);
}
