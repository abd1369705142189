// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief What `track.hpp` declares and `track.ipp` does not define.
 */
#include "trailmap/track.hpp"

#include <algorithm>
#include <utility>

#include "trailmap/log.hpp"

namespace trailmap {

namespace {

using Points = std::vector<TrackPoint>;

/// The inner point of `[first, last]` that is farthest from the line between its ends.
std::pair<std::size_t, Metres> farthest(const Points& points, std::size_t first,
                                        std::size_t last) {
  const Segment line{points[first].place, points[last].place};
  std::pair<std::size_t, Metres> result{first, Metres{0}};
  for (std::size_t i = first + 1; i < last; ++i) {
    const Metres off = distance(points[i].place, line);
    if (off > result.second) {
      result = {i, off};
    }
  }
  return result;
}

// With a stack of its own: a recursive one overflows on a track of a whole summer.
std::vector<bool> points_to_keep(const Points& points, Metres tolerance) {
  std::vector<bool> keep(points.size(), false);
  keep.front() = keep.back() = true;
  std::vector<std::pair<std::size_t, std::size_t>> open{{0, points.size() - 1}};
  while (!open.empty()) {
    const auto [first, last] = open.back();
    open.pop_back();
    const auto [middle, off] = farthest(points, first, last);
    if (off > tolerance) {
      keep[middle] = true;
      open.emplace_back(first, middle);
      open.emplace_back(middle, last);
    }
  }
  return keep;
}

}  // namespace

Track::Track(std::initializer_list<Point> points) {
  for (const Point& point : points) {
    append(point);
  }
}

void Track::append(const TrackPoint& point) {
  points_.push_back(point);
}

void Track::append(const Point& place) {
  append(TrackPoint{place, {}});
}

void Track::append(const Track& other) {
  points_.reserve(points_.size() + other.size());
  // By index, since `other` may be this very track.
  for (std::size_t i = 0, count = other.size(); i < count; ++i) {
    points_.push_back(other[i]);
  }
}

Track& Track::operator+=(const Track& other) {
  append(other);
  return *this;
}

Metres Track::length() const noexcept {
  Metres sum;
  for (std::size_t i = 1; i < points_.size(); ++i) {
    sum += distance(points_[i - 1].place, points_[i].place);
  }
  return sum;
}

std::optional<Seconds> Track::duration() const noexcept {
  if (points_.empty() || !points_.front().time || !points_.back().time) {
    return std::nullopt;
  }
  return *points_.back().time - *points_.front().time;
}

Box Track::bounds() const noexcept {
  Box box;
  for (const TrackPoint& point : points_) {
    box.extend(point.place);
  }
  return box;
}

Track Track::reversed() const {
  Track result(name_);
  result.points_.reserve(points_.size());
  for (auto it = points_.rbegin(); it != points_.rend(); ++it) {
    result.append(it->place);
  }
  return result;
}

Track Track::simplified(Metres tolerance) const {
  TRAILMAP_EXPECT(tolerance >= Metres{0});
  if (points_.size() < 3) {
    return *this;
  }
  const std::vector<bool> keep = points_to_keep(points_, tolerance);
  Track result(name_);
  for (std::size_t i = 0; i < points_.size(); ++i) {
    if (keep[i]) {
      result.points_.push_back(points_[i]);
    }
  }
  TRAILMAP_LOG(debug, name_, ": kept ", result.size(), " of ", size(), " points");
  return result;
}

Track operator+(Track first, const Track& second) {
  first += second;
  return first;
}

}  // namespace trailmap
