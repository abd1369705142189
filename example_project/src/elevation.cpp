// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief Smoothing, and the sums of climbs and drops.
 */
#include "trailmap/elevation.hpp"

#include <algorithm>

#include "trailmap/log.hpp"

namespace trailmap {

Smoother::~Smoother() = default;

std::vector<Metres> RawHeights::smooth(std::span<const Metres> heights) const {
  return {heights.begin(), heights.end()};
}

std::vector<Metres> WindowSmoother::smooth(std::span<const Metres> heights) const {
  std::vector<Metres> result;
  result.reserve(heights.size());
  for (std::size_t i = 0; i < heights.size(); ++i) {
    const std::size_t first = i < half_ ? 0 : i - half_;
    const std::size_t last = std::min(heights.size(), i + half_ + 1);
    result.push_back(reduce(heights.subspan(first, last - first)));
  }
  return result;
}

Metres MovingAverage::reduce(std::span<const Metres> window) const {
  Metres sum;
  for (const Metres height : window) {
    sum += height;
  }
  return sum * (1.0 / static_cast<double>(window.size()));
}

Metres MovingMedian::reduce(std::span<const Metres> window) const {
  std::vector<Metres> sorted(window.begin(), window.end());
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  return *middle;
}

namespace {

constexpr std::size_t default_window = 5;

bool lower(const ProfileSample& a, const ProfileSample& b) noexcept {
  return a.height < b.height;
}

}  // namespace

ElevationProfile::ElevationProfile(const Track& track)
    : ElevationProfile(track, MovingMedian(default_window)) {}

ElevationProfile::ElevationProfile(const Track& track, const Smoother& smoother) {
  std::vector<Metres> heights;
  Metres way;
  for (std::size_t i = 0; i < track.size(); ++i) {
    const Point& place = track[i].place;
    if (i > 0) {
      way += distance(track[i - 1].place, place);
    }
    if (place.elevation) {
      samples_.push_back({way, *place.elevation});
      heights.push_back(*place.elevation);
    }
  }
  TRAILMAP_LOG(trace, "profile of ", track.name(), " with ", smoother.name());
  const std::vector<Metres> smooth = smoother.smooth(heights);
  TRAILMAP_EXPECT(smooth.size() == samples_.size());
  for (std::size_t i = 0; i < samples_.size(); ++i) {
    samples_[i].height = smooth[i];
    if (i == 0) {
      continue;
    }
    const Metres step = smooth[i] - smooth[i - 1];
    (step > Metres{0} ? ascent_ : descent_) += abs(step);
  }
}

const ProfileSample& ElevationProfile::lowest() const {
  TRAILMAP_EXPECT(!empty());
  return *std::min_element(samples_.begin(), samples_.end(), lower);
}

const ProfileSample& ElevationProfile::highest() const {
  TRAILMAP_EXPECT(!empty());
  return *std::max_element(samples_.begin(), samples_.end(), lower);
}

Metres ElevationProfile::operator()(Metres way) const {
  TRAILMAP_EXPECT(!empty());
  const auto after =
      std::lower_bound(samples_.begin(), samples_.end(), way,
                       [](const ProfileSample& sample, Metres w) { return sample.way < w; });
  if (after == samples_.begin()) {
    return samples_.front().height;
  }
  if (after == samples_.end()) {
    return samples_.back().height;
  }
  const ProfileSample& before = *(after - 1);
  const double part = (way - before.way) / (after->way - before.way);
  return before.height + (after->height - before.height) * part;
}

double ElevationProfile::steepest(Metres over) const {
  double steepest = 0.0;
  for (std::size_t i = 0, j = 0; i < samples_.size(); ++i) {
    while (j < samples_.size() && samples_[j].way - samples_[i].way < over) {
      ++j;
    }
    if (j == samples_.size()) {
      break;
    }
    const Metres run = samples_[j].way - samples_[i].way;
    if (run > Metres{0}) {
      steepest = std::max(steepest, (samples_[j].height - samples_[i].height) / run);
    }
  }
  return steepest;
}

}  // namespace trailmap
