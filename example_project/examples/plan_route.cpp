// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief Plans a walk in the Kiental, Bernese Oberland.
 *
 *     plan_route Kiental Gspaltenhorn
 */
#include <iostream>

#include "trailmap/trailmap.hpp"

using namespace trailmap;

namespace {

/// A few places and paths of the valley. Heights and lengths are rounded.
RoutePlanner kiental() {
  RoutePlanner planner;
  // [places]
  planner.add_place({"Kiental", {46.583_deg, 7.723_deg, 958_m}});
  planner.add_place({"Griesalp", {46.549_deg, 7.760_deg, 1408_m}});
  planner.add_place({"Hohtuerli", {46.525_deg, 7.752_deg, 2778_m}, Hut{.beds = 90, .open = true}});
  planner.add_place(
      {"Gspaltenhorn", {46.512_deg, 7.797_deg, 2455_m}, Hut{.beds = 120, .open = true}});
  planner.add_place({"Sefinenfurgge", {46.541_deg, 7.823_deg, 2612_m}});
  // [places end]

  planner.add_path("Kiental", "Griesalp",
                   {.name = "Pochtenschlucht",
                    .length = 5.2_km,
                    .ascent = 480_m,
                    .descent = 30_m,
                    .surface = Surface::forest});
  planner.add_path("Griesalp", "Gspaltenhorn",
                   {.name = "Gamchi",
                    .length = 6.4_km,
                    .ascent = 1090_m,
                    .descent = 45_m,
                    .surface = Surface::meadow,
                    .difficulty = T3});
  planner.add_path("Griesalp", "Sefinenfurgge",
                   {.name = "Duerreberg",
                    .length = 6.1_km,
                    .ascent = 1204_m,
                    .descent = 0_m,
                    .surface = Surface::gravel,
                    .difficulty = T2});
  planner.add_path("Sefinenfurgge", "Gspaltenhorn",
                   {.name = "Truempiwegli",
                    .length = 3.0_km,
                    .ascent = 190_m,
                    .descent = 347_m,
                    .surface = Surface::scree,
                    .difficulty = T3});
  planner.add_path("Griesalp", "Hohtuerli",
                   {.name = "Bundalp",
                    .length = 5.0_km,
                    .ascent = 1370_m,
                    .descent = 0_m,
                    .surface = Surface::scree,
                    .difficulty = T3});
  return planner;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: plan_route FROM TO\n";
    return 2;
  }
  const RoutePlanner planner = kiental();
  const auto route = planner.try_plan(argv[1], argv[2]);
  if (!route) {
    std::cerr << route.message() << '\n';
    return 1;
  }
  std::cout << *route << '\n';

  // A second opinion, from somebody who does not like scree.
  try {
    static_cast<void>(planner.plan(argv[1], argv[2], CautiousWalker(T2)));
    std::cout << "There is a way that is nowhere harder than T2.\n";
  } catch (const NoRouteError&) {
    std::cout << "Every way has stretches harder than T2.\n";
  }
}
