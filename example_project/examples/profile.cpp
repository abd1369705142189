// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief Draws the profile of the tracks in a GPX file.
 */
#include <iostream>

#include "trailmap/trailmap.hpp"

int main(int argc, char** argv) {
  using namespace trailmap;
  if (argc != 2) {
    std::cerr << "usage: profile FILE.gpx\n";
    return 2;
  }
  try {
    const auto writer = make_writer(Format::text);
    for (const Track& track : gpx::read_file(argv[1]).tracks) {
      const ElevationProfile profile(track);
      writer->write(std::cout, track);
      std::cout << ProfilePlot(profile).draw(60, 10).str(ColourMode::automatic) << "steepest "
                << static_cast<int>(profile.steepest(300_m) * 100) << " %\n";
    }
  } catch (const Error& error) {
    std::cerr << error.category() << ": " << error.what() << '\n';
    return 1;
  }
}
