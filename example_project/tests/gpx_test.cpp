// SPDX-License-Identifier: BSD-2-Clause
#include <sstream>

#include "check.hpp"
#include "trailmap/gpx.hpp"
#include "trailmap/log.hpp"
#include "trailmap/writer.hpp"

using namespace trailmap;

namespace {

constexpr const char* document = R"(<?xml version="1.0"?>
<!-- recorded by nobody -->
<gpx creator="tests &amp; more">
  <metadata><author/></metadata>
  <wpt lat="46.6456" lon="7.6518"><ele>2362</ele><name>Niesen</name></wpt>
  <trk><name><![CDATA[up & down]]></name><trkseg>
    <trkpt lat="46.64" lon="7.65"><ele>700.5</ele><time>2024-07-14T06:30:00Z</time></trkpt>
    <trkpt lat="46.65" lon="7.65"><extensions><hr>140</hr></extensions></trkpt>
  </trkseg></trk>
</gpx>
)";

}  // namespace

TEST(gpx_is_read) {
  const gpx::Document read = gpx::read(document);
  CHECK_EQUAL(read.creator, "tests & more");
  CHECK_EQUAL(read.waypoints.at(0).name(), "Niesen");
  CHECK_EQUAL(*read.waypoints[0].location().elevation, 2362_m);
  const Track& track = read.tracks.at(0);
  CHECK_EQUAL(track.name(), "up & down");
  CHECK_EQUAL(track.size(), 2U);
  CHECK(track[0].time.has_value() && !track[1].time.has_value());
  CHECK(!track.duration());
}

TEST(gpx_is_written_and_read_again) {
  const gpx::Document first = gpx::v1::read(document);
  std::stringstream file;
  gpx::write(file, first);
  const gpx::Document second = gpx::read(file);
  CHECK(first.tracks == second.tracks);
  CHECK_EQUAL(second.creator, first.creator);
}

TEST(gpx_faults_have_a_line) {
  try {
    static_cast<void>(gpx::read("<gpx>\n<trk>\n</gpx>"));
    CHECK(!"thrown");
  } catch (const ParseError& error) {
    CHECK_EQUAL(error.line(), 3);
    CHECK_EQUAL(std::string(error.category()), "parse");
  }
  CHECK_THROWS(ParseError, gpx::read("<!DOCTYPE gpx><gpx/>"));
  CHECK_THROWS(ParseError, gpx::read("<gpx><wpt lat='91' lon='0'/></gpx>"));
  CHECK_EQUAL(gpx::try_read("<gpx/>").message(), "the document has no track");
}

TEST(times_are_utc) {
  CHECK_EQUAL(*gpx::parse_time("1970-01-02T00:00:01Z"), Seconds{86'401});
  CHECK_EQUAL(gpx::format_time(*gpx::parse_time("2024-02-29T23:59:59Z")), "2024-02-29T23:59:59Z");
  CHECK(!gpx::parse_time("2023-02-29T00:00:00Z"));
  CHECK(!gpx::parse_time("yesterday"));
}

TEST(writers_know_their_suffix) {
  const Track track{{46.0_deg, 7.0_deg, 500_m}, {46.01_deg, 7.0_deg, 600_m}};
  std::ostringstream out;
  make_writer(Format::csv)->write(out, track);
  CHECK_EQUAL(out.str(),
              "latitude,longitude,elevation,time\n"
              "46.000000,7.000000,500.0,\n"
              "46.010000,7.000000,600.0,\n");
  CHECK_EQUAL(make_writer(Format::gpx)->suffix(), ".gpx");
  CHECK_EQUAL(make_writer(Format::text)->suffix(), ".txt");
}

TEST(messages_go_to_the_sink) {
  std::string seen;
  LogSink before =
      set_log_sink([&](LogLevel, std::string_view message) { seen = std::string(message); });
  TRAILMAP_LOG(warning, "height of ", 12_m);
  TRAILMAP_LOG(trace, "compiled out");
  set_log_sink(std::move(before));
  CHECK_EQUAL(seen, "height of 12 m");
}
