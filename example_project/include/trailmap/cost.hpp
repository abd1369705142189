// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief What makes one path better than another.
 *
 * A planner minimises a cost. The cost models here measure it in metres or in
 * seconds; a program can add its own by deriving from `CostModel`.
 */
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "trailmap/config.hpp"
#include "trailmap/surface.hpp"
#include "trailmap/units.hpp"

namespace trailmap {

/// A path between two places, seen in the direction of the walk.
struct Path {
  std::string name{};
  Metres length{};
  Metres ascent{};
  Metres descent{};
  Surface surface = Surface::gravel;
  Difficulty difficulty = T1;
  Amenities amenities{};

  /// The same path in the other direction: ascent and descent change places.
  [[nodiscard]] Path reversed() const;
};

/**
 * @brief What a path costs.
 *
 * @note Costs are compared and added, never shown, so their unit is free. They
 *       must not be negative.
 */
class TRAILMAP_API CostModel {
public:
  virtual ~CostModel() = default;

  /// The cost of a path. Only called for paths that `allows` lets through.
  [[nodiscard]] virtual double cost(const Path& path) const = 0;

  /// Tells whether the path may be used at all.
  [[nodiscard]] virtual bool allows(const Path& path) const;

  /// A copy that the caller owns.
  [[nodiscard]] virtual std::unique_ptr<CostModel> clone() const = 0;

  /// The cost, or infinity for a path that is not allowed.
  double operator()(const Path& path) const;
};

/**
 * @brief Writes `clone` for a cost model.
 *
 * The curiously recurring template: a class derives from
 * `Cloneable<itself, its base>`, and its copies have the right type.
 *
 * @tparam Derived the class that is being written
 * @tparam Base    what it would derive from otherwise
 */
template <class Derived, class Base = CostModel>
class Cloneable : public Base {
public:
  using Base::Base;
  [[nodiscard]] std::unique_ptr<CostModel> clone() const override {
    return std::make_unique<Derived>(static_cast<const Derived&>(*this));
  }
};

/// The shortest way, whatever it is made of.
class TRAILMAP_API ShortestWay final : public Cloneable<ShortestWay> {
public:
  double cost(const Path& path) const override;
};

/**
 * @brief Walking time after the rule on Swiss signposts.
 *
 * Four kilometres, 400 m up or 800 m down take one hour each. The longer of the
 * two times, along and up or down, counts in full and the shorter by half. The
 * surface then stretches the result, see effort_of().
 */
class TRAILMAP_API WalkingTime : public Cloneable<WalkingTime> {
public:
  WalkingTime() = default;
  /// @param pace 1 for a normal walker, 0.8 for a fast one
  explicit WalkingTime(double pace) noexcept : pace_(pace) {}

  double cost(const Path& path) const override { return time(path).value(); }

  /// The time that the path takes.
  [[nodiscard]] virtual Seconds time(const Path& path) const;

private:
  double pace_ = 1.0;
};

/// Walking time for people who turn round where it gets difficult.
class TRAILMAP_API CautiousWalker final : public Cloneable<CautiousWalker, WalkingTime> {
public:
  CautiousWalker() = default;
  /// @param limit the hardest path that is still walked
  explicit CautiousWalker(Difficulty limit) noexcept : limit_(limit) {}

  /// Refuses what is harder than the limit, and what nobody has graded.
  bool allows(const Path& path) const override;

private:
  Difficulty limit_ = T2;
};

}  // namespace trailmap
