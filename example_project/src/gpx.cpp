// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief GPX on top of the small XML reader of `xml.hpp`.
 */
#include "trailmap/gpx.hpp"

#include <chrono>
#include <fstream>
#include <istream>
#include <iterator>
#include <optional>
#include <ostream>

#include "text.hpp"
#include "trailmap/log.hpp"
#include "xml.hpp"

namespace trailmap::gpx {
inline namespace v1 {

namespace {

namespace chrono = std::chrono;
using xml::Event;

// What `wpt` and `trkpt` have in common.
struct RawPoint {
  Point place;
  std::optional<Seconds> time;
  std::string name;
};

double number_attribute(const xml::Reader& reader, const char* name) {
  const std::string* value = reader.attribute(name);
  const auto number = value ? text::to_number<double>(text::trim(*value)) : std::nullopt;
  if (!number) {
    reader.fail(std::string("attribute '") + name + "' is missing or not a number");
  }
  return *number;
}

RawPoint read_point(xml::Reader& reader) {
  RawPoint point;
  point.place.latitude = Degrees(number_attribute(reader, "lat"));
  point.place.longitude = Degrees(number_attribute(reader, "lon"));
  if (!is_valid(point.place)) {
    reader.fail("the point is not on the Earth");
  }
  while (reader.next() == Event::open) {
    if (reader.name() == "ele") {
      if (const auto height = text::to_number<double>(reader.element_text())) {
        point.place.elevation = Metres(*height);
      }
    } else if (reader.name() == "time") {
      if (const auto time = parse_time(reader.element_text())) {
        point.time = *time;
      }
    } else if (reader.name() == "name") {
      point.name = reader.element_text();
    } else {
      reader.skip();
    }
  }
  return point;
}

void read_segment(xml::Reader& reader, Track& track) {
  while (reader.next() == Event::open) {
    if (reader.name() == "trkpt") {
      const RawPoint point = read_point(reader);
      track.append(TrackPoint{point.place, point.time});
    } else {
      reader.skip();
    }
  }
}

Track read_track(xml::Reader& reader) {
  Track track;
  while (reader.next() == Event::open) {
    if (reader.name() == "trkseg") {
      read_segment(reader, track);
    } else if (reader.name() == "name") {
      track.rename(reader.element_text());
    } else {
      reader.skip();
    }
  }
  return track;
}

void write_place(std::ostream& out, const char* element, const Point& place) {
  out << '<' << element << " lat=\"" << text::fixed(place.latitude.value(), 6) << "\" lon=\""
      << text::fixed(place.longitude.value(), 6) << "\">";
  if (place.elevation) {
    out << "<ele>" << text::fixed(place.elevation->value(), 1) << "</ele>";
  }
}

void write_track(std::ostream& out, const Track& track) {
  out << "  <trk>\n    <name>" << xml::escape(track.name()) << "</name>\n    <trkseg>\n";
  for (const TrackPoint& point : track) {
    out << "      ";
    write_place(out, "trkpt", point.place);
    if (point.time) {
      out << "<time>" << format_time(*point.time) << "</time>";
    }
    out << "</trkpt>\n";
  }
  out << "    </trkseg>\n  </trk>\n";
}

}  // namespace

Document read(std::string_view text) {
  xml::Reader reader(text);
  if (reader.next() != Event::open || reader.name() != "gpx") {
    reader.fail("not a GPX document");
  }
  Document document;
  if (const std::string* creator = reader.attribute("creator")) {
    document.creator = *creator;
  }
  while (reader.next() == Event::open) {
    if (reader.name() == "wpt") {
      RawPoint point = read_point(reader);
      document.waypoints.emplace_back(std::move(point.name), point.place);
    } else if (reader.name() == "trk") {
      document.tracks.push_back(read_track(reader));
    } else {
      TRAILMAP_LOG(debug, "line ", reader.line(), ": skipped ", reader.name());
      reader.skip();
    }
  }
  return document;
}

Document read(std::istream& in) {
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return read(std::string_view(text));
}

Document read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    throw Error("cannot open '" + path + "'");
  }
  return read(in);
}

Result<Track> try_read(std::string_view text) noexcept {
  try {
    Document document = read(text);
    if (document.tracks.empty()) {
      return Result<Track>::failure("the document has no track");
    }
    return std::move(document.tracks.front());
  } catch (const std::exception& error) {
    return Result<Track>::failure(error.what());
  }
}

void write(std::ostream& out, const Document& document) {
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<gpx version=\"1.1\" creator=\""
      << xml::escape(document.creator) << "\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n";
  for (const Waypoint& waypoint : document.waypoints) {
    out << "  ";
    write_place(out, "wpt", waypoint.location());
    out << "<name>" << xml::escape(waypoint.name()) << "</name></wpt>\n";
  }
  for (const Track& track : document.tracks) {
    write_track(out, track);
  }
  out << "</gpx>\n";
}

void write(std::ostream& out, const Track& track) {
  Document document;
  document.tracks.push_back(track);
  write(out, document);
}

Result<Seconds> parse_time(std::string_view text) {
  // 2024-07-14T06:30:00Z, the fraction of the second being optional
  text = text::trim(text);
  const auto number = [text](std::size_t at, std::size_t count) {
    return text.size() < at + count ? std::nullopt : text::to_number<int>(text.substr(at, count));
  };
  const auto y = number(0, 4), mo = number(5, 2), d = number(8, 2);
  const auto h = number(11, 2), mi = number(14, 2), s = number(17, 2);
  if (!y || !mo || !d || !h || !mi || !s || text[10] != 'T' || !text.ends_with('Z')) {
    return Result<Seconds>::failure("not a time in UTC: '" + std::string(text) + "'");
  }
  const chrono::year_month_day date{chrono::year(*y),
                                    chrono::month(static_cast<unsigned>(*mo)),
                                    chrono::day(static_cast<unsigned>(*d))};
  if (!date.ok()) {
    return Result<Seconds>::failure("no such day: '" + std::string(text) + "'");
  }
  const auto days = chrono::sys_days(date).time_since_epoch().count();
  return Seconds(days * 86'400.0 + *h * 3'600.0 + *mi * 60.0 + *s);
}

std::string format_time(Seconds time) {
  using namespace chrono;
  const sys_seconds moment{seconds(static_cast<long long>(time.value()))};
  const auto day = floor<days>(moment);
  const year_month_day date{day};
  const hh_mm_ss clock{moment - day};
  const auto two = [](auto value) {
    const std::string digits = std::to_string(value);
    return digits.size() == 1 ? "0" + digits : digits;
  };
  return std::to_string(static_cast<int>(date.year())) + "-" +
         two(static_cast<unsigned>(date.month())) + "-" + two(static_cast<unsigned>(date.day())) +
         "T" + two(clock.hours().count()) + ":" + two(clock.minutes().count()) + ":" +
         two(clock.seconds().count()) + "Z";
}

}  // namespace v1
}  // namespace trailmap::gpx
