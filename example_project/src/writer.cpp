// SPDX-License-Identifier: BSD-2-Clause
#include "trailmap/writer.hpp"

#include <ostream>

#include "text.hpp"
#include "trailmap/elevation.hpp"
#include "trailmap/gpx.hpp"

namespace trailmap {

TrackWriter::~TrackWriter() = default;

namespace {

class GpxWriter final : public TrackWriter {
public:
  void write(std::ostream& out, const Track& track) const override { gpx::write(out, track); }
  std::string_view suffix() const noexcept override { return ".gpx"; }
};

class CsvWriter final : public TrackWriter {
public:
  void write(std::ostream& out, const Track& track) const override {
    out << "latitude,longitude,elevation,time\n";
    for (const TrackPoint& point : track) {
      out << text::fixed(point.place.latitude.value(), 6) << ','
          << text::fixed(point.place.longitude.value(), 6) << ',';
      if (point.place.elevation) {
        out << text::fixed(point.place.elevation->value(), 1);
      }
      out << ',' << (point.time ? gpx::format_time(*point.time) : "") << '\n';
    }
  }
  std::string_view suffix() const noexcept override { return ".csv"; }
};

class TextWriter final : public TrackWriter {
public:
  void write(std::ostream& out, const Track& track) const override {
    const ElevationProfile profile(track);
    out << track.name() << ": " << to_text(track.length());
    if (!profile.empty()) {
      out << ", up " << to_text(whole(profile.ascent())) << ", down "
          << to_text(whole(profile.descent()));
    }
    if (const auto time = track.duration()) {
      out << ", " << to_text(*time);
    }
    out << '\n';
  }
  std::string_view suffix() const noexcept override { return ".txt"; }
};

}  // namespace

std::unique_ptr<TrackWriter> make_writer(Format format) {
  switch (format) {
    case Format::gpx: return std::make_unique<GpxWriter>();
    case Format::csv: return std::make_unique<CsvWriter>();
    case Format::text: break;
  }
  return std::make_unique<TextWriter>();
}

}  // namespace trailmap
