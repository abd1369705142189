// SPDX-License-Identifier: BSD-2-Clause
#include <sstream>

#include "check.hpp"
#include "trailmap/path_graph.hpp"
#include "trailmap/route.hpp"

using namespace trailmap;

namespace {

RoutePlanner three_places() {
  RoutePlanner planner;
  planner.add_place({"valley", {46.0_deg, 7.0_deg, 600_m}});
  planner.add_place({"pass", {46.1_deg, 7.0_deg, 1800_m}});
  planner.add_place({"lake", {46.0_deg, 7.1_deg, 650_m}});
  planner.add_path("valley", "pass",
                   {.name = "steep path",
                    .length = 4_km,
                    .ascent = 1200_m,
                    .descent = 0_m,
                    .surface = Surface::scree,
                    .difficulty = T3});
  planner.add_path("valley", "lake", {.name = "road", .length = 6_km, .ascent = 50_m});
  planner.add_path("lake", "pass", {.name = "mule track", .length = 7_km, .ascent = 1150_m});
  return planner;
}

}  // namespace

TEST(graph_finds_the_cheapest_path) {
  PathGraph<std::string, Metres> graph;
  const NodeId a = graph.add_node("a");
  const NodeId b = graph.add_node("b");
  const NodeId c = graph.add_node("c");
  graph.add_edge(a, b, 5_km);
  graph.add_edge(a, c, 1_km);
  graph.add_edge(c, b, 2_km);
  const auto length = [](Metres edge) { return edge.value(); };
  const auto found = graph.cheapest_path(a, b, length);
  CHECK(found.has_value());
  CHECK_EQUAL(found->nodes.size(), 3U);
  CHECK_EQUAL(found->cost, 3000.0);
  CHECK(!graph.cheapest_path(b, a, length));
  CHECK_EQUAL(graph.total_length(), 8_km);
  CHECK_EQUAL(graph.reachable(a, 1500.0, length).size(), 2U);
  CHECK_EQUAL(graph[c], "c");
  CHECK_EQUAL(graph.edges_from(a).size(), 2);
}

TEST(planner_minimises_its_model) {
  const RoutePlanner planner = three_places();
  CHECK_EQUAL(planner.plan("valley", "pass", ShortestWay()).size(), 1U);
  CHECK_EQUAL(planner.plan("valley", "pass", CautiousWalker(T2)).size(), 2U);
  CHECK_EQUAL(planner.place_count(), 3U);
}

TEST(planner_says_what_is_wrong) {
  RoutePlanner planner = three_places();
  planner.add_place({"island", {45.0_deg, 7.0_deg, {}}});
  CHECK_THROWS(NoRouteError, planner.plan("valley", "island"));
  CHECK_THROWS(Error, planner.add_place({"island", {45.0_deg, 7.0_deg, {}}}));
  CHECK_EQUAL(planner.try_plan("valley", "moon").message(), "unknown place: 'moon'");
  CHECK(!RoutePlanner().nearest_place({46.0_deg, 7.0_deg, {}}));
  CHECK_EQUAL(planner.nearest_place({46.01_deg, 7.0_deg, {}})->name(), "valley");
}

TEST(routes_turn_round) {
  Route route = three_places().plan("valley", "pass", ShortestWay());
  const Metres up = route.ascent();
  route.reverse();
  CHECK_EQUAL(route.start().name(), "pass");
  CHECK_EQUAL(route.goal().name(), "valley");
  CHECK_EQUAL(route.descent(), up);
  CHECK_EQUAL(name_of(route.difficulty()), "T3");
}

TEST(walking_time_is_that_of_the_signposts) {
  const WalkingTime walker;
  CHECK_NEAR(walker.time({.name = "flat", .length = 4_km}).value(), 3600, 1);
  CHECK_NEAR(walker.time({.name = "up", .length = 4_km, .ascent = 400_m}).value(), 5400, 1);
  CHECK(three_places().within("valley", 2_h) == std::vector<std::string>{"valley", "lake"});
}

TEST(cost_models_copy_themselves) {
  const CautiousWalker careful(T1);
  const std::unique_ptr<CostModel> copy = careful.clone();
  CHECK(!copy->allows({.name = "ridge", .difficulty = T2}));
  CHECK(std::isinf((*copy)({.name = "ridge", .difficulty = T2})));
}
