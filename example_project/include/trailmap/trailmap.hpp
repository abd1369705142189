// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief The whole library in one include.
 *
 * Programs that care about the time of their builds include the single headers.
 *
 * @mainpage trailmap
 * A library for hiking trails: geometry, tracks, profiles and routes.
 */
#pragma once

#include "trailmap/canvas.hpp"
#include "trailmap/config.hpp"
#include "trailmap/cost.hpp"
#include "trailmap/elevation.hpp"
#include "trailmap/error.hpp"
#include "trailmap/geometry.hpp"
#include "trailmap/gpx.hpp"
#include "trailmap/log.hpp"
#include "trailmap/path_graph.hpp"
#include "trailmap/point.hpp"
#include "trailmap/route.hpp"
#include "trailmap/surface.hpp"
#include "trailmap/track.hpp"
#include "trailmap/units.hpp"
#include "trailmap/waypoint.hpp"
#include "trailmap/writer.hpp"
