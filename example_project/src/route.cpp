// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief Routes, and the planner behind its pointer.
 */
#include "trailmap/route.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <ostream>
#include <utility>

#include "trailmap/geometry.hpp"
#include "trailmap/log.hpp"
#include "trailmap/path_graph.hpp"

namespace trailmap {

namespace {

/// Adds up one field of all paths of a route.
template <class Field>
Metres sum_of(const Route& route, Field field) {
  Metres sum;
  for (const Leg& leg : route) {
    sum += std::invoke(field, leg.path);
  }
  return sum;
}

}  // namespace

const Waypoint& Route::goal() const noexcept {
  return legs_.empty() ? start_ : legs_.back().to;
}

Metres Route::length() const noexcept {
  return sum_of(*this, &Path::length);
}

Metres Route::ascent() const noexcept {
  return sum_of(*this, &Path::ascent);
}

Metres Route::descent() const noexcept {
  return sum_of(*this, &Path::descent);
}

Difficulty Route::difficulty() const noexcept {
  Difficulty hardest = T1;
  for (const Leg& leg : legs_) {
    hardest = std::max(hardest, leg.path.difficulty);
  }
  return hardest;
}

Seconds Route::time(const WalkingTime& walker) const {
  Seconds sum;
  for (const Leg& leg : legs_) {
    sum += walker.time(leg.path);
  }
  return sum;
}

void Route::reverse() {
  Waypoint start = goal();
  std::vector<Leg> back;
  back.reserve(legs_.size());
  for (std::size_t i = legs_.size(); i-- > 0;) {
    back.push_back({legs_[i].path.reversed(), i == 0 ? start_ : legs_[i - 1].to});
  }
  start_ = std::move(start);
  legs_ = std::move(back);
}

std::ostream& operator<<(std::ostream& out, const Route& route) {
  const WalkingTime walker;
  out << route.start() << '\n';
  for (const auto& [path, to] : route) {
    out << "  " << path.name << ", " << to_text(path.length) << ", " << name_of(path.difficulty)
        << ", " << name_of(path.surface) << ", " << to_text(walker.time(path)) << '\n'
        << to << '\n';
  }
  return out << "total " << to_text(route.length()) << ", up " << to_text(whole(route.ascent()))
             << ", down " << to_text(whole(route.descent())) << ", " << to_text(route.time());
}

/// What a planner knows.
struct RoutePlanner::Impl {
  PathGraph<Waypoint, Path> graph;
  std::map<std::string, NodeId, std::less<>> ids;  // less<>: look-ups by string_view
  std::unique_ptr<CostModel> model;

  // Null in place of an exception, for callers that cannot throw.
  [[nodiscard]] const NodeId* find(std::string_view name) const noexcept {
    const auto it = ids.find(name);
    return it == ids.end() ? nullptr : &it->second;
  }

  [[nodiscard]] NodeId require(std::string_view name) const {
    if (const NodeId* id = find(name)) {
      return *id;
    }
    throw Error("unknown place: '" + std::string(name) + "'");
  }

  [[nodiscard]] Route route(const FoundPath& found) const {
    Route route(graph[found.nodes.front()]);
    for (const std::size_t edge : found.edges) {
      const auto& link = graph.link(edge);
      route.append({link.edge, graph[link.to]});
    }
    return route;
  }
};

RoutePlanner::RoutePlanner() : RoutePlanner(std::make_unique<WalkingTime>()) {}

RoutePlanner::RoutePlanner(std::unique_ptr<CostModel> model) : impl_(std::make_unique<Impl>()) {
  TRAILMAP_EXPECT(model != nullptr);
  impl_->model = std::move(model);
}

RoutePlanner::RoutePlanner(RoutePlanner&&) noexcept = default;
RoutePlanner& RoutePlanner::operator=(RoutePlanner&&) noexcept = default;
RoutePlanner::~RoutePlanner() = default;

void RoutePlanner::add_place(Waypoint place) {
  if (impl_->find(place.name()) != nullptr) {
    throw Error("two places are named '" + place.name() + "'");
  }
  const std::string name = place.name();
  impl_->ids.emplace(name, impl_->graph.add_node(std::move(place)));
}

void RoutePlanner::add_path(std::string_view from, std::string_view to, Path path) {
  const NodeId a = impl_->require(from);
  const NodeId b = impl_->require(to);
  impl_->graph.add_edge(b, a, path.reversed());
  impl_->graph.add_edge(a, b, std::move(path));
}

std::size_t RoutePlanner::place_count() const noexcept {
  return impl_->graph.node_count();
}

const Waypoint* RoutePlanner::find_place(std::string_view name) const noexcept {
  const NodeId* id = impl_->find(name);
  return id == nullptr ? nullptr : &impl_->graph[*id];
}

Result<const Waypoint*> RoutePlanner::nearest_place(const Point& point) const {
  const Waypoint* nearest = nullptr;
  for (const auto& [name, id] : impl_->ids) {
    const Waypoint& place = impl_->graph[id];
    if (nearest == nullptr || distance(place, point) < distance(*nearest, point)) {
      nearest = &place;
    }
  }
  if (nearest == nullptr) {
    return Result<const Waypoint*>::failure("the planner has no places");
  }
  return nearest;
}

Route RoutePlanner::plan(std::string_view from, std::string_view to) const {
  return plan(from, to, *impl_->model);
}

Route RoutePlanner::plan(std::string_view from, std::string_view to,
                         const CostModel& model) const {
  const auto found =
      impl_->graph.cheapest_path(impl_->require(from), impl_->require(to), model);
  if (!found) {
    throw NoRouteError(std::string(from), std::string(to));
  }
  return impl_->route(*found);
}

Result<Route> RoutePlanner::try_plan(std::string_view from, std::string_view to) const noexcept {
  try {
    return plan(from, to);
  } catch (const std::exception& error) {
    return Result<Route>::failure(error.what());
  }
}

std::vector<std::string> RoutePlanner::within(std::string_view from, Seconds time) const {
  std::vector<std::string> names;
  const auto nodes = impl_->graph.reachable(impl_->require(from), time.value(), WalkingTime());
  for (const NodeId node : nodes) {
    names.push_back(impl_->graph[node].name());
  }
  return names;
}

}  // namespace trailmap
