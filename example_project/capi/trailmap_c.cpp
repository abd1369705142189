// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief The bridge from C to the C++ library.
 *
 * Each function does three things: check the pointers, call the library inside
 * `guarded`, translate the answer. No exception may pass a function of this
 * file.
 */
#include "trailmap.h"

#include <exception>
#include <memory>
#include <new>
#include <string>
#include <utility>

#include "trailmap/trailmap.hpp"

/// What a handle of C points to.
struct tm_track {
  trailmap::Track track;
};

/// @copydoc tm_track
struct tm_planner {
  trailmap::RoutePlanner planner;
};

namespace {

thread_local std::string last_error;

tm_status failed(tm_status status, const char* message) noexcept {
  try {
    last_error = message;
  } catch (...) {
    last_error.clear();  // no memory for the message: the status has to do
  }
  return status;
}

/// Runs a function and turns its exceptions into a status.
template <class Function>
tm_status guarded(Function function) noexcept {
  try {
    function();
    last_error.clear();
    return TM_OK;
  } catch (const trailmap::ParseError& error) {
    return failed(TM_ERROR_PARSE, error.what());
  } catch (const trailmap::NoRouteError& error) {
    return failed(TM_ERROR_NO_ROUTE, error.what());
  } catch (const std::bad_alloc& error) {
    return failed(TM_ERROR_MEMORY, error.what());
  } catch (const std::exception& error) {
    return failed(TM_ERROR_OTHER, error.what());
  }
}

template <class... Pointers>
bool any_null(const Pointers*... pointers) noexcept {
  return ((pointers == nullptr) || ...);
}

trailmap::Point from_c(const tm_point& point) {
  trailmap::Point result{trailmap::Degrees(point.latitude), trailmap::Degrees(point.longitude), {}};
  if (TM_HAS_ELEVATION(point)) {
    result.elevation = trailmap::Metres(point.elevation);
  }
  return result;
}

tm_point to_c(const trailmap::Point& point) noexcept {
  return {point.latitude.value(), point.longitude.value(),
          point.elevation ? point.elevation->value() : TM_NO_ELEVATION};
}

}  // namespace

/// Leaves the calling function when one of the pointers is null.
#define TM_REQUIRE(...)                                        \
  do {                                                         \
    if (any_null(__VA_ARGS__)) {                               \
      return failed(TM_ERROR_ARGUMENT, "a pointer is null");   \
    }                                                          \
  } while (false)

extern "C" {

const char* tm_version(void) {
  return TRAILMAP_VERSION_STRING;
}

const char* tm_last_error(void) {
  return last_error.c_str();
}

tm_status tm_track_new(const char* name, tm_track** track) {
  TM_REQUIRE(track);
  return guarded([&] {
    *track = std::make_unique<tm_track>(tm_track{trailmap::Track(name ? name : "")}).release();
  });
}

tm_status tm_track_read(const char* path, tm_track** track) {
  TM_REQUIRE(path, track);
  return guarded([&] {
    auto document = trailmap::gpx::read_file(path);
    if (document.tracks.empty()) {
      throw trailmap::ParseError("the document has no track", 0);
    }
    *track = std::make_unique<tm_track>(tm_track{std::move(document.tracks.front())}).release();
  });
}

void tm_track_free(tm_track* track) {
  delete track;
}

tm_status tm_track_append(tm_track* track, tm_point point) {
  TM_REQUIRE(track);
  if (!trailmap::is_valid(from_c(point))) {
    return failed(TM_ERROR_ARGUMENT, "the point is not on the Earth");
  }
  return guarded([&] { track->track.append(from_c(point)); });
}

size_t tm_track_size(const tm_track* track) {
  return track ? track->track.size() : 0;
}

double tm_track_length(const tm_track* track) {
  return track ? track->track.length().value() : 0.0;
}

tm_status tm_track_get(const tm_track* track, tm_property property, tm_value* value) {
  TM_REQUIRE(track, value);
  return guarded([&] {
    switch (property) {
      case TM_PROPERTY_NAME:
        value->kind = TM_TEXT;
        value->as.text = track->track.name().c_str();
        return;
      case TM_PROPERTY_LENGTH:
        value->kind = TM_NUMBER;
        value->as.number = track->track.length().value();
        return;
      case TM_PROPERTY_ASCENT:
        value->kind = TM_NUMBER;
        value->as.number = trailmap::ElevationProfile(track->track).ascent().value();
        return;
      case TM_PROPERTY_HAS_TIMES:
        value->kind = TM_FLAG;
        value->as.flag = track->track.duration().has_value() ? 1 : 0;
        return;
    }
    throw trailmap::Error("unknown property");
  });
}

tm_status tm_track_visit(const tm_track* track, tm_visitor visitor, void* user) {
  TM_REQUIRE(track);
  if (visitor == nullptr) {
    return failed(TM_ERROR_ARGUMENT, "the visitor is null");
  }
  return guarded([&] {
    for (const trailmap::TrackPoint& point : track->track) {
      const tm_point place = to_c(point.place);
      if (visitor(&place, user) != 0) {
        break;
      }
    }
  });
}

tm_status tm_planner_new(tm_planner** planner) {
  TM_REQUIRE(planner);
  return guarded([&] { *planner = std::make_unique<tm_planner>().release(); });
}

void tm_planner_free(tm_planner* planner) {
  delete planner;
}

tm_status tm_planner_add_place(tm_planner* planner, const char* name, tm_point where) {
  TM_REQUIRE(planner, name);
  return guarded([&] { planner->planner.add_place({name, from_c(where)}); });
}

tm_status tm_planner_add_path(tm_planner* planner, const char* from, const char* to, double length,
                              double ascent, double descent, int difficulty) {
  TM_REQUIRE(planner, from, to);
  if (difficulty < trailmap::T1 || difficulty > trailmap::T6) {
    return failed(TM_ERROR_ARGUMENT, "the difficulty is not from 1 to 6");
  }
  return guarded([&] {
    trailmap::Path path;
    path.name = std::string(from) + " - " + to;
    path.length = trailmap::Metres(length);
    path.ascent = trailmap::Metres(ascent);
    path.descent = trailmap::Metres(descent);
    path.difficulty = static_cast<trailmap::Difficulty>(difficulty);
    planner->planner.add_path(from, to, std::move(path));
  });
}

tm_status tm_planner_time(const tm_planner* planner, const char* from, const char* to,
                          double* seconds) {
  TM_REQUIRE(planner, from, to, seconds);
  return guarded([&] { *seconds = planner->planner.plan(from, to).time().value(); });
}

}  // extern "C"
