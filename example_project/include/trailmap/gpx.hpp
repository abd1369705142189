// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief Reading and writing GPX 1.1, as far as walkers need it.
 *
 * Read are `wpt`, `trk`, `trkseg` and `trkpt` with `ele`, `time` and `name`.
 * Everything else is skipped. Segments of one track are joined.
 *
 * @see https://www.topografix.com/GPX/1/1/
 */
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "trailmap/config.hpp"
#include "trailmap/error.hpp"
#include "trailmap/track.hpp"
#include "trailmap/waypoint.hpp"

namespace trailmap::gpx {

/// Version 1 of the interface; a second one could stand beside it.
inline namespace v1 {

/// What one file holds.
struct Document {
  std::string creator = "trailmap";
  std::vector<Waypoint> waypoints;
  std::vector<Track> tracks;
};

/// @name Reading
/// @{

/**
 * Reads a document.
 *
 * @param text the whole file
 * @throws ParseError with the line of the fault
 */
[[nodiscard]] TRAILMAP_API Document read(std::string_view text);
/// Reads a stream to its end.
[[nodiscard]] TRAILMAP_API Document read(std::istream& in);
/// Reads a file. @throws Error when the file cannot be opened
[[nodiscard]] TRAILMAP_API Document read_file(const std::string& path);
/// The first track of a document, without exceptions.
TRAILMAP_API Result<Track> try_read(std::string_view text) noexcept;
/// @}

/// @name Writing
/// @{
TRAILMAP_API void write(std::ostream& out, const Document& document);
TRAILMAP_API void write(std::ostream& out, const Track& track);
/// @}

/// Seconds since 1970 from `2024-07-14T06:30:00Z`; fractions are dropped.
TRAILMAP_API Result<Seconds> parse_time(std::string_view text);
/// The inverse of `parse_time`.
[[nodiscard]] TRAILMAP_API std::string format_time(Seconds time);

}  // namespace v1
}  // namespace trailmap::gpx
