// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief Planned walks, and the planner that finds them.
 */
#pragma once

#include <cstddef>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "trailmap/config.hpp"
#include "trailmap/cost.hpp"
#include "trailmap/error.hpp"
#include "trailmap/waypoint.hpp"

namespace trailmap {

/// One path of a route and the place to which it leads.
struct Leg {
  Path path;
  Waypoint to;
};

/**
 * @brief A planned walk from place to place.
 *
 * Unlike a Track a route knows paths and names, but not each bend of the way.
 */
class TRAILMAP_API Route {
public:
  explicit Route(Waypoint start) : start_(std::move(start)) {}

  void append(Leg leg) { legs_.push_back(std::move(leg)); }

  [[nodiscard]] const Waypoint& start() const noexcept { return start_; }
  /// The last place; the start for a route without legs.
  [[nodiscard]] const Waypoint& goal() const noexcept;

  [[nodiscard]] std::size_t size() const noexcept { return legs_.size(); }
  [[nodiscard]] const Leg& operator[](std::size_t index) const { return legs_[index]; }
  [[nodiscard]] auto begin() const noexcept { return legs_.begin(); }
  [[nodiscard]] auto end() const noexcept { return legs_.end(); }

  [[nodiscard]] Metres length() const noexcept;
  [[nodiscard]] Metres ascent() const noexcept;
  [[nodiscard]] Metres descent() const noexcept;
  /// The hardest of the legs. `T1` for a route without legs.
  [[nodiscard]] Difficulty difficulty() const noexcept;
  /// The time that a walker takes.
  [[nodiscard]] Seconds time(const WalkingTime& walker = {}) const;

  /// Turns the route round, in place.
  /// @since 1.3
  void reverse();

private:
  Waypoint start_;
  std::vector<Leg> legs_;
};

/// Writes one line for each leg and a sum.
TRAILMAP_API std::ostream& operator<<(std::ostream& out, const Route& route);

/**
 * @brief Knows places and paths, and finds routes.
 *
 * @code
 * RoutePlanner planner;
 * planner.add_place({"Kiental", {46.583_deg, 7.723_deg, {}}});
 * planner.add_place({"Griesalp", {46.549_deg, 7.760_deg, {}}});
 * planner.add_path("Kiental", "Griesalp", {.name = "Pochtenschlucht", .length = 4.6_km});
 * std::cout << planner.plan("Kiental", "Griesalp");
 * @endcode
 *
 * The data are behind a pointer, so that the graph is not part of the library's
 * binary interface.
 *
 * @warning A planner is not safe to change while another thread plans with it.
 */
class TRAILMAP_API RoutePlanner {
public:
  RoutePlanner();
  /// @param model what is to be minimised
  explicit RoutePlanner(std::unique_ptr<CostModel> model);
  RoutePlanner(RoutePlanner&&) noexcept;
  RoutePlanner& operator=(RoutePlanner&&) noexcept;
  RoutePlanner(const RoutePlanner&) = delete;
  RoutePlanner& operator=(const RoutePlanner&) = delete;
  ~RoutePlanner();

  /**
   * Adds a place.
   * @throws Error when there is a place of that name already
   */
  void add_place(Waypoint place);

  /**
   * Adds a path that can be walked both ways.
   *
   * @param from the name of one place
   * @param to   the name of the other
   * @param path as walked from @p from to @p to
   * @throws Error when one of the places is not known
   */
  void add_path(std::string_view from, std::string_view to, Path path);

  [[nodiscard]] std::size_t place_count() const noexcept;
  /// The place of a name; null when there is none.
  [[nodiscard]] const Waypoint* find_place(std::string_view name) const noexcept;
  /// The place nearest to a point; an error when there are no places.
  [[nodiscard]] Result<const Waypoint*> nearest_place(const Point& point) const;

  /// @name Planning
  /// @{

  /**
   * The best route between two places.
   *
   * @throws NoRouteError when no allowed path leads there
   * @throws Error        when one of the places is not known
   */
  [[nodiscard]] Route plan(std::string_view from, std::string_view to) const;
  /// The best route after another cost model than the planner's own.
  [[nodiscard]] Route plan(std::string_view from, std::string_view to,
                           const CostModel& model) const;
  /// As plan(), without exceptions.
  Result<Route> try_plan(std::string_view from, std::string_view to) const noexcept;
  /// @}

  /// The names of the places within a walking time, the nearest first.
  [[nodiscard]] std::vector<std::string> within(std::string_view from, Seconds time) const;

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace trailmap
