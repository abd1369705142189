// SPDX-License-Identifier: BSD-2-Clause
#include "trailmap/cost.hpp"

#include <algorithm>
#include <limits>

namespace trailmap {

Path Path::reversed() const {
  Path back = *this;
  std::swap(back.ascent, back.descent);
  return back;
}

bool CostModel::allows(const Path&) const {
  return true;
}

double CostModel::operator()(const Path& path) const {
  return allows(path) ? cost(path) : std::numeric_limits<double>::infinity();
}

double ShortestWay::cost(const Path& path) const {
  return path.length.value();
}

namespace {

// What one hour is good for on a signpost.
constexpr MetresPerSecond along = 4_km / 1_h;
constexpr MetresPerSecond up = 400_m / 1_h;
constexpr MetresPerSecond down = 800_m / 1_h;

}  // namespace

Seconds WalkingTime::time(const Path& path) const {
  const Seconds flat = path.length / along;
  const Seconds steep = path.ascent / up + path.descent / down;
  const auto [shorter, longer] = std::minmax(flat, steep);
  return (longer + shorter * 0.5) * (effort_of(path.surface) * pace_);
}

bool CautiousWalker::allows(const Path& path) const {
  return path.difficulty != DifficultyUnknown && path.difficulty <= limit_;
}

}  // namespace trailmap
