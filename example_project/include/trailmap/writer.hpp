// SPDX-License-Identifier: BSD-2-Clause
/// @file
/// @brief Tracks in several formats behind one interface.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string_view>

#include "trailmap/config.hpp"
#include "trailmap/track.hpp"

namespace trailmap {

/// The formats that `make_writer` knows.
enum class Format : std::uint8_t {
  gpx,   ///< GPX 1.1
  csv,   ///< comma-separated values, one line for each point
  text,  ///< a summary for people
};

/// Writes tracks. The interface of all formats.
class TRAILMAP_API TrackWriter {
public:
  TrackWriter() = default;
  TrackWriter(const TrackWriter&) = delete;
  TrackWriter& operator=(const TrackWriter&) = delete;
  virtual ~TrackWriter();

  /// Writes one track with all that the format wants around it.
  virtual void write(std::ostream& out, const Track& track) const = 0;

  /// The usual end of a file's name, with its point.
  [[nodiscard]] virtual std::string_view suffix() const noexcept = 0;
};

/// A writer for a format. Never null.
[[nodiscard]] TRAILMAP_API std::unique_ptr<TrackWriter> make_writer(Format format);

}  // namespace trailmap
