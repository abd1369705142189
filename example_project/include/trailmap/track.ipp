// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief The templates of `track.hpp`. That header includes this file.
 */

namespace trailmap {

template <std::input_iterator Iterator>
Track::Track(std::string name, Iterator first, Iterator last) : name_(std::move(name)) {
  for (; first != last; ++first) {
    append(*first);
  }
}

template <PointPredicate Predicate>
Track Track::filtered(Predicate keep) const {
  Track kept(name_);
  for (const TrackPoint& point : points_) {
    if (std::invoke(keep, point)) {
      kept.points_.push_back(point);
    }
  }
  return kept;
}

template <std::predicate<const TrackPoint&, const TrackPoint&> Cut>
std::vector<Track> Track::split(Cut cut) const {
  std::vector<Track> parts;
  for (auto it = points_.begin(); it != points_.end(); ++it) {
    if (it == points_.begin() || std::invoke(cut, *std::prev(it), *it)) {
      parts.emplace_back(name_);
    }
    parts.back().points_.push_back(*it);
  }
  return parts;
}

}  // namespace trailmap
