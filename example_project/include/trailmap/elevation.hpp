// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief How a track goes up and down.
 *
 * Receivers are bad at heights. A walk along a lake shore easily collects 200 m
 * of "ascent" from noise, so a profile smooths the heights first. How, is up to
 * a `Smoother`.
 */
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "trailmap/config.hpp"
#include "trailmap/track.hpp"
#include "trailmap/units.hpp"

namespace trailmap {

/**
 * @brief Takes the noise out of a series of heights.
 *
 * The interface is small on purpose: implement `smooth` and `name`, and a
 * profile can use it.
 */
class TRAILMAP_API Smoother {
public:
  virtual ~Smoother();

  /**
   * Smooths a series.
   *
   * @param heights the heights as recorded, in the order of the walk
   * @return as many heights as were given
   * @post the result has the size of @p heights
   */
  [[nodiscard]] virtual std::vector<Metres> smooth(std::span<const Metres> heights) const = 0;

  /// A name for tables and tests.
  [[nodiscard]] virtual std::string_view name() const noexcept = 0;

protected:
  Smoother() = default;
  Smoother(const Smoother&) = default;
  Smoother& operator=(const Smoother&) = default;
};

/// Changes nothing.
class TRAILMAP_API RawHeights final : public Smoother {
public:
  std::vector<Metres> smooth(std::span<const Metres> heights) const override;
  std::string_view name() const noexcept override { return "raw"; }
};

/// What the smoothers with a window share: its width.
class TRAILMAP_API WindowSmoother : public Smoother {
public:
  /// @param width how many heights count for one; even widths grow by one
  explicit WindowSmoother(std::size_t width) noexcept : half_(width / 2) {}

  std::vector<Metres> smooth(std::span<const Metres> heights) const final;

  [[nodiscard]] std::size_t width() const noexcept { return 2 * half_ + 1; }

protected:
  /// One height from those around it. At the ends of a track there are fewer.
  [[nodiscard]] virtual Metres reduce(std::span<const Metres> window) const = 0;

private:
  std::size_t half_;
};

/// The mean of the neighbours. Good for noise, bad for single wild values.
class TRAILMAP_API MovingAverage final : public WindowSmoother {
public:
  using WindowSmoother::WindowSmoother;
  std::string_view name() const noexcept override { return "moving average"; }

protected:
  Metres reduce(std::span<const Metres> window) const override;
};

/// The median of the neighbours. It takes single wild values out altogether.
class TRAILMAP_API MovingMedian final : public WindowSmoother {
public:
  using WindowSmoother::WindowSmoother;
  std::string_view name() const noexcept override { return "moving median"; }

protected:
  Metres reduce(std::span<const Metres> window) const override;
};

/// A place on a profile.
struct ProfileSample {
  Metres way;     ///< from the start, along the track
  Metres height;  ///< above the sea, smoothed
};

/**
 * @brief The heights of a track over its length.
 *
 * Points without a height are left out. The profile keeps no reference to the
 * track.
 *
 * | question            | function           |
 * |---------------------|--------------------|
 * | how much up?        | ascent()           |
 * | how much down?      | descent()          |
 * | how high after 2 km?| `profile(2_km)`    |
 * | where is it steep?  | steepest()         |
 */
class TRAILMAP_API ElevationProfile {
public:
  /// Smooths with a median over five points.
  explicit ElevationProfile(const Track& track);
  ElevationProfile(const Track& track, const Smoother& smoother);

  [[nodiscard]] std::span<const ProfileSample> samples() const noexcept { return samples_; }
  [[nodiscard]] bool empty() const noexcept { return samples_.empty(); }

  /// The sum of all climbs. Never negative.
  [[nodiscard]] Metres ascent() const noexcept { return ascent_; }
  /// The sum of all drops. Never negative.
  [[nodiscard]] Metres descent() const noexcept { return descent_; }
  /// The sample with the smallest height. @pre not empty
  [[nodiscard]] const ProfileSample& lowest() const;
  /// The sample with the greatest height. @pre not empty
  [[nodiscard]] const ProfileSample& highest() const;

  /**
   * The height after some way, interpolated.
   *
   * @param way from the start; clamped to the length of the profile
   * @pre not empty
   */
  [[nodiscard]] Metres operator()(Metres way) const;

  /**
   * The steepest climb.
   *
   * @param over the least way that counts as a climb
   * @return rise over run: 0.12 is 12 %; 0 for a profile that only drops
   * @todo Report where the climb is, not only how steep.
   */
  [[nodiscard]] double steepest(Metres over = Metres{100}) const;

private:
  std::vector<ProfileSample> samples_;
  Metres ascent_;
  Metres descent_;
};

}  // namespace trailmap
