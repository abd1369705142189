// SPDX-License-Identifier: BSD-2-Clause
#include "check.hpp"
#include "trailmap/canvas.hpp"
#include "trailmap/elevation.hpp"
#include "trailmap/track.hpp"

using namespace trailmap;

namespace {

/// Points that go north in steps of about 111 m.
Track northward(std::initializer_list<double> heights) {
  Track track("northward");
  double latitude = 46.0;
  for (const double height : heights) {
    track.append(Point{Degrees(latitude), 7.0_deg, Metres(height)});
    latitude += 0.001;
  }
  return track;
}

}  // namespace

TEST(tracks_are_containers) {
  Track track = northward({500, 510});
  track += northward({520});
  CHECK_EQUAL(track.size(), 3U);
  CHECK_EQUAL(*track[2].place.elevation, 520_m);
  CHECK_THROWS(std::out_of_range, track.at(3));
  const Track copy("copy", track.begin(), track.end());
  CHECK_EQUAL(copy.size(), track.size());
  CHECK_EQUAL((track + track).size(), 6U);
  track.append(track);
  CHECK_EQUAL(track.size(), 6U);
}

TEST(simplified_keeps_the_ends) {
  const Track track = northward({1, 2, 3, 4, 5, 6, 7});
  const Track simple = track.simplified(5_m);
  CHECK_EQUAL(simple.size(), 2U);
  CHECK(simple[0] == track[0] && simple[1] == track[6]);
  CHECK_NEAR(simple.length().value(), track.length().value(), 0.1);
}

TEST(filtered_and_split) {
  const Track track = northward({100, 900, 110, 120});
  const auto low = [](const TrackPoint& p) { return *p.place.elevation < 500_m; };
  CHECK_EQUAL(track.filtered(low).size(), 3U);
  const auto jump = [](const TrackPoint& a, const TrackPoint& b) {
    return abs(*a.place.elevation - *b.place.elevation) > 500_m;
  };
  CHECK_EQUAL(track.split(jump).size(), 3U);
  CHECK(Track().split(jump).empty());
}

TEST(smoothing_takes_out_wild_values) {
  const Track track = northward({500, 500, 900, 500, 500});
  CHECK_EQUAL(ElevationProfile(track, RawHeights()).ascent(), 400_m);
  CHECK_EQUAL(ElevationProfile(track).ascent(), 0_m);
  CHECK(ElevationProfile(track, MovingAverage(3)).ascent() < 400_m);
  CHECK_EQUAL(MovingAverage(4).width(), 5U);
}

TEST(profiles_interpolate) {
  const ElevationProfile profile(northward({500, 520, 560}), RawHeights());
  const Metres length = profile.samples().back().way;
  CHECK_EQUAL(profile(Metres{-5}), 500_m);
  CHECK_NEAR(profile(length * 0.25).value(), 510, 0.01);
  CHECK_EQUAL(profile(length + 1_m), 560_m);
  CHECK_NEAR(profile.steepest(), 40.0 / 111.2, 0.001);
  CHECK_EQUAL(profile.highest().height, 560_m);
}

TEST(pictures_have_their_size) {
  const Track track = northward({500, 600, 550});
  const Canvas canvas = ProfilePlot(ElevationProfile(track, RawHeights())).draw(30, 5);
  CHECK_EQUAL(canvas.rows(), 5U);
  CHECK_EQUAL(canvas.str().substr(0, 5), "600 m");
  const Canvas sketch = TrackSketch(track).draw(10, 4);
  CHECK_EQUAL(sketch(0, 3).character, 'S');
  CHECK_EQUAL(sketch(0, 0).character, 'G');
  CHECK(sketch.str(ColourMode::never).find('\x1b') == std::string::npos);
}
